"""A grades panel with a hand-made session behind it, and its table drawn as text that anyone can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.edits import Edit
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.ui.grades.panel import GradesPanel
from neuralpad.ui.grades.table_model import GradeTableModel
from neuralpad.ui.grades.table_view import GradeTable
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Notice

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
Place = tuple[int, int]


def read(text: str) -> Gradebook:
    """A class as it is drawn below: heads first ("Oral/20" is out of 20), then a line each student."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    columns = []
    for name in head[1:-1]:
        name, _, maximum = name.partition("/")
        columns.append(Column(name, float(maximum or 100)))
    outcomes = {"✓ Pass": "pass", "✗ Fail": "fail", "?": ""}
    students = tuple(Student(c[0], tuple(c[1:-1]), outcomes.get(c[-1], c[-1])) for c in lines)
    return Gradebook("", tuple(columns), past=students)


def drawn(model: QAbstractItemModel) -> str:
    """The table as text: the number of the row and what its cells show."""
    display = Qt.ItemDataRole.DisplayRole
    heads = [str(model.headerData(c, Qt.Orientation.Horizontal, display)) for c in range(model.columnCount())]
    lines = [" | ".join(heads)]
    for row in range(model.rowCount()):
        number = model.headerData(row, Qt.Orientation.Vertical, display)
        cells = [str(model.index(row, c).data(display)) for c in range(model.columnCount())]
        lines.append(f"{number} " + " | ".join(cells))
    return "\n".join(lines)


def tidy(text: str) -> str:
    """The same drawing without the blanks that make it pretty."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(" | ".join(" ".join(cell.split()) for cell in line.split("|")) for line in lines)


class Desk:
    """The panel, what it asked for and what it told, and the undo that a session would have."""

    def __init__(self, qtbot: QtBot, book: Gradebook) -> None:
        self.theme = Theme()
        self.theme.set_scheme("light")
        self.panel = GradesPanel(self.theme)
        qtbot.addWidget(self.panel)
        self.book = book
        self.done: list[tuple[Edit, str]] = []
        self.undone: list[Edit] = []
        self.chosen: list[tuple[Group, int]] = []
        self.panel.edit_made.connect(self._apply)
        self.panel.student_chosen.connect(self._choose)
        self.panel.resize(520, 560)
        self.panel.show_gradebook(book, None)
        self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)
        self.table.setFocus()

    def _apply(self, edit: Edit, text: str) -> None:
        self.book, inverse = edit.apply(self.book)
        self.done.append((inverse, text))
        self.undone.clear()
        self.panel.show_gradebook(self.book, edit)

    def _choose(self, group: Group, row: int) -> None:
        self.chosen.append((group, row))

    def undo(self) -> None:
        inverse, _ = self.done.pop()
        self.book, again = inverse.apply(self.book)
        self.undone.append(again)
        self.panel.show_gradebook(self.book, inverse)

    def redo(self) -> None:
        again = self.undone.pop()
        self.book, inverse = again.apply(self.book)
        self.done.append((inverse, ""))
        self.panel.show_gradebook(self.book, again)

    # What is there

    @property
    def table(self) -> GradeTable:
        return self.panel.table

    @property
    def model(self) -> GradeTableModel:
        model = self.panel.table.model()
        assert isinstance(model, GradeTableModel)
        return model

    @property
    def place(self) -> tuple[int, int]:
        index = self.table.currentIndex()
        return index.row(), index.column()

    @property
    def selected(self) -> set[tuple[int, int]]:
        return {(index.row(), index.column()) for index in self.table.selectionModel().selectedIndexes()}

    @property
    def steps(self) -> list[str]:
        return [text for _, text in self.done]

    @property
    def names(self) -> str:
        """The names on screen, from the top."""
        count = self.model.rowCount() - 1
        return " ".join(str(self.model.index(row, 0).data()) for row in range(count))

    @property
    def own_names(self) -> str:
        """The names in the grade book."""
        return " ".join(student.name for student in self.book.students(self.panel.group))

    @property
    def notice(self) -> Notice:
        notice = self.panel.findChild(Notice)
        assert notice is not None
        return notice

    @property
    def message(self) -> str:
        """What the panel says to the user, if it says anything."""
        return self.notice.text if self.notice.isVisible() else ""

    def shows(self, picture: str) -> bool:
        """Whether the table looks like this; a failing test shows both."""
        assert tidy(drawn(self.model)) == tidy(picture)
        return True

    def marked(self) -> set[tuple[int, int]]:
        """The cells that are marked as faulty."""
        return {
            (row, cell)
            for row in range(self.model.rowCount())
            for cell in range(self.model.columnCount())
            if self.model.fault(row, cell) is not None
        }

    def action(self, name: str) -> QAction:
        action = self.panel.findChild(QAction, f"action_{name}")
        assert action is not None
        assert action is self.panel.actions_by_name[f"action_{name}"]
        return action

    # What a person does

    def go(self, row: int, cell: int) -> None:
        """Click a cell."""
        self.drag((row, cell), (row, cell))

    def drag(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press the mouse on one cell and let it go on another."""
        first, last = (self.table.visualRect(self.model.index(*cell)).center() for cell in (start, end))
        viewport, left = self.table.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, modifier, first)
        if start != end:
            QTest.mouseMove(viewport, (first + last) / 2)
            QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, left, modifier, last)

    def press(self, *keys: Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press keys, wherever the keyboard is now."""
        for key in keys:
            QTest.keyClick(self._keyboard(), key, modifier)

    def type(self, text: str) -> None:
        """Type letters, wherever the keyboard is now; ⏎ and ⇥ are Enter and Tab."""
        for letter in text:
            if letter in "⏎⇥":
                self.press(Key.Key_Return if letter == "⏎" else Key.Key_Tab)
            else:
                QTest.keyClicks(self._keyboard(), letter)

    def _keyboard(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def double_click(self, row: int, cell: int) -> None:
        at = self.table.visualRect(self.model.index(row, cell)).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def click_head(self, cell: int, how: Callable[..., None] = QTest.mouseClick) -> None:
        heads = self.table.horizontalHeader()
        how(heads.viewport(), Qt.MouseButton.LeftButton, pos=self._section_centre(heads, cell))

    def drag_numbers(self, start: int, end: int, lower_half: bool = False) -> None:
        """Drag the number of a row to the upper or lower half of another."""
        numbers = self.table.verticalHeader()
        first = self._section_centre(numbers, start)
        into = numbers.sectionSize(end) - 2 if lower_half else 2
        last = QPoint(first.x(), numbers.sectionViewportPosition(end) + into)
        QTest.mousePress(numbers.viewport(), Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(numbers.viewport(), (first + last) / 2)
        QTest.mouseMove(numbers.viewport(), last)
        QTest.mouseRelease(numbers.viewport(), Qt.MouseButton.LeftButton, pos=last)

    def click_number(self, row: int, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        numbers = self.table.verticalHeader()
        at = self._section_centre(numbers, row)
        QTest.mouseClick(numbers.viewport(), Qt.MouseButton.LeftButton, modifier, at)

    @staticmethod
    def _section_centre(header: QHeaderView, section: int) -> QPoint:
        along = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        across = 8
        return QPoint(along, across) if header.orientation() == Qt.Orientation.Horizontal else QPoint(across, along)


CLASS = """
      Student | Written | Oral/20 | Final exam
      Ann     | 82      | 7,5     | ✓ Pass
      Bob     | 55      | 18      | ✗ Fail
      Cem     | 9       | 12      | ✓ Pass
"""


SitDown = Callable[[str | Gradebook], Desk]
Copy = Callable[[str], None]


@pytest.fixture
def sit_down(qtbot: QtBot) -> SitDown:
    """Make a desk with a class on it."""
    return lambda book: Desk(qtbot, read(book) if isinstance(book, str) else book)


@pytest.fixture
def desk(sit_down: SitDown) -> Desk:
    """A class of three, two grades each."""
    return sit_down(CLASS)


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[Copy]:
    """Copies a text, as a spreadsheet would."""
    board = QGuiApplication.clipboard()
    yield board.setText
    board.clear()


@pytest.fixture
def draw() -> Callable[[QAbstractItemModel], str]:
    """The table as text."""
    return drawn
