"""The model behind the table: it hears of every row, and loses none, whatever happens to the grade book."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from neuralpad.core.edits import (
    ChangeColumn,
    Edit,
    InsertColumn,
    InsertStudents,
    RemoveColumn,
    RemoveStudents,
    ReorderStudents,
    ReplaceBook,
    SetCells,
    Together,
)
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.ui.grades.table_model import GradeTableModel

ROLE = Qt.ItemDataRole


def some_book() -> Gradebook:
    past = tuple(Student(f"P{k}", (str(90 - k), str(k)), "pass" if k % 2 else "fail") for k in range(4))
    return Gradebook("", (Column("a"), Column("b", 20)), past, (Student("T0", ("1", "2")),))


@pytest.fixture
def model(qapp: QApplication) -> GradeTableModel:
    made = GradeTableModel()
    made.show_book(some_book())
    return made


def test_the_model_keeps_qts_rules(model: GradeTableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_an_empty_model_keeps_qts_rules(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(GradeTableModel())


def test_cells_have_no_cells_of_their_own(model: GradeTableModel) -> None:
    inside = model.index(0, 0)
    assert (model.rowCount(inside), model.columnCount(inside)) == (0, 0)


def test_typing_asks_and_changes_nothing(model: GradeTableModel) -> None:
    asked: list[tuple[Edit, str]] = []
    model.edit_made.connect(lambda edit, text: asked.append((edit, text)))
    assert model.setData(model.index(1, 2), "7")
    assert asked == [(SetCells(Group.PAST, ((1, 2, "7"),)), "Typing")]
    assert model.index(1, 2).data() == "1"


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        ((0, 0), "P0"),
        ((0, 1), "a: 90"),
        ((1, 3), "Final exam: Pass"),
        ((4, 0), "Empty row: type here to add a student"),
    ],
)
def test_what_a_screen_reader_says(model: GradeTableModel, cell: tuple[int, int], spoken: str) -> None:
    assert model.index(*cell).data(ROLE.AccessibleTextRole) == spoken


def test_a_screen_reader_hears_faults_and_who_is_aside(model: GradeTableModel) -> None:
    edit = SetCells(Group.PAST, ((0, 1, ""),))
    model.show_book(edit.apply(model.book)[0], edit)
    model.show_aside(frozenset({0}))
    assert model.index(0, 0).data(ROLE.AccessibleTextRole) == "P0, kept aside"
    assert model.index(0, 1).data(ROLE.AccessibleTextRole).startswith("a: no grade, No grade for a yet. P0 is left out")


def test_heads_say_what_grades_are_out_of(model: GradeTableModel) -> None:
    heads = [model.headerData(c, Qt.Orientation.Horizontal, ROLE.AccessibleTextRole) for c in range(4)]
    assert heads == ["Student", "a", "b out of 20", "Final exam"]
    tips = [model.headerData(c, Qt.Orientation.Horizontal, ROLE.ToolTipRole) for c in (1, 2)]
    assert "out of 100; the network sees grade ÷ 100" in tips[0]
    assert "out of 20; the network sees grade ÷ 20" in tips[1]


def test_a_grade_says_what_the_network_sees(model: GradeTableModel) -> None:
    assert model.index(0, 1).data(ROLE.ToolTipRole) == "90 of 100: the network sees 0.9"
    assert model.index(3, 2).data(ROLE.ToolTipRole) == "3 of 20: the network sees 0.15"


def test_this_year_needs_no_outcome_but_marks_what_is_none(model: GradeTableModel) -> None:
    model.show_group(Group.THIS_YEAR)
    assert model.index(0, 3).data() == "not yet"
    assert model.fault(0, 3) is None
    edit = SetCells(Group.THIS_YEAR, ((0, 3, "perhaps"),))
    model.show_book(edit.apply(model.book)[0], edit)
    assert model.fault(0, 3) is not None
    assert "neither pass nor fail" in model.index(0, 3).data(ROLE.ToolTipRole)


def test_a_row_that_was_just_put_in_is_not_marked_yet(model: GradeTableModel) -> None:
    edit = InsertStudents.block(Group.PAST, 0, (model.book.blank_student(),))
    model.show_book(edit.apply(model.book)[0], edit)
    assert [model.fault(0, cell) for cell in range(4)] == [None] * 4


def test_an_edit_that_does_not_fit_what_is_shown_still_ends_in_the_right_book(model: GradeTableModel) -> None:
    other = Gradebook("", (Column("x"),), (Student("Only", ("1",), "pass"),))
    model.show_book(other, SetCells(Group.PAST, ((0, 0, "Only"),)))
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    assert model.index(0, 0).data() == "Only"


class Watch:
    """A model under Qt's own tester, an undo, and an index that holds on to one student."""

    def __init__(self) -> None:
        self.model = GradeTableModel()
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Warning)
        self.book = some_book()
        self.model.show_book(self.book)
        self.undo: list[Edit] = []
        self.redo: list[Edit] = []
        self.resets = 0
        self.named = 0
        self.model.modelReset.connect(self._count_reset)

    def _count_reset(self) -> None:
        self.resets += 1

    def make(self, edit: Edit) -> Edit:
        self.book, inverse = edit.apply(self.book)
        self.model.show_book(self.book, edit)
        return inverse

    def new_students(self, count: int) -> tuple[Student, ...]:
        self.named += count
        blank = self.book.blank_student().grades
        return tuple(Student(f"N{self.named - k}", blank, "") for k in range(count))

    def check(self) -> None:
        """What is on screen is the grade book: every student once, in the teacher's order unless sorted."""
        model = self.model
        students = self.book.students(model.group)
        assert sorted(model.order) == list(range(len(students)))
        if model.sorting is None:
            assert model.order == sorted(model.order)
        assert model.rowCount() == len(students) + 1
        assert model.columnCount() == len(self.book.columns) + 2
        for row, book_row in enumerate(model.order):
            assert model.index(row, 0).data() == students[book_row].name
            assert model.index(row, 1).data() == students[book_row].grades[0]
            assert model.shown_row(book_row) == row


def some_edit(data: st.DataObject, watch: Watch) -> Edit:
    """Any edit that a command can make."""
    book, group = watch.book, data.draw(st.sampled_from(Group), "group")
    students, width = book.students(group), len(book.columns)
    rows = st.integers(0, max(len(students) - 1, 0))
    kinds = ["insert", "scatter", "column", "change", "replace"]
    if students:
        kinds += ["type", "type", "remove", "remove", "reorder", "move", "paste"]
    if width > 1:
        kinds.append("drop column")
    kind = data.draw(st.sampled_from(kinds), "kind")
    texts = st.sampled_from(["", "5", "7,5", "11", "abs"])
    cells = st.lists(st.tuples(rows, st.integers(1, width), texts), min_size=1, max_size=3)
    if kind == "insert":
        new = watch.new_students(data.draw(st.integers(1, 3)))
        return InsertStudents.block(group, data.draw(st.integers(0, len(students))), new)
    if kind == "scatter":
        new = watch.new_students(data.draw(st.integers(1, 3)))
        at = sorted(data.draw(st.permutations(range(len(students) + len(new))))[: len(new)])
        return InsertStudents(group, tuple(zip(at, new, strict=True)))
    if kind == "type":
        return SetCells(group, tuple(data.draw(cells)))
    if kind == "paste":
        new = watch.new_students(data.draw(st.integers(1, 3)))
        return Together((SetCells(group, tuple(data.draw(cells))), InsertStudents.block(group, len(students), new)))
    if kind == "remove":
        return RemoveStudents(group, tuple(data.draw(st.lists(rows, min_size=1, unique=True))))
    if kind == "reorder":
        return ReorderStudents(group, tuple(data.draw(st.permutations(range(len(students))))))
    if kind == "move":
        other = Group.PAST if group is Group.THIS_YEAR else Group.THIS_YEAR
        moved = tuple(sorted(data.draw(st.lists(rows, min_size=1, unique=True))))
        end = len(book.students(other))
        block = InsertStudents.block(other, end, tuple(students[row] for row in moved))
        return Together((RemoveStudents(group, moved), block))
    if kind == "column":
        return InsertColumn(data.draw(st.integers(0, width)), Column("new"))
    if kind == "drop column":
        return RemoveColumn(data.draw(st.integers(0, width - 1)))
    if kind == "change":
        return ChangeColumn(data.draw(st.integers(0, width - 1)), Column("other", 6))
    return ReplaceBook(some_book())


def one_thing(data: st.DataObject, watch: Watch) -> None:
    """Something that a user does: an edit, undo, redo, a click on a head, the other group."""
    deed = data.draw(
        st.sampled_from(["edit", "edit", "edit", "sort", "unsort", "group", "keep", "undo", "redo"]), "deed"
    )
    model = watch.model
    if deed == "sort":
        order = data.draw(st.sampled_from(Qt.SortOrder))
        model.sort(data.draw(st.integers(0, model.columnCount() - 1)), order)
    elif deed == "unsort":
        model.sort(-1)
    elif deed == "group":
        model.show_group(data.draw(st.sampled_from(Group)))
    elif deed == "undo" and watch.undo:
        watch.redo.append(watch.make(watch.undo.pop()))
    elif deed == "redo" and watch.redo:
        watch.undo.append(watch.make(watch.redo.pop()))
    elif deed == "keep" and model.sorting is not None:
        watch.undo.append(watch.make(ReorderStudents(model.group, tuple(model.order))))
        watch.redo.clear()
        assert model.sorting is None
    elif deed == "edit":
        watch.undo.append(watch.make(some_edit(data, watch)))
        watch.redo.clear()


@given(st.data())
def test_whatever_is_done_the_table_shows_the_book_and_all_can_be_undone(qapp: QApplication, data: Any) -> None:
    watch = Watch()
    start = watch.book
    for _ in range(data.draw(st.integers(1, 12), "deeds")):
        held = [QPersistentModelIndex(watch.model.index(row, 0)) for row in range(watch.model.rowCount() - 1)]
        names = [index.data() for index in held]
        resets = watch.resets
        one_thing(data, watch)
        watch.check()
        if watch.resets == resets:
            there = {student.name for student in watch.book.students(watch.model.group)}
            for name, index in zip(names, held, strict=True):
                # Whoever is still there is still held; whoever has gone is not.
                assert (index.data() == name) if name in there else not index.isValid()
    while watch.undo:
        watch.make(watch.undo.pop())
        watch.check()
    assert watch.book == start


def test_ordinary_edits_never_show_everything_anew(qapp: QApplication) -> None:
    watch = Watch()
    edits: list[Edit] = [
        SetCells(Group.PAST, ((0, 1, "5"),)),
        InsertStudents.block(Group.PAST, 2, watch.new_students(2)),
        RemoveStudents(Group.PAST, (0, 1, 3)),
        ReorderStudents(Group.PAST, (1, 2, 0)),
        InsertColumn(1, Column("new")),
        ChangeColumn(1, Column("newer", 6)),
        RemoveColumn(0),
    ]
    watch.model.sort(1)
    for edit in edits:
        watch.undo.append(watch.make(edit))
    for edit in reversed(watch.undo):
        watch.make(edit)
    assert watch.resets == 0
