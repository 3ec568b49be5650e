"""The one line above the panels: what matters most just now, and a button that does something about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from neuralpad.core.edits import SetCells
from neuralpad.core.gradebook import Group
from neuralpad.ui.main_window import MainWindow
from neuralpad.ui.settings import Settings
from neuralpad.ui.widgets import Notice


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(Settings(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def said(window: MainWindow) -> str:
    return " ".join(notice.text for notice in window.findChildren(Notice) if notice.isVisible())


def press(window: MainWindow) -> None:
    (button,) = (
        button
        for notice in window.findChildren(Notice)
        if notice.isVisible()
        for button in notice.findChildren(QPushButton)
        if button.isVisible()
    )
    button.click()


def train(qtbot: QtBot, window: MainWindow) -> None:
    window.session.train()
    qtbot.waitUntil(lambda: not window.session.is_training, timeout=20_000)


def test_the_sample_says_that_it_is_invented_and_offers_an_empty_class(window: MainWindow) -> None:
    assert "invented" in said(window)
    press(window)
    assert window.session.book.is_empty
    assert said(window) == ""


def test_once_somebody_works_with_the_sample_it_says_no_more(qtbot: QtBot, window: MainWindow) -> None:
    train(qtbot, window)
    assert said(window) == ""


def test_changed_grades_are_said_and_train_on_learns_from_them(qtbot: QtBot, window: MainWindow) -> None:
    train(qtbot, window)
    window.session.edit(SetCells(Group.PAST, ((0, 1, "13"),)), "Typing")
    assert "have changed" in said(window)
    press(window)
    qtbot.waitUntil(lambda: not window.session.is_training, timeout=20_000)
    assert said(window) == ""
    assert window.session.moment.epoch == 10_000


def test_a_past_moment_is_said_before_all_else_and_left_with_one_press(qtbot: QtBot, window: MainWindow) -> None:
    train(qtbot, window)
    window.session.edit(SetCells(Group.PAST, ((0, 1, "13"),)), "Typing")
    window.session.view(100)
    assert "epoch 100" in said(window)
    press(window)
    assert window.session.viewed_epoch is None
    assert "have changed" in said(window)
