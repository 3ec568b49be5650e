"""The matrix strip on screen: what it writes, what pointing, clicking and the keyboard do, and what it costs."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.matrices import matrix_strip
from neuralpad.core.matrix_blocks import Block, Cell
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.script import Game
from neuralpad.ui.matrices.grid import MatrixGrid
from neuralpad.ui.matrices.strip import BOTH_FROM, SHOWN_FROM, MatrixStrip
from neuralpad.ui.theme import Theme

WORKED_X = (0.87, 0.45, 0.62)
CLASS_X = np.array([[k, k + 1, k + 2] for k in range(0, 90, 3)]) / 89.0
CLASS_Y = np.arange(30) % 2.0


def worked_example(bias: bool = True) -> Network:
    """The worked example of the lessons."""
    weights = [[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]]
    return Network(weights, [[0.1, -0.2], [0.3]] if bias else None)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_scheme("light")
    return theme


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> MatrixStrip:
    strip = MatrixStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(570, 130)
    strip.show_network(worked_example())
    strip.show_student(WORKED_X, 0.0)
    strip.show_class(CLASS_X, CLASS_Y)
    with qtbot.waitExposed(strip):
        strip.show()
    return strip


def tab_to(qtbot: QtBot, strip: MatrixStrip) -> None:
    """Walk to the matrices with the Tab key."""
    for _ in range(5):
        if not strip.grid.hasFocus():
            qtbot.keyClick(QApplication.focusWidget() or strip, Qt.Key.Key_Tab)
    assert strip.grid.hasFocus()


def block_of(grid: MatrixGrid, symbol: str) -> tuple[int, Block]:
    assert grid.picture is not None
    return next((k, one) for k, one in enumerate(grid.picture.strip.blocks) if one.symbol == symbol)


def texts(grid: MatrixGrid, symbol: str) -> list[list[str]]:
    """What the cells of a matrix say, row by row."""
    number, block = block_of(grid, symbol)
    assert grid.picture is not None
    return [[grid.picture.text(Cell(number, i, j)) for j in range(len(block.columns))] for i in range(len(block.rows))]


def place(grid: MatrixGrid, symbol: str, row: int, column: int) -> QPoint:
    return grid.cell_rect(Cell(block_of(grid, symbol)[0], row, column)).center().toPoint()


def at(grid: MatrixGrid, symbol: str, row: int, column: int) -> Cell:
    return Cell(block_of(grid, symbol)[0], row, column)


def named(grid: MatrixGrid, cells: frozenset[Cell]) -> set[tuple[str, int, int]]:
    assert grid.picture is not None
    return {(grid.picture.strip.blocks[cell.block].symbol, cell.row, cell.column) for cell in cells}


def button(strip: MatrixStrip, text: str) -> QToolButton:
    return next(one for one in strip.findChildren(QToolButton) if one.text() == text)


def title(strip: MatrixStrip) -> str:
    return next(one.text() for one in strip.findChildren(QLabel))


def in_window(qtbot: QtBot, theme: Theme, height: int) -> tuple[QWidget, MatrixStrip]:
    """The strip at the lower end of a window so high; who drops the window drops the strip."""
    window = QWidget()
    strip = MatrixStrip(theme)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(strip)
    strip.show_network(worked_example())
    strip.show_student(WORKED_X, 0.0)
    qtbot.addWidget(window)
    window.resize(620, height)
    with qtbot.waitExposed(window):
        window.show()
    return window, strip


def test_the_numbers_of_one_student(strip: MatrixStrip) -> None:
    """The figures of the lesson, rounded to two decimals by hand."""
    assert texts(strip.grid, "X") == [["0.87", "0.45", "0.62"]]
    assert texts(strip.grid, "W¹") == [["0.50", "−0.40"], ["0.90", "0.30"], ["−0.20", "0.80"]]
    assert texts(strip.grid, "b¹") == [["0.10", "−0.20"]]
    assert texts(strip.grid, "H") == [["0.69", "0.52"]]
    assert texts(strip.grid, "W²") == [["1.20"], ["−0.70"]]
    assert texts(strip.grid, "b²") == [["0.30"]]
    assert texts(strip.grid, "ŷ") == [["0.68"]]


def test_the_numbers_of_the_way_back(strip: MatrixStrip) -> None:
    button(strip, "Slopes").click()
    assert strip.with_blame
    assert texts(strip.grid, "ŷ − y") == [["0.68"]]
    assert texts(strip.grid, "∂E/∂W²") == [["0.474↓"], ["0.356↓"]]
    assert texts(strip.grid, "δ") == [["0.17", "−0.12"]]
    assert texts(strip.grid, "∂E/∂b¹") == [["0.174↓", "−0.119↑"]]
    assert texts(strip.grid, "Xᵀ") == [["0.87"], ["0.45"], ["0.62"]]


def test_a_weight_that_is_held_moves_nowhere(strip: MatrixStrip) -> None:
    strip.set_with_blame(True)
    strip.show_held([Part.weight(1, 0, 0)])
    assert texts(strip.grid, "∂E/∂W²") == [["0.474·"], ["0.356↓"]]


def test_the_whole_class(strip: MatrixStrip) -> None:
    button(strip, "Whole class").click()
    _, inputs = block_of(strip.grid, "X")
    assert inputs.shape == (30, 3)
    assert texts(strip.grid, "X")[0] == ["0.00", "0.01", "0.02"]
    assert texts(strip.grid, "X")[-1] == ["", "", ""]
    assert inputs.rows_left_out == 27
    button(strip, "This student").click()
    assert texts(strip.grid, "X") == [["0.87", "0.45", "0.62"]]


def test_another_network_another_student_other_digits(strip: MatrixStrip, theme: Theme) -> None:
    strip.show_student((1.0, 0.0, 0.5), 1.0)
    assert texts(strip.grid, "X") == [["1.00", "0.00", "0.50"]]
    strip.show_network(worked_example(bias=False))
    assert strip.grid.picture is not None
    assert [one.symbol for one in strip.grid.picture.strip.blocks] == ["X", "W¹", "H", "W²", "ŷ"]
    theme.set_digits(1)
    assert texts(strip.grid, "X") == [["1.0", "0.0", "0.5"]]


def test_matrices_from_elsewhere(strip: MatrixStrip) -> None:
    strip.show_strip(matrix_strip(worked_example(), [[0.25, 0.5, 0.75]]))
    assert texts(strip.grid, "X") == [["0.25", "0.50", "0.75"]]
    strip.show_network(worked_example())
    assert texts(strip.grid, "X") == [["0.87", "0.45", "0.62"]]


@pytest.mark.parametrize(("x", "network"), [(None, worked_example()), (WORKED_X, None), ((0.5, 0.5), worked_example())])
def test_what_is_missing_is_said(
    qtbot: QtBot, strip: MatrixStrip, x: tuple[float, ...] | None, network: Network | None
) -> None:
    strip.show_network(network)
    strip.show_student(x, None)
    assert strip.grid.picture is None
    strip.grab()
    qtbot.waitUntil(lambda: "matrices" in strip.grid.accessibleDescription())
    qtbot.waitUntil(lambda: "appear" in strip.grid.accessibleDescription())


def test_an_outcome_that_is_not_known_leaves_no_blame(strip: MatrixStrip) -> None:
    strip.show_student(WORKED_X, None)
    strip.set_with_blame(True)
    strip.grab()
    assert strip.grid.picture is not None
    assert strip.grid.picture.strip.backward == ()


def test_pointing_at_a_result_lights_row_and_column(qtbot: QtBot, strip: MatrixStrip) -> None:
    grid = strip.grid
    with qtbot.waitSignal(strip.parts_hovered) as said:
        qtbot.mouseMove(grid.viewport(), place(grid, "H", 0, 1))
    assert grid.pointed_cell == at(grid, "H", 0, 1)
    column = {("W¹", 0, 1), ("W¹", 1, 1), ("W¹", 2, 1), ("b¹", 0, 1)}
    assert named(grid, grid.lit_cells()) == {("X", 0, 0), ("X", 0, 1), ("X", 0, 2)} | column
    parts = said.args[0]
    assert parts[0] == Part.node(1, 1)
    inputs = {Part.node(0, 0), Part.node(0, 1), Part.node(0, 2)}
    assert set(parts[1:]) == inputs | {
        Part.weight(0, 0, 1),
        Part.weight(0, 1, 1),
        Part.weight(0, 2, 1),
        Part.bias(0, 1),
    }
    with qtbot.waitSignal(strip.parts_hovered) as said:
        QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    assert said.args == [()]
    assert grid.lit_cells() == frozenset()


def test_a_result_that_is_lit_looks_different(qtbot: QtBot, strip: MatrixStrip, theme: Theme) -> None:
    grid = strip.grid
    rect = grid.cell_rect(at(grid, "X", 0, 1)).toRect()

    def colours() -> set[str]:
        image = grid.viewport().grab(rect).toImage()
        return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}

    assert theme.colour("accent_soft").name() not in colours()
    qtbot.mouseMove(grid.viewport(), place(grid, "H", 0, 0))
    assert theme.colour("accent_soft").name() in colours()


def test_a_part_that_the_canvas_points_at_is_lit_without_a_word(qtbot: QtBot, strip: MatrixStrip) -> None:
    with qtbot.assertNotEmitted(strip.parts_hovered), qtbot.assertNotEmitted(strip.part_chosen):
        strip.light_part(Part.weight(0, 1, 0))
        assert named(strip.grid, strip.grid.lit_cells()) == {("W¹", 1, 0)}
        strip.set_with_blame(True)
        assert named(strip.grid, strip.grid.lit_cells()) == {("W¹", 1, 0), ("∂E/∂W¹", 1, 0)}
        strip.light_part(None)
        assert strip.grid.lit_cells() == frozenset()


def test_a_click_chooses_the_part(qtbot: QtBot, strip: MatrixStrip) -> None:
    grid = strip.grid
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place(grid, "W¹", 1, 0))
    assert chosen.args == [Part.weight(0, 1, 0)]
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place(grid, "b²", 0, 0))
    assert chosen.args == [Part.bias(1, 0)]
    with qtbot.assertNotEmitted(strip.part_chosen):
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, pos=place(grid, "W¹", 1, 0))


def test_dots_cannot_be_chosen(qtbot: QtBot, strip: MatrixStrip) -> None:
    strip.set_whole_class(True)
    grid = strip.grid
    with qtbot.assertNotEmitted(strip.part_chosen):
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place(grid, "X", 3, 0))


def test_the_keyboard_walks_over_the_cells(qtbot: QtBot, strip: MatrixStrip) -> None:
    grid = strip.grid
    tab_to(qtbot, strip)
    assert grid.pointed_cell == at(grid, "X", 0, 0)
    for key, symbol, row, column in (
        (Qt.Key.Key_Right, "X", 0, 1),
        (Qt.Key.Key_Right, "X", 0, 2),
        (Qt.Key.Key_Right, "W¹", 1, 0),
        (Qt.Key.Key_Down, "W¹", 2, 0),
        (Qt.Key.Key_Down, "W¹", 2, 0),
        (Qt.Key.Key_Up, "W¹", 1, 0),
        (Qt.Key.Key_Left, "X", 0, 2),
        (Qt.Key.Key_End, "ŷ", 0, 0),
        (Qt.Key.Key_Right, "ŷ", 0, 0),
        (Qt.Key.Key_Home, "X", 0, 0),
        (Qt.Key.Key_Left, "X", 0, 0),
    ):
        qtbot.keyClick(grid, key)
        assert grid.pointed_cell == at(grid, symbol, row, column)
    with qtbot.waitSignal(strip.part_chosen) as chosen:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert chosen.args == [Part.node(0, 0)]
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.pointed_cell is None


def test_those_who_listen_hear_symbol_row_column_and_value(qtbot: QtBot, strip: MatrixStrip) -> None:
    grid = strip.grid
    tab_to(qtbot, strip)
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "W¹₂₁ in W¹, row 2, column 1: 0.90"
    strip.set_whole_class(True)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.accessibleDescription() == "X: 27 more rows that are not shown"
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.accessibleDescription().startswith("X 30 by 3 · W¹ 3 by 2 + b¹ 1 by 2 →σ→ H 30 by 2 ·")


def test_tooltips_explain(strip: MatrixStrip) -> None:
    grid = strip.grid

    def tip(point: QPointF) -> str:
        event = QHelpEvent(QEvent.Type.ToolTip, point.toPoint(), grid.viewport().mapToGlobal(point.toPoint()))
        QApplication.sendEvent(grid.viewport(), event)
        return QToolTip.text()

    assert "W¹₂₁ in W¹, row 2, column 1: 0.90" in tip(QPointF(place(grid, "W¹", 1, 0)))
    first, second = grid.cell_rect(at(grid, "X", 0, 2)), grid.cell_rect(at(grid, "W¹", 1, 0))
    between = QPointF((first.right() + second.left()) / 2, first.center().y())
    assert "Matrix product X · W¹" in tip(between)
    assert "1 × 3 and 3 × 2" in tip(between)
    above = QPointF(place(grid, "H", 0, 0)) - QPointF(0, 22)
    assert "H: what the hidden units say" in tip(above)
    QToolTip.hideText()


def test_a_cell_that_is_gone_is_no_longer_pointed_at(qtbot: QtBot, strip: MatrixStrip) -> None:
    grid = strip.grid
    qtbot.mouseMove(grid.viewport(), place(grid, "b²", 0, 0))
    assert grid.pointed_cell is not None
    with qtbot.waitSignal(strip.parts_hovered) as said:
        strip.show_network(Network([[[1.0], [2.0], [3.0]]]))
        strip.grab()
    assert said.args == [()]
    assert grid.pointed_cell is None


def test_nothing_is_worked_out_while_it_is_not_seen(qtbot: QtBot, theme: Theme) -> None:
    """A network that would take long to go through costs nothing as long as nobody looks."""
    strip = MatrixStrip(theme)
    qtbot.addWidget(strip)
    many = np.zeros((200_000, 3))
    strip.show_class(many, np.zeros(200_000))
    strip.set_whole_class(True)
    strip.set_with_blame(True)
    start = time.perf_counter()
    for seed in range(300):
        strip.show_network(Network.random((3, 2, 1), seed))
    assert time.perf_counter() - start < 0.5


def test_a_live_update_is_cheap(qtbot: QtBot, strip: MatrixStrip) -> None:
    networks = [Network.random((3, 2, 1), seed) for seed in range(40)]
    strip.grab()
    costs = []
    for network in networks:
        start = time.perf_counter()
        strip.show_network(network)
        strip.grid.viewport().repaint()
        costs.append(time.perf_counter() - start)
    assert sorted(costs)[len(costs) // 2] < 0.006  # 1 ms on a quiet machine


def test_a_low_window_shows_one_row_at_a_time(qtbot: QtBot, theme: Theme) -> None:
    _window, strip = in_window(qtbot, theme, BOTH_FROM - 50)
    assert strip.height() <= theme.px(130)
    assert title(strip) == "The same guess as matrices"
    strip.show_game(Game.BLAME)
    assert title(strip).startswith("Slope of every weight")
    assert strip.grid.cell_rect(at(strip.grid, "X", 0, 0)).isNull()
    assert not strip.grid.cell_rect(at(strip.grid, "δ", 0, 0)).isNull()
    strip.show_game(None)
    assert title(strip) == "The same guess as matrices"


def test_a_high_window_shows_both_rows(qtbot: QtBot, theme: Theme) -> None:
    window, strip = in_window(qtbot, theme, BOTH_FROM + 10)
    strip.set_with_blame(True)
    grid = strip.grid
    qtbot.waitUntil(lambda: grid.viewport().height() > theme.px(190))
    above, below = grid.cell_rect(at(grid, "X", 0, 0)), grid.cell_rect(at(grid, "δ", 0, 0))
    assert above.bottom() < below.top()
    tab_to(qtbot, strip)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.picture is not None
    assert grid.pointed_cell is not None
    assert grid.pointed_cell.block >= 7
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.pointed_cell == at(grid, "X", 0, 0)
    window.resize(620, BOTH_FROM - 100)
    qtbot.waitUntil(lambda: grid.cell_rect(at(grid, "X", 0, 0)).isNull())


def test_a_game_in_a_low_window_takes_the_room(qtbot: QtBot, theme: Theme) -> None:
    _window, strip = in_window(qtbot, theme, SHOWN_FROM - 40)
    assert strip.is_shown
    strip.show_game(Game.GUESSING)
    assert not strip.grid.isVisible()
    strip.show_game(None)
    assert strip.grid.isVisible()


def test_the_user_decides_whether_it_is_shown(qtbot: QtBot, theme: Theme) -> None:
    _window, strip = in_window(qtbot, theme, SHOWN_FROM - 40)
    chevron = next(one for one in strip.findChildren(QToolButton) if one.accessibleName() == "Hide the matrices")
    with qtbot.waitSignal(strip.shown_changed) as shown:
        chevron.click()
    assert shown.args == [False]
    assert not strip.grid.isVisible()
    assert chevron.accessibleName() == "Show the matrices"
    with qtbot.waitSignal(strip.shown_changed) as shown:
        chevron.click()
    assert shown.args == [True]
    strip.show_game(Game.GUESSING)
    assert strip.grid.isVisible()
    with qtbot.assertNotEmitted(strip.shown_changed):
        strip.set_shown(False)
    assert not strip.grid.isVisible()
