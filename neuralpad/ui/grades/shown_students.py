"""Which student stands in which row of the table, and how each edit of the grade book moves the rows.

A view must hear of every row that comes, goes or moves, or it loses its selection, its place and its current cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from neuralpad.core.edits import (
    ChangeColumn,
    Edit,
    InsertColumn,
    InsertStudents,
    RemoveColumn,
    RemoveStudents,
    ReorderStudents,
    ReplaceBook,
    SetCells,
    Together,
)
from neuralpad.core.gradebook import NAME_CELL, Gradebook, Group, Student
from neuralpad.ui.grades.sorting import sorted_rows

Index = QModelIndex | QPersistentModelIndex
Sorting = tuple[int, bool]
"""The cell a table is sorted by, and whether downwards."""

MOST_STEPS = 40
"""What falls into more pieces than this (every second of 10 000 rows removed) is shown anew: that is quicker."""

_HERE = QModelIndex()


class ShownStudents(QAbstractTableModel):
    """The rows of one group: its students, in the teacher's order or sorted, and a quiet row to add another.

    Signals:
        sort_changed: the table is sorted otherwise now, or no longer.
    """

    sort_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._group = Group.PAST
        self._sortings: dict[Group, Sorting] = {}
        self._quiet_rows = 1
        self._take(Gradebook())

    @property
    def book(self) -> Gradebook:
        """The grade book shown."""
        return self._book

    @property
    def group(self) -> Group:
        """The group shown."""
        return self._group

    @property
    def students(self) -> tuple[Student, ...]:
        """The students of the group, in the teacher's order."""
        return self._students

    @property
    def order(self) -> list[int]:
        """The grade book's row of each row on screen."""
        return self._order

    @property
    def sorting(self) -> Sorting | None:
        """What the table is sorted by; None in the teacher's order."""
        return self._sortings.get(self._group)

    def book_row(self, row: int) -> int | None:
        """The grade book's row of a row on screen; None for the quiet one."""
        return self._order[row] if 0 <= row < len(self._order) else None

    def shown_row(self, book_row: int) -> int:
        """The row on screen of a student."""
        return book_row if self.sorting is None else self._order.index(book_row)

    def shown_rows(self, book_rows: Collection[int]) -> list[int]:
        """The rows on screen of these students, in the order of the screen."""
        if self.sorting is None:
            return sorted(row for row in book_rows if row < len(self._order))
        wanted = set(book_rows)
        return [row for row, book_row in enumerate(self._order) if book_row in wanted]

    def show_book(self, book: Gradebook, edit: Edit | None = None) -> None:
        """Show the grade book to which `edit` led from the one shown; None: everything is new."""
        steps = None if edit is None else self._steps(edit)
        if steps is None:
            self._show_anew(book, {} if edit is None else self._sortings)
            return
        for step in steps[:-1]:
            self._follow(step, step.apply(self._book)[0])
        if steps:
            self._follow(steps[-1], book)
        else:
            self._hold(book)
        if len(self._order) != len(self._students):  # the edit was not the one that led here
            self._show_anew(book, {})

    def show_group(self, group: Group) -> None:
        """Show the other students."""
        if group is not self._group:
            self.beginResetModel()
            self._group = group
            self._take(self._book)
            self.endResetModel()
            self.sort_changed.emit()

    def _show_anew(self, book: Gradebook, sortings: dict[Group, Sorting]) -> None:
        self.beginResetModel()
        self._sortings = sortings if book.columns == self._book.columns else {}
        self._take(book)
        self.endResetModel()
        self.sort_changed.emit()

    def _take(self, book: Gradebook) -> None:
        """Hold another book, its rows in the order wanted; telling the views is the caller's."""
        self._hold(book)
        self._order = self._wanted_order()

    def _hold(self, book: Gradebook) -> None:
        self._book = book
        self._students = book.students(self._group)

    def _wanted_order(self) -> list[int]:
        if self.sorting is None:
            return list(range(len(self._students)))
        return sorted_rows(self._book, self._group, *self.sorting)

    # An edit, piece by piece

    def _steps(self, edit: Edit) -> list[Edit] | None:
        """The edit in pieces that each touch rows next to each other on screen; None if these are too many."""
        pieces: list[Edit] = []
        for part in _parts(edit):
            if isinstance(part, ReplaceBook):
                return None
            pieces += self._pieces(part)
            if len(pieces) > MOST_STEPS:
                return None
        return pieces

    def _pieces(self, edit: Edit) -> list[Edit]:
        if getattr(edit, "group", self._group) is not self._group:
            return [edit]
        if isinstance(edit, InsertStudents):
            return [
                InsertStudents(edit.group, tuple(edit.students[a:b])) for a, b in _runs([r for r, _ in edit.students])
            ]
        if not isinstance(edit, RemoveStudents):
            return [edit]
        rows = sorted(set(edit.rows))
        if self.sorting is not None:  # neighbours in the book are none on screen: one at a time
            return [RemoveStudents(edit.group, (row,)) for row in reversed(rows)]
        return [RemoveStudents(edit.group, tuple(rows[a:b])) for a, b in reversed(_runs(rows))]

    def _follow(self, step: Edit, book: Gradebook) -> None:
        if getattr(step, "group", self._group) is not self._group:
            self._hold(book)
        elif isinstance(step, SetCells):
            self._hold(book)
            rows = self.shown_rows({row for row, _, _ in step.cells})
            if rows:
                self._tell_changed(rows[0], rows[-1])
        elif isinstance(step, InsertStudents):
            self._insert(step, book)
        elif isinstance(step, RemoveStudents):
            self._remove(step, book)
        elif isinstance(step, ReorderStudents):
            self._reorder(step, book)
        elif isinstance(step, InsertColumn):
            self.beginInsertColumns(_HERE, step.at + 1, step.at + 1)
            self._hold(book)
            self._sortings = {group: (cell + (cell > step.at), down) for group, (cell, down) in self._sortings.items()}
            self.endInsertColumns()
        elif isinstance(step, RemoveColumn):
            self._remove_column(step, book)
        elif isinstance(step, ChangeColumn):
            self._hold(book)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, step.at + 1, step.at + 1)
            self._tell_changed(0, len(self._order) - 1)
        else:
            self._show_anew(book, {})

    def _insert(self, step: InsertStudents, book: Gradebook) -> None:
        at, count = step.students[0][0], len(step.students)
        if at == len(self._order):
            # What was typed into the quiet row becomes a student there: first there are more quiet rows, then they are
            # filled. So the current cell, perhaps with an open editor, stays on the student.
            self.beginInsertRows(_HERE, at + 1, at + count)
            self._quiet_rows += count
            self.endInsertRows()
            self._quiet_rows -= count
            self._hold(book)
            self._order += range(at, at + count)
            self._tell_changed(at, at + count)
            return
        row = self.shown_row(at)
        self.beginInsertRows(_HERE, row, row + count - 1)
        self._hold(book)
        order = [old + count if old >= at else old for old in self._order]
        self._order = [*order[:row], *range(at, at + count), *order[row:]]
        self.endInsertRows()
        self._tell_numbers()

    def _remove(self, step: RemoveStudents, book: Gradebook) -> None:
        first, count = step.rows[0], len(step.rows)
        row = self.shown_row(first)
        self.beginRemoveRows(_HERE, row, row + count - 1)
        self._hold(book)
        order = [*self._order[:row], *self._order[row + count :]]
        self._order = [old - count if old > first else old for old in order]
        self.endRemoveRows()
        self._tell_numbers()

    def _reorder(self, step: ReorderStudents, book: Gradebook) -> None:
        new_row = [0] * len(step.order)
        for new, old in enumerate(step.order):
            new_row[old] = new
        order = [new_row[old] for old in self._order]
        if self.sorting is None:
            self._show_order(book, list(range(len(order))), order)
            return
        self._hold(book)
        self._order = order
        if all(a < b for a, b in pairwise(order)):  # the order on screen is the teacher's own now
            self._sortings = {group: sorting for group, sorting in self._sortings.items() if group is not self._group}
            self.sort_changed.emit()
        self._tell_numbers()

    def _remove_column(self, step: RemoveColumn, book: Gradebook) -> None:
        gone = step.at + 1
        self.beginRemoveColumns(_HERE, gone, gone)
        self._hold(book)
        was_sorted = self.sorting
        self._sortings = {
            group: (cell - (cell > gone), down) for group, (cell, down) in self._sortings.items() if cell != gone
        }
        self.endRemoveColumns()
        if was_sorted != self.sorting and self.sorting is None:
            self._sort_again()

    def _sort_again(self) -> None:
        wanted = self._wanted_order()
        row_now = {book_row: row for row, book_row in enumerate(wanted)}
        self._show_order(self._book, wanted, [row_now[book_row] for book_row in self._order])
        self.sort_changed.emit()

    def _show_order(self, book: Gradebook, order: list[int], moved_to: Sequence[int]) -> None:
        """Show the rows in another order; the student in row i goes to row `moved_to[i]`."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._hold(book)
        self._order = order
        after = [
            self.index(moved_to[index.row()], index.column()) if index.row() < len(moved_to) else index
            for index in before
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self._tell_numbers()

    def _tell_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, NAME_CELL), self.index(last, self._book.outcome_cell))

    def _tell_numbers(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._order))

    # Qt asks

    def rowCount(self, parent: Index = _HERE) -> int:
        return 0 if parent.isValid() else len(self._order) + self._quiet_rows

    def columnCount(self, parent: Index = _HERE) -> int:
        return 0 if parent.isValid() else self._book.outcome_cell + 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        sortings = {group: sorting for group, sorting in self._sortings.items() if group is not self._group}
        if column >= 0:
            sortings[self._group] = (column, order == Qt.SortOrder.DescendingOrder)
        self._sortings = sortings
        self._sort_again()


def _parts(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Together):
        for part in edit.edits:
            yield from _parts(part)
    else:
        yield edit


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Where ascending rows follow each other without a gap, as slices."""
    starts = [0, *(at for at in range(1, len(rows)) if rows[at] != rows[at - 1] + 1)]
    return list(pairwise([*starts, len(rows)])) if rows else []
