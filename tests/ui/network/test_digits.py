"""Room for digits grows at once and shrinks only when it is clearly time."""

from __future__ import annotations

import numpy as np
import pytest

from neuralpad.ui.network.digits import Reserve, integer_digits


@pytest.mark.parametrize(
    ("value", "digits"),
    [(0.0, 1), (0.5, 1), (-9.5, 1), (9.999, 2), (10.0, 2), (-99.0, 2), (123.45, 3), (1e6, 7), (np.nan, 1)],
)
def test_digits_before_the_decimal_sign(value: float, digits: int) -> None:
    assert integer_digits(np.array([value])).tolist() == [digits]


def test_room_does_not_come_and_go_around_a_border() -> None:
    reserve = Reserve()
    assert reserve.take(np.array([9.0, 1.0]))
    assert reserve.digits.tolist() == [1, 1]
    assert reserve.take(np.array([10.0, 1.0]))
    assert not reserve.take(np.array([9.0, 1.0]))
    assert not reserve.take(np.array([10.5, 1.0]))
    assert reserve.digits.tolist() == [2, 1]
    assert reserve.take(np.array([2.0, 1.0]))
    assert reserve.digits.tolist() == [1, 1]


def test_other_numbers_begin_anew() -> None:
    reserve = Reserve()
    reserve.take(np.array([100.0]))
    assert reserve.take(np.array([1.0, 1.0]))
    assert reserve.digits.tolist() == [1, 1]
