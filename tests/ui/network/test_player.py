"""The player: positions, motion, rests and speeds."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.ui.network.player import Player


@pytest.fixture
def player(qapp: QApplication) -> Player:
    player = Player()
    player.load([40, 60, 40])
    return player


def test_it_begins_at_rest(player: Player) -> None:
    assert (player.index, player.progress, player.is_playing, len(player)) == (0, 1.0, False, 3)


def test_next_moves_and_comes_to_rest(player: Player, qtbot: QtBot) -> None:
    seen: list[float] = []
    player.moved.connect(lambda: seen.append(player.progress))
    with qtbot.waitSignals([player.step_changed, player.came_to_rest]):
        player.next()
        assert player.progress == 0.0
    assert player.index == 1
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_back_and_a_chosen_step_stand_still(player: Player) -> None:
    player.go_to(2)
    assert (player.index, player.progress) == (2, 1.0)
    player.back()
    assert (player.index, player.progress) == (1, 1.0)
    player.back()
    player.back()
    assert player.index == 0
    player.go_to(7)
    assert player.index == 0


def test_next_at_the_end_ends_the_motion(player: Player) -> None:
    player.begin(2)
    assert player.progress < 1.0
    player.next()
    assert (player.index, player.progress) == (2, 1.0)
    player.next()
    assert player.index == 2


def test_without_motion_every_step_stands_still(player: Player) -> None:
    player.has_motion = False
    player.next()
    assert (player.index, player.progress) == (1, 1.0)
    player.begin(0)
    assert player.progress == 1.0


def test_it_plays_to_the_end_and_stops(player: Player, qtbot: QtBot) -> None:
    player.set_speed(40.0)
    steps: list[int] = []
    player.step_changed.connect(steps.append)
    with qtbot.waitSignal(player.playing_changed, check_params_cb=lambda plays: not plays):
        player.play()
        assert player.is_playing
    assert steps == [1, 2]
    assert player.progress == 1.0


def test_from_the_end_it_begins_anew(player: Player) -> None:
    player.go_to(2)
    player.play()
    assert player.index == 0
    player.pause()


def test_pausing_keeps_the_place_in_the_motion(player: Player, qtbot: QtBot) -> None:
    player.load([400])
    player.begin(0)
    qtbot.waitUntil(lambda: player.progress > 0.1)
    player.pause()
    place = player.progress
    qtbot.wait(50)
    assert player.progress == place
    player.play()
    qtbot.waitUntil(lambda: player.progress > place)
    qtbot.waitUntil(lambda: player.progress == 1.0)
    player.pause()


def test_playing_from_a_step_shows_it_first(player: Player) -> None:
    player.has_motion = False
    player.play_from(1)
    assert player.index == 1
    assert player.is_playing
    player.pause()


def test_a_faster_speed_applies_at_once(player: Player, qtbot: QtBot) -> None:
    player.load([60_000])
    player.begin(0)
    player.set_speed(2000.0)
    qtbot.waitUntil(lambda: player.progress == 1.0, timeout=2000)


def test_nothing_to_play(qapp: QApplication) -> None:
    player = Player()
    player.play()
    player.next()
    player.back()
    player.toggle()
    assert not player.is_playing
    assert player.index == 0
