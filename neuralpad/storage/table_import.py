"""From a table to a grade book, by what was understood; what the network cannot use is told with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.grades import FAIL, PASS, UNKNOWN, GradeFault, grade_fault, read_number
from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.table_columns import plain_number
from neuralpad.storage.table_words import WEAK_OUTCOMES, folded, outcome_vocabulary
from neuralpad.storage.understanding import Understanding

MOST_PROBLEMS = 200
"""How many places are told; all of them are counted."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table."""

    students: int
    passed: int
    failed: int
    left_out: int
    """Students whom the network cannot use as they stand."""
    problems: tuple[Problem, ...]
    """Places that cannot be read and why, the first `MOST_PROBLEMS` of them."""
    problem_count: int
    skipped: tuple[Problem, ...]
    """Rows that were not taken for students."""


def to_gradebook(
    table: Table,
    understanding: Understanding,
    *,
    words: Mapping[str, str] | None = None,
    title: str = "",
    unnamed: str = "Student {number}",
) -> tuple[Gradebook, ImportReport]:
    """A grade book of its own from a table.

    Grades stay as typed (only signs that group thousands are taken out), outcomes become pass and fail; an outcome that
    cannot be read stays as typed, and the network leaves that student out.

    Parameters
    ----------
    table : Table
        The table.
    understanding : Understanding
        What its columns are; its group says whose students these are.
    words : mapping, optional
        More words for outcomes, from `core.grades.outcome_words`.
    title : str, optional
        The title of the grade book; the name of the file if not given.
    unnamed : str, optional
        The name of a student where the table has no names.

    Raises
    ------
    Problem
        `understanding.problem`, if there is one.
    """
    if understanding.problem:
        raise understanding.problem
    columns = tuple(Column(column.name, column.maximum) for column in understanding.grades)
    places = [column.at for column in understanding.grades]
    students, report = _students(table, understanding, columns, places, words, unnamed)
    book = Gradebook(title or table.path.stem, columns).with_students(understanding.group, students)
    return book, report


def students_for(
    book: Gradebook,
    table: Table,
    understanding: Understanding,
    *,
    words: Mapping[str, str] | None = None,
    unnamed: str = "Student {number}",
) -> tuple[tuple[Student, ...], ImportReport]:
    """Students from a table for a grade book that has its columns already.

    The columns are found by their names; by their order if none is found and there are as many.

    Raises
    ------
    Problem
        If the grade columns of the table do not fit those of the book, or past students have no outcome column.
    """
    places = matching_columns(book, understanding)
    if understanding.group is Group.PAST and understanding.problem:
        raise understanding.problem
    return _students(table, understanding, book.columns, places, words, unnamed)


def matching_columns(book: Gradebook, understanding: Understanding) -> list[int]:
    """Where in the table the columns of a grade book are; raises a `Problem` that says which one is missing."""
    by_name = {folded(column.name): column.at for column in understanding.grades}
    wanted = [folded(column.name) for column in book.columns]
    if all(name in by_name for name in wanted):
        return [by_name[name] for name in wanted]
    if not any(name in by_name for name in wanted) and len(understanding.grades) == len(book.columns):
        return [column.at for column in understanding.grades]
    missing = [column.name for column, name in zip(book.columns, wanted, strict=True) if name not in by_name]
    raise Problem(
        "The class has the grade columns {wanted}, but no grade column of the table is called {missing}.",
        wanted=", ".join(column.name for column in book.columns),
        missing=", ".join(missing),
    )


class _Problems:
    """Collects places that cannot be read. Each sentence is written twice, as translations need it whole."""

    _TEMPLATES = {
        GradeFault.MISSING: (
            "Line {line}, column {column}: there is no grade",
            "Row {line}, column {column}: there is no grade",
        ),
        GradeFault.NOT_A_NUMBER: (
            "Line {line}, column {column}: “{text}” is not a number",
            "Row {line}, column {column}: “{text}” is not a number",
        ),
        GradeFault.NEGATIVE: (
            "Line {line}, column {column}: “{text}” is below 0",
            "Row {line}, column {column}: “{text}” is below 0",
        ),
        GradeFault.TOO_LARGE: (
            "Line {line}, column {column}: “{text}” is above the maximum",
            "Row {line}, column {column}: “{text}” is above the maximum",
        ),
        "outcome": (
            "Line {line}, column {column}: “{text}” says neither passed nor failed",
            "Row {line}, column {column}: “{text}” says neither passed nor failed",
        ),
        "no outcome": (
            "Line {line}, column {column}: there is no outcome",
            "Row {line}, column {column}: there is no outcome",
        ),
        "beside": (
            "Line {line} is not taken for a student: “{text}”",
            "Row {line} is not taken for a student: “{text}”",
        ),
    }

    def __init__(self, table: Table) -> None:
        self.list: list[Problem] = []
        self.count = 0
        self._lines = table.lines
        self._which = int(table.is_workbook)

    def place(self, kind: str, row: int, column: str = "", text: str = "") -> Problem:
        short = text if len(text) <= 40 else text[:39] + "…"
        return Problem(self._TEMPLATES[kind][self._which], line=self._lines[row], column=column, text=short)

    def add(self, kind: str, row: int, column: str, text: str) -> None:
        self.count += 1
        if len(self.list) < MOST_PROBLEMS:
            self.list.append(self.place(kind, row, column, text))


def _students(
    table: Table,
    understanding: Understanding,
    columns: Sequence[Column],
    places: Sequence[int],
    words: Mapping[str, str] | None,
    unnamed: str,
) -> tuple[tuple[Student, ...], ImportReport]:
    """The students of a table. `places` are the table's columns for `columns`."""
    problems = _Problems(table)
    names = [column.at for column in understanding.names]
    outcome = understanding.outcome
    outcomes = OutcomeReader(understanding, words)
    needs_outcome = understanding.group is Group.PAST
    grades = [_Grades(column, understanding.decimal) for column in columns]
    beside = {*understanding.skipped, understanding.header}
    students: list[Student] = []
    passed = failed = left_out = 0
    for row, cells in enumerate(table.rows):
        if row in beside:
            continue
        typed = tuple([grade.kept(cells[at]) for grade, at in zip(grades, places, strict=True)])
        typed_outcome = cells[outcome.at] if outcome else ""
        name = " ".join(" ".join([cells[at] for at in names]).split())
        if not (name or typed_outcome or any(typed)):
            continue
        usable = True
        for grade, text in zip(grades, typed, strict=True):
            fault = grade.fault(text)
            if fault is not None:
                usable = False
                problems.add(fault, row, grade.column.name, text)
        kept = outcomes.kept(typed_outcome)
        passed += kept == PASS
        failed += kept == FAIL
        if outcome and kept not in (PASS, FAIL) and (needs_outcome or kept != UNKNOWN):
            usable = usable and not needs_outcome
            problems.add("no outcome" if kept == UNKNOWN else "outcome", row, outcome.name, typed_outcome)
        left_out += not usable
        students.append(Student(name or unnamed.format(number=len(students) + 1), typed, kept))
    titles = [row for row in understanding.skipped if any(table.rows[row])]
    skipped = tuple(problems.place("beside", row, text=" ".join(filter(None, table.rows[row]))) for row in titles)
    report = ImportReport(
        len(students), passed, failed, left_out, tuple(problems.list), problems.count, skipped[:MOST_PROBLEMS]
    )
    return tuple(students), report


class _Grades:
    """Reads one grade column. The same few texts come again and again, so each is judged once."""

    def __init__(self, column: Column, decimal: str) -> None:
        self.column = column
        self._decimal = decimal
        self._kept: dict[str, str] = {}
        self._faults: dict[str, GradeFault | None] = {}

    def kept(self, text: str) -> str:
        if text not in self._kept:
            self._kept[text] = plain_number(text, self._decimal)
        return self._kept[text]

    def fault(self, text: str) -> GradeFault | None:
        if text not in self._faults:
            self._faults[text] = grade_fault(text, self.column)
        return self._faults[text]


class OutcomeReader:
    """Reads the outcome column, in words or against a pass mark."""

    def __init__(self, understanding: Understanding, words: Mapping[str, str] | None) -> None:
        self._words = outcome_vocabulary(words)
        self._pass_mark = understanding.pass_mark
        self._maximum = understanding.outcome.maximum if understanding.outcome else 0.0
        self._decimal = understanding.decimal
        self._kept: dict[str, str] = {}

    def kept(self, text: str) -> str:
        """What the grade book keeps: pass, fail, nothing, or the text as typed where it is none of them."""
        if text not in self._kept:
            self._kept[text] = self._read(text)
        return self._kept[text]

    def _read(self, text: str) -> str:
        word = text.casefold()
        if self._pass_mark is None:
            return self._words.get(word, text)
        number = read_number(plain_number(text, self._decimal))
        if number is None:
            # Among marks, a dash or an x says that there is none, not that somebody failed.
            return text if word in WEAK_OUTCOMES else self._words.get(word, text)
        if not 0 <= number <= max(self._maximum, self._pass_mark):
            return text
        return PASS if number >= self._pass_mark else FAIL


def with_maxima_of(book: Gradebook, understanding: Understanding) -> Understanding:
    """The same reading with the best marks of the class that the students are to join, where the columns fit."""
    try:
        places = matching_columns(book, understanding)
    except Problem:
        return understanding
    columns = list(understanding.columns)
    for column, at in zip(book.columns, places, strict=True):
        columns[at] = replace(columns[at], maximum=column.maximum)
    return replace(understanding, columns=tuple(columns))
