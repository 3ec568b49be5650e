"""Numbers slide along their own lines until none touches another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.ui.network.pills import Lane, slide
from neuralpad.ui.network.placed import Box


def lane(left: list[float], right: list[float], width: float = 40, height: float = 18, **changes: object) -> Lane:
    """Lines from every height at the left to every height at the right, 200 apart."""
    lines = np.array([(0.0, a, 200.0, b) for a in left for b in right])
    values: dict[str, object] = {
        "lines": lines,
        "sizes": np.tile([width, height], (len(lines), 1)),
        "left": 20.0,
        "right": 180.0,
        "top": 0.0,
        "bottom": 400.0,
        "obstacles": [],
        "clearance": 3.0,
        **changes,
    }
    return Lane(**values)  # type: ignore[arg-type]


def distance(one: Box, other: Box) -> float:
    """The free space between two rectangles, along the axis that keeps them further apart."""
    across = max(one.left - other.right, other.left - one.right)
    down = max(one.top - other.bottom, other.top - one.bottom)
    return max(across, down)


heights = st.lists(st.integers(30, 370), min_size=1, max_size=5, unique=True).map(lambda ys: sorted(map(float, ys)))


@settings(max_examples=100)
@given(left=heights, right=heights, partly=st.booleans())
def test_none_touches_another_and_each_stays_on_its_line(left: list[float], right: list[float], partly: bool) -> None:
    made = lane(left, right)
    boxes = slide(made, partly)
    if boxes is None:
        assert not partly
        return
    placed = [box for box in boxes if box is not None]
    assert partly or len(placed) == len(boxes)
    assert all(distance(one, other) >= made.clearance - 1e-6 for one, other in combinations(placed, 2))
    for box, (x1, y1, x2, y2) in zip(boxes, made.lines, strict=True):
        if box is not None:
            x, y = box.centre
            assert abs(y1 + (y2 - y1) * (x - x1) / (x2 - x1) - y) < 1e-6
            assert made.left - 1e-3 <= box.left
            assert box.right <= made.right + 1e-3
            assert made.top <= box.top
            assert box.bottom <= made.bottom


def test_a_line_alone_has_its_number_near_the_middle() -> None:
    boxes = slide(lane([100.0], [300.0]))
    assert boxes is not None
    assert boxes[0] is not None
    assert 80 < boxes[0].centre[0] < 110


def test_a_number_keeps_clear_of_what_stands_in_its_way() -> None:
    wall = Box(60, 0, 80, 400)
    boxes = slide(lane([100.0], [120.0], width=20, obstacles=[wall]))
    assert boxes is not None
    assert boxes[0] is not None
    assert distance(boxes[0], wall) >= 3


def test_two_lines_that_cross_do_not_have_their_numbers_at_the_crossing() -> None:
    boxes = slide(lane([], [], lines=np.array([(0, 100, 200, 300), (0, 300, 200, 100)]), sizes=np.full((2, 2), 20.0)))
    assert boxes is not None
    for box in boxes:
        assert box is not None
        assert not box.contains(100, 200)


def test_without_room_for_all_there_is_no_answer_or_a_part_of_them() -> None:
    crowd = lane([100.0, 110.0, 120.0], [100.0, 110.0, 120.0], width=100, top=90.0, bottom=130.0)
    assert slide(crowd) is None
    some = slide(crowd, partly=True)
    assert some is not None
    assert 1 <= sum(box is not None for box in some) < 9


def test_no_lines_need_no_places() -> None:
    assert slide(lane([], [], lines=np.zeros((0, 4)), sizes=np.zeros((0, 2)))) == []
