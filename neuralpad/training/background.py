"""Runs a function off the window's thread: recovery copies, large files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot

from neuralpad.core.problems import Problem
from neuralpad.training.interpreter import interpreter


class _Work(QRunnable):
    def __init__(self, work: Callable[[], object], relay: _Relay) -> None:
        super().__init__()
        self._work = work
        self._relay = relay

    def run(self) -> None:
        result, problem = None, None
        try:
            result = self._work()
        except Problem as found:
            problem = found
        except Exception as error:  # noqa: BLE001 (the window must hear of it, not the thread)
            problem = Problem("Something went wrong that NeuralPad did not expect: {error}", error=repr(error))
        self._relay.ended.emit(result, problem)


class _Relay(QObject):
    """Carries what came out into the window's thread."""

    ended = Signal(object, object)


class Background(QObject):
    """One piece of work at a time. It lives in the window's thread, and so do its signals.

    Signals:
        done: what the function returned, and None; or None and the Problem.
    """

    done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay(self)
        self._relay.ended.connect(self._on_ended)
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._busy

    def run(self, work: Callable[[], object]) -> bool:
        """Begin, unless something is under way; whether it was begun. `work` must only touch values."""
        if self._busy:
            return False
        self._busy = True
        interpreter.begin()
        self._pool.start(_Work(work, self._relay))
        return True

    def finish(self) -> None:
        """Wait for what is under way, and say that it is done."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self)

    @Slot(object, object)
    def _on_ended(self, result: object, problem: object) -> None:
        self._busy = False
        interpreter.end()
        self.done.emit(result, problem)
