"""One weight on screen: what is chosen on the canvas is looked at closely, and what is asked for there is done."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.moment import Moment
from neuralpad.core.parts import Kind, Part
from neuralpad.core.project import TrainingSettings
from neuralpad.core.scaling import ClassSplit
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.inspector.inspector import WeightInspector
from neuralpad.ui.learning.panel import LearningPanel
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.session import Session
from neuralpad.ui.weight_keeper import WeightKeeper


class WeightCommands(QObject):
    """Joins the inspector with the canvas, the session and the chosen student."""

    def __init__(
        self,
        session: Session,
        student: ChosenStudent,
        canvas: NetworkCanvas,
        learning: LearningPanel,
        inspector: WeightInspector,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._learning = learning
        self._inspector = inspector
        self.keeper = WeightKeeper(session, self)
        learning.add_tab(self.tr("One weight"), self.tr("The weight or bias chosen in the network, closely"), inspector)
        canvas.part_chosen.connect(self._on_part_chosen)
        session.gradebook_changed.connect(self._show_gradebook)
        session.class_divided.connect(self._show_class)
        session.settings_changed.connect(self._show_settings)
        session.moment_shown.connect(self._show_moment)
        session.history_changed.connect(self._show_history)
        student.changed.connect(self._show_student)
        inspector.value_requested.connect(self.keeper.set_value)
        inspector.put_back_requested.connect(self.keeper.put_back)
        inspector.hold_requested.connect(self.keeper.hold)
        inspector.student_chosen.connect(student.choose_past)
        inspector.moment_chosen.connect(session.view)
        self._show_gradebook(session.book, None)
        self._show_class(session.split)
        self._show_settings(session.settings)
        self._show_moment(session.moment)
        self._show_history()
        self._show_student(student.view)

    @Slot(object)
    def _on_part_chosen(self, part: Part | None) -> None:
        self._inspector.show_part(part)
        self._show_before()
        if part is not None and part.kind is not Kind.NODE:
            self._learning.show_tab(self._inspector)

    @Slot(object, object)
    def _show_gradebook(self, book: Gradebook, _edit: object) -> None:
        self._inspector.show_labels(tuple(column.name for column in book.columns))

    @Slot(object)
    def _show_class(self, split: ClassSplit) -> None:
        learned, past = split.learned, self._session.book.past
        rows = learned.rows.tolist()
        self._inspector.show_class(learned.X, learned.y, tuple(past[row].name for row in rows), rows)

    @Slot(object)
    def _show_settings(self, settings: TrainingSettings) -> None:
        self._inspector.set_learning_rate(settings.learning_rate)
        self._inspector.set_held(settings.held)

    @Slot(object)
    def _show_moment(self, moment: Moment) -> None:
        self._inspector.show_network(moment.network)
        self._show_before()

    @Slot()
    def _show_history(self) -> None:
        self._inspector.show_history(self._session.current.history, self._session.viewed_epoch)

    @Slot(object)
    def _show_student(self, view: StudentView | None) -> None:
        is_past = view is not None and view.group is Group.PAST
        self._inspector.show_student_row(view.number - 1 if view is not None and is_past else None)

    def _show_before(self) -> None:
        part = self._inspector.part
        self._inspector.show_value_before(None if part is None else self.keeper.value_before(part))
