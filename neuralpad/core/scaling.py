"""From typed grades to what the network sees, by one rule: grade ÷ maximum. 87 of 100 is 0.87."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.grades import FAIL, PASS, GradeFault, grade_fault, read_number, read_outcome

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Booleans = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


class OutcomeFault(StrEnum):
    """Why an outcome cannot be learned from."""

    # Another value than GradeFault.MISSING has: equal texts are equal members, and one key in a dictionary.
    MISSING = "no outcome"
    NOT_AN_OUTCOME = "not an outcome"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A student the network cannot use: the row, the first cell that is in the way, and what is wrong with it."""

    row: int
    cell: int
    fault: GradeFault | OutcomeFault


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """The students the network can use.

    X : (m, columns) grades ÷ maximum, all within 0…1, read-only
    y : (m,) 1 for a pass, 0 for a fail; empty for this year's students
    rows : (m,) each student's row in the grade book
    left_out : the students who are not in X, in the order of their rows; blank rows are not counted
    """

    X: Floats
    y: Floats
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def digest(self) -> str:
        """A short text that changes whenever what is learned from changes."""
        return hashlib.sha256(self.X.tobytes() + b"|" + self.y.tobytes() + str(self.X.shape).encode()).hexdigest()[:16]


def to_input(grade: float, maximum: float) -> float:
    """Grade ÷ maximum."""
    return grade / maximum


def to_grade(value: float, maximum: float) -> float:
    """The grade that an input stands for: the inverse of `to_input`."""
    return value * maximum


def student_inputs(book: Gradebook, student: Student) -> Floats | None:
    """One student's (columns,) inputs; None if a grade is missing or impossible."""
    values = []
    for text, column in zip(student.grades, book.columns, strict=True):
        number = read_number(text)
        if number is None or not 0 <= number <= column.maximum:
            return None
        values.append(number / column.maximum)
    return np.array(values)


def _fault(book: Gradebook, student: Student, row: int) -> LeftOut:
    for cell, (text, column) in enumerate(zip(student.grades, book.columns, strict=True), start=1):
        fault = grade_fault(text, column)
        if fault is not None:
            return LeftOut(row, cell, fault)
    meaning = read_outcome(student.outcome)
    return LeftOut(row, book.outcome_cell, OutcomeFault.NOT_AN_OUTCOME if meaning is None else OutcomeFault.MISSING)


def usable_students(book: Gradebook, group: Group) -> TrainingSet:
    """The students of a group whom the network can use; past students need an outcome too."""
    inputs: list[Floats] = []
    targets: list[float] = []
    rows: list[int] = []
    left_out: list[LeftOut] = []
    needs_outcome = group is Group.PAST
    for row, student in enumerate(book.students(group)):
        values = student_inputs(book, student)
        outcome = student.outcome
        if values is None or (needs_outcome and outcome not in (PASS, FAIL)):
            if not student.is_blank:
                left_out.append(_fault(book, student, row))
            continue
        inputs.append(values)
        rows.append(row)
        if needs_outcome:
            targets.append(1.0 if outcome == PASS else 0.0)
    X = np.array(inputs, dtype=np.float64).reshape(len(inputs), len(book.columns))
    y = np.array(targets, dtype=np.float64)
    where = np.array(rows, dtype=np.int64)
    for array in (X, y, where):
        array.setflags(write=False)
    return TrainingSet(X, y, where, tuple(left_out))


def set_aside(y: Floats, share: float, seed: int) -> Booleans:
    """Which students are kept aside, (m,): about `share` of those who passed and of those who failed, drawn by `seed`.

    At least one student of each outcome stays to be learned from.
    """
    aside = np.zeros(len(y), dtype=bool)
    rng = np.random.default_rng([seed, 1])
    for outcome in (0.0, 1.0):
        members = np.flatnonzero(y == outcome)
        count = min(round(share * len(members)), max(len(members) - 1, 0))
        aside[rng.permutation(members)[:count]] = True
    aside.setflags(write=False)
    return aside


@dataclass(frozen=True, slots=True)
class ClassSplit:
    """The usable past students: those the network learns from, and those kept aside to see how it does on strangers."""

    learned: TrainingSet
    aside: TrainingSet


def split_class(students: TrainingSet, share: float, seed: int) -> ClassSplit:
    """Divide the usable past students by `set_aside`; with a share of 0 nobody is kept aside."""
    aside = set_aside(students.y, share, seed)

    def part(mask: Booleans, left_out: tuple[LeftOut, ...]) -> TrainingSet:
        arrays = (students.X[mask], students.y[mask], students.rows[mask])
        for array in arrays:
            array.setflags(write=False)
        return TrainingSet(*arrays, left_out)

    return ClassSplit(part(~aside, students.left_out), part(aside, ()))
