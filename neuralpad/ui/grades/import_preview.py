"""The table of a file as it will be taken over: the first rows, each cell by the role of its column."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from neuralpad.core.gradebook import Column
from neuralpad.core.grades import FAIL, PASS, UNKNOWN, grade_fault
from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.table_columns import plain_number
from neuralpad.storage.table_import import OutcomeReader
from neuralpad.storage.understanding import ColumnReading, Role, Understanding
from neuralpad.ui.grades.wording import words_for_outcomes
from neuralpad.ui.texts import outcome_text, plain_tip
from neuralpad.ui.theme import Theme

PREVIEW_ROWS = 50
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole


class PreviewModel(QAbstractTableModel):
    """The first rows of a table below its headings. Nothing can be typed here."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: Table | None = None
        self._understanding: Understanding | None = None
        self._outcomes: OutcomeReader | None = None
        self._rows: tuple[int, ...] = ()

    def show_table(self, table: Table, understanding: Understanding) -> None:
        """Show another table, or the same one understood otherwise."""
        rows = tuple(row for row in range(len(table.rows)) if row != understanding.header)[:PREVIEW_ROWS]
        outcomes = OutcomeReader(understanding, words_for_outcomes())
        if table is self._table and rows == self._rows:
            self._understanding, self._outcomes = understanding, outcomes
            last = self.index(len(rows) - 1, table.width - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._table, self._understanding, self._outcomes, self._rows = table, understanding, outcomes, rows
        self.endResetModel()

    def _cell(self, row: int, column: int) -> tuple[str, str, bool]:
        """What a cell shows, what is to be said about it, and whether it cannot be used."""
        assert self._table is not None
        assert self._understanding is not None
        assert self._outcomes is not None
        at = self._rows[row]
        text = self._table.rows[at][column]
        reading = self._understanding.columns[column]
        if at in self._understanding.skipped:
            return text, self.tr("This row is not taken for a student."), False
        if reading.role is Role.GRADE:
            return text, *self._grade(plain_number(text, self._understanding.decimal), reading)
        if reading.role is Role.OUTCOME:
            kept = self._outcomes.kept(text)
            if kept in (PASS, FAIL):
                shown = outcome_text(kept)
                return (f"{text}  {shown}" if self._understanding.pass_mark is not None else shown), text, False
            return text, (self.tr("Neither passed nor failed") if kept != UNKNOWN else ""), kept != UNKNOWN
        return text, text, False

    def _grade(self, text: str, reading: ColumnReading) -> tuple[str, bool]:
        fault = grade_fault(text, Column(reading.name, reading.maximum))
        if fault is None:
            return "", False
        return self.tr("Not a grade that the network can use: the student is left out until it is mended."), True

    # Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._table is None else self._table.width

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role != _DISPLAY or self._table is None or self._understanding is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._table.lines[self._rows[section]]) if section < len(self._rows) else None
        return self._understanding.columns[section].name if section < self._table.width else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or self._understanding is None:
            return None
        reading = self._understanding.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = reading.role is Role.GRADE or (reading.is_numeric and reading.role is not Role.NAME)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (
            _DISPLAY,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.BackgroundRole,
        ):
            return None
        shown, tip, is_faulty = self._cell(index.row(), index.column())
        if role == _DISPLAY:
            return " ".join(shown.split("\n"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tip)
        is_beside = self._rows[index.row()] in self._understanding.skipped or reading.role is Role.IGNORED
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._theme.colour("warning_soft") if is_faulty and not is_beside else None
        if is_beside:
            return self._theme.colour("quiet")
        if reading.role is Role.OUTCOME and not is_faulty and shown:
            return self._theme.colour("passed" if shown.endswith(outcome_text(PASS)) else "failed")
        return self._theme.colour("warning" if is_faulty else "ink")
