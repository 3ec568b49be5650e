"""The class's numbers, row by row, are those of each student alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.class_pass import class_pass
from neuralpad.core.network import Network
from neuralpad.core.parts import parameters_of, slope_of
from neuralpad.core.passes import passes


@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
    bias=st.booleans(),
    seed=st.integers(0, 10_000),
)
def test_each_row_is_a_student(sizes: list[int], hidden: str, bias: bool, seed: int) -> None:
    network = Network.random((*sizes, 1), seed, bias, hidden)
    rng = np.random.default_rng(seed)
    X, y = rng.uniform(0, 1, (5, sizes[0])), rng.integers(0, 2, 5).astype(float)
    rows = class_pass(network, X, y)
    assert rows.students == 5
    for student in range(5):
        went = passes(network, X[student], y[student])
        assert went.blame is not None
        assert rows.errors is not None
        assert rows.errors[student] == pytest.approx(went.blame.error, rel=1e-12)
        assert rows.guesses[student] == pytest.approx(went.guess, rel=1e-12)
        for layer, forward, backward in zip(rows.layers, went.layers, went.blame.layers, strict=True):
            assert layer.blame is not None
            assert layer.inputs[student] == pytest.approx(forward.inputs, abs=1e-13)
            assert layer.sums[student] == pytest.approx(forward.sums, abs=1e-13)
            assert layer.outputs[student] == pytest.approx(forward.outputs, abs=1e-13)
            assert layer.blame[student] == pytest.approx(backward.blame, abs=1e-13)
        for part in parameters_of(network):
            assert rows.shares(part)[student] == pytest.approx(slope_of(went.blame.gradient, part), abs=1e-13)
    assert rows.error == pytest.approx(network.loss(X, y), rel=1e-12)
    assert rows.gradient.parameters() == pytest.approx(network.gradient(X, y).parameters(), rel=1e-11, abs=1e-15)
    for part in parameters_of(network):
        assert rows.shares(part).mean() == pytest.approx(slope_of(rows.gradient, part), rel=1e-10, abs=1e-15)


def test_without_outcomes_there_is_no_blame() -> None:
    rows = class_pass(Network.random(), [[0.1, 0.2, 0.3]])
    assert rows.errors is None
    assert [layer.blame for layer in rows.layers] == [None, None]
    assert rows.guesses == pytest.approx(Network.random().predict([[0.1, 0.2, 0.3]]))


def test_arrays_are_copies_that_cannot_be_written() -> None:
    X = np.full((2, 3), 0.5)
    rows = class_pass(Network.random(), X, [0.0, 1.0])
    X[:] = 9.0
    assert (rows.layers[0].inputs == 0.5).all()
    for layer in rows.layers:
        assert layer.blame is not None
        for array in (layer.inputs, layer.sums, layer.outputs, layer.blame):
            assert not array.flags.writeable


def test_what_is_refused() -> None:
    network = Network.random()
    with pytest.raises(ValueError, match="shape"):
        class_pass(network, [[0.1, 0.2]])
    with pytest.raises(ValueError, match="student"):
        class_pass(network, np.empty((0, 3)), np.empty(0))
    with pytest.raises(ValueError, match="between"):
        class_pass(network, [[0.1, 0.2, 0.3]], [2.0])
