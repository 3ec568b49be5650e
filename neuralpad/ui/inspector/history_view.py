"""What one weight was at every recorded epoch, over the same epochs as the error in the plot beside it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.inspector.frame import Frame
from neuralpad.ui.inspector.plot import Plot
from neuralpad.ui.inspector.wording import moment_words
from neuralpad.ui.theme import Theme

_NOTHING: Floats = np.empty(0)


class HistoryView(Plot):
    """The course of a weight; any recorded moment of it can be chosen.

    Signals:
        moment_chosen: a recorded epoch.
    """

    moment_chosen = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._epochs, self._values = _NOTHING, _NOTHING
        self._viewed: float | None = None
        self.setObjectName("weight_history")
        self.setAccessibleName(self.tr("This weight over the epochs"))

    @property
    def shown_points(self) -> tuple[Floats, Floats]:
        """Epochs and values of the curve."""
        return self._epochs, self._values

    def show_points(self, epochs: Floats, values: Floats, viewed: float | None) -> None:
        """The values (n,) of the weight at the recorded epochs (n,), and the past epoch that is viewed, if any."""
        self._epochs, self._values, self._viewed = epochs, values, viewed
        if len(epochs):
            self.show_message("")
            words = moment_words(epochs[self._here], values[self._here], self._theme.digits)
            if words != self.accessibleDescription():
                self.setAccessibleDescription(words)
        else:
            self.show_message(self.tr("Press Train: the value after every epoch is drawn here."))

    @property
    def _here(self) -> int:
        if self._viewed is None:
            return len(self._epochs) - 1
        # Of several at one epoch the newest.
        return len(self._epochs) - 1 - int(np.abs(self._epochs - self._viewed)[::-1].argmin())

    def _make_frame(self, area: QRectF) -> Frame | None:
        if not len(self._epochs):
            return None
        low, high = float(self._values.min()), float(self._values.max())
        room = max(0.1 * (high - low), 1e-6 * abs(high), 0.05)
        # The same width as the error's: see the plot of the error.
        return Frame(area, (0.0, 1.02 * max(1.0, float(self._epochs[-1]))), (low - room, high + room))

    def _value_name(self) -> str:
        return self.tr("epoch")

    def _draw(self, painter: QPainter, frame: Frame) -> None:
        x = np.array([frame.x(epoch) for epoch in self._epochs.tolist()])
        y = np.array([frame.y(value) for value in self._values.tolist()])
        painter.setPen(self._pen("positive", 2.5))
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]))
        here = self._here
        painter.setPen(self._pen("quiet", 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x[here], frame.area.top()), QPointF(x[here], frame.area.bottom()))
        self._dot(painter, QPointF(x[here], y[here]), "ink")

    def _choose(self, index: int) -> None:
        index = min(max(index, 0), len(self._epochs) - 1)
        self.moment_chosen.emit(float(self._epochs[index]))

    def _choose_at(self, x: float) -> None:
        if self._frame is not None:
            self._choose(int(np.abs(self._epochs - self._frame.value_at(x)).argmin()))

    # Qt's

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = len(self._epochs) - 1, Qt.Key
        if last < 0:
            event.ignore()
            return
        page = max(last // 20, 1)
        target = {
            key.Key_Left: self._here - 1,
            key.Key_Right: self._here + 1,
            key.Key_PageDown: self._here + page,
            key.Key_PageUp: self._here - page,
            key.Key_Home: 0,
            key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None:
            event.ignore()
        else:
            self._choose(target)
