"""Round numbers on an axis, and values to pixels and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from neuralpad.ui.inspector.frame import Frame, round_numbers, tick_text
from neuralpad.ui.inspector.measuring import zoomed
from neuralpad.ui.inspector.places import covers, free_place


def test_round_numbers() -> None:
    assert round_numbers(0.13, 0.47, 4) == [0.2, 0.3, 0.4]
    assert round_numbers(-3, 7.5, 6) == [-2, 0, 2, 4, 6]
    assert round_numbers(0, 1e6, 3) == [0, 500_000, 1_000_000]
    assert round_numbers(1, 1, 5) == []


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.integers(1, 12))
def test_round_numbers_lie_between_the_ends_and_are_not_too_many(low: float, width: float, most: int) -> None:
    high = low + width
    found = round_numbers(low, high, most)
    assert len(found) <= most
    slack = 1e-6 * max(width, abs(low), abs(high))
    assert all(low - slack <= one <= high + slack for one in found)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.25, "0.25"), (-2.0, "−2"), (1500.0, "1\u202f500"), (2e7, "2e+07"), (-1e-5, "−1e−05")],
)
def test_numbers_on_an_axis_are_short(value: float, text: str) -> None:
    assert tick_text(value) == text


def test_values_to_pixels_and_back() -> None:
    frame = Frame(QRectF(30, 5, 200, 100), (-1.0, 3.0), (0.0, 2.0))
    assert (frame.x(-1), frame.x(3), frame.y(0), frame.y(2)) == (30, 230, 105, 5)
    assert frame.value_at(frame.x(1.7)) == pytest.approx(1.7)


@pytest.mark.parametrize("around", [-4.0, 0.0, 2.5, 10.0])
def test_zooming_keeps_a_value_where_it_is(around: float) -> None:
    low, high = zoomed((-4.0, 6.0), 2.0, around)
    assert high - low == pytest.approx(5.0)
    share = min(max((around + 4) / 10, 0), 1)
    assert (around - low) / 5 == pytest.approx(share)


def test_zooming_has_an_end() -> None:
    span = (-4.0, 6.0)
    for _ in range(100):
        span = zoomed(span, 1.5, 1.0)
    assert 1e-4 < span[1] - span[0] < 1e-2
    for _ in range(100):
        span = zoomed(span, 1 / 1.5, 1.0)
    assert 1e3 < span[1] - span[0] < 1e5


def line(*points: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([x for x, _ in points]), np.array([y for _, y in points])


def test_what_lies_on_a_line() -> None:
    box = QRectF(10, 10, 20, 10)
    assert covers(box, line((0, 0), (40, 30)))
    assert not covers(box, line((0, 0), (40, 5)))
    assert not covers(box, line((31, 0), (40, 40)))
    assert covers(box, line((15, 0), (15, 40)))


def test_the_first_free_place_inside() -> None:
    inside = QRectF(0, 0, 100, 50)
    boxes = [QRectF(40, 20, 20, 10), QRectF(95, 45, 20, 10), QRectF(0, 0, 20, 10)]
    assert free_place(boxes, inside, [line((0, 25), (50, 25))], []) == QRectF(80, 40, 20, 10)
    assert free_place(boxes, inside, [line((0, 25), (50, 25))], [QRectF(70, 30, 30, 20)]) == QRectF(0, 0, 20, 10)
    assert free_place(boxes[:1], inside, [line((0, 25), (50, 25))], []) is None
