"""The reins of a training: the only object that both threads hold while it runs."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

from neuralpad.core.scaling import Booleans
from neuralpad.training.job import Pace, unchangeable


@dataclass(frozen=True, slots=True)
class Orders:
    """What the window wants of a running training; replaced as a whole, so reading it needs no lock."""

    learning_rate: float
    pace: Pace
    stop_epoch: int | None
    held: Booleans | None = field(default=None, compare=False)
    halted: bool = False


class Reins:
    """Orders go one way, word of what the window has shown comes the same way; the training can wait for either."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._is_seen = True
        self._news = threading.Condition()

    @property
    def orders(self) -> Orders:
        """What holds now."""
        return self._orders

    @property
    def is_seen(self) -> bool:
        """Whether the window has shown everything that was sent."""
        return self._is_seen

    # What the window calls

    def change_learning_rate(self, learning_rate: float) -> None:
        """Learn at another rate from the next burst on."""
        self._give(replace(self._orders, learning_rate=learning_rate))

    def change_pace(self, pace: Pace) -> None:
        """Go on at another pace; whoever waits at the old one waits no longer."""
        self._give(replace(self._orders, pace=pace))

    def change_stop_epoch(self, stop_epoch: int | None) -> None:
        """Stop at another epoch; at once if it has been passed."""
        self._give(replace(self._orders, stop_epoch=stop_epoch))

    def change_held(self, held: Booleans | None) -> None:
        """Hold other parameters fast from the next burst on."""
        self._give(replace(self._orders, held=unchangeable(held)))

    def halt(self) -> None:
        """Stop as soon as possible."""
        self._give(replace(self._orders, halted=True))

    def acknowledge(self) -> None:
        """What was sent has been shown."""
        with self._news:
            self._is_seen = True
            self._news.notify()

    def _give(self, orders: Orders) -> None:
        with self._news:
            self._orders = orders
            self._news.notify()

    # What the training calls

    def mark_sent(self) -> None:
        """Something is on its way to the window."""
        self._is_seen = False

    def wait_until_seen(self, longest: float) -> None:
        """Rest until the window has shown what was sent, for `longest` seconds at most."""
        with self._news:
            self._news.wait_for(lambda: self._is_seen or self._orders.halted, longest)

    def wait_for_turn(self, pace: Pace, at: float) -> None:
        """Rest until the time `at` and until the window has seen what was sent; no longer when the pace changes."""
        with self._news:
            while not self._orders.halted and self._orders.pace == pace:
                left = at - time.perf_counter()
                if left <= 0 and self._is_seen:
                    return
                self._news.wait(left if left > 0 else None)
