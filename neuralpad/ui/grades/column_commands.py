"""Add, change and remove: what the commands do to grade columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from neuralpad.core.edits import ChangeColumn, InsertColumn, RemoveColumn
from neuralpad.core.gradebook import NAME_CELL, Column
from neuralpad.ui.grades.column_dialog import ColumnDialog
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable
from neuralpad.ui.theme import Theme


class ColumnCommands(QObject):
    """What can be done with grade columns.

    Signals:
        edit_made: an Edit, and its name for undo.
    """

    edit_made = Signal(object, str)

    def __init__(self, theme: Theme, model: GradeTableModel, view: GradeTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view
        self._cell: int | None = None
        self._at = 0

    @property
    def cell(self) -> int:
        """The column meant: the one whose head was pressed last, else that of the current cell."""
        return self._view.place[1] if self._cell is None else min(self._cell, self._model.book.outcome_cell)

    def mean(self, cell: int | None) -> None:
        """Say which column the commands are about; None for that of the current cell."""
        self._cell = cell

    @property
    def is_grade(self) -> bool:
        """Whether the column meant holds grades."""
        return NAME_CELL < self.cell < self._model.book.outcome_cell

    @Slot()
    def add(self) -> None:
        """Ask for a new column, right of the one meant."""
        self._at = min(self.cell, len(self._model.book.columns))
        self._ask(None, self._insert)

    @Slot()
    def change(self) -> None:
        """Ask for another name or maximum of the column meant."""
        if self.is_grade:
            self._at = self.cell - 1
            self._ask(self._model.book.columns[self._at], self._change)

    @Slot()
    def remove(self) -> None:
        """Take the column meant out, with its grades."""
        if self.is_grade and len(self._model.book.columns) > 1:
            self.edit_made.emit(RemoveColumn(self.cell - 1), self.tr("Remove column"))

    def _ask(self, column: Column | None, then: Callable[[Column], None]) -> None:
        taken = tuple(other.name for other in self._model.book.columns if other is not column)
        dialog = ColumnDialog(self._theme, column, taken, self._view)
        dialog.column_chosen.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _insert(self, column: Column) -> None:
        at = min(self._at, len(self._model.book.columns))
        self.edit_made.emit(InsertColumn(at, column), self.tr("Add column"))

    @Slot(object)
    def _change(self, column: Column) -> None:
        if column != self._model.book.columns[self._at]:
            self.edit_made.emit(ChangeColumn(self._at, column), self.tr("Change column"))
