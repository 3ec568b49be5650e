"""One moment of a training, with all that the window says of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from neuralpad.core.network import Network
from neuralpad.core.scaling import ClassSplit, Floats, TrainingSet

PASS_FROM = 0.5
"""The chance of passing from which on the network's guess is "pass"."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A network at an epoch, and how it does.

    Attributes
    ----------
    network : Network
    epoch, student : int
        Epochs completed, and students of the next one already learned from.
    loss, aside_loss : float or None
        Mean binary cross-entropy in nats over the students learned from, and over those kept aside; None without any.
    correct, count : int
        Students learned from whom the network judges rightly, of how many.
    aside_correct, aside_count : int
        The same for those kept aside.
    """

    network: Network
    epoch: int = 0
    student: int = 0
    loss: float | None = None
    aside_loss: float | None = None
    correct: int = 0
    count: int = 0
    aside_correct: int = 0
    aside_count: int = 0


def count_correct(network: Network, X: Floats, y: Floats) -> int:
    """How many of the students (rows of X) the network judges rightly."""
    return int(np.count_nonzero((network.predict(X) >= PASS_FROM) == (y == 1))) if len(y) else 0


def moment_of(network: Network, epoch: int, student: int, split: ClassSplit) -> Moment:
    """What the window says of a network, measured on the class as it stands."""

    def loss(students: TrainingSet) -> float | None:
        return network.loss(students.X, students.y) if len(students.y) else None

    learned, aside = split.learned, split.aside
    return Moment(
        network,
        epoch,
        student,
        loss(learned),
        loss(aside),
        count_correct(network, learned.X, learned.y),
        len(learned.y),
        count_correct(network, aside.X, aside.y),
        len(aside.y),
    )
