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
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

LARGEST_SEED = 999_999
MOST_UNITS = 16
HIDDEN = ("sigmoid", "tanh", "relu", "linear")


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
        form = QFormLayout()
        form.addRow(self.tr("First weights number"), self.seed)
        form.addRow("", self._explained(self.tr("The same number always draws the same first weights.")))
        form.addRow(self.tr("Hidden units"), self.units)
        form.addRow(self.tr("They answer with"), self.hidden)
        form.addRow(self.tr("Bias"), self.bias)
        form.addRow(self.tr("Students in a correction"), self.batch)
        form.addRow(
            "",
            self._explained(
                self.tr("The slopes of so many students are averaged before the weights move once (a batch).")
            ),
        )
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
        units = (self.units.value(), *self._settings.hidden_units[1:])
        self.settings_chosen.emit(
            replace(
                self._settings,
                seed=self.seed.value(),
                bias=self.bias.isChecked(),
                hidden_units=units,
                hidden=self.hidden.currentData(),
                batch_size=self.batch.value() or None,
            )
        )


def _spin(low: int, high: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(low, high)
    made.setValue(value)
    made.lineEdit().setTextMargins(5, 0, 0, 0)
    return made
