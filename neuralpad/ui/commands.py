"""What undo and redo take back: edits of the grade book, and changes of settings or of the network."""

from __future__ import annotations

import weakref
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from neuralpad.core.edits import Edit
from neuralpad.core.project import Learning, TrainingSettings


class Changeable(Protocol):
    """What commands change: the session."""

    @property
    def settings(self) -> TrainingSettings: ...

    @property
    def learning(self) -> Learning: ...

    def apply_edit(self, edit: Edit) -> Edit:
        """Change the grade book, and give back the inverse."""
        ...

    def put_state(self, settings: TrainingSettings | None, learning: Learning | None) -> None:
        """Take over settings or a network as they are."""
        ...


class EditCommand(QUndoCommand):
    """An edit of the grade book. If it makes the network useless, undo brings that back with its pins."""

    def __init__(self, session: Changeable, edit: Edit, text: str, needs_rest: bool = False) -> None:
        super().__init__(text)
        self.needs_rest = needs_rest
        """Whether no training may run while it is done or taken back."""
        # Weakly: the stack dies with the session, and must not do so in the midst of a garbage collection.
        self._session = weakref.proxy(session)
        self._edit = edit
        self._inverse: Edit | None = None
        self._before = session.settings, session.learning

    def redo(self) -> None:
        self._before = self._session.settings, self._session.learning
        self._inverse = self._session.apply_edit(self._edit)

    def undo(self) -> None:
        assert self._inverse is not None
        settings, learning = self._before
        is_replaced = self._session.learning is not learning
        self._session.apply_edit(self._inverse)
        if is_replaced:
            self._session.put_state(settings, learning)


class StateCommand(QUndoCommand):
    """Other settings, another network, or both. Commands with the same `merge` number in a row become one step."""

    def __init__(
        self,
        session: Changeable,
        text: str,
        settings: tuple[TrainingSettings, TrainingSettings] | None = None,
        learning: tuple[Learning, Learning] | None = None,
        merge: int = -1,
        needs_rest: bool = True,
    ) -> None:
        super().__init__(text)
        # Weakly: the stack dies with the session, and must not do so in the midst of a garbage collection.
        self._session = weakref.proxy(session)
        self._settings = settings
        self._learning = learning
        self._merge = merge
        self.needs_rest = needs_rest
        """Whether no training may run while it is done or taken back."""

    def redo(self) -> None:
        self._put(1)

    def undo(self) -> None:
        self._put(0)

    def _put(self, side: int) -> None:
        settings = self._settings[side] if self._settings else None
        learning = self._learning[side] if self._learning else None
        self._session.put_state(settings, learning)

    def id(self) -> int:
        return self._merge

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, StateCommand):
            return False
        if self._settings and other._settings:
            self._settings = (self._settings[0], other._settings[1])
        if self._learning and other._learning:
            self._learning = (self._learning[0], other._learning[1])
        return True
