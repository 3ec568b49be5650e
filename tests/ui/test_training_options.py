"""When Train stops by itself, and who is kept aside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from neuralpad.ui.theme import Theme
from neuralpad.ui.training_options import SHARES, TrainingOptions

Key = Qt.Key
NARROW = "\u202f"


@pytest.fixture
def options(qtbot: QtBot) -> TrainingOptions:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = TrainingOptions(theme)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.show_values(5000, 0.0)
    made.show()
    return made


def type_limit(options: TrainingOptions, text: str) -> None:
    options.limit.setFocus()
    options.limit.selectAll()
    QTest.keyClicks(options.limit, text)
    QTest.keyClick(options.limit, Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("300", 300, "300"),
        ("12000", 12_000, f"12{NARROW}000"),
        ("1 240", 1240, f"1{NARROW}240"),
        ("0", 0, "no limit"),
        ("999999999999", 100_000_000, f"100{NARROW}000{NARROW}000"),
        ("-5", 5, "5"),
    ],
)
def test_a_limit_is_typed(options: TrainingOptions, typed: str, value: int, shown: str) -> None:
    limits: list[int] = []
    options.limit_changed.connect(limits.append)
    type_limit(options, typed)
    assert limits == [value]
    assert options.limit.value() == value
    assert options.limit.text() == shown


def test_from_no_limit_one_can_type_a_limit_again(options: TrainingOptions) -> None:
    options.show_values(0, 0.0)
    assert options.limit.text() == "no limit"
    options.limit.setFocus()
    options.limit.lineEdit().setCursorPosition(3)  # where a click has put it, in the midst of the words
    QTest.keyClicks(options.limit, "250")
    QTest.keyClick(options.limit, Key.Key_Return)
    assert options.limit.value() == 250


def test_the_arrows_go_in_thousands(options: TrainingOptions) -> None:
    options.limit.setFocus()
    QTest.keyClick(options.limit, Key.Key_Up)
    assert options.limit.value() == 6000


def test_shares_go_up_to_half(options: TrainingOptions) -> None:
    assert [options.aside.itemText(number) for number in range(options.aside.count())] == [
        "nobody", "10%", "20%", "30%", "40%", "50%",
    ]  # fmt: skip
    assert max(SHARES) == 0.5


def test_a_share_is_chosen_by_keyboard(qtbot: QtBot, options: TrainingOptions) -> None:
    options.aside.setFocus()
    with qtbot.waitSignal(options.share_changed) as told:
        QTest.keyClick(options.aside, Key.Key_Down)
    assert told.args == [0.1]


def test_shown_from_outside_nothing_is_told(qtbot: QtBot, options: TrainingOptions) -> None:
    with (
        qtbot.assertNotEmitted(options.limit_changed),
        qtbot.assertNotEmitted(options.share_changed),
    ):
        options.show_values(7000, 0.33)
    assert options.limit.value() == 7000
    assert options.aside.currentText() == "30%", "the nearest there is"
