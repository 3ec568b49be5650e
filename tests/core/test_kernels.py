"""The fast loop lays a class out as it should, and its shortcuts change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from neuralpad.core.kernels import LARGEST_INPUT, Kernel, Update
from neuralpad.core.network import Network


def a_class(count: int, features: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(count)
    return rng.uniform(0, 1, (count, features)), rng.integers(0, 2, count).astype(float)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("count", [1, 30, 50_001])
def test_tiles_hold_the_whole_class_in_order(count: int, bias: bool, hidden: str) -> None:
    kernel = Kernel(Network.random(bias=bias, hidden=hidden), np.ones(8 + 3 * bias))
    X, y = a_class(count)
    tiles = kernel.tiles(X, y)
    widths = [tile.shape[1] for tile in tiles]
    assert sum(widths) == count
    assert max(widths) - min(widths) < len(widths)
    again = kernel.students(tiles)
    assert (again[0] == X).all()
    assert (again[1] == y).all()


def test_inputs_beyond_measure_are_held() -> None:
    kernel = Kernel(Network.random(), np.ones(11))
    X, y = a_class(5)
    X[2, 1], X[3, 0] = -1e308, 1e101
    again, _ = kernel.students(kernel.tiles(X, y))
    assert (again[2, 1], again[3, 0]) == (-LARGEST_INPUT, LARGEST_INPUT)
    again[2, 1], again[3, 0] = X[2, 1], X[3, 0]
    assert (again == X).all()


def test_an_error_in_passing_does_not_disturb_the_steps() -> None:
    network = Network.random(seed=3)
    X, y = a_class(25_000)

    def moved(looks: list[bool | None]) -> bytes:
        kernel = Kernel(network, np.ones(11))
        update = Update(kernel, kernel.tiles(X, y))
        few = Update(kernel, kernel.tiles(X[:7], y[:7]))
        for look in looks:
            if look is not None:
                assert update.loss(going_on=look) == pytest.approx(
                    network.with_parameters(kernel.parameters).loss(X, y)
                )
            few.repeat(1, 0.5)
            if look is not None:
                update.loss(going_on=look)
                update.loss(going_on=look)
            update.repeat(2, 0.5)
            update.repeat(0, 0.5)
            update.repeat(1, 0.25)
        return kernel.parameters.tobytes()

    assert moved([None] * 3) == moved([True] * 3) == moved([False] * 3) == moved([True, False, None])
