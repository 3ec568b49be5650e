"""The parts of a network that can be pointed at, chosen and walked over: its units, its weights and its biases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


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
