"""The row above the panels: where the training stands, in numbers that are never cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.moment import Moment
from neuralpad.core.network import Network
from neuralpad.ui.actions import Actions
from neuralpad.ui.theme import Theme
from neuralpad.ui.toolbar import Toolbar

NETWORK = Network.random(seed=0)
NARROW = "\u202f"


@pytest.fixture
def toolbar(qtbot: QtBot) -> Iterator[Toolbar]:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    window = QWidget()
    made = Toolbar(theme, Actions(window, theme), window)
    theme.setParent(window)
    qtbot.addWidget(window)
    window.resize(1280, 100)
    made.setGeometry(0, 0, 1280, 60)
    window.show()
    yield made
    window.close()


def arrange(toolbar: Toolbar) -> None:
    """Let everything find its place at once."""
    layout = toolbar.layout()
    assert layout is not None
    layout.activate()


def test_epoch_error_and_count(toolbar: Toolbar) -> None:
    toolbar.show_moment(Moment(NETWORK, epoch=1240, loss=0.21345, correct=27, count=30))
    assert (toolbar.epoch.text, toolbar.error.text, toolbar.correct.text) == (f"1{NARROW}240", "0.213", "27 / 30")


def test_a_part_of_an_epoch_is_counted_in_students(toolbar: Toolbar) -> None:
    toolbar.show_moment(Moment(NETWORK, epoch=3, student=7, loss=0.5, correct=1, count=30))
    assert toolbar.epoch.text == "3 + 7"


def test_students_kept_aside_are_counted_apart(toolbar: Toolbar) -> None:
    toolbar.show_moment(Moment(NETWORK, 3, 0, 0.5, 0.6, 20, 24, 5, 6))
    assert toolbar.correct.text == "20 / 24  aside 5 / 6"


def test_without_students_there_is_nothing_to_say(toolbar: Toolbar) -> None:
    toolbar.show_moment(Moment(NETWORK))
    assert (toolbar.epoch.text, toolbar.error.text, toolbar.correct.text) == ("0", "–", "–")


def test_what_is_shown_is_told_to_screen_readers(toolbar: Toolbar) -> None:
    toolbar.show_moment(Moment(NETWORK, epoch=12, loss=0.5, correct=20, count=30))
    assert toolbar.correct.accessibleDescription() == "20 / 30"
    assert toolbar.epoch.toolTip()


def words(toolbar: Toolbar) -> list[QLabel | QToolButton]:
    kinds: tuple[type[QLabel] | type[QToolButton], ...] = (QLabel, QToolButton)
    return [w for kind in kinds for w in toolbar.findChildren(kind) if w.isVisible() and w.text()]


@pytest.mark.parametrize(
    "moment",
    [
        Moment(NETWORK, 100_000, 29, 0.2, None, 30, 30),
        Moment(NETWORK, 9_999, 9_999, 0.2, 0.3, 8_888, 9_000, 888, 1_000),
        Moment(NETWORK, 99_999_999, 0, 123.456, 0.3, 22, 24, 5, 6),
    ],
)
def test_large_numbers_are_whole_at_the_width_of_a_projector(toolbar: Toolbar, moment: Moment) -> None:
    toolbar.show_title("A class with a name that is as long as some people like them, 2019–2025, revised")
    toolbar.show_moment(moment)
    arrange(toolbar)
    assert toolbar.minimumSizeHint().width() <= 1280
    cut = [w.text() for w in words(toolbar) if w.sizeHint().width() > w.width()]
    assert cut == []


def test_the_name_of_the_class_gives_way_first(toolbar: Toolbar) -> None:
    toolbar.show_title("Spanish B1")
    toolbar.setGeometry(0, 0, toolbar.minimumSizeHint().width(), 60)
    arrange(toolbar)
    assert "Spanish B1" not in [word.text() for word in words(toolbar)]
    toolbar.setGeometry(0, 0, 1280, 60)
    arrange(toolbar)
    assert "Spanish B1" in [word.text() for word in words(toolbar)]


def test_the_row_does_not_jump_while_usual_numbers_grow(toolbar: Toolbar) -> None:
    places = set()
    for epoch, correct in ((0, 3), (9, 12), (840, 27), (9_999, 30)):
        toolbar.show_moment(Moment(NETWORK, epoch, 0, 0.69 / (epoch + 1), None, correct, 30))
        arrange(toolbar)
        places.add(tuple(readout.geometry().left() for readout in (toolbar.epoch, toolbar.error, toolbar.correct)))
    assert len(places) == 1
