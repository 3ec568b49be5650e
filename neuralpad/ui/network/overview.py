"""The drawing of a network that is too large for all its numbers: small circles, and the numbers of what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from neuralpad.core.parts import Kind, Part
from neuralpad.ui.network.columns import Area, Frame, Line, Ruler, stack, verdict_lines
from neuralpad.ui.network.layout import SMALLEST, natural_scale, value_scales
from neuralpad.ui.network.pills import Lane, slide
from neuralpad.ui.network.placed import PILL_SIZE, Box, Caption, Circle, Face, Gap, Layout, Measure
from neuralpad.ui.network.wording import Wording

Shown = tuple[int | None, ...]
"""The units of a layer that are drawn, from above; None where some are left out."""

_RADIUS, _LEAST_RADIUS, _BETWEEN = 22.0, 11.0, 6.0
_LEAST_SHOWN = 5


def shown_units(units: int, capacity: int, focus: int | None, before: Shown = ()) -> Shown:
    """Which units of a layer are drawn where only `capacity` have room: the ends, and those around the focus.

    What was drawn before stays where it was as long as the focus is among it.
    """
    capacity = max(capacity, _LEAST_SHOWN)
    if units <= capacity:
        return tuple(range(units))
    fits = len(before) == capacity and before[-1] == units - 1
    if fits and (focus is None or focus in before):
        return before
    focus = 0 if focus is None else focus
    ends = capacity - 2
    if focus < ends:
        return (*range(ends), None, units - 1)
    if focus >= units - ends:
        return (0, None, *range(units - ends, units))
    first = focus - (capacity - 4) // 2
    return (0, None, *range(first, first + capacity - 4), None, units - 1)


def place_overview(
    area: Area,
    wording: Wording,
    headings: Sequence[str],
    measure: Measure,
    focus: Mapping[int, int],
    before: Sequence[Shown] = (),
) -> tuple[Layout, tuple[Shown, ...]]:
    """The drawing, and the units it shows. `headings` stand above each layer but the output; `focus` must be seen.

    On a canvas that is too small for the writing there are the circles alone.
    """
    best = max(round(PILL_SIZE * area.zoom * natural_scale(area)), SMALLEST)
    for pixels in range(best, SMALLEST - 1, -1):
        ruler = Ruler(measure, area.zoom, pixels / (PILL_SIZE * area.zoom))
        layout, shown = _placed(area, wording, headings, ruler, focus, before)
        if layout.is_clear and _are_apart(layout):
            return layout, shown
    return replace(layout, captions={}, gaps=(), readout=None), shown


def _are_apart(layout: Layout) -> bool:
    xs = sorted({circle.x for circle in layout.circles.values()})
    widest = max(circle.radius for circle in layout.circles.values())
    return all(right - left > 4 * widest for left, right in pairwise(xs))


def _placed(
    area: Area,
    wording: Wording,
    headings: Sequence[str],
    ruler: Ruler,
    focus: Mapping[int, int],
    before: Sequence[Shown],
) -> tuple[Layout, tuple[Shown, ...]]:
    unit, sizes = ruler.unit, wording.sizes
    last = len(sizes) - 1
    heading_sizes = [ruler.text(Face.HEADING, heading) for heading in headings]
    line = ruler.text(Face.NAME, "X")[1]
    readout = Box(6 * unit, area.height - line - 4 * unit, area.width - 12 * unit, line)
    top, bottom = 10 * unit + max(height for _, height in heading_sizes), readout.top - 6 * unit
    capacity = int((bottom - top) // ((2 * _LEAST_RADIUS + _BETWEEN) * unit))
    shown = tuple(
        shown_units(units, capacity, focus.get(layer), before[layer] if layer < len(before) else ())
        for layer, units in enumerate(sizes)
    )
    slots = [min((bottom - top) / len(items), 64 * unit) for items in shown]
    radius = max(min(_RADIUS * unit, (min(slots) - _BETWEEN * unit) / 2), 1.0)
    radii = [radius] * last + [max(radius, 26 * unit)]
    names = [min(ruler.text(Face.NAME, name)[0], 0.2 * area.width) for name in wording.names]
    below = verdict_lines(wording, ruler, 0.0)
    title = Line(Face.TITLE, 0, *ruler.text(Face.TITLE, wording.title))
    right = max(radii[-1], *(text.width / 2 for text in (*below, title)))
    left = max(max(names) + 6 * unit + radius, heading_sizes[0][0] / 2)
    first, end = 6 * unit + left, area.width - 6 * unit - right
    if end - first < 4 * radii[-1] * last:
        first, end = radii[0], max(area.width - radii[-1], radii[0] + 1.0)
    xs = np.linspace(first, end, len(sizes)).tolist()
    frame = Frame(radii)
    gaps: list[Gap] = []
    for layer, items in enumerate(shown):
        for position, item in enumerate(items):
            x, y = xs[layer], (top + bottom) / 2 + (position - (len(items) - 1) / 2) * slots[layer]
            if item is not None:
                frame.circles[layer, item] = Circle(x, y, radii[layer])
                continue
            left_out = (items[position + 1] or 0) - (items[position - 1] or 0) - 1
            gaps.append(Gap(layer, left_out, Box.around(x, y, 4 * unit, 14 * unit)))
    for layer, (width, height) in enumerate(heading_sizes):
        frame.captions[Caption(Face.HEADING, (layer, 0))] = Box.around(xs[layer], 4 * unit + height / 2, width, height)
    for (layer, index), circle in frame.circles.items():
        if layer == 0:
            box = Box(circle.x - radius - 6 * unit - names[index], circle.y - line / 2, names[index], line)
            frame.captions[Caption(Face.NAME, (0, index))] = box
    stack(frame, (last, 0), [title], ruler, upwards=True)
    stack(frame, (last, 0), below, ruler, upwards=False)
    return Layout(
        area.width,
        area.height,
        ruler.scale,
        shows_all=False,
        circles=frame.circles,
        captions=frame.captions,
        gaps=tuple(gaps),
        value_scales=value_scales(wording.values, radii, ruler),
        readout=readout,
    ), shown


def with_numbers(layout: Layout, groups: Iterable[Mapping[Part, str]], area: Area, measure: Measure) -> Layout:
    """The overview with the numbers of some parts, as far as there is room; earlier groups go first."""
    ruler = Ruler(measure, area.zoom, layout.scale)
    pills: dict[Part, Box] = {}
    for group in groups:
        for layer in range(len(layout.value_scales) - 1):
            texts = {part: text for part, text in group.items() if part.kind is Kind.WEIGHT and part.layer == layer}
            pills.update(_between(layout, texts, pills, ruler))
        # A bias has several places beside its circle, a weight only its line: so the weights come first.
        for part, text in group.items():
            if part.kind is Kind.BIAS and part not in pills and part.unit in layout.circles:
                box = _beside(layout, layout.circles[part.unit], ruler.pill(text), pills.values(), ruler)
                if box is not None:
                    pills[part] = box
    return replace(layout, pills=pills)


def _beside(
    layout: Layout, circle: Circle, size: tuple[float, float], taken: Iterable[Box], ruler: Ruler
) -> Box | None:
    """A free place for a bias close to its circle: below, above, or to the right."""
    width, height = size
    down, across = circle.radius + height / 2 + 3 * ruler.unit, circle.radius + width / 2 + 3 * ruler.unit
    boxes = [*layout.boxes(), *taken]
    for step_x, step_y in ((0, down), (0, -down), (across, 0), (across, down), (across, -down), (-across, 0)):
        box = Box.around(circle.x + step_x, circle.y + step_y, width, height)
        inside = box.left >= 0 and box.right <= layout.width and box.top >= 0 and box.bottom <= layout.height
        free = not any(box.meets(other, ruler.unit) for other in boxes)
        if inside and free and not any(other.meets(box, ruler.unit) for other in layout.circles.values()):
            return box
    return None


def _between(layout: Layout, texts: Mapping[Part, str], taken: Mapping[Part, Box], ruler: Ruler) -> dict[Part, Box]:
    parts = [part for part in texts if part not in taken and layout.edge(part) is not None]
    if not parts:
        return {}
    ends = [(layout.circles[part.source], layout.circles[part.unit]) for part in parts]
    lane = Lane(
        lines=np.array([(a.x, a.y, b.x, b.y) for a, b in ends]),
        sizes=np.array([ruler.pill(texts[part]) for part in parts]),
        left=ends[0][0].x + ends[0][0].radius + 3 * ruler.unit,
        right=ends[0][1].x - ends[0][1].radius - 3 * ruler.unit,
        top=2 * ruler.unit,
        bottom=layout.height - 2 * ruler.unit,
        obstacles=[*layout.boxes(), *taken.values()],
        clearance=3 * ruler.unit,
    )
    boxes = slide(lane, partly=True) or []
    return {part: box for part, box in zip(parts, boxes, strict=True) if box is not None}
