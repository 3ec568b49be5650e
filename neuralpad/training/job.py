"""What crosses between the window's thread and the training's: frozen values with read-only arrays, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np

from neuralpad.core.moment import Moment
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.scaling import Booleans, Floats

Pace = Literal["student", "epoch", "full"]
"""One student at a time, one epoch at a time (both slowly enough to follow), or as fast as possible."""


class StopReason(StrEnum):
    """Why a training has stopped."""

    PAUSED = "paused"
    LIMIT = "limit"
    """The epoch `stop_epoch` was reached."""
    STEPPED = "stepped"
    """The steps that were asked for are done."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Job:
    """What to train, from where, and how. Its arrays are copied unless nobody can write to them.

    `network` has `first_epoch` epochs behind it and `first_student` students of the next. X (m, features) and y (m,)
    are the students to learn from, `aside_X` and `aside_y` those kept aside (None: nobody). `held` marks the parameters
    that do not move, in the order of `Network.parameters`.

    Training goes on until it is paused, or has completed `stop_epoch` epochs (None: no limit); or, where `steps` is
    given, for so many steps of the pace, limit or not.
    """

    network: Network
    X: Floats
    y: Floats
    aside_X: Floats | None = None  # noqa: N815 (X is the name of a matrix in every textbook)
    aside_y: Floats | None = None
    learning_rate: float = 1.0
    batch_size: int | None = None
    seed: int = 0
    first_epoch: int = 0
    first_student: int = 0
    stop_epoch: int | None = None
    pace: Pace = "full"
    steps: int | None = None
    held: Booleans | None = None

    def __post_init__(self) -> None:
        for name in ("X", "y", "aside_X", "aside_y", "held"):
            object.__setattr__(self, name, unchangeable(getattr(self, name)))


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A moment worth keeping, as `History.append` takes it.

    `epoch` counts the epochs completed and the share of the next one. `learning_rate`, `batch_size` (1 where students
    came one at a time) and `held` led here from the record before. The first record of a training says where it began:
    `learning_rate` None.
    """

    epoch: float
    network: Network
    loss: float
    aside_loss: float | None
    learning_rate: float | None
    batch_size: int | None
    held: Booleans | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """What has happened since the last report.

    `records` are the moments to be kept, in their order; the last one is of the same moment as `latest`.
    `student_row` is the row of X just learned from alone at the pace "student", None otherwise.
    """

    records: tuple[Record, ...]
    latest: Moment
    student_row: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """The last word of a training: why it stopped, what went wrong if it failed, and what has not been reported yet."""

    reason: StopReason
    progress: Progress | None = None
    problem: Problem | None = None


def unchangeable(array: np.ndarray | None) -> np.ndarray | None:
    """The array itself where nobody can write to it, else a copy."""
    # A read-only view is not enough: whoever holds the array behind it could still write.
    if array is None or (array.base is None and not array.flags.writeable):
        return array
    copy = np.array(array)
    copy.setflags(write=False)
    return copy
