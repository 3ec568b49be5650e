"""The painted matrices that one can point at, choose parts of, and walk over with the keyboard."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from neuralpad.core.matrix_blocks import Cell
from neuralpad.core.parts import Part
from neuralpad.ui.matrices.painting import Marks
from neuralpad.ui.matrices.picture import Picture
from neuralpad.ui.matrices.view import MatrixView
from neuralpad.ui.matrices.walking import Step, next_cell
from neuralpad.ui.matrices.wording import block_tip, cell_tip, joint_tip
from neuralpad.ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
}
_CHOOSERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MatrixGrid(MatrixView):
    """The matrices of a guess and of the blame, each cell of which belongs to a part of the network.

    Signals:
        parts_hovered: a tuple of Parts: the one of the cell under the pointer or the keyboard first, then those whose
            numbers make it; empty when nothing is pointed at.
        part_chosen: the Part whose cell was clicked.
    """

    parts_hovered = Signal(object)
    part_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        # Where the keyboard goes on from; it is marked only while the strip has the focus and keys are used.
        self._cursor: Cell | None = None
        self._walked: Cell | None = None
        self._pointed: Cell | None = None
        self._lit: Part | None = None
        self._chosen: Part | None = None
        self._said: tuple[Part, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Matrices"))

    @property
    def pointed_cell(self) -> Cell | None:
        """The cell that stands out, under the pointer or the keyboard."""
        return self._pointed or self._walked

    def light_part(self, part: Part | None) -> None:
        """Light the cells of a part that another panel points at, without a signal."""
        self._lit = part
        self.viewport().update()

    def mark_part(self, part: Part | None) -> None:
        """Mark the cells of the part that is chosen, without a signal."""
        self._chosen = part
        self.viewport().update()

    def lit_cells(self) -> frozenset[Cell]:
        """Every cell that is lit."""
        made = self.picture
        if made is None:
            return frozenset()
        pointed = self.pointed_cell
        lit: set[Cell] = set() if self._lit is None else set(made.strip.cells_of(self._lit))
        if pointed is not None:
            lit.update(made.strip.makers(pointed))
        return frozenset(lit)

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point of the viewport."""
        made = self.picture
        if made is None:
            return None
        for index, (_, row) in enumerate(made.rows):
            here = point - self._origin(made, index)
            for block in row.blocks:
                cell = block.cell_at(here)
                if cell is not None:
                    return cell
        return None

    def _marks(self, made: Picture) -> Marks:
        chosen = frozenset() if self._chosen is None else frozenset(made.strip.cells_of(self._chosen))
        return Marks(self.pointed_cell, self.lit_cells(), chosen)

    def _spoken_cell(self) -> Cell | None:
        return self._walked

    def _after_making(self) -> None:
        super()._after_making()
        cells = [cell for cell in (self._cursor, self._walked, self._pointed) if cell is not None]
        if any(not self._has(cell) for cell in cells):
            self._cursor = self._walked = self._pointed = None
            self._say_parts()

    def _has(self, cell: Cell) -> bool:
        made = self._picture
        found = None if made is None else made.placed(cell.block)
        return found is not None and cell.row < len(found[1].block.rows) and cell.column < len(found[1].columns)

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self._after_marking()

    def _walk_to(self, cell: Cell | None) -> None:
        self._cursor = cell
        if cell != self._walked:
            self._walked = cell
            self._after_marking()

    def _after_marking(self) -> None:
        self._say_parts()
        self._describe()
        self.viewport().update()

    def _say_parts(self) -> None:
        parts = self._pointed_parts()
        if parts != self._said:
            self._said = parts
            self.parts_hovered.emit(parts)

    def _pointed_parts(self) -> tuple[Part, ...]:
        made, cell = self._picture, self.pointed_cell
        if made is None or cell is None:
            return ()
        cells = (cell, *made.strip.makers(cell))
        found = (made.strip.blocks[one.block].part(one.row, one.column) for one in cells)
        return tuple(dict.fromkeys(part for part in found if part is not None))

    def _choose(self, cell: Cell | None) -> None:
        made = self.picture
        part = None if made is None or cell is None else made.strip.blocks[cell.block].part(cell.row, cell.column)
        if part is not None:
            self.part_chosen.emit(part)

    def _step(self, step: Step) -> None:
        made = self.picture
        if made is None:
            return
        cell = self._cursor if self._walked is None and step not in (Step.FIRST, Step.LAST) else None
        cell = cell or next_cell(made, self._cursor, step)
        self._walk_to(cell)
        if cell is not None:
            self._reveal(cell)

    def _reveal(self, cell: Cell) -> None:
        rect, room, bar = self.cell_rect(cell), self.viewport().width(), self.horizontalScrollBar()
        margin = self._theme.px(24)
        if rect.left() < margin:
            bar.setValue(bar.value() + round(rect.left()) - margin)
        elif rect.right() > room - margin:
            bar.setValue(bar.value() + round(rect.right()) - room + margin)

    def _tip(self, point: QPointF) -> str:
        made = self.picture
        cell = self.cell_at(point)
        if made is None:
            return ""
        if cell is not None:
            return cell_tip(made.strip, cell, self._theme.digits)
        for index, (_, row) in enumerate(made.rows):
            here = point - self._origin(made, index)
            for block in row.blocks:
                if block.room.contains(here):
                    return block_tip(block.block)
            for before, joint, after in zip(row.blocks, row.joints, row.blocks[1:], strict=False):
                if joint.room.adjusted(-4, -4, 4, 4).contains(here):
                    return joint_tip(joint.joint, before.block, after.block)
        return ""

    # Qt's

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        cell = self.cell_at(event.position())
        self._walk_to(None)
        self._cursor = cell
        self._choose(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key())) if event.key() in _STEPS else None
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(step)
        elif event.key() in _CHOOSERS and self._walked is not None:
            self._choose(self._walked)
        elif event.key() == Qt.Key.Key_Escape and self._walked is not None:
            self._walk_to(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._step(Step.RIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._walked is not None:
            self._walked = None
            self._after_marking()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    def _show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        text = self._tip(QPointF(at))
        # As rich text a long tip is wrapped.
        QToolTip.showText(on_screen, f"<qt>{html.escape(text)}</qt>" if text else "", self.viewport())
