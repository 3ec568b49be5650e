"""How long the engine takes: an epoch of small and large classes, one student, a snapshot."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from neuralpad.core.descent import Descent
from neuralpad.core.network import Network
from neuralpad.core.passes import passes


def descent(count: int, batch_size: int | None = None) -> Descent:
    rng = np.random.default_rng(0)
    X = rng.uniform(0.2, 1.0, (count, 3))
    y = (X @ [0.2, 0.5, 0.3] + rng.normal(0, 0.08, count) > 0.6).astype(float)
    return Descent(Network.random(), X, y, batch_size=batch_size)


@pytest.mark.parametrize(("students", "epochs"), [(30, 1000), (400, 500), (10_000, 20), (100_000, 2)])
def test_whole_class_epochs(students: int, epochs: int, benchmark: BenchmarkFixture) -> None:
    training = descent(students)
    benchmark(training.run, epochs, 0.5)
    assert training.epoch >= epochs


@pytest.mark.parametrize("batch_size", [1, 32])
def test_an_epoch_in_batches(batch_size: int, benchmark: BenchmarkFixture) -> None:
    training = descent(400, batch_size)
    benchmark(training.run, 1, 0.5)
    assert training.snapshot().network.is_finite


def test_one_student(benchmark: BenchmarkFixture) -> None:
    training = descent(30)
    benchmark(training.run_students, 1, 0.5)
    assert training.last_student is not None


@pytest.mark.parametrize("students", [30, 10_000])
def test_a_snapshot(students: int, benchmark: BenchmarkFixture) -> None:
    training = descent(students)
    assert benchmark(training.snapshot).epoch == 0


def test_both_passes_of_a_student(benchmark: BenchmarkFixture) -> None:
    went = benchmark(passes, Network.random(), np.array([0.87, 0.45, 0.62]), 1.0)
    assert went.blame is not None
