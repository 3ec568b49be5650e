"""Edits of the grade book: what each does, and that each can be undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

PAST, THIS_YEAR = Group.PAST, Group.THIS_YEAR


def book_of(*names: str, columns: int = 2) -> Gradebook:
    students = tuple(Student(name, tuple(f"{name}{k}" for k in range(columns)), "pass") for name in names)
    return Gradebook("", tuple(Column(f"c{k}") for k in range(columns)), students)


def names(book: Gradebook, group: Group = PAST) -> str:
    return "".join(student.name for student in book.students(group))


def rows(book: Gradebook) -> list[str]:
    return [" ".join(student.cells) for student in book.past]


def after(book: Gradebook, edit: Edit) -> Gradebook:
    """The book after the edit, once it is sure that the inverse brings back exactly what was, and the edit again."""
    changed, inverse = edit.apply(book)
    back, again = inverse.apply(changed)
    assert back == book
    assert again.apply(back)[0] == changed
    return changed


def test_typing_changes_name_grade_and_outcome() -> None:
    book = after(book_of("A", "B"), SetCells(PAST, ((0, 0, "Z"), (1, 1, "7"), (1, 3, "fail"))))
    assert rows(book) == ["Z A0 A1 pass", "B 7 B1 fail"]


def test_the_last_text_for_a_cell_counts_and_undo_knows_the_first() -> None:
    book = after(book_of("A"), SetCells(PAST, ((0, 1, "1"), (0, 1, "2"))))
    assert rows(book) == ["A 2 A1 pass"]


def test_typing_in_one_group_leaves_the_other() -> None:
    both = book_of("A").with_students(THIS_YEAR, book_of("B").past)
    book = after(both, SetCells(THIS_YEAR, ((0, 0, "X"),)))
    assert (names(book), names(book, THIS_YEAR)) == ("A", "X")


@pytest.mark.parametrize(("at", "expected"), [(0, "xyABC"), (1, "AxyBC"), (3, "ABCxy")])
def test_students_are_put_in_below_each_other(at: int, expected: str) -> None:
    assert names(after(book_of("A", "B", "C"), InsertStudents.block(PAST, at, book_of("x", "y").past))) == expected


def test_scattered_students_stand_where_they_are_said_to() -> None:
    x, y, z = book_of("x", "y", "z").past
    assert names(after(book_of("A", "B", "C"), InsertStudents(PAST, ((0, x), (2, y), (5, z))))) == "xAyBCz"


@pytest.mark.parametrize(
    ("gone", "expected"), [((0,), "BCD"), ((3, 1), "AC"), ((0, 1, 2, 3), ""), ((2, 2), "ABD"), ((), "ABCD")]
)
def test_students_are_taken_out(gone: tuple[int, ...], expected: str) -> None:
    assert names(after(book_of("A", "B", "C", "D"), RemoveStudents(PAST, gone))) == expected


def test_reordering() -> None:
    assert names(after(book_of("A", "B", "C", "D"), ReorderStudents(PAST, (2, 0, 3, 1)))) == "CADB"


@pytest.mark.parametrize("order", [(0, 1), (0, 0, 1), (0, 1, 3), (0, 1, 2, 2)])
def test_an_order_that_would_lose_somebody_is_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="order"):
        ReorderStudents(PAST, order).apply(book_of("A", "B", "C"))


@pytest.mark.parametrize(("at", "expected"), [(0, "A  A0 A1 pass"), (1, "A A0  A1 pass"), (2, "A A0 A1  pass")])
def test_a_new_column_is_empty(at: int, expected: str) -> None:
    book = after(book_of("A"), InsertColumn(at, Column("new", 20)))
    assert rows(book) == [expected]
    assert book.columns[at] == Column("new", 20)


def test_a_new_column_comes_with_its_grades_for_both_groups() -> None:
    both = book_of("A").with_students(THIS_YEAR, book_of("B", "C").past)
    book = after(both, InsertColumn(1, Column("new"), ("1",), ("2", "3")))
    assert [student.grades[1] for student in (*book.past, *book.this_year)] == ["1", "2", "3"]


def test_a_removed_column_comes_back_with_its_grades() -> None:
    both = book_of("A").with_students(THIS_YEAR, book_of("B").past)
    book = after(both, RemoveColumn(0))
    assert rows(book) == ["A A1 pass"]
    assert [column.name for column in book.columns] == ["c1"]


def test_the_last_column_stays() -> None:
    with pytest.raises(ValueError, match="last grade column"):
        RemoveColumn(0).apply(book_of("A", columns=1))


def test_another_name_and_maximum_leave_the_grades_as_typed() -> None:
    book = after(book_of("A"), ChangeColumn(1, Column("Oral", 6)))
    assert book.columns == (Column("c0"), Column("Oral", 6))
    assert rows(book) == rows(book_of("A"))


def test_another_book() -> None:
    assert after(book_of("A"), ReplaceBook(Gradebook())) == Gradebook()


def test_several_edits_are_one_step_and_each_sees_the_one_before() -> None:
    edit = Together((InsertColumn(2, Column("new")), SetCells(PAST, ((0, 3, "9"),)), RemoveStudents(PAST, (1,))))
    assert rows(after(book_of("A", "B"), edit)) == ["A A0 A1 9 pass"]


TEXTS = st.sampled_from(["", "5", "7,5", "abs", "pass", "Ann"])


@st.composite
def students(draw: st.DrawFn, width: int) -> tuple[Student, ...]:
    row = st.tuples(*[TEXTS] * (width + 2)).map(Student.from_cells)
    return tuple(draw(st.lists(row, max_size=4)))


@st.composite
def books(draw: st.DrawFn) -> Gradebook:
    width = draw(st.integers(1, 3))
    columns = tuple(Column(f"c{k}", draw(st.sampled_from([100.0, 20.0]))) for k in range(width))
    return Gradebook("", columns, draw(students(width)), draw(students(width)))


def edits(book: Gradebook, depth: int = 2) -> st.SearchStrategy[Edit]:
    """Any edit that this book can take."""
    return st.composite(_edit)(book, depth)


def _edit(draw: st.DrawFn, book: Gradebook, depth: int) -> Edit:
    group = draw(st.sampled_from(Group))
    count, width = len(book.students(group)), len(book.columns)
    kinds = ["insert", "column", "change", "replace", "reorder", "remove"]
    kinds += ["type"] * (3 * bool(count)) + ["drop column"] * (width > 1) + ["together"] * (depth > 0)
    kind = draw(st.sampled_from(kinds))
    if kind == "type":
        cell = st.tuples(st.integers(0, count - 1), st.integers(0, width + 1), TEXTS)
        return SetCells(group, tuple(draw(st.lists(cell, max_size=5))))
    if kind == "insert":
        new = draw(students(width))
        at = sorted(draw(st.permutations(range(count + len(new))))[: len(new)])
        return InsertStudents(group, tuple(zip(at, new, strict=True)))
    if kind == "remove":
        return RemoveStudents(group, tuple(draw(st.lists(st.integers(0, count - 1)))) if count else ())
    if kind == "reorder":
        return ReorderStudents(group, tuple(draw(st.permutations(range(count)))))
    if kind == "column":
        return InsertColumn(draw(st.integers(0, width)), Column(draw(TEXTS), 6.0))
    if kind == "drop column":
        return RemoveColumn(draw(st.integers(0, width - 1)))
    if kind == "change":
        return ChangeColumn(draw(st.integers(0, width - 1)), Column(draw(TEXTS), 20.0))
    if kind == "replace":
        return ReplaceBook(draw(books()))
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        parts.append(draw(edits(book, depth - 1)))
        book, _ = parts[-1].apply(book)
    return Together(tuple(parts))


@given(st.data())
def test_any_sequence_of_edits_undone_gives_the_same_book_and_redone_too(data: st.DataObject) -> None:
    start = book = data.draw(books())
    done: list[tuple[Edit, Edit]] = []
    for _ in range(data.draw(st.integers(1, 8))):
        edit = data.draw(edits(book))
        book, inverse = edit.apply(book)
        done.append((edit, inverse))
    end = book
    redo = []
    for _, inverse in reversed(done):
        book, again = inverse.apply(book)
        redo.append(again)
    assert book == start
    for again in reversed(redo):
        book, _ = again.apply(book)
    assert book == end
