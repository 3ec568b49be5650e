"""One grade that can be tried out: the column's name, a slider over its whole range, and a box for the number."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from neuralpad.core.gradebook import Column
from neuralpad.core.grades import read_number
from neuralpad.core.scaling import to_input
from neuralpad.ui.texts import grade
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import ElidedLabel

DECIMALS = 6
"""More than anybody types; the box shows no needless ones."""

_STEPS = 40
"""A slider has at least so many steps, each a round number of the column's unit."""


def slider_step(maximum: float) -> float:
    """How far one step of a slider goes: 1 for 100, 0.1 for 20 and 6; never more than a whole grade."""
    return min(1.0, 10.0 ** math.floor(math.log10(maximum / _STEPS)))


class _Slider(QSlider):
    """A slider that leaves the wheel to the scrolling list around it until it has been chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class GradeBox(QDoubleSpinBox):
    """A number box that shows a grade as the rest of the window does, and takes a decimal comma or point."""

    def textFromValue(self, value: float) -> str:
        return grade(value)

    def valueFromText(self, text: str) -> float:
        value = read_number(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if any(character not in "0123456789.," for character in text):
            return (QValidator.State.Invalid, text, position)
        value = read_number(text)
        fits = value is not None and self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate, text, position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class GradeSlider(QWidget):
    """Tries out one grade, from 0 to the column's maximum.

    Signals:
        moved: the user has chosen another grade.
    """

    moved = Signal()

    def __init__(self, theme: Theme, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ElidedLabel()
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box = GradeBox()
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setDecimals(DECIMALS)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._name, 5)
        self._row.addWidget(self.slider, 6)
        self._row.addWidget(self.box)
        self.slider.valueChanged.connect(self._on_slid)
        self.box.valueChanged.connect(self._on_typed)
        theme.changed.connect(self._restyle)
        self.set_column(column)
        self._restyle()

    @property
    def value(self) -> float:
        """The grade tried, in the column's own unit."""
        return self.box.value()

    def set_column(self, column: Column) -> None:
        """Another name or maximum; a grade beyond the new maximum comes down to it."""
        self._column = column
        self._step = slider_step(column.maximum)
        for part in (self.slider, self.box):
            part.blockSignals(True)
            part.setAccessibleName(
                self.tr("{column}, out of {maximum}").format(column=column.name, maximum=grade(column.maximum))
            )
        self.slider.setRange(0, math.ceil(round(column.maximum / self._step, DECIMALS)))
        self.slider.setPageStep(max(self.slider.maximum() // 10, 1))
        self.box.setRange(0, column.maximum)
        self.box.setSingleStep(self._step)
        for part in (self.slider, self.box):
            part.blockSignals(False)
        self._name.setText(column.name)
        self.set_value(self.value)

    def set_value(self, value: float) -> None:
        """Show another grade without a signal."""
        self._set_box(value)
        self._set_slider()

    def _set_box(self, value: float) -> None:
        self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(False)
        self._explain()

    def _set_slider(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(self.value / self._step))
        self.slider.blockSignals(False)

    def _explain(self) -> None:
        column = self._column
        tip = self.tr("{column}: {grade} of {maximum}; the network sees {value}").format(
            column=column.name,
            grade=grade(self.value),
            maximum=grade(column.maximum),
            value=grade(round(to_input(self.value, column.maximum), 4)),
        )
        for part in (self._name, self.slider, self.box):
            part.setToolTip(tip)

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        # The slider stays where the hand has put it: only the box follows.
        self._set_box(round(position * self._step, DECIMALS))
        self.moved.emit()

    @Slot(float)
    def _on_typed(self, _value: float) -> None:
        self._set_slider()
        self._explain()
        self.moved.emit()

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._row.setSpacing(px(8))
        self.box.setFixedSize(px(52), px(24))
        self.slider.setMinimumSize(px(72), px(20))
        self._name.setMinimumWidth(px(64))
