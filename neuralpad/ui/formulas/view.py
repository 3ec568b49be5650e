"""Shows a formula on a few lines: scaled to its room, never clipped, and read out in plain words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neuralpad.ui.formulas.renderer import DESIGN_SIZE, FormulaRenderer, Typeset
from neuralpad.ui.theme import Theme

LETTERS = 18.0
"""Pixels of the letters at 100 %, where there is room."""
HEIGHT = 62.0
"""Pixels kept for the lines at 100 %."""
_BETWEEN = 4.0
"""Pixels between two lines at 100 %."""
_PLAIN_SHARE = 0.8
"""Plain text in place of a formula looks as large as the formula with letters of this share."""


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """One line: the formula, how it is read as plain text, and the name of its colour in the theme."""

    latex: str
    plain: str
    colour: str = "ink"


class FormulaView(QWidget):
    """Shows lines of typeset mathematics, the first on top.

    A formula that was not typeset before appears a moment after what is around it, so that nothing waits for it.

    Signals:
        settled: every line that is shown has been typeset.
    """

    settled = Signal()

    def __init__(self, theme: Theme, renderer: FormulaRenderer | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._renderer = renderer or FormulaRenderer()
        self._lines: tuple[FormulaLine, ...] = ()
        self._ahead: deque[FormulaLine] = deque()
        self._work = QTimer(self)
        self._work.setSingleShot(True)
        self._work.setInterval(0)
        self._work.timeout.connect(self._typeset_next)
        self.setAccessibleName(self.tr("Formula"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    @property
    def lines(self) -> tuple[FormulaLine, ...]:
        """What is shown."""
        return self._lines

    @property
    def is_settled(self) -> bool:
        """Whether everything that is shown has been typeset."""
        return all(self._has(line) for line in self._lines)

    def show_lines(self, lines: Sequence[FormulaLine]) -> None:
        """Show these lines in place of those before."""
        self._lines = tuple(lines)
        text = "\n".join(line.plain for line in self._lines)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self._go_on()
        self.update()

    def prepare(self, lines: Iterable[FormulaLine]) -> None:
        """Typeset lines that may be shown soon, whenever nothing else is to be done; they replace those before."""
        self._ahead = deque(lines)
        self._go_on()

    def _colour(self, line: FormulaLine) -> str:
        return self._theme.colour(line.colour).name()

    def _has(self, line: FormulaLine) -> bool:
        return self._renderer.has(line.latex, self._colour(line))

    def _next(self) -> FormulaLine | None:
        """The formula to be typeset next: what is shown goes first."""
        for line in self._lines:
            if not self._has(line):
                return line
        while self._ahead:
            line = self._ahead.popleft()
            if not self._has(line):
                return line
        return None

    def _go_on(self) -> None:
        # Nothing is typeset where nobody looks: the window may hide this, or be closing.
        if self.isVisible() and (self._ahead or not self.is_settled):
            self._work.start()

    @Slot()
    def _typeset_next(self) -> None:
        """One formula at a time: between two of them the window does what else there is to do."""
        line = self._next()
        if line is not None:
            is_shown = line in self._lines
            self._renderer.typeset(line.latex, self._colour(line))
            if is_shown and self.is_settled:
                self.update()
                self.settled.emit()
        self._go_on()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._ahead.clear()
        self._go_on()
        self.updateGeometry()
        self.update()

    def _paint_lines(self, painter: QPainter) -> None:
        set_lines = [self._renderer.typeset(line.latex, self._colour(line)) for line in self._lines]
        boxes = [self._box(line, one) for line, one in zip(self._lines, set_lines, strict=True)]
        letters = self._letters(boxes)
        between = self._theme.px(_BETWEEN)
        height = sum(rise + fall for _, rise, fall in boxes) * letters + between * (len(boxes) - 1)
        top = (self.height() - height) / 2
        for line, one, (_, rise, fall) in zip(self._lines, set_lines, boxes, strict=True):
            if one is not None:
                one.paint(painter, 0.0, top + rise * letters, letters)
            else:
                painter.setPen(self._theme.colour(line.colour))
                font = self._theme.font(DESIGN_SIZE)
                font.setPixelSize(max(round(letters * _PLAIN_SHARE), 1))
                painter.setFont(font)
                rect = QRectF(0.0, top, self.width(), (rise + fall) * letters)
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line.plain)
            top += (rise + fall) * letters + between

    def _box(self, line: FormulaLine, one: Typeset | None) -> tuple[float, float, float]:
        """Width, and height above and below the base, for letters of one pixel."""
        if one is not None:
            return one.width / DESIGN_SIZE, one.ascent / DESIGN_SIZE, one.descent / DESIGN_SIZE
        font = self._theme.font(DESIGN_SIZE)
        metrics = QFontMetricsF(font)
        share = _PLAIN_SHARE / font.pixelSize()
        return metrics.horizontalAdvance(line.plain) * share, metrics.ascent() * share, metrics.descent() * share

    def _letters(self, boxes: Sequence[tuple[float, float, float]]) -> float:
        """The size of the letters with which every line fits."""
        widest = max(width for width, _, _ in boxes)
        tallest = sum(rise + fall for _, rise, fall in boxes)
        room = self.height() - self._theme.px(_BETWEEN) * (len(boxes) - 1)
        return min(self._theme.px(LETTERS), (self.width() - 1) / max(widest, 1e-9), room / max(tallest, 1e-9))

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        # All lines or none: their common size is known only once all are there.
        if self._lines and self.is_settled:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_lines(painter)
            painter.end()
        else:
            self._go_on()
