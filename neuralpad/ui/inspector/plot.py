"""What the small plots of the inspector have in common: a ground, a frame of numbers, a word where there is nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from neuralpad.ui.inspector.frame import Axes, Frame
from neuralpad.ui.theme import Theme

SMALL = 11
"""Type inside plots."""


class Plot(QWidget):
    """A small plot that can have the focus. What it draws is in `_draw`; `_frame` is the frame drawn last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._frame: Frame | None = None
        self._message = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def frame(self) -> Frame | None:
        """Where the values are in pixels; None while there is nothing to show."""
        return self._frame

    def show_message(self, text: str) -> None:
        """Say why there is nothing to draw; an empty text takes it back."""
        self._message = text
        if text:
            self._frame = None
            self.setAccessibleDescription(text)
        self.update()

    def _make_frame(self, area: QRectF) -> Frame | None:
        """The frame of what there is to draw."""
        raise NotImplementedError

    def _value_name(self) -> str:
        """What the axis at the bottom counts."""
        raise NotImplementedError

    def _draw(self, painter: QPainter, frame: Frame) -> None:
        """Draw into the frame."""
        raise NotImplementedError

    def _pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        pen = QPen(self._theme.colour(colour), max(width * self._theme.zoom, 1.0), style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _text_size(self, text: str, bold: bool = False) -> tuple[float, float]:
        metrics = QFontMetricsF(self._theme.font(SMALL, bold=bold))
        return metrics.horizontalAdvance(text) + 2, metrics.height()

    def _write(self, painter: QPainter, box: QRectF, text: str, colour: str, bold: bool = False) -> None:
        painter.setFont(self._theme.font(SMALL, bold=bold))
        painter.setPen(self._theme.colour(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _dot(self, painter: QPainter, at: QPointF, colour: str, is_square: bool = False) -> None:
        radius = self._theme.px(9) / 2
        painter.setPen(QPen(QColor(self._theme.colour("card")), self._theme.px(3) / 2))
        painter.setBrush(self._theme.colour(colour))
        if is_square:
            painter.drawRect(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @Slot()
    def _restyle(self) -> None:
        self._axes = Axes(self._theme)
        self.updateGeometry()
        self.update()

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("card"))
        self._frame = None if self._message else self._make_frame(self._axes.area(self.width(), self.height()))
        if self._frame is None:
            painter.setFont(self._theme.font(12))
            painter.setPen(self._theme.colour("quiet"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(flags), self._message)
        else:
            self._axes.paint(painter, self._frame, self._value_name())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter, self._frame)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._pen("accent", 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
