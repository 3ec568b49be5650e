"""What an import would do: from what was understood and where it is to go, the edit, its report, or why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from neuralpad.core.edits import Edit, InsertStudents, RemoveStudents, ReplaceBook, Together
from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.table_guess import guess
from neuralpad.storage.table_import import ImportReport, matching_columns, students_for, to_gradebook, with_maxima_of
from neuralpad.storage.understanding import Understanding
from neuralpad.ui.grades.wording import words_for_outcomes

translate = QCoreApplication.translate


class Destination(StrEnum):
    """Where the students of a table go."""

    NEW_CLASS = "new class"
    PAST = "added to the past students"
    THIS_YEAR = "this year, in place of who is there"
    THIS_YEAR_TOO = "added to this year"

    @property
    def group(self) -> Group:
        """Whose students they become."""
        return Group.PAST if self in (Destination.NEW_CLASS, Destination.PAST) else Group.THIS_YEAR


@dataclass(frozen=True)
class Plan:
    """What would be done. Exactly one of `edit` and `problem` is there."""

    understanding: Understanding
    edit: Edit | None = None
    report: ImportReport | None = None
    problem: Problem | None = None


def destinations(existing: Gradebook | None) -> tuple[Destination, ...]:
    """The places there are for a class as it stands."""
    if existing is None:
        return (Destination.NEW_CLASS, Destination.THIS_YEAR)
    places = [Destination.NEW_CLASS, Destination.PAST, Destination.THIS_YEAR]
    return (*places, Destination.THIS_YEAR_TOO) if existing.this_year else tuple(places)


def likely_destination(understanding: Understanding) -> Destination:
    """Where students like these belong."""
    return Destination.NEW_CLASS if understanding.group is Group.PAST else Destination.THIS_YEAR


def joins(destination: Destination, existing: Gradebook | None) -> bool:
    """Whether the students join a class that has its grade columns already."""
    return existing is not None and destination is not Destination.NEW_CLASS


def fitted(
    table: Table, understanding: Understanding, destination: Destination, existing: Gradebook | None
) -> Understanding:
    """The reading for a destination: where a class is joined, its columns are looked for if others were taken."""
    understanding = replace(understanding, group=destination.group)
    if existing is None or not joins(destination, existing) or _fits(existing, understanding):
        return understanding
    like = guess(
        table,
        header=understanding.header,
        decimal=understanding.decimal,
        group=destination.group,
        like=existing,
        words=words_for_outcomes(),
        unnamed=unnamed_column(),
    )
    return like if _fits(existing, like) else understanding


def unnamed_column() -> str:
    """The name of a column without a heading."""
    return translate("Import", "Column {number}")


def _fits(book: Gradebook, understanding: Understanding) -> bool:
    try:
        matching_columns(book, understanding)
    except Problem:
        return False
    return True


def planned(table: Table, understanding: Understanding, destination: Destination, existing: Gradebook | None) -> Plan:
    """What an import would do with this reading of the table."""
    words = words_for_outcomes()
    unnamed = translate("Import", "Student {number}")
    understanding = replace(understanding, group=destination.group)
    try:
        if existing is None or not joins(destination, existing):
            book, report = to_gradebook(table, understanding, words=words, unnamed=unnamed)
            students = book.students(destination.group)
            edit: Edit = ReplaceBook(book)
        else:
            understanding = with_maxima_of(existing, understanding)
            students, report = students_for(existing, table, understanding, words=words, unnamed=unnamed)
            present = existing.students(destination.group)
            if destination is Destination.THIS_YEAR and present:
                gone = RemoveStudents(destination.group, tuple(range(len(present))))
                edit = Together((gone, InsertStudents.block(destination.group, 0, students)))
            else:
                edit = InsertStudents.block(destination.group, len(present), students)
    except Problem as problem:
        return Plan(understanding, problem=problem)
    if not students:
        return Plan(understanding, problem=Problem("There are no students below the names of the columns."))
    return Plan(understanding, edit, report)
