"""One run of the training, as the window sees it: what the trainer reports becomes a longer history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.parts import Part, held_mask
from neuralpad.core.project import Learning, TrainingSettings
from neuralpad.core.scaling import ClassSplit
from neuralpad.training.job import Job, Pace, Progress
from neuralpad.training.trainer import Trainer


class TrainingRun(QObject):
    """Starts and stops the trainer, and keeps the learning that grows.

    Signals:
        advanced: the Moment, and the row of X just learned from alone (−1: the whole class).
        failed: a Problem.
        ended: the Learning at the end; always, after everything else.
    """

    advanced = Signal(object, int)
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trainer = Trainer(self)
        self.trainer.progressed.connect(self._on_progressed)
        self.trainer.failed.connect(self.failed)
        self.trainer.stopped.connect(self._on_stopped)
        self._learning: Learning | None = None
        self.pace: Pace = "full"
        self.is_single = False
        """Whether the run is a single step."""
        self._start_epoch = 0
        self._held: frozenset[Part] = frozenset()
        self._waiting: list[Callable[[], object]] = []

    @property
    def is_running(self) -> bool:
        """Whether a run has begun and not ended."""
        return self._learning is not None

    @property
    def learning(self) -> Learning | None:
        """Where the run stands; its history is still growing."""
        return self._learning

    def start(self, base: Learning, settings: TrainingSettings, split: ClassSplit, steps: int | None = None) -> None:
        """Train on from `base`: until paused or the limit, or so many steps of the pace."""
        self._start_epoch, self._held = base.epoch, settings.held
        self.is_single = steps == 1
        learned, aside = split.learned, split.aside
        history = base.history.copy()
        if base.trained_on and base.trained_on != learned.digest:
            history.forget_recipes()
        # A class that has become smaller may have no such student any more: the epoch under way begins anew.
        student = base.student if base.student < len(learned.y) else 0
        self._learning = replace(base, student=student, history=history, trained_on=learned.digest)
        self.trainer.start(
            Job(
                network=base.network,
                X=learned.X,
                y=learned.y,
                aside_X=aside.X if len(aside.y) else None,
                aside_y=aside.y if len(aside.y) else None,
                learning_rate=settings.learning_rate,
                batch_size=settings.batch_size,
                seed=settings.seed,
                first_epoch=base.epoch,
                first_student=student,
                stop_epoch=None if steps else _next_limit(settings.epoch_limit, base.epoch),
                pace=self.pace,
                steps=steps,
                held=held_mask(base.network, settings.held) if settings.held else None,
            )
        )

    def pause(self) -> None:
        """Stop as soon as possible; `ended` follows."""
        if self.is_running:
            self.trainer.pause()

    def apply(self, settings: TrainingSettings) -> None:
        """What may change while training runs: α, the limit, and what is held fast."""
        if self._learning is not None:
            self.trainer.set_learning_rate(settings.learning_rate)
            if settings.held != self._held:
                self._held = settings.held
                self.trainer.set_held(held_mask(self._learning.network, settings.held))
            self.trainer.set_stop_epoch(_next_limit(settings.epoch_limit, self._start_epoch))

    def set_pace(self, pace: Pace) -> None:
        """Train at another pace, from now on."""
        self.pace = pace
        if self.is_running:
            self.trainer.set_pace(pace)

    def when_at_rest(self, work: Callable[[], object]) -> None:
        """Do something that needs the training to rest: at once, or as soon as it has paused."""
        if not self.is_running:
            work()
            return
        self._waiting.append(work)
        self.pause()

    def shut_down(self) -> None:
        """Stop, and let the thread end; safe to call twice."""
        self.trainer.shutdown()

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if self._learning is None:
            return
        history = self._learning.history
        for record in progress.records:
            history.append(
                record.epoch,
                record.network,
                record.loss,
                record.aside_loss,
                learning_rate=record.learning_rate,
                batch_size=record.batch_size,
                held=record.held,
            )
        latest = progress.latest
        self._learning = replace(self._learning, network=latest.network, epoch=latest.epoch, student=latest.student)
        self.advanced.emit(latest, -1 if progress.student_row is None else progress.student_row)

    @Slot()
    def _on_stopped(self) -> None:
        learning, self._learning = self._learning, None
        if learning is not None:
            self.ended.emit(learning)
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()


def _next_limit(limit: int, epoch: int) -> int | None:
    # Train, pressed again at the limit, goes on for as many epochs: never a button that does nothing.
    return limit * (epoch // limit + 1) if limit else None
