"""Who pulls on one weight: each student's share of the class's slope, and the bars that show them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.class_pass import class_pass
from neuralpad.core.network import Network
from neuralpad.core.parts import Part

Integers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def shares_along(network: Network, X: ArrayLike, y: ArrayLike, part: Part) -> Floats:
    """Each student's slope of their own error along a weight or a bias, (m,); their mean is the slope of the class.

    Raises
    ------
    ValueError
        If a shape does not fit, or there is no student.
    """
    return class_pass(network, X, y).shares(part)


@dataclass(frozen=True, slots=True, eq=False)
class ShareBars:
    """Shares as bars: one a student, or, in a large class, one for some students in a row.

    Attributes
    ----------
    heights : (n,)
        The share, or the mean of the shares.
    first, count : (n,) of int
        The first student of the bar, a row of X, and how many there are.
    hardest : (n,) of int
        The one of them who pulls hardest, a row of X.
    mean : float
        Of all shares: the slope of the class.
    """

    heights: Floats
    first: Integers
    count: Integers
    hardest: Integers
    mean: float

    @property
    def students(self) -> int:
        """m."""
        return int(self.first[-1] + self.count[-1])

    @property
    def is_binned(self) -> bool:
        """Whether a bar stands for several students."""
        return len(self.heights) < self.students

    def bar_of(self, row: int) -> int:
        """The bar in which a student is counted."""
        return int(np.searchsorted(self.first, row, side="right")) - 1

    def student_of(self, bar: int) -> int:
        """The student of a bar, a row of X; of several the one who pulls hardest."""
        return int(self.hardest[bar])


def share_bars(shares: Floats, most: int = 200) -> ShareBars:
    """At most so many bars for these shares (m,), m > 0, in the order of the students."""
    students = len(shares)
    each = -(-students // most)
    first = np.arange(0, students, each, dtype=np.int64)
    count = np.diff(first, append=students)
    strength = np.full(len(first) * each, -1.0)
    strength[:students] = np.abs(shares)
    hardest = first + strength.reshape(-1, each).argmax(axis=1)
    return ShareBars(
        np.add.reduceat(shares / count[0], first) * (count[0] / count), first, count, hardest, float(shares.mean())
    )
