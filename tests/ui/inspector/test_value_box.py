"""The box of a weight: rounded to look at, exact to hold, and never changed by being passed through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.ui.inspector.value_box import ValueBox
from neuralpad.ui.theme import Theme

EXACT = 2.456789123456789


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> ValueBox:
    made = ValueBox(theme)
    qtbot.addWidget(made)
    made.show_value(EXACT)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def entered(box: ValueBox) -> list[float]:
    values: list[float] = []
    box.value_entered.connect(values.append)
    return values


def typed(qtbot: QtBot, box: ValueBox, text: str) -> None:
    box.selectAll()
    for character in text:
        # Unlike qtbot.keyClicks, also what no key of an English keyboard gives.
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(box, press)
    qtbot.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.5", 0.5), ("0,5", 0.5), ("+3", 3.0), ("-1.25", -1.25), ("−1.25", -1.25), ("2.46", 2.46), (".5", 0.5)],
)
def test_what_is_typed_to_its_last_digit(
    qtbot: QtBot, box: ValueBox, entered: list[float], text: str, value: float
) -> None:
    typed(qtbot, box, text)
    assert entered == [value]


def test_a_value_longer_than_what_is_shown(qtbot: QtBot, box: ValueBox, entered: list[float]) -> None:
    typed(qtbot, box, "0.123456789")
    assert entered == [0.123456789]


@pytest.mark.parametrize("text", ["", "x", "1e5", "--1", "9999999999"])
def test_what_is_no_weight_changes_nothing(qtbot: QtBot, box: ValueBox, entered: list[float], text: str) -> None:
    typed(qtbot, box, text)
    box.clearFocus()
    assert all(abs(value) <= 1e6 for value in entered)
    assert box.text() == "+2.46"


def test_passing_through_changes_nothing(qtbot: QtBot, box: ValueBox, entered: list[float]) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Return)
    typed(qtbot, box, box.text())
    box.clearFocus()
    assert entered == []


def test_escape_takes_back_what_was_begun(qtbot: QtBot, box: ValueBox, entered: list[float]) -> None:
    box.selectAll()
    qtbot.keyClicks(box, "7")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "+2.46"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert entered == []


def test_a_network_that_learns_does_not_disturb_the_typing(qtbot: QtBot, box: ValueBox, entered: list[float]) -> None:
    box.selectAll()
    qtbot.keyClicks(box, "7")
    box.show_value(2.5)
    assert box.text() == "7"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert entered == [7.0]
    box.show_value(7.0)
    assert box.text() == "+7.00"
    box.show_value(6.9)
    assert box.text() == "+6.90"


def test_steps_lead_to_round_numbers(qtbot: QtBot, box: ValueBox, entered: list[float]) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_PageDown)
    assert entered == [2.6, 1.5]


def test_written_as_everywhere_in_the_window(box: ValueBox, theme: Theme) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    theme.set_digits(3)
    box.show_value(-0.5)
    assert box.text() == "−0,500"
    box.show_value(1e200)
    assert box.text() == "+1,000e+200"
