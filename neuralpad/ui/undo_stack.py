"""The steps that undo takes back, each of which waits, where it must, until the training rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from neuralpad.ui.commands import EditCommand, StateCommand

STEPS = 100


class CanRest(Protocol):
    """What may have to rest first: the training."""

    def when_at_rest(self, work: Callable[[], object]) -> None:
        """Do something at once, or as soon as the training has paused."""
        ...


class UndoStack(QUndoStack):
    """The steps of a class: edits, settings, training."""

    def __init__(self, training: CanRest, parent: QObject) -> None:
        super().__init__(parent)
        self._training = training
        self.setUndoLimit(STEPS)

    def put(self, make: Callable[[], EditCommand | StateCommand], needs_rest: bool) -> None:
        """Take a step; `make` is called when it may be taken."""
        self._go(lambda: self.push(make()), needs_rest)

    def take_back(self) -> None:
        """Undo the last step. What may be done while training runs may be taken back meanwhile as well."""
        self._go(self.undo, self._needs_rest(self.index() - 1))

    def do_again(self) -> None:
        """Redo the step taken back last."""
        self._go(self.redo, self._needs_rest(self.index()))

    def _needs_rest(self, at: int) -> bool:
        command = self.command(at) if 0 <= at < self.count() else None
        return not isinstance(command, EditCommand | StateCommand) or command.needs_rest

    def _go(self, work: Callable[[], object], needs_rest: bool) -> None:
        if needs_rest:
            self._training.when_at_rest(work)
        else:
            work()
