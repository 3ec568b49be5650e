"""The text that spreadsheets put on the clipboard, and the cells it stands for. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cells = tuple[tuple[str, ...], ...]

# A cell in quotes may hold tabs, line breaks and doubled quotes; a quote anywhere else is an ordinary character.
_CELL = re.compile(r'(?:"((?>[^"]|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*+))(\t|\r\n|\r|\n|\Z)')
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|\A"')


def cells_from_text(text: str) -> Cells:
    """The rows of a copied block; the line break that spreadsheets put at the end is no row."""
    if not text:
        return ()
    return _quoted_rows(text) if '"' in text else _plain_rows(text)


def text_from_cells(rows: Sequence[Sequence[str]]) -> str:
    """The text with which a spreadsheet takes these cells as they are."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in rows)


def without_blank_end(cells: Cells) -> Cells:
    """The block without the blank rows below it, which come along when too much was selected; one row always stays."""
    end = len(cells)
    while end > 1 and not any(text.strip() for text in cells[end - 1]):
        end -= 1
    return cells[:end]


def _plain_rows(text: str) -> Cells:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return tuple(tuple(line.split("\t")) for line in lines)


def _quoted_rows(text: str) -> Cells:
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    at = 0
    while at < len(text) or row:
        match = _CELL.match(text, at)
        assert match is not None  # the second alternative matches everywhere
        quoted, bare, end = match.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        at = match.end()
        if end != "\t":
            rows.append(tuple(row))
            row = []
    return tuple(rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
