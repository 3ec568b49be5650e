"""How a strip is made to fit: smaller type, then fewer decimals, then fewer columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from neuralpad.ui.matrices.figures import Style

SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0)
"""Type in pixels at 100 %; smaller nobody reads."""
_FEWEST_DIGITS = 2
"""With fewer, weights that learn seem to stand still. Whoever set one decimal gets one."""
_MOST_COLUMNS = 8
_FEWEST_COLUMNS = 1
_SCROLLED_COLUMNS = 2
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """How a strip is made to fit.

    Attributes
    ----------
    size : float
        Its type, in pixels at 100 %.
    style : Style
        How its numbers are written.
    rows, columns : int
        How many are shown of a matrix before the dots.
    words : bool
        Whether dots between columns say how many they stand for.
    """

    size: float
    style: Style
    rows: int
    columns: int
    words: bool


def ladders(digits: int, rows: int) -> Iterator[tuple[Fit, ...]]:
    """Ways to show a strip, the best first: ladder after ladder with fewer columns, each from large type to small.

    What does not even fit the last one is scrolled.
    """
    for columns in range(_MOST_COLUMNS, _FEWEST_COLUMNS - 1, -1):
        yield _ladder(digits, rows, columns, words=True)
        yield _ladder(digits, rows, columns, words=False)
    yield _ladder(digits, rows, _FEWEST_COLUMNS, words=False, more=0)
    # Room below for the scroll bar.
    yield _ladder(digits, min(rows, _FEWEST_ROWS), _SCROLLED_COLUMNS, words=False)[-1:]


def _ladder(digits: int, rows: int, columns: int, words: bool, more: int = 1) -> tuple[Fit, ...]:
    """With so many decimals `more` for slopes, which are small."""
    full = [Fit(size, Style(digits, digits + more, arrows=True), rows, columns, words) for size in SIZES]
    fewest = min(digits, _FEWEST_DIGITS)
    styles = (Style(few, few + more, arrows=False) for few in range(digits, fewest - 1, -1))
    return (*full, *(Fit(SIZES[-1], style, rows, columns, words) for style in styles))
