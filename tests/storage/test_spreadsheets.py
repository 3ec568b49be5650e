"""Text tables: every usual way of writing one gives the same cells, and what is no table says where and why."""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table, is_table_file, read_table
from neuralpad.storage.text_tables import MAX_CELL_TEXT, MAX_COLUMNS, split_text

ROWS = (
    ("Name", "Class work", "Oral", "Final exam"),
    ("Amira K.", "82", "88", "pass"),
    ("Müller, Jörg", "55", "61", "fail"),
    ('Zoë "Zed" Ångström', "91", "", "pass"),
)


def read(tmp_path: Path, content: str | bytes, written_in: str = "utf-8", **how: str) -> Table:
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(written_in))
    return read_table(path, **how)


def written(rows: Sequence[Sequence[str]], separator: str, end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The table as the standard library writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_in_every_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    table = read(tmp_path, written(ROWS, separator), encoding)
    assert table.rows == ROWS
    assert table.separator == separator


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_MINIMAL])
def test_every_line_end_and_manner_of_quoting(tmp_path: Path, end: str, quoting: int) -> None:
    assert read(tmp_path, written(ROWS, ";", end, quoting)).rows == ROWS
    assert read(tmp_path, written(ROWS, ";", end, quoting).rstrip("\r\n")).rows == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a;7,5;8,25\nb;6,0;9,5\n", (("a", "7,5", "8,25"), ("b", "6,0", "9,5")), id="comma in numbers"),
        pytest.param("a,7.5\nb,6\n", (("a", "7.5"), ("b", "6")), id="point in numbers"),
        pytest.param("7,5;8,5\n6,5;9,5\n", (("7,5", "8,5"), ("6,5", "9,5")), id="numbers alone"),
        pytest.param("Lee, Ann\t5\nDay, Bob\t6\n", (("Lee, Ann", "5"), ("Day, Bob", "6")), id="commas in names"),
        pytest.param("Lee, Ann;5\nDay, Bob;6\n", (("Lee, Ann", "5"), ("Day, Bob", "6")), id="the same, semicolons"),
        pytest.param("Test Exam\n5 pass\n 6   fail \n", (("Test", "Exam"), ("5", "pass"), ("6", "fail")), id="blanks"),
        pytest.param("Lee, Ann|x\nDay, Bob|y\n", (("Lee, Ann", "x"), ("Day, Bob", "y")), id="bars, no numbers"),
        pytest.param("sep=;\na;b\n1;2\n", (("a", "b"), ("1", "2")), id="told by Excel"),
        pytest.param("sep=,\na;1,b;2\n", (("a;1", "b;2"),), id="told against the look of it"),
        pytest.param("a, 1 ,  x y \n", (("a", "1", "x y"),), id="blanks around"),
        pytest.param('"a","b\nc"\n"d ""e""",2\n', (("a", "b\nc"), ('d "e"', "2")), id="line breaks and quotes"),
        pytest.param('"a \\"b\\"",1\n"c",2\n', (('a "b"', "1"), ("c", "2")), id="quotes with backslashes"),
        pytest.param("'Lee, Ann',5\n'Day, Bob',6\n", (("Lee, Ann", "5"), ("Day, Bob", "6")), id="single quotes"),
        pytest.param("O'Neil,5\nD'Arcy,6\n", (("O'Neil", "5"), ("D'Arcy", "6")), id="apostrophes"),
        pytest.param("a,1\n\n,,\nb,2\n\n", (("a", "1"), ("b", "2")), id="blank rows"),
        pytest.param("a,1,,,\nb,2,,,\n", (("a", "1"), ("b", "2")), id="empty columns at the right"),
        pytest.param("a,1\nb\nc,3,x\n", (("a", "1", ""), ("b", "", ""), ("c", "3", "x")), id="ragged"),
        pytest.param("a,1\nb,2\n\x1a", (("a", "1"), ("b", "2")), id="an end mark of DOS"),
        pytest.param("Ann\nBob\n", (("Ann",), ("Bob",)), id="one column"),
        pytest.param("Spring\n\na;b\n1;2\n3;4\n", (("Spring", ""), ("a", "b"), ("1", "2"), ("3", "4")), id="a title"),
    ],
)  # fmt: skip
def test_tables_as_schools_write_them(tmp_path: Path, text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read(tmp_path, text).rows == rows


def test_rows_know_their_lines(tmp_path: Path) -> None:
    table = read(tmp_path, 'sep=,\na,1\n\n"b\nb\nb",2\nc,3\n')
    assert table.rows == (("a", "1"), ("b\nb\nb", "2"), ("c", "3"))
    assert table.lines == (2, 4, 7)


def test_what_is_asked_for_is_not_guessed(tmp_path: Path) -> None:
    table = read(tmp_path, "a;1,5\nb;2,5\n", separator=",")
    assert table.rows == (("a;1", "5"), ("b;2", "5"))
    assert read(tmp_path, "é;1\n".encode("cp1252"), encoding="mac_roman").rows == (("È", "1"),)


WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=8).map(str.strip)
TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_written_is_read(rows: list[list[str]], separator: str, end: str) -> None:
    text = written(rows, separator, end, csv.QUOTE_ALL)
    expected = tuple(tuple(row) for row in rows if any(row))
    assert split_text(text, separator).cells == expected


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 99)), min_size=2, max_size=20), st.sampled_from(";\t|"))
def test_the_separator_is_found_beside_decimal_commas(numbers: list[tuple[int, int]], separator: str) -> None:
    rows = [[f"Student {at}", f"{whole},{part:02}", "pass"] for at, (whole, part) in enumerate(numbers)]
    assert split_text(written(rows, separator)).separator == separator


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_a_problem(text: str) -> None:
    try:
        rows = split_text(text)
    except Problem:
        return
    assert len(rows.cells) == len(rows.lines)
    assert sorted(rows.lines) == list(rows.lines)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"a,1\nb\x00b,2\n", "Line 2 holds a character", id="NUL"),
        pytest.param(b"a,1\nb\x07,2\n", "Line 2 holds a character", id="bell"),
        pytest.param(bytes(range(256)) * 20, "holds a character", id="junk"),
        pytest.param(b"%PDF-1.7\n...", "file of the kind PDF", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "file of the kind PNG", id="PNG"),
        pytest.param(b"PK\x03\x04rest", "workbook is damaged", id="zip that is none"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "workbook is damaged", id="xls that is none"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table>", "web page", id="HTML called CSV"),
        pytest.param(b'{"version": 1, "students": []}', "JSON", id="JSON"),
        pytest.param(b"", "nothing in class.csv", id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n\r\n,,\r\n", "nothing in class.csv", id="blank"),
        pytest.param(b'a,1\nb,2\n"c,3\nd,4\n', "Line 3: a quotation mark is opened there", id="quote left open"),
        pytest.param(b"a,1\nb," + b"x" * (MAX_CELL_TEXT + 1) + b"\n", "Line 2: a cell holds 32768", id="long cell"),
        pytest.param(b"a,1\n" + b"x" * 200_000 + b"\n", "Line 2 cannot be read", id="very long cell"),
        pytest.param(b"a,1\n" + b"," * MAX_COLUMNS + b"1\n", "Line 2 has 1001 cells", id="wide row"),
    ],
)
def test_what_is_no_table_says_where_and_why(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(Problem, match=says):
        read(tmp_path, content)


def test_a_sparse_giant_is_refused_before_it_is_filled_up(tmp_path: Path) -> None:
    """A row of a thousand cells among many short ones would become a thousand times as large."""
    with pytest.raises(Problem, match="too large"):
        read(tmp_path, "a,b\n" * 20_000 + "x," * 900 + "x\n")


def test_files_that_cannot_be_opened_say_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"no file .*gone\.csv"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(Problem, match="is not a file"):
        read_table(tmp_path)
    with pytest.raises(Problem, match="cannot be opened"):
        read_table("a\0b.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Problem, match="is not a file"):
        read_table(tmp_path / "pipe.csv")


def test_a_file_of_many_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Problem, match="too large: 200 MB"):
        read_table(path)


def test_tables_are_told_by_their_ending() -> None:
    assert all(map(is_table_file, ("a.csv", "B.XLSX", "c.tsv", "d.ods", "e.txt", "f.xls")))
    assert not any(map(is_table_file, ("a.neuralpad", "b", "c.pdf", "csv")))


def test_ten_thousand_rows_take_no_time_one_can_feel(tmp_path: Path) -> None:
    row = ";".join(str(number) for number in range(33))
    text = "\n".join(f'"Student {at}";{row}' for at in range(10_000))
    begin = time.perf_counter()
    table = read(tmp_path, text)
    assert time.perf_counter() - begin < 2.0  # 0.1 s on an idle machine
    assert (len(table.rows), table.width) == (10_000, 34)
