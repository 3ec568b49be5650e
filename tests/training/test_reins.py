"""Waiting for the window: for its orders, and for what was sent to be seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from neuralpad.training.reins import Orders, Reins


def returns_after(reins: Reins, wait: Callable[[], None], act: Callable[[], None]) -> float:
    """Seconds from `act` until a thread in `wait` goes on; fails if it did not wait for it."""
    entered = threading.Event()
    ended: list[float] = []

    def work() -> None:
        entered.set()
        wait()
        ended.append(time.perf_counter())

    thread = threading.Thread(target=work)
    thread.start()
    assert entered.wait(5)
    begin = time.perf_counter()
    assert not ended
    act()
    thread.join(5)
    assert not thread.is_alive()
    return ended[0] - begin


@pytest.fixture
def reins() -> Reins:
    return Reins(Orders(1.0, "student", None))


def test_orders_are_replaced_as_a_whole(reins: Reins) -> None:
    before = reins.orders
    reins.change_learning_rate(0.5)
    reins.change_pace("full")
    reins.change_stop_epoch(9)
    reins.halt()
    assert before == Orders(1.0, "student", None)
    assert reins.orders == Orders(0.5, "full", 9, halted=True)


def test_what_is_held_cannot_be_changed_from_outside(reins: Reins) -> None:
    mask = np.array([True, False])
    reins.change_held(mask)
    mask[:] = False
    assert reins.orders.held is not None
    assert reins.orders.held.tolist() == [True, False]
    assert not reins.orders.held.flags.writeable


@pytest.mark.parametrize("end", [Reins.acknowledge, Reins.halt])
def test_resting_until_seen(reins: Reins, end: Callable[[Reins], None]) -> None:
    reins.mark_sent()
    assert returns_after(reins, lambda: reins.wait_until_seen(60), lambda: end(reins)) < 1


def test_not_resting_for_ever(reins: Reins) -> None:
    reins.mark_sent()
    begin = time.perf_counter()
    reins.wait_until_seen(0.02)
    assert 0.015 < time.perf_counter() - begin < 1
    assert not reins.is_seen


def test_what_has_been_seen_needs_no_rest(reins: Reins) -> None:
    reins.mark_sent()
    reins.acknowledge()
    begin = time.perf_counter()
    reins.wait_until_seen(60)
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize("order", [Reins.halt, lambda reins: reins.change_pace("full")])
def test_a_turn_is_not_waited_for_when_orders_change(reins: Reins, order: Callable[[Reins], None]) -> None:
    later = time.perf_counter() + 60
    assert returns_after(reins, lambda: reins.wait_for_turn("student", later), lambda: order(reins)) < 1


def test_a_turn_comes_when_its_time_has(reins: Reins) -> None:
    at = time.perf_counter() + 0.02
    reins.change_learning_rate(2.0)
    reins.wait_for_turn("student", at)
    assert 0 <= time.perf_counter() - at < 1


def test_a_turn_waits_for_what_has_not_been_seen(reins: Reins) -> None:
    reins.mark_sent()
    past = time.perf_counter() - 1
    assert returns_after(reins, lambda: reins.wait_for_turn("student", past), reins.acknowledge) < 1


def test_the_pace_may_change_before_the_wait_begins(reins: Reins) -> None:
    reins.change_pace("epoch")
    begin = time.perf_counter()
    reins.wait_for_turn("student", begin + 60)
    assert time.perf_counter() - begin < 1
