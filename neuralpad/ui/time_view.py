"""Which moment of the training the window shows: the present or a recorded one; and the run before, to compare."""

from __future__ import annotations

from neuralpad.core.history import History
from neuralpad.core.moment import Moment, moment_of
from neuralpad.core.project import Learning, learning_at
from neuralpad.core.scaling import ClassSplit


class TimeView:
    """Where the window stands in time. Looking back changes nothing; training on from there is the session's."""

    def __init__(self) -> None:
        self.epoch: float | None = None
        """The past epoch that is shown; None for the present."""
        self.previous: History | None = None
        """The run before this one."""

    def forget(self) -> None:
        """The present of another class: nothing is past, and no run came before."""
        self.epoch = self.previous = None

    def keep_as_previous(self, learning: Learning) -> None:
        """A new run begins: this one stays to compare with, if anything was learned in it."""
        if len(learning.history) > 1:
            self.previous = learning.history

    def look_at(self, epoch: float | None, history: History, is_growing: bool) -> None:
        """Show the recorded moment nearest to an epoch; None for the present, which the last moment is at rest."""
        self.epoch = None
        if epoch is not None and len(history):
            index = history.index_nearest(epoch)
            if is_growing or index < len(history) - 1:
                self.epoch = history[index].epoch

    def learning(self, present: Learning, students: int) -> Learning:
        """The learning at the moment shown; an epoch has so many `students`."""
        return present if self.epoch is None else learning_at(present, self.epoch, students)

    def leave(self, present: Learning, students: int) -> Learning:
        """The learning at the moment shown, to go on from there; what came after a past one is the run before."""
        learning = self.learning(present, students)
        if self.epoch is not None:
            self.keep_as_previous(present)
            self.epoch = None
        return learning

    def moment(self, present: Learning, split: ClassSplit) -> Moment:
        """The moment shown, measured on the class as it stands."""
        learning = self.learning(present, len(split.learned.y))
        return moment_of(learning.network, learning.epoch, learning.student, split)
