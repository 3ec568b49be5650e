"""In which order a table shows its students when it is sorted by one of its cells. No Qt here."""

from __future__ import annotations

import unicodedata

from neuralpad.core.gradebook import NAME_CELL, Gradebook, Group
from neuralpad.core.grades import FAIL, PASS, read_number

_OUTCOME_RANK = {PASS: 0, FAIL: 1}


def sorted_rows(book: Gradebook, group: Group, cell: int, descending: bool = False) -> list[int]:
    """The rows of the grade book in sorted order.

    Numbers sort as numbers; text that is no number comes after them, and cells with nothing in them are last, whichever
    the direction. Students who are alike keep the teacher's order.
    """
    students = book.students(group)
    known: list[int] = []
    odd: list[int] = []
    missing: list[int] = []
    keys: dict[int, object] = {}
    for row, student in enumerate(students):
        text = student.cells[cell]
        if not text.strip():
            missing.append(row)
            continue
        key: object
        if cell == NAME_CELL:
            key = _name_key(text)
        elif cell == book.outcome_cell:
            key = _OUTCOME_RANK.get(text)
        else:
            key = read_number(text)
        if key is None:
            odd.append(row)
            key = text.casefold()
        else:
            known.append(row)
        keys[row] = key
    for part in (known, odd):
        part.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]
    return known + odd + missing


def _name_key(text: str) -> tuple[str, str]:
    """É next to E: first without accents, then with them."""
    folded = text.strip().casefold()
    if folded.isascii():
        return folded, folded
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return bare, folded
