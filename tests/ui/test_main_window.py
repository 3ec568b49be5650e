"""The window: its names, its files, and how commands, panels and session are joined."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QSpinBox, QTableView, QWidget

from neuralpad.core.edits import SetCells
from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.storage import document

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User

WIDGETS = ("grade_table", "network_canvas", "loss_plot", "prediction_panel", "epoch_limit")
ACTIONS = (
    "open save train step start_over new_start pace_student pace_epoch pace_full undo redo paste"
).split()  # DESIGN §2, as far as there is something to name yet

OBVIOUS = """Name;Class work;Written;Oral;Final exam
Ann;82;74;88;pass
Bob;55;48;61;fail
Cem;91;85;79;pass
Dia;48;39;52;fail
Eva;70;58;64;fail
Finn;62;76;70;pass
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "German A2.csv"
    path.write_text(OBVIOUS, encoding="utf-8")
    return path


# Names


def test_what_other_programs_rely_on_has_its_name_once(user: User) -> None:
    assert {name: len(user.window.findChildren(QWidget, name)) for name in WIDGETS} == dict.fromkeys(WIDGETS, 1)
    names = [f"action_{name}" for name in ACTIONS]
    assert {name: len(user.window.findChildren(QAction, name)) for name in names} == dict.fromkeys(names, 1)


def test_train_can_be_checked_and_the_limit_is_five_thousand(user: User) -> None:
    assert user.action("train").isCheckable()
    limit = user.find(QSpinBox, "epoch_limit")
    assert (limit.value(), limit.minimum()) == (5000, 0)


def test_the_network_is_the_one_on_screen(user: User) -> None:
    assert user.window.network == Network.random(seed=0)
    user.train(20)
    assert user.window.network == user.session.learning.network
    user.session.view(3)
    assert user.window.network == user.session.moment.network
    assert user.window.network != user.session.learning.network


def test_it_starts_with_an_invented_class_ready_to_train(user: User) -> None:
    book = user.session.book
    assert (len(book.past), len(book.this_year)) == (30, 12)
    assert "invented" in user.window.windowTitle() + user.texts()
    assert not user.window.isWindowModified()
    user.train(10)
    assert user.session.moment.epoch == 10


# Opening


def test_a_table_with_an_obvious_meaning_opens_without_a_question(user: User, table: Path) -> None:
    user.window.open_path(table)
    assert not user.has_dialog("import_dialog")
    book = user.session.book
    assert [column.name for column in book.columns] == ["Class work", "Written", "Oral"]
    assert [student.outcome for student in book.past] == ["pass", "fail", "pass", "fail", "fail", "pass"]
    assert "German A2" in user.window.windowTitle()
    assert not user.window.isWindowModified(), "everything in it is in the table"
    grades = user.find(QTableView, "grade_table").model()
    assert grades.index(3, 1).data() == "48"


def test_a_class_of_other_columns_takes_the_place_of_the_trained_one(user: User, tmp_path: Path) -> None:
    user.train(20)
    user.session.undo_stack.setClean()
    path = tmp_path / "two.csv"
    path.write_text("Name,Essay,Talk,Passed\nAnn,81,60,yes\nBob,30,40,no\nCem,77,55,yes\n", encoding="utf-8")
    user.window.open_path(path)
    assert user.window.network.sizes == (2, 2, 1)
    assert not user.session.is_trained
    assert user.session.previous_run is None
    user.train(20)
    assert user.session.moment.epoch == 20


def test_a_file_dropped_on_the_window_is_opened(user: User, table: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/x.csv"), QUrl.fromLocalFile(str(table))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(user.window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(user.window, drop)
    assert drop.isAccepted()
    assert len(user.session.book.past) == 6


def test_what_is_no_file_cannot_be_dropped(user: User) -> None:
    data = QMimeData()
    data.setText("Ann;82;74")
    event = QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(user.window, event)
    assert not event.isAccepted()


# Commands


def test_train_pauses_and_goes_on(user: User) -> None:
    train = user.action("train")
    user.train_on()
    assert train.isChecked()
    assert train.iconText() == "Pause"
    assert not user.action("step").isEnabled()
    user.do("train")
    user.qtbot.waitUntil(lambda: not user.session.is_training)
    assert not train.isChecked()
    assert train.iconText() == "Train"
    assert user.action("step").isEnabled()
    epoch = user.session.moment.epoch
    user.train_on(beyond=epoch)
    user.rest()


def test_pausing_takes_effect_within_a_tenth_of_a_second(user: User) -> None:
    user.train_on()
    with user.qtbot.waitSignal(user.session.training_changed, timeout=100):
        user.do("train")
    assert not user.session.is_training


@pytest.mark.parametrize(("pace", "most"), [("student", 3), ("epoch", 200)])
def test_slow_paces_can_be_followed(user: User, pace: str, most: int) -> None:
    user.do(f"pace_{pace}")
    user.do("train")
    user.qtbot.waitUntil(lambda: user.session.moment.epoch + user.session.moment.student > 2, timeout=10_000)
    assert user.session.moment.epoch <= most
    user.rest()


def test_the_pace_can_change_while_it_trains(user: User) -> None:
    user.find(QSpinBox, "epoch_limit").setValue(0)
    user.do("pace_student")
    user.do("train")
    user.qtbot.waitUntil(lambda: user.session.moment.student > 1, timeout=10_000)
    user.do("pace_full")
    user.qtbot.waitUntil(lambda: user.session.moment.epoch > 2000, timeout=20_000)
    user.rest()


def test_one_step_is_one_epoch_or_one_student(user: User) -> None:
    user.do("step")
    user.qtbot.waitUntil(lambda: not user.session.is_training)
    assert (user.session.moment.epoch, user.session.moment.student) == (1, 0)
    user.do("pace_student")
    user.do("step")
    user.qtbot.waitUntil(lambda: not user.session.is_training)
    assert (user.session.moment.epoch, user.session.moment.student) == (1, 1)
    assert user.session.current.history.epochs[-1] == pytest.approx(1 + 1 / 30)


def test_start_over_and_new_start(user: User) -> None:
    first = user.window.network
    user.train(20)
    user.do("start_over")
    assert user.window.network == first
    user.do("new_start")
    assert user.window.network == Network.random(seed=1)


def test_nobody_to_learn_from_is_said_and_train_is_not_left_pressed(user: User) -> None:
    user.do("new")
    user.do("train")
    assert "no past student" in user.dialog_texts("problem")
    assert not user.action("train").isChecked()
    user.answer("problem", "OK")


def test_a_step_that_is_far_too_large_ends_the_training_with_advice(user: User) -> None:
    user.session.change_settings("Linear", hidden="linear")
    user.find(QDoubleSpinBox, "learning_rate").setValue(1000)
    user.do("train")
    assert "learning rate" in user.dialog_texts("problem").lower()
    assert not user.action("train").isChecked()
    user.answer("problem", "OK")


def test_undo_and_redo_name_what_they_do(user: User) -> None:
    assert not user.action("undo").isEnabled()
    user.type_grade("13")
    assert user.action("undo").iconText() == "Undo: Typing"
    user.do("undo")
    assert not user.action("undo").isEnabled()
    assert user.action("redo").iconText() == "Redo: Typing"
    user.do("redo")
    assert user.session.book.past[0].grades[0] == "13"


def test_an_ampersand_in_the_name_of_a_step_is_no_mnemonic(user: User) -> None:
    user.session.edit(SetCells(Group.PAST, ((0, 1, "1"),)), "Import R&D.csv")
    assert user.action("undo").text().replace("&&", "∧").replace("&", "").replace("∧", "&") == "Undo: Import R&D.csv"


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_icon_of_train_can_be_seen_on_its_button(user: User, is_dark: bool) -> None:
    """It stands on the accent colour, also after the look has changed."""
    user.do("scheme_dark" if is_dark else "scheme_light")
    image = user.action("train").icon().pixmap(32, 32).toImage()
    inks = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {"#10141b" if is_dark else "#ffffff"}


# Closing


def test_closing_while_it_trains_is_clean(user: User) -> None:
    user.train_on()
    user.window.close()
    assert not user.is_gone(), "first the training comes to rest"
    user.qtbot.waitUntil(user.is_gone)
    assert not user.session.is_training


def test_twenty_starts_and_closes_while_training(room: Room, tmp_path: Path) -> None:
    """Whatever is left of one (a thread, a timer, a window) fails this test at its end."""
    for number in range(20):
        user = room.sit_down(folder=tmp_path / str(number))
        user.train_on(beyond=number * 3)
        room.leave(user)


def test_shutting_down_twice_is_safe(user: User) -> None:
    user.window.shut_down()
    user.window.shut_down()


# Saving and coming back


def test_saved_and_reopened_everything_is_there(room: Room, user: User, tmp_path: Path) -> None:
    user.type_grade("63,5")
    user.session.change_settings("", seed=5, learning_rate=0.7, aside_share=0.2, hidden_units=(3,))
    user.train(150)
    user.type_grade("64", row=int(user.session.split.learned.rows[0]))
    before = user.session.project
    path = tmp_path / "class.neuralpad"
    document.save(before, path)
    other = room.sit_down(path, folder=tmp_path / "other")
    after = other.session.project
    assert after.gradebook == before.gradebook
    assert after.settings == before.settings
    assert other.window.network == user.window.network
    for mine, theirs in zip(before.learning.network.weights, after.learning.network.weights, strict=True):
        assert mine.tobytes() == theirs.tobytes()
    assert after.learning.first == before.learning.first
    assert after.learning.history.parameters.tobytes() == before.learning.history.parameters.tobytes()
    assert after.learning.history.losses.tobytes() == before.learning.history.losses.tobytes()
    assert other.session.is_stale, "that the grades have changed since is known after opening as well"
    assert other.find(QSpinBox, "epoch_limit").value() == 150
    user.train(300)
    other.train(300)
    assert other.window.network == user.window.network, "and it learns on as if nothing had been"


def test_a_class_whose_first_weights_have_a_huge_number_is_shown(user: User) -> None:
    huge = 2**40
    user.window.session.change_settings("", seed=huge)
    assert user.window.session.settings.seed == huge
