"""The two games on the canvas: which is played, where it stands, and what becomes of it when something changes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import Passes
from neuralpad.core.script import Game, Phase, Script
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.game_board import GameBoard
from neuralpad.ui.network.game_ground import Ground
from neuralpad.ui.network.game_keys import GameKeys
from neuralpad.ui.network.game_scripts import NoGame, passes_on, written_script
from neuralpad.ui.network.player import Player
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.scene_room import SceneRoom
from neuralpad.ui.network.scene_shown import ShownScene
from neuralpad.ui.network.step_view import StepView
from neuralpad.ui.network.travelling import length_of
from neuralpad.ui.theme import Theme

PATIENCE = 1000
"""Milliseconds of training after which a game is left: a single step takes less, and the game goes on after it."""


class Games(QObject):
    """Plays the guessing game and the blame game on a canvas and the board below it.

    Signals:
        game_changed: the Game that is played now, or None.
        update_requested: the weights shall move as shown; whether by the slopes of the whole class.
        step_shown: the Step that is shown now; None where none is.
    """

    game_changed = Signal(object)
    update_requested = Signal(bool)
    step_shown = Signal(object)

    def __init__(self, theme: Theme, canvas: NetworkCanvas, board: GameBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._canvas, self._board = theme, canvas, board
        self._view = StepView(theme, board)
        self.player = Player(self)
        self._ground = Ground()
        self._game: Game | None = None
        self._whole_class = False
        self._script: Script | None = None
        self._room: SceneRoom | None = None
        self._passes: Passes | None = None
        self._is_training = False
        self._awaits_update = False
        self._is_updated = False
        self._impatience = QTimer(self)
        self._impatience.setSingleShot(True)
        self._impatience.setInterval(PATIENCE)
        self._impatience.timeout.connect(self.leave)
        self._keys = GameKeys(self.player, self)
        self._keys.left.connect(self.leave)
        self._keys.listen_to(canvas, board.steps, board.back, board.play, board.next, board.speed, board.why)
        self._keys.listen_to(board.update_button)
        self._connect()
        board.hide()

    @property
    def game(self) -> Game | None:
        """The game that is played."""
        return self._game

    @property
    def script(self) -> Script | None:
        """The script that is played; None also where something is missing for the game."""
        return self._script

    @property
    def whole_class(self) -> bool:
        """Whether the blame game is that of the whole class."""
        return self._whole_class

    # What is played with

    def show_ground(self, ground: Ground) -> None:
        """Take another network, student, class or learning rate: the game is written anew for it."""
        before, self._ground = self._ground, ground
        if self._game is None or ground == before:
            return
        if self._awaits_update and ground.network != before.network and self._is_after(ground.network):
            self._awaits_update = False
            self._is_updated = True
            self._show_step()
        elif not self._is_training and not self._awaits_update:
            self._write(0 if self._is_updated else self.player.index)

    def set_training(self, runs: bool) -> None:
        """The canvas is live while training runs. After a single step the game goes on; a long training ends it."""
        self._is_training = runs
        if self._game is None:
            return
        if runs and not self._awaits_update:
            self.player.pause()
            self._canvas.show_scene(None)
            self._impatience.start()
        elif not runs:
            self._impatience.stop()
            if self._canvas.scene is None:
                self._write(0 if self._is_updated else self.player.index)
            elif self._awaits_update:
                # It ended without the update that was asked for.
                self._write(0)

    def _is_after(self, network: Network | None) -> bool:
        """Whether this is the network that the update makes."""
        after = None if self._script is None else self._script.after
        if after is None or network is None or not network.has_shape_of(after):
            return False
        return bool(np.allclose(network.parameters(), after.parameters(), rtol=1e-9, atol=1e-12))

    # Which game

    def play(self, game: Game) -> None:
        """Begin a game, or begin it anew."""
        changes = game is not self._game
        self._game = game
        self._board.show()
        self._keys.is_active = True
        if changes:
            self.game_changed.emit(game)
        self._write(0)
        self.player.begin(0)

    def explain(self, part: Part) -> None:
        """Show the step of the blame game that tells why a part changes as it does."""
        self._canvas.choose_part(part)
        if self._game is not Game.BLAME:
            self.play(Game.BLAME)
        index = None if self._script is None else self._script.about_part(part)
        if index is not None:
            self.player.begin(index)

    @Slot()
    def leave(self) -> None:
        """Back to the network at rest, or as it learns."""
        if self._game is None:
            return
        self._impatience.stop()
        self.player.load(())
        self._game = None
        self._script = None
        self._awaits_update = self._is_updated = False
        self._keys.is_active = False
        self._canvas.show_scene(None)
        focused = QApplication.focusWidget()
        if focused is not None and self._board.isAncestorOf(focused):
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._board.hide()
        self.game_changed.emit(None)
        self.step_shown.emit(None)

    def _write(self, index: int) -> None:
        """Write the script for what there is now, and stand at a step of it."""
        assert self._game is not None
        self._awaits_update = self._is_updated = False
        whole_class = self._whole_class and self._game is Game.BLAME
        try:
            script = written_script(self._ground, self._game, whole_class, self._canvas.chosen_part)
        except NoGame as reason:
            self._script = None
            self.player.load(())
            self._canvas.show_scene(None)
            self._view.show_nothing(self._game, str(reason))
            self.step_shown.emit(None)
            return
        self._script, self._room = script, SceneRoom(script)
        self._passes = None if whole_class else passes_on(self._ground)
        self.player.load([length_of(step) for step in script.steps], index)
        self._show_step()
        self._on_rest()

    # What is shown

    @Slot()
    def _show_step(self) -> None:
        script = self._script
        if script is None:
            return
        index = self.player.index
        self._view.prepare_nothing()
        self._view.show_step(script, index, is_updated=self._is_updated)
        self._show_scene()
        self.step_shown.emit(script[index])

    @Slot()
    def _show_scene(self) -> None:
        if self._script is not None and self._room is not None:
            scene = Scene(self._script, self.player.index, self.player.progress, self._passes)
            self._canvas.show_scene(ShownScene(scene, self._room), self._view.words)

    @Slot()
    def _on_rest(self) -> None:
        self._view.prepare_others()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.player.has_motion = self._theme.has_motion
        self._show_step()

    # What the user wants

    @Slot(object)
    def _on_part_chosen(self, part: Part | None) -> None:
        """The formula is that of the chosen part, wherever a step tells of it."""
        if self._game is None or self._is_updated or self._awaits_update or self._is_training:
            return
        self._write(self.player.index)

    @Slot(bool)
    def _on_class_chosen(self, whole_class: bool) -> None:
        if whole_class != self._whole_class:
            self._whole_class = whole_class
            if self._game is not None:
                self._write(self.player.index)

    @Slot()
    def _on_update_pressed(self) -> None:
        script, index = self._script, self.player.index
        if script is None or script.after is None:
            return
        if self._is_updated:
            self.play(Game.BLAME)
            return
        # First what changes is seen, then what comes of it.
        update = next(number for number, step in enumerate(script.steps) if step.phase is Phase.UPDATE)
        if index < update:
            self.player.play_from(update)
        else:
            self.player.begin(len(script) - 1)
        self._awaits_update = True
        self.update_requested.emit(self._whole_class)

    def _connect(self) -> None:
        player, board = self.player, self._board
        player.step_changed.connect(self._show_step)
        player.moved.connect(self._show_scene)
        player.came_to_rest.connect(self._on_rest)
        player.playing_changed.connect(board.show_playing)
        board.play_pressed.connect(player.toggle)
        board.back_pressed.connect(player.back)
        board.next_pressed.connect(player.next)
        board.steps.step_chosen.connect(player.go_to)
        board.speed_chosen.connect(player.set_speed)
        board.class_chosen.connect(self._on_class_chosen)
        board.update_pressed.connect(self._on_update_pressed)
        self._canvas.part_chosen.connect(self._on_part_chosen)
        self._theme.changed.connect(self._on_theme_changed)
        self.player.has_motion = self._theme.has_motion
