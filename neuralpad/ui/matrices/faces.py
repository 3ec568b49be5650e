"""The strip's fonts and the widths of its texts, made once for a theme."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from neuralpad.ui.theme import Theme

_DIGITS = "0123456789"
_RAISED = {"¹": "1", "²": "2", "³": "3", "⁰": "0", "ᵀ": "T"} | {chr(0x2070 + n): str(n) for n in range(4, 10)}
_RAISED_SIZE = 0.7


class Writing(StrEnum):
    """What a text is for."""

    NUMBER = "number"
    SYMBOL = "symbol"
    RAISED = "raised"
    DOT = "dot"
    JOINT = "joint"
    SHAPE = "shape"
    NOTE = "note"
    TITLE = "title"


# Share of the strip's type size, bold, italic, colour forwards, colour backwards.
_FACES: dict[Writing, tuple[float, bool, bool, str, str]] = {
    Writing.NUMBER: (1.0, False, False, "ink", "slope"),
    Writing.SYMBOL: (1.05, False, True, "quiet", "quiet"),
    Writing.RAISED: (1.05 * _RAISED_SIZE, False, False, "quiet", "quiet"),
    Writing.DOT: (1.15, True, False, "ink", "ink"),
    Writing.JOINT: (1.0, False, False, "quiet", "quiet"),
    Writing.SHAPE: (0.85, True, False, "accent", "accent"),
    Writing.NOTE: (0.85, False, False, "quiet", "quiet"),
    Writing.TITLE: (1.0, True, False, "quiet", "quiet"),
}


def raised_apart(symbol: str) -> tuple[tuple[str, bool], ...]:
    """A symbol in pieces: W¹ is W and a raised 1. A font's own raised figures are of many heights and looks."""
    pieces: list[tuple[str, bool]] = []
    for letter in symbol:
        plain, is_raised = _RAISED.get(letter, letter), letter in _RAISED
        if pieces and pieces[-1][1] == is_raised:
            pieces[-1] = (pieces[-1][0] + plain, is_raised)
        else:
            pieces.append((plain, is_raised))
    return tuple(pieces)


class Faces:
    """Fonts, colours and text widths of one state of the theme; `size` is the strip's type in pixels at 100 %."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[tuple[Writing, float], tuple[QFont, QFontMetricsF]] = {}
        self._letters: dict[tuple[Writing, float, str], float] = {}
        self._colours: dict[str, QColor] = {}

    def px(self, length: float) -> float:
        """A length at 100 %, zoomed."""
        return length * self._theme.zoom

    def colour(self, name: str) -> QColor:
        """A colour of the theme."""
        if name not in self._colours:
            self._colours[name] = self._theme.colour(name)
        return self._colours[name]

    def ink(self, writing: Writing, backward: bool = False) -> QColor:
        """The colour of a writing."""
        face = _FACES[writing]
        return self.colour(face[4] if backward else face[3])

    def font(self, writing: Writing, size: float) -> QFont:
        """The font of a writing."""
        return self._font(writing, size)[0]

    def drop(self, writing: Writing, size: float) -> float:
        """How far below the middle of a line its letters stand."""
        return self._font(writing, size)[1].capHeight() / 2

    def width(self, writing: Writing, size: float, text: str) -> float:
        """The width of a text in pixels: letter by letter, so that a number never seen before costs nothing.

        All figures count as wide as the widest, so that a column stands still while its numbers change.
        """
        return sum(self._letter(writing, size, letter) for letter in text)

    def symbol_width(self, size: float, symbol: str) -> float:
        """The width of a symbol with its raised parts."""
        return sum(
            self.width(Writing.RAISED if is_raised else Writing.SYMBOL, size, text)
            for text, is_raised in raised_apart(symbol)
        )

    def _letter(self, writing: Writing, size: float, letter: str) -> float:
        key = (writing, size, letter)
        if key not in self._letters:
            metrics = self._font(writing, size)[1]
            alike = _DIGITS if letter in _DIGITS else letter
            self._letters[key] = max(metrics.horizontalAdvance(one) for one in alike)
        return self._letters[key]

    def _font(self, writing: Writing, size: float) -> tuple[QFont, QFontMetricsF]:
        key = (writing, size)
        if key not in self._fonts:
            share, bold, italic, *_ = _FACES[writing]
            font = self._theme.font(size * share, bold=bold, italic=italic)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]
