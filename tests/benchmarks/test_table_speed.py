"""How long the grade table takes with 10 000 students: paste until shown, sort, scroll, type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from neuralpad.core.edits import Edit
from neuralpad.core.gradebook import Gradebook
from neuralpad.ui.grades.panel import GradesPanel
from neuralpad.ui.theme import Theme

STUDENTS = 10_000
TEXT = "".join(f"Student {k}\t{k % 101}\t{k % 97}\t{k % 89},5\t{'pf'[k % 2]}\n" for k in range(STUDENTS))


class Table:
    """The panel with a session of three lines."""

    def __init__(self) -> None:
        self.book = Gradebook()
        self.panel = GradesPanel(Theme())
        self.panel.edit_made.connect(self._apply)
        self.panel.resize(364, 547)
        self.panel.show()
        self.empty()

    def _apply(self, edit: Edit, _text: str) -> None:
        self.book, _ = edit.apply(self.book)
        self.panel.show_gradebook(self.book, edit)

    def empty(self) -> None:
        self.book = Gradebook()
        self.panel.show_gradebook(self.book, None)

    def paste(self) -> None:
        self.panel.actions_by_name["action_paste"].trigger()
        self.paint()

    def paint(self) -> None:
        QApplication.processEvents()
        self.panel.table.viewport().repaint()


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    QGuiApplication.clipboard().setText(TEXT)
    made = Table()
    qtbot.addWidget(made.panel)
    yield made
    QGuiApplication.clipboard().clear()


def test_paste(table: Table, benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(table.paste, setup=table.empty, rounds=5)
    assert len(table.book.past) == STUDENTS


@pytest.mark.parametrize("cell", [0, 1, 4], ids=["names", "grades", "outcomes"])
def test_sort(table: Table, benchmark: BenchmarkFixture, cell: int) -> None:
    table.paste()

    def sort() -> None:
        table.panel.table.sort_on(cell)
        table.paint()

    benchmark.pedantic(sort, rounds=6)


def test_scroll(table: Table, benchmark: BenchmarkFixture) -> None:
    table.paste()
    bar = table.panel.table.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 1234) % bar.maximum())
        table.paint()

    benchmark(scroll)


def test_type(table: Table, benchmark: BenchmarkFixture) -> None:
    table.paste()
    model = table.panel.table.model()
    grades = iter(range(10**9))

    def type_one() -> None:
        model.setData(model.index(5000, 1), str(next(grades) % 100))
        table.paint()

    benchmark(type_one)
