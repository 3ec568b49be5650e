"""What a table is taken for: tables as schools write them, and what a teacher would say they mean."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.gradebook import Column, Gradebook, Group
from neuralpad.core.grades import outcome_words
from neuralpad.core.problems import Problem
from neuralpad.storage.spreadsheets import Table
from neuralpad.storage.table_guess import guess
from neuralpad.storage.text_tables import split_text
from neuralpad.storage.understanding import Role, Understanding


def table(text: str) -> Table:
    """The table as `read_table` gives it, without a file."""
    read = split_text(text)
    width = max(map(len, read.cells))
    rows = tuple((*row, *[""] * (width - len(row))) for row in read.cells)
    return Table(rows, read.lines, Path("class.csv"), read.separator, "utf-8")


def said(seen: Understanding) -> str:
    """An understanding as one line: names | grades out of what | outcome."""
    names = " + ".join(column.name for column in seen.names) or "-"
    grades = ", ".join(f"{column.name} /{column.maximum:g}" for column in seen.grades) or "-"
    outcome = seen.outcome.name if seen.outcome else "-"
    mark = "" if seen.pass_mark is None else f" >= {seen.pass_mark:g}"
    return f"{names} | {grades} | {outcome}{mark}"


def story(count: int = 30) -> str:
    """The class of the story that the program tells, as its users write it."""
    rng = random.Random(5)
    lines = ["Student,Class assignments,Written tests,Oral tests,Final exam"]
    for at in range(count):
        grades = [rng.randint(25, 100) for _ in range(3)]
        lines.append(f"Student {at + 1},{','.join(map(str, grades))},{'pass' if sum(grades) > 180 else 'fail'}")
    return "\n".join(lines)


def like_student_mat(count: int = 120) -> str:
    """As the data set of many courses has it: 33 columns, grades quoted or not, three periods out of 20."""
    rng = random.Random(7)
    numbers = ("age", "Medu", "Fedu", "traveltime", "studytime", "failures", "famrel", "health", "absences")
    words = ("schoolsup", "famsup", "paid", "activities", "nursery", "higher", "internet", "romantic")
    places = ("school", "sex", "address", "Pstatus", "Mjob", "Fjob")
    lines = [";".join((*places, *words, *numbers, "G1", "G2", "G3"))]
    for _ in range(count):
        row = [
            f'"{rng.choice(pair)}"' for pair in (("GP", "MS"), "FM", "UR", "AT", ("other", "teacher"), ("at_home", "x"))
        ]
        row += [f'"{rng.choice(("yes", "no"))}"' for _ in words]
        row += [str(rng.randint(low, high)) for low, high in ((15, 22), *[(1, 4)] * 4, (0, 3), (1, 5), (1, 5), (0, 75))]
        level = rng.gauss(11, 3.5)
        row += [f'"{min(max(round(level + rng.gauss(0, 2)), 0), 19)}"' for _ in range(2)]
        lines.append(";".join((*row, str(min(max(round(level), 0), 20)))))
    return "\n".join(lines)


@dataclass(frozen=True)
class Case:
    text: str
    meaning: str
    is_obvious: bool = False
    group: Group = Group.PAST


CASES = {
    "the story": Case(
        story(), "Student | Class assignments /100, Written tests /100, Oral tests /100 | Final exam", is_obvious=True
    ),
    "33 columns": Case(like_student_mat(), "- | G1 /20, G2 /20 | G3 >= 10"),
    "an open university": Case(
        "module,presentation,id_student,tma_mean,cma_mean,exam_score,final_result\n"
        "CCC,2014B,1038161,66.0,66.75,58.0,Pass\nCCC,2014B,105523,42.0,53.0,60.0,Pass\nCCC,2014B,107339,75.25,71.5,32.0,Fail",
        "id_student | tma_mean /100, cma_mean /100 | final_result",
    ),
    "first and last names": Case(
        "ID,First name,Last name,Test A,Test B,Pass\n11,Ann,Lee,44,55,1\n12,Bob,Day,77,88,0",
        "First name + Last name | Test A /100, Test B /100 | Pass",
    ),
    "out of how much, in the headings": Case(
        "Name,Quiz (/10),Test [out of 60],Homework (max. 40 pts),Oral %,Passed\nAnn,7,33,21,80,yes\nBob,4,20,10,55,no",
        "Name | Quiz /10, Test /60, Homework /40, Oral /100 | Passed",
        is_obvious=True,
    ),
    "out of how much, in a row of its own": Case(
        "Student,Quiz,Homework,Exam result\nPoints possible,10,25,\nAnn,8,19,pass\nBob,5,abs,fail",
        "Student | Quiz /10, Homework /25 | Exam result",
    ),
    "a number in brackets that is no maximum": Case(
        "Name,Essay (2024),Test (98117),Result\nAnn,55,66,pass\nBob,44,33,fail",
        "Name | Essay (2024) /100, Test (98117) /100 | Result",
        is_obvious=True,
    ),
    "per cent signs": Case("Name\tHomework\tResult\nAnn\t8%\tPass\nBob\t4 %\tFail", "Name | Homework /100 | Result"),
    "Swiss marks": Case(
        "Name;Mündlich;Schriftlich;Bestanden\nUrs;5,5;5;ja\nReto;3,5;4;nein\nUte;4,75;4;ja",
        "Name | Mündlich /6, Schriftlich /6 | Bestanden",
    ),
    "French marks": Case(
        "Nom;Prénom;Devoir 1;Devoir 2;Résultat\nPetit;Zoé;12,5;15;admis\nGrand;Luc;8;19;refusé",
        "Nom + Prénom | Devoir 1 /20, Devoir 2 /20 | Résultat",
    ),
    "a pass mark is needed": Case(
        "Name,Homework,Midterm,Final exam\nAnn,50,60,48\nBob,40,30,72\nCy,50,30,20",
        "Name | Homework /100, Midterm /100 | Final exam >= 50",
    ),
    "subjects": Case(
        "Name,Maths,French,English,Final result\nAnn,77,55,66,pass\nBob,44,33,22,fail",
        "Name | Maths /100, French /100, English /100 | Final result",
        is_obvious=True,
    ),
    "numbers beside the grades": Case(
        "Name,Age,Absences,Test 1,Test 2,Phone,Passed\nAnn,15,3,55,66,5551234,1\nBob,16,0,44,33,5554321,0",
        "Name | Test 1 /100, Test 2 /100 | Passed",
    ),
    "a total of the others": Case(
        "Name,Test 1,Test 2,Total,Passed\nAnn,55,66,121,yes\nBob,44,33,77,no",
        "Name | Test 1 /100, Test 2 /100 | Passed",
    ),
    "girls only": Case("Name,Sex,Maths,Passed\nAnn,f,73,yes\nEve,f,37,no", "Name | Maths /100 | Passed"),
    "a slip of the keyboard": Case(
        "Name,Maths,Passed\nZ,870,yes\n" + "".join(f"S{at},{50 + at},{'no' if at % 3 else 'yes'}\n" for at in range(9)),
        "Name | Maths /100 | Passed",
        is_obvious=True,
    ),
    "extra points": Case(
        "Name,Maths,Passed\nAnn,105,yes\nBob,98,no\nCy,60,no", "Name | Maths /100 | Passed", is_obvious=True
    ),
    "no headings": Case(
        "Ann,50,60,70,pass\nBob,40,30,20,fail\nCy,80,90,70,pass",
        "Column 1 | Column 2 /100, Column 3 /100, Column 4 /100 | Column 5",
    ),
    "nothing but numbers": Case(
        "50,60,70,1\n40,30,20,0\n80,90,70,1", "- | Column 1 /100, Column 2 /100, Column 3 /100 | Column 4"
    ),
    "numbers that count the rows": Case(
        "1,50,60,pass\n2,40,30,fail\n3,9,33,fail", "- | Column 2 /100, Column 3 /100 | Column 4"
    ),
    "tests headed by numbers": Case(
        "Name,1,2,3,Result\nAnn,50,60,55,pass\nBob,40,30,30,fail",
        "Name | 1 /100, 2 /100, 3 /100 | Result",
        is_obvious=True,
    ),
    "two columns of one name": Case(
        "Name,Test,Test,Result\nAnn,50,60,pass\nBob,40,30,fail",
        "Name | Test /100, Test 2 /100 | Result",
        is_obvious=True,
    ),
    "a title, blank columns, an average": Case(
        "Spring results 2024;;;;\n\nName;Test 1;Test 2;Passed;\nAnn;52,5;64;yes;\nBob;48;39,5;no;\n;;;;\n"
        "Average;50,25;51,75;;",
        "Name | Test 1 /100, Test 2 /100 | Passed",
    ),
    "this year": Case(
        "Student,Class assignments,Written tests\nOlga,90,80\nPablo,60,70",
        "Student | Class assignments /100, Written tests /100 | -",
        group=Group.THIS_YEAR,
    ),
    "this year, with room for the outcome": Case(
        "Student,Class assignments,Written tests,Final exam\nOlga,90,80,\nPablo,60,70,?",
        "Student | Class assignments /100, Written tests /100 | Final exam",
        group=Group.THIS_YEAR,
    ),
    "German names": Case(
        "Name;Vorname;Mündliche Note;Klausur;Bestanden\nMeier;Uta;25;60;ja\nWeiß;Jörg;77;80;nein",
        "Name + Vorname | Mündliche Note /100, Klausur /100 | Bestanden",
        is_obvious=True,
    ),
    "a full name beside its parts": Case(
        "Full name,First name,Test,Passed\nAnn Lee,Ann,55,yes\nBob Day,Bob,44,no", "Full name | Test /100 | Passed"
    ),
    "no grades at all": Case("Name,Town,Passed\nAnn,Bern,yes\nBob,Rome,no", "Name | - | Passed"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_table_is_taken_for_what_it_is(case: Case) -> None:
    seen = guess(table(case.text))
    assert said(seen) == case.meaning
    assert (seen.is_obvious, seen.group) == (case.is_obvious, case.group)


def test_rows_that_are_no_students_are_named() -> None:
    seen = guess(table(CASES["a title, blank columns, an average"].text))
    assert (seen.header, seen.skipped) == (1, (0, 4))
    seen = guess(table("Name,Test,Passed\nAnn,5,yes\nName,Test,Passed\nBob,4,no\nClass average,4.5,\n"))
    assert (seen.header, seen.skipped) == (0, (2, 4))


def test_a_student_called_max_is_a_student() -> None:
    assert guess(table("Student,Test,Passed\nMax,90,yes\nSummer,50,no\nMedia Star,40,no")).skipped == ()


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (("7,5", "8"), ","),
        (("7.5", "8"), "."),
        (("1.250", "7,5"), ","),
        (("1,250", "7.5"), "."),
        (("7,125", "8"), ","),
        (("80", "90"), "."),
    ],
)
def test_the_decimal_sign(cells: tuple[str, str], sign: str) -> None:
    assert guess(table(f"Name;Test;Passed\nAnn;{cells[0]};yes\nBob;{cells[1]};no")).decimal == sign


def test_what_is_given_is_not_guessed() -> None:
    text = like_student_mat()
    seen = guess(table(text), features=["g2", "Absences"], outcome="higher", maximum=50, group=Group.THIS_YEAR)
    assert said(seen) == "- | absences /50, G2 /50 | higher"
    assert seen.group is Group.THIS_YEAR
    assert said(guess(table(text), pass_mark=12)) == "- | G1 /20, G2 /20 | G3 >= 12"
    assert said(guess(table(text), outcome="G2")) == "- | G1 /20 | G2 >= 10"
    headless = guess(table("A,B,passed\n1,2,1\n3,4,0"), header=None, decimal=",")
    assert (headless.header, headless.decimal, headless.columns[2].name) == (None, ",", "Column 3")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(Problem, match=r"no column called “G4”\. The columns are: Name, G1, Passed"):
        guess(table("Name,G1,Passed\nAnn,5,yes"), features=["G4"])
    with pytest.raises(Problem, match="no column called “Grade”"):
        guess(table("Name,G1,Passed\nAnn,5,yes"), outcome="Grade")


def test_the_columns_of_a_class_are_found_again() -> None:
    book = Gradebook(columns=(Column("absences", 90.0), Column("g1", 50.0)))
    seen = guess(table(like_student_mat()), like=book, group=Group.THIS_YEAR)
    assert said(seen) == "- | absences /90, G1 /50 | G3 >= 10"
    other = Gradebook(columns=(Column("Essay"), Column("G1")))
    assert said(guess(table(like_student_mat()), like=other)) == "- | G1 /20, G2 /20 | G3 >= 10"


def test_words_of_another_language_are_outcomes_too() -> None:
    text = "Name,Maths,Kết quả\nAnn,73,đạt\nEve,37,trượt"
    words = outcome_words({"pass": ["đạt"], "fail": ["trượt"]})
    assert guess(table(text)).outcome is None
    assert said(guess(table(text), words=words)) == "Name | Maths /100 | Kết quả"


def test_a_heading_may_be_a_page_of_text() -> None:
    begin = time.perf_counter()
    heading = "How did you like it? " * 500 + " " * 10_000 + "(/20)"
    seen = guess(table(f"Name,{heading},Passed\nAnn,15,yes\nBob,8,no"))
    assert time.perf_counter() - begin < 2.0
    assert seen.grades[0].maximum == 20
    assert len(seen.grades[0].name) == 100


def test_a_thousand_columns_take_no_time_one_can_feel() -> None:
    names = ",".join(f"Test {at}" for at in range(900))
    marks = ",".join("55" for _ in range(900))
    begin = time.perf_counter()
    seen = guess(table(f"{names},Passed\n{marks},yes\n{marks},no"))
    assert time.perf_counter() - begin < 2.0  # 0.1 s on an idle machine
    assert len(seen.grades) == 900


def test_why_a_table_cannot_be_taken() -> None:
    assert "No column holds grades" in str(guess(table(CASES["no grades at all"].text)).problem)
    this_year = table(CASES["this year"].text)
    assert guess(this_year).problem is None
    assert "No column says who passed" in str(guess(this_year, group=Group.PAST).problem)


def test_roles_are_changed_and_only_one_column_is_the_outcome() -> None:
    seen = guess(table("Name,Test,Exam,Passed\nAnn,12,15,yes\nBob,8,9,no"))
    assert said(seen) == "Name | Test /20 | Passed"
    seen = seen.changed(2, role=Role.OUTCOME)
    assert said(seen) == "Name | Test /20 | Exam >= 10"
    assert [column.role for column in seen.columns] == [Role.NAME, Role.GRADE, Role.OUTCOME, Role.IGNORED]
    assert said(seen.changed(1, maximum=50.0)) == "Name | Test /50 | Exam >= 10"
    assert said(seen.changed(3, role=Role.OUTCOME)) == "Name | Test /20 | Passed"
    assert said(seen.changed(2, role=Role.GRADE)) == "Name | Test /20, Exam /20 | -"


@given(
    st.lists(
        st.lists(st.sampled_from(["", "Ann", "5", "7,5", "pass", "no", "Test", "Total", "x"]), min_size=1), min_size=1
    )
)
def test_there_is_always_an_answer(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    even = tuple((*row, *[""] * (width - len(row))) for row in rows)
    seen = guess(Table(even, tuple(range(1, len(rows) + 1)), Path("class.csv"), ",", "utf-8"))
    assert [column.at for column in seen.columns] == list(range(width))
    assert sum(column.role is Role.OUTCOME for column in seen.columns) <= 1
    assert len({column.name.casefold() for column in seen.columns}) == width
