"""One weight looked at closely: every number on it is the engine's, and what the user wants is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.core.descent import train
from neuralpad.core.history import History
from neuralpad.core.landscape import error_curve
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, replaced, slope_of, value_of
from neuralpad.ui.inspector.inspector import WeightInspector
from neuralpad.ui.inspector.wording import curve_notes
from neuralpad.ui.theme import Theme
from tests.ui.inspector.conftest import NAMES, NETWORK, ROWS, X, Y

PART = Part.weight(0, 1, 0)
SLOPE = slope_of(NETWORK.gradient(X, Y), PART)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def texts(inspector: WeightInspector) -> str:
    settle()
    return "\n".join(one.text() for one in inspector.findChildren(QLabel) if one.isVisible())


def tool(inspector: WeightInspector, name: str) -> QToolButton:
    (found,) = inspector.findChildren(QToolButton, name)
    return found


@dataclass
class Heard:
    """What the inspector has asked for."""

    said: list[object] = field(default_factory=list)

    def listen(self, inspector: WeightInspector) -> None:
        inspector.value_requested.connect(lambda part, value: self.said.append((part, value)))
        inspector.hold_requested.connect(lambda part, wanted: self.said.append((part, wanted)))
        inspector.put_back_requested.connect(self.said.append)
        inspector.student_chosen.connect(self.said.append)


@pytest.fixture
def heard(inspector: WeightInspector) -> Heard:
    made = Heard()
    made.listen(inspector)
    return made


def test_nothing_chosen_says_what_to_do(inspector: WeightInspector) -> None:
    assert "Choose a line or a number on the network." in texts(inspector)
    inspector.show_part(Part.node(1, 0))
    assert "Choose a line or a number on the network." in texts(inspector)
    assert inspector.part is None


def test_a_weight_by_name_value_slope_and_next_value(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    inspector.set_learning_rate(10.0)
    shown = texts(inspector)
    assert "W¹₂₁" in shown
    assert "from Written tests to H₁" in shown
    assert inspector.readings.box.text() == "+0.90"
    assert inspector.readings.slope.text == f"{SLOPE:+.3f}".replace("-", "−")
    assert inspector.readings.next.text == f"{0.9 - 10 * SLOPE:+.2f}".replace("-", "−")
    assert "will decrease" in shown if SLOPE > 0 else "will increase" in shown


def test_a_bias(inspector: WeightInspector) -> None:
    inspector.show_part(Part.bias(1, 0))
    shown = texts(inspector)
    assert "b²" in shown
    assert "bias of ŷ" in shown
    assert inspector.readings.box.text() == "+0.30"


def test_an_input_without_a_name_is_called_by_its_symbol(inspector: WeightInspector) -> None:
    inspector.show_labels(("", " ", ""))
    inspector.show_part(PART)
    assert "from X₂ to H₁" in texts(inspector)


def test_the_curve_is_the_error_of_the_real_network(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    settle()
    scene = inspector.curve.scene
    assert scene is not None
    for value, loss in list(zip(scene.curve.values, scene.curve.losses, strict=True))[::30]:
        assert loss == pytest.approx(replaced(NETWORK, PART, float(value)).loss(X, Y), abs=1e-12)


def test_it_follows_the_training(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    network = NETWORK
    for snapshot in train(NETWORK, X, Y, epochs=50, every=10):
        network = snapshot.network
        inspector.show_network(network)
    settle()
    scene = inspector.curve.scene
    assert scene is not None
    assert scene.curve.here == value_of(network, PART)
    assert scene.curve.loss_here == pytest.approx(network.loss(X, Y))


def test_another_learning_rate_moves_the_landing_at_once(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    for rate in (0.5, 25.0):
        inspector.set_learning_rate(rate)
        settle()
        scene = inspector.curve.scene
        assert scene is not None
        assert scene.landing is not None
        assert scene.landing.value == pytest.approx(0.9 - rate * SLOPE)


def test_a_step_over_the_valley_is_said(inspector: WeightInspector) -> None:
    network = Network([[[6.0]]])
    inspector.show_labels(("Grade",))
    inspector.show_class(np.array([[1.0], [1.0]]), np.array([1.0, 0.0]), ("Ann", "Bob"), (0, 1))
    inspector.show_network(network)
    inspector.show_part(Part.weight(0, 0, 0))
    inspector.set_learning_rate(30.0)
    assert "but too far" in texts(inspector)
    assert "jumps over the valley" in inspector.curve.accessibleDescription()
    inspector.set_learning_rate(0.5)
    assert "so this weight will decrease" in texts(inspector)


@pytest.mark.parametrize(
    ("weight", "learning_rate", "note"),
    [
        (2.0, 1.0, "next step"),
        (2.0, 6.0, "next step, over the valley"),
        (2.0, 12.0, "jumps over the valley"),
        (2.0, 500.0, "jumps over the valley"),
        (0.0, 1.0, ""),
    ],
)
def test_what_is_written_beside_the_step(weight: float, learning_rate: float, note: str) -> None:
    """E = ½ ln(1 + e^−w) + ½ ln(1 + e^w), which is lowest at 0 and the same on both sides; at 2 its slope is 0.381."""
    X, y = np.array([[1.0], [1.0]]), np.array([1.0, 0.0])
    curve = error_curve(Network([[[weight]]]), X, y, Part.weight(0, 0, 0), learning_rate=learning_rate)
    assert curve_notes(curve, curve.landing(learning_rate), 2).step == note


def test_where_the_slope_is_next_to_nothing(inspector: WeightInspector) -> None:
    inspector.show_network(NETWORK.replaced(1, 0, 0, 0.0).replaced(0, 1, 0, 500.0))
    inspector.show_part(PART)
    assert "hardly moves" in texts(inspector)


def test_held_fast_it_has_no_next_step(inspector: WeightInspector, heard: Heard) -> None:
    inspector.show_part(PART)
    inspector.set_held(frozenset({PART, Part.bias(0, 0)}))
    assert "It is held fast: it does not move." in texts(inspector)
    scene = inspector.curve.scene
    assert scene is not None
    assert (scene.landing, scene.is_held) == (None, True)
    assert inspector.readings.next.text == "+0.90"
    assert tool(inspector, "hold_weight").isChecked()
    tool(inspector, "hold_weight").click()
    assert heard.said == [(PART, False)]


def test_what_is_typed_is_asked_for_and_shown_when_it_is_so(
    qtbot: QtBot, inspector: WeightInspector, heard: Heard
) -> None:
    inspector.show_part(PART)
    settle()
    box = inspector.readings.box
    box.selectAll()
    qtbot.keyClicks(box, "-1,25")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard.said == [(PART, -1.25)]
    assert box.text() == "+0.90"
    inspector.show_network(replaced(NETWORK, PART, -1.25))
    settle()
    assert box.text() == "−1.25"


def test_put_back_can_be_pressed_where_there_is_something_to_put_back(inspector: WeightInspector, heard: Heard) -> None:
    inspector.show_part(PART)
    inspector.show_value_before(None)
    back = tool(inspector, "put_weight_back")
    assert not back.isEnabled()
    inspector.show_value_before(-0.25)
    assert back.isEnabled()
    assert "−0.25" in back.toolTip()
    back.click()
    assert heard.said == [PART]


def test_bars_name_the_class_and_a_click_chooses_the_student_by_the_row_of_the_table(
    qtbot: QtBot, inspector: WeightInspector, heard: Heard
) -> None:
    inspector.show_part(PART)
    inspector.show_student_row(4)
    assert f"6 students · mean slope {SLOPE:+.3f}".replace("-", "−") in texts(inspector)
    bars = inspector.bars
    assert bars.bars is not None
    assert bars.bars.heights.mean() == pytest.approx(SLOPE)
    assert bars.chosen_bar == ROWS.index(4)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(round(0.6 * bars.width()), 5))
    assert heard.said == [4]


def test_a_student_of_this_year_has_no_bar(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    inspector.show_student_row(None)
    settle()
    assert inspector.bars.chosen_bar is None
    inspector.show_student_row(2)  # a row that cannot be used
    settle()
    assert inspector.bars.chosen_bar is None


def test_without_a_class_the_value_can_still_be_changed(qtbot: QtBot, inspector: WeightInspector, heard: Heard) -> None:
    inspector.show_class(np.empty((0, 3)), np.empty(0), (), ())
    inspector.show_part(PART)
    settle()
    assert inspector.curve.scene is None
    assert "No past student can be used" in inspector.curve.accessibleDescription()
    assert inspector.readings.slope.text == "–"
    qtbot.keyClick(inspector.readings.box, Qt.Key.Key_Up)
    assert heard.said == [(PART, 1.0)]
    inspector.show_class(X, Y, NAMES, ROWS)
    settle()
    assert inspector.curve.scene is not None


def test_a_class_with_other_columns_than_the_network_is_no_fault(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    inspector.show_class(X[:, :2], Y, NAMES, ROWS)
    settle()
    assert inspector.curve.scene is None


def test_a_part_that_the_network_has_no_more(inspector: WeightInspector) -> None:
    inspector.show_part(Part.bias(0, 1))
    settle()
    inspector.show_network(Network.random((3, 1, 1)))
    assert "Choose a line" in texts(inspector)
    inspector.show_network(NETWORK)
    assert "bias of H₂" in texts(inspector)


def test_nothing_is_measured_out_of_sight_and_everything_when_seen_again(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    settle()
    before = inspector.curve.scene
    inspector.show_network(replaced(NETWORK, PART, 2.0))
    inspector.hide()
    settle()
    inspector.show_network(replaced(NETWORK, PART, 3.0))
    settle()
    assert inspector.curve.scene is before
    inspector.show()
    scene = inspector.curve.scene
    assert scene is not None
    assert scene.curve.here == 3.0


def test_many_changes_at_once_are_measured_once(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    settle()
    scenes = set()
    for value in np.linspace(0, 1, 20):
        inspector.show_network(replaced(NETWORK, PART, float(value)))
        scenes.add(inspector.curve.scene)
    assert len(scenes) == 1
    settle()
    scene = inspector.curve.scene
    assert scene is not None
    assert scene.curve.here == 1.0


def test_zoomed_by_buttons_and_back(inspector: WeightInspector) -> None:
    def width() -> float:
        settle()
        scene = inspector.curve.scene
        assert scene is not None
        return scene.curve.span[1] - scene.curve.span[0]

    inspector.show_part(PART)
    whole = width()
    assert not tool(inspector, "fit_curve").isVisible()
    tool(inspector, "zoom_curve_in").click()
    assert width() == pytest.approx(whole / 1.5)
    tool(inspector, "zoom_curve_out").click()
    tool(inspector, "zoom_curve_out").click()
    assert width() == pytest.approx(whole * 1.5)
    tool(inspector, "fit_curve").click()
    assert width() == whole


def test_a_zoomed_curve_goes_along_with_its_weight(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    settle()
    tool(inspector, "zoom_curve_in").click()
    settle()
    inspector.show_network(replaced(NETWORK, PART, 50.0))
    settle()
    scene = inspector.curve.scene
    assert scene is not None
    assert scene.curve.span[0] < 50 < scene.curve.span[1]


class TestHistory:
    @pytest.fixture
    def history(self) -> History:
        history = History()
        for snapshot in train(NETWORK, X, Y, learning_rate=2.0, epochs=40, every=10):
            history.append(
                snapshot.epoch, snapshot.network, snapshot.loss, learning_rate=2.0 if snapshot.epoch else None
            )
        return history

    def test_the_values_at_the_recorded_epochs(self, inspector: WeightInspector, history: History) -> None:
        inspector.show_part(PART)
        inspector.show_history(history, None)
        inspector.show_network(history.network_at(len(history) - 1))
        tool(inspector, "show_weight_history").click()
        shown = texts(inspector)
        epochs, values = inspector.history.shown_points
        assert epochs.tolist() == [0, 10, 20, 30, 40]
        assert values.tolist() == [value_of(history.network_at(i), PART) for i in range(5)]
        assert f"From +0.90 at the start to {values[-1]:+.2f} now." in shown
        assert "epoch 40" in inspector.history.accessibleDescription()

    def test_it_grows_while_it_is_seen(self, inspector: WeightInspector, history: History) -> None:
        inspector.show_part(PART)
        tool(inspector, "show_weight_history").click()
        inspector.show_history(history, None)
        settle()
        history.append(50, NETWORK, 0.5, learning_rate=2.0)
        inspector.show_history(history, None)
        settle()
        assert inspector.history.shown_points[0][-1] == 50

    def test_a_recorded_moment_can_be_chosen(self, qtbot: QtBot, inspector: WeightInspector, history: History) -> None:
        inspector.show_part(PART)
        inspector.show_history(history, 20.0)
        tool(inspector, "show_weight_history").click()
        settle()
        with qtbot.waitSignal(inspector.moment_chosen) as chosen:
            qtbot.keyClick(inspector.history, Qt.Key.Key_Left)
        assert chosen.args == [10.0]
        frame = inspector.history.frame
        assert frame is not None
        with qtbot.waitSignal(inspector.moment_chosen) as chosen:
            at = frame.point(29.0, 1.0).toPoint()
            qtbot.mouseClick(inspector.history, Qt.MouseButton.LeftButton, pos=at)
        assert chosen.args == [30.0]

    def test_before_the_training(self, inspector: WeightInspector) -> None:
        inspector.show_part(PART)
        tool(inspector, "show_weight_history").click()
        settle()
        assert "Press Train" in inspector.history.accessibleDescription()

    def test_of_another_network_shape_it_shows_nothing(self, inspector: WeightInspector, history: History) -> None:
        inspector.show_part(PART)
        tool(inspector, "show_weight_history").click()
        inspector.show_history(history, None)
        inspector.show_network(Network.random((3, 5, 1)))
        settle()
        assert len(inspector.history.shown_points[0]) == 0


@pytest.mark.parametrize("digits", [1, 4, 6])
@pytest.mark.parametrize("size", [(326, 285), (310, 259), (326, 220)])
def test_no_words_are_cut_off(inspector: WeightInspector, theme: Theme, size: tuple[int, int], digits: int) -> None:
    theme.set_digits(digits)
    inspector.show_part(PART)
    inspector.resize(*size)
    settle()
    for one in inspector.findChildren(QLabel):
        if one.isVisible() and one.objectName() != "weight_words":
            assert one.fontMetrics().horizontalAdvance(one.text()) <= one.width() + 1, one.text()
            assert one.visibleRegion().boundingRect() == one.rect(), one.text()
    box = inspector.readings.box
    assert box.fontMetrics().horizontalAdvance(box.text()) <= box.lineEdit().width()


def test_every_tool_says_what_it_does(inspector: WeightInspector) -> None:
    inspector.show_part(PART)
    inspector.show_value_before(None)
    settle()
    for one in inspector.findChildren(QToolButton):
        assert one.accessibleName()
        assert one.toolTip()
    for widget in (inspector, inspector.curve, inspector.history, inspector.bars, inspector.readings.box):
        assert widget.accessibleName()


def test_the_range_stands_still_while_the_point_is_in_hand(qtbot: QtBot, inspector: WeightInspector) -> None:
    inspector.value_requested.connect(lambda part, value: inspector.show_network(replaced(NETWORK, part, value)))
    inspector.set_learning_rate(200.0)  # steps so long that another range would suit each value
    inspector.show_part(PART)
    settle()
    frame, point = inspector.curve.frame, inspector.curve.point()
    assert frame is not None
    assert point is not None
    spans = set()
    here = 0.0
    qtbot.mousePress(inspector.curve, Qt.MouseButton.LeftButton, pos=point.toPoint())
    for share in np.linspace(0.1, 0.9, 9):
        target = QPoint(round(frame.area.left() + share * frame.area.width()), point.toPoint().y())
        qtbot.mouseMove(inspector.curve, target)
        settle()
        scene = inspector.curve.scene
        assert scene is not None
        spans.add(scene.curve.span)
        here = scene.curve.here
    assert spans == {frame.values}
    assert here == pytest.approx(frame.value_at(target.x()), abs=0.1)
    qtbot.mouseRelease(inspector.curve, Qt.MouseButton.LeftButton, pos=target)
