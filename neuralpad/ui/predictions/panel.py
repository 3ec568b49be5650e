"""The card with this year's students: each one's chance of passing, and what if a grade were different."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from neuralpad.core.gradebook import Column
from neuralpad.core.network import Network
from neuralpad.core.predictions import Predictions
from neuralpad.ui.predictions.table_view import PredictionTable
from neuralpad.ui.predictions.what_if import WhatIf
from neuralpad.ui.predictions.wording import name_text
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, EmptyState, button, label


class PredictionPanel(Card):
    """What the network says of this year's students.

    Signals:
        student_chosen: the grade-book row of the student the user went to.
        train_requested: the user wants the network to learn first.
        this_year_requested: the user wants to type this year's students.
    """

    student_chosen = Signal(int)
    train_requested = Signal()
    this_year_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.set_title(self.tr("This year’s students"))
        self.setObjectName("prediction_panel")
        self._is_trained = False
        self._toggle = button(
            self.tr("What if…"),
            "link",
            self.tr("Change the grades of a student with sliders and watch the chance. The table keeps its grades."),
        )
        self._toggle.setObjectName("what_if_toggle")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_what_if)
        self.header.addWidget(self._toggle)
        self.table = PredictionTable(theme)
        self.table.student_chosen.connect(self._on_student_chosen)
        self._train_first = EmptyState(
            theme,
            self.tr("Train the network first: then every student of this year gets a chance of passing."),
            self.tr("Train"),
        )
        self._train_first.pressed.connect(self.train_requested)
        self._type_first = EmptyState(
            theme,
            self.tr(
                "Type this year’s students and their grades: the network then says how likely each one is to pass."
            ),
            self.tr("Go to this year’s table"),
        )
        self._type_first.pressed.connect(self.this_year_requested)
        top = QWidget()
        self._stack = QStackedLayout(top)
        for page in (self._train_first, self._type_first, self.table):
            self._stack.addWidget(page)
        self.what_if = WhatIf(theme)
        self.what_if.hide()
        self._note = label("", "quiet")
        self._note.setToolTip(
            self.tr(
                "The network knows these grades and nothing else: not effort, health or a good idea on the day.\n"
                "A chance says how it went for past students with such grades, not how it will go for this one."
            )
        )
        self.body.addWidget(top, 1)
        self.body.addWidget(self.what_if)
        self.body.addWidget(self._note)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_what_there_is()

    def show_predictions(self, predictions: Predictions, is_trained: bool, stale: bool) -> None:
        """What the network says; `stale`: the grades it learned from are others now."""
        self._is_trained = is_trained
        rows, chosen = self.table.rows, self.table.chosen_row
        chosen_student = rows.prediction(chosen).row if chosen >= 0 else -1
        rows.show(predictions)
        if self.table.chosen_row < 0 <= chosen_student:
            self.table.choose_row(rows.row_of(chosen_student))
        self._note.setText(
            self.tr("From before the grades changed. Train on to renew.")
            if stale
            else self.tr("A chance, not a verdict.")
        )
        self._show_what_there_is()
        if self.what_if.isVisible():
            self._start_what_if()

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """The grade columns of the class are these."""
        self.what_if.set_columns(columns)

    def set_network(self, network: Network) -> None:
        """The network that “What if” asks."""
        self.what_if.set_network(network)

    def _show_what_there_is(self) -> None:
        has_students = self.table.rows.rowCount() > 0
        page = self._train_first if not self._is_trained else self.table if has_students else self._type_first
        self._stack.setCurrentWidget(page)
        self._toggle.setEnabled(self._is_trained)
        self._note.setVisible(page is self.table and not self._toggle.isChecked())
        if not self._is_trained:
            self._toggle.setChecked(False)

    def _start_what_if(self) -> None:
        """Begin with the grades of the chosen student; without one, in the middle."""
        row = self.table.chosen_row
        if row < 0:
            self.what_if.show_student("", ())
        else:
            student = self.table.rows.prediction(row)
            self.what_if.show_student(name_text(student), self.table.rows.inputs(row).tolist())

    @Slot(int)
    def _on_student_chosen(self, row: int) -> None:
        if self.what_if.isVisible():
            self._start_what_if()
        self.student_chosen.emit(row)

    @Slot(bool)
    def _show_what_if(self, wanted: bool) -> None:
        if wanted:
            self._start_what_if()
        self.what_if.setVisible(wanted)
        self._show_what_there_is()
        if wanted and self.table.chosen_row >= 0:
            self.table.scrollTo(self.table.currentIndex())

    @Slot()
    def _restyle(self) -> None:
        self._toggle.setFont(self._theme.font(12, bold=True))
        self._note.setFont(self._theme.font(11, italic=True))
