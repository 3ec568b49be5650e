"""The picture of the error curve: where things stand in it, and how the weight is moved and the range changed in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neuralpad.core.landscape import error_curve
from neuralpad.core.parts import Part
from neuralpad.ui.inspector.error_curve_view import ErrorCurveView, Scene
from neuralpad.ui.theme import Theme
from tests.ui.inspector.conftest import NETWORK, X, Y

PART = Part.weight(0, 1, 0)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ErrorCurveView:
    made = ErrorCurveView(theme)
    qtbot.addWidget(made)
    made.resize(320, 130)
    show(made)
    made.show()
    QApplication.processEvents()
    return made


def show(view: ErrorCurveView, learning_rate: float = 1.0, is_held: bool = False) -> None:
    curve = error_curve(NETWORK, X, Y, PART, learning_rate=learning_rate, span=(-4.0, 4.0))
    view.show_scene(Scene(curve, None if is_held else curve.landing(learning_rate), is_held, "W¹₂₁", 2))
    QApplication.processEvents()


def place(view: ErrorCurveView) -> QPoint:
    point = view.point()
    assert point is not None
    return point.toPoint()


def test_the_point_stands_at_its_value_and_its_error(view: ErrorCurveView) -> None:
    frame, point = view.frame, view.point()
    assert frame is not None
    assert point is not None
    assert frame.value_at(point.x()) == pytest.approx(0.9)
    share = (frame.area.bottom() - point.y()) / frame.area.height()
    assert frame.heights[0] + share * (frame.heights[1] - frame.heights[0]) == pytest.approx(NETWORK.loss(X, Y))


def test_the_curve_is_painted_where_the_error_is(view: ErrorCurveView, theme: Theme) -> None:
    picture, frame = view.grab().toImage(), view.frame
    assert frame is not None
    for value in (-3.0, -1.5, 3.0):
        at = frame.point(value, NETWORK.replaced(0, 1, 0, value).loss(X, Y)).toPoint()
        near = [picture.pixelColor(at.x(), at.y() + dy) for dy in (-1, 0, 1)]
        assert any(distance(one, theme.colour("positive")) < 60 for one in near), value


def distance(a: QColor, b: QColor) -> int:
    return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())


def test_dragging_the_point_asks_for_values_under_the_pointer(qtbot: QtBot, view: ErrorCurveView) -> None:
    values: list[float] = []
    view.value_dragged.connect(values.append)
    frame, start = view.frame, place(view)
    assert frame is not None
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    assert view.is_dragging
    assert values == [], "pressing alone changes nothing"
    target = QPoint(round(frame.x(2.0)), start.y() + 30)
    qtbot.mouseMove(view, target)
    assert values[-1] == pytest.approx(2.0, abs=0.04)
    assert values[-1] == round(values[-1], 2), "a number that can be read"
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=target)
    assert not view.is_dragging


def test_dragged_to_the_end_it_stays_in_the_picture(qtbot: QtBot, view: ErrorCurveView) -> None:
    values: list[float] = []
    view.value_dragged.connect(values.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place(view))
    qtbot.mouseMove(view, QPoint(5000, 10))
    qtbot.mouseMove(view, QPoint(-5000, 10))
    assert 3 < values[0] < 4
    assert -4 < values[-1] < -3


def test_pressing_beside_the_point_takes_nothing_in_hand(qtbot: QtBot, view: ErrorCurveView) -> None:
    start = place(view)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(start.x() + 80, start.y()))
    assert not view.is_dragging


def test_the_wheel_zooms_around_the_pointer(qtbot: QtBot, view: ErrorCurveView) -> None:
    frame = view.frame
    assert frame is not None
    at = QPointF(frame.x(-2.0), 50.0)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(view.zoomed) as zoomed:
        QApplication.sendEvent(view, event)
    assert zoomed.args is not None
    factor, around = zoomed.args
    assert factor > 1
    assert around == pytest.approx(-2.0)


def test_by_keyboard(qtbot: QtBot, view: ErrorCurveView) -> None:
    said: list[object] = []
    view.stepped.connect(said.append)
    view.zoomed.connect(lambda factor, around: said.append((factor > 1, around)))
    view.fit_requested.connect(lambda: said.append("fit"))
    key = Qt.Key
    for one in (key.Key_Right, key.Key_Left, key.Key_PageUp, key.Key_Plus, key.Key_Minus, key.Key_0):
        qtbot.keyClick(view, one)
    assert said == [1, -1, 10, (True, 0.9), (False, 0.9), "fit"]


def test_the_arrow_points_the_way_of_the_step(view: ErrorCurveView, theme: Theme) -> None:
    def purple(side: int) -> int:
        """Pixels of the step's colour on the height of the point, on one side of it."""
        picture, at = view.grab().toImage(), place(view)
        across = range(7, 27)
        return sum(
            distance(picture.pixelColor(at.x() + side * dx, at.y()), theme.colour("slope")) < 60 for dx in across
        )

    curve = error_curve(NETWORK, X, Y, PART)
    rate = 0.8 / abs(curve.slope)  # a step of 0.8
    show(view, rate)
    scene = view.scene
    assert scene is not None
    assert scene.landing is not None
    assert not scene.landing.jumps
    towards = 1 if scene.landing.value > 0.9 else -1
    assert purple(towards) > 15
    assert purple(-towards) < 5
    show(view, rate, is_held=True)
    assert purple(towards) < 5
