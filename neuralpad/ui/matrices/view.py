"""The painted matrices: what is shown, and where each cell stands on screen."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from neuralpad.core.matrix_blocks import Cell
from neuralpad.core.parts import Part
from neuralpad.ui.matrices.faces import Faces
from neuralpad.ui.matrices.painting import Marks, StripPainter
from neuralpad.ui.matrices.picture import Picture, Request, Source, Way, picture
from neuralpad.ui.matrices.wording import cell_line, no_blame_text, slopes_title, summary
from neuralpad.ui.theme import Theme

ROW = 96
"""Pixels of a row at 100 %."""
TITLE = 18
"""Pixels of the title above the second row at 100 %."""
TELLING = 500
"""Milliseconds between two descriptions of a network that is learning: nobody can listen faster."""
SETTLING = 400
"""Milliseconds without a change after which type may grow again: not while numbers grow and shrink."""
_TITLE_SIZE = 12.0


class MatrixView(QAbstractScrollArea):
    """Shows one or two rows of matrices, made when they are painted and not before; what does not fit is scrolled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._faces = Faces(theme)
        self._source: Source | None = None
        self._empty = ""
        self._ways: tuple[Way, ...] = (Way.FORWARD,)
        self._rows = 4
        self._held: frozenset[Part] = frozenset()
        self._picture: Picture | None = None
        self._is_stale = True
        self._refits = True
        self._described = QElapsedTimer()
        self._telling = self._later(TELLING, self._describe)
        self._ranging = self._later(0, self._set_range)
        self._settling = self._later(SETTLING, self._settle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._on_theme_changed)

    def show_source(self, source: Source, ways: tuple[Way, ...], rows: int, empty: str) -> None:
        """Show what `source` makes, with so many rows before the dots; `empty` is said where it makes nothing."""
        self._source, self._rows, self._empty = source, rows, empty
        if ways != self._ways:
            self._ways = ways
            self._picture = None
            self.updateGeometry()
        self.refresh()

    def show_held(self, held: frozenset[Part]) -> None:
        """These weights and biases do not move."""
        self._held = held
        self.refresh()

    def refresh(self, refit: bool = False) -> None:
        """What the source makes has changed; it is asked again when it is painted."""
        self._is_stale = True
        self._refits = self._refits or refit
        if not refit:
            self._settling.start()
        if self.isVisible() and not self._telling.isActive():
            if not self._described.isValid() or self._described.elapsed() >= TELLING:
                self._telling.start(0)
            else:
                self._telling.start(TELLING)
        self.viewport().update()

    @property
    def picture(self) -> Picture | None:
        """What is shown, as of now."""
        if self._is_stale:
            self._is_stale = False
            room = QSizeF(self.viewport().width(), self._theme.px(ROW))
            request = Request(self._ways, room, self._theme.digits, self._rows, self._held)
            last = None if self._refits else self._picture
            self._picture = None if self._source is None else picture(self._source, request, self._faces, last)
            self._refits = False
            self._after_making()
        return self._picture

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell stands in the viewport; nowhere if it is not shown."""
        made = self.picture
        found = None if made is None else made.placed(cell.block)
        if made is None or found is None:
            return QRectF()
        index, placed = found
        return placed.cell(cell.row, cell.column).translated(self._origin(made, index))

    def _origin(self, made: Picture, index: int) -> QPointF:
        """The left end and the middle of a row in the viewport."""
        row = made.rows[index][1]
        slack = self.viewport().width() - row.width
        x = slack / 2 if slack > 0 else -self.horizontalScrollBar().value()
        middle = self._band(made, index).center().y()
        return QPointF(round(x), round(middle - (row.top + row.bottom) / 2))

    def _band(self, made: Picture, index: int) -> QRectF:
        """Where a row is painted, without its title."""
        title, count = self._theme.px(TITLE), len(made.rows)
        height = (self.viewport().height() - title * (count - 1)) / count
        return QRectF(0, index * (height + title), self.viewport().width(), height)

    def _say(self, painter: QPainter, band: QRectF, text: str) -> None:
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.colour("quiet"))
        painter.drawText(band, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)

    def _marks(self, made: Picture) -> Marks:
        """What stands out."""
        return Marks()

    def _spoken_cell(self) -> Cell | None:
        """The cell that those who listen want to hear of."""
        return None

    def _after_making(self) -> None:
        """The picture is another one."""
        beyond = 0 if self._picture is None else max(0, math.ceil(self._picture.width) - self.viewport().width())
        if beyond != self.horizontalScrollBar().maximum():
            # Later: a bar that comes or goes resizes the viewport, and this may be while it is painted.
            self._ranging.start()

    def _later(self, delay: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _settle(self) -> None:
        if self.isVisible() and self._picture is not None and not self._picture.is_tight:
            self.refresh(refit=True)

    @Slot()
    def _set_range(self) -> None:
        bar, room, made = self.horizontalScrollBar(), self.viewport().width(), self.picture
        bar.setPageStep(room)
        bar.setSingleStep(self._theme.px(24))
        bar.setRange(0, 0 if made is None else max(0, math.ceil(made.width) - room))

    @Slot()
    def _describe(self) -> None:
        """Tell those who listen to the screen where the keyboard stands, or what there is."""
        self._described.restart()
        made = self.picture
        if made is None:
            self.setAccessibleDescription(self._empty)
            return
        cell = self._spoken_cell()
        if cell is None:
            self.setAccessibleDescription(summary(made.strip))
        else:
            self.setAccessibleDescription(cell_line(made.strip, cell, self._theme.digits))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._faces = Faces(self._theme)
        self.updateGeometry()
        self.refresh(refit=True)

    # Qt's

    def sizeHint(self) -> QSize:
        px = self._theme.px
        count = len(self._ways)
        return QSize(px(480), count * px(ROW) + (count - 1) * px(TITLE))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        made = self.picture
        painter = QPainter(self.viewport())
        if made is None:
            self._say(painter, QRectF(self.viewport().rect()), self._empty)
            painter.end()
            return
        strip = StripPainter(painter, self._faces, made, self._marks(made))
        for index, (_, row) in enumerate(made.rows):
            if row.blocks:
                strip.paint_row(index, self._origin(made, index))
            else:
                self._say(painter, self._band(made, index), no_blame_text())
            if index:
                band = self._band(made, index)
                painter.setFont(self._theme.font(_TITLE_SIZE, bold=True))
                painter.setPen(self._theme.colour("quiet"))
                band.setTop(band.top() - self._theme.px(TITLE))
                painter.drawText(band, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), slopes_title())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh(refit=event.size().width() != event.oldSize().width())
