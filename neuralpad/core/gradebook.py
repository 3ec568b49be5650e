"""The grade book: what a teacher typed, exactly as typed.

A `Gradebook` is a frozen value. What changes it is an edit (`core.edits`), which gives back its inverse.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

NAME_CELL = 0
"""The cells of a student are counted from 0: the name, the grades, and last the outcome."""


class Group(StrEnum):
    """Whose students: those who have taken the exam, and those who will."""

    PAST = "past"
    THIS_YEAR = "this_year"


@dataclass(frozen=True, slots=True)
class Column:
    """A graded piece of work, and the best mark it can have (in the unit in which grades are typed)."""

    name: str
    maximum: float = 100.0


@dataclass(frozen=True, slots=True)
class Student:
    """One row: `grades` has one text a column, as typed; `outcome` is "pass", "fail", "" (not known) or as typed."""

    name: str = ""
    grades: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """All texts of the row: name, grades, outcome."""
        return (self.name, *self.grades, self.outcome)

    @classmethod
    def from_cells(cls, cells: tuple[str, ...]) -> Student:
        """The student whose `cells` these are."""
        return cls(cells[0], cells[1:-1], cells[-1])

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all has been typed."""
        return not any(text.strip() for text in self.cells)


def default_columns() -> tuple[Column, ...]:
    """The three columns of the story that the program tells."""
    return (Column("Class assignments"), Column("Written tests"), Column("Oral tests"))


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A class: its columns, its past students and those of this year. Both groups have the same columns."""

    title: str = ""
    columns: tuple[Column, ...] = field(default_factory=default_columns)
    past: tuple[Student, ...] = ()
    this_year: tuple[Student, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        for student in (*self.past, *self.this_year):
            if len(student.grades) != len(self.columns):
                raise ValueError(f"{student.name!r} has {len(student.grades)} grades for {len(self.columns)} columns")

    def students(self, group: Group) -> tuple[Student, ...]:
        """The students of one group, in the order of the teacher."""
        return self.past if group is Group.PAST else self.this_year

    def with_students(self, group: Group, students: tuple[Student, ...]) -> Gradebook:
        """The same book with other students in one group."""
        return replace(self, past=students) if group is Group.PAST else replace(self, this_year=students)

    @property
    def outcome_cell(self) -> int:
        """The number of the cell that holds the outcome."""
        return len(self.columns) + 1

    def blank_student(self) -> Student:
        """A row in which nothing has been typed yet."""
        return Student("", ("",) * len(self.columns), "")

    @property
    def is_empty(self) -> bool:
        """Whether no student has been entered."""
        return all(student.is_blank for student in (*self.past, *self.this_year))
