"""The whole class on its way through the network and back, one row a student: read by matrix strip and shares.

The blame of a student counts as if there were no other: the class's slopes are the means over the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.network import (
    Gradient,
    Network,
    as_inputs,
    as_targets,
    bounded_product,
    bounded_times,
    cross_entropy,
    weighted_sums,
)
from neuralpad.core.parts import Kind, Part


@dataclass(frozen=True, slots=True, eq=False)
class LayerRows:
    """A layer for m students.

    Attributes
    ----------
    inputs : (m, inputs)
        What the layer gets.
    sums, outputs : (m, units)
        Weighted sums z and what the activation makes of them.
    blame : (m, units) or None
        δ = ∂E/∂z of each student's own error; None where outcomes are not known.
    """

    inputs: Floats
    sums: Floats
    outputs: Floats
    blame: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class ClassPass:
    """Every student's forward pass and, where outcomes are known, backward pass.

    Attributes
    ----------
    network : Network
    layers : tuple of LayerRows
        In the order of the network.
    targets : (m,) or None
        y of every student.
    errors : (m,) or None
        Each student's own error in nats.
    """

    network: Network
    layers: tuple[LayerRows, ...]
    targets: Floats | None
    errors: Floats | None

    @property
    def students(self) -> int:
        """m."""
        return len(self.layers[0].inputs)

    @property
    def guesses(self) -> Floats:
        """ŷ of every student, (m,)."""
        return self.layers[-1].outputs[:, 0]

    @property
    def error(self) -> float:
        """The class's error: the mean over the students, in nats."""
        assert self.errors is not None
        return float(self.errors.mean())

    @property
    def gradient(self) -> Gradient:
        """The slope of the class's error along every parameter: `Network.gradient` of these students."""
        weights: list[Floats] = []
        biases: list[Floats] = []
        for layer in self.layers:
            assert layer.blame is not None
            blame = layer.blame / self.students
            weights.append(bounded_product(layer.inputs.T, blame))
            biases.append(bounded_product(np.ones((1, self.students)), blame)[0])
        return Gradient(tuple(weights), None if self.network.biases is None else tuple(biases))

    def shares(self, part: Part) -> Floats:
        """Each student's slope along a weight or bias, (m,), read-only: their mean is the slope of the class.

        ∂Eₛ/∂W[i, j] = δ[s, j] · a[s, i], and for a bias δ[s, j].
        """
        layer = self.layers[part.layer]
        assert layer.blame is not None
        blame = layer.blame[:, part.j]
        if part.kind is Kind.BIAS:
            return blame
        return _frozen(bounded_times(blame, layer.inputs[:, part.i]))


def class_pass(network: Network, X: ArrayLike, y: ArrayLike | None = None) -> ClassPass:
    """Take students X (m, features) through the network and, if their outcomes y (m,) are known, the blame back.

    Raises
    ------
    ValueError
        If a shape does not fit, an input is not finite, or an outcome lies outside 0…1.
    """
    a = _frozen(as_inputs(X, network.sizes[0]))
    targets = None if y is None else _frozen(as_targets(y, len(a)))
    inputs: list[Floats] = []
    sums: list[Floats] = []
    outputs: list[Floats] = []
    for number, weights in enumerate(network.weights):
        inputs.append(a)
        sums.append(_frozen(weighted_sums(a, weights, network.bias(number))))
        a = _frozen(network.activation(number).value(sums[-1]))
        outputs.append(a)
    blames: list[Floats | None] = [None] * len(inputs)
    errors = None
    if targets is not None:
        errors = _frozen(cross_entropy(sums[-1][:, 0], targets))
        blame = outputs[-1] - targets[:, np.newaxis]
        blames[-1] = _frozen(blame)
        for number in reversed(range(1, len(inputs))):
            slopes = network.activation(number - 1).slope_from_output(inputs[number])
            blame = bounded_product(blame, network.weights[number].T) * slopes
            blames[number - 1] = _frozen(blame)
    layers = (LayerRows(*rows) for rows in zip(inputs, sums, outputs, blames, strict=True))
    return ClassPass(network, tuple(layers), targets, errors)


def _frozen(values: Floats) -> Floats:
    array: Floats = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
