"""Encodings: names come out as they were written, whatever program wrote the file."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neuralpad.core.problems import Problem
from neuralpad.storage.text_encoding import ENCODINGS, decode, guess_encoding

WESTERN = "Name;Klasse;Note\nJürgen Müller;8a;5\nRenée Lefèvre;8a;4\nBjörn Ångström;8b;3\nZoë Peña;8b;6\n"
FEW = "Student,A,B,Outcome\nAna,50,60,pass\nJosé,40,50,fail\n"
HEADINGS = "Schüler;Mündlich;Schriftlich;Prüfung\nMax;10;12;bestanden\n"
SIGNS = "Name;Mark\n“Ann”;1\nO’Neil – B;2\nRené;3\n"
POLISH = "Imię;Nazwisko;Ocena\nŁukasz;Wójcik;5\nŻaneta;Gąska;4\nMałgorzata;Święcicka;3\n"
TURKISH = "Öğrenci;Not\nAyşe Yılmaz;50\nÇağrı Işık;60\n"
RUSSIAN = "Имя;Оценка;Экзамен\nИван Петров;5;зачёт\nМария Сидорова;4;зачёт\n"
JAPANESE = "名前;点数;結果\n山田太郎;85;合格\n鈴木花子;40;不合格\n佐藤健;77;合格\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(text, name) for text in (WESTERN, FEW, HEADINGS) for name in ("cp1252", "mac_roman", "latin-1", "cp850")],
        (SIGNS, "cp1252"),
        (SIGNS, "mac_roman"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        *[(text, name) for text in (WESTERN, RUSSIAN, JAPANESE) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32")],
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
    ],
)
def test_names_come_out_as_they_were_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


def test_utf_16_with_a_mark_for_either_order_of_bytes() -> None:
    for mark, name in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert decode(mark + WESTERN.encode(name))[0] == WESTERN


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1))
def test_utf_8_is_recognised_whatever_it_says(text: str) -> None:
    assert decode(text.encode("utf-8"))[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x41")
@example(b"\x81\x8d\x8f\x90\x9d")
def test_any_bytes_can_be_read_as_something(data: bytes) -> None:
    text, name = decode(data)
    assert text.encode(name).removeprefix(codecs.BOM_UTF8) is not None
    assert guess_encoding(data) == name


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding_can_be_asked_for(name: str) -> None:
    assert decode("Name;Mark\n".encode(name), name) == ("Name;Mark\n", name)


def test_bytes_that_the_chosen_encoding_does_not_know_are_told_with_their_line() -> None:
    with pytest.raises(Problem, match=r"Line 3 .* utf-8"):
        decode("a;b\nc;d\nJosé;e\n".encode("cp1252"), "utf-8")
    with pytest.raises(Problem, match="no encoding called klingon"):
        decode(b"a", "klingon")
