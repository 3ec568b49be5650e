"""How long a large class takes to save and to open: 10 000 students, and a history that is full."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from neuralpad.core.gradebook import Gradebook, Student
from neuralpad.core.project import Project, TrainingSettings, fresh_learning
from neuralpad.core.unattended import train_project
from neuralpad.storage import document


@pytest.fixture(scope="module")
def large_project() -> Project:
    settings = TrainingSettings()
    rows = tuple(
        Student(f"Student {row}", (str(row % 101), str(row % 37 + 50), "62,5"), "pass" if row % 3 else "fail")
        for row in range(10_000)
    )
    few = Project(Gradebook(past=rows[:30]), settings, fresh_learning(settings, 3))
    return Project(Gradebook(past=rows), settings, train_project(few, 12_000).learning)


def test_saving(large_project: Project, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    path = tmp_path / "class.neuralpad"
    benchmark(document.save, large_project, path)
    assert path.stat().st_size > 500_000


def test_opening(large_project: Project, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    path = tmp_path / "class.neuralpad"
    document.save(large_project, path)
    opened = benchmark(document.load, path)
    assert opened.gradebook == large_project.gradebook
