"""Steps in time: back to the moment before, forward on the way that was trained, and beyond the present one more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.network import Network
from neuralpad.core.replay import Place, place_after, place_before, replay
from neuralpad.training.replayer import Replayer
from neuralpad.ui.session import Session


class TimeSteps(QObject):
    """Leads the window from moment to moment. What is not recorded is trained again, to the bit.

    A step is one student where students came one at a time and the pace is "one student", else an epoch.

    Signals:
        changed: whether one can step back, or how far a long step has come.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._replayer = Replayer(self)
        self._replayer.progressed.connect(self._on_progressed)
        self._replayer.arrived.connect(self._on_arrived)
        self._replayer.failed.connect(session.problem_found)
        self._target: Place | None = None
        self._said: tuple[bool, Place | None] | None = None
        self.share = 0.0
        """How much of a long step is done."""
        session.history_changed.connect(self._on_history_changed)
        session.training_changed.connect(self._on_history_changed)

    @property
    def target(self) -> Place | None:
        """Where a long step leads that is under way; None if there is none."""
        return self._target if self._replayer.is_busy else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a moment before the one shown."""
        return not self._session.is_training and self._before() is not None

    @Slot()
    def back(self) -> None:
        """Show the moment before."""
        if self.can_go_back:
            self._go(self._before())

    @Slot()
    def forward(self) -> None:
        """Show the moment after; at the present, train one step more."""
        session = self._session
        if session.is_training:
            return
        place = place_after(session.learning, session.split.learned, self._here(), self._singly)
        if place is not None:
            self._go(place)
        elif not self._replayer.is_busy:
            session.step()

    @Slot()
    def cancel(self) -> None:
        """Stay where the window is."""
        if self._replayer.is_busy:
            self._replayer.cancel()
            self.changed.emit()

    def shut_down(self) -> None:
        """Stop what is under way; safe to call twice."""
        self._replayer.shut_down()

    @property
    def _singly(self) -> bool:
        return self._session.run.pace == "student"

    def _here(self) -> Place:
        return self.target or self._session.time.place(self._session.learning)

    def _before(self) -> Place | None:
        session = self._session
        return place_before(session.learning, session.split.learned, self._here(), self._singly)

    def _go(self, place: Place | None) -> None:
        if place is None:
            return
        session = self._session
        self._target, self.share = place, 0.0
        self._replayer.start(replay(session.learning, session.split.learned, session.settings.seed, place))
        if self._replayer.is_busy:
            self._said = None
            self.changed.emit()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        if self._replayer.is_busy:
            self.share = share
            self.changed.emit()

    @Slot(object)
    def _on_arrived(self, network: Network) -> None:
        place = self._target
        assert place is not None
        if place.is_recorded and place.index == len(self._session.learning.history) - 1:
            self._session.view_present()
        else:
            self._session.view_place(place, network)

    @Slot()
    def _on_history_changed(self) -> None:
        # Whoever trains, edits or goes elsewhere meanwhile does not want to arrive there any more.
        self._replayer.cancel()
        # It is called at every report of a training: what is as it was need not be said again.
        state = self.can_go_back, self.target
        if state != self._said:
            self._said = state
            self.changed.emit()
