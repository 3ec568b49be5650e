"""The class on screen: its grade book, its network and its training, with one undo over all of it.

Panels are shown values from here and send edits back; `main_window` connects the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.edits import Edit, ReplaceBook
from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.history import History
from neuralpad.core.moment import Moment
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.core.project import Learning, Project, TrainingSettings, fresh_learning, with_fitting_pins
from neuralpad.core.replay import Place
from neuralpad.core.scaling import ClassSplit, split_class, usable_students
from neuralpad.training.job import Pace
from neuralpad.ui.commands import EditCommand, StateCommand
from neuralpad.ui.time_view import TimeView
from neuralpad.ui.training_run import TrainingRun
from neuralpad.ui.undo_stack import UndoStack

_LIVE: dict[tuple[str, ...], int] = {("learning_rate",): 1, ("epoch_limit",): 2, ("held",): -1}
"""Settings that a running training takes over at once. Changes in a row of one number make one step of undo."""


class Session(QObject):
    """Owns the project, the undo stack and the training.

    Signals:
        gradebook_changed: the Gradebook, and the Edit that led to it (None: everything is new).
        class_divided: the ClassSplit: who is learned from, who is kept aside.
        settings_changed: the TrainingSettings.
        moment_shown: the Moment that the window shows now.
        history_changed: the recorded course of the training is another, or longer.
        training_changed: whether training runs.
        student_taken: the grade-book row of the past student just learned from alone.
        problem_found: a Problem to tell the user.
    """

    gradebook_changed = Signal(object, object)
    class_divided = Signal(object)
    settings_changed = Signal(object)
    moment_shown = Signal(object)
    history_changed = Signal()
    training_changed = Signal(bool)
    student_taken = Signal(int)
    problem_found = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run = TrainingRun(self)
        self.undo_stack = UndoStack(self.run, self)
        self.run.advanced.connect(self._on_advanced)
        self.run.failed.connect(self.problem_found)
        self.run.ended.connect(self._on_ended)
        self.time = TimeView()
        self._take(project)

    def _take(self, project: Project) -> None:
        self._book, self._settings, self._learning = project.gradebook, project.settings, project.learning
        self.time.forget()
        self._divide()
        self._measure()

    # What there is

    @property
    def book(self) -> Gradebook:
        """The grade book as it stands."""
        return self._book

    @property
    def settings(self) -> TrainingSettings:
        """How the network is made and trained."""
        return self._settings

    @property
    def learning(self) -> Learning:
        """Where the training stood when it was last at rest."""
        return self._learning

    @property
    def current(self) -> Learning:
        """Where the training stands at this moment, also while it runs."""
        return self.run.learning or self._learning

    @property
    def project(self) -> Project:
        """Everything, as it would be saved now."""
        learning = self.current
        return Project(self._book, self._settings, replace(learning, history=learning.history.copy()))

    @property
    def split(self) -> ClassSplit:
        """The usable past students, learned from and kept aside."""
        return self._split

    @property
    def is_training(self) -> bool:
        """Whether training runs."""
        return self.run.is_running

    @property
    def moment(self) -> Moment:
        """The moment that the window shows."""
        return self._moment

    @property
    def viewed_epoch(self) -> float | None:
        """The past epoch that the window shows; None for the present."""
        return self.time.epoch

    @property
    def previous_run(self) -> History | None:
        """The run before this one."""
        return self.time.previous

    @property
    def is_trained(self) -> bool:
        """Whether the network has learned anything at all."""
        return bool(self.current.trained_on)

    @property
    def is_stale(self) -> bool:
        """Whether what is learned from has changed since the network learned from it."""
        return self.is_trained and self.current.trained_on != self._split.learned.digest

    # Changing the class and the settings

    def replace_project(self, project: Project) -> None:
        """Put another class on screen; undo does not reach back to the one before."""
        self._take(project)
        self.undo_stack.clear()
        self.gradebook_changed.emit(self._book, None)
        self._tell_settings()
        self._show()

    def edit(self, edit: Edit, text: str) -> None:
        """Make an edit, as one step of undo. One after which the network begins anew pauses the training first."""
        changed, _ = edit.apply(self._book)
        begins_anew = isinstance(edit, ReplaceBook) or len(changed.columns) != len(self._book.columns)
        self.undo_stack.put(lambda: EditCommand(self, edit, text, begins_anew), begins_anew)

    def change_settings(self, text: str, **changes: object) -> None:
        """Train otherwise from now on, as one step of undo. α and the limit apply to a running training at once."""
        if replace(self._settings, **changes) != self._settings:  # type: ignore[arg-type]
            needs_rest = tuple(changes) not in _LIVE
            self.undo_stack.put(lambda: self._other_settings(text, changes, needs_rest), needs_rest)

    def _other_settings(self, text: str, changes: dict[str, object], needs_rest: bool) -> StateCommand:
        inputs = len(self._book.columns)
        changed = replace(self._settings, **changes)  # type: ignore[arg-type]
        settings = with_fitting_pins(changed, inputs, self._settings)
        learning = None
        if settings.beginning != self._settings.beginning:
            learning = (self._learning, fresh_learning(settings, inputs))
            self.time.keep_as_previous(self._learning)
        merge = _LIVE.get(tuple(changes), -1)
        return StateCommand(self, text, (self._settings, settings), learning, merge, needs_rest)

    def change_learning(self, text: str, change: Callable[[Learning], Learning], merge: int = -1) -> None:
        """Go on from the moment shown with another network, as one step of undo; `change` says with which one."""

        def make() -> StateCommand:
            present = self._learning
            base = self.time.leave(present)
            return StateCommand(self, text, learning=(present, change(base)), merge=merge)

        self.undo_stack.put(make, needs_rest=True)

    @Slot()
    def undo(self) -> None:
        """Take back the last step."""
        self.undo_stack.take_back()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self.undo_stack.do_again()

    # What commands call

    def apply_edit(self, edit: Edit) -> Edit:
        """Change the grade book; a network that no longer fits its columns starts afresh."""
        self._book, inverse = edit.apply(self._book)
        inputs = len(self._book.columns)
        if isinstance(edit, ReplaceBook) or self._learning.first.sizes[0] != inputs:
            self._settings = replace(self._settings, held=frozenset())
            self._learning = fresh_learning(self._settings, inputs)
            self.time.forget()
            self.settings_changed.emit(self._settings)
        self._divide()
        self.gradebook_changed.emit(self._book, edit)
        self.class_divided.emit(self._split)
        self._show()
        return inverse

    def put_state(self, settings: TrainingSettings | None, learning: Learning | None) -> None:
        """Take over settings or a network as they are."""
        if learning is not None:
            self._learning = learning
            self.time.return_to_present()
        if settings is not None:
            self._settings = settings
            self.run.apply(settings)
            self._divide()
            self._tell_settings()
        self._show()

    # Training

    def set_pace(self, pace: Pace) -> None:
        """Train at another pace, from now on."""
        self.run.set_pace(pace)

    @Slot()
    def train(self) -> None:
        """Train on from the moment that the window shows."""
        self._start(single=False)

    @Slot()
    def step(self) -> None:
        """Correct the weights once, as the pace says: from one student, or from the whole class."""
        self._start(single=True)

    @Slot()
    def pause(self) -> None:
        """Stop training after the students that are being learned from."""
        self.run.pause()

    def start_over(self, text: str) -> None:
        """Back to the same first weights."""

        def restart() -> StateCommand:
            self.time.keep_as_previous(self._learning)
            fresh = Learning(self._learning.first, self._learning.first)
            return StateCommand(self, text, learning=(self._learning, fresh))

        self.undo_stack.put(restart, needs_rest=True)

    def new_start(self, text: str) -> None:
        """Other first weights."""
        self.change_settings(text, seed=self._settings.seed + 1)

    def when_paused(self, work: Callable[[], object]) -> None:
        """Do something that needs the training to rest: at once, or as soon as it has paused."""
        self.run.when_at_rest(work)

    def _start(self, single: bool) -> None:
        if self.is_training:
            return
        if not len(self._split.learned.y):
            self.problem_found.emit(
                Problem("There is no past student to learn from: a student needs every grade, and pass or fail.")
            )
            return
        base = self.time.leave(self._learning)
        self.run.start(base, self._settings, self._split, steps=1 if single else None)
        self.training_changed.emit(True)

    @Slot(object, int)
    def _on_advanced(self, moment: Moment, student_row: int) -> None:
        if self.time.epoch is None:
            self._moment = moment
            self.moment_shown.emit(moment)
        if student_row >= 0:
            self.student_taken.emit(int(self._split.learned.rows[student_row]))
        self.history_changed.emit()

    @Slot(object)
    def _on_ended(self, learning: Learning) -> None:
        if learning.network != self._learning.network or learning.epoch != self._learning.epoch:
            text = self.tr("Step") if self.run.is_single else self.tr("Training")
            viewed = self.time.epoch
            self.undo_stack.push(StateCommand(self, text, learning=(self._learning, learning)))
            if viewed is not None:
                # Who looks at a past moment while the training comes to its end, goes on looking at it.
                self.view(viewed)
        self.training_changed.emit(False)

    # The moment on screen

    def view(self, epoch: float | None) -> None:
        """Show the recorded moment nearest to an epoch; None for the present."""
        self.time.look_at(epoch, self.current, self._split, self.is_training)
        self._show()

    def view_place(self, place: Place, network: Network) -> None:
        """Show a moment of the way to the present, recorded or trained again: `network` was at it."""
        self.time.show(place, network, self._learning, self._split)
        self._show()

    @Slot()
    def view_present(self) -> None:
        """Show the present again."""
        self.view(None)

    def _divide(self) -> None:
        students = usable_students(self._book, Group.PAST)
        self._split = split_class(students, self._settings.aside_share, self._settings.seed)

    def _tell_settings(self) -> None:
        self.settings_changed.emit(self._settings)
        self.class_divided.emit(self._split)

    def _show(self) -> None:
        self._measure()
        self.moment_shown.emit(self._moment)
        self.history_changed.emit()

    def _measure(self) -> None:
        self._moment = self.time.moment(self.current, self._split)
