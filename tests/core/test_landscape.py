"""The error along one weight: the error of the real network, value by value, with its slope and its next step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.landscape import ErrorCurve, error_curve
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, parameters_of, replaced, value_of


def a_class(students: int, features: int = 3, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.uniform(0.2, 1.0, (students, features))
    return X, (X.mean(axis=1) + rng.normal(0, 0.08, students) > 0.6).astype(float)


@st.composite
def places(draw: st.DrawFn) -> tuple[Network, Part]:
    sizes = (3, *draw(st.lists(st.integers(1, 4), max_size=3)), 1)
    hidden = draw(st.sampled_from(["sigmoid", "tanh", "relu", "linear"]))
    network = Network.random(sizes, draw(st.integers(0, 99)), draw(st.booleans()), hidden)
    return network, draw(st.sampled_from(list(parameters_of(network))))


@given(places(), st.integers(1, 40))
def test_every_point_is_the_error_of_the_network_with_that_value(place: tuple[Network, Part], students: int) -> None:
    network, part = place
    X, y = a_class(students)
    curve = error_curve(network, X, y, part, points=9)
    expected = [replaced(network, part, value).loss(X, y) for value in curve.values]
    assert curve.losses == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert curve.sampled is None
    assert curve.here == value_of(network, part)
    assert curve.loss_here == network.loss(X, y)


@given(places())
def test_the_slope_is_that_of_the_curve(place: tuple[Network, Part]) -> None:
    network, part = place
    if network.hidden == "relu":
        return  # at a bend there are two slopes
    X, y = a_class(20)
    here = value_of(network, part)
    curve = error_curve(network, X, y, part, span=(here - 1e-4, here + 1e-4), points=3)
    assert curve.slope == pytest.approx((curve.losses[2] - curve.losses[0]) / 2e-4, rel=1e-5, abs=1e-8)
    assert curve.tangent([here, here + 2]).tolist() == pytest.approx(
        [curve.loss_here, curve.loss_here + 2 * curve.slope]
    )


def worked_example(bias: bool) -> tuple[Network, np.ndarray, np.ndarray]:
    """Of docs: its slopes and the weight after an update with α = 0.5 were computed apart from this program."""
    biases = [[0.1, -0.2], [0.3]] if bias else None
    network = Network([[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]], biases)
    return network, np.array([[0.87, 0.45, 0.62]]), np.array([0.0])


@pytest.mark.parametrize(
    ("bias", "slope", "after"),
    [(False, 0.403262387353, 0.998368806323), (True, 0.473576160188, 0.963211919906)],
)
def test_the_worked_example(bias: bool, slope: float, after: float) -> None:
    curve = error_curve(*worked_example(bias), Part.weight(1, 0, 0))
    assert curve.slope == pytest.approx(slope, abs=1e-12)
    assert curve.next_value(0.5) == pytest.approx(after, abs=1e-12)


def logistic(weight: float, x: float = 1.0) -> tuple[Network, np.ndarray, np.ndarray]:
    """One weight and nothing else, a student who passed and one who failed: E = ½ ln(1 + e^−wx) + ½ ln(1 + e^w)."""
    return Network([[[weight]]]), np.array([[x], [1.0]]), np.array([1.0, 0.0])


def test_where_the_next_step_lands() -> None:
    network, X, y = logistic(2.0)
    curve = error_curve(network, X, y, Part.weight(0, 0, 0))
    slope = 0.5 * (1 / (1 + np.exp(-2.0)) - 1) + 0.5 / (1 + np.exp(-2.0))
    near = curve.landing(1.0)
    assert near.value == pytest.approx(2.0 - slope)
    assert near.loss == pytest.approx(0.5 * np.log1p(np.exp(-near.value)) + 0.5 * np.log1p(np.exp(near.value)))
    assert (near.jumps, near.is_inside) == (False, True)
    far = curve.landing(12.0)
    assert far.value == pytest.approx(2.0 - 12 * slope)
    assert far.jumps
    assert not curve.landing(1e9).is_inside
    assert np.isfinite(curve.landing(1e308).loss)


def test_the_valley_is_found_and_seen() -> None:
    curve = error_curve(*logistic(6.0), Part.weight(0, 0, 0))
    assert curve.lowest is not None
    assert curve.lowest[0] == pytest.approx(0.0, abs=0.2)
    assert curve.lowest[1] == pytest.approx(np.log(2), abs=0.01)
    assert curve.span[0] < 0 < 6 < curve.span[1]


def test_no_valley_where_the_error_falls_for_ever() -> None:
    X = np.array([[1.0], [1.0]])
    curve = error_curve(Network([[[0.5]]]), X, np.array([1.0, 1.0]), Part.weight(0, 0, 0))
    assert curve.lowest is None


@pytest.mark.parametrize("learning_rate", [0.1, 5.0, 20.0])
def test_the_next_step_is_in_the_span_as_long_as_it_is_near(learning_rate: float) -> None:
    curve = error_curve(*logistic(3.0), Part.weight(0, 0, 0), learning_rate=learning_rate)
    assert abs(learning_rate * curve.slope) < 32
    assert curve.landing(learning_rate).is_inside


def test_a_live_curve_stands_still_until_the_weight_leaves_it() -> None:
    def curve_at(weight: float, before: ErrorCurve | None) -> ErrorCurve:
        return error_curve(*logistic(weight), Part.weight(0, 0, 0), before=before)

    curve = first = curve_at(3.0, None)
    for weight in np.linspace(3.0, 2.0, 20):
        curve = curve_at(float(weight), curve)
        assert curve.span == first.span
    moved = curve_at(first.span[1] + 1, curve)
    assert moved.span[0] < moved.here < moved.span[1]


def test_another_part_has_a_span_of_its_own() -> None:
    network, (X, y) = Network([[[0.5], [40.0]]]), a_class(20, 2)
    first = error_curve(network, X, y, Part.weight(0, 0, 0))
    other = error_curve(network, X, y, Part.weight(0, 1, 0), before=first)
    assert other.span[0] < 40 < other.span[1]


def test_zoomed() -> None:
    curve = error_curve(*logistic(3.0), Part.weight(0, 0, 0), span=(-0.5, 0.25), points=4)
    assert curve.values.tolist() == [-0.5, -0.25, 0.0, 0.25]
    assert not curve.values.flags.writeable


def test_a_large_class_is_sampled_and_the_curve_still_goes_through_the_point() -> None:
    X, y = a_class(10_000)
    network, part = Network.random(seed=2), Part.weight(0, 1, 0)
    curve = error_curve(network, X, y, part)
    assert curve.sampled is not None
    assert 300 < curve.sampled < 5000
    assert curve.loss_here == network.loss(X, y)
    exact = [replaced(network, part, float(value)).loss(X, y) for value in curve.values[::20]]
    assert curve.losses[::20] == pytest.approx(exact, abs=0.02)
    assert np.interp(curve.here, curve.values, curve.losses) == pytest.approx(curve.loss_here, abs=1e-4)


@pytest.mark.parametrize("value", [1e200, -1e300, 0.0])
@pytest.mark.parametrize("hidden", ["relu", "linear", "sigmoid"])
def test_whatever_the_weight_is_the_curve_is_finite(value: float, hidden: str) -> None:
    X, y = a_class(10)
    network = Network.random((3, 2, 2, 1), seed=1, hidden=hidden).replaced(0, 0, 0, value)
    curve = error_curve(network, X, y, Part.weight(0, 0, 0))
    assert np.isfinite(curve.losses).all()
    assert np.isfinite(curve.values).all()
    assert curve.span[0] < curve.span[1]


def test_a_wide_network_takes_bounded_memory() -> None:
    X, y = a_class(200)
    network, part = Network.random((3, 700, 700, 1), seed=1), Part.weight(0, 0, 0)
    curve = error_curve(network, X, y, part, points=5, span=(-1.0, 1.0))
    rows = np.linspace(0, 199, curve.sampled or 0).round().astype(int)
    shift = curve.loss_here - network.loss(X[rows], y[rows])
    expected = [replaced(network, part, value).loss(X[rows], y[rows]) + shift for value in curve.values]
    assert curve.losses == pytest.approx(expected, rel=1e-9)


def test_nobody_to_measure_on() -> None:
    with pytest.raises(ValueError, match="no student"):
        error_curve(Network.random(), np.empty((0, 3)), np.empty(0), Part.weight(0, 0, 0))
