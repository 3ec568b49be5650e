"""The line above a network whose hidden units are linear: it says what that means, and offers to show it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import button, label


class StraightHint(QWidget):
    """Straight lines only: hidden units that do not bend.

    Signals:
        pressed: the user wants to see what the network really is.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = label(self.tr("These hidden units do not bend their sum."), "quiet")
        self._button = button(
            self.tr("What this really is…"),
            "link",
            self.tr("The single weighted sum to which all these weights come down, with its numbers"),
        )
        self._button.setObjectName("collapse_button")
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text)
        row.addWidget(self._button)
        row.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(12))
