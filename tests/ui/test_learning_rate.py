"""α: a slider and a box that always agree."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from neuralpad.ui.learning_rate import LARGEST, SMALLEST, LearningRate
from neuralpad.ui.theme import Theme

Key = Qt.Key


@pytest.fixture
def rate(qtbot: QtBot) -> LearningRate:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = LearningRate(theme)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


def told(rate: LearningRate) -> list[float]:
    values: list[float] = []
    rate.changed.connect(values.append)
    return values


def type_rate(rate: LearningRate, text: str, then: Qt.Key = Key.Key_Return) -> None:
    rate.box.setFocus()
    rate.box.selectAll()
    QTest.keyClicks(rate.box, text)
    QTest.keyClick(rate.box, then)


@pytest.mark.parametrize(
    ("position", "value"), [(-100, 0.01), (-50, 0.1), (0, 1.0), (50, 10.0), (100, 100.0), (15, 2.0)]
)
def test_the_slider_is_logarithmic_and_the_box_follows(rate: LearningRate, position: int, value: float) -> None:
    rate.slider.setValue(7)
    values = told(rate)
    rate.slider.setValue(position)
    assert values == [value]
    assert rate.value == value
    assert float(rate.box.text()) == value


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("0,5", 0.5), ("2", 2.0), (".25", 0.25), ("1e-3", 0.001)])
def test_both_decimal_signs_are_accepted_and_the_slider_follows(rate: LearningRate, text: str, value: float) -> None:
    values = told(rate)
    type_rate(rate, text)
    assert values == [value]
    assert rate.value == value
    assert rate.slider.value() == max(-100, round(50 * math.log10(value)))


def test_the_locale_decides_which_decimal_sign_is_shown(rate: LearningRate) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    rate.set_value(0.25)
    assert rate.box.text() == "0,25"
    type_rate(rate, "0,75")
    assert rate.value == 0.75


def test_nothing_is_told_while_it_is_being_typed(rate: LearningRate) -> None:
    values = told(rate)
    rate.box.setFocus()
    rate.box.selectAll()
    QTest.keyClicks(rate.box, "0.12")
    assert values == []
    QTest.keyClick(rate.box, Key.Key_Tab)
    assert values == [0.12]


@pytest.mark.parametrize("text", ["0", "0.00001", "1001", "-1", "x", ""])
def test_what_is_no_learning_rate_is_not_taken(rate: LearningRate, text: str) -> None:
    rate.set_value(0.5)
    values = told(rate)
    type_rate(rate, text)
    assert SMALLEST <= rate.value <= LARGEST
    assert all(SMALLEST <= value <= LARGEST for value in values)
    assert float(rate.box.text()) == pytest.approx(rate.value, rel=1e-3), "what is shown is what counts"


@pytest.mark.parametrize("start", [0.0001, 0.0213, 1.0, 99.0, 1000.0])
def test_what_is_shown_is_what_counts_after_any_number_of_arrow_keys(rate: LearningRate, start: float) -> None:
    rate.set_value(start)
    rate.box.setFocus()
    for key, times in ((Key.Key_Up, 7), (Key.Key_Down, 12)):
        for _ in range(times):
            QTest.keyClick(rate.box, key)
            assert float(rate.box.text()) == rate.value


def test_an_arrow_key_is_about_a_tenth_and_always_moves(rate: LearningRate) -> None:
    rate.set_value(0.0001)
    rate.box.setFocus()
    before = rate.value
    while rate.value < 900:
        QTest.keyClick(rate.box, Key.Key_Up)
        assert 1.05 < rate.value / before < 1.2
        before = rate.value


def test_enter_on_an_unchanged_number_changes_nothing(rate: LearningRate) -> None:
    rate.set_value(0.123456)
    values = told(rate)
    rate.box.setFocus()
    QTest.keyClick(rate.box, Key.Key_Return)
    assert values == []
    assert rate.value == 0.123456


def test_shown_from_outside_nothing_is_told(rate: LearningRate) -> None:
    values = told(rate)
    rate.set_value(3.0)
    assert values == []
    assert (rate.value, rate.slider.value()) == (3.0, 24)


def test_a_rate_beyond_the_slider_leaves_it_at_its_end(rate: LearningRate) -> None:
    rate.set_value(500.0)
    assert rate.slider.value() == rate.slider.maximum()
    assert rate.value == 500.0
