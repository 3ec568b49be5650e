"""What a killed program had not saved comes back, or is thrown away for good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from neuralpad.core.project import Project
from neuralpad.storage import document
from neuralpad.ui.recovery_keeper import RecoveryKeeper

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User

# A program with unsaved work: it types a grade, trains, keeps a copy, and then sits there until it is killed.
PROGRAM = """
import sys
from pathlib import Path
from neuralpad.app import create_application
app = create_application([])
from neuralpad.core.edits import SetCells
from neuralpad.core.gradebook import Group
from neuralpad.storage import document
from neuralpad.ui.main_window import MainWindow
from neuralpad.ui.recovery_keeper import RecoveryKeeper
from neuralpad.ui.settings import Settings

folder, expected, file = (Path(argument) for argument in sys.argv[1:])
window = MainWindow(Settings(folder))
window.show()
if file.exists():
    window.open_path(file)
session = window.session
session.edit(SetCells(Group.PAST, ((0, 1, "13,5"),)), "Typing")
session.change_settings("Stop after", epoch_limit=100)
session.train()
while session.is_training:
    app.processEvents()
document.save(session.project, expected)
window.findChild(RecoveryKeeper).keep()
while not list(folder.glob("recovery/*.neuralpad")):
    app.processEvents()
print("kept", flush=True)
app.exec()
"""


@pytest.fixture
def killed(room: Room, tmp_path: Path) -> Project:
    """What a program that was killed had on screen; the class came from the file `class.neuralpad`, if there is one."""
    expected = tmp_path / "expected.neuralpad"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(room.folder), str(expected), str(tmp_path / "class.neuralpad")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    return document.load(expected)


def copies(room: Room) -> list[str]:
    return sorted(path.name for path in (room.folder / "recovery").glob("*"))


def keep(user: User) -> None:
    """Let the copy be written that is due every few seconds."""
    (keeper,) = user.window.findChildren(RecoveryKeeper)
    keeper.keep()


def test_unsaved_work_of_a_killed_program_is_offered_and_comes_back(room: Room, killed: Project) -> None:
    user = room.sit_down(begin=True)
    assert "invented" in user.dialog_texts("recovery_offer"), "it says which class it is about"
    user.answer("recovery_offer", "Bring it back")
    assert user.session.book == killed.gradebook
    assert user.session.book.past[0].grades[0] == "13,5"
    assert user.session.settings == killed.settings
    assert user.window.network == killed.learning.network
    history = user.session.current.history
    assert history.parameters.tobytes() == killed.learning.history.parameters.tobytes()
    assert user.window.isWindowModified(), "it is not saved yet"
    user.qtbot.waitUntil(lambda: len(copies(room)) == 2, timeout=5000)
    room.leave(user)
    user = room.sit_down(begin=True)
    assert user.has_dialog("recovery_offer"), "closed by the desktop, still unsaved: offered again"
    user.answer("recovery_offer", "Ask me later")
    assert len(copies(room)) == 2


def test_what_is_thrown_away_is_gone(room: Room, killed: Project) -> None:
    user = room.sit_down(begin=True)
    user.answer("recovery_offer", "Throw it away")
    assert user.session.book != killed.gradebook
    assert copies(room) == []
    room.leave(user)
    assert not room.sit_down(begin=True).has_dialog("recovery_offer")


def test_asked_later_it_is_offered_again(room: Room, killed: Project) -> None:
    user = room.sit_down(begin=True)
    user.answer("recovery_offer", "Ask me later")
    assert user.session.book != killed.gradebook
    room.leave(user)
    user = room.sit_down(begin=True)
    user.answer("recovery_offer", "Bring it back")
    assert user.session.book == killed.gradebook


def test_started_with_a_file_it_is_offered_as_well(room: Room, tmp_path: Path, killed: Project) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Name;A;Final exam\nAnn;82;pass\nBob;55;fail\nCem;91;pass\nDia;48;fail\n", encoding="utf-8")
    user = room.sit_down(table, begin=True)
    user.answer("recovery_offer", "Ask me later")
    assert len(user.session.book.past) == 4
    room.leave(user)
    user = room.sit_down(table, begin=True)
    user.answer("recovery_offer", "Bring it back")
    assert user.session.book == killed.gradebook


def test_a_class_that_has_a_file_is_saved_to_it_again(room: Room, tmp_path: Path) -> None:
    user = room.sit_down()
    path = tmp_path / "class.neuralpad"
    document.save(user.session.project, path)
    room.leave(user)
    user = room.sit_down(path)
    user.type_grade("13")
    keep(user)
    user.qtbot.waitUntil(lambda: len(copies(room)) == 2, timeout=5000)
    user.window.close()  # not by the user: the desktop's session ends
    room.leave(user)
    user = room.sit_down(begin=True)
    user.answer("recovery_offer", "Bring it back")
    assert "class" in user.window.windowTitle()
    user.do("save")
    assert document.load(path).gradebook.past[0].grades[0] == "13"
    assert copies(room) == []


def test_nothing_is_kept_while_nothing_is_unsaved(room: Room, user: User) -> None:
    keep(user)
    user.type_grade("13")
    user.do("undo")
    keep(user)
    assert copies(room) == []


def test_a_copy_of_what_has_been_undone_goes(room: Room, user: User) -> None:
    user.type_grade("13")
    keep(user)
    user.qtbot.waitUntil(lambda: len(copies(room)) == 2, timeout=5000)
    user.do("undo")
    keep(user)
    assert copies(room) == []


def test_discarding_in_answer_to_the_question_leaves_no_copy(room: Room, user: User) -> None:
    user.type_grade("13")
    keep(user)
    user.do("quit")
    user.answer("unsaved_changes", "Discard")
    user.qtbot.waitUntil(user.is_gone)
    assert copies(room) == []


def test_a_copy_that_cannot_be_read_is_told_and_the_program_starts(room: Room, user: User) -> None:
    user.type_grade("13")
    user.window.close()
    room.leave(user)
    (copy,) = (room.folder / "recovery").glob("*.neuralpad")
    copy.write_bytes(copy.read_bytes()[:-200].replace(b'"past"', b'"pasd"') + b"}}}")
    user = room.sit_down(begin=True)
    if user.has_dialog("recovery_offer"):
        user.answer("recovery_offer", "Bring it back")
        user.answer("problem", "OK")
    assert user.session.book.past[0].grades[0] == "82"


def test_the_copy_of_an_open_window_is_not_offered_to_another(room: Room, user: User) -> None:
    user.type_grade("13")
    keep(user)
    user.qtbot.waitUntil(lambda: len(copies(room)) == 2, timeout=5000)
    assert not room.sit_down(begin=True).has_dialog("recovery_offer")
