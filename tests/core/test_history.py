"""A history keeps a whole training in bounded memory, and every moment of it can be had again to the bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.descent import Descent, train
from neuralpad.core.history import History, Recipe
from neuralpad.core.milestones import is_due
from neuralpad.core.network import Network

START = Network.random(seed=1)


def numbered(number: float) -> Network:
    """A network that tells where it stands."""
    return START.replaced(0, 0, 0, number)


def trained(epochs: int, capacity: int = 1000, step: int = 1) -> History:
    history = History(capacity)
    history.append(0, numbered(0), 1.0)
    for epoch in range(step, epochs + 1, step):
        history.append(epoch, numbered(epoch), 1 / (epoch + 1), learning_rate=0.5)
    return history


class TestWhatIsKept:
    def test_everything_of_a_short_training(self) -> None:
        history = trained(200)
        assert history.epochs.tolist() == list(range(201))
        assert history.losses[7] == 1 / 8
        assert np.isnan(history.aside_losses).all()
        assert [history.network_at(i) for i in (0, 7, -1)] == [numbered(0), numbered(7), numbered(200)]
        assert history.parameters[:, 0].tolist() == list(range(201))

    def test_a_long_training_is_dense_at_first_and_even_on_a_logarithmic_axis(self) -> None:
        history = trained(60_000)
        assert len(history) <= 1000
        epochs = history.epochs
        assert epochs[:129].tolist() == list(range(129))
        assert epochs[-1] == 60_000
        octaves = [np.count_nonzero((epochs > 2**k) & (epochs <= 2 ** (k + 1))) for k in range(8, 15)]
        assert min(octaves) == max(octaves) >= 32
        for index, epoch in enumerate(epochs):
            assert history.network_at(index) == numbered(epoch)

    @given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
    def test_it_does_not_depend_on_when_somebody_looked(self, gaps: list[int]) -> None:
        looks = set(np.cumsum(gaps).tolist())
        end = max(looks)
        watched, alone = History(), History()
        for history, also in ((watched, looks), (alone, {end})):
            for epoch in range(end + 1):
                if is_due(epoch) or epoch in also:
                    history.append(epoch, numbered(epoch), 0.5, learning_rate=None if epoch == 0 else 0.5)
        assert watched.epochs.tolist() == alone.epochs.tolist()
        assert (watched.parameters == alone.parameters).all()

    def test_the_newest_is_always_there_and_gives_way_if_it_is_not_due(self) -> None:
        history = trained(300, step=3)
        for epoch in (301, 302, 303.25, 303.5):
            history.append(epoch, numbered(epoch), 0.1, learning_rate=0.5)
            assert history.last is not None
            assert history.last.epoch == epoch
        assert history.epochs[-3:].tolist() == [300, 302, 303.5]

    def test_an_entry_can_be_kept(self) -> None:
        history = trained(300, step=3)
        history.append(301, numbered(301), 0.1, learning_rate=0.5, keep=True)
        history.append(303, numbered(303), 0.1, learning_rate=0.5)
        history.append(305, numbered(305), 0.1, learning_rate=0.5)
        assert history.epochs[-3:].tolist() == [300, 301, 305]

    def test_a_repeated_entry_renews_its_errors(self) -> None:
        history = trained(10)
        history.append(10, numbered(10), 0.25, 0.75, learning_rate=0.5)
        assert len(history) == 11
        assert (history.losses[-1], history.aside_losses[-1]) == (0.25, 0.75)
        first = trained(0)
        first.append(0, numbered(0), 0.5, learning_rate=0.5)
        assert len(first) == 1
        assert first[0].keep

    @pytest.mark.parametrize("epoch", [300, 301])  # one that is due, and one that is not
    def test_weights_set_by_hand_stand_beside_what_was_trained(self, epoch: int) -> None:
        history = trained(epoch)
        for value in (0.1, 0.2, 0.3):  # as a weight is dragged
            history.append(epoch, numbered(value), 0.5)
        history.append(303, numbered(303), 0.5, learning_rate=0.5)
        assert history.epochs[-3:].tolist() == [epoch, epoch, 303]
        assert history.network_at(-3) == numbered(epoch)
        assert history.network_at(-2) == numbered(0.3)

    def test_a_full_history_stays_within_its_capacity(self) -> None:
        history = trained(5000, capacity=100)
        assert 40 <= len(history) <= 100
        assert history.epochs[0] == 0
        assert history.epochs[-1] == 5000

    def test_even_if_the_settings_change_all_the_time(self) -> None:
        history = History(100)
        history.append(0, numbered(0), 1.0)
        for epoch in range(1, 2000):
            history.append(epoch, numbered(epoch), 0.5, learning_rate=1 / epoch)
            assert len(history) <= 100
        assert history.epochs[0] == 0
        assert history.epochs[-1] == 1999
        # Where an entry in between was given up, no single recipe leads across.
        for index in range(1, len(history)):
            if history.epochs[index] - history.epochs[index - 1] > 1:
                assert history[index].recipe is None

    def test_a_huge_network_has_a_shorter_history(self) -> None:
        wide = Network.random((200, 200, 1))
        history = History()
        for epoch in range(130):
            history.append(epoch, wide, 0.5, learning_rate=0.5)
        assert history.parameters.nbytes < 40 * 2**20


class TestFinding:
    def test_the_nearest_and_the_one_before(self) -> None:
        history = trained(5000)
        for epoch, before, nearest in [(0, 0, 0), (7, 7, 7), (7.4, 7, 7), (7.6, 7, 8), (4991, 4960, 4992), (-3, 0, 0)]:
            assert history.epochs[history.index_before(epoch)] == before
            assert history.epochs[history.index_nearest(epoch)] == nearest
        assert history.index_nearest(1e9) == len(history) - 1

    def test_of_several_at_one_epoch_it_is_the_newest(self) -> None:
        history = trained(3)
        history.append(3, numbered(-1.0), 0.5)
        history.append(4, numbered(4), 0.5, learning_rate=0.5)
        assert history.network_at(history.index_before(3.2)) == numbered(-1.0)
        assert history.network_at(history.index_nearest(2.9)) == numbered(-1.0)

    def test_an_empty_history_has_nothing(self) -> None:
        history = History()
        assert len(history) == 0
        assert history.last is None
        assert history.epochs.shape == (0,)
        assert history.parameters.shape == (0, 0)
        for look in (history.index_before, history.index_nearest):
            with pytest.raises(IndexError):
                look(0.0)
        with pytest.raises(IndexError):
            history.network_at(-1)


class TestReplay:
    @pytest.mark.parametrize("batch_size", [None, 5, 1])
    def test_every_epoch_can_be_trained_again_from_the_entry_before(self, batch_size: int | None) -> None:
        rng = np.random.default_rng(0)
        X, y = rng.uniform(0, 1, (12, 3)), rng.integers(0, 2, 12).astype(float)
        held = np.arange(11) == 4
        truth, history = [], History()
        network, epoch = START, 0
        # Three ways of training, one after the other.
        for rate, pins in ((0.5, None), (1.5, None), (1.5, held)):
            snapshots = list(
                train(network, X, y, rate, 333, batch_size=batch_size, seed=2, first_epoch=epoch, held=pins)
            )
            for snapshot in snapshots[0 if epoch == 0 else 1 :]:
                truth.append(snapshot.network)
                led = None if snapshot.epoch == 0 else rate
                history.append(
                    snapshot.epoch, snapshot.network, snapshot.loss, learning_rate=led, batch_size=batch_size, held=pins
                )
            network, epoch = snapshots[-1].network, snapshots[-1].epoch
        assert len(history) < 600
        for target in (0, 5, 257, 333, 334, 501, 667, 700, 997, 999):
            index = history.index_before(target)
            start = history[index]
            if start.epoch < target:
                recipe = history[index + 1].recipe
                assert recipe is not None
                mask = np.isin(np.arange(11), recipe.held)
                descent = Descent(
                    history.network_at(index),
                    X,
                    y,
                    batch_size=recipe.batch_size,
                    seed=2,
                    first_epoch=int(start.epoch),
                    held=mask,
                )
                descent.run(target - int(start.epoch), recipe.learning_rate)
                assert descent.snapshot().network == truth[target]
            else:
                assert history.network_at(index) == truth[target]

    def test_the_entry_before_a_change_is_kept_for_good(self) -> None:
        history = trained(301)
        for epoch in range(302, 20_000):
            history.append(epoch, numbered(epoch), 0.5, learning_rate=0.25)
        index = history.index_before(301)
        assert history.epochs[index] == 301
        assert history[index].recipe == Recipe(0.5)
        assert history[index + 1].recipe == Recipe(0.25)

    def test_when_the_class_changes_the_past_stays_but_cannot_be_trained_again(self) -> None:
        history = trained(301)
        history.forget_recipes()
        history.append(304, numbered(304), 0.5, learning_rate=0.5)
        assert history.epochs[-3:].tolist() == [300, 301, 304]
        assert [entry.recipe for entry in (history[5], history[-2], history[-1])] == [None, None, Recipe(0.5)]


class TestValues:
    def test_a_copy_goes_its_own_way(self) -> None:
        history = trained(20)
        twin = history.copy()
        twin.append(21, numbered(21), 0.5, learning_rate=0.5)
        assert (len(history), len(twin)) == (21, 22)

    def test_entries_and_arrays_cannot_change_it(self) -> None:
        history = trained(3)
        history.losses[0] = 99.0
        history.parameters[0, 0] = 99.0
        assert history.losses[0] == 1.0
        assert history.network_at(0) == numbered(0)
        with pytest.raises(ValueError, match="read-only"):
            history[0].parameters[0] = 99.0

    def test_training_on_from_the_past(self) -> None:
        history = trained(20)
        cut = history.up_to(12)
        assert cut.epochs[-1] == 12
        assert history.epochs[-1] == 20
        cut.append(13, numbered(-13), 0.5, learning_rate=0.5)
        assert cut.network_at(-1) == numbered(-13)

    @settings(max_examples=20)
    @given(st.integers(0, 3000), st.sampled_from([100, 1000]))
    def test_through_plain_arrays(self, epochs: int, capacity: int) -> None:
        history = trained(epochs, capacity)
        history.append(
            epochs + 0.5, numbered(-1), 0.25, 0.125, learning_rate=0.1, batch_size=1, held=[True] + [False] * 10
        )
        again = History.from_record(history.record(), START, capacity)
        assert again.epochs.tolist() == history.epochs.tolist()
        assert again.losses.tolist() == history.losses.tolist()
        assert again.aside_losses.tobytes() == history.aside_losses.tobytes()
        assert [again.network_at(i) for i in range(len(again))] == [history.network_at(i) for i in range(len(again))]
        assert [again[i].recipe for i in range(len(again))] == [history[i].recipe for i in range(len(again))]
        assert again[-1].recipe == Recipe(0.1, 1, (0,))
        for one in (again, history):
            for epoch in range(epochs + 1, epochs + 300):
                one.append(epoch, numbered(epoch), 0.1, learning_rate=0.5)
        assert again.epochs.tolist() == history.epochs.tolist()

    def test_an_empty_history_through_plain_arrays(self) -> None:
        assert len(History.from_record(History().record(), START)) == 0

    def test_what_does_not_belong_is_refused(self) -> None:
        history = trained(5)
        with pytest.raises(ValueError, match="before"):
            history.append(4.9, START, 0.5)
        with pytest.raises(ValueError, match="before"):
            history.append(float("nan"), START, 0.5)
        with pytest.raises(ValueError, match="before"):
            History().append(-1, START, 0.5)
        for other in (Network.random((3, 3, 1)), Network.random(bias=False), Network.random(hidden="tanh")):
            with pytest.raises(ValueError, match="belong"):
                history.append(6, other, 0.5)
        assert len(history) == 6
        with pytest.raises(ValueError, match="room"):
            History(10)

    def test_damaged_records_are_refused(self) -> None:
        record = trained(5).record()
        epochs = record.epochs.copy()
        epochs[2] = 0.5
        for damaged, message in [
            (replace(record, losses=record.losses[1:]), "fit"),
            (replace(record, parameters=record.parameters[:, 1:]), "fit"),
            (replace(record, epochs=epochs), "ascend"),
            (replace(record, epochs=record.epochs - 1), "ascend"),
            (replace(record, epochs=record.epochs * np.nan), "ascend"),
            (replace(record, led_by=record.led_by + 5), "recipe"),
            (replace(record, led_by=record.led_by - 5), "recipe"),
        ]:
            with pytest.raises(ValueError, match=message):
                History.from_record(damaged, START)
