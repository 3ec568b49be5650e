"""The table of this year's students, painted: a line a student with name, bar, chance and guess."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from neuralpad.core.grades import PASS
from neuralpad.ui.predictions import wording
from neuralpad.ui.predictions.bars import BarPainter
from neuralpad.ui.predictions.table_model import CHANCE, GUESS, NAME, PredictionModel
from neuralpad.ui.texts import percent
from neuralpad.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_MEASURED_NAMES = 300
"""So many names decide how wide their column is."""
_Align = Qt.AlignmentFlag


class RowDelegate(QStyledItemDelegate):
    """Paints the cells; whatever does not change from cell to cell is looked up once."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._bar = BarPainter(theme, self)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def guess_width(self) -> int:
        """How wide the column of guesses is."""
        metrics = QFontMetrics(self._bold)
        widest = max(metrics.horizontalAdvance(wording.guess_text(chance)) for chance in (0.45, 0.55))
        return max(
            widest, QFontMetrics(self._theme.font(11, bold=True)).horizontalAdvance(wording.headings()[GUESS])
        ) + (2 * self._pad)

    def name_width(self, names: list[str]) -> int:
        """How wide the column of these names is."""
        metrics = QFontMetrics(self._font)
        return max((metrics.horizontalAdvance(name) for name in names), default=0) + 2 * self._pad + 2

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        self._font, self._bold = theme.font(13), theme.font(13, bold=True)
        self._pad, self._radius = theme.px(6), theme.px(5)
        self._percent_width = QFontMetrics(self._bold).horizontalAdvance(">99%") + theme.px(4)
        self._colours = {
            name: theme.colour(name) for name in ("ink", "quiet", "line", "accent", "accent_soft", "passed", "failed")
        }
        self._edge = QPen(self._colours["accent"], 0.6)

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.row() != self._view.currentIndex().row():
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._colours["line"])
            return
        radius, first, last = self._radius, index.column() == NAME, index.column() == GUESS
        # Drawn over the edge of the cell where the row goes on, so that only its ends are round.
        row = QRectF(rect).adjusted(0.5 if first else -2 * radius, 0.5, -0.5 if last else 2 * radius, -1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["accent"], 2) if self._view.hasFocus() else self._edge)
        painter.setBrush(self._colours["accent_soft"])
        painter.drawRoundedRect(row.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    # Qt's own

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        prediction = cast(PredictionModel, index.model()).prediction(index.row())
        chance, column = prediction.probability, index.column()
        painter.save()
        painter.setClipRect(rect)
        self._ground(painter, rect, index)
        space = rect.adjusted(self._pad, 0, -self._pad, -1)
        align, font, colour, text = _Align.AlignLeft, self._font, "ink", ""
        if column == NAME:
            text = wording.name_text(prediction)
            font = self._bold if index.row() == self._view.currentIndex().row() else font
        elif chance is None:
            colour = "quiet"
            text = wording.fault_text(prediction.fault) if column == CHANCE and prediction.fault else ""
        elif column == CHANCE:
            self._bar.paint(painter, QRectF(space.adjusted(0, 0, -self._percent_width, 0)), chance)
            align, font, text = _Align.AlignRight, self._bold, percent(chance)
        else:
            align, font, text = _Align.AlignRight, self._bold, wording.guess_text(chance)
            colour = "quiet" if prediction.is_unsure else "passed" if prediction.outcome == PASS else "failed"
        painter.setFont(font)
        painter.setPen(self._colours[colour])
        if column == NAME:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, align | _Align.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()


class PredictionTable(QTableView):
    """This year's students; a click on a head sorts, a third one brings back the teacher's order.

    Signals:
        student_chosen: the grade-book row of the student the user went to.
    """

    student_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row_before = -1
        self._is_quiet = False
        self.rows = PredictionModel(self)
        self.setModel(self.rows)
        self._delegate = RowDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Chances of this year’s students"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.clicked.connect(self._on_clicked)
        self.rows.modelReset.connect(self._fit_columns)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def chosen_row(self) -> int:
        """The row of the chosen student in this table; −1 for none."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Go to a row without a signal; −1 for none."""
        self._is_quiet = True
        self.setCurrentIndex(self.rows.index(row, NAME))
        self._is_quiet = False

    @Slot(QModelIndex, QModelIndex)
    def _on_current_row_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid() and not self._is_quiet:
            self.student_chosen.emit(self.rows.prediction(current.row()).row)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        # Somewhere else another student may have been chosen since.
        if index.row() == self._row_before:
            self.student_chosen.emit(self.rows.prediction(index.row()).row)

    @Slot()
    def _fit_columns(self) -> None:
        width = self.viewport().width()
        predictions = self.rows.predictions
        shown = range(min(len(predictions or ()), _MEASURED_NAMES))
        names = [wording.name_text(self.rows.prediction(row)) for row in shown]
        guess = self._delegate.guess_width
        name = min(max(self._delegate.name_width(names), self._theme.px(72)), round(width * 0.36))
        for column, wanted in ((NAME, name), (GUESS, guess), (CHANCE, max(width - name - guess, 1))):
            self.setColumnWidth(column, wanted)

    @Slot()
    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(30))
        self.verticalHeader().setMinimumSectionSize(self._theme.px(20))
        # A font of its own would be overruled by the application's style sheet.
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ font-size: {self._theme.px(11)}px; }}")
        self.setMinimumHeight(self._theme.px(24 + 32))
        self._fit_columns()

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._row_before = self.currentIndex().row()
        super().mousePressEvent(event)
