"""The learning rate α: a logarithmic slider and a number box that always agree."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from neuralpad.ui.theme import Theme

SMALLEST, LARGEST = 1e-4, 1000.0
_SLIDER_DECADES = (-2, 2)  # 0.01 … 100; the box takes more, rarely needed
_STEPS_A_DECADE = 50


class RateBox(QDoubleSpinBox):
    """A number box that shows no needless zeros, takes both decimal signs, and steps by about a tenth."""

    def textFromValue(self, value: float) -> str:
        return f"{value:.4g}".replace(".", QLocale().decimalPoint())

    def valueFromText(self, text: str) -> float:
        if text == self.textFromValue(self.value()):
            return self.value()  # shown with fewer digits than a file may hold: looking at it changes nothing
        try:
            return _with_digits(float(text.replace(",", ".")), 4)
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if any(character not in "0123456789.,eE-" for character in text):
            return (QValidator.State.Invalid, text, position)
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            return (QValidator.State.Intermediate, text, position)
        fits = SMALLEST <= value <= LARGEST
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate, text, position)

    def stepBy(self, steps: int) -> None:
        self.setValue(_with_digits(self.value() * 10 ** (steps / 20), 3))


def _with_digits(value: float, digits: int) -> float:
    """No more digits than are shown: what is on screen is what counts."""
    return float(f"{value:.{digits}g}")


class LearningRate(QWidget):
    """Chooses α.

    Signals:
        changed: the new α.
    """

    changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        tip = self.tr(
            "Learning rate α: the size of the step. Each weight moves by α times its slope.\n"
            "Small: slow but sure. Large: quick, but it can jump over the best place."
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_SLIDER_DECADES[0] * _STEPS_A_DECADE, _SLIDER_DECADES[1] * _STEPS_A_DECADE)
        self.slider.setPageStep(_STEPS_A_DECADE // 2)
        self.slider.setAccessibleName(self.tr("Learning rate"))
        self.slider.setToolTip(tip)
        self.box = RateBox()
        self.box.setObjectName("learning_rate")
        self.box.setDecimals(6)
        self.box.setRange(SMALLEST, LARGEST)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(self.tr("Learning rate"))
        self.box.setToolTip(tip)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.box)
        self.slider.valueChanged.connect(self._on_slid)
        self.box.valueChanged.connect(self._on_typed)
        theme.changed.connect(self._resize)
        self._resize()
        self.set_value(1.0)

    @property
    def value(self) -> float:
        """α as it stands."""
        return self.box.value()

    def set_value(self, rate: float) -> None:
        """Show another α without a signal."""
        self.box.blockSignals(True)
        self.box.setValue(rate)
        self.box.blockSignals(False)
        self._slide_to(rate)

    def _slide_to(self, rate: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(math.log10(rate) * _STEPS_A_DECADE))
        self.slider.blockSignals(False)

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        rate = float(f"{10 ** (position / _STEPS_A_DECADE):.2g}")
        # The slider stays where the hand has put it: only the box follows.
        self.box.blockSignals(True)
        self.box.setValue(rate)
        self.box.blockSignals(False)
        self.changed.emit(rate)

    @Slot(float)
    def _on_typed(self, rate: float) -> None:
        self._slide_to(rate)
        self.changed.emit(rate)

    @Slot()
    def _resize(self) -> None:
        self.slider.setMinimumWidth(self._theme.px(72))
        self.slider.setMinimumHeight(self._theme.px(22))
        self.box.setFixedWidth(self._theme.px(56))
        # The style sheet's padding does not reach the line edit inside.
        self.box.lineEdit().setTextMargins(self._theme.px(5), 0, 0, 0)
        self._row.setSpacing(self._theme.px(8))
