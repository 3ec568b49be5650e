"""The formula of every number of a class's blame: each is the mean of one number of every student."""

from __future__ import annotations

from neuralpad.core.class_pass import ClassPass
from neuralpad.core.derivations import slope_name
from neuralpad.core.expressions import Mean
from neuralpad.core.figures import Figure
from neuralpad.core.formulas import Equation
from neuralpad.core.parts import Kind, Part, slope_of
from neuralpad.core.symbols import blame_latex, latex, sum_latex

_STUDENT = "(s)"


def error(rows: ClassPass, prime: str = "") -> Equation:
    """E of the class: the mean of the students' own errors; `prime` marks those after an update."""
    assert rows.errors is not None
    return Equation("E" + prime, Mean(f"{{E{prime}}}^{{{_STUDENT}}}", rows.errors), rows.error)


def output_blame(rows: ClassPass) -> Equation:
    """∂E/∂z of the output: the mean of ŷ − y."""
    node = Part.node(len(rows.layers), 0)
    return _mean_blame(rows, node, slope_name(sum_latex(node, rows.network.sizes)))


def passed_back(rows: ClassPass, node: Part) -> Equation:
    """∂E/∂z of a hidden unit: the mean of its δ."""
    return _mean_blame(rows, node, slope_name(sum_latex(node, rows.network.sizes)))


def share(rows: ClassPass, part: Part) -> Equation:
    """The class's slope along a weight or bias: the mean of δ · what came in."""
    sizes = rows.network.sizes
    summand = blame_latex(Part.node(*part.unit), sizes, _STUDENT)
    if part.kind is Kind.WEIGHT:
        summand = f"({summand})" if " - " in summand else summand
        summand += rf" \cdot {latex(Part.node(*part.source), sizes, _STUDENT)}"
    elif " - " in summand:
        summand = f"({summand})"
    slope = slope_of(rows.gradient, part)
    return Equation(slope_name(latex(part, sizes)), Mean(summand, rows.shares(part), Figure.SLOPE), slope, Figure.SLOPE)


def _mean_blame(rows: ClassPass, node: Part, name: str) -> Equation:
    layer, j = node.unit
    blame = rows.layers[layer - 1].blame
    assert blame is not None
    summand = blame_latex(node, rows.network.sizes, _STUDENT)
    summand = f"({summand})" if " - " in summand else summand
    return Equation(name, Mean(summand, blame[:, j]), float(blame[:, j].mean()))
