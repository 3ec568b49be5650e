"""The course of one training: bursts of work, the moments worth keeping, and word to the window now and then.

No Qt here: `worker` runs it in a thread of its own.

The interpreter lets one thread at a time work, and small classes never let go of it. So there is never more than one
report that the window has not shown, and the training rests while the window shows it: painting is quickest when it is
not disturbed. There are `REPORTS_A_SECOND` at most, and fewer where showing them takes long, so that most of the time
is left for learning.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from neuralpad.core.descent import Descent, Snapshot
from neuralpad.core.milestones import is_due, next_due
from neuralpad.core.moment import Moment, count_correct
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.scaling import Booleans
from neuralpad.training.job import Ending, Job, Pace, Progress, Record, StopReason
from neuralpad.training.reins import Orders, Reins

SECONDS_A_STEP: dict[Pace, float] = {"student": 1 / 4, "epoch": 1 / 12}
"""So slowly that a class can follow."""

REPORTS_A_SECOND = 30
"""At full speed, and no more."""

_BURST = 0.003
"""Seconds of work between two looks at the orders."""

_LONGEST_REST = 0.05
"""Seconds to wait for the window to show a report before learning goes on beside it."""

_SHARE_OF_SHOWING = 0.12
"""About how much of the time may go into reports: making, showing and resting meanwhile."""

_LONGEST_SILENCE = 0.1
"""Seconds between two reports, however long the window takes to show them."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How the network learns: the same between two records, with the same parameters held fast."""

    learning_rate: float
    batch_size: int | None


class Course:
    """Trains one job as the reins say; `send` hands each Progress to the window."""

    def __init__(self, job: Job, reins: Reins, send: Callable[[Progress], object]) -> None:
        self._job = job
        self._reins = reins
        self._send = send
        self._held = job.held
        self._descent = self._descent_from(job.network, job.first_epoch, job.first_student)
        self._way: _Way | None = None
        self._records: list[Record] = []
        self._snapshot = self._take_record()
        self._student_row: int | None = None
        self._burst_length = 1
        self._next_report = 0.0

    def _descent_from(self, network: Network, epoch: int, student: int) -> Descent:
        job = self._job
        return Descent(
            network,
            job.X,
            job.y,
            batch_size=job.batch_size,
            seed=job.seed,
            first_epoch=epoch,
            first_student=student,
            held=self._held,
        )

    def run(self) -> Ending:
        """Train until there is a reason to stop. A training that fails ends at the last good moment."""
        try:
            reason = self._train()
            self._record()
        except Problem as problem:
            return Ending(StopReason.FAILED, self._report(), problem)
        return Ending(reason, self._report())

    def _train(self) -> StopReason:
        steps_left = self._job.steps
        turn = 0.0
        while True:
            orders = self._orders()
            if orders.halted:
                return StopReason.PAUSED
            if orders.held is not self._held:
                self._hold(orders.held)
            if steps_left == 0:
                return StopReason.STEPPED
            if orders.stop_epoch is not None and self._descent.epoch >= orders.stop_epoch:
                return StopReason.LIMIT
            if orders.pace == "full":
                self._burst(orders)
                if self._reins.is_seen and time.perf_counter() >= self._next_report:
                    self._report_and_rest()
            elif self._step(orders):
                if steps_left is not None:
                    steps_left -= 1
                    continue
                self._record()
                self._send_report()
                turn = max(turn, time.perf_counter()) + SECONDS_A_STEP[orders.pace]
                self._reins.wait_for_turn(orders.pace, turn)

    def _hold(self, held: Booleans | None) -> None:
        """Go on with other parameters held fast: a training that begins here gives the same bits."""
        self._record()
        self._held = held
        self._descent = self._descent_from(self._snapshot.network, self._snapshot.epoch, self._snapshot.student)

    def _orders(self) -> Orders:
        """What holds now. Steps are epochs at full speed too, and are taken even beyond the epoch limit."""
        orders = self._reins.orders
        if self._job.steps is None:
            return orders
        return replace(orders, stop_epoch=None, pace="student" if orders.pace == "student" else "epoch")

    def _step(self, orders: Orders) -> bool:
        """One student, or work on one epoch; whether it is done."""
        if orders.pace == "student":
            self._learn(orders, singly=True, most=1)
            self._student_row = self._descent.last_student
            return True
        epoch = self._descent.epoch
        self._burst(orders, last_epoch=epoch + 1)
        return self._descent.epoch > epoch

    def _burst(self, orders: Orders, last_epoch: int | None = None) -> None:
        """Some milliseconds of learning, up to the next moment worth keeping at most."""
        descent = self._descent
        self._student_row = None
        # Students that come one at a time may be interrupted in the midst of an epoch, which can be very long.
        singly = descent.student > 0 or self._job.batch_size == 1
        if singly:
            most = descent.students - descent.student
        else:
            ends = (next_due(descent.epoch), last_epoch, orders.stop_epoch)
            most = min(end for end in ends if end is not None) - descent.epoch
        self._learn(orders, singly, most)
        if descent.student == 0 and is_due(descent.epoch):
            self._record()

    def _learn(self, orders: Orders, singly: bool, most: int) -> None:
        """Learn from students one at a time, or in whole epochs, for about the time of a burst."""
        way = _Way(orders.learning_rate, 1 if singly else self._job.batch_size)
        if way != self._way:
            self._record()
            self._way = way
            self._burst_length = 1
        count = min(self._burst_length, most)
        begin = time.perf_counter()
        if singly:
            self._descent.run_students(count, orders.learning_rate)
        else:
            self._descent.run(count, orders.learning_rate)
        seconds = time.perf_counter() - begin
        self._burst_length = max(int(count * _BURST / max(seconds, 1e-6)), 1)

    def _record(self) -> None:
        """Keep the present moment, if it is another than the one kept last."""
        if (self._descent.epoch, self._descent.student) != (self._snapshot.epoch, self._snapshot.student):
            self._snapshot = self._take_record()

    def _take_record(self) -> Snapshot:
        snapshot, job, way = self._descent.snapshot(), self._job, self._way
        aside_loss = None
        if job.aside_X is not None and job.aside_y is not None and len(job.aside_y):
            aside_loss = snapshot.network.loss(job.aside_X, job.aside_y)
        self._records.append(
            Record(
                snapshot.epoch + snapshot.student / self._descent.students,
                snapshot.network,
                snapshot.loss,
                aside_loss,
                None if way is None else way.learning_rate,
                None if way is None else way.batch_size,
                None if way is None else self._held,
            )
        )
        return snapshot

    def _report(self) -> Progress | None:
        """What has not been reported yet; None if that is nothing."""
        if not self._records:
            return None
        records, self._records = tuple(self._records), []
        job, snapshot = self._job, self._snapshot
        aside_X, aside_y = job.aside_X, job.aside_y
        latest = Moment(
            snapshot.network,
            snapshot.epoch,
            snapshot.student,
            snapshot.loss,
            records[-1].aside_loss,
            count_correct(snapshot.network, job.X, job.y),
            len(job.y),
            count_correct(snapshot.network, aside_X, aside_y) if aside_X is not None and aside_y is not None else 0,
            0 if aside_y is None else len(aside_y),
        )
        return Progress(records, latest, self._student_row)

    def _send_report(self) -> None:
        progress = self._report()
        if progress is not None:
            self._reins.mark_sent()
            self._send(progress)

    def _report_and_rest(self) -> None:
        begin = time.perf_counter()
        self._record()
        self._send_report()
        self._reins.wait_until_seen(_LONGEST_REST)
        spent = time.perf_counter() - begin
        pause = max(1 / REPORTS_A_SECOND, min(spent / _SHARE_OF_SHOWING, _LONGEST_SILENCE), 2 * spent)
        self._next_report = begin + pause
