"""Opening, saving, and never losing what was typed or trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QMenu, QMessageBox

from neuralpad.core.gradebook import Gradebook
from neuralpad.storage import document

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User


def choose(user: User, path: Path) -> None:
    """Choose a file in the file dialog that is open."""
    (dialog,) = (dialog for dialog in user.window.findChildren(QFileDialog) if dialog.isVisible())
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    dialog.accept()


# Saving


def test_save_asks_where_and_then_no_more(user: User, tmp_path: Path) -> None:
    user.type_grade("13")
    assert user.window.isWindowModified()
    user.do("save")
    choose(user, tmp_path / "My class.neuralpad")
    path = tmp_path / "My class.neuralpad"
    assert document.load(path).gradebook == user.session.book
    assert not user.window.isWindowModified()
    assert "My class" in user.window.windowTitle()
    user.type_grade("14")
    assert user.window.isWindowModified()
    user.do("save")
    assert not any(dialog.isVisible() for dialog in user.window.findChildren(QFileDialog))
    assert document.load(path).gradebook.past[0].grades[0] == "14"
    assert not user.window.isWindowModified()


def test_a_name_without_an_ending_gets_one(user: User, tmp_path: Path) -> None:
    user.do("save_as")
    choose(user, tmp_path / "spanish")
    assert document.load(tmp_path / "spanish.neuralpad").gradebook == user.session.book


def test_a_class_never_takes_the_place_of_a_table(user: User, tmp_path: Path) -> None:
    user.do("save_as")
    choose(user, tmp_path / "grades.csv")
    assert not (tmp_path / "grades.csv").exists()
    assert document.load(tmp_path / "grades.csv.neuralpad").gradebook == user.session.book
    user.do("save_as")
    choose(user, tmp_path / "grades.csv")
    assert "grades.csv.neuralpad" in user.dialog_texts("problem"), "nobody has agreed to replace that one"
    user.answer("problem", "OK")


def test_undo_back_to_what_was_saved_leaves_nothing_unsaved(user: User, tmp_path: Path) -> None:
    user.do("save_as")
    choose(user, tmp_path / "a.neuralpad")
    user.type_grade("13")
    user.do("undo")
    assert not user.window.isWindowModified()


def test_a_file_that_cannot_be_written_is_told_and_the_class_stays_unsaved(user: User, tmp_path: Path) -> None:
    user.type_grade("13")
    user.do("save_as")
    (tmp_path / "folder.neuralpad").mkdir()
    dialog = next(dialog for dialog in user.window.findChildren(QFileDialog) if dialog.isVisible())
    dialog.fileSelected.emit(str(tmp_path / "folder.neuralpad"))
    assert "folder.neuralpad" in user.dialog_texts("problem")
    assert user.window.isWindowModified()
    user.answer("problem", "OK")
    dialog.reject()


# Opening


def test_open_asks_for_a_file(user: User, saved_class: Callable[[], Path]) -> None:
    path = saved_class()
    user.do("open")
    choose(user, path)
    assert user.window.network == document.load(path).learning.network
    assert user.session.moment.epoch == 60


@pytest.mark.parametrize("content", [b"", b'{"format": "neuralpad", "version"', b"Name;Grade\nAnn;3\n", b"\x89PNG\r\n"])
def test_a_damaged_file_is_told_and_the_class_on_screen_stays(user: User, tmp_path: Path, content: bytes) -> None:
    user.type_grade("13")
    before = user.session.project
    path = tmp_path / "broken.neuralpad"
    path.write_bytes(content)
    user.window.open_path(path)
    assert "broken.neuralpad" in user.dialog_texts("problem")
    assert user.session.project.gradebook == before.gradebook
    assert user.window.network == before.learning.network
    assert user.window.isWindowModified()
    assert user.action("undo").isEnabled()
    user.answer("problem", "OK")


def test_a_file_cut_off_in_the_middle_opens_nothing_half(user: User, saved_class: Callable[[], Path]) -> None:
    path = saved_class()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    before = user.session.project
    user.window.open_path(path)
    assert "saved.neuralpad" in user.dialog_texts("problem")
    assert user.session.project.gradebook == before.gradebook
    user.answer("problem", "OK")


@pytest.mark.parametrize("name", ["gone.neuralpad", "gone.csv", "gone"])
def test_a_file_that_is_not_there_is_told(user: User, tmp_path: Path, name: str) -> None:
    user.window.open_path(tmp_path / name)
    assert name in user.dialog_texts("problem")
    user.answer("problem", "OK")


def test_a_name_that_looks_like_markup_is_shown_as_it_is(user: User, tmp_path: Path) -> None:
    path = tmp_path / "<b>bold<b> <i>class<i>.neuralpad"
    path.write_bytes(b"{}")
    user.window.open_path(path)
    box = user.dialog("problem")
    assert isinstance(box, QMessageBox)
    assert "<b>bold<b>" in box.text()
    label = box.findChild(QLabel, "qt_msgbox_label")
    assert label is not None
    assert label.textFormat() == Qt.TextFormat.PlainText
    user.answer("problem", "OK")


def test_the_class_saved_in_answer_to_the_question_is_the_one_that_opens_again(
    room: Room, saved_class: Callable[[], Path]
) -> None:
    """Opening the file that is open: what was just saved to it must not be taken back."""
    path = saved_class()
    user = room.sit_down(path)
    user.type_grade("13")
    user.window.open_path(path)
    user.answer("unsaved_changes", "Save")
    assert user.session.book.past[0].grades[0] == "13"
    assert document.load(path).gradebook.past[0].grades[0] == "13"
    assert not user.window.isWindowModified()


# The question


def test_quit_without_changes_asks_nothing(user: User) -> None:
    user.do("quit")
    assert user.is_gone()


def test_quit_with_changes_asks_and_cancel_stays(user: User) -> None:
    user.type_grade("13")
    user.do("quit")
    user.answer("unsaved_changes", "Cancel")
    assert not user.is_gone()
    assert user.window.isWindowModified()
    user.do("quit")
    user.answer("unsaved_changes", "Discard")
    user.qtbot.waitUntil(user.is_gone)


def test_quit_and_save_to_the_file_it_belongs_to(room: Room, saved_class: Callable[[], Path]) -> None:
    path = saved_class()
    user = room.sit_down(path)
    user.type_grade("13")
    user.do("quit")
    user.answer("unsaved_changes", "Save")
    user.qtbot.waitUntil(user.is_gone)
    assert document.load(path).gradebook.past[0].grades[0] == "13"


def test_quit_and_save_what_has_no_file_yet(user: User, tmp_path: Path) -> None:
    user.type_grade("13")
    user.do("quit")
    user.answer("unsaved_changes", "Save")
    assert not user.is_gone()
    choose(user, tmp_path / "new.neuralpad")
    user.qtbot.waitUntil(user.is_gone)
    assert document.load(tmp_path / "new.neuralpad").gradebook.past[0].grades[0] == "13"


def test_quit_while_it_trains_asks_as_well(user: User) -> None:
    user.train_on()
    user.do("quit")
    assert user.session.is_training, "the question does not disturb"
    user.answer("unsaved_changes", "Discard")
    user.qtbot.waitUntil(user.is_gone)


@pytest.mark.parametrize(("command", "students"), [("new", 0), ("sample", 30)])
def test_another_class_asks_first(user: User, command: str, students: int) -> None:
    user.type_grade("13")
    user.do(command)
    user.answer("unsaved_changes", "Cancel")
    assert user.session.book.past[0].grades[0] == "13"
    user.do(command)
    user.answer("unsaved_changes", "Discard")
    assert len(user.session.book.past) == students
    assert "13" not in {student.grades[0] for student in user.session.book.past}
    assert not user.action("undo").isEnabled()
    assert not user.window.isWindowModified()


def test_another_class_while_it_trains(user: User) -> None:
    user.train_on()
    user.do("new")
    user.answer("unsaved_changes", "Discard")
    user.qtbot.waitUntil(lambda: user.session.book == Gradebook())
    assert not user.session.is_training
    assert user.session.moment.epoch == 0
    assert not user.window.isWindowModified()


# Recent files


def test_recent_files_are_remembered_the_newest_first(room: Room, saved_class: Callable[[], Path]) -> None:
    path = saved_class()
    other = path.with_name("A&B.neuralpad")
    other.write_bytes(path.read_bytes())
    user = room.sit_down(path)
    user.window.open_path(other)
    room.leave(user)
    user = room.sit_down()
    (menu,) = (menu for menu in user.window.findChildren(QMenu) if menu.title().replace("&", "") == "Open recent")
    menu.aboutToShow.emit()
    names = [action.text().replace("&&", "&") for action in menu.actions()[:2]]
    assert names == ["A&B.neuralpad", "saved.neuralpad"]
    assert menu.toolTipsVisible(), "two files can have one name"
    menu.actions()[1].trigger()
    assert user.window.network == document.load(path).learning.network
    user.do("forget_recent")
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_the_next_start_goes_on_with_the_last_class(room: Room, saved_class: Callable[[], Path]) -> None:
    path = saved_class()
    room.leave(room.sit_down(path))
    user = room.sit_down(begin=True)
    assert user.session.moment.epoch == 60
    assert "saved" in user.window.windowTitle()
    room.leave(user)
    path.unlink()
    assert room.sit_down(begin=True).session.moment.epoch == 0
