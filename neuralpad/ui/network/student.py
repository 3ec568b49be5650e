"""The student whose way through the network is shown: a value that the window hands to the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from neuralpad.core.gradebook import Group
from neuralpad.core.grades import FAIL, PASS


@dataclass(frozen=True, slots=True)
class StudentView:
    """One student as the canvas shows them.

    Attributes
    ----------
    name : str
    number, count : int
        "5 of 30": which student of the group, counted from 1.
    input_texts : tuple of str
        What stands in the circles of the inputs: a percentage or the grade as typed.
    x : tuple of float or None
        What the network gets; None if a grade is missing or impossible.
    outcome : str
        `core.grades.PASS`, `FAIL`, or anything else for "not known".
    group : Group
        Past students or this year's.
    """

    name: str
    number: int
    count: int
    input_texts: tuple[str, ...]
    x: tuple[float, ...] | None
    outcome: str = ""
    group: Group = Group.PAST

    @property
    def target(self) -> float | None:
        """1 for a pass, 0 for a fail, None if not known: what `core.passes` asks for."""
        return {PASS: 1.0, FAIL: 0.0}.get(self.outcome)
