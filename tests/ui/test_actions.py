"""Commands: each key once, words and explanations on all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QMenu, QPushButton, QSlider, QWidget

from neuralpad.ui.actions import COMMANDS

if TYPE_CHECKING:
    from tests.ui.conftest import User

Context = Qt.ShortcutContext


def plain(action: QAction) -> str:
    return action.text().replace("&", "")


def reach(action: QAction) -> QWidget:
    """The widget in which (or in whose window) the keys of an action work."""
    parent = action.parent()
    assert isinstance(parent, QWidget)
    return parent


def meet(one: QAction, other: QAction) -> bool:
    """Whether there is a place of the keyboard in which the same key would mean both."""
    narrow = (Context.WidgetShortcut, Context.WidgetWithChildrenShortcut)
    if one.shortcutContext() not in narrow or other.shortcutContext() not in narrow:
        return True
    a, b = reach(one), reach(other)
    return a is b or a.isAncestorOf(b) or b.isAncestorOf(a)


def keys_of(window: QWidget) -> Iterator[tuple[str, QAction]]:
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            yield keys.toString(QKeySequence.SequenceFormat.PortableText), action


def test_no_two_commands_share_a_key(user: User) -> None:
    """Qt does nothing at all where a key means two things. Disabled commands count: they may be enabled together."""
    known = list(keys_of(user.window))
    assert len(known) > 40, "the grades panel's keys are among them"
    clashes = [
        f"{keys}: {plain(one)} / {plain(other)}"
        for number, (keys, one) in enumerate(known)
        for other_keys, other in known[number + 1 :]
        if keys == other_keys and one is not other and meet(one, other)
    ]
    assert clashes == []


def test_usual_keys_do_usual_things(user: User) -> None:
    known = {keys: action.objectName() for keys, action in keys_of(user.window)}
    usual = {"Ctrl+S": "save", "Ctrl+O": "open", "Ctrl+N": "new", "Ctrl+Z": "undo", "Ctrl+Q": "quit"}
    usual |= {"Ctrl+V": "paste", "Ctrl+C": "copy", "F11": "full_screen", "Ctrl++": "zoom_in", "Ctrl+-": "zoom_out"}
    assert {keys: known.get(keys) for keys in usual} == {keys: f"action_{name}" for keys, name in usual.items()}


def test_a_key_gives_its_command(user: User) -> None:
    with user.qtbot.waitSignal(user.action("step").triggered):
        user.qtbot.keyClick(user.window, Qt.Key.Key_F10)
    user.rest()


def menus(user: User) -> list[QMenu]:
    return [menu for menu in user.window.findChildren(QMenu) if not menu.menuAction().isSeparator() and menu.title()]


def mnemonics(actions: list[QAction]) -> list[str]:
    found = [re.search(r"&([^&])", action.text().replace("&&", "")) for action in actions if not action.isSeparator()]
    return [match[1].lower() for match in found if match]


@pytest.mark.parametrize("trains", [False, True])
def test_no_two_entries_of_a_menu_share_a_letter(user: User, trains: bool) -> None:
    if trains:
        user.train_on()
    bar = user.window.menuBar()
    twice = {}
    for name, actions in [("bar", bar.actions()), *((menu.title(), menu.actions()) for menu in menus(user))]:
        visible = [action for action in actions if action.isVisible()]
        twice[name] = [letter for letter, count in Counter(mnemonics(visible)).items() if count > 1]
    assert {name: letters for name, letters in twice.items() if letters} == {}


def test_every_command_can_be_found_in_a_menu(user: User) -> None:
    known = {action for menu in menus(user) for action in menu.actions()}
    missing = [command.name for command in COMMANDS if user.action(command.name) not in known]
    assert missing in ([], ["forget_recent"]), "the list of recent files is made when it is opened"


def test_every_command_has_words_and_those_that_are_no_plain_word_an_explanation(user: User) -> None:
    for command in COMMANDS:
        action = user.action(command.name)
        assert plain(action).strip(), command.name
        assert action.toolTip().strip(), command.name


def in_the_past(user: User) -> None:
    user.train(20)
    user.session.view(3)


def with_what_if(user: User) -> None:
    user.train(20)
    user.find(QPushButton, "what_if_toggle").click()


def after_an_edit(user: User) -> None:
    user.train(20)
    user.type_grade("none")


@pytest.mark.parametrize("prepare", [None, in_the_past, with_what_if, after_an_edit, lambda user: user.do("new")])
def test_everything_that_can_be_pressed_or_filled_in_says_what_it_is(
    user: User, prepare: Callable[[User], None] | None
) -> None:
    """By its words or its accessible name, and by a tooltip."""
    if prepare is not None:
        prepare(user)
    speechless, unexplained = [], []
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QSlider)
    shown = [w for kind in kinds for w in user.window.findChildren(kind) if w.isVisible()]
    for widget in (w for w in shown if not w.objectName().startswith("qt_")):  # parts of Qt's own widgets
        described = f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (words or widget.accessibleName()):
            speechless.append(described)
        if not widget.toolTip():
            unexplained.append(described + " " + words)
    assert speechless == []
    assert unexplained == []


def test_only_those_icons_are_in_menus_that_can_be_seen_there(user: User) -> None:
    assert user.action("save").isIconVisibleInMenu()
    assert not user.action("train").isIconVisibleInMenu()


@pytest.mark.parametrize(("name", "keys"), [("redo", "Ctrl+Y"), ("redo", "Ctrl+Shift+Z"), ("zoom_in", "Ctrl+=")])
def test_the_keys_that_people_know_work_on_every_desktop(user: User, name: str, keys: str) -> None:
    """Qt’s standard keys alone know no Ctrl+Y on a bare Linux desktop, and Ctrl and = only with Shift."""
    assert QKeySequence(keys) in user.action(name).shortcuts()
