"""The grade book keeps what was typed, and only whole rows."""

from __future__ import annotations

import pytest

from neuralpad.core.gradebook import Column, Gradebook, Group, Student

ANN = Student("Ann", ("82", "7,5"), "pass")
BOB = Student("Bob", ("", "abs"), "maybe")
COLUMNS = (Column("Written"), Column("Oral", 20))


def test_a_new_class_has_the_three_columns_of_the_story_out_of_a_hundred() -> None:
    columns = Gradebook().columns
    assert [column.name for column in columns] == ["Class assignments", "Written tests", "Oral tests"]
    assert {column.maximum for column in columns} == {100.0}


def test_everything_is_kept_as_typed() -> None:
    book = Gradebook("B1", COLUMNS, (ANN, BOB))
    assert book.students(Group.PAST)[1].cells == ("Bob", "", "abs", "maybe")


def test_a_row_is_its_cells_and_its_cells_are_the_row() -> None:
    assert ANN.cells == ("Ann", "82", "7,5", "pass")
    assert Student.from_cells(ANN.cells) == ANN
    assert ANN.cells[Gradebook(columns=COLUMNS).outcome_cell] == "pass"


@pytest.mark.parametrize("group", list(Group))
def test_a_row_with_too_few_or_too_many_grades_is_refused(group: Group) -> None:
    book = Gradebook(columns=COLUMNS)
    for grades in ((), ("1",), ("1", "2", "3")):
        with pytest.raises(ValueError, match="Cem"):
            book.with_students(group, (Student("Cem", grades),))


def test_the_two_groups_are_apart() -> None:
    book = Gradebook(columns=COLUMNS).with_students(Group.PAST, (ANN,)).with_students(Group.THIS_YEAR, (BOB,))
    assert book.students(Group.PAST) == (ANN,)
    assert book.students(Group.THIS_YEAR) == (BOB,)


@pytest.mark.parametrize(
    ("student", "blank"),
    [
        (Student(), True),
        (Student("  ", ("", "\t"), " "), True),
        (Student("A", ("", "")), False),
        (Student("", ("", "0")), False),
        (Student("", ("", ""), "fail"), False),
    ],
)
def test_a_row_is_blank_only_if_nothing_was_typed(student: Student, blank: bool) -> None:
    assert student.is_blank is blank


def test_a_class_of_blank_rows_is_empty() -> None:
    book = Gradebook(columns=COLUMNS)
    assert book.is_empty
    assert book.with_students(Group.PAST, (book.blank_student(),)).is_empty
    assert not book.with_students(Group.THIS_YEAR, (ANN,)).is_empty


def test_a_blank_student_fits_the_columns() -> None:
    assert Gradebook(columns=COLUMNS).blank_student().cells == ("", "", "", "")


def test_a_grade_book_cannot_be_changed_in_place() -> None:
    book = Gradebook()
    with pytest.raises(AttributeError):
        book.title = "another"  # type: ignore[misc]
