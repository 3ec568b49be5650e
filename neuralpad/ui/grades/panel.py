"""The card with the grades: past classes and this year, the table, and what there is to know about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from neuralpad.core.edits import Edit
from neuralpad.core.gradebook import NAME_CELL, Gradebook, Group
from neuralpad.core.scaling import TrainingSet, usable_students
from neuralpad.ui.grades import wording
from neuralpad.ui.grades.commands import GradeCommands
from neuralpad.ui.grades.empty_hint import EmptyHint
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable
from neuralpad.ui.texts import integer
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, Notice, Segments, button, label

QWIDGETSIZE_MAX = 16777215
"""As Qt calls the height of a widget that has no limit."""

GROUPS = (Group.PAST, Group.THIS_YEAR)


class GradesPanel(Card):
    """Where grades are typed.

    It never changes the grade book: it asks by `edit_made`, and shows what `show_gradebook` brings.

    Signals:
        edit_made: an Edit of the grade book, and its name for undo.
        student_chosen: the Group and the row in the grade book of the student who is current now.
        import_requested: a file shall be imported.
    """

    edit_made = Signal(object, str)
    student_chosen = Signal(object, int)
    import_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.set_title(self.tr("Grades"))
        self._model = GradeTableModel(self)
        self._aside: frozenset[int] = frozenset()
        self._chosen: tuple[Group, int] | None = None
        self._places: dict[Group, tuple[int, int]] = {}
        self._is_quiet = False
        self._offers_order = False
        self._usable: TrainingSet | None = None
        self._segments = Segments(theme, [self.tr("Past classes"), self.tr("This year")])
        self._segments.set_tip(0, self.tr("Students whose outcome is known: the network learns from them"))
        self._segments.set_tip(
            1, self.tr("Students who have not taken the exam yet: the network says how likely they pass")
        )
        self.table = GradeTable(theme, self._model, self)
        self._hint = EmptyHint(theme)
        self._notice = Notice(theme)
        self._status = label("", "quiet")
        self._next = button(self.tr("Show"), "link", self.tr("Go to the next marked cell (F8)"))
        self._add = button(self.tr("+ Add student"), "link", self.tr("Begin a new student in the last row"))
        self._paste = button(
            "",
            "link",
            self.tr("Add what was copied in a spreadsheet below the last student. Ctrl+V pastes at the chosen cell."),
        )
        self._import = button(self.tr("Import…"), "link", self.tr("Take the grades from a spreadsheet or CSV file"))
        self._commands = GradeCommands(theme, self._model, self.table, self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self._retell()

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """The commands for the Edit menu, by their object names."""
        return self._commands.actions_by_name

    @property
    def group(self) -> Group:
        """The group on screen."""
        return self._model.group

    # What is shown

    def show_gradebook(self, book: Gradebook, edit: Edit | None = None) -> None:
        """Show a grade book; `edit` led to it from the one shown, None: everything is new."""
        row, cell = self.table.place
        had_current = self.table.currentIndex().isValid()
        scrolled = self.table.verticalScrollBar().value()
        self._notice.hide()
        if edit is None:
            self._chosen, self._places, row, cell = None, {}, 0, NAME_CELL
            self.select_group(Group.PAST)
        self._model.show_book(book, edit)
        self._retell()
        if not self.table.currentIndex().isValid() and (had_current or edit is None):
            # Everything was shown anew: back to where we were.
            self.table.go_to(min(row, max(len(self._model.order) - 1, 0)), cell)
            self.table.verticalScrollBar().setValue(0 if edit is None else scrolled)
        self._announce()

    def show_aside(self, rows: frozenset[int]) -> None:
        """Mark the past students in these rows of the grade book as kept aside."""
        if rows != self._aside:
            self._aside = rows
            self._model.show_aside(rows)
            self._tell_status()

    def choose_student(self, group: Group, row: int) -> None:
        """Make a student current, as if pressed; nothing is emitted."""
        if not 0 <= row < len(self._model.book.students(group)):
            return
        self._chosen = (group, row)
        self.select_group(group)
        shown = self._model.shown_row(row)
        if shown != self.table.place[0] or not self.table.currentIndex().isValid():
            self.table.go_to(shown, self.table.place[1])

    def select_group(self, group: Group) -> None:
        """Show the past classes or this year; nothing is emitted."""
        self._segments.set_current(GROUPS.index(group))
        if group is self._model.group:
            return
        self._places[self._model.group] = self.table.place
        self._is_quiet = True
        self._model.show_group(group)
        self.table.go_to(*self._places.get(group, (0, NAME_CELL)))
        self._is_quiet = False
        self._retell()

    # Putting it together

    def _lay_out(self) -> None:
        self.header.addWidget(self._segments)
        self._status.setWordWrap(True)
        self._status.setObjectName("grade_status")
        self._status.setAccessibleName(self.tr("Students the network can use"))
        self._status_line = QHBoxLayout()
        self._status_line.addWidget(self._status, 1)
        self._status_line.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        self._foot = QWidget()
        # The words are cut off before they force the card to be wider than the window has room for.
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._links = QHBoxLayout(self._foot)
        self._links.setSpacing(0)
        for number, link in enumerate((self._add, self._paste, self._import)):
            if number:
                self._links.addWidget(label("·", "quiet"))
            self._links.addWidget(link)
        self._links.addStretch(1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._hint, 1)
        self.body.addWidget(self._notice)
        self.body.addLayout(self._status_line)
        self.body.addWidget(self._foot)

    @Slot()
    def _restyle(self) -> None:
        # The numbers of the rows and the scroll bar stand in the margin of the card, the names below its title.
        px = self._theme.px
        self.body.setContentsMargins(px(4), px(8), px(4), px(8))
        for line in (self.header, self._status_line):
            line.setContentsMargins(px(8), 0, px(8), 0)
        self._links.setContentsMargins(px(4), 0, px(4), 0)
        for link in (self._add, self._paste, self._import, self._next):
            link.setFont(self._theme.font(12, bold=True))
        self._status.setFont(self._theme.font(12))
        self._word_links()

    def _word_links(self) -> None:
        # In a narrow card one word must do; the tooltip says the rest.
        margins = self.body.contentsMargins()
        room = self.contentsRect().width() - margins.left() - margins.right()
        self._paste.setText(self.tr("Paste from a spreadsheet"))
        if self._links.sizeHint().width() > room:
            self._paste.setText(self.tr("Paste"))

    def _connect(self) -> None:
        commands = self._commands
        self._model.edit_made.connect(self.edit_made)
        commands.edit_made.connect(self.edit_made)
        commands.message_given.connect(self._on_message_given)
        commands.sorted_order_met.connect(self._on_sorted_order_met)
        commands.next_wanted.connect(self._go_to_next)
        self._segments.chosen.connect(self._on_group_chosen)
        self.table.row_entered.connect(self._announce)
        self._next.clicked.connect(self._go_to_next)
        self._notice.pressed.connect(self._on_notice_pressed)
        for typing in (self._add.clicked, self._hint.typing_wanted):
            typing.connect(commands.rows.add)
        for pasting in (self._paste.clicked, self._hint.paste_wanted):
            pasting.connect(commands.cells.paste_below)
        for importing in (self._import.clicked, self._hint.import_wanted):
            importing.connect(self.import_requested)

    def _retell(self) -> None:
        """Bring everything around the table up to date."""
        book = self._model.book
        counts = [sum(not student.is_blank for student in book.students(group)) for group in GROUPS]
        names = (self.tr("Past classes"), self.tr("This year"))
        for number, (name, count) in enumerate(zip(names, counts, strict=True)):
            self._segments.set_label(number, f"{name} {integer(count)}" if count else name)
        is_empty = not self._model.students
        self._hint.setVisible(is_empty)
        if is_empty:
            self._hint.say(
                self.tr("Type grades here, paste them from a spreadsheet, or import a file")
                if self._model.group is Group.PAST
                else self.tr("Type this year’s students here, paste them from a spreadsheet, or import a file")
            )
        self._foot.setVisible(not is_empty)
        heads, row = self.table.heads.sizeHint().height(), self.table.numbers.defaultSectionSize()
        self.table.setMaximumHeight(heads + 2 * row if is_empty else QWIDGETSIZE_MAX)
        self._usable = usable_students(book, self._model.group)
        self._tell_status()

    def _tell_status(self) -> None:
        usable = self._usable
        if usable is None:
            return
        is_past = self._model.group is Group.PAST
        aside = len(self._aside.intersection(usable.rows.tolist())) if is_past else 0
        self._status.setText(wording.status(self._model.book, self._model.group, usable, aside))
        for widget, wanted in ((self._status, bool(self._model.students)), (self._next, bool(usable.left_out))):
            widget.setVisible(wanted)

    @Slot()
    def _announce(self) -> None:
        """Tell who is current now, if that is somebody else."""
        row = self._model.book_row(self.table.place[0])
        if not self._is_quiet and row is not None and (self._model.group, row) != self._chosen:
            self._chosen = (self._model.group, row)
            self.student_chosen.emit(*self._chosen)

    @Slot(int)
    def _on_group_chosen(self, number: int) -> None:
        self.select_group(GROUPS[number])
        self._announce()

    @Slot()
    def _go_to_next(self) -> None:
        usable = self._usable
        if usable is not None:
            found = self._model.next_fault(*self.table.place, [one.row for one in usable.left_out])
            if found is not None:
                self.table.setFocus()
                self.table.go_to(*found)

    @Slot(str)
    def _on_message_given(self, text: str) -> None:
        self._offers_order = False
        self._notice.show_message(text, self.tr("OK"), "info")

    @Slot()
    def _on_sorted_order_met(self) -> None:
        self._offers_order = True
        self._notice.show_message(
            self.tr("The table is sorted, so rows cannot be moved by hand. Make this order your own?"),
            self.tr("Keep this order"),
            "info",
        )

    @Slot()
    def _on_notice_pressed(self) -> None:
        self._notice.hide()
        if self._offers_order:
            self._commands.rows.keep_order()

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word_links()
