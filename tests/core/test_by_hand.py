"""A weight set by hand: the first weights before the first epoch, one more entry of the history later."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from neuralpad.core.by_hand import Origins, set_by_hand
from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.history import History
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, value_of
from neuralpad.core.project import Learning, TrainingSettings, with_fitting_pins
from neuralpad.core.scaling import ClassSplit, TrainingSet, split_class, usable_students

PAST = (
    Student("Ann", ("82", "74", "88"), "pass"),
    Student("Bob", ("55", "48", "61"), "fail"),
    Student("Cem", ("91", "85", "79"), "pass"),
    Student("Dia", ("48", "39", "52"), "fail"),
)
SPLIT = split_class(usable_students(Gradebook(past=PAST), Group.PAST), 0.5, 0)
FIRST = Network.random(seed=1)
PART = Part.weight(0, 1, 0)


def learned(epoch: int = 3) -> Learning:
    history, network = History(), FIRST
    for at in range(epoch + 1):
        network = FIRST.with_parameters(FIRST.parameters() + at / 8)
        history.append(at, network, 0.7, 0.8, learning_rate=1.0 if at else None)
    return Learning(FIRST, network, epoch, 0, history, "digest")


def test_before_the_first_epoch_it_is_a_first_weight() -> None:
    changed = set_by_hand(Learning(FIRST, FIRST), PART, 0.9, SPLIT)
    assert value_of(changed.first, PART) == 0.9
    assert changed.network == changed.first
    assert len(changed.history) == 0
    others = np.flatnonzero(changed.first.parameters() != FIRST.parameters())
    assert others.tolist() == [2], "W¹₂₁ is the third of them, and the only one that changed"


def test_later_it_is_one_more_entry_at_the_same_epoch() -> None:
    before = learned()
    changed = set_by_hand(before, PART, 0.9, SPLIT)
    history = changed.history
    assert history.epochs.tolist() == [0, 1, 2, 3, 3]
    assert history.network_at(3) == before.network
    assert history.network_at(4) == changed.network
    assert history[4].recipe is None, "training cannot lead there again"
    assert (changed.first, changed.epoch, changed.trained_on) == (FIRST, 3, "digest")
    assert history[4].loss == pytest.approx(changed.network.loss(SPLIT.learned.X, SPLIT.learned.y))
    assert history[4].aside_loss == pytest.approx(changed.network.loss(SPLIT.aside.X, SPLIT.aside.y))
    assert len(before.history) == 4, "the learning before is a value"


def test_dragging_leaves_one_entry() -> None:
    learning = learned()
    for value in (0.1, 0.2, 0.3):
        learning = set_by_hand(learning, PART, value, SPLIT)
    assert learning.history.epochs.tolist() == [0, 1, 2, 3, 3]
    assert value_of(learning.history.network_at(4), PART) == 0.3


def test_an_epoch_under_way_stays_so() -> None:
    learning = learned()
    learning.history.append(3.5, FIRST, 0.6, learning_rate=1.0, batch_size=1)
    changed = set_by_hand(replace(learning, network=FIRST, student=1), PART, 0.9, SPLIT)
    assert (changed.epoch, changed.student, changed.history.epochs[-1]) == (3, 1, 3.5)


def test_without_a_class_to_measure_on_the_error_of_before_stays() -> None:
    nobody = TrainingSet(np.empty((0, 3)), np.empty(0), np.empty(0, dtype=np.int64), ())
    changed = set_by_hand(learned(), PART, 0.9, ClassSplit(nobody, nobody))
    assert changed.history[4].loss == 0.7
    assert math.isnan(changed.history[4].aside_loss)


def test_a_weight_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no layer"):
        set_by_hand(learned(), Part.weight(2, 0, 0), 0.9, SPLIT)


class TestOrigins:
    def test_through_several_values_and_back_by_undo(self) -> None:
        origins = Origins()
        networks = [FIRST]
        for value in (0.5, 0.25):
            origins.note(networks[-1], PART, value)
            networks.append(set_by_hand(Learning(FIRST, networks[-1]), PART, value, SPLIT).network)
        first_value = value_of(FIRST, PART)
        assert [origins.before(network, PART) for network in networks] == [None, first_value, first_value]
        assert origins.before(networks[-1], Part.weight(0, 0, 0)) is None

    def test_moved_on_by_training_it_has_none(self) -> None:
        origins = Origins()
        origins.note(FIRST, PART, 0.5)
        assert origins.before(FIRST.replaced(0, 1, 0, 0.499), PART) is None

    def test_set_back_to_what_it_was(self) -> None:
        origins = Origins()
        origins.note(FIRST, PART, 0.5)
        origins.note(FIRST.replaced(0, 1, 0, 0.5), PART, value_of(FIRST, PART))
        assert origins.before(FIRST, PART) is None


PINS = frozenset({Part.weight(0, 2, 1), Part.weight(1, 1, 0), Part.bias(0, 0)})


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"seed": 5}, PINS),
        ({"hidden_units": (3,)}, PINS),
        ({"hidden_units": (1,)}, {Part.bias(0, 0)}),
        ({"bias": False}, PINS - {Part.bias(0, 0)}),
        ({"hidden_units": (2, 2)}, set()),
        ({"hidden_units": ()}, set()),
    ],
)
def test_pins_stay_where_their_weight_stays(changes: dict[str, object], kept: frozenset[Part]) -> None:
    before = TrainingSettings(held=PINS)
    assert with_fitting_pins(replace(before, **changes), 3, before).held == kept  # type: ignore[arg-type]
