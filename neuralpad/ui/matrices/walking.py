"""Where the arrow keys lead from cell to cell."""

from __future__ import annotations

from enum import Enum

from neuralpad.core.matrix_blocks import Cell
from neuralpad.ui.matrices.picture import Picture


class Step(Enum):
    """Which way."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    FIRST = "first"
    LAST = "last"


def next_cell(picture: Picture, cell: Cell | None, step: Step) -> Cell | None:
    """The cell one step further; from nowhere the first or last one; the same where there is none.

    Left and right go on into the next matrix, up and down into the other row of the strip.
    """
    found = None if cell is None else picture.placed(cell.block)
    if cell is None or found is None:
        index, end = (len(picture.rows) - 1, -1) if step in (Step.LEFT, Step.UP, Step.LAST) else (0, 0)
        return _end(picture, index, end)
    index, placed = found
    rows, columns = len(placed.block.rows), len(placed.columns)
    match step:
        case Step.FIRST | Step.LAST:
            return _end(picture, index, 0 if step is Step.FIRST else -1)
        case Step.LEFT | Step.RIGHT:
            column = cell.column + (1 if step is Step.RIGHT else -1)
            if 0 <= column < columns:
                return Cell(cell.block, cell.row, column)
            return _beside(picture, index, cell, 1 if step is Step.RIGHT else -1)
        case Step.UP | Step.DOWN:
            row = cell.row + (1 if step is Step.DOWN else -1)
            if 0 <= row < rows:
                return Cell(cell.block, row, cell.column)
            return _across(picture, index, cell, 1 if step is Step.DOWN else -1)


def _end(picture: Picture, index: int, end: int) -> Cell | None:
    """The first or last cell of a row of the strip."""
    if not picture.rows or not picture.rows[index][1].blocks:
        return None
    block = picture.rows[index][1].blocks[end]
    return Cell(block.number, 0 if end == 0 else len(block.block.rows) - 1, 0 if end == 0 else len(block.columns) - 1)


def _beside(picture: Picture, index: int, cell: Cell, way: int) -> Cell:
    """The cell in the next matrix that stands at about the same height."""
    blocks = picture.rows[index][1].blocks
    here = next(k for k, one in enumerate(blocks) if one.number == cell.block)
    if not 0 <= here + way < len(blocks):
        return cell
    y = blocks[here].cell(cell.row, cell.column).center().y()
    block = blocks[here + way]
    row = min(range(len(block.block.rows)), key=lambda k: abs(block.cell(k, 0).center().y() - y))
    return Cell(block.number, row, 0 if way > 0 else len(block.columns) - 1)


def _across(picture: Picture, index: int, cell: Cell, way: int) -> Cell:
    """The nearest cell in the row of the strip above or below."""
    if not 0 <= index + way < len(picture.rows) or not picture.rows[index + way][1].blocks:
        return cell
    here = picture.placed(cell.block)
    assert here is not None
    x = here[1].cell(cell.row, cell.column).center().x()
    shift = (picture.rows[index + way][1].width - picture.rows[index][1].width) / 2
    cells = [
        (abs(block.cell(0, column).center().x() - x - shift), block, column)
        for block in picture.rows[index + way][1].blocks
        for column in range(len(block.columns))
    ]
    _, block, column = min(cells, key=lambda one: one[0])
    return Cell(block.number, 0 if way > 0 else len(block.block.rows) - 1, column)
