"""What the session says is on screen, in every part of the window and at every moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QToolButton, QWidget

from neuralpad.core.descent import train
from neuralpad.core.edits import RemoveStudents
from neuralpad.core.gradebook import Group
from neuralpad.core.predictions import predictions
from neuralpad.core.scaling import usable_students
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.texts import percent
from neuralpad.ui.toolbar import Readout
from neuralpad.ui.widgets import Notice

if TYPE_CHECKING:
    from neuralpad.core.network import Network
    from tests.ui.conftest import User


def readout(user: User, name: str) -> str:
    (found,) = (r for r in user.window.findChildren(Readout) if r.accessibleName() == name)
    return found.text


def notice(user: User) -> str:
    return " ".join(one.text for one in user.window.findChildren(Notice) if one.isVisible())


def press(user: User, text: str) -> None:
    kinds = (QPushButton, QToolButton)
    buttons = [b for kind in kinds for b in user.window.findChildren(kind) if b.isVisible() and b.text() == text]
    assert len(buttons) == 1, f"{len(buttons)} buttons say {text}"
    buttons[0].click()


def prediction_table(user: User) -> QTableView:
    (table,) = user.find(QWidget, "prediction_panel").findChildren(QTableView)
    return table


def shown_chances(user: User) -> dict[str, str]:
    """Name and chance of this year's students as the panel shows them."""
    table = prediction_table(user)
    if not table.isVisible():
        return {}
    model = table.model()
    return {
        str(model.index(row, 0).data()): str(model.index(row, 1).data(Qt.ItemDataRole.DisplayRole))
        for row in range(model.rowCount())
    }


def chances(user: User, network: Network) -> dict[str, str]:
    return {
        one.name: percent(one.probability)
        for one in predictions(network, user.session.book, Group.THIS_YEAR)
        if one.probability is not None
    }


def network_at(user: User, epoch: int) -> Network:
    """What the engine alone has at an epoch."""
    students = usable_students(user.session.book, Group.PAST)
    *_, last = train(user.session.learning.first, students.X, students.y, epochs=epoch, every=epoch)
    return last.network


def at_epoch(plot: LossPlot, epoch: float) -> QPoint:
    return plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(epoch, 0.3)))


# Going back in time


def test_dragging_the_cursor_shows_that_moment_everywhere_and_one_click_returns(user: User) -> None:
    user.train(600)
    now = (readout(user, "Epoch"), readout(user, "Error E"), shown_chances(user), user.window.network)
    plot = user.find(LossPlot, "loss_plot")
    view, left = plot.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=at_epoch(plot, 500))
    QTest.mouseMove(view, at_epoch(plot, 300))
    QTest.mouseMove(view, at_epoch(plot, 64))
    QTest.mouseRelease(view, left, pos=at_epoch(plot, 64))
    viewed = user.session.viewed_epoch
    assert viewed is not None
    epoch = int(viewed)
    assert abs(epoch - 64) < 10
    then = network_at(user, epoch)
    students = usable_students(user.session.book, Group.PAST)
    assert user.window.network == then
    assert readout(user, "Epoch") == str(epoch)
    assert readout(user, "Error E") == f"{then.loss(students.X, students.y):.3f}"
    assert user.find(NetworkCanvas, "network_canvas").network == then
    assert shown_chances(user) == chances(user, then) != now[2]
    assert f"epoch {epoch}" in notice(user)
    press(user, "Back to now")
    assert (readout(user, "Epoch"), readout(user, "Error E"), shown_chances(user), user.window.network) == now
    assert "epoch" not in notice(user)


def test_the_key_of_back_to_now_returns_as_well(user: User) -> None:
    user.train(100)
    user.session.view(10)
    user.do("back_to_now")
    assert user.session.viewed_epoch is None
    assert readout(user, "Epoch") == "100"


def test_while_it_trains_one_can_look_back_and_the_training_goes_on(user: User) -> None:
    user.train_on(beyond=500)
    user.session.view(100)
    viewed = user.session.viewed_epoch
    assert viewed is not None
    shown = readout(user, "Epoch")
    epoch = user.session.current.epoch
    user.qtbot.waitUntil(lambda: user.session.current.epoch > epoch + 300, timeout=10_000)
    assert readout(user, "Epoch") == shown == str(int(viewed))
    press(user, "Back to now")
    user.qtbot.waitUntil(lambda: readout(user, "Epoch") != shown)
    user.rest()


# The training


def test_the_screen_follows_the_training_to_its_end(user: User) -> None:
    user.train(1240)
    end = network_at(user, 1240)
    assert readout(user, "Epoch") == "1\u202f240"
    assert user.find(NetworkCanvas, "network_canvas").network == end
    assert shown_chances(user) == chances(user, end)
    students = usable_students(user.session.book, Group.PAST)
    right = int(((end.predict(students.X) >= 0.5) == (students.y == 1)).sum())
    assert readout(user, "Correct") == f"{right} / 30"


def test_before_training_the_predictions_say_what_to_do_and_do_it(user: User) -> None:
    panel = user.find(QWidget, "prediction_panel")
    assert shown_chances(user) == {}
    assert "Train the network first" in user.texts(panel)
    (button,) = (b for b in panel.findChildren(QPushButton) if b.isVisible() and b.text() == "Train")
    button.click()
    assert user.session.is_training
    user.qtbot.waitUntil(lambda: bool(shown_chances(user)))
    user.rest()
    user.do("start_over")
    assert "Train the network first" in user.texts(panel)


def test_without_students_of_this_year_the_predictions_lead_to_their_table(user: User) -> None:
    user.train(20)
    user.do("show_grades")
    everybody = tuple(range(len(user.session.book.this_year)))
    user.session.edit(RemoveStudents(Group.THIS_YEAR, everybody), "Remove")
    press(user, "Go to this year’s table")
    grades = user.find(QTableView, "grade_table")
    assert grades.isVisible(), "a hidden table is shown again"
    assert "Type this year’s students here" in user.texts()


def test_at_the_pace_of_one_student_the_table_shows_who_is_learned_from(user: User) -> None:
    user.do("pace_student")
    table = user.find(QTableView, "grade_table")
    rows = set()
    with user.qtbot.waitSignal(user.session.student_taken):
        user.do("train")
    for _ in range(3):
        with user.qtbot.waitSignal(user.session.student_taken) as taken:
            pass
        assert taken.args is not None
        assert table.currentIndex().row() == taken.args[0]
        rows.add(taken.args[0])
    assert len(rows) == 3
    user.rest()


def test_at_the_pace_of_one_student_nobody_is_disturbed_in_typing(user: User) -> None:
    table = user.find(QTableView, "grade_table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(4, 1))
    user.do("pace_student")
    user.do("train")
    QTest.keyClicks(table, "6")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    for _ in range(3):
        with user.qtbot.waitSignal(user.session.student_taken):
            pass
    assert QApplication.focusWidget() is editor
    assert table.currentIndex().row() == 4
    QTest.keyClicks(editor, "6")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert user.session.book.past[4].grades[0] == "66"
    user.rest()


def test_at_the_pace_of_one_student_who_looks_at_this_year_goes_on_looking(user: User) -> None:
    press(user, "This year 12")
    table = user.find(QTableView, "grade_table")
    rows = table.model().rowCount()
    user.do("pace_student")
    with user.qtbot.waitSignal(user.session.student_taken):
        user.do("train")
    with user.qtbot.waitSignal(user.session.student_taken):
        pass
    assert table.model().rowCount() == rows
    user.rest()


# Grades that change


def test_grades_changed_while_it_trains_are_marked_and_training_on_takes_them(user: User) -> None:
    user.train_on()
    user.type_grade("63")
    assert "grades have changed" in notice(user)
    assert "Train on" not in user.texts().split("\n")
    user.rest()
    assert "grades have changed" in notice(user)
    press(user, "Train on")
    user.qtbot.waitUntil(lambda: "grades have changed" not in notice(user))
    user.rest()


def test_grades_put_back_as_they_were_are_no_change(user: User) -> None:
    user.train(50)
    user.type_grade("63")
    assert "grades have changed" in notice(user)
    user.do("undo")
    assert "grades have changed" not in notice(user)


def test_a_typed_grade_is_seen_by_table_canvas_and_count_at_once(user: User) -> None:
    table = user.find(QTableView, "grade_table")
    table.setCurrentIndex(table.model().index(0, 1))
    table.setFocus()
    QTest.keyClicks(table, "a")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "bs")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert user.session.book.past[0].grades[0] == "abs"
    assert readout(user, "Correct").endswith("/ 29")
    status = user.find(QLabel, "grade_status").text()
    assert "29" in status
    assert "1" in status.replace("29", "")


# Keeping students aside


def test_students_kept_aside_are_marked_counted_apart_and_drawn_dashed(user: User) -> None:
    share = user.find(QComboBox, "aside_share")
    share.setFocus()
    QTest.keyClick(share, Qt.Key.Key_Down)
    QTest.keyClick(share, Qt.Key.Key_Down)
    assert share.currentText() == "20%"
    split = user.session.split
    assert (len(split.learned.y), len(split.aside.y)) == (24, 6)
    assert "24" in user.find(QLabel, "grade_status").text()
    model = user.find(QTableView, "grade_table").model()
    tips = [str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) or "") for row in range(30)]
    assert {row for row in range(30) if "aside" in tips[row]} == set(split.aside.rows.tolist())
    user.train(50)
    moment = user.session.moment
    network = user.window.network
    right = int(((network.predict(split.aside.X) >= 0.5) == (split.aside.y == 1)).sum())
    assert (moment.aside_correct, moment.aside_count) == (right, 6)
    assert f"aside {right} / 6" in readout(user, "Correct")
    assert "kept aside" in user.texts()
    while user.action("undo").isEnabled():
        user.do("undo")
    assert share.currentText() == "nobody"


# The chosen student


def test_a_row_of_the_table_chooses_the_student_of_the_network(user: User) -> None:
    table = user.find(QTableView, "grade_table")
    table.setCurrentIndex(table.model().index(4, 0))
    assert user.window.student.view is not None
    assert user.window.student.view.name == user.session.book.past[4].name
    press_tip(user, "Next student")
    assert table.currentIndex().row() == 5


def press_tip(user: User, tip: str) -> None:
    (found,) = (b for b in user.window.findChildren(QToolButton) if b.isVisible() and b.toolTip() == tip)
    found.click()


def test_a_prediction_chooses_its_student_in_table_and_network(user: User) -> None:
    user.train(50)
    table = prediction_table(user)
    table.setFocus()
    table.setCurrentIndex(table.model().index(2, 0))
    name = str(table.model().index(2, 0).data())
    view = user.window.student.view
    assert view is not None
    assert (view.name, view.group) == (name, Group.THIS_YEAR)
    grades = user.find(QTableView, "grade_table")
    assert str(grades.model().index(grades.currentIndex().row(), 0).data()) == name


@pytest.mark.parametrize("rate", [0.05, 20.0])
def test_another_learning_rate_is_learned_with_from_the_next_epoch_on(user: User, rate: float) -> None:
    user.train_on()
    user.session.change_settings("Learning rate", learning_rate=rate)
    begun = user.session.current.epoch
    user.qtbot.waitUntil(lambda: user.session.current.epoch > begun + 2000, timeout=10_000)
    user.rest()
    history = user.session.learning.history
    recipe = history[len(history) - 1].recipe
    assert recipe is not None
    assert recipe.learning_rate == rate
