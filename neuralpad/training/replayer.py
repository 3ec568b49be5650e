"""Trains again, off the window's thread, what lies between a recorded moment and another one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.replay import Replayed
from neuralpad.training.background import Background

AT_ONCE = 0.004
"""Seconds of work that are done without a thread: nobody feels them."""

_REPORTS_A_SECOND = 20
_REST = 0.0005
"""Seconds between two bursts, in which the window may work."""


class Replayer(QObject):
    """One replay at a time; another one takes its place.

    Signals:
        progressed: the share that is done, 0 … 1.
        arrived: the Network at the end of the way.
        failed: a Problem.
    """

    progressed = Signal(float)
    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._way: Iterator[Replayed] | None = None
        self._given_up = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether a replay is under way."""
        return self._way is not None

    def start(self, way: Iterator[Replayed]) -> None:
        """Follow a way to its end. A short one has `arrived` before this returns; what was under way is given up."""
        self._given_up.set()
        self._way = way
        if not self._background.is_busy:
            self._go()

    def cancel(self) -> None:
        """Give up what is under way; nothing follows."""
        self._given_up.set()
        self._way = None

    def shut_down(self) -> None:
        """Give up, and wait until the thread has heard of it; safe to call twice."""
        self.cancel()
        self._background.finish()

    def _go(self) -> None:
        way = self._way
        assert way is not None
        try:
            network = _first_part(way)
        except Problem as problem:
            self._end(None, problem)
            return
        if network is not None:
            self._end(network, None)
            return
        given_up = self._given_up = threading.Event()

        def work() -> Network | None:
            return self._follow(way, given_up)

        self._background.run(work)

    def _follow(self, way: Iterator[Replayed], given_up: threading.Event) -> Network | None:
        """In the thread: the network at the end, None where it was given up."""
        told = 0.0
        for replayed in way:
            if replayed.network is not None or given_up.is_set():
                return replayed.network
            now = time.perf_counter()
            if now - told > 1 / _REPORTS_A_SECOND:
                told = now
                self.progressed.emit(replayed.done / replayed.total)
            time.sleep(_REST)
        return None

    @Slot(object, object)
    def _on_done(self, network: Network | None, problem: Problem | None) -> None:
        assert self.thread().isCurrentThread(), "a replay ends in the window's thread"
        if self._given_up.is_set():
            if self._way is not None:
                self._go()
            return
        self._end(network, problem)

    def _end(self, network: Network | None, problem: Problem | None) -> None:
        self._way = None
        if problem is not None:
            self.failed.emit(problem)
        elif network is not None:
            self.arrived.emit(network)


def _first_part(way: Iterator[Replayed]) -> Network | None:
    """Follow a way for as long as nobody feels it: the network if that was enough."""
    # Its own time: on a busy machine a short way is still a short way.
    begin = time.thread_time()
    for replayed in way:
        if replayed.network is not None:
            return replayed.network
        if time.thread_time() - begin > AT_ONCE:
            break
    return None
