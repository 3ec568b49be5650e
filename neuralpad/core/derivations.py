"""Why a formula of the backward pass is so: the chain rule, line by line, as LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from neuralpad.core.parts import Kind, Part
from neuralpad.core.symbols import blame_latex, latex, sum_latex


def slope_name(symbol: str, along: str = "E") -> str:
    """∂E/∂w as a fraction; or of something else than E."""
    return rf"\frac{{\partial {along}}}{{\partial {symbol}}}"


def of_output_blame(sizes: Sequence[int]) -> tuple[str, ...]:
    """Why ŷ − y: two fractions cancel."""
    z = sum_latex(Part.node(len(sizes) - 1, 0), sizes)
    first, second = slope_name(r"\hat{y}"), slope_name(z, r"\hat{y}")
    common = r"\frac{\hat{y} - y}{\hat{y} \cdot (1 - \hat{y})}"
    return (
        rf"{first} = -\frac{{y}}{{\hat{{y}}}} + \frac{{1 - y}}{{1 - \hat{{y}}}} = {common}",
        rf"{second} = \hat{{y}} \cdot (1 - \hat{{y}})",
        rf"{slope_name(z)} = {first} \cdot {second} = \hat{{y}} - y",
    )


def of_share(part: Part, sizes: Sequence[int]) -> tuple[str, ...]:
    """Why blame times what came in: the sum changes with its weight by what came in, with its bias by 1."""
    node = Part.node(*part.unit)
    z, symbol = sum_latex(node, sizes), latex(part, sizes)
    came_in = "1" if part.kind is Kind.BIAS else latex(Part.node(*part.source), sizes)
    blame = blame_latex(node, sizes)
    blame = f"({blame})" if " - " in blame else blame
    return (
        rf"{slope_name(symbol)} = {slope_name(z)} \cdot {slope_name(symbol, z)}",
        f"{slope_name(z)} = {blame}",
        f"{slope_name(symbol, z)} = {came_in}",
    )


def of_passed_back(node: Part, sizes: Sequence[int], activation: str) -> tuple[str, ...]:
    """Why blame times weight times bend: the way from the unit's sum over its output to the sums after it."""
    layer, i = node.unit
    z, output = sum_latex(node, sizes), latex(node, sizes)
    after = Part.node(layer + 1, 0)
    weight = latex(Part.weight(layer, i, 0), sizes)
    blame = blame_latex(after, sizes)
    blame = f"({blame})" if " - " in blame else blame
    dots = r" + \cdots" if sizes[layer + 1] > 1 else ""
    bend = {
        "sigmoid": rf"{output} \cdot (1 - {output})",
        "tanh": rf"1 - {output} \cdot {output}",
        "relu": f"f'({z})",
        "linear": "1",
    }[activation]
    return (
        rf"{blame_latex(node, sizes)} = {slope_name(z)} = {slope_name(output)} \cdot {slope_name(z, output)}",
        rf"{slope_name(output)} = {blame} \cdot {weight}{dots}",
        f"{slope_name(z, output)} = {bend}",
    )
