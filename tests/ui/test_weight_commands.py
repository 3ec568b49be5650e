"""One weight in the real window: chosen on the canvas, looked at, changed, pinned, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from neuralpad.core.edits import RemoveColumn, SetCells
from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, slope_of, value_of
from neuralpad.ui.inspector.inspector import WeightInspector
from neuralpad.ui.network.canvas import NetworkCanvas

if TYPE_CHECKING:
    from tests.ui.conftest import User

PART = Part.weight(0, 1, 0)


def inspector_of(user: User) -> WeightInspector:
    return user.find(WeightInspector, "weight_inspector")


def choose(user: User, part: Part = PART) -> WeightInspector:
    """Click a weight's number on the canvas."""
    canvas = user.find(NetworkCanvas, "network_canvas")
    canvas.choose_part(part)
    user.settle()
    return inspector_of(user)


def enter(user: User, part: Part, value: float) -> None:
    inspector = choose(user, part)
    box = inspector.readings.box
    box.setFocus()
    box.selectAll()
    user.qtbot.keyClicks(box, str(value))
    user.qtbot.keyClick(box, Qt.Key.Key_Return)
    user.settle()


def press(user: User, name: str) -> None:
    user.find(QToolButton, name).click()
    user.settle()


def test_choosing_a_weight_opens_it_in_the_learning_card(user: User) -> None:
    assert not inspector_of(user).isVisible()
    choose(user, Part.node(1, 0))
    assert not inspector_of(user).isVisible()
    inspector = choose(user)
    assert inspector.isVisible()
    assert "from Written tests to H₁" in user.texts(inspector)
    learned = user.session.split.learned
    slope = slope_of(user.window.network.gradient(learned.X, learned.y), PART)
    assert inspector.readings.slope.text == f"{slope:+.3f}".replace("-", "−")


def test_a_click_on_its_number_is_enough(user: User) -> None:
    user.window.resize(1366, 768)
    user.settle()
    canvas = user.find(NetworkCanvas, "network_canvas")
    layout = canvas.placement()
    assert layout is not None
    box = layout.pills[PART]
    middle = QPoint(round(box.left + box.width / 2), round(box.top + box.height / 2))
    user.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    user.settle()
    assert inspector_of(user).part == PART


def test_the_worked_example_typed_in_by_hand(user: User) -> None:
    """Weights typed one by one, one student: its slopes, of CURRICULUM, to the digits that can be set."""
    session = user.session
    session.change_settings("Without bias", bias=False)
    rows = tuple(range(1, len(session.book.past)))
    user.session.edit(SetCells(Group.PAST, tuple((row, 4, "") for row in rows)), "Nobody else")
    grades = ((0, 1, "87"), (0, 2, "45"), (0, 3, "62"), (0, 4, "fail"))
    session.edit(SetCells(Group.PAST, grades), "The student")
    user.theme.set_digits(6)
    for layer, matrix in enumerate([[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]]):
        for i, row in enumerate(matrix):
            for j, value in enumerate(row):
                enter(user, Part.weight(layer, i, j), value)
    assert session.moment.network == Network([[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]])
    assert session.moment.network == session.learning.first
    session.change_settings("α", learning_rate=0.5)
    inspector = choose(user, Part.weight(1, 0, 0))
    assert inspector.readings.slope.text == "+0.4032624"
    assert inspector.readings.next.text == "+0.998369"
    inspector = choose(user, Part.weight(1, 1, 0))
    assert inspector.readings.slope.text == "+0.3423617"
    assert inspector.readings.next.text == "−0.871181"
    inspector = choose(user, PART)
    assert inspector.readings.slope.text == f"{0.158856870416 * 0.45:+.7f}"
    assert "1 student · slope" in user.texts(inspector)


def test_type_put_back_and_undo(user: User) -> None:
    user.train(30)
    trained = user.window.network
    enter(user, PART, 2.5)
    assert value_of(user.window.network, PART) == 2.5
    assert user.session.undo_stack.undoText() == "W¹₂₁ by hand"
    press(user, "put_weight_back")
    assert user.window.network == trained
    assert not user.find(QToolButton, "put_weight_back").isEnabled()
    user.do("undo")
    user.do("undo")
    assert user.window.network == trained
    assert user.session.undo_stack.undoText() == "Training"


def test_dragging_on_the_curve_is_one_step(user: User) -> None:
    user.train(30)
    trained = user.window.network
    curve = choose(user).curve
    point = curve.point()
    assert point is not None
    start = point.toPoint()
    user.qtbot.mousePress(curve, Qt.MouseButton.LeftButton, pos=start)
    for dx in (10, 20, 30, 40):
        user.qtbot.mouseMove(curve, start + QPoint(dx, 0))
    user.qtbot.mouseRelease(curve, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 0))
    user.settle()
    assert value_of(user.window.network, PART) > value_of(trained, PART)
    user.do("undo")
    assert user.window.network == trained


def test_a_pinned_weight_never_moves_while_the_rest_learns(user: User) -> None:
    enter(user, PART, 0.75)
    press(user, "hold_weight")
    first = user.window.network
    user.train(200)
    history = user.session.current.history
    place = 2
    assert set(history.parameters[:, place]) == {0.75}
    moved = user.window.network.parameters() != first.parameters()
    assert moved.sum() == len(moved) - 1
    assert "held fast" in user.texts(inspector_of(user))
    for step in ("Training", "Stop after", "Hold W¹₂₁ fast"):
        assert user.session.undo_stack.undoText() == step
        user.do("undo")
    user.settle()
    assert not user.find(QToolButton, "hold_weight").isChecked()


def test_it_follows_a_training_and_any_moment_of_it(user: User) -> None:
    inspector = choose(user)
    user.train(500)
    scene = inspector.curve.scene
    assert scene is not None
    assert scene.curve.here == value_of(user.window.network, PART)
    press(user, "show_weight_history")
    assert inspector.history.shown_points[0][-1] == 500
    user.qtbot.keyClick(inspector.history, Qt.Key.Key_Home)
    user.settle()
    assert user.session.viewed_epoch == 0
    assert inspector.readings.box.text() == inspector.readings.box.textFromValue(
        value_of(user.session.learning.first, PART)
    )


def test_a_bar_chooses_its_student_everywhere(user: User) -> None:
    bars = choose(user).bars
    user.qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(round(bars.width() * 4.5 / 30), 5))
    user.settle()
    assert bars.chosen_bar == 4
    view = user.window.student.view
    assert view is not None
    assert view.name == user.session.book.past[4].name


@pytest.mark.parametrize("what", ["columns", "layers"])
def test_pins_and_the_chosen_weight_go_with_their_network(user: User, what: str) -> None:
    inspector = choose(user)
    press(user, "hold_weight")
    if what == "layers":
        user.session.change_settings("Deeper", hidden_units=(2, 2))
    else:
        user.session.edit(RemoveColumn(2), "Remove")
    user.settle()
    assert user.session.settings.held == frozenset()
    user.do("undo")
    user.settle()
    assert user.session.settings.held == {PART}
    assert inspector.isVisible()
