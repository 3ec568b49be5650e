"""Slides each number along its own line until no two touch: a small search, always with the same outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from neuralpad.ui.network.placed import Box

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

STEPS, PATIENCE = 400, 60
"""Moves after which the search gives up: in all, and without fewer pills in touch."""
PREFERRED = 0.46
"""Where on its way a number likes to stand: a little before the middle, where lines still lie apart."""
_OVERLAP = 50.0
_CLOSE = 0.6
_ON_ANOTHER_LINE = 3.0
_AWAY_FROM_MIDDLE = 1.2
_BREATH = 1.5
"""How far around a pill other lines still count, in half heights."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The lines between two layers, and the upright strip in which their numbers may stand.

    Attributes
    ----------
    lines : (n, 4) x and y of both ends of each line, drawn from centre to centre
    sizes : (n, 2) width and height of each number's pill
    left, right : float
        The strip.
    top, bottom : float
    obstacles : sequence of Box
        What the pills keep clear of.
    clearance : float
        Between two pills, and between a pill and an obstacle.
    """

    lines: Array
    sizes: Array
    left: float
    right: float
    top: float
    bottom: float
    obstacles: Sequence[Box]
    clearance: float


def slide(lane: Lane, partly: bool = False) -> list[Box | None] | None:
    """A place on its own line for each pill, clear of one another; None if the search finds none.

    With `partly`, pills for which there is no room are left out (None in the list) instead.
    """
    count = len(lane.lines)
    if count == 0:
        return []
    x, y = _places(lane)
    cost = _place_costs(lane, x, y)
    possible = np.isfinite(cost)
    wanted = possible.any(axis=1)
    if not partly and (not wanted.all() or _is_hopeless(lane)):
        return None
    kept = np.flatnonzero(wanted)
    if len(kept) == 0:
        return [None] * count
    chosen, overlaps = _Search(x[kept], y[kept], lane.sizes[kept], lane.clearance, cost[kept]).run()
    if not partly and overlaps.any():
        return None
    boxes: list[Box | None] = [None] * count
    for row in _without_overlaps(overlaps):
        pill, place = kept[row], chosen[row]
        width, height = lane.sizes[pill]
        boxes[pill] = Box.around(float(x[pill, place]), float(y[pill, place]), float(width), float(height))
    return boxes


def _is_hopeless(lane: Lane) -> bool:
    needed = ((lane.sizes + lane.clearance).prod(axis=1)).sum()
    return bool(needed > (lane.right - lane.left + lane.clearance) * (lane.bottom - lane.top + lane.clearance))


def _places(lane: Lane) -> tuple[Array, Array]:
    """The middles that each pill can have, (n, places): x evenly over the strip, y on the line."""
    half = lane.sizes[:, 0] / 2
    first, last = lane.left + half, lane.right - half
    places = int(np.clip((lane.right - lane.left - lane.sizes[:, 0].min()) / (0.35 * lane.sizes[:, 1].min()), 5, 36))
    x = first[:, np.newaxis] + (last - first)[:, np.newaxis] * np.linspace(0.0, 1.0, places)
    x1, y1, x2, y2 = (lane.lines[:, [column]] for column in range(4))
    return x, y1 + (x - x1) * (y2 - y1) / (x2 - x1)


def _place_costs(lane: Lane, x: Array, y: Array) -> Array:
    """How little each place is liked, (n, places); infinite outside the strip and on obstacles."""
    half_width, half_height = lane.sizes[:, [0]] / 2, lane.sizes[:, [1]] / 2
    outside = (x - half_width < lane.left - 1e-6) | (x + half_width > lane.right + 1e-6)
    outside |= (y - half_height < lane.top) | (y + half_height > lane.bottom)
    for box in lane.obstacles:
        middle_x, middle_y = box.centre
        outside |= (np.abs(x - middle_x) < half_width + box.width / 2 + lane.clearance) & (
            np.abs(y - middle_y) < half_height + box.height / 2 + lane.clearance
        )
    cost = _AWAY_FROM_MIDDLE * ((x - lane.left) / (lane.right - lane.left) - PREFERRED) ** 2
    cost += _on_other_lines(lane, x, y)
    cost[outside] = np.inf
    return cost


def _on_other_lines(lane: Lane, x: Array, y: Array) -> Array:
    """What it costs that other lines run beneath a pill: the nearer to its middle, the more it seems to be theirs."""
    x1, y1, x2, y2 = lane.lines.T
    slopes = (y2 - y1) / (x2 - x1)
    beneath = y1 + (x[..., np.newaxis] - x1) * slopes
    half_width, half_height = (lane.sizes[:, side, np.newaxis, np.newaxis] / 2 for side in (0, 1))
    reach = _BREATH * half_height + np.abs(slopes) * half_width
    nearness = np.clip(1.0 - np.abs(beneath - y[..., np.newaxis]) / reach, 0.0, None)
    own = np.arange(len(lane.lines))
    nearness[own, :, own] = 0.0
    total: Array = _ON_ANOTHER_LINE * nearness.sum(axis=2)
    return total


def _meeting(x: Array, y: Array, sizes: Array, clearance: float) -> Mask:
    """Whether pill a at place p and pill b at place q would touch, (n, places, n, places)."""
    widths = (sizes[:, np.newaxis, 0] + sizes[np.newaxis, :, 0]) / 2 + clearance
    heights = (sizes[:, np.newaxis, 1] + sizes[np.newaxis, :, 1]) / 2 + clearance
    across = np.abs(x[:, :, np.newaxis, np.newaxis] - x) < widths[:, np.newaxis, :, np.newaxis]
    down = np.abs(y[:, :, np.newaxis, np.newaxis] - y) < heights[:, np.newaxis, :, np.newaxis]
    meets: Mask = across & down
    own = np.arange(len(x))
    meets[own, :, own, :] = False
    return meets


class _Search:
    """A tabu search: of all moves of pills that touch others it takes the best that was not undone just before.

    Once none touches another, every pill that stands where it is not best liked is put there, and the others have to
    find their places around it; that stays if all of them together like it better.
    """

    def __init__(self, x: Array, y: Array, sizes: Array, clearance: float, cost: Array) -> None:
        self._cost = cost
        self._meets = _meeting(x, y, sizes, clearance)
        self._dislikes = _OVERLAP * self._meets + _CLOSE * _meeting(x, y, sizes, 2.5 * clearance)
        self._pills = np.arange(len(x))
        self._stand(cost.argmin(axis=1))

    def run(self) -> tuple[Array, Mask]:
        """The chosen place of each pill, (n,), and which of them still touch, (n, n)."""
        self._settle(STEPS)
        if not self._in_touch().any():
            for pill in np.argsort(-self._cost[self._pills, self._chosen], kind="stable"):
                self._insist(int(pill))
        pills = self._pills
        return self._chosen, self._meets[pills[:, np.newaxis], self._chosen[:, np.newaxis], pills, self._chosen]

    def _stand(self, chosen: Array) -> None:
        self._chosen = chosen.copy()
        self._load = self._dislikes[:, :, self._pills, chosen].sum(axis=2)
        self._touching = self._meets[:, :, self._pills, chosen].sum(axis=2)

    def _move(self, pill: int, place: int) -> None:
        before = self._chosen[pill]
        self._load += self._dislikes[:, :, pill, place] - self._dislikes[:, :, pill, before]
        self._touching += self._meets[:, :, pill, place].astype(np.int64) - self._meets[:, :, pill, before]
        self._chosen[pill] = place

    def _in_touch(self) -> Mask:
        touching: Mask = self._touching[self._pills, self._chosen] > 0
        return touching

    def _total(self) -> float:
        """What all places together cost; each pair counts once."""
        at = (self._pills, self._chosen)
        return float((self._cost[at] + self._load[at] / 2).sum())

    def _insist(self, pill: int) -> None:
        best = int(self._cost[pill].argmin())
        if best == self._chosen[pill]:
            return
        before, total = self._chosen.copy(), self._total()
        self._move(pill, best)
        self._settle(STEPS // 10, fixed=pill)
        if self._in_touch().any() or self._total() > total - 1e-6:
            self._stand(before)

    def _settle(self, steps: int, fixed: int | None = None) -> None:
        resting = np.zeros(self._cost.shape, dtype=np.int64)
        fewest, last_better = len(self._pills) + 1, 0
        for step in range(steps):
            in_touch = self._in_touch()
            if in_touch.sum() < fewest:
                fewest, last_better = in_touch.sum(), step
            elif in_touch.any() and step - last_better > PATIENCE:
                break
            total = self._cost + self._load
            gain = total - total[self._pills, self._chosen][:, np.newaxis]
            if in_touch.any():
                gain[~in_touch] = np.inf
            gain[resting > step] = np.inf
            gain[self._pills, self._chosen] = np.inf
            if fixed is not None:
                gain[fixed] = np.inf
            pill, place = divmod(int(gain.argmin()), gain.shape[1])
            best = gain[pill, place]
            if not np.isfinite(best) or (not in_touch.any() and best >= -1e-9):
                break
            resting[pill, self._chosen[pill]] = step + 6 + step % 5
            self._move(pill, place)


def _without_overlaps(overlaps: Mask) -> list[int]:
    """The pills that stay when those that touch the most others are left out, one after the other."""
    staying = np.ones(len(overlaps), dtype=bool)
    while True:
        touched = (overlaps & staying).sum(axis=1) * staying
        if not touched.any():
            return [int(pill) for pill in np.flatnonzero(staying)]
        staying[touched.argmax()] = False
