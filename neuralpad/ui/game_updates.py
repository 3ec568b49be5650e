"""The Update of the blame game: the weights of the class on screen move as the game has shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from neuralpad.core.problems import Problem
from neuralpad.core.project import Learning
from neuralpad.core.updates import updated_by_class, updated_by_student
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.session import Session


class GameUpdates(QObject):
    """Answers the game with one update, as one step of undo."""

    def __init__(self, session: Session, student: ChosenStudent, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._student = student

    @Slot(bool)
    def update(self, whole_class: bool) -> None:
        """Move the weights by the slopes of the whole class, or of the chosen student alone."""
        session, view = self._session, self._student.view
        settings, split = session.settings, session.split
        if not len(split.learned.y) or (not whole_class and (view is None or view.x is None or view.target is None)):
            return

        def change(learning: Learning) -> Learning:
            if whole_class:
                return updated_by_class(learning, settings, split)
            assert view is not None
            assert view.x is not None
            assert view.target is not None
            return updated_by_student(learning, settings, split, view.x, view.target)

        try:
            session.change_learning(self.tr("Update"), change)
        except Problem as problem:
            session.problem_found.emit(problem)
