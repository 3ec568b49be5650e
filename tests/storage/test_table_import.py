"""From a table to a grade book: nothing lost, nothing repaired unseen, everything odd told with its place."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.problems import Problem
from neuralpad.core.scaling import usable_students
from neuralpad.storage.spreadsheets import Table, read_table
from neuralpad.storage.table_guess import guess
from neuralpad.storage.table_import import MOST_PROBLEMS, students_for, to_gradebook, with_maxima_of

CLASS = """Results of 8b

Name;Written (/20);Oral (/20);Remarks;Final exam
Amira K.;12,5;14;;pass
"Ben
O.";8;abs;moved here;✗
Carla M.;-1;12;;perhaps
Dinh T.;21;;;yes
;;;only a remark;
Elif Y.;13;12;;
Class average;12,1;12,7;;
"""


def read(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "class 8b.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def test_a_class_is_taken_over_as_it_was_typed(tmp_path: Path) -> None:
    table = read(tmp_path, CLASS)
    book, report = to_gradebook(table, guess(table))
    assert book.title == "class 8b"
    assert book.columns == (Column("Written", 20.0), Column("Oral", 20.0))
    assert book.past == (
        Student("Amira K.", ("12,5", "14"), "pass"),
        Student("Ben O.", ("8", "abs"), "fail"),
        Student("Carla M.", ("-1", "12"), "perhaps"),
        Student("Dinh T.", ("21", ""), "pass"),
        Student("Elif Y.", ("13", "12"), ""),
    )
    assert (report.students, report.passed, report.failed, report.left_out) == (5, 2, 1, 4)


def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    table = read(tmp_path, CLASS)
    _, report = to_gradebook(table, guess(table))
    assert [str(problem) for problem in report.problems] == [
        "Line 5, column Oral: “abs” is not a number",
        "Line 7, column Written: “-1” is below 0",
        "Line 7, column Final exam: “perhaps” says neither passed nor failed",
        "Line 8, column Written: “21” is above the maximum",
        "Line 8, column Oral: there is no grade",
        "Line 10, column Final exam: there is no outcome",
    ]
    assert report.problem_count == 6
    assert [str(problem) for problem in report.skipped] == [
        "Line 1 is not taken for a student: “Results of 8b”",
        "Line 11 is not taken for a student: “Class average 12,1 12,7”",
    ]


def test_rows_of_a_workbook_are_called_rows(tmp_path: Path) -> None:
    table = replace(read(tmp_path, CLASS), sheet="8b", sheets=("8b",))
    _, report = to_gradebook(table, guess(table))
    assert str(report.problems[0]) == "Row 5, column Oral: “abs” is not a number"


def test_many_problems_are_counted_and_the_first_are_told(tmp_path: Path) -> None:
    table = read(
        tmp_path, "Name,Test,Passed\n" + "".join(f"S{at},{'abs' if at % 2 else 5},yes\n" for at in range(1000))
    )
    _, report = to_gradebook(table, guess(table))
    assert (len(report.problems), report.problem_count, report.left_out) == (MOST_PROBLEMS, 500, 500)


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        *[("10", "pass"), ("9,9", "fail"), ("0", "fail"), ("20", "pass"), ("1", "fail"), ("failed", "fail"), ("", "")],
        *[(text, text) for text in ("-", "x", "abs", "-1", "21")],
    ],
)
def test_marks_against_a_pass_mark(tmp_path: Path, mark: str, outcome: str) -> None:
    table = read(tmp_path, f"Name;Test;Final exam (/20)\nAnn;5;{mark}\nBob;5;12\nCy;5;14\nDee;5;8,5\n")
    seen = guess(table, group=Group.PAST)
    assert seen.pass_mark == 10
    book, _ = to_gradebook(table, seen)
    assert book.past[0].outcome == outcome


def test_thousands_are_written_plainly_because_the_grade_book_reads_one_sign_only(tmp_path: Path) -> None:
    table = read(tmp_path, "Name;Points;Essay;Passed\nAnn;1,250;7.5;yes\nBob;980;8.25;no\n")
    book, report = to_gradebook(table, guess(table))
    assert [student.grades for student in book.past] == [("1250", "7.5"), ("980", "8.25")]
    assert report.problem_count == 0
    book, report = to_gradebook(table, replace(guess(table), decimal=","))
    assert [student.grades for student in book.past] == [("1,250", "7.5"), ("980", "8.25")]


def test_students_without_a_name_are_numbered(tmp_path: Path) -> None:
    table = read(tmp_path, "Test,Passed\n50,yes\n30,no\n")
    book, _ = to_gradebook(table, guess(table), unnamed="Pupil {number}")
    assert [student.name for student in book.past] == ["Pupil 1", "Pupil 2"]


def test_a_table_without_outcomes_is_this_years(tmp_path: Path) -> None:
    table = read(tmp_path, "Student,Written,Oral\nOlga,90,80\nPablo,60,late\n")
    book, report = to_gradebook(table, guess(table))
    assert (book.past, [student.name for student in book.this_year]) == ((), ["Olga", "Pablo"])
    assert (report.students, report.left_out) == (2, 1)
    with pytest.raises(Problem, match="No column says who passed"):
        to_gradebook(table, replace(guess(table), group=Group.PAST))


def test_students_for_a_class_are_found_by_the_names_of_its_columns(tmp_path: Path) -> None:
    book = Gradebook(columns=(Column("Written", 20.0), Column("Oral", 20.0)))
    table = read(tmp_path, "Student,oral ,Age,WRITTEN\nOlga,11,16,12\nPablo,19,17,20.5\n")
    seen = guess(table, like=book, group=Group.THIS_YEAR)
    students, report = students_for(book, table, seen)
    assert students == (Student("Olga", ("12", "11"), ""), Student("Pablo", ("20.5", "19"), ""))
    assert [str(problem) for problem in report.problems] == ["Line 3, column Written: “20.5” is above the maximum"]


def test_or_by_their_order_if_no_name_fits(tmp_path: Path) -> None:
    book = Gradebook(columns=(Column("Written", 20.0), Column("Oral", 20.0)))
    table = read(tmp_path, "Student,Test A,Test B\nOlga,11,12\nPablo,19,20\n")
    students, _ = students_for(book, table, guess(table, like=book))
    assert students[0].grades == ("11", "12")


@pytest.mark.parametrize("headings", ["Test A", "Test A,Test B,Test C", "Written,Test B", "Written,Test B,Test C"])
def test_columns_that_do_not_fit_are_told_and_never_guessed(tmp_path: Path, headings: str) -> None:
    book = Gradebook(columns=(Column("Written"), Column("Oral")))
    cells = ",".join("50" for _ in headings.split(","))
    table = read(tmp_path, f"Student,{headings}\nOlga,{cells}\nPablo,{cells}\n")
    with pytest.raises(Problem, match=r"The class has the grade columns Written, Oral, but .* called .*Oral"):
        students_for(book, table, guess(table, like=book))


def test_joining_a_class_means_its_best_marks(tmp_path: Path) -> None:
    book = Gradebook(columns=(Column("Written", 50.0), Column("Oral", 40.0)))
    table = read(tmp_path, "Student,Oral,Written,Passed\nOlga,11,12,yes\nPablo,19,20,no\n")
    seen = with_maxima_of(book, guess(table))
    assert [(column.name, column.maximum) for column in seen.grades] == [("Oral", 40.0), ("Written", 50.0)]


def test_a_class_as_in_the_data_sets_of_courses(tmp_path: Path) -> None:
    """Semicolons, quoted and unquoted grades, an outcome in marks; judged by arithmetic on the generated numbers."""
    rng = random.Random(11)
    rows = [(rng.randint(0, 19), rng.randint(0, 19), rng.randint(0, 20)) for _ in range(400)]
    text = "school;age;G1;G2;G3\n" + "".join(
        f'"GP";{15 + at % 8};"{a}";"{b}";{c}\n' for at, (a, b, c) in enumerate(rows)
    )
    table = read(tmp_path, text)
    book, report = to_gradebook(table, guess(table))
    passed = sum(c >= 10 for _, _, c in rows)
    assert (report.students, report.passed, report.failed, report.left_out) == (400, passed, 400 - passed, 0)
    learned = usable_students(book, Group.PAST)
    assert np.array_equal(learned.X, np.array([[a / 20, b / 20] for a, b, _ in rows]))
    assert np.array_equal(learned.y, np.array([float(c >= 10) for _, _, c in rows]))


def test_the_report_counts_as_the_grade_book_does(tmp_path: Path) -> None:
    rng = random.Random(3)
    grades = ("50", "7,5", "", "abs", "101", "-3", "99.5", "80%")
    lines = [
        f"S{at};{rng.choice(grades)};{rng.choice(grades)};{rng.choice(('pass', 'fail', '', 'perhaps', '1', 'no'))}"
        for at in range(300)
    ]
    table = read(tmp_path, "Name;Test 1 (/100);Test 2 (/100);Outcome\n" + "\n".join(lines))
    book, report = to_gradebook(table, guess(table, group=Group.PAST))
    learned = usable_students(book, Group.PAST)
    assert report.left_out == len(learned.left_out) > 0
    assert report.students == len(learned.y) + report.left_out
    assert report.problem_count >= report.left_out


def test_ten_thousand_students_take_no_time_one_can_feel(tmp_path: Path) -> None:
    rng = random.Random(0)
    lines = [
        f"Student {at};{';'.join(str(rng.randint(0, 1000) / 10) for _ in range(32))};{rng.choice(('pass', 'fail'))}"
        for at in range(10_000)
    ]
    path = tmp_path / "large.csv"
    path.write_text(
        "Name;" + ";".join(f"Test {n}" for n in range(32)) + ";Outcome\n" + "\n".join(lines), encoding="utf-8"
    )
    begin = time.perf_counter()
    table = read_table(path)
    book, report = to_gradebook(table, guess(table))
    assert time.perf_counter() - begin < 3.0  # 0.5 s on an idle machine
    assert (len(book.columns), report.students, report.left_out) == (32, 10_000, 0)
