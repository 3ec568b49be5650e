"""The box that shows a weight to the digits of the setting, holds it to the last bit, and takes another one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from neuralpad.core.grades import read_number
from neuralpad.ui.texts import number
from neuralpad.ui.theme import Theme

STEP = 0.1
LARGEST = 1e6
"""Nobody types more."""
_DECIMALS = 12


class ValueBox(QDoubleSpinBox):
    """A number that is asked to change, and changes when it is shown another.

    Signals:
        value_entered: what the user has typed or stepped to.
    """

    value_entered = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = 0.0
        self.setObjectName("weight_value")
        self.setDecimals(_DECIMALS)
        self.setRange(-LARGEST, LARGEST)
        self.setSingleStep(STEP)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._on_typed)

    def show_value(self, value: float) -> None:
        """Show a value; what is being typed stays."""
        self._shown = value
        if self.hasFocus() and self.lineEdit().isModified():
            return
        self._write(value)

    def _write(self, value: float) -> None:
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        text = self.textFromValue(value)
        if self.lineEdit().text() != text:
            self.lineEdit().setText(text)
        self.lineEdit().setModified(False)

    @Slot(float)
    def _on_typed(self, value: float) -> None:
        # The box goes on showing what is; what was typed is shown once it is so.
        self._write(self._shown)
        if value != self._shown:
            self.value_entered.emit(value)

    # Qt's

    def stepBy(self, steps: int) -> None:
        # To round numbers, so that a few steps give one that can be worked with by hand.
        value = round(round(self._shown / STEP) * STEP + steps * STEP, 6)
        self.lineEdit().setModified(False)
        self.value_entered.emit(min(max(value, -LARGEST), LARGEST))

    def textFromValue(self, value: float) -> str:
        return number(value, self._theme.digits, signed=True)

    def valueFromText(self, text: str) -> float:
        value = read_number(text)
        return self._shown if value is None or text == self.textFromValue(self._shown) else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if read_number(text) is not None or text == self.textFromValue(self._shown):
            return (QValidator.State.Acceptable, text, position)
        fits = all(character in "0123456789.,+-−" for character in text)
        return (QValidator.State.Intermediate if fits else QValidator.State.Invalid, text, position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.lineEdit().isModified():
            self._write(self._shown)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
