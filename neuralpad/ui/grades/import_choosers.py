"""Above each column of the preview: what it is called, what it is, and out of how much."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from neuralpad.core.grades import read_number
from neuralpad.storage.understanding import ColumnReading, Role
from neuralpad.ui.grades.import_wording import role_name, role_tip
from neuralpad.ui.texts import grade, plain_tip
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label, set_role

ROLES = (Role.IGNORED, Role.NAME, Role.GRADE, Role.OUTCOME)
"""In an order in which arrow keys never pass over the outcome, which only one column can be."""


class CalmComboBox(QComboBox):
    """A choice that the wheel changes only when it has the keyboard: the wheel scrolls the columns."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ColumnChooser(QFrame):
    """What one column is.

    Signals:
        role_changed: the column's place and the role that was chosen.
        number_changed: the column's place and the maximum (of a grade) or pass mark (of an outcome) that was typed.
        entered: the column's place, when the keyboard comes into it.
    """

    role_changed = Signal(int, object)
    number_changed = Signal(int, float)
    entered = Signal(int)

    def __init__(self, theme: Theme, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = at
        self._number = 0.0
        self.name = label("")
        self.role = CalmComboBox()
        self.role.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for role in ROLES:
            self.role.addItem(role_name(role))
        self.role.setToolTip(role_tip())
        self.before = label("", "quiet")
        self.number = QLineEdit()
        self.before.setMinimumHeight(self.number.sizeHint().height())
        line = QHBoxLayout()
        line.setSpacing(theme.px(4))
        line.addWidget(self.before)
        line.addWidget(self.number, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4))
        whole.setSpacing(theme.px(4))
        whole.addWidget(self.name)
        whole.addWidget(self.role)
        whole.addLayout(line)
        whole.addStretch(1)
        self.role.activated.connect(self._on_role_chosen)
        self.number.editingFinished.connect(self._on_number_typed)
        for part in (self.role, self.number):
            part.installEventFilter(self)

    def show_reading(self, reading: ColumnReading, pass_mark: float | None, is_fixed: bool) -> None:
        """Show what the column is taken for; `is_fixed` where the class says out of how much it is."""
        self.name.setText(self.name.fontMetrics().elidedText(reading.name, Qt.TextElideMode.ElideRight, self.room))
        self.name.setToolTip(plain_tip(reading.name))
        self.name.setFont(self._theme.font(13, bold=reading.role is not Role.IGNORED))
        set_role(self.name, "quiet" if reading.role is Role.IGNORED else "")
        self.role.setCurrentIndex(ROLES.index(reading.role))
        self.role.setAccessibleName(self.tr("What the column {name} is").format(name=reading.name))
        is_grade = reading.role is Role.GRADE
        is_mark = reading.role is Role.OUTCOME and pass_mark is not None
        if is_grade:
            self.before.setText(self.tr("out of"))
            self.number.setToolTip(self.tr("The best grade a student can get here. The network sees grade ÷ this."))
            if is_fixed:
                self.number.setToolTip(self.tr("The class that the students join says out of how much this is."))
        elif is_mark:
            self.before.setText(self.tr("pass from"))
            self.number.setToolTip(self.tr("A student with this mark or a better one has passed."))
        elif reading.role is Role.OUTCOME:
            self.before.setText(self.tr("in words"))
        self.number.setAccessibleName(f"{reading.name}: {self.before.text()}")
        self.before.setVisible(is_grade or reading.role is Role.OUTCOME)
        self.number.setVisible(is_grade or is_mark)
        self.number.setEnabled(not (is_grade and is_fixed))
        self._number = reading.maximum if is_grade else (pass_mark or 0.0)
        self.number.setText(grade(self._number))

    @property
    def room(self) -> int:
        """How wide a name may be."""
        return self.width() - 2 * self._theme.px(8)

    @Slot(int)
    def _on_role_chosen(self, choice: int) -> None:
        self.role_changed.emit(self._at, ROLES[choice])

    @Slot()
    def _on_number_typed(self) -> None:
        value = read_number(self.number.text())
        is_mark = ROLES[self.role.currentIndex()] is Role.OUTCOME
        if value is None or value < 0 or (value == 0 and not is_mark):
            self.number.setText(grade(self._number))
        elif value != self._number:
            self._number = value
            self.number_changed.emit(self._at, value)

    # Qt asks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self._at)
        return super().eventFilter(watched, event)
