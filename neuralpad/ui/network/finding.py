"""Which part lies under the pointer, and which one the keyboard comes to next. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from neuralpad.core.parts import Kind, Part, columns_of_parts
from neuralpad.ui.network.placed import Layout


class Step(StrEnum):
    """A way to walk from part to part."""

    NEXT = "next"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


def part_at(layout: Layout, reaches: Mapping[Part, float], x: float, y: float) -> Part | None:
    """The part at a point: a number, a unit, what is written beside it, or the nearest line.

    `reaches` says for each weight how far from its line the pointer still counts as on it.
    """
    for part, box in layout.pills.items():
        if box.contains(x, y):
            return part
    for unit, circle in layout.circles.items():
        if circle.contains(x, y):
            return Part.node(*unit)
    for caption, box in layout.captions.items():
        if box.contains(x, y) and caption.unit in layout.circles:
            return Part.node(*caption.unit)
    nearest: tuple[float, Part] | None = None
    for part, reach in reaches.items():
        ends = layout.edge(part)
        if ends is not None:
            distance = _distance(x, y, *ends)
            if distance <= reach and (nearest is None or distance < nearest[0]):
                nearest = (distance, part)
    return None if nearest is None else nearest[1]


def _distance(x: float, y: float, x1: float, y1: float, x2: float, y2: float) -> float:
    across, down = x2 - x1, y2 - y1
    square = across * across + down * down
    along = 0.0 if square == 0 else min(max(((x - x1) * across + (y - y1) * down) / square, 0.0), 1.0)
    return math.hypot(x - x1 - along * across, y - y1 - along * down)


def next_part(part: Part | None, step: Step, sizes: Sequence[int], bias: bool) -> Part | None:
    """The part that a step leads to; None where there is no further one.

    Up and down walk over parts of one kind of place, left and right along the way of the numbers: from a unit to a
    weight that leaves it, from there to the unit it leads to. Next and back walk over everything.
    """
    columns = columns_of_parts(sizes, bias)
    everything = [one for column in columns for one in column]
    if part is None:
        return everything[-1] if step is Step.BACK else everything[0]
    if step in (Step.NEXT, Step.BACK):
        return _beside(everything, part, 1 if step is Step.NEXT else -1)
    if step in (Step.UP, Step.DOWN):
        column = next(column for column in columns if part in column)
        return _beside(column, part, 1 if step is Step.DOWN else -1)
    if part.kind is Kind.WEIGHT:
        return Part.node(*(part.unit if step is Step.RIGHT else part.source))
    layer, unit = part.unit
    if step is Step.RIGHT:
        return Part.weight(layer, unit, 0) if layer + 1 < len(sizes) else None
    return Part.weight(layer - 1, 0, unit) if layer else None


def _beside(parts: Sequence[Part], part: Part, step: int) -> Part | None:
    place = parts.index(part) + step
    return parts[place] if 0 <= place < len(parts) else None
