"""The error of the class along one weight, all others held: the curve that gradient descent walks down.

It is the error of the real network. With one weight w of unit j changed by d, only that unit's weighted sum changes, by
d times what comes in along w; from there on the students go through the rest of the network once for every value.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.network import LARGEST, Network, as_inputs, as_targets, cross_entropy, weighted_sums
from neuralpad.core.parts import Part, replaced, slope_of, value_of

POINTS = 121

_MOST_ELEMENTS = 150_000
"""About how many outputs of units a curve is made from; of a larger class it takes a sample."""
_FEWEST_STUDENTS = 30
_MOST_AT_ONCE = 1_000_000
"""Outputs kept in memory at a time."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where the next step leads, exactly.

    Attributes
    ----------
    value, loss : float
        The weight w − α · slope, and the error of the class there.
    jumps : bool
        Whether the error is larger there than here: the step was too long.
    is_inside : bool
        Whether it lies within the span of the curve.
    """

    value: float
    loss: float
    jumps: bool
    is_inside: bool


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """The error of the class as one weight or bias varies.

    Attributes
    ----------
    part : Part
    values, losses : (n,)
        The curve, from the lower to the upper end of `span`; losses in nats.
    here, loss_here, slope : float
        Where the network stands, its error, and ∂E/∂w there: exact, of the whole class.
    span : tuple of float
    lowest : tuple of float or None
        Value and loss of the lowest point; None if that is an end of the span, so that the valley may lie beyond.
    sampled : int or None
        The students that the curve was drawn from; None for all. It is moved so that it goes through (here, loss_here).
    """

    part: Part
    values: Floats
    losses: Floats
    here: float
    loss_here: float
    slope: float
    span: tuple[float, float]
    lowest: tuple[float, float] | None
    sampled: int | None
    _students: tuple[Network, Floats, Floats] = field(repr=False)

    @property
    def students(self) -> int:
        """How many students the class has."""
        return len(self._students[2])

    def next_value(self, learning_rate: float) -> float:
        """w − α ∂E/∂w."""
        with np.errstate(over="ignore"):
            return float(np.clip(self.here - learning_rate * self.slope, -LARGEST, LARGEST))

    def landing(self, learning_rate: float) -> Landing:
        """Where the next step leads."""
        value = self.next_value(learning_rate)
        network, X, y = self._students
        loss = replaced(network, self.part, value).loss(X, y)
        return Landing(value, loss, loss > self.loss_here, self.span[0] <= value <= self.span[1])

    def tangent(self, values: ArrayLike) -> Floats:
        """The line that touches the curve where the network stands, (n,)."""
        return self.loss_here + self.slope * (np.asarray(values, dtype=np.float64) - self.here)


def error_curve(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    part: Part,
    *,
    learning_rate: float = 1.0,
    span: tuple[float, float] | None = None,
    points: int = POINTS,
    before: ErrorCurve | None = None,
) -> ErrorCurve:
    """The error curve along a weight or a bias.

    Parameters
    ----------
    network, X, y
        The real network and the students (m, features), (m,) that it learns from.
    part : Part
        The weight or bias that varies.
    learning_rate : float
        α: the next step should be seen too.
    span : tuple of float, optional
        From where to where; chosen from the shape of the curve if not given.
    points : int
        n.
    before : ErrorCurve, optional
        The curve shown until now: its span is kept as long as it serves, so that a live curve stands still.

    Raises
    ------
    ValueError
        If a shape does not fit, there is no student, or the network has no such weight.
    """
    inputs = as_inputs(X, network.sizes[0])
    targets = as_targets(y, len(inputs))
    here = value_of(network, part)
    loss_here = network.loss(inputs, targets)
    slope = slope_of(network.gradient(inputs, targets), part)
    rows = _sample(network, part, len(targets), points)
    line = _Line(network, inputs[rows], targets[rows], part)
    if span is None:
        step = learning_rate * slope
        span = _span(line, here, step, before.span if before is not None and before.part == part else None)
    values = np.linspace(*span, points)
    losses = line.losses(values)
    sampled = None
    if len(rows) < len(targets):
        sampled = len(rows)
        losses = losses + (loss_here - line.losses(np.array([here]))[0])
    at = int(losses.argmin())
    lowest = (float(values[at]), float(losses[at])) if 0 < at < points - 1 else None
    for array in (values, losses):
        array.setflags(write=False)
    students = (network, inputs, targets)
    return ErrorCurve(part, values, losses, here, loss_here, slope, span, lowest, sampled, students)


def _sample(network: Network, part: Part, students: int, points: int) -> np.ndarray:
    """The students that the curve is drawn from: all, or so many evenly from the first to the last."""
    units_to_go = sum(network.sizes[part.layer + 2 :]) + 1
    count = min(students, max(_MOST_ELEMENTS // (points * units_to_go), _FEWEST_STUDENTS))
    return np.linspace(0, students - 1, count).round().astype(np.int64)


class _Line:
    """The way along one weight: the error of some students for any value of it."""

    def __init__(self, network: Network, X: Floats, y: Floats, part: Part) -> None:
        self._network, self._y, self._layer = network, y, part.layer
        self._here = value_of(network, part)
        a = X
        for layer in range(part.layer):
            a = network.activation(layer).value(weighted_sums(a, network.weights[layer], network.bias(layer)))
        sums = weighted_sums(a, network.weights[part.layer], network.bias(part.layer))
        self._source = np.ones(len(a)) if part.i is None else a[:, part.i]
        self._sum = sums[:, part.j]
        self._is_last = part.layer == len(network.weights) - 1
        if not self._is_last:
            # What the units of the next layer get from everyone but the unit that changes, and what they get from it.
            following = network.weights[part.layer + 1]
            others = following.copy()
            others[part.j] = 0.0
            outputs = network.activation(part.layer).value(sums)
            self._rest = weighted_sums(outputs, others, network.bias(part.layer + 1))
            self._onward = following[part.j]

    def losses(self, values: Floats) -> Floats:
        """The mean error of the students, (n,), where the weight has the values (n,)."""
        widest = max(self._network.sizes[self._layer + 1 :])
        at_once = max(_MOST_AT_ONCE // (len(self._y) * widest), 1)
        pieces = [values[start : start + at_once] for start in range(0, len(values), at_once)]
        return np.concatenate([cross_entropy(self._logits(piece), self._y).mean(axis=1) for piece in pieces])

    def _logits(self, values: Floats) -> Floats:
        """z of the output, (n, m)."""
        network = self._network
        with np.errstate(over="ignore"):
            changes = np.subtract(values, self._here)[:, np.newaxis] * self._source
            sums = np.clip(self._sum + changes, -LARGEST, LARGEST)
            if self._is_last:
                return sums
            outputs = network.activation(self._layer).value(sums)
            sums = np.clip(self._rest + outputs[..., np.newaxis] * self._onward, -LARGEST, LARGEST)
        for layer in range(self._layer + 1, len(network.weights) - 1):
            outputs = network.activation(layer).value(sums).reshape(-1, sums.shape[-1])
            sums = weighted_sums(outputs, network.weights[layer + 1], network.bias(layer + 1))
            sums = sums.reshape(len(values), len(self._y), -1)
        return sums[..., 0]


_OFFSETS = np.array([0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32])
_REACH = 32.0
"""How far around the weight a valley is looked for, and the next step followed."""
_RADII = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0])
_RELIEF = 0.3
"""So many nats between the highest and the lowest point make a curve that can be seen to bend."""


def _span(line: _Line, here: float, step: float, kept: tuple[float, float] | None) -> tuple[float, float]:
    """From where to where the curve is worth seeing: where we stand, the valley if it is near, and the next step."""
    scale = max(1.0, abs(here) / _REACH)
    offsets = scale * np.concatenate([-_OFFSETS[::-1], [0.0], _OFFSETS])
    losses = line.losses(here + offsets)
    relief = float(np.ptp(losses))
    wanted = min(relief / 3, _RELIEF)
    radius = next(r for r in scale * _RADII if np.ptp(losses[np.abs(offsets) <= r]) >= wanted)
    valley = _lowest(offsets, losses)
    seen = [0.0]
    if abs(valley) <= scale * _REACH / 2:
        seen.append(valley)
    if abs(step) <= scale * _REACH:
        seen.append(-step)
    low, high = min(-radius, min(seen) - radius / 4), max(radius, max(seen) + radius / 4)
    if kept is not None:
        room = (kept[1] - kept[0]) / 20
        serves = kept[0] + room <= here + min(seen) and here + max(seen) <= kept[1] - room
        if serves and kept[1] - kept[0] <= 3 * (high - low):
            return kept
    unit = _round_up((high - low) / 10)
    return float(np.floor((here + low) / unit) * unit), float(np.ceil((here + high) / unit) * unit)


def _lowest(x: Floats, y: Floats) -> float:
    """Where a curve is lowest: the vertex of the parabola through its lowest point and the two beside it."""
    at = int(y.argmin())
    if not 0 < at < len(x) - 1:
        return float(x[at])
    (left, here, right), (y_left, y_here, y_right) = x[at - 1 : at + 2], y[at - 1 : at + 2]
    rise_left, rise_right = (y_left - y_here) / (here - left), (y_right - y_here) / (right - here)
    if not rise_left + rise_right > 0:
        return float(here)
    vertex = here + (rise_left * (right - here) - rise_right * (here - left)) / (2 * (rise_left + rise_right))
    return float(np.clip(vertex, left, right))


def _round_up(length: float) -> float:
    """1, 2 or 5 times a power of ten, not below a length."""
    power = 10.0 ** np.floor(np.log10(length))
    return float(next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= length))
