"""The fast loop under gradient descent: a list of NumPy calls, laid out once and repeated for every update.

Small classes are slow because of the calls and large ones because of memory. So nothing is allocated, converted or
decided while the loop runs: each call is bound to its buffers beforehand, students stand in columns (feature-major),
the biases are weights of one more input that is always 1, and a class that outgrows the cache is taken in tiles.

Layers that end in σ are kept negated, N = −[W; b], which spares a change of sign in each of their units:

    v = Nᵀ · [a; 1] = −z        σ(z) = 1 / (1 + eᵛ)        dσ/dv = −σ (1 − σ) = σ (σ − 1)

and at the output, where ∂E/∂v is y − ŷ, the error is E = y v − min(v, 0) + ln(1 + e^−|v|). Where eᵛ overflows, σ is
1 / ∞ = 0, as it should be: these calls run with overflow ignored. Other layers are kept as they are, and v = z.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np

from neuralpad.core.activations import Floats
from neuralpad.core.network import Network

Call = Callable[[], object]

LARGEST_INPUT = 1e100
"""Inputs beyond ± this are learned from as if they were this: every unit that bends is flat there."""

_TILE_BYTES = 1_000_000
_ZERO, _ONE = np.zeros(()), np.ones(())


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of k units; both arrays are (inputs, k), with biases (inputs + 1, k), and views into the kernel's."""

    activation: str
    parameters: Floats
    slopes: Floats

    @property
    def units(self) -> int:
        return self.parameters.shape[1]


@dataclass(frozen=True, slots=True)
class _Room:
    """Work buffers for a number of students: v and a of every layer, and ∂E/∂v of the hidden ones.

    With biases, the a of a hidden layer has a last row of ones.
    """

    a: list[Floats]
    blame: list[Floats]


class Kernel:
    """The parameters of a network while they change, and the calls that find their slopes.

    Parameters
    ----------
    network : Network
        Gives the shape and the first parameters.
    free : (p,) array
        1 where a parameter may move, 0 where it is held.

    Attributes
    ----------
    moving : (p,) array
        The parameters as the loop has them, in the order of `Network.parameters`, negated in layers that end in σ.
    slopes : (p,) array
        Of the error along each of them, summed over the students of a tile.
    prepared : Update or None
        The update whose slopes are ready for its next step.
    """

    def __init__(self, network: Network, free: Floats) -> None:
        self.free = free
        self.prepared: Update | None = None
        self._features = network.sizes[0]
        self._biased = network.biases is not None
        self._sign = np.ones_like(free)
        self.moving = np.empty_like(free)
        self.slopes = np.empty_like(free)
        self._layers: list[_Layer] = []
        start = 0
        for number, weights in enumerate(network.weights):
            n, k = weights.shape
            block = slice(start, start + (n + self._biased) * k)
            start = block.stop
            activation = network.activation(number).name
            self._sign[block] = -1.0 if activation == "sigmoid" else 1.0
            self._layers.append(
                _Layer(
                    activation,
                    self.moving[block].reshape(-1, k),
                    self.slopes[block].reshape(-1, k),
                )
            )
        np.multiply(network.parameters(), self._sign, out=self.moving)
        self._rooms: dict[int, _Room] = {}

    @property
    def parameters(self) -> Floats:
        """The parameters as they stand now, in the order of `Network.parameters`."""
        return self.moving * self._sign

    def tiles(self, X: Floats, y: Floats) -> list[Floats]:
        """Students X (m, features), y (m,) as columns, in tiles that fit the cache together with the work on them.

        The rows of a tile: the inputs, 1 if there are biases, and last y.
        """
        features = self._features
        rows = features + self._biased + 1
        work = sum(2 * layer.units + 1 for layer in self._layers[:-1]) + 1
        widest = max(_TILE_BYTES // (8 * (rows + work)), 256)
        width = -(-len(X) // -(-len(X) // widest))
        room = np.empty(rows * len(X))  # in one piece, which large memory pages can hold
        tiles: list[Floats] = []
        for start in range(0, len(X), width):
            stop = min(start + width, len(X))
            tile = room[rows * start : rows * stop].reshape(rows, stop - start)
            inputs = tile[:features]
            np.copyto(inputs, X[start:stop].T)
            if max(-inputs.min(), inputs.max()) > LARGEST_INPUT:
                np.clip(inputs, -LARGEST_INPUT, LARGEST_INPUT, out=inputs)
            tile[features:-1] = 1.0
            tile[-1] = y[start:stop]
            tiles.append(tile)
        return tiles

    def students(self, tiles: Sequence[Floats]) -> tuple[Floats, Floats]:
        """X and y again, from tiles."""
        table = np.hstack(tiles)
        return table[: self._features].T, table[-1]

    def output(self, tile: Floats) -> Floats:
        """Where `forward` leaves v of the output, (1, students)."""
        return self._room(tile.shape[1]).a[-1]

    def forward(self, tile: Floats) -> list[Call]:
        """The calls from the students of a tile to v of the output."""
        calls: list[Call] = []
        inputs = tile[:-1]
        for layer, a in zip(self._layers, self._room(tile.shape[1]).a, strict=True):
            v = a[: layer.units]
            calls.append(partial(layer.parameters.T.dot, inputs, v))
            if layer is not self._layers[-1]:
                calls += _activate(layer.activation, v)
            inputs = a
        return calls

    def backward(self, tile: Floats) -> list[Call]:
        """The calls from v of the output back to `slopes`."""
        room = self._room(tile.shape[1])
        blame = room.a[-1]
        calls = _activate("sigmoid", blame)
        calls.append(partial(np.subtract, tile[-1:], blame, blame))
        for number in reversed(range(len(self._layers))):
            layer = self._layers[number]
            inputs = room.a[number - 1] if number else tile[:-1]
            calls.append(partial(inputs.dot, blame.T, layer.slopes))
            if number:
                before = self._layers[number - 1]
                weights, passed_back = (
                    layer.parameters[: before.units],
                    room.blame[number - 1],
                )
                if layer.units == 1:  # a product of a column and a row, which BLAS is slow at
                    calls.append(partial(np.multiply, weights, blame, passed_back))
                else:
                    calls.append(partial(weights.dot, blame, passed_back))
                blame = passed_back
                calls += _times_slope(before.activation, inputs[: before.units], blame)
        return calls

    def _room(self, width: int) -> _Room:
        if width not in self._rooms:
            hidden = [layer.units for layer in self._layers[:-1]]
            a = [np.ones((units + self._biased, width)) for units in hidden]
            self._rooms[width] = _Room(
                [*a, np.empty((1, width))],
                [np.empty((units, width)) for units in hidden],
            )
        return self._rooms[width]


def _activate(activation: str, v: Floats) -> list[Call]:
    """From v to a, in place."""
    match activation:
        case "sigmoid":
            return [
                partial(np.exp, v, v),
                partial(np.add, v, _ONE, v),
                partial(np.reciprocal, v, v),
            ]
        case "tanh":
            return [partial(np.tanh, v, v)]
        case "relu":
            return [partial(np.maximum, v, _ZERO, out=v)]
        case _:
            return []


def _times_slope(activation: str, a: Floats, blame: Floats) -> list[Call]:
    """From ∂E/∂a to ∂E/∂v, in place; a is used up."""
    times_a = partial(np.multiply, blame, a, blame)
    match activation:
        case "sigmoid":
            return [times_a, partial(np.subtract, a, _ONE, a), times_a]
        case "tanh":
            return [partial(np.square, a, a), partial(np.subtract, _ONE, a, a), times_a]
        case "relu":
            return [partial(np.sign, a, a), times_a]
        case _:
            return []


class Update:
    """One step downhill from the mean slope over some students, ready to be repeated.

    Parameters
    ----------
    kernel : Kernel
        Whose parameters are moved.
    tiles : sequence of array
        The students, from `Kernel.tiles`. What is written into a tile later on is learned from too.
    """

    def __init__(self, kernel: Kernel, tiles: Sequence[Floats]) -> None:
        self._kernel = kernel
        self._tiles = tiles
        self._students = sum(tile.shape[1] for tile in tiles)
        self._factor = np.empty_like(kernel.moving)
        self._begin: list[Call] = []
        self._passes = [(kernel.forward(tile), kernel.backward(tile)) for tile in tiles]
        slopes = total = kernel.slopes
        if len(tiles) > 1:
            total = np.zeros_like(slopes)
            self._begin.append(partial(total.fill, 0.0))
            for _, backward in self._passes:
                backward.append(partial(np.add, total, slopes, total))
        self._step: list[Call] = [
            partial(np.multiply, total, self._factor, slopes),
            partial(np.subtract, kernel.moving, slopes, kernel.moving),
        ]
        self._calls: list[Call] = [
            *self._begin,
            *chain.from_iterable(chain(*self._passes)),
            *self._step,
        ]

    def repeat(self, times: int, learning_rate: float) -> None:
        """Step downhill `times` times."""
        if not times:
            return
        np.multiply(self._kernel.free, learning_rate / self._students, out=self._factor)
        if self._kernel.prepared is self:  # by `loss`
            _run(self._step)
            times -= 1
        self._kernel.prepared = None
        calls = self._calls
        for _ in range(times):
            for call in calls:
                call()

    def loss(self, going_on: bool) -> float:
        """The mean error over the students in nats; not finite where a sum overflows.

        When `going_on`, the slopes come out of the same pass over the students, and the next step need not begin anew.
        """
        _run(self._begin)
        total = 0.0
        for tile, (forward, backward) in zip(self._tiles, self._passes, strict=True):
            _run(forward)
            total += _summed_error(self._kernel.output(tile), tile[-1:])
            if going_on:
                _run(backward)
        self._kernel.prepared = self if going_on else None
        return total / self._students


def _run(calls: Iterable[Call]) -> None:
    for call in calls:
        call()


def _summed_error(v: Floats, y: Floats) -> float:
    """The errors of these students added up: y v − min(v, 0) + ln(1 + e^−|v|) each."""
    error = np.multiply(y, v)
    np.subtract(error, np.minimum(v, 0.0), error)
    small = np.copysign(v, -1.0)
    np.exp(small, small)
    np.log1p(small, small)
    return float(np.add(error, small, error).sum())
