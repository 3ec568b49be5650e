"""The texts of a strip's cells, and what room their numbers ask for."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from neuralpad.core.matrix_blocks import Block, Content, Strip
from neuralpad.core.parts import Part
from neuralpad.ui.texts import number

DOTS = "…"
DOWN = "⋮"
_SLOPES = (Content.WEIGHT_SLOPES, Content.BIAS_SLOPES)
_ALIKE = str.maketrans("123456789↑·", "000000000↓↓")

Texts = tuple[tuple[str, ...], ...]
"""Row by row what the cells of a block say; empty where something is left out."""
Masks = tuple[tuple[frozenset[str], ...], ...]
"""Block by block, for each column the forms of numbers for which room is kept: −0.00 stands for −0.20 too."""


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers are written: decimals, those of slopes, and whether these say with an arrow where a weight moves."""

    digits: int
    slope_digits: int
    arrows: bool

    @classmethod
    def full(cls, digits: int) -> Style:
        """As the rest of the window writes them: slopes are small and have one decimal more."""
        return cls(digits, digits + 1, arrows=True)


def cell_text(block: Block, row: int, column: int, style: Style, held: Collection[Part] = ()) -> str:
    """What a cell says: 0.90; of a slope 0.48↓, for a weight with a positive slope goes down; empty for dots."""
    value = float(block.values[row, column])
    if math.isnan(value):
        return ""
    is_slope = block.content in _SLOPES
    text = number(value, style.slope_digits if is_slope else style.digits)
    if is_slope and style.arrows:
        text += "·" if value == 0 or block.part(row, column) in held else "↓" if value > 0 else "↑"
    return text


def block_texts(block: Block, style: Style, held: Collection[Part] = ()) -> Texts:
    """What all cells of a block say."""
    return tuple(
        tuple(cell_text(block, row, column, style, held) for column in range(len(block.columns)))
        for row in range(len(block.rows))
    )


def masks(strip: Strip, texts: tuple[Texts, ...]) -> Masks:
    """The forms that each column's numbers have."""
    return tuple(
        tuple(frozenset(row[column].translate(_ALIKE) for row in rows) for column in range(len(block.columns)))
        for block, rows in zip(strip.blocks, texts, strict=True)
    )
