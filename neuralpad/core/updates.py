"""One update more, asked for by hand: from the whole class, or from one student whom somebody has chosen."""

from __future__ import annotations

from dataclasses import replace

from numpy.typing import ArrayLike

from neuralpad.core.descent import Descent
from neuralpad.core.network import Network
from neuralpad.core.parts import held_mask
from neuralpad.core.passes import passes
from neuralpad.core.project import Learning, TrainingSettings
from neuralpad.core.scaling import ClassSplit


def updated_by_class(learning: Learning, settings: TrainingSettings, split: ClassSplit) -> Learning:
    """The learning one epoch on, by the mean slopes of the whole class, to the bit as training makes it.

    An epoch that was begun student by student ends with it.

    Raises
    ------
    Problem
        If the learning rate is too large.
    """
    network = learning.network
    descent = Descent(
        network,
        split.learned.X,
        split.learned.y,
        seed=settings.seed,
        first_epoch=learning.epoch,
        held=held_mask(network, settings.held),
    )
    descent.run(1, settings.learning_rate)
    repeatable = not learning.student
    return _advanced(learning, settings, split, descent.snapshot().network, (learning.epoch + 1, 0), repeatable)


def updated_by_student(
    learning: Learning, settings: TrainingSettings, split: ClassSplit, x: ArrayLike, target: float
) -> Learning:
    """The learning one student on: inputs x (features,), outcome `target` 0 or 1.

    It counts as the next student of the epoch, whoever's turn it would have been.

    Raises
    ------
    Problem
        If the learning rate is too large.
    """
    network = learning.network
    held = held_mask(network, settings.held)
    network = passes(network, x, target).updated(settings.learning_rate, held).network
    student = learning.student + 1
    place = (learning.epoch, student) if student < len(split.learned.y) else (learning.epoch + 1, 0)
    return _advanced(learning, settings, split, network, place, repeatable=False)


def _advanced(
    learning: Learning,
    settings: TrainingSettings,
    split: ClassSplit,
    network: Network,
    place: tuple[int, int],
    repeatable: bool,
) -> Learning:
    learned, aside = split.learned, split.aside
    epoch, student = place
    history = learning.history.copy()
    if learning.trained_on not in ("", learned.digest):
        history.forget_recipes()

    def note(at: float, reached: Network, learning_rate: float | None) -> None:
        aside_loss = reached.loss(aside.X, aside.y) if len(aside.y) else None
        loss = reached.loss(learned.X, learned.y)
        held = held_mask(reached, settings.held) if settings.held else None
        history.append(at, reached, loss, aside_loss, learning_rate=learning_rate, held=held)

    if not len(history):
        note(0.0, learning.network, None)
    note(epoch + student / max(len(learned.y), 1), network, settings.learning_rate if repeatable else None)
    return replace(learning, network=network, epoch=epoch, student=student, history=history, trained_on=learned.digest)
