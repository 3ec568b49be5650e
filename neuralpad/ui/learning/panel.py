"""The card with the error curve: how the learning goes, and any moment of it again."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QToolButton, QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, EmptyState

_NOTHING = np.empty(0)


class LearningPanel(Card):
    """The error over time.

    Signals:
        moment_chosen: a recorded epoch that the window shall show.
    """

    moment_chosen = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.set_title(self.tr("Learning"))
        self.plot = LossPlot(theme)
        self.plot.moment_chosen.connect(self.moment_chosen)
        self._log = QToolButton()
        self._log.setText(self.tr("log"))
        self._log.setCheckable(True)
        self._log.setProperty("role", "plain")
        self._log.setToolTip(
            self.tr("Logarithmic scale: shows small errors large. From 0.1 to 0.01 is as far as from 1 to 0.1.")
        )
        self._log.setAccessibleName(self.tr("Logarithmic scale"))
        self._log.toggled.connect(self.plot.set_log)
        self.header.addWidget(self._log)
        self._empty = EmptyState(theme, self.tr("Press Train: the error after every epoch is drawn here."))
        curve = QWidget()
        self._stack = QStackedLayout(curve)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.plot)
        self.body.addWidget(curve, 1)
        self._has_previous = False
        self._show_what_there_is()

    def show_history(self, epochs: Floats, losses: Floats, aside_losses: Floats) -> None:
        """Recorded epochs (n,), and the mean errors (n,) of the students learned from and kept aside (NaN: nobody)."""
        self.plot.show_history(epochs, losses, aside_losses)
        self._show_what_there_is()

    def show_previous(self, epochs: Floats, losses: Floats) -> None:
        """The run before this one; empty arrays for none."""
        self.plot.show_previous(epochs, losses)
        self._has_previous = len(epochs) > 0
        self._show_what_there_is()

    def show_cursor(self, epoch: float | None, loss: float | None = None, aside_loss: float | None = None) -> None:
        """Where the window stands: at a past epoch with these errors, or at the newest (None)."""
        self.plot.show_cursor(epoch, loss, aside_loss)

    def _show_what_there_is(self) -> None:
        has_curve = len(self.plot.shown_points[0]) > 0 or self._has_previous
        self._stack.setCurrentWidget(self.plot if has_curve else self._empty)
        self._log.setVisible(has_curve)
