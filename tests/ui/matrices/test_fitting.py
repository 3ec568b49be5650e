"""Matrices of every shape fit their room: nothing overlaps or is cut off; what is too much is left out or scrolled."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.core.matrices import matrix_strip
from neuralpad.core.matrix_blocks import Cell, Strip
from neuralpad.core.network import Network
from neuralpad.ui.matrices.faces import Faces, Writing, raised_apart
from neuralpad.ui.matrices.picture import Picture, Request, Way, picture
from neuralpad.ui.matrices.strip import MatrixStrip
from neuralpad.ui.matrices.wording import more_text, shape_text
from neuralpad.ui.theme import Theme

HEIGHT = 96.0


@pytest.fixture(scope="module")
def faces(qapp: QApplication) -> Faces:
    theme = Theme()
    theme.set_scheme("light")
    return Faces(theme)


def made(
    faces: Faces,
    network: Network,
    width: float,
    students: int = 1,
    digits: int = 2,
    ways: tuple[Way, ...] = (Way.FORWARD,),
    last: Picture | None = None,
) -> Picture:
    rng = np.random.default_rng(1)
    X, y = rng.random((students, network.sizes[0])), np.ones(students)

    def source(rows: int, columns: int) -> Strip:
        return matrix_strip(network, X, y, most_rows=rows, most_columns=columns, with_blame=Way.BACKWARD in ways)

    request = Request(ways, QSizeF(width, HEIGHT), digits, 4 if students == 1 else 3)
    found = picture(source, request, faces, last)
    assert found is not None
    return found


def check(one: Picture, faces: Faces) -> None:
    """Nothing lies on anything else, and every text has the room it needs."""
    size = one.fit.size
    for _, row in one.rows:
        rooms = [*(block.room for block in row.blocks), *(joint.room for joint in row.joints)]
        rooms.sort(key=lambda room: room.left())
        for before, after in pairwise(rooms):
            assert before.right() <= after.left() + 0.01
        assert rooms[0].left() >= 0
        assert rooms[-1].right() <= row.width + 0.01
        for placed in row.blocks:
            assert placed.room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(placed.frame)
            assert row.top <= placed.room.top()
            assert placed.room.bottom() <= row.bottom
            assert faces.symbol_width(size, placed.block.symbol) <= placed.room.width() + 0.01
            assert faces.width(Writing.SHAPE, size, shape_text(placed.block.shape)) <= placed.room.width() + 0.01
            assert placed.frame.left() < placed.columns[0][0]
            assert placed.columns[-1][1] < placed.frame.right()
            for (_, right), (left, _) in pairwise(placed.columns):
                assert right < left
            for i in range(len(placed.block.rows)):
                for j, (left, right) in enumerate(placed.columns):
                    cell = placed.cell(i, j)
                    assert placed.frame.contains(cell)
                    text = one.text(Cell(placed.number, i, j))
                    assert faces.width(Writing.NUMBER, size, text) <= right - left + 0.01
            if placed.block.columns[-1] is None:
                text = more_text(placed.block.columns_left_out, one.fit.words)
                left, right = placed.columns[-1]
                assert faces.width(Writing.NOTE, size, text) <= right - left + 0.01


sizes = st.lists(st.integers(1, 12), min_size=1, max_size=4).map(lambda units: (*units, 1))


@settings(max_examples=60)
@given(
    sizes,
    st.booleans(),
    st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
    st.integers(0, 50),
    st.floats(0.1, 4000),
    st.integers(200, 1200),
    st.sampled_from([1, 2, 30, 10_000]),
    st.integers(1, 6),
    st.sampled_from([(Way.FORWARD,), (Way.BACKWARD,), (Way.FORWARD, Way.BACKWARD)]),
)
def test_whatever_the_shape_nothing_overlaps(
    faces: Faces,
    sizes: tuple[int, ...],
    bias: bool,
    hidden: str,
    seed: int,
    scale: float,
    width: int,
    students: int,
    digits: int,
    ways: tuple[Way, ...],
) -> None:
    network = Network.random(sizes, seed, bias, hidden)
    network = network.with_parameters(network.parameters() * scale)
    check(made(faces, network, width, students, digits, ways), faces)


@pytest.mark.parametrize("width", [486, 512, 570])
@pytest.mark.parametrize("students", [1, 30])
@pytest.mark.parametrize("way", [Way.FORWARD, Way.BACKWARD])
@pytest.mark.parametrize("bias", [True, False])
def test_the_network_of_the_lessons_fits_a_laptop(
    faces: Faces, width: int, students: int, way: Way, bias: bool
) -> None:
    """Whole, and without a scroll bar, at the widths the panel has in windows of 1280 and 1366 pixels."""
    one = made(faces, Network.random((3, 2, 1), 1, bias), width, students, ways=(way,))
    assert one.width <= width
    assert one.height <= HEIGHT
    if way is Way.FORWARD:
        assert all(block.columns_left_out == 0 for block in one.strip.blocks)
        assert one.fit.style.digits == 2


def test_first_type_shrinks_then_decimals_then_columns(faces: Faces) -> None:
    network = Network.random((5, 4, 1), 2)
    full = made(faces, network, 2000, digits=4)
    widths = range(1500, 300, -20)
    tries = [(made(faces, network, width, digits=4), width) for width in widths]
    fits = [one.fit for one, width in tries if one.width <= width]
    assert full.fit.size == 13.0 or full.height > HEIGHT * 0.9
    assert [fit.columns for fit in fits] == sorted((fit.columns for fit in fits), reverse=True)
    whole = [fit for fit in fits if fit.columns == 8]
    assert [fit.style.digits for fit in whole] == sorted((fit.style.digits for fit in whole), reverse=True)
    assert {fit.style.digits for fit in whole} == {4, 3, 2}
    smallest = min(fit.size for fit in fits)
    assert all(fit.size == smallest for fit in whole if fit.style.digits < 4)
    assert fits[-1].columns < 8


def test_while_numbers_change_type_stays(faces: Faces) -> None:
    network = Network.random((3, 2, 1), 1)
    first = made(faces, network, 512)
    same = made(faces, network.with_parameters(-network.parameters()), 512, last=first)
    check(same, faces)
    wide = made(faces, network.with_parameters(network.parameters() * 1000), 512, last=first)
    check(wide, faces)
    assert wide.width <= 512
    back = made(faces, network, 512, last=wide)
    assert back.fit == wide.fit
    assert made(faces, network, 512).fit == first.fit


def test_type_does_not_grow_while_a_network_learns(faces: Faces) -> None:
    """Even where some columns need more room and others less: it would jump to and fro."""
    weights, out = [[0.5, 0.4], [0.9, 0.3], [0.2, 0.8]], [[1.2], [0.7]]
    first = made(faces, Network([weights, [[12345.0], [12345.0]]], [[12345.0, 12345.0], [12345.0]]), 570)
    negative = Network([[[-one for one in row] for row in weights], out], [[0.1, 0.2], [0.3]])
    assert made(faces, negative, 570).fit.size > first.fit.size
    after = made(faces, negative, 570, last=first)
    check(after, faces)
    assert after.fit.size <= first.fit.size


def test_no_minus_is_cut_off_when_a_sign_changes(faces: Faces) -> None:
    positive = Network([[[0.5, 0.4], [0.9, 0.3]], [[1.2], [0.7]]], [[0.1, 0.2], [0.3]])
    first = made(faces, positive, 512)
    after = made(faces, positive.with_parameters(-positive.parameters()), 512, last=first)
    check(after, faces)
    assert after.texts[1] == (("−0.50", "−0.40"), ("−0.90", "−0.30"))


def test_raised_numbers_are_written_apart() -> None:
    assert raised_apart("∂E/∂W¹") == (("∂E/∂W", False), ("1", True))
    assert raised_apart("H¹ᵀ") == (("H", False), ("1T", True))
    assert raised_apart("ŷ − y") == (("ŷ − y", False),)


def test_what_does_not_fit_is_scrolled_to(qtbot: QtBot) -> None:
    theme = Theme()
    theme.set_scheme("light")
    strip = MatrixStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(486, 130)
    strip.show_network(Network.random((3, 8, 8, 1), 1))
    strip.show_student((0.1, 0.2, 0.3), 1.0)
    with qtbot.waitExposed(strip):
        strip.show()
    grid = strip.grid
    qtbot.waitUntil(lambda: grid.horizontalScrollBar().maximum() > 0)
    assert strip.height() <= theme.px(130)
    one = grid.picture
    assert one is not None
    last = len(one.strip.blocks) - 1
    assert grid.cell_rect(Cell(last, 0, 0)).right() > grid.viewport().width()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(grid.hasFocus)
    qtbot.keyClick(grid, Qt.Key.Key_End)
    rect = grid.cell_rect(Cell(last, 0, 0))
    assert rect.left() >= 0
    assert rect.right() <= grid.viewport().width()
    assert rect.bottom() <= grid.viewport().height()


def test_numbers_grow_again_when_the_learning_is_over(qtbot: QtBot) -> None:
    theme = Theme()
    theme.set_scheme("light")
    strip = MatrixStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(486, 130)
    network = Network.random((3, 2, 1), 1)
    strip.show_network(network)
    strip.show_student((0.1, 0.2, 0.3), 1.0)
    with qtbot.waitExposed(strip):
        strip.show()
    strip.grab()
    assert strip.grid.picture is not None
    size = strip.grid.picture.fit.size
    strip.show_network(network.with_parameters(network.parameters() * 1000))
    strip.grab()
    assert strip.grid.picture.fit.size < size
    strip.show_network(network)
    strip.grab()
    assert strip.grid.picture.fit.size < size
    qtbot.waitUntil(lambda: strip.grid.picture is not None and strip.grid.picture.fit.size == size)
