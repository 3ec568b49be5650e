"""A strip made to fit: its texts and where they stand, kept as long as only figures change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from enum import Enum

from PySide6.QtCore import QSizeF

from neuralpad.core.matrix_blocks import Block, Cell, Joint, Strip
from neuralpad.core.parts import Part
from neuralpad.ui.matrices.faces import Faces, Writing
from neuralpad.ui.matrices.figures import Masks, Texts, block_texts, masks
from neuralpad.ui.matrices.fitting import Fit, ladders
from neuralpad.ui.matrices.placing import PlacedBlock, PlacedRow, place_row

Source = Callable[[int, int], Strip | None]
"""Makes the strip with so many rows and columns of each matrix; None where there is nothing to show."""


class Way(Enum):
    """A row of the strip."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be shown, and where.

    Attributes
    ----------
    ways : tuple of Way
        The rows, from above.
    room : QSizeF
        Pixels for one row.
    digits : int
    rows : int
        How many rows of a matrix are shown before the dots.
    held : collection of Part
        Weights and biases that do not move.
    """

    ways: tuple[Way, ...]
    room: QSizeF
    digits: int
    rows: int
    held: Collection[Part] = field(default=frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A strip with its texts and places; `rung` is where on the ladders its fit stands."""

    strip: Strip
    fit: Fit
    rung: tuple[int, int]
    texts: tuple[Texts, ...]
    masks: Masks
    rows: tuple[tuple[Way, PlacedRow], ...]

    @property
    def is_tight(self) -> bool:
        """Whether no column has more room than its numbers need."""
        return masks(self.strip, self.texts) == self.masks

    @property
    def width(self) -> float:
        """The pixels that the wider row takes."""
        return max((row.width for _, row in self.rows), default=0.0)

    @property
    def height(self) -> float:
        """The pixels that the higher row takes."""
        return max((row.height for _, row in self.rows), default=0.0)

    def text(self, cell: Cell) -> str:
        """What a cell says."""
        return self.texts[cell.block][cell.row][cell.column]

    def placed(self, number: int) -> tuple[int, PlacedBlock] | None:
        """The row in which a block stands, and where in it; None if that row is not shown."""
        for index, (_, row) in enumerate(self.rows):
            for block in row.blocks:
                if block.number == number:
                    return index, block
        return None


def picture(source: Source, request: Request, faces: Faces, last: Picture | None = None) -> Picture | None:
    """The best fit. With `last` everything stays where it was as long as there is room, and nothing gets larger."""
    first = (0, 0)
    if last is not None:
        strip = source(last.fit.rows, last.fit.columns)
        if strip is None:
            return None
        if _is_alike(strip, last.strip):
            texts = _texts(strip, request, last.fit)
            if _is_within(masks(strip, texts), last.masks, last.fit, faces):
                return replace(last, strip=strip, texts=texts)
            first = last.rung
    made: Picture | None = None
    for number, fits in enumerate(ladders(request.digits, request.rows)):
        if number < first[0]:
            continue
        strip = source(fits[0].rows, fits[0].columns)
        if strip is None:
            return None
        made = _made(strip, request, fits[-1], (number, len(fits) - 1), faces)
        if not _has_room(made, request):
            continue
        rungs = range(first[1] if number == first[0] else 0, len(fits))
        tries = (_made(strip, request, fits[rung], (number, rung), faces) for rung in rungs)
        return next((one for one in tries if _has_room(one, request)), made)
    return made


def _made(strip: Strip, request: Request, fit: Fit, rung: tuple[int, int], faces: Faces) -> Picture:
    texts = _texts(strip, request, fit)
    room = masks(strip, texts)
    rows = tuple((way, place_row(*_items(strip, way), room, fit, faces)) for way in request.ways)
    return Picture(strip, fit, rung, texts, room, rows)


def _texts(strip: Strip, request: Request, fit: Fit) -> tuple[Texts, ...]:
    return tuple(block_texts(block, fit.style, request.held) for block in strip.blocks)


def _has_room(made: Picture, request: Request) -> bool:
    return made.width <= request.room.width() and made.height <= request.room.height()


def _is_within(needed: Masks, kept: Masks, fit: Fit, faces: Faces) -> bool:
    """Whether each column has room for its numbers."""

    def width(forms: frozenset[str]) -> float:
        return max(faces.width(Writing.NUMBER, fit.size, form) for form in forms)

    pairs = (pair for mine, theirs in zip(needed, kept, strict=True) for pair in zip(mine, theirs, strict=True))
    return all(mine <= theirs or width(mine) <= width(theirs) for mine, theirs in pairs)


def _items(strip: Strip, way: Way) -> tuple[tuple[Block | Joint, ...], int]:
    """What stands in a row, and the number of its first block."""
    if way is Way.FORWARD:
        return strip.forward, 0
    return strip.backward, sum(isinstance(item, Block) for item in strip.forward)


def _is_alike(one: Strip, other: Strip) -> bool:
    """Whether two strips differ in nothing but numbers."""
    return _kind(one) == _kind(other)


def _kind(strip: Strip) -> list[object]:
    items = (*strip.forward, *strip.backward)
    return [
        item if isinstance(item, Joint) else (item.symbol, item.shape, len(item.rows), len(item.columns))
        for item in items
    ]
