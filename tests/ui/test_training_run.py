"""A run of the training as the window sees it: its limit, its pace, and what waits for its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.project import Learning, TrainingSettings, fresh_learning
from neuralpad.core.scaling import split_class, usable_students
from neuralpad.ui.training_run import TrainingRun

BOOK = Gradebook(
    past=(
        Student("Ann", ("82", "74", "88"), "pass"),
        Student("Bob", ("55", "48", "61"), "fail"),
        Student("Cem", ("91", "85", "79"), "pass"),
        Student("Dia", ("48", "39", "52"), "fail"),
    )
)
SPLIT = split_class(usable_students(BOOK, Group.PAST), 0.0, 0)
FIRST = fresh_learning(TrainingSettings(), 3)


@pytest.fixture
def run(qtbot: QtBot) -> Iterator[TrainingRun]:
    made = TrainingRun()
    yield made
    made.pause()
    qtbot.waitUntil(lambda: not made.is_running)


def ended(
    qtbot: QtBot, run: TrainingRun, base: Learning, settings: TrainingSettings, steps: int | None = None
) -> Learning:
    with qtbot.waitSignal(run.ended, timeout=20_000) as end:
        run.start(base, settings, SPLIT, steps)
    assert end.args is not None
    learning = end.args[0]
    assert isinstance(learning, Learning)
    return learning


def test_a_run_ends_at_the_limit_and_a_run_from_the_limit_at_twice_the_limit(qtbot: QtBot, run: TrainingRun) -> None:
    settings = TrainingSettings(epoch_limit=70)
    first = ended(qtbot, run, FIRST, settings)
    assert first.epoch == 70
    assert ended(qtbot, run, first, settings).epoch == 140


def test_a_run_from_between_two_limits_ends_at_the_next(qtbot: QtBot, run: TrainingRun) -> None:
    first = ended(qtbot, run, FIRST, TrainingSettings(epoch_limit=100))
    assert ended(qtbot, run, first, TrainingSettings(epoch_limit=70)).epoch == 140


def test_another_learning_rate_does_not_end_a_run_beyond_the_first_limit(qtbot: QtBot, run: TrainingRun) -> None:
    first = ended(qtbot, run, FIRST, TrainingSettings(epoch_limit=5000))
    with qtbot.waitSignal(run.ended, timeout=20_000) as end:
        run.start(first, TrainingSettings(epoch_limit=5000), SPLIT)
        run.apply(TrainingSettings(epoch_limit=5000, learning_rate=0.5))
    assert end.args is not None
    assert end.args[0].epoch == 10_000


def test_a_limit_that_has_been_passed_ends_the_run_at_once(qtbot: QtBot, run: TrainingRun) -> None:
    run.start(FIRST, TrainingSettings(epoch_limit=0), SPLIT)
    qtbot.waitUntil(lambda: run.learning is not None and run.learning.epoch > 1000, timeout=20_000)
    with qtbot.waitSignal(run.ended, timeout=5000) as end:
        run.apply(TrainingSettings(epoch_limit=900))
    assert end.args is not None
    assert end.args[0].epoch > 1000


def test_no_limit_goes_on_until_paused(qtbot: QtBot, run: TrainingRun) -> None:
    run.start(FIRST, TrainingSettings(epoch_limit=0), SPLIT)
    qtbot.waitUntil(lambda: run.learning is not None and run.learning.epoch > 12_000, timeout=20_000)
    assert run.is_running
    with qtbot.waitSignal(run.ended):
        run.pause()


def test_the_pace_chosen_before_the_start_is_kept(qtbot: QtBot, run: TrainingRun) -> None:
    run.set_pace("student")
    learning = ended(qtbot, run, FIRST, TrainingSettings(), steps=1)
    assert (learning.epoch, learning.student) == (0, 1)
    run.set_pace("epoch")
    learning = ended(qtbot, run, learning, TrainingSettings(), steps=1)
    assert learning.epoch == 1


def test_what_needs_rest_is_done_at_once_at_rest_and_else_after_the_end(qtbot: QtBot, run: TrainingRun) -> None:
    told: list[str] = []
    run.ended.connect(lambda _: told.append("ended"))
    run.when_at_rest(lambda: told.append("at once"))
    run.start(FIRST, TrainingSettings(epoch_limit=0), SPLIT)
    run.when_at_rest(lambda: told.append("later"))
    run.when_at_rest(lambda: told.append("and then"))
    assert told == ["at once"]
    qtbot.waitUntil(lambda: not run.is_running)
    assert told == ["at once", "ended", "later", "and then"]


def test_the_history_ends_where_the_run_ended(qtbot: QtBot, run: TrainingRun) -> None:
    learning = ended(qtbot, run, FIRST, TrainingSettings(epoch_limit=321))
    assert learning.history.epochs[0] == 0
    assert learning.history.epochs[-1] == 321
    assert learning.history.network_at(len(learning.history) - 1) == learning.network
    assert learning.trained_on == SPLIT.learned.digest
    assert len(FIRST.history) == 0, "what the run began with is a value and stays as it was"
