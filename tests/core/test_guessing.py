"""The guessing game as a script: what a class sees, step by step, on the way to the guess."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part
from neuralpad.core.passes import passes
from neuralpad.core.script import Carries, Game, Phase, Shows
from neuralpad.core.script_text import script_text

NAMES = ("Class assignments", "Written tests", "Oral tests")
H1, H2, OUTPUT = Part.node(1, 0), Part.node(1, 1), Part.node(2, 0)


class TestWorkedExample:
    def test_unit_by_unit(self, worked: Any) -> None:
        script = guessing_script(worked.network, worked.x, worked.y, NAMES)
        assert [(step.phase, step.about) for step in script.steps] == [
            (Phase.WEIGHTED_SUM, H1),
            (Phase.SQUASH, H1),
            (Phase.WEIGHTED_SUM, H2),
            (Phase.SQUASH, H2),
            (Phase.OUTPUT_SUM, OUTPUT),
            (Phase.OUTPUT_SQUASH, OUTPUT),
            (Phase.ERROR, OUTPUT),
        ]
        assert [(step.number, step.of) for step in script.steps] == [(n, 7) for n in range(1, 8)]
        assert (script.game, script.students, script.names, script.after) == (Game.GUESSING, 1, NAMES, None)
        assert len(script) == 7
        assert script[3].phase is Phase.SQUASH

    def test_the_first_sum_grows(self, worked: Any) -> None:
        step = guessing_script(worked.network, worked.x, worked.y)[0]
        biased = worked.network.biases is not None
        weights = [Part.weight(0, i, 0) for i in range(3)]
        came = [(one.part, one.carries, one.is_backwards) for one in step.travels]
        assert (
            came
            == [(part, Carries.PRODUCT, False) for part in weights]
            + [(Part.bias(0, 0), Carries.WEIGHT, False)] * biased
        )
        values = [0.435, 0.405, -0.124] + [0.1] * biased
        assert [one.value for one in step.travels] == pytest.approx(values, abs=1e-12)
        shown = step.nodes[H1]
        assert shown.shows is Shows.SUM
        assert shown.running == pytest.approx(np.cumsum(values), abs=1e-12)
        assert shown.value == shown.running[-1] == pytest.approx(worked.z1[0], abs=1e-12)
        assert step.lit == {one.part for one in step.travels} | {H1}
        assert {part: pill.carries for part, pill in step.pills.items()} == dict.fromkeys(weights, Carries.PRODUCT)
        assert [step.pills[part].value for part in weights] == pytest.approx([0.435, 0.405, -0.124], abs=1e-12)
        assert [step.nodes[Part.node(0, i)].value for i in range(3)] == [0.87, 0.45, 0.62]
        assert step.nodes[H2].shows is step.nodes[OUTPUT].shows is Shows.NOTHING
        assert step.values["sum"] == shown.value
        assert (step.values["unit"], step.values["inputs"], "bias" in step.values) == ("H₁", 3, biased)

    def test_every_number_on_the_way(self, worked: Any) -> None:
        script = guessing_script(worked.network, worked.x, worked.y)
        squashed = script[1].nodes[H1]
        assert squashed.shows is Shows.OUTPUT
        assert squashed.value == squashed.output == pytest.approx(worked.H[0], abs=1e-12)
        assert squashed.weighted_sum == pytest.approx(worked.z1[0], abs=1e-12)
        (point,) = script[1].squashes
        assert (point.node, point.activation) == (H1, "sigmoid")
        assert (point.weighted_sum, point.output) == pytest.approx((worked.z1[0], worked.H[0]), abs=1e-12)
        assert point.slope == pytest.approx(worked.H[0] * (1 - worked.H[0]), abs=1e-12)
        assert not script[1].pills
        assert script[2].nodes[H1].value == squashed.value
        assert script[2].nodes[H2].value == pytest.approx(worked.z1[1], abs=1e-12)
        assert script[3].nodes[H2].value == pytest.approx(worked.H[1], abs=1e-12)
        assert [one.value for one in script[4].travels][:2] == pytest.approx(
            [1.2 * worked.H[0], -0.7 * worked.H[1]], abs=1e-12
        )
        logit = np.log(worked.guess / (1 - worked.guess))
        assert script[4].nodes[OUTPUT].value == pytest.approx(logit, abs=1e-11)
        assert script[5].nodes[OUTPUT].value == script[5].values["guess"] == pytest.approx(worked.guess, abs=1e-12)
        last = script[6].values
        assert (last["guess"], last["target"], last["error"]) == pytest.approx(
            (worked.guess, worked.y, worked.error), abs=1e-12
        )

    def test_formulas(self, worked: Any) -> None:
        script = guessing_script(worked.network, worked.x, worked.y)
        values = [worked.z1[0], worked.H[0], worked.z1[1], worked.H[1], None, worked.guess, worked.error]
        for step, value in zip(script.steps, values, strict=True):
            if value is not None:
                assert step.equation.value == pytest.approx(value, abs=1e-12)

    def test_as_text(self, worked: Any) -> None:
        text = script_text(guessing_script(worked.network, worked.x, worked.y))
        if worked.network.biases is None:
            expected = """\
1/7 weighted sum: H₁
  travelling: W¹₁₁ → 0.43, W¹₂₁ → 0.41, W¹₃₁ → −0.12
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, z¹₁ = 0.72
  pills: W¹₁₁ 0.43, W¹₂₁ 0.41, W¹₃₁ −0.12
  z¹₁ = W¹₁₁ · X₁ + W¹₂₁ · X₂ + W¹₃₁ · X₃
  = 0.50 · 0.87 + 0.90 · 0.45 + (−0.20) · 0.62
  = 0.72

2/7 squash: H₁
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, H₁ = 0.67
  H₁ = σ(z¹₁) = 1/(1 + e^(−z¹₁))
  = 1/(1 + e^(−0.72))
  = 0.67
"""
        else:
            expected = """\
5/7 output sum: ŷ
  travelling: W²₁ → 0.83, W²₂ → −0.36, b² → 0.30
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, H₁ = 0.69, H₂ = 0.52, z² = 0.77
  pills: W²₁ 0.83, W²₂ −0.36
  z² = W²₁ · H₁ + W²₂ · H₂ + b²
  = 1.20 · 0.69 + (−0.70) · 0.52 + 0.30
  ≈ 0.77

6/7 output squash: ŷ
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, H₁ = 0.69, H₂ = 0.52, ŷ = 0.68
  ŷ = σ(z²) = 1/(1 + e^(−z²))
  = 1/(1 + e^(−0.77))
  = 0.68

7/7 error: ŷ
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, H₁ = 0.69, H₂ = 0.52, ŷ = 0.68
  E = −[ y · ln ŷ + (1 − y) · ln(1 − ŷ) ]
  = −[ 0 · ln(0.68) + (1 − 0) · ln(1 − 0.68) ]
  ≈ 1.15"""
        assert expected in text


class TestAnyShape:
    @given(
        sizes=st.lists(st.integers(1, 7), min_size=1, max_size=4),
        hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
        bias=st.booleans(),
        seed=st.integers(0, 10_000),
    )
    def test_it_ends_with_the_guess(self, sizes: list[int], hidden: str, bias: bool, seed: int) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        x = np.random.default_rng(seed).uniform(0, 1, sizes[0])
        script = guessing_script(network, x, 1.0)
        went = passes(network, x, 1.0)
        last = script[-1]
        assert last.values["guess"] == pytest.approx(network.predict([x])[0], rel=1e-12)
        assert last.values["error"] == pytest.approx(network.loss([x], [1.0]), rel=1e-11)
        told: list[Part] = []
        for step in script.steps:
            for travel in step.travels:
                told.append(travel.part)
                assert step.pills.keys() == {one.part for one in step.travels if one.part.kind is Kind.WEIGHT}
            if step.phase in (Phase.WEIGHTED_SUM, Phase.OUTPUT_SUM):
                assert step.left_out == 0
                for node in (part for part in step.lit if part.kind is Kind.NODE):
                    arrived = [one.value for one in step.travels if one.part.unit == node.unit]
                    assert step.nodes[node].running == pytest.approx(np.cumsum(arrived), abs=1e-12)
        assert len(told) == len(set(told)) == len(network.parameters())
        for layer, forward in enumerate(went.layers, start=1):
            for j, output in enumerate(forward.outputs):
                shown = last.nodes[Part.node(layer, j)]
                assert (shown.shows, shown.value, shown.weighted_sum) == (Shows.OUTPUT, output, forward.sums[j])

    def test_without_an_outcome_it_ends_with_the_guess(self) -> None:
        script = guessing_script(Network.random(), [0.1, 0.2, 0.3])
        assert script[-1].phase is Phase.OUTPUT_SQUASH
        assert len(script) == 6

    def test_in_a_wide_layer_one_unit_is_the_example(self) -> None:
        network = Network.random((3, 8, 1))
        for focus, example in ((None, 0), (Part.node(1, 5), 5), (Part.weight(0, 2, 7), 7), (Part.bias(1, 0), 0)):
            script = guessing_script(network, [0.1, 0.2, 0.3], focus=focus)
            assert [step.phase for step in script.steps[:5]] == [
                Phase.WEIGHTED_SUM,
                Phase.SQUASH,
                Phase.WEIGHTED_SUM,
                Phase.SQUASH,
                Phase.OUTPUT_SUM,
            ]
            assert script[0].about == Part.node(1, example)
            assert (script[0].values["unit_count"], script[2].values["unit_count"]) == (1, 7)
            assert {part for part in script[2].lit if part.kind is Kind.NODE} == {
                Part.node(1, j) for j in range(8) if j != example
            }
            assert len(script[3].squashes) == 7

    def test_a_huge_network_says_what_is_left_out(self) -> None:
        network = Network.random((300, 200, 1))
        script = guessing_script(network, [0.5] * 300, 1.0)
        one, _, others, _, output, *_ = script.steps
        assert (len(one.travels), one.left_out) == (64, 301 - 64)
        assert (len(others.travels), others.left_out) == (64, 301 * 199 - 64)
        assert (len(output.travels), output.left_out) == (64, 201 - 64)
        assert one.nodes[Part.node(1, 0)].running[-1] == one.nodes[Part.node(1, 0)].value
        assert others.nodes[Part.node(1, 199)].running == ()


class TestAsking:
    def test_the_formula_of_another_part(self) -> None:
        network = Network.random((3, 8, 1))
        script = guessing_script(network, [0.1, 0.2, 0.3], 1.0)
        for part in (Part.node(1, 4), Part.weight(0, 1, 4), Part.bias(0, 4)):
            equation = script.equation(2, part)
            assert equation is not None
            assert equation.name == "z^{1}_{5}"
        assert script.equation(2, Part.node(1, 0)) is None
        assert script.equation(2, Part.weight(1, 4, 0)) is None
        assert script.equation(2, Part.bias(5, 4)) is None
        squash = script.equation(3, Part.node(1, 4))
        assert squash is not None
        assert squash.name == "H_{5}"
        assert script.equation(3, Part.weight(0, 1, 4)) is None
        assert script.equation(len(script) - 1, Part.node(1, 4)) is None

    def test_where_a_part_comes_in(self, worked: Any) -> None:
        script = guessing_script(worked.network, worked.x, worked.y)
        assert script.about_part(Part.weight(0, 1, 0)) == 0
        assert script.about_part(H2) == 2
        assert script.about_part(Part.weight(1, 1, 0)) == 4
        assert script.about_part(Part.node(0, 1)) is None

    def test_steps_cannot_be_changed(self) -> None:
        step = guessing_script(Network.random(), [0.1, 0.2, 0.3])[0]
        for view in (step.nodes, step.pills, step.values):
            with pytest.raises(TypeError):
                view[H1] = None  # type: ignore[index]

    def test_what_is_refused(self) -> None:
        for x, y in (([0.1, 0.2], None), ([0.1, 0.2, 0.3], 2.0)):
            with pytest.raises(ValueError, match=r"X|y"):
                guessing_script(Network.random(), x, y)
