"""The frame of a small plot: where a value is in pixels, round numbers on its axes, and how both are painted."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from neuralpad.ui.texts import MINUS, grade, integer
from neuralpad.ui.theme import Theme

_AXIS_SIZE = 11
_ROUND = (1.0, 2.0, 5.0, 10.0)


def round_numbers(low: float, high: float, most: int) -> list[float]:
    """At most so many round numbers between two ends, evenly apart; none where there is no room between the ends."""
    width = high - low
    if not (width > 0 and math.isfinite(width)) or most < 1:
        return []
    power = 10.0 ** math.floor(math.log10(width / most))
    for step in (factor * power * scale for scale in (1, 10) for factor in _ROUND):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most and power > 0:
            # Divided rather than multiplied: 3 / 10 is 0.3, 3 · 0.1 is not.
            return [at / (1 / step) if step < 1 else at * step for at in range(first, last + 1)]
    return []


def tick_text(value: float) -> str:
    """A round number as short as it can be written: 0.25, 1 500, 2e+07."""
    if abs(value) >= 1e7 or 0 < abs(value) < 1e-4:
        return f"{value:.3g}".replace("-", MINUS)
    if abs(value) >= 1000 and value == round(value):
        return integer(round(value)).replace("-", MINUS)
    return grade(round(value, 6))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the screen that stands for a range of values (left to right) and heights (bottom to top)."""

    area: QRectF
    values: tuple[float, float]
    heights: tuple[float, float]

    def x(self, value: float) -> float:
        """Where a value is, in pixels."""
        low, high = self.values
        return self.area.left() + (value - low) / (high - low) * self.area.width()

    def y(self, height: float) -> float:
        """Where a height is, in pixels."""
        low, high = self.heights
        return self.area.bottom() - (height - low) / (high - low) * self.area.height()

    def point(self, value: float, height: float) -> QPointF:
        """Where both are."""
        return QPointF(self.x(value), self.y(height))

    def value_at(self, x: float) -> float:
        """The value that stands at a pixel."""
        low, high = self.values
        return low + (x - self.area.left()) / max(self.area.width(), 1.0) * (high - low)


class Axes:
    """Paints the numbers around a frame, and says how much room is left for the frame."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = theme.font(_AXIS_SIZE)
        self._metrics = QFontMetricsF(self._font)

    @property
    def row(self) -> float:
        """The height of a row of writing."""
        return self._metrics.height()

    def area(self, width: float, height: float) -> QRectF:
        """The frame's place in a widget of this size: room for four figures at the left, for a row of numbers below."""
        left = self._metrics.horizontalAdvance("0.000") + self._theme.px(4)
        top, right = self._metrics.height() / 2, self._theme.px(4)
        area = QRectF(left, top, width - left - right, height - top - self._metrics.height() - self._theme.px(2))
        return area if area.width() > 1 and area.height() > 1 else QRectF(left, top, 1.0, 1.0)

    def paint(self, painter: QPainter, frame: Frame, value_name: str) -> None:
        """Lines at round heights, round values below, and the name of the values at the lower right."""
        area, metrics = frame.area, self._metrics
        quiet, gap = self._theme.colour("quiet"), self._theme.px(4)
        painter.setFont(self._font)
        for height in round_numbers(*frame.heights, most=max(int(area.height() / (1.3 * self.row)), 2)):
            y = round(frame.y(height)) + 0.5
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            box = QRectF(0, y - self.row / 2, area.left() - gap, self.row)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick_text(height))
        top = area.bottom() + self._theme.px(2)
        name_width = metrics.horizontalAdvance(value_name)
        painter.setPen(quiet)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(area.right() - name_width - 1, top, name_width + 1, self.row), align, value_name)
        room = area.right() - name_width - 2 * gap
        for value in round_numbers(*frame.values, most=max(int(area.width() / (3 * self.row)), 2)):
            text, x = tick_text(value), frame.x(value)
            width = metrics.horizontalAdvance(text)
            left = max(x - width / 2, area.left())
            if left + width <= room:
                painter.drawText(QPointF(left, top + metrics.ascent()), text)
