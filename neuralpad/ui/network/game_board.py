"""What stands below the canvas in a game: the steps and their controls, what happens in words, and as a formula."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from neuralpad.ui.formulas.view import FormulaView
from neuralpad.ui.network.player import SPEEDS
from neuralpad.ui.network.steps_bar import StepsBar
from neuralpad.ui.texts import grade
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Segments, button, label, set_role


class GameBoard(QWidget):
    """Shows where a game stands, and takes what the user wants of it.

    Signals:
        play_pressed, back_pressed, next_pressed, update_pressed: the buttons.
        speed_chosen: a factor; 1.0 is the normal speed.
        class_chosen: whether the slopes of the whole class are wanted, not one student's.
        why_toggled: whether the derivation is wanted in place of the formula.
    """

    play_pressed = Signal()
    back_pressed = Signal()
    next_pressed = Signal()
    update_pressed = Signal()
    speed_chosen = Signal(float)
    class_chosen = Signal(bool)
    why_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plays = False
        self.steps = StepsBar(theme, self)
        self.scope = Segments(theme, [self.tr("Student"), self.tr("Class")], self)
        self.scope.set_tip(0, self.tr("The slopes of the chosen student’s error"))
        self.scope.set_tip(1, self.tr("The mean of the slopes of all students: an epoch’s step is made from it"))
        self.scope.chosen.connect(self._on_scope)
        self.play = self._tool("", self.play_pressed)
        self.back = self._tool(self.tr("Back one step"), self.back_pressed)
        self.next = self._tool(self.tr("Next step"), self.next_pressed)
        self.speed = self._speed_button()
        self.position = label("", "quiet")
        self.position.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.why = self._tool(self.tr("Why is the formula so?"))
        self.why.setText(self.tr("Why?"))
        self.why.setCheckable(True)
        self.why.toggled.connect(self.why_toggled)
        self.update_button = button(self.tr("Update"))
        self.update_button.clicked.connect(self.update_pressed)
        self.explanation = QLabel(self)
        self.explanation.setWordWrap(True)
        self.explanation.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.explanation.setAccessibleName(self.tr("What happens in this step"))
        self.formula = FormulaView(theme, parent=self)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self.show_playing(False)
        self._restyle()

    def show_text(self, question: str, explanation: str) -> None:
        """Say what happens."""
        # Escaped: a name from a file is never read as markup.
        self.explanation.setText(f"<b>{html.escape(question)}</b> {html.escape(explanation)}")
        self.explanation.setAccessibleDescription(f"{question} {explanation}")

    def show_playing(self, plays: bool) -> None:
        """Show whether the game goes on by itself."""
        self._plays = plays
        text = self.tr("Pause (Space)") if plays else self.tr("Play (Space)")
        self.play.setToolTip(text)
        self.play.setAccessibleName(text)
        self.play.setIcon(self._theme.icon("pause" if plays else "play"))

    def show_position(self, text: str) -> None:
        """Say where the game stands."""
        self.position.setText(text)
        self.position.setToolTip(text)

    def show_update(self, text: str, tip: str, *, visible: bool, enabled: bool, is_next: bool) -> None:
        """Offer the update; `is_next` says that it is what comes now."""
        self.update_button.setVisible(visible)
        self.update_button.setEnabled(enabled)
        self.update_button.setText(text)
        self.update_button.setToolTip(tip)
        set_role(self.update_button, "primary" if is_next else "")

    def _tool(self, tip: str, signal: SignalInstance | None = None) -> QToolButton:
        made = QToolButton(self)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.setProperty("role", "plain")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if signal is not None:
            made.clicked.connect(signal)
        return made

    def _speed_button(self) -> QToolButton:
        made = self._tool(self.tr("Speed"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            action = menu.addAction(f"{grade(speed)}×")
            action.setCheckable(True)
            action.setChecked(speed == 1.0)
            action.setData(speed)
            group.addAction(action)
        group.triggered.connect(self._on_speed)
        made.setMenu(menu)
        made.setText(f"{grade(1.0)}×")
        return made

    def _lay_out(self) -> None:
        self._controls, self._mathematics = QHBoxLayout(), QHBoxLayout()
        for tool in (self.back, self.play, self.next):
            self._controls.addWidget(tool)
        self._controls.addWidget(self.steps, 1)
        self._controls.addWidget(self.speed)
        self._controls.addWidget(self.scope)
        self._controls.addWidget(self.update_button)
        self._mathematics.addWidget(self.formula, 1)
        self._mathematics.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._controls)
        self._column.addWidget(self.position)
        self._column.addWidget(self.explanation)
        self._column.addLayout(self._mathematics)

    @Slot(int)
    def _on_scope(self, choice: int) -> None:
        self.class_chosen.emit(choice == 1)

    @Slot(QAction)
    def _on_speed(self, action: QAction) -> None:
        self.speed.setText(action.text())
        self.speed_chosen.emit(float(action.data()))

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.px(2))
        self._controls.setSpacing(theme.px(4))
        for tool, icon in ((self.back, "step-back"), (self.next, "step")):
            tool.setIcon(theme.icon(icon))
        for tool in (self.back, self.next, self.play):
            tool.setIconSize(theme.icon_size())
        small: list[QWidget] = [self.speed, self.why, self.position, self.update_button]
        for widget in (*small, *self.scope.findChildren(QToolButton)):
            widget.setFont(theme.font(12))
        # Two lines whatever is said: the canvas above keeps its size from step to step.
        self.explanation.setFont(theme.font(13))
        self.explanation.setFixedHeight(2 * self.explanation.fontMetrics().lineSpacing() + theme.px(2))
        self.show_playing(self._plays)

    # Qt's

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(280), super().minimumSizeHint().height())
