"""Bars of who pulls: walked over, pointed at and chosen, in a class of any size."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from neuralpad.core.shares import share_bars
from neuralpad.ui.inspector.share_bars_view import ShareBarsView
from neuralpad.ui.theme import Theme

SHARES = np.array([0.3, -0.2, 0.1, 0.0])
NAMES = ("Ann", "Bob", "", "Dia")


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ShareBarsView:
    made = ShareBarsView(theme)
    qtbot.addWidget(made)
    made.resize(320, 40)
    made.show()
    return made


def test_a_bar_in_words(view: ShareBarsView) -> None:
    view.show_bars(share_bars(SHARES), NAMES, 1)
    assert view.words(0) == "Ann: slope +0.300, pulls the weight down"
    assert view.words(1) == "Bob: slope −0.200, pulls the weight up"
    assert view.words(2).startswith("(no name): ")
    assert view.words(3).endswith("pulls neither way")
    assert view.accessibleDescription() == view.words(1)


def test_several_students_a_bar(qtbot: QtBot, view: ShareBarsView) -> None:
    shares = np.zeros(10_000)
    shares[4321] = -5.0
    names = [f"Student {row}" for row in range(10_000)]
    view.show_bars(share_bars(shares), names, 4322)
    assert view.chosen_bar == 4322 // 50
    words = view.words(4322 // 50)
    assert words == "50 students in a row: mean slope −0.100, pull the weight up. Student 4321 pulls hardest."
    with qtbot.waitSignal(view.row_chosen) as chosen:
        x = round((4321 / 10_000) * view.width())
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, 20))
    assert chosen.args == [4321]


def test_the_bar_under_the_pointer(view: ShareBarsView) -> None:
    view.show_bars(share_bars(SHARES), NAMES, None)
    assert [view.bar_at(x) for x in (-5, 10, 100, 200, 300, 999)] == [0, 0, 1, 2, 3, 3]


def test_walked_over_and_chosen_with_the_keyboard(qtbot: QtBot, view: ShareBarsView) -> None:
    view.show_bars(share_bars(SHARES), NAMES, 1)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleDescription() == view.words(0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    with qtbot.waitSignal(view.row_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_the_chosen_bar_is_darker_and_bars_go_up_and_down(view: ShareBarsView, theme: Theme) -> None:
    view.show_bars(share_bars(np.array([0.5, -0.5, 0.5, -0.5])), NAMES, 2)
    picture = view.grab().toImage()
    ground, strong = theme.colour("card"), theme.colour("slope")
    upper = [picture.pixelColor(x, 8) for x in (40, 120, 200, 280)]
    lower = [picture.pixelColor(x, 32) for x in (40, 120, 200, 280)]
    assert [one != ground for one in upper] == [True, False, True, False]
    assert [one != ground for one in lower] == [False, True, False, True]
    assert upper[2] == strong
    assert upper[0] != strong


def test_where_nobody_pulls(view: ShareBarsView) -> None:
    view.show_bars(share_bars(np.zeros(5)), NAMES, 0)
    assert not view.grab().isNull()
    view.show_bars(None, (), None)
    assert view.bar_at(10) is None
