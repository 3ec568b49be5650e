"""The commands of the games in the whole window: keys, the setting for motion, and what training does to a game."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle
from pytestqt.qtbot import QtBot

from neuralpad.core.script import Game
from neuralpad.ui.game_commands import system_wants_motion
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.game_board import GameBoard
from neuralpad.ui.network.panel import NetworkPanel

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User


def panel(user: User) -> NetworkPanel:
    (found,) = user.window.findChildren(NetworkPanel)
    return found


def test_commands_begin_and_leave_the_games(user: User) -> None:
    assert not user.action("game_next").isEnabled()
    user.do("pass_forward")
    assert panel(user).game is Game.GUESSING
    assert user.action("pass_forward").isChecked()
    user.do("pass_backward")
    assert panel(user).game is Game.BLAME
    assert not user.action("pass_forward").isChecked()
    user.do("pass_backward")
    assert panel(user).game is None
    assert not user.action("pass_backward").isChecked()
    assert not user.action("game_next").isEnabled()


def test_commands_step_and_play(user: User) -> None:
    user.theme.set_motion(False)
    user.do("pass_backward")
    player = panel(user).games.player
    user.do("game_next")
    user.do("game_next")
    user.do("game_back")
    assert player.index == 1
    user.do("game_play")
    assert player.is_playing
    user.do("game_play")


def test_a_game_brings_a_hidden_network_back(user: User) -> None:
    user.action("show_network").setChecked(False)
    user.do("pass_forward")
    assert panel(user).isVisible()


def test_no_two_commands_share_a_key(user: User) -> None:
    keys = [sequence.toString() for action in user.window.actions() for sequence in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert QKeySequence("Alt+Right") in user.action("game_next").shortcuts()


def test_motion_is_remembered(room: Room, user: User) -> None:
    action = user.action("motion")
    assert action.isChecked() == system_wants_motion()
    action.trigger()
    assert user.theme.has_motion == action.isChecked()
    wanted = action.isChecked()
    room.leave(user)
    assert room.sit_down().action("motion").isChecked() == wanted


class StillStyle(QProxyStyle):
    """The style of a desktop that was told to keep still."""

    def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:
        return 0 if hint == QStyle.StyleHint.SH_Widget_Animation_Duration else super().styleHint(hint, *rest)  # type: ignore[arg-type]


@pytest.fixture
def still_desktop(qapp: QApplication) -> Iterator[None]:
    name = qapp.style().name()
    qapp.setStyle(StillStyle(name))
    yield
    qapp.setStyle(name)


def test_a_desktop_that_keeps_still_has_no_motion(still_desktop: None, room: Room) -> None:
    user = room.sit_down()
    assert not user.action("motion").isChecked()
    assert not user.theme.has_motion


def test_the_game_follows_the_chosen_student(user: User, qtbot: QtBot) -> None:
    user.do("pass_forward")
    canvas = user.find(NetworkCanvas, "network_canvas")
    panel(user).games.player.go_to(0)
    before = canvas.labels().values[1, 0]
    panel(user).next_requested.emit()
    assert canvas.labels().values[1, 0] != before


def test_a_long_training_ends_the_game(user: User, qtbot: QtBot) -> None:
    user.do("pass_backward")
    user.train_on()
    qtbot.waitUntil(lambda: panel(user).game is None, timeout=5000)
    user.rest()
    assert panel(user).canvas.scene is None


def test_after_one_step_the_game_goes_on(user: User, qtbot: QtBot) -> None:
    user.theme.set_motion(False)
    user.do("pass_backward")
    panel(user).games.player.go_to(3)
    before = panel(user).games.script
    user.do("step")
    qtbot.waitUntil(lambda: not user.session.is_training)
    user.settle()
    script = panel(user).games.script
    assert script is not None
    assert script is not before
    assert script.network == user.session.moment.network
    assert panel(user).games.player.index == 3


def test_the_class_of_the_game_is_the_one_learned_from(user: User) -> None:
    user.session.change_settings("Keep aside", aside_share=0.4)
    user.do("pass_backward")
    (board,) = user.window.findChildren(GameBoard)
    board.scope.chosen.emit(1)
    script = panel(user).games.script
    assert script is not None
    assert script.students == len(user.session.split.learned.y) < 30


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
@pytest.mark.parametrize("game", ["pass_forward", "pass_backward"])
def test_the_canvas_keeps_its_room(user: User, size: tuple[int, int], game: str) -> None:
    user.window.resize(*size)
    user.do(game)
    user.settle()
    canvas = user.find(NetworkCanvas, "network_canvas")
    assert user.window.width() <= size[0]
    assert canvas.height() >= 300
    (board,) = user.window.findChildren(GameBoard)
    for widget in (board.steps, board.position, board.explanation, board.formula, board.play):
        assert board.rect().contains(widget.geometry())
    assert board.explanation.heightForWidth(board.explanation.width()) <= board.explanation.height()


def test_escape_in_the_board_leaves(user: User, qtbot: QtBot) -> None:
    user.do("pass_forward")
    (board,) = user.window.findChildren(GameBoard)
    qtbot.keyClick(board.steps, Qt.Key.Key_Escape)
    assert panel(user).game is None
