"""The order of a sorted table."""

from __future__ import annotations

import pytest

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.ui.grades.sorting import sorted_rows

ROWS = """
    émile   9      fail
    Zoe     10     pass
    Eva     abs    maybe
    -       -      -
    dia     7,5    fail
    Anna    10     pass
    Eva     -3     -
"""
STUDENTS = tuple(
    Student(name.strip("-"), (grade if grade != "-" else "",), outcome.strip("-"))
    for name, grade, outcome in (line.split() for line in ROWS.strip().splitlines())
)
BOOK = Gradebook("", (Column("Written"),), past=STUDENTS)


@pytest.mark.parametrize(
    ("cell", "descending", "expected"),
    [
        # Letters with and without accents and capitals together; nothing last.
        (0, False, "Anna dia émile Eva Eva Zoe ''"),
        (0, True, "Zoe Eva Eva émile dia Anna ''"),
        # As numbers, those alike in the teacher's order; then what is no number; then nothing.
        (1, False, "-3 7,5 9 10 10 abs ''"),
        (1, True, "10 10 9 7,5 -3 abs ''"),
        (2, False, "pass pass fail fail maybe '' ''"),
        (2, True, "fail fail pass pass maybe '' ''"),
    ],
)
def test_order(cell: int, descending: bool, expected: str) -> None:
    rows = sorted_rows(BOOK, Group.PAST, cell, descending)
    assert " ".join(STUDENTS[row].cells[cell] or "''" for row in rows) == expected


@pytest.mark.parametrize("descending", [False, True])
def test_those_alike_keep_the_teachers_order(descending: bool) -> None:
    rows = sorted_rows(BOOK, Group.PAST, 1, descending)
    tens = [STUDENTS[row].name for row in rows if STUDENTS[row].grades == ("10",)]
    assert tens == ["Zoe", "Anna"]


def test_nobody() -> None:
    assert sorted_rows(BOOK, Group.THIS_YEAR, 0) == []
