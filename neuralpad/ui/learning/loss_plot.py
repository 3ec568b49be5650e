"""The error over the epochs: live, with the run before in grey, and a cursor that goes back in time."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.axes import LocaleAxis
from neuralpad.ui.texts import grade, number
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

_LEAST_LOSS = 1e-6
"""What a logarithmic scale shows of an error of 0."""
_NOTHING: Floats = np.empty(0, dtype=np.float64)


class LossPlot(pg.PlotWidget):
    """Curves through the recorded epochs, and nothing between them.

    Signals:
        moment_chosen: a recorded epoch that the user wants to see.
    """

    moment_chosen = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._x_axis = LocaleAxis("bottom")
        self._y_axis = LocaleAxis("left")
        super().__init__(parent, axisItems={"bottom": self._x_axis, "left": self._y_axis})
        self._theme = theme
        self._epochs: Floats = _NOTHING
        self._losses: Floats = _NOTHING
        self._aside: Floats = _NOTHING
        self._before: tuple[Floats, Floats] = (_NOTHING, _NOTHING)
        self._viewed: float | None = None
        self._is_log = False
        self.setObjectName("loss_plot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Error curve"))
        self.setToolTip("")
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.getViewBox().disableAutoRange()
        self._previous_curve = self.plot()
        self._aside_curve = self.plot(connect="finite")
        self._curve = self.plot()
        self._point = self.plot(symbol="o", symbolSize=8, pen=None)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self.addItem(self._cursor, ignoreBounds=True)
        self._bubble: QLabel = label("", parent=self)
        self._bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bubble.hide()
        self._is_dragging = False
        theme.changed.connect(self._restyle)
        self._restyle()

    # What is shown

    def show_history(self, epochs: Floats, losses: Floats, aside_losses: Floats) -> None:
        """Recorded epochs (n,), and the mean errors (n,) of the students learned from and kept aside (NaN: nobody)."""
        self._epochs, self._losses, self._aside = epochs, losses, aside_losses
        self._draw()

    def show_previous(self, epochs: Floats, losses: Floats) -> None:
        """The run before this one, in grey; empty arrays for none."""
        if epochs is not self._before[0]:
            self._before = (epochs, losses)
            self._draw()

    def show_cursor(self, epoch: float | None) -> None:
        """Where the window stands: at a past epoch, or at the newest (None)."""
        self._viewed = epoch
        self._place_cursor()

    def set_log(self, is_log: bool) -> None:
        """Show the error on a logarithmic scale, on which a tenth is as far from a hundredth as one from a tenth."""
        self._is_log = is_log
        # Not the plot's own log mode: that one switches automatic ranges on.
        self._y_axis.setLogMode(y=is_log)
        self._draw()

    @property
    def shown_points(self) -> tuple[Floats, Floats]:
        """Epochs and errors of the curve."""
        return self._epochs, self._losses

    def _draw(self) -> None:
        self._previous_curve.setData(self._before[0], self._drawable(self._before[1]))
        self._curve.setData(self._epochs, self._drawable(self._losses))
        has_aside = bool(np.isfinite(self._aside).any())
        self._aside_curve.setData(*((self._epochs, self._drawable(self._aside)) if has_aside else (_NOTHING, _NOTHING)))
        self._fit()
        self._place_cursor()

    def _drawable(self, losses: Floats) -> Floats:
        return np.log10(np.maximum(losses, _LEAST_LOSS)) if self._is_log else losses

    def _fit(self) -> None:
        last = max((x[-1] for x in (self._epochs, self._before[0]) if len(x)), default=1.0)
        every = np.concatenate([self._losses, self._aside, self._before[1]])
        every = every[np.isfinite(every)]
        top = max(float(every.max()), 0.1) if len(every) else 1.0
        low, high = 0.0, top * 1.08
        if self._is_log:
            least = max(float(every.min()), _LEAST_LOSS) if len(every) else 0.1
            low, high = np.log10(least) - 0.1, np.log10(top) + 0.1
        self.getViewBox().setRange(xRange=(0, max(last, 1.0) * 1.02), yRange=(low, high), padding=0)

    def _place_cursor(self) -> None:
        self._cursor.setVisible(len(self._epochs) > 0)
        if not len(self._epochs):
            self._point.setData(_NOTHING, _NOTHING)
            return
        index = len(self._epochs) - 1 if self._viewed is None else self._nearest(self._viewed)
        self._cursor.setValue(self._epochs[index])
        self._point.setData(self._epochs[index : index + 1], self._drawable(self._losses[index : index + 1]))
        self.setAccessibleDescription(self._words(index))

    def _nearest(self, epoch: float) -> int:
        return int(np.abs(self._epochs - epoch).argmin())

    def _words(self, index: int) -> str:
        digits = max(self._theme.digits, 3)
        words = self.tr("epoch {epoch} · error {error}").format(
            epoch=grade(float(self._epochs[index])), error=number(float(self._losses[index]), digits)
        )
        if index < len(self._aside) and np.isfinite(self._aside[index]):
            words += "\n" + self.tr("kept aside: error {error}").format(error=number(self._aside[index], digits))
        return words

    # Pointing

    def _epoch_under(self, position: QPointF) -> float:
        return float(self.getViewBox().mapSceneToView(self.mapToScene(position.toPoint())).x())

    def _choose(self, index: int) -> None:
        index = min(max(index, 0), len(self._epochs) - 1)
        self.moment_chosen.emit(float(self._epochs[index]))

    def _show_bubble(self, position: QPointF) -> None:
        inside = self.getViewBox().sceneBoundingRect().contains(self.mapToScene(position.toPoint()))
        if not len(self._epochs) or not inside:
            self._bubble.hide()
            return
        index = self._nearest(self._epoch_under(position))
        self._bubble.setText(self._words(index))
        self._bubble.adjustSize()
        gap = self._theme.px(12)
        x = position.x() + gap
        if x + self._bubble.width() > self.width():
            x = position.x() - gap - self._bubble.width()
        y = min(max(position.y() - self._bubble.height() - gap, 0), self.height() - self._bubble.height())
        self._bubble.move(max(round(x), 0), round(y))
        self._bubble.show()

    @Slot()
    def _restyle(self) -> None:
        colour, px = self._theme.colour, self._theme.px
        self.setBackground(colour("card"))

        def pen(name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
            return pg.mkPen(colour(name), width=px(width * 2) / 2, style=style)

        self._previous_curve.setPen(pen("line", 2))
        self._aside_curve.setPen(pen("negative", 2, Qt.PenStyle.DashLine))
        self._curve.setPen(pen("positive", 2.5))
        self._point.setSymbolBrush(colour("positive"))
        self._point.setSymbolPen(pen("card", 1))
        self._cursor.setPen(pen("quiet", 1, Qt.PenStyle.DashLine))
        for axis, text in ((self._x_axis, self.tr("epoch")), (self._y_axis, self.tr("error E"))):
            axis.setPen(pen("line", 1))
            axis.setTextPen(colour("quiet"))
            axis.setStyle(tickFont=self._theme.font(11), tickLength=0, maxTickLevel=0)
            axis.setLabel(text, **{"color": colour("quiet").name(), "font-size": f"{px(12)}px"})
            axis.setGrid(60 if axis is self._y_axis else False)
        self._y_axis.setWidth(px(52))
        self._x_axis.setHeight(px(40))
        self._bubble.setFont(self._theme.font(12))
        self._bubble.setStyleSheet(
            f"background: {colour('card').name()}; color: {colour('ink').name()};"
            f"border: 1px solid {colour('line').name()}; border-radius: {px(6)}px; padding: {px(4)}px;"
        )

    # Qt's own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and len(self._epochs):
            self._is_dragging = True
            self._choose(self._nearest(self._epoch_under(event.position())))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_bubble(event.position())
        if self._is_dragging and len(self._epochs):
            self._choose(self._nearest(self._epoch_under(event.position())))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_dragging = False
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._bubble.hide()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._epochs) - 1
        here = last if self._viewed is None else self._nearest(self._viewed) if last >= 0 else 0
        page = max(len(self._epochs) // 20, 1)
        key = Qt.Key
        target = {
            key.Key_Left: here - 1,
            key.Key_Right: here + 1,
            key.Key_PageDown: here + page,
            key.Key_PageUp: here - page,
            key.Key_Home: 0,
            key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None or last < 0:
            event.ignore()
            return
        self._choose(target)
        event.accept()
