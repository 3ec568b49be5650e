"""The parts of a network that can be pointed at, chosen and held fast: its units, its weights and its biases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from neuralpad.core.activations import Floats
from neuralpad.core.network import Gradient, Network

Booleans = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


class Kind(StrEnum):
    """What a part is."""

    NODE = "node"
    WEIGHT = "weight"
    BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, named as `Network` names it.

    - a weight is `network.weights[layer][i, j]`: it joins unit i of layer `layer` to unit j of the next;
    - a bias is `network.biases[layer][j]`, i is None: it belongs to unit j of layer `layer + 1`;
    - a node is unit j of layer `layer`, counted from the inputs (0), i is None.
    """

    kind: Kind
    layer: int
    i: int | None
    j: int

    @classmethod
    def weight(cls, layer: int, i: int, j: int) -> Part:
        """The weight from unit i of a layer to unit j of the next."""
        return cls(Kind.WEIGHT, layer, i, j)

    @classmethod
    def bias(cls, layer: int, j: int) -> Part:
        """The bias `network.biases[layer][j]`."""
        return cls(Kind.BIAS, layer, None, j)

    @classmethod
    def node(cls, layer: int, j: int) -> Part:
        """Unit j of a layer, the inputs being layer 0."""
        return cls(Kind.NODE, layer, None, j)

    @property
    def unit(self) -> tuple[int, int]:
        """The unit that a node is, a bias belongs to, or a weight leads to."""
        return (self.layer, self.j) if self.kind is Kind.NODE else (self.layer + 1, self.j)

    @property
    def source(self) -> tuple[int, int]:
        """The unit that a weight comes from."""
        assert self.i is not None
        return self.layer, self.i

    def is_in(self, sizes: Sequence[int], bias: bool) -> bool:
        """Whether a network with so many units a layer has this part."""
        layer, unit = self.unit
        if not (0 <= layer < len(sizes) and 0 <= unit < sizes[layer]):
            return False
        if self.kind is Kind.WEIGHT:
            return self.i is not None and self.layer >= 0 and 0 <= self.i < sizes[self.layer]
        return self.kind is Kind.NODE or (bias and self.layer >= 0)


def columns_of_parts(sizes: Sequence[int], bias: bool) -> tuple[tuple[Part, ...], ...]:
    """Every part, in columns from left to right: inputs, first weights, hidden units with their biases, …, output."""
    columns: list[tuple[Part, ...]] = []
    for layer, units in enumerate(sizes):
        if layer:
            sources = range(sizes[layer - 1])
            columns.append(tuple(Part.weight(layer - 1, i, j) for i in sources for j in range(units)))
        column: list[Part] = []
        for unit in range(units):
            column.append(Part.node(layer, unit))
            if layer and bias:
                column.append(Part.bias(layer - 1, unit))
        columns.append(tuple(column))
    return tuple(columns)


def touching(part: Part, sizes: Sequence[int], bias: bool) -> tuple[Part, ...]:
    """The weights and the bias that a part has to do with: those of a unit, or the part itself."""
    if part.kind is not Kind.NODE:
        return (part,)
    layer, unit = part.unit
    found: list[Part] = []
    if layer:
        found.extend(Part.weight(layer - 1, i, unit) for i in range(sizes[layer - 1]))
        if bias:
            found.append(Part.bias(layer - 1, unit))
    if layer + 1 < len(sizes):
        found.extend(Part.weight(layer, unit, j) for j in range(sizes[layer + 1]))
    return tuple(found)


def parameters_of(network: Network) -> Iterator[Part]:
    """Every weight and bias, in the order of `Network.parameters`."""
    for layer, weights in enumerate(network.weights):
        inputs, units = weights.shape
        yield from (Part.weight(layer, i, j) for i in range(inputs) for j in range(units))
        if network.biases is not None:
            yield from (Part.bias(layer, j) for j in range(units))


def index_of(network: Network, part: Part) -> int:
    """Where in `Network.parameters` a weight or a bias stands.

    Raises
    ------
    ValueError
        If the network has no such weight or bias, or the part is a node.
    """
    if part.kind is Kind.NODE:
        raise ValueError(f"a node is no parameter: {part}")
    return network.parameter_index(part.layer, part.i, part.j)


def part_at(network: Network, index: int) -> Part:
    """The weight or bias that stands at a place of `Network.parameters`: the inverse of `index_of`.

    Raises
    ------
    IndexError
        If there are fewer parameters.
    """
    rest = index
    for layer, weights in enumerate(network.weights):
        inputs, units = weights.shape
        if 0 <= rest < inputs * units:
            return Part.weight(layer, rest // units, rest % units)
        rest -= inputs * units
        if network.biases is not None:
            if 0 <= rest < units:
                return Part.bias(layer, rest)
            rest -= units
    raise IndexError(f"there is no parameter {index}")


def value_of(network: Network, part: Part) -> float:
    """The value of a weight or a bias.

    Raises
    ------
    ValueError
        If the network has no such weight or bias, or the part is a node.
    """
    index_of(network, part)
    return _entry(network.weights, network.biases, part)


def slope_of(gradient: Gradient, part: Part) -> float:
    """The slope of the error along a weight or a bias of the network whose gradient it is."""
    return _entry(gradient.weights, gradient.biases, part)


def replaced(network: Network, part: Part, value: float) -> Network:
    """The same network with one weight or bias set to `value`."""
    index_of(network, part)
    return network.replaced(part.layer, part.i, part.j, value)


def held_mask(network: Network, parts: Iterable[Part]) -> Booleans:
    """Which parameters do not move, (p,), where these parts are held fast; nodes do not count."""
    mask = np.zeros(network.parameters().shape, dtype=bool)
    for part in parts:
        if part.kind is not Kind.NODE and part.is_in(network.sizes, network.biases is not None):
            mask[index_of(network, part)] = True
    mask.setflags(write=False)
    return mask


def _entry(weights: Sequence[Floats], biases: Sequence[Floats] | None, part: Part) -> float:
    if part.kind is Kind.WEIGHT:
        return float(weights[part.layer][part.i, part.j])
    assert part.kind is Kind.BIAS
    assert biases is not None
    return float(biases[part.layer][part.j])
