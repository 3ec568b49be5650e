"""The line above the panels: what the user should know just now, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from neuralpad.ui.session import Session
from neuralpad.ui.texts import integer
from neuralpad.ui.widgets import Notice


class Notices(QObject):
    """Chooses the one notice that matters most.

    Signals:
        new_class_wanted: the user has seen the sample and wants a class of their own.
    """

    new_class_wanted = Signal()

    def __init__(self, session: Session, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        notice.pressed.connect(self._on_pressed)
        session.class_divided.connect(self.update)
        session.history_changed.connect(self.update)
        session.training_changed.connect(self.update)
        # Queued: a stack that is torn down with its window says so, and there is nothing left to look at then.
        session.undo_stack.indexChanged.connect(self.update, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def update(self) -> None:
        """Say what is to be said now, or nothing."""
        session, notice = self._session, self._notice
        if session.viewed_epoch is not None:
            text = self.tr("You are looking at epoch {epoch}: the network, the guesses and the predictions of then.")
            notice.show_message(text.format(epoch=integer(int(session.viewed_epoch))), self.tr("Back to now"), "info")
        elif session.is_stale:
            notice.show_message(
                self.tr("The grades have changed since the network learned from them."),
                "" if session.is_training else self.tr("Train on"),
            )
        elif self._introduces:
            notice.show_message(session.book.note, self.tr("Start an empty class"), "info")
        else:
            notice.hide()

    @property
    def _introduces(self) -> bool:
        # What a class says of itself is said until somebody begins to work with it.
        session = self._session
        return bool(session.book.note) and not session.is_trained and not session.undo_stack.canUndo()

    @Slot()
    def _on_pressed(self) -> None:
        if self._session.viewed_epoch is not None:
            self._session.view_present()
        elif self._session.is_stale:
            self._session.train()
        else:
            self.new_class_wanted.emit()
