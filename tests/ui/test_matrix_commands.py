"""The matrix strip in the window: it follows student, network, class, game and pins, and points with the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.matrix_blocks import Cell, Strip
from neuralpad.core.parts import Part
from neuralpad.core.scaling import student_inputs
from neuralpad.ui.matrices.strip import MatrixStrip
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.texts import number

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User


def strip_of(user: User) -> MatrixStrip:
    return user.find(MatrixStrip, "matrix_strip")


def canvas_of(user: User) -> NetworkCanvas:
    return user.find(NetworkCanvas, "network_canvas")


def widen(user: User) -> None:
    """A window in which there is room for every number."""
    user.window.resize(1600, 850)
    user.settle()


def point_at(widget: QWidget, point: QPointF) -> None:
    """Move the pointer; the test's own screen is smaller than the window."""
    where = QPointF(widget.mapToGlobal(point.toPoint()))
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, point, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, move)


def shown(user: User) -> Strip:
    made = strip_of(user).grid.picture
    assert made is not None
    return made.strip


def texts(user: User, symbol: str) -> list[list[str]]:
    made = strip_of(user).grid.picture
    assert made is not None
    return [list(row) for row in made.texts[index(user, symbol)]]


def index(user: User, symbol: str) -> int:
    return next(k for k, block in enumerate(shown(user).blocks) if block.symbol == symbol)


def guess(user: User, row: int) -> str:
    """What the network itself says of a past student."""
    x = student_inputs(user.session.book, user.session.book.past[row])
    assert x is not None
    return number(float(user.window.network.predict([x])[0]), 2)


def test_it_follows_the_student_and_the_network(user: User) -> None:
    assert texts(user, "ŷ") == [[guess(user, 0)]]
    user.window.student.next()
    assert texts(user, "X") == [["0.55", "0.48", "0.61"]]
    assert texts(user, "ŷ") == [[guess(user, 1)]]
    before = texts(user, "W¹")
    user.train(60)
    assert texts(user, "W¹") != before
    assert texts(user, "ŷ") == [[guess(user, 1)]]


def test_it_shows_the_class_that_is_learned_from(user: User) -> None:
    strip_of(user).set_whole_class(True)
    assert shown(user).blocks[0].shape == (30, 3)
    user.type_grade("")
    assert shown(user).blocks[0].shape == (29, 3)


def test_pointing_lights_the_same_numbers_on_the_canvas(qtbot: QtBot, user: User) -> None:
    widen(user)
    grid, canvas = strip_of(user).grid, canvas_of(user)
    cell = Cell(index(user, "H"), 0, 0)
    with qtbot.assertNotEmitted(canvas.part_hovered):
        point_at(grid.viewport(), grid.cell_rect(cell).center())
    blocks = shown(user).blocks
    makers = {blocks[one.block].part(one.row, one.column) for one in grid.lit_cells()}
    assert Part.weight(0, 2, 0) in makers
    assert Part.weight(1, 0, 0) not in makers
    layout = canvas.placement()
    assert layout is not None
    # Lines that do not stand out are pale: those that make H₁ are strong, the way on is not.
    image = canvas.grab().toImage()

    def darkness(part: Part) -> int:
        ends = layout.edge(part)
        assert ends is not None
        near = (0.12, 0.14, 0.16, 0.18, 0.2)
        points = [(ends[0] + (ends[2] - ends[0]) * k, ends[1] + (ends[3] - ends[1]) * k) for k in near]
        colours = [QColor(image.pixel(round(x), round(y))) for x, y in points]
        return min(one.red() + one.green() + one.blue() for one in colours)

    strong = {(0, 0, 0), (0, 1, 0), (0, 2, 0)}
    for one in (*strong, (0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 0), (1, 1, 0)):
        assert (darkness(Part.weight(*one)) < 500) == (one in strong), one


def test_pointing_on_the_canvas_lights_the_cell(qtbot: QtBot, user: User) -> None:
    widen(user)
    canvas, grid = canvas_of(user), strip_of(user).grid
    layout = canvas.placement()
    assert layout is not None
    pill = layout.pills[Part.weight(0, 1, 0)]
    with qtbot.waitSignal(canvas.part_hovered):
        point_at(canvas, QPointF(*pill.centre))
    assert grid.lit_cells() == {Cell(index(user, "W¹"), 1, 0)}


def test_a_click_on_a_cell_chooses_its_weight(qtbot: QtBot, user: User) -> None:
    widen(user)
    grid = strip_of(user).grid
    place = grid.cell_rect(Cell(index(user, "W²"), 1, 0)).center().toPoint()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert canvas_of(user).chosen_part == Part.weight(1, 1, 0)


@pytest.mark.parametrize("whole_class", [False, True])
def test_in_the_blame_game_it_shows_the_way_back(user: User, whole_class: bool) -> None:
    user.do("pass_backward")
    assert strip_of(user).with_blame
    if whole_class:
        (panel,) = user.window.findChildren(NetworkPanel)
        (one,) = (button for button in panel.findChildren(QToolButton) if button.text() == "Class")
        one.click()
    gradient = shown(user).blocks[index(user, "∂E/∂W²")]
    learned = user.session.split.learned
    count = len(learned.y) if whole_class else 1
    expected = user.window.network.gradient(learned.X[:count], learned.y[:count]).weights[1]
    assert gradient.values.ravel().tolist() == pytest.approx(expected.ravel().tolist())
    user.do("pass_backward")
    assert not strip_of(user).with_blame
    assert shown(user).blocks[0].shape == (1, 3)


def test_a_weight_that_is_held_has_no_arrow(user: User) -> None:
    widen(user)
    strip = strip_of(user)
    strip.set_with_blame(True)
    assert texts(user, "∂E/∂W²")[0][0][-1] in "↑↓"
    canvas_of(user).choose_part(Part.weight(1, 0, 0))
    user.window._weights.keeper.hold(Part.weight(1, 0, 0), True)
    assert texts(user, "∂E/∂W²")[0][0].endswith("·")


def test_folding_is_remembered(room: Room) -> None:
    user = room.sit_down()
    strip = strip_of(user)
    assert strip.is_shown
    chevron = next(one for one in strip.findChildren(QToolButton) if one.accessibleName() == "Hide the matrices")
    chevron.click()
    room.leave(user)
    again = room.sit_down()
    assert not strip_of(again).is_shown
    assert not strip_of(again).grid.isVisible()
