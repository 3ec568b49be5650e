"""What the parts of a network are called, as in the textbook table of the curriculum."""

from __future__ import annotations

import pytest

from neuralpad.core.parts import Kind, Part
from neuralpad.core.symbols import (
    Role,
    blame_latex,
    blame_symbol,
    latex,
    part_name,
    sum_latex,
    sum_symbol,
    symbol,
)

ONE_HIDDEN_LAYER, TWO_HIDDEN_LAYERS, WIDE, NO_HIDDEN_LAYER = (3, 2, 1), (3, 4, 2, 1), (12, 11, 1), (3, 1)


@pytest.mark.parametrize(
    ("part", "sizes", "text", "formula"),
    [
        (Part.node(0, 1), ONE_HIDDEN_LAYER, "X₂", "X_{2}"),
        (Part.node(1, 0), ONE_HIDDEN_LAYER, "H₁", "H_{1}"),
        (Part.node(2, 0), ONE_HIDDEN_LAYER, "ŷ", r"\hat{y}"),
        (Part.weight(0, 1, 0), ONE_HIDDEN_LAYER, "W¹₂₁", "W^{1}_{21}"),
        (Part.weight(1, 1, 0), ONE_HIDDEN_LAYER, "W²₂", "W^{2}_{2}"),
        (Part.bias(0, 1), ONE_HIDDEN_LAYER, "b¹₂", "b^{1}_{2}"),
        (Part.bias(1, 0), ONE_HIDDEN_LAYER, "b²", "b^{2}"),
        (Part.node(2, 1), TWO_HIDDEN_LAYERS, "H²₂", "H^{2}_{2}"),
        (Part.weight(1, 3, 1), TWO_HIDDEN_LAYERS, "W²₄₂", "W^{2}_{42}"),
        (Part.weight(2, 1, 0), TWO_HIDDEN_LAYERS, "W³₂", "W^{3}_{2}"),
        (Part.weight(0, 11, 0), WIDE, "W¹₁₂,₁", "W^{1}_{12,1}"),
        (Part.weight(1, 10, 0), WIDE, "W²₁₁", "W^{2}_{11}"),
        (Part.weight(0, 2, 0), NO_HIDDEN_LAYER, "W¹₃", "W^{1}_{3}"),
        (Part.bias(0, 0), NO_HIDDEN_LAYER, "b¹", "b^{1}"),
    ],
)
def test_symbols(part: Part, sizes: tuple[int, ...], text: str, formula: str) -> None:
    assert symbol(part, sizes) == text
    assert latex(part, sizes) == formula


@pytest.mark.parametrize(
    ("node", "sizes", "texts", "formulas"),
    [
        (Part.node(1, 1), ONE_HIDDEN_LAYER, ("z¹₂", "δ₂"), ("z^{1}_{2}", r"\delta_{2}")),
        (Part.node(2, 0), ONE_HIDDEN_LAYER, ("z²", "ŷ − y"), ("z^{2}", r"\hat{y} - y")),
        (Part.node(1, 3), TWO_HIDDEN_LAYERS, ("z¹₄", "δ¹₄"), ("z^{1}_{4}", r"\delta^{1}_{4}")),
        (Part.node(1, 9), WIDE, ("z¹₁₀", "δ₁₀"), ("z^{1}_{10}", r"\delta_{10}")),
    ],
)
def test_sums_and_blames(node: Part, sizes: tuple[int, ...], texts: tuple[str, str], formulas: tuple[str, str]) -> None:
    assert (sum_symbol(node, sizes), blame_symbol(node, sizes)) == texts
    assert (sum_latex(node, sizes), blame_latex(node, sizes)) == formulas


def test_of_one_student_among_others() -> None:
    assert latex(Part.node(0, 1), ONE_HIDDEN_LAYER, "(s)") == "X^{(s)}_{2}"
    assert latex(Part.node(2, 1), TWO_HIDDEN_LAYERS, "(s)") == "H^{2(s)}_{2}"
    assert blame_latex(Part.node(1, 0), ONE_HIDDEN_LAYER, "(s)") == r"\delta^{(s)}_{1}"
    assert blame_latex(Part.node(2, 0), ONE_HIDDEN_LAYER, "(s)") == r"\hat{y}^{(s)} - y^{(s)}"


def test_a_part_in_words() -> None:
    weight = part_name(Part.weight(0, 1, 0), ONE_HIDDEN_LAYER)
    assert weight.source is not None
    assert (weight.kind, weight.symbol) == (Kind.WEIGHT, "W¹₂₁")
    assert (weight.source.role, weight.source.layer, weight.source.index, weight.source.symbol) == (
        Role.INPUT,
        0,
        1,
        "X₂",
    )
    assert (weight.unit.role, weight.unit.symbol) == (Role.HIDDEN, "H₁")
    bias = part_name(Part.bias(1, 0), ONE_HIDDEN_LAYER)
    assert bias.source is None
    assert (bias.unit.role, bias.unit.symbol) == (Role.OUTPUT, "ŷ")
    assert part_name(Part.node(0, 2), ONE_HIDDEN_LAYER).unit.symbol == "X₃"
