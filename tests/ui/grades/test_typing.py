"""Typing into the table, with the keys of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

if TYPE_CHECKING:
    from tests.ui.grades.conftest import Desk

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_the_class_is_shown_with_a_quiet_row_below(desk: Desk) -> None:
    assert desk.shows("""
          Student     | Written | Oral | Final exam
        1 Ann         | 82      | 7,5  | ✓ Pass
        2 Bob         | 55      | 18   | ✗ Fail
        3 Cem         | 9       | 12   | ✓ Pass
        + Add student |         |      |
    """)


def test_typing_over_a_cell_replaces_it_and_enter_goes_down(desk: Desk) -> None:
    desk.go(0, 1)
    desk.type("71⏎")
    assert desk.book.past[0].cells == ("Ann", "71", "7,5", "pass")
    assert desk.place == (1, 1)
    assert desk.steps == ["Typing"]


def test_f2_edits_what_is_there(desk: Desk) -> None:
    desk.go(1, 0)
    desk.press(Key.Key_F2, Key.Key_End)
    desk.type("by⏎")
    assert desk.book.past[1].name == "Bobby"


def test_a_double_click_edits_what_is_there(desk: Desk) -> None:
    desk.double_click(0, 2)
    desk.press(Key.Key_End)
    desk.type("5⏎")
    assert desk.book.past[0].grades == ("82", "7,55")


def test_escape_leaves_a_cell_as_it_was(desk: Desk) -> None:
    desk.go(0, 1)
    desk.type("99")
    desk.press(Key.Key_Escape)
    assert desk.book.past[0].grades[0] == "82"
    assert desk.steps == []


def test_typing_the_same_again_is_no_step(desk: Desk) -> None:
    desk.go(0, 1)
    desk.type("82⏎")
    assert desk.steps == []


def test_tab_goes_right_and_enter_back_to_where_the_tabs_began(desk: Desk) -> None:
    desk.go(0, 1)
    desk.type("1⇥2⇥f⏎")
    assert desk.book.past[0].cells == ("Ann", "1", "2", "fail")
    assert desk.place == (1, 1)
    desk.type("3⇥4⏎")
    assert desk.book.past[1].grades == ("3", "4")
    assert desk.place == (2, 1)


def test_tab_and_enter_work_without_typing_too(desk: Desk) -> None:
    desk.go(0, 0)
    desk.type("⇥⇥")
    assert desk.place == (0, 2)
    desk.type("⏎")
    assert desk.place == (1, 0)
    desk.press(Key.Key_Return, modifier=SHIFT)
    assert desk.place == (0, 0)
    desk.press(Key.Key_Backtab, modifier=SHIFT)
    assert desk.table.hasFocus() is False


def test_tab_at_the_end_of_a_row_goes_to_the_next(desk: Desk) -> None:
    desk.go(0, 3)
    desk.type("⇥")
    assert desk.place == (1, 0)
    desk.press(Key.Key_Backtab, modifier=SHIFT)
    assert desk.place == (0, 3)


def test_tab_leaves_the_table_at_its_end_and_ctrl_tab_anywhere(desk: Desk) -> None:
    desk.go(3, 3)
    desk.type("⇥")
    assert not desk.table.hasFocus()
    desk.table.setFocus()
    desk.go(1, 1)
    desk.press(Key.Key_Tab, modifier=CONTROL)
    assert not desk.table.hasFocus()


def test_a_whole_student_typed_into_the_quiet_row(desk: Desk) -> None:
    desk.go(3, 0)
    desk.type("Dia⇥77⇥15⇥yes⏎")
    assert desk.shows("""
          Student     | Written | Oral | Final exam
        1 Ann         | 82      | 7,5  | ✓ Pass
        2 Bob         | 55      | 18   | ✗ Fail
        3 Cem         | 9       | 12   | ✓ Pass
        4 Dia         | 77      | 15   | ✓ Pass
        + Add student |         |      |
    """)
    assert desk.place == (4, 0)
    desk.type("Eva⏎")
    assert desk.own_names == "Ann Bob Cem Dia Eva"
    assert desk.place == (5, 0)
    assert desk.steps == ["Add student", "Typing", "Typing", "Typing", "Add student"]


def test_a_student_can_begin_with_a_grade(desk: Desk) -> None:
    desk.go(3, 1)
    desk.type("50⏎")
    assert desk.book.past[3].cells == ("", "50", "", "")


def test_enter_in_the_quiet_row_stays_there_and_adds_nobody(desk: Desk) -> None:
    desk.go(3, 0)
    desk.type("⏎")
    desk.type(" ⏎")
    assert desk.place == (3, 0)
    assert desk.steps == []


def test_arrow_keys_leave_a_cell_that_is_typed_over(desk: Desk) -> None:
    desk.go(1, 1)
    desk.type("60")
    desk.press(Key.Key_Right)
    assert (desk.book.past[1].grades[0], desk.place) == ("60", (1, 2))
    desk.type("19")
    desk.press(Key.Key_Up)
    assert (desk.book.past[1].grades[1], desk.place) == ("19", (0, 2))


def test_arrow_keys_move_within_a_cell_that_is_edited(desk: Desk) -> None:
    desk.go(1, 1)
    desk.press(Key.Key_F2, Key.Key_End, Key.Key_Left)
    desk.type("0⏎")
    assert desk.book.past[1].grades[0] == "505"


def test_arrows_and_shift_arrows_select(desk: Desk) -> None:
    desk.go(0, 0)
    desk.press(Key.Key_Right, Key.Key_Down)
    assert desk.selected == {(1, 1)}
    desk.press(Key.Key_Right, Key.Key_Down, modifier=SHIFT)
    assert desk.selected == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_shift_arrows_extend_from_where_enter_led(desk: Desk) -> None:
    desk.go(0, 1)
    desk.type("⏎⏎")
    desk.press(Key.Key_Right, modifier=SHIFT)
    assert desk.selected == {(2, 1), (2, 2)}


def test_the_mouse_selects_a_block(desk: Desk) -> None:
    desk.drag((0, 1), (2, 2))
    assert desk.selected == {(row, cell) for row in range(3) for cell in (1, 2)}


def test_ctrl_a_selects_the_students_not_the_quiet_row(desk: Desk) -> None:
    desk.press(Key.Key_A, modifier=CONTROL)
    assert desk.selected == {(row, cell) for row in range(3) for cell in range(4)}


def test_ctrl_arrows_jump_to_the_edges(desk: Desk) -> None:
    desk.go(1, 1)
    desk.press(Key.Key_Down, modifier=CONTROL)
    assert desk.place == (2, 1)
    desk.press(Key.Key_Right, modifier=CONTROL)
    assert desk.place == (2, 3)
    desk.press(Key.Key_Up, modifier=CONTROL | SHIFT)
    assert desk.selected == {(0, 3), (1, 3), (2, 3)}
    desk.press(Key.Key_Left, modifier=CONTROL)
    assert desk.place == (0, 0)


def test_whole_rows_and_columns_by_the_space_bar(desk: Desk) -> None:
    desk.go(1, 1)
    desk.press(Key.Key_Space, modifier=SHIFT)
    assert desk.selected == {(1, cell) for cell in range(4)}
    desk.go(1, 2)
    desk.press(Key.Key_Space, modifier=CONTROL)
    assert desk.selected == {(row, 2) for row in range(3)}


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("p", "pass", "✓ Pass"),
        ("Yes", "pass", "✓ Pass"),
        ("1", "pass", "✓ Pass"),
        ("✓", "pass", "✓ Pass"),
        ("F", "fail", "✗ Fail"),
        ("no", "fail", "✗ Fail"),
        ("0", "fail", "✗ Fail"),
        ("✗", "fail", "✗ Fail"),
        ("?", "", "?"),
        ("maybe", "maybe", "maybe"),
    ],
)
def test_outcomes_are_understood_or_kept_as_typed_and_marked(desk: Desk, typed: str, kept: str, shown: str) -> None:
    desk.go(1, 3)
    desk.press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Fail"
    editor.setText(typed)
    desk.press(Key.Key_Return)
    assert desk.book.past[1].outcome == kept
    assert desk.model.index(1, 3).data() == shown
    assert ((1, 3) in desk.marked()) is (kept not in ("pass", "fail"))


def test_space_toggles_an_outcome_and_those_selected_with_it(desk: Desk) -> None:
    desk.go(1, 3)
    desk.press(Key.Key_Space)
    assert [student.outcome for student in desk.book.past] == ["pass", "pass", "pass"]
    desk.drag((0, 3), (1, 3))
    desk.press(Key.Key_Space)
    assert [student.outcome for student in desk.book.past] == ["fail", "fail", "pass"]
    assert desk.steps == ["Outcome", "Outcome"]


def test_what_cannot_be_used_is_kept_and_marked_where_it_is(desk: Desk) -> None:
    assert desk.marked() == set()
    desk.go(0, 1)
    desk.type("eighty⏎")
    desk.go(1, 2)
    desk.type("20,5⏎")
    desk.go(2, 2)
    desk.press(Key.Key_Delete)
    assert desk.marked() == {(0, 1), (1, 2), (2, 2)}
    tips = [desk.model.index(*cell).data(Qt.ItemDataRole.ToolTipRole) for cell in ((0, 1), (1, 2), (2, 2))]
    assert "“eighty” is not a number" in tips[0]
    assert "20,5 is more than the 20 that Oral is out of" in tips[1]
    assert "No grade for Oral yet" in tips[2]
    assert all(name in tip for name, tip in zip(("Ann", "Bob", "Cem"), tips, strict=True))


def test_a_line_break_in_a_cell_is_kept_and_shown_as_a_blank(desk: Desk) -> None:
    desk.model.setData(desk.model.index(0, 0), "Ann\nMarie")
    assert desk.book.past[0].name == "Ann\nMarie"
    assert desk.model.index(0, 0).data() == "Ann Marie"
