"""Workbooks: read as a teacher sees them, and refused where reading them would end the program.

The workbooks are written by hand here, so that the reader is judged by the formats and not by another program.
"""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table, read_table

Cell = str | float | bool
Sheet = Sequence[Sequence[Cell]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def xlsx(sheets: Mapping[str, Sheet], hidden: Sequence[str] = (), first: tuple[int, int] = (0, 0)) -> bytes:
    """A workbook of these sheets; `first` is the row and column of the first cell, from 0."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MEDIA}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_MEDIA}.worksheet+xml"/>'
            for n in range(len(sheets))
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="r{n}"'
            + (' state="hidden"' if name in hidden else "")
            + "/>"
            for n, name in enumerate(sheets)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(len(sheets))
        )
        + "</Relationships>",
    }
    for n, rows in enumerate(sheets.values()):
        parts[f"xl/worksheets/sheet{n}.xml"] = _xlsx_sheet(rows, first)
    return _zipped(parts)


def _xlsx_sheet(rows: Sheet, first: tuple[int, int]) -> str:
    lines = []
    for at, row in enumerate(rows, start=first[0] + 1):
        cells = []
        for column, value in enumerate(row, start=first[1]):
            place = f'r="{column_letters(column)}{at}"'
            if isinstance(value, bool):
                cells.append(f'<c {place} t="b"><v>{int(value)}</v></c>')
            elif isinstance(value, str):
                cells.append(f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else "")
            else:
                cells.append(f"<c {place}><v>{value!r}</v></c>")
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def ods(sheets: Mapping[str, Sheet], repeated: str = "") -> bytes:
    """An OpenDocument workbook; `repeated` is put into every filled cell as further attributes."""
    tables = []
    for name, rows in sheets.items():
        lines = []
        for row in rows:
            cells = []
            for value in row:
                kind = f'office:value-type="float" office:value="{value!r}"'
                if isinstance(value, str):
                    kind = 'office:value-type="string"'
                text = escape(value) if isinstance(value, str) else f"{value:g}"
                cells.append(f"<table:table-cell {kind} {repeated}><text:p>{text}</text:p></table:table-cell>")
            lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        # As every program does: the sheet goes on, empty, to its last row.
        lines.append(
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
        tables.append(f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>')
    content = (
        f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
        f'xmlns:text="{_OASIS}:text:1.0"><office:body><office:spreadsheet>{"".join(tables)}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def _zipped(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def xls(name: str, rows: Sheet, at: Sequence[tuple[int, int]] = (), padding: int = 4096, more: bytes = b"") -> bytes:
    """A workbook of Excel 97 with one sheet; `at` puts numbers into further cells, `more` are records before the cells.

    With `padding` 0 the stream is short and lies in the file's "mini stream", as that of a small workbook does.
    """
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + more
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", y, x, 0, len(value), 1) + text)
            else:
                sheet += _record(0x0203, struct.pack("<HHHd", y, x, 0, value))
    for y, x in at:
        sheet += _record(0x0203, struct.pack("<HHHd", y, x, 0, 1.0))
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    title = name.encode("utf-16-le")
    end = _record(0x000A, b"")
    offset = len(begin) + 4 + 8 + len(title) + len(end)
    bound = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + title)
    stream = begin + bound + end + sheet
    return _compound(stream.ljust(padding, b"\0"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _compound(stream: bytes) -> bytes:
    """A compound file ([MS-CFB]) with one stream called Workbook: FAT, directory, mini FAT, then the stream."""
    is_mini = len(stream) < 4096
    count = -(-len(stream) // 512)
    first = 3
    fat = [_FAT_SECTOR, _END, _END, *range(first + 1, first + count), _END]
    mini_fat = [*range(1, -(-len(stream) // 64)), _END] if is_mini else []
    directory = _entry("Root Entry", 5, first if is_mini else _END, count * 512 if is_mini else 0, child=1)
    directory += _entry("Workbook", 2, 0 if is_mini else first, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2 if is_mini else _END, int(is_mini), _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    sectors = [_table(fat), directory.ljust(512, b"\0"), _table(mini_fat), stream.ljust(count * 512, b"\0")]
    return header + b"".join(sectors)


def _table(numbers: Sequence[int]) -> bytes:
    assert len(numbers) <= 128
    return struct.pack("<128I", *numbers, *[_FREE] * (128 - len(numbers)))


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    tail = struct.pack("<HBBIII36xIQ", len(text), kind, 1, _FREE, _FREE, child, start, size)
    return text.ljust(64, b"\0") + tail


CLASS: Sheet = [["Name", "Written", "Oral", "Passed"], ["Zoë 李", 15.0, 7.5, "yes"], ["Bob", 8.0, "abs", "no"]]
SHOWN = (("Name", "Written", "Oral", "Passed"), ("Zoë 李", "15", "7.5", "yes"), ("Bob", "8", "abs", "no"))


def read(tmp_path: Path, name: str, content: bytes, sheet: str | None = None) -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return read_table(path, sheet=sheet)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("class.xlsx", xlsx({"8b": CLASS}), id="xlsx"),
        pytest.param("class.ods", ods({"8b": CLASS}), id="ods"),
        pytest.param("class.xls", xls("8b", CLASS), id="xls"),
        pytest.param("small.xls", xls("8b", CLASS, padding=0), id="xls in the mini stream"),
        pytest.param("class.csv", xlsx({"8b": CLASS}), id="xlsx that is called csv"),
    ],
)
def test_a_workbook_shows_what_the_teacher_sees(tmp_path: Path, name: str, content: bytes) -> None:
    table = read(tmp_path, name, content)
    assert table.rows == SHOWN
    assert table.lines == (1, 2, 3)
    assert (table.sheet, table.sheets, table.is_workbook) == ("8b", ("8b",), True)


def test_numbers_have_fifteen_digits_and_no_needless_zeros(tmp_path: Path) -> None:
    rows: Sheet = [["a", "b", "c", "d", "e"], [0.1 + 0.2, 87.0, 0.87, True, -3.5]]
    assert read(tmp_path, "a.xlsx", xlsx({"S": rows})).rows[1] == ("0.3", "87", "0.87", "TRUE", "-3.5")


def test_rows_are_counted_as_in_the_sheet(tmp_path: Path) -> None:
    rows: Sheet = [["Name", "Mark"], ["Ann", 1.0], ["", ""], ["Bob", 2.0]]
    table = read(tmp_path, "a.xlsx", xlsx({"S": rows}, first=(4, 2)))
    assert table.rows == (("Name", "Mark"), ("Ann", "1"), ("Bob", "2"))
    assert table.lines == (5, 6, 8)


def test_the_first_sheet_with_a_table_is_read_and_others_can_be_chosen(tmp_path: Path) -> None:
    content = xlsx({"Cover": [["My class"]], "Secret": CLASS, "8b": CLASS, "8c": [["x", "y"], ["z", 1.0]]}, ["Secret"])
    table = read(tmp_path, "a.xlsx", content)
    assert (table.sheet, table.sheets) == ("8b", ("Cover", "8b", "8c"))
    assert read(tmp_path, "a.xlsx", content, sheet="8c").rows == (("x", "y"), ("z", "1"))
    with pytest.raises(Problem, match="no sheet called 9d"):
        read(tmp_path, "a.xlsx", content, sheet="9d")


def test_a_sheet_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nothing in a\.xlsx"):
        read(tmp_path, "a.xlsx", xlsx({"S": []}))


FAR: Sheet = [["Name", "Mark"], ["Ann", 1.0]]


def with_parts(content: bytes, changed: Mapping[str, str]) -> bytes:
    """A zip with other parts in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    return _zipped({**parts, **changed})


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def far_xlsx() -> bytes:
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    )
    return with_parts(xlsx({"S": FAR}), {"xl/worksheets/sheet0.xml": sheet})


def boastful_xlsx() -> bytes:
    """It announces a hundred thousand million texts and holds one."""
    content = xlsx({"S": FAR})
    relations = "xl/_rels/workbook.xml.rels"
    more = f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    texts = f'<sst xmlns="{_MAIN}" count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>'
    told = part(content, relations).replace("</Relationships>", more)
    return with_parts(content, {"xl/sharedStrings.xml": texts, relations: told})


def endless_ods() -> bytes:
    """Its sheet breaks off in the middle, within a zip that is whole."""
    content = ods({"S": FAR})
    text = part(content, "content.xml")
    return with_parts(content, {"content.xml": text[: text.index("<table:table-row>")]})


def laughing_ods() -> bytes:
    """Entities that grow tenfold at every step."""
    content = ods({"S": FAR})
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = part(content, "content.xml").replace("Ann", "&e11;")
    return with_parts(content, {"content.xml": f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]>{text}'})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(far_xlsx(), id="xlsx: a cell far away"),
        pytest.param(boastful_xlsx(), id="xlsx: too many texts announced"),
        pytest.param(xls("S", FAR, at=[(65_535, 65_535)]), id="xls: a cell far away"),
        pytest.param(xls("S", FAR, at=[(65_535, 65_535)], padding=0), id="xls: the same in the mini stream"),
        pytest.param(
            xls("S", FAR, more=_record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))),
            id="xls: too large a sheet announced",
        ),
        pytest.param(
            xls("S", FAR, more=_record(0x00FC, struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0))),
            id="xls: too many texts announced",
        ),
        pytest.param(ods({"S": FAR}, 'table:number-columns-repeated="1600000"'), id="ods: wide cells"),
        pytest.param(endless_ods(), id="ods: broken off"),
        pytest.param(laughing_ods(), id="ods: entities"),
    ],
)
def test_a_workbook_that_would_take_all_memory_or_never_end_is_refused(tmp_path: Path, content: bytes) -> None:
    """In a process of its own: without the look beforehand the reader ends it, or waits for ever."""
    path = tmp_path / "hostile"
    path.write_bytes(content)
    code = (
        "import sys\nfrom neuralpad.core.problems import Problem\n"
        "from neuralpad.storage.spreadsheets import read_table\n"
        "try: read_table(sys.argv[1])\nexcept Problem as problem: print('refused:', problem)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "too large" in done.stdout or "damaged" in done.stdout


def test_a_zip_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(xlsx({"S": CLASS}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
        for _ in range(420):
            part.write(bytes(1_000_000))
    with pytest.raises(Problem, match="too large"):
        read(tmp_path, "bomb.xlsx", buffer.getvalue())


def test_xlsb_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Save it as XLSX"):
        read(tmp_path, "a.xlsb", _zipped({"xl/workbook.bin": "x"}))


def damaged(content: bytes, rng: random.Random) -> bytes:
    """A few bytes changed; the rest cut off now and then."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        changed[rng.randrange(len(changed))] = rng.choice((rng.randrange(256), ord("9"), ord("Z"), 0xFF))
    return bytes(changed[: rng.randrange(len(changed))] if rng.random() < 0.2 else changed)


def damaged_inside(content: bytes, rng: random.Random) -> bytes:
    """A zip that is whole, with a part that is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    victim = rng.choice(sorted(parts))
    parts[victim] = damaged(parts[victim], rng)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content", [xlsx({"S": CLASS}), ods({"S": CLASS}), xls("S", CLASS)], ids=["xlsx", "ods", "xls"]
)
def test_damaged_workbooks_are_refused_or_read_but_never_end_the_program(tmp_path: Path, content: bytes) -> None:
    rng = random.Random(0)
    for turn in range(200):
        inside = turn % 2 and content.startswith(b"PK")
        try:
            table = read(tmp_path, "damaged", (damaged_inside if inside else damaged)(content, rng))
        except Problem:
            continue
        assert {len(row) for row in table.rows} == {table.width}


def test_dates_are_told_as_dates(tmp_path: Path) -> None:
    content = ods({"S": [["Name", "Day"], ["Ann", "x"]]})
    text = part(content, "content.xml").replace(
        '<table:table-cell office:value-type="string" ><text:p>x</text:p>',
        '<table:table-cell office:value-type="date" office:date-value="2024-05-01"><text:p>1 May</text:p>',
    )
    assert read(tmp_path, "a.ods", with_parts(content, {"content.xml": text})).rows[1] == ("Ann", "2024-05-01")
