"""The window's dialogs: an import that asks first and then does what the command line does; settings, keys, about."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QScrollArea, QSpinBox

from neuralpad import cli
from neuralpad.core.predictions import predictions
from neuralpad.storage import document
from neuralpad.ui.actions import COMMANDS
from neuralpad.ui.grades.import_dialog import ImportDialog
from neuralpad.ui.training_settings import TrainingSettingsDialog

if TYPE_CHECKING:
    from tests.ui.conftest import User


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three periods of grades out of 20 among other numbers: what is what can only be guessed."""
    rng = random.Random(3)
    lines = ["school;age;failures;absences;G1;G2;G3"]
    for _ in range(80):
        level = rng.gauss(11, 3.5)
        grades = [min(max(round(level + rng.gauss(0, 1.5)), 0), 20) for _ in range(3)]
        others = ["GP", rng.randint(15, 22), rng.randint(0, 3), rng.randint(0, 75)]
        lines.append(";".join(map(str, [*others, *grades])))
    path = tmp_path / "three periods.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def import_dialog(user: User) -> ImportDialog:
    dialog = user.dialog("import_dialog")
    assert isinstance(dialog, ImportDialog)
    return dialog


def by_command_line(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    assert cli.main([str(argument) for argument in arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def weights(user: User) -> list[object]:
    network = user.window.network
    assert network.biases is not None
    return [[w.tolist() for w in network.weights], [b.tolist() for b in network.biases]]


# Import


def test_a_table_that_is_not_obvious_is_asked_about_and_nothing_changes_before(user: User, table: Path) -> None:
    before = user.session.project
    user.window.open_path(table)
    assert "three periods.csv" in import_dialog(user).windowTitle()
    assert user.session.book == before.gradebook
    user.answer("import_dialog", "Cancel")
    assert user.session.book == before.gradebook
    assert not user.window.isWindowModified()


def test_accepted_it_gives_the_numbers_of_the_command_line(
    user: User, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = by_command_line(capsys, "train", table, "--epochs", 400, "--json")
    user.window.open_path(table)
    user.answer("import_dialog", "Import")
    user.train(400)
    assert weights(user) == [told["weights"], told["biases"]]
    moment = user.session.moment
    assert moment.loss == told["loss"]
    assert (moment.count, moment.correct / moment.count) == (told["students"], told["accuracy"])


def test_put_right_by_hand_it_gives_the_numbers_of_the_command_line_with_those_columns(
    user: User, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = by_command_line(
        capsys, "train", table, "--features", "failures,G1,G2", "--outcome", "G3", "--pass-mark", 12, "--epochs", 300,
        "--json",
    )  # fmt: skip
    user.window.open_path(table)
    dialog = import_dialog(user)
    (failures,) = (reading.at for reading in dialog.understanding.columns if reading.name == "failures")
    (final,) = (reading.at for reading in dialog.understanding.columns if reading.name == "G3")
    role = dialog.preview.head.chooser(failures).role
    role.setFocus()
    while "Grade" not in role.currentText():
        user.qtbot.keyClick(role, Qt.Key.Key_Down)
    mark = dialog.preview.head.chooser(final).number
    mark.setFocus()
    mark.setText("12")
    user.qtbot.keyClick(mark, Qt.Key.Key_Return)
    user.answer("import_dialog", "Import")
    user.train(300)
    assert [column.name for column in user.session.book.columns] == ["failures", "G1", "G2"]
    assert weights(user) == [told["weights"], told["biases"]]


def test_an_import_over_a_trained_class_begins_afresh_and_can_be_undone(user: User, table: Path) -> None:
    """Also where the columns are as many as before: nothing of the old class is in the new network."""
    user.train(50)
    trained, book = user.window.network, user.session.book
    user.window.open_path(table)
    dialog = import_dialog(user)
    (failures,) = (reading.at for reading in dialog.understanding.columns if reading.name == "failures")
    role = dialog.preview.head.chooser(failures).role
    role.setFocus()
    while "Grade" not in role.currentText():
        user.qtbot.keyClick(role, Qt.Key.Key_Down)
    user.answer("import_dialog", "Import")
    assert user.window.network.sizes == trained.sizes
    assert not user.session.is_trained
    assert user.action("undo").iconText() == "Undo: Import three periods.csv"
    user.do("undo")
    assert user.session.book == book
    assert user.window.network == trained


def test_an_imported_class_has_the_name_of_its_table_and_never_the_file_of_the_one_before(
    user: User, table: Path, tmp_path: Path
) -> None:
    path = tmp_path / "class.neuralpad"
    document.save(user.session.project, path)
    user.window.open_path(path)
    saved = path.read_bytes()
    user.window.open_path(table)
    user.answer("import_dialog", "Import")
    assert "three periods" in user.window.windowTitle()
    assert user.window.isWindowModified()
    assert user.window.files.path is None
    user.do("save")
    assert path.read_bytes() == saved


def test_a_table_imported_into_an_empty_class_stays_in_its_file(user: User, table: Path, tmp_path: Path) -> None:
    user.do("new")
    path = tmp_path / "class.neuralpad"
    document.save(user.session.project, path)
    user.window.open_path(path)
    user.window.open_path(table)
    user.answer("import_dialog", "Import")
    user.do("save")
    assert len(document.load(path).gradebook.past) == 80


def test_this_years_students_are_added_to_the_class(user: User, tmp_path: Path) -> None:
    user.train(30)
    trained = user.window.network
    path = tmp_path / "new.csv"
    path.write_text("Student;Class assignments;Written tests;Oral tests\nZoë;71;64;80\nYann;50;49;\n", encoding="utf-8")
    user.window.files.import_table(path)
    user.answer("import_dialog", "Import")
    assert [student.name for student in user.session.book.this_year] == ["Zoë", "Yann"]
    assert user.window.network == trained
    scores = predictions(trained, user.session.book)
    assert [score.probability is None for score in scores] == [False, True]


# Training settings


def test_training_settings_are_one_step_of_undo(user: User) -> None:
    user.train(20)
    trained, before = user.window.network, user.session.settings
    user.do("training_settings")
    dialog = user.dialog("training_settings")
    assert isinstance(dialog, TrainingSettingsDialog)
    dialog.seed.setValue(7)
    dialog.units.setValue(4)
    dialog.bias.setChecked(False)
    dialog.hidden.setCurrentIndex(1)
    dialog.batch.setValue(5)
    user.answer("training_settings", "OK")
    settings = user.session.settings
    assert (settings.seed, settings.hidden_units, settings.bias, settings.hidden, settings.batch_size) == (
        7, (4,), False, "tanh", 5,
    )  # fmt: skip
    network = user.window.network
    assert (network.sizes, network.biases, network.hidden) == ((3, 4, 1), None, "tanh")
    user.train(10)
    user.do("undo")
    user.do("undo")  # the limit of ten epochs
    user.do("undo")
    assert user.session.settings == before
    assert user.window.network == trained


def test_the_whole_class_is_a_batch_of_nought(user: User) -> None:
    user.do("training_settings")
    dialog = user.dialog("training_settings")
    assert isinstance(dialog, TrainingSettingsDialog)
    assert dialog.batch.text() == "the whole class"
    user.answer("training_settings", "OK")
    assert user.session.settings.batch_size is None
    assert not user.window.isWindowModified(), "nothing was changed"


def test_what_a_field_cannot_hold_stays_as_it_was(user: User) -> None:
    """A document of the command line may have any seed: looking at the settings must not draw other weights."""
    user.session.change_settings("", seed=123_456_789, hidden_units=(20, 3), batch_size=2_000_000)
    before, network = user.session.settings, user.window.network
    user.do("training_settings")
    user.answer("training_settings", "OK")
    assert user.session.settings == before
    assert user.window.network == network


def test_cancelled_settings_change_nothing(user: User) -> None:
    user.do("training_settings")
    dialog = user.dialog("training_settings")
    assert isinstance(dialog, TrainingSettingsDialog)
    dialog.seed.setValue(7)
    user.answer("training_settings", "Cancel")
    assert user.session.settings.seed == 0
    assert not user.action("undo").isEnabled()


def test_every_field_of_the_settings_says_what_it_is(user: User) -> None:
    user.do("training_settings")
    dialog = user.dialog("training_settings")
    for kind in (QSpinBox, QComboBox, QCheckBox):
        for field in dialog.findChildren(kind):
            spoken = QAccessible.queryAccessibleInterface(field)
            assert spoken.text(QAccessible.Text.Name), f"{field} is mute"
            assert field.toolTip(), f"{field} explains nothing"


# Help


def test_the_list_of_keys_is_whole(user: User) -> None:
    user.do("shortcuts")
    shown = {label.text() for label in user.dialog("shortcuts").findChildren(QLabel)}
    for command in COMMANDS:
        keys = user.action(command.name).shortcut()
        if not keys.isEmpty():
            assert any(keys.toString(keys.SequenceFormat.NativeText) in text for text in shown), command.name
    assert {"F8", "Ins", "Del, Backspace"} <= shown, "the table's keys are keys as well"
    assert "Undo" not in {part for text in shown for part in text.split(", ") if "Ctrl" in text}
    scroll = user.dialog("shortcuts").findChild(QScrollArea)
    assert scroll is not None
    content = scroll.widget()
    assert content is not None
    assert content.sizeHint().width() <= scroll.viewport().width(), "no key is cut off"
    user.answer("shortcuts", "Close")


def test_about_says_that_nothing_leaves_the_computer(user: User) -> None:
    user.do("about")
    assert "stays on this computer" in user.dialog_texts("about")
    user.answer("about", "OK")
