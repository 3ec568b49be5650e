"""Gradient descent: a network learns from students, epoch by epoch.

An epoch learns from every student once: from the whole class at a time, from mini-batches, or from one student at a
time. The order in which students come is drawn from the seed and the number of the epoch, and from nothing else. So
training on from any epoch gives the same bits as training all the way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.kernels import Kernel, Update
from neuralpad.core.network import Network, as_inputs, as_targets
from neuralpad.core.problems import Problem

Rows = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
"""Numbers of rows of X."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a training stands; a value that may cross a thread.

    Attributes
    ----------
    epoch : int
        Epochs completed.
    network : Network
        The network after them.
    loss : float
        Its mean error over the students it learns from, in nats.
    student : int
        Students of the next epoch it has already learned from, one at a time.
    """

    epoch: int
    network: Network
    loss: float
    student: int = 0


def diverged(learning_rate: float) -> Problem:
    """What to say when a parameter is no longer a finite number."""
    return Problem(
        "The weights have grown beyond all numbers: the learning rate α = {rate:g} is too large. "
        "Start over with a smaller one.",
        rate=learning_rate,
    )


class Descent:
    """A training that can be stopped after any epoch or any student, looked at, and continued.

    Parameters
    ----------
    network : Network
        Where to start.
    X, y : array_like
        Inputs (m, features) and outcomes (m,) between 0 and 1; copied.
    batch_size : int or None
        Students that one update is made from; None, or as many as there are, is the whole class.
    seed : int
        Draws the order of students in each epoch.
    first_epoch, first_student : int
        Epochs that `network` has behind it, and students of the next one.
    held : array_like of bool, optional
        Which parameters do not move, in the order of `Network.parameters`.

    Raises
    ------
    ValueError
        If a shape does not fit.
    """

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        y: ArrayLike,
        *,
        batch_size: int | None = None,
        seed: int = 0,
        first_epoch: int = 0,
        first_student: int = 0,
        held: ArrayLike | None = None,
    ) -> None:
        inputs = as_inputs(X, network.sizes[0])
        targets = as_targets(y, len(inputs))
        if batch_size is not None and batch_size < 1:
            raise ValueError("a batch needs at least one student")
        if not 0 <= first_student < len(targets):
            raise ValueError(f"an epoch has {len(targets)} students; it cannot begin at {first_student}")
        self._network = network
        self._students = len(targets)
        self._seed = seed
        self._kernel = Kernel(network, _free(network, held))
        self._tiles = self._kernel.tiles(inputs, targets)
        self._table: Floats | None = None
        self._batch_size = None if batch_size is None or batch_size >= len(targets) else batch_size
        self._whole = Update(self._kernel, self._tiles)
        self._batches: dict[int, tuple[Floats, Update]] = {}
        self._order: Rows | None = None
        self.epoch = first_epoch
        self.student = first_student
        self.last_student: int | None = None

    @property
    def students(self) -> int:
        """How many students there are."""
        return self._students

    @property
    def next_student(self) -> int:
        """The row of X that the next single student stands in."""
        return int(self._epoch_order()[self.student])

    def run(self, epochs: int, learning_rate: float) -> None:
        """Complete `epochs` epochs; one that was begun student by student is the first of them, and finished that way.

        Raises
        ------
        Problem
            If a parameter is no longer finite.
        """
        if epochs < 1:
            return
        if self.student:
            self.run_students(self.students - self.student, learning_rate)
            epochs -= 1
        with np.errstate(over="ignore", invalid="ignore"):
            if self._batch_size is None:
                self._whole.repeat(epochs, learning_rate)
                self._end_epochs(epochs)
            else:
                for _ in range(epochs):
                    order = self._epoch_order()
                    for start in range(0, len(order), self._batch_size):
                        self._learn_from(order[start : start + self._batch_size], learning_rate)
                    self._end_epochs(1)
        self._check(learning_rate)

    def run_students(self, count: int, learning_rate: float) -> None:
        """Learn from the next `count` students, one update each; after the last of an epoch the next epoch begins.

        Raises
        ------
        Problem
            If a parameter is no longer finite.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(count):
                order, student = self._epoch_order(), self.student
                self._learn_from(order[student : student + 1], learning_rate)
                self.last_student = int(order[student])
                self.student += 1
                if self.student == self.students:
                    self._end_epochs(1)
        self._check(learning_rate)

    def snapshot(self, going_on: bool = True) -> Snapshot:
        """Where the training stands now. If it is not `going_on`, nothing is prepared for the next epoch."""
        network = self._network.with_parameters(self._kernel.parameters)
        with np.errstate(over="ignore", invalid="ignore"):
            loss = self._whole.loss(going_on and self._batch_size is None and not self.student)
        if not math.isfinite(loss):
            loss = network.loss(*self._kernel.students(self._tiles))
        return Snapshot(self.epoch, network, loss, self.student)

    def _epoch_order(self) -> Rows:
        if self._order is None:
            self._order = np.random.default_rng([self._seed, self.epoch]).permutation(self.students).astype(np.int64)
        return self._order

    def _learn_from(self, rows: Rows, learning_rate: float) -> None:
        if self._table is None:
            self._table = np.hstack(self._tiles)
        if len(rows) not in self._batches:
            batch: Floats = np.empty((len(self._table), len(rows)))
            self._batches[len(rows)] = batch, Update(self._kernel, [batch])
        batch, update = self._batches[len(rows)]
        self._table.take(rows, 1, batch, "clip")
        update.repeat(1, learning_rate)

    def _end_epochs(self, count: int) -> None:
        self.epoch += count
        self.student = 0
        self._order = None

    def _check(self, learning_rate: float) -> None:
        if not np.isfinite(self._kernel.moving).all():
            raise diverged(learning_rate)


def _free(network: Network, held: ArrayLike | None) -> Floats:
    free = np.ones(network.parameters().shape)
    if held is not None:
        mask = np.asarray(held, dtype=bool)
        if mask.shape != free.shape:
            raise ValueError(f"held must have the shape {free.shape}, not {mask.shape}")
        free[mask] = 0.0
    return free


def train(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    learning_rate: float = 1.0,
    epochs: int = 5000,
    batch_size: int | None = None,
    every: int = 1,
    seed: int = 0,
    *,
    first_epoch: int = 0,
    held: ArrayLike | None = None,
) -> Iterator[Snapshot]:
    """Train a network, and yield a snapshot at epoch 0, every, 2·every, … and always at the last one.

    Parameters
    ----------
    network, X, y, batch_size, seed, first_epoch, held
        As in `Descent`.
    learning_rate : float
        α in w′ = w − α ∂E/∂w.
    epochs : int
        How many epochs to train. The last snapshot has the epoch `first_epoch` + `epochs`.
    every : int
        Epochs between two snapshots; they are worked through in one go.

    Raises
    ------
    ValueError
        If a shape does not fit, `every` is below 1 or `epochs` below 0.
    Problem
        If a parameter is no longer finite: the learning rate is too large.
    """
    if every < 1 or epochs < 0:
        raise ValueError("every must be at least 1 and epochs at least 0")
    descent = Descent(network, X, y, batch_size=batch_size, seed=seed, first_epoch=first_epoch, held=held)
    return _snapshots(descent, learning_rate, epochs, every)


def _snapshots(descent: Descent, learning_rate: float, epochs: int, every: int) -> Iterator[Snapshot]:
    yield descent.snapshot(going_on=epochs > 0)
    done = 0
    while done < epochs:
        burst = min(every, epochs - done)
        descent.run(burst, learning_rate)
        done += burst
        yield descent.snapshot(going_on=done < epochs)
