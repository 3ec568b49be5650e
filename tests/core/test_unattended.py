"""A project trained with nobody watching is what the engine makes of its students and its seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuralpad.core.descent import train
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.history import Recipe
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.project import Project, TrainingSettings, fresh_learning
from neuralpad.core.scaling import set_aside, usable_students
from neuralpad.core.unattended import train_project


def project(**settings: object) -> Project:
    rng = np.random.default_rng(3)
    grades = rng.integers(0, 21, (40, 2))
    past = [Student(f"S{i}", (str(a), str(b)), "pass" if a + b > 20 else "fail") for i, (a, b) in enumerate(grades)]
    past.insert(5, Student("absent", ("", "12"), "pass"))
    chosen = TrainingSettings(**settings)  # type: ignore[arg-type]
    book = Gradebook(columns=(Column("G1", 20), Column("G2", 20)), past=tuple(past))
    return Project(book, chosen, fresh_learning(chosen, 2))


@pytest.mark.parametrize("batch_size", [None, 7, 1])
def test_it_is_the_engine_and_nothing_else(batch_size: int | None) -> None:
    start = project(seed=4, learning_rate=0.8, batch_size=batch_size)
    done = train_project(start, 300)
    usable = [student for student in start.gradebook.past if student.name != "absent"]
    X = np.array([[float(grade) / 20 for grade in student.grades] for student in usable])
    y = np.array([student.outcome == "pass" for student in usable], dtype=float)
    network = Network.random((2, 2, 1), seed=4)
    for snapshot in train(network, X, y, learning_rate=0.8, epochs=300, batch_size=batch_size, every=300, seed=4):
        expected = snapshot
    assert done.learning.network == expected.network
    assert done.learning.first == network
    assert (done.learning.epoch, done.learning.student) == (300, 0)
    assert done.learning.trained_on == usable_students(start.gradebook, Group.PAST).digest
    assert (start.learning.epoch, len(start.learning.history)) == (0, 0)


def test_its_history_holds_every_epoch_worth_keeping_and_how_it_came() -> None:
    learning = train_project(project(learning_rate=0.5), 519).learning
    history = learning.history
    assert history.epochs.tolist() == [*range(257), *range(258, 513, 2), 516, 519]
    assert history.network_at(0) == learning.first
    assert history.network_at(-1) == learning.network
    assert history[0].recipe is None
    assert all(history[index].recipe == Recipe(0.5, None) for index in range(1, len(history)))
    assert np.isnan(history.aside_losses).all()


def test_going_on_is_the_same_as_going_all_the_way() -> None:
    whole = train_project(project(), 450).learning
    halves = train_project(train_project(project(), 301), 149).learning
    assert halves.network == whole.network
    assert halves.history.epochs.tolist() == whole.history.epochs.tolist()
    assert halves.history.parameters.tobytes() == whole.history.parameters.tobytes()


def test_those_kept_aside_are_measured_and_not_learned_from() -> None:
    start = project(aside_share=0.25, seed=9)
    learning = train_project(start, 20).learning
    usable = usable_students(start.gradebook, Group.PAST)
    aside = set_aside(usable.y, 0.25, 9)
    assert aside.sum() == 10
    assert learning.history.aside_losses[-1] == learning.network.loss(usable.X[aside], usable.y[aside])
    assert learning.history.losses[-1] == learning.network.loss(usable.X[~aside], usable.y[~aside])


def test_other_students_make_other_spans() -> None:
    done = train_project(project(), 10)
    book = replace(done.gradebook, past=done.gradebook.past[:-1])
    history = train_project(replace(done, gradebook=book), 10).learning.history
    assert [history[index].recipe is None for index in range(len(history))] == [True] * 11 + [False] * 10


def test_the_course_is_reported() -> None:
    told: list[tuple[int, float]] = []
    learning = train_project(project(), 10, lambda epoch, loss: told.append((epoch, loss))).learning
    assert [epoch for epoch, _ in told] == list(range(11))
    assert [loss for _, loss in told] == learning.history.losses.tolist()


def test_no_epochs_leave_the_first_weights() -> None:
    learning = train_project(project(), 0).learning
    assert learning.network == learning.first
    assert learning.epoch == 0


def test_nobody_to_learn_from() -> None:
    start = project()
    with pytest.raises(Problem, match="no past student to learn from"):
        train_project(replace(start, gradebook=replace(start.gradebook, past=())), 10)


def test_a_learning_rate_that_is_too_large() -> None:
    with pytest.raises(Problem, match="too large"):
        train_project(project(learning_rate=1e308, hidden="linear"), 50)
