"""An independent judge: the same mathematics in scalar Python, from the formulas alone; it shares no code."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neuralpad.core.descent import Descent, train
from neuralpad.core.network import Network

Rows = list[list[float]]


class Judge:
    """A network as nested lists: w[l][i][j] joins unit i of layer l to unit j of the next, whose bias is b[l][j]."""

    def __init__(self, network: Network) -> None:
        self.w = [weight.tolist() for weight in network.weights]
        self.biased = network.biases is not None
        self.b = [bias.tolist() for bias in network.biases or [np.zeros(weight.shape[1]) for weight in network.weights]]
        self.hidden = network.hidden

    def squash(self, layer: int, z: float) -> tuple[float, float]:
        """The value and the slope of a unit."""
        kind = "sigmoid" if layer == len(self.w) - 1 else self.hidden
        if kind == "sigmoid":
            return 1 / (1 + math.exp(-z)), math.exp(-z) / (1 + math.exp(-z)) ** 2
        if kind == "tanh":
            return 2 / (1 + math.exp(-2 * z)) - 1, 4 / (math.exp(z) + math.exp(-z)) ** 2
        if kind == "relu":
            return (z, 1.0) if z > 0 else (0.0, 0.0)
        return z, 1.0

    def forward(self, x: list[float]) -> list[list[tuple[float, float]]]:
        layers = [[(value, 0.0) for value in x]]
        for layer, (w, b) in enumerate(zip(self.w, self.b, strict=True)):
            before = layers[-1]
            sums = [b[j] + sum(before[i][0] * w[i][j] for i in range(len(w))) for j in range(len(b))]
            layers.append([self.squash(layer, z) for z in sums])
        return layers

    def loss(self, X: Rows, y: list[float]) -> float:
        total = 0.0
        for x, target in zip(X, y, strict=True):
            guess = self.forward(x)[-1][0][0]
            total -= target * math.log(guess) + (1 - target) * math.log(1 - guess)
        return total / len(X)

    def learn(self, X: Rows, y: list[float], learning_rate: float) -> None:
        """One update from the mean slope over these students, all parameters from their old values."""
        slopes_w = [[[0.0 for _ in row] for row in w] for w in self.w]
        slopes_b = [[0.0 for _ in b] for b in self.b]
        for x, target in zip(X, y, strict=True):
            layers = self.forward(x)
            blame = [layers[-1][0][0] - target]
            for layer in reversed(range(len(self.w))):
                inputs = layers[layer]
                for j, share in enumerate(blame):
                    slopes_b[layer][j] += share / len(X)
                    for i, (value, _) in enumerate(inputs):
                        slopes_w[layer][i][j] += share * value / len(X)
                w = self.w[layer]
                blame = [
                    slope * sum(w[i][j] * blame[j] for j in range(len(blame))) for i, (_, slope) in enumerate(inputs)
                ]
        for layer, w in enumerate(self.w):
            for i, row in enumerate(w):
                for j in range(len(row)):
                    row[j] -= learning_rate * slopes_w[layer][i][j]
            for j in range(len(self.b[layer])):
                self.b[layer][j] -= learning_rate * slopes_b[layer][j] * self.biased

    def parameters(self) -> list[float]:
        flat: list[float] = []
        for w, b in zip(self.w, self.b, strict=True):
            flat += [value for row in w for value in row]
            flat += b if self.biased else []
        return flat


SHAPES = [(3, 2, 1), (1, 1), (4, 1), (2, 3, 2, 1), (5, 4, 3, 2, 1), (1, 7, 1)]


@pytest.fixture(params=["sigmoid", "tanh", "relu", "linear"])
def hidden(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["bias", "no bias"])
def bias(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def some_class(features: int, count: int = 11) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(features)
    X = rng.uniform(0, 1, (count, features))
    return X, (X.mean(axis=1) + rng.normal(0, 0.2, count) > 0.5).astype(float)


@pytest.mark.parametrize("sizes", SHAPES)
def test_loss_and_gradient(sizes: tuple[int, ...], hidden: str, bias: bool) -> None:
    network = Network.random(sizes, seed=3, bias=bias, hidden=hidden)
    X, y = some_class(sizes[0])
    judge = Judge(network)
    assert network.loss(X, y) == pytest.approx(judge.loss(X.tolist(), y.tolist()), rel=1e-12)
    judge.learn(X.tolist(), y.tolist(), 1.0)
    slopes = network.parameters() - judge.parameters()
    assert network.gradient(X, y).parameters() == pytest.approx(slopes, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("batch_size", [None, 11, 4, 1])
def test_several_epochs(sizes: tuple[int, ...], batch_size: int | None, hidden: str, bias: bool) -> None:
    network = Network.random(sizes, seed=3, bias=bias, hidden=hidden)
    X, y = some_class(sizes[0])
    judge, rate = Judge(network), 0.02 if hidden == "linear" else 0.3
    snapshots = train(network, X, y, learning_rate=rate, epochs=5, batch_size=batch_size, every=2, seed=8)
    for snapshot, epochs in zip(snapshots, ([], [0, 1], [2, 3], [4]), strict=True):
        for epoch in epochs:
            order = list(range(11))
            if batch_size in (4, 1):
                # One at a time or in batches, an epoch takes the students in the same order.
                order = [
                    Descent(network, X, y, seed=8, first_epoch=epoch, first_student=place).next_student
                    for place in range(11)
                ]
            for start in range(0, 11, batch_size or 11):
                rows = order[start : start + (batch_size or 11)]
                judge.learn(X[rows].tolist(), y[rows].tolist(), rate)
        assert snapshot.network.parameters() == pytest.approx(judge.parameters(), rel=1e-10, abs=1e-13)
        assert snapshot.loss == pytest.approx(judge.loss(X.tolist(), y.tolist()), rel=1e-11)
