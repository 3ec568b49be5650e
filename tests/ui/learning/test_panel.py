"""The error curve: what was recorded and nothing else, and a cursor that goes back to any of it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
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
        (bubble,) = (label for label in panel.plot.findChildren(QLabel) if label.isVisible())
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
