"""The error curve: what was recorded and nothing else, and a cursor that goes back to any of it."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.ui.learning.panel import LearningPanel
from neuralpad.ui.theme import Theme

EPOCHS = np.array([0.0, 1.0, 2.0, 4.0, 8.0, 16.0])
LOSSES = np.array([0.8, 0.7, 0.65, 0.5, 0.4, 0.35])
NOBODY = np.full(6, np.nan)
NOTHING = np.empty(0)


@pytest.fixture
def panel(qtbot: QtBot) -> LearningPanel:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = LearningPanel(theme)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.resize(350, 300)
    made.show()
    return made


def point_at(panel: LearningPanel, epoch: float, loss: float) -> QPoint:
    """Where an epoch and an error are in the plot's viewport."""
    scene = panel.plot.getViewBox().mapViewToScene(QPointF(epoch, loss))
    return panel.plot.mapFromScene(scene)


def texts(panel: LearningPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_without_a_run_it_says_what_to_do(panel: LearningPanel) -> None:
    assert "Press Train" in texts(panel)
    assert not panel.plot.isVisible()


def test_the_curve_has_the_recorded_points_and_no_others(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    x, y = panel.plot.shown_points
    assert x.tolist() == EPOCHS.tolist()
    assert y.tolist() == LOSSES.tolist()
    assert "learned from" in texts(panel)
    assert "kept aside" not in texts(panel)


def test_students_kept_aside_have_their_own_curve_and_name(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, LOSSES + 0.1)
    assert "kept aside" in texts(panel)


def test_the_run_before_stays_in_sight_after_starting_over(panel: LearningPanel) -> None:
    panel.show_history(NOTHING, NOTHING, NOTHING)
    panel.show_previous(EPOCHS, LOSSES)
    assert panel.plot.isVisible()
    assert "run before" in texts(panel)


def test_another_run_before_with_the_same_epochs_takes_the_place_of_the_first(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    panel.show_previous(EPOCHS, LOSSES)
    panel.show_previous(EPOCHS, LOSSES + 2)
    assert panel.plot.getViewBox().viewRange()[1][1] > 2.8, "the axis has room for all that is drawn"


def names_shown(panel: LearningPanel) -> dict[str, QLabel]:
    """The words beside the curves."""
    words = ("learned from", "kept aside", "run before", "drag to go back in time")
    return {one.text(): one for one in panel.plot.findChildren(QLabel) if one.isVisible() and one.text() in words}


@pytest.mark.parametrize("last", [1, 30, 400, 5000])
@pytest.mark.parametrize("gap", [0.0, 0.02, 0.3, -0.1])
def test_names_lie_on_no_curve_and_on_no_other_name(panel: LearningPanel, last: int, gap: float) -> None:
    epochs = np.arange(last + 1.0)
    losses = 0.2 + 0.5 * np.exp(-epochs / 300)
    panel.show_previous(np.arange(1000.0), 0.25 + 0.5 * np.exp(-np.arange(1000.0) / 100))
    panel.show_history(epochs, losses, losses + gap)
    names = names_shown(panel)
    assert {"learned from", "kept aside", "run before"} <= names.keys()
    boxes = [name.geometry() for name in names.values()]
    assert not any(one.intersects(other) for i, one in enumerate(boxes) for other in boxes[:i])
    for curve in (losses, losses + gap):
        points = [point_at(panel, epoch, loss) for epoch, loss in zip(epochs, curve, strict=True)]
        assert not any(box.contains(point) for box in boxes for point in points)


@pytest.mark.parametrize("viewed", [499.0, 480.0, 455.5, 300.0, 20.0])
def test_names_keep_clear_of_the_cursor(panel: LearningPanel, viewed: float) -> None:
    epochs = np.arange(501.0)
    losses = 0.2 + 0.5 * np.exp(-epochs / 300)
    panel.show_history(epochs, losses, losses + 0.1)
    panel.show_cursor(viewed)
    cursor = point_at(panel, viewed, 0.3).x()
    names = names_shown(panel)
    assert {"learned from", "kept aside"} <= names.keys()
    assert not any(name.geometry().left() <= cursor <= name.geometry().right() for name in names.values())


def test_a_moment_between_two_recorded_ones_is_shown_where_it_is(panel: LearningPanel) -> None:
    epochs = np.array([0.0, 100.0, 200.0])
    panel.show_history(epochs, np.array([0.7, 0.5, 0.4]), NOBODY[:3])
    panel.show_cursor(150.0, 0.44)
    assert "epoch 150" in panel.plot.accessibleDescription()
    assert "0.440" in panel.plot.accessibleDescription()
    panel.show_cursor(100.0, 0.99)
    assert "0.500" in panel.plot.accessibleDescription(), "what was recorded counts"


def test_several_recorded_moments_of_one_epoch_are_one_to_the_keyboard(panel: LearningPanel, qtbot: QtBot) -> None:
    epochs = np.array([0.0, 1.0, 2.0, 2.0, 3.0, 4.0])  # at epoch 2 somebody set a weight by hand
    panel.show_history(epochs, np.linspace(0.7, 0.2, 6), NOBODY)
    panel.show_cursor(2.0)
    for key, epoch in ((Qt.Key.Key_Right, 3.0), (Qt.Key.Key_Left, 1.0)):
        with qtbot.waitSignal(panel.moment_chosen) as chosen:
            qtbot.keyClick(panel.plot, key)
        assert chosen.args == [epoch]


def test_names_go_with_their_curves_when_the_window_grows(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    panel.resize(700, 500)
    settle()
    name = names_shown(panel)["learned from"].geometry()
    end = point_at(panel, 16.0, 0.35)
    assert abs(name.right() - end.x()) < 20
    assert abs(name.center().y() - end.y()) < 30


@pytest.mark.parametrize("height", [180, 300, 600])
def test_the_error_axis_begins_at_zero_and_says_so(panel: LearningPanel, height: int) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    panel.resize(350, height)
    settle()
    zero = point_at(panel, 0.0, 0.0)
    edge = panel.plot.getViewBox().sceneBoundingRect().bottom()
    assert 8 <= edge - zero.y() <= 12, "room for half the height of a number, and no more"


def test_the_hint_is_there_until_one_has_gone_back(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    assert "drag to go back in time" in names_shown(panel)
    panel.show_cursor(2.0)
    assert "drag to go back in time" not in names_shown(panel)


def test_pressing_chooses_the_nearest_recorded_epoch(qtbot: QtBot, panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    with qtbot.waitSignal(panel.moment_chosen) as chosen:
        qtbot.mouseClick(panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_at(panel, 7.0, 0.4))
    assert chosen.args == [8.0]


def test_dragging_follows_the_pointer(qtbot: QtBot, panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    chosen: list[float] = []
    panel.moment_chosen.connect(chosen.append)
    viewport = panel.plot.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point_at(panel, 16, 0.4))
    qtbot.mouseMove(viewport, point_at(panel, 4, 0.4))
    qtbot.mouseMove(viewport, point_at(panel, 1, 0.4))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=point_at(panel, 1, 0.4))
    qtbot.mouseMove(viewport, point_at(panel, 8, 0.4))
    assert chosen[0] == 16.0
    assert chosen[-1] == 1.0, "after letting go, moving chooses nothing"
    assert 4.0 in chosen


@pytest.mark.parametrize(
    ("viewed", "key", "expected"),
    [
        (None, Qt.Key.Key_Left, 8.0),
        (8.0, Qt.Key.Key_Left, 4.0),
        (4.0, Qt.Key.Key_Right, 8.0),
        (4.0, Qt.Key.Key_Home, 0.0),
        (4.0, Qt.Key.Key_End, 16.0),
        (0.0, Qt.Key.Key_Left, 0.0),
    ],
)
def test_arrow_keys_go_from_one_recorded_epoch_to_the_next(
    qtbot: QtBot, panel: LearningPanel, viewed: float | None, key: Qt.Key, expected: float
) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    panel.show_cursor(viewed)
    with qtbot.waitSignal(panel.moment_chosen) as chosen:
        qtbot.keyClick(panel.plot, key)
    assert chosen.args == [expected]


def test_hovering_shows_epoch_and_error_inside_the_plot(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, LOSSES + 0.1)
    for epoch, loss in ((0.0, 0.8), (4.0, 0.5), (16.0, 0.35)):
        at = point_at(panel, epoch, loss)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            panel.plot.viewport().mapToGlobal(QPointF(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(panel.plot.viewport(), move)
        bubble = panel.plot.findChild(QLabel, "point_bubble")
        assert bubble is not None
        assert bubble.isVisible()
        assert f"epoch {epoch:g}" in bubble.text()
        assert f"{loss:.3f}" in bubble.text()
        assert f"{loss + 0.1:.3f}" in bubble.text()
        assert panel.plot.rect().contains(bubble.geometry())


def test_the_accessible_description_says_where_the_cursor_is(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    assert "16" in panel.plot.accessibleDescription()
    panel.show_cursor(2.0)
    assert "0.650" in panel.plot.accessibleDescription()


def test_a_logarithmic_scale_takes_an_error_of_zero(panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, np.array([1.0, 0.1, 0.01, 0.001, 0.0, 0.0]), NOBODY)
    (log,) = (button for button in panel.findChildren(QToolButton) if button.text() == "log")
    log.click()
    low, high = panel.plot.getViewBox().viewRange()[1]
    assert np.isfinite([low, high]).all()
    assert low < -5
    assert panel.plot.shown_points[1].tolist()[-1] == 0.0


def test_an_error_beyond_all_measure_leaves_the_plot_usable(qtbot: QtBot, panel: LearningPanel) -> None:
    panel.show_history(EPOCHS, np.array([1e300, 1e200, 1.0, 0.7, 0.5, 0.5]), NOBODY)
    assert panel.plot.grab().width() > 0, "painted without a warning"
    middle = panel.plot.viewport().rect().center()
    with qtbot.waitSignal(panel.moment_chosen) as chosen:
        qtbot.mouseClick(
            panel.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point_at(panel, 8, 0).x(), middle.y())
        )
    assert chosen.args == [8.0]
    assert panel.plot.shown_points[1][0] == 1e300, "what is recorded stays as it is"


def test_a_new_state_of_the_training_is_painted_once(qtbot: QtBot, panel: LearningPanel) -> None:
    """The training rests until the window has painted; a second picture of the same would be lost time."""
    paints: list[QEvent] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                paints.append(event)
            return False

    watch = Watch(panel)
    panel.show_history(EPOCHS[:5], LOSSES[:5], NOBODY[:5])
    settle()
    panel.plot.viewport().installEventFilter(watch)
    panel.show_history(EPOCHS, LOSSES, NOBODY)
    panel.show_cursor(None)
    settle()
    assert len(paints) == 1


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def test_a_thousand_points_are_shown_in_a_few_milliseconds(panel: LearningPanel) -> None:
    epochs = np.unique(np.geomspace(1, 5001, 1000).round()) - 1
    losses = 0.3 + 0.5 * np.exp(-epochs / 300)
    seconds = []
    for shift in range(10):
        begin = time.perf_counter()
        panel.show_history(epochs, losses + shift / 1000, losses + 0.1)
        panel.show_cursor(None)
        seconds.append(time.perf_counter() - begin)
    # About 1 ms where this was written.
    assert min(seconds) < 0.015
