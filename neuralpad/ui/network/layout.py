"""Finds a place for every number of a network: as large as there is room for, and never one on another.

Sizes are tried from the natural one downwards, at the end with fewer decimals. A network for which none of them does is
drawn as an overview (`overview.py`), which shows the numbers of what is chosen alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from neuralpad.core.parts import Part
from neuralpad.ui.network.columns import Area, Frame, Ruler, arrange
from neuralpad.ui.network.pills import Lane, slide
from neuralpad.ui.network.placed import PILL_SIZE, Box, Face, Layout, Measure
from neuralpad.ui.network.wording import Wording

SMALLEST = 8
"""Pixels below which no number is written."""
NATURAL = (600.0, 372.0)
"""The canvas, in pixels at 100 %, on which things have their design size; on a larger one they grow."""
LARGEST_SCALE = 2.4

WordingAt = Callable[[int, bool], Wording]
"""The widest texts when so many decimals are dropped, with or without spare room for numbers that grow."""


def place_all(area: Area, wording_at: WordingAt, droppable: int, measure: Measure) -> Layout | None:
    """The largest layout that shows every number, at most `droppable` decimals dropped; None if there is none."""
    wordings: dict[tuple[int, bool], Wording] = {}
    for one in _tries(area, droppable):
        key = (one.dropped, one.spare)
        if key not in wordings:
            wordings[key] = wording_at(*key)
        layout = _placed(area, wordings[key], measure, one)
        if layout is not None:
            return layout
    return None


def natural_scale(area: Area) -> float:
    """The scale that suits the room: the design size, and more on a large canvas."""
    room = min(area.width / (NATURAL[0] * area.zoom), area.height / (NATURAL[1] * area.zoom))
    return min(max(room, 1.0), LARGEST_SCALE)


@dataclass(frozen=True, slots=True)
class _Try:
    """Pixels of the numbers, decimals dropped, spare room for numbers that grow, and slim circles."""

    pixels: int
    dropped: int
    spare: bool
    slim: bool

    @property
    def loss(self) -> float:
        """How much is given up, in pixels of the numbers' size."""
        return 1.5 * self.dropped + 1.0 * (not self.spare) + 0.6 * self.slim - self.pixels


def _tries(area: Area, droppable: int) -> list[_Try]:
    """What is tried, the best first."""
    best = max(round(PILL_SIZE * area.zoom * natural_scale(area)), SMALLEST)
    sizes, drops = range(best, SMALLEST - 1, -1), range(droppable + 1)
    return sorted((_Try(*one) for one in product(sizes, drops, (True, False), (False, True))), key=lambda one: one.loss)


def _placed(area: Area, wording: Wording, measure: Measure, one: _Try) -> Layout | None:
    scale = one.pixels / (PILL_SIZE * area.zoom)
    ruler = Ruler(measure, area.zoom, scale, one.slim)
    frame = arrange(area, wording, ruler)
    if frame is None:
        return None
    values = value_scales(wording.values, frame.radii, ruler)
    layout = Layout(
        area.width,
        area.height,
        scale,
        one.dropped,
        circles=frame.circles,
        captions=frame.captions,
        pills=frame.biases,
        value_scales=values,
    )
    if not all(values) or not layout.is_clear:
        return None
    pills = dict(frame.biases)
    for layer in range(len(wording.weights)):
        found = _numbers_between(area, wording, frame, layer, ruler)
        if found is None:
            return None
        pills.update(found)
    layout = replace(layout, pills=pills)
    return layout if layout.is_clear else None


def _numbers_between(area: Area, wording: Wording, frame: Frame, layer: int, ruler: Ruler) -> dict[Part, Box] | None:
    rows = wording.weights[layer]
    parts = [Part.weight(layer, i, j) for i, row in enumerate(rows) for j in range(len(row))]
    sizes = [ruler.pill(rows[part.i or 0][part.j]) for part in parts]
    start, end = frame.circles[layer, 0], frame.circles[layer + 1, 0]
    ends = [(frame.circles[part.source], frame.circles[part.unit]) for part in parts]
    lane = Lane(
        lines=np.array([(a.x, a.y, b.x, b.y) for a, b in ends]),
        sizes=np.array(sizes),
        left=start.x + start.radius + 3 * ruler.unit,
        right=end.x - end.radius - 3 * ruler.unit,
        top=2 * ruler.unit,
        bottom=area.height - 2 * ruler.unit,
        obstacles=[*frame.captions.values(), *frame.biases.values()],
        clearance=3 * ruler.unit,
    )
    boxes = slide(lane)
    if boxes is None:
        return None
    return {part: box for part, box in zip(parts, boxes, strict=True) if box is not None}


def value_scales(values: tuple[str, ...], radii: list[float], ruler: Ruler) -> tuple[float, ...]:
    """For each layer how much smaller than usual its values must be written to fit the circles; 0 if none would do."""
    scales: list[float] = []
    for layer, (text, radius) in enumerate(zip(values, radii, strict=True)):
        width, height = ruler.text(Face.OUTPUT if layer == len(values) - 1 else Face.VALUE, text)
        fitting = min(1.0, 2 * (radius - 3 * ruler.unit) / float(np.hypot(width, height)))
        scales.append(fitting if fitting >= 0.6 else 0.0)
    return tuple(scales)
