"""From typed grades to what the network sees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.grades import GradeFault
from neuralpad.core.scaling import (
    LeftOut,
    OutcomeFault,
    set_aside,
    split_class,
    student_inputs,
    to_grade,
    to_input,
    usable_students,
)

BOOK = Gradebook(
    "",
    (Column("Written"), Column("Oral", 20)),
    past=(
        Student("Ann", ("87", "13"), "pass"),
        Student("Bob", ("", "10"), "fail"),
        Student("Cem", ("62,5", "0"), "fail"),
        Student("", ("", ""), ""),
        Student("Dia", ("50", "abs"), "pass"),
        Student("Eva", ("50", "21"), "pass"),
        Student("Finn", ("-1", "10"), "pass"),
        Student("Gus", ("50", "10"), ""),
        Student("Hana", ("50", "10"), "maybe"),
        Student("Ian", ("100", "20"), "pass"),
    ),
    this_year=(Student("Jo", ("40", "8"), ""), Student("Kim", ("40", ""), ""), Student("Lu", ("40", "9"), "later")),
)


def test_the_rule_is_grade_divided_by_maximum_and_back() -> None:
    assert to_input(87, 100) == 0.87
    assert to_input(13, 20) == 0.65
    assert to_grade(0.65, 20) == 13


@given(st.floats(0, 1e6), st.floats(0.1, 1e6))
def test_there_and_back_is_the_same_grade(grade: float, maximum: float) -> None:
    assert to_grade(to_input(grade, maximum), maximum) == pytest.approx(grade, rel=1e-12)


def test_past_students_whom_the_network_can_use() -> None:
    found = usable_students(BOOK, Group.PAST)
    np.testing.assert_array_equal(found.X, [[0.87, 0.65], [0.625, 0], [1, 1]])
    np.testing.assert_array_equal(found.y, [1, 0, 1])
    np.testing.assert_array_equal(found.rows, [0, 2, 9])


def test_who_is_left_out_and_why_blank_rows_not_counted() -> None:
    assert usable_students(BOOK, Group.PAST).left_out == (
        LeftOut(1, 1, GradeFault.MISSING),
        LeftOut(4, 2, GradeFault.NOT_A_NUMBER),
        LeftOut(5, 2, GradeFault.TOO_LARGE),
        LeftOut(6, 1, GradeFault.NEGATIVE),
        LeftOut(7, 3, OutcomeFault.MISSING),
        LeftOut(8, 3, OutcomeFault.NOT_AN_OUTCOME),
    )


def test_no_two_reasons_are_the_same() -> None:
    # They are texts, and equal texts would be one key in a dictionary of sentences.
    reasons = [*GradeFault, *OutcomeFault]
    assert len({*reasons}) == len(reasons)


def test_this_year_needs_no_outcome() -> None:
    found = usable_students(BOOK, Group.THIS_YEAR)
    np.testing.assert_array_equal(found.X, [[0.4, 0.4], [0.4, 0.45]])
    np.testing.assert_array_equal(found.rows, [0, 2])
    assert len(found.y) == 0
    assert found.left_out == (LeftOut(1, 2, GradeFault.MISSING),)


def test_a_class_of_nobody() -> None:
    found = usable_students(Gradebook(), Group.PAST)
    assert found.X.shape == (0, 3)
    assert found.left_out == ()


def test_what_the_network_sees_cannot_be_written_to() -> None:
    found = usable_students(BOOK, Group.PAST)
    for array in (found.X, found.y, found.rows):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_one_student() -> None:
    ann, bob = BOOK.past[:2]
    inputs = student_inputs(BOOK, ann)
    assert inputs is not None
    assert inputs.tolist() == [0.87, 0.65]
    assert student_inputs(BOOK, bob) is None


def test_the_digest_changes_with_what_is_learned_from_and_with_nothing_else() -> None:
    def digest(*students: Student, columns: tuple[Column, ...] = BOOK.columns) -> str:
        return usable_students(Gradebook("", columns, students), Group.PAST).digest

    ann, _, cem = BOOK.past[:3]
    before = digest(ann, cem)
    assert digest(Student("Anna", ann.grades, "pass"), cem) == before
    assert digest(ann, cem, BOOK.past[1]) == before
    assert digest(ann) != before
    assert digest(cem, ann) != before
    assert digest(Student("Ann", ("88", "13"), "pass"), cem) != before
    assert digest(Student("Ann", ann.grades, "fail"), cem) != before
    assert digest(ann, cem, columns=(Column("Written"), Column("Oral", 40))) != before


OUTCOMES = st.lists(st.sampled_from([0.0, 1.0]), max_size=60).map(np.array)


@given(OUTCOMES, st.floats(0, 0.5), st.integers(0, 2**32 - 1))
def test_the_share_kept_aside_has_the_same_mix_and_leaves_one_of_each(y: np.ndarray, share: float, seed: int) -> None:
    aside = set_aside(y, share, seed)
    assert aside.shape == y.shape
    np.testing.assert_array_equal(aside, set_aside(y, share, seed))
    for outcome in (0.0, 1.0):
        members = int(np.sum(y == outcome))
        kept_aside = int(np.sum(aside & (y == outcome)))
        if members:
            assert kept_aside <= members - 1
            assert abs(kept_aside - share * members) <= 0.5 or kept_aside == members - 1


def test_another_seed_keeps_others_aside() -> None:
    y = np.repeat([0.0, 1.0], 20)
    drawn = {tuple(np.flatnonzero(set_aside(y, 0.3, seed))) for seed in range(20)}
    assert len(drawn) > 15


def test_nobody_is_aside_with_a_share_of_nothing() -> None:
    assert not set_aside(np.array([0.0, 1.0, 1.0, 0.0]), 0.0, 1).any()


@given(st.floats(0, 0.5), st.integers(0, 100))
def test_the_class_is_divided_without_losing_or_doubling_anybody(share: float, seed: int) -> None:
    students = tuple(Student(f"S{k}", (f"{k}", "10"), "pass" if k % 3 else "fail") for k in range(30))
    book = Gradebook("", BOOK.columns, (*students, Student("Left out", ("", ""), "pass")))
    whole = usable_students(book, Group.PAST)
    parts = split_class(whole, share, seed)
    learned, aside = parts.learned, parts.aside
    assert sorted([*learned.rows, *aside.rows]) == list(whole.rows)
    assert learned.left_out == whole.left_out
    assert aside.left_out == ()
    for part in (learned, aside):
        np.testing.assert_allclose(part.X[:, 0], part.rows / 100)
        np.testing.assert_array_equal(part.y, part.rows % 3 > 0)
