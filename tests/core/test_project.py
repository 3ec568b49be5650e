"""A class with its network and settings: what it begins with, and what makes it begin anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.network import Network
from neuralpad.core.project import TrainingSettings, fresh_learning, fresh_project


def test_the_defaults_are_those_found_by_trial() -> None:
    settings = TrainingSettings()
    assert (settings.learning_rate, settings.epoch_limit, settings.batch_size) == (1.0, 5000, None)
    assert (settings.bias, settings.hidden_units, settings.hidden) == (True, (2,), "sigmoid")
    assert (settings.seed, settings.aside_share) == (0, 0.0)


def test_a_fresh_network_is_drawn_by_the_seed_and_has_learned_nothing() -> None:
    learning = fresh_learning(TrainingSettings(seed=4, hidden_units=(5, 2), hidden="tanh", bias=False), 4)
    assert learning.network == Network.random((4, 5, 2, 1), seed=4, bias=False, hidden="tanh")
    assert learning.first == learning.network
    assert (learning.epoch, learning.student, len(learning.history), learning.trained_on) == (0, 0, 0, "")


@pytest.mark.parametrize(
    ("change", "begins_anew"),
    [
        ({"seed": 1}, True),
        ({"bias": False}, True),
        ({"hidden_units": (3,)}, True),
        ({"hidden": "relu"}, True),
        ({"learning_rate": 0.1}, False),
        ({"epoch_limit": 0}, False),
        ({"batch_size": 4}, False),
        ({"aside_share": 0.5}, False),
    ],
)
def test_what_decides_the_network_one_begins_with(change: dict[str, object], begins_anew: bool) -> None:
    before = TrainingSettings()
    after = replace(before, **change)  # type: ignore[arg-type]
    assert (after.beginning != before.beginning) is begins_anew
    assert (fresh_learning(after, 3).first != fresh_learning(before, 3).first) is begins_anew


def test_a_fresh_project_fits_its_class() -> None:
    book = Gradebook("8b", (Column("A"), Column("B")), (Student("Ann", ("1", "2"), "pass"),))
    project = fresh_project(book)
    assert project.gradebook is book
    assert project.settings == TrainingSettings()
    assert project.learning.network.sizes == (2, 2, 1)
