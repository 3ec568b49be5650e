"""What a typed cell means."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.gradebook import Column
from neuralpad.core.grades import GradeFault, grade_fault, kept_outcome, outcome_words, read_number, read_outcome

TWENTY = Column("Oral", 20)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("87", 87.0),
        (" 87 ", 87.0),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (",5", 0.5),
        (".5", 0.5),
        ("12.", 12.0),
        ("87%", 87.0),
        ("87 %", 87.0),
        ("+3", 3.0),
        ("-3", -3.0),
        ("−3", -3.0),
        ("0", 0.0),
        ("007", 7.0),
    ],
)
def test_numbers_with_comma_point_and_per_cent(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "abs", "1 2", "1.2.3", "1,234.5", "1e3", "nan", "inf", "--1", "%", ".", ",", "8/10", "0x10", "9" * 400],
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or math.isfinite(value)


@given(st.integers(0, 10**6), st.integers(0, 999), st.sampled_from(",."))
def test_a_decimal_reads_the_same_with_either_sign(whole: int, part: int, sign: str) -> None:
    assert read_number(f"{whole}{sign}{part:03}") == pytest.approx(whole + part / 1000, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0", None),
        ("20", None),
        ("19,99", None),
        ("", GradeFault.MISSING),
        ("  ", GradeFault.MISSING),
        ("abs", GradeFault.NOT_A_NUMBER),
        ("-0,5", GradeFault.NEGATIVE),
        ("20.01", GradeFault.TOO_LARGE),
    ],
)
def test_what_is_wrong_with_a_grade(text: str, fault: GradeFault | None) -> None:
    assert grade_fault(text, TWENTY) == fault


@pytest.mark.parametrize("text", ["pass", "PASSED", " p ", "Yes", "y", "true", "1", "✓", "✔", "+"])
def test_words_for_pass(text: str) -> None:
    assert read_outcome(text) == "pass"


@pytest.mark.parametrize("text", ["fail", "Failed", "F", "no", "N", "false", "0", "✗", "✘", "×", "x", "-", "−"])
def test_words_for_fail(text: str) -> None:
    assert read_outcome(text) == "fail"


@pytest.mark.parametrize("text", ["", "  ", "?", "unknown", "Not known", "n/a"])
def test_words_for_not_known(text: str) -> None:
    assert read_outcome(text) == ""


@pytest.mark.parametrize("text", ["maybe", "2", "pass?", "passfail"])
def test_what_is_no_outcome_stays_as_typed(text: str) -> None:
    assert read_outcome(text) is None
    assert kept_outcome(text) == text


def test_words_of_another_language_join_the_english_ones() -> None:
    words = outcome_words({"pass": ["Bestanden", " JA "], "fail": ["nicht bestanden", "nein"]})
    assert [read_outcome(text, words) for text in ("bestanden", "ja", "NICHT BESTANDEN", "Nein", "yes", "jein")] == [
        "pass",
        "pass",
        "fail",
        "fail",
        "pass",
        None,
    ]
    assert kept_outcome("Bestanden", words) == "pass"
    # They do not leak into what others read.
    assert read_outcome("bestanden") is None


@given(st.text(max_size=10))
def test_keeping_an_outcome_twice_changes_nothing(text: str) -> None:
    once = kept_outcome(text)
    assert kept_outcome(once) == once
