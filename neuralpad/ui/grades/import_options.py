"""How a file is read: separator, encoding, decimal sign, sheet, and which row holds the names of the columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.text_encoding import ENCODINGS
from neuralpad.storage.text_tables import SEPARATORS
from neuralpad.storage.understanding import Understanding
from neuralpad.ui.grades.import_wording import encoding_name, separator_name
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

_HEADING_ROWS = 12


class ReadingOptions(QWidget):
    """The choices beside what was found out by itself.

    Signals:
        file_reading_changed: separator, encoding or sheet: the file has to be read again.
        header_changed: the row of the table that holds the names of the columns; -1 for none.
        decimal_changed: the decimal sign.
    """

    file_reading_changed = Signal()
    header_changed = Signal(int)
    decimal_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(12))
        self.sheet = self._choice(self.tr("Sheet"), self.tr("The sheet of the workbook that holds the class"))
        self.separator = self._choice(
            self.tr("Between two cells"), self.tr("The sign that parts two cells in the file")
        )
        self.encoding = self._choice(
            self.tr("Letters"), self.tr("If é, ü or ş look wrong below, choose how the file was written")
        )
        self.decimal = self._choice(
            self.tr("Decimal sign"),
            self.tr("With a comma, 1.250 is a thousand and 7,5 is seven and a half; with a point the other way round"),
        )
        self.header = self._choice(self.tr("Names of the columns"), self.tr("The row that says what the columns are"))
        self._layout.addStretch(1)
        self.sheet.activated.connect(self.file_reading_changed)
        self.separator.activated.connect(self.file_reading_changed)
        self.encoding.activated.connect(self.file_reading_changed)
        self.decimal.activated.connect(self._on_decimal_chosen)
        self.header.activated.connect(self._on_header_chosen)

    def _choice(self, text: str, tip: str) -> QComboBox:
        box = QComboBox()
        box.setToolTip(tip)
        box.setAccessibleName(text)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        head = label(text, "quiet")
        head.setBuddy(box)
        column = QWidget(self)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._theme.px(2))
        lines.addWidget(head)
        lines.addWidget(box)
        self._layout.addWidget(column)
        return box

    def show_reading(self, table: Table, understanding: Understanding) -> None:
        """Show how a table has been read."""
        self._fill(self.sheet, [(name, name) for name in table.sheets], table.sheet)
        self._fill(self.separator, [(separator_name(sign), sign) for sign in SEPARATORS], table.separator)
        used = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(table.encoding, table.encoding)
        encodings = [*ENCODINGS, *([used] if used not in ENCODINGS else [])]
        self._fill(self.encoding, [(encoding_name(name), name) for name in encodings], used)
        signs = [(self.tr("Point 7.5"), "."), (self.tr("Comma 7,5"), ",")]
        self._fill(self.decimal, signs, understanding.decimal)
        rows = [(self._row_name(table, row), row) for row in range(min(len(table.rows), _HEADING_ROWS))]
        self._fill(
            self.header, [(self.tr("None"), -1), *rows], -1 if understanding.header is None else understanding.header
        )
        for box, is_needed in (
            (self.sheet, table.is_workbook),
            (self.separator, not table.is_workbook),
            (self.encoding, not table.is_workbook),
        ):
            column = box.parentWidget()
            assert column is not None
            column.setVisible(is_needed)

    def _row_name(self, table: Table, row: int) -> str:
        line = table.lines[row]
        template = self.tr("Row {number}: {text}") if table.is_workbook else self.tr("Line {number}: {text}")
        text = " · ".join(cell for cell in table.rows[row] if cell)
        shown = " ".join(text.split())
        return template.format(number=line, text=shown if len(shown) <= 28 else shown[:27] + "…")

    @staticmethod
    def _fill(box: QComboBox, items: Sequence[tuple[str, object]], current: object) -> None:
        box.clear()
        for text, value in items:
            box.addItem(text, value)
            if value == current:
                box.setCurrentIndex(box.count() - 1)

    @Slot()
    def _on_decimal_chosen(self) -> None:
        self.decimal_changed.emit(self.decimal.currentData())

    @Slot()
    def _on_header_chosen(self) -> None:
        self.header_changed.emit(self.header.currentData())
