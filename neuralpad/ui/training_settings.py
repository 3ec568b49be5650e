"""The dialog in which the network's beginnings are chosen, each with a sentence that says what it does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from neuralpad.core.project import TrainingSettings
from neuralpad.ui.network.shape_bar import ACTIVATIONS, LARGEST_SEED, MOST_UNITS
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

HIDDEN = tuple(ACTIVATIONS)


class TrainingSettingsDialog(QDialog):
    """Asks for first weights, bias, hidden units and batch.

    Signals:
        settings_chosen: the TrainingSettings.
    """

    settings_chosen = Signal(object)

    def __init__(self, theme: Theme, settings: TrainingSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Training settings"))
        self.seed = _spin(0, LARGEST_SEED, settings.seed)
        self.bias = QCheckBox(self.tr("Every unit has a bias: a number added to its sum"))
        self.bias.setChecked(settings.bias)
        self.units = _spin(1, MOST_UNITS, settings.hidden_units[0] if settings.hidden_units else 2)
        self.hidden = QComboBox()
        names = (
            self.tr("sigmoid: squashes any sum into 0 … 1"),
            self.tr("tanh: squashes any sum into −1 … 1"),
            self.tr("ReLU: cuts off what is below 0"),
            self.tr("linear: does not bend at all"),
        )
        for name, text in zip(HIDDEN, names, strict=True):
            self.hidden.addItem(text, name)
        self.hidden.setCurrentIndex(HIDDEN.index(settings.hidden))
        self.batch = _spin(0, 1_000_000, settings.batch_size or 0)
        self.batch.setSpecialValueText(self.tr("the whole class"))
        same = self.tr("The same number always draws the same first weights.")
        averaged = self.tr("The slopes of so many students are averaged before the weights move once (a batch).")
        self.seed.setToolTip(same)
        self.bias.setToolTip(self.tr("Without biases every sum of grades is 0 where all grades are 0."))
        self.units.setToolTip(self.tr("Units between grades and guess: each adds up all grades in its own way."))
        self.hidden.setToolTip(self.tr("What a hidden unit makes of its sum before it hands it on."))
        self.batch.setToolTip(averaged)
        # What stays as it was shown stays as it was, also where a field cannot hold it.
        self._shown = (self.seed.value(), self.units.value(), self.batch.value())
        form = QFormLayout()
        form.addRow(self.tr("First weights number"), self.seed)
        form.addRow("", self._explained(same))
        form.addRow(self.tr("Hidden units"), self.units)
        form.addRow(self.tr("They answer with"), self.hidden)
        form.addRow(self.tr("Bias"), self.bias)
        form.addRow(self.tr("Students in a correction"), self.batch)
        form.addRow("", self._explained(averaged))
        self.warning = label(
            self.tr("Other units, bias or first weights begin the training anew. Undo brings the old network back."),
            "quiet",
        )
        self.warning.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.warning)
        layout.addWidget(buttons)
        layout.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        self.accepted.connect(self._choose)

    def _explained(self, text: str) -> QWidget:
        made = label(text, "quiet")
        made.setWordWrap(True)
        return made

    @Slot()
    def _choose(self) -> None:
        chosen = replace(self._settings, bias=self.bias.isChecked(), hidden=self.hidden.currentData())
        seed, units, batch = self.seed.value(), self.units.value(), self.batch.value()
        if seed != self._shown[0]:
            chosen = replace(chosen, seed=seed)
        if units != self._shown[1]:
            chosen = replace(chosen, hidden_units=(units, *chosen.hidden_units[1:]))
        if batch != self._shown[2]:
            chosen = replace(chosen, batch_size=batch or None)
        self.settings_chosen.emit(chosen)


def _spin(low: int, high: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(low, high)
    made.setValue(min(value, high))
    made.lineEdit().setTextMargins(5, 0, 0, 0)
    return made
