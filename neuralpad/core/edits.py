"""Edits of a grade book. An edit is a value; applying it gives the new book and the edit that undoes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from neuralpad.core.gradebook import Column, Gradebook, Group, Student


class Edit(Protocol):
    """A change of the grade book."""

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        """The changed book, and the edit that brings back exactly what was."""
        ...


@dataclass(frozen=True, slots=True)
class SetCells:
    """Type into cells: (row, cell, text) each; cell 0 is the name, the last one the outcome. Rows must exist."""

    group: Group
    cells: tuple[tuple[int, int, str], ...]

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        students = list(book.students(self.group))
        by_row: dict[int, list[str]] = {}
        before: dict[tuple[int, int], str] = {}
        for row, cell, text in self.cells:
            texts = by_row.setdefault(row, list(students[row].cells))
            before.setdefault((row, cell), texts[cell])
            texts[cell] = text
        for row, texts in by_row.items():
            students[row] = Student.from_cells(tuple(texts))
        inverse = SetCells(self.group, tuple((row, cell, text) for (row, cell), text in before.items()))
        return book.with_students(self.group, tuple(students)), inverse


@dataclass(frozen=True, slots=True)
class InsertStudents:
    """Put students in, each at the row it is to have afterwards; rows ascend."""

    group: Group
    students: tuple[tuple[int, Student], ...]

    @classmethod
    def block(cls, group: Group, at: int, students: tuple[Student, ...]) -> InsertStudents:
        """Students one below the other from row `at`."""
        return cls(group, tuple(enumerate(students, start=at)))

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        old = iter(book.students(self.group))
        new: list[Student] = []
        for row, student in self.students:
            while len(new) < row:
                new.append(next(old))
            new.append(student)
        new.extend(old)
        inverse = RemoveStudents(self.group, tuple(row for row, _ in self.students))
        return book.with_students(self.group, tuple(new)), inverse


@dataclass(frozen=True, slots=True)
class RemoveStudents:
    """Take out the students of these rows."""

    group: Group
    rows: tuple[int, ...]

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        students = book.students(self.group)
        gone = set(self.rows)
        kept = tuple(student for row, student in enumerate(students) if row not in gone)
        inverse = InsertStudents(self.group, tuple((row, students[row]) for row in sorted(gone)))
        return book.with_students(self.group, kept), inverse


@dataclass(frozen=True, slots=True)
class ReorderStudents:
    """Put the students in another order: row i is then the student who was in row order[i]."""

    group: Group
    order: tuple[int, ...]

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        students = book.students(self.group)
        if sorted(self.order) != list(range(len(students))):
            raise ValueError("the new order does not name every student once")
        back = [0] * len(self.order)
        for new, old in enumerate(self.order):
            back[old] = new
        reordered = tuple(students[old] for old in self.order)
        return book.with_students(self.group, reordered), ReorderStudents(self.group, tuple(back))


@dataclass(frozen=True, slots=True)
class InsertColumn:
    """A new grade column at position `at`, with its grades for both groups (empty where none are given)."""

    at: int
    column: Column
    past: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        def filled(students: tuple[Student, ...], grades: tuple[str, ...]) -> tuple[Student, ...]:
            texts = grades or ("",) * len(students)
            return tuple(
                replace(student, grades=(*student.grades[: self.at], text, *student.grades[self.at :]))
                for student, text in zip(students, texts, strict=True)
            )

        new = replace(
            book,
            columns=(*book.columns[: self.at], self.column, *book.columns[self.at :]),
            past=filled(book.past, self.past),
            this_year=filled(book.this_year, self.this_year),
        )
        return new, RemoveColumn(self.at)


@dataclass(frozen=True, slots=True)
class RemoveColumn:
    """Take out the grade column at position `at` and all its grades. A book keeps at least one column."""

    at: int

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        if len(book.columns) == 1:
            raise ValueError("the last grade column cannot be removed")

        def without(students: tuple[Student, ...]) -> tuple[Student, ...]:
            at = self.at
            return tuple(replace(s, grades=s.grades[:at] + s.grades[at + 1 :]) for s in students)

        inverse = InsertColumn(
            self.at,
            book.columns[self.at],
            tuple(student.grades[self.at] for student in book.past),
            tuple(student.grades[self.at] for student in book.this_year),
        )
        columns = book.columns[: self.at] + book.columns[self.at + 1 :]
        return replace(book, columns=columns, past=without(book.past), this_year=without(book.this_year)), inverse


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """Give the column at position `at` another name or maximum. The grades stay as typed."""

    at: int
    column: Column

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        columns = (*book.columns[: self.at], self.column, *book.columns[self.at + 1 :])
        return replace(book, columns=columns), ChangeColumn(self.at, book.columns[self.at])


@dataclass(frozen=True, slots=True)
class ReplaceBook:
    """Another grade book in place of this one: an import, an empty class."""

    book: Gradebook

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        return self.book, ReplaceBook(book)


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits, one after the other, as one step."""

    edits: tuple[Edit, ...]

    def apply(self, book: Gradebook) -> tuple[Gradebook, Edit]:
        inverses: list[Edit] = []
        for edit in self.edits:
            book, inverse = edit.apply(book)
            inverses.append(inverse)
        return book, Together(tuple(reversed(inverses)))
