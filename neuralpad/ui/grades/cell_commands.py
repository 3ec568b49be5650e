"""Copy, cut, paste, clear and toggle: what the commands do to the selected cells."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from neuralpad.core.edits import SetCells
from neuralpad.core.gradebook import NAME_CELL
from neuralpad.core.grades import FAIL, PASS
from neuralpad.ui.grades import wording
from neuralpad.ui.grades.clipboard import Cells, cells_from_text, text_from_cells, without_blank_end
from neuralpad.ui.grades.paste import Paste, fill, paste
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable


class CellCommands(QObject):
    """What can be done with cells.

    Signals:
        edit_made: an Edit, and its name for undo.
        message_given: something to tell the user.
    """

    edit_made = Signal(object, str)
    message_given = Signal(str)

    def __init__(self, model: GradeTableModel, view: GradeTable) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    @Slot()
    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a block."""
        blocks = self._view.selected_blocks()
        if not blocks:
            return
        left, right = min(block[1] for block in blocks), max(block[3] for block in blocks)
        rows = {row: [""] * (right - left + 1) for row in self._view.selected_rows()}
        for top, first, bottom, last in blocks:
            for row in range(top, bottom + 1):
                for cell in range(first, last + 1):
                    rows[row][cell - left] = self._model.typed_text(row, cell)
        QGuiApplication.clipboard().setText(text_from_cells(list(rows.values())))

    @Slot()
    def cut(self) -> None:
        """Copy, then clear, as one step."""
        self.copy()
        self._set_selected("", self.tr("Cut"))

    @Slot()
    def clear(self) -> None:
        """Empty the selected cells."""
        self._set_selected("", self.tr("Clear cells"))

    @Slot()
    def toggle_outcome(self) -> None:
        """Turn the current outcome into pass, and a pass into fail; the other selected outcomes along with it."""
        row, cell = self._view.place
        book_row = self._model.book_row(row)
        if book_row is None:
            self._model.setData(self._model.index(row, cell), PASS)
            return
        outcome = FAIL if self._model.students[book_row].outcome == PASS else PASS
        rows = {row, *self._view.selected_rows()}
        cells = tuple((self._model.order[row], cell, outcome) for row in sorted(rows))
        self.edit_made.emit(SetCells(self._model.group, cells), self.tr("Outcome"))

    @Slot()
    def paste(self) -> None:
        """Paste at the selected cells."""
        block = self._copied()
        if not block:
            return
        blocks = self._view.selected_blocks()
        size = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in blocks)
        if size > 1 and len(block) == 1 and len(block[0]) == 1:
            self._set_selected(block[0][0], self.tr("Paste"))
        elif size > 1:
            top, left = min(one[0] for one in blocks), min(one[1] for one in blocks)
            if len(blocks) == 1:
                block = repeated(block, blocks[0][2] - top + 1, blocks[0][3] - left + 1)
            self._paste(block, top, left)
        else:
            self._paste(block, *self._view.place)

    @Slot()
    def paste_below(self) -> None:
        """Paste as new students below the last one."""
        block = self._copied()
        if block:
            self._paste(block, len(self._model.order), NAME_CELL)

    def _copied(self) -> Cells:
        block = without_blank_end(cells_from_text(QGuiApplication.clipboard().text()))
        if not block:
            self.message_given.emit(self.tr("There is nothing to paste: copy cells in a spreadsheet first."))
        return block

    def _paste(self, block: Cells, row: int, cell: int) -> None:
        model = self._model
        headings = (wording.name_heading(), wording.outcome_heading())
        made = paste(model.book, model.group, block, model.order[row:], cell, model.words, headings)
        if made.edit is not None:
            self.edit_made.emit(made.edit, self.tr("Paste"))
        self._view.select_block(row, cell, made.rows, made.columns)
        message = self._message(made)
        if message:
            self.message_given.emit(message)

    def _message(self, made: Paste) -> str:
        texts = []
        if made.columns_left_over == 1:
            texts.append(self.tr("1 column did not fit into the table and was left out."))
        elif made.columns_left_over:
            text = self.tr("{count} columns did not fit into the table and were left out.")
            texts.append(text.format(count=made.columns_left_over))
        if made.took_columns:
            texts.append(
                self.tr(
                    "The columns are named after the first row, each out of 100. Double-click a name to change that."
                )
            )
        elif made.skipped_header:
            texts.append(self.tr("The first row holds the names of the columns and was not pasted."))
        return " ".join(texts)

    def _set_selected(self, text: str, name: str) -> None:
        model = self._model
        cells: list[tuple[int, int, str]] = []
        for top, left, bottom, right in self._view.selected_blocks():
            for row in model.order[top : bottom + 1]:
                width = right - left + 1
                edit = fill(model.book, model.group, ((text,) * width,), (row,), left, model.words)
                if isinstance(edit, SetCells):
                    cells += edit.cells
        if cells:
            self.edit_made.emit(SetCells(model.group, tuple(cells)), name)


def repeated(block: Cells, rows: int, cells: int) -> Cells:
    """A block pasted into a selection that is several times as large fills it, as in a spreadsheet."""
    width = max(len(row) for row in block)
    if rows % len(block) or cells % width or any(len(row) != width for row in block):
        return block
    return tuple(row * (cells // width) for row in block) * (rows // len(block))
