"""What lies under the pointer, and where the keyboard walks."""

from __future__ import annotations

import pytest

from neuralpad.core.parts import Part
from neuralpad.ui.network.finding import Step, next_part, part_at
from neuralpad.ui.network.placed import Box, Caption, Circle, Face, Layout

WEIGHT, OTHER, BIAS = Part.weight(0, 0, 0), Part.weight(0, 1, 0), Part.bias(0, 0)
LAYOUT = Layout(
    300,
    200,
    1.0,
    circles={(0, 0): Circle(50, 50, 20), (0, 1): Circle(50, 150, 20), (1, 0): Circle(250, 100, 20)},
    captions={Caption(Face.NAME, (0, 1)): Box(20, 110, 60, 16)},
    pills={WEIGHT: Box(130, 65, 40, 20), BIAS: Box(230, 125, 40, 20)},
)
REACHES = {WEIGHT: 4.0, OTHER: 4.0}


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (150, 75, WEIGHT),
        (240, 130, BIAS),
        (55, 45, Part.node(0, 0)),
        (30, 115, Part.node(0, 1)),
        (100, 62.5, WEIGHT),
        (150, 126, OTHER),
        (150, 140, None),
        (5, 5, None),
    ],
)
def test_what_lies_under_the_pointer(x: float, y: float, expected: Part | None) -> None:
    assert part_at(LAYOUT, REACHES, x, y) == expected


def test_of_two_lines_in_reach_the_nearer_one_is_meant() -> None:
    assert part_at(LAYOUT, {WEIGHT: 200.0, OTHER: 200.0}, 100, 70) == WEIGHT
    assert part_at(LAYOUT, {WEIGHT: 200.0, OTHER: 200.0}, 100, 135) == OTHER


@pytest.mark.parametrize(
    ("part", "step", "expected"),
    [
        (None, Step.NEXT, Part.node(0, 0)),
        (None, Step.BACK, Part.bias(1, 0)),
        (Part.node(0, 0), Step.DOWN, Part.node(0, 1)),
        (Part.node(0, 0), Step.UP, None),
        (Part.node(0, 1), Step.RIGHT, Part.weight(0, 1, 0)),
        (Part.weight(0, 1, 1), Step.RIGHT, Part.node(1, 1)),
        (Part.weight(0, 1, 1), Step.LEFT, Part.node(0, 1)),
        (Part.weight(0, 0, 1), Step.DOWN, Part.weight(0, 1, 0)),
        (Part.node(1, 0), Step.DOWN, Part.bias(0, 0)),
        (Part.bias(0, 1), Step.LEFT, Part.weight(0, 0, 1)),
        (Part.bias(0, 1), Step.RIGHT, Part.weight(1, 1, 0)),
        (Part.node(2, 0), Step.RIGHT, None),
        (Part.node(0, 0), Step.LEFT, None),
    ],
)
def test_steps(part: Part | None, step: Step, expected: Part | None) -> None:
    assert next_part(part, step, (2, 2, 1), bias=True) == expected


@pytest.mark.parametrize(
    ("sizes", "bias", "count"), [((3, 2, 1), True, 17), ((3, 2, 1), False, 14), ((2, 3, 2, 1), True, 28)]
)
def test_the_way_onwards_comes_to_every_part_once(sizes: tuple[int, ...], bias: bool, count: int) -> None:
    way = [next_part(None, Step.NEXT, sizes, bias)]
    while way[-1] is not None:
        way.append(next_part(way[-1], Step.NEXT, sizes, bias))
    assert len(way) - 1 == count == len(set(way)) - 1
    back = [next_part(None, Step.BACK, sizes, bias)]
    while back[-1] is not None:
        back.append(next_part(back[-1], Step.BACK, sizes, bias))
    assert back[:-1] == way[-2::-1]
