"""What a killed program had not saved is offered at the next start, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neuralpad.core.problems import Problem
from neuralpad.core.project import Project
from neuralpad.storage import document
from neuralpad.storage.recovery import MOST_LEFTOVERS, RecoveryStore

WINDOWS = """
import sys
from pathlib import Path
from neuralpad.storage import document
from neuralpad.storage.recovery import RecoveryStore

project = document.load(Path(sys.argv[2]))
stores = [RecoveryStore(Path(sys.argv[1])) for _ in range(int(sys.argv[3]))]
for number, store in enumerate(stores):
    store.write(project, Path(sys.argv[2]) if number == 0 else None)
print("written", flush=True)
sys.stdin.readline()
for store in stores:
    store.discard()
print("closed", flush=True)
sys.stdin.readline()
"""
"""A program with so many windows. They are closed in order when it is told to, and the program stays."""

Program = subprocess.Popen[str]
Start = Callable[..., AbstractContextManager[Program]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


@pytest.fixture
def program(project: Project, tmp_path: Path, folder: Path) -> Start:
    """Starts another program with windows, whose copies are written when it is entered; it ends by being killed."""
    original = tmp_path / "class.neuralpad"
    document.save(project, original)

    @contextmanager
    def start(windows: int = 1) -> Iterator[Program]:
        arguments = [sys.executable, "-c", WINDOWS, str(folder), str(original), str(windows)]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            try:
                assert heard(other) == "written\n"
                yield other
            finally:
                other.kill()

    return start


def heard(program: Program) -> str:
    assert program.stdout is not None
    return program.stdout.readline()


def test_a_killed_program_is_offered(program: Start, folder: Path, project: Project, tmp_path: Path) -> None:
    store = RecoveryStore(folder)
    before = datetime.now(UTC).timestamp()
    with program():
        assert store.leftovers() == ()
    (found,) = store.leftovers()
    assert found.title == "Spanish B1"
    assert found.original == tmp_path / "class.neuralpad"
    assert found.when.tzinfo is not None
    assert before - 2 <= found.when.timestamp() <= datetime.now(UTC).timestamp() + 2
    assert found.load().gradebook == project.gradebook
    assert found.load().learning.network == project.learning.network
    found.forget()
    found.forget()
    assert store.leftovers() == ()
    assert list(folder.iterdir()) == []
    with pytest.raises(Problem, match="not there"):
        found.load()


def test_a_second_window_that_runs_is_not_offered(program: Start, folder: Path, project: Project) -> None:
    mine, another = RecoveryStore(folder), RecoveryStore(folder)
    with program():
        another.write(project, None)
        mine.write(project, None)
        assert mine.leftovers() == ()
    assert len(mine.leftovers()) == 1
    another.discard()
    mine.discard()
    assert len(RecoveryStore(folder).leftovers()) == 1


def test_nothing_is_left_of_windows_that_were_closed(program: Start, folder: Path) -> None:
    with program(3) as other:
        assert len(list(folder.glob("*.neuralpad"))) == 3
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert heard(other) == "closed\n"
    assert list(folder.iterdir()) == []


def test_a_window_without_changes_touches_nothing(folder: Path) -> None:
    store = RecoveryStore(folder)
    assert store.leftovers() == ()
    store.discard()
    assert not folder.exists()


def test_the_last_word_counts(folder: Path, project: Project, other_project: Project, tmp_path: Path) -> None:
    store = RecoveryStore(folder)
    store.write(project, None)
    store.write(other_project, tmp_path / "other.neuralpad")
    # As if the program had been killed: the copy stays, and its owner goes.
    lost_folder = tmp_path / "lost"
    lost_folder.mkdir()
    for file in folder.iterdir():
        (lost_folder / file.name).write_bytes(file.read_bytes())
    (found,) = RecoveryStore(lost_folder).leftovers()
    assert found.load().gradebook == other_project.gradebook
    assert found.original == tmp_path / "other.neuralpad"
    store.discard()
    store.discard()
    store.write(project, None)
    assert len(list(folder.glob("*.neuralpad"))) == 1
    store.discard()
    assert list(folder.iterdir()) == []


def test_leftovers_come_newest_first_and_are_bounded(program: Start, folder: Path, project: Project) -> None:
    store = RecoveryStore(folder)
    with program(MOST_LEFTOVERS + 3):
        pass
    for age, copy in enumerate(sorted(folder.glob("*.neuralpad"))):
        os.utime(copy, (1e9 - age, 1e9 - age))
    newest = sorted(folder.glob("*.neuralpad"))[:MOST_LEFTOVERS]
    assert [found.path for found in store.leftovers()] == newest
    store.write(project, None)
    assert [found.path for found in store.leftovers()] == newest
    store.discard()
    assert sorted(folder.glob("*.neuralpad")) == newest
    assert len(list(folder.iterdir())) == 2 * MOST_LEFTOVERS


def test_damaged_copies_are_not_offered(program: Start, folder: Path) -> None:
    with program(2):
        pass
    copy = min(folder.glob("*.neuralpad"))
    copy.write_bytes(copy.read_bytes()[:100])
    for owner in folder.glob("*.owner"):
        owner.write_bytes(b"\xff")
    (found,) = RecoveryStore(folder).leftovers()
    assert found.path != copy
    assert found.original is None


def test_what_a_killed_save_left_goes_away(folder: Path, project: Project) -> None:
    store = RecoveryStore(folder)
    folder.mkdir()
    (folder / ".0123456789ab-01234567.neuralpad-saving").write_bytes(b"half")
    (folder / "0123456789abcdef.owner").write_bytes(b"{}")
    store.write(project, None)
    store.discard()
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path, project: Project) -> None:
    (tmp_path / "file").touch()
    store = RecoveryStore(tmp_path / "file" / "recovery")
    with pytest.raises(Problem):
        store.write(project, None)
    assert store.leftovers() == ()
    store.discard()
