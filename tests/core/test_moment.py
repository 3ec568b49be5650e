"""What the window says of a network, counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.moment import PASS_FROM, count_correct, moment_of
from neuralpad.core.network import Network
from neuralpad.core.scaling import split_class, usable_students

# With all weights 0 every guess is 0.5; the last bias alone decides.
NOTHING = Network([np.zeros((3, 2)), np.zeros((2, 1))], [np.zeros(2), np.zeros(1)])
SURE = Network([np.zeros((3, 2)), np.zeros((2, 1))], [np.zeros(2), np.array([2.0])])


def class_of(*outcomes: str) -> Gradebook:
    return Gradebook(past=tuple(Student(f"S{n}", ("50", "60", "70"), outcome) for n, outcome in enumerate(outcomes)))


def split(book: Gradebook, share: float = 0.0):
    return split_class(usable_students(book, Group.PAST), share, seed=0)


def test_half_a_chance_is_a_pass() -> None:
    """The rule of the whole program: from 0.5 on the guess is "pass"."""
    assert PASS_FROM == 0.5
    X = np.full((3, 3), 0.5)
    assert count_correct(NOTHING, X, np.array([1.0, 1.0, 0.0])) == 2


def test_nobody_is_judged_rightly_where_there_is_nobody() -> None:
    assert count_correct(NOTHING, np.empty((0, 3)), np.empty(0)) == 0


def test_the_loss_is_the_mean_of_minus_the_logarithms() -> None:
    book = class_of("pass", "pass", "pass", "fail")
    moment = moment_of(SURE, 12, 3, split(book))
    p = 1 / (1 + math.exp(-2))
    assert moment.loss == pytest.approx(-(3 * math.log(p) + math.log(1 - p)) / 4, rel=1e-14)
    assert (moment.epoch, moment.student) == (12, 3)
    assert (moment.correct, moment.count) == (3, 4)
    assert (moment.aside_loss, moment.aside_correct, moment.aside_count) == (None, 0, 0)


def test_those_kept_aside_are_measured_apart() -> None:
    book = class_of(*["pass"] * 6, *["fail"] * 4)
    division = split(book, 0.5)
    moment = moment_of(SURE, 0, 0, division)
    assert (moment.count, moment.aside_count) == (5, 5)
    passed, passed_aside = int(division.learned.y.sum()), int(division.aside.y.sum())
    assert passed + passed_aside == 6
    assert (moment.correct, moment.aside_correct) == (passed, passed_aside)
    p = 1 / (1 + math.exp(-2))
    expected = -(passed_aside * math.log(p) + (5 - passed_aside) * math.log(1 - p)) / 5
    assert moment.aside_loss == pytest.approx(expected, rel=1e-14)


def test_a_class_without_students_has_no_loss() -> None:
    moment = moment_of(SURE, 0, 0, split(Gradebook()))
    assert (moment.loss, moment.correct, moment.count) == (None, 0, 0)
