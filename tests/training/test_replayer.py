"""Following a long way off the window's thread: it arrives, tells how far it is, and can be given up at any time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.replay import Replayed
from neuralpad.training.replayer import Replayer

GOAL = Network.random(seed=1)
OTHER = Network.random(seed=2)


def busy(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def way(
    steps: int, goal: Network = GOAL, seconds: float = 0.003, seen: list[object] | None = None
) -> Iterator[Replayed]:
    """So many bursts of work, and then a network."""
    for step in range(steps):
        if seen is not None:
            seen.append(threading.get_ident())
        busy(seconds)
        yield Replayed(step, steps)
    yield Replayed(steps, steps, goal)


@pytest.fixture
def replayer(qtbot: QtBot) -> Iterator[Replayer]:
    made = Replayer()
    yield made
    made.shut_down()


def test_a_short_way_needs_no_thread(replayer: Replayer) -> None:
    arrived: list[object] = []
    replayer.arrived.connect(arrived.append)
    replayer.start(way(1, seconds=0))
    assert arrived == [GOAL]
    assert not replayer.is_busy


def test_a_long_way_is_begun_here_ended_in_a_thread_and_tells_how_far_it_is(qtbot: QtBot, replayer: Replayer) -> None:
    shares: list[float] = []
    threads: list[object] = []
    replayer.progressed.connect(shares.append)
    begin = time.perf_counter()
    with qtbot.waitSignal(replayer.arrived) as arrived:
        replayer.start(way(100, seen=threads))
    assert arrived.args == [GOAL]
    assert not replayer.is_busy
    assert threads[0] == threading.get_ident()
    assert threads[-1] != threading.get_ident()
    assert len(set(threads)) == 2
    assert shares == sorted(shares)
    assert 2 <= len(shares) <= 20 * (time.perf_counter() - begin) + 2, "twenty a second at most"


def test_a_way_that_is_given_up_arrives_nowhere(qtbot: QtBot, replayer: Replayer) -> None:
    with qtbot.assertNotEmitted(replayer.arrived, wait=100):
        replayer.start(way(10_000))
        replayer.cancel()
        assert not replayer.is_busy


def test_another_way_takes_the_place_of_the_first(qtbot: QtBot, replayer: Replayer) -> None:
    arrived: list[object] = []
    replayer.arrived.connect(arrived.append)
    with qtbot.waitSignal(replayer.arrived):
        replayer.start(way(10_000))
        replayer.start(way(10_000))
        replayer.start(way(20, OTHER))
    assert arrived == [OTHER]
    with qtbot.waitSignal(replayer.arrived):
        replayer.start(way(10_000))
        replayer.cancel()
        replayer.start(way(20))
    assert arrived == [OTHER, GOAL]


def test_shutting_down_on_the_way_waits_for_the_thread_and_is_safe_twice(replayer: Replayer) -> None:
    seen: list[object] = []
    replayer.start(way(10_000, seen=seen))
    replayer.shut_down()
    steps = len(seen)
    busy(0.02)
    assert len(seen) == steps, "nobody works any more"
    replayer.shut_down()


@pytest.mark.parametrize("seconds", [0.0, 0.003])  # in the window's thread, and in the other
def test_what_goes_wrong_on_the_way_is_said(qtbot: QtBot, replayer: Replayer, seconds: float) -> None:
    def stony() -> Iterator[Replayed]:
        for step in range(5):
            busy(seconds)
            yield Replayed(step, 6)
        raise Problem("No way.")

    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.start(stony())
    assert failed.args is not None
    assert str(failed.args[0]) == "No way."
    assert not replayer.is_busy
