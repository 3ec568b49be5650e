"""What if: one slider a grade, and the chance of passing that the network would give. The grade book stays as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from neuralpad.core.gradebook import Column
from neuralpad.core.network import Network
from neuralpad.core.predictions import is_unsure, verdict
from neuralpad.core.scaling import Floats, to_grade, to_input
from neuralpad.ui.predictions.bars import ChanceBar
from neuralpad.ui.predictions.grade_slider import DECIMALS, GradeSlider
from neuralpad.ui.predictions.wording import chance_tip, guess_text
from neuralpad.ui.texts import percent
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import ElidedLabel, button, label

_VISIBLE_AT_LEAST = 3
_FEW = 4
"""More sliders than this stand closer together."""


class _Rows(QScrollArea):
    """Takes the height that its rows need, if there is room; else they scroll."""

    def __init__(self, theme: Theme, rows: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self.setWidget(rows)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        rows.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self._rows.sizeHint()

    def minimumSizeHint(self) -> QSize:
        some_rows = self._theme.px(28 * _VISIBLE_AT_LEAST)
        return QSize(self._rows.minimumSizeHint().width(), min(self.sizeHint().height(), some_rows))


class WhatIf(QWidget):
    """Grades that anyone may turn, and what the network says of them at once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._network: Network | None = None
        self._columns: tuple[Column, ...] = ()
        self._start: tuple[float, ...] = ()
        self._sliders: list[GradeSlider] = []
        self._line = QFrame()
        self._title = ElidedLabel()
        self._reset = button(
            self.tr("Reset"), "link", self.tr("Back to the grades to begin from; those in the table have never changed")
        )
        self._reset.clicked.connect(self.reset)
        self._bar = ChanceBar(theme)
        self._before = label("", "quiet")
        self._before.setToolTip(self.tr("The chance with the grades to begin from"))
        self._percent = label()
        self._guess = label()
        self._head, self._score, self._list, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lay_out(theme)
        self.setAccessibleName(self.tr("What if"))
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_student("", ())

    def _lay_out(self, theme: Theme) -> None:
        rows = QWidget()
        rows.setLayout(self._list)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._reset)
        for part in (self._before, self._percent, self._guess):
            self._score.addWidget(part)
        self._score.insertWidget(0, self._bar, 1)
        self.setLayout(self._column)
        self._column.addWidget(self._line)
        self._column.addLayout(self._head)
        self._rows = _Rows(theme, rows)
        self._column.addWidget(self._rows)
        self._column.addLayout(self._score)
        for layout in (self._list, self._column):
            layout.setContentsMargins(0, 0, 0, 0)

    # What it is shown

    @property
    def sliders(self) -> Sequence[GradeSlider]:
        """One for each column."""
        return tuple(self._sliders)

    @property
    def chance(self) -> float:
        """The chance of passing with the grades as they are turned; NaN without a network for these columns."""
        return self._chance_of([slider.value for slider in self._sliders])

    def _chance_of(self, grades: Sequence[float]) -> float:
        if self._network is None or self._network.sizes[0] != len(grades):
            return math.nan
        pairs = zip(grades, self._columns, strict=True)
        return float(self._network.predict([[to_input(value, column.maximum) for value, column in pairs]])[0])

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """The columns of the class: each has its slider; those turned stay as they are while their number does."""
        if columns == self._columns:
            return
        is_same_number = len(columns) == len(self._columns)
        self._columns = columns
        if is_same_number:
            for slider, column in zip(self._sliders, columns, strict=True):
                slider.set_column(column)
        else:
            self._remake_sliders()
        self._refresh()

    def set_network(self, network: Network | None) -> None:
        """The network that is asked."""
        self._network = network
        self._refresh()

    def show_student(self, name: str, inputs: Sequence[float] | Floats) -> None:
        """Begin from a student's inputs (grade ÷ maximum); NaN, or nothing at all, is the middle of the range.

        Seen again with the same inputs, the sliders stay where they have been turned. Without a name it is nobody.
        """
        title = self.tr("What if {name} had …").format(name=name) if name else self.tr("What if a student had …")
        start = tuple(float(value) for value in inputs)
        is_another = title != self._title.text() or not np.array_equal(start, self._start, equal_nan=True)
        self._title.setText(title)
        self._title.setToolTip(title)
        self._start = start
        if is_another:
            self.reset()
        else:
            self._refresh()

    @Slot()
    def reset(self) -> None:
        """Back to the grades to begin from."""
        for place, slider in enumerate(self._sliders):
            slider.set_value(self._beginning(place))
        self._refresh()

    def _beginning(self, place: int) -> float:
        value = self._start[place] if place < len(self._start) else math.nan
        return round(to_grade(0.5 if math.isnan(value) else value, self._columns[place].maximum), DECIMALS)

    def _remake_sliders(self) -> None:
        for slider in self._sliders:
            self._list.removeWidget(slider)
            slider.setParent(None)
            slider.deleteLater()
        self._sliders = [GradeSlider(self._theme, column) for column in self._columns]
        for place, slider in enumerate(self._sliders):
            slider.set_value(self._beginning(place))
            slider.moved.connect(self._refresh)
            self._list.addWidget(slider)
        self._restyle()

    @Slot()
    def _refresh(self) -> None:
        """Say what the network says; unseen there is nothing to say, however often the training reports."""
        if not self.isVisible():
            return
        grades = [slider.value for slider in self._sliders]
        beginning = [self._beginning(place) for place in range(len(grades))]
        chance, before = self._chance_of(grades), self._chance_of(beginning)
        self._reset.setEnabled(grades != beginning)
        self._bar.show_chance(chance)
        self._before.setText("" if math.isnan(before) else f"{percent(before)} →")
        self._percent.setText(percent(chance))
        is_known = not math.isnan(chance)
        self._guess.setText(guess_text(chance) if is_known else "")
        for part in (self._percent, self._guess):
            part.setToolTip(chance_tip(chance) if is_known else "")
        kind = "quiet" if not is_known or is_unsure(chance) else {"pass": "passed"}.get(verdict(chance), "failed")
        self._colour_guess(kind)

    def _colour_guess(self, name: str) -> None:
        colour = self._theme.colour(name)
        palette = self._guess.palette()
        if palette.color(self._guess.foregroundRole()) != colour:
            palette.setColor(self._guess.foregroundRole(), colour)
            self._guess.setPalette(palette)

    @Slot()
    def _restyle(self) -> None:
        theme, px = self._theme, self._theme.px
        self._line.setFixedHeight(1)
        self._line.setStyleSheet(f"background: {theme.colour('line').name()};")
        for part in (self._title, self._percent, self._guess):
            part.setFont(theme.font(13, bold=True))
        self._before.setFont(theme.font(13))
        self._list.setSpacing(px(4 if len(self._sliders) <= _FEW else 2))
        # Numbers of other lengths must not make the bar jump.
        for part, texts in (
            (self._before, ["99% →"]),
            (self._percent, [">99%"]),
            (self._guess, [guess_text(chance) for chance in (0.1, 0.45, 0.55, 0.9)]),
        ):
            part.setMinimumWidth(max(QFontMetrics(part.font()).horizontalAdvance(text) for text in texts) + 1)
            part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column.setSpacing(px(4))
        self._score.setSpacing(px(8))
        # It asks for the height of its rows, and nobody else tells the layout that they are others.
        self._rows.updateGeometry()
        self._refresh()

    # Qt asks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
