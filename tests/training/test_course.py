"""The course of a training, without a thread: the same bits as `train`, every record a step that can be repeated."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.descent import Descent, train
from neuralpad.core.history import History
from neuralpad.core.milestones import is_due
from neuralpad.core.moment import count_correct
from neuralpad.core.network import Network
from neuralpad.training import course
from neuralpad.training.course import Course
from neuralpad.training.job import Ending, Job, Pace, Progress, Record, StopReason
from neuralpad.training.reins import Orders, Reins

Act = Callable[[Reins, int], None]
JobMaker = Callable[..., Job]


def drive(job: Job, act: Act | None = None) -> tuple[Ending, list[Progress]]:
    """Train to the end in this thread. `act` holds the reins after each report, which is seen at once."""
    reins = Reins(Orders(job.learning_rate, job.pace, job.stop_epoch, job.held))
    reports: list[Progress] = []

    def show(progress: Progress) -> None:
        reports.append(progress)
        reins.acknowledge()
        if act is not None:
            act(reins, len(reports))

    ending = Course(job, reins, show).run()
    if ending.progress is not None:
        reports.append(ending.progress)
    return ending, reports


def records_of(reports: list[Progress]) -> list[Record]:
    return [record for progress in reports for record in progress.records]


def bits(network: Network) -> bytes:
    return network.parameters().tobytes()


def trained(job: Job, epochs: int) -> Network:
    """Where `train` gets to."""
    *_, last = train(
        job.network,
        job.X,
        job.y,
        learning_rate=job.learning_rate,
        epochs=epochs,
        batch_size=job.batch_size,
        every=max(epochs, 1),
        seed=job.seed,
        held=job.held,
    )
    return last.network


@pytest.fixture
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    for pace in course.SECONDS_A_STEP:
        monkeypatch.setitem(course.SECONDS_A_STEP, pace, 0.0)


class TestFullSpeed:
    @pytest.mark.parametrize("batch_size", [None, 1, 8])
    @pytest.mark.parametrize("epochs", [0, 1, 300, 777])
    def test_the_same_bits_as_train(self, make_job: JobMaker, epochs: int, batch_size: int | None) -> None:
        job = make_job(stop_epoch=epochs, batch_size=batch_size, learning_rate=0.7, seed=5)
        ending, reports = drive(job)
        assert ending.reason is StopReason.LIMIT
        assert reports[-1].latest.epoch == epochs
        assert bits(reports[-1].latest.network) == bits(trained(job, epochs))

    def test_held_parameters_stay(self, make_job: JobMaker) -> None:
        held = np.zeros(11, dtype=bool)
        held[4] = True
        job = make_job(stop_epoch=50, held=held)
        latest = drive(job)[1][-1].latest.network
        assert latest.parameters()[4] == job.network.parameters()[4]
        assert bits(latest) == bits(trained(job, 50))

    def test_every_epoch_at_first_and_then_those_worth_keeping(self, make_job: JobMaker) -> None:
        records = records_of(drive(make_job(stop_epoch=3000))[1])
        kept = {record.epoch for record in records}
        assert kept >= {epoch for epoch in range(3001) if is_due(epoch)}
        assert kept >= set(range(257))
        assert [record.epoch for record in records] == sorted(kept)

    def test_reports_end_at_their_newest_moment(self, make_job: JobMaker) -> None:
        _, reports = drive(make_job(stop_epoch=20_000))
        assert len(reports) > 1
        for progress in reports:
            assert progress.records[-1].epoch == progress.latest.epoch
            assert progress.records[-1].network == progress.latest.network
            assert progress.records[-1].loss == progress.latest.loss

    def test_what_a_moment_says(self, make_job: JobMaker) -> None:
        job = make_job(stop_epoch=100, aside=12)
        latest = drive(job)[1][-1].latest
        assert job.aside_X is not None
        assert job.aside_y is not None
        assert latest.loss == pytest.approx(latest.network.loss(job.X, job.y), rel=1e-12)
        assert latest.aside_loss == pytest.approx(latest.network.loss(job.aside_X, job.aside_y), rel=1e-12)
        assert (latest.correct, latest.count) == (count_correct(latest.network, job.X, job.y), 30)
        assert (latest.aside_correct, latest.aside_count) == (
            count_correct(latest.network, job.aside_X, job.aside_y),
            12,
        )

    def test_nobody_aside(self, make_job: JobMaker) -> None:
        latest = drive(make_job(stop_epoch=1))[1][-1].latest
        assert (latest.aside_loss, latest.aside_correct, latest.aside_count) == (None, 0, 0)

    def test_no_second_report_before_the_first_is_seen(self, make_job: JobMaker) -> None:
        reins = Reins(Orders(1.0, "full", None))
        reports: list[Progress] = []
        training = Course(make_job(), reins, reports.append)
        thread = threading.Thread(target=training.run)
        thread.start()
        begin = time.perf_counter()
        while time.perf_counter() - begin < 0.3:  # ten reports' time
            assert len(reports) < 2
        reins.halt()
        thread.join(5)
        assert len(reports) == 1


class TestSlowly:
    def test_every_epoch_is_shown(self, make_job: JobMaker, without_waiting: None) -> None:
        ending, reports = drive(make_job(pace="epoch", stop_epoch=300))
        assert ending.reason is StopReason.LIMIT
        assert [progress.latest.epoch for progress in reports] == list(range(1, 301))
        assert bits(reports[-1].latest.network) == bits(trained(make_job(), 300))

    def test_every_student_is_shown(self, make_job: JobMaker, without_waiting: None) -> None:
        job = make_job(count=7, pace="student", stop_epoch=3, seed=4)
        _, reports = drive(job)
        places = [(progress.latest.epoch, progress.latest.student) for progress in reports]
        assert places == [divmod(step, 7) for step in range(1, 22)]
        rows = [-1 if progress.student_row is None else progress.student_row for progress in reports]
        assert [sorted(rows[start : start + 7]) for start in (0, 7, 14)] == [list(range(7))] * 3
        assert rows[:7] != rows[7:14]
        assert bits(reports[-1].latest.network) == bits(trained(replace(job, batch_size=1), 3))

    @pytest.mark.parametrize(("pace", "steps"), [("student", 3), ("epoch", 6)])
    def test_the_rate_is_one_that_a_class_can_follow(self, make_job: JobMaker, pace: Pace, steps: int) -> None:
        shown: list[float] = []

        def act(reins: Reins, count: int) -> None:
            shown.append(time.perf_counter())
            if count == steps:
                reins.halt()

        drive(make_job(pace=pace), act)
        gaps = np.diff(shown)
        assert (gaps > 0.9 * course.SECONDS_A_STEP[pace]).all()

    def test_a_pace_changed_while_waiting_is_not_waited_for(self, make_job: JobMaker) -> None:
        reins = Reins(Orders(1.0, "student", 500))
        first = threading.Event()

        def show(_: Progress) -> None:
            reins.acknowledge()
            first.set()

        course_ = Course(make_job(), reins, show)
        thread = threading.Thread(target=course_.run)
        thread.start()
        assert first.wait(5)
        begin = time.perf_counter()
        reins.change_pace("full")
        thread.join(5)
        assert time.perf_counter() - begin < 0.2


class TestHolding:
    @pytest.mark.parametrize("pace", ["student", "epoch", "full"])
    def test_what_is_held_while_it_runs_never_moves_again_and_the_rest_goes_on(
        self, make_job: JobMaker, without_waiting: None, pace: Pace
    ) -> None:
        def act(reins: Reins, count: int) -> None:
            if count == 2:
                reins.change_held(np.arange(11) == 4)
            if count == 12:
                reins.halt()

        job = make_job(pace=pace)
        records = records_of(drive(job, act)[1])
        start = next(i for i, record in enumerate(records) if record.held is not None) - 1
        assert start > 0
        assert len({record.network.parameters()[4] for record in records[start:]}) == 1
        for before, after in pairwise(records[: start + 40]):
            assert before.network != after.network
            assert bits(replayed(job, before, after)) == bits(after.network)

    def test_what_is_let_go_moves_again(self, make_job: JobMaker) -> None:
        job = make_job(held=np.ones(11, dtype=bool), pace="full")
        first = job.network

        def act(reins: Reins, count: int) -> None:
            if count == 1:
                reins.change_held(np.zeros(11, dtype=bool))
            else:
                reins.halt()

        _, reports = drive(job, act)
        assert bits(reports[0].latest.network) == bits(first)
        assert (reports[-1].latest.network.parameters() != first.parameters()).all()


class TestStopping:
    @pytest.mark.parametrize(("pace", "place"), [("student", (9, 3)), ("epoch", (10, 0)), ("full", (10, 0))])
    def test_a_step_finishes_the_epoch_begun(self, make_job: JobMaker, pace: Pace, place: tuple[int, int]) -> None:
        job = make_job(count=5, pace=pace, steps=1, first_epoch=9, first_student=2)
        ending, reports = drive(job)
        assert ending.reason is StopReason.STEPPED
        assert [(progress.latest.epoch, progress.latest.student) for progress in reports] == [place]

    def test_steps_go_beyond_the_limit(self, make_job: JobMaker) -> None:
        ending, reports = drive(make_job(pace="full", steps=2, first_epoch=10, stop_epoch=10))
        assert ending.reason is StopReason.STEPPED
        assert reports[-1].latest.epoch == 12

    def test_a_limit_already_passed(self, make_job: JobMaker) -> None:
        ending, reports = drive(make_job(first_epoch=10, stop_epoch=5))
        assert ending.reason is StopReason.LIMIT
        assert [progress.latest.epoch for progress in reports] == [10]
        assert records_of(reports)[0].learning_rate is None

    def test_another_limit_while_it_runs(self, make_job: JobMaker) -> None:
        target = 0

        def act(reins: Reins, count: int) -> None:
            nonlocal target
            if count == 1:
                target = 100_000
                reins.change_stop_epoch(target)

        ending, reports = drive(make_job(count=5), act)
        assert ending.reason is StopReason.LIMIT
        assert reports[-1].latest.epoch == target

    def test_a_long_epoch_of_single_students_can_be_paused(self, make_job: JobMaker) -> None:
        job = make_job(count=50_000, batch_size=1)
        ending, reports = drive(job, lambda reins, _: reins.halt())
        latest = reports[-1].latest
        assert ending.reason is StopReason.PAUSED
        assert latest.epoch == 0
        assert 0 < latest.student < 50_000
        resumed = replace(job, network=latest.network, first_student=latest.student, stop_epoch=1)
        assert bits(drive(resumed)[1][-1].latest.network) == bits(trained(job, 1))

    def test_a_failure_ends_at_the_last_good_moment(self, make_job: JobMaker) -> None:
        job = make_job(learning_rate=1e308, network=Network.random(hidden="linear"), pace="full")
        ending, reports = drive(job)
        assert ending.reason is StopReason.FAILED
        assert "1e+308" in str(ending.problem)
        assert reports[-1].latest.network.is_finite
        assert reports[-1].latest.network == reports[-1].records[-1].network


def replayed(job: Job, before: Record, after: Record) -> Network:
    """`after` made again from `before`, by what it says of itself."""
    assert after.learning_rate is not None
    students = len(job.y)
    epoch, student = divmod(round(before.epoch * students), students)
    again = Descent(
        before.network,
        job.X,
        job.y,
        batch_size=after.batch_size,
        seed=job.seed,
        first_epoch=epoch,
        first_student=student,
        held=after.held,
    )
    if after.batch_size == 1:
        again.run_students(round((after.epoch - before.epoch) * students), after.learning_rate)
    else:
        again.run(round(after.epoch - before.epoch), after.learning_rate)
    return again.snapshot().network


class FickleReins(Reins):
    """The orders are others at each look; after the last ones training halts."""

    def __init__(self, orders: list[Orders]) -> None:
        super().__init__(orders[0])
        self._to_come = iter(orders)

    @property
    def orders(self) -> Orders:
        return next(self._to_come, replace(super().orders, halted=True))


class TestOrdersWhileItRuns:
    @given(
        orders=st.lists(
            st.builds(
                Orders,
                learning_rate=st.sampled_from([0.3, 1.0, 4.0]),
                pace=st.sampled_from(["student", "epoch", "full"]),
                stop_epoch=st.none(),
            ),
            min_size=1,
            max_size=20,
        ),
        batch_size=st.sampled_from([None, 1, 4]),
        first_epoch=st.sampled_from([0, 10_000]),
        first_student=st.integers(0, 4),
    )
    def test_every_record_follows_from_the_one_before(
        self, orders: list[Orders], batch_size: int | None, first_epoch: int, first_student: int
    ) -> None:
        X = np.random.default_rng(0).uniform(0, 1, (5, 3))
        job = Job(
            network=Network.random(),
            X=X,
            y=(X.mean(axis=1) > 0.5).astype(float),
            batch_size=batch_size,
            first_epoch=first_epoch,
            first_student=first_student,
            seed=2,
        )
        reins = FickleReins(orders)
        reports: list[Progress] = []

        def show(progress: Progress) -> None:
            reports.append(progress)
            reins.acknowledge()

        with pytest.MonkeyPatch.context() as patch:
            for pace in course.SECONDS_A_STEP:
                patch.setitem(course.SECONDS_A_STEP, pace, 0.0)
            ending = Course(job, reins, show).run()
        assert ending.reason is StopReason.PAUSED
        records = records_of([*reports, *([ending.progress] if ending.progress else [])])
        assert records[0].network == job.network
        for before, after in pairwise(records):
            assert bits(replayed(job, before, after)) == bits(after.network)

    def test_a_history_takes_the_records(self, make_job: JobMaker, without_waiting: None) -> None:
        def act(reins: Reins, count: int) -> None:
            if count == 40:
                reins.change_learning_rate(0.25)
            if count == 80:
                reins.change_pace("full")

        history = History()
        job = make_job(pace="student", stop_epoch=2000)
        for record in records_of(drive(job, act)[1]):
            history.append(
                record.epoch,
                record.network,
                record.loss,
                record.aside_loss,
                learning_rate=record.learning_rate,
                batch_size=record.batch_size,
            )
        assert history[0].epoch == 0
        assert history.epochs[-1] == 2000
        # Another α after 40 students; at full speed the epoch under way is finished one by one, then come whole ones.
        changes = [entry.epoch for entry in map(history.__getitem__, range(len(history))) if entry.keep]
        assert changes == pytest.approx([0, 40 / 30, 3])
