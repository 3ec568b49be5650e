"""Shared by the tests of documents: a class whose network has learned a little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.history import History
from neuralpad.core.project import Learning, Project, TrainingSettings, fresh_learning


@pytest.fixture
def project() -> Project:
    """Four past students and one of this year, with a history of three entries."""
    columns = (Column("Written tests"), Column("Oral tests", 20.0))
    past = (
        Student("Zoë Ångström", ("82", "17,5"), "pass"),
        Student("李雷", ("41.5", "6"), "fail"),
        Student("  spaces and\ttabs ", ("", "absent"), "retaken"),
        Student('"; quotes\\ and\nlines', ("−3", "120 %"), ""),
    )
    book = Gradebook("Spanish B1", columns, past, (Student("Olga 😀", ("60", "12"), ""),), "invented")
    settings = TrainingSettings(learning_rate=0.3, seed=7)
    first = fresh_learning(settings, len(columns)).first
    history, network = History(), first
    for epoch in range(3):
        network = first.with_parameters(first.parameters() + epoch / 3)
        history.append(epoch, network, 0.7 - epoch / 7, learning_rate=0.3 if epoch else None)
    return Project(book, settings, Learning(first, network, 2, 0, history, "0123456789abcdef"))


@pytest.fixture
def other_project(project: Project) -> Project:
    """Another class, told apart by its title, and large enough that writing it takes a moment."""
    rng = np.random.default_rng(0)
    rows = tuple(
        Student(f"Student {row}", tuple(str(grade) for grade in grades), "pass")
        for row, grades in enumerate(rng.integers(0, 20, (5000, 2)))
    )
    return replace(project, gradebook=replace(project.gradebook, title="Another class", past=rows))
