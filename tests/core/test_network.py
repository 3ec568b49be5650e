"""A network is a frozen value whose predictions, error and slopes are right for every shape and every finite number."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.network import Network

HIDDEN = ("sigmoid", "tanh", "relu", "linear")


@st.composite
def networks(draw: st.DrawFn, hidden: tuple[str, ...] = HIDDEN) -> Network:
    """Networks of any shape with parameters from N(0, 1), biases too."""
    sizes = (*draw(st.lists(st.integers(1, 5), min_size=1, max_size=4)), 1)
    seed = draw(st.integers(0, 2**32))
    network = Network.random(sizes, seed, draw(st.booleans()), draw(st.sampled_from(hidden)))
    return network.with_parameters(np.random.default_rng(seed).normal(size=network.parameters().size))


def students(network: Network, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (count, network.sizes[0])), rng.integers(0, 2, count).astype(float)


class TestWorkedExample:
    def test_guess_and_error(self, worked: Any) -> None:
        assert worked.network.predict(worked.X)[0] == pytest.approx(worked.guess, abs=6e-13)
        assert worked.network.loss(worked.X, [worked.y]) == pytest.approx(worked.error, abs=6e-13)

    def test_slopes(self, worked: Any) -> None:
        gradient = worked.network.gradient(worked.X, [worked.y])
        assert gradient.weights[1][:, 0] == pytest.approx(worked.output_slopes, abs=6e-13)
        assert gradient.weights[0] == pytest.approx(np.outer(worked.x, worked.delta), abs=6e-13)
        if worked.network.biases is None:
            assert gradient.biases is None
        else:
            assert gradient.biases is not None
            assert gradient.biases[0] == pytest.approx(worked.delta, abs=6e-13)
            assert gradient.biases[1] == pytest.approx([worked.guess - worked.y], abs=6e-13)


def complex_loss(network: Network, parameters: np.ndarray, X: np.ndarray, y: np.ndarray) -> complex:
    """The error written down once more, for parameters that may be complex."""
    bends: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.where(z.real > 0, z, 0),
        "linear": lambda z: z,
    }
    bend = bends[network.hidden]
    a, used = X.astype(complex), 0
    for n, k in zip(network.sizes[:-1], network.sizes[1:], strict=True):
        z = a @ parameters[used : used + n * k].reshape(n, k)
        used += n * k
        if network.biases is not None:
            z = z + parameters[used : used + k]
            used += k
        a = bend(z)
    assert used == parameters.size
    right = np.where(y == 1.0, z[:, 0], -z[:, 0])
    return complex(np.log(1 + np.exp(-right)).mean())


@given(network=networks(), count=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_every_slope_agrees_with_a_complex_step(network: Network, count: int, seed: int) -> None:
    X, y = students(network, count, seed)
    parameters = network.parameters().astype(complex)
    assert network.loss(X, y) == pytest.approx(complex_loss(network, parameters, X, y).real, rel=1e-12, abs=1e-12)
    slopes = network.gradient(X, y).parameters()
    for place in range(parameters.size):
        step = parameters.copy()
        step[place] += 1e-40j
        assert slopes[place] == pytest.approx(complex_loss(network, step, X, y).imag / 1e-40, rel=1e-9, abs=1e-12)


@given(network=networks(), seed=st.integers(0, 2**32))
def test_the_slope_of_a_class_is_the_mean_of_its_students(network: Network, seed: int) -> None:
    X, y = students(network, 5, seed)
    each = [network.gradient(X[i : i + 1], y[i : i + 1]).parameters() for i in range(5)]
    assert network.gradient(X, y).parameters() == pytest.approx(np.mean(each, axis=0), rel=1e-12, abs=1e-14)


class TestExtremes:
    """Warnings fail the tests, so these also show that there are none."""

    @given(
        network=networks(),
        sizes=st.tuples(*[st.sampled_from([0.0, 1.0, -1.0, 1e-300, 1e6, -1e6, 1e155, 1e308, -1e308])] * 2),
        seed=st.integers(0, 2**32),
    )
    def test_everything_is_finite(self, network: Network, sizes: tuple[float, float], seed: int) -> None:
        rng = np.random.default_rng(seed)
        huge = network.with_parameters(sizes[0] * rng.uniform(-1, 1, network.parameters().size))
        X, y = sizes[1] * rng.uniform(-1, 1, (4, network.sizes[0])), np.array([0.0, 1.0, 0.5, 1.0])
        chances = huge.predict(X)
        assert ((chances >= 0) & (chances <= 1)).all()
        assert np.isfinite(huge.logits(X)).all()
        assert math.isfinite(huge.loss(X, y))
        assert np.isfinite(huge.gradient(X, y).parameters()).all()

    def test_of_two_overflowing_terms_the_larger_decides(self) -> None:
        network = Network([[[1e200], [-1e200], [1.0]]])
        assert network.logits([[1e200, 0.5e200, 3.0]])[0] == 1e300
        assert network.predict([[1e200, 2e200, 3.0]])[0] == 0.0

    def test_a_huge_student_leaves_the_others_as_they_are(self) -> None:
        network = Network([[[1e200], [1.0]]], [[0.25]])
        assert network.logits([[1e200, 0.0], [0.0, 0.125]]).tolist() == [1e300, 0.375]

    def test_a_sum_is_held_within_what_the_next_layer_can_bear(self) -> None:
        assert Network([[[1e305]]]).logits([[1.0], [-1.0]]).tolist() == [1e300, -1e300]

    def test_the_error_of_a_saturated_guess(self) -> None:
        network = Network([[[1e6]]])
        assert network.loss([[1.0]], [0.0]) == pytest.approx(1e6)
        assert network.loss([[1.0]], [1.0]) == 0.0
        assert network.loss([[-1.0], [1.0]], [1.0, 1.0]) == pytest.approx(5e5)

    def test_a_tiny_error_keeps_its_digits(self) -> None:
        assert Network([[[50.0]]]).loss([[1.0]], [1.0]) == pytest.approx(math.exp(-50.0), rel=1e-12, abs=0)


class TestValue:
    def test_arrays_are_read_only_copies(self) -> None:
        W1 = np.ones((3, 2))
        network = Network(weights=[W1, np.ones((2, 1))], biases=[np.zeros(2), np.zeros(1)])
        W1[0, 0] = 7.0
        assert network.weights[0][0, 0] == 1.0
        assert network.biases is not None
        for array in (*network.weights, *network.biases, network.parameters()):
            assert array.dtype == np.float64
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0.0
        with pytest.raises(AttributeError):
            network.hidden = "tanh"  # type: ignore[misc]

    def test_integers_and_other_memory_orders_are_taken(self) -> None:
        network = Network([np.arange(6).reshape(2, 3).T, [[1], [2]]])
        assert network.weights[0].tolist() == [[0, 3], [1, 4], [2, 5]]
        assert network.sizes == (3, 2, 1)

    def test_equal_networks_are_equal_to_the_bit(self) -> None:
        network = Network.random(seed=4)
        assert network == Network(network.weights, network.biases)
        assert hash(network) == hash(Network(network.weights, network.biases))
        assert network != network.replaced(0, 1, 1, np.nextafter(network.weights[0][1, 1], 9.0))
        assert network != Network(network.weights, network.biases, hidden="tanh")
        assert Network([[[0.0]]]) != Network([[[0.0]]], [[0.0]])
        assert Network([[[-0.0]]]) == Network([[[0.0]]])
        assert network != "a network"

    def test_copies_through_pickle_are_equal(self) -> None:
        network = Network.random((4, 3, 2, 1), seed=1, hidden="relu")
        assert pickle.loads(pickle.dumps(network)) == network
        assert copy.deepcopy(network) == network

    def test_random_weights(self) -> None:
        network = Network.random((100, 100, 1), seed=5)
        assert abs(network.weights[0].mean()) < 0.05
        assert network.weights[0].std() == pytest.approx(1.0, abs=0.05)
        assert network.biases is not None
        assert all((bias == 0).all() for bias in network.biases)
        assert network == Network.random((100, 100, 1), seed=5)
        assert network != Network.random((100, 100, 1), seed=6)
        without = Network.random((100, 100, 1), seed=5, bias=False)
        assert without.biases is None
        assert (without.weights[0] == network.weights[0]).all()

    def test_parameters_stand_layer_by_layer(self) -> None:
        network = Network([[[1, 2], [3, 4]], [[7], [8]]], [[5, 6], [9]])
        assert network.parameters().tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        assert network.with_parameters(network.parameters()) == network
        assert Network([[[1, 2], [3, 4]], [[5], [6]]]).parameters().tolist() == [1, 2, 3, 4, 5, 6]

    @given(networks())
    def test_one_parameter_can_be_replaced(self, network: Network) -> None:
        place = 0
        for layer, weight in enumerate(network.weights):
            rows: list[int | None] = list(range(weight.shape[0]))
            if network.biases is not None:
                rows.append(None)
            for i in rows:
                for j in range(weight.shape[1]):
                    assert network.parameter_index(layer, i, j) == place
                    changed = network.replaced(layer, i, j, 42.0)
                    bias = changed.bias(layer)
                    assert (changed.weights[layer][i, j] if i is not None else bias is not None and bias[j]) == 42.0
                    assert np.flatnonzero(changed.parameters() != network.parameters()).tolist() == [place]
                    place += 1
        assert place == network.parameters().size

    def test_parameters_that_are_not_there(self) -> None:
        network = Network.random((3, 2, 1), bias=False)
        for layer, i, j in [(0, None, 0), (0, 3, 0), (0, 0, 2), (0, -1, 0), (2, 0, 0), (-1, 0, 0), (1, 0, -1)]:
            with pytest.raises(ValueError, match="layer"):
                network.replaced(layer, i, j, 1.0)

    def test_finite_or_not(self) -> None:
        network = Network.random()
        assert network.is_finite
        assert not network.replaced(1, 0, 0, math.inf).is_finite
        assert not network.replaced(0, None, 1, math.nan).is_finite

    def test_its_text_says_what_it_is(self) -> None:
        assert repr(Network.random((5, 4, 1), hidden="tanh", bias=False)) == "<Network 5-4-1, tanh, without biases>"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("weights", "biases", "message"),
        [
            ([], None, "at least one layer"),
            ([[1.0, 2.0]], None, "matrix"),
            ([np.ones((3, 2))], None, "one unit"),
            ([np.ones((3, 2)), np.ones((3, 1))], None, "need 2 rows"),
            ([np.ones((3, 0)), np.ones((0, 1))], None, "matrix"),
            ([np.ones((3, 1))], [], "as many biases"),
            ([np.ones((3, 2)), np.ones((2, 1))], [np.ones(3), np.ones(1)], r"biases of layer 0.*\(2,\)"),
        ],
    )
    def test_shapes_that_do_not_fit(self, weights: list[Any], biases: list[Any] | None, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            Network(weights, biases)

    def test_other_things(self) -> None:
        network = Network.random()
        with pytest.raises(ValueError, match="no activation"):
            Network.random(hidden="step")
        with pytest.raises(ValueError, match="inputs and its output"):
            Network.random((3,))
        with pytest.raises(ValueError, match=r"\(students, 3\)"):
            network.predict([[1.0, 2.0]])
        with pytest.raises(ValueError, match=r"\(students, 3\)"):
            network.predict([1.0, 2.0, 3.0])
        for number in (math.nan, math.inf, -math.inf):
            with pytest.raises(ValueError, match="not finite"):
                network.predict([[1.0, number, 3.0], [1.0, 1e308, 3.0]])
        for y in ([1.0, 0.0], [[1.0]], [2.0], [-0.1], [math.nan]):
            with pytest.raises(ValueError, match="y must"):
                network.loss([[1.0, 2.0, 3.0]], y)
        with pytest.raises(ValueError, match="no student"):
            network.gradient(np.empty((0, 3)), [])
        with pytest.raises(ValueError, match="11 parameters"):
            network.with_parameters(np.zeros(10))

    def test_nobody_can_be_predicted_for(self) -> None:
        assert Network.random().predict(np.empty((0, 3))).shape == (0,)
