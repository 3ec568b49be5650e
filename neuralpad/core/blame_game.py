"""The steps of the blame game, whosever blame it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import accumulate

import numpy as np

from neuralpad.core import derivations, pass_equations
from neuralpad.core.blame_source import BlameSource
from neuralpad.core.descent import diverged
from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network, bounded_product, bounded_times
from neuralpad.core.parts import Kind, Part, held_mask, slope_of, value_of
from neuralpad.core.script import Carries, Game, NodeShown, Phase, Pill, Script, Shows, Travel, Value
from neuralpad.core.stage import MOST_TRAVELS, Stage, chosen_among, listed_weights, unit_groups
from neuralpad.core.symbols import symbol


class BlameGame:
    """Writes the script of one blame game."""

    def __init__(
        self,
        source: BlameSource,
        learning_rate: float,
        names: Sequence[str],
        held: Collection[Part],
        focus: Part | None,
    ) -> None:
        self._source, self._network, self._learning_rate = source, source.network, learning_rate
        self._held = frozenset(held)
        bias = self._network.biases is not None
        self._focus = focus if focus is not None and focus.is_in(self._network.sizes, bias) else None
        self._stage = Stage(Game.BLAME, self._network, names, source.students)
        self._facts = source.facts
        self._gradient = source.gradient
        self._output = Part.node(len(self._network.weights), 0)

    def script(self) -> Script:
        """All steps, from ŷ − y to the next guess."""
        network = self._network
        self._show_outputs(self._source)
        self._output_blame()
        for layer in reversed(range(len(network.weights))):
            self._shares(layer)
            if layer:
                focus = self._focus
                example = focus.unit[1] if focus is not None and focus.unit[0] == layer else None
                for group in unit_groups(network.sizes[layer], example):
                    self._passed_back(layer, group)
        if network.biases is not None:
            self._biases()
        after = self._updated()
        self._update(after)
        self._guess_again(after)
        return self._stage.script(after)

    def _show_outputs(self, source: BlameSource) -> None:
        for layer, units in enumerate(self._network.sizes):
            outputs = source.outputs(layer)
            for j in range(units):
                value = float(outputs[j])
                shown = NodeShown(Shows.INPUT, value, output=value)
                if layer:
                    shown = NodeShown(Shows.OUTPUT, value, weighted_sum=float(source.sums(layer)[j]), output=value)
                self._stage.nodes[Part.node(layer, j)] = shown

    def _show_blame(self, layer: int, j: int, running: Sequence[float] = ()) -> None:
        node = Part.node(layer, j)
        before = self._stage.nodes[node]
        self._stage.nodes[node] = NodeShown(
            Shows.BLAME, float(self._source.blame(layer)[j]), tuple(running), before.weighted_sum, before.output
        )

    def _output_blame(self) -> None:
        source, output = self._source, self._output
        self._show_blame(*output.unit)
        blame = float(source.blame(output.layer)[0])
        values: dict[str, Value] = {"guess": source.guess, "blame": blame, "error": source.error}
        self._stage.play(
            Phase.OUTPUT_BLAME,
            output,
            partial(_explain_output, source, output),
            {**self._facts, **values},
            lit=[output],
            derivation=derivations.of_output_blame(self._network.sizes),
        )

    def _shares(self, layer: int) -> None:
        network, stage = self._network, self._stage
        parts = listed_weights(network, layer, self._focus)
        travels = []
        for part in parts:
            slope = slope_of(self._gradient, part)
            travels.append(Travel(part, slope, Carries.SHARE, is_backwards=True))
            stage.pills[part] = Pill(Carries.SHARE, slope, slope=slope, is_held=part in self._held)
        about = chosen_among(parts, network, self._focus)
        into_output = layer == len(network.weights) - 1
        values: dict[str, Value] = {
            "part": symbol(about, network.sizes),
            "source": symbol(Part.node(*about.source), network.sizes),
            "source_output": float(self._source.outputs(layer)[about.source[1]]),
            "unit": symbol(Part.node(*about.unit), network.sizes),
            "blame" if into_output else "delta": float(self._source.blame(layer + 1)[about.j]),
            "slope": slope_of(self._gradient, about),
            "weights": network.weights[layer].size,
        }
        stage.play(
            Phase.OUTPUT_SHARES if into_output else Phase.SHARES,
            about,
            partial(_explain_share, self._source, Kind.WEIGHT, layer),
            {**self._facts, **values},
            lit=parts,
            travels=travels,
            derivation=derivations.of_share(about, network.sizes),
            left_out=network.weights[layer].size - len(parts),
        )

    def _passed_back(self, layer: int, group: tuple[int, ...]) -> None:
        source, network = self._source, self._network
        weights, blame = network.weights[layer], source.blame(layer + 1)
        backs = bounded_times(weights, blame)
        all_received = bounded_product(weights, blame[:, np.newaxis])[:, 0]
        travels: list[Travel] = []
        for i in group:
            ways = min(len(blame), max(MOST_TRAVELS - len(travels), 0))
            coming = [
                Travel(Part.weight(layer, i, k), float(backs[i, k]), Carries.BLAME, is_backwards=True)
                for k in range(ways)
            ]
            received = float(all_received[i])
            running = (*accumulate(travel.value for travel in coming[:-1]),) + (received,) * bool(coming)
            self._show_blame(layer, i, running)
            travels += coming
        node = Part.node(layer, group[0])
        output = float(source.outputs(layer)[group[0]])
        activation = network.activation(layer - 1)
        values: dict[str, Value] = {
            "unit": symbol(node, network.sizes),
            "weight": symbol(Part.weight(layer, group[0], 0), network.sizes),
            "weight_value": float(weights[group[0], 0]),
            "ways": len(blame),
            "blame": float(blame[0]),
            "received": float(all_received[group[0]]),
            "output": output,
            "activation": activation.name,
            "delta": float(source.blame(layer)[group[0]]),
            "unit_count": len(group),
        }
        if source.students == 1:
            values["bend"] = float(activation.slope_from_output(np.array([output]))[0])
        self._stage.play(
            Phase.PASSED_BACK,
            node,
            partial(_explain_passed_back, source, layer, group),
            {**self._facts, **values},
            lit=[*(travel.part for travel in travels), *(Part.node(layer, i) for i in group)],
            travels=travels,
            derivation=derivations.of_passed_back(node, network.sizes, activation.name),
            left_out=len(blame) * len(group) - len(travels),
        )

    def _biases(self) -> None:
        network = self._network
        parts = [Part.bias(layer, j) for layer, units in enumerate(network.sizes[1:]) for j in range(units)]
        for part in parts:
            slope = slope_of(self._gradient, part)
            self._stage.pills[part] = Pill(Carries.SHARE, slope, slope=slope, is_held=part in self._held)
        about = chosen_among(parts, network, self._focus)
        values: dict[str, Value] = {
            "part": symbol(about, network.sizes),
            "unit": symbol(Part.node(*about.unit), network.sizes),
            "slope": slope_of(self._gradient, about),
            "biases": len(parts),
        }
        self._stage.play(
            Phase.BIASES,
            about,
            partial(_explain_share, self._source, Kind.BIAS, None),
            {**self._facts, **values},
            lit=parts,
            derivation=derivations.of_share(about, network.sizes),
        )

    def _updated(self) -> Network:
        free = ~held_mask(self._network, self._held)
        with np.errstate(over="ignore"):
            moved = self._network.parameters() - self._learning_rate * free * self._gradient.parameters()
        if not np.isfinite(moved).all():
            raise diverged(self._learning_rate)
        return self._network.with_parameters(moved)

    def _update(self, after: Network) -> None:
        network, stage = self._network, self._stage
        for part, pill in stage.pills.items():
            old, new = value_of(network, part), value_of(after, part)
            stage.pills[part] = Pill(Carries.CHANGE, new, old, new, pill.slope, pill.is_held)
        about = chosen_among(list(stage.pills), network, self._focus)
        if self._focus is None and Part.weight(0, 0, 0) in stage.pills:
            about = Part.weight(0, 0, 0)
        held = int(held_mask(network, self._held).sum())
        values: dict[str, Value] = {
            "part": symbol(about, network.sizes),
            "old": value_of(network, about),
            "new": value_of(after, about),
            "slope": slope_of(self._gradient, about),
            "learning_rate": self._learning_rate,
            "moved": network.parameters().size - held,
            "held": held,
        }
        stage.play(
            Phase.UPDATE,
            about,
            partial(_explain_update, self._source, self._learning_rate, self._held),
            {**self._facts, **values},
            lit=stage.pills,
            left_out=network.parameters().size - len(stage.pills),
        )

    def _guess_again(self, after: Network) -> None:
        again = self._source.again(after)
        self._stage.network = after
        self._stage.pills.clear()
        self._show_outputs(again)
        values: dict[str, Value] = {
            "guess_before": self._source.guess,
            "guess_after": again.guess,
            "error_before": self._source.error,
            "error_after": again.error,
        }
        if "correct" in self._facts:
            values |= {"correct_before": self._facts["correct"], "correct_after": again.facts["correct"]}
        self._stage.play(
            Phase.GUESS_AGAIN,
            self._output,
            partial(_explain_again, again, self._output),
            {**self._facts, **values},
            lit=[self._output],
        )


def _explain_output(source: BlameSource, output: Part, part: Part) -> Equation | None:
    return source.explain_output_blame() if part == output else None


def _explain_again(again: BlameSource, output: Part, part: Part) -> Equation | None:
    return again.explain_again() if part == output else None


def _explain_share(source: BlameSource, kind: Kind, layer: int | None, part: Part) -> Equation | None:
    network = source.network
    known = part.kind is kind and part.is_in(network.sizes, network.biases is not None)
    return source.explain_share(part) if known and layer in (None, part.layer) else None


def _explain_passed_back(source: BlameSource, layer: int, group: tuple[int, ...], part: Part) -> Equation | None:
    if part.kind is Kind.NODE and part.layer == layer and part.j in group:
        return source.explain_passed_back(part)
    return None


def _explain_update(source: BlameSource, learning_rate: float, held: frozenset[Part], part: Part) -> Equation | None:
    network = source.network
    if part.kind is Kind.NODE or not part.is_in(network.sizes, network.biases is not None):
        return None
    return pass_equations.update(network, part, slope_of(source.gradient, part), learning_rate, part in held)
