"""The window's side of the training: starts it, holds the reins, and hands on what it reports."""

from __future__ import annotations

import weakref
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal, Slot

from neuralpad.core.scaling import Booleans
from neuralpad.training.interpreter import interpreter
from neuralpad.training.job import Ending, Job, Pace, Progress
from neuralpad.training.reins import Orders, Reins
from neuralpad.training.worker import Worker

_PAINTED = QEvent.Type(QEvent.registerEventType())

_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Widgets paint at low priority; this comes after them."""

_ROUNDS_OF_PAINTING = 2
"""A plot that finds its range while it paints asks to be painted once more."""


class Trainer(QObject):
    """Trains one job at a time in a thread of its own, which lives only as long as the training.

    Signals:
        progressed: a Progress: the moments to be kept since the last one, and the newest. Never more than one is on its
            way: the next one is sent when the window has painted this one.
        failed: a Problem; after the last Progress.
        stopped: the StopReason, exactly once after each start, after everything else. The thread has ended by then, and
            another training may be started.
    """

    progressed = Signal(object)
    failed = Signal(object)
    stopped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reins: Reins | None = None
        self._worker: Worker | None = None
        self._worker_thread: QThread | None = None
        self._ending: Ending | None = None
        self._rounds_left = 0
        self._leash: weakref.finalize[..., Trainer] | None = None

    @property
    def is_running(self) -> bool:
        """Whether a training has been started and has not said `stopped`."""
        return self._reins is not None

    def start(self, job: Job) -> None:
        """Train until paused, the epoch limit, or a failure.

        Raises
        ------
        RuntimeError
            If a training is running.
        """
        if self.is_running:
            raise RuntimeError("a training is running; wait until it has stopped")
        reins = self._reins = Reins(Orders(job.learning_rate, job.pace, job.stop_epoch, job.held))
        worker = self._worker = Worker(job, reins)
        # Without a parent: a window that is torn down must not take a running thread with it.
        thread = self._worker_thread = QThread()
        thread.setObjectName("training")
        worker.moveToThread(thread)
        thread.started.connect(worker.run)
        worker.progressed.connect(self._on_progressed)
        worker.ended.connect(self._on_ended)
        thread.finished.connect(self._on_finished)
        # Destroying a running thread aborts the program: whatever becomes of this object, it is stopped first.
        self._leash = weakref.finalize(self, _bring_to_rest, reins, thread)
        interpreter.begin()
        thread.start()

    def step(self, job: Job) -> None:
        """Learn from one student (pace "student") or through one epoch, limit or not, then stop."""
        self.start(replace(job, steps=1))

    def pause(self) -> None:
        """Stop as soon as possible; `stopped` follows."""
        if self._reins is not None:
            self._reins.halt()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Let the running training learn at another rate, at once."""
        if self._reins is not None:
            self._reins.change_learning_rate(learning_rate)

    def set_pace(self, pace: Pace) -> None:
        """Let the running training go on at another pace, at once."""
        if self._reins is not None:
            self._reins.change_pace(pace)

    def set_stop_epoch(self, stop_epoch: int | None) -> None:
        """Let the running training stop at another epoch (None: never); at once if that has been passed."""
        if self._reins is not None:
            self._reins.change_stop_epoch(stop_epoch)

    def set_held(self, held: Booleans | None) -> None:
        """Let the running training hold these parameters fast, in the order of `Network.parameters`, at once."""
        if self._reins is not None:
            self._reins.change_held(held)

    def shutdown(self) -> bool:
        """Prepare for closing: whether nothing runs. If not, `stopped` follows soon; close then."""
        self.pause()
        return not self.is_running

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        assert self.thread().isCurrentThread(), "progress is shown in the window's thread"
        self.progressed.emit(progress)
        interpreter.collect()
        self._rounds_left = _ROUNDS_OF_PAINTING
        self._ask_when_painted()

    def _ask_when_painted(self) -> None:
        QCoreApplication.postEvent(self, QEvent(_PAINTED), _AFTER_PAINTING)

    @Slot(object)
    def _on_ended(self, ending: Ending) -> None:
        self._ending = ending

    @Slot()
    def _on_finished(self) -> None:
        assert self.thread().isCurrentThread(), "a training ends in the window's thread"
        assert self._worker_thread is not None
        assert self._leash is not None
        self._worker_thread.wait()
        self._leash.detach()
        interpreter.end()
        ending = self._ending
        assert ending is not None, "a worker always says how it ended"
        self._worker = self._worker_thread = self._leash = self._ending = None
        if ending.progress is not None:
            self.progressed.emit(ending.progress)
        if ending.problem is not None:
            self.failed.emit(ending.problem)
        self._reins = None
        self.stopped.emit(ending.reason)

    def customEvent(self, event: QEvent) -> None:
        if event.type() != _PAINTED or self._reins is None:
            return
        self._rounds_left -= 1
        if self._rounds_left > 0:
            self._ask_when_painted()
        else:
            self._reins.acknowledge()


def _bring_to_rest(reins: Reins, thread: QThread) -> None:
    reins.halt()
    thread.quit()
    thread.wait()
    interpreter.end()
