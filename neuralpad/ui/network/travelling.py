"""Where the travelling numbers of a step are at a moment: who is on the way, who has arrived. No Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from neuralpad.core.parts import Kind, Part
from neuralpad.core.script import Carries, Step, Travel

TRIP, MOST_TOGETHER = 450, 5
"""Milliseconds of one trip at normal speed, and how many follow one another before they begin to overlap."""
SHORTEST, LONGEST = 600, 2000
"""Milliseconds of a step's motion at normal speed."""


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """A number on its way: `share` of the way from the left end of its line is 0 there and 1 at the right end."""

    part: Part
    value: float
    carries: Carries
    share: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A step at one moment of its motion.

    Attributes
    ----------
    progress : float
        0 at the beginning, 1 when everything has arrived.
    travellers : tuple of OnTheWay
    set_out : frozenset of Part
        Those whose traveller is on the way or has arrived.
    arrived : mapping of node to int
        How many have arrived at a node.
    """

    progress: float
    travellers: tuple[OnTheWay, ...]
    set_out: frozenset[Part]
    arrived: Counter[Part]

    @property
    def is_over(self) -> bool:
        """Whether everything stands where it stays."""
        return self.progress >= 1.0


def destination(travel: Travel) -> Part:
    """The node that a traveller goes to."""
    if travel.is_backwards and travel.part.kind is Kind.WEIGHT:
        return Part.node(*travel.part.source)
    return Part.node(*travel.part.unit)


def length_of(step: Step) -> int:
    """Milliseconds that the motion of a step takes at normal speed."""
    queues = Counter(destination(travel) for travel in step.travels)
    longest = max(queues.values(), default=0)
    return min(max(longest * TRIP, SHORTEST), LONGEST)


def moment_at(step: Step, progress: float) -> Moment:
    """The step when so much of its motion is over.

    Travellers to one node go one after the other, so that its sum is seen to grow; those to different nodes together.
    """
    queues = Counter(destination(travel) for travel in step.travels)
    longest = max(queues.values(), default=1)
    trip = 1.0 / min(longest, MOST_TOGETHER)
    apart = (1.0 - trip) / max(longest - 1, 1)
    before: Counter[Part] = Counter()
    arrived: Counter[Part] = Counter()
    travellers: list[OnTheWay] = []
    set_out: set[Part] = set()
    for travel in step.travels:
        node = destination(travel)
        share = (progress - before[node] * apart) / trip
        before[node] += 1
        if share >= 1.0 - 1e-9 or progress >= 1.0:
            arrived[node] += 1
            set_out.add(travel.part)
        elif share > 0.0:
            set_out.add(travel.part)
            eased = share * share * (3.0 - 2.0 * share)
            way = 1.0 - eased if travel.is_backwards else eased
            travellers.append(OnTheWay(travel.part, travel.value, travel.carries, way))
    return Moment(progress, tuple(travellers), frozenset(set_out), arrived)
