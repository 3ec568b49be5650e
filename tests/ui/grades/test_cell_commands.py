"""Copy, cut, paste and clear, with the keys and the clipboard of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from tests.ui.grades.conftest import Copy, Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_copying_a_block(desk: Desk, clipboard: Copy) -> None:
    desk.drag((0, 2), (1, 3))
    desk.press(Key.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "7,5\tPass\n18\tFail"
    assert desk.steps == []


def test_copying_scattered_cells_keeps_their_places(desk: Desk, clipboard: Copy) -> None:
    desk.go(0, 1)
    desk.drag((2, 2), (2, 2), modifier=CONTROL)
    desk.action("copy").trigger()
    assert QGuiApplication.clipboard().text() == "82\t\n\t12"


def test_the_quiet_row_is_not_copied(desk: Desk, clipboard: Copy) -> None:
    clipboard("before")
    desk.go(3, 0)
    assert not desk.action("copy").isEnabled()
    desk.press(Key.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "before"
    desk.drag((2, 0), (3, 0))
    desk.press(Key.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "Cem"


def test_cutting_is_one_step(desk: Desk, clipboard: Copy) -> None:
    desk.drag((0, 1), (1, 2))
    desk.press(Key.Key_X, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "82\t7,5\n55\t18"
    assert desk.shows("""
          Student     | Written | Oral | Final exam
        1 Ann         |         |      | ✓ Pass
        2 Bob         |         |      | ✗ Fail
        3 Cem         | 9       | 12   | ✓ Pass
        + Add student |         |      |
    """)
    assert desk.steps == ["Cut"]


def test_delete_clears_the_selected_cells(desk: Desk) -> None:
    desk.drag((0, 2), (2, 3))
    desk.press(Key.Key_Delete)
    assert [student.cells[2:] for student in desk.book.past] == [("", "")] * 3
    assert desk.steps == ["Clear cells"]
    desk.press(Key.Key_Backspace)
    assert desk.steps == ["Clear cells"]


def test_pasting_beyond_the_end_adds_students_in_one_step(desk: Desk, clipboard: Copy) -> None:
    clipboard("Cy\t91\t19\tpass\r\nDia\t40\t6,5\tfail\r\nEva\t66\t11\tpass\r\n")
    desk.go(2, 0)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert desk.shows("""
          Student     | Written | Oral | Final exam
        1 Ann         | 82      | 7,5  | ✓ Pass
        2 Bob         | 55      | 18   | ✗ Fail
        3 Cy          | 91      | 19   | ✓ Pass
        4 Dia         | 40      | 6,5  | ✗ Fail
        5 Eva         | 66      | 11   | ✓ Pass
        + Add student |         |      |
    """)
    assert desk.selected == {(row, cell) for row in (2, 3, 4) for cell in range(4)}
    assert desk.steps == ["Paste"]
    before = desk.book
    desk.undo()
    assert desk.own_names == "Ann Bob Cem"
    desk.redo()
    assert desk.book == before


def test_a_paste_that_is_too_wide_says_so(desk: Desk, clipboard: Copy) -> None:
    clipboard("1\t2\tp\tx")
    desk.go(0, 1)
    desk.action("paste").trigger()
    assert desk.book.past[0].cells == ("Ann", "1", "2", "pass")
    assert desk.message == "1 column did not fit into the table and was left out."
    clipboard("1\t2\tp\tx\ty")
    desk.action("paste").trigger()
    assert desk.message == "2 columns did not fit into the table and were left out."
    desk.go(0, 1)
    desk.type("3⏎")
    assert desk.message == ""


def test_one_value_fills_the_selection(desk: Desk, clipboard: Copy) -> None:
    clipboard("50\n")
    desk.drag((0, 1), (2, 2))
    desk.press(Key.Key_V, modifier=CONTROL)
    assert [student.grades for student in desk.book.past] == [("50", "50")] * 3
    assert desk.steps == ["Paste"]


def test_one_outcome_fills_only_the_cells_chosen_one_by_one(desk: Desk, clipboard: Copy) -> None:
    clipboard("no")
    desk.go(0, 3)
    desk.drag((2, 3), (2, 3), modifier=CONTROL)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert [student.outcome for student in desk.book.past] == ["fail", "fail", "fail"]


def test_a_block_repeats_in_a_selection_several_times_its_size(desk: Desk, clipboard: Copy) -> None:
    clipboard("1\t2")
    desk.drag((0, 1), (2, 2))
    desk.press(Key.Key_V, modifier=CONTROL)
    assert [student.grades for student in desk.book.past] == [("1", "2")] * 3


def test_a_block_that_does_not_divide_the_selection_goes_to_its_corner(desk: Desk, clipboard: Copy) -> None:
    clipboard("1\n2")
    desk.drag((0, 1), (2, 2))
    desk.press(Key.Key_V, modifier=CONTROL)
    assert [student.grades for student in desk.book.past] == [("1", "7,5"), ("2", "18"), ("9", "12")]


def test_a_repeated_head_is_not_pasted(desk: Desk, clipboard: Copy) -> None:
    clipboard("Name\tWritten\tOral\nAn\t83\t8\n")
    desk.go(0, 0)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert desk.book.past[0].cells == ("An", "83", "8", "pass")
    assert len(desk.book.past) == 3
    assert "first row" in desk.message


def test_quoted_cells_with_line_breaks(desk: Desk, clipboard: Copy) -> None:
    clipboard('"Ann\nMarie"\t83\r\n')
    desk.go(0, 0)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert desk.book.past[0].cells == ("Ann\nMarie", "83", "7,5", "pass")
    desk.action("copy").trigger()
    assert QGuiApplication.clipboard().text() == '"Ann\nMarie"\t83'


def test_copy_and_paste_inside_the_table(desk: Desk, clipboard: Copy) -> None:
    desk.press(Key.Key_A, modifier=CONTROL)
    desk.press(Key.Key_C, modifier=CONTROL)
    desk.go(3, 0)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert desk.book.past[3:] == desk.book.past[:3]


def test_pasting_into_a_sorted_table_goes_to_the_rows_on_screen(desk: Desk, clipboard: Copy) -> None:
    desk.click_head(1)  # Cem 9, Bob 55, Ann 82
    clipboard("1\n2\n3\n4")
    desk.go(0, 2)
    desk.press(Key.Key_V, modifier=CONTROL)
    assert desk.shows("""
          Student     | Written | Oral | Final exam
        3 Cem         | 9       | 1    | ✓ Pass
        2 Bob         | 55      | 2    | ✗ Fail
        1 Ann         | 82      | 3    | ✓ Pass
        4             |         | 4    | ?
        + Add student |         |      |
    """)


def test_nothing_to_paste_is_said(desk: Desk, clipboard: Copy) -> None:
    QGuiApplication.clipboard().clear()
    desk.action("paste").trigger()
    assert desk.message.startswith("There is nothing to paste")
    assert desk.steps == []


def test_an_open_editor_keeps_the_keys_of_the_clipboard_for_itself(desk: Desk, clipboard: Copy) -> None:
    clipboard("12\t13")
    desk.go(0, 0)
    desk.press(Key.Key_F2)
    desk.press(Key.Key_A, Key.Key_C, modifier=CONTROL)
    assert QApplication.clipboard().text() == "Ann"
    desk.press(Key.Key_Delete, Key.Key_Escape)
    assert desk.steps == []
