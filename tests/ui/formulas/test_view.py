"""Formulas on screen: typeset, fitted, coloured, kept, and read out in plain words."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.ui.formulas.renderer import FormulaRenderer
from neuralpad.ui.formulas.view import FormulaLine, FormulaView, broken
from neuralpad.ui.theme import Theme

SUM = r"z^{1}_{1} = W^{1}_{11} \cdot X_{1} + W^{1}_{21} \cdot X_{2} + W^{1}_{31} \cdot X_{3} + b^{1}_{1}"
NUMBERS = r"= 0.50 \cdot 0.87 + 0.90 \cdot 0.45 - 0.20 \cdot 0.62 + 0.10 = 0.82"
LINES = (FormulaLine(SUM, "z = W · X"), FormulaLine(NUMBERS, "= 0.82", "slope"))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_scheme("light")
    return theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> FormulaView:
    view = FormulaView(theme)
    qtbot.addWidget(view)
    view.resize(480, 64)
    with qtbot.waitExposed(view):
        view.show()
    return view


def settle(view: FormulaView, qtbot: QtBot) -> QImage:
    qtbot.waitUntil(lambda: view.is_settled)
    return view.grab().toImage()


def inked(image: QImage) -> list[tuple[int, int]]:
    """The pixels that differ from the ground."""
    ground = image.pixel(image.width() - 1, 0)
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixel(x, y) != ground]


def count_near(image: QImage, colour: QColor) -> int:
    """Pixels of almost this colour."""
    count = 0
    for x, y in inked(image):
        pixel = image.pixelColor(x, y)
        difference = sum(
            abs(a - b)
            for a, b in zip(pixel.getRgb()[:3], colour.getRgb()[:3], strict=True)  # type: ignore[index]
        )
        count += difference < 40
    return count


def test_both_lines_are_painted_in_their_colours(view: FormulaView, theme: Theme, qtbot: QtBot) -> None:
    view.show_lines(LINES)
    image = settle(view, qtbot)
    assert count_near(image, theme.colour("ink")) > 100
    assert count_near(image, theme.colour("slope")) > 100


@pytest.mark.parametrize("size", [(480, 64), (200, 64), (900, 30), (900, 120)])
def test_nothing_is_clipped(view: FormulaView, qtbot: QtBot, size: tuple[int, int]) -> None:
    view.resize(*size)
    view.show_lines(LINES)
    image = settle(view, qtbot)
    pixels = inked(image)
    assert len(pixels) > 100
    assert max(x for x, _ in pixels) < image.width() - 1
    assert min(y for _, y in pixels) > 0
    assert max(y for _, y in pixels) < image.height() - 1


def test_letters_are_as_large_as_there_is_room(view: FormulaView, qtbot: QtBot) -> None:
    view.show_lines([FormulaLine(r"\delta_{1} = W \cdot W \cdot W \cdot W \cdot W \cdot W \cdot W \cdot W", "δ")])
    wide = inked(settle(view, qtbot))
    view.resize(120, 64)
    narrow = inked(settle(view, qtbot))
    assert 0.95 * 120 < max(x for x, _ in narrow) < 120
    assert max(x for x, _ in wide) > 2 * 120


def test_two_fractions_stand_beside_each_other_where_that_is_larger(view: FormulaView, qtbot: QtBot) -> None:
    fraction = FormulaLine(r"H_{1} = \frac{1}{1 + e^{-z}}", "H")
    view.show_lines([fraction])
    alone = max(x for x, _ in inked(settle(view, qtbot)))
    view.show_lines([fraction, FormulaLine(r"= \frac{1}{1 + e^{-0.82}} = 0.69", "= 0.69", "positive")])
    both = inked(settle(view, qtbot))
    assert max(x for x, _ in both) > 1.8 * alone
    assert any(x < 0.9 * alone for x, _ in both)


def test_long_sums_are_broken_at_a_sign(view: FormulaView, qtbot: QtBot) -> None:
    line = FormulaLine(SUM, "z", "slope")
    first, second = broken(line)
    assert first.latex + second.latex.removeprefix(r"\quad") == SUM
    assert second.latex.startswith((r"\quad + ", r"\quad - "))
    assert second.colour == "slope"
    fraction = FormulaLine(r"\frac{1 + 2}{3 + 4}", "1")
    assert broken(fraction) == (fraction,)


def test_what_cannot_be_typeset_is_shown_as_plain_text(view: FormulaView, qtbot: QtBot) -> None:
    assert FormulaRenderer().typeset(r"\frac{1}", "#000000") is None
    view.show_lines([FormulaLine(r"\frac{1}", "one over nothing", "negative")])
    plain = settle(view, qtbot)
    assert count_near(plain, view.palette().windowText().color()) == 0
    assert len(inked(plain)) > 50
    view.show_lines([FormulaLine(r"\frac{1}", "", "negative")])
    assert inked(settle(view, qtbot)) == []


def test_it_is_read_out_in_plain_words(view: FormulaView) -> None:
    view.show_lines(LINES)
    assert view.accessibleDescription() == "z = W · X\n= 0.82"
    assert view.accessibleName()
    assert view.lines == LINES


def test_a_new_theme_brings_its_colours(view: FormulaView, theme: Theme, qtbot: QtBot) -> None:
    view.show_lines(LINES)
    settle(view, qtbot)
    theme.set_scheme("dark")
    image = settle(view, qtbot)
    assert count_near(image, theme.colour("slope")) > 100


def test_what_is_prepared_is_there_at_once(view: FormulaView, qtbot: QtBot) -> None:
    view.show_lines(LINES)
    settle(view, qtbot)
    others = [FormulaLine(f"x = {number}", f"x = {number}") for number in range(5)]
    view.prepare(others)
    renderer_has_all = lambda: all(_ready(view, line) for line in others)  # noqa: E731
    qtbot.waitUntil(renderer_has_all)


def _ready(view: FormulaView, line: FormulaLine) -> bool:
    before = view.lines
    view.show_lines([line])
    ready = view.is_settled
    view.show_lines(before)
    return ready


def test_only_so_many_are_kept() -> None:
    renderer = FormulaRenderer(most=3)
    for number in range(5):
        renderer.typeset(f"x = {number}", "#000000")
    assert len(renderer) == 3
    assert renderer.has("x = 4", "#000000")
    assert not renderer.has("x = 0", "#000000")
    renderer.typeset("x = 2", "#000000")
    renderer.typeset("x = 9", "#000000")
    assert renderer.has("x = 2", "#000000")


def test_a_kept_formula_costs_next_to_nothing(view: FormulaView, qtbot: QtBot) -> None:
    view.show_lines(LINES)
    settle(view, qtbot)
    view.show_lines([])
    start = time.perf_counter()
    view.show_lines(LINES)
    assert view.is_settled
    view.grab()
    assert time.perf_counter() - start < 0.05


def test_the_window_starts_without_the_typesetter() -> None:
    code = (
        "import sys, neuralpad.ui.main_window; print([m for m in sys.modules if m.startswith(('ziamath', 'latex2'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
