"""Insert, remove, move, sort and keep: what can be done with whole students."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from neuralpad.core.edits import ReorderStudents
from neuralpad.core.gradebook import Group

if TYPE_CHECKING:
    from tests.ui.grades.conftest import Desk, SitDown

Key = Qt.Key
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)

FIVE = """
    Student | Written | Final exam
    Ann     | 50      | pass
    Bob     | 9       | fail
    Cem     |         | pass
    Dia     | 7,5     | fail
    Eva     | abs     | pass
"""


@pytest.fixture
def five(sit_down: SitDown) -> Desk:
    return sit_down(FIVE)


def test_an_empty_row_is_put_in_above(five: Desk) -> None:
    five.go(1, 1)
    five.press(Key.Key_Insert)
    assert five.own_names == "Ann  Bob Cem Dia Eva"
    assert five.place == (1, 0)
    five.type("Ada⏎")
    assert five.own_names == "Ann Ada Bob Cem Dia Eva"


def test_students_are_removed_and_come_back(five: Desk) -> None:
    five.go(0, 0)
    five.drag((2, 1), (2, 1), modifier=CONTROL)
    five.drag((3, 2), (3, 2), modifier=CONTROL)
    five.press(Key.Key_Delete, modifier=CONTROL)
    assert five.own_names == five.names == "Bob Eva"
    assert five.steps == ["Remove students"]
    five.undo()
    assert five.own_names == five.names == "Ann Bob Cem Dia Eva"


def test_all_students_can_be_removed(five: Desk) -> None:
    five.press(Key.Key_A, modifier=CONTROL)
    five.action("remove_rows").trigger()
    assert five.book.is_empty
    five.undo()
    assert five.names == "Ann Bob Cem Dia Eva"


def test_the_selection_and_the_chosen_student_move_along(five: Desk) -> None:
    five.drag((1, 0), (2, 0))
    five.press(Key.Key_Down, modifier=ALT)
    assert five.own_names == five.names == "Ann Dia Bob Cem Eva"
    assert five.selected == {(2, 0), (3, 0)}
    five.press(Key.Key_Up, Key.Key_Up, modifier=ALT)
    assert five.own_names == "Bob Cem Ann Dia Eva"
    five.press(Key.Key_Up, modifier=ALT)
    assert five.own_names == "Bob Cem Ann Dia Eva"
    assert five.steps == ["Move students"] * 3
    for _ in range(3):
        five.undo()
    assert five.names == "Ann Bob Cem Dia Eva"
    assert five.selected == {(1, 0), (2, 0)}


def test_scattered_students_close_up_when_moved(five: Desk) -> None:
    five.go(1, 0)
    five.drag((3, 0), (3, 0), modifier=CONTROL)
    five.press(Key.Key_Up, modifier=ALT)
    assert five.own_names == "Bob Dia Ann Cem Eva"


def test_dragging_the_number_of_a_selected_row(five: Desk) -> None:
    five.click_number(0)
    assert five.selected == {(0, cell) for cell in range(3)}
    five.drag_numbers(0, 3)
    assert five.own_names == five.names == "Bob Cem Ann Dia Eva"
    assert five.selected == {(2, cell) for cell in range(3)}


def test_dragging_several_rows_to_the_end_and_to_the_top(five: Desk) -> None:
    five.click_number(0)
    five.click_number(1, modifier=SHIFT)
    five.drag_numbers(1, 5)
    assert five.own_names == "Cem Dia Eva Ann Bob"
    five.drag_numbers(3, 0)
    assert five.own_names == "Ann Bob Cem Dia Eva"
    five.drag_numbers(0, 2, lower_half=True)
    assert five.own_names == "Cem Ann Bob Dia Eva"


def test_dragging_rows_that_are_not_selected_selects(five: Desk) -> None:
    five.drag_numbers(1, 4)
    assert five.own_names == "Ann Bob Cem Dia Eva"
    assert {row for row, _ in five.selected} == {1, 2, 3, 4}


def test_a_click_on_one_of_several_selected_numbers_selects_it_alone(five: Desk) -> None:
    five.click_number(0)
    five.click_number(2, modifier=SHIFT)
    five.click_number(1)
    assert {row for row, _ in five.selected} == {1}
    assert five.steps == []


def test_clicks_on_a_head_sort_up_then_down_then_back(five: Desk) -> None:
    five.click_head(1)
    assert five.shows("""
          Student     | Written | Final exam
        4 Dia         | 7,5     | ✗ Fail
        2 Bob         | 9       | ✗ Fail
        1 Ann         | 50      | ✓ Pass
        5 Eva         | abs     | ✓ Pass
        3 Cem         |         | ✓ Pass
        + Add student |         |
    """)
    five.click_head(1)
    assert five.names == "Ann Bob Dia Eva Cem"
    five.click_head(1)
    assert five.names == "Ann Bob Cem Dia Eva"
    assert five.steps == []


def test_sorting_keeps_the_chosen_student_and_the_selection(five: Desk) -> None:
    five.drag((1, 0), (1, 2))
    chosen = len(five.chosen)
    five.click_head(1)
    five.click_head(1)
    five.click_head(0)
    assert five.place[0] == five.names.split().index("Bob")
    assert {row for row, _ in five.selected} == {five.place[0]}
    assert five.chosen[chosen:] == []


def test_editing_a_sorted_table_leaves_the_rows_where_they_are(five: Desk) -> None:
    five.click_head(1)
    five.go(0, 1)
    five.type("99⏎")
    assert five.names == "Dia Bob Ann Eva Cem"
    assert five.book.past[3].grades == ("99",)
    five.go(5, 0)
    five.type("Finn⏎")
    assert five.names == "Dia Bob Ann Eva Cem Finn"
    assert five.own_names == "Ann Bob Cem Dia Eva Finn"
    five.undo()
    five.undo()
    assert five.names == "Dia Bob Ann Eva Cem"


def test_rows_put_into_and_taken_out_of_a_sorted_table(five: Desk) -> None:
    five.click_head(1)
    five.go(1, 0)
    five.press(Key.Key_Insert)
    assert five.names == "Dia  Bob Ann Eva Cem"
    assert five.own_names == "Ann  Bob Cem Dia Eva"
    five.undo()
    five.drag((0, 0), (2, 0))
    five.action("remove_rows").trigger()
    assert five.names == "Eva Cem"
    assert five.own_names == "Cem Eva"
    five.undo()
    assert five.own_names == "Ann Bob Cem Dia Eva"
    assert set(five.names.split()) == {"Ann", "Bob", "Cem", "Dia", "Eva"}


def test_keeping_the_sorted_order(five: Desk) -> None:
    assert not five.action("keep_order").isEnabled()
    five.click_head(1)
    five.action("keep_order").trigger()
    assert five.own_names == five.names == "Dia Bob Ann Eva Cem"
    assert five.model.headerData(0, Qt.Orientation.Vertical) == "1"
    assert not five.action("keep_order").isEnabled()
    five.undo()
    assert five.own_names == five.names == "Ann Bob Cem Dia Eva"
    five.redo()
    assert five.own_names == five.names == "Dia Bob Ann Eva Cem"


def test_back_to_the_teachers_own_order(five: Desk) -> None:
    five.click_head(0)
    five.click_head(0)
    assert five.names == "Eva Dia Cem Bob Ann"
    five.action("own_order").trigger()
    assert five.names == "Ann Bob Cem Dia Eva"


def test_an_undone_move_does_not_disturb_a_sorted_table(five: Desk) -> None:
    five.go(0, 0)
    five.press(Key.Key_Down, modifier=ALT)
    five.click_head(1)
    five.undo()
    assert five.names == "Dia Bob Ann Eva Cem"
    assert five.own_names == "Ann Bob Cem Dia Eva"


def test_moving_in_a_sorted_table_offers_to_keep_its_order(five: Desk) -> None:
    five.click_head(1)
    five.go(1, 0)
    five.press(Key.Key_Up, modifier=ALT)
    assert five.names == "Dia Bob Ann Eva Cem"
    assert five.steps == []
    assert five.message.startswith("The table is sorted")
    five.notice.pressed.emit()
    assert five.own_names == "Dia Bob Ann Eva Cem"
    assert five.message == ""
    five.press(Key.Key_Up, modifier=ALT)
    assert five.own_names == "Bob Dia Ann Eva Cem"


def test_students_move_to_the_other_group_and_back(five: Desk) -> None:
    assert five.action("move_to_this_year").isVisible()
    assert not five.action("move_to_past").isVisible()
    five.drag((1, 0), (2, 0))
    five.action("move_to_this_year").trigger()
    assert five.own_names == "Ann Dia Eva"
    assert [student.name for student in five.book.this_year] == ["Bob", "Cem"]
    five.panel.select_group(Group.THIS_YEAR)
    assert five.names == "Bob Cem"
    assert not five.action("move_to_this_year").isVisible()
    five.go(0, 0)
    five.action("move_to_past").trigger()
    assert [student.name for student in five.book.past] == ["Ann", "Dia", "Eva", "Bob"]
    five.undo()
    five.undo()
    five.panel.select_group(Group.PAST)
    assert five.names == "Ann Bob Cem Dia Eva"


def test_the_sort_command_sorts_by_the_current_column(five: Desk) -> None:
    five.go(0, 1)
    five.action("sort").trigger()
    assert five.names == "Dia Bob Ann Eva Cem"
    five.action("sort").trigger()
    assert five.names == "Ann Bob Dia Eva Cem"


def test_a_click_on_a_head_does_not_select_the_column(five: Desk) -> None:
    five.go(1, 2)
    five.click_head(1)
    assert five.selected == {(1, 2)}


def test_many_scattered_students_come_and_go_at_once(sit_down: SitDown) -> None:
    lines = "\n".join(f"S{k} | {k % 50} | pass" for k in range(300))
    desk = sit_down("Student | Written | Final exam\n" + lines)
    desk.go(5, 1)
    desk.model.edit_made.emit(ReorderStudents(Group.PAST, tuple(reversed(range(300)))), "turn round")
    assert desk.names.split()[:2] == ["S299", "S298"]
    assert desk.model.index(*desk.place).siblingAtColumn(0).data() == "S5"
    desk.click_head(1)
    before = desk.book
    desk.table.select_block(0, 0, 120, 1)
    desk.action("remove_rows").trigger()
    assert len(desk.names.split()) == 180
    desk.undo()
    assert desk.book == before
    assert sorted(desk.names.split()) == sorted(f"S{k}" for k in range(300))


def test_a_double_click_on_a_number_does_nothing_strange(five: Desk) -> None:
    five.click_number(2)
    numbers = five.table.verticalHeader()
    at = numbers.rect().center()
    QTest.mouseDClick(numbers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert five.own_names == "Ann Bob Cem Dia Eva"
