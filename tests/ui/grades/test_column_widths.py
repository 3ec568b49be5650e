"""Columns share the room that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from neuralpad.ui.grades.column_widths import fitted

LEAST = {1: 40, 2: 40, 3: 50}
WANTED = {1: 80, 2: 60, 3: 50}


def test_just_enough() -> None:
    assert fitted(270, 80, LEAST, WANTED, {}, 60) == {0: 80, 1: 80, 2: 60, 3: 50}


def test_the_widest_give_first() -> None:
    assert fitted(250, 80, LEAST, WANTED, {}, 60) == {0: 80, 1: 60, 2: 60, 3: 50}
    assert fitted(220, 80, LEAST, WANTED, {}, 60) == {0: 80, 1: 40, 2: 50, 3: 50}


def test_what_can_never_fit_stays_readable_and_scrolls() -> None:
    assert fitted(200, 80, LEAST, WANTED, {}, 60) == {0: 80, 1: 80, 2: 60, 3: 50}


def test_room_to_spare_is_shared() -> None:
    assert fitted(330, 80, LEAST, WANTED, {}, 60) == {0: 110, 1: 90, 2: 70, 3: 60}
    assert fitted(2000, 80, LEAST, WANTED, {}, 60)[1] == 140


def test_a_width_set_by_hand_stays() -> None:
    assert fitted(270, 80, LEAST, WANTED, {1: 100}, 60) == {0: 80, 1: 100, 2: 40, 3: 50}
    assert fitted(400, 80, LEAST, WANTED, {1: 100}, 60)[1] == 100


@given(st.integers(0, 2000), st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(20, 300)))
def test_the_table_fills_its_room_or_scrolls(room: int, by_hand: dict[int, int]) -> None:
    widths = fitted(room, 80, LEAST, WANTED, by_hand, 60)
    assert sum(widths.values()) >= room
    assert all(widths[cell] >= by_hand.get(cell, least) for cell, least in LEAST.items())
    if sum(widths.values()) > room:
        assert widths[0] == 80
