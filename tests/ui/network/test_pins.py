"""Pins on what is held fast: seen on the canvas, and said to those who listen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.theme import Theme

PART = Part.weight(0, 1, 0)


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication) -> NetworkCanvas:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = NetworkCanvas(theme)
    qtbot.addWidget(made)
    made.resize(620, 400)
    made.show_labels(("Class work", "Written tests", "Oral tests"))
    made.show_network(Network.random(seed=1))
    made.show()
    return made


@pytest.mark.parametrize("part", [PART, Part.bias(0, 1), Part.weight(1, 1, 0)])
def test_a_pin_stands_on_the_number_of_what_is_held_and_nowhere_else(canvas: NetworkCanvas, part: Part) -> None:
    before = canvas.grab().toImage()
    canvas.show_held(frozenset({part}))
    after = canvas.grab().toImage()
    layout = canvas.placement()
    assert layout is not None
    box = layout.pills[part]
    around = QRect(round(box.left), round(box.top) - 10, round(box.width) + 10, round(box.height) + 10)
    changed = [
        (x, y)
        for x in range(0, before.width(), 2)
        for y in range(0, before.height(), 2)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert len(changed) > 10
    assert all(around.contains(x, y) for x, y in changed)
    canvas.show_held(frozenset())
    assert canvas.grab().toImage() == before


def test_a_line_without_a_number_has_its_pin_on_the_line(canvas: NetworkCanvas) -> None:
    canvas.show_network(Network.random((3, 12, 1), seed=1))
    before = canvas.grab().toImage()
    part = Part.weight(0, 2, 7)
    canvas.show_held(frozenset({part, Part.weight(5, 0, 0)}))
    layout = canvas.placement()
    assert layout is not None
    place = layout.anchor(part)
    assert place is not None
    x, y = (round(one) for one in place)
    after = canvas.grab().toImage()
    assert any(before.pixel(x + dx, y + 6) != after.pixel(x + dx, y + 6) for dx in range(-3, 4))


def test_it_is_said(canvas: NetworkCanvas) -> None:
    canvas.choose_part(PART)
    assert "held fast" not in canvas.accessibleDescription()
    canvas.show_held(frozenset({PART}))
    assert canvas.accessibleDescription().endswith("held fast")
    assert "held fast" not in canvas.describe_part(Part.weight(0, 0, 0))
