"""What the columns of a table probably mean. The window and the command line guess alike, because both ask here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.grades import read_number
from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.table_columns import column_facts, guess_decimal, heading_maximum, heading_name, plain_number
from neuralpad.storage.table_layout import guess_header, maximum_row, rows_beside
from neuralpad.storage.table_roles import Candidate, grade_columns, name_columns, outcome_column
from neuralpad.storage.table_words import folded, outcome_vocabulary
from neuralpad.storage.understanding import ColumnReading, Role, Understanding


def guess(
    table: Table,
    *,
    header: int | Literal["guess"] | None = "guess",
    decimal: str | None = None,
    features: Sequence[str] | None = None,
    outcome: str | None = None,
    maximum: float | None = None,
    pass_mark: float | None = None,
    group: Group | None = None,
    like: Gradebook | None = None,
    words: Mapping[str, str] | None = None,
    unnamed: str = "Column {number}",
) -> Understanding:
    """Read the meaning of a table from its headings and its cells; what is given is not guessed.

    Parameters
    ----------
    table : Table
        The table.
    header : int or None, optional
        The row of the headings; None says that there is none.
    decimal : str, optional
        The decimal sign, "." or ",".
    features, outcome : optional
        Names of columns, in any case.
    maximum : float, optional
        Out of how much all grades are.
    pass_mark : float, optional
        From what mark on an outcome counts as passed.
    group : Group, optional
        Whose students these are.
    like : Gradebook, optional
        A class whose columns are to be found again in this table.
    words : mapping, optional
        More words for outcomes, from `core.grades.outcome_words`.
    unnamed : str, optional
        The name of a column without a heading.

    Raises
    ------
    Problem
        If there is no column of a name that is given.
    """
    vocabulary = outcome_vocabulary(words)
    if header == "guess":
        header = guess_header(table.rows, vocabulary)
    sign = decimal or guess_decimal(table.rows)
    skipped = rows_beside(table.rows, header)
    columns = _columns(table, header, skipped, sign, vocabulary, unnamed)

    wanted = tuple(_find(columns, name) for name in features) if features is not None else _columns_like(columns, like)
    told = _find(columns, outcome) if outcome is not None else None
    of_names = name_columns(columns, taken={*wanted, told})
    found = outcome_column(columns, taken={*of_names, *wanted}) if told is None else None
    of_outcome = found.at if found else told
    of_grades = wanted or grade_columns(columns, taken={*of_names, of_outcome}, has_outcome=of_outcome is not None)

    roles: dict[int | None, Role] = {of_outcome: Role.OUTCOME}
    roles.update(dict.fromkeys(of_grades, Role.GRADE))
    roles.update(dict.fromkeys(of_names, Role.NAME))
    if group is None:
        group = Group.PAST if of_outcome is not None and columns[of_outcome].facts.filled_outcomes else Group.THIS_YEAR
    best_marks = _best_marks(columns, of_grades, maximum, like if group is Group.THIS_YEAR else None)
    readings = tuple(
        ColumnReading(
            column.at,
            column.name,
            roles.get(column.at, Role.IGNORED),
            best_marks.get(column.at, column.maximum),
            column.facts.is_numeric and not column.facts.is_outcome,
        )
        for column in columns
    )
    if pass_mark is None and of_outcome is not None and readings[of_outcome].is_numeric:
        pass_mark = readings[of_outcome].maximum / 2
    understanding = Understanding(readings, header, pass_mark, sign, group, skipped)
    return replace(understanding, is_obvious=_is_obvious(understanding, columns))


def _columns(
    table: Table, header: int | None, skipped: Sequence[int], decimal: str, words: Mapping[str, str], unnamed: str
) -> tuple[Candidate, ...]:
    """All columns of a table with what is known of them before any has a role."""
    beside = {*skipped, header}
    students = [row for at, row in enumerate(table.rows) if at not in beside]
    cells = list(zip(*students, strict=True)) if students else [()] * table.width
    headings = table.rows[header] if header is not None else ("",) * table.width
    best = maximum_row(table.rows, header)
    columns: list[Candidate] = []
    taken: set[str] = set()
    for at, heading in enumerate(headings):
        facts = column_facts(cells[at], decimal, words)
        told = heading_maximum(heading, facts)
        if told is None and best is not None:
            told = read_number(plain_number(table.rows[best][at], decimal)) or None
        name = _unused(heading_name(heading, facts) or unnamed.format(number=at + 1), taken)
        columns.append(Candidate(at, heading, name, facts, told or facts.scale, is_maximum_told=told is not None))
    return tuple(columns)


def _unused(name: str, taken: set[str]) -> str:
    """The name, with a number after it where an earlier column has the same."""
    number, unused = 1, name
    while folded(unused) in taken:
        number += 1
        unused = f"{name} {number}"
    taken.add(folded(unused))
    return unused


def _find(columns: Sequence[Candidate], name: str) -> int:
    """The place of the column of this name: as it stands, or but for case, accents and blanks."""
    exact = [column.at for column in columns if name in (column.name, column.heading)]
    alike = [column.at for column in columns if folded(name) in (folded(column.name), folded(column.heading))]
    for at in (*exact, *alike):
        return at
    raise Problem(
        "There is no column called “{name}”. The columns are: {columns}.",
        name=name,
        columns=", ".join(column.name for column in columns[:40]) + (", …" if len(columns) > 40 else ""),
    )


def _columns_like(columns: Sequence[Candidate], like: Gradebook | None) -> tuple[int, ...]:
    """The places of the columns of a class; nothing if one of them is not in the table."""
    if like is None:
        return ()
    by_name = {folded(column.name): column.at for column in columns}
    places = tuple(by_name.get(folded(column.name), -1) for column in like.columns)
    return () if -1 in places else places


def _best_marks(
    columns: Sequence[Candidate], grades: Sequence[int], maximum: float | None, like: Gradebook | None
) -> dict[int, float]:
    """Out of how much each grade column is."""
    if maximum is not None:
        return dict.fromkeys(grades, maximum)
    marks = {at: columns[at].maximum for at in grades}
    # A class in which nobody got a 6 in one of the tests still marks all of them up to 6.
    small = [at for at in grades if not columns[at].is_maximum_told and marks[at] in (4.0, 5.0, 6.0)]
    marks.update(dict.fromkeys(small, max((marks[at] for at in small), default=0.0)))
    if like is not None:
        known = {folded(column.name): column.maximum for column in like.columns}
        marks.update({at: known[folded(columns[at].name)] for at in grades if folded(columns[at].name) in known})
    return marks


def _is_obvious(understanding: Understanding, columns: Sequence[Candidate]) -> bool:
    """Whether a teacher would wonder at being asked what the table means."""
    outcome = understanding.outcome
    if understanding.problem or understanding.header is None or outcome is None or not understanding.names:
        return False
    if understanding.group is not Group.PAST or understanding.pass_mark is not None:
        return False
    facts = columns[outcome.at].facts
    if not facts.is_outcome or not (facts.strong or columns[outcome.at].is_headed_as_outcome):
        return False
    if any(reading.role is Role.IGNORED and columns[reading.at].facts.filled for reading in understanding.columns):
        return False
    if any(at > understanding.header for at in understanding.skipped):
        return False
    for reading in understanding.grades:
        column = columns[reading.at]
        if column.facts.numbers < 0.9 * column.facts.filled:
            return False
        if not column.is_maximum_told and not (reading.maximum == 100.0 and column.facts.highest > 20.0):
            return False
    return True
