"""What a network of straight lines really is: one weighted sum, however many layers it has.

Where the hidden units pass their sums on as they are, (X · W¹ + b¹) · W² + b² = X · (W¹ · W²) + (b¹ · W² + b²).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.expressions import Expression, Product, Quantity, Sum
from neuralpad.core.figures import Style
from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network, as_inputs, bounded_product
from neuralpad.core.parts import Part
from neuralpad.core.symbols import latex

_LINEAR = "linear"


@dataclass(frozen=True, slots=True, eq=False)
class Collapsed:
    """The one weighted sum to which the layers collapse: ŷ = σ(X · v + c).

    Attributes
    ----------
    source : Network
        What collapses.
    network : Network
        The same without hidden units: it predicts the same.
    """

    source: Network
    network: Network

    @property
    def weights(self) -> Floats:
        """v, one weight a feature, (features,)."""
        return self.network.weights[0][:, 0]

    @property
    def bias(self) -> float | None:
        """c; None in a network without biases."""
        return None if self.network.biases is None else float(self.network.biases[0][0])

    def line(self, style: Style) -> str:
        """ŷ = σ(…) with the collapsed numbers put in and the grades as symbols, as LaTeX."""
        text = ""
        for i, weight in enumerate(self.weights):
            sign, size = _signed(float(weight), style, is_first=not text)
            text += rf"{sign}{size} \cdot X_{{{i + 1}}}"
        if self.bias is not None:
            text += "".join(_signed(self.bias, style, is_first=False))
        return rf"\hat{{y}} = \sigma({text})"

    def equation(self, x: ArrayLike) -> Equation:
        """z = v · X + c for the inputs x (features,) of a student: the same sum that the output unit gets."""
        row = as_inputs(np.asarray(x, dtype=np.float64)[np.newaxis], len(self.weights))
        terms: list[Expression] = [
            Product((Quantity(f"v_{{{i + 1}}}", float(weight)), Quantity(f"X_{{{i + 1}}}", float(row[0, i]))))
            for i, weight in enumerate(self.weights)
        ]
        if self.bias is not None:
            terms.append(Quantity("c", self.bias))
        return Equation("z", Sum(tuple(terms)), float(self.network.logits(row)[0]))

    def equation_of_weight(self, i: int) -> Equation | None:
        """v of an input = the products along every way from it to the output; None with more than one hidden layer."""
        if len(self.source.weights) != 2:
            return None
        first, last = self.source.weights
        ways = [
            Product((self._weight(0, i, j, float(first[i, j])), self._weight(1, j, 0, float(last[j, 0]))))
            for j in range(len(last))
        ]
        return Equation(f"v_{{{i + 1}}}", Sum(tuple(ways)), float(self.weights[i]))

    def equation_of_bias(self) -> Equation | None:
        """c = the biases of the hidden units times their weights, and the last bias; None with more hidden layers."""
        if len(self.source.weights) != 2 or self.source.biases is None or self.bias is None:
            return None
        sizes, last = self.source.sizes, self.source.weights[1]
        hidden, output = self.source.biases
        terms: list[Expression] = [
            Product(
                (
                    Quantity(latex(Part.bias(0, j), sizes), float(hidden[j])),
                    self._weight(1, j, 0, float(last[j, 0])),
                )
            )
            for j in range(len(last))
        ]
        terms.append(Quantity(latex(Part.bias(1, 0), sizes), float(output[0])))
        return Equation("c", Sum(tuple(terms)), self.bias)

    def _weight(self, layer: int, i: int, j: int, value: float) -> Quantity:
        return Quantity(latex(Part.weight(layer, i, j), self.source.sizes), value)


def collapse(network: Network) -> Collapsed | None:
    """The single weighted sum that a network with linear hidden units is; None if they bend, or there are none."""
    if network.hidden != _LINEAR or len(network.weights) == 1:
        return None
    weights, bias = network.weights[0], network.bias(0)
    for layer, following in enumerate(network.weights[1:], start=1):
        weights = bounded_product(weights, following)
        own = network.bias(layer)
        if bias is not None and own is not None:
            bias = bounded_product(bias[None], following)[0] + own
    return Collapsed(network, Network([weights], None if bias is None else [bias], network.hidden))


def _signed(value: float, style: Style, *, is_first: bool) -> tuple[str, str]:
    is_negative = style.shown(value).startswith("-")
    if is_first:
        return "", style.latex(value)
    return (" - " if is_negative else " + "), style.latex(abs(value) if is_negative else value)
