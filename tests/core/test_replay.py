"""Steps back and forward on the way that was trained: every network on it again, to the bit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.descent import Descent
from neuralpad.core.history import History, Recipe
from neuralpad.core.network import Network
from neuralpad.core.project import Learning
from neuralpad.core.replay import Place, learning_there, place_after, place_before, recorded_place, replay
from neuralpad.core.scaling import ClassSplit, TrainingSet

STUDENTS = 7
SEED = 3
START = Network.random(seed=1)


def students(seed: int = 0, count: int = STUDENTS) -> TrainingSet:
    rng = np.random.default_rng(seed)
    return TrainingSet(rng.uniform(0, 1, (count, 3)), (np.arange(count) % 3 == 0).astype(float), np.arange(count))


CLASS = students()
SPLIT = ClassSplit(CLASS, students(9, 0))


@dataclass
class Training:
    """Trains, and remembers every network on its way; its history holds what a history holds."""

    network: Network = START
    truth: dict[tuple[int, int], Network] = field(default_factory=lambda: {(0, 0): START})
    history: History = field(default_factory=History)
    epoch: int = 0
    student: int = 0

    def __post_init__(self) -> None:
        if not len(self.history):
            self.history.append(0, self.network, 0.7)

    def on(
        self,
        epochs: int = 0,
        singly: int = 0,
        rate: float = 0.5,
        batch_size: int | None = None,
        held: tuple[int, ...] = (),
    ) -> Training:
        """So many epochs on, or so many single students."""
        mask = np.isin(np.arange(START.parameters().size), held)
        descent = Descent(
            self.network,
            CLASS.X,
            CLASS.y,
            batch_size=batch_size,
            seed=SEED,
            first_epoch=self.epoch,
            first_student=self.student,
            held=mask,
        )
        for _ in range(singly or epochs):
            if singly:
                descent.run_students(1, rate)
            else:
                descent.run(1, rate)
            snapshot = descent.snapshot()
            self.network, self.epoch, self.student = snapshot.network, snapshot.epoch, snapshot.student
            self.truth[self.epoch, self.student] = self.network
            self.history.append(
                self.epoch + self.student / STUDENTS,
                self.network,
                snapshot.loss,
                learning_rate=rate,
                batch_size=1 if singly else batch_size,
                held=mask,
            )
        return self

    def by_hand(self, value: float) -> Training:
        """Set a weight."""
        self.network = self.network.replaced(0, 0, 0, value)
        self.history.append(self.epoch + self.student / STUDENTS, self.network, 0.5)
        return self

    @property
    def learning(self) -> Learning:
        return Learning(START, self.network, self.epoch, self.student, self.history, CLASS.digest)

    @property
    def end(self) -> Place:
        return recorded_place(self.history, len(self.history) - 1, STUDENTS)


def network_at(learning: Learning, place: Place, among: TrainingSet = CLASS) -> Network:
    *_, there = replay(learning, among, SEED, place)
    assert there.network is not None
    assert there.done == there.total
    return there.network


def way_back(training: Training, singly: bool) -> list[Place]:
    """All places from the end back to the beginning."""
    places = [training.end]
    while (place := place_before(training.learning, CLASS, places[-1], singly)) is not None:
        places.append(place)
    return places


def names(places: list[Place]) -> list[tuple[int, int]]:
    return [(place.epoch, place.student) for place in places]


def test_epoch_by_epoch_every_network_comes_back() -> None:
    training = Training().on(700)
    assert len(training.history) < 480, "not every epoch is recorded"
    places = way_back(training, singly=False)
    assert names(places) == [(epoch, 0) for epoch in range(700, -1, -1)]
    for place in [*places[:60], *places[::37]]:
        assert network_at(training.learning, place) == training.truth[place.epoch, 0]


def test_student_by_student_every_network_comes_back() -> None:
    training = Training().on(singly=3 * STUDENTS + 2)
    places = way_back(training, singly=True)
    assert names(places) == list(reversed(training.truth))
    for place in places:
        assert network_at(training.learning, place) == training.truth[place.epoch, place.student]


def test_who_steps_in_epochs_stops_at_the_end_of_each_also_where_students_came_one_at_a_time() -> None:
    training = Training().on(singly=2 * STUDENTS + 3)
    assert names(way_back(training, singly=False)) == [(2, 3), (2, 0), (1, 0), (0, 0)]


def test_single_steps_are_epochs_where_the_whole_class_was_learned_from() -> None:
    training = Training().on(3).on(singly=2)
    assert names(way_back(training, singly=True)) == [(3, 2), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0)]


@settings(max_examples=25)
@given(st.data())
def test_any_way_can_be_walked_back_and_forward(data: st.DataObject) -> None:
    training = Training()
    for _ in range(data.draw(st.integers(1, 4))):
        rate = data.draw(st.sampled_from([0.1, 0.5, 3.0]))
        held = tuple(data.draw(st.sets(st.integers(0, 10), max_size=3)))
        if data.draw(st.booleans()):
            training.on(singly=data.draw(st.integers(1, 20)), rate=rate, held=held)
        else:
            # The last epoch under way, if one is, is finished student by student.
            if training.student:
                training.on(singly=STUDENTS - training.student, rate=rate, held=held)
            training.on(
                data.draw(st.integers(1, 200)), rate=rate, held=held, batch_size=data.draw(st.sampled_from([None, 3]))
            )
    singly = data.draw(st.booleans())
    back = way_back(training, singly)
    assert len(back) > 1
    for place in back[:: max(len(back) // 12, 1)]:
        assert not place.is_nearest
        assert network_at(training.learning, place) == training.truth[place.epoch, place.student]
    forward = [back[-1]]
    while (place_on := place_after(training.learning, CLASS, forward[-1], singly)) is not None:
        forward.append(place_on)
    assert names(forward) == names(back)[::-1]
    for place in forward[:: max(len(forward) // 7, 1)]:
        assert network_at(training.learning, place) == training.truth[place.epoch, place.student]


def test_weights_set_by_hand_are_stepped_over_to_the_weights_before() -> None:
    training = Training().on(5)
    before = training.network
    by_hand = training.by_hand(9.0).network
    training.on(3)
    places = way_back(training, singly=False)
    assert names(places) == [(epoch, 0) for epoch in (8, 7, 6, 5, 5, 4, 3, 2, 1, 0)]
    assert [network_at(training.learning, place) for place in places[3:5]] == [by_hand, before]
    onward = place_after(training.learning, CLASS, places[4], singly=False)
    assert onward is not None
    assert network_at(training.learning, onward) == by_hand


def test_where_the_class_has_changed_since_only_recorded_moments_can_be_had() -> None:
    training = Training().on(700)
    other = students(5)
    back = place_before(training.learning, other, training.end, singly=False)
    assert back is not None
    assert back == replace(recorded_place(training.history, len(training.history) - 2, STUDENTS), is_nearest=True)
    assert network_at(training.learning, back, other) == training.truth[back.epoch, 0]
    onward = place_after(training.learning, other, back, singly=False)
    assert onward == replace(training.end, is_nearest=True)
    dense = recorded_place(training.history, 100, STUDENTS)
    assert place_before(training.learning, other, dense, singly=False) == recorded_place(training.history, 99, STUDENTS)


def test_what_was_learned_before_the_class_changed_cannot_be_trained_again_what_came_after_can() -> None:
    training = Training().on(600)
    training.history.forget_recipes()
    training.on(30)
    places = way_back(training, singly=False)
    assert names(places)[:31] == [(epoch, 0) for epoch in range(630, 599, -1)]
    assert places[31].is_nearest
    assert places[31].epoch == training.history[training.history.index_before(599)].epoch


def test_a_class_that_has_become_smaller_has_no_student_beyond_its_last() -> None:
    training = Training().on(singly=STUDENTS - 1)
    assert recorded_place(training.history, 1, 2) == Place(1, 0, 1)
    assert recorded_place(training.history, 1, 0) == Place(1, 0, 0)


def test_a_beginning_has_nothing_before_it_and_an_end_nothing_after() -> None:
    training = Training().on(2)
    assert place_before(training.learning, CLASS, Place(0, 0, 0), singly=False) is None
    assert place_after(training.learning, CLASS, training.end, singly=False) is None
    fresh = Learning(START, START)
    assert place_before(fresh, CLASS, Place(-1, 0, 0), singly=True) is None
    assert place_after(fresh, CLASS, Place(-1, 0, 0), singly=True) is None


def test_a_long_replay_comes_in_bursts_and_tells_how_far_it_is() -> None:
    training = Training().on(704)
    place = place_before(training.learning, CLASS, training.end, singly=False)
    assert place is not None
    begin = training.history[place.index].epoch
    assert place.epoch - begin == 3, "there are four epochs between two recorded ones"
    steps = list(replay(training.learning, CLASS, SEED, place, burst=0.0))
    assert [step.done for step in steps] == [STUDENTS, STUDENTS * 2, STUDENTS * 3]
    assert {step.total for step in steps} == {steps[-1].done}
    assert [step.network is not None for step in steps] == [False] * (len(steps) - 1) + [True]


def test_a_recorded_moment_needs_no_work() -> None:
    training = Training().on(700)
    (only,) = replay(training.learning, CLASS, SEED, recorded_place(training.history, 300, STUDENTS))
    assert only.network == training.history.network_at(300)


@pytest.mark.parametrize("singly", [True, False])
def test_training_on_from_a_place_gives_the_same_bits_and_can_be_walked_back_again(singly: bool) -> None:
    training = Training().on(500, held=(4,)).on(singly=STUDENTS * 2, held=(0, 7))
    place = training.end
    for _ in range(5):
        found = place_before(training.learning, CLASS, place, singly)
        assert found is not None
        place = found
    network = training.truth[place.epoch, place.student]
    there = learning_there(training.learning, place, network, SPLIT)
    assert (there.epoch, there.student, there.network) == (place.epoch, place.student, network)
    assert there.history.last is not None
    assert there.history.last.epoch == place.epoch + place.student / STUDENTS
    assert there.history.last.loss == network.loss(CLASS.X, CLASS.y)
    assert there.history.last.recipe == (Recipe(0.5, 1, (0, 7)) if singly else Recipe(0.5, None, (4,)))
    assert training.history.epochs[-1] == 502, "the way itself stays as it was"
    again = Training(there.network, dict(training.truth), there.history.copy(), there.epoch, there.student)
    again.on(singly=STUDENTS * 3, held=(0, 7))
    for one in way_back(again, singly=True)[:30]:
        assert network_at(again.learning, one) == again.truth[one.epoch, one.student]
    if singly:
        assert again.truth[502, 0] == training.truth[502, 0], "the same way leads to the same bits"
