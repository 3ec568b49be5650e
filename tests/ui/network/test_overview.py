"""A network too large for all its numbers: what of it is drawn, and the numbers of what is chosen."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.parts import Part, touching
from neuralpad.ui.network.columns import Area
from neuralpad.ui.network.overview import place_overview, shown_units, with_numbers
from neuralpad.ui.network.placed import Box, Face, Layout
from neuralpad.ui.network.wording import Wording


def measure(face: Face, text: str, scale: float) -> tuple[float, float]:
    size = (19 if face is Face.OUTPUT else 13) * scale
    return 0.6 * size * len(text), 1.3 * size


def wording(sizes: tuple[int, ...]) -> Wording:
    return Wording(
        names=tuple(f"Test {i}" for i in range(sizes[0])),
        symbols=tuple(tuple("H₁" for _ in range(units)) for units in sizes),
        values=("100%", *("0.88" for _ in sizes[1:])),
        sums=(),
        weights=(),
        biases=None,
        title="chance of a pass",
        verdict=("guess: pass ✓", "truth: not known"),
        error="error = 8.88",
    )


def overview(sizes: tuple[int, ...], area: Area, focus: dict[int, int] | None = None) -> Layout:
    headings = [f"{units} units" for units in sizes[:-1]]
    return place_overview(area, wording(sizes), headings, measure, focus or {})[0]


def on_another(layout: Layout) -> list[tuple[object, object]]:
    boxes: list[tuple[object, Box]] = [*layout.captions.items(), *layout.pills.items()]
    boxes += [(gap, gap.box) for gap in layout.gaps]
    found: list[tuple[object, object]] = []
    for (a, one), (b, other) in combinations(boxes, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        if across > 1e-6 and down > 1e-6:
            found.append((a, b))
    for a, box in boxes:
        for unit, circle in layout.circles.items():
            x, y = min(max(circle.x, box.left), box.right), min(max(circle.y, box.top), box.bottom)
            if math.dist((x, y), (circle.x, circle.y)) < circle.radius - 1e-6:
                found.append((a, unit))
    for (a, one_circle), (b, other_circle) in combinations(layout.circles.items(), 2):
        apart = math.dist((one_circle.x, one_circle.y), (other_circle.x, other_circle.y))
        if apart < one_circle.radius + other_circle.radius - 1e-6:
            found.append((a, b))
    return found


@pytest.mark.parametrize("capacity", [0, 5, 6, 7, 10, 30])
def test_the_ends_and_the_focus_of_a_layer_are_drawn_and_the_rest_is_said_to_be_left_out(capacity: int) -> None:
    for units in range(1, 26):
        for focus in (None, *range(units)):
            shown = shown_units(units, capacity, focus)
            numbers = [unit for unit in shown if unit is not None]
            assert numbers == sorted(set(numbers))
            assert len(shown) <= max(capacity, 5)
            assert {0, units - 1} <= set(numbers)
            assert focus is None or focus in numbers
            assert shown.count(None) == sum(after - before > 1 for before, after in pairwise(numbers))


def test_what_was_drawn_stays_while_the_focus_is_among_it() -> None:
    shown = shown_units(40, 10, 20)
    neighbour = next(unit for unit in shown if unit is not None and unit > 20)
    assert shown_units(40, 10, neighbour, shown) == shown
    assert shown_units(40, 10, None, shown) == shown
    assert 35 in shown_units(40, 10, 35, shown)
    assert shown_units(39, 10, None, shown) == shown_units(39, 10, None)


@settings(max_examples=60)
@given(
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=3).map(lambda sizes: (*sizes, 1)),
    width=st.integers(560, 2000),
    height=st.integers(300, 1200),
    data=st.data(),
)
def test_nothing_lies_on_anything_else(sizes: tuple[int, ...], width: int, height: int, data: st.DataObject) -> None:
    layer = data.draw(st.integers(0, len(sizes) - 1))
    chosen = Part.node(layer, data.draw(st.integers(0, sizes[layer] - 1)))
    area = Area(width, height)
    layout = overview(sizes, area, dict([chosen.unit]))
    assert chosen.unit in layout.circles
    assert layout.captions
    assert not layout.shows_all
    numbered = with_numbers(layout, [dict.fromkeys(touching(chosen, sizes, True), "+88.88")], area, measure)
    assert on_another(numbered) == []


def test_the_numbers_of_a_chosen_unit_are_shown() -> None:
    sizes, area, chosen = (3, 8, 8, 1), Area(620, 400), Part.node(2, 3)
    texts = dict.fromkeys(touching(chosen, sizes, True), "+8.88")
    layout = with_numbers(overview(sizes, area), [texts], area, measure)
    assert set(layout.pills) == set(texts)


def test_a_chosen_weight_has_its_number_before_others_have_theirs() -> None:
    sizes, area = (33, 20, 1), Area(620, 400)
    layout = overview(sizes, area)
    chosen = Part.weight(0, 2, 3)
    crowd = {part: "+8.88" for part in touching(Part.node(1, 3), sizes, True) if part.unit in layout.circles}
    assert chosen in with_numbers(layout, [{chosen: "+8.88"}, crowd], area, measure).pills


def test_a_canvas_too_small_for_writing_shows_the_circles_alone() -> None:
    layout = overview((33, 20, 1), Area(120, 80))
    assert layout.captions == {}
    assert layout.circles
