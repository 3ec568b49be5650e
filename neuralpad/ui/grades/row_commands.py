"""Insert, remove, move and order: what the commands do to whole students."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.edits import InsertStudents, RemoveStudents, ReorderStudents, Together
from neuralpad.core.gradebook import NAME_CELL, Group
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable


class RowCommands(QObject):
    """What can be done with students.

    Signals:
        edit_made: an Edit, and its name for undo.
        sorted_order_met: somebody wants to move a row of a sorted table.
    """

    edit_made = Signal(object, str)
    sorted_order_met = Signal()

    def __init__(self, model: GradeTableModel, view: GradeTable) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    @Slot()
    def add(self) -> None:
        """Begin a new student in the quiet row."""
        self._view.begin_typing(len(self._model.order), NAME_CELL)

    @Slot()
    def insert(self) -> None:
        """Put an empty row above the current one."""
        model, row = self._model, self._view.place[0]
        book_row = model.book_row(row)
        at = len(model.students) if book_row is None else book_row
        edit = InsertStudents.block(model.group, at, (model.book.blank_student(),))
        self.edit_made.emit(edit, self.tr("Insert row"))
        self._view.go_to(row, NAME_CELL)

    @Slot()
    def remove(self) -> None:
        """Take the selected students out."""
        rows = self._selected()
        if rows:
            text = self.tr("Remove student") if len(rows) == 1 else self.tr("Remove students")
            self.edit_made.emit(RemoveStudents(self._model.group, rows), text)

    @Slot()
    def move_up(self) -> None:
        """Move the selected students one row up."""
        rows = self._view.selected_rows()
        if rows and rows[0] > 0:
            self._move(rows, rows[0] - 1)

    @Slot()
    def move_down(self) -> None:
        """Move the selected students one row down."""
        rows = self._view.selected_rows()
        if rows and rows[-1] < len(self._model.order) - 1:
            self._move(rows, rows[-1] + 2)

    @Slot(int)
    def drop_before(self, row: int) -> None:
        """Move the selected students together before a row on screen."""
        self._move(self._view.selected_rows(), row)

    @Slot()
    def keep_order(self) -> None:
        """Make the sorted order the teacher's own."""
        if self._model.sorting is not None:
            edit = ReorderStudents(self._model.group, tuple(self._model.order))
            self.edit_made.emit(edit, self.tr("Keep this order"))

    @Slot()
    def own_order(self) -> None:
        """Show the teacher's own order again."""
        self._model.sort(-1)

    @Slot()
    def move_to_past(self) -> None:
        """The selected students have taken the exam: they belong to the past classes now."""
        self._move_to(Group.PAST, self.tr("Move to past classes"))

    @Slot()
    def move_to_this_year(self) -> None:
        """The selected students belong to this year's class."""
        self._move_to(Group.THIS_YEAR, self.tr("Move to this year"))

    def _selected(self) -> tuple[int, ...]:
        return tuple(sorted(self._model.order[row] for row in self._view.selected_rows()))

    def _move(self, rows: list[int], before: int) -> None:
        if self._model.sorting is not None:
            self.sorted_order_met.emit()
            return
        moved = set(rows)
        count = len(self._model.order)
        above = [row for row in range(before) if row not in moved]
        below = [row for row in range(before, count) if row not in moved]
        order = (*above, *rows, *below)
        if order != tuple(range(count)):
            text = self.tr("Move student") if len(rows) == 1 else self.tr("Move students")
            self.edit_made.emit(ReorderStudents(self._model.group, order), text)
            self._view.scrollTo(self._view.currentIndex())

    def _move_to(self, group: Group, text: str) -> None:
        rows, model = self._selected(), self._model
        if rows and group is not model.group:
            moved = tuple(model.students[row] for row in rows)
            end = len(model.book.students(group))
            edits = (RemoveStudents(model.group, rows), InsertStudents.block(group, end, moved))
            self.edit_made.emit(Together(edits), text)
