"""The passes of one student: every number in between is right, adds up, and leads to the network's own results."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.descent import train
from neuralpad.core.network import Network
from neuralpad.core.passes import Passes, passes
from neuralpad.core.problems import Problem


def played(worked: Any) -> Passes:
    return passes(worked.network, worked.x, worked.y)


class TestWorkedExample:
    def test_the_guess(self, worked: Any) -> None:
        hidden, output = played(worked).layers
        assert hidden.inputs.tolist() == [0.87, 0.45, 0.62]
        assert hidden.products[:, 0] == pytest.approx([0.435, 0.405, -0.124], abs=1e-15)
        assert hidden.products[:, 1] == pytest.approx([-0.348, 0.135, 0.496], abs=1e-15)
        assert hidden.sums == pytest.approx(worked.z1, abs=1e-15)
        assert hidden.outputs == pytest.approx(worked.H, abs=6e-13)
        assert hidden.slopes == pytest.approx([h * (1 - h) for h in worked.H], abs=1e-12)
        assert output.inputs is hidden.outputs
        assert output.products[:, 0] == pytest.approx([1.2 * worked.H[0], -0.7 * worked.H[1]], abs=1e-12)
        assert played(worked).guess == pytest.approx(worked.guess, abs=6e-13)
        assert played(worked).logit == pytest.approx(math.log(worked.guess / (1 - worked.guess)), abs=1e-11)

    def test_the_blame(self, worked: Any) -> None:
        blame = played(worked).blame
        assert blame is not None
        first, last = blame.layers
        assert blame.error == pytest.approx(worked.error, abs=6e-13)
        assert blame.output_blame == pytest.approx(worked.guess, abs=6e-13)
        assert last.blame == pytest.approx([worked.guess], abs=6e-13)
        assert last.received is None
        assert last.weights[:, 0] == pytest.approx(worked.output_slopes, abs=6e-13)
        assert last.passed_back[:, 0] == pytest.approx([1.2 * worked.guess, -0.7 * worked.guess], abs=1e-12)
        assert first.received == pytest.approx(last.passed_back[:, 0])
        assert first.blame == pytest.approx(worked.delta, abs=6e-13)
        assert first.weights == pytest.approx(np.outer(worked.x, worked.delta), abs=6e-13)
        if worked.network.biases is None:
            assert first.biases is None
            assert last.biases is None
        else:
            assert first.biases == pytest.approx(worked.delta, abs=6e-13)
            assert last.biases == pytest.approx([worked.guess], abs=6e-13)

    def test_the_update(self, worked: Any) -> None:
        update = played(worked).updated(worked.learning_rate)
        assert update.network.weights[1][:, 0] == pytest.approx(worked.W2_after, abs=6e-13)
        assert update.network.weights[0] == pytest.approx(
            worked.network.weights[0] - 0.5 * np.outer(worked.x, worked.delta), abs=1e-12
        )
        assert update.guess == pytest.approx(worked.guess_after, abs=6e-13)
        assert update.error == pytest.approx(worked.error_after, abs=6e-13)

    def test_a_student_who_passed(self, worked: Any) -> None:
        blame = passes(worked.network, worked.x, 1.0).blame
        assert blame is not None
        assert blame.output_blame == pytest.approx(worked.guess - 1, abs=6e-13)
        assert blame.error == pytest.approx(-math.log(worked.guess), abs=2e-12)
        assert (blame.layers[1].weights < 0).all()


any_shape = given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
    bias=st.booleans(),
    seed=st.integers(0, 10_000),
    target=st.sampled_from([0.0, 1.0]),
)


class TestAnyShape:
    @any_shape
    def test_it_ends_where_the_network_and_the_training_do(
        self, sizes: list[int], hidden: str, bias: bool, seed: int, target: float
    ) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        x = np.random.default_rng(seed).uniform(0, 1, sizes[0])
        went = passes(network, x, target)
        assert went.guess == pytest.approx(network.predict([x])[0], rel=1e-13)
        assert went.blame is not None
        assert went.blame.error == pytest.approx(network.loss([x], [target]), rel=1e-12)
        gradient = network.gradient([x], [target]).parameters()
        assert went.blame.gradient.parameters() == pytest.approx(gradient, rel=1e-11, abs=1e-15)
        update = went.updated(0.3)
        *_, after = train(network, [x], [target], learning_rate=0.3, epochs=1)
        assert update.network.parameters() == pytest.approx(after.network.parameters(), rel=1e-11, abs=1e-14)
        assert update.guess == pytest.approx(after.network.predict([x])[0], rel=1e-10)
        assert update.error == pytest.approx(after.loss, rel=1e-9)

    @any_shape
    def test_what_is_shown_adds_up(self, sizes: list[int], hidden: str, bias: bool, seed: int, target: float) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        went = passes(network, np.random.default_rng(seed).uniform(0, 1, sizes[0]), target)
        assert went.blame is not None
        for forward, backward in zip(went.layers, went.blame.layers, strict=True):
            assert forward.products == pytest.approx(forward.inputs[:, None] * forward.weights)
            bias_of_unit = 0.0 if forward.biases is None else forward.biases
            assert forward.sums == pytest.approx(forward.products.sum(axis=0) + bias_of_unit, abs=1e-13)
            assert forward.outputs == pytest.approx(forward.activation.value(forward.sums))
            assert backward.weights == pytest.approx(forward.inputs[:, None] * backward.blame)
            assert (backward.biases is None) == (forward.biases is None)
            assert backward.passed_back == pytest.approx(forward.weights * backward.blame)
        for forward, backward, after in zip(
            went.layers[:-1], went.blame.layers[:-1], went.blame.layers[1:], strict=True
        ):
            assert backward.received == pytest.approx(after.passed_back.sum(axis=1))
            assert backward.received is not None
            assert backward.blame == pytest.approx(backward.received * forward.slopes)


class TestCare:
    def test_without_an_outcome_there_is_only_a_guess(self) -> None:
        went = passes(Network.random(), [0.1, 0.2, 0.3])
        assert went.blame is None
        assert 0 < went.guess < 1
        with pytest.raises(ValueError, match="outcome"):
            went.updated(0.5)

    def test_held_parameters_stay(self) -> None:
        network = Network.random()
        held = np.arange(11) % 2 == 0
        after = passes(network, [0.1, 0.2, 0.3], 1.0).updated(0.5, held).network.parameters()
        assert ((after == network.parameters()) == held).all()

    def test_arrays_are_read_only(self) -> None:
        went = passes(Network.random(), np.array([0.1, 0.2, 0.3]), 1.0)
        assert went.blame is not None
        parts: list[Any] = [*went.layers, *went.blame.layers]
        for part in parts:
            arrays = [value for field in fields(part) if isinstance(value := getattr(part, field.name), np.ndarray)]
            assert len(arrays) >= 4
            assert not any(array.flags.writeable for array in arrays)

    @pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "linear"])
    @pytest.mark.parametrize("scale", [1e6, 1e155, 1e308])
    def test_extreme_numbers_stay_finite(self, hidden: str, scale: float) -> None:
        network = Network.random((3, 3, 2, 1), seed=1, hidden=hidden)
        network = network.with_parameters(np.sign(network.parameters()) * scale)
        went = passes(network, [scale, -scale, 1.0], 1.0)
        assert went.blame is not None
        assert math.isfinite(went.blame.error)
        assert np.isfinite(went.blame.gradient.parameters()).all()
        for layer in went.layers:
            assert np.isfinite(layer.products).all()
            assert np.isfinite(layer.sums).all()

    def test_an_update_beyond_all_numbers_is_a_problem(self) -> None:
        network = Network([[[-1e200]]], hidden="linear")
        with pytest.raises(Problem, match="smaller"):
            passes(network, [1e200], 1.0).updated(1e200)

    def test_what_is_refused(self) -> None:
        network = Network.random()
        refused: list[tuple[Any, float]] = [([1.0, 2.0], 1.0), ([1.0, 2.0, math.nan], 1.0)]
        refused += [([1.0, 2.0, 3.0], 1.5), ([[1.0, 2.0, 3.0]], 1.0)]
        for x, y in refused:
            with pytest.raises(ValueError, match=r"X|y"):
                passes(network, x, y)
