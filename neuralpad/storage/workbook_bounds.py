"""A look at a workbook before it is read: what the reader trusts it in must be true.

The reader (calamine) keeps a sheet as one block from its first to its last cell, reserves memory for as many texts as
are announced, and waits for ever for the end of an OpenDocument part that breaks off. One forgotten or malicious value
in the last cell that a spreadsheet program has would make 17 thousand million cells and end the program, with all that
is unsaved. Formats: ECMA-376 part 1, 18.3.1.4 and 18.4.9 (xlsx); [MS-CFB] and [MS-XLS] 2.4 (xls).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from neuralpad.core.problems import Problem

MAX_BLOCK = 12_000_000
MAX_UNPACKED = 400_000_000

_UNREADABLE = (
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_CELL = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,4})([0-9]{1,9})""")
_HUGE_COUNT = re.compile(
    rb"""[cC]ount\s*=\s*["']\s*\+?0*[1-9][0-9]{7}"""
)  # the reader reserves memory by what it is told
_CHUNK = 1 << 20
_OVERLAP = 64
_CELL_RECORDS = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406))
_BEGIN_OF_SHEET = 0x0809
_SHARED_STRINGS = 0x00FC
_DIMENSIONS = 0x0200
_ALL_OF_A_SHEET = 65_536 * 256
_END_OF_CHAIN = 0xFFFFFFF0


def check_bounds(data: bytes) -> None:
    """Raise a `Problem` if a sheet of this workbook (xlsx, ods or xls) is too large to be a class, or is damaged."""
    if data.startswith(b"PK"):
        _check_zip(data)
    else:
        _check_xls(data)


class _Block:
    """The rectangle around all cells seen so far."""

    def __init__(self) -> None:
        self.rows: tuple[int, int] | None = None
        self.columns: tuple[int, int] | None = None

    def add(self, row: int, column: int) -> None:
        first_row, last_row = self.rows or (row, row)
        first_column, last_column = self.columns or (column, column)
        self.rows = min(first_row, row), max(last_row, row)
        self.columns = min(first_column, column), max(last_column, column)

    def check(self) -> None:
        if self.rows is None or self.columns is None:
            return
        area = (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)
        if area > MAX_BLOCK:
            raise Problem(
                "A sheet of this workbook reaches to row {row} and column {column}. That is too large to be a class: "
                "is there a forgotten cell far away from the others?",
                row=self.rows[1],
                column=self.columns[1],
            )


def _damaged() -> Problem:
    return Problem("The workbook is damaged, or not a workbook.")


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.filename.endswith("xl/workbook.bin") for member in members):
                raise Problem("Workbooks of the kind XLSB cannot be read. Save it as XLSX.")
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise Problem("The workbook is too large to be a class.")
            for member in members:
                if member.filename.casefold().endswith((".xml", ".rels")):
                    _check_part(archive, member)
    except _UNREADABLE as error:
        raise _damaged() from error


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """The reader waits for ever for the end of a part that breaks off, so each is parsed once beforehand."""
    block = _Block()
    column_numbers: dict[bytes, int] = {}
    rest = b""
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            text = rest + chunk
            rest = text[-_OVERLAP:]
            if _HUGE_COUNT.search(text):
                raise _damaged()
            for column, row in _corners(_CELL.findall(text), column_numbers):
                block.add(row, column)
        parser.Parse(b"", True)
    block.check()


def _refuse_entities(*_: object) -> None:
    raise _damaged()


def _corners(found: list[tuple[bytes, bytes]], column_numbers: dict[bytes, int]) -> Iterator[tuple[int, int]]:
    """The (column, row) of the outermost cells: a few, so that a large sheet costs one pass."""
    if not found:
        return
    rows = [int(digits) for _, digits in found]
    for letters in {letters for letters, _ in found}:
        if letters not in column_numbers:
            column_numbers[letters] = _column_number(letters)
    columns = [column_numbers[letters] for letters, _ in found]
    yield min(columns), min(rows)
    yield max(columns), max(rows)


def _column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_xls(data: bytes) -> None:
    try:
        records = _workbook_stream(data)
        block = _Block()
        at = 0
        while at + 4 <= len(records):
            kind, size = struct.unpack_from("<HH", records, at)
            at += 4
            if kind == _BEGIN_OF_SHEET:
                block.check()
                block = _Block()
            elif kind in _CELL_RECORDS and size >= 4:
                row, column = struct.unpack_from("<HH", records, at)
                block.add(row + 1, column + 1)
            elif _promises_too_much(kind, records[at : at + size], len(records)):
                raise _damaged()
            at += size
        block.check()
    except (struct.error, IndexError, RecursionError) as error:
        raise _damaged() from error


def _promises_too_much(kind: int, body: bytes, length: int) -> bool:
    """Whether a record announces more cells or texts than there can be; the reader reserves memory for them."""
    if kind == _SHARED_STRINGS:
        (count,) = struct.unpack_from("<I", body, 4)
        return bool(3 * count > length)
    if kind == _DIMENSIONS:
        layout = "<HHHH" if len(body) == 10 else "<IIHH"
        first_row, last_row, first_column, last_column = struct.unpack_from(layout, body)
        return bool((last_row - first_row) * (last_column - first_column) > _ALL_OF_A_SHEET)
    return False


def _workbook_stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of a compound file; empty where there is none."""
    sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= sector_shift <= 20 or not 4 <= mini_shift <= sector_shift:
        raise _damaged()
    directory_start, _, mini_cutoff, mini_start, _, more_start, _ = struct.unpack_from("<IIIIIII", data, 48)
    size = 1 << sector_shift

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    fat_sectors = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while more_start < _END_OF_CHAIN and more_start not in seen:
        seen.add(more_start)
        *numbers, more_start = struct.unpack(f"<{size // 4}I", sector(more_start))
        fat_sectors.extend(numbers)
    fat: list[int] = []
    for number in fat_sectors:
        if number < _END_OF_CHAIN:
            fat.extend(struct.unpack(f"<{size // 4}I", sector(number)))

    def chain(start: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < _END_OF_CHAIN and start not in seen:
            seen.add(start)
            parts.append(sector(start))
            start = fat[start]
        return b"".join(parts)

    directory = chain(directory_start)
    entries: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - 127, 128):
        name_size = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(name_size, 64) - 2, 0)].decode("utf-16-le", errors="replace")
        entries[name] = struct.unpack_from("<II", directory, at + 116)
    start, length = entries.get("Workbook") or entries.get("Book") or (0, 0)
    if length >= mini_cutoff:
        return chain(start)[:length]
    mini_stream = chain(entries.get("Root Entry", (_END_OF_CHAIN, 0))[0])
    mini_fat_bytes = chain(mini_start)
    mini_fat = struct.unpack(f"<{len(mini_fat_bytes) // 4}I", mini_fat_bytes)
    parts: list[bytes] = []
    visited: set[int] = set()
    while length and start < _END_OF_CHAIN and start not in visited:
        visited.add(start)
        parts.append(mini_stream[start << mini_shift : (start + 1) << mini_shift])
        start = mini_fat[start]
    return b"".join(parts)[:length]
