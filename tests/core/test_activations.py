"""Each activation gives its value and the slope that belongs to it, at every finite sum."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neuralpad.core.activations import ACTIVATIONS, Activation, activation_named, sigmoid

SUMS = np.array([-1e308, -745.0, -40.0, -3.0, -1e-9, 1e-9, 0.7, 3.0, 40.0, 745.0, 1e308])


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS.keys())
def test_value_and_slope_are_finite_everywhere(activation: Activation) -> None:
    value = activation.value(SUMS)
    assert np.isfinite(value).all()
    assert np.isfinite(activation.slope_from_output(value)).all()


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("sigmoid", lambda z: 1 / (1 + np.exp(-z))),
        ("tanh", lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))),
        ("relu", lambda z: z * (z.real > 0)),
        ("linear", lambda z: z),
    ],
)
def test_the_slope_is_that_of_the_value(name: str, formula: object) -> None:
    activation = activation_named(name)
    z = np.linspace(-4, 4, 40)  # not at 0, where relu has a corner
    exact = formula(z + 1e-30j)  # type: ignore[operator]
    assert activation.value(z) == pytest.approx(exact.real, rel=1e-14, abs=1e-15)
    assert activation.slope_from_output(activation.value(z)) == pytest.approx(exact.imag / 1e-30, rel=1e-12, abs=1e-15)


def test_sigmoid_keeps_small_chances() -> None:
    assert sigmoid(np.array([-100.0, -700.0])) == pytest.approx([math.exp(-100), math.exp(-700)], rel=1e-12, abs=0)
    assert sigmoid(np.array([0.0]))[0] == 0.5


def test_linear_hands_out_an_array_of_its_own() -> None:
    z = np.ones(3)
    activation_named("linear").value(z)[0] = 5.0
    assert z[0] == 1.0


def test_an_unknown_activation_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'softplus'.*sigmoid, tanh, relu, linear"):
        activation_named("softplus")
