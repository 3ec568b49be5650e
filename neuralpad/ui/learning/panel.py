"""The card with the error curve: how the learning goes, and any moment of it again."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, EmptyState, label

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
        self._keys = {
            "positive": label(self.tr("━ learned from")),
            "negative": label(self.tr("╍ kept aside")),
            "quiet": label(self.tr("━ run before"), "quiet"),
        }
        self._hint = label(self.tr("drag to go back in time"), "quiet")
        self._hint.setToolTip(self.tr("Press on the curve, or use the arrow keys: the whole window shows that epoch"))
        legend = QHBoxLayout()
        for key in self._keys.values():
            legend.addWidget(key)
        legend.addStretch(1)
        legend.addWidget(self._hint)
        self._legend = QWidget()
        self._legend.setLayout(legend)
        legend.setContentsMargins(0, 0, 0, 0)
        self._empty = EmptyState(theme, self.tr("Press Train: the error after every epoch is drawn here."))
        curve = QWidget()
        self._stack = QStackedLayout(curve)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.plot)
        self.body.addWidget(self._legend)
        self.body.addWidget(curve, 1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_previous(_NOTHING, _NOTHING)
        self.show_history(_NOTHING, _NOTHING, _NOTHING)

    def show_history(self, epochs: Floats, losses: Floats, aside_losses: Floats) -> None:
        """Recorded epochs (n,), and the mean errors (n,) of the students learned from and kept aside (NaN: nobody)."""
        self.plot.show_history(epochs, losses, aside_losses)
        self._keys["negative"].setVisible(bool(np.isfinite(aside_losses).any()))
        self._show_what_there_is()

    def show_previous(self, epochs: Floats, losses: Floats) -> None:
        """The run before this one; empty arrays for none."""
        self.plot.show_previous(epochs, losses)
        self._keys["quiet"].setVisible(len(epochs) > 0)
        self._show_what_there_is()

    def show_cursor(self, epoch: float | None) -> None:
        """Where the window stands: at a past epoch, or at the newest (None)."""
        self.plot.show_cursor(epoch)
        self._hint.setVisible(epoch is None)

    def _show_what_there_is(self) -> None:
        has_curve = len(self.plot.shown_points[0]) > 0 or not self._keys["quiet"].isHidden()
        self._stack.setCurrentWidget(self.plot if has_curve else self._empty)
        self._legend.setVisible(has_curve)
        self._log.setVisible(has_curve)

    @Slot()
    def _restyle(self) -> None:
        for name, key in self._keys.items():
            key.setFont(self._theme.font(12))
            key.setStyleSheet(f"color: {self._theme.colour(name).name()};")
        self._hint.setFont(self._theme.font(12, italic=True))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
