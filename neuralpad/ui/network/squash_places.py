"""Finds a place for the small picture of a squash: close to its unit, on nothing that is written. No Qt."""

from __future__ import annotations

import numpy as np

from neuralpad.ui.network.placed import Box, Layout, Unit

WIDTH, HEIGHT = 104.0, 64.0
"""Of the picture in pixels at scale 1."""
_STEP = 6.0
_SIZES = ((1.25, 0.0), (1.0, 30.0), (0.8, 90.0))
"""Sizes, and how much nearer to its unit a smaller picture has to come, in pixels at scale 1, to be taken instead."""


def squash_place(layout: Layout, unit: Unit, zoom: float) -> Box | None:
    """Where the picture of a unit's squash stands; None where there is no room at all.

    It may lie on lines, but on no number, caption or circle.
    """
    circle = layout.circles.get(unit)
    if circle is None:
        return None
    scale = layout.scale * zoom
    margin = 4.0 * scale
    best: tuple[float, Box] | None = None
    for size, worse in _SIZES:
        width, height = size * WIDTH * scale, size * HEIGHT * scale
        x, y = np.meshgrid(
            np.arange(margin + width / 2, layout.width - margin - width / 2, _STEP * scale),
            np.arange(margin + height / 2, layout.height - margin - height / 2, _STEP * scale),
        )
        free = np.ones(x.shape, dtype=bool)
        for box in layout.boxes():
            middle_x, middle_y = box.centre
            free &= (np.abs(x - middle_x) >= (width + box.width) / 2 + margin) | (
                np.abs(y - middle_y) >= (height + box.height) / 2 + margin
            )
        for other in layout.circles.values():
            across = np.maximum(np.abs(x - other.x) - width / 2, 0.0)
            down = np.maximum(np.abs(y - other.y) - height / 2, 0.0)
            free &= np.hypot(across, down) >= other.radius + margin
        if free.any():
            distance = np.where(free, np.hypot(x - circle.x, y - circle.y), np.inf)
            at = np.unravel_index(int(distance.argmin()), distance.shape)
            cost = float(distance[at]) + worse * scale
            if best is None or cost < best[0]:
                best = (cost, Box.around(float(x[at]), float(y[at]), width, height))
    return None if best is None else best[1]
