"""The grade book as a Qt table. It shows and asks; only the session changes the grade book."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from neuralpad.core.edits import Edit, InsertStudents, SetCells
from neuralpad.core.gradebook import NAME_CELL, Group, Student
from neuralpad.core.grades import GradeFault, kept_outcome
from neuralpad.core.scaling import OutcomeFault
from neuralpad.ui.grades import wording
from neuralpad.ui.grades.shown_students import Index, ShownStudents
from neuralpad.ui.texts import integer, outcome_text

_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class GradeTableModel(ShownStudents):
    """What each cell shows, and what typing into it asks for.

    Signals:
        edit_made: an Edit that the user has typed, and its name for undo.
    """

    edit_made = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = wording.words_for_outcomes()
        self._aside: frozenset[int] = frozenset()

    def fault(self, row: int, cell: int) -> GradeFault | OutcomeFault | None:
        """What keeps a cell on screen out of the network."""
        book_row = self.book_row(row)
        return None if book_row is None else wording.cell_fault(self.book, self.group, book_row, cell)

    def typed_text(self, row: int, cell: int) -> str:
        """A cell's text as it is edited and copied: as typed, an outcome as a word."""
        if row >= len(self.order):
            return ""
        text = self.students[self.order[row]].cells[cell]
        return wording.outcome_word(text) if cell == self.book.outcome_cell else text

    def is_aside(self, row: int) -> bool:
        """Whether the student of a row on screen is kept aside."""
        return self.group is Group.PAST and self.book_row(row) in self._aside

    def show_aside(self, rows: frozenset[int]) -> None:
        """Mark the past students in these rows of the grade book as kept aside."""
        if rows != self._aside:
            self._aside = rows
            if self.order:
                self.dataChanged.emit(self.index(0, NAME_CELL), self.index(len(self.order) - 1, NAME_CELL))

    def next_fault(self, row: int, cell: int, students: Collection[int]) -> tuple[int, int] | None:
        """The marked cell of these students (rows of the grade book) after this cell, and round again from the top."""
        rows = self.shown_rows(students)
        marked = [(at, column) for at in rows for column in range(self.columnCount()) if self.fault(at, column)]
        return next((place for place in marked if place > (row, cell)), marked[0] if marked else None)

    def _display(self, row: int, cell: int) -> str:
        if row >= len(self.order):
            return self.tr("Add student") if cell == NAME_CELL else ""
        text = self.students[self.order[row]].cells[cell]
        if cell == self.book.outcome_cell:
            return outcome_text(text) or ("?" if self.group is Group.PAST else self.tr("not yet"))
        return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text

    def _tip(self, row: int, cell: int) -> str:
        if row >= len(self.order):
            return self.tr("Type here to add a student")
        return wording.cell_tip(self.book, self.group, self.order[row], cell, self.is_aside(row))

    def _spoken(self, row: int, cell: int) -> str:
        if row >= len(self.order):
            return self.tr("Empty row: type here to add a student")
        return wording.spoken_cell(self.book, self.group, self.order[row], cell, self.is_aside(row))

    def _typed(self, row: int, cell: int, text: str) -> tuple[Edit, str] | None:
        if cell == self.book.outcome_cell:
            text = kept_outcome(text, self.words)
        if row >= len(self.order):
            if not text.strip():
                return None
            cells = list(self.book.blank_student().cells)
            cells[cell] = text
            student = Student.from_cells(tuple(cells))
            return InsertStudents.block(self.group, len(self.students), (student,)), self.tr("Add student")
        book_row = self.order[row]
        if text == self.students[book_row].cells[cell]:
            return None
        return SetCells(self.group, ((book_row, cell, text),)), self.tr("Typing")

    # Qt asks

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._display(index.row(), index.column())
        if role == _Role.EditRole:
            return self.typed_text(index.row(), index.column())
        if role == _Role.ToolTipRole:
            return self._tip(index.row(), index.column())
        if role == _Role.TextAlignmentRole:
            return _LEFT if index.column() == NAME_CELL else _RIGHT
        if role == _Role.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not index.isValid():
            return False
        typed = self._typed(index.row(), index.column(), str(value))
        if typed is not None:
            self.edit_made.emit(*typed)
        return typed is not None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != _Role.DisplayRole:
                return None
            return integer(self.order[section] + 1) if section < len(self.order) else "+"
        if not 0 <= section <= self.book.outcome_cell:
            return None
        if role == _Role.DisplayRole:
            return wording.heading(self.book, section)
        if role == _Role.AccessibleTextRole:
            return " ".join((wording.heading(self.book, section), wording.out_of(self.book, section))).strip()
        if role == _Role.ToolTipRole:
            return wording.heading_tip(self.book, section)
        if role == _Role.TextAlignmentRole:
            return _LEFT if section == NAME_CELL else _RIGHT
        return None
