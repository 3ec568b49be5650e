"""Where things stand on the canvas: plain rectangles and circles, no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from neuralpad.core.parts import Kind, Part


class Face(StrEnum):
    """The kinds of writing on the canvas."""

    NAME = "name"
    SYMBOL = "symbol"
    SUM = "sum"
    PILL = "pill"
    VALUE = "value"
    OUTPUT = "output"
    TITLE = "title"
    VERDICT = "verdict"
    ERROR = "error"
    HEADING = "heading"


Measure = Callable[[Face, str, float], tuple[float, float]]
"""Width and height in pixels of a text in a face at a scale; scale 1 is the design size at the present zoom."""

PILL_SIZE = 12.0
"""Pixels of the numbers on pills at scale 1 and 100 %."""

Unit = tuple[int, int]
"""A layer, counted from the inputs, and a unit in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left upper corner."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """The rectangle whose middle is (x, y)."""
        return cls(x - width / 2, y - height / 2, width, height)

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: Box, clearance: float = 0.0) -> bool:
        """Whether less than `clearance` is left between two rectangles."""
        return (
            self.left < other.right + clearance
            and other.left < self.right + clearance
            and self.top < other.bottom + clearance
            and other.top < self.bottom + clearance
        )


@dataclass(frozen=True, slots=True)
class Circle:
    """A unit's circle."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box.around(self.x, self.y, 2 * self.radius, 2 * self.radius)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return math.hypot(x - self.x, y - self.y) <= self.radius

    def meets(self, box: Box, clearance: float = 0.0) -> bool:
        """Whether less than `clearance` is left between the circle and a rectangle."""
        across = max(box.left - self.x, 0.0, self.x - box.right)
        down = max(box.top - self.y, 0.0, self.y - box.bottom)
        return math.hypot(across, down) < self.radius + clearance


@dataclass(frozen=True, slots=True)
class Gap:
    """Units of a layer that are left out of the drawing, and where it says so."""

    layer: int
    count: int
    box: Box


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of text that belongs to a unit: which writing, whose, and where."""

    face: Face
    unit: Unit
    line: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a network stands.

    Attributes
    ----------
    scale : float
        Of the writing and the circles; 1 is the design size.
    dropped : int
        So many decimals fewer than the setting asks for are shown, for want of room.
    shows_all : bool
        Whether every number stands on the drawing; otherwise only those of what is chosen.
    circles : mapping of unit to Circle
        The units drawn.
    captions : mapping of Caption to Box
    pills : mapping of Part to Box
        The numbers of weights and biases.
    gaps : tuple of Gap
    value_scales : tuple of float
        For each layer how much smaller than usual the value in a circle is written; 0: not at all.
    readout : Box or None
        Where the chosen part is said in words, in a drawing that does not show all numbers.
    note : Box or None
        Where a note about the picture stands.
    """

    width: float
    height: float
    scale: float
    dropped: int = 0
    shows_all: bool = True
    circles: Mapping[Unit, Circle] = field(default_factory=dict)
    captions: Mapping[Caption, Box] = field(default_factory=dict)
    pills: Mapping[Part, Box] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    value_scales: tuple[float, ...] = ()
    readout: Box | None = None
    note: Box | None = None

    def edge(self, part: Part) -> tuple[float, float, float, float] | None:
        """The two ends of a weight's line, from circle to circle; None where one of its units is not drawn."""
        start, end = self.circles.get(part.source), self.circles.get(part.unit)
        if start is None or end is None:
            return None
        across, down = end.x - start.x, end.y - start.y
        length = math.hypot(across, down) or 1.0
        across, down = across / length, down / length
        return (
            start.x + across * start.radius,
            start.y + down * start.radius,
            end.x - across * end.radius,
            end.y - down * end.radius,
        )

    def anchor(self, part: Part) -> tuple[float, float] | None:
        """The point that stands for a part when one walks over the drawing; None if it is not drawn."""
        if part in self.pills:
            return self.pills[part].centre
        if part.kind is Kind.WEIGHT:
            ends = self.edge(part)
            return None if ends is None else ((ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2)
        circle = self.circles.get(part.unit)
        if circle is None:
            return None
        return (circle.x, circle.y) if part.kind is Kind.NODE else (circle.x, circle.y + circle.radius)

    def boxes(self) -> Iterator[Box]:
        """Everything that is written outside the circles."""
        yield from self.captions.values()
        yield from self.pills.values()
        yield from (gap.box for gap in self.gaps)
        yield from (box for box in (self.readout, self.note) if box is not None)

    def free_corner(self, width: float, height: float, margin: float) -> Box | None:
        """A corner of the drawing in which a rectangle of this size lies on nothing: below before above."""
        boxes = list(self.boxes())
        for top in (self.height - height - margin, margin):
            for left in (margin, self.width - width - margin):
                box = Box(left, top, width, height)
                taken = any(box.meets(other, margin) for other in boxes)
                if not taken and not any(circle.meets(box, margin) for circle in self.circles.values()):
                    return box
        return None

    @property
    def is_clear(self) -> bool:
        """Whether nothing that is written lies on anything else, or outside."""
        boxes = list(self.boxes())
        for number, box in enumerate(boxes):
            if box.left < 0 or box.top < 0 or box.right > self.width or box.bottom > self.height:
                return False
            if any(box.meets(other) for other in boxes[number + 1 :]):
                return False
            if any(circle.meets(box) for circle in self.circles.values()):
                return False
        return True
