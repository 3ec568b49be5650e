"""How a table is read: which columns are names, grades and the outcome. A value that can be shown before it is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from neuralpad.core.gradebook import Group
from neuralpad.core.problems import Problem


class Role(StrEnum):
    """What a column is to the grade book."""

    NAME = "name"
    GRADE = "grade"
    OUTCOME = "outcome"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of the table: its place from 0, its name, and what it is taken for."""

    at: int
    name: str
    role: Role = Role.IGNORED
    maximum: float = 100.0
    """The best mark, if these are grades."""
    is_numeric: bool = False
    """Whether numbers stand in it, so that an outcome needs a pass mark."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a table is read. A frozen value: `changed` and `replace` make others."""

    columns: tuple[ColumnReading, ...]
    header: int | None = 0
    """The row of `Table.rows` that holds the names of the columns; None where no row does."""
    pass_mark: float | None = None
    """From what mark on an outcome counts as passed; None where it is told in words, or as 1 and 0."""
    decimal: str = "."
    group: Group = Group.PAST
    skipped: tuple[int, ...] = ()
    """Rows of `Table.rows` that are no students: titles, averages, headings repeated."""
    is_obvious: bool = False
    """Whether nobody needs to be asked."""

    @property
    def names(self) -> tuple[ColumnReading, ...]:
        """The columns that make up a student's name; none where names are made from row numbers."""
        return tuple(column for column in self.columns if column.role is Role.NAME)

    @property
    def grades(self) -> tuple[ColumnReading, ...]:
        """The grade columns."""
        return tuple(column for column in self.columns if column.role is Role.GRADE)

    @property
    def outcome(self) -> ColumnReading | None:
        """The column that says who passed."""
        return next((column for column in self.columns if column.role is Role.OUTCOME), None)

    @property
    def problem(self) -> Problem | None:
        """Why the table cannot be taken over like this; None if it can."""
        if not self.grades:
            return Problem("No column holds grades yet. Choose at least one.")
        if self.group is Group.PAST and self.outcome is None:
            return Problem("No column says who passed. Choose one, or take the table as this year’s students.")
        return None

    def changed(self, at: int, role: Role | None = None, maximum: float | None = None) -> Understanding:
        """Another role or maximum for the column at place `at`.

        There is one outcome at most: the column that was it before is ignored then. A new outcome in numbers counts as
        passed from half of its maximum on.
        """
        column = self.columns[at]
        new = replace(column, role=role or column.role, maximum=maximum or column.maximum)
        columns = list(self.columns)
        columns[at] = new
        if new.role is not Role.OUTCOME or column.role is Role.OUTCOME:
            pass_mark = self.pass_mark if new.role is Role.OUTCOME or column.role is not Role.OUTCOME else None
            return replace(self, columns=tuple(columns), pass_mark=pass_mark)
        columns = [
            replace(other, role=Role.IGNORED) if other.role is Role.OUTCOME and other.at != at else other
            for other in columns
        ]
        return replace(self, columns=tuple(columns), pass_mark=new.maximum / 2 if new.is_numeric else None)
