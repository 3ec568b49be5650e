"""What stands in one column of a table: numbers, words for an outcome, and the best mark it probably has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neuralpad.core.grades import FAIL, PASS, UNKNOWN, read_number
from neuralpad.storage.table_words import WEAK_OUTCOMES

SCALES = (1.0, 4.0, 5.0, 6.0, 10.0, 20.0, 100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 1000.0, 2000.0)
"""Best marks that schools have; a column gets the first that its grades fit under."""

LONGEST_NAME = 100

_ONE_SIGN = re.compile(r"[+\-−]?\d+([.,])\d+\s*%?")
_THOUSANDS = re.compile(r"[+\-−]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPED = {
    ".": re.compile(r"[+\-−]?[1-9]\d{0,2}([,'’ \u00a0\u202f]\d{3})+(\.\d+)?\s*%?"),
    ",": re.compile(r"[+\-−]?[1-9]\d{0,2}([.'’ \u00a0\u202f]\d{3})+(,\d+)?\s*%?"),
}
_GROUP_SIGNS = {".": re.compile(r"[,'’ \u00a0\u202f]"), ",": re.compile(r"[.'’ \u00a0\u202f]")}

_OUT_OF = re.compile(
    r"[(\[]?\s*(?:/|\b(?:out\s+of|max(?:imum|\.)?|von|sur|sobre)\s*:?)\s*(\d+(?:[.,]\d+)?)\s*"
    r"(?:points?|pts?\.?|punkte|p)?\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(r"[(\[]\s*(\d+(?:[.,]\d+)?)\s*(?:points?|pts?\.?|punkte|p)?\s*[)\]]\s*$", re.IGNORECASE)
_PERCENT = re.compile(r"\s*[(\[]?\s*(?:in\s+)?%\s*[)\]]?\s*$")


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """Counts over the filled cells of a column."""

    filled: int
    distinct: int
    numbers: int
    highest: float
    """The highest number; 0 where there is none."""
    scale: float
    """The best mark, judged by the numbers alone."""
    passed: int
    failed: int
    unknown: int
    """Cells that say the outcome is not known."""
    strong: int
    """Words for an outcome that can mean nothing else."""

    @property
    def is_numeric(self) -> bool:
        """Whether these are numbers, a few cells aside."""
        return self.numbers > 0 and self.numbers >= 0.5 * self.filled

    @property
    def outcomes(self) -> int:
        """Cells that say passed or failed."""
        return self.passed + self.failed

    @property
    def filled_outcomes(self) -> int:
        """Cells that say something other than that it is not known yet."""
        return self.filled - self.unknown

    @property
    def is_outcome(self) -> bool:
        """Whether these are words for outcomes, a few cells aside. 0 and 1 count, 0…20 do not."""
        if self.numbers and self.outcomes + self.unknown < self.filled and self.is_numeric:
            return False
        return self.outcomes > 0 and self.outcomes + self.unknown >= 0.8 * self.filled


def column_facts(cells: Iterable[str], decimal: str, words: Mapping[str, str]) -> ColumnFacts:
    """Look through a column. Every different text is judged once, so that 100 000 rows are quick."""
    counts = Counter(cells)
    counts.pop("", None)
    numbers: Counter[float] = Counter()
    passed = failed = unknown = strong = 0
    percent = False
    for text, count in counts.items():
        number = read_number(plain_number(text, decimal))
        if number is not None:
            numbers[number] += count
            percent = percent or "%" in text
        word = text.casefold()
        meaning = words.get(word)
        if meaning == UNKNOWN:
            unknown += count
        elif meaning in (PASS, FAIL):
            passed += count if meaning == PASS else 0
            failed += count if meaning == FAIL else 0
            strong += count if word not in WEAK_OUTCOMES else 0
    return ColumnFacts(
        filled=counts.total(),
        distinct=len(counts),
        numbers=numbers.total(),
        highest=max(numbers, default=0.0),
        scale=100.0 if percent else _scale(numbers),
        passed=passed,
        failed=failed,
        unknown=unknown,
        strong=strong,
    )


def _scale(numbers: Counter[float]) -> float:
    """The first usual scale over all numbers, apart from a few that are slips of the keyboard or extra points."""
    if not numbers:
        return 100.0
    ordered = sorted(numbers)
    spared = max(numbers.total() // 20, numbers.total() >= 8)  # one in twenty, and one in a small class
    typical = ordered[-1]
    for number in reversed(ordered):
        typical = number
        spared -= numbers[number]
        if spared < 0:
            break
    highest = ordered[-1]
    scale = _first_over(typical)
    slipped = highest > 4 * scale
    return scale if slipped else _first_over(highest)


def _first_over(number: float) -> float:
    if 100.0 < number <= 110.0:
        return 100.0  # extra points
    for scale in SCALES:
        if number <= scale:
            return scale
    scale = SCALES[-1]
    while scale < number:
        scale *= 10
    return scale


def heading_maximum(heading: str, facts: ColumnFacts) -> float | None:
    """The best mark that a heading names, as in "Test 1 (/20)"; None if it names none that fits."""
    heading = _ending(heading)
    told = _OUT_OF.search(heading)
    if told:
        value = float(told.group(1).replace(",", "."))
        return value if value > 0 else None
    bare = _BARE.search(heading)
    if bare:
        value = float(bare.group(1).replace(",", "."))
        # In brackets stand years and numbers of courses too.
        return value if facts.highest and facts.highest <= value <= 4 * facts.highest else None
    return 100.0 if _PERCENT.search(heading) and "%" in heading else None


def _ending(heading: str) -> str:
    """The last words of a heading on one line: a pattern is never let loose on pages of text."""
    return " ".join(heading[-200:].split())


def heading_name(heading: str, facts: ColumnFacts) -> str:
    """A heading without the best mark that it names, on one line."""
    name = " ".join(heading.split())
    if len(name) > LONGEST_NAME:
        return name[: LONGEST_NAME - 1] + "…"
    if heading_maximum(name, facts) is not None:
        for pattern in (_OUT_OF, _BARE, _PERCENT):
            shorter = pattern.sub("", name).rstrip(" -–,:")
            if shorter != name:
                return shorter or name
    return name


def plain_number(text: str, decimal: str) -> str:
    """A number without the signs that group its digits in thousands; every other text as it is.

    `decimal` is the table's decimal sign: with "." the text "1,250" means 1250, with "," it means 1.25.
    """
    if not _GROUPED[decimal].fullmatch(text):
        return text
    return _GROUP_SIGNS[decimal].sub("", text.removesuffix("%").strip()) + ("%" if text.endswith("%") else "")


def guess_decimal(rows: Sequence[Sequence[str]]) -> str:
    """The decimal sign of a table, judged by numbers that can be read in one way only."""
    sure: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for row in rows[:2000]:
        for cell in row:
            found = _ONE_SIGN.fullmatch(cell)
            if found:
                (unsure if _THOUSANDS.fullmatch(cell) else sure)[found.group(1)] += 1
    for counts in (sure, unsure):
        if counts[","] != counts["."]:
            return "," if counts[","] > counts["."] else "."
    return "."
