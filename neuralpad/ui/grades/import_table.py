"""The preview of an import: the first rows of a table below a head that says, and lets one choose, what is what."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.understanding import Role, Understanding
from neuralpad.ui.grades.import_choosers import ColumnChooser
from neuralpad.ui.grades.import_preview import PreviewModel
from neuralpad.ui.theme import Theme

MADE_AT_ONCE = 64
"""A table with more columns gets the choosers of those that are on screen."""

REORDERED_FROM = 9
"""A table with so many columns shows those that matter first."""


class ChooserHeader(QHeaderView):
    """The head of the preview, with a chooser in each section.

    Signals:
        role_changed, number_changed, column_entered: as the choosers tell them.
    """

    role_changed = Signal(int, object)
    number_changed = Signal(int, float)
    column_entered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._choosers: dict[int, ColumnChooser] = {}
        self._understanding: Understanding | None = None
        self._is_fixed = False
        self._is_widening = False
        self.sectionResized.connect(self._on_section_resized)

    def chooser(self, at: int) -> ColumnChooser:
        """The chooser of the column at place `at`."""
        if at not in self._choosers:
            made = ColumnChooser(self._theme, at, self.viewport())
            made.role_changed.connect(self.role_changed)
            made.number_changed.connect(self.number_changed)
            made.entered.connect(self.column_entered)
            self._choosers[at] = made
            self._place(at)
            made.show()
        return self._choosers[at]

    def show_understanding(self, understanding: Understanding, is_fixed: bool) -> None:
        """Show what every column is taken for; `is_fixed` where a class says out of how much the grades are."""
        self._understanding, self._is_fixed = understanding, is_fixed
        for at in range(len(understanding.columns), max(self._choosers, default=-1) + 1):
            gone = self._choosers.pop(at, None)
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for at in self._choosers:
            self._show_reading(at)
        self.place_choosers()
        self.viewport().update()

    def put_first(self, columns: list[int]) -> None:
        """Show these columns at the left, the others behind them in their own order."""
        order = columns + [at for at in range(self.count()) if at not in set(columns)]
        for visual, at in enumerate(order):
            if self.visualIndex(at) != visual:
                self.moveSection(self.visualIndex(at), visual)
        self.place_choosers()
        made = [self._choosers[at] for at in order if at in self._choosers]
        for one, other in itertools.pairwise(made):  # Tab goes from left to right
            QWidget.setTabOrder(one.role, one.number)
            QWidget.setTabOrder(one.number, other.role)

    def restyle(self) -> None:
        """Make the choosers again in the theme's new look."""
        for chooser in self._choosers.values():
            chooser.hide()
            chooser.deleteLater()
        self._choosers.clear()
        self.place_choosers()

    @Slot()
    def place_choosers(self) -> None:
        """Put each chooser where its section is now."""
        if self._understanding is None or self.count() != len(self._understanding.columns):
            return
        for at in range(self.count()):
            begin = self.sectionViewportPosition(at)
            if self.count() <= MADE_AT_ONCE or -self.width() < begin < 2 * self.width():
                self.chooser(at)
            if at in self._choosers:
                self._place(at)

    def set_width(self, width: int) -> None:
        """Make all columns this wide, in one go."""
        if width != self.defaultSectionSize():
            self._is_widening = True
            self.setDefaultSectionSize(width)
            self._is_widening = False
            self.place_choosers()

    @Slot()
    def _on_section_resized(self) -> None:
        if not self._is_widening:
            self.place_choosers()

    def _place(self, at: int) -> None:
        chooser = self._choosers[at]
        width = chooser.width()
        chooser.setGeometry(self.sectionViewportPosition(at), 0, self.sectionSize(at), self.height())
        if chooser.width() != width:
            self._show_reading(at)

    def _show_reading(self, at: int) -> None:
        if self._understanding is not None and at < len(self._understanding.columns):
            reading = self._understanding.columns[at]
            self._choosers[at].show_reading(reading, self._understanding.pass_mark, self._is_fixed)

    # Qt asks

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(96))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.place_choosers()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        columns = self._understanding.columns if self._understanding else ()
        is_used = logicalIndex < len(columns) and columns[logicalIndex].role is not Role.IGNORED
        painter.save()
        painter.fillRect(rect, self._theme.colour("accent_soft" if is_used else "card"))
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QPen(self._theme.colour("accent" if is_used else "line"), 2 if is_used else 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class PreviewTable(QTableView):
    """The first rows of a file as they will be taken over.

    Signals:
        role_changed, number_changed: a column's place, and its role or the number beside it, as the user chose them.
    """

    role_changed = Signal(int, object)
    number_changed = Signal(int, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = PreviewModel(theme, self)
        self.head = ChooserHeader(theme, self)
        self.setHorizontalHeader(self.head)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Preview of the first rows"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerWidget(QWidget(self))
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalScrollBar().valueChanged.connect(self.head.place_choosers)
        self.head.role_changed.connect(self.role_changed)
        self.head.number_changed.connect(self.number_changed)
        self.head.column_entered.connect(self._on_column_entered)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_table(self, table: Table, understanding: Understanding, is_fixed: bool, is_new: bool) -> None:
        """Show a table by what was understood; `is_new` puts the columns that matter first again."""
        self._model.show_table(table, understanding)
        self.head.show_understanding(understanding, is_fixed)
        if is_new:
            used = [column.at for column in (*understanding.names, *understanding.grades)]
            used += [understanding.outcome.at] if understanding.outcome else []
            self.head.put_first(used if len(understanding.columns) >= REORDERED_FROM else [])
            self._widen()
            self.horizontalScrollBar().setValue(0)

    def _widen(self) -> None:
        """Share the room out among few columns; many get as much as a chooser needs."""
        count = self._model.columnCount()
        room = self.viewport().width() // count if count else 0
        self.head.set_width(min(max(self._theme.px(132), room), self._theme.px(220)))

    @Slot()
    def _restyle(self) -> None:
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {self._theme.px(6)}px; }}")
        self.verticalHeader().setDefaultSectionSize(self._theme.px(26))
        self.head.restyle()
        self._widen()
        self.updateGeometries()

    @Slot(int)
    def _on_column_entered(self, at: int) -> None:
        self.scrollTo(self._model.index(0, at), QAbstractItemView.ScrollHint.EnsureVisible)

    # Qt asks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()
