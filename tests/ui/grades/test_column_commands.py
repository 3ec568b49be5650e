"""Add, change and remove grade columns, by the dialog and by the heads of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Column
from neuralpad.ui.grades.column_dialog import ColumnDialog
from neuralpad.ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.grades.conftest import Desk, SitDown


def dialog_of(desk: Desk) -> ColumnDialog:
    """The one dialog that is open."""
    (dialog,) = [one for one in desk.panel.findChildren(ColumnDialog) if one.isVisible()]
    return dialog


def fill(dialog: ColumnDialog, name: str, maximum: str) -> None:
    for field, text in ((dialog.name, name), (dialog.maximum, maximum)):
        field.selectAll()
        QTest.keyClicks(field, text)
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)


def test_a_new_column_stands_right_of_the_current_one(desk: Desk) -> None:
    desk.go(0, 1)
    desk.action("add_column").trigger()
    fill(dialog_of(desk), "Homework", "6")
    assert desk.shows("""
          Student     | Written | Homework | Oral | Final exam
        1 Ann         | 82      |          | 7,5  | ✓ Pass
        2 Bob         | 55      |          | 18   | ✗ Fail
        3 Cem         | 9       |          | 12   | ✓ Pass
        + Add student |         |          |      |
    """)
    assert desk.book.columns[1] == Column("Homework", 6)
    assert desk.steps == ["Add column"]
    desk.undo()
    assert [column.name for column in desk.book.columns] == ["Written", "Oral"]


@pytest.mark.parametrize(("current", "at"), [(0, 0), (3, 2)])
def test_a_new_column_is_a_grade_wherever_the_current_cell_is(desk: Desk, current: int, at: int) -> None:
    desk.go(0, current)
    desk.action("add_column").trigger()
    fill(dialog_of(desk), "Homework", "100")
    assert desk.book.columns[at].name == "Homework"


def test_a_double_click_on_a_head_changes_its_column_and_does_not_sort(desk: Desk) -> None:
    desk.click_head(1)
    desk.click_head(1, QTest.mouseDClick)
    dialog = dialog_of(desk)
    assert (dialog.name.text(), dialog.maximum.text()) == ("Written", "100")
    fill(dialog, "Essays", "82,5")
    assert desk.book.columns[0] == Column("Essays", 82.5)
    assert desk.names == "Ann Bob Cem"
    assert desk.model.sorting is None
    assert desk.steps == ["Change column"]


def test_another_maximum_marks_the_grades_above_it_and_keeps_them(desk: Desk) -> None:
    desk.go(0, 1)
    desk.action("rename_column").trigger()
    fill(dialog_of(desk), "Written", "60")
    assert desk.book.past[0].grades[0] == "82"
    assert desk.marked() == {(0, 1)}


def test_confirming_without_a_change_is_no_step(desk: Desk) -> None:
    desk.go(0, 2)
    desk.action("rename_column").trigger()
    QTest.mouseClick(dialog_of(desk).confirm, Qt.MouseButton.LeftButton)
    assert desk.steps == []


def test_cancel_changes_nothing(desk: Desk) -> None:
    desk.go(0, 1)
    desk.action("add_column").trigger()
    dialog = dialog_of(desk)
    dialog.name.setText("Homework")
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert desk.steps == []


def test_only_grade_columns_can_be_changed_and_removed(desk: Desk) -> None:
    for cell, is_grade in ((0, False), (1, True), (2, True), (3, False)):
        desk.go(0, cell)
        assert desk.action("rename_column").isEnabled() is is_grade
        assert desk.action("remove_column").isEnabled() is is_grade


def test_a_column_is_removed_with_its_grades_and_comes_back_with_them(desk: Desk) -> None:
    before = desk.book
    desk.go(1, 2)
    desk.action("remove_column").trigger()
    assert [student.grades for student in desk.book.past] == [("82",), ("55",), ("9",)]
    assert desk.steps == ["Remove column"]
    desk.go(1, 1)
    assert not desk.action("remove_column").isEnabled()
    desk.undo()
    assert desk.book == before
    assert desk.action("remove_column").isEnabled()


def test_the_menu_of_a_head_is_about_that_column(desk: Desk, qtbot: QtBot) -> None:
    desk.go(0, 0)
    heads = desk.table.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(2) + 5, 5)
    heads.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.objectName() for action in menu.actions() if not action.isSeparator()][:3] == [
        "action_rename_column",
        "action_add_column",
        "action_remove_column",
    ]
    assert desk.action("remove_column").isEnabled()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(desk.action("remove_column")).center())
    assert [column.name for column in desk.book.columns] == ["Written"]
    qtbot.waitUntil(lambda: not desk.action("remove_column").isEnabled())


def test_sorting_follows_its_column(sit_down: SitDown) -> None:
    desk = sit_down("""
        Student | a | b | Final exam
        Ann     | 1 | 9 | pass
        Bob     | 2 | 8 | pass
    """)
    desk.click_head(2)
    assert desk.names == "Bob Ann"
    desk.go(0, 1)
    desk.action("remove_column").trigger()
    assert desk.names == "Bob Ann"
    assert desk.model.sorting == (1, False)
    desk.undo()
    assert desk.model.sorting == (2, False)
    desk.go(0, 2)
    desk.action("remove_column").trigger()
    assert desk.names == "Ann Bob"
    assert desk.model.sorting is None


@pytest.mark.parametrize(
    ("name", "maximum", "column"),
    [
        ("Oral", "20", Column("Oral", 20)),
        ("  Oral ", "7,5", Column("Oral", 7.5)),
        ("", "20", None),
        ("  ", "20", None),
        ("Oral", "", None),
        ("Oral", "0", None),
        ("Oral", "-5", None),
        ("Oral", "many", None),
        ("WRITTEN", "20", None),
    ],
)
def test_what_the_dialog_accepts(qtbot: QtBot, name: str, maximum: str, column: Column | None) -> None:
    dialog = ColumnDialog(Theme(), None, ("Written",))
    qtbot.addWidget(dialog)
    dialog.name.setText(name)
    dialog.maximum.setText(maximum)
    assert dialog.column == column
    assert dialog.confirm.isEnabled() is (column is not None)


def test_the_dialog_shows_the_rule_with_an_example(qtbot: QtBot) -> None:
    dialog = ColumnDialog(Theme(), Column("Oral", 20))
    qtbot.addWidget(dialog)
    assert dialog.rule.text() == "The network sees grade ÷ 20: a grade of 17 becomes 0.85."
    dialog.maximum.setText("none")
    assert "above 0" in dialog.rule.text()
