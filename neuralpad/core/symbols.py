"""What the parts of a network are called, on screen and in formulas: X₂, H₁, ŷ, W¹₂₁, b¹₁, z¹₁, δ₁.

A raised number is the layer, counted as weights are: W¹ joins inputs and first hidden units. Lowered numbers are units,
from 1. What leads into the one output unit does not count it (W²₁, b², z²), and where there is one hidden layer its
units need no layer (H₁, δ₁). Two lowered numbers of which one has several digits are parted by a comma (W¹₁₀,₂).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from neuralpad.core.parts import Kind, Part

Unit = tuple[int, int]
"""Layer (the inputs are 0) and number in it."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ONE_HIDDEN_LAYER = 3


class Role(StrEnum):
    """What a unit is to the network."""

    INPUT = "input"
    HIDDEN = "hidden"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit in words: its role, its layer (inputs 0) and number (from 0), and its symbol."""

    role: Role
    layer: int
    index: int
    symbol: str


@dataclass(frozen=True, slots=True)
class PartName:
    """A part in words: a weight leads from `source` to `unit`; a bias belongs to `unit`, a node is it."""

    kind: Kind
    symbol: str
    source: UnitName | None
    unit: UnitName


@dataclass(frozen=True, slots=True)
class _Name:
    """A letter with a raised and lowered number, as both kinds of writing need it."""

    letter: str
    raised: str
    lowered: str

    @property
    def text(self) -> str:
        letter = {r"\hat{y}": "ŷ", r"\delta": "δ"}.get(self.letter, self.letter)
        return letter + self.raised.translate(_SUPERSCRIPTS) + self.lowered.translate(_SUBSCRIPTS)

    def latex(self, of: str = "") -> str:
        raised = f"^{{{self.raised}{of}}}" if self.raised or of else ""
        lowered = f"_{{{self.lowered}}}" if self.lowered else ""
        return self.letter + raised + lowered


def role(unit: Unit, layers: int) -> Role:
    """What a unit is to a network of so many layers, the inputs counted."""
    if unit[0] == layers - 1:
        return Role.OUTPUT
    return Role.INPUT if unit[0] == 0 else Role.HIDDEN


def symbol(part: Part, sizes: Sequence[int]) -> str:
    """How a part is called: X₂, H₁ (H²₁ where there are several hidden layers), ŷ, W¹₂₁, W²₁, b¹₁, b²."""
    return _name(part, len(sizes)).text


def latex(part: Part, sizes: Sequence[int], of: str = "") -> str:
    """The same for formulas: W^{1}_{21}; `of` a student: X^{(s)}_{2}."""
    return _name(part, len(sizes)).latex(of)


def sum_symbol(node: Part, sizes: Sequence[int]) -> str:
    """How the weighted sum of a unit is called: z¹₁, and z² of the output."""
    return _sum_name(node, len(sizes)).text


def sum_latex(node: Part, sizes: Sequence[int]) -> str:
    """The same for formulas."""
    return _sum_name(node, len(sizes)).latex()


def blame_symbol(node: Part, sizes: Sequence[int]) -> str:
    """How the blame of a unit is called: δ₁ (δ²₁ where there are several hidden layers), ŷ − y at the output."""
    return "ŷ − y" if role(node.unit, len(sizes)) is Role.OUTPUT else _blame_name(node, len(sizes)).text


def blame_latex(node: Part, sizes: Sequence[int], of: str = "") -> str:
    """The same for formulas, without brackets; `of` a student: δ^{(s)}_{1}."""
    if role(node.unit, len(sizes)) is Role.OUTPUT:
        target = f"y^{{{of}}}" if of else "y"
        return f"{latex(node, sizes, of)} - {target}"
    return _blame_name(node, len(sizes)).latex(of)


def unit_name(unit: Unit, sizes: Sequence[int]) -> UnitName:
    """A unit in words."""
    return UnitName(role(unit, len(sizes)), *unit, symbol(Part.node(*unit), sizes))


def part_name(part: Part, sizes: Sequence[int]) -> PartName:
    """A part in words: what "from written tests to H₁" is made of."""
    source = unit_name(part.source, sizes) if part.kind is Kind.WEIGHT else None
    return PartName(part.kind, symbol(part, sizes), source, unit_name(part.unit, sizes))


def _name(part: Part, layers: int) -> _Name:
    unit_layer, j = part.unit
    into_output = unit_layer == layers - 1
    if part.kind is Kind.NODE:
        if into_output:
            return _Name(r"\hat{y}", "", "")
        if unit_layer == 0:
            return _Name("X", "", _lowered(j))
        return _Name("H", *_hidden(part.unit, layers))
    numbers = [] if into_output else [j]
    if part.kind is Kind.WEIGHT:
        assert part.i is not None
        numbers.insert(0, part.i)
    return _Name("W" if part.kind is Kind.WEIGHT else "b", str(unit_layer), _lowered(*numbers))


def _sum_name(node: Part, layers: int) -> _Name:
    layer, j = node.unit
    return _Name("z", str(layer), "" if layer == layers - 1 else _lowered(j))


def _blame_name(node: Part, layers: int) -> _Name:
    return _Name(r"\delta", *_hidden(node.unit, layers))


def _hidden(unit: Unit, layers: int) -> tuple[str, str]:
    return "" if layers == _ONE_HIDDEN_LAYER else str(unit[0]), _lowered(unit[1])


def _lowered(*numbers: int) -> str:
    counted = [str(number + 1) for number in numbers]
    return ("," if max(map(len, counted), default=1) > 1 else "").join(counted)
