"""Which rows of a table are students: not the title above, not the headings, not the averages below."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Mapping, Sequence

from neuralpad.core.grades import read_number
from neuralpad.storage.table_words import (
    GRADES,
    IDENTIFIERS,
    NAMES,
    OTHERS,
    OUTCOMES,
    is_maximum_row,
    is_total_row,
    tokens,
)

_FIRST_ROWS = 60
_LAST_TITLE = 12
_LAST_TOTALS = 12
_KNOWN = NAMES | IDENTIFIERS | GRADES | OUTCOMES | OTHERS

Cells = Sequence[Sequence[str]]


def first_full_row(rows: Cells) -> int:
    """The first row that is as full as the others are: what stands above it is a title."""
    head = rows[:_FIRST_ROWS]
    filled = [sum(map(bool, row)) for row in head]
    enough = max(2, math.ceil(0.6 * statistics.median(filled))) if filled else 0
    return next((at for at, count in enumerate(filled[:_LAST_TITLE]) if count >= enough), 0)


def guess_header(rows: Cells, words: Mapping[str, str]) -> int | None:
    """The row of the headings; None if the first full row is a student already."""
    at = first_full_row(rows)
    below = rows[at + 1 : at + _FIRST_ROWS]
    if not below:
        return None
    heading = rows[at]
    known = sum(any(word in _KNOWN for word in tokens(cell)) for cell in heading if read_number(cell) is None)
    votes = 0
    numbers_in_heading: list[float] = []
    for column, cell in enumerate(heading):
        texts = [row[column] for row in below if row[column]]
        if not cell or not texts:
            continue
        number = read_number(cell)
        is_word = words.get(cell.casefold()) is not None
        if sum(read_number(text) is not None for text in texts) >= 0.7 * len(texts):
            if number is None:
                votes += 1
            else:
                numbers_in_heading.append(number)
        elif sum(text.casefold() in words for text in texts) >= 0.8 * len(texts):
            votes += -1 if is_word else 1
    if known and _counts_up(numbers_in_heading):
        numbers_in_heading = []
    return at if votes + known - len(numbers_in_heading) > 0 else None


def _counts_up(numbers: Sequence[float]) -> bool:
    """Tests that are headed 1, 2, 3 or by years."""
    return all(later - earlier == 1 for earlier, later in itertools.pairwise(numbers))


def maximum_row(rows: Cells, header: int | None) -> int | None:
    """The row just below the headings that says out of how much each column is, if there is one."""
    if header is None:
        return None
    for at in range(header + 1, min(header + 3, len(rows))):
        if is_maximum_row(_first_text(rows[at])):
            return at
    return None


def rows_beside(rows: Cells, header: int | None) -> tuple[int, ...]:
    """Rows that are no students: titles, headings repeated, the row of maxima, averages and totals at the end."""
    skipped = set(range(first_full_row(rows) if header is None else header))
    last = maximum_row(rows, header)
    if last is not None:
        skipped.add(last)
    if header is not None:
        heading = rows[header]
        skipped.update(at for at in range(header + 1, len(rows)) if rows[at] == heading)
    begin = max(len(rows) - _LAST_TOTALS, 0 if header is None else header + 1)
    skipped.update(at for at in range(begin, len(rows)) if is_total_row(_first_text(rows[at])))
    return tuple(sorted(skipped))


def _first_text(row: Sequence[str]) -> str:
    """The first cell that is filled, if it is no number."""
    first = next((cell for cell in row if cell), "")
    return "" if read_number(first) is not None else first
