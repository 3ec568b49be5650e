"""The steps of a game as a row that one can see, click and walk along."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from neuralpad.ui.theme import Theme


class StepsBar(QWidget):
    """A dot for each step on a line; what has been played is filled.

    Signals:
        step_chosen: the step that was clicked, from 0.
    """

    step_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._index = 0
        self._colour = "accent"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Steps of the game"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_steps(self, names: Sequence[str], index: int, colour: str) -> None:
        """Show these steps, the one at `index` as the present one."""
        self._names, self._index, self._colour = tuple(names), index, colour
        self.setAccessibleDescription(self._names[index] if self._names else "")
        self.update()

    def dot(self, index: int) -> QPointF:
        """The middle of a step's dot."""
        slot = self.width() / max(len(self._names), 1)
        return QPointF(slot * (index + 0.5), self.height() / 2)

    def _step_at(self, x: float) -> int:
        return min(max(int(x * len(self._names) / max(self.width(), 1)), 0), len(self._names) - 1)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(220), self._theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(100), self._theme.px(22))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._names:
            self.step_chosen.emit(self._step_at(event.position().x()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._names:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, here, last = self.dot(0), self.dot(self._index), self.dot(len(self._names) - 1)
        painter.setPen(QPen(theme.colour("line"), theme.px(2)))
        painter.drawLine(here, last)
        painter.setPen(QPen(theme.colour(self._colour), theme.px(2)))
        painter.drawLine(first, here)
        radius = min(theme.px(5), self.width() / len(self._names) / 2 - 1)
        for index in range(len(self._names)):
            is_past = index <= self._index
            painter.setPen(QPen(theme.colour(self._colour if is_past else "quiet"), theme.px(1.6)))
            painter.setBrush(theme.colour(self._colour if is_past else "card"))
            size = radius + theme.px(2) if index == self._index else radius
            painter.drawEllipse(self.dot(index), size, size)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._names:
            QToolTip.showText(event.globalPos(), self._names[self._step_at(event.pos().x())], self)
            return True
        return super().event(event)
