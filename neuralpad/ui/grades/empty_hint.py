"""What to do with a class in which there is nobody yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import button, label


class EmptyHint(QWidget):
    """Large quiet words below the empty row, and a button for each way to begin.

    Signals:
        typing_wanted: begin in the empty row.
        paste_wanted: paste what was copied.
        import_wanted: open a file.
    """

    typing_wanted = Signal()
    paste_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = label("", "quiet")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        first = button(self.tr("Type"), "primary", self.tr("Begin in the empty row"))
        second = button(self.tr("Paste"), "", self.tr("Put in what was copied in a spreadsheet"))
        third = button(self.tr("Import…"), "", self.tr("Take the grades from a spreadsheet or CSV file"))
        first.clicked.connect(self.typing_wanted)
        second.clicked.connect(self.paste_wanted)
        third.clicked.connect(self.import_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for each in (first, second, third):
            buttons.addWidget(each)
        buttons.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.addStretch(2)
        self._whole.addWidget(self._text)
        self._whole.addLayout(buttons)
        self._whole.addStretch(3)
        theme.changed.connect(self.restyle)
        self.restyle()

    def say(self, text: str) -> None:
        """Use these words."""
        self._text.setText(text)

    @Slot()
    def restyle(self) -> None:
        """Take over type and spacing."""
        self._text.setFont(self._theme.font(18))
        self._whole.setSpacing(self._theme.px(16))
