"""What the network says of this year's students: the same as for each by hand, in their order, read once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.grades import FAIL, PASS, GradeFault
from neuralpad.core.network import Network
from neuralpad.core.predictions import UNSURE, Candidates, is_unsure, predictions, verdict

COLUMNS = (Column("Written", 100.0), Column("Oral", 20.0))
NETWORK = Network([[[1.5, -2.0], [0.5, 3.0]], [[2.0], [-1.0]]], [[0.2, -0.4], [0.1]])


def squash(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def by_hand(x: float, y: float) -> float:
    """The forward pass of NETWORK in plain arithmetic."""
    h1 = squash(1.5 * x + 0.5 * y + 0.2)
    h2 = squash(-2.0 * x + 3.0 * y - 0.4)
    return squash(2.0 * h1 - h2 + 0.1)


def a_class(*students: Student) -> Gradebook:
    return Gradebook("", COLUMNS, (), students)


def test_each_student_has_the_chance_that_the_forward_pass_gives() -> None:
    book = a_class(Student("Olga", ("87", "12,5"), ""), Student("Pablo", ("0", "20"), ""))
    olga, pablo = predictions(NETWORK, book)
    assert (olga.row, olga.name, olga.fault) == (0, "Olga", None)
    assert olga.probability == pytest.approx(by_hand(0.87, 0.625), rel=1e-12)
    assert pablo.probability == pytest.approx(by_hand(0.0, 1.0), rel=1e-12)


def test_blank_rows_are_left_out_and_rows_count_from_the_grade_book() -> None:
    blank = Student("", ("", " "), "")
    book = a_class(blank, Student("Olga", ("87", "12"), ""), blank, Student("", ("50", "10"), ""))
    assert [(one.row, one.name) for one in predictions(NETWORK, book)] == [(1, "Olga"), (3, "")]


@pytest.mark.parametrize(
    ("grades", "cell", "fault"),
    [
        (("", "12"), 1, GradeFault.MISSING),
        (("50", "21"), 2, GradeFault.TOO_LARGE),
        (("-1", "12"), 1, GradeFault.NEGATIVE),
        (("fifty", ""), 1, GradeFault.NOT_A_NUMBER),
    ],
)
def test_a_student_without_usable_grades_has_a_reason_and_no_chance(
    grades: tuple[str, str], cell: int, fault: GradeFault
) -> None:
    book = a_class(Student("Olga", ("87", "12"), ""), Student("Pablo", grades, ""), Student("Qing", ("1", "2"), ""))
    olga, pablo, qing = predictions(NETWORK, book)
    assert pablo.probability is None
    assert pablo.outcome is None
    assert pablo.fault is not None
    assert (pablo.fault.row, pablo.fault.cell, pablo.fault.fault) == (1, cell, fault)
    assert olga.probability == pytest.approx(by_hand(0.87, 0.6))
    assert qing.probability == pytest.approx(by_hand(0.01, 0.1))


def test_the_usable_grades_of_a_student_who_lacks_one_are_known() -> None:
    book = a_class(Student("Pablo", ("40", ""), ""), Student("Qing", ("101", "5"), ""))
    inputs = Candidates.of(book).inputs
    np.testing.assert_array_equal(inputs, [[0.4, np.nan], [np.nan, 0.25]])


def test_means_count_what_is_known_and_begin_in_the_middle_without() -> None:
    book = a_class(Student("Olga", ("80", ""), ""), Student("Pablo", ("40", ""), ""), Student("Qing", ("", "x"), ""))
    assert Candidates.of(book).mean_inputs.tolist() == pytest.approx([0.6, 0.5])
    assert Candidates.of(a_class()).mean_inputs.tolist() == [0.5, 0.5]


def test_a_class_without_students_has_no_predictions() -> None:
    assert len(predictions(NETWORK, a_class())) == 0
    assert list(predictions(NETWORK, a_class(Student("Olga", ("", ""), "")))) != []


def test_past_students_are_asked_too_and_their_outcomes_play_no_part() -> None:
    past = tuple(Student(name, ("87", "12"), outcome) for name, outcome in (("a", "pass"), ("b", "fail"), ("c", "?")))
    found = predictions(NETWORK, Gradebook("", COLUMNS, past, ()), Group.PAST)
    assert [one.probability for one in found] == pytest.approx([by_hand(0.87, 0.6)] * 3)
    assert [one.fault for one in found] == [None] * 3


def test_it_is_a_sequence() -> None:
    found = predictions(NETWORK, a_class(*(Student(str(i), (str(i), "10"), "") for i in range(5))))
    assert [one.name for one in found] == ["0", "1", "2", "3", "4"]
    assert found[-1].name == "4"
    assert [one.name for one in found[1:3]] == ["1", "2"]
    with pytest.raises(IndexError):
        found[5]


def test_every_change_of_the_class_is_seen_though_students_are_read_once() -> None:
    book = a_class(Student("Olga", ("50", "10"), ""))
    (before,) = predictions(NETWORK, book)
    same_students = Gradebook("", (Column("Written", 200.0), COLUMNS[1]), (), book.this_year)
    (halved,) = predictions(NETWORK, same_students)
    (changed,) = predictions(NETWORK, a_class(Student("Olga", ("90", "10"), "")))
    (again,) = predictions(NETWORK, book)
    assert halved.probability == pytest.approx(by_hand(0.25, 0.5))
    assert changed.probability == pytest.approx(by_hand(0.9, 0.5))
    assert again == before


def test_while_a_network_learns_the_students_are_not_read_again() -> None:
    book = a_class(Student("Olga", ("50", "10"), ""))
    other = Network([[[0.0], [0.0]], [[0.0]]])
    first, second = predictions(NETWORK, book), predictions(other, book)
    assert first.candidates is second.candidates
    assert second[0].probability == 0.5


def test_a_network_for_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        predictions(Network.random((3, 2, 1)), a_class(Student("Olga", ("50", "10"), "")))


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, FAIL), (0.39, FAIL), (0.4, UNSURE), (0.5, UNSURE), (0.6, UNSURE), (0.61, PASS), (1.0, PASS), (math.nan, "")],
)
def test_near_the_middle_the_verdict_is_unsure(probability: float, expected: str) -> None:
    assert verdict(probability) == expected
    assert is_unsure(probability) == (expected == UNSURE)


@given(st.floats(0, 1))
def test_what_shows_the_same_per_cent_has_the_same_verdict(probability: float) -> None:
    assert verdict(probability) == verdict(round(probability * 100) / 100)


def test_the_outcome_turns_at_a_half_however_unsure() -> None:
    level = Network([[[0.0], [0.0]], [[0.0]]], [[0.0], [0.0]])
    below = Network([[[0.0], [0.0]], [[0.0]]], [[0.0], [-1e-9]])
    book = a_class(Student("Olga", ("50", "10"), ""))
    assert predictions(level, book)[0].outcome == PASS
    assert predictions(below, book)[0].outcome == FAIL
