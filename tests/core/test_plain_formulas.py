"""Formulas as text, for those who listen."""

from __future__ import annotations

import pytest

from neuralpad.core.blaming import blame_script, class_blame_script
from neuralpad.core.figures import Style
from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.plain_formulas import plain_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"z^{1}_{2} = W^{1}_{12} \cdot X_{1} + \cdots + b^{1}_{2}", "z¹₂ = W¹₁₂ · X₁ + … + b¹₂"),
        (r"W^{1}_{10,2}", "W¹₁₀,₂"),
        (r"= {-0{,}12} \cdot ({-0{,}50})", "= −0,12 · (−0,50)"),
        (r"\approx 1.50 \cdot 10^{6}", "≈ 1.50 · 10⁶"),
        (r"\hat{y} = \sigma(z^{2}) = \frac{1}{1 + e^{-z^{2}}}", "ŷ = σ(z²) = 1/(1 + e^(−z²))"),
        (r"\frac{\partial E}{\partial W^{2}_{1}} = (\hat{y} - y) \cdot H_{1}", "∂E/∂W²₁ = (ŷ − y) · H₁"),
        (r"\frac{1}{m} \sum_{s=1}^{m} \delta^{(s)}_{1} \cdot X^{(s)}_{2}", "1/m Σ δ⁽ˢ⁾₁ · X⁽ˢ⁾₂"),
        (r"{W^{2}_{1}}' = W^{2}_{1} - \alpha \cdot g", "W²₁′ = W²₁ − α · g"),
        (r"-[ y \cdot \ln \hat{y} ]", "−[ y · ln ŷ ]"),
        (r"\max(0,\, z) + \tanh(0.5)", "max(0, z) + tanh(0.5)"),
    ],
)
def test_plain_text(latex: str, text: str) -> None:
    assert plain_text(latex) == text


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "linear"])
def test_every_formula_of_the_program_can_be_said(hidden: str) -> None:
    network = Network.random((12, 2, 3, 1), hidden=hidden)
    x = [0.5] * 12
    for script in (
        guessing_script(network, x, 1.0),
        blame_script(network, x, 1.0, 0.5),
        class_blame_script(network, [x] * 9, [1.0] * 9, 0.5),
    ):
        for step in script.steps:
            for line in (*step.derivation, *step.equation.typeset(Style(2, ",")).lines):
                assert not set(plain_text(line)) & set(r"\{}^_'-") - (set("^") if "e^" in plain_text(line) else set())
