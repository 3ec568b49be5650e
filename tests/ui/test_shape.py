"""The network's shape changed beside the canvas: every change seen at once, undone at once, within its bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox, QToolButton, QWidget

from neuralpad.core.network import Network

if TYPE_CHECKING:
    from tests.ui.conftest import User


def press(user: User, name: str) -> None:
    button = user.find(QToolButton, name)
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sizes(user: User) -> tuple[int, ...]:
    return user.window.network.sizes


def undo_text(user: User) -> str:
    return user.action("undo").text().replace("&", "")


@pytest.fixture
def shaping(user: User) -> User:
    """Somebody who has opened the controls of the shape with their button."""
    press(user, "shape_button")
    assert user.find(QWidget, "shape_bar").isVisible()
    return user


def test_the_controls_open_and_close_by_button_and_by_command(user: User) -> None:
    bar = user.find(QWidget, "shape_bar")
    assert not bar.isVisible()
    press(user, "shape_button")
    assert bar.isVisible()
    assert user.action("shape").isChecked()
    user.do("shape")
    assert not bar.isVisible()
    assert not user.find(QToolButton, "shape_button").isChecked()


def test_the_command_leads_the_keyboard_to_the_first_number_and_its_arrows_change_it(user: User) -> None:
    user.do("shape")
    units = user.find(QSpinBox, "units_1")
    assert user.window.focusWidget() is units
    QTest.keyClick(units, Qt.Key.Key_Up)
    assert sizes(user) == (3, 3, 1)
    for name in ("add_layer", "shape_bias", "shape_activation", "first_weights"):
        assert user.find(QWidget, name).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_units_more_and_fewer_begin_anew_and_undo_brings_the_trained_network_back(shaping: User) -> None:
    shaping.train(60)
    trained = shaping.window.network
    press(shaping, "units_1_more")
    assert shaping.window.network == Network.random((3, 3, 1), seed=0)
    assert not shaping.session.is_trained
    assert undo_text(shaping) == "Undo: 3 hidden units"
    press(shaping, "units_1_fewer")
    press(shaping, "units_1_fewer")
    assert sizes(shaping) == (3, 1, 1)
    assert undo_text(shaping) == "Undo: 1 hidden unit"
    for _ in range(3):
        shaping.do("undo")
    assert shaping.window.network == trained
    assert shaping.session.moment.epoch == 60
    assert shaping.find(QSpinBox, "units_1").value() == 2


def test_units_stay_within_one_and_sixteen(shaping: User) -> None:
    units = shaping.find(QSpinBox, "units_1")
    units.setValue(16)
    assert sizes(shaping) == (3, 16, 1)
    assert not shaping.find(QToolButton, "units_1_more").isEnabled()
    units.setValue(1)
    assert sizes(shaping) == (3, 1, 1)
    assert not shaping.find(QToolButton, "units_1_fewer").isEnabled()


def test_a_second_and_a_third_hidden_layer_and_back(shaping: User) -> None:
    assert not shaping.find(QToolButton, "remove_layer").isEnabled(), "one hidden layer stays"
    press(shaping, "add_layer")
    assert sizes(shaping) == (3, 2, 2, 1)
    assert undo_text(shaping) == "Undo: 2 hidden layers"
    press(shaping, "add_layer")
    press(shaping, "units_3_more")
    assert sizes(shaping) == (3, 2, 2, 3, 1)
    assert undo_text(shaping) == "Undo: 3 units in hidden layer 3"
    assert not shaping.find(QToolButton, "add_layer").isEnabled()
    press(shaping, "remove_layer")
    assert sizes(shaping) == (3, 2, 2, 1)
    assert not shaping.find(QWidget, "units_3").isVisible()


def test_bias_off_and_on(shaping: User) -> None:
    bias = shaping.find(QCheckBox, "shape_bias")
    bias.click()
    assert shaping.window.network == Network.random((3, 2, 1), seed=0, bias=False)
    assert undo_text(shaping) == "Undo: Without bias"
    shaping.do("undo")
    assert bias.isChecked()
    assert shaping.window.network.biases is not None


def test_the_activation_of_hidden_units(shaping: User) -> None:
    activation = shaping.find(QComboBox, "shape_activation")
    activation.setFocus()
    QTest.keyClick(activation, Qt.Key.Key_Down)
    assert shaping.window.network.hidden == "tanh"
    assert undo_text(shaping) == "Undo: Activation tanh"
    shaping.do("undo")
    assert activation.currentText() == "sigmoid"


def test_the_number_of_the_first_weights_is_shown_and_can_be_typed(shaping: User) -> None:
    number = shaping.find(QSpinBox, "first_weights")
    assert number.value() == 0
    shaping.do("new_start")
    assert number.value() == 1
    assert undo_text(shaping) == "Undo: New start (first weights no. 1)"
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "42")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert shaping.window.network == Network.random((3, 2, 1), seed=42)
    assert undo_text(shaping) == "Undo: First weights no. 42"
    assert "43" in shaping.action("new_start").toolTip()


def test_a_change_while_it_trains_pauses_first(shaping: User) -> None:
    shaping.train_on()
    press(shaping, "units_1_more")
    shaping.qtbot.waitUntil(lambda: sizes(shaping) == (3, 3, 1))
    assert not shaping.session.is_training
    shaping.do("undo")
    assert sizes(shaping) == (3, 2, 1)
    assert shaping.session.moment.epoch > 50, "what was trained until then is there again"


def test_everything_explains_itself(shaping: User) -> None:
    press(shaping, "add_layer")
    bar = shaping.find(QWidget, "shape_bar")
    for kind in (QToolButton, QSpinBox, QCheckBox, QComboBox):
        for widget in bar.findChildren(kind):
            assert len(widget.toolTip()) > 15, widget.objectName()
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget.objectName()


def test_what_this_really_is_is_offered_with_straight_lines_only(shaping: User) -> None:
    button = shaping.find(QPushButton, "collapse_button")
    assert not button.isVisible()
    shaping.session.change_settings("", hidden="linear")
    assert button.isVisible()
    shaping.session.change_settings("", hidden="relu")
    assert not button.isVisible()
