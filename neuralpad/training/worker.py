"""The thread's side of the training."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QThread, Signal, Slot

from neuralpad.core.problems import Problem
from neuralpad.training.course import Course
from neuralpad.training.job import Ending, Job, StopReason
from neuralpad.training.reins import Reins

_logger = logging.getLogger(__name__)


class Worker(QObject):
    """Trains one job in the thread it was moved to, then ends that thread.

    Signals:
        progressed: a Progress; the next one follows after `Reins.acknowledge`.
        ended: the Ending, once and last, whatever happens.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, job: Job, reins: Reins) -> None:
        super().__init__()
        self._job = job
        self._reins = reins

    @Slot()
    def run(self) -> None:
        """Train from beginning to end."""
        assert self.thread().isCurrentThread(), "the training has to run in its own thread"
        ending = Ending(StopReason.FAILED)
        try:
            ending = Course(self._job, self._reins, self.progressed.emit).run()
        except Exception as error:
            _logger.exception("the training failed")
            problem = Problem("Something went wrong that NeuralPad did not expect: {error}", error=repr(error))
            ending = Ending(StopReason.FAILED, problem=problem)
        finally:
            self.ended.emit(ending)
            QThread.currentThread().quit()
