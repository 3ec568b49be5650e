"""The part of the window that shows the network: a card with the canvas, and the student whose numbers it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.core.project import TrainingSettings
from neuralpad.core.scaling import TrainingSet
from neuralpad.core.script import Game
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.game_switch import GameSwitch
from neuralpad.ui.network.shape_bar import ShapeBar
from neuralpad.ui.network.straight_hint import StraightHint
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.network.student_name import StudentName
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card

if TYPE_CHECKING:
    from neuralpad.ui.network.games import Games


class NetworkPanel(Card):
    """The network, and whose way through it is shown.

    `header_slot` takes what stands beside the title, `strip_slot` what stands below the canvas and the board of a game.

    Signals:
        previous_requested, next_requested: the user wants to see the student before or after this one.
        shape_bar_asked: whether the user wants the controls of the network's shape.
        shape_changed: the name of the step for undo, and the settings that change with their new values, a dict.
        collapse_requested: the user wants to see what a network of straight lines really is.
        game_changed: the Game that is played on the canvas, or None.
        step_shown: the Step of the game that is shown now; None where none is.
        update_requested: the weights shall move as the game shows; whether by the slopes of the whole class.
    """

    previous_requested = Signal()
    next_requested = Signal()
    shape_bar_asked = Signal(bool)
    shape_changed = Signal(str, object)
    collapse_requested = Signal()
    game_changed = Signal(object)
    step_shown = Signal(object)
    update_requested = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.set_title(self.tr("Network"))
        self.canvas = NetworkCanvas(theme, self)
        self.header_slot = QHBoxLayout()
        self.strip_slot = QVBoxLayout()
        self._previous = self._arrow(self.tr("Previous student"))
        self._next = self._arrow(self.tr("Next student"))
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._student = StudentName(theme)
        self._student.setAccessibleName(self.tr("Student shown in the network"))
        self.shape_bar = ShapeBar(theme)
        self.shape_bar.hide()
        self.shape_bar.changed.connect(self.shape_changed)
        self._shape = self._arrow(self.tr("Change the network’s shape"))
        self._shape.setObjectName("shape_button")
        self._shape.setCheckable(True)
        self._shape.clicked.connect(self.shape_bar_asked)
        self.straight_hint = StraightHint(theme)
        self.straight_hint.pressed.connect(self.collapse_requested)
        board_slot = QVBoxLayout()
        self._games = GameSwitch(theme, self.canvas, board_slot, self)
        self._games.game_changed.connect(self.game_changed)
        self._games.step_shown.connect(self.step_shown)
        self._games.update_requested.connect(self.update_requested)
        self.header_slot.addWidget(self._games)
        self.header.insertWidget(1, self._shape)
        self.header.insertLayout(2, self.header_slot)
        self.header.addWidget(self._previous)
        self.header.addWidget(self._student)
        self.header.addWidget(self._next)
        self.body.addWidget(self.shape_bar)
        self.body.addWidget(self.straight_hint)
        self.body.addWidget(self.canvas, 1)
        self.body.addLayout(board_slot)
        self.body.addLayout(self.strip_slot)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_student(None)

    def show_network(self, network: Network | None) -> None:
        """Show these weights and biases."""
        self.canvas.show_network(network)
        self._games.show_ground(network=network)

    def show_class(self, students: TrainingSet) -> None:
        """Take the past students whose slopes make a step of training."""
        self._games.show_ground(students=students, digest=students.digest)

    def set_training(self, runs: bool) -> None:
        """Whether the network is learning: then the canvas shows that, not a game."""
        self._games.set_training(runs)

    @property
    def games(self) -> Games:
        """The games on the canvas; they are made when they are first asked for."""
        return self._games.games

    @property
    def game(self) -> Game | None:
        """The game that is played on the canvas."""
        return self._games.game

    def choose_game(self, game: Game | None) -> None:
        """Begin a game on the canvas, or leave it."""
        self._games.choose(game)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show what the network is made by, and how it learns."""
        self._games.show_ground(learning_rate=settings.learning_rate, held=settings.held)
        self.canvas.show_held(settings.held)
        self.shape_bar.show_settings(settings)
        self.straight_hint.setVisible(settings.hidden == "linear" and bool(settings.hidden_units))

    @Slot(bool)
    def set_shape_bar_open(self, is_open: bool) -> None:
        """Show or hide the controls of the network's shape."""
        self._shape.setChecked(is_open)
        self.shape_bar.setVisible(is_open)
        if is_open:
            self.shape_bar.take_focus()

    def show_student(self, student: StudentView | None) -> None:
        """Show whose numbers the canvas shows; None for nobody's."""
        self.canvas.show_student(student)
        self._games.show_ground(student=student)
        count = 0 if student is None else student.count
        for arrow in (self._previous, self._next):
            arrow.setEnabled(count > 1)
        if student is None:
            self._student.show_texts([self.tr("No student chosen")])
            self._student.setToolTip(self.tr("Choose a row of the grades to follow that student through the network."))
            return
        name = student.name or self.tr("(no name)")
        if student.group is Group.PAST:
            text = self.tr("{name} · {number} of {count}")
        else:
            text = self.tr("{name} · {number} of {count} this year")
        full = text.format(name=name, number=student.number, count=student.count)
        self._student.show_texts([full, name])
        self._student.setToolTip(self.tr("The student whose numbers the network shows: {student}").format(student=full))

    def show_labels(self, names: list[str] | tuple[str, ...]) -> None:
        """Name the inputs."""
        self.canvas.show_labels(names)
        self._games.show_ground(names=tuple(names))

    def set_note(self, text: str) -> None:
        """Say something about the picture, such as which moment it shows."""
        self.canvas.set_note(text)

    def _arrow(self, tip: str) -> QToolButton:
        arrow = QToolButton(self)
        arrow.setProperty("role", "plain")
        arrow.setToolTip(tip)
        arrow.setAccessibleName(tip)
        return arrow

    @Slot()
    def _restyle(self) -> None:
        icons = ((self._previous, "chevron-left"), (self._next, "chevron-right"), (self._shape, "sliders"))
        for arrow, icon in icons:
            arrow.setIcon(self._theme.icon(icon))
            arrow.setIconSize(self._theme.icon_size())
        self._student.setFont(self._theme.font(13, bold=True))
