"""Who pulls on a weight: shares whose mean is the slope of the class, and bars that leave nobody out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.network import Network
from neuralpad.core.parts import Part, parameters_of, slope_of
from neuralpad.core.shares import share_bars, shares_along


def test_the_worked_example() -> None:
    network = Network([[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]])
    shares = shares_along(network, [[0.87, 0.45, 0.62]], [0.0], Part.weight(0, 1, 0))
    assert shares.tolist() == pytest.approx([0.158856870416 * 0.45], abs=1e-12)


@given(st.integers(0, 99), st.integers(1, 30), st.booleans())
def test_a_share_is_the_slope_of_the_student_alone_and_their_mean_that_of_the_class(
    seed: int, students: int, bias: bool
) -> None:
    rng = np.random.default_rng(seed)
    X, y = rng.uniform(0, 1, (students, 3)), rng.integers(0, 2, students).astype(float)
    network = Network.random((3, 3, 2, 1), seed, bias)
    for part in parameters_of(network):
        shares = shares_along(network, X, y, part)
        alone = [slope_of(network.gradient(X[[row]], y[[row]]), part) for row in range(students)]
        assert shares == pytest.approx(alone, rel=1e-9, abs=1e-12)
        assert shares.mean() == pytest.approx(slope_of(network.gradient(X, y), part), rel=1e-9, abs=1e-12)


def test_a_bar_for_each_student() -> None:
    bars = share_bars(np.array([0.3, -0.1, 0.2]))
    assert bars.heights.tolist() == pytest.approx([0.3, -0.1, 0.2])
    assert (bars.students, bars.is_binned) == (3, False)
    assert [bars.bar_of(row) for row in range(3)] == [bars.student_of(bar) for bar in range(3)] == [0, 1, 2]
    assert bars.mean == pytest.approx(0.4 / 3)


def test_a_bar_for_some_students_in_a_row() -> None:
    bars = share_bars(np.array([1.0, -2.0, 4.0, 0.0, 5.0, 6.0, -7.0]), most=3)
    assert bars.heights.tolist() == pytest.approx([1.0, 11 / 3, -7.0])
    assert bars.count.tolist() == [3, 3, 1]
    assert bars.is_binned
    assert [bars.bar_of(row) for row in range(7)] == [0, 0, 0, 1, 1, 1, 2]
    assert [bars.student_of(bar) for bar in range(3)] == [2, 5, 6], "who pulls hardest"
    assert bars.mean == pytest.approx(1.0)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300), st.integers(1, 50))
def test_nobody_is_left_out(shares: list[float], most: int) -> None:
    bars = share_bars(np.array(shares), most)
    assert len(bars.heights) <= most
    assert bars.count.sum() == bars.students == len(shares)
    assert (bars.heights * bars.count).sum() == pytest.approx(sum(shares), rel=1e-9, abs=1e-3)
    for row in range(len(shares)):
        bar = bars.bar_of(row)
        assert bars.first[bar] <= row < bars.first[bar] + bars.count[bar]
        assert abs(shares[bars.student_of(bar)]) >= abs(shares[row])
