"""The blame game as a script: every slope, how it was come by, and what the update makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.blaming import blame_script, class_blame_script
from neuralpad.core.descent import train
from neuralpad.core.figures import Style
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, held_mask, parameters_of, slope_of, value_of
from neuralpad.core.passes import passes
from neuralpad.core.problems import Problem
from neuralpad.core.script import Carries, Game, Phase, Pill, Script, Shows, Step
from neuralpad.core.script_text import script_text

H1, H2, OUTPUT = Part.node(1, 0), Part.node(1, 1), Part.node(2, 0)
FIRST_WEIGHTS = [Part.weight(0, i, j) for j in range(2) for i in range(3)]
OUTPUT_WEIGHTS = [Part.weight(1, 0, 0), Part.weight(1, 1, 0)]


def played(worked: Any, **options: Any) -> Script:
    return blame_script(worked.network, worked.x, worked.y, worked.learning_rate, **options)


def step_of(script: Script, phase: Phase, number: int = 0) -> Step:
    return [step for step in script.steps if step.phase is phase][number]


def shown(pills: Mapping[Part, Pill], parts: list[Part]) -> list[float]:
    return [pills[part].value for part in parts]


class TestWorkedExample:
    def test_the_order(self, worked: Any) -> None:
        script = played(worked)
        phases = [
            (Phase.OUTPUT_BLAME, OUTPUT),
            (Phase.OUTPUT_SHARES, OUTPUT_WEIGHTS[0]),
            (Phase.PASSED_BACK, H1),
            (Phase.PASSED_BACK, H2),
            (Phase.SHARES, FIRST_WEIGHTS[0]),
            (Phase.BIASES, Part.bias(0, 0)),
            (Phase.UPDATE, FIRST_WEIGHTS[0]),
            (Phase.GUESS_AGAIN, OUTPUT),
        ]
        if worked.network.biases is None:
            del phases[5]
        assert [(step.phase, step.about) for step in script.steps] == phases
        assert [step.number for step in script.steps] == list(range(1, len(phases) + 1))
        assert {step.of for step in script.steps} == {len(phases)}
        assert (script.game, script.students) == (Game.BLAME, 1)

    def test_the_output_is_to_blame_first(self, worked: Any) -> None:
        step = played(worked)[0]
        assert step.nodes[OUTPUT].shows is Shows.BLAME
        assert step.nodes[OUTPUT].value == pytest.approx(worked.guess, abs=1e-12)
        assert step.nodes[OUTPUT].output == pytest.approx(worked.guess, abs=1e-12)
        assert step.nodes[H1].shows is Shows.OUTPUT
        assert step.nodes[H1].value == pytest.approx(worked.H[0], abs=1e-12)
        values = [step.values[name] for name in ("guess", "target", "blame", "error")]
        assert values == pytest.approx([worked.guess, worked.y, worked.guess, worked.error], abs=1e-12)
        assert not step.pills
        assert step.equation.value == pytest.approx(worked.guess, abs=1e-12)

    def test_shares_of_the_output_weights(self, worked: Any) -> None:
        step = played(worked)[1]
        assert [(one.part, one.carries, one.is_backwards) for one in step.travels] == [
            (part, Carries.SHARE, True) for part in OUTPUT_WEIGHTS
        ]
        assert shown(step.pills, OUTPUT_WEIGHTS) == pytest.approx(worked.output_slopes, abs=1e-12)
        assert set(step.pills) == step.lit == set(OUTPUT_WEIGHTS)
        for part, slope in zip(OUTPUT_WEIGHTS, worked.output_slopes, strict=True):
            equation = step.equation_of(part)
            assert equation is not None
            assert equation.value == pytest.approx(slope, abs=1e-12)

    def test_blame_passed_back(self, worked: Any) -> None:
        script = played(worked)
        for j, weight in ((0, 1.2), (1, -0.7)):
            step = script[2 + j]
            node = Part.node(1, j)
            (travel,) = step.travels
            assert (travel.part, travel.carries, travel.is_backwards) == (Part.weight(1, j, 0), Carries.BLAME, True)
            assert travel.value == pytest.approx(worked.guess * weight, abs=1e-12)
            after = step.nodes[node]
            assert after.shows is Shows.BLAME
            assert after.running == pytest.approx([worked.guess * weight], abs=1e-12)
            assert after.value == pytest.approx(worked.delta[j], abs=1e-12)
            assert after.output == pytest.approx(worked.H[j], abs=1e-12)
            assert step.equation.value == pytest.approx(worked.delta[j], abs=1e-12)
            assert step.values["bend"] == pytest.approx(worked.H[j] * (1 - worked.H[j]), abs=1e-12)
            assert step.values["received"] == pytest.approx(worked.guess * weight, abs=1e-12)
            assert step.values["delta"] == after.value
            assert shown(step.pills, OUTPUT_WEIGHTS) == pytest.approx(worked.output_slopes, abs=1e-12)
        assert script[2].nodes[H2].shows is Shows.OUTPUT
        assert script[3].nodes[H1].value == pytest.approx(worked.delta[0], abs=1e-12)

    def test_shares_of_the_first_weights_and_biases(self, worked: Any) -> None:
        script = played(worked)
        slopes = np.outer(worked.x, worked.delta)
        step = script[4]
        assert [one.part for one in step.travels] == FIRST_WEIGHTS
        assert shown(step.pills, FIRST_WEIGHTS) == pytest.approx(slopes.T.ravel(), abs=1e-12)
        assert shown(step.pills, OUTPUT_WEIGHTS) == pytest.approx(worked.output_slopes, abs=1e-12)
        if worked.network.biases is not None:
            biases = [Part.bias(0, 0), Part.bias(0, 1), Part.bias(1, 0)]
            step = script[5]
            assert shown(step.pills, biases) == pytest.approx([*worked.delta, worked.guess], abs=1e-12)
            assert step.lit == set(biases)
            for part in biases:
                equation = step.equation_of(part)
                assert equation is not None
                assert equation.value == step.pills[part].value

    def test_the_update(self, worked: Any) -> None:
        script = played(worked)
        step = step_of(script, Phase.UPDATE)
        assert step.network == worked.network
        assert set(step.pills) == set(parameters_of(worked.network)) == step.lit
        assert shown(step.pills, OUTPUT_WEIGHTS) == pytest.approx(worked.W2_after, abs=1e-12)
        first_after = worked.network.weights[0] - 0.5 * np.outer(worked.x, worked.delta)
        assert shown(step.pills, FIRST_WEIGHTS) == pytest.approx(first_after.T.ravel(), abs=1e-12)
        assert script.after is not None
        for part, pill in step.pills.items():
            assert (pill.carries, pill.is_held) == (Carries.CHANGE, False)
            assert pill.old == value_of(worked.network, part)
            assert pill.new == pill.value == value_of(script.after, part)
            assert pill.slope is not None
            assert pill.new == pytest.approx(pill.old - 0.5 * pill.slope, abs=1e-15)
            equation = step.equation_of(part)
            assert equation is not None
            assert equation.value == pytest.approx(pill.new, abs=1e-15)
        assert (step.values["moved"], step.values["held"]) == (len(step.pills), 0)

    def test_guessing_again(self, worked: Any) -> None:
        script = played(worked)
        step = script[-1]
        assert step.network == script.after
        assert not step.pills
        assert step.nodes[OUTPUT].shows is step.nodes[H1].shows is Shows.OUTPUT
        assert step.nodes[OUTPUT].value == pytest.approx(worked.guess_after, abs=1e-12)
        assert step.equation.value == pytest.approx(worked.guess_after, abs=1e-12)
        names = ("guess_before", "guess_after", "error_before", "error_after")
        expected = [worked.guess, worked.guess_after, worked.error, worked.error_after]
        assert [step.values[name] for name in names] == pytest.approx(expected, abs=1e-12)

    def test_as_text(self, worked: Any) -> None:
        text = script_text(played(worked, focus=Part.weight(0, 1, 0), held=[Part.weight(0, 1, 1)]))
        if worked.network.biases is None:
            assert "b¹" not in text
            return
        assert (
            """\
3/8 passed back: H₁
  travelling: W²₁ ← 0.82
  nodes: X₁ = 0.87, X₂ = 0.45, X₃ = 0.62, δ₁ = 0.17, H₂ = 0.52, ŷ − y = 0.68
  pills: ∂E/∂W²₁ 0.47, ∂E/∂W²₂ 0.36
  δ₁ = (ŷ − y) · W²₁ · H₁ · (1 − H₁)
  = 0.68 · 1.20 · 0.69 · (1 − 0.69)
  = 0.17
"""
            in text
        )
        assert (
            """
  δ₂ = (ŷ − y) · W²₂ · H₂ · (1 − H₂)
  = 0.68 · (−0.70) · 0.52 · (1 − 0.52)
  = −0.12
"""
            in text
        )
        assert (
            """
  ∂E/∂W¹₂₁ = δ₁ · X₂
  = 0.17 · 0.45
  = 0.08
"""
            in text
        )
        assert (
            """
  ∂E/∂b¹₁ = δ₁ · 1
  = 0.17 · 1
  = 0.17
"""
            in text
        )
        assert "b² 0.30 → −0.04\n  W¹₂₁′ = W¹₂₁ − α · ∂E/∂W¹₂₁\n  = 0.90 − 0.5 · 0.08\n  = 0.86\n" in text
        assert "W¹₂₂ 0.30 → 0.30 held" in text


any_game = given(
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
    bias=st.booleans(),
    seed=st.integers(0, 10_000),
    held_every=st.sampled_from([0, 2, 3]),
)


def check_against_the_engine(script: Script, network: Network, X: Any, y: Any, held: list[Part]) -> None:
    gradient = network.gradient(X, y)
    every = list(parameters_of(network))
    before_update = script[-3].pills
    assert set(before_update) == set(every)
    slopes = [pill.value for pill in (before_update[part] for part in every)]
    assert slopes == pytest.approx(gradient.parameters(), rel=1e-11, abs=1e-15)
    *_, snapshot = train(network, X, y, 0.7, 1, held=held_mask(network, held))
    update = script[-2].pills
    assert [update[part].value for part in every] == pytest.approx(snapshot.network.parameters(), rel=1e-10, abs=1e-13)
    assert script.after is not None
    assert script.after.parameters() == pytest.approx(snapshot.network.parameters(), rel=1e-10, abs=1e-13)
    for part in held:
        assert update[part].is_held
        assert update[part].value == update[part].old == value_of(network, part)
    assert (script[-2].values["moved"], script[-2].values["held"]) == (len(every) - len(held), len(held))
    assert script[-1].values["error_before"] == pytest.approx(network.loss(X, y), rel=1e-12)
    assert script[-1].values["error_after"] == pytest.approx(snapshot.loss, rel=1e-9)
    for part in every:
        index = script.about_part(part)
        assert index is not None
        equation = script.equation(index, part)
        assert equation is not None
        assert equation.value == pytest.approx(slope_of(gradient, part), rel=1e-11, abs=1e-15)
        changed = script[-2].equation_of(part)
        assert changed is not None
        assert changed.value == pytest.approx(update[part].value, abs=1e-15)


class TestAnyShape:
    @any_game
    def test_of_a_student(self, sizes: list[int], hidden: str, bias: bool, seed: int, held_every: int) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        x, y = np.random.default_rng(seed).uniform(0, 1, sizes[0]), float(seed % 2)
        held = list(parameters_of(network))[::held_every] if held_every else []
        script = blame_script(network, x, y, 0.7, held=held)
        check_against_the_engine(script, network, [x], [y], held)
        went = passes(network, x, y)
        assert went.blame is not None
        blames = script[-2].nodes
        for layer, backward in enumerate(went.blame.layers, start=1):
            for j, blame in enumerate(backward.blame):
                node = Part.node(layer, j)
                assert (blames[node].shows, blames[node].value) == (Shows.BLAME, blame)
                index = script.about_part(node)
                assert index is not None
                assert script[index].nodes[node].value == blame

    @any_game
    def test_of_a_class(self, sizes: list[int], hidden: str, bias: bool, seed: int, held_every: int) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        rng = np.random.default_rng(seed)
        X, y = rng.uniform(0, 1, (9, sizes[0])), rng.integers(0, 2, 9).astype(float)
        held = list(parameters_of(network))[::held_every] if held_every else []
        script = class_blame_script(network, X, y, 0.7, held=held)
        assert script.students == 9
        check_against_the_engine(script, network, X, y, held)
        alone = [blame_script(network, x, target, 0.7) for x, target in zip(X, y, strict=True)]
        for part, pill in script[-3].pills.items():
            mean = np.mean([one[-3].pills[part].value for one in alone])
            assert pill.value == pytest.approx(mean, rel=1e-11, abs=1e-15)
        for node, seen in script[-2].nodes.items():
            mean = np.mean([one[-2].nodes[node].value for one in alone])
            assert seen.value == pytest.approx(mean, rel=1e-11, abs=1e-15)

    @any_game
    def test_everything_is_told_once(
        self, sizes: list[int], hidden: str, bias: bool, seed: int, held_every: int
    ) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        script = blame_script(network, np.full(sizes[0], 0.5), 1.0, 0.7)
        for carries, kind, skipped in (
            (Carries.SHARE, Kind.WEIGHT, -1),
            (Carries.BLAME, Kind.WEIGHT, 0),  # nobody is to blame for the grades
        ):
            told = [one.part for step in script.steps for one in step.travels if one.carries is carries]
            expected = [part for part in parameters_of(network) if part.kind is kind and part.layer != skipped]
            assert sorted(told, key=str) == sorted(expected, key=str)
        for step in script.steps:
            assert step.left_out == 0
            for node in (part for part in step.lit if part.kind is Kind.NODE and step.phase is Phase.PASSED_BACK):
                back = [one.value for one in step.travels if one.part.source == node.unit]
                assert step.nodes[node].running == pytest.approx(np.cumsum(back), abs=1e-12)


class TestClass:
    def test_what_is_said_of_a_class(self) -> None:
        X, y = np.array([[0.9, 0.8, 0.7], [0.2, 0.1, 0.3], [0.5, 0.6, 0.5]]), np.array([1.0, 0.0, 1.0])
        network = Network.random(seed=3)
        script = class_blame_script(network, X, y, 0.5)
        guesses = network.predict(X)
        first, last = script[0].values, script[-1].values
        assert first["students"] == 3
        assert first["guess"] == pytest.approx(guesses.mean())
        assert first["target"] == pytest.approx(2 / 3)
        assert first["blame"] == pytest.approx((guesses - y).mean())
        assert last["correct_before"] == np.count_nonzero((guesses >= 0.5) == (y == 1))
        assert script.after is not None
        assert last["correct_after"] == np.count_nonzero((script.after.predict(X) >= 0.5) == (y == 1))
        assert all("bend" not in step.values for step in script.steps)

    def test_ten_thousand_students(self) -> None:
        rng = np.random.default_rng(0)
        X, y = rng.uniform(0, 1, (10_000, 3)), rng.integers(0, 2, 10_000).astype(float)
        script = class_blame_script(Network.random(), X, y, 0.5)
        assert script.students == 10_000
        formula = script[4].equation.typeset(Style(4))
        assert formula.left_out == 10_000 - 4
        assert formula.is_exact


class TestFocus:
    @pytest.mark.parametrize(
        ("focus", "phase", "about"),
        [
            (Part.weight(0, 1, 1), Phase.SHARES, Part.weight(0, 1, 1)),
            (Part.weight(0, 1, 1), Phase.UPDATE, Part.weight(0, 1, 1)),
            (Part.weight(0, 1, 1), Phase.OUTPUT_SHARES, Part.weight(1, 0, 0)),
            (Part.weight(1, 1, 0), Phase.OUTPUT_SHARES, Part.weight(1, 1, 0)),
            (Part.bias(1, 0), Phase.BIASES, Part.bias(1, 0)),
            (Part.bias(0, 1), Phase.UPDATE, Part.bias(0, 1)),
            (H2, Phase.SHARES, Part.weight(0, 0, 1)),
            (H2, Phase.OUTPUT_SHARES, Part.weight(1, 1, 0)),
            (H2, Phase.BIASES, Part.bias(0, 1)),
            (Part.weight(4, 0, 0), Phase.SHARES, Part.weight(0, 0, 0)),
        ],
    )
    def test_its_formula_is_the_one_shown(self, focus: Part, phase: Phase, about: Part) -> None:
        step = step_of(blame_script(Network.random(), [0.1, 0.2, 0.3], 1.0, 0.5, focus=focus), phase)
        assert step.about == about
        assert step.equation_of(about) is not None

    def test_in_a_wide_layer_its_unit_is_the_example(self) -> None:
        network = Network.random((3, 8, 8, 1))
        script = blame_script(network, [0.1, 0.2, 0.3], 1.0, 0.5, focus=Part.weight(1, 2, 6))
        backs = [step for step in script.steps if step.phase is Phase.PASSED_BACK]
        assert [step.about for step in backs] == [Part.node(2, 6), Part.node(2, 0), Part.node(1, 0), Part.node(1, 1)]
        assert [step.values["unit_count"] for step in backs] == [1, 7, 1, 7]
        assert len(backs[2].travels) == 8

    def test_what_a_step_is_not_about_has_no_formula(self) -> None:
        script = blame_script(Network.random((3, 8, 1)), [0.1, 0.2, 0.3], 1.0, 0.5)
        assert [step.equation_of(Part.node(0, 0)) for step in script.steps] == [None] * len(script)
        for part in (Part.weight(0, 9, 0), Part.bias(3, 0)):
            assert [step.equation_of(part) for step in script.steps] == [None] * len(script)
            assert script.about_part(part) is None

    def test_a_huge_network_says_what_is_left_out(self) -> None:
        network = Network.random((200, 100, 1))
        focus = Part.weight(0, 150, 70)
        script = blame_script(network, [0.5] * 200, 1.0, 0.5, focus=focus)
        shares = step_of(script, Phase.SHARES)
        assert len(shares.pills) == 64 + 1 + 100
        assert shares.about == focus
        assert (len(shares.travels), shares.left_out) == (64, 20_000 - 64)
        update = step_of(script, Phase.UPDATE)
        assert update.left_out == len(network.parameters()) - len(update.pills)
        assert update.about == focus
        assert update.values["moved"] == len(network.parameters())


class TestCare:
    def test_an_update_beyond_all_numbers_is_a_problem(self) -> None:
        network = Network([[[-1e200]]], hidden="linear")
        with pytest.raises(Problem, match="smaller"):
            blame_script(network, [1e200], 1.0, 1e200)

    @settings(max_examples=20)
    @given(hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]), scale=st.sampled_from([1e6, 1e155, 1e300]))
    def test_extreme_numbers_have_their_script(self, hidden: str, scale: float) -> None:
        network = Network.random((3, 3, 2, 1), seed=1, hidden=hidden)
        network = network.with_parameters(np.sign(network.parameters()) * scale)
        X, y = np.array([[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]), np.array([1.0, 0.0])
        for script in (blame_script(network, X[0], 1.0, 1e-3), class_blame_script(network, X, y, 1e-3)):
            assert script_text(script)

    def test_what_is_refused(self) -> None:
        for x, y in (([0.1, 0.2], 1.0), ([0.1, 0.2, 0.3], 2.0)):
            with pytest.raises(ValueError, match=r"X|y"):
                blame_script(Network.random(), x, y, 0.5)
        with pytest.raises(ValueError, match="student"):
            class_blame_script(Network.random(), np.empty((0, 3)), np.empty(0), 0.5)
