"""Places for small writings in a plot, where they cover nothing that is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from neuralpad.core.scaling import Floats

Line = tuple[Floats, Floats]
"""The points (n,) of a line in pixels, from left to right."""


def covers(box: QRectF, line: Line) -> bool:
    """Whether a line runs through a box."""
    x, y = line
    if not len(x) or x[-1] < box.left() or x[0] > box.right():
        return False
    ends = np.interp([box.left(), box.right()], x, y)
    inside = y[np.searchsorted(x, box.left()) : np.searchsorted(x, box.right(), side="right")]
    heights = np.concatenate([ends, inside])
    return bool(heights.min() < box.bottom() and heights.max() > box.top())


def free_place(
    boxes: Iterable[QRectF], inside: QRectF, lines: Sequence[Line], taken: Sequence[QRectF]
) -> QRectF | None:
    """The first of the boxes that, moved into `inside`, lies on no line and on no box already taken, if one does."""
    for box in boxes:
        left = min(max(box.left(), inside.left()), inside.right() - box.width())
        top = min(max(box.top(), inside.top()), inside.bottom() - box.height())
        moved = QRectF(left, top, box.width(), box.height())
        if not any(moved.intersects(other) for other in taken) and not any(covers(moved, line) for line in lines):
            return moved
    return None
