"""One student's way through the network and the blame's way back, with every number in between by name.

What a canvas, a matrix strip or a lesson shows is read from here. Layers are counted from 0, the first that has
weights (W¹ in the books is `layers[0]`). Units of a layer are j, the inputs that it gets are i.

For layer l with inputs a, weights W and biases b:

    products[i, j] = a[i] · W[i, j]        sums[j] = Σᵢ products[i, j] + b[j]        outputs[j] = f(sums[j])

and backwards, with the blame δ of a unit being ∂E/∂(its sum):

    output unit    δ = ŷ − y
    hidden unit    δ[i] = (Σⱼ passed_back[i, j]) · slopes[i],   passed_back[i, j] = δ[j] · W[i, j]  (of the next layer)
    its weights    ∂E/∂W[i, j] = δ[j] · a[i]                     ∂E/∂b[j] = δ[j]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Activation, Floats
from neuralpad.core.descent import diverged
from neuralpad.core.network import (
    Gradient,
    Network,
    as_inputs,
    as_targets,
    bounded_times,
    cross_entropy,
    weighted_sums,
)


@dataclass(frozen=True, slots=True, eq=False)
class LayerForward:
    """A layer on the way of the guess; all arrays are read-only.

    Attributes
    ----------
    inputs : (inputs,)
        What the layer gets: grades, or the outputs of the layer before.
    weights : (inputs, units)
    biases : (units,) or None
    products : (inputs, units)
        Input times weight, of every edge.
    sums : (units,)
        z: the products of a unit added up, and its bias.
    outputs : (units,)
        What the activation makes of the sums: H in a hidden layer, ŷ in the last.
    slopes : (units,)
        How much an output changes with its sum: a (1 − a) for σ.
    activation : Activation
        What turns sums into outputs.
    """

    inputs: Floats
    weights: Floats
    biases: Floats | None
    products: Floats
    sums: Floats
    outputs: Floats
    slopes: Floats
    activation: Activation


@dataclass(frozen=True, slots=True, eq=False)
class LayerBackward:
    """A layer on the way of the blame; all arrays are read-only.

    Attributes
    ----------
    blame : (units,)
        δ = ∂E/∂sum of every unit: ŷ − y in the last layer, else `received` · `slopes` of the layer.
    received : (units,) or None
        ∂E/∂output: what the layer after it passed back to each unit, added up. None in the last layer, where ŷ − y is
        the blame at once.
    weights : (inputs, units)
        ∂E/∂W: each edge's share, blame of its unit times its input.
    biases : (units,) or None
        ∂E/∂b: the blame itself, for the input is 1. None in a network without biases.
    passed_back : (inputs, units)
        What each edge passes back: blame of its unit times its weight. Summed over the units it is `received` of the
        layer before. (The first layer passes it to the grades, which cannot change.)
    """

    blame: Floats
    received: Floats | None
    weights: Floats
    biases: Floats | None
    passed_back: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Blame:
    """The backward pass of one student.

    Attributes
    ----------
    target : float
        y: 1 for a pass, 0 for a fail.
    error : float
        E = −[y ln ŷ + (1 − y) ln(1 − ŷ)] in nats.
    output_blame : float
        ŷ − y.
    layers : tuple of LayerBackward
        In the order of the network, the output last.
    """

    target: float
    error: float
    output_blame: float
    layers: tuple[LayerBackward, ...]

    @property
    def gradient(self) -> Gradient:
        """The slope of this student's error along every parameter."""
        biases = [layer.biases for layer in self.layers if layer.biases is not None]
        return Gradient(tuple(layer.weights for layer in self.layers), tuple(biases) if biases else None)


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """What one step downhill makes of the network for this student.

    Attributes
    ----------
    learning_rate : float
        α.
    network : Network
        Every parameter w moved to w − α ∂E/∂w, all at once, from the old values.
    guess, error : float
        ŷ and E of the same student afterwards.
    """

    learning_rate: float
    network: Network
    guess: float
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class Passes:
    """One student's forward pass and, where the outcome is known, the backward pass.

    Attributes
    ----------
    network : Network
    inputs : (features,)
        X of the student.
    layers : tuple of LayerForward
        From the first hidden layer to the output.
    blame : Blame or None
        None for a student whose outcome is not known.
    """

    network: Network
    inputs: Floats
    layers: tuple[LayerForward, ...]
    blame: Blame | None

    @property
    def guess(self) -> float:
        """ŷ, the chance of a pass."""
        return float(self.layers[-1].outputs[0])

    @property
    def logit(self) -> float:
        """The weighted sum of the output unit: ŷ = σ(logit)."""
        return float(self.layers[-1].sums[0])

    def updated(self, learning_rate: float, held: ArrayLike | None = None) -> Update:
        """The network after one update with this student, and what it guesses then.

        Parameters
        ----------
        learning_rate : float
            α.
        held : array_like of bool, optional
            Parameters that do not move, in the order of `Network.parameters`.

        Raises
        ------
        ValueError
            If the outcome is not known.
        Problem
            If a parameter is no longer finite.
        """
        if self.blame is None:
            raise ValueError("without an outcome there is no blame and no update")
        with np.errstate(over="ignore"):
            free = 1.0 if held is None else ~np.asarray(held, dtype=bool)
            moved = self.network.parameters() - learning_rate * free * self.blame.gradient.parameters()
        if not np.isfinite(moved).all():
            raise diverged(learning_rate)
        network = self.network.with_parameters(moved)
        after = passes(network, self.inputs, self.blame.target)
        assert after.blame is not None
        return Update(learning_rate, network, after.guess, after.blame.error)


def passes(network: Network, x: ArrayLike, y: float | None = None) -> Passes:
    """Follow one student through the network, and the blame back if the outcome is known.

    Parameters
    ----------
    network : Network
    x : (features,) array_like
        The student's inputs.
    y : float, optional
        1 for a pass, 0 for a fail; None if not known.

    Raises
    ------
    ValueError
        If the shape of x does not fit, an input is not finite, or y lies outside 0…1.
    """
    row = as_inputs(np.asarray(x, dtype=np.float64)[np.newaxis], network.sizes[0])[0]
    layers: list[LayerForward] = []
    a = _frozen(row)
    for layer, weights in enumerate(network.weights):
        activation, biases = network.activation(layer), network.bias(layer)
        sums = _frozen(weighted_sums(a[np.newaxis], weights, biases)[0])
        outputs = _frozen(activation.value(sums))
        slopes = _frozen(activation.slope_from_output(outputs))
        products = _products(a[:, np.newaxis], weights)
        layers.append(LayerForward(a, weights, biases, products, sums, outputs, slopes, activation))
        a = outputs
    blame = None if y is None else _blame(layers, float(as_targets([y], 1)[0]))
    return Passes(network, layers[0].inputs, tuple(layers), blame)


def _frozen(values: Floats) -> Floats:
    array: Floats = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def _products(a: Floats, b: Floats) -> Floats:
    return _frozen(bounded_times(a, b))


def _blame(layers: list[LayerForward], target: float) -> Blame:
    output = layers[-1]
    delta = _frozen(output.outputs - target)
    received: Floats | None = None
    backward: list[LayerBackward] = []
    for forward, before in zip(reversed(layers), [*reversed(layers[:-1]), None], strict=True):
        shares = _products(forward.inputs[:, np.newaxis], delta)
        passed_back = _products(delta, forward.weights)
        biases = None if forward.biases is None else delta
        backward.insert(0, LayerBackward(delta, received, shares, biases, passed_back))
        if before is not None:
            received = _frozen(passed_back.sum(axis=1))
            delta = _frozen(received * before.slopes)
    error = float(cross_entropy(output.sums, np.array([target]))[0])
    return Blame(target, error, float(output.outputs[0]) - target, tuple(backward))
