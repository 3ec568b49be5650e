"""The guessing game: one student's grades go through the network, unit by unit, to the guess and its error."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from numpy.typing import ArrayLike

from neuralpad.core import pass_equations
from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part
from neuralpad.core.passes import Passes, passes
from neuralpad.core.script import Carries, Game, NodeShown, Phase, Pill, Script, Shows, SquashPoint, Travel, Value
from neuralpad.core.stage import MOST_TRAVELS, Stage, unit_groups
from neuralpad.core.symbols import symbol


def guessing_script(
    network: Network, x: ArrayLike, y: float | None = None, names: Sequence[str] = (), *, focus: Part | None = None
) -> Script:
    """Follow one student to the guess, and to its error if the outcome is known.

    Parameters
    ----------
    network : Network
    x : (features,) array_like
        The student's inputs.
    y : float, optional
        1 for a pass, 0 for a fail; None if not known.
    names : sequence of str
        What the inputs are called.
    focus : Part, optional
        In a layer with many units the unit that this part belongs to is the example.

    Raises
    ------
    ValueError
        If the shape of x does not fit, an input is not finite, or y lies outside 0…1.
    """
    went = passes(network, x, y)
    stage = Stage(Game.GUESSING, network, names)
    for i, value in enumerate(went.inputs):
        stage.nodes[Part.node(0, i)] = NodeShown(Shows.INPUT, float(value), output=float(value))
    for layer, units in enumerate(network.sizes[1:-1], start=1):
        example = focus.unit[1] if focus is not None and focus.unit[0] == layer else None
        for group in unit_groups(units, example):
            _sums(stage, went, layer, group)
            _squashes(stage, went, layer, group)
    output = len(network.sizes) - 1
    _sums(stage, went, output, (0,))
    _squashes(stage, went, output, (0,))
    if went.blame is not None:
        node = Part.node(output, 0)
        values = {"guess": went.guess, "target": went.blame.target, "error": went.blame.error}
        stage.play(Phase.ERROR, node, partial(_explain_error, went), values, lit=[node])
    return stage.script()


def node_after(went: Passes, layer: int, j: int) -> NodeShown:
    """A unit that has done its work."""
    forward = went.layers[layer - 1]
    output = float(forward.outputs[j])
    return NodeShown(Shows.OUTPUT, output, weighted_sum=float(forward.sums[j]), output=output)


def _sums(stage: Stage, went: Passes, layer: int, group: tuple[int, ...]) -> None:
    """The products travel along the edges, and the sums grow."""
    forward = went.layers[layer - 1]
    inputs = len(forward.inputs)
    terms = inputs + (forward.biases is not None)
    travels: list[Travel] = []
    for j in group:
        coming = _travels(went, layer, j, MOST_TRAVELS - len(travels))
        total = float(forward.sums[j])
        running = tuple(accumulate(travel.value for travel in coming[:-1])) + (total,) * bool(coming)
        stage.nodes[Part.node(layer, j)] = NodeShown(Shows.SUM, total, running, weighted_sum=total)
        travels += coming
    products = {
        travel.part: Pill(travel.carries, travel.value) for travel in travels if travel.part.kind is Kind.WEIGHT
    }
    is_output = layer == len(went.layers)
    node = Part.node(layer, group[0])
    values: dict[str, Value] = {
        "unit": symbol(node, went.network.sizes),
        "layer": layer,
        "inputs": inputs,
        "sum": float(forward.sums[group[0]]),
        "unit_count": len(group),
    }
    if forward.biases is not None:
        values["bias"] = float(forward.biases[group[0]])
    stage.pills |= products
    stage.play(
        Phase.OUTPUT_SUM if is_output else Phase.WEIGHTED_SUM,
        node,
        partial(_explain_sum, went, layer, group),
        values,
        lit=[*(travel.part for travel in travels), *(Part.node(layer, j) for j in group)],
        travels=travels,
        left_out=terms * len(group) - len(travels),
    )
    for part in products:
        del stage.pills[part]


def _travels(went: Passes, layer: int, j: int, most: int) -> list[Travel]:
    """What comes to a unit: its products, then its bias."""
    forward = went.layers[layer - 1]
    inputs = range(min(len(forward.inputs), max(most, 0)))
    travels = [Travel(Part.weight(layer - 1, i, j), float(forward.products[i, j]), Carries.PRODUCT) for i in inputs]
    if forward.biases is not None and len(travels) < most:
        travels.append(Travel(Part.bias(layer - 1, j), float(forward.biases[j]), Carries.WEIGHT))
    return travels


def _squashes(stage: Stage, went: Passes, layer: int, group: tuple[int, ...]) -> None:
    """Each sum goes through the squash of its unit."""
    forward = went.layers[layer - 1]
    nodes = [Part.node(layer, j) for j in group]
    for j, node in zip(group, nodes, strict=True):
        stage.nodes[node] = node_after(went, layer, j)
    points = [
        SquashPoint(
            node, forward.activation.name, float(forward.sums[j]), float(forward.outputs[j]), float(forward.slopes[j])
        )
        for j, node in zip(group, nodes, strict=True)
    ]
    values: dict[str, Value] = {
        "unit": symbol(nodes[0], went.network.sizes),
        "layer": layer,
        "activation": forward.activation.name,
        "sum": points[0].weighted_sum,
        "output": points[0].output,
        "unit_count": len(group),
    }
    is_output = layer == len(went.layers)
    if is_output:
        values["guess"] = went.guess
    stage.play(
        Phase.OUTPUT_SQUASH if is_output else Phase.SQUASH,
        nodes[0],
        partial(_explain_squash, went, layer, group),
        values,
        lit=nodes,
        squashes=points,
    )


def _explain_sum(went: Passes, layer: int, group: tuple[int, ...], part: Part) -> Equation | None:
    known = part.is_in(went.network.sizes, went.network.biases is not None)
    if not known or part.unit[0] != layer or part.unit[1] not in group:
        return None
    return pass_equations.weighted_sum(went, Part.node(*part.unit))


def _explain_squash(went: Passes, layer: int, group: tuple[int, ...], part: Part) -> Equation | None:
    if part.kind is not Kind.NODE or part.layer != layer or part.j not in group:
        return None
    return pass_equations.squash(went, part)


def _explain_error(went: Passes, part: Part) -> Equation | None:
    return pass_equations.error(went) if part == Part.node(len(went.layers), 0) else None
