"""The curves of the plot: what was recorded, drawn with no more points than can be seen."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.free_places import Stroke
from neuralpad.ui.theme import Theme

LEARNED, ASIDE, BEFORE = "learned", "aside", "before"
COLOURS = {LEARNED: "positive", ASIDE: "negative", BEFORE: "quiet"}
_WIDTHS = {LEARNED: 2.5, ASIDE: 2.0, BEFORE: 2.0}
_PALE = 0.45
NOTHING: Floats = np.empty(0, dtype=np.float64)

_LEAST_LOSS = 1e-6
"""What a logarithmic scale shows of an error of 0."""


def worth_drawing(stroke: Stroke) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which points of a curve lie on another pixel than the point before, (n,); the last one always."""
    x, y = np.rint(stroke.x), np.rint(stroke.y)
    worth = np.ones(len(x), dtype=bool)
    worth[1:-1] = (x[1:-1] != x[:-2]) | (y[1:-1] != y[:-2])
    return worth


class Curves:
    """Errors over epochs: of the students learned from, of those kept aside, and of the run before."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._view = plot.getViewBox()
        self._items = {name: plot.plot(antialias=True, skipFiniteCheck=True) for name in (BEFORE, ASIDE, LEARNED)}
        self._points = dict.fromkeys(self._items, (NOTHING, NOTHING))
        self._is_log = False
        self._room = 0
        self.strokes: dict[str, Stroke] = {}
        """The curves that there are, in pixels of the plot."""

    def show(self, name: str, epochs: Floats, losses: Floats) -> None:
        """Take other points (n,) for a curve, those with an error of NaN left out; `draw` puts them on screen."""
        known = np.isfinite(losses)
        self._points[name] = (epochs[known], losses[known])

    def set_log(self, is_log: bool) -> None:
        """Take the logarithm of the errors, or the errors themselves."""
        self._is_log = is_log

    def height(self, losses: Floats) -> Floats:
        """Where errors are drawn on the vertical axis."""
        return np.log10(np.maximum(losses, _LEAST_LOSS)) if self._is_log else losses

    def draw(self) -> None:
        """Fit the axes to what there is, and draw it."""
        points = {name: (epochs, self.height(losses)) for name, (epochs, losses) in self._points.items()}
        every = np.concatenate([heights for _, heights in points.values()])
        least, top = (float(every.min()), float(every.max())) if len(every) else (-1.0, 0.0)
        rect = self._view.sceneBoundingRect()
        low, high = (least - 0.1, top + 0.1) if self._is_log else (0.0, max(top, 0.1) * 1.08)
        if not self._is_log:
            # Zero lies a little above the edge, so that there is room for its number.
            low = -high * min(self._room / max(rect.height(), 1.0), 0.2)
        right = 1.02 * max([1.0, *(epochs[-1] for epochs, _ in points.values() if len(epochs))])
        self._view.setRange(xRange=(0, right), yRange=(low, high), padding=0)
        # Left to the next paint, this would ask for another paint.
        self._view.updateMatrix()
        self.strokes = {}
        for name, (epochs, heights) in points.items():
            stroke = Stroke(
                rect.left() + epochs / right * rect.width(),
                rect.bottom() - (heights - low) / (high - low) * rect.height(),
            )
            if len(epochs):
                self.strokes[name] = stroke
            seen = worth_drawing(stroke)
            self._items[name].setData(epochs[seen], heights[seen])

    def restyle(self, theme: Theme) -> None:
        """Take the colours and widths of the theme."""
        self._room = theme.px(9)
        for name, item in self._items.items():
            style = Qt.PenStyle.DashLine if name == ASIDE else Qt.PenStyle.SolidLine
            width = max(_WIDTHS[name] * theme.zoom, 1.0)
            colour = theme.colour(COLOURS[name])
            colour.setAlphaF(_PALE if name == BEFORE else 1.0)
            item.setPen(pg.mkPen(colour, width=width, style=style))
