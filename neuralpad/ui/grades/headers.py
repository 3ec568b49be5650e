"""The heads of the grade table: names of columns with what they are out of, and numbers of rows that can be dragged."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from neuralpad.core.gradebook import NAME_CELL
from neuralpad.ui.grades import wording
from neuralpad.ui.grades.cell_delegate import PADDING
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.theme import Theme


class ColumnHeader(QHeaderView):
    """Names of the columns, in up to two lines, what they are out of where that is not 100, and an arrow of sorting."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Columns"))
        self.restyle()
        theme.changed.connect(self.restyle)

    @property
    def _model(self) -> GradeTableModel:
        return cast(GradeTableModel, self.model())

    @Slot()
    def restyle(self) -> None:
        """Fetch fonts once."""
        self._font, self._small = self._theme.font(11, bold=True), self._theme.font(11)
        self._padding = self._theme.px(PADDING)
        self.setMinimumSectionSize(self._theme.px(28))
        self.refit()

    @Slot()
    def refit(self) -> None:
        """Take the height that the names need."""
        self.geometriesChanged.emit()
        self.viewport().update()

    def needed_width(self, cell: int) -> int:
        """The width in which no word of a name is cut off."""
        metrics = QFontMetrics(self._font)
        words = [*wording.heading(self._model.book, cell).split(), ""]
        widths = [metrics.horizontalAdvance(word) for word in words]
        widths.append(QFontMetrics(self._small).horizontalAdvance(wording.out_of(self._model.book, cell)))
        return max(widths) + 2 * self._padding + 2  # advances are rounded; a pixel short is an ellipsis

    def _lines(self, cell: int, width: int) -> list[str]:
        return wrapped(wording.heading(self._model.book, cell), QFontMetrics(self._font), width, 2)

    def _arrow(self, painter: QPainter, left: float, centre: float, down: bool) -> None:
        half = self._theme.px(4)
        tip, back = (half * 0.6, -half * 0.6) if down else (-half * 0.6, half * 0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, centre + back),
                    QPointF(left + 2 * half, centre + back),
                    QPointF(left + half, centre + tip),
                ]
            )
        )

    # Qt asks

    def sizeHint(self) -> QSize:
        metrics, small = QFontMetrics(self._font), QFontMetrics(self._small)
        height = 0
        if self.model() is not None:
            for cell in range(self.count()):
                lines = len(self._lines(cell, self.sectionSize(cell) - 2 * self._padding))
                extra = small.height() if wording.out_of(self._model.book, cell) else 0
                height = max(height, lines * metrics.height() + extra)
        return QSize(super().sizeHint().width(), max(height, metrics.height()) + 2 * self._theme.px(6))

    def paintSection(self, painter: QPainter, rect: QRect, cell: int) -> None:
        theme, model = self._theme, self._model
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        space = rect.adjusted(self._padding, 0, -self._padding, 0)
        metrics, small = QFontMetrics(self._font), QFontMetrics(self._small)
        lines, out_of = self._lines(cell, space.width()), wording.out_of(model.book, cell)
        height = len(lines) * metrics.height() + (small.height() if out_of else 0)
        top = rect.bottom() - theme.px(6) - height
        align = Qt.AlignmentFlag.AlignLeft if cell == NAME_CELL else Qt.AlignmentFlag.AlignRight
        is_sorted = model.sorting is not None and model.sorting[0] == cell
        painter.setFont(self._font)
        painter.setPen(theme.colour("accent" if is_sorted else "quiet"))
        for line in lines:
            painter.drawText(QRect(space.left(), top, space.width(), metrics.height()), align, line)
            top += metrics.height()
        if out_of:
            painter.setFont(self._small)
            painter.setPen(theme.colour("quiet"))
            text = small.elidedText(out_of, Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(QRect(space.left(), top, space.width(), small.height()), align, text)
        if is_sorted and model.sorting is not None:
            left = space.left() if cell == NAME_CELL else space.right() - theme.px(8)
            self._arrow(painter, left, rect.bottom() - theme.px(3), model.sorting[1])
        painter.restore()


class DropLine(QWidget):
    """Shows where dragged rows would be put; hidden at first."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.colour("accent"))


class RowHeader(QHeaderView):
    """The students' numbers in the teacher's own order. Pressing one selects the row; selected rows can be dragged.

    Signals:
        rows_dropped: the selected rows shall stand before this row on screen.
    """

    rows_dropped = Signal(int)

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._table = parent
        self._pressed: QPointF | None = None
        self._target: int | None = None
        self._line = DropLine(theme, parent.viewport())
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Numbers of the students"))
        self.setToolTip(self.tr("Click to select the student. Drag selected students to another place."))
        self.restyle()
        theme.changed.connect(self.restyle)

    @property
    def _model(self) -> GradeTableModel:
        return cast(GradeTableModel, self.model())

    @Slot()
    def restyle(self) -> None:
        """Fetch fonts once, and set the height of all rows."""
        self._font = self._theme.font(11)
        self.setMinimumSectionSize(self._theme.px(20))
        self.setDefaultSectionSize(self._theme.px(30))

    def _is_selected(self, row: int) -> bool:
        whole = self._model.book_row(row) is not None
        return whole and self._table.selectionModel().isRowSelected(row)

    def _row_before(self, y: float) -> int:
        """The row on screen before which a drop at this height would put the dragged rows."""
        count = len(self._model.order)
        row = self.logicalIndexAt(0, round(y))
        if row < 0 or row >= count:
            return count
        middle = self.sectionViewportPosition(row) + self.sectionSize(row) / 2
        return row + (y > middle)

    def _show_target(self, y: float) -> None:
        self._target = self._row_before(y)
        top = self.sectionViewportPosition(self._target)
        self._line.setGeometry(0, top - 1, self._table.viewport().width(), max(self._theme.px(2), 2))
        self._line.show()
        self._line.raise_()
        # Dragging beyond an edge scrolls.
        bar = self._table.verticalScrollBar()
        if y < 0:
            bar.setValue(bar.value() - self.defaultSectionSize() // 2)
        elif y > self.viewport().height():
            bar.setValue(bar.value() + self.defaultSectionSize() // 2)

    # Qt asks

    def sizeHint(self) -> QSize:
        rows = len(self._model.order) if self.model() is not None else 0
        digits = "0" * max(len(self._model.headerData(max(rows - 1, 0), Qt.Orientation.Vertical)) if rows else 1, 2)
        width = QFontMetrics(self._font).horizontalAdvance(digits) + self._theme.px(8)
        return QSize(width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        theme = self._theme
        is_current = row == self._table.currentIndex().row()
        painter.fillRect(rect, theme.colour("accent_soft" if self._is_selected(row) else "card"))
        painter.setFont(self._font)
        painter.setPen(QPen(theme.colour("accent" if is_current else "quiet")))
        text = str(self._model.headerData(row, Qt.Orientation.Vertical))
        space = rect.adjusted(0, 0, -theme.px(4), 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self._is_selected(row):
            self._pressed = event.position()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if self._pressed is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor if self._is_selected(row) else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
            return
        far = abs(event.position().y() - self._pressed.y()) >= self._theme.px(6)
        if far or self._target is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._show_target(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        target, self._pressed, self._target = self._target, None, None
        self._line.hide()
        self.unsetCursor()
        if target is None:  # not dragged: an ordinary click on one of several selected rows
            self._table.selectRow(self.logicalIndexAt(event.position().toPoint()))
        else:
            self.rows_dropped.emit(target)


def wrapped(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text in at most so many lines of this width, cut off with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words:
        count = 1
        while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
            count += 1
        if len(lines) == most - 1:
            count = len(words)
        lines.append(metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, width))
        words = words[count:]
    return lines or [""]
