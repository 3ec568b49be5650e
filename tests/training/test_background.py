"""Work off the window's thread: one at a time, its result brought back, its end waited for."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from neuralpad.core.problems import Problem
from neuralpad.training.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    owner = QObject()
    made = Background(owner)
    yield made
    made.finish()
    QCoreApplication.processEvents()


class Gate:
    """Work that waits until it is let through, and remembers in which thread it was."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun = threading.Event()
        self.thread: threading.Thread | None = None

    def __call__(self) -> str:
        self.thread = threading.current_thread()
        self.begun.set()
        assert self.open.wait(10)
        return "through"


def test_a_result_comes_back_into_the_thread_that_asked(qtbot: QtBot, background: Background) -> None:
    threads: list[threading.Thread] = []
    gate = Gate()
    gate.open.set()
    background.done.connect(lambda *_: threads.append(threading.current_thread()))
    with qtbot.waitSignal(background.done) as done:
        assert background.run(gate)
    assert done.args == ["through", None]
    assert gate.thread is not threading.current_thread()
    assert threads == [threading.current_thread()]


def test_a_problem_comes_back_as_one(qtbot: QtBot, background: Background) -> None:
    def work() -> None:
        raise Problem("“{file}” could not be written.", file="a.neuralpad")

    with qtbot.waitSignal(background.done) as done:
        background.run(work)
    assert done.args is not None
    assert done.args[0] is None
    assert str(done.args[1]) == "“a.neuralpad” could not be written."


def test_what_nobody_expected_comes_back_as_a_problem_too(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.done) as done:
        background.run(lambda: 1 // 0)
    assert done.args is not None
    assert isinstance(done.args[1], Problem)
    assert "ZeroDivisionError" in str(done.args[1])
    assert not background.is_busy


def test_one_piece_of_work_at_a_time(qtbot: QtBot, background: Background) -> None:
    gate = Gate()
    begun = [background.run(gate), background.run(gate)]
    assert begun == [True, False]
    with qtbot.waitSignal(background.done):
        gate.open.set()
    assert background.run(gate)


def test_finish_waits_and_says_that_it_is_done(background: Background) -> None:
    results: list[object] = []
    gate = Gate()
    background.done.connect(lambda result, _: results.append(result))
    background.run(gate)
    assert gate.begun.wait(10)
    gate.open.set()
    background.finish()
    assert results == ["through"], "at once, without an event loop"
    assert not background.is_busy


def test_finish_with_nothing_under_way_returns(background: Background) -> None:
    background.finish()
    background.finish()


def test_the_interpreter_is_as_it_was_before(background: Background) -> None:
    before = (sys.getswitchinterval(), gc.isenabled())
    gate = Gate()
    background.run(gate)
    gate.open.set()
    background.finish()
    assert (sys.getswitchinterval(), gc.isenabled()) == before


def test_torn_down_with_its_owner_it_waits_for_its_work(qtbot: QtBot) -> None:
    before = (sys.getswitchinterval(), gc.isenabled())
    owner = QObject()
    background = Background(owner)
    gate = Gate()
    background.run(gate)
    assert gate.begun.wait(10)
    opener = threading.Timer(0.05, gate.open.set)
    opener.start()
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    assert gate.open.is_set()
    assert (sys.getswitchinterval(), gc.isenabled()) == before
    opener.join()
