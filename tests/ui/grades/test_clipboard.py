"""The text of the clipboard and the cells it stands for."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.ui.grades.clipboard import cells_from_text, text_from_cells, without_blank_end


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", ()),
        ("a", (("a",),)),
        ("a\tb\nc\td", (("a", "b"), ("c", "d"))),
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("a\rb\r", (("a",), ("b",))),
        ("a\n\nb\n", (("a",), ("",), ("b",))),
        ("\t\n", (("", ""),)),
        ("\n", (("",),)),
        ('"two\nlines"\t5', (("two\nlines", "5"),)),
        ('"two\r\nlines"\t5\r\nb\t6\r\n', (("two\r\nlines", "5"), ("b", "6"))),
        ('"a\tb"\tc', (("a\tb", "c"),)),
        ('"say ""hi"""\tx', (('say "hi"', "x"),)),
        ('""\tx', (("", "x"),)),
        ('"x"\n', (("x",),)),
        # A quote that is not around a whole cell is a quote.
        ('Ann "Andy" Ash\t5', (('Ann "Andy" Ash', "5"),)),
        ('"Andy" Ash\t5\nb\t6', (('"Andy" Ash', "5"), ("b", "6"))),
        ('5"\t6"', (('5"', '6"'),)),
        ('"', (('"',),)),
        # Commas and semicolons are no separators on the clipboard: 7,5 is a grade.
        ("7,5\t8;9", (("7,5", "8;9"),)),
    ],
)
def test_what_spreadsheets_copy(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert cells_from_text(text) == cells


CELL = st.text(st.sampled_from('ab"\t\n\r ,é'), max_size=6)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1, max_size=5)))
def test_any_block_survives_copy_and_paste(rows: list[tuple[str, ...]]) -> None:
    text = text_from_cells(rows)
    if text.endswith("\n") or not text:
        # A block that ends in an empty row of one cell is its own trailing line break, for every spreadsheet.
        return
    assert cells_from_text(text) == tuple(rows)
    assert cells_from_text(text + "\r\n") == tuple(rows)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_quotes_are_read_as_the_csv_module_writes_them(rows: list[tuple[str, ...]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    assert cells_from_text(written.getvalue()) == tuple(rows)


@given(st.text(st.sampled_from('a"\t\n\r'), max_size=40))
def test_any_text_is_read(text: str) -> None:
    cells = cells_from_text(text)
    assert "".join("".join(row) for row in cells).count("a") == text.count("a")


def test_blank_rows_below_are_left_but_not_those_between() -> None:
    block = (("a", "1"), ("", " "), ("b", "2"), ("", ""), ("", ""))
    assert without_blank_end(block) == block[:3]
    assert without_blank_end((("", ""),)) == (("", ""),)
    assert without_blank_end(()) == ()
