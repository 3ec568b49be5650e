"""Where the window stands in time."""

from __future__ import annotations

import pytest

from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.history import History
from neuralpad.core.project import Learning, TrainingSettings, fresh_learning
from neuralpad.core.replay import Place
from neuralpad.core.scaling import split_class, usable_students
from neuralpad.ui.time_view import TimeView

PAST = (Student("Ann", ("82", "74", "88"), "pass"), Student("Bob", ("55", "48", "61"), "fail"))
SPLIT = split_class(usable_students(Gradebook(past=PAST), Group.PAST), 0.0, 0)


def learning(*epochs: float) -> Learning:
    """A history whose parameters can be told apart by their epoch."""
    first = fresh_learning(TrainingSettings(), 3).first
    history, network = History(), first
    for epoch in epochs:
        network = first.with_parameters(first.parameters() * 0 + epoch)
        history.append(epoch, network, 0.7, learning_rate=1.0 if len(history) else None)
    return Learning(first, network, int(epochs[-1]) if epochs else 0, 0, history)


@pytest.mark.parametrize(
    ("asked", "is_growing", "shown"),
    [(None, False, None), (4.2, False, 4), (0.0, False, 0), (8.0, False, None), (99.0, False, None), (99.0, True, 8)],
)
def test_the_nearest_recorded_moment_is_looked_at(asked: float | None, is_growing: bool, shown: float | None) -> None:
    view = TimeView()
    view.look_at(asked, learning(0, 1, 2, 4, 8), SPLIT, is_growing)
    assert view.epoch == shown


def test_without_a_history_there_is_only_the_present() -> None:
    view = TimeView()
    present = learning()
    view.look_at(3.0, present, SPLIT, is_growing=False)
    assert view.epoch is None
    assert view.place(present) == Place(-1, 0, 0)


def test_the_moment_is_that_of_the_recorded_network() -> None:
    view, present = TimeView(), learning(0, 1, 2, 4, 8)
    assert view.moment(present, SPLIT).epoch == 8
    view.look_at(2.0, present, SPLIT, is_growing=False)
    moment = view.moment(present, SPLIT)
    assert moment.epoch == 2
    assert moment.network.parameters().tolist() == [2.0] * len(moment.network.parameters())
    assert view.learning(present).history.epochs.tolist() == [0, 1, 2]


def test_a_moment_between_two_recorded_ones_can_be_shown_and_left() -> None:
    view, present = TimeView(), learning(0, 1, 2, 4, 8)
    assert view.place(present) == Place(4, 8, 0)
    network = present.first.with_parameters(present.first.parameters() * 0 + 5)
    place = Place(3, 5, 1, is_recorded=False)
    view.show(place, network, present, SPLIT)
    assert (view.epoch, view.place(present), view.is_nearest) == (5.5, place, False)
    assert view.moment(present, SPLIT).network == network
    there = view.leave(present)
    assert (there.epoch, there.student, there.network) == (5, 1, network)
    assert there.history.epochs.tolist() == [0, 1, 2, 4, 5.5]
    assert there.history[4].recipe == present.history[4].recipe, "so that it can be trained again as well"
    assert view.epoch is None
    assert view.previous is present.history


def test_a_run_worth_comparing_with_is_kept_and_forgotten_with_its_class() -> None:
    view = TimeView()
    view.keep_as_previous(learning(0))
    assert previous(view) is None, "nothing was learned in it"
    run = learning(0, 1, 2)
    view.keep_as_previous(run)
    assert previous(view) is run.history
    view.forget()
    assert previous(view) is None


def previous(view: TimeView) -> History | None:
    return view.previous
