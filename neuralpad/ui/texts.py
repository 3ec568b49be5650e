"""How numbers, outcomes and problems are written on screen, in the user's language and number format."""

from __future__ import annotations

import html
import math
import unicodedata

from PySide6.QtCore import QCoreApplication, QLocale

from neuralpad.core.grades import FAIL, PASS
from neuralpad.core.problems import Problem

MINUS = "−"
_NARROW_SPACE = "\u202f"


def number(value: float, digits: int, signed: bool = False) -> str:
    """A number with so many decimals, the locale's decimal sign and a true minus; very large ones as 1.23e+06."""
    if math.isnan(value):
        return "–"
    shape = f"{value:.{digits}f}" if abs(value) < 1e5 else f"{value:.{digits}e}"
    if float(shape) == 0:
        shape = shape.removeprefix("-")
    text = shape.replace("-", MINUS).replace(".", QLocale().decimalPoint())
    return "+" + text if signed and not text.startswith(MINUS) else text


def integer(value: int) -> str:
    """A whole number in groups of three: 1 240."""
    return f"{value:,}".replace(",", _NARROW_SPACE)


def percent(probability: float) -> str:
    """A chance in whole per cent; never 0 % or 100 %, which would claim certainty."""
    if math.isnan(probability):
        return "–"
    whole = round(probability * 100)
    if whole == 0 and probability > 0:
        return "<1%"
    if whole == 100 and probability < 1:
        return ">99%"
    return f"{whole}%"


def grade(value: float) -> str:
    """A grade or a maximum without needless decimals: 87, 12.5."""
    text = f"{value:.10g}".replace("-", MINUS)
    return text.replace(".", QLocale().decimalPoint())


def outcome_text(outcome: str) -> str:
    """An outcome with its sign; what is no outcome stays as typed."""
    if outcome == PASS:
        return "✓ " + QCoreApplication.translate("Outcome", "Pass")
    if outcome == FAIL:
        return "✗ " + QCoreApplication.translate("Outcome", "Fail")
    return outcome


def plain_tip(text: str) -> str:
    """A text as a tooltip: what looks like markup, in a name from a file, is shown as it stands."""
    return html.escape(text).replace("\n", "<br>") if "<" in text else text


def in_sentence(text: str) -> str:
    """A name as a part of a sentence, whose order it leaves alone, also where it is written from right to left."""
    turns = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(sign) in turns for sign in text) else text


def problem_text(problem: Problem) -> str:
    """A problem's sentence in the language of the window."""
    return QCoreApplication.translate("Problem", problem.template).format(**problem.values)
