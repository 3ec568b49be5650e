"""The window: puts the panels side by side, and joins commands, panels and session. No algorithm lives here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.ui.actions import Actions
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.dialogs import Dialogs
from neuralpad.ui.file_keeper import FileKeeper, sample_project
from neuralpad.ui.game_commands import GameCommands
from neuralpad.ui.game_updates import GameUpdates
from neuralpad.ui.grades.panel import GradesPanel
from neuralpad.ui.inspector.inspector import WeightInspector
from neuralpad.ui.learning.panel import LearningPanel
from neuralpad.ui.matrices.strip import MatrixStrip
from neuralpad.ui.matrix_commands import MatrixCommands
from neuralpad.ui.menus import Menus
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.predictions.panel import PredictionPanel
from neuralpad.ui.recovery_keeper import RecoveryKeeper
from neuralpad.ui.screen import Parts, Screen
from neuralpad.ui.session import Session
from neuralpad.ui.settings import Settings
from neuralpad.ui.theme import Theme
from neuralpad.ui.time_steps import TimeSteps
from neuralpad.ui.toolbar import Toolbar
from neuralpad.ui.training_commands import TrainingCommands
from neuralpad.ui.training_options import TrainingOptions
from neuralpad.ui.weight_commands import WeightCommands
from neuralpad.ui.widgets import Notice
from neuralpad.ui.window_layout import Scrolling, WindowLayout


class MainWindow(QMainWindow):
    """NeuralPad's one window."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self._settings = settings or Settings()
        self._theme = Theme(self)
        self._theme.begin(
            self._settings.text("scheme", "system"),
            self._settings.number("zoom", 1.0),
            int(self._settings.number("digits", 2)),
        )
        self.session = Session(sample_project(), self)
        self._steps = TimeSteps(self.session, self)
        self.files = FileKeeper(self.session, self._settings, self)
        self.student = ChosenStudent(self)
        self._recovery = RecoveryKeeper(self.session, self.files, self._settings, self)
        self._actions = Actions(self, self._theme)
        self._dialogs = Dialogs(self, self._theme, self.session, self.student, self._actions)
        self._may_close = False
        self._given_up = False
        self._parts = self._make_parts()
        self._screen = Screen(self.session, self._steps, self.student, self._parts, self)
        self._lay_out()
        self._connect_commands()
        self._training = TrainingCommands(
            self.session, self._steps, self._actions, self._parts.toolbar, self._parts.options, self
        )
        self._games = GameCommands(self._parts.network, self._actions, self._settings, self._theme, self)
        self._updates = GameUpdates(self.session, self.student, self)
        self._parts.network.update_requested.connect(self._updates.update)
        self._connect_panels()
        self._layout.restore()
        self._screen.show_all()
        self._weights = WeightCommands(
            self.session,
            self.student,
            self._parts.network.canvas,
            self._parts.learning,
            WeightInspector(self._theme),
            self,
        )
        self._matrices = MatrixCommands(
            self.session, self.student, self._parts.network, MatrixStrip(self._theme), self._settings, self
        )
        self._name_undo()
        self._show_title()

    @property
    def network(self) -> Network:
        """The network on screen now."""
        return self.session.moment.network

    def open_path(self, path: str | Path) -> None:
        """Open a class, or a table file; one whose meaning is obvious opens without a question."""
        self.files.open(Path(path))

    def begin(self, path: Path | None) -> None:
        """Offer unsaved work of a killed program; else open what the user asked for, or go on where they left off."""
        self._recovery.offer_leftovers(self.files.open_last if path is None else lambda: self.open_path(path))

    def shut_down(self) -> None:
        """End everything that runs beside the window; safe to call twice. Work nobody gave up stays recoverable."""
        self.session.run.shut_down()
        self._steps.shut_down()
        self._recovery.close(keep=self.files.has_unsaved_changes and not self._given_up)

    def _make_parts(self) -> Parts:
        theme = self._theme
        return Parts(
            toolbar=Toolbar(theme, self._actions),
            notice=Notice(theme),
            grades=GradesPanel(theme),
            network=NetworkPanel(theme),
            learning=LearningPanel(theme),
            options=TrainingOptions(theme),
            predictions=PredictionPanel(theme),
        )

    def _lay_out(self) -> None:
        parts = self._parts
        parts.learning.options_slot.addWidget(parts.options)
        panels: dict[str, QWidget] = {
            "grades": parts.grades,
            "network": parts.network,
            "learning": parts.learning,
            "predictions": parts.predictions,
        }
        self._layout = WindowLayout(self, self._theme, self._settings, self._actions, panels)
        self._menus = Menus(self, self._actions, parts.grades.actions_by_name, self._settings, self._theme)
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.addWidget(parts.notice)
        self._middle.addWidget(self._layout.columns, 1)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(parts.toolbar)
        column.addWidget(middle, 1)
        self.setCentralWidget(Scrolling(central))
        self.setAcceptDrops(True)
        self._theme.changed.connect(self._space_out)
        self._space_out()

    def _connect_commands(self) -> None:
        session, files, dialogs, actions = self.session, self.files, self._dialogs, self._actions
        for name, slot in (
            ("new", files.new),
            ("sample", files.open_sample),
            ("open", files.choose_file),
            ("save", files.save),
            ("save_as", files.save_as),
            ("import", files.choose_import),
            ("forget_recent", self._settings.forget_recent_files),
            ("quit", self._quit),
            ("undo", session.undo),
            ("redo", session.redo),
            ("training_settings", dialogs.ask_training_settings),
            ("shortcuts", dialogs.show_shortcuts),
            ("about", dialogs.show_about),
        ):
            actions[name].triggered.connect(slot)
        self._menus.recent_chosen.connect(files.open)

    def _connect_panels(self) -> None:
        session, files, student, parts = self.session, self.files, self.student, self._parts
        self._screen.notices.new_class_wanted.connect(files.new)
        parts.grades.edit_made.connect(session.edit)
        parts.grades.student_chosen.connect(student.choose)
        parts.grades.import_requested.connect(files.choose_import)
        parts.network.previous_requested.connect(student.previous)
        parts.network.next_requested.connect(student.next)
        parts.network.shape_changed.connect(self._training.change_settings)
        parts.network.collapse_requested.connect(self._dialogs.show_collapse)
        parts.network.shape_bar_asked.connect(self._actions["shape"].setChecked)
        self._actions["shape"].toggled.connect(parts.network.set_shape_bar_open)
        parts.learning.moment_chosen.connect(session.view)
        parts.predictions.student_chosen.connect(student.choose_this_year)
        parts.predictions.train_requested.connect(session.train)
        parts.predictions.this_year_requested.connect(self._go_to_this_year)
        session.training_changed.connect(self._on_training_changed)
        session.problem_found.connect(files.tell)
        session.undo_stack.cleanChanged.connect(self._show_title)
        session.undo_stack.indexChanged.connect(self._name_undo)
        session.undo_stack.indexChanged.connect(self._show_title)
        files.file_changed.connect(self._show_title)
        files.import_wanted.connect(self._dialogs.ask_about_import)
        self._dialogs.class_replaced.connect(files.part_from_file)

    # Commands

    @Slot()
    def _go_to_this_year(self) -> None:
        self._actions["show_grades"].setChecked(True)
        self._parts.grades.select_group(Group.THIS_YEAR)

    @Slot(bool)
    def _on_training_changed(self, runs: bool) -> None:
        self._show_title()
        if not runs and self._may_close:
            self.close()

    @Slot()
    def _name_undo(self) -> None:
        stack = self.session.undo_stack
        for name, verb, text, possible in (
            ("undo", self.tr("&Undo"), stack.undoText(), stack.canUndo()),
            ("redo", self.tr("&Redo"), stack.redoText(), stack.canRedo()),
        ):
            # A file may be named in it, and an & in that is no mnemonic.
            self._actions[name].setText(f"{verb}: {text.replace('&', '&&')}" if text else verb)
            self._actions[name].setEnabled(possible)

    @Slot()
    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.files.name}[*] – NeuralPad")
        self.setWindowModified(self.files.has_unsaved_changes)
        self._parts.toolbar.show_title(self.files.name)

    @Slot()
    def _space_out(self) -> None:
        px = self._theme.px
        self._middle.setContentsMargins(px(12), px(12), px(12), px(12))
        self._middle.setSpacing(px(8))

    @Slot()
    def _quit(self) -> None:
        self.files.when_kept(self._close_for_good)

    @Slot()
    def _close_for_good(self) -> None:
        self._given_up = True
        self._may_close = True
        self.close()

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._layout.follow_window_state()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.open_path(url.toLocalFile())
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        # In stages: first what is unsaved, then the training, and only then the window goes. Nobody can be asked where
        # the program itself or the end of the desktop's session closes the window: then the recovery copy stays.
        if event.spontaneous() and not self._may_close and self.files.has_unsaved_changes:
            event.ignore()
            self._quit()
            return
        self._may_close = True
        if self.session.is_training:
            event.ignore()
            self.session.pause()
            return
        self._layout.remember()
        self._settings.sync()
        self.shut_down()
        event.accept()
