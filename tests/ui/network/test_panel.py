"""The card around the canvas: whose numbers are shown, and the way to the next student."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.theme import Theme


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> NetworkPanel:
    panel = NetworkPanel(Theme())
    qtbot.addWidget(panel)
    return panel


def student(name: str = "Elif Y.", group: Group = Group.PAST, count: int = 30) -> StudentView:
    return StudentView(name, 5, count, ("73%", "52%", "60%"), (0.73, 0.52, 0.60), "fail", group)


def texts(panel: NetworkPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def arrow(panel: NetworkPanel, name: str) -> QToolButton:
    return next(button for button in panel.findChildren(QToolButton) if button.accessibleName() == name)


def test_it_says_whose_numbers_are_shown(panel: NetworkPanel) -> None:
    assert "No student chosen" in texts(panel)
    panel.show_student(student())
    assert "Elif Y. · 5 of 30" in texts(panel)
    panel.show_student(student("Rosa I.", Group.THIS_YEAR, 12))
    assert "Rosa I. · 5 of 12 this year" in texts(panel)
    panel.show_student(student(""))
    assert "(no name) · 5 of 30" in texts(panel)
    panel.show_student(None)
    assert "No student chosen" in texts(panel)


def test_a_long_name_does_not_widen_the_window(panel: NetworkPanel) -> None:
    panel.show_student(student())
    before = panel.minimumSizeHint().width()
    panel.show_student(student("Wolfeschlegelsteinhausenbergerdorff " * 8))
    assert panel.minimumSizeHint().width() < before + 200


def test_the_arrows_ask_for_the_students_beside(panel: NetworkPanel, qtbot: QtBot) -> None:
    panel.show_student(student())
    with qtbot.waitSignal(panel.previous_requested):
        qtbot.mouseClick(arrow(panel, "Previous student"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.next_requested):
        qtbot.mouseClick(arrow(panel, "Next student"), Qt.MouseButton.LeftButton)


def test_there_is_no_way_on_from_one_student_alone_or_from_none(panel: NetworkPanel) -> None:
    for shown in (None, student(count=1)):
        panel.show_student(shown)
        assert not arrow(panel, "Previous student").isEnabled()
        assert not arrow(panel, "Next student").isEnabled()


def test_what_it_is_shown_reaches_the_canvas(panel: NetworkPanel) -> None:
    canvas = panel.findChild(NetworkCanvas, "network_canvas")
    assert isinstance(canvas, NetworkCanvas)
    panel.show_labels(["A", "B", "C"])
    panel.show_network(Network.random())
    panel.show_student(student())
    panel.set_note("Epoch 7")
    assert canvas.labels().values[0, 1] == "52%"
    assert canvas.describe_part(Part.weight(0, 1, 0)).startswith("weight from B to H₁: ")
    layout = canvas.placement()
    assert layout is not None
    assert layout.note is not None
