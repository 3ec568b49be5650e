"""The matrix strip below the canvas: it shows what the session says, and points at what the canvas points at."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from neuralpad.core.moment import Moment
from neuralpad.core.project import TrainingSettings
from neuralpad.core.scaling import ClassSplit
from neuralpad.core.script import Step
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.matrices.strip import MatrixStrip
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.session import Session
from neuralpad.ui.settings import Settings


class MatrixCommands(QObject):
    """Joins the strip with the canvas, the session and the chosen student."""

    def __init__(
        self,
        session: Session,
        student: ChosenStudent,
        panel: NetworkPanel,
        strip: MatrixStrip,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._strip, self._settings = session, strip, settings
        self._is_of_class = False
        panel.strip_slot.addWidget(strip)
        session.class_divided.connect(self._show_class)
        session.settings_changed.connect(self._show_settings)
        session.moment_shown.connect(self._show_moment)
        student.changed.connect(self._show_student)
        panel.game_changed.connect(strip.show_game)
        panel.step_shown.connect(self._show_step)
        panel.canvas.part_hovered.connect(strip.light_part)
        panel.canvas.part_chosen.connect(strip.mark_part)
        strip.parts_hovered.connect(panel.canvas.light_parts)
        strip.part_chosen.connect(panel.canvas.choose_part)
        strip.shown_changed.connect(self._remember)
        remembered = settings.text("matrices")
        if remembered:
            strip.set_shown(remembered == "shown")
        self._show_class(session.split)
        self._show_settings(session.settings)
        self._show_moment(session.moment)
        self._show_student(student.view)

    @Slot(object)
    def _show_class(self, split: ClassSplit) -> None:
        self._strip.show_class(split.learned.X, split.learned.y)

    @Slot(object)
    def _show_settings(self, settings: TrainingSettings) -> None:
        self._strip.show_held(settings.held)

    @Slot(object)
    def _show_moment(self, moment: Moment) -> None:
        self._strip.show_network(moment.network)

    @Slot(object)
    def _show_student(self, view: StudentView | None) -> None:
        self._strip.show_student(None if view is None else view.x, None if view is None else view.target)

    @Slot(object)
    def _show_step(self, step: Step | None) -> None:
        """In a game the numbers are those of its step: after an update the new ones, in a game of the class its own."""
        self._strip.show_network(self._session.moment.network if step is None else step.network)
        is_of_class = step is not None and "students" in step.values
        if is_of_class != self._is_of_class:
            self._is_of_class = is_of_class
            self._strip.set_whole_class(is_of_class)

    @Slot(bool)
    def _remember(self, shown: bool) -> None:
        self._settings.set_text("matrices", "shown" if shown else "hidden")
