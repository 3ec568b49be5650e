"""How numbers, outcomes and problems are written."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QLocale

from neuralpad.core.problems import Problem
from neuralpad.ui.texts import grade, integer, number, outcome_text, percent, plain_tip, problem_text

GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)
NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.5, 2, "0.50"),
        (-1.306, 2, "−1.31"),
        (-0.001, 2, "0.00"),
        (0.0, 1, "0.0"),
        (2.345678, 4, "2.3457"),
        (99_999.0, 1, "99999.0"),
        (123_456.0, 2, "1.23e+05"),
        (-1e300, 1, "−1.0e+300"),
        (math.nan, 2, "–"),
    ],
)
def test_numbers(value: float, digits: int, text: str) -> None:
    assert number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(0.84, "+0.84"), (-1.31, "−1.31"), (0.0, "+0.00"), (-0.001, "+0.00")])
def test_signed_numbers(value: float, text: str) -> None:
    assert number(value, 2, signed=True) == text


def test_a_minus_is_never_a_hyphen() -> None:
    assert "-" not in number(-1e-9, 12) + number(-1e9, 3) + grade(-3.5)


def test_the_locale_decides_the_decimal_sign() -> None:
    QLocale.setDefault(GERMAN)
    assert number(-1.306, 2) == "−1,31"
    assert number(123_456.0, 2) == "1,23e+05"
    assert grade(12.5) == "12,5"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (999, "999"), (1240, f"1{NARROW}240"), (100_000_000, f"100{NARROW}000{NARROW}000")]
)
def test_whole_numbers_stand_in_groups_of_three(value: int, text: str) -> None:
    assert integer(value) == text


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "0%"),
        (1e-12, "<1%"),
        (0.0049, "<1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.594, "59%"),
        (0.994, "99%"),
        (0.9951, ">99%"),
        (1 - 1e-12, ">99%"),
        (1.0, "100%"),
        (math.nan, "–"),
    ],
)
def test_chances_in_whole_per_cent_claim_no_certainty(chance: float, text: str) -> None:
    assert percent(chance) == text


@pytest.mark.parametrize(("value", "text"), [(87.0, "87"), (12.5, "12.5"), (100.0, "100"), (0.1 + 0.2, "0.3")])
def test_grades_have_no_needless_decimals(value: float, text: str) -> None:
    assert grade(value) == text


@pytest.mark.parametrize(
    ("outcome", "text"), [("pass", "✓ Pass"), ("fail", "✗ Fail"), ("", ""), ("retaken", "retaken")]
)
def test_outcomes_have_a_sign_beside_the_word(outcome: str, text: str) -> None:
    assert outcome_text(outcome) == text


def test_a_problem_is_told_with_its_place() -> None:
    problem = Problem("“{file}” is damaged at “{place}”.", file="a{b}.neuralpad", place="past[3]")
    assert problem_text(problem) == "“a{b}.neuralpad” is damaged at “past[3]”."


@pytest.mark.parametrize(
    ("text", "shown"), [("plain & simple", "plain & simple"), ("<b>x</b>\ny", "&lt;b&gt;x&lt;/b&gt;<br>y")]
)
def test_what_looks_like_markup_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert plain_tip(text) == shown
