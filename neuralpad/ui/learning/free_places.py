"""Where beside a curve its name can stand, on no curve and on no other name. Lengths in pixels, y downwards; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from neuralpad.core.scaling import Floats

_SHIFTS = (0.0, 0.15, 0.3, 0.45, 0.6)
"""How far to the left of the end of a curve a name may stand, as shares of the width."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def holds(self, other: Box) -> bool:
        """Whether another box lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Stroke:
    """A curve as it is drawn: points (n,) from left to right, joined by straight lines."""

    x: Floats
    y: Floats

    def reach(self, left: float, right: float) -> tuple[float, float] | None:
        """The least and the greatest y between two x; None if the curve does not come there."""
        if not len(self.x) or right < self.x[0] or self.x[-1] < left:
            return None
        ends = np.interp([left, right], self.x, self.y)
        inside = self.y[np.searchsorted(self.x, left) : np.searchsorted(self.x, right, side="right")]
        values = np.concatenate([ends, inside])
        return float(values.min()), float(values.max())


def free_place(
    size: tuple[float, float],
    stroke: Stroke,
    others: Sequence[Stroke],
    taken: Sequence[Box],
    area: Box,
    gap: float,
    below_first: bool,
) -> Box | None:
    """The best free place for a name of this size beside the end of a curve; None if there is none."""
    every = (stroke, *others)
    for box in _places(size, stroke, others, area, gap, below_first):
        if (
            area.holds(box)
            and not any(box.meets(one) for one in taken)
            and not any(_crosses(one, box) for one in every)
        ):
            return box
    return None


def corner_place(size: tuple[float, float], strokes: Sequence[Stroke], taken: Sequence[Box], area: Box) -> Box | None:
    """The topmost free place at the right edge; None if a curve runs through it all."""
    top = area.top
    while top + size[1] <= area.bottom:
        box = Box(area.right - size[0], top, *size)
        if not any(box.meets(one) for one in taken) and not any(_crosses(one, box) for one in strokes):
            return box
        top += size[1] / 2
    return None


def _places(
    size: tuple[float, float], stroke: Stroke, others: Sequence[Stroke], area: Box, gap: float, below_first: bool
) -> Iterator[Box]:
    width, height = size
    x, y = float(stroke.x[-1]), float(stroke.y[-1])
    yield Box(x + gap, y - height / 2, width, height)
    # To the right, over or under whatever goes on there.
    reaches = [reach for one in others if (reach := one.reach(x, x + gap + width)) is not None]
    above = min([y, *(reach[0] for reach in reaches)]) - gap / 2 - height
    below = max([y, *(reach[1] for reach in reaches)]) + gap / 2
    for top in (below, above) if below_first else (above, below):
        yield Box(x + gap, top, width, height)
    for shift in _SHIFTS:
        left = min(x, area.right) - width - shift * area.width
        reach = stroke.reach(left, left + width)
        if reach is None:
            continue
        above, below = reach[0] - gap / 2 - height, reach[1] + gap / 2
        for top in (below, above) if below_first else (above, below):
            yield Box(left, top, width, height)


def _crosses(stroke: Stroke, box: Box) -> bool:
    reach = stroke.reach(box.left, box.right)
    return reach is not None and reach[0] < box.bottom and box.top < reach[1]
