"""Typesets formulas: LaTeX becomes a drawing that can be painted at any size and in any colour."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

DESIGN_SIZE = 24.0
"""Pixels of the letters of a typeset formula before it is scaled: its lengths are told at this size."""
MOST_KEPT = 200
"""Drawings kept; some 20 kB each."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A formula ready to be painted; lengths at `DESIGN_SIZE`.

    Attributes
    ----------
    width : float
    ascent, descent : float
        How far it reaches above and below the line that it stands on.
    """

    drawing: QSvgRenderer
    width: float
    ascent: float
    descent: float

    def paint(self, painter: QPainter, left: float, base: float, size: float) -> None:
        """Paint it with letters of so many pixels; `base` is the y of the line that it stands on."""
        scale = size / DESIGN_SIZE
        height = self.ascent + self.descent
        self.drawing.render(painter, QRectF(left, base - self.ascent * scale, self.width * scale, height * scale))


class FormulaRenderer:
    """Typesets formulas, and keeps those used last.

    A formula takes some 20 ms the first time, and next to nothing afterwards. It is kept as lines, not as pixels: one
    drawing serves every size.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Typeset | None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def has(self, latex: str, colour: str) -> bool:
        """Whether this formula has been typeset in this colour and is still kept."""
        return (latex, colour) in self._kept

    def typeset(self, latex: str, colour: str) -> Typeset | None:
        """A formula in a colour such as "#1b2430"; None where it cannot be typeset."""
        key = (latex, colour)
        if key not in self._kept:
            self._kept[key] = _typeset(latex, colour)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _typeset(latex: str, colour: str) -> Typeset | None:
    # Imported here: it takes a while, and the first picture of the window needs no formula.
    from ziamath.config import config
    from ziamath.zmath import Latex

    # QtSvg does not know <symbol>.
    config.svg2 = False
    try:
        svg = Latex(latex, size=DESIGN_SIZE, color=colour).svg()
    except Exception:  # noqa: BLE001  whatever it cannot set, in whatever way, is shown as plain text
        return None
    drawing = QSvgRenderer(QByteArray(svg.encode()))
    box = drawing.viewBoxF()
    if not drawing.isValid() or box.isEmpty():
        return None
    return Typeset(drawing, box.width(), -box.top(), box.bottom())
