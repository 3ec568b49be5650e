"""What a typed cell means: a grade, an outcome, or neither."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from neuralpad.core.gradebook import Column

PASS, FAIL, UNKNOWN = "pass", "fail", ""

_NUMBER = re.compile(r"[+\-−]?(\d+([.,]\d*)?|[.,]\d+)")

_OUTCOME_WORDS: dict[str, str] = {
    **dict.fromkeys(("pass", "passed", "p", "yes", "y", "true", "1", "✓", "✔", "+"), PASS),
    **dict.fromkeys(("fail", "failed", "f", "no", "n", "false", "0", "✗", "✘", "×", "x", "-", "−"), FAIL),
    **dict.fromkeys(("", "?", "unknown", "not known", "n/a", "na"), UNKNOWN),
}


class GradeFault(StrEnum):
    """Why a cell holds no grade that the network could use."""

    MISSING = "missing"
    NOT_A_NUMBER = "not a number"
    NEGATIVE = "below 0"
    TOO_LARGE = "above the maximum"


@lru_cache(maxsize=8192)  # a class of ten thousand has few different grades, and is read at every edit
def read_number(text: str) -> float | None:
    """The number that was typed, with a decimal comma or point and perhaps a % sign; None where there is none."""
    bare = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    value = float(bare.replace(",", ".").replace("−", "-"))
    return value if math.isfinite(value) else None


def grade_fault(text: str, column: Column) -> GradeFault | None:
    """What is wrong with a typed grade; None if it can be used as it stands."""
    if not text.strip():
        return GradeFault.MISSING
    value = read_number(text)
    if value is None:
        return GradeFault.NOT_A_NUMBER
    if value < 0:
        return GradeFault.NEGATIVE
    return GradeFault.TOO_LARGE if value > column.maximum else None


def outcome_words(also: Mapping[str, Iterable[str]] | None = None) -> dict[str, str]:
    """Every word for an outcome, folded, to its meaning; `also` adds words of another language: {"pass": [...], …}."""
    words = dict(_OUTCOME_WORDS)
    for outcome, more in (also or {}).items():
        words.update((word.strip().casefold(), outcome) for word in more)
    return words


def read_outcome(text: str, words: Mapping[str, str] | None = None) -> str | None:
    """`PASS`, `FAIL` or `UNKNOWN`; None where the text is no outcome. `words` come from `outcome_words`."""
    return (words if words is not None else _OUTCOME_WORDS).get(text.strip().casefold())


def kept_outcome(text: str, words: Mapping[str, str] | None = None) -> str:
    """What the grade book keeps of a typed outcome: its meaning, or the text as it stands if it has none."""
    meaning = read_outcome(text, words)
    return text if meaning is None else meaning
