"""Shows the session's values on the panels: the way from the class to the screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from neuralpad.core.edits import Edit
from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.moment import Moment
from neuralpad.core.predictions import predictions
from neuralpad.core.project import TrainingSettings
from neuralpad.core.scaling import ClassSplit
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.grades.panel import GradesPanel
from neuralpad.ui.learning.panel import LearningPanel
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.notices import Notices
from neuralpad.ui.predictions.panel import PredictionPanel
from neuralpad.ui.session import Session
from neuralpad.ui.time_steps import TimeSteps
from neuralpad.ui.toolbar import Toolbar
from neuralpad.ui.training_options import TrainingOptions
from neuralpad.ui.widgets import Notice

NOTHING = np.empty(0)


@dataclass(frozen=True)
class Parts:
    """What there is on screen."""

    toolbar: Toolbar
    notice: Notice
    grades: GradesPanel
    network: NetworkPanel
    learning: LearningPanel
    options: TrainingOptions
    predictions: PredictionPanel


class Screen(QObject):
    """Keeps the parts of the window at what the session says."""

    def __init__(
        self, session: Session, steps: TimeSteps, student: ChosenStudent, parts: Parts, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._student = student
        self._parts = parts
        self.notices = Notices(session, steps, parts.notice, self)
        session.gradebook_changed.connect(self._show_gradebook)
        session.class_divided.connect(self._show_class)
        session.settings_changed.connect(self._show_settings)
        session.moment_shown.connect(self._show_moment)
        session.history_changed.connect(self._show_history)
        session.training_changed.connect(parts.network.set_training)
        session.student_taken.connect(self._follow_student)
        student.changed.connect(parts.network.show_student)
        student.row_wanted.connect(parts.grades.choose_student)

    def show_all(self) -> None:
        """Show everything as it is."""
        session = self._session
        self._show_gradebook(session.book, None)
        self._show_class(session.split)
        self._show_settings(session.settings)
        self._show_moment(session.moment)
        self._show_history()
        self.notices.update()

    @Slot(object, object)
    def _show_gradebook(self, book: Gradebook, edit: Edit | None) -> None:
        parts = self._parts
        parts.grades.show_gradebook(book, edit)
        parts.network.show_labels(tuple(column.name for column in book.columns))
        parts.predictions.set_columns(book.columns)
        self._student.show_gradebook(book, edit)

    @Slot(object)
    def _show_class(self, split: ClassSplit) -> None:
        self._parts.grades.show_aside(frozenset(split.aside.rows.tolist()))
        self._parts.network.show_class(split.learned)

    @Slot(object)
    def _show_settings(self, settings: TrainingSettings) -> None:
        self._parts.network.show_settings(settings)
        self._parts.toolbar.learning_rate.set_value(settings.learning_rate)
        self._parts.options.show_values(settings.epoch_limit, settings.aside_share)

    @Slot(object)
    def _show_moment(self, moment: Moment) -> None:
        session, parts = self._session, self._parts
        parts.toolbar.show_moment(moment)
        parts.network.show_network(moment.network)
        parts.predictions.set_network(moment.network)
        parts.predictions.show_predictions(
            predictions(moment.network, session.book), is_trained=session.is_trained, stale=session.is_stale
        )

    @Slot(int)
    def _follow_student(self, row: int) -> None:
        """The student just learned from is shown; the table goes along unless somebody types or looks elsewhere."""
        grades, focus = self._parts.grades, QApplication.focusWidget()
        is_typing = focus is not None and focus is not grades.table and grades.table.isAncestorOf(focus)
        if is_typing or grades.group is not Group.PAST:
            self._student.choose(Group.PAST, row)
        else:
            self._student.choose_past(row)

    @Slot()
    def _show_history(self) -> None:
        session, learning = self._session, self._parts.learning
        history, previous = session.current.history, session.previous_run
        learning.show_history(history.epochs, history.losses, history.aside_losses)
        if previous is None:
            learning.show_previous(NOTHING, NOTHING)
        else:
            learning.show_previous(previous.epochs, previous.losses)
        learning.show_cursor(session.viewed_epoch, session.moment.loss, session.moment.aside_loss)
