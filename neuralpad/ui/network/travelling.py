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
    """A number on its way; `share` of its trip is behind it.

    Halfway it comes to the weight: until then it is what its unit said, from there on the product. A share of the
    blame ends its trip at the weight.
    """

    travel: Travel
    share: float

    @property
    def is_multiplied(self) -> bool:
        """Whether it has passed the weight."""
        return self.share >= 0.5 or self.travel.carries not in (Carries.PRODUCT, Carries.BLAME)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step at one moment of its motion.

    Attributes
    ----------
    progress : float
        0 at the beginning, 1 when everything has arrived.
    travellers : tuple of OnTheWay
    told : frozenset of Part
        Those whose pill already says what travels: a product once it is made, a share once it has arrived.
    arrived : mapping of node to int
        How many have arrived at a node.
    """

    progress: float
    travellers: tuple[OnTheWay, ...]
    told: frozenset[Part]
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
    told: set[Part] = set()
    for travel in step.travels:
        node = destination(travel)
        share = (progress - before[node] * apart) / trip
        before[node] += 1
        if share >= 1.0 - 1e-9 or progress >= 1.0:
            arrived[node] += 1
            told.add(travel.part)
        elif share > 0.0:
            one = OnTheWay(travel, share * share * (3.0 - 2.0 * share))
            travellers.append(one)
            if travel.carries is Carries.PRODUCT and one.is_multiplied:
                told.add(travel.part)
    return Moment(progress, tuple(travellers), frozenset(told), arrived)
