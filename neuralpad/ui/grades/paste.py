"""What pasting a block of cells does to the grade book: one edit, and what there is to tell about it. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neuralpad.core.edits import ChangeColumn, Edit, InsertColumn, InsertStudents, RemoveColumn, SetCells, Together
from neuralpad.core.gradebook import NAME_CELL, Column, Gradebook, Group, Student
from neuralpad.core.grades import kept_outcome, read_number, read_outcome
from neuralpad.ui.grades.clipboard import Cells


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste, ready to be made."""

    edit: Edit | None
    """None where there was nothing to paste."""
    rows: int = 0
    """Rows of the table that are filled."""
    columns: int = 0
    columns_left_over: int = 0
    """Columns of the block that did not fit into the table."""
    skipped_header: bool = False
    """Whether the first row held the names of the columns, and was not pasted."""
    took_columns: bool = False
    """Whether the class was empty, and its columns now are those of the block."""


def paste(
    book: Gradebook,
    group: Group,
    block: Cells,
    rows: Sequence[int],
    at: int,
    words: Mapping[str, str],
    headings: tuple[str, str] = ("Student", "Outcome"),
) -> Paste:
    """Paste a block.

    `rows` are the grade book's rows from the chosen one down, in the order in which the table shows them; further rows
    become new students. `at` is the cell the first column goes into. `headings` stand above names and outcomes.
    """
    if not block:
        return Paste(None)
    if book.is_empty and at == NAME_CELL:
        columns = columns_of(block, words)
        if columns is not None and _folded(columns) != _folded(book.columns):
            return _with_columns(book, group, block, rows, columns, words)
    skipped = len(block) > 1 and _is_header(book, block[0], at, headings)
    if skipped:
        block = block[1:]
    width = max(len(row) for row in block)
    room = book.outcome_cell + 1 - at
    fitting = tuple(row[:room] for row in block)
    edit = fill(book, group, fitting, rows, at, words)
    return Paste(edit, len(block), min(width, room), max(width - room, 0), skipped)


def fill(
    book: Gradebook, group: Group, block: Cells, rows: Sequence[int], at: int, words: Mapping[str, str]
) -> Edit | None:
    """The edit that puts a block that fits into these rows and into new ones below."""
    outcome = book.outcome_cell

    def kept(cell: int, text: str) -> str:
        return kept_outcome(text, words) if cell == outcome else text

    students = book.students(group)
    cells = []
    for row, texts in zip(rows, block, strict=False):
        before = students[row].cells
        for cell, text in enumerate(texts, start=at):
            new = kept(cell, text)
            if new != before[cell]:
                cells.append((row, cell, new))
    blank = book.blank_student().cells
    added = []
    for texts in block[len(rows) :]:
        filled = tuple(kept(cell, text) for cell, text in enumerate(texts, start=at))
        added.append(Student.from_cells(blank[:at] + filled + blank[at + len(filled) :]))
    edits: list[Edit] = []
    if cells:
        edits.append(SetCells(group, tuple(cells)))
    if added:
        edits.append(InsertStudents.block(group, len(students), tuple(added)))
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else Together(tuple(edits))


def columns_of(block: Cells, words: Mapping[str, str]) -> tuple[Column, ...] | None:
    """The grade columns of a block that begins with their names: student, grades, and perhaps an outcome.

    None unless it looks so beyond doubt: names above numbers in every column but the first and an outcome at the end.
    """
    header, below = block[0], block[1:]
    width = len(header)
    if width < 2 or any(len(row) > width for row in below):
        return None
    if any(not name.strip() or read_number(name) is not None for name in header[1:]):
        return None

    def texts(cell: int) -> list[str]:
        return [row[cell].strip() for row in below if len(row) > cell and row[cell].strip()]

    def is_numeric(cell: int) -> bool:
        found = texts(cell)
        return bool(found) and sum(read_number(text) is not None for text in found) * 2 > len(found)

    last = texts(width - 1)
    has_outcome = bool(last) and all(read_outcome(text, words) is not None for text in last)
    end = width - 1 if has_outcome else width
    if end < 2 or is_numeric(NAME_CELL) or not all(is_numeric(cell) for cell in range(1, end)):
        return None
    return tuple(Column(name.strip()) for name in header[1:end])


def _with_columns(
    book: Gradebook,
    group: Group,
    block: Cells,
    rows: Sequence[int],
    columns: tuple[Column, ...],
    words: Mapping[str, str],
) -> Paste:
    """Paste into an empty class whose columns become those of the block."""
    shared = min(len(columns), len(book.columns))
    edits: list[Edit] = [ChangeColumn(at, Column(columns[at].name, book.columns[at].maximum)) for at in range(shared)]
    edits += [InsertColumn(at, columns[at]) for at in range(shared, len(columns))]
    edits += [RemoveColumn(at) for at in reversed(range(shared, len(book.columns)))]
    changed, _ = Together(tuple(edits)).apply(book)
    filled = fill(changed, group, block[1:], rows, NAME_CELL, words)
    if filled is not None:
        edits.append(filled)
    return Paste(Together(tuple(edits)), len(block) - 1, len(block[0]), skipped_header=True, took_columns=True)


def _is_header(book: Gradebook, row: Sequence[str], at: int, headings: tuple[str, str]) -> bool:
    """Whether the row repeats the names of the columns it would be pasted into."""
    names = (headings[0], *(column.name for column in book.columns), headings[1])[at:]
    pairs = list(zip(row, names, range(at, book.outcome_cell + 1), strict=False))
    grades = [(text, name) for text, name, cell in pairs if cell not in (NAME_CELL, book.outcome_cell)]
    # What stands above the names is called this and that; the grades' names decide where there are any.
    deciding = grades or [(text, name) for text, name, _ in pairs]
    return all(text.strip().casefold() == name.strip().casefold() for text, name in deciding)


def _folded(columns: tuple[Column, ...]) -> list[str]:
    return [column.name.strip().casefold() for column in columns]
