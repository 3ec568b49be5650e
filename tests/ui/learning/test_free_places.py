"""Places for names: inside the plot, on no curve, on no other name."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.ui.learning.free_places import Box, Stroke, corner_place, free_place

AREA = Box(50, 0, 300, 150)
SIZE = (80.0, 14.0)
heights = st.lists(st.floats(0, 150), min_size=2, max_size=30)


def stroke(values: list[float], right: float = 350.0) -> Stroke:
    return Stroke(np.linspace(50, right, len(values)), np.array(values))


def touches(curve: Stroke, box: Box) -> bool:
    """By looking at many points of the curve."""
    x = np.linspace(box.left, box.right, 500)
    x = x[(x >= curve.x[0]) & (x <= curve.x[-1])]
    y = np.interp(x, curve.x, curve.y)
    return bool(((y > box.top) & (y < box.bottom)).any())


@given(one=heights, other=heights, right=st.floats(60, 350))
def test_a_place_is_free_and_inside(one: list[float], other: list[float], right: float) -> None:
    curves = [stroke(one, right), stroke(other)]
    taken: list[Box] = []
    for below_first, curve in zip((True, False), curves, strict=True):
        rest = [each for each in curves if each is not curve]
        box = free_place(SIZE, curve, rest, taken, AREA, 8.0, below_first)
        if box is not None:
            assert AREA.holds(box)
            assert not any(touches(each, box) for each in curves)
            assert not any(box.meets(each) for each in taken)
            taken.append(box)
    corner = corner_place(SIZE, curves, taken, AREA)
    if corner is not None:
        assert AREA.holds(corner)
        assert corner.right == AREA.right
        assert not any(touches(each, corner) for each in curves)
        assert not any(corner.meets(each) for each in taken)


def test_beside_the_end_of_a_curve_that_ends_early() -> None:
    box = free_place(SIZE, stroke([20, 100], right=150), [], [], AREA, 8.0, below_first=True)
    assert box == Box(158, 93, *SIZE), "to the right of the end, level with it"


def test_below_or_above_the_end_at_the_edge() -> None:
    flat = stroke([70.0, 70.0])
    below = free_place(SIZE, flat, [], [], AREA, 8.0, below_first=True)
    above = free_place(SIZE, flat, [], [], AREA, 8.0, below_first=False)
    assert below == Box(270, 74, *SIZE)
    assert above == Box(270, 52, *SIZE)


def test_where_curves_fill_the_plot_there_is_no_place() -> None:
    wild = stroke([0.0, 150.0] * 50)
    assert free_place(SIZE, wild, [], [], AREA, 8.0, below_first=True) is None
    assert corner_place(SIZE, [wild], [], AREA) is None
