"""Tables of other programs: text files with any separator, and workbooks."""

from __future__ import annotations

import datetime
import io
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from neuralpad.core.problems import Problem
from neuralpad.storage.text_encoding import decode
from neuralpad.storage.text_tables import MAX_CELL_TEXT, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, split_text
from neuralpad.storage.workbook_bounds import check_bounds

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
TABLE_SUFFIXES = (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES)
"""Endings of files that hold tables."""

MAX_BYTES = 64_000_000

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file. All rows are equally long; blank rows are left out."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """The line of the file (the row of the sheet) that each row begins on, from 1."""
    path: Path
    separator: str = ""
    """The sign between two cells; empty for a workbook."""
    encoding: str = ""
    """Python's name of the encoding; empty for a workbook."""
    sheet: str = ""
    """The sheet that was read; empty for a text file."""
    sheets: tuple[str, ...] = ()
    """All sheets that can be seen in the workbook."""

    @property
    def is_workbook(self) -> bool:
        """Whether the table comes from a workbook; else from a text file."""
        return bool(self.sheets)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


def is_table_file(path: str | Path) -> bool:
    """Whether a file holds a table, judged by its ending."""
    return Path(path).suffix.casefold() in TABLE_SUFFIXES


def read_table(
    path: str | Path, *, separator: str | None = None, encoding: str | None = None, sheet: str | None = None
) -> Table:
    """Read a table from a file; what is not given is found out.

    Parameters
    ----------
    path : str or Path
        A text file or a workbook (xlsx, xls, ods); which of them, is seen from its content.
    separator, encoding : str, optional
        The sign between two cells, and Python's name of the encoding, of a text file.
    sheet : str, optional
        The name of the sheet of a workbook; the first one with a table if not given.

    Raises
    ------
    Problem
        If the file cannot be opened or is no table: says where and why.
    """
    path = Path(path)
    data = _content(path)
    if data.startswith((_ZIP, _COMPOUND)):
        cells, lines, name, names = _read_workbook(data, sheet)
        rows, kept = _even(cells, lines)
        table = Table(rows, kept, path, sheet=name, sheets=names)
    else:
        text, used = decode(data, encoding)
        read = split_text(text, separator)
        rows, kept = _even(list(read.cells), list(read.lines))
        table = Table(rows, kept, path, separator=read.separator, encoding=used)
    if not table.rows:
        raise Problem("There is nothing in {file}.", file=path.name)
    return table


def _content(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Problem("{file} is not a file.", file=path.name or str(path))
        if status.st_size > MAX_BYTES:
            raise Problem("{file} is too large: {size} MB.", file=path.name, size=status.st_size // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Problem("There is no file {file}.", file=str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("{file} cannot be opened: {reason}.", file=str(path), reason=reason) from error
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise Problem("{file} is not a table but a file of the kind {kind}.", file=path.name, kind=kind)
    return data


def _even(cells: list[tuple[str, ...]], lines: list[int]) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """Rows of the same length, without columns at the right that are empty all the way down."""
    lengths = set()
    for row in cells:
        length = len(row)
        while length and not row[length - 1]:
            length -= 1
        lengths.add(length)
    width = max(lengths, default=0)
    if width * len(cells) > MAX_CELLS:
        raise Problem("The table is too large: {rows} rows of {columns} cells.", rows=len(cells), columns=width)
    blank = ("",) * width
    rows = [row if len(row) == width else (row + blank)[:width] for row in cells]
    return tuple(rows), tuple(lines)


def _read_workbook(data: bytes, sheet: str | None) -> tuple[list[tuple[str, ...]], list[int], str, tuple[str, ...]]:
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    check_bounds(data)
    try:
        workbook = load_workbook(io.BytesIO(data))
        names = tuple(
            about.name
            for about in workbook.sheets_metadata
            if about.visible == SheetVisibleEnum.Visible and about.typ == SheetTypeEnum.WorkSheet
        )
        if not names:
            raise Problem("The workbook has no sheet with a table.")
        if sheet is not None and sheet not in names:
            raise Problem("The workbook has no sheet called {sheet}.", sheet=sheet)
        chosen = sheet if sheet is not None else _first_with_a_table(workbook, names)
        cells, lines = _sheet_rows(workbook.get_sheet_by_name(chosen))
    except PasswordError as error:
        raise Problem("The workbook is locked with a password. Save it without one.") from error
    except CalamineError as error:
        raise Problem("The workbook is damaged, or not a workbook.") from error
    except Exception:
        raise
    except BaseException as error:
        # A panic of the reader is no Exception; anything else of that kind is none of our business.
        if type(error).__name__ != "PanicException":
            raise
        raise Problem("The workbook is damaged, or not a workbook.") from error
    return cells, lines, chosen, names


def _first_with_a_table(workbook: CalamineWorkbook, names: tuple[str, ...]) -> str:
    """The first sheet of more than a title."""
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height > 1 and sheet.width > 1:
            return name
    return names[0]


def _sheet_rows(sheet: CalamineSheet) -> tuple[list[tuple[str, ...]], list[int]]:
    if sheet.start is None or not sheet.height:
        return [], []
    if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS or sheet.height * sheet.width > MAX_CELLS:
        raise Problem("The table is too large: {rows} rows of {columns} cells.", rows=sheet.height, columns=sheet.width)
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, values in enumerate(sheet.iter_rows(), start=1):
        row = tuple([_shown(value) for value in values])
        if any(row):
            cells.append(row)
            lines.append(line)
    return cells, lines


def _shown(value: object) -> str:
    """A cell's value as a spreadsheet program shows it: 15 and not 15.0, fifteen digits at most."""
    if isinstance(value, str):
        if len(value) > MAX_CELL_TEXT:
            raise Problem("A cell holds {count} characters. Is this a table?", count=len(value))
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)
