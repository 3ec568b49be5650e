"""The guess and the blame as matrices, as much of them as there is room for: what the matrix strip shows.

Forwards   X · W¹ + b¹ → σ → H · W² + b² → σ → ŷ, one row a student;
backwards  Hᵀ · (ŷ − y) ÷ m = ∂E/∂W²,  Xᵀ · δ ÷ m = ∂E/∂W¹: what came in times the blame, the mean over the m students.
           The slope of a bias is the mean of the blame's column, for what comes in along it is 1.

Of a large matrix the first rows and columns are shown; what is left out is counted. All numbers are unrounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.class_pass import ClassPass, class_pass
from neuralpad.core.matrix_blocks import Block, Content, Joint, Shown, Sign, Strip
from neuralpad.core.network import Network, as_inputs
from neuralpad.core.parts import Part
from neuralpad.core.symbols import blame_symbol, symbol

_LOWERED = "₀₁₂₃₄₅₆₇₈₉,"


def matrix_strip(
    network: Network,
    X: ArrayLike,
    y: ArrayLike | None = None,
    *,
    students: Sequence[int] | None = None,
    most_rows: int = 4,
    most_columns: int = 8,
    with_blame: bool = False,
) -> Strip:
    """The matrices of a guess and, if asked for and outcomes are known, of the blame.

    Parameters
    ----------
    network : Network
    X : (m, features) array_like
        The whole class, or one student.
    y : (m,) array_like, optional
        Their outcomes.
    students : sequence of int, optional
        Which rows of X to show; by default the first ones.
    most_rows, most_columns : int
        How many are shown of a matrix. One more is still shown, in the place of the dots.
    with_blame : bool
        Whether to work out the way back; that takes every student, the way of the guess only those shown.

    Raises
    ------
    ValueError
        If a shape does not fit, there is no student, or a number is not finite.
    """
    inputs = as_inputs(X, network.sizes[0])
    if len(inputs) == 0:
        raise ValueError("there is no student to show")
    rest = (row for row in range(len(inputs)) if students is None or row not in students)
    first = tuple(islice(chain(students or (), rest), max(most_rows, most_columns) + 1))
    cut = _Cut(network.sizes, len(inputs), first, most_rows, most_columns)
    forward = _forward(class_pass(network, inputs[list(first)]), cut)
    if y is None or not with_blame:
        return Strip(forward)
    return Strip(forward, _backward(class_pass(network, inputs, y), cut))


def _forward(way: ClassPass, cut: _Cut) -> tuple[Block | Joint, ...]:
    network = way.network
    items: list[Block | Joint] = [cut.of_students(Content.INPUTS, 0, way.layers[0].inputs)]
    for layer, weights in enumerate(network.weights):
        items += [Joint(Sign.TIMES), cut.of_units(Content.WEIGHTS, layer, weights)]
        bias = network.bias(layer)
        if bias is not None:
            items += [Joint(Sign.PLUS), cut.of_units(Content.BIASES, layer, bias[np.newaxis])]
        is_last = layer == len(network.weights) - 1
        content = Content.GUESS if is_last else Content.OUTPUTS
        items.append(Joint(Sign.ACTIVATION, network.activation(layer).name))
        items.append(cut.of_students(content, layer + 1, way.layers[layer].outputs))
    return tuple(items)


def _backward(way: ClassPass, cut: _Cut) -> tuple[Block | Joint, ...]:
    gradient = way.gradient
    first = list(cut.first)
    items: list[Block | Joint] = []
    for layer in reversed(range(len(way.layers))):
        rows = way.layers[layer]
        assert rows.blame is not None
        came_in = cut.of_students(Content.OUTPUTS if layer else Content.INPUTS, layer, rows.inputs[first], turned=True)
        blame = cut.of_students(Content.BLAME, layer + 1, rows.blame[first])
        slopes = cut.of_units(Content.WEIGHT_SLOPES, layer, gradient.weights[layer])
        items += [Joint(Sign.NEXT)] if items else []
        items += [came_in, Joint(Sign.TIMES), blame, Joint(Sign.EQUALS, students=way.students), slopes]
        if gradient.biases is not None:
            items += [Joint(Sign.AND), cut.of_units(Content.BIAS_SLOPES, layer, gradient.biases[layer][np.newaxis])]
    return tuple(items)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How much is shown: the `first` students, by their rows in X, and of every matrix so many rows and columns."""

    sizes: tuple[int, ...]
    students: int
    first: tuple[int, ...]
    most_rows: int
    most_columns: int

    def of_students(self, content: Content, layer: int, values: Floats, turned: bool = False) -> Block:
        """What each of the first students, a row of `values`, gives the units of a layer."""
        part = Part.node(layer, 0)
        name = blame_symbol(part, self.sizes) if content is Content.BLAME else symbol(part, self.sizes)
        units = self.sizes[layer]
        who, which = self.first, tuple(range(units))
        if turned:
            return self._block(
                content, layer, _matrix(name) + "ᵀ", values.T, (units, self.students), (which, who), turned=True
            )
        return self._block(content, layer, _matrix(name), values, (self.students, units), (who, which))

    def of_units(self, content: Content, layer: int, values: Floats) -> Block:
        """Weights, biases or their slopes: as many columns as the units they lead to."""
        is_bias = content in (Content.BIASES, Content.BIAS_SLOPES)
        name = _matrix(symbol(Part.bias(layer, 0) if is_bias else Part.weight(layer, 0, 0), self.sizes))
        if content in (Content.WEIGHT_SLOPES, Content.BIAS_SLOPES):
            name = "∂E/∂" + name
        rows, columns = values.shape
        return self._block(content, layer, name, values, (rows, columns), (tuple(range(rows)), tuple(range(columns))))

    def _block(
        self,
        content: Content,
        layer: int,
        name: str,
        values: Floats,
        shape: tuple[int, int],
        order: tuple[tuple[int, ...], tuple[int, ...]],
        turned: bool = False,
    ) -> Block:
        rows = _first(order[0], shape[0], self.most_rows)
        # No more students on their side than upright.
        most_columns = min(self.most_rows, self.most_columns) if turned else self.most_columns
        columns = _first(order[1], shape[1], most_columns)
        shown = np.full((len(rows), len(columns)), np.nan)
        i = len(rows) - (None in rows)
        j = len(columns) - (None in columns)
        shown[:i, :j] = values[:i, :j]
        shown.setflags(write=False)
        return Block(content, layer, name, shape, rows, columns, shown, turned)


def _first(order: tuple[int, ...], count: int, most: int) -> Shown:
    """The first ones, and None for the others; where only one would be left out, it is shown."""
    return order[:count] if count <= most + 1 else (*order[:most], None)


def _matrix(name: str) -> str:
    """The name of a matrix: that of its first cell without the lowered numbers."""
    return name.rstrip(_LOWERED)
