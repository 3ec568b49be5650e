"""What a pasted block does to the grade book."""

from __future__ import annotations

import pytest

from neuralpad.core.edits import ReorderStudents
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.grades import outcome_words
from neuralpad.ui.grades.clipboard import Cells, cells_from_text
from neuralpad.ui.grades.paste import Paste, columns_of, paste

WORDS = outcome_words({"pass": ["bestanden"]})
BOOK = Gradebook(
    "",
    (Column("Written"), Column("Oral", 20)),
    past=(Student("Ann", ("82", "7"), "pass"), Student("Bob", ("55", "18"), "fail")),
)


def block(text: str) -> Cells:
    """A block drawn with bars between its cells."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines())


def pasted(book: Gradebook, text: str, row: int = 0, at: int = 0) -> tuple[list[str], Paste]:
    """The rows afterwards, and what there was to tell."""
    order = range(row, len(book.past))
    made = paste(book, Group.PAST, block(text), order, at, WORDS, ("Student", "Final exam"))
    after = made.edit.apply(book)[0] if made.edit else book
    return [" | ".join(student.cells) for student in after.past], made


def test_over_what_is_there_and_beyond_it() -> None:
    rows, made = pasted(BOOK, "Bo | 56\nCem | 70\nDia | 71", row=1)
    assert rows == ["Ann | 82 | 7 | pass", "Bo | 56 | 18 | fail", "Cem | 70 |  | ", "Dia | 71 |  | "]
    assert (made.rows, made.columns, made.columns_left_over) == (3, 2, 0)


def test_in_the_middle_of_a_row() -> None:
    rows, _ = pasted(BOOK, "8 | p\n9 | bestanden\n10 | perhaps", at=2)
    assert rows == ["Ann | 82 | 8 | pass", "Bob | 55 | 9 | pass", " |  | 10 | perhaps"]


def test_what_does_not_fit_is_counted() -> None:
    rows, made = pasted(BOOK, "1 | 2 | p | x | y", at=1)
    assert rows[0] == "Ann | 1 | 2 | pass"
    assert made.columns_left_over == 2


def test_shorter_rows_leave_the_other_cells_alone() -> None:
    rows, _ = pasted(BOOK, "A | 1 | 2\nB")
    assert rows == ["A | 1 | 2 | pass", "B | 55 | 18 | fail"]


def test_pasting_what_is_there_already_is_no_edit() -> None:
    assert pasted(BOOK, "Ann | 82\nBob | 55")[1].edit is None


def test_the_rows_of_a_sorted_table_are_those_on_screen() -> None:
    made = paste(BOOK, Group.PAST, block("X\nY"), (1, 0), 0, WORDS)
    assert made.edit is not None
    assert [student.name for student in made.edit.apply(BOOK)[0].past] == ["Y", "X"]


@pytest.mark.parametrize(
    ("head", "at"),
    [
        ("Student | Written | Oral | Final exam", 0),
        ("Name | WRITTEN | oral", 0),
        ("| Written | Oral |", 0),
        ("Written | Oral", 1),
        ("Oral | Result", 2),
        ("Final exam", 3),
        ("student", 0),
    ],
)
def test_a_head_that_repeats_the_columns_is_skipped(head: str, at: int) -> None:
    width = head.count("|") + 1
    _, made = pasted(BOOK, head + "\n" + " | ".join("1" * width), at=at)
    assert made.skipped_header
    assert made.rows == 1


@pytest.mark.parametrize(
    ("head", "at"),
    [("Student | Written | Project", 0), ("Ann | 82 | 7", 0), ("Written", 2), ("Result", 3), ("Name", 0)],
)
def test_anything_else_is_pasted(head: str, at: int) -> None:
    _, made = pasted(BOOK, head + "\n1 | 1", at=at)
    assert not made.skipped_header
    assert made.rows == 2


def test_a_head_alone_is_pasted() -> None:
    assert not pasted(BOOK, "Student | Written | Oral")[1].skipped_header


EMPTY = Gradebook()


def test_an_empty_class_takes_the_columns_of_the_block() -> None:
    text = "Name | G1 | G2 | Result\nAnn | 12 | 13,5 | yes\nBob | 8 | abs | no\nCem | 9 | 10 | no"
    rows, made = pasted(EMPTY, text)
    assert made.took_columns
    assert rows == ["Ann | 12 | 13,5 | pass", "Bob | 8 | abs | fail", "Cem | 9 | 10 | fail"]
    assert made.edit is not None
    assert [column.name for column in made.edit.apply(EMPTY)[0].columns] == ["G1", "G2"]


def test_more_columns_than_an_empty_class_has_and_no_outcome() -> None:
    text = "Name | a | b | c | d\nAnn | 1 | 2 | 3 | 4"
    rows, made = pasted(EMPTY, text)
    assert rows == ["Ann | 1 | 2 | 3 | 4 | "]
    assert made.columns_left_over == 0


def test_the_columns_come_back_with_one_undo() -> None:
    _, made = pasted(EMPTY, "Name | a\nAnn | 12")
    assert made.edit is not None
    after, inverse = made.edit.apply(EMPTY)
    assert len(after.columns) == 1
    assert inverse.apply(after)[0] == EMPTY


def test_a_maximum_that_was_set_before_stays() -> None:
    book = Gradebook("", (Column("x", 20), Column("y", 6)))
    _, made = pasted(book, "Name | G1 | G2\nAnn | 12 | 4")
    assert made.edit is not None
    assert made.edit.apply(book)[0].columns == (Column("G1", 20), Column("G2", 6))


@pytest.mark.parametrize(
    "text",
    [
        "Ann | 82 | 7",  # no head
        "Ann | 82 | 7\nBob | 1 | 2",
        "Name | Written\nAnn | good",  # no grades
        "12 | Written\n13 | 8",  # numbers where names should be
        "Name | Written\nAnn | 8 | 9",  # more cells than heads
        "Name | \nAnn | 8",
        "Name\nAnn",
    ],
)
def test_an_empty_class_keeps_its_columns_if_there_is_any_doubt(text: str) -> None:
    assert columns_of(block(text), WORDS) is None
    assert not pasted(EMPTY, text)[1].took_columns


def test_nothing_is_nothing() -> None:
    assert paste(BOOK, Group.PAST, cells_from_text(""), (0, 1), 0, WORDS) == Paste(None)


def test_a_paste_and_a_reorder_do_not_confuse_each_other() -> None:
    moved, _ = ReorderStudents(Group.PAST, (1, 0)).apply(BOOK)
    assert pasted(moved, "X")[0][0].startswith("X | 55")
