"""Small widgets that several panels share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from neuralpad.ui.texts import plain_tip
from neuralpad.ui.theme import Theme


def set_role(widget: QWidget, role: str) -> None:
    """Choose the variant of the style sheet for a widget, also one that is already on screen."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label in one of the roles of the style sheet: text from a file is never read as markup."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "", tip: str = "", parent: QWidget | None = None) -> QPushButton:
    """A push button in one of the roles of the style sheet."""
    made = QPushButton(text, parent)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


class ElidedLabel(QLabel):
    """A plain text that ends in … where there is no room for all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width(), self.height()), align, text)
        painter.end()


class Card(QFrame):
    """A white card with a title; `header` takes what stands beside the title, `body` the rest."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self._title = label(title, "title")
        self.header = QHBoxLayout()
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.header)
        self.setAccessibleName(title)
        theme.changed.connect(self._space_out)
        self._space_out()

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    @Slot()
    def _space_out(self) -> None:
        px = self._theme.px
        self.body.setContentsMargins(px(12), px(8), px(12), px(8))
        self.body.setSpacing(px(6))
        self.header.setSpacing(px(8))


class Segments(QFrame):
    """A few choices side by side, one of them taken.

    Signals:
        chosen: the number of the choice the user took.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for number, text in enumerate(labels):
            choice = QToolButton(self)
            choice.setText(text)
            choice.setCheckable(True)
            choice.setProperty("role", "segment")
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(choice, number)
            layout.addWidget(choice)
        self._group.buttons()[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_current(self, number: int) -> None:
        """Take a choice without a signal."""
        self._group.button(number).setChecked(True)

    @property
    def current(self) -> int:
        """The number of the choice taken."""
        return self._group.checkedId()

    def set_label(self, number: int, text: str) -> None:
        """Change the words of a choice."""
        self._group.button(number).setText(text)

    def set_tip(self, number: int, tip: str) -> None:
        """Explain a choice."""
        self._group.button(number).setToolTip(tip)


class EmptyState(QWidget):
    """What to do first where there is nothing to show yet, with one button for it.

    Signals:
        pressed: the button.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, text: str, button_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(text, "quiet")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = button(button_text, tip=text)
        self._button.setVisible(bool(button_text))
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._text)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def show_text(self, text: str, button_text: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._button.setText(button_text)
        self._button.setToolTip(text)
        self._button.setVisible(bool(button_text))


class Notice(QFrame):
    """One line that says something the user should know, with a button where something can be done; hidden at first.

    Signals:
        pressed: the button.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "notice")
        self._text = label()
        self._text.setWordWrap(True)
        self._button = button("", "link")
        self._button.clicked.connect(self.pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(4))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_message(self, text: str, button_text: str = "", kind: Literal["warning", "info"] = "warning") -> None:
        """Say something; it stays until `hide`."""
        set_role(self, "notice" if kind == "warning" else "info")
        self._text.setText(text)
        self._button.setText(button_text)
        # For who comes to the button by keyboard or screen reader, and not past the text.
        self._button.setToolTip(plain_tip(text))
        self._button.setVisible(bool(button_text))
        self.show()
