"""The numbers along the axes of the error curve."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from neuralpad.ui.learning.axes import LocaleAxis
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.theme import Theme


@pytest.mark.parametrize("last", [1000, 10_000, 200_000])
def test_the_last_epoch_is_not_cut_off_at_the_edge(qtbot: QtBot, last: int) -> None:
    theme = Theme()
    plot = LossPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(330, 240)
    epochs = np.linspace(0, last, 50)
    plot.show_history(epochs, np.exp(-epochs / last), np.full(50, np.nan))
    plot.show()
    qtbot.waitExposed(plot)
    axis = plot.getAxis("bottom")
    assert isinstance(axis, LocaleAxis)
    ground = QPixmap(plot.size())
    painter = QPainter(ground)
    _, _, texts = axis.generateDrawSpecs(painter)
    painter.end()
    right = max(plot.mapFromScene(axis.mapToScene(rect.topRight())).x() for rect, _, _ in texts)
    assert len(texts) >= 2
    assert right < plot.viewport().width()
