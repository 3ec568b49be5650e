"""One update by hand: from the class as training would make it, from one student as the passes show it."""

from __future__ import annotations

import numpy as np
import pytest

from neuralpad.core.descent import train
from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, value_of
from neuralpad.core.project import Learning, TrainingSettings
from neuralpad.core.scaling import split_class, usable_students
from neuralpad.core.updates import updated_by_class, updated_by_student

BOOK = Gradebook(
    past=(
        Student("Ann", ("87", "45", "62"), "fail"),
        Student("Bob", ("95", "88", "71"), "pass"),
        Student("Cem", ("52", "61", "40"), "fail"),
    )
)
SPLIT = split_class(usable_students(BOOK, Group.PAST), 0.0, 0)
# CURRICULUM's worked example, with biases.
NETWORK = Network(
    weights=[np.array([[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]]), np.array([[1.2], [-0.7]])],
    biases=[np.array([0.1, -0.2]), np.array([0.3])],
)
START = Learning(NETWORK, NETWORK)


def test_the_worked_example_after_one_student() -> None:
    settings = TrainingSettings(learning_rate=0.5)
    after = updated_by_student(START, settings, SPLIT, [0.87, 0.45, 0.62], 0.0)
    assert after.network.weights[1][:, 0] == pytest.approx([0.963211919906, -0.877829475489], abs=1e-12)
    assert after.network.predict(np.array([[0.87, 0.45, 0.62]]))[0] == pytest.approx(0.523829494394, abs=1e-12)
    assert (after.epoch, after.student) == (0, 1)
    assert after.first == NETWORK
    assert after.history.network_at(0) == NETWORK
    assert after.history.epochs.tolist() == pytest.approx([0.0, 1 / 3])


def test_the_last_student_of_an_epoch_ends_it() -> None:
    settings, after = TrainingSettings(), START
    for x, target in zip(SPLIT.learned.X, SPLIT.learned.y, strict=True):
        after = updated_by_student(after, settings, SPLIT, x, float(target))
    assert (after.epoch, after.student) == (1, 0)


def test_an_update_from_the_class_is_the_next_epoch_of_training() -> None:
    settings = TrainingSettings(learning_rate=0.5)
    *_, trained = train(NETWORK, SPLIT.learned.X, SPLIT.learned.y, learning_rate=0.5, epochs=2)
    after = updated_by_class(updated_by_class(START, settings, SPLIT), settings, SPLIT)
    assert after.network == trained.network
    assert (after.epoch, after.student) == (2, 0)
    assert after.history.losses[-1] == pytest.approx(trained.loss, rel=1e-12)
    assert after.trained_on == SPLIT.learned.digest


def test_an_epoch_begun_with_single_students_ends_with_the_class() -> None:
    settings = TrainingSettings()
    begun = updated_by_student(START, settings, SPLIT, SPLIT.learned.X[0], 0.0)
    after = updated_by_class(begun, settings, SPLIT)
    assert (after.epoch, after.student) == (1, 0)
    assert begun.history.epochs.tolist() == pytest.approx([0.0, 1 / 3]), "the history before is left as it is"


def test_a_weight_held_fast_does_not_move() -> None:
    held = Part.weight(0, 1, 0)
    settings = TrainingSettings(held=frozenset({held}))
    for after in (
        updated_by_class(START, settings, SPLIT),
        updated_by_student(START, settings, SPLIT, SPLIT.learned.X[0], 0.0),
    ):
        assert value_of(after.network, held) == value_of(NETWORK, held)
        assert after.network.weights[1].tolist() != NETWORK.weights[1].tolist()
