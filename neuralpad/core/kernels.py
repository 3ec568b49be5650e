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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from neuralpad.core.activations import Floats
from neuralpad.core.network import Network

Call = Callable[[], object]

LARGEST_INPUT = 1e100
"""Inputs beyond ± this are learned from as if they were this: every unit that bends is flat there."""

_TILE_BYTES = 700_000
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
    free : (p,) array
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

    def table(self, X: Floats, y: Floats) -> Floats:
        """Students X (m, features), y (m,) as columns: scaled inputs, the constant input of the biases, last 2y − 1."""
        features, scale = self._features, self._input_scale
        table = np.empty((features + self._biased + 1, len(X)))
        for start in range(0, len(X), 4096):
            part = slice(start, start + 4096)
            np.multiply(X[part].T, scale, out=table[:features, part])
        if max(-X.min(), X.max()) > LARGEST_INPUT:
            bound = LARGEST_INPUT * scale
            np.clip(table[:features], -bound, bound, out=table[:features])
        if self._biased:
            table[features] = scale
        np.multiply(y, 2.0, out=table[-1])
        np.subtract(table[-1], _ONE, out=table[-1])
        return table

    def students(self, table: Floats) -> tuple[Floats, Floats]:
        """X and y again, from a table."""
        return table[: self._features].T / self._input_scale, (table[-1] + 1.0) / 2.0

    def tiles(self, table: Floats) -> list[Floats]:
        """Views of about equal width, small enough that a tile and the work on it stay in the cache."""
        rows = len(table) + sum(2 * layer.units + 1 for layer in self._layers)
        widest = max(_TILE_BYTES // (8 * rows), 256)
        count = -(-table.shape[1] // widest)
        width = -(-table.shape[1] // count)
        return [table[:, start : start + width] for start in range(0, table.shape[1], width)]

    def update(self, tiles: Sequence[Floats]) -> Update:
        """One step downhill from the mean slope over the students of these tiles, ready to be repeated."""
        raw = self._raw
        learned: list[Call]
        if len(tiles) == 1:
            learned = [*self._forward(tiles[0]), *self._backward(tiles[0])]
        else:
            total = np.zeros_like(raw)
            learned = [partial(total.fill, 0.0)]
            for tile in tiles:
                learned += [*self._forward(tile), *self._backward(tile), partial(np.add, total, raw, total)]
            learned.append(partial(np.copyto, raw, total))
        factor = np.empty_like(self.parameters)
        step: list[Call] = [
            partial(layer.fold.T.dot, layer.folded_slopes, layer.slopes)
            for layer in self._layers
            if layer.fold is not None
        ]
        step.append(partial(np.multiply, self._slopes, factor, self._slopes))
        step.append(partial(np.subtract, self.parameters, self._slopes, self.parameters))
        students = sum(tile.shape[1] for tile in tiles)
        return Update([*self._folding(), *learned, *step], factor, self.free / students)

    def loss(self, tiles: Sequence[Floats]) -> float:
        """The mean error over the students of these tiles in nats; not finite where a sum overflows."""
        for call in self._folding():
            call()
        total = 0.0
        for tile in tiles:
            for call in self._forward(tile):
                call()
            v = self._room(tile.shape[1]).t[-1]
            size = np.abs(v)
            np.multiply(v, tile[-1:], v)
            np.subtract(size, v, v)
            total += float(v.sum())
            np.multiply(size, -2.0, size)
            np.exp(size, size)
            np.log1p(size, size)
            total += float(size.sum())
        return total / sum(tile.shape[1] for tile in tiles)

    def _lay_out(self, network: Network) -> list[_Layer]:
        shapes = [weight.shape for weight in network.weights]
        last = len(shapes) - 1
        extra = int(self._biased or self._shifted)
        folded = [bool(layer) and (self._shifted or layer == last) for layer in range(len(shapes))]
        sizes = [(n + extra) * k if fold else 0 for (n, k), fold in zip(shapes, folded, strict=True)]
        # The sums over students stand in one piece, so that tiles can be added up with one call:
        # first the slopes of folded parameters, then those of the layers before the first folded one.
        work = np.zeros(sum(sizes) + self.parameters.size)
        self._slopes = work[sum(sizes) :]
        layers: list[_Layer] = []
        start = start_folded = 0
        plain = 0
        for layer, (n, k) in enumerate(shapes):
            block = slice(start, start + (n + self._biased) * k)
            start = block.stop
            parameters, slopes = self.parameters[block].reshape(-1, k), self._slopes[block].reshape(-1, k)
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
        self._raw = work[: sum(sizes) + plain]
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

    def _folding(self) -> list[Call]:
        return [
            partial(layer.fold.dot, layer.parameters, layer.folded) for layer in self._layers if layer.fold is not None
        ]

    def _forward(self, tile: Floats) -> list[Call]:
        """The calls up to v of the output, left in the last buffer."""
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

    def _backward(self, tile: Floats) -> list[Call]:
        """The calls from v of the output to the slopes of every (folded) parameter, summed over the students."""
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


class Update:
    """A step downhill as a list of calls: made by `Kernel.update`, repeated as often as one likes."""

    def __init__(self, calls: list[Call], factor: Floats, share: Floats) -> None:
        self._calls = calls
        self._factor = factor
        self._share = share

    def repeat(self, times: int, learning_rate: float) -> None:
        """Step downhill `times` times."""
        np.multiply(self._share, learning_rate, out=self._factor)
        calls = self._calls
        for _ in range(times):
            for call in calls:
                call()
