"""The lines of the chain rule; and a typesetter as the judge of all LaTeX that core writes."""

from __future__ import annotations

import re

import pytest

from neuralpad.core.blaming import blame_script, class_blame_script
from neuralpad.core.derivations import of_output_blame, of_passed_back, of_share
from neuralpad.core.figures import Style
from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.plain_formulas import plain_text

SIZES = (3, 2, 1)


def said(lines: tuple[str, ...]) -> list[str]:
    return [plain_text(line) for line in lines]


def test_why_the_blame_of_the_output_is_guess_minus_truth() -> None:
    assert said(of_output_blame(SIZES)) == [
        "∂E/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ) = (ŷ − y)/(ŷ · (1 − ŷ))",
        "∂ŷ/∂z² = ŷ · (1 − ŷ)",
        "∂E/∂z² = ∂E/∂ŷ · ∂ŷ/∂z² = ŷ − y",
    ]


def test_why_a_share_is_blame_times_what_came_in() -> None:
    assert said(of_share(Part.weight(0, 1, 0), SIZES)) == [
        "∂E/∂W¹₂₁ = ∂E/∂z¹₁ · ∂z¹₁/∂W¹₂₁",
        "∂E/∂z¹₁ = δ₁",
        "∂z¹₁/∂W¹₂₁ = X₂",
    ]
    assert said(of_share(Part.bias(1, 0), SIZES))[1:] == ["∂E/∂z² = (ŷ − y)", "∂z²/∂b² = 1"]


@pytest.mark.parametrize(
    ("activation", "bend"),
    [("sigmoid", "H₁ · (1 − H₁)"), ("tanh", "1 − H₁ · H₁"), ("relu", "f′(z¹₁)"), ("linear", "1")],
)
def test_why_blame_passes_back_through_weight_and_bend(activation: str, bend: str) -> None:
    assert said(of_passed_back(Part.node(1, 0), SIZES, activation)) == [
        "δ₁ = ∂E/∂z¹₁ = ∂E/∂H₁ · ∂H₁/∂z¹₁",
        "∂E/∂H₁ = (ŷ − y) · W²₁",
        f"∂H₁/∂z¹₁ = {bend}",
    ]
    deeper = said(of_passed_back(Part.node(1, 0), (3, 2, 4, 1), activation))
    assert deeper[1] == "∂E/∂H¹₁ = δ²₁ · W²₁₁ + …"


# The typesetter finds its font by a way that newer Pythons advise against.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_typesetter_understands_every_line() -> None:
    from ziamath.zmath import Latex

    lines: set[str] = set()
    for hidden in ("sigmoid", "tanh", "relu", "linear"):
        network, x = Network.random((7, 2, 2, 1), hidden=hidden), [-0.5] * 7
        scripts = (
            guessing_script(network, x, 1.0),
            blame_script(network, x, 1.0, 0.5),
            class_blame_script(network, [x] * 9, [1.0] * 9, 0.5),
        )
        for script in scripts:
            for step in script.steps:
                lines |= {*step.derivation, *step.equation.typeset(Style(2, ",")).lines}
    # Lines that differ in nothing but digits are typeset alike.
    alike = {re.sub(r"\d", "0", line): line for line in lines}
    assert len(alike) > 40
    for line in alike.values():
        width, height = Latex(line).getsize()
        assert width > 0
        assert height > 0
