"""Paints the cells of the grade table, and opens the small editor in them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from neuralpad.core.gradebook import NAME_CELL
from neuralpad.core.grades import FAIL, PASS
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_Key = Qt.Key
PADDING = 6

_STEPS = {
    _Key.Key_Return: (1, 0),
    _Key.Key_Enter: (1, 0),
    _Key.Key_Tab: (0, 1),
    _Key.Key_Backtab: (0, -1),
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
}
_STEPS_WHILE_TYPING_OVER = {_Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CellDelegate(QStyledItemDelegate):
    """Cells of the grade table.

    Signals:
        left: the editor was closed by a key that goes on to another cell: so many rows down, so many columns right.
    """

    left = Signal(int, int)

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.typing_over = False
        """Whether the editor was opened by typing: arrow keys then leave the cell, as in a spreadsheet."""
        self.restyle()
        theme.changed.connect(self.restyle)

    @Slot()
    def restyle(self) -> None:
        """Fetch fonts once; painting a cell must be cheap."""
        theme = self._theme
        self._font, self._bold, self._small = theme.font(13), theme.font(13, bold=True), theme.font(11, italic=True)
        self._padding = theme.px(PADDING)
        self._colours = {
            name: theme.colour(name)
            for name in ("ink", "quiet", "line", "accent", "accent_soft", "passed", "failed", "warning", "warning_soft")
        }
        tint = QColor(self._colours["accent"])
        tint.setAlphaF(0.16)
        self._colours["selected"] = tint

    def _ground(self, painter: QPainter, rect: QRect, model: GradeTableModel, index: Index) -> None:
        """What lies under the text: the chosen student's row, the selected cells, the mark of a fault."""
        colours, view = self._colours, self._view
        current = view.currentIndex()
        if index.row() == current.row():
            radius = self._theme.px(5)
            first, last = index.column() == 0, index.column() == model.columnCount() - 1
            # Drawn over the edge of the cell where the row goes on, so that only its ends are round.
            row = QRectF(rect).adjusted(0.5 if first else -2 * radius, 0.5, -0.5 if last else 2 * radius, -1.5)
            painter.setPen(QPen(colours["accent"], 0.6))
            painter.setBrush(colours["accent_soft"])
            painter.drawRoundedRect(row, radius, radius)
        else:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours["line"])
        inner = QRectF(rect).adjusted(1, 1, -1, -2)
        is_selected = view.selectionModel().isSelected(index) and index != current
        if is_selected:
            painter.fillRect(inner, colours["selected"])
        if model.fault(index.row(), index.column()) is not None:
            if not is_selected:  # one tint over the other is mud; the corner says enough
                painter.fillRect(inner, colours["warning_soft"])
            side = self._theme.px(6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours["warning"])
            corner = inner.topRight()
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(-side, 0), corner + QPointF(0, side)]))
        if index == current and view.hasFocus():
            painter.setPen(QPen(colours["accent"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 3, 3)

    def _write(self, painter: QPainter, rect: QRect, model: GradeTableModel, index: Index) -> None:
        row, cell = index.row(), index.column()
        text = model.data(index)
        font, colour = self._font, "ink"
        if model.book_row(row) is None:
            self._invite(painter, rect, model, index)
            return
        if cell == model.book.outcome_cell:
            outcome = model.students[model.order[row]].outcome
            font = self._bold if outcome in (PASS, FAIL) else self._small if not outcome else self._font
            colour = {PASS: "passed", FAIL: "failed", "": "quiet"}.get(outcome, "ink")
        elif row == self._view.currentIndex().row() and cell == NAME_CELL:
            font = self._bold
        space = rect.adjusted(self._padding, 0, -self._padding, 0)
        if cell == NAME_CELL and model.is_aside(row):
            side = self._theme.px(14)
            icon = QRect(space.right() - side + 1, space.center().y() - side // 2, side, side)
            self._theme.icon("aside", "quiet").paint(painter, icon)
            space.setRight(icon.left() - self._padding // 2)
        painter.setFont(font)
        painter.setPen(self._colours[colour])
        align = Qt.AlignmentFlag.AlignLeft if cell == NAME_CELL else Qt.AlignmentFlag.AlignRight
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)

    def _invite(self, painter: QPainter, rect: QRect, model: GradeTableModel, index: Index) -> None:
        """The words of the quiet row run on through its empty cells."""
        left = self._view.columnViewportPosition(NAME_CELL) + self._padding
        space = QRect(left, rect.top(), self._view.viewport().width() - left, rect.height())
        painter.setFont(self._font)
        painter.setPen(self._colours["quiet"])
        text = model.data(model.index(index.row(), NAME_CELL))
        painter.drawText(space, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        if event.modifiers() & ~_HARMLESS:
            return None
        key = Qt.Key(event.key())
        step = _STEPS.get(key) or (_STEPS_WHILE_TYPING_OVER.get(key) if self.typing_over else None)
        upwards = step == (1, 0) and key != _Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return (-1, 0) if upwards else step

    # Qt asks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        model = cast(GradeTableModel, index.model())
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, model, index)
        self._write(painter, rect, model, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(self._font)
        editor.setTextMargins(0, 0, 0, 0)
        if index.column() != NAME_CELL:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        model = cast(GradeTableModel, index.model())
        editor.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cast(QLineEdit, editor).setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        # A narrow column still gives room to see what is typed.
        least = self._theme.px(64)
        missing = max(least - rect.width(), 0)
        editor.setGeometry(rect.adjusted(-missing, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            step = self._step(cast(QKeyEvent, event))
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.left.emit(*step)
                return True
        return super().eventFilter(watched, event)
