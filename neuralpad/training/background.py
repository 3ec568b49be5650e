"""Runs a function off the window's thread: recovery copies, large files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

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


class _Share:
    """A thread's share of the interpreter: taken once, and given back once."""

    def __init__(self) -> None:
        self.is_taken = False

    def take(self) -> None:
        self.is_taken = True
        interpreter.begin()

    def give_back(self) -> None:
        if self.is_taken:
            self.is_taken = False
            interpreter.end()


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
        self._share = _Share()
        # Torn down with its owner it hears nothing of its end; the garbage would be left to nobody.
        self.destroyed.connect(partial(_come_to_rest, self._pool, self._share))

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._share.is_taken

    def run(self, work: Callable[[], object]) -> bool:
        """Begin, unless something is under way; whether it was begun. `work` must only touch values."""
        if self.is_busy:
            return False
        self._share.take()
        self._pool.start(_Work(work, self._relay))
        return True

    def finish(self) -> None:
        """Wait for what is under way, and say that it is done."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self)

    @Slot(object, object)
    def _on_ended(self, result: object, problem: object) -> None:
        self._share.give_back()
        self.done.emit(result, problem)


def _come_to_rest(pool: QThreadPool, share: _Share, _destroyed: object = None) -> None:
    pool.waitForDone()
    share.give_back()
