"""The sample class: believable, learnable, and not too easy."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from neuralpad import assets
from neuralpad.core.descent import train
from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.grades import FAIL, PASS, UNKNOWN, grade_fault
from neuralpad.core.network import Network
from neuralpad.storage.sample import read_sample


@pytest.fixture(scope="module")
def sample() -> Gradebook:
    return read_sample(assets.text("sample/class.json"))


def grades(students: tuple[Student, ...]) -> np.ndarray:
    return np.array([[float(grade) for grade in student.grades] for student in students])


def test_reads_what_is_written() -> None:
    book = read_sample(
        """{"title": "T", "note": "N", "columns": [{"name": "Oral", "maximum": 20}],
            "past": [["Ann", "12,5", "pass"]], "this_year": [["Bob", "", ""]]}"""
    )
    assert book == Gradebook(
        "T", (Column("Oral", 20),), (Student("Ann", ("12,5",), PASS),), (Student("Bob", ("",)),), "N"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"title": "T"}', "note"),
        ('{"title": "T", "note": "", "columns": [], "past": [["Ann", 7]], "this_year": []}', r"past\[0\]\[1\]"),
        ('{"title": "T", "note": "", "columns": [], "past": [], "this_year": [], "colour": 1}', "colour"),
    ],
)
def test_says_where_a_sample_is_wrong(text: str, place: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=place):
        read_sample(text)


def test_a_student_without_enough_grades_is_refused() -> None:
    with pytest.raises(ValueError, match="Ann"):
        read_sample(
            '{"title": "", "note": "", "columns": [{"name": "A"}, {"name": "B"}],'
            ' "past": [["Ann", "7", "pass"]], "this_year": []}'
        )


def test_thirty_past_students_and_twelve_of_this_year(sample: Gradebook) -> None:
    assert (len(sample.past), len(sample.this_year)) == (30, 12)
    names = [student.name for student in (*sample.past, *sample.this_year)]
    assert len(set(names)) == len(names)


def test_it_says_that_it_is_invented(sample: Gradebook) -> None:
    assert "invented" in sample.title
    assert "invented" in sample.note


def test_every_grade_can_be_learned_from(sample: Gradebook) -> None:
    for student in (*sample.past, *sample.this_year):
        assert [grade_fault(text, column) for text, column in zip(student.grades, sample.columns, strict=True)] == [
            None
        ] * 3


def test_about_sixty_per_cent_passed(sample: Gradebook) -> None:
    outcomes = [student.outcome for student in sample.past]
    assert set(outcomes) == {PASS, FAIL}
    assert 0.55 <= outcomes.count(PASS) / len(outcomes) <= 0.65
    assert {student.outcome for student in sample.this_year} == {UNKNOWN}


def test_grades_go_together_but_not_too_closely(sample: Gradebook) -> None:
    correlation = np.corrcoef(grades(sample.past).T)[np.triu_indices(3, 1)]
    assert (correlation > 0.5).all()
    assert (correlation < 0.95).all()


@pytest.mark.parametrize("seed", range(4))
def test_a_network_learns_most_of_it_but_not_all(sample: Gradebook, seed: int) -> None:
    X = grades(sample.past) / 100
    y = np.array([float(student.outcome == PASS) for student in sample.past])
    *_, last = train(Network.random(seed=seed), X, y, learning_rate=1.0, epochs=5000, every=5000)
    right = int(((last.network.predict(X) >= 0.5) == y).sum())
    assert 25 <= right <= 28
    assert last.loss < 0.4
    # This year there are sure cases of both kinds, and some that are not sure.
    chances = last.network.predict(grades(sample.this_year) / 100)
    assert (chances > 0.9).any()
    assert (chances < 0.1).any()
    assert ((chances > 0.25) & (chances < 0.75)).any()
