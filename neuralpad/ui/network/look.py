"""The canvas's fonts and text sizes, made once for a theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from neuralpad.ui.network.placed import PILL_SIZE, Face
from neuralpad.ui.theme import Theme

# Pixels at 100 % and scale 1, bold, italic, colour.
_FACES: dict[Face, tuple[float, bool, bool, str]] = {
    Face.NAME: (13, False, False, "ink"),
    Face.SYMBOL: (13, False, True, "quiet"),
    Face.SUM: (12, False, False, "quiet"),
    Face.PILL: (PILL_SIZE, True, False, "ink"),
    Face.VALUE: (15, True, False, "ink"),
    Face.OUTPUT: (19, True, False, "ink"),
    Face.TITLE: (13, False, False, "ink"),
    Face.VERDICT: (13, True, False, "ink"),
    Face.ERROR: (13, False, False, "quiet"),
    Face.HEADING: (12, False, False, "quiet"),
}


class Look:
    """Fonts, colours and text sizes of one state of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[tuple[Face, int], tuple[QFont, QFontMetricsF]] = {}
        self._colours: dict[tuple[str, float, str], QColor] = {}
        self._widths: dict[tuple[Face, int, str], float] = {}

    def colour(self, name: str, share: float = 1.0, ground: str = "card") -> QColor:
        """A colour of the theme, or so much of it mixed into the ground.

        Mixed and not see-through: Qt strokes opaque lines and circles some twenty times faster.
        """
        key = (name, share, ground)
        if key not in self._colours:
            front, back = self._theme.colour(name), self._theme.colour(ground)
            self._colours[key] = QColor.fromRgbF(
                share * front.redF() + (1 - share) * back.redF(),
                share * front.greenF() + (1 - share) * back.greenF(),
                share * front.blueF() + (1 - share) * back.blueF(),
            )
        return self._colours[key]

    def ink(self, face: Face, share: float = 1.0) -> QColor:
        """The usual colour of a writing, or so much of it."""
        return self.colour(_FACES[face][3], share)

    def font(self, face: Face, scale: float) -> QFont:
        """The font of a writing."""
        return self._font(face, scale)[0]

    def measure(self, face: Face, text: str, scale: float) -> tuple[float, float]:
        """Width and height of a text in pixels."""
        key = (face, round(scale * 1000), text)
        metrics = self._font(face, scale)[1]
        if key not in self._widths:
            if len(self._widths) > 5000:
                self._widths.clear()
            self._widths[key] = metrics.horizontalAdvance(text)
        return self._widths[key], metrics.height()

    def elided(self, face: Face, text: str, scale: float, width: float) -> str:
        """A text shortened to a width."""
        return self._font(face, scale)[1].elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)

    def _font(self, face: Face, scale: float) -> tuple[QFont, QFontMetricsF]:
        key = (face, round(scale * 1000))
        if key not in self._fonts:
            size, bold, italic, _ = _FACES[face]
            font = self._theme.font(size * scale, bold=bold, italic=italic)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]
