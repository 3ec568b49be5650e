"""How long to train and whom to keep aside: one row below the error curve."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from neuralpad.ui.texts import integer
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
LARGEST_LIMIT = 100_000_000


class EpochLimit(QSpinBox):
    """A whole number in groups of three; 0 reads "no limit"."""

    def textFromValue(self, value: int) -> str:
        return integer(value)

    def valueFromText(self, text: str) -> int:
        digits = "".join(character for character in text if character.isdecimal())
        return min(int(digits or 0), LARGEST_LIMIT)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        words = self.specialValueText()
        if text == words:
            return (QValidator.State.Acceptable, text, position)
        if any(not (character.isdecimal() or character.isspace() or character in words) for character in text):
            return (QValidator.State.Invalid, text, position)
        # A digit typed into the words takes their place.
        before, after = _digits_of(text[:position]), _digits_of(text[position:])
        return (QValidator.State.Acceptable, before + after, len(before))


def _digits_of(text: str) -> str:
    has_words = any(character.isalpha() for character in text)
    return "".join(character for character in text if character.isdecimal() or (character.isspace() and not has_words))


class TrainingOptions(QWidget):
    """Chooses the epoch at which Train stops by itself, and the share of students kept aside.

    Signals:
        limit_changed: the epoch, 0 for no limit.
        share_changed: the share, 0 … 0.5.
    """

    limit_changed = Signal(int)
    share_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.limit = EpochLimit()
        self.limit.setObjectName("epoch_limit")
        self.limit.setRange(0, LARGEST_LIMIT)
        self.limit.setSingleStep(1000)
        self.limit.setSpecialValueText(self.tr("no limit"))
        self.limit.setKeyboardTracking(False)
        self.limit.setAccessibleName(self.tr("Stop after so many epochs"))
        self.limit.setToolTip(self.tr("Train stops by itself after so many epochs; 0 means no limit"))
        self.limit.valueChanged.connect(self.limit_changed)
        self.aside = QComboBox()
        self.aside.setObjectName("aside_share")
        for share in SHARES:
            self.aside.addItem(f"{round(share * 100)}%" if share else self.tr("nobody"), share)
        self.aside.setAccessibleName(self.tr("Keep students aside"))
        self.aside.setToolTip(
            self.tr(
                "Past students the network does not learn from. Whether it guesses them right shows\n"
                "how it will do with students it has never seen."
            )
        )
        self.aside.activated.connect(self._on_aside)
        self._labels = [label(self.tr("Stop after"), "quiet"), label(self.tr("Keep aside"), "quiet")]
        self._labels[0].setBuddy(self.limit)
        self._labels[1].setBuddy(self.aside)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._labels[0])
        row.addWidget(self.limit)
        row.addStretch(1)
        row.addWidget(self._labels[1])
        row.addWidget(self.aside)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_values(self, limit: int, share: float) -> None:
        """Show other values without a signal."""
        self.limit.blockSignals(True)
        self.limit.setValue(limit)
        self.limit.blockSignals(False)
        nearest = min(range(len(SHARES)), key=lambda i: abs(SHARES[i] - share))
        self.aside.setCurrentIndex(nearest)

    @Slot(int)
    def _on_aside(self, index: int) -> None:
        self.share_changed.emit(SHARES[index])

    @Slot()
    def _restyle(self) -> None:
        self._row.setSpacing(self._theme.px(4))
        self.limit.setFixedWidth(self._theme.px(84))
        self.limit.lineEdit().setTextMargins(self._theme.px(5), 0, 0, 0)
        for made in (*self._labels, self.limit, self.aside):
            made.setFont(self._theme.font(12))
