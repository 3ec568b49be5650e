"""The strip's words: signs, shapes, and every cell, matrix and sign in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.matrix_blocks import Block, Cell, Content, Joint, Sign, Strip
from neuralpad.core.symbols import symbol
from neuralpad.ui.matrices.figures import DOTS, Style, cell_text
from neuralpad.ui.texts import integer

_SQUASHES = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("MatrixStrip", text)


def joint_text(joint: Joint) -> str:
    """A sign as it is painted."""
    match joint.sign:
        case Sign.TIMES:
            return "·"
        case Sign.PLUS:
            return "+"
        case Sign.ACTIVATION:
            squash = _SQUASHES.get(joint.activation)
            return f"→{squash}→" if squash else "→"
        case Sign.EQUALS:
            return "=" if joint.students == 1 else f"/{integer(joint.students)} ="
        case _:
            return " "


def slopes_title() -> str:
    """What stands above the way back."""
    return _tr("Slope of every weight, and where it moves next")


def no_blame_text() -> str:
    """What is said where the way back is not known."""
    return _tr("How the exam went is not known, so there is no blame to share out.")


def shape_text(shape: tuple[int, int]) -> str:
    """A shape: 3 × 2."""
    return f"{integer(shape[0])} × {integer(shape[1])}"


def more_text(count: int, words: bool) -> str:
    """What dots say: how many there are that are not shown."""
    return DOTS + " " + _tr("{count} more").format(count=integer(count)) if words else DOTS


def cell_line(strip: Strip, cell: Cell, digits: int) -> str:
    """A cell for those who listen: "W¹₂₁ in W¹, row 2, column 1: 0.90"."""
    block = strip.blocks[cell.block]
    part = block.part(cell.row, cell.column)
    if part is None:
        return _left_out_line(block, cell)
    i, j = block.rows[cell.row], block.columns[cell.column]
    assert i is not None
    assert j is not None
    return _tr("{part} in {matrix}, row {row}, column {column}: {value}").format(
        part=symbol(part, strip.sizes),
        matrix=block.symbol,
        row=integer(i + 1),
        column=integer(j + 1),
        value=cell_text(block, cell.row, cell.column, Style.full(digits)),
    )


def cell_tip(strip: Strip, cell: Cell, digits: int) -> str:
    """The same, with what the number is and how it comes about."""
    block = strip.blocks[cell.block]
    line = cell_line(strip, cell, digits)
    if block.part(cell.row, cell.column) is None:
        return line
    return f"{line}. {_made(block, strip)}"


def block_tip(block: Block) -> str:
    """What a matrix is, and its shape."""
    return _tr("{matrix}: {what}. {rows} by {columns}: rows first, then columns.").format(
        matrix=block.symbol, what=_what(block), rows=integer(block.shape[0]), columns=integer(block.shape[1])
    )


def joint_tip(joint: Joint, before: Block, after: Block) -> str:
    """What a sign does to the matrices on its sides."""
    match joint.sign:
        case Sign.TIMES:
            text = _tr(
                "Matrix product {before} · {after}: a row meets a column, number by number, and all is added. "
                "The inner numbers of {before_shape} and {after_shape} must be the same; the outer ones remain."
            )
        case Sign.PLUS:
            text = _tr("{after} is added to every row.")
        case Sign.ACTIVATION if joint.activation == "linear":
            text = _tr("Linear: every sum is passed on as it is and becomes {after}.")
        case Sign.ACTIVATION:
            text = _tr("{squash} bends every sum for itself and makes {after} of it.")
        case Sign.EQUALS if joint.students > 1:
            text = _tr("Divided by the number of students: the mean over the class is {after}.")
        case Sign.EQUALS:
            text = _tr("The product is {after}.")
        case _:
            return ""
    return text.format(
        before=before.symbol,
        after=after.symbol,
        before_shape=shape_text(before.shape),
        after_shape=shape_text(after.shape),
        squash=_SQUASHES.get(joint.activation, ""),
    )


def summary(strip: Strip) -> str:
    """The whole strip for those who listen: every matrix with its shape, in reading order."""
    said = []
    for row in (strip.forward, strip.backward):
        names = [
            _tr("{matrix} {rows} by {columns}").format(matrix=item.symbol, rows=item.shape[0], columns=item.shape[1])
            if isinstance(item, Block)
            else joint_text(item)
            for item in row
        ]
        said.append(" ".join(name for name in names if name.strip()))
    return _tr("{matrices}. The arrow keys walk over the numbers.").format(matrices="; ".join(filter(None, said)))


def _left_out_line(block: Block, cell: Cell) -> str:
    texts = []
    if block.rows[cell.row] is None:
        texts.append(_tr("{count} more rows").format(count=integer(block.rows_left_out)))
    if block.columns[cell.column] is None:
        texts.append(_tr("{count} more columns").format(count=integer(block.columns_left_out)))
    return _tr("{matrix}: {left_out} that are not shown").format(matrix=block.symbol, left_out=", ".join(texts))


def _what(block: Block) -> str:
    match block.content:
        case Content.INPUTS if block.turned:
            return _tr("the grades on their side, one column a student")
        case Content.INPUTS:
            return _tr("the grades ÷ their maximum, one row a student")
        case Content.WEIGHTS:
            return _tr("the weights, one row for what they come from, one column for the unit they lead to")
        case Content.BIASES:
            return _tr("the biases, one for each unit")
        case Content.OUTPUTS if block.turned:
            return _tr("what the hidden units say on its side, one column a student")
        case Content.OUTPUTS:
            return _tr("what the hidden units say, one row a student")
        case Content.GUESS:
            return _tr("the chance of a pass, one row a student")
        case Content.BLAME:
            return _tr("the blame of each unit, one row a student")
        case Content.WEIGHT_SLOPES:
            return _tr("the slope of the error along each weight, in the places of the weights")
        case Content.BIAS_SLOPES:
            return _tr("the slope of the error along each bias: the blame itself, its mean over the students")
    raise AssertionError(block.content)


def _made(block: Block, strip: Strip) -> str:
    match block.content:
        case _ if block.turned:
            return _tr("The same number as in the way forwards, rows and columns swapped.")
        case Content.INPUTS:
            return _tr("A grade ÷ its maximum.")
        case Content.WEIGHTS:
            return _tr("A weight: click to look at it closely.")
        case Content.BIASES:
            return _tr("A bias: it is added whatever the grades are.")
        case Content.OUTPUTS | Content.GUESS:
            return _tr("Made of the row and the column that are lit: multiplied in pairs, added up, and bent.")
        case Content.BLAME if block.layer == len(strip.sizes) - 1:
            return _tr("The guess minus the truth, which is 1 for a pass and 0 for a fail.")
        case Content.BLAME:
            return _tr("The blame after it, times the weights it comes back along, times the bend of the unit.")
        case Content.WEIGHT_SLOPES:
            return _tr("What came in times the blame. The weight moves against its slope: positive goes down, ↓.")
        case Content.BIAS_SLOPES:
            return _tr("The blame, for what comes in is 1. The bias moves against its slope: positive goes down, ↓.")
    raise AssertionError(block.content)
