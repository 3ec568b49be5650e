"""Which moment of the training the window shows: the present or one before; and the run before, to compare."""

from __future__ import annotations

from neuralpad.core.history import History
from neuralpad.core.moment import Moment, moment_of
from neuralpad.core.network import Network
from neuralpad.core.project import Learning
from neuralpad.core.replay import Place, learning_there, recorded_place
from neuralpad.core.scaling import ClassSplit


class TimeView:
    """Where the window stands in time. Looking back changes nothing; training on from there is the session's."""

    def __init__(self) -> None:
        self._past: tuple[Place, Learning] | None = None
        self.previous: History | None = None
        """The run before this one."""

    @property
    def epoch(self) -> float | None:
        """The past epoch that is shown, with the share of students of the next one; None for the present."""
        if self._past is None:
            return None
        last = self._past[1].history.last
        assert last is not None
        return last.epoch

    @property
    def is_nearest(self) -> bool:
        """Whether the moment shown stands for another one, which cannot be had again."""
        return self._past is not None and self._past[0].is_nearest

    def forget(self) -> None:
        """The present of another class: nothing is past, and no run came before."""
        self._past = self.previous = None

    def return_to_present(self) -> None:
        """Show the present."""
        self._past = None

    def keep_as_previous(self, learning: Learning) -> None:
        """A new run begins: this one stays to compare with, if anything was learned in it."""
        if len(learning.history) > 1:
            self.previous = learning.history

    def look_at(self, epoch: float | None, present: Learning, split: ClassSplit, is_growing: bool) -> None:
        """Show the recorded moment nearest to an epoch; None for the present, which the last moment is at rest."""
        self._past = None
        history = present.history
        if epoch is not None and len(history):
            place = recorded_place(history, history.index_nearest(epoch), len(split.learned.y))
            if is_growing or place.index < len(history) - 1:
                self.show(place, history.network_at(place.index), present, split)

    def show(self, place: Place, network: Network, present: Learning, split: ClassSplit) -> None:
        """Show a moment of the way that led to the present, which `network` was at."""
        self._past = place, learning_there(present, place, network, split)

    def place(self, present: Learning) -> Place:
        """Where the window stands on the way that led to the present."""
        if self._past is not None:
            return self._past[0]
        return Place(len(present.history) - 1, present.epoch, present.student)

    def learning(self, present: Learning) -> Learning:
        """The learning at the moment shown."""
        return present if self._past is None else self._past[1]

    def leave(self, present: Learning) -> Learning:
        """The learning at the moment shown, to go on from there; what came after a past one is the run before."""
        learning = self.learning(present)
        if self._past is not None:
            self.keep_as_previous(present)
            self._past = None
        return learning

    def moment(self, present: Learning, split: ClassSplit) -> Moment:
        """The moment shown, measured on the class as it stands."""
        learning = self.learning(present)
        return moment_of(learning.network, learning.epoch, learning.student, split)
