"""Real windows, each with a folder of its own, and somebody who sits before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from neuralpad.core.edits import SetCells
from neuralpad.core.gradebook import Group
from neuralpad.storage import document
from neuralpad.ui.main_window import MainWindow
from neuralpad.ui.settings import Settings
from neuralpad.ui.theme import Theme

Kind = TypeVar("Kind", bound=QWidget)
LONG = 10_000
"""Milliseconds that a busy machine may take for what should take a moment."""


class User:
    """Somebody at a window: sees what is on screen, and presses what is there."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def session(self):
        return self.window.session

    def find(self, kind: type[Kind], name: str) -> Kind:
        """The one widget of this object name."""
        (found,) = self.window.findChildren(kind, name)
        return found

    @property
    def theme(self) -> Theme:
        (found,) = self.window.findChildren(Theme)
        return found

    def settle(self) -> None:
        """Let everything find its place: a layout can ask for another one."""
        for _ in range(4):
            QApplication.processEvents()

    def action(self, name: str) -> QAction:
        (found,) = self.window.findChildren(QAction, f"action_{name}")
        return found

    def do(self, name: str) -> None:
        """Give a command."""
        action = self.action(name)
        assert action.isEnabled(), f"{name} is disabled"
        action.trigger()

    def type_grade(self, text: str, row: int = 0, cell: int = 1) -> None:
        """Change a grade of a past student as the table does."""
        self.session.edit(SetCells(Group.PAST, ((row, cell, text),)), "Typing")

    def train(self, epochs: int) -> None:
        """Train until the limit stops it."""
        self.find(QSpinBox, "epoch_limit").setValue(epochs)
        self.do("train")
        self.qtbot.waitUntil(lambda: not self.session.is_training, timeout=LONG)
        QApplication.processEvents()

    def train_on(self, beyond: int = 50) -> None:
        """Train without a limit, and come back while it runs, past an epoch."""
        self.find(QSpinBox, "epoch_limit").setValue(0)
        self.do("train")
        self.qtbot.waitUntil(lambda: self.session.current.epoch > beyond, timeout=LONG)

    def rest(self) -> None:
        """Pause, and wait until the training rests."""
        self.session.pause()
        self.qtbot.waitUntil(lambda: not self.session.is_training, timeout=LONG)
        QApplication.processEvents()

    def dialog(self, name: str) -> QDialog:
        """The open dialog of this object name."""
        self.qtbot.waitUntil(lambda: self.has_dialog(name), timeout=LONG)
        (found,) = (dialog for dialog in self.window.findChildren(QDialog, name) if dialog.isVisible())
        return found

    def has_dialog(self, name: str) -> bool:
        return any(dialog.isVisible() for dialog in self.window.findChildren(QDialog, name))

    def answer(self, name: str, text: str) -> None:
        """Press a button of an open dialog by its words."""
        dialog = self.dialog(name)
        (button,) = (b for b in dialog.findChildren(QAbstractButton) if b.text().replace("&", "") == text)
        button.click()
        QApplication.processEvents()

    def dialog_texts(self, name: str) -> str:
        return " ".join(label.text() for label in self.dialog(name).findChildren(QLabel))

    def texts(self, part: QWidget | None = None) -> str:
        """What the labels and buttons on screen say."""
        whole = part or self.window
        shown = [w.text() for w in whole.findChildren(QLabel) if w.isVisible()]
        return "\n".join(shown + [w.text() for w in whole.findChildren(QAbstractButton) if w.isVisible()])

    def is_gone(self) -> bool:
        return not isValid(self.window) or not self.window.isVisible()


class Room:
    """The windows of a test. They share a folder of settings unless another one is named."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.users: list[User] = []

    def sit_down(self, path: Path | None = None, folder: Path | None = None, begin: bool = False) -> User:
        """Open a window; on a file, if one is given; as the program starts, if `begin`."""
        window = MainWindow(Settings(folder or self.folder))
        user = User(self.qtbot, window)
        self.users.append(user)
        window.show()
        self.qtbot.waitExposed(window)
        # The screen that nobody sees is smaller than any real one, and the window fills it.
        window.showNormal()
        window.resize(1366, 768)
        user.settle()
        if begin:
            window.begin(path)
        elif path is not None:
            window.open_path(path)
        QApplication.processEvents()
        return user

    def leave(self, user: User) -> None:
        """Close a window as the program would, and wait until nothing of it is left."""
        if not isValid(user.window):
            return
        for dialog in user.window.findChildren(QDialog):
            dialog.close()
        user.window.close()
        self.qtbot.waitUntil(user.is_gone, timeout=LONG)
        user.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, tmp_path / "settings")
    yield made
    for user in made.users:
        made.leave(user)


@pytest.fixture
def user(room: Room) -> User:
    """Somebody before a new window with the sample class."""
    return room.sit_down()


@pytest.fixture
def saved_class(room: Room, tmp_path: Path) -> Callable[[int], Path]:
    """Makes a document with the sample class, trained for so many epochs."""

    def make(epochs: int = 60) -> Path:
        user = room.sit_down(folder=tmp_path / "elsewhere")
        user.train(epochs)
        path = tmp_path / "saved.neuralpad"
        document.save(user.session.project, path)
        user.session.undo_stack.setClean()
        room.leave(user)
        return path

    return make
