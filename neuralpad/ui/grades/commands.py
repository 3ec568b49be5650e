"""The commands of the grade table as actions: for the Edit menu, the context menus and the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from neuralpad.core.gradebook import Group
from neuralpad.ui.grades.cell_commands import CellCommands
from neuralpad.ui.grades.column_commands import ColumnCommands
from neuralpad.ui.grades.row_commands import RowCommands
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable
from neuralpad.ui.theme import Theme

_Keys = QKeySequence.StandardKey

CELL_MENU = (
    "cut copy paste delete_cells | insert_row remove_rows move_up move_down move_to_past move_to_this_year | "
    "rename_column add_column"
)
HEAD_MENU = "rename_column add_column remove_column | sort keep_order own_order"


class GradeCommands(QObject):
    """All commands of the table.

    Signals:
        edit_made: an Edit, and its name for undo.
        message_given: something to tell the user.
        sorted_order_met: somebody wants to move a row of a sorted table.
        next_wanted: go to the next marked cell.
    """

    edit_made = Signal(object, str)
    message_given = Signal(str)
    sorted_order_met = Signal()
    next_wanted = Signal()

    def __init__(self, theme: Theme, model: GradeTableModel, view: GradeTable, panel: QWidget) -> None:
        super().__init__(panel)
        self._model = model
        self._view = view
        self._panel = panel
        self.actions_by_name: dict[str, QAction] = {}
        self.cells = CellCommands(model, view)
        self.rows = RowCommands(model, view)
        self.columns = ColumnCommands(theme, model, view)
        for part in (self.cells, self.rows, self.columns):
            part.edit_made.connect(self.edit_made)
        self.cells.message_given.connect(self.message_given)
        self.rows.sorted_order_met.connect(self.sorted_order_met)
        view.outcome_toggled.connect(self.cells.toggle_outcome)
        view.numbers.rows_dropped.connect(self.rows.drop_before)
        view.heads.sectionDoubleClicked.connect(self._on_head_double_clicked)
        view.heads.customContextMenuRequested.connect(self._show_head_menu)
        view.customContextMenuRequested.connect(self._show_cell_menu)
        self._make_actions()
        view.selection_made.connect(self.update)
        for changed in (model.sort_changed, model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.update)
        for changed in (model.columnsInserted, model.columnsRemoved):
            changed.connect(self.update)
        self.update()

    def _make_actions(self) -> None:
        cells, rows, columns = self.cells, self.rows, self.columns
        make = self._make
        make("cut", self.tr("Cu&t"), _Keys.Cut).triggered.connect(cells.cut)
        make("copy", self.tr("&Copy"), _Keys.Copy).triggered.connect(cells.copy)
        make("paste", self.tr("&Paste"), _Keys.Paste).triggered.connect(cells.paste)
        make("delete_cells", self.tr("Clear c&ells"), "Del", "Backspace").triggered.connect(cells.clear)
        make("insert_row", self.tr("&Insert a row above"), "Ins").triggered.connect(rows.insert)
        make("remove_rows", self.tr("Remo&ve students"), "Ctrl+Del", "Ctrl+Backspace").triggered.connect(rows.remove)
        make("move_up", self.tr("Move up"), "Alt+Up").triggered.connect(rows.move_up)
        make("move_down", self.tr("Move down"), "Alt+Down").triggered.connect(rows.move_down)
        make("move_to_past", self.tr("Move to past c&lasses")).triggered.connect(rows.move_to_past)
        make("move_to_this_year", self.tr("Move to this &year")).triggered.connect(rows.move_to_this_year)
        make("sort", self.tr("&Sort by this column")).triggered.connect(self._sort)
        make("keep_order", self.tr("&Keep this order")).triggered.connect(rows.keep_order)
        make("own_order", self.tr("Back to your &own order")).triggered.connect(rows.own_order)
        make("add_column", self.tr("&Add a grade column…")).triggered.connect(columns.add)
        make("rename_column", self.tr("Change this colu&mn…")).triggered.connect(columns.change)
        make("remove_column", self.tr("Remove this colum&n")).triggered.connect(columns.remove)
        make("next_marked", self.tr("&Go to the next marked cell"), "F8").triggered.connect(self.next_wanted)

    def _make(self, name: str, text: str, *keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self._panel)
        action.setObjectName(f"action_{name}")
        shortcuts = [
            shortcut
            for key in keys
            for shortcut in (QKeySequence.keyBindings(key) if isinstance(key, _Keys) else [QKeySequence(key)])
        ]
        action.setShortcuts(shortcuts)
        # Ctrl+C and the like belong to whichever part of the window has the keyboard.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._panel.addAction(action)
        self.actions_by_name[action.objectName()] = action
        return action

    def _action(self, name: str) -> QAction:
        return self.actions_by_name[f"action_{name}"]

    @Slot()
    def update(self) -> None:
        """Enable what makes sense now."""
        has_cells = bool(self._view.selected_blocks())
        for name in ("cut", "copy", "delete_cells", "remove_rows", "move_up", "move_down"):
            self._action(name).setEnabled(has_cells)
        is_past = self._model.group is Group.PAST
        for name, is_meant in (("move_to_past", not is_past), ("move_to_this_year", is_past)):
            self._action(name).setVisible(is_meant)
            self._action(name).setEnabled(is_meant and has_cells)
        for name in ("keep_order", "own_order"):
            self._action(name).setEnabled(self._model.sorting is not None)
        self._action("rename_column").setEnabled(self.columns.is_grade)
        several = len(self._model.book.columns) > 1
        self._action("remove_column").setEnabled(self.columns.is_grade and several)
        why = "" if several else self.tr("A class keeps at least one column of grades")
        self._action("remove_column").setToolTip(why)

    @Slot(int)
    def _on_head_double_clicked(self, cell: int) -> None:
        # The first click of the two has sorted the table: take that back.
        self._view.sort_back()
        self._mean(cell)
        self.columns.change()
        self._mean(None)

    def _mean(self, cell: int | None) -> None:
        self.columns.mean(cell)
        self.update()

    @Slot(QPoint)
    def _show_cell_menu(self, at: QPoint) -> None:
        self._show_menu(CELL_MENU, self._view.viewport().mapToGlobal(at))

    @Slot(QPoint)
    def _show_head_menu(self, at: QPoint) -> None:
        cell = self._view.heads.logicalIndexAt(at)
        if cell >= 0:
            self._mean(cell)
            self._show_menu(HEAD_MENU, self._view.heads.viewport().mapToGlobal(at))

    def _show_menu(self, names: str, at: QPoint) -> None:
        menu = QMenu(self._panel)
        for name in names.split():
            if name == "|":
                menu.addSeparator()
            else:
                menu.addAction(self._action(name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Queued: the chosen command still needs to know which column is meant.
        menu.aboutToHide.connect(self._on_menu_left, Qt.ConnectionType.QueuedConnection)
        menu.popup(at)

    @Slot()
    def _on_menu_left(self) -> None:
        self._mean(None)

    @Slot()
    def _sort(self) -> None:
        self._view.sort_on(self.columns.cell)
