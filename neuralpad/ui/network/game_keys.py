"""The keys of a game, where the canvas or the row of controls has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from neuralpad.ui.network.player import Player


class GameKeys(QObject):
    """Space plays and pauses, the arrows left and right go back and on, Home and End to both ends, Escape leaves.

    Signals:
        left: Escape was pressed.
    """

    left = Signal()

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self.is_active = False

    def listen_to(self, *widgets: QWidget) -> None:
        """Take the keys of these widgets while a game is on."""
        for widget in widgets:
            widget.installEventFilter(self)

    def _press(self, key: int) -> bool:
        """Do what a key asks for; whether it asks for anything."""
        player = self._player
        if key == Qt.Key.Key_Space:
            player.toggle()
        elif key == Qt.Key.Key_Left:
            player.back()
        elif key == Qt.Key.Key_Right:
            player.next()
        elif key == Qt.Key.Key_Home:
            player.go_to(0)
        elif key == Qt.Key.Key_End:
            player.go_to(len(player) - 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    # Qt's

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_active or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        # A button is pressed with Space.
        if event.key() == Qt.Key.Key_Space and isinstance(watched, QAbstractButton):
            return False
        return self._press(event.key())
