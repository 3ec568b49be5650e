"""What if: the sliders begin at a student's grades, and the network itself answers each of their moves at once."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Column
from neuralpad.core.network import Network
from neuralpad.ui.predictions.grade_slider import slider_step
from neuralpad.ui.predictions.what_if import WhatIf
from neuralpad.ui.theme import Theme

COLUMNS = (Column("Class assignments"), Column("Written tests", 20.0), Column("Oral tests", 6.0))
# z = 8 · (x₁ + x₂ + x₃) − 12 through one linear unit: half marks everywhere are a chance of 50 %.
NETWORK = Network([[[1.0], [1.0], [1.0]], [[8.0]]], [[0.0], [-12.0]], hidden="linear")


def chance(*inputs: float) -> float:
    return 1 / (1 + math.exp(12.0 - 8.0 * sum(inputs)))


@pytest.fixture
def what_if(qtbot: QtBot) -> WhatIf:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = WhatIf(theme)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.set_columns(COLUMNS)
    made.set_network(NETWORK)
    made.resize(326, 240)
    made.show()
    return made


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def grades(what_if: WhatIf) -> list[float]:
    return [slider.value for slider in what_if.sliders]


def reset_button(what_if: WhatIf) -> QPushButton:
    (found,) = what_if.findChildren(QPushButton)
    return found


def test_nobody_begins_in_the_middle_of_each_range(what_if: WhatIf) -> None:
    assert grades(what_if) == [50.0, 10.0, 3.0]
    assert what_if.chance == pytest.approx(0.5)
    assert "50%" in texts(what_if)


def test_a_student_begins_at_the_grades_in_the_table(what_if: WhatIf) -> None:
    what_if.show_student("Olga V.", [0.87, 0.625, 0.5])
    assert grades(what_if) == [87.0, 12.5, 3.0]
    assert what_if.chance == pytest.approx(chance(0.87, 0.625, 0.5))
    assert any("Olga V." in text for text in texts(what_if))


def test_a_missing_grade_begins_in_the_middle(what_if: WhatIf) -> None:
    what_if.show_student("Rosa I.", [0.87, math.nan, 0.5])
    assert grades(what_if) == [87.0, 10.0, 3.0]


def test_the_chance_moves_with_the_keys_of_a_slider(qtbot: QtBot, what_if: WhatIf) -> None:
    slider = what_if.sliders[1]
    qtbot.keyClick(slider.slider, Qt.Key.Key_End)
    assert slider.box.text() == "20"
    assert what_if.chance == pytest.approx(chance(0.5, 1.0, 0.5))
    assert {"50% →", "98%"} <= set(texts(what_if))
    assert any(text.startswith("✓") for text in texts(what_if))
    qtbot.keyClick(slider.slider, Qt.Key.Key_Home)
    assert slider.value == 0.0
    assert {"50% →", "2%"} <= set(texts(what_if))
    assert any(text.startswith("✗") for text in texts(what_if))


@pytest.mark.parametrize(("typed", "value"), [("7,5", 7.5), ("12.25", 12.25), ("0", 0.0), ("20", 20.0)])
def test_a_typed_grade_is_taken_exactly(qtbot: QtBot, what_if: WhatIf, typed: str, value: float) -> None:
    slider = what_if.sliders[1]
    slider.box.selectAll()
    qtbot.keyClicks(slider.box, typed)
    assert slider.value == value
    assert what_if.chance == pytest.approx(chance(0.5, value / 20, 0.5))
    assert slider.slider.value() == pytest.approx(value * 10, abs=0.5)


@pytest.mark.parametrize("typed", ["21", "x", "-3"])
def test_no_grade_outside_the_range_can_be_typed(qtbot: QtBot, what_if: WhatIf, typed: str) -> None:
    slider = what_if.sliders[1]
    slider.box.selectAll()
    qtbot.keyClicks(slider.box, typed)
    qtbot.keyClick(slider.box, Qt.Key.Key_Return)
    assert 0 <= slider.value <= 20
    assert slider.value in (10.0, 2.0, 3.0), "what it was before, or what of it can be a grade"


def test_reset_brings_back_the_student(qtbot: QtBot, what_if: WhatIf) -> None:
    what_if.show_student("Olga V.", [0.87, 0.625, 0.5])
    assert not reset_button(what_if).isEnabled()
    qtbot.keyClick(what_if.sliders[0].slider, Qt.Key.Key_Home)
    assert grades(what_if)[0] == 0.0
    qtbot.mouseClick(reset_button(what_if), Qt.MouseButton.LeftButton)
    assert grades(what_if) == [87.0, 12.5, 3.0]
    assert not reset_button(what_if).isEnabled()


def test_sliders_stay_while_the_same_student_is_shown_again(qtbot: QtBot, what_if: WhatIf) -> None:
    what_if.show_student("Rosa I.", [0.87, math.nan, 0.5])
    qtbot.keyClick(what_if.sliders[0].slider, Qt.Key.Key_Home)
    what_if.show_student("Rosa I.", [0.87, math.nan, 0.5])
    assert grades(what_if)[0] == 0.0
    what_if.show_student("Rosa I.", [0.87, 0.2, 0.5])
    assert grades(what_if) == [87.0, 4.0, 3.0], "a grade in the table has changed"


def test_the_chance_follows_the_training(what_if: WhatIf) -> None:
    what_if.set_network(Network([[[0.0], [0.0], [0.0]], [[0.0]]], [[0.0], [math.log(3)]]))
    assert what_if.chance == pytest.approx(0.75)
    assert "75%" in texts(what_if)


def test_what_changed_unseen_is_there_when_it_is_opened(what_if: WhatIf) -> None:
    what_if.hide()
    what_if.set_network(Network([[[0.0], [0.0], [0.0]], [[0.0]]], [[0.0], [math.log(3)]]))
    what_if.show()
    assert "75%" in texts(what_if)


def test_other_columns_have_other_sliders_and_wait_for_their_network(what_if: WhatIf) -> None:
    what_if.set_columns(COLUMNS[:2])
    assert len(what_if.sliders) == 2
    assert math.isnan(what_if.chance)
    assert "–" in texts(what_if)
    what_if.set_network(Network([[[0.0], [0.0]], [[0.0]]]))
    assert what_if.chance == 0.5


def test_another_maximum_changes_range_and_name_of_the_same_slider(what_if: WhatIf) -> None:
    before = what_if.sliders
    what_if.set_columns((Column("Homework", 40.0), *COLUMNS[1:]))
    assert what_if.sliders == before
    assert what_if.sliders[0].value == 40.0, "50 is no grade any more"
    assert "Homework" in what_if.sliders[0].slider.accessibleName()
    assert "40" in what_if.sliders[0].slider.accessibleName()


@pytest.mark.parametrize(
    ("maximum", "step"), [(100.0, 1.0), (1000.0, 1.0), (20.0, 0.1), (6.0, 0.1), (4.0, 0.1), (1.0, 0.01)]
)
def test_a_step_of_a_slider_is_a_round_grade(maximum: float, step: float) -> None:
    assert slider_step(maximum) == pytest.approx(step)


def test_a_slider_reaches_a_maximum_that_is_no_whole_number_of_steps(qtbot: QtBot, what_if: WhatIf) -> None:
    what_if.set_columns((Column("Odd", 12.34), *COLUMNS[1:]))
    qtbot.keyClick(what_if.sliders[0].slider, Qt.Key.Key_End)
    assert what_if.sliders[0].value == 12.34
    assert what_if.chance == pytest.approx(chance(1.0, 0.5, 0.5))


@pytest.mark.parametrize("part", ["slider", "box"])
def test_the_wheel_turns_only_what_has_been_chosen(qtbot: QtBot, what_if: WhatIf, part: str) -> None:
    slider = what_if.sliders[0]
    target: QWidget = getattr(slider, part)

    def turn() -> float:
        at = QPointF(target.rect().center())
        down = QPoint(0, -120)
        no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(at, target.mapToGlobal(at), QPoint(), down, no_button, no_key, phase, False)
        QApplication.sendEvent(target, wheel)
        return slider.value

    what_if.sliders[2].box.setFocus()
    assert turn() == 50.0
    target.setFocus()
    qtbot.waitUntil(target.hasFocus)
    assert turn() < 50.0


def test_the_bar_does_not_jump_with_the_length_of_the_numbers(qtbot: QtBot, what_if: WhatIf) -> None:
    bar = next(child for child in what_if.findChildren(QWidget) if child.accessibleName() == "Chance of passing")
    widths = set()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        for slider in what_if.sliders:
            qtbot.keyClick(slider.slider, key)
            QApplication.processEvents()
            widths.add(bar.width())
    assert len(widths) == 1
    assert "100%" not in texts(what_if)


def test_six_sliders_show_whole_in_the_height_they_ask_for(qtbot: QtBot, what_if: WhatIf) -> None:
    what_if.set_columns(tuple(Column(f"Test {number}") for number in range(6)))
    QApplication.processEvents()
    what_if.resize(326, what_if.sizeHint().height())
    QApplication.processEvents()
    assert all(slider.visibleRegion().boundingRect() == slider.rect() for slider in what_if.sliders)
