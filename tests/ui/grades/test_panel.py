"""The card around the table: groups, the line below, the chosen student, and an empty class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.core.edits import RemoveStudents, ReplaceBook, SetCells
from neuralpad.core.gradebook import Column, Gradebook, Group, Student

if TYPE_CHECKING:
    from tests.ui.grades.conftest import Copy, Desk, SitDown

PAST, THIS_YEAR = Group.PAST, Group.THIS_YEAR
THIS_YEARS = (Student("Olga", ("70", "12")), Student("Pablo", ("", "9")), Student("Qing", ("33", "4")))


def status(desk: Desk) -> str:
    label = desk.panel.findChild(QLabel, "grade_status")
    assert label is not None
    return label.text() if label.isVisible() else ""


def press(desk: Desk, text: str) -> None:
    """Press the button with these words."""
    buttons = [*desk.panel.findChildren(QPushButton), *desk.panel.findChildren(QToolButton)]
    (button,) = [one for one in buttons if one.text() == text and one.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def two_groups(desk: Desk) -> Desk:
    desk.book = desk.book.with_students(THIS_YEAR, THIS_YEARS)
    desk.panel.show_gradebook(desk.book, None)
    return desk


def test_the_table_has_its_name(desk: Desk) -> None:
    assert desk.panel.findChild(QTableView, "grade_table") is desk.table


def test_the_groups_with_their_numbers(two_groups: Desk) -> None:
    press(two_groups, "This year 3")
    assert two_groups.names == "Olga Pablo Qing"
    press(two_groups, "Past classes 3")
    assert two_groups.names == "Ann Bob Cem"


def test_the_numbers_follow_the_class(desk: Desk) -> None:
    desk.go(3, 0)
    desk.type("Dia⏎")
    press(desk, "Past classes 4")
    press(desk, "This year")


def test_typing_goes_into_the_group_on_screen(two_groups: Desk) -> None:
    two_groups.panel.select_group(THIS_YEAR)
    two_groups.go(0, 1)
    two_groups.type("71⏎")
    assert two_groups.book.this_year[0].grades[0] == "71"
    assert two_groups.book.past[0].grades[0] == "82"


def test_each_group_keeps_its_place_and_its_sorting(two_groups: Desk) -> None:
    two_groups.click_head(1)
    two_groups.go(1, 2)
    two_groups.panel.select_group(THIS_YEAR)
    assert two_groups.names == "Olga Pablo Qing"
    two_groups.go(2, 1)
    two_groups.panel.select_group(PAST)
    assert two_groups.names == "Cem Bob Ann"
    assert two_groups.place == (1, 2)
    two_groups.panel.select_group(THIS_YEAR)
    assert two_groups.place == (2, 1)


def test_an_edit_of_the_group_not_on_screen(two_groups: Desk) -> None:
    edit = RemoveStudents(THIS_YEAR, (0,))
    two_groups.book, _ = edit.apply(two_groups.book)
    two_groups.panel.show_gradebook(two_groups.book, edit)
    assert two_groups.names == "Ann Bob Cem"
    two_groups.panel.select_group(THIS_YEAR)
    assert two_groups.names == "Pablo Qing"


def test_the_line_below_counts_and_says_who_is_left_out(two_groups: Desk) -> None:
    assert status(two_groups) == "3 used"
    two_groups.go(1, 2)
    two_groups.press(Qt.Key.Key_Delete)
    assert status(two_groups) == "2 used · 1 left out: Bob has no grade for Oral"
    two_groups.panel.show_aside(frozenset({0}))
    assert status(two_groups) == "1 used · 1 kept aside · 1 left out: Bob has no grade for Oral"
    two_groups.panel.select_group(THIS_YEAR)
    assert status(two_groups) == "2 ready · 1 left out: Pablo has no grade for Written"


@pytest.mark.parametrize(
    ("cell", "text", "reason"),
    [
        (1, "abs", "Ann: “abs” is not a number"),
        (1, "-2", "Ann: -2 is below 0"),
        (2, "21", "Ann: 21 is more than 20"),
        (3, "", "Ann: passed or failed?"),
        (3, "maybe", "Ann: “maybe” is neither pass nor fail"),
    ],
)
def test_the_reason_in_plain_words(desk: Desk, cell: int, text: str, reason: str) -> None:
    desk.model.setData(desk.model.index(0, cell), text)
    assert status(desk) == f"2 used · 1 left out: {reason}"


def test_a_student_without_a_name_is_called_by_the_row(desk: Desk) -> None:
    desk.drag((1, 0), (1, 1))
    desk.press(Qt.Key.Key_Delete)
    assert status(desk).endswith("Row 2 has no grade for Written")


def test_the_button_leads_from_one_marked_cell_to_the_next_and_round(desk: Desk) -> None:
    edit = SetCells(PAST, ((0, 2, ""), (2, 1, "x"), (2, 3, "?!")))
    desk.panel.edit_made.emit(edit, "")
    places = []
    for _ in range(4):
        press(desk, "Show")
        places.append(desk.place)
    assert places == [(0, 2), (2, 1), (2, 3), (0, 2)]
    assert desk.table.hasFocus()
    desk.click_head(0)
    desk.click_head(0)
    desk.go(0, 0)
    desk.press(Qt.Key.Key_F8)
    assert desk.place == (0, 1)


def test_without_anything_marked_there_is_no_button(desk: Desk) -> None:
    assert "Show" not in [button.text() for button in desk.panel.findChildren(QPushButton) if button.isVisible()]


def test_the_chosen_student_is_told_when_the_row_changes(desk: Desk) -> None:
    assert desk.chosen == [(PAST, 0)]
    desk.go(1, 0)
    desk.go(1, 2)
    assert desk.chosen == [(PAST, 0), (PAST, 1)]
    desk.press(Qt.Key.Key_Down)
    assert desk.chosen[2:] == [(PAST, 2)]
    desk.press(Qt.Key.Key_Down)
    assert desk.chosen[3:] == []


def test_the_chosen_row_is_that_of_the_grade_book_also_when_sorted(desk: Desk) -> None:
    desk.click_head(1)
    desk.go(2, 0)
    desk.go(1, 0)
    desk.go(0, 0)
    assert desk.chosen[-3:] == [(PAST, 0), (PAST, 1), (PAST, 2)]


def test_a_new_student_is_chosen_as_soon_as_there_is_one(desk: Desk) -> None:
    desk.go(3, 0)
    before = len(desk.chosen)
    desk.type("Dia⇥")
    assert desk.chosen[before:] == [(PAST, 3)]


def test_an_edit_that_moves_the_chosen_student_tells_the_new_row(desk: Desk) -> None:
    desk.go(2, 0)
    desk.panel.edit_made.emit(RemoveStudents(PAST, (0,)), "")
    assert desk.chosen[-1] == (PAST, 1)
    assert desk.place == (1, 0)


def test_choosing_a_student_from_outside_goes_there_and_tells_nobody(two_groups: Desk) -> None:
    before = len(two_groups.chosen)
    two_groups.panel.choose_student(THIS_YEAR, 2)
    assert two_groups.names == "Olga Pablo Qing"
    assert two_groups.place[0] == 2
    two_groups.panel.choose_student(PAST, 1)
    assert two_groups.place[0] == 1
    two_groups.panel.choose_student(PAST, 99)
    assert two_groups.place[0] == 1
    assert two_groups.chosen[before:] == []
    two_groups.panel.choose_student(PAST, 2)
    two_groups.go(1, 0)
    assert two_groups.chosen[before:] == [(PAST, 1)]


def test_choosing_from_outside_finds_the_student_in_a_sorted_table(desk: Desk) -> None:
    desk.click_head(1)
    desk.panel.choose_student(PAST, 0)
    assert desk.place[0] == 2


def test_the_other_group_is_chosen_from_when_its_button_is_pressed(two_groups: Desk) -> None:
    press(two_groups, "This year 3")
    assert two_groups.chosen[-1] == (THIS_YEAR, 0)


def test_another_class_begins_with_its_first_past_student(two_groups: Desk) -> None:
    two_groups.panel.select_group(THIS_YEAR)
    two_groups.click_head(1)
    two_groups.panel.show_gradebook(two_groups.book.with_students(PAST, THIS_YEARS), None)
    assert two_groups.panel.group is PAST
    assert two_groups.names == "Olga Pablo Qing"
    assert two_groups.place == (0, 0)
    assert two_groups.chosen[-1] == (PAST, 0)


def test_a_replaced_book_can_be_undone(desk: Desk) -> None:
    desk.go(2, 1)
    desk.panel.edit_made.emit(ReplaceBook(Gradebook()), "Import")
    assert desk.names == ""
    desk.undo()
    assert desk.names == "Ann Bob Cem"


def test_who_is_kept_aside_is_marked_by_more_than_colour(desk: Desk) -> None:
    def name_cell() -> QImage:
        rect = desk.table.visualRect(desk.model.index(1, 0))
        return desk.table.viewport().grab(rect).toImage()

    before = name_cell()
    desk.panel.show_aside(frozenset({1}))
    assert name_cell() != before
    assert "Kept aside" in desk.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert desk.model.is_aside(1)
    desk.click_head(1)
    desk.click_head(1)
    assert [desk.model.is_aside(row) for row in range(3)] == [False, True, False]
    desk.panel.show_aside(frozenset())
    desk.click_head(1)
    assert name_cell() == before


def test_add_student_begins_typing_in_the_quiet_row(desk: Desk) -> None:
    press(desk, "+ Add student")
    desk.type("Dia⏎")
    assert desk.own_names == "Ann Bob Cem Dia"


def test_the_paste_button_adds_below_and_overwrites_nobody(desk: Desk, clipboard: Copy) -> None:
    clipboard("Dia\t50\t10\tp\n")
    desk.go(0, 0)
    press(desk, "Paste from a spreadsheet")
    assert desk.own_names == "Ann Bob Cem Dia"


def test_import_is_asked_for(desk: Desk) -> None:
    asked = []
    desk.panel.import_requested.connect(lambda: asked.append(True))
    press(desk, "Import…")
    assert asked == [True]


def test_an_empty_class_says_what_to_do(sit_down: SitDown, clipboard: Copy) -> None:
    desk = sit_down(Gradebook())
    asked = []
    desk.panel.import_requested.connect(lambda: asked.append(True))
    labels = [label.text() for label in desk.panel.findChildren(QLabel) if label.isVisible()]
    assert "Type grades here, paste them from a spreadsheet, or import a file" in labels
    assert status(desk) == ""
    press(desk, "Import…")
    assert asked == [True]
    press(desk, "Type")
    desk.type("Ann⇥")
    assert desk.own_names == "Ann"
    assert status(desk).startswith("0 used · 1 left out: Ann has no grade for Class assignments")
    desk.undo()
    clipboard("Name\tG1\tFinal\nAnn\t12\tyes\nBob\t9\tno\n")
    press(desk, "Paste")
    assert desk.shows("""
          Student     | G1 | Final exam
        1 Ann         | 12 | ✓ Pass
        2 Bob         | 9  | ✗ Fail
        + Add student |    |
    """)
    assert "named after the first row" in desk.message


def test_typing_can_begin_at_once_in_an_empty_class(sit_down: SitDown) -> None:
    desk = sit_down(Gradebook())
    assert desk.place == (0, 0)
    desk.type("Ann⇥1⏎")
    assert desk.book.past[0].cells == ("Ann", "1", "", "", "")


def test_the_panel_fits_where_it_is_planned(desk: Desk) -> None:
    desk.panel.resize(364, 547)
    assert desk.panel.width() == 364
    table = desk.table
    assert table.columnViewportPosition(3) + table.columnWidth(3) <= table.viewport().width()


def test_zoom_and_colours_change_what_is_painted(desk: Desk) -> None:
    def ground() -> QColor:
        return desk.table.viewport().grab().toImage().pixelColor(2, desk.table.viewport().height() - 2)

    height = desk.table.rowHeight(0)
    assert ground() == desk.theme.colour("card")
    desk.theme.set_scheme("dark")
    QApplication.processEvents()
    assert ground() == desk.theme.colour("card") != QColor("#FFFFFF")
    desk.theme.set_zoom(1.5)
    assert desk.table.rowHeight(0) == height * 1.5
    desk.theme.set_zoom(1.0)


def test_ten_thousand_students_without_a_wait_one_can_feel(sit_down: SitDown, clipboard: Copy, qtbot: QtBot) -> None:
    # Measured in tests/benchmarks; this only holds off what would be a hundred times slower.
    desk = sit_down(Gradebook())
    clipboard("".join(f"S{k}\t{k % 101}\t{k % 97}\t{k % 89}\t{'pf'[k % 2]}\n" for k in range(10_000)))
    desk.action("paste").trigger()
    assert desk.model.rowCount() == 10_001
    desk.click_head(1)
    assert desk.model.index(0, 1).data() == "0"
    desk.table.scrollToBottom()
    desk.panel.grab()
    desk.undo()
    assert desk.book.is_empty


def test_the_ways_to_add_students_are_worded_as_the_room_allows(desk: Desk, qtbot: QtBot) -> None:
    def words() -> list[str]:
        links = [one for one in desk.panel.findChildren(QPushButton) if one.isVisible()]
        for one in links:
            assert one.width() >= one.sizeHint().width(), f"{one.text()} is cut off"
        return [one.text() for one in links]

    for width, paste in ((700, "Paste from a spreadsheet"), (300, "Paste"), (700, "Paste from a spreadsheet")):
        desk.panel.resize(width, 500)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        assert paste in words()


@pytest.mark.parametrize(("outcome", "words"), [("pass", "all passed"), ("fail", "all failed")])
def test_a_class_in_which_all_had_the_same_outcome_is_told_what_comes_of_it(
    sit_down: SitDown, outcome: str, words: str
) -> None:
    alike = tuple(Student(f"S{n}", ("50", "10"), outcome) for n in range(5))
    desk = sit_down(Gradebook("", (Column("Exam", 100), Column("Oral", 20)), past=alike))
    assert words in status(desk)
    desk.panel.edit_made.emit(SetCells(PAST, ((0, 3, "fail" if outcome == "pass" else "pass"),)), "Typing")
    assert status(desk) == "5 used"


def test_a_name_written_from_right_to_left_leaves_the_order_of_the_sentence_alone(sit_down: SitDown) -> None:
    desk = sit_down(Gradebook("", (Column("Exam", 100),), past=(Student("דוד לוי", ("x",), "pass"),)))
    assert status(desk) == "0 used · 1 left out: \u2068דוד לוי\u2069: “x” is not a number"


def test_what_is_said_below_the_table_does_not_cover_the_row_in_which_one_works(sit_down: SitDown) -> None:
    many = tuple(Student(f"S{n}", ("50",), "pass" if n % 2 else "fail") for n in range(60))
    desk = sit_down(Gradebook("", (Column("Exam", 100),), past=many))
    whole = desk.table.viewport().rect()
    last_whole = max(row for row in range(60) if whole.contains(desk.table.visualRect(desk.model.index(row, 0))))
    desk.go(last_whole, 1)
    desk.panel.resize(desk.panel.width(), desk.panel.height() - 24)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert desk.table.viewport().rect().contains(desk.table.visualRect(desk.table.currentIndex()))
