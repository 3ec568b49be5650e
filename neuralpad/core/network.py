"""The network: a frozen value of weights and biases that predicts, knows its error and the slope of every parameter.

A layer takes the outputs a of the layer before to z = a · W + b and on to its own outputs. Hidden layers use the
activation `hidden`, the one output unit always σ. `W[i, j]` joins unit i to unit j of the next layer.

Nothing overflows, whatever finite numbers go in: a weighted sum that is too large for a 64-bit number is held at ±1e300
(`LARGEST`), where every activation that bends has long been flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import SIGMOID, Activation, Floats, activation_named

LARGEST = 1e300
"""Weighted sums and slopes are held within ± this."""

_SHRINK = 2.0**-600


def bounded_product(a: Floats, b: Floats) -> Floats:
    """The matrix product a · b, each element held within ±`LARGEST`: finite for every finite a and b.

    Where the plain product overflows (or is ∞ − ∞), it is taken once more with both sides made smaller by a power of
    two, which keeps their digits, and put back to size.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        product = a @ b
    if not np.isfinite(product).all():
        bound = LARGEST * _SHRINK * _SHRINK
        shrunk = np.clip((a * _SHRINK) @ (b * _SHRINK), -bound, bound)
        product = np.where(np.isfinite(product), product, shrunk / _SHRINK / _SHRINK)
    limited: Floats = np.clip(product, -LARGEST, LARGEST)
    return limited


def bounded_times(a: Floats, b: Floats) -> Floats:
    """a · b element by element, each held within ±`LARGEST`."""
    with np.errstate(over="ignore"):
        limited: Floats = np.clip(a * b, -LARGEST, LARGEST)
    return limited


def _joined(weights: Floats, bias: Floats) -> Floats:
    return np.vstack([weights, bias])


def weighted_sums(a: Floats, weights: Floats, bias: Floats | None) -> Floats:
    """a · W + b for every student, (m, units).

    `a` is (m, inputs), `weights` (inputs, units), `bias` (units,) or None.
    """
    if bias is None:
        return bounded_product(a, weights)
    return bounded_product(np.column_stack([a, np.ones(len(a))]), _joined(weights, bias))


def cross_entropy(logits: Floats, y: Floats) -> Floats:
    """The error of each student in nats, E = −[y ln ŷ + (1 − y) ln(1 − ŷ)], from the logit z of ŷ = σ(z).

    Written as max(z, 0) − y z + ln(1 + e^−|z|), which is the same and finite even where ŷ rounds to 0 or 1.
    """
    return np.maximum(logits, 0.0) - y * logits + np.log1p(np.exp(-np.abs(logits)))


def as_inputs(X: ArrayLike, features: int) -> Floats:
    """X as (m, features) numbers.

    Raises
    ------
    ValueError
        If the shape is another one, or a number is not finite.
    """
    inputs = np.asarray(X, dtype=np.float64)
    if inputs.ndim != 2 or inputs.shape[1] != features:
        raise ValueError(f"X must have the shape (students, {features}), not {inputs.shape}")
    with np.errstate(over="ignore", invalid="ignore"):
        total = inputs.sum()  # finite as a rule, and quicker than a look at each number
    if not np.isfinite(total) and not np.isfinite(inputs).all():
        raise ValueError("X holds a number that is not finite")
    return inputs


def as_targets(y: ArrayLike, students: int) -> Floats:
    """y as (m,) numbers between 0 and 1.

    Raises
    ------
    ValueError
        If the shape is another one, a number lies outside 0…1, or there is no student at all.
    """
    targets = np.asarray(y, dtype=np.float64)
    if targets.shape != (students,):
        raise ValueError(f"y must have the shape ({students},), not {targets.shape}")
    if students == 0:
        raise ValueError("there is no student to learn from")
    if not (targets.min() >= 0.0 and targets.max() <= 1.0):
        raise ValueError("y must lie between 0 (fail) and 1 (pass)")
    return targets


def _frozen(values: ArrayLike) -> Floats:
    # + 0.0 makes a zero of each −0.0, so that equal numbers are equal bits.
    array: Floats = np.array(values, dtype=np.float64, order="C") + 0.0
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True)
class Gradient:
    """The slope of the mean error along every parameter, shaped as the network's own weights and biases."""

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...] | None

    def parameters(self) -> Floats:
        """All slopes in one vector, in the order of `Network.parameters`."""
        return _flat(self.weights, self.biases)


def _flat(weights: Sequence[Floats], biases: Sequence[Floats] | None) -> Floats:
    blocks: list[Floats] = []
    for layer, weight in enumerate(weights):
        blocks.append(weight.ravel())
        if biases is not None:
            blocks.append(biases[layer])
    vector: Floats = np.concatenate(blocks)
    vector.setflags(write=False)
    return vector


@dataclass(frozen=True, init=False, eq=False)
class Network:
    """A feed-forward network with one sigmoid output, as a value: it never changes.

    Parameters
    ----------
    weights : sequence of array_like
        One (inputs, units) matrix a layer; the last has one column.
    biases : sequence of array_like or None
        One (units,) vector a layer, or None for a network without biases.
    hidden : str
        The activation of the hidden units: "sigmoid", "tanh", "relu" or "linear".

    Raises
    ------
    ValueError
        If the shapes do not fit each other.
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...] | None
    hidden: str

    def __init__(
        self, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike] | None = None, hidden: str = "sigmoid"
    ) -> None:
        activation_named(hidden)
        matrices = tuple(_frozen(weight) for weight in weights)
        vectors = None if biases is None else tuple(_frozen(bias) for bias in biases)
        _check_shapes(matrices, vectors)
        object.__setattr__(self, "weights", matrices)
        object.__setattr__(self, "biases", vectors)
        object.__setattr__(self, "hidden", hidden)

    @classmethod
    def random(
        cls, sizes: Sequence[int] = (3, 2, 1), seed: int = 0, bias: bool = True, hidden: str = "sigmoid"
    ) -> Network:
        """A network without experience: weights drawn from N(0, 1), biases 0. The same seed draws the same weights."""
        if len(sizes) < 2:
            raise ValueError("a network needs at least its inputs and its output")
        rng = np.random.default_rng(seed)
        weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
        return cls(weights, [np.zeros(units) for units in sizes[1:]] if bias else None, hidden)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer from the inputs to the output: (3, 2, 1)."""
        return (self.weights[0].shape[0], *(weight.shape[1] for weight in self.weights))

    @property
    def is_finite(self) -> bool:
        """Whether every parameter is a finite number."""
        return bool(np.isfinite(self.parameters()).all())

    def has_shape_of(self, other: Network) -> bool:
        """Whether both differ in nothing but the values of their parameters."""
        return (self.sizes, self.hidden, self.biases is None) == (other.sizes, other.hidden, other.biases is None)

    def activation(self, layer: int) -> Activation:
        """What the units of a layer do with their weighted sums; layer 0 is the first that has weights."""
        return SIGMOID if layer == len(self.weights) - 1 else activation_named(self.hidden)

    def bias(self, layer: int) -> Floats | None:
        """The (units,) biases of a layer, or None in a network without."""
        return None if self.biases is None else self.biases[layer]

    def predict(self, X: ArrayLike) -> Floats:
        """Each student's chance of passing ŷ, (m,), from the inputs X (m, features)."""
        return SIGMOID.value(self.logits(X))

    def logits(self, X: ArrayLike) -> Floats:
        """The weighted sum of the output unit, (m,): ŷ = σ(logit)."""
        a = as_inputs(X, self.sizes[0])
        for layer, weight in enumerate(self.weights[:-1]):
            a = self.activation(layer).value(weighted_sums(a, weight, self.bias(layer)))
        return weighted_sums(a, self.weights[-1], self.bias(len(self.weights) - 1))[:, 0]

    def loss(self, X: ArrayLike, y: ArrayLike) -> float:
        """The mean binary cross-entropy over the students in nats, finite for every finite X; y (m,) lies in 0…1."""
        logits = self.logits(X)
        return float(cross_entropy(logits, as_targets(y, len(logits))).mean())

    def gradient(self, X: ArrayLike, y: ArrayLike) -> Gradient:
        """The slope of `loss` along every weight and bias, by backpropagation (δ is ∂E/∂z of a layer, divided by m)."""
        outputs = [as_inputs(X, self.sizes[0])]
        targets = as_targets(y, len(outputs[0]))
        for layer, weight in enumerate(self.weights):
            outputs.append(self.activation(layer).value(weighted_sums(outputs[-1], weight, self.bias(layer))))
        delta = (outputs[-1] - targets[:, np.newaxis]) / len(targets)
        weights: list[Floats] = []
        biases: list[Floats] = []
        for layer in reversed(range(len(self.weights))):
            weights.insert(0, bounded_product(outputs[layer].T, delta))
            biases.insert(0, bounded_product(np.ones((1, len(delta))), delta)[0])
            if layer:
                slope = self.activation(layer - 1).slope_from_output(outputs[layer])
                delta = bounded_product(delta, self.weights[layer].T) * slope
        return Gradient(tuple(weights), None if self.biases is None else tuple(biases))

    def parameters(self) -> Floats:
        """Every parameter in one read-only vector: for each layer its weights row by row, then its biases."""
        return _flat(self.weights, self.biases)

    def with_parameters(self, vector: ArrayLike) -> Network:
        """A network of the same shape with the parameters of `vector`, in the order of `parameters`."""
        values = np.asarray(vector, dtype=np.float64)
        count = sum(weight.size for weight in self.weights) + sum(bias.size for bias in self.biases or ())
        if values.shape != (count,):
            raise ValueError(f"this network has {count} parameters, not the shape {values.shape}")
        weights: list[Floats] = []
        biases: list[Floats] = []
        start = 0
        for weight in self.weights:
            weights.append(values[start : start + weight.size].reshape(weight.shape))
            start += weight.size
            if self.biases is not None:
                biases.append(values[start : start + weight.shape[1]])
                start += weight.shape[1]
        return Network(weights, biases if self.biases is not None else None, self.hidden)

    def parameter_index(self, layer: int, i: int | None, j: int) -> int:
        """Where in `parameters` the weight from unit i to unit j of a layer stands, or the bias of unit j (i None)."""
        if not 0 <= layer < len(self.weights):
            raise ValueError(f"there is no layer {layer}")
        inputs, units = self.weights[layer].shape
        row = inputs if i is None else i
        if not (0 <= j < units and 0 <= row <= inputs) or (i is None and self.biases is None) or i == inputs:
            raise ValueError(f"layer {layer} has no parameter ({i}, {j})")
        rows_before = sum((n + (self.biases is not None)) * k for n, k in (w.shape for w in self.weights[:layer]))
        return rows_before + row * units + j

    def replaced(self, layer: int, i: int | None, j: int, value: float) -> Network:
        """The same network with one weight (from unit i to unit j of a layer) or one bias (i None) set to `value`."""
        vector = self.parameters().copy()
        vector[self.parameter_index(layer, i, j)] = value
        return self.with_parameters(vector)

    def __eq__(self, other: object) -> bool:
        """Whether both have the same shape, activation and parameters, to the bit."""
        if not isinstance(other, Network):
            return NotImplemented
        return self.has_shape_of(other) and self.parameters().tobytes() == other.parameters().tobytes()

    def __hash__(self) -> int:
        return hash((self.sizes, self.hidden, self.parameters().tobytes()))

    def __repr__(self) -> str:
        shape = "-".join(str(size) for size in self.sizes)
        return f"<Network {shape}, {self.hidden}, {'with' if self.biases is not None else 'without'} biases>"


def _check_shapes(weights: tuple[Floats, ...], biases: tuple[Floats, ...] | None) -> None:
    if not weights:
        raise ValueError("a network needs at least one layer of weights")
    if biases is not None and len(biases) != len(weights):
        raise ValueError(f"{len(weights)} layers of weights need as many biases, not {len(biases)}")
    inputs = None
    for layer, weight in enumerate(weights):
        if weight.ndim != 2 or 0 in weight.shape:
            raise ValueError(f"the weights of layer {layer} must be a matrix (inputs, units), not {weight.shape}")
        if inputs is not None and weight.shape[0] != inputs:
            raise ValueError(f"the weights of layer {layer} need {inputs} rows, not {weight.shape[0]}")
        inputs = weight.shape[1]
        if biases is not None and biases[layer].shape != (inputs,):
            raise ValueError(f"the biases of layer {layer} must have the shape ({inputs},), not {biases[layer].shape}")
    if inputs != 1:
        raise ValueError(f"the last layer must have one unit, not {inputs}")
