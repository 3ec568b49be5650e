"""Matrices as they are shown: blocks of numbers, the signs between them, and which numbers make which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from neuralpad.core.activations import Floats
from neuralpad.core.parts import Part

Shown = tuple[int | None, ...]
"""Which rows or columns of a matrix are shown; None stands for those that are left out."""


class Content(StrEnum):
    """What the numbers of a block are."""

    INPUTS = "inputs"
    WEIGHTS = "weights"
    BIASES = "biases"
    OUTPUTS = "outputs"
    GUESS = "guess"
    BLAME = "blame"
    WEIGHT_SLOPES = "slopes of weights"
    BIAS_SLOPES = "slopes of biases"


class Sign(StrEnum):
    """What stands between two blocks."""

    TIMES = "times"
    PLUS = "plus"
    ACTIVATION = "activation"
    EQUALS = "equals"
    AND = "and"
    NEXT = "next"
    """Another product begins."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A sign between two blocks.

    Attributes
    ----------
    sign : Sign
    activation : str
        With ACTIVATION: its name.
    students : int
        With EQUALS: how many the product is divided by, so that it is their mean.
    """

    sign: Sign
    activation: str = ""
    students: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One matrix, as much of it as is shown.

    Attributes
    ----------
    content : Content
    layer : int
        As `Part` counts: of weights, biases and their slopes the layer in `network.weights`, else that of the units.
    symbol : str
        "W¹".
    shape : (rows, columns) of the whole matrix
    rows, columns : tuple of int or None
        Which ones are shown; None stands for those left out.
    values : (len(rows), len(columns)), read-only
        NaN where something is left out.
    turned : bool
        Whether it is the transposed: one column a student.
    """

    content: Content
    layer: int
    symbol: str
    shape: tuple[int, int]
    rows: Shown
    columns: Shown
    values: Floats
    turned: bool = False

    @property
    def rows_left_out(self) -> int:
        """How many rows are not shown."""
        return self.shape[0] - sum(row is not None for row in self.rows)

    @property
    def columns_left_out(self) -> int:
        """How many columns are not shown."""
        return self.shape[1] - sum(column is not None for column in self.columns)

    def part(self, row: int, column: int) -> Part | None:
        """The weight, bias or unit that a cell shown belongs to; None where something is left out."""
        i, j = self.rows[row], self.columns[column]
        if i is None or j is None:
            return None
        if self.content in (Content.WEIGHTS, Content.WEIGHT_SLOPES):
            return Part.weight(self.layer, i, j)
        if self.content in (Content.BIASES, Content.BIAS_SLOPES):
            return Part.bias(self.layer, j)
        return Part.node(self.layer, i if self.turned else j)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell shown: the number of its block in `Strip.blocks`, its row and column as shown."""

    block: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Blocks and the signs between them, in reading order.

    Attributes
    ----------
    forward, backward : tuple of Block or Joint
        `backward` is empty where it was not asked for or outcomes are not known.
    """

    forward: tuple[Block | Joint, ...]
    backward: tuple[Block | Joint, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, first those of the way forwards."""
        return tuple(item for item in (*self.forward, *self.backward) if isinstance(item, Block))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The units of each layer of the network whose matrices these are."""
        shapes = [block.shape for block in self.blocks if block.content is Content.WEIGHTS]
        return (shapes[0][0], *(units for _, units in shapes))

    def cells_of(self, part: Part) -> tuple[Cell, ...]:
        """The cells shown that belong to a part: of a unit, what each student shown gives it."""
        return tuple(cell for cell, block in self._cells() if block.part(cell.row, cell.column) == part)

    def makers(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells shown whose numbers make this one: the row and the column that meet, and the bias.

        Empty for what is not worked out: grades, weights, biases.
        """
        block = self.blocks[cell.block]
        i, j = block.rows[cell.row], block.columns[cell.column]
        if i is None or j is None:
            return ()
        layer = block.layer
        if block.turned:
            outputs = (Content.INPUTS, Content.OUTPUTS)
            return self._where(outputs, layer, row=j, column=i)
        match block.content:
            case Content.OUTPUTS | Content.GUESS:
                return (
                    *self._where((Content.INPUTS, Content.OUTPUTS), layer - 1, row=i),
                    *self._where((Content.WEIGHTS,), layer - 1, column=j),
                    *self._where((Content.BIASES,), layer - 1, column=j),
                )
            case Content.BLAME:
                guess = self._where((Content.GUESS,), layer, row=i)
                return guess or (
                    *self._where((Content.BLAME,), layer + 1, row=i),
                    *self._where((Content.WEIGHTS,), layer, row=j),
                    *self._where((Content.OUTPUTS,), layer, row=i, column=j),
                )
            case Content.WEIGHT_SLOPES:
                came_in = self._where((Content.INPUTS, Content.OUTPUTS), layer, row=i, turned=True)
                return (*came_in, *self._where((Content.BLAME,), layer + 1, column=j))
            case Content.BIAS_SLOPES:
                return self._where((Content.BLAME,), layer + 1, column=j)
            case _:
                return ()

    def _cells(self) -> list[tuple[Cell, Block]]:
        return [
            (Cell(number, row, column), block)
            for number, block in enumerate(self.blocks)
            for row in range(len(block.rows))
            for column in range(len(block.columns))
        ]

    def _where(
        self,
        contents: Sequence[Content],
        layer: int,
        row: int | None = None,
        column: int | None = None,
        turned: bool = False,
    ) -> tuple[Cell, ...]:
        """The cells of a matrix in this row and column; None for all that are shown."""
        return tuple(
            cell
            for cell, block in self._cells()
            if (block.content in contents and block.layer == layer and block.turned == turned)
            and _meets(block.rows[cell.row], row)
            and _meets(block.columns[cell.column], column)
        )


def _meets(number: int | None, wanted: int | None) -> bool:
    return number is not None and (wanted is None or number == wanted)
