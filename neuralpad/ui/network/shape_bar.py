"""The slim row in which the network's shape is changed: hidden units and layers, bias, activation, first weights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.project import TrainingSettings
from neuralpad.ui.flow_layout import FlowLayout
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

MOST_UNITS = 16
MOST_LAYERS = 3
LARGEST_SEED = 999_999
NEW_LAYER = 2
"""Units of a layer that has just been added."""
ACTIVATIONS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "linear": "linear"}
"""The names in `core.activations`, and as they are written."""


class UnitCounter(QFrame):
    """− 2 +: how many units a hidden layer has.

    Signals:
        chosen: the layer, from 1 on, and how many units it shall have.
    """

    chosen = Signal(int, int)

    def __init__(self, theme: Theme, layer: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layer = layer
        self.setProperty("role", "segments")
        tip = self.tr("Units in hidden layer {layer}. Each makes a weighted sum of its own.").format(layer=layer)
        self.box = QSpinBox()
        self.box.setObjectName(f"units_{layer}")
        self.box.setRange(1, MOST_UNITS)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(self.tr("Units in hidden layer {layer}").format(layer=layer))
        self.box.setToolTip(tip)
        self.box.valueChanged.connect(self._on_value)
        self.fewer = self._button(f"units_{layer}_fewer", "−", self.tr("One unit fewer in hidden layer {layer}"))
        self.more = self._button(f"units_{layer}_more", "+", self.tr("One unit more in hidden layer {layer}"))
        self.fewer.clicked.connect(self.box.stepDown)
        self.more.clicked.connect(self.box.stepUp)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for widget in (self.fewer, self.box, self.more):
            row.addWidget(widget)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_units(self, units: int) -> None:
        """Show another number without a signal."""
        self.box.blockSignals(True)
        # A file may hold more than can be chosen here.
        self.box.setMaximum(max(MOST_UNITS, units))
        self.box.setValue(units)
        self.box.blockSignals(False)
        self.fewer.setEnabled(units > 1)
        self.more.setEnabled(units < MOST_UNITS)

    def _button(self, name: str, sign: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(sign)
        made.setProperty("role", "segment")
        made.setToolTip(tip.format(layer=self._layer))
        made.setAccessibleName(tip.format(layer=self._layer))
        # The arrow keys in the number do the same.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    @Slot(int)
    def _on_value(self, units: int) -> None:
        self.chosen.emit(self._layer, units)

    @Slot()
    def _restyle(self) -> None:
        for widget in (self.fewer, self.more, self.box):
            widget.setFont(self._theme.font(13, bold=True))
        self.box.setFixedWidth(self._theme.px(34))
        for widget in (self.fewer, self.more):
            widget.setFixedWidth(self._theme.px(28))


class ShapeBar(QWidget):
    """Changes the network's shape, one thing at a time. Every change begins the training anew, which it says.

    Signals:
        changed: the name of the step for undo, and the settings that change with their new values, a dict.
    """

    changed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = TrainingSettings()
        self.setObjectName("shape_bar")
        self.setAccessibleName(self.tr("Shape of the network"))
        self.counters: list[UnitCounter] = []
        self._caption = label(self.tr("Hidden units"), "quiet")
        self.add_layer = self._layer_button("add_layer", self.tr("+ layer"), self.tr("Add a hidden layer before ŷ"))
        self.remove_layer = self._layer_button(
            "remove_layer", self.tr("− layer"), self.tr("Take the last hidden layer away")
        )
        self.add_layer.clicked.connect(self._on_add)
        self.remove_layer.clicked.connect(self._on_remove)
        self.bias = QCheckBox(self.tr("Bias"))
        self.bias.setObjectName("shape_bias")
        self.bias.setToolTip(self.tr("Whether every unit adds a number of its own, learned like a weight, to its sum"))
        self.bias.clicked.connect(self._on_bias)
        self.activation = QComboBox()
        self.activation.setObjectName("shape_activation")
        for name, written in ACTIVATIONS.items():
            self.activation.addItem(written, name)
        tips = (
            self.tr("squashes any sum into 0 … 1"),
            self.tr("squashes any sum into −1 … 1"),
            self.tr("cuts off what is below 0"),
            self.tr("does not bend at all: the sum goes on as it is"),
        )
        for index, tip in enumerate(tips):
            self.activation.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
        self.activation.setAccessibleName(self.tr("Activation of the hidden units"))
        self.activation.setToolTip(self.tr("What the hidden units make of their sum"))
        self.activation.activated.connect(self._on_activation)
        self._seed_caption = label(self.tr("First weights no."), "quiet")
        self.seed = QSpinBox()
        self.seed.setObjectName("first_weights")
        self.seed.setRange(0, LARGEST_SEED)
        self.seed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.seed.setKeyboardTracking(False)
        self.seed.setAccessibleName(self.tr("First weights number"))
        tip = self.tr("The same number always draws the same first weights; another number draws others.")
        self.seed.setToolTip(tip)
        self._seed_caption.setToolTip(tip)
        self._seed_caption.setBuddy(self.seed)
        self.seed.valueChanged.connect(self._on_seed)
        self._note = label(self.tr("Each change begins the training anew. Undo brings the old network back."), "quiet")
        self._note.setWordWrap(True)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_settings(self._settings)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show what the network is made by."""
        self._settings = settings
        layers = len(settings.hidden_units)
        while len(self.counters) < layers:
            counter = UnitCounter(self._theme, len(self.counters) + 1)
            counter.chosen.connect(self._on_units)
            self._counter_row.addWidget(counter)
            self.counters.append(counter)
        for number, counter in enumerate(self.counters):
            counter.setVisible(number < layers)
            if number < layers:
                counter.show_units(settings.hidden_units[number])
        self.add_layer.setEnabled(layers < MOST_LAYERS)
        self.remove_layer.setEnabled(layers > 1)
        self.bias.setChecked(settings.bias)
        self.activation.setCurrentIndex(self.activation.findData(settings.hidden))
        self.seed.blockSignals(True)
        # A document may hold a larger number than the box: shown is the largest, kept is the document's.
        self.seed.setValue(min(settings.seed, LARGEST_SEED))
        self.seed.blockSignals(False)

    def take_focus(self) -> None:
        """Let the keyboard begin here."""
        (self.counters[0].box if self.counters else self.add_layer).setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        self._counter_row, counters = QHBoxLayout(), [self._caption]
        self._flow = FlowLayout()
        groups = (
            counters,
            [self.add_layer, self.remove_layer],
            [self.bias, self.activation],
            [self._seed_caption, self.seed],
        )
        self._rows = [_row(self._flow, group) for group in groups]
        self._rows[0].addLayout(self._counter_row)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(self._flow)
        self._whole.addWidget(self._note)

    def _layer_button(self, name: str, text: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(text)
        made.setProperty("role", "link")
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    # What the user does

    @Slot(int, int)
    def _on_units(self, layer: int, units: int) -> None:
        sizes = list(self._settings.hidden_units)
        sizes[layer - 1] = units
        if len(sizes) == 1:
            text = self.tr("1 hidden unit") if units == 1 else self.tr("{units} hidden units").format(units=units)
        elif units == 1:
            text = self.tr("1 unit in hidden layer {layer}").format(layer=layer)
        else:
            text = self.tr("{units} units in hidden layer {layer}").format(units=units, layer=layer)
        self.changed.emit(text, {"hidden_units": tuple(sizes)})

    @Slot()
    def _on_add(self) -> None:
        layers = (*self._settings.hidden_units, NEW_LAYER)
        self.changed.emit(self._layers_text(len(layers)), {"hidden_units": layers})

    @Slot()
    def _on_remove(self) -> None:
        layers = self._settings.hidden_units[:-1]
        self.changed.emit(self._layers_text(len(layers)), {"hidden_units": layers})

    def _layers_text(self, layers: int) -> str:
        return self.tr("1 hidden layer") if layers == 1 else self.tr("{layers} hidden layers").format(layers=layers)

    @Slot(bool)
    def _on_bias(self, has_bias: bool) -> None:
        self.changed.emit(self.tr("With bias") if has_bias else self.tr("Without bias"), {"bias": has_bias})

    @Slot(int)
    def _on_activation(self, index: int) -> None:
        text = self.tr("Activation {name}").format(name=self.activation.itemText(index))
        self.changed.emit(text, {"hidden": self.activation.itemData(index)})

    @Slot(int)
    def _on_seed(self, seed: int) -> None:
        self.changed.emit(self.tr("First weights no. {number}").format(number=seed), {"seed": seed})

    @Slot()
    def _restyle(self) -> None:
        for widget in (self._caption, self._seed_caption, self._note, self.bias, self.activation, self.seed):
            widget.setFont(self._theme.font(12))
        for layout in (self._counter_row, *self._rows, self._whole):
            layout.setSpacing(self._theme.px(4))
        self._flow.setSpacing(self._theme.px(12))
        self._flow.row_gap = self._theme.px(4)
        self.seed.setFixedWidth(self._theme.px(64))


def _row(flow: FlowLayout, widgets: Sequence[QWidget]) -> QHBoxLayout:
    """A few widgets that stay side by side."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    flow.addWidget(group)
    return row
