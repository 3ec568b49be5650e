"""Where everything of a row of matrices stands: brackets, cells, the symbol above and the shape below each block."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from neuralpad.core.matrix_blocks import Block, Cell, Joint, Sign
from neuralpad.ui.matrices.faces import Faces, Writing
from neuralpad.ui.matrices.figures import Masks
from neuralpad.ui.matrices.fitting import Fit
from neuralpad.ui.matrices.wording import joint_text, more_text, shape_text

# Shares of the type size.
LINE = 1.25
HEAD = 1.4
FOOT = 1.2
_BRACKET = 0.4
_COLUMN_GAP = 0.6
_JOINT_GAP = 0.35
_GAPS = {Sign.NEXT: 1.2, Sign.AND: 0.5}
_INSET = 2.0
"""Pixels between a bracket's ends and the numbers."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """One matrix in a row that begins at x = 0 and whose middle is y = 0.

    Attributes
    ----------
    number : int
        Which of the strip's blocks it is.
    block : Block
        Its shape; the numbers may be older than those on screen.
    room : QRectF
        All of it: symbol, brackets and shape.
    frame : QRectF
        What the brackets hold.
    columns : tuple of (left, right)
    line : float
        The height of a row.
    """

    number: int
    block: Block
    room: QRectF
    frame: QRectF
    columns: tuple[tuple[float, float], ...]
    line: float

    def cell(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        left, right = self.columns[column]
        top = self.frame.top() + _INSET + row * self.line
        return QRectF(left, top, right - left, self.line)

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell at a point; gaps between columns belong to the nearer one."""
        if not self.frame.contains(point):
            return None
        row = int((point.y() - self.frame.top() - _INSET) // self.line)
        row = min(max(row, 0), len(self.block.rows) - 1)
        column = min(range(len(self.columns)), key=lambda k: abs(sum(self.columns[k]) / 2 - point.x()))
        return Cell(self.number, row, column)


@dataclass(frozen=True, slots=True)
class PlacedJoint:
    """A sign between two blocks, and where."""

    joint: Joint
    text: str
    room: QRectF


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of matrices; x counts from its left end, y from its middle."""

    blocks: tuple[PlacedBlock, ...]
    joints: tuple[PlacedJoint, ...]
    width: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """From the top of the highest symbol to the bottom of the lowest shape."""
        return self.bottom - self.top


def joint_writing(joint: Joint) -> Writing:
    """How a sign is written: a product's dot must not be overlooked."""
    return Writing.DOT if joint.sign is Sign.TIMES else Writing.JOINT


def place_row(items: tuple[Block | Joint, ...], first: int, masks: Masks, fit: Fit, faces: Faces) -> PlacedRow:
    """Put blocks and signs side by side. `first` is the number of the first block, `masks` the room of its columns."""
    size, px = fit.size, faces.px
    blocks: list[PlacedBlock] = []
    joints: list[PlacedJoint] = []
    line, x = px(LINE * size), 0.0
    for item in items:
        if isinstance(item, Block):
            number = first + len(blocks)
            placed = _place_block(item, number, masks[number], x, line, fit, faces)
            blocks.append(placed)
            x = placed.room.right()
            continue
        text = joint_text(item)
        width = px(_GAPS[item.sign] * size) if item.sign in _GAPS else faces.width(joint_writing(item), size, text)
        gap = 0.0 if item.sign in _GAPS else px(_JOINT_GAP * size)
        joints.append(PlacedJoint(item, text, QRectF(x + gap, -line / 2, width, line)))
        x += width + 2 * gap
    top = min((block.room.top() for block in blocks), default=0.0)
    bottom = max((block.room.bottom() for block in blocks), default=0.0)
    return PlacedRow(tuple(blocks), tuple(joints), x, top, bottom)


def _place_block(
    block: Block, number: int, masks: tuple[frozenset[str], ...], x: float, line: float, fit: Fit, faces: Faces
) -> PlacedBlock:
    size, px = fit.size, faces.px
    gap, bracket = px(_COLUMN_GAP * size), px(_BRACKET * size)
    widths = [max(faces.width(Writing.NUMBER, size, form) for form in forms) for forms in masks]
    if block.columns[-1] is None:
        widths[-1] = faces.width(Writing.NOTE, size, more_text(block.columns_left_out, fit.words))
    inside = sum(widths) + gap * (len(widths) - 1)
    name = faces.symbol_width(size, block.symbol)
    shape = faces.width(Writing.SHAPE, size, shape_text(block.shape))
    width = max(inside + 2 * bracket, name, shape)
    left = x + (width - inside) / 2
    columns: list[tuple[float, float]] = []
    for one in widths:
        columns.append((left, left + one))
        left += one + gap
    height = line * len(block.rows) + 2 * _INSET
    frame = QRectF(columns[0][0] - bracket, -height / 2, inside + 2 * bracket, height)
    head, foot = px(HEAD * size), px(FOOT * size)
    room = QRectF(x, frame.top() - head, width, height + head + foot)
    return PlacedBlock(number, block, room, frame, tuple(columns), line)
