"""The interpreter while a thread works beside the window: quick to change hands, and tidied in one thread only."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from neuralpad.training.background import Background
from neuralpad.training.interpreter import SharedInterpreter
from neuralpad.training.job import Job
from neuralpad.training.trainer import Trainer

JobMaker = Callable[..., Job]


@pytest.fixture
def settings() -> Callable[[], tuple[object, ...]]:
    return lambda: (sys.getswitchinterval(), gc.isenabled(), gc.get_freeze_count())


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """Python collects garbage at nearly every object that is made."""
    thresholds = gc.get_threshold()
    gc.set_threshold(10, 1, 1)
    yield
    gc.set_threshold(*thresholds)


def test_everything_is_as_it_was_after_the_last_end(settings: Callable[[], tuple[object, ...]]) -> None:
    before = settings()
    shared = SharedInterpreter()
    shared.begin()
    shared.begin()
    assert sys.getswitchinterval() < 0.005
    assert not gc.isenabled()
    shared.end()
    assert not gc.isenabled()
    shared.end()
    assert settings() == before


def test_who_collects_nothing_is_left_alone(settings: Callable[[], tuple[object, ...]]) -> None:
    gc.disable()
    try:
        before = settings()
        shared = SharedInterpreter()
        shared.begin()
        shared.collect()
        shared.end()
        assert settings() == before
    finally:
        gc.enable()


def test_garbage_does_not_pile_up() -> None:
    class Knot:
        def __init__(self) -> None:
            self.me = self

    shared = SharedInterpreter()
    shared.begin()
    try:
        knots = [weakref.ref(Knot()) for _ in range(5000)]
        shared.collect()
        assert not any(knot() for knot in knots)
    finally:
        shared.end()


def test_a_window_part_is_destroyed_in_the_windows_thread(
    qtbot: QtBot, make_job: JobMaker, eager_collector: None
) -> None:
    class Part(QWidget):
        """Holds itself, as parts with a lambda on their own signal do, and has a timer, which knows its thread."""

        def __init__(self) -> None:
            super().__init__()
            self.me = self
            self.timer = QTimer(self)
            self.timer.start(10_000)

    ends: list[int] = []
    trainer = Trainer()
    with qtbot.waitSignal(trainer.progressed, timeout=20_000):
        trainer.start(make_job())
    for _ in range(20):
        weakref.finalize(Part(), lambda: ends.append(threading.get_ident()))
    qtbot.waitUntil(lambda: len(ends) == 20, timeout=20_000)
    with qtbot.waitSignal(trainer.stopped, timeout=20_000):
        trainer.pause()
    assert set(ends) == {threading.get_ident()}


def test_work_in_the_background_collects_nothing(qtbot: QtBot, settings: Callable[[], tuple[object, ...]]) -> None:
    before = settings()
    background = Background()
    with qtbot.waitSignal(background.done) as done:
        background.run(gc.isenabled)
    assert done.args == [False, None]
    assert settings() == before


def test_finished_work_is_said_to_be_done(qapp: QCoreApplication, settings: Callable[[], tuple[object, ...]]) -> None:
    before = settings()
    background = Background()
    background.run(lambda: time.perf_counter())
    background.finish()
    assert not background.is_busy
    assert settings() == before
