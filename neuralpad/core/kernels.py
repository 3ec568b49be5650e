"""The fast loop under gradient descent: a list of NumPy calls, laid out once and repeated for every update.

Small classes are slow because of the calls and large ones because of memory. So nothing is allocated, converted or
decided while the loop runs: each call is bound to its buffers beforehand, students stand in columns (feature-major),
and a class that outgrows the cache is taken in tiles.

σ is worked out as tanh, which is quick and flat on both sides: σ(z) = ½ + ½ tanh(z/2). A hidden sigmoid unit keeps
t = tanh(z/2) in place of its output ½ + ½ t, and the halves are folded into the weights of the next layer. So a layer
has, besides its parameters P (the weights, and the biases as a last row), *folded* ones U = M · P with a constant M:

    v = Uᵀ · [t; 1]       t = tanh(v), max(v, 0) or v       and backwards, with e = m · ∂E/∂v:
    m · ∂E/∂U = [t; 1] · eᵀ       ∂E/∂P = Mᵀ · ∂E/∂U       e of the layer before = (U · e) × slope of t

At the output v is half the logit, e = tanh(v) − (2y − 1), and the error is |v| − (2y − 1) v + ln(1 + e^−2|v|). The
first layer needs no M: its inputs are scaled in the table of students.
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
    """A layer of k units as the loop sees it: views into the vectors of the kernel.

    parameters, slopes : (n, k), or (n + 1, k) with biases
    folded, folded_slopes : U and its slopes; where there is nothing to fold, the same arrays as the parameters'
    fold : M, None where there is nothing to fold
    bends : "tanh", "relu" or "linear", from v to t
    """

    units: int
    bends: str
    parameters: Floats
    slopes: Floats
    folded: Floats
    folded_slopes: Floats
    fold: Floats | None


@dataclass(frozen=True, slots=True)
class _Room:
    """Work buffers for a number of students, one a layer: t (at the output v and e), and e of the hidden layers.

    Those for t have a last row of ones, the constant input of the biases, wherever the next layer asks for one.
    """

    t: list[Floats]
    e: list[Floats]


class Kernel:
    """The parameters of a network while they change, and the calls that change them.

    Parameters
    ----------
    network : Network
        Gives the shape and the first parameters.
    free : (p,) array
        1 where a parameter may move, 0 where it is held.

    Attributes
    ----------
    parameters : (p,) array
        In the order of `Network.parameters`; the loop writes here.
    slopes : (p,) array
        Of the mean error along each of them, times α, when the loop comes to its end.
    sums : array
        Over the students, before they become `slopes`: in one piece, so that tiles are added up with one call.
    """

    def __init__(self, network: Network, free: Floats) -> None:
        self.parameters = network.parameters().copy()
        self.free = free
        self._features = network.sizes[0]
        self._biased = network.biases is not None
        self._shifted = network.hidden == "sigmoid"
        self._input_scale = 0.5 if self._shifted or len(network.weights) == 1 else 1.0
        self._layers = self._lay_out(network)
        self._rooms: dict[int, _Room] = {}
        self.prepared: Update | None = None

    def tiles(self, X: Floats, y: Floats) -> list[Floats]:
        """Students X (m, features), y (m,) as columns, in tiles that fit the cache together with the work on them.

        The rows of a tile: scaled inputs, the constant input of the biases, and last 2y − 1.
        """
        features, scale = self._features, self._input_scale
        rows = features + self._biased + 1
        widest = max(_TILE_BYTES // (8 * (rows + sum(2 * layer.units + 1 for layer in self._layers))), 256)
        width = -(-len(X) // -(-len(X) // widest))
        bound = LARGEST_INPUT * scale
        room = np.empty(rows * len(X))  # in one piece, which large pages can hold
        tiles: list[Floats] = []
        for start in range(0, len(X), width):
            stop = min(start + width, len(X))
            tile = room[rows * start : rows * stop].reshape(rows, stop - start)
            inputs = np.multiply(X[start:stop].T, scale, out=tile[:features])
            if max(-inputs.min(), inputs.max()) > bound:
                np.clip(inputs, -bound, bound, out=inputs)
            tile[features:-1] = scale
            np.multiply(y[start:stop], 2.0, out=tile[-1])
            np.subtract(tile[-1], _ONE, out=tile[-1])
            tiles.append(tile)
        return tiles

    def students(self, tiles: Sequence[Floats]) -> tuple[Floats, Floats]:
        """X and y again, from tiles."""
        table = np.hstack(tiles)
        return table[: self._features].T / self._input_scale, (table[-1] + 1.0) / 2.0

    def folding(self) -> list[Call]:
        """The calls that fold the parameters, before anything else."""
        return [
            partial(layer.fold.dot, layer.parameters, layer.folded) for layer in self._layers if layer.fold is not None
        ]

    def unfolding(self) -> list[Call]:
        """The calls from `sums` to `slopes`."""
        return [
            partial(layer.fold.T.dot, layer.folded_slopes, layer.slopes)
            for layer in self._layers
            if layer.fold is not None
        ]

    def output(self, tile: Floats) -> Floats:
        """The buffer in which `forward` leaves v, (1, width)."""
        return self._room(tile.shape[1]).t[-1]

    def forward(self, tile: Floats) -> list[Call]:
        """The calls from the students of a tile to v of the output."""
        calls: list[Call] = []
        inputs = tile[:-1]
        for layer, buffer in zip(self._layers, self._room(tile.shape[1]).t, strict=True):
            v = buffer[: layer.units]
            calls.append(partial(layer.folded.T.dot, inputs, v))
            if layer is not self._layers[-1]:
                if layer.bends == "tanh":
                    calls.append(partial(np.tanh, v, v))
                elif layer.bends == "relu":
                    calls.append(partial(np.maximum, v, _ZERO, out=v))
            inputs = buffer
        return calls

    def backward(self, tile: Floats) -> list[Call]:
        """The calls from v of the output back to `sums`."""
        room = self._room(tile.shape[1])
        e = room.t[-1]
        calls: list[Call] = [partial(np.tanh, e, e), partial(np.subtract, e, tile[-1:], e)]
        for number in reversed(range(len(self._layers))):
            layer = self._layers[number]
            inputs = room.t[number - 1] if number else tile[:-1]
            calls.append(partial(inputs.dot, e.T, layer.folded_slopes))
            if number:
                before = self._layers[number - 1]
                t, weights = inputs[: before.units], layer.folded[: before.units]
                blame = room.e[number - 1]
                if layer.units == 1:
                    calls.append(partial(np.multiply, weights, e, blame))
                else:
                    calls.append(partial(weights.dot, e, blame))
                if before.bends == "tanh":
                    calls += [partial(np.square, t, t), partial(np.subtract, _ONE, t, t)]
                elif before.bends == "relu":
                    calls.append(partial(np.sign, t, t))
                if before.bends != "linear":
                    calls.append(partial(np.multiply, blame, t, blame))
                e = blame
        return calls

    def _lay_out(self, network: Network) -> list[_Layer]:
        shapes = [weight.shape for weight in network.weights]
        last = len(shapes) - 1
        extra = int(self._biased or self._shifted)
        folded = [bool(layer) and (self._shifted or layer == last) for layer in range(len(shapes))]
        sizes = [(n + extra) * k if fold else 0 for (n, k), fold in zip(shapes, folded, strict=True)]
        # The sums over students stand in one piece, so that tiles can be added up with one call:
        # first the slopes of folded parameters, then those of the layers before the first folded one.
        work = np.zeros(sum(sizes) + self.parameters.size)
        self.slopes = work[sum(sizes) :]
        layers: list[_Layer] = []
        start = start_folded = 0
        plain = 0
        for layer, (n, k) in enumerate(shapes):
            block = slice(start, start + (n + self._biased) * k)
            start = block.stop
            parameters, slopes = self.parameters[block].reshape(-1, k), self.slopes[block].reshape(-1, k)
            bends = "tanh" if layer == last or network.hidden in ("sigmoid", "tanh") else network.hidden
            if folded[layer]:
                part = slice(start_folded, start_folded + sizes[layer])
                start_folded = part.stop
                U, slopes_of_U = np.empty((n + extra, k)), work[part].reshape(-1, k)
                scale = 0.5 if self._shifted or layer == last else 1.0
                layers.append(_Layer(k, bends, parameters, slopes, U, slopes_of_U, self._fold(n, scale)))
            else:
                plain = block.stop
                layers.append(_Layer(k, bends, parameters, slopes, parameters, slopes, None))
        self.sums = work[: sum(sizes) + plain]
        return layers

    def _fold(self, n: int, scale: float) -> Floats:
        share, shift = (0.5, 0.5) if self._shifted else (1.0, 0.0)
        fold = np.zeros((n + (self._biased or self._shifted), n + self._biased))
        fold[:n, :n] = np.eye(n) * share
        fold[n:, :n] = shift
        fold[n:, n:] = 1.0
        return fold * scale

    def _room(self, width: int) -> _Room:
        """The buffers for tiles of this width."""
        if width not in self._rooms:
            *hidden, _ = [layer.units for layer in self._layers]
            t = [np.ones((units + (self._biased or self._shifted), width)) for units in hidden]
            self._rooms[width] = _Room([*t, np.ones((1, width))], [np.empty((units, width)) for units in hidden])
        return self._rooms[width]


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
        self._factor = np.empty_like(kernel.parameters)
        sums, slopes = kernel.sums, kernel.slopes
        self._begin = kernel.folding()
        self._passes = [(kernel.forward(tile), kernel.backward(tile)) for tile in tiles]
        self._step: list[Call] = [
            *kernel.unfolding(),
            partial(np.multiply, slopes, self._factor, slopes),
            partial(np.subtract, kernel.parameters, slopes, kernel.parameters),
        ]
        if len(tiles) > 1:
            total = np.zeros_like(sums)
            self._begin.append(partial(total.fill, 0.0))
            for _, backward in self._passes:
                backward.append(partial(np.add, total, sums, total))
            self._step.insert(0, partial(np.copyto, sums, total))
        self._calls: list[Call] = [*self._begin, *chain.from_iterable(chain(*self._passes)), *self._step]

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


def _summed_error(v: Floats, sign: Floats) -> float:
    """The errors of these students added up: |v| − (2y − 1) v + ln(1 + e^−2|v|) each."""
    size = np.abs(v)
    beyond = np.multiply(v, sign)
    np.subtract(size, beyond, beyond)
    np.multiply(size, -2.0, size)
    np.exp(size, size)
    np.log1p(size, size)
    return float(beyond.sum() + size.sum())
