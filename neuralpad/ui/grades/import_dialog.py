"""Shows what was understood of a table before anything is done with it, and lets one put it right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from neuralpad.core.edits import Edit
from neuralpad.core.gradebook import Gradebook
from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table, read_table
from neuralpad.storage.table_guess import guess
from neuralpad.storage.understanding import Role, Understanding
from neuralpad.ui.grades.import_options import ReadingOptions
from neuralpad.ui.grades.import_plan import (
    Destination,
    Plan,
    destinations,
    fitted,
    joins,
    likely_destination,
    planned,
    unnamed_column,
)
from neuralpad.ui.grades.import_table import PreviewTable
from neuralpad.ui.grades.import_wording import (
    consequence,
    destination_name,
    problem_lines,
    problems_heading,
    summary,
)
from neuralpad.ui.grades.wording import words_for_outcomes
from neuralpad.ui.texts import problem_text
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, Notice, button, label, set_role


class ImportDialog(QDialog):
    """What a table means, as it was guessed and as the teacher puts it right. Open it with `open()`.

    Signals:
        accepted: Qt's own; `result_edit` is what is to be done then.
    """

    def __init__(
        self,
        theme: Theme,
        table: Table,
        understanding: Understanding,
        existing_book: Gradebook | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table = table
        self._existing = existing_book
        self._understanding = understanding
        self._destination = likely_destination(understanding)
        self._plan = Plan(understanding)
        self.setWindowTitle(self.tr("Import {file}").format(file=table.path.name))
        self.notice = Notice(theme)
        self.options = ReadingOptions(theme)
        self.preview = PreviewTable(theme)
        self.sentence = label("", "big")
        self.sentence.setWordWrap(True)
        self.consequence = label("", "quiet")
        self.consequence.setWordWrap(True)
        self.problems_heading = label("", "warning")
        self.problems_heading.setWordWrap(True)
        self.problems = QListWidget()
        self.problems.setUniformItemSizes(True)
        self.problems.setAccessibleName(self.tr("Places that need a look"))
        self.confirm = button(self.tr("Import"), "primary")
        self.confirm.setDefault(True)
        self.cancel = button(self.tr("Cancel"))
        self._group = QButtonGroup(self)
        self.destinations = self._destination_buttons()
        self._lay_out()
        self.options.file_reading_changed.connect(self._on_file_reading_changed)
        self.options.header_changed.connect(self._on_header_changed)
        self.options.decimal_changed.connect(self._on_decimal_changed)
        self.preview.role_changed.connect(self._on_role_changed)
        self.preview.number_changed.connect(self._on_number_changed)
        self._group.idClicked.connect(self._on_destination_chosen)
        self.confirm.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self._show_reading(is_new=True)
        self.confirm.setFocus()

    @property
    def understanding(self) -> Understanding:
        """How the table is read as it stands on screen."""
        return self._plan.understanding

    def result_edit(self) -> tuple[Edit, str]:
        """What is to be done with the grade book, and its name for undo."""
        assert self._plan.edit is not None, "Import is disabled while there is a problem"
        return self._plan.edit, self.windowTitle()

    def _destination_buttons(self) -> dict[Destination, QRadioButton]:
        buttons = {}
        for number, destination in enumerate(destinations(self._existing)):
            choice = QRadioButton(destination_name(destination, self._existing))
            choice.setChecked(destination is self._destination)
            self._group.addButton(choice, number)
            buttons[destination] = choice
        return buttons

    def _lay_out(self) -> None:
        px = self._theme.px
        name = self._table.path.name
        card = Card(self._theme, self.tr("This is how {file} was understood. Put right what is not.").format(file=name))
        card.body.addWidget(self.notice)
        card.body.addWidget(self.options)
        card.body.addWidget(self.preview, 1)
        where = QGridLayout()
        where.setHorizontalSpacing(px(24))
        where.setVerticalSpacing(px(4))
        for number, choice in enumerate(self.destinations.values()):
            where.addWidget(choice, number // 2, number % 2)
        where.setColumnStretch(2, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        said = QVBoxLayout()
        said.setSpacing(px(2))
        said.addWidget(self.sentence)
        said.addWidget(self.consequence)
        buttons.addLayout(said, 1)
        buttons.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)
        buttons.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(16), px(16), px(16))
        whole.setSpacing(px(8))
        whole.addWidget(card, 1)
        whole.addWidget(self.problems_heading)
        whole.addWidget(self.problems)
        whole.addLayout(where)
        whole.addLayout(buttons)
        screen = self.screen().availableSize()
        self.resize(QSize(px(1060), px(640)).boundedTo(screen - QSize(px(40), px(60))))

    def _show_reading(self, is_new: bool = False) -> None:
        """Show the table by what is understood now, and what an import would do."""
        if is_new:
            self._understanding = fitted(self._table, self._understanding, self._destination, self._existing)
            self.options.show_reading(self._table, self._understanding)
        self._plan = planned(self._table, self._understanding, self._destination, self._existing)
        is_fixed = joins(self._destination, self._existing)
        self.preview.show_table(self._table, self._plan.understanding, is_fixed, is_new)
        report, problem = self._plan.report, self._plan.problem
        set_role(self.sentence, "warning" if problem else "big")
        self.confirm.setEnabled(problem is None)
        self.problems.clear()
        if report is None:
            self.sentence.setText(problem_text(problem) if problem else "")
            self.consequence.clear()
        else:
            self.sentence.setText(summary(self._plan.understanding, report))
            self.consequence.setText(consequence(self._plan, self._destination, self._existing, self._understanding))
            self.problems.addItems(problem_lines(report))
            self.problems_heading.setText(problems_heading(report))
            set_role(self.problems_heading, "warning" if report.problem_count else "quiet")
            row = max(self.problems.sizeHintForRow(0), 0)
            self.problems.setFixedHeight(min(self.problems.count(), 4) * row + 2 * self.problems.frameWidth())
        self.consequence.setVisible(bool(self.consequence.text()))
        for widget in (self.problems, self.problems_heading):
            widget.setVisible(self.problems.count() > 0)

    def _guess(self, table: Table, **known: int | str | None) -> Understanding:
        return guess(table, words=words_for_outcomes(), unnamed=unnamed_column(), **known)  # type: ignore[arg-type]

    @Slot()
    def _on_file_reading_changed(self) -> None:
        options = self.options
        try:
            if self._table.is_workbook:
                table = read_table(self._table.path, sheet=options.sheet.currentData())
            else:
                separator, encoding = options.separator.currentData(), options.encoding.currentData()
                table = read_table(self._table.path, separator=separator, encoding=encoding)
        except Problem as problem:
            text = self.tr("It cannot be read like that: {reason}").format(reason=problem_text(problem))
            self.notice.show_message(text)
            self.options.show_reading(self._table, self._understanding)
            return
        self.notice.hide()
        self._table = table
        self._understanding = self._guess(table)
        self._show_reading(is_new=True)

    @Slot(int)
    def _on_header_changed(self, row: int) -> None:
        header = None if row < 0 else row
        self._understanding = self._guess(self._table, header=header, decimal=self._understanding.decimal)
        self._show_reading(is_new=True)

    @Slot(str)
    def _on_decimal_changed(self, sign: str) -> None:
        self._understanding = replace(self._understanding, decimal=sign)
        self._show_reading()

    @Slot(int, object)
    def _on_role_changed(self, at: int, role: Role) -> None:
        self._understanding = self._understanding.changed(at, role=role)
        self._show_reading()

    @Slot(int, float)
    def _on_number_changed(self, at: int, value: float) -> None:
        if self._understanding.columns[at].role is Role.OUTCOME:
            self._understanding = replace(self._understanding, pass_mark=value)
        else:
            self._understanding = self._understanding.changed(at, maximum=value)
        self._show_reading()

    @Slot(int)
    def _on_destination_chosen(self, number: int) -> None:
        self._destination = list(self.destinations)[number]
        before = self._understanding
        self._understanding = fitted(self._table, before, self._destination, self._existing)
        self._show_reading(is_new=self._understanding.columns != before.columns)

    # Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), QLineEdit):
            return  # a number has been typed, and what it changes is to be seen first
        super().keyPressEvent(event)

    def accept(self) -> None:
        if self._plan.edit is not None:
            super().accept()
