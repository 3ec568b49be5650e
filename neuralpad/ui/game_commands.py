"""The commands of the two games, and the setting whether things move."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStyle

from neuralpad.core.script import Game
from neuralpad.ui.actions import Actions
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.settings import Settings
from neuralpad.ui.theme import Theme

_GAMES = {"pass_forward": Game.GUESSING, "pass_backward": Game.BLAME}
_IN_A_GAME = ("game_play", "game_back", "game_next")


def system_wants_motion() -> bool:
    """Whether the desktop has not been told to keep still."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


class GameCommands(QObject):
    """Joins the commands of the games to the network's panel."""

    def __init__(
        self, panel: NetworkPanel, actions: Actions, settings: Settings, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._actions, self._settings, self._theme = panel, actions, settings, theme
        for name in _GAMES:
            actions[name].triggered.connect(self._on_game)
        actions["game_play"].triggered.connect(self._play)
        actions["game_back"].triggered.connect(self._back)
        actions["game_next"].triggered.connect(self._next)
        panel.game_changed.connect(self._show_game)
        self._show_game(panel.game)
        wanted = settings.text("motion", "on" if system_wants_motion() else "off") != "off"
        actions["motion"].setChecked(wanted)
        actions["motion"].triggered.connect(self._on_motion)
        theme.set_motion(wanted)

    @Slot()
    def _on_game(self) -> None:
        for name, game in _GAMES.items():
            if self._actions[name] is self.sender():
                self._panel.choose_game(None if game is self._panel.game else game)

    @Slot()
    def _play(self) -> None:
        self._panel.games.player.toggle()

    @Slot()
    def _back(self) -> None:
        self._panel.games.player.back()

    @Slot()
    def _next(self) -> None:
        self._panel.games.player.next()

    @Slot(object)
    def _show_game(self, game: Game | None) -> None:
        for name, one in _GAMES.items():
            self._actions[name].setChecked(game is one)
        for name in _IN_A_GAME:
            self._actions[name].setEnabled(game is not None)
        if game is not None:
            self._actions["show_network"].setChecked(True)

    @Slot(bool)
    def _on_motion(self, wanted: bool) -> None:
        self._settings.set_text("motion", "on" if wanted else "off")
        self._theme.set_motion(wanted)
