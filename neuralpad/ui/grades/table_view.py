"""The grade table on screen: a spreadsheet's keys, and columns that fit the panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from neuralpad.core.gradebook import NAME_CELL
from neuralpad.core.grades import FAIL, PASS
from neuralpad.ui.grades.cell_delegate import PADDING, CellDelegate
from neuralpad.ui.grades.column_widths import fitted
from neuralpad.ui.grades.headers import ColumnHeader, RowHeader
from neuralpad.ui.grades.shown_students import Sorting
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.texts import outcome_text
from neuralpad.ui.theme import Theme

_Key = Qt.Key
_Flag = QItemSelectionModel.SelectionFlag
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_JUMPS = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}

NAME_WIDTH, GRADE_WIDTH = 84, 44
"""The least widths, at 100 %."""


class GradeTable(QTableView):
    """The table.

    Signals:
        outcome_toggled: the space bar on an outcome.
        row_entered: the current cell is in another row now.
        selection_made: other cells are selected now.
    """

    outcome_toggled = Signal()
    row_entered = Signal()
    selection_made = Signal()

    def __init__(self, theme: Theme, model: GradeTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grades = model
        self._tab_start: int | None = None
        self._target: QModelIndex | None = None
        self._sorting_before: Sorting | None = None
        self._widths_by_hand: dict[int, int] = {}
        self._fitting = False
        self.setObjectName("grade_table")
        self.setAccessibleName(self.tr("Grades of the students"))
        self.setModel(model)
        self.heads = ColumnHeader(theme, self)
        self.numbers = RowHeader(theme, self)
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.numbers)
        self._delegate = CellDelegate(theme, self)
        self._delegate.left.connect(self._go_on)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setCornerWidget(QWidget(self))
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # Connected rather than overridden: PySide 6.11 frees a Python `currentChanged` while the view is being made.
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        # A click on a head sorts; Qt would select the column as well, and with it choose another student.
        self.heads.sectionPressed.disconnect()
        self.heads.sectionEntered.disconnect()
        self.heads.sectionClicked.connect(self.sort_on)
        self.heads.sectionResized.connect(self._on_section_resized)
        model.sort_changed.connect(self.heads.refit)
        model.headerDataChanged.connect(self._on_heads_changed)
        for changed in (model.modelReset, model.columnsInserted, model.columnsRemoved):
            changed.connect(self.forget_widths)
        for changed in (model.rowsInserted, model.rowsRemoved):
            changed.connect(self.numbers.geometriesChanged)
        theme.changed.connect(self.forget_widths)

    # Places

    @property
    def place(self) -> tuple[int, int]:
        """The current cell, row and column on screen; the quiet row's name where there is none."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (len(self._grades.order), NAME_CELL)

    def go_to(self, row: int, cell: int) -> None:
        """Make a cell the current and only selected one, as far as there is such a cell."""
        row = min(max(row, 0), self._grades.rowCount() - 1)
        cell = min(max(cell, 0), self._grades.columnCount() - 1)
        self._move_to(self._grades.index(row, cell))

    def _move_to(self, target: QModelIndex, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Go to a cell as if by an arrow key: only so does Qt learn where a later Shift+arrow extends from."""
        self._target = target
        super().keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, _Key.Key_Down, modifiers))
        self._target = None
        if not modifiers & _SHIFT:
            self.selectionModel().setCurrentIndex(target, _Flag.ClearAndSelect)

    def select_block(self, row: int, cell: int, rows: int, cells: int) -> None:
        """Select a block of cells, the first of them current."""
        last = self._grades.index(
            min(row + rows, self._grades.rowCount()) - 1, min(cell + cells, self._grades.columnCount()) - 1
        )
        first = self._grades.index(row, cell)
        if first.isValid() and last.isValid():
            self._move_to(first)
            self.selectionModel().select(QItemSelection(first, last), _Flag.ClearAndSelect)

    def selected_blocks(self) -> list[tuple[int, int, int, int]]:
        """The selected cells of students as (first row, first cell, last row, last cell) each, last ones included."""
        last_student = len(self._grades.order) - 1
        blocks = []
        selection = self.selectionModel().selection()
        for part in (selection.at(number) for number in range(selection.count())):
            top, bottom = part.top(), min(part.bottom(), last_student)
            if top <= bottom:
                blocks.append((top, part.left(), bottom, part.right()))
        return blocks

    def selected_rows(self) -> list[int]:
        """The rows on screen in which a student's cell is selected, in order."""
        return sorted({row for top, _, bottom, _ in self.selected_blocks() for row in range(top, bottom + 1)})

    def begin_typing(self, row: int, cell: int) -> None:
        """Open the editor of a cell."""
        self.go_to(row, cell)
        self.setFocus()
        self.edit(self.currentIndex())

    @Slot(int)
    def sort_on(self, cell: int) -> None:
        """Sort by a column upwards; if it is so already, downwards; then back to the teacher's order."""
        sorting = self._sorting_before = self._grades.sorting
        if sorting == (cell, True):
            self._sort_by(None)
        else:
            self._sort_by((cell, sorting == (cell, False)))

    def sort_back(self) -> None:
        """Undo the last `sort_on`: a double click on a head is meant otherwise."""
        self._sort_by(self._sorting_before)

    def _sort_by(self, sorting: Sorting | None) -> None:
        if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.selected_blocks()) > 2000:
            # Qt follows every selected cell to its new place; for a whole class that takes longer than the sorting.
            self.selectionModel().select(self.currentIndex(), _Flag.ClearAndSelect)
        cell, down = sorting or (-1, False)
        self._grades.sort(cell, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    @Slot(int, int)
    def _go_on(self, rows: int, cells: int) -> None:
        """Enter and Tab: Enter after a run of Tabs begins the next row where the run began."""
        row, cell = self.place
        if cells:
            start = cell if self._tab_start is None else self._tab_start
            row, cell = divmod(row * self._grades.columnCount() + cell + cells, self._grades.columnCount())
            self.go_to(row, cell)
            self._tab_start = start
        else:
            start = self._tab_start if self._tab_start is not None and rows > 0 else cell
            self.go_to(row + rows, start)

    def _leave(self, forwards: bool) -> None:
        """Give the keyboard to the next or previous widget."""
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forwards)
        self.setTabKeyNavigation(True)

    def _edge(self, rows: int, cells: int) -> QModelIndex:
        """Where Ctrl+arrow goes: the first or last student, the first or last column."""
        row, cell = self.place
        if rows:
            row = 0 if rows < 0 else max(len(self._grades.order) - 1, 0)
        if cells:
            cell = 0 if cells < 0 else self._grades.columnCount() - 1
        return self._grades.index(row, cell)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._tab_start = None
        for index in (current, previous):
            if index.isValid():
                top = self.rowViewportPosition(index.row())
                self.viewport().update(QRect(0, top, self.viewport().width(), self.rowHeight(index.row())))
        self.numbers.viewport().update()
        if current.row() != previous.row():
            self.row_entered.emit()

    @Slot()
    def _on_selection_changed(self) -> None:
        self.numbers.viewport().update()
        self.selection_made.emit()

    # Columns

    @Slot()
    def forget_widths(self) -> None:
        """Columns are others now: fit them afresh."""
        self._widths_by_hand.clear()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the panel's width: grades as wide as their heads, the rest for the names; too many columns scroll."""
        for _ in range(2):
            width = self.viewport().width()
            self._fitting = True
            widths = self._fitted(width)
            for cell, wide in widths.items():
                self.setColumnWidth(cell, wide)
            self._fitting = False
            self.heads.refit()
            # Heads of another height can take the scroll bar away, and so make more room.
            if self.viewport().width() == width:
                break

    def _fitted(self, width: int) -> dict[int, int]:
        px, book = self._theme.px, self._grades.book
        metrics = QFontMetrics(self._theme.font(13, bold=True))
        outcome = max(metrics.horizontalAdvance(text) for text in (outcome_text(PASS), outcome_text(FAIL)))
        least = dict.fromkeys(range(1, book.outcome_cell), px(GRADE_WIDTH))
        least[book.outcome_cell] = outcome + 2 * px(PADDING) + px(2)
        wanted = {cell: min(max(self.heads.needed_width(cell), at_least), px(110)) for cell, at_least in least.items()}
        return fitted(width, px(NAME_WIDTH), least, wanted, self._widths_by_hand, px(60))

    @Slot(int, int, int)
    def _on_section_resized(self, cell: int, _before: int, width: int) -> None:
        if self._fitting:
            return
        if cell != NAME_CELL:
            self._widths_by_hand[cell] = width
            rest = self.viewport().width() - sum(self.columnWidth(c) for c in range(1, self._grades.columnCount()))
            self._fitting = True
            self.setColumnWidth(NAME_CELL, max(rest, self._theme.px(NAME_WIDTH)))
            self._fitting = False
        self.heads.refit()

    @Slot(Qt.Orientation, int, int)
    def _on_heads_changed(self, orientation: Qt.Orientation, _first: int, _last: int) -> None:
        if orientation == Qt.Orientation.Horizontal:
            self.fit_columns()

    # Qt asks

    def selectAll(self) -> None:
        count = len(self._grades.order)
        if count:
            last = self._grades.index(count - 1, self._grades.columnCount() - 1)
            self.selectionModel().select(QItemSelection(self._grades.index(0, 0), last), _Flag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if self.state() != QAbstractItemView.State.EditingState or key == _Key.Key_F2:
            self._delegate.typing_over = key != _Key.Key_F2
        if event.matches(QKeySequence.StandardKey.Copy):
            return  # Qt would copy the words of the quiet row; copying is a command of its own.
        if not self._has_own_key(key, bool(modifiers & _CONTROL), bool(modifiers & _SHIFT)):
            super().keyPressEvent(event)

    def _has_own_key(self, key: Qt.Key, control: bool, shift: bool) -> bool:
        """The keys of a spreadsheet that Qt's tables do not know; whether this was one."""
        row, cell = self.place
        at_end = (row, cell) == (self._grades.rowCount() - 1, self._grades.columnCount() - 1)
        if key in (_Key.Key_Return, _Key.Key_Enter) and not control:
            self._go_on(-1 if shift else 1, 0)
        elif key == _Key.Key_Tab and (control or at_end):
            self._leave(forwards=True)
        elif key == _Key.Key_Backtab and (control or (row, cell) == (0, 0)):
            self._leave(forwards=False)
        elif key in (_Key.Key_Tab, _Key.Key_Backtab):
            self._go_on(0, 1 if key == _Key.Key_Tab else -1)
        elif key in _JUMPS and control:
            self._move_to(self._edge(*_JUMPS[key]), _SHIFT if shift else Qt.KeyboardModifier.NoModifier)
        elif key == _Key.Key_Space and shift:
            self.selectRow(row)
        elif key == _Key.Key_Space and control:
            self.select_block(0, cell, len(self._grades.order), 1)
        elif key == _Key.Key_Space and cell == self._grades.book.outcome_cell:
            self.outcome_toggled.emit()
        else:
            return False
        return True

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return super().moveCursor(action, modifiers) if self._target is None else self._target

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._delegate.typing_over = False
        super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        # What is said below a full table takes a line from it, and may not cover the row in which one works.
        bottom = self.visualRect(self.currentIndex()).bottom()
        if event.size().height() < bottom <= event.oldSize().height():
            self.scrollTo(self.currentIndex())
