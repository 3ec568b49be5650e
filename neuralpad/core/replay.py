"""Any moment of a training again, to the bit: what lies between two recorded moments is trained once more.

A history holds some moments of a training, and the way that led from each to the next. Students come in an order that
is drawn from the seed and the number of the epoch alone, so the same way leads to the same bits.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from neuralpad.core.descent import Descent
from neuralpad.core.history import History, Recipe
from neuralpad.core.network import Network
from neuralpad.core.project import Learning
from neuralpad.core.scaling import Booleans, ClassSplit, TrainingSet

BURST = 0.003
"""Seconds of work between two looks at whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of a training.

    Attributes
    ----------
    index : int
        The newest recorded moment, as a place in the history, that is not after this one.
    epoch, student : int
        Epochs completed, and students of the next one already learned from.
    is_recorded : bool
        Whether it is that recorded moment itself. If not, it has to be trained again from there.
    is_nearest : bool
        Whether it stands for another one, which cannot be trained again: weights were set by hand on the way there, or
        the class was another one then.
    """

    index: int
    epoch: int
    student: int
    is_recorded: bool = True
    is_nearest: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far a replay has come: so many students of all; the network is there at the end, None before."""

    done: int
    total: int
    network: Network | None = None


def recorded_place(history: History, index: int, students: int) -> Place:
    """The place of a recorded moment; an epoch has so many `students`."""
    whole = int(history[index].epoch)
    student = round((history[index].epoch - whole) * students)
    # The class may have been larger when this was recorded.
    return Place(index, whole, min(student, max(students - 1, 0)))


def place_before(learning: Learning, students: TrainingSet, here: Place, singly: bool) -> Place | None:
    """One step back on the way that was trained; None at its beginning.

    Parameters
    ----------
    learning : Learning
        With the history to go back in.
    students : TrainingSet
        Who is learned from now.
    here : Place
        Where to step from.
    singly : bool
        Whether steps are single students, where they came one at a time; else, and elsewhere, a step ends at the end
        of an epoch.
    """
    start = here.index - 1 if here.is_recorded else here.index
    if start < 0:
        return None
    begin = recorded_place(learning.history, start, len(students.y))
    recipe = _recipe(learning, students, start)
    epoch, student = here.epoch, here.student
    if singly and recipe is not None and recipe.batch_size == 1:
        epoch, student = (epoch, student - 1) if student else (epoch - 1, len(students.y) - 1)
    else:
        epoch, student = (epoch, 0) if student else (epoch - 1, 0)
    if (epoch, student) <= (begin.epoch, begin.student):
        return begin
    return replace(begin, is_nearest=True) if recipe is None else Place(start, epoch, student, is_recorded=False)


def place_after(learning: Learning, students: TrainingSet, here: Place, singly: bool) -> Place | None:
    """One step forward on the way that was trained; None at its end. Parameters as of `place_before`."""
    if here.index + 1 >= len(learning.history):
        return None
    end = recorded_place(learning.history, here.index + 1, len(students.y))
    recipe = _recipe(learning, students, here.index)
    epoch, student = here.epoch + 1, 0
    if singly and recipe is not None and recipe.batch_size == 1 and here.student + 1 < len(students.y):
        epoch, student = here.epoch, here.student + 1
    if (epoch, student) >= (end.epoch, end.student):
        return end
    return replace(end, is_nearest=True) if recipe is None else Place(here.index, epoch, student, is_recorded=False)


def replay(
    learning: Learning, students: TrainingSet, seed: int, place: Place, burst: float = BURST
) -> Iterator[Replayed]:
    """Train again from the recorded moment before a place up to it; the last one yielded has the network.

    Parameters
    ----------
    learning, students
        As they were given to `place_before` or `place_after`, which found the place.
    seed : int
        Drew the order of students then.
    burst : float
        Seconds of work between two that are yielded.
    """
    start = learning.history.network_at(place.index)
    if place.is_recorded:
        yield Replayed(0, 0, start)
        return
    recipe = _recipe(learning, students, place.index)
    if recipe is None:
        raise ValueError("the way to this place cannot be trained again")
    count = len(students.y)
    begin = recorded_place(learning.history, place.index, count)
    descent = Descent(
        start,
        students.X,
        students.y,
        batch_size=recipe.batch_size,
        seed=seed,
        first_epoch=begin.epoch,
        first_student=begin.student,
        held=_mask(recipe, start),
    )
    first = begin.epoch * count + begin.student
    total = place.epoch * count + place.student - first
    length = 1
    while (done := descent.epoch * count + descent.student - first) < total:
        if done:
            yield Replayed(done, total)
        begun = time.perf_counter()
        if recipe.batch_size == 1:
            work = min(length, total - done)
            descent.run_students(work, recipe.learning_rate)
        else:
            work = min(length, place.epoch - descent.epoch)
            descent.run(work, recipe.learning_rate)
        length = max(int(work * burst / max(time.perf_counter() - begun, 1e-6)), 1)
    yield Replayed(total, total, descent.snapshot(going_on=False).network)


def learning_there(learning: Learning, place: Place, network: Network, split: ClassSplit) -> Learning:
    """The learning as it was at a place; its history ends there, so that it can be trained on.

    `network` is what `replay` has found, `split` the class as it stands.
    """
    history = learning.history.up_to(place.index)
    if not place.is_recorded:
        recipe = learning.history[place.index + 1].recipe
        assert recipe is not None, "whoever found this network has trained by it"
        learned, aside = split.learned, split.aside
        history.append(
            place.epoch + place.student / len(learned.y),
            network,
            network.loss(learned.X, learned.y),
            network.loss(aside.X, aside.y) if len(aside.y) else None,
            learning_rate=recipe.learning_rate,
            batch_size=recipe.batch_size,
            held=_mask(recipe, network),
        )
    return replace(learning, network=network, epoch=place.epoch, student=place.student, history=history)


def _recipe(learning: Learning, students: TrainingSet, index: int) -> Recipe | None:
    """How training led from a recorded moment to the next; None where that cannot be repeated."""
    is_same_class = learning.trained_on == students.digest
    return learning.history[index + 1].recipe if is_same_class else None


def _mask(recipe: Recipe, network: Network) -> Booleans:
    held = np.zeros(network.parameters().shape, dtype=bool)
    held[list(recipe.held)] = True
    return held
