"""Training a project from where it stands, with nobody watching: what the command line does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from neuralpad.core.descent import Descent
from neuralpad.core.gradebook import Group
from neuralpad.core.problems import Problem
from neuralpad.core.project import Learning, Project
from neuralpad.core.scaling import split_class, usable_students


def train_project(project: Project, epochs: int, report: Callable[[int, float], None] | None = None) -> Project:
    """The project after so many more epochs by its own settings; its history has every epoch that is worth keeping.

    Parameters
    ----------
    project : Project
        Is not changed.
    epochs : int
        0 or more.
    report : callable, optional
        Is told the epoch and the loss now and then.

    Raises
    ------
    Problem
        If there is nobody to learn from, or the learning rate is too large.
    """
    settings, before = project.settings, project.learning
    split = split_class(usable_students(project.gradebook, Group.PAST), settings.aside_share, settings.seed)
    learned, aside = split.learned, split.aside
    if not len(learned.y):
        raise Problem("There is no past student to learn from: a student needs every grade, and pass or fail.")
    descent = Descent(
        before.network,
        learned.X,
        learned.y,
        batch_size=settings.batch_size,
        seed=settings.seed,
        first_epoch=before.epoch,
        first_student=before.student,
    )
    history = before.history.copy()
    if before.trained_on not in ("", learned.digest):
        history.forget_recipes()

    def note(learning_rate: float | None) -> None:
        snapshot = descent.snapshot()
        aside_loss = snapshot.network.loss(aside.X, aside.y) if len(aside.y) else None
        epoch = snapshot.epoch + snapshot.student / descent.students
        history.append(
            epoch,
            snapshot.network,
            snapshot.loss,
            aside_loss,
            learning_rate=learning_rate,
            batch_size=settings.batch_size,
        )
        if report is not None:
            report(snapshot.epoch, snapshot.loss)

    if not len(history):
        note(None)
    end = before.epoch + epochs
    while descent.epoch < end:
        descent.run(min(history.next_due(descent.epoch), end) - descent.epoch, settings.learning_rate)
        note(settings.learning_rate)
    last = descent.snapshot()
    return replace(
        project,
        learning=Learning(before.first, last.network, last.epoch, last.student, history, learned.digest),
    )
