"""One try to place the whole network at one size: a column of circles for each layer, and the captions around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from neuralpad.core.parts import Part
from neuralpad.ui.network.placed import Box, Caption, Circle, Face, Measure, Unit
from neuralpad.ui.network.wording import Wording

RADIUS, SLIM_RADIUS = 30.0, 22.0
"""Of inputs and hidden units in pixels at scale 1; the slim one where lines need the room."""
SEPARATOR = " · "
"""Between the guess and the truth where they share a line."""


@dataclass(frozen=True, slots=True)
class Area:
    """The room there is, in pixels, and the zoom of the window."""

    width: float
    height: float
    zoom: float = 1.0


@dataclass(slots=True)
class Frame:
    """What stands where, apart from the numbers on the lines."""

    radii: list[float]
    circles: dict[Unit, Circle] = field(default_factory=dict)
    captions: dict[Caption, Box] = field(default_factory=dict)
    biases: dict[Part, Box] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of writing above or below a circle; a bias has its symbol at its left."""

    face: Face
    number: int
    width: float
    height: float
    bias: tuple[float, float] | None = None
    leftwards: bool = False


class Ruler:
    """Lengths and text sizes at one scale."""

    def __init__(self, measure: Measure, zoom: float, scale: float, slim: bool = False) -> None:
        self._measure = measure
        self.scale = scale
        self.unit = zoom * scale
        self.radius = (SLIM_RADIUS if slim else RADIUS) * self.unit

    def text(self, face: Face, text: str) -> tuple[float, float]:
        """Width and height of a text."""
        return self._measure(face, text, self.scale)

    def pill(self, text: str) -> tuple[float, float]:
        """Width and height of a number with its pill around it; of two numbers where they stand on two lines."""
        sizes = [self.text(Face.PILL, line) for line in text.split("\n")]
        width, height = max(width for width, _ in sizes), sum(height for _, height in sizes)
        return width + 14 * self.unit, height + 4 * self.unit


def arrange(area: Area, wording: Wording, ruler: Ruler) -> Frame | None:
    """Circles, captions and biases at the ruler's scale; None where they do not fit."""
    unit, sizes = ruler.unit, wording.sizes
    above = [_above(layer, wording, ruler, area.width) for layer in range(len(sizes))]
    below = [_below(layer, wording, ruler, area.width) for layer in range(len(sizes))]
    rises = [max(_height(lines, ruler) for lines in layer) for layer in above]
    falls = [max(_height(lines, ruler) for lines in layer) for layer in below]
    radii = _radii(area, sizes, rises, falls, ruler)
    middles = _middles(area, sizes, rises, falls, radii, unit)
    if radii is None or middles is None:
        return None
    extents = [_extent(layer, wording, ruler, radii[layer], above[layer], below[layer]) for layer in range(len(sizes))]
    xs = _across(area, wording, ruler, radii, extents)
    if xs is None:
        return None
    frame = Frame(radii)
    for layer, units in enumerate(sizes):
        for number in range(units):
            circle = Circle(xs[layer], middles[layer][number], radii[layer])
            frame.circles[layer, number] = circle
            stack(frame, (layer, number), above[layer][number], ruler, upwards=True)
            stack(frame, (layer, number), below[layer][number], ruler, upwards=False)
    for number, symbol in enumerate(wording.symbols[0]):
        circle = frame.circles[0, number]
        width, height = ruler.text(Face.SYMBOL, symbol)
        right = circle.x - circle.radius - 6 * unit
        frame.captions[Caption(Face.SYMBOL, (0, number))] = Box(right - width, circle.y - height / 2, width, height)
    return frame


def _above(layer: int, wording: Wording, ruler: Ruler, room: float) -> list[list[Line]]:
    """For each unit of a layer the lines above its circle, the nearest first."""
    if layer == 0:
        widest = max(min(0.21, 0.5 / (len(wording.sizes) - 1)) * room, 64 * ruler.unit)
        sizes = [ruler.text(Face.NAME, name) for name in wording.names]
        return [[Line(Face.NAME, 0, min(width, widest), height, leftwards=True)] for width, height in sizes]
    lines = [[Line(Face.SUM, 0, *ruler.text(Face.SUM, text))] for text in wording.sums[layer - 1]]
    if layer == len(wording.sizes) - 1:
        for unit in lines:
            unit.append(Line(Face.TITLE, 0, *ruler.text(Face.TITLE, wording.title)))
    return lines


def _below(layer: int, wording: Wording, ruler: Ruler, room: float) -> list[list[Line]]:
    """For each unit of a layer the lines below its circle, the nearest first."""
    if layer == 0:
        return [[] for _ in wording.symbols[0]]
    is_output = layer == len(wording.sizes) - 1
    lines: list[list[Line]] = []
    for number, symbol in enumerate(wording.symbols[layer]):
        bias = None if wording.biases is None else ruler.pill(wording.biases[layer - 1][number])
        width, height = (0.0, 0.0) if is_output else ruler.text(Face.SYMBOL, symbol)
        unit: list[Line] = []
        if bias is not None:
            gap = 4 * ruler.unit if width else 0.0
            unit.append(Line(Face.SYMBOL, 0, width + gap + bias[0], max(height, bias[1]), bias))
        elif width:
            unit.append(Line(Face.SYMBOL, 0, width, height))
        if is_output:
            unit += verdict_lines(wording, ruler, room)
        lines.append(unit)
    return lines


def verdict_lines(wording: Wording, ruler: Ruler, room: float) -> list[Line]:
    """What stands below the output: guess and truth on one line or on two, then the error."""
    whole = ruler.text(Face.VERDICT, SEPARATOR.join(wording.verdict))
    if whole[0] <= 0.54 * room / (len(wording.sizes) - 1):
        lines = [Line(Face.VERDICT, 0, *whole)]
    else:
        lines = [Line(Face.VERDICT, line, *ruler.text(Face.VERDICT, text)) for line, text in enumerate(wording.verdict)]
    return [*lines, Line(Face.ERROR, 0, *ruler.text(Face.ERROR, wording.error))]


def _height(lines: Sequence[Line], ruler: Ruler) -> float:
    return sum(line.height + 3 * ruler.unit for line in lines)


def _radii(
    area: Area, sizes: Sequence[int], rises: Sequence[float], falls: Sequence[float], ruler: Ruler
) -> list[float] | None:
    """The circles' radii, not too different from one another, and a larger one for the output."""
    unit = ruler.unit
    height = area.height - 12 * unit
    tallest = [
        ((height - (units - 1) * 5 * unit) / units - rise - fall) / 2
        for units, rise, fall in zip(sizes, rises, falls, strict=True)
    ]
    smallest = min(ruler.radius, *tallest)
    if smallest < 13 * unit:
        return None
    radii = [min(ruler.radius, own, 1.5 * smallest) for own in tallest[:-1]]
    return [*radii, min(1.28 * max(radii), tallest[-1])]


def _middles(
    area: Area,
    sizes: Sequence[int],
    rises: Sequence[float],
    falls: Sequence[float],
    radii: Sequence[float] | None,
    unit: float,
) -> list[list[float]] | None:
    """The y of every circle: layers evenly spread around one axis, as far as each one's captions allow."""
    if radii is None:
        return None
    top, bottom = 6 * unit, area.height - 6 * unit
    spreads: list[float] = []
    ranges: list[tuple[float, float]] = []
    for units, rise, fall, radius in zip(sizes, rises, falls, radii, strict=True):
        block = 2 * radius + rise + fall
        room = bottom - top - block
        if room < -1e-6 or (units - 1) * (block + 4.9 * unit) > room + 1e-6:
            return None
        step = 0.0
        if units > 1:
            step = min(max((bottom - top) / (units + 0.4), block + 5 * unit), room / (units - 1))
        spreads.append(step)
        half = step * (units - 1) / 2
        ranges.append((top + rise + radius + half, bottom - fall - radius - half))
    # The output stands where the others leave room: its captions are the tallest, and it alone may move off the axis.
    lowest, highest = max(low for low, _ in ranges[:-1]), min(high for _, high in ranges[:-1])
    wish = (top + bottom) / 2
    axis = min(max(wish, lowest), highest) if lowest <= highest else wish
    return [
        [min(max(axis, low), high) + (number - (units - 1) / 2) * step for number in range(units)]
        for units, step, (low, high) in zip(sizes, spreads, ranges, strict=True)
    ]


def _extent(
    layer: int,
    wording: Wording,
    ruler: Ruler,
    radius: float,
    above: Sequence[Sequence[Line]],
    below: Sequence[Sequence[Line]],
) -> tuple[float, float]:
    """How far a column reaches to the left and to the right of its middle."""
    left = right = radius
    for line in (line for unit in (*above, *below) for line in unit):
        overhang = min(line.width / 2, radius) if line.leftwards else line.width / 2
        left, right = max(left, line.width - overhang), max(right, overhang)
    if layer == 0:
        symbols = max(ruler.text(Face.SYMBOL, symbol)[0] for symbol in wording.symbols[0])
        left = max(left, radius + 6 * ruler.unit + symbols)
    return left, right


def _across(
    area: Area, wording: Wording, ruler: Ruler, radii: Sequence[float], extents: Sequence[tuple[float, float]]
) -> list[float] | None:
    """The x of every layer: the more numbers stand between two layers, the more room lies between them."""
    unit = ruler.unit
    shares: list[float] = []
    widest: list[float] = []
    for rows in wording.weights:
        pills = [ruler.pill(text) for row in rows for text in row]
        shares.append(1 + 0.55 * sum(height + 3 * unit for _, height in pills) / area.height)
        widest.append(max(width for width, _ in pills))
    first, last = 6 * unit + extents[0][0], area.width - 6 * unit - extents[-1][1]
    room = last - first - radii[0] - radii[-1] - 2 * sum(radii[1:-1])
    spaces = [min(room * share / sum(shares), 330 * unit) for share in shares]
    if any(space < width + 8 * unit for space, width in zip(spaces, widest, strict=True)):
        return None
    xs = [first + max(room - sum(spaces), 0.0) / 2]
    for layer, space in enumerate(spaces):
        xs.append(xs[-1] + radii[layer] + space + radii[layer + 1])
    return xs


def stack(frame: Frame, unit: Unit, lines: Sequence[Line], ruler: Ruler, *, upwards: bool) -> None:
    """Write the lines of a unit above or below its circle."""
    circle = frame.circles[unit]
    edge = circle.radius
    for line in lines:
        middle = edge + 3 * ruler.unit + line.height / 2
        y = circle.y - middle if upwards else circle.y + middle
        edge += 3 * ruler.unit + line.height
        overhang = min(line.width / 2, circle.radius) if line.leftwards else line.width / 2
        left, width = circle.x + overhang - line.width, line.width
        if line.bias is not None:
            right = left + width
            frame.biases[Part.bias(unit[0] - 1, unit[1])] = Box(right - line.bias[0], y - line.bias[1] / 2, *line.bias)
            width -= line.bias[0] + 4 * ruler.unit
        if width > 0:
            frame.captions[Caption(line.face, unit, line.number)] = Box(left, y - line.height / 2, width, line.height)
