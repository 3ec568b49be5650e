"""No number lies on another, on a unit or outside, whatever the shape, the room, the zoom, the font and the numbers."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.parts import Part
from neuralpad.ui.network.columns import Area
from neuralpad.ui.network.layout import SMALLEST, place_all
from neuralpad.ui.network.placed import PILL_SIZE, Box, Face, Layout, Measure
from neuralpad.ui.network.wording import Wording

SIZES = {Face.VALUE: 15.0, Face.OUTPUT: 19.0, Face.PILL: PILL_SIZE, Face.SUM: 12.0, Face.HEADING: 12.0}


def font(letter: float, line: float, zoom: float) -> Measure:
    """A font whose letters are `letter` wide and whose lines are `line` high, as parts of the size."""

    def measure(face: Face, text: str, scale: float) -> tuple[float, float]:
        size = SIZES.get(face, 13.0) * zoom * scale
        return len(text) * letter * size, line * size

    return measure


def number(before: int, digits: int) -> str:
    return "−" + "8" * before + "." + "8" * digits


def wording(sizes: tuple[int, ...], bias: bool, names: list[int], widths: list[int], digits: int) -> Wording:
    """Texts of the given lengths; `widths` are the digits before the decimal sign, over and over."""
    count = 0

    def next_number() -> str:
        nonlocal count
        count += 1
        return number(widths[count % len(widths)], digits)

    last = len(sizes) - 1
    return Wording(
        names=tuple("n" * names[i % len(names)] for i in range(sizes[0])),
        symbols=tuple(tuple("X1" if layer < last else "y" for _ in range(units)) for layer, units in enumerate(sizes)),
        values=("100%", *("0.88" for _ in sizes[1:])),
        sums=tuple(tuple(f"Σ = {number(2, digits)} → σ" for _ in range(units)) for units in sizes[1:]),
        weights=tuple(
            tuple(tuple(next_number() for _ in range(units)) for _ in range(inputs))
            for inputs, units in pairwise(sizes)
        ),
        biases=tuple(tuple(f"b = {next_number()}" for _ in range(units)) for units in sizes[1:]) if bias else None,
        title="y  chance of a pass",
        verdict=("guess: pass ✓", "truth: not known"),
        error="error = 88.88",
    )


def place(
    sizes: tuple[int, ...],
    area: Area,
    bias: bool = True,
    names: tuple[int, ...] = (17, 13, 10),
    widths: tuple[int, ...] = (1,),
    digits: int = 2,
    letter: float = 0.6,
    line: float = 1.2,
) -> Layout | None:
    return place_all(
        area,
        lambda dropped, spare: wording(
            sizes, bias, list(names), [max(width, 2 if spare else 1) for width in widths], max(digits - dropped, 1)
        ),
        digits - 1,
        font(letter, line, area.zoom),
    )


def overlap(one: Box, other: Box) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 1e-6 and down > 1e-6


def faults(layout: Layout) -> list[str]:
    """Everything that lies on something else or outside, found without the layout's own help."""
    found: list[str] = []
    boxes: list[tuple[str, Box]] = [(str(part), box) for part, box in layout.pills.items()]
    boxes += [(str(caption), box) for caption, box in layout.captions.items()]
    boxes += [(f"gap {gap.layer}", gap.box) for gap in layout.gaps]
    found += [f"{a} on {b}" for (a, one), (b, other) in combinations(boxes, 2) if overlap(one, other)]
    for name, box in boxes:
        inside = box.left >= -1e-6 and box.top >= -1e-6
        inside &= box.left + box.width <= layout.width + 1e-6 and box.top + box.height <= layout.height + 1e-6
        if not inside:
            found.append(f"{name} outside")
        for unit, circle in layout.circles.items():
            x = min(max(circle.x, box.left), box.left + box.width)
            y = min(max(circle.y, box.top), box.top + box.height)
            if math.dist((x, y), (circle.x, circle.y)) < circle.radius - 1e-6:
                found.append(f"{name} on {unit}")
    for (a, one), (b, other) in combinations(layout.circles.items(), 2):
        if math.dist((one.x, one.y), (other.x, other.y)) < one.radius + other.radius:
            found.append(f"{a} on {b}")
    return found


def strays(layout: Layout) -> list[Part]:
    """Numbers of weights whose middle is not on their own line, between its two units."""
    found = []
    for part, box in layout.pills.items():
        if part.i is None:
            continue
        start, end = layout.circles[part.source], layout.circles[part.unit]
        x, y = box.left + box.width / 2, box.top + box.height / 2
        along = (x - start.x) / (end.x - start.x)
        if not 0 < along < 1 or abs(start.y + along * (end.y - start.y) - y) > 0.5:
            found.append(part)
    return found


def all_parameters(sizes: tuple[int, ...], bias: bool) -> set[Part]:
    parts = {
        Part.weight(layer, i, j)
        for layer, (inputs, units) in enumerate(pairwise(sizes))
        for i in range(inputs)
        for j in range(units)
    }
    if bias:
        parts |= {Part.bias(layer, j) for layer, units in enumerate(sizes[1:]) for j in range(units)}
    return parts


shapes = st.one_of(
    st.tuples(st.integers(1, 5), st.integers(1, 4), st.just(1)),
    st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4), st.just(1)),
)


@settings(max_examples=60)
@given(
    sizes=shapes,
    bias=st.booleans(),
    width=st.integers(560, 3840),
    height=st.integers(330, 2000),
    zoom=st.sampled_from([1.0, 1.1, 1.25, 1.5]),
    letter=st.floats(0.5, 0.66),
    line=st.floats(1.1, 1.36),
    names=st.lists(st.integers(0, 40), min_size=1, max_size=5),
    widths=st.lists(st.integers(1, 2), min_size=1, max_size=7),
    digits=st.integers(1, 3),
)
def test_every_number_is_shown_and_none_lies_on_another(
    sizes: tuple[int, ...],
    bias: bool,
    width: int,
    height: int,
    zoom: float,
    letter: float,
    line: float,
    names: list[int],
    widths: list[int],
    digits: int,
) -> None:
    layout = place(sizes, Area(width, height, zoom), bias, tuple(names), tuple(widths), digits, letter, line)
    assert layout is not None
    assert set(layout.pills) == all_parameters(sizes, bias)
    assert set(layout.circles) == {(layer, unit) for layer, units in enumerate(sizes) for unit in range(units)}
    assert faults(layout) == []
    assert strays(layout) == []
    assert layout.scale * PILL_SIZE * zoom >= SMALLEST - 0.01


@settings(max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=4).map(lambda sizes: (*sizes, 1)),
    width=st.integers(100, 900),
    height=st.integers(60, 700),
    letter=st.floats(0.4, 0.9),
    widths=st.lists(st.integers(1, 8), min_size=1, max_size=5),
)
def test_where_there_is_no_room_it_says_so_and_never_draws_one_over_another(
    sizes: tuple[int, ...], width: int, height: int, letter: float, widths: list[int]
) -> None:
    layout = place(sizes, Area(width, height), widths=tuple(widths), letter=letter)
    if layout is not None:
        assert set(layout.pills) == all_parameters(sizes, True)
        assert faults(layout) == []
        assert strays(layout) == []


def test_the_same_question_has_the_same_answer() -> None:
    assert place((5, 4, 1), Area(620, 400)) == place((5, 4, 1), Area(620, 400))


def test_things_grow_with_the_canvas() -> None:
    small, large = place((3, 2, 1), Area(620, 400)), place((3, 2, 1), Area(1240, 800))
    assert small is not None
    assert large is not None
    assert large.scale > 1.5 * small.scale
    assert large.circles[0, 0].radius > 1.5 * small.circles[0, 0].radius


def test_a_roomy_canvas_keeps_all_decimals() -> None:
    layout = place((5, 4, 1), Area(1000, 700), digits=3)
    assert layout is not None
    assert layout.dropped == 0


def test_numbers_may_grow_by_a_digit_without_moving_where_there_is_room() -> None:
    before, after = place((3, 2, 1), Area(620, 400)), place((3, 2, 1), Area(620, 400), widths=(2,))
    assert before is not None
    assert after is not None
    assert before.pills == after.pills


@pytest.mark.parametrize("sizes", [(3, 2, 1), (5, 4, 1), (2, 4, 4, 1)])
def test_layers_stand_from_left_to_right_and_units_from_above_to_below(sizes: tuple[int, ...]) -> None:
    layout = place(sizes, Area(700, 450))
    assert layout is not None
    for layer, units in enumerate(sizes):
        column = [layout.circles[layer, unit] for unit in range(units)]
        assert len({circle.x for circle in column}) == 1
        assert all(upper.y < lower.y for upper, lower in pairwise(column))
    assert all(layout.circles[layer, 0].x < layout.circles[layer + 1, 0].x for layer in range(len(sizes) - 1))
