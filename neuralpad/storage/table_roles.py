"""Which columns of a table are names, which are grades, and which is the outcome: judged by heading and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from neuralpad.storage.table_columns import ColumnFacts
from neuralpad.storage.table_words import (
    FIRST_NAMES,
    GRADES,
    IDENTIFIERS,
    LAST_NAMES,
    NAMES,
    OTHERS,
    OUTCOMES,
    PARTIAL,
    PLAIN_OUTCOMES,
    SUMMARIES,
    WHOLE_NAMES,
    tokens,
)

_ENOUGH_FOR_AN_OUTCOME = 3
_LAST_PERIOD = ("g", "3")
"""G1, G2, G3: the grades of three periods in a data set that is used in many courses; the third is the final one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that waits for its role."""

    at: int
    heading: str
    name: str
    facts: ColumnFacts
    maximum: float
    is_maximum_told: bool = False

    @property
    def words(self) -> frozenset[str]:
        """The words and numbers of the heading."""
        return frozenset(tokens(self.heading))

    @property
    def stem(self) -> tuple[str, ...]:
        """The heading without its numbers, if it has both: "Test 2" is one of the tests."""
        parts = tokens(self.heading)
        rest = tuple(part for part in parts if not part.isdecimal())
        return rest if rest and len(rest) < len(parts) else ()

    @property
    def is_headed_as_outcome(self) -> bool:
        """Whether the heading calls it an outcome."""
        return bool(self.words & OUTCOMES)

    @property
    def is_identifier(self) -> bool:
        """Whether the heading calls it a number or an address that stands for a student."""
        return bool(self.words & IDENTIFIERS) and not self.words & GRADES

    @property
    def is_distinct(self) -> bool:
        """Whether the cells tell students apart."""
        return self.facts.filled > 0 and (self.facts.distinct >= 0.5 * self.facts.filled or self.facts.filled <= 3)


def name_columns(columns: Sequence[Candidate], taken: Collection[int | None]) -> tuple[int, ...]:
    """The columns that make up a name: one, or first and last name; none if nothing tells the students apart."""
    free = [column for column in columns if column.at not in taken and column.is_distinct]
    texts = [column for column in free if not column.facts.is_numeric and not column.facts.is_outcome]
    named = [column for column in texts if column.words & (NAMES | FIRST_NAMES | LAST_NAMES)]
    named = [column for column in named if not column.is_identifier and not column.words & OTHERS]
    parts = [column for column in named if column.words & (FIRST_NAMES | LAST_NAMES)]
    whole = [column for column in named if column not in parts]
    first = next((column.at for column in parts if column.words & FIRST_NAMES), None)
    last = next((column.at for column in parts if column.words & LAST_NAMES), None)
    if whole and ((first is None) == (last is None) or whole[0].words & WHOLE_NAMES):
        return (whole[0].at,)
    if parts:  # beside "Vorname", the heading "Name" is that of the family
        other = whole[0].at if whole else None
        return tuple(sorted(at for at in {first, last, other} if at is not None))
    for column in texts:
        mostly_distinct = column.facts.distinct >= 0.9 * column.facts.filled
        if mostly_distinct and not column.words & (OTHERS | OUTCOMES | GRADES) and not column.is_identifier:
            return (column.at,)
    for column in free:
        is_number = column.facts.is_numeric and not column.words & (IDENTIFIERS | NAMES)
        if not is_number and (column.is_identifier or column.words & NAMES) and not column.words & OTHERS:
            return (column.at,)
    return ()


def outcome_column(columns: Sequence[Candidate], taken: Collection[int | None]) -> Candidate | None:
    """The column that says who passed; None if no column says it clearly enough."""
    last = max((column.at for column in columns if column.facts.filled or column.is_headed_as_outcome), default=-1)
    best, best_score = None, float(_ENOUGH_FOR_AN_OUTCOME)
    for column in columns:
        if column.at in taken:
            continue
        score = _outcome_score(column, columns) + (column.at == last)
        if score >= best_score:  # of two that are alike the last one is meant
            best, best_score = column, score
    return best


def _outcome_score(column: Candidate, columns: Sequence[Candidate]) -> float:
    facts = column.facts
    if facts.is_outcome:
        both = bool(facts.passed and facts.failed)
        is_plain = facts.strong > 0
        score = 6.0 if is_plain else 2.0 if both else 0.0
    elif facts.filled and not facts.is_numeric and facts.distinct > max(12.0, 0.2 * facts.filled):
        return -10.0  # remarks, names
    else:
        score = 0.0
    if _is_last_period(column, columns):
        return score + 5
    if column.is_headed_as_outcome:
        score += 4
        score += bool(column.words & PLAIN_OUTCOMES)
        score -= 3 * bool(column.stem)
        score -= 5 * bool(column.words & PARTIAL)
    elif column.words & OTHERS or column.is_identifier:
        score -= 4
    return score


def _is_last_period(column: Candidate, columns: Sequence[Candidate]) -> bool:
    if tokens(column.heading) != _LAST_PERIOD:
        return False
    return {("g", "1"), ("g", "2")} <= {tokens(other.heading) for other in columns}


def grade_columns(columns: Sequence[Candidate], taken: Collection[int | None], has_outcome: bool) -> tuple[int, ...]:
    """The columns that a network could learn from: those with words for grades, or all numbers if none has.

    Marks that already know how it ended (a final exam, a total) are left out where there are others.
    """
    numeric = [
        column
        for column in columns
        if column.at not in taken
        and column.facts.is_numeric
        and not column.is_identifier
        and (column.words & GRADES or not column.words & OTHERS)
        and not (not column.heading and _counts_rows(column))
    ]
    early = [column for column in numeric if not _is_summary(column, columns, has_outcome)]
    numeric = early or numeric
    series = Counter(column.stem for column in columns if column.stem and column.facts.is_numeric)
    clear = [column for column in numeric if column.words & GRADES or series[column.stem] > 1]
    if not clear:
        return tuple(column.at for column in numeric)
    maxima = {column.maximum for column in clear}
    sure = {column.at for column in clear}
    return tuple(column.at for column in numeric if column.at in sure or column.maximum in maxima)


def _is_summary(column: Candidate, columns: Sequence[Candidate], has_outcome: bool) -> bool:
    if _is_last_period(column, columns):
        return True
    if column.stem or column.words & PARTIAL:
        return False
    summaries = SUMMARIES if has_outcome else SUMMARIES - GRADES
    return bool(column.words & summaries)


def _counts_rows(column: Candidate) -> bool:
    """Whether an unnamed column at the left only numbers the rows."""
    facts = column.facts
    return column.at == 0 and facts.distinct == facts.filled == facts.highest
