"""The line above the panels: what the user should know just now, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from neuralpad.core.replay import Place
from neuralpad.ui.session import Session
from neuralpad.ui.texts import integer, percent
from neuralpad.ui.time_steps import TimeSteps
from neuralpad.ui.widgets import Notice


class Notices(QObject):
    """Chooses the one notice that matters most.

    Signals:
        new_class_wanted: the user has seen the sample and wants a class of their own.
    """

    new_class_wanted = Signal()

    def __init__(self, session: Session, steps: TimeSteps, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = steps
        self._notice = notice
        notice.pressed.connect(self._on_pressed)
        session.class_divided.connect(self.update)
        session.history_changed.connect(self.update)
        session.training_changed.connect(self.update)
        steps.changed.connect(self.update)
        # Queued: a stack that is torn down with its window says so, and there is nothing left to look at then.
        session.undo_stack.indexChanged.connect(self.update, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def update(self) -> None:
        """Say what is to be said now, or nothing."""
        session, notice = self._session, self._notice
        if self._steps.target is not None:
            notice.show_message(self._under_way(self._steps.target), self.tr("Cancel"), "info")
        elif session.viewed_epoch is not None:
            notice.show_message(self._looking_back(), self.tr("Back to now"), "info")
        elif session.is_stale:
            notice.show_message(
                self.tr("The grades have changed since the network learned from them."),
                "" if session.is_training else self.tr("Train on"),
            )
        elif self._introduces:
            notice.show_message(session.book.note, self.tr("Start an empty class"), "info")
        else:
            notice.hide()

    def _under_way(self, target: Place) -> str:
        text = self.tr("Training again up to {moment}: {share} done.")
        return text.format(moment=_moment(target), share=percent(self._steps.share))

    def _looking_back(self) -> str:
        session = self._session
        if not session.time.is_nearest:
            text = self.tr("You are looking at {moment}: the network, the guesses and the predictions of then.")
        elif session.is_stale:
            text = self.tr(
                "You are looking at {moment}, the nearest that was recorded. The grades have changed since, "
                "so what lies between cannot be trained again."
            )
        else:
            text = self.tr(
                "You are looking at {moment}, the nearest that was recorded. What lies between was learned from "
                "other grades, and cannot be trained again."
            )
        return text.format(moment=_moment(session.time.place(session.learning)))

    @property
    def _introduces(self) -> bool:
        # What a class says of itself is said until somebody begins to work with it.
        session = self._session
        return bool(session.book.note) and not session.is_trained and not session.undo_stack.canUndo()

    @Slot()
    def _on_pressed(self) -> None:
        if self._steps.target is not None:
            self._steps.cancel()
        elif self._session.viewed_epoch is not None:
            self._session.view_present()
        elif self._session.is_stale:
            self._session.train()
        else:
            self.new_class_wanted.emit()


def _moment(place: Place) -> str:
    if not place.student:
        return QCoreApplication.translate("Notices", "epoch {epoch}").format(epoch=integer(place.epoch))
    text = QCoreApplication.translate("Notices", "epoch {epoch} and {students} students of the next")
    if place.student == 1:
        text = QCoreApplication.translate("Notices", "epoch {epoch} and one student of the next")
    return text.format(epoch=integer(place.epoch), students=place.student)
