"""Training: right at every step, the same to the bit however it is cut, and honest when it goes astray."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.descent import Descent, Snapshot, train
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem


def a_class(count: int = 30, features: int = 3, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.uniform(0.2, 1.0, (count, features))
    return X, (X.mean(axis=1) + rng.normal(0, 0.05, count) > 0.6).astype(float)


def last_of(*arguments: Any, **settings: Any) -> Snapshot:
    *_, last = train(*arguments, **settings)
    return last


def bits(network: Network) -> str:
    return network.parameters().tobytes().hex()


class TestOneUpdate:
    def test_the_worked_example(self, worked: Any) -> None:
        first, second = train(worked.network, worked.X, [worked.y], learning_rate=worked.learning_rate, epochs=1)
        assert first.network == worked.network
        assert first.loss == pytest.approx(worked.error, abs=6e-13)
        assert second.network.weights[1][:, 0] == pytest.approx(worked.W2_after, abs=6e-13)
        assert second.network.predict(worked.X)[0] == pytest.approx(worked.guess_after, abs=6e-13)
        assert second.loss == pytest.approx(worked.error_after, abs=6e-13)

    @given(
        sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
        hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
        bias=st.booleans(),
        count=st.integers(1, 40),
        seed=st.integers(0, 1000),
    )
    def test_it_is_a_step_down_the_gradient(
        self, sizes: list[int], hidden: str, bias: bool, count: int, seed: int
    ) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        X, _ = a_class(count, sizes[0], seed)
        y = np.random.default_rng(seed).uniform(0, 1, count)
        after = last_of(network, X, y, learning_rate=0.7, epochs=1)
        expected = network.parameters() - 0.7 * network.gradient(X, y).parameters()
        assert after.network.parameters() == pytest.approx(expected, rel=1e-11, abs=1e-13)
        assert after.loss == pytest.approx(after.network.loss(X, y), rel=1e-12)

    @pytest.mark.parametrize("count", [9_000, 40_003, 100_000])
    def test_a_class_larger_than_the_cache(self, count: int) -> None:
        X, y = a_class(count)
        network = Network.random(seed=2)
        after = last_of(network, X, y, learning_rate=0.7, epochs=1)
        expected = network.parameters() - 0.7 * network.gradient(X, y).parameters()
        assert after.network.parameters() == pytest.approx(expected, rel=1e-11)
        assert after.loss == pytest.approx(after.network.loss(X, y), rel=1e-12)

    def test_a_wide_network(self) -> None:
        X, y = a_class(700, 40)
        network = Network.random((40, 60, 20, 1), seed=2)
        after = last_of(network, X, y, learning_rate=0.1, epochs=1)
        expected = network.parameters() - 0.1 * network.gradient(X, y).parameters()
        assert after.network.parameters() == pytest.approx(expected, rel=1e-11, abs=1e-13)

    def test_a_class_in_any_memory_order_and_type(self) -> None:
        X, y = a_class()
        expected = last_of(Network.random(), X, y, epochs=3)
        for other in (np.asfortranarray(X), X.tolist(), np.repeat(X, 2, axis=0)[::2]):
            assert last_of(Network.random(), other, y.astype(int).tolist(), epochs=3).network == expected.network


class TestSnapshots:
    @pytest.mark.parametrize(
        ("epochs", "every", "seen"),
        [(5, 1, [0, 1, 2, 3, 4, 5]), (7, 3, [0, 3, 6, 7]), (6, 3, [0, 3, 6]), (2, 100, [0, 2]), (0, 1, [0])],
    )
    def test_at_epoch_0_every_and_the_last(self, epochs: int, every: int, seen: list[int]) -> None:
        X, y = a_class()
        assert [s.epoch for s in train(Network.random(), X, y, epochs=epochs, every=every)] == seen
        assert [s.epoch for s in train(Network.random(), X, y, epochs=epochs, every=every, first_epoch=40)] == [
            40 + epoch for epoch in seen
        ]

    def test_a_snapshot_does_not_change_afterwards(self) -> None:
        X, y = a_class()
        descent = Descent(Network.random(), X, y)
        snapshot = descent.snapshot()
        before = bits(snapshot.network)
        descent.run(10, 1.0)
        assert bits(snapshot.network) == before
        assert bits(descent.snapshot().network) != before
        with pytest.raises(AttributeError):
            snapshot.epoch = 3  # type: ignore[misc]

    def test_the_class_is_copied(self) -> None:
        X, y = a_class()
        descent = Descent(Network.random(), X, y)
        expected = last_of(Network.random(), X, y, epochs=20)
        X[:], y[:] = 0.0, 1.0
        descent.run(20, 1.0)
        assert descent.snapshot().network == expected.network

    def test_it_learns(self) -> None:
        X, y = a_class(200)
        last = last_of(Network.random(), X, y, every=5000)
        assert last.loss < 0.5 * Network.random().loss(X, y)
        assert ((last.network.predict(X) > 0.5) == (y == 1.0)).mean() > 0.85


class TestTheSameBits:
    @pytest.mark.parametrize("batch_size", [None, 7, 1])
    def test_for_the_same_seed(self, batch_size: int | None) -> None:
        X, y = a_class()

        def trained(seed: int) -> str:
            return bits(last_of(Network.random(), X, y, epochs=40, batch_size=batch_size, every=40, seed=seed).network)

        assert len({trained(5) for _ in range(20)}) == 1
        assert (trained(5) == trained(6)) == (batch_size is None)

    @pytest.mark.parametrize("count", [1, 30, 20_000])
    @pytest.mark.parametrize("hidden", ["sigmoid", "relu"])
    def test_wherever_the_class_lies_in_memory(self, count: int, hidden: str) -> None:
        X, y = a_class(count)
        found = set()
        for shift in range(8):
            room = np.empty(4 * count + shift)[shift:]
            room[: 3 * count], room[3 * count :] = X.ravel(), y
            shifted = room[: 3 * count].reshape(count, 3), room[3 * count :]
            found.add(bits(last_of(Network.random(hidden=hidden), *shifted, epochs=5, every=5).network))
        assert len(found) == 1

    @given(
        cuts=st.lists(st.integers(0, 9), max_size=6),
        batch_size=st.sampled_from([None, 1, 4, 30, 99]),
        count=st.sampled_from([1, 13]),
        look=st.booleans(),
        hidden=st.sampled_from(["sigmoid", "tanh", "linear"]),
    )
    def test_however_the_training_is_cut(
        self, cuts: list[int], batch_size: int | None, count: int, look: bool, hidden: str
    ) -> None:
        X, y = a_class(count)
        descent = Descent(Network.random(hidden=hidden), X, y, batch_size=batch_size, seed=3)
        for epochs in cuts:
            descent.run(epochs, 0.2)
            if look:
                descent.snapshot(going_on=epochs % 2 == 0)
        network = Network.random(hidden=hidden)
        whole = last_of(network, X, y, 0.2, sum(cuts), batch_size, every=100, seed=3)
        assert descent.snapshot().network == whole.network
        assert descent.snapshot().epoch == whole.epoch
        assert descent.snapshot().loss == whole.loss

    @pytest.mark.parametrize("batch_size", [None, 7, 1])
    def test_when_it_goes_on_from_a_snapshot(self, batch_size: int | None) -> None:
        X, y = a_class()
        snapshots = list(train(Network.random(), X, y, epochs=50, batch_size=batch_size, every=10, seed=9))
        for earlier in snapshots:
            last = last_of(
                earlier.network,
                X,
                y,
                epochs=50 - earlier.epoch,
                batch_size=batch_size,
                every=50,
                seed=9,
                first_epoch=earlier.epoch,
            )
            assert last.network == snapshots[-1].network
            assert last.epoch == 50

    def test_a_batch_of_the_whole_class_is_the_whole_class(self) -> None:
        X, y = a_class()
        expected = last_of(Network.random(), X, y, epochs=9).network
        assert last_of(Network.random(), X, y, epochs=9, batch_size=30).network == expected
        assert last_of(Network.random(), X, y, epochs=9, batch_size=31).network == expected


class TestOneStudentAtATime:
    def test_at_first_there_is_no_last_student(self) -> None:
        assert Descent(Network.random(), *a_class()).last_student is None

    def test_each_update_is_a_step_for_that_student(self) -> None:
        X, y = a_class()
        descent = Descent(Network.random(), X, y, seed=4)
        rows: list[int] = []
        for number in range(1, 31):
            before, row = descent.snapshot().network, descent.next_student
            descent.run_students(1, 0.5)
            rows.append(row)
            assert descent.last_student == row
            assert (descent.epoch, descent.student) == divmod(number, 30)
            expected = before.parameters() - 0.5 * before.gradient(X[[row]], y[[row]]).parameters()
            snapshot = descent.snapshot()
            assert (snapshot.epoch, snapshot.student) == divmod(number, 30)
            assert snapshot.network.parameters() == pytest.approx(expected, rel=1e-12)
            assert snapshot.loss == pytest.approx(snapshot.network.loss(X, y), rel=1e-12)
        assert sorted(rows) == list(range(30))
        assert rows != sorted(rows)

    def test_the_order_is_new_each_epoch_and_the_same_for_a_seed(self) -> None:
        X, y = a_class()

        def order(epoch: int, seed: int) -> list[int]:
            descent = Descent(Network.random(), X, y, seed=seed, first_epoch=epoch)
            found = []
            for _ in range(30):
                found.append(descent.next_student)
                descent.run_students(1, 0.1)
            return found

        assert order(0, 1) == order(0, 1)
        assert len({tuple(order(epoch, seed)) for epoch in (0, 1, 2) for seed in (0, 1, 2)}) == 9
        later = Descent(Network.random(), X, y, seed=1)
        later.run(2, 0.1)
        assert [later.next_student] == order(2, 1)[:1]

    @given(st.lists(st.integers(1, 40), max_size=6), st.booleans())
    def test_the_same_bits_as_batches_of_one(self, counts: list[int], look: bool) -> None:
        X, y = a_class(13)
        descent = Descent(Network.random(), X, y, seed=2)
        for count in counts:
            descent.run_students(count, 0.5)
            if look:
                descent.snapshot()
        descent.run_students(-sum(counts) % 13, 0.5)
        epochs = descent.epoch
        assert descent.student == 0
        assert descent.snapshot().network == last_of(Network.random(), X, y, 0.5, epochs, 1, every=99, seed=2).network

    def test_an_epoch_begun_one_by_one_is_finished_that_way(self) -> None:
        X, y = a_class(13)
        descent = Descent(Network.random(), X, y, seed=2)
        descent.run_students(5, 0.5)
        descent.run(0, 0.5)
        assert descent.student == 5
        descent.run(1, 0.5)
        assert (descent.epoch, descent.student) == (1, 0)
        one_epoch = last_of(Network.random(), X, y, 0.5, 1, 1, seed=2).network
        assert descent.snapshot().network == one_epoch
        descent.run(3, 0.5)
        assert descent.snapshot().network == last_of(one_epoch, X, y, 0.5, 3, first_epoch=1).network

    def test_it_can_begin_in_the_midst_of_an_epoch(self) -> None:
        X, y = a_class(13)
        whole = Descent(Network.random(), X, y, seed=2, first_epoch=7)
        whole.run_students(5, 0.5)
        halfway = whole.snapshot()
        rest = Descent(halfway.network, X, y, seed=2, first_epoch=halfway.epoch, first_student=halfway.student)
        for descent in (whole, rest):
            descent.run_students(20, 0.5)
        assert rest.snapshot() == whole.snapshot()
        assert rest.snapshot().epoch == 8


class TestHeld:
    @pytest.mark.parametrize("batch_size", [None, 7, 1])
    @pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
    def test_a_held_parameter_never_moves_and_the_rest_learns(self, batch_size: int | None, hidden: str) -> None:
        X, y = a_class()
        network = Network.random((3, 2, 1), hidden=hidden)
        for place in range(11):
            held = np.arange(11) == place
            last = last_of(network, X, y, epochs=50, batch_size=batch_size, every=50, held=held)
            moved = last.network.parameters() != network.parameters()
            assert (moved == ~held).all()

    def test_holding_several_keeps_the_gradient_of_the_others(self) -> None:
        X, y = a_class()
        network = Network.random()
        held = np.arange(11) % 3 == 0
        after = last_of(network, X, y, learning_rate=0.5, epochs=1, held=held).network.parameters()
        expected = network.parameters() - 0.5 * network.gradient(X, y).parameters() * ~held
        assert after == pytest.approx(expected, rel=1e-12)

    def test_with_all_held_nothing_happens(self) -> None:
        X, y = a_class()
        assert last_of(Network.random(), X, y, epochs=5, held=[True] * 11).network == Network.random()


class TestExtremes:
    """Warnings fail the tests, so these also show that there are none."""

    @pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "linear"])
    @pytest.mark.parametrize("scale", [1e6, -1e6, 1e60, 1e120])
    def test_saturated_weights(self, hidden: str, scale: float) -> None:
        X, y = a_class()
        network = Network.random(hidden=hidden)
        network = network.with_parameters(network.parameters() * scale)
        for snapshot in train(network, X, y, learning_rate=0.5, epochs=3):
            assert snapshot.network.is_finite
            assert math.isfinite(snapshot.loss)
            assert snapshot.loss == pytest.approx(snapshot.network.loss(X, y), rel=1e-9)

    @pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
    @pytest.mark.parametrize("batch_size", [None, 4])
    @pytest.mark.parametrize("largest", [1e6, 1e99, 1e155, 1e308])
    def test_huge_inputs(self, hidden: str, batch_size: int | None, largest: float) -> None:
        X, y = a_class()
        X = (X - 0.6) * largest
        for snapshot in train(Network.random(hidden=hidden), X, y, epochs=3, batch_size=batch_size):
            assert snapshot.network.is_finite
            assert math.isfinite(snapshot.loss)

    @pytest.mark.parametrize("scale", [1e300, 1.7e308])
    def test_parameters_at_the_edge_of_all_numbers(self, scale: float) -> None:
        X, y = a_class()
        weights = [scale * np.array([[1, -1], [-1, 1], [1, 1]]), scale * np.array([[1], [-1]])]
        network = Network(weights, [[scale, -scale], [scale]])
        seen: list[Snapshot] = []
        with contextlib.suppress(Problem):
            seen.extend(train(network, X, y, epochs=3))
        assert all(snapshot.network.is_finite and math.isfinite(snapshot.loss) for snapshot in seen)

    @pytest.mark.parametrize("outcome", [0.0, 1.0])
    @pytest.mark.parametrize("batch_size", [None, 1])
    def test_a_class_of_one_student(self, outcome: float, batch_size: int | None) -> None:
        last = last_of(Network.random(), [[0.8, 0.4, 0.6]], [outcome], epochs=500, batch_size=batch_size, every=500)
        assert last.network.predict([[0.8, 0.4, 0.6]])[0] == pytest.approx(outcome, abs=0.02)

    @pytest.mark.parametrize("outcome", [0.0, 1.0])
    def test_a_class_with_one_outcome_only(self, outcome: float) -> None:
        X, y = a_class()
        last = last_of(Network.random(), X, np.full_like(y, outcome), epochs=2000, every=2000)
        assert last.network.predict(X) == pytest.approx(outcome, abs=0.02)
        assert last.loss < 0.01

    def test_an_error_that_is_almost_nothing_keeps_its_digits(self) -> None:
        network = Network([[[50.0]]])
        first, _ = train(network, [[1.0]], [1.0], epochs=1)
        assert first.loss == pytest.approx(math.exp(-50.0), rel=1e-12, abs=0)


class TestGoingAstray:
    @pytest.mark.parametrize("batch_size", [None, 4])
    def test_it_says_what_to_do(self, batch_size: int | None) -> None:
        X, y = a_class()
        network = Network.random((3, 2, 1), hidden="linear")
        with pytest.raises(Problem, match=r"learning rate α = 1e\+200 is too large.*smaller"):
            last_of(network, X, y, learning_rate=1e200, epochs=20, batch_size=batch_size)

    def test_one_student_at_a_time_too(self) -> None:
        X, y = a_class()
        descent = Descent(Network.random((3, 2, 1), hidden="linear"), X, y)
        with pytest.raises(Problem, match=r"α = 1e\+200"):
            descent.run_students(60, 1e200)

    def test_every_snapshot_before_is_finite(self) -> None:
        X, y = a_class()
        seen: list[Snapshot] = []
        with pytest.raises(Problem):
            seen.extend(train(Network.random((3, 2, 1), hidden="linear"), X, y, learning_rate=1e80, epochs=99))
        assert len(seen) > 1
        assert all(snapshot.network.is_finite and math.isfinite(snapshot.loss) for snapshot in seen)

    def test_a_sigmoid_network_bears_a_huge_learning_rate(self) -> None:
        X, y = a_class()
        assert last_of(Network.random(), X, y, learning_rate=1e100, epochs=20).network.is_finite


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"X": [[1.0, 2.0]]}, r"\(students, 3\)"),
        ({"y": [1.0]}, r"\(2,\)"),
        ({"y": [0.0, 1.5]}, "between 0"),
        ({"X": np.empty((0, 3)), "y": []}, "no student"),
        ({"X": [[1.0, 2.0, math.nan]] * 2}, "not finite"),
        ({"batch_size": 0}, "at least one student"),
        ({"held": [True]}, r"\(11,\)"),
        ({"every": 0}, "every"),
        ({"epochs": -1}, "epochs"),
    ],
)
def test_what_is_refused_at_once(changes: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"network": Network.random(), "X": np.ones((2, 3)), "y": [0.0, 1.0]}
    with pytest.raises(ValueError, match=message):
        train(**(arguments | changes))


def test_an_epoch_cannot_begin_after_its_last_student() -> None:
    with pytest.raises(ValueError, match="2 students"):
        Descent(Network.random(), np.ones((2, 3)), [0.0, 1.0], first_student=2)
