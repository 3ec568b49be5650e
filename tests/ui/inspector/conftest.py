"""A small class, a network, and the inspector that looks at them."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.network import Network
from neuralpad.ui.inspector.inspector import WeightInspector
from neuralpad.ui.theme import Theme

NAMES = ("Ann", "Bob", "Cem", "<b>Dia</b>", "Eva", "Finn")
ROWS = (0, 1, 3, 4, 5, 8)
"""Their rows in the grade book: some students there cannot be used."""
X = np.array([[0.9, 0.8, 0.7], [0.5, 0.4, 0.6], [0.8, 0.9, 0.8], [0.4, 0.3, 0.5], [0.7, 0.5, 0.6], [0.6, 0.7, 0.9]])
Y = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0])
NETWORK = Network(
    [[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]],
    [[0.1, -0.2], [0.3]],
)
LABELS = ("Class work", "Written tests", "Oral tests")


@pytest.fixture
def theme(qapp: object) -> Theme:
    made = Theme()
    made.begin("light", 1.0, 2)
    return made


@pytest.fixture
def inspector(qtbot: QtBot, theme: Theme) -> WeightInspector:
    """On screen, with the class and the network, and nothing chosen."""
    made = WeightInspector(theme)
    qtbot.addWidget(made)
    made.show_labels(LABELS)
    made.show_class(X, Y, NAMES, ROWS)
    made.show_network(NETWORK)
    made.resize(326, 270)
    made.show()
    return made
