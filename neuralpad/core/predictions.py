"""What the network says of students who have not taken the exam yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from neuralpad.core.gradebook import Column, Gradebook, Group
from neuralpad.core.grades import FAIL, PASS, UNKNOWN
from neuralpad.core.moment import PASS_FROM
from neuralpad.core.network import Network
from neuralpad.core.scaling import Floats, LeftOut, usable_students

UNSURE_FROM, UNSURE_TO = 0.4, 0.6
"""Between these chances the network leans to one side, but a little more or less in a grade can turn it."""


def verdict(probability: float) -> str:
    """The guess that a chance of passing stands for: `PASS` from 50 % on, else `FAIL`; `UNKNOWN` for NaN."""
    if np.isnan(probability):
        return UNKNOWN
    return PASS if probability >= PASS_FROM else FAIL


def is_unsure(probability: float) -> bool:
    """Whether a chance of passing lies so near the middle that the guess says little."""
    return UNSURE_FROM < probability < UNSURE_TO


@dataclass(frozen=True, slots=True)
class Prediction:
    """One student and what the network says.

    Attributes
    ----------
    row : int
        The student's row in the grade book.
    name : str
    probability : float or None
        The chance of passing, 0 … 1; None if a grade is missing or impossible.
    fault : LeftOut or None
        The first cell that is in the way, if one is.
    """

    row: int
    name: str
    probability: float | None
    fault: LeftOut | None = None

    @property
    def outcome(self) -> str:
        """The network's guess: `PASS`, `FAIL`, or `UNKNOWN` where it has none."""
        return UNKNOWN if self.probability is None else verdict(self.probability)

    @property
    def is_unsure(self) -> bool:
        """Whether the guess could as well be the other one."""
        return self.probability is not None and is_unsure(self.probability)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The students of a group, read once for many predictions; blank rows are left out.

    Attributes
    ----------
    columns : tuple of Column
    rows : (n,)
        Each student's row in the grade book.
    names : tuple of str, (n,)
    inputs : (n, columns)
        Grades ÷ maximum; a row of NaN where a grade is missing or impossible. Read-only.
    faults : tuple, (n,)
        The first cell that is in the way, or None.
    """

    columns: tuple[Column, ...]
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    names: tuple[str, ...]
    inputs: Floats
    faults: tuple[LeftOut | None, ...]

    @classmethod
    def of(cls, book: Gradebook, group: Group = Group.THIS_YEAR) -> Candidates:
        """The students of one group of a grade book, in the teacher's order. Their outcomes, if any, play no part."""
        students = book.students(group)
        # As students of this year nobody needs an outcome.
        usable = usable_students(book.with_students(Group.THIS_YEAR, students), Group.THIS_YEAR)
        faults: dict[int, LeftOut | None] = {left.row: left for left in usable.left_out}
        faults.update((row, None) for row in usable.rows.tolist())
        rows = np.array(sorted(faults), dtype=np.int64)
        inputs = np.full((len(rows), len(book.columns)), np.nan)
        inputs[np.searchsorted(rows, usable.rows)] = usable.X
        for array in (rows, inputs):
            array.setflags(write=False)
        order = rows.tolist()
        return cls(book.columns, rows, tuple(students[i].name for i in order), inputs, tuple(faults[i] for i in order))

    def predictions(self, network: Network) -> Predictions:
        """What a network says of them.

        Raises
        ------
        ValueError
            If the network has not one input a column.
        """
        usable = ~np.isnan(self.inputs).any(axis=1)
        probabilities = np.full(len(self.rows), np.nan)
        if usable.any():
            probabilities[usable] = network.predict(self.inputs[usable])
        probabilities.setflags(write=False)
        return Predictions(self, probabilities)


@dataclass(frozen=True, slots=True, eq=False)
class Predictions(Sequence[Prediction]):
    """What the network says of each candidate; as a sequence, one `Prediction` each.

    Attributes
    ----------
    candidates : Candidates
    probabilities : (n,)
        The chances of passing; NaN where a grade is missing or impossible. Read-only.
    """

    candidates: Candidates
    probabilities: Floats

    def __len__(self) -> int:
        return len(self.probabilities)

    @overload
    def __getitem__(self, index: int) -> Prediction: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Prediction, ...]: ...
    def __getitem__(self, index: int | slice) -> Prediction | tuple[Prediction, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        who, chance = self.candidates, float(self.probabilities[index])
        return Prediction(
            int(who.rows[index]), who.names[index], None if np.isnan(chance) else chance, who.faults[index]
        )


def predictions(network: Network, book: Gradebook, group: Group = Group.THIS_YEAR) -> Predictions:
    """What a network says of the students of a group; for many networks, keep `Candidates` and ask them."""
    return Candidates.of(book, group).predictions(network)
