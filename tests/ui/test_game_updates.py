"""Update in the blame game: the window's network moves as the game has shown, and undo brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from neuralpad.core.passes import passes
from neuralpad.core.script import Phase, Step
from neuralpad.ui.main_window import MainWindow
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    settings = Settings(tmp_path)
    settings.set_text("motion", "off")
    made = MainWindow(settings)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def press(window: MainWindow, text: str) -> None:
    (button,) = (b for b in window.findChildren(QAbstractButton) if b.text() == text and b.isVisible())
    button.click()


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()


def test_update_moves_the_weights_by_the_chosen_students_slopes(qtbot: QtBot, window: MainWindow) -> None:
    window.student.choose_past(4)
    view, before = window.student.view, window.network
    assert view is not None
    assert view.x is not None
    expected = passes(before, view.x, view.target).updated(window.session.settings.learning_rate).network
    steps: list[Step] = []
    panel = window.findChild(NetworkPanel)
    assert panel is not None
    panel.step_shown.connect(steps.append)
    trigger(window, "action_pass_backward")
    press(window, "Update")
    qtbot.waitUntil(lambda: window.network != before, timeout=10_000)
    assert window.network == expected
    qtbot.waitUntil(lambda: steps[-1].phase is Phase.GUESS_AGAIN, timeout=10_000)
    window.session.undo()
    assert window.network == before


def test_update_for_the_whole_class_is_an_epoch(qtbot: QtBot, window: MainWindow) -> None:
    before = window.network
    trigger(window, "action_pass_backward")
    press(window, "Class")
    press(window, "Update")
    qtbot.waitUntil(lambda: window.network != before, timeout=10_000)
    assert (window.session.moment.epoch, window.session.moment.student) == (1, 0)
