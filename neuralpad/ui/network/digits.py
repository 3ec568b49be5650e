"""How wide numbers may get: so that a live number does not push others about each time it changes its length."""

from __future__ import annotations

import numpy as np

from neuralpad.core.activations import Floats

Counts = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

_MARGIN = 1.25


def integer_digits(values: Floats) -> Counts:
    """How many digits stand before the decimal sign of each number."""
    sizes = np.abs(np.nan_to_num(values, nan=0.0, posinf=1e300, neginf=1e300))
    # 9.999 is shown as 10.00 with two decimals, so what is nearly a digit longer counts as longer.
    counts: Counts = np.floor(np.log10(np.maximum(sizes * 1.006, 1.0))).astype(np.int64) + 1
    return counts


class Reserve:
    """The digits kept free for each of a list of numbers: growing at once, shrinking only when it is clearly time."""

    def __init__(self) -> None:
        self.digits: Counts = np.zeros(0, dtype=np.int64)

    def take(self, values: Floats) -> bool:
        """Make room for these numbers; whether any got more or less of it than before."""
        needed = integer_digits(values)
        if needed.shape == self.digits.shape:
            needed = np.maximum(needed, np.minimum(self.digits, integer_digits(values * _MARGIN)))
            if np.array_equal(needed, self.digits):
                return False
        self.digits = needed
        return True
