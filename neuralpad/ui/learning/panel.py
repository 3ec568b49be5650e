"""The card with the error curve: how the learning goes, and any moment of it again; other views of it are tabs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, EmptyState, Segments

_NOTHING = np.empty(0)


class LearningPanel(Card):
    """The error over time, and tabs beside it. `options_slot` takes what stands below the curve.

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
        over_time = QWidget()
        self.options_slot = QVBoxLayout(over_time)
        self.options_slot.setContentsMargins(0, 0, 0, 0)
        self.options_slot.addWidget(curve, 1)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(over_time)
        self._titles = [self.tr("Over time")]
        self._tips = [self.tr("The error after every epoch")]
        self._tabs: Segments | None = None
        self.body.addWidget(pages, 1)
        theme.changed.connect(self._space_options)
        self._space_options()
        self._has_previous = False
        self._show_what_there_is()

    def add_tab(self, title: str, tip: str, widget: QWidget) -> None:
        """Another view, beside the error over time; it is found under its title in the header."""
        self._titles.append(title)
        self._tips.append(tip)
        self._pages.addWidget(widget)
        if self._tabs is not None:
            self._tabs.deleteLater()
        self._tabs = Segments(self._theme, self._titles)
        for number, words in enumerate(self._tips):
            self._tabs.set_tip(number, words)
        self._tabs.set_current(self._pages.currentIndex())
        self._tabs.chosen.connect(self._show_page)
        self.header.insertWidget(1, self._tabs)

    def show_tab(self, widget: QWidget | None) -> None:
        """Bring a view to the front; None for the error over time."""
        self._show_page(0 if widget is None else self._pages.indexOf(widget))

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
        self._has_curve = has_curve
        self._log.setVisible(has_curve and self._pages.currentIndex() == 0)

    @Slot(int)
    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        if self._tabs is not None:
            self._tabs.set_current(number)
        self._log.setVisible(self._has_curve and number == 0)

    @Slot()
    def _space_options(self) -> None:
        self.options_slot.setSpacing(self._theme.px(6))
