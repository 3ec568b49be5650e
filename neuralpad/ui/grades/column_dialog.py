"""Asks for a grade column's name and the best grade it can have."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from neuralpad.core.gradebook import Column
from neuralpad.core.grades import read_number
from neuralpad.core.scaling import to_input
from neuralpad.ui.texts import grade
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import button, label


class ColumnDialog(QDialog):
    """A new column, or another name or maximum for one there is. Open it with `open()`.

    Signals:
        column_chosen: the Column that was described; the dialog is closed then.
    """

    column_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        column: Column | None = None,
        taken: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._taken = {name.strip().casefold() for name in taken}
        self.setWindowTitle(self.tr("Change this column") if column else self.tr("Add a grade column"))
        self.name = QLineEdit(column.name if column else "")
        self.name.setPlaceholderText(self.tr("for example Homework"))
        self.name.setAccessibleName(self.tr("Name"))
        self.maximum = QLineEdit(grade(column.maximum if column else 100.0))
        self.maximum.setAccessibleName(self.tr("Best possible grade"))
        tip = self.tr("The best grade a student can get here: 100 for per cent, 20, 6 or 4 where a school marks so")
        self.maximum.setToolTip(tip)
        self.rule = label("", "quiet")
        self.rule.setWordWrap(True)
        self.confirm = button(self.tr("Change") if column else self.tr("Add"), "primary")
        self.confirm.setDefault(True)
        self.cancel = button(self.tr("Cancel"))
        self._lay_out(theme)
        self.name.textChanged.connect(self._check)
        self.maximum.textChanged.connect(self._check)
        self.confirm.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self._check()
        self.name.selectAll()

    @property
    def column(self) -> Column | None:
        """The column described; None while something is missing or wrong."""
        name, maximum = self.name.text().strip(), read_number(self.maximum.text())
        if not name or name.casefold() in self._taken or maximum is None or maximum <= 0:
            return None
        return Column(name, maximum)

    def _lay_out(self, theme: Theme) -> None:
        fields = QFormLayout()
        fields.addRow(self.tr("&Name"), self.name)
        fields.addRow(self.tr("Grades are &out of"), self.maximum)
        fields.setVerticalSpacing(theme.px(8))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        whole.setSpacing(theme.px(12))
        whole.addLayout(fields)
        whole.addWidget(self.rule)
        whole.addLayout(buttons)
        self.setMinimumWidth(theme.px(340))
        # Two lines from the start: the dialog shall not jump while somebody types.
        self.rule.setMinimumHeight(2 * self.rule.fontMetrics().lineSpacing())

    @Slot()
    def _check(self) -> None:
        name, maximum = self.name.text().strip(), read_number(self.maximum.text())
        if name.casefold() in self._taken:
            text = self.tr("There is a column “{name}” already.").format(name=name)
        elif maximum is None or maximum <= 0:
            text = self.tr("Type a number above 0: the best grade a student can get.")
        else:
            example = grade(round(maximum * 0.87)) if maximum >= 10 else grade(round(maximum / 2, 2))
            value = read_number(example) or 0.0
            text = self.tr("The network sees grade ÷ {maximum}: a grade of {grade} becomes {value}.").format(
                maximum=grade(maximum), grade=example, value=grade(round(to_input(value, maximum), 4))
            )
        self.rule.setText(text)
        self.confirm.setEnabled(self.column is not None)

    # Qt asks

    def accept(self) -> None:
        column = self.column
        if column is not None:
            super().accept()
            self.column_chosen.emit(column)
