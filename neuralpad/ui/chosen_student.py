"""Which student's way through the network is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.edits import ReplaceBook
from neuralpad.core.gradebook import Gradebook, Group
from neuralpad.core.grades import read_number
from neuralpad.core.scaling import student_inputs
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.texts import grade


class ChosenStudent(QObject):
    """Keeps the chosen row while the grade book changes around it.

    Signals:
        changed: the StudentView, None where there is no student.
        row_wanted: the Group and row that the table should go to.
    """

    changed = Signal(object)
    row_wanted = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = Gradebook()
        self._group = Group.PAST
        self._row = 0

    @property
    def view(self) -> StudentView | None:
        """The student as the canvas shows them."""
        students = self._book.students(self._group)
        if not 0 <= self._row < len(students):
            return None
        student = students[self._row]
        x = student_inputs(self._book, student)
        texts = []
        for text, column in zip(student.grades, self._book.columns, strict=True):
            number = read_number(text)
            fits = number is not None and 0 <= number <= column.maximum
            share = grade(round(100 * number / column.maximum, 1)) + "%" if number is not None and fits else ""
            texts.append(share or text.strip() or "–")
        return StudentView(
            student.name,
            self._row + 1,
            len(students),
            tuple(texts),
            None if x is None else tuple(float(value) for value in x),
            student.outcome,
            self._group,
        )

    @Slot(object, object)
    def show_gradebook(self, book: Gradebook, edit: object) -> None:
        """The class has changed; a class that is new begins with its first student."""
        self._book = book
        if edit is None or isinstance(edit, ReplaceBook):
            self._group, self._row = Group.PAST, 0
        self._row = max(min(self._row, len(book.students(self._group)) - 1), 0)
        self.changed.emit(self.view)

    @Slot(object, int)
    def choose(self, group: Group, row: int) -> None:
        """Another student."""
        if (group, row) != (self._group, self._row):
            self._group, self._row = group, row
            self.changed.emit(self.view)

    @Slot(int)
    def choose_past(self, row: int) -> None:
        """A past student, chosen by the program: the table follows."""
        self._go_to(Group.PAST, row)

    @Slot(int)
    def choose_this_year(self, row: int) -> None:
        """A student of this year, chosen in another panel: the table follows."""
        self._go_to(Group.THIS_YEAR, row)

    @Slot()
    def previous(self) -> None:
        """The student above."""
        self._step(-1)

    @Slot()
    def next(self) -> None:
        """The student below."""
        self._step(1)

    def _step(self, rows: int) -> None:
        count = len(self._book.students(self._group))
        if count:
            self._go_to(self._group, (self._row + rows) % count)

    def _go_to(self, group: Group, row: int) -> None:
        self.choose(group, row)
        self.row_wanted.emit(group, row)
