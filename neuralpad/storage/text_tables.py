"""Tables in text files: which sign parts the cells, and the cells themselves."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from neuralpad.core.problems import Problem

SEPARATORS = ("\t", ";", ",", "|", " ")
"""Signs that part cells. Where several would do, the first is meant: the later ones occur within cells too."""

MAX_ROWS = 1_000_000
MAX_COLUMNS = 1000
MAX_CELLS = 6_000_000
MAX_CELL_TEXT = 32_767
"""What a spreadsheet program puts into one cell at most."""

_SAMPLE_ROWS = 200
_SENTINEL = "\x02end\x02"  # no text that passes `_refuse_other_formats` holds it
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BACKSLASHED = re.compile(r'\\"\w')  # where quotation marks are doubled, none stands alone before a letter
_NUMBER = re.compile(r"[+\-]?\d+([.,]\d+)?%?")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they stand in the file: cells without surrounding blanks, each row with the line it begins on, from 1."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    separator: str


@dataclass(frozen=True, slots=True)
class _Manner:
    """How cells are written."""

    separator: str
    quote: str = '"'
    escape: str | None = None


def split_text(text: str, separator: str | None = None) -> Rows:
    """The cells of a text; blank lines are left out.

    Parameters
    ----------
    text : str
        The whole text, with line ends of any kind.
    separator : str, optional
        The sign between two cells, one of `SEPARATORS`; found out if not given.

    Raises
    ------
    Problem
        If the text is no table, a quotation mark is never closed, or the table is larger than the limits above.
    """
    text = text.rstrip("\x1a\x00")  # what DOS and some gradebook programs put at the end
    _refuse_other_formats(text)
    first_line = 1
    told = _SEPARATOR_LINE.match(text)
    if told and told.group(1) in SEPARATORS:  # Excel's way of saying it
        separator = separator or told.group(1)
        text = text[told.end() :]
        first_line = 2
    manner = _manner(text, separator or guess_separator(text))
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    total = 0
    for line, row in _read(text, manner, first_line):
        if not any(row):
            continue
        total += len(row)
        if len(cells) == MAX_ROWS or total > MAX_CELLS:
            raise Problem("The table is too large: line {line} is the first that does not fit in.", line=line)
        if len(row) > MAX_COLUMNS:
            raise Problem("Line {line} has {count} cells. Is this a table?", line=line, count=len(row))
        cells.append(row)
        lines.append(line)
    return Rows(tuple(cells), tuple(lines), manner.separator)


def guess_separator(text: str) -> str:
    """The sign that parts the cells, judged by the first rows; a comma where there is only one cell a line."""
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        score = _score(text, separator)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best


def _score(text: str, separator: str) -> float:
    """How well a sign does as a separator, 0…2: rows equally long, cells that are one thing each."""
    if separator not in text:
        return 0.0
    rows: list[tuple[str, ...]] = []
    with contextlib.suppress(Problem):  # then the rows above judge
        rows.extend(row for _, row in islice(_read(text, _manner(text, separator), 1), _SAMPLE_ROWS) if any(row))
    if not rows:
        return 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width < 2:
        # A title of several lines may stand above a short table.
        width, count = max((pair for pair in Counter(map(len, rows)).items() if pair[0] > 1), default=(1, 0))
    if width < 2 or (separator == " " and count < 0.9 * len(rows)):
        return 0.0
    filled = [cell for row in rows for cell in row if cell]
    rivals = [sign for sign in SEPARATORS[:4] if sign not in (separator, ",")]
    mixed = sum(any(sign in cell for sign in rivals) for cell in filled)
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in filled)
    return count / len(rows) * (1 - mixed / len(filled)) + numbers / len(filled)


def _manner(text: str, separator: str) -> _Manner:
    head = text[:20_000]
    if '"' in head:
        return _Manner(separator, escape="\\" if _BACKSLASHED.search(head) else None)
    sign = re.escape(separator)
    lines = head.splitlines()
    single = re.compile(rf"(^|{sign})'[^']*'({sign}|$)")
    quoted = sum(single.search(line) is not None for line in lines)
    return _Manner(separator, quote="'" if lines and quoted > 0.5 * len(lines) else '"')


def _read(text: str, manner: _Manner, first_line: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row with the line it begins on. A last line of our own shows whether a quotation mark was left open."""

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            yield line.strip(" \r\n") + "\n" if manner.separator == " " else line
        yield "\n"
        yield _SENTINEL

    reader = csv.reader(
        lines(),
        delimiter=manner.separator,
        quotechar=manner.quote,
        escapechar=manner.escape,
        skipinitialspace=True,
    )
    begin = first_line
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Problem("Line {line} cannot be read as cells of a table.", line=begin) from error
        if row is None or row == [_SENTINEL]:
            return
        if any(_SENTINEL in cell for cell in row):
            raise Problem("Line {line}: a quotation mark is opened there and never closed.", line=begin)
        longest = max(map(len, row), default=0)
        if longest > MAX_CELL_TEXT:
            raise Problem(
                "Line {line}: a cell holds {count} characters. Is a quotation mark left open?",
                line=begin,
                count=longest,
            )
        yield begin, tuple([cell.strip() for cell in row])
        begin = first_line + reader.line_num


def _refuse_other_formats(text: str) -> None:
    start = text[:2000].lstrip()
    if start.startswith("<"):
        raise Problem(
            "This is a web page or an XML file, whatever its ending says. "
            "Open it in a spreadsheet program and save it as CSV or XLSX."
        )
    if start.startswith(("{", "[")) and '":' in start:
        raise Problem("This is a document of another kind (JSON), not a table.")
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Problem(
            "Line {line} holds a character that no text has (number {code}). "
            "The file is damaged, or it is not a table of text.",
            line=line,
            code=ord(found.group()),
        )
