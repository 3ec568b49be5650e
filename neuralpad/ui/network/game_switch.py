"""The two buttons that begin a game, or leave it. What a game needs is loaded when the first one begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.script import Game
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.game_ground import Ground
from neuralpad.ui.theme import Theme

if TYPE_CHECKING:
    from neuralpad.ui.network.games import Games


class GameSwitch(QFrame):
    """Begins and leaves the games on a canvas; their board is put into a layout of the panel.

    Signals:
        game_changed: the Game that is played now, or None.
        step_shown: the Step that is shown now; None where none is.
        update_requested: the weights shall move as shown; whether by the slopes of the whole class.
    """

    game_changed = Signal(object)
    step_shown = Signal(object)
    update_requested = Signal(bool)

    def __init__(self, theme: Theme, canvas: NetworkCanvas, board_slot: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._canvas, self._board_slot = theme, canvas, board_slot
        self._ground = Ground()
        self._games: Games | None = None
        self._is_training = False
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._buttons = {
            Game.GUESSING: self._button(
                self.tr("Guessing game →"), self.tr("Follow the student’s grades to the guess")
            ),
            Game.BLAME: self._button(self.tr("← Blame game"), self.tr("Follow the error back to every weight")),
        }
        for one in self._buttons.values():
            row.addWidget(one)

    @property
    def games(self) -> Games:
        """The games; they are made when they are first asked for."""
        if self._games is None:
            # Imported here: the first picture of the window needs none of it.
            from neuralpad.ui.network.game_board import GameBoard
            from neuralpad.ui.network.games import Games

            board = GameBoard(self._theme)
            self._board_slot.addWidget(board)
            self._games = Games(self._theme, self._canvas, board, self)
            self._games.show_ground(self._ground)
            self._games.set_training(self._is_training)
            self._games.game_changed.connect(self._on_game_changed)
            self._games.step_shown.connect(self.step_shown)
            self._games.update_requested.connect(self.update_requested)
        return self._games

    @property
    def game(self) -> Game | None:
        """The game that is played."""
        return None if self._games is None else self._games.game

    def choose(self, game: Game | None) -> None:
        """Begin a game, or leave the one that is played."""
        if game is not None:
            self.games.play(game)
        elif self._games is not None:
            self._games.leave()
        self._show_game()

    def show_ground(self, **changes: Any) -> None:
        """Take what has changed of the Ground that a game is played on."""
        self._ground = replace(self._ground, **changes)
        if self._games is not None:
            self._games.show_ground(self._ground)

    def set_training(self, runs: bool) -> None:
        """Whether the network is learning."""
        self._is_training = runs
        if self._games is not None:
            self._games.set_training(runs)

    def _button(self, text: str, tip: str) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setToolTip(tip)
        made.setCheckable(True)
        made.setProperty("role", "segment")
        made.clicked.connect(self._on_clicked)
        return made

    def _show_game(self) -> None:
        for game, one in self._buttons.items():
            one.setChecked(game is self.game)

    @Slot()
    def _on_clicked(self) -> None:
        for game, one in self._buttons.items():
            if one is self.sender():
                self.choose(None if game is self.game else game)

    @Slot(object)
    def _on_game_changed(self, game: Game | None) -> None:
        self._show_game()
        self.game_changed.emit(game)
