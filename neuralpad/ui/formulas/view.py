"""Shows a formula on a few lines: scaled to its room, never clipped, and read out in plain words."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neuralpad.ui.formulas.renderer import DESIGN_SIZE, FormulaRenderer, Typeset
from neuralpad.ui.theme import Theme

LETTERS = 18.0
"""Pixels of the letters at 100 %, where there is room."""
LEAST_LETTERS = 12.0
"""Pixels of the letters at 100 % below which lines are broken."""
HEIGHT = 62.0
"""Pixels kept for the lines at 100 %."""
_BETWEEN = 4.0
"""Pixels between two lines at 100 %."""
_ASIDE = 10.0
"""Pixels between two lines that stand beside one another."""
_PLAIN_SHARE = 0.8
"""Plain text in place of a formula looks as large as the formula with letters of this share."""


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """One line: the formula, how it is read as plain text, and the name of its colour in the theme."""

    latex: str
    plain: str
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line and its lengths for letters of one pixel; without a drawing it is written as plain text."""

    line: FormulaLine
    drawing: Typeset | None
    width: float
    rise: float
    fall: float


def _arranged(
    pieces: Sequence[_Piece], width: float, height: float, px: Callable[[float], int]
) -> tuple[float, list[tuple[float, float]]]:
    """The size of the letters, and left end and base of each line: one below the other, or beside if that is larger."""
    gap, aside = px(_BETWEEN), px(_ASIDE)
    rises, falls = [piece.rise for piece in pieces], [piece.fall for piece in pieces]
    room, below = height - gap * (len(pieces) - 1), sum(rises) + sum(falls)
    widths = [max(piece.width, 0.1) for piece in pieces]
    stacked = min(width / max(widths), room / below)
    room = width - aside * (len(pieces) - 1)
    in_a_row = min(room / sum(widths), height / (max(rises) + max(falls)))
    letters = min(max(stacked, in_a_row), px(LETTERS))
    placed: list[tuple[float, float]] = []
    if stacked >= letters or stacked >= in_a_row:
        top = (height - below * letters - gap * (len(pieces) - 1)) / 2
        for piece in pieces:
            placed.append((0.0, top + piece.rise * letters))
            top += (piece.rise + piece.fall) * letters + gap
    else:
        left, base = 0.0, (height + (max(rises) - max(falls)) * letters) / 2
        for piece in pieces:
            placed.append((left, base))
            left += piece.width * letters + aside
    return letters, placed


def broken(line: FormulaLine) -> tuple[FormulaLine, ...]:
    """A sum on two lines, broken before the sign nearest to its middle; what cannot be broken stays as it is."""
    latex, depth = line.latex, 0
    signs = []
    for at, letter in enumerate(latex):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and at and latex.startswith((" + ", " - "), at):
            signs.append(at)
    if not signs:
        return (line,)
    middle = min(signs, key=lambda at: abs(at - len(latex) / 2))
    rest = rf"\quad{latex[middle:]}"
    return (FormulaLine(latex[:middle], line.plain, line.colour), FormulaLine(rest, line.plain, line.colour))


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
        return all(self._has(line) for line in self._drawn())

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

    def _drawn(self) -> tuple[FormulaLine, ...]:
        """The lines as they are drawn: long ones are broken where the letters would become too small."""
        if not self._lines or not all(self._has(line) for line in self._lines):
            return self._lines
        if self._arranged(self._lines)[0] >= self._theme.px(LEAST_LETTERS):
            return self._lines
        return tuple(part for line in self._lines for part in broken(line))

    def _next(self) -> FormulaLine | None:
        """The formula to be typeset next: what is shown goes first."""
        for line in self._drawn():
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
            is_shown = line in self._drawn()
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
        lines = self._drawn()
        letters, placed = self._arranged(lines)
        for piece, (left, base) in zip(map(self._piece, lines), placed, strict=True):
            if piece.drawing is not None:
                piece.drawing.paint(painter, left, base, letters)
            else:
                painter.setPen(self._theme.colour(piece.line.colour))
                font = self._theme.font(DESIGN_SIZE)
                font.setPixelSize(max(int(letters * _PLAIN_SHARE), 1))
                painter.setFont(font)
                painter.drawText(QPointF(left, base), piece.line.plain)

    def _arranged(self, lines: Sequence[FormulaLine]) -> tuple[float, list[tuple[float, float]]]:
        return _arranged([self._piece(line) for line in lines], self.width() - 2, self.height() - 2, self._theme.px)

    def _piece(self, line: FormulaLine) -> _Piece:
        drawing = self._renderer.typeset(line.latex, self._colour(line))
        if drawing is not None:
            lengths = (drawing.width, drawing.ascent, drawing.descent)
            return _Piece(line, drawing, *(length / DESIGN_SIZE for length in lengths))
        font = self._theme.font(DESIGN_SIZE)
        metrics = QFontMetricsF(font)
        lengths = (metrics.horizontalAdvance(line.plain), metrics.ascent(), metrics.descent())
        return _Piece(line, None, *(_PLAIN_SHARE * length / font.pixelSize() for length in lengths))

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
            # A pixel on every side is for what is smoothed.
            painter.translate(1, 1)
            self._paint_lines(painter)
            painter.end()
        else:
            self._go_on()
