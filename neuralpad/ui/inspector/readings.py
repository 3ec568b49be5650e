"""The numbers of one weight in a row: its value to change, its slope, and the value after the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from neuralpad.ui.flow_layout import FlowLayout
from neuralpad.ui.inspector.value_box import ValueBox
from neuralpad.ui.texts import number
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label


class Reading(QWidget):
    """A quiet word and a number."""

    def __init__(self, theme: Theme, word: str, colour: str, tip: str, more_digits: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._more_digits = more_digits
        self._colour = colour
        self._word = label(word, "quiet")
        self._name = word
        self._value = label()
        for part in (self, self._word, self._value):
            part.setToolTip(tip)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._word)
        self._row.addWidget(self._value)

    @property
    def text(self) -> str:
        """The number."""
        return self._value.text()

    def show_number(self, value: float | None) -> None:
        """Show a number; None for none."""
        text = "–" if value is None else number(value, self._digits, signed=True)
        if text != self._value.text():
            self._value.setText(text)
            self._value.setAccessibleName(f"{self._name} {text}")

    @property
    def _digits(self) -> int:
        return self._theme.digits + self._more_digits

    def restyle(self) -> None:
        """Take the look of the theme."""
        font = self._theme.font(12, bold=True)
        self._word.setFont(self._theme.font(12))
        self._value.setFont(font)
        self._value.setStyleSheet(f"color: {self._theme.colour(self._colour).name()};")
        # So wide that the row does not tremble while the number changes.
        self._value.setMinimumWidth(QFontMetrics(font).horizontalAdvance(number(10, self._digits, signed=True)))
        self._row.setSpacing(self._theme.px(4))


class Readings(QWidget):
    """Value, slope and next value of a weight, with what can be done to it.

    Signals:
        value_entered: what the user has typed or stepped to.
        put_back_pressed: the value of before is wanted again.
        hold_pressed: whether the weight shall be held fast.
    """

    value_entered = Signal(float)
    put_back_pressed = Signal()
    hold_pressed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.box = ValueBox(theme)
        self.box.setAccessibleName(self.tr("Value of this weight"))
        self.put_back = self._tool_button("put_weight_back")
        self.hold = self._tool_button("hold_weight")
        self.hold.setCheckable(True)
        self.slope = Reading(
            theme,
            self.tr("slope"),
            "slope",
            self.tr(
                "How steeply the error rises as this weight grows: the mean over the students learned from (∂E/∂w)"
            ),
            more_digits=1,
        )
        self.next = Reading(
            theme, self.tr("next"), "ink", self.tr("The value after the next correction: value − α · slope")
        )
        hand = QWidget()
        self._hand_row = QHBoxLayout(hand)
        self._hand_row.setContentsMargins(0, 0, 0, 0)
        for tool in (self.box, self.put_back, self.hold):
            self._hand_row.addWidget(tool)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        for part in (hand, self.slope, self.next):
            self._flow.addWidget(part)
        self.box.value_entered.connect(self.value_entered)
        self.put_back.clicked.connect(self.put_back_pressed)
        self.hold.clicked.connect(self.hold_pressed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_values(self, value: float, slope: float | None, next_value: float | None) -> None:
        """Show the numbers; None where there is no class to find them with."""
        self.box.show_value(value)
        self.slope.show_number(slope)
        self.next.show_number(next_value)

    def show_before(self, value: float | None) -> None:
        """Show what the weight can be put back to; None for nothing."""
        self.put_back.setEnabled(value is not None)
        if value is None:
            tip = self.tr("Puts the weight back to what it was before you changed it")
        else:
            tip = self.tr("Put it back to {value}").format(value=number(value, self._theme.digits, signed=True))
        self._explain(self.put_back, tip)

    def show_held(self, is_held: bool) -> None:
        """Show whether the weight is held fast."""
        self.hold.setChecked(is_held)
        if is_held:
            self._explain(self.hold, self.tr("Let it go: it learns with the others again"))
        else:
            self._explain(self.hold, self.tr("Hold it fast while the others learn"))

    def _tool_button(self, name: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setProperty("role", "plain")
        return made

    def _explain(self, tool: QToolButton, tip: str) -> None:
        if tool.toolTip() != tip:
            tool.setToolTip(tip)
            tool.setAccessibleName(tip)

    @Slot()
    def _restyle(self) -> None:
        theme = self._theme
        for tool, icon in ((self.put_back, "undo"), (self.hold, "pin")):
            tool.setIcon(theme.icon(icon))
            tool.setIconSize(theme.icon_size())
            tool.setFixedSize(theme.px(26), theme.px(26))
        for reading in (self.slope, self.next):
            reading.restyle()
        self.box.setFont(theme.font(13, bold=True))
        digits = number(-10, theme.digits, signed=True)
        self.box.setFixedWidth(QFontMetrics(self.box.font()).horizontalAdvance(digits) + theme.px(22))
        self.box.setFixedHeight(theme.px(26))
        self._hand_row.setSpacing(theme.px(2))
        self._flow.setSpacing(theme.px(8))
        self._flow.row_gap = theme.px(2)
