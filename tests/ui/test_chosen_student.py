"""Which student's way through the network is shown, whatever happens to the grade book around them."""

from __future__ import annotations

import pytest

from neuralpad.core.edits import InsertStudents, RemoveStudents, ReplaceBook
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.network.student import StudentView

BOOK = Gradebook(
    "",
    (Column("Written", 20.0), Column("Oral", 100.0)),
    (Student("Ann", ("15", "80"), "pass"), Student("Bob", ("7,5", "absent"), "fail"), Student("Cem", ("25", "70"))),
    (Student("Olga", ("18", "90")),),
)


@pytest.fixture
def student(qapp: object) -> ChosenStudent:
    made = ChosenStudent()
    made.show_gradebook(BOOK, None)
    return made


def seen(student: ChosenStudent) -> StudentView:
    assert student.view is not None
    return student.view


def test_a_new_class_begins_with_its_first_student(student: ChosenStudent) -> None:
    view = seen(student)
    assert (view.name, view.number, view.count, view.group) == ("Ann", 1, 3, Group.PAST)
    assert view.x == pytest.approx((0.75, 0.8))
    assert view.outcome == "pass"


def test_grades_are_shown_as_the_network_sees_them(student: ChosenStudent) -> None:
    """Per cent of the maximum; what is no grade stays as it was typed, and gives the network nothing."""
    assert seen(student).input_texts == ("75%", "80%")
    student.choose(Group.PAST, 1)
    assert seen(student).input_texts == ("37.5%", "absent")
    assert seen(student).x is None
    student.choose(Group.PAST, 2)
    assert seen(student).input_texts[0] == "25", "more than the maximum is no share of it"


def test_forwards_and_backwards_the_table_goes_along(student: ChosenStudent) -> None:
    wanted: list[tuple[Group, int]] = []
    student.row_wanted.connect(lambda group, row: wanted.append((group, row)))
    student.next()
    student.previous()
    student.previous()
    assert wanted == [(Group.PAST, 1), (Group.PAST, 0), (Group.PAST, 2)]
    assert seen(student).name == "Cem"


def test_chosen_in_the_table_nothing_is_asked_of_the_table(student: ChosenStudent) -> None:
    wanted: list[int] = []
    student.row_wanted.connect(lambda _, row: wanted.append(row))
    student.choose(Group.THIS_YEAR, 0)
    assert wanted == []
    assert (seen(student).name, seen(student).group) == ("Olga", Group.THIS_YEAR)


def test_chosen_again_nothing_is_told(student: ChosenStudent) -> None:
    told: list[object] = []
    student.changed.connect(told.append)
    student.choose(Group.PAST, 0)
    assert told == []
    student.choose(Group.PAST, 1)
    assert len(told) == 1


def test_the_last_student_may_go(student: ChosenStudent) -> None:
    student.choose(Group.PAST, 2)
    edit = RemoveStudents(Group.PAST, (2,))
    student.show_gradebook(edit.apply(BOOK)[0], edit)
    assert seen(student).name == "Bob"
    everybody = RemoveStudents(Group.PAST, (0, 1, 2))
    student.show_gradebook(everybody.apply(BOOK)[0], everybody)
    assert student.view is None
    student.next()
    assert student.view is None


def test_an_import_is_another_class_and_begins_with_its_first_student(student: ChosenStudent) -> None:
    student.choose(Group.THIS_YEAR, 0)
    other = ReplaceBook(Gradebook("", (Column("A"),), (Student("Zoë", ("1",), "pass"),)))
    student.show_gradebook(other.apply(BOOK)[0], other)
    assert student.view is not None, "somebody is there to be looked at"


def test_the_first_student_of_an_empty_class_is_shown(student: ChosenStudent) -> None:
    student.show_gradebook(Gradebook(), None)
    assert student.view is None
    edit = InsertStudents.block(Group.PAST, 0, (Student("Dia", ("1", "2", "3")),))
    student.show_gradebook(edit.apply(Gradebook())[0], edit)
    assert seen(student).name == "Dia"
