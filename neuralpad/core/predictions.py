"""What the network says of students who have not taken the exam yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.grades import FAIL, PASS, UNKNOWN, grade_fault, read_number
from neuralpad.core.moment import PASS_FROM
from neuralpad.core.network import Network
from neuralpad.core.scaling import Floats, LeftOut, to_input, usable_students

UNSURE = "unsure"
UNSURE_FROM, UNSURE_TO = 40, 60
"""From and to so many per cent the network leans to one side, but a little more or less in one grade can turn it."""


def is_unsure(probability: float) -> bool:
    """Whether a chance of passing, in whole per cent as it is shown, lies so near the middle that it says little."""
    return not math.isnan(probability) and UNSURE_FROM <= round(100 * probability) <= UNSURE_TO


def verdict(probability: float) -> str:
    """What a chance of passing says: `PASS`, `FAIL`, or `UNSURE` near the middle; `UNKNOWN` for NaN."""
    if math.isnan(probability):
        return UNKNOWN
    if is_unsure(probability):
        return UNSURE
    return PASS if probability >= PASS_FROM else FAIL


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
    def outcome(self) -> str | None:
        """The network's guess, `PASS` from 50 % on and else `FAIL`, however unsure; None where it has none."""
        if self.probability is None:
            return None
        return PASS if self.probability >= PASS_FROM else FAIL

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
        Grades ÷ maximum; NaN where a grade is missing or impossible. Read-only.
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
        order = sorted(faults)
        rows = np.array(order, dtype=np.int64)
        inputs = np.empty((len(rows), len(book.columns)))
        inputs[np.searchsorted(rows, usable.rows)] = usable.X
        for left in usable.left_out:
            cells = zip(students[left.row].grades, book.columns, strict=True)
            inputs[np.searchsorted(rows, left.row)] = [_input_or_nan(text, column) for text, column in cells]
        for array in (rows, inputs):
            array.setflags(write=False)
        return cls(book.columns, rows, tuple(students[i].name for i in order), inputs, tuple(faults[i] for i in order))

    @property
    def mean_inputs(self) -> Floats:
        """The mean of each column's usable grades, (columns,), in network units; 0.5 where there is none."""
        usable = ~np.isnan(self.inputs)
        count = usable.sum(axis=0)
        total = np.where(usable, self.inputs, 0.0).sum(axis=0)
        return np.where(count > 0, total / np.maximum(count, 1), 0.5)

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
            int(who.rows[index]), who.names[index], None if math.isnan(chance) else chance, who.faults[index]
        )


_last_read: dict[Group, tuple[tuple[Student, ...], Candidates]] = {}


def predictions(network: Network, book: Gradebook, group: Group = Group.THIS_YEAR) -> Predictions:
    """What a network says of the students of a group, in the teacher's order.

    While a network learns it is asked many times a second about the same students: those it was asked about last are
    kept as they were read. They are the same if they are the same objects: comparing ten thousand would take longer
    than the answer.

    Raises
    ------
    ValueError
        If the network has not one input a column.
    """
    students = book.students(group)
    read = _last_read.get(group)
    if read is None or read[0] is not students or read[1].columns is not book.columns:
        read = _last_read[group] = (students, Candidates.of(book, group))
    return read[1].predictions(network)


def _input_or_nan(text: str, column: Column) -> float:
    value = read_number(text)
    return math.nan if value is None or grade_fault(text, column) is not None else to_input(value, column.maximum)
