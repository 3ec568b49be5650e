"""Where scripts are written: what nodes and pills show stays from step to step until a step changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, touching
from neuralpad.core.script import Game, NodeShown, Phase, Pill, Script, Shows, SquashPoint, Step, Travel, Value

MOST_APART = 4
"""Layers of more units are not played unit by unit."""
MOST_TRAVELS = 64
MOST_LISTED = 2500
"""Of a layer with more edges only the first are lit and get pills of their own, and the one in focus."""

UNKNOWN = NodeShown(Shows.NOTHING, float("nan"))


class Stage:
    """Takes steps one after the other, and makes a script of them."""

    def __init__(self, game: Game, network: Network, names: Sequence[str], students: int = 1) -> None:
        self.network = network
        self.nodes: dict[Part, NodeShown] = {
            Part.node(layer, j): UNKNOWN for layer, units in enumerate(network.sizes) for j in range(units)
        }
        self.pills: dict[Part, Pill] = {}
        self._game, self._first, self._names, self._students = game, network, tuple(names), students
        self._steps: list[Step] = []

    def play(
        self,
        phase: Phase,
        about: Part,
        explain: Callable[[Part], Equation | None],
        values: Mapping[str, Value],
        *,
        lit: Iterable[Part] = (),
        travels: Sequence[Travel] = (),
        squashes: Sequence[SquashPoint] = (),
        derivation: tuple[str, ...] = (),
        left_out: int = 0,
    ) -> None:
        """Add a step that shows the nodes and pills as they now are."""
        self._steps.append(
            Step(
                phase=phase,
                number=len(self._steps) + 1,
                of=0,
                about=about,
                values=MappingProxyType(dict(values)),
                lit=frozenset(lit),
                travels=tuple(travels[:MOST_TRAVELS]),
                nodes=MappingProxyType(dict(self.nodes)),
                pills=MappingProxyType(dict(self.pills)),
                squashes=tuple(squashes[:MOST_TRAVELS]),
                network=self.network,
                left_out=left_out + max(len(travels) - MOST_TRAVELS, 0),
                derivation=derivation,
                explain=explain,
            )
        )

    def script(self, after: Network | None = None) -> Script:
        """All steps, each knowing how many there are."""
        steps = tuple(replace(step, of=len(self._steps)) for step in self._steps)
        return Script(self._game, steps, self._first, after, self._students, self._names)


def unit_groups(units: int, focus: int | None) -> list[tuple[int, ...]]:
    """Which units of a layer are played together: each alone, or in a large layer one as an example, then the rest."""
    if units <= MOST_APART:
        return [(unit,) for unit in range(units)]
    example = 0 if focus is None else focus
    return [(example,), tuple(unit for unit in range(units) if unit != example)]


def listed_weights(network: Network, layer: int, focus: Part | None) -> list[Part]:
    """The weights of a layer that are shown one by one, by units: all, or of very many the first and those in focus."""
    inputs, units = network.weights[layer].shape
    every = (Part.weight(layer, i, j) for j in range(units) for i in range(inputs))
    if inputs * units <= MOST_LISTED:
        return list(every)
    first = list(islice(every, MOST_TRAVELS))
    near = touching(focus, network.sizes, network.biases is not None) if focus is not None else ()
    return [*first, *(part for part in near if part.kind is Kind.WEIGHT and part.layer == layer and part not in first)]


def chosen_among(parts: Sequence[Part], network: Network, focus: Part | None) -> Part:
    """What a formula is about: the part in focus, or one that it touches, or the first."""
    if focus is not None:
        near = touching(focus, network.sizes, network.biases is not None)
        return next((part for part in parts if part in near), parts[0])
    return parts[0]
