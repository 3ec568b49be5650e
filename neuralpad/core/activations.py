"""What a unit does with its weighted sum: each activation as its value and its slope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
"""An array of 64-bit numbers of any shape."""


@dataclass(frozen=True, slots=True)
class Activation:
    """A named activation function.

    Attributes
    ----------
    name : str
        How documents and settings call it.
    value : callable
        The unit's output a for its weighted sum z, element by element; finite and without a warning for every finite z.
    slope_from_output : callable
        The derivative da/dz, written as a function of the **output** a and not of z: nothing is worked out twice.
    """

    name: str
    value: Callable[[Floats], Floats]
    slope_from_output: Callable[[Floats], Floats]


def sigmoid(z: Floats) -> Floats:
    """σ(z) = 1 / (1 + e⁻ᶻ), to full relative accuracy on both sides.

    Only e to a negative power is ever taken, so nothing overflows: for z < 0 the fraction is taken as eᶻ / (eᶻ + 1).
    """
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _sigmoid_slope(a: Floats) -> Floats:
    return a * (1.0 - a)


def _tanh_slope(a: Floats) -> Floats:
    return (1.0 - a) * (1.0 + a)


def _relu(z: Floats) -> Floats:
    return np.maximum(z, 0.0)


def _relu_slope(a: Floats) -> Floats:
    return (a > 0.0).astype(np.float64)


def _linear(z: Floats) -> Floats:
    return np.array(z, dtype=np.float64)


def _linear_slope(a: Floats) -> Floats:
    return np.ones_like(a)


SIGMOID = Activation("sigmoid", sigmoid, _sigmoid_slope)
"""σ, and σ′ = a (1 − a)."""

TANH = Activation("tanh", np.tanh, _tanh_slope)
"""tanh, and tanh′ = 1 − a²."""

RELU = Activation("relu", _relu, _relu_slope)
"""The larger of z and 0; its slope is 1 where the unit is on, and 0 where it is off (at z = 0 too)."""

LINEAR = Activation("linear", _linear, _linear_slope)
"""z itself, with slope 1: two layers of it are one weighted sum."""

ACTIVATIONS: dict[str, Activation] = {activation.name: activation for activation in (SIGMOID, TANH, RELU, LINEAR)}
"""Every activation by its name, in the order in which they are offered."""


def activation_named(name: str) -> Activation:
    """The activation of this name.

    Raises
    ------
    ValueError
        If there is none.
    """
    try:
        return ACTIVATIONS[name]
    except KeyError:
        raise ValueError(f"no activation is called {name!r}; there are {', '.join(ACTIVATIONS)}") from None
