"""The trainer with its real thread and a real event loop."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from neuralpad.core.descent import train
from neuralpad.core.network import Network
from neuralpad.core.problems import Problem
from neuralpad.training import course
from neuralpad.training.job import Job, Pace, Progress, StopReason
from neuralpad.training.trainer import Trainer

JobMaker = Callable[..., Job]
LONG = 20_000
"""Milliseconds after which a test gives up."""


class Listener(QObject):
    """Writes down what a trainer says, and in which thread it was heard."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self.said: list[tuple[str, Any]] = []
        self.threads: set[int] = set()
        self.act: Callable[[Progress], object] = lambda _: None
        trainer.progressed.connect(self.hear_progress)
        trainer.failed.connect(self.hear_failure)
        trainer.stopped.connect(self.hear_stop)

    @property
    def order(self) -> list[str]:
        return [name for name, _ in self.said]

    @property
    def reports(self) -> list[Progress]:
        return [value for name, value in self.said if name == "progressed"]

    @property
    def latest(self) -> Any:
        return self.reports[-1].latest

    def _hear(self, name: str, value: object) -> None:
        self.threads.add(threading.get_ident())
        self.said.append((name, value))

    @Slot(object)
    def hear_progress(self, progress: Progress) -> None:
        self._hear("progressed", progress)
        self.act(progress)

    @Slot(object)
    def hear_failure(self, problem: Problem) -> None:
        self._hear("failed", problem)

    @Slot(object)
    def hear_stop(self, reason: StopReason) -> None:
        self._hear("stopped", reason)


@pytest.fixture
def trainer(qapp: QObject) -> Trainer:
    return Trainer()


@pytest.fixture
def heard(trainer: Trainer) -> Listener:
    return Listener(trainer)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[QThread]:
    """The threads that were started."""
    started: list[QThread] = []
    start = QThread.start

    def watched(thread: QThread) -> None:
        started.append(thread)
        start(thread)

    monkeypatch.setattr(QThread, "start", watched)
    return started


def run(qtbot: QtBot, trainer: Trainer, job: Job) -> None:
    with qtbot.waitSignal(trainer.stopped, timeout=LONG):
        trainer.start(job)


def network_after(job: Job, epochs: int) -> Network:
    *_, last = train(
        job.network, job.X, job.y, job.learning_rate, epochs, job.batch_size, every=max(epochs, 1), seed=job.seed
    )
    return last.network


class TestOneRun:
    def test_the_same_bits_as_train(self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker) -> None:
        job = make_job(stop_epoch=5000)
        run(qtbot, trainer, job)
        assert heard.said[-1] == ("stopped", StopReason.LIMIT)
        assert heard.order.count("stopped") == 1
        assert heard.latest.epoch == 5000
        assert heard.latest.network == network_after(job, 5000)

    def test_everything_is_heard_in_the_windows_thread(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        run(qtbot, trainer, make_job(stop_epoch=300))
        assert heard.threads == {threading.get_ident()}

    def test_it_runs_until_it_has_stopped(self, qtbot: QtBot, trainer: Trainer, make_job: JobMaker) -> None:
        running = [trainer.is_running]
        trainer.start(make_job())
        running.append(trainer.is_running)
        with pytest.raises(RuntimeError, match="is running"):
            trainer.start(make_job())
        with qtbot.waitSignal(trainer.stopped, timeout=LONG):
            trainer.pause()
        running.append(trainer.is_running)
        assert running == [False, True, False]

    def test_the_next_may_start_as_soon_as_the_last_has_stopped(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        class Again(QObject):
            runs = 1

            @Slot(object)
            def start(self, _: StopReason) -> None:
                if self.runs < 5:
                    self.runs += 1
                    trainer.start(make_job(stop_epoch=20))

        again = Again()
        trainer.stopped.connect(again.start)
        trainer.start(make_job(stop_epoch=20))
        qtbot.waitUntil(lambda: heard.order.count("stopped") == 5, timeout=LONG)

    def test_the_thread_has_ended_when_it_has_stopped(
        self, qtbot: QtBot, trainer: Trainer, threads: list[QThread], make_job: JobMaker
    ) -> None:
        class Asker(QObject):
            ended = False

            @Slot(object)
            def ask(self, _: StopReason) -> None:
                self.ended = not threads[0].isRunning()

        asker = Asker()
        trainer.stopped.connect(asker.ask)
        run(qtbot, trainer, make_job(stop_epoch=300))
        assert asker.ended

    def test_what_crosses_cannot_be_changed(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        X, y = np.random.default_rng(0).uniform(size=(6, 3)), np.array([0.0, 1, 0, 1, 1, 0])
        job = replace(make_job(), X=X, y=y, stop_epoch=50)
        expected = network_after(job, 50)
        X[:], y[:] = 0, 0
        run(qtbot, trainer, job)
        assert heard.latest.network == expected
        for record in heard.reports[-1].records:
            for array in (*record.network.weights, *(record.network.biases or ())):
                assert not array.flags.writeable


class TestPausing:
    def test_pausing_and_going_on_loses_nothing(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        job = make_job(count=400, stop_epoch=400)
        pauses = 0
        heard.act = lambda _: trainer.pause()
        rest = job
        while not heard.said or heard.said[-1][1] is not StopReason.LIMIT:
            run(qtbot, trainer, rest)
            rest = replace(job, network=heard.latest.network, first_epoch=heard.latest.epoch)
            pauses += 1
        assert pauses > 2
        assert heard.latest.network == network_after(job, 400)

    @pytest.mark.parametrize("pace", ["student", "epoch", "full"])
    def test_it_pauses_at_once(self, qtbot: QtBot, trainer: Trainer, make_job: JobMaker, pace: Pace) -> None:
        waits = []
        for _ in range(5):
            with qtbot.waitSignal(trainer.progressed, timeout=LONG):
                trainer.start(make_job(pace=pace))
            with qtbot.waitSignal(trainer.stopped, timeout=LONG) as stop:
                begin = time.perf_counter()
                trainer.pause()
            waits.append(time.perf_counter() - begin)
            assert stop.args == [StopReason.PAUSED]
        assert sorted(waits)[2] < 0.1

    def test_pausing_before_the_thread_has_begun(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        with qtbot.waitSignal(trainer.stopped, timeout=LONG):
            trainer.start(make_job())
            trainer.pause()
        assert heard.order[-2:] == ["progressed", "stopped"]
        assert heard.said[-1][1] is StopReason.PAUSED

    def test_orders_to_a_trainer_at_rest_do_nothing(self, trainer: Trainer, heard: Listener) -> None:
        trainer.pause()
        trainer.set_learning_rate(2.0)
        trainer.set_pace("full")
        trainer.set_stop_epoch(7)
        assert not trainer.is_running
        assert heard.said == []


class TestChangingWhileItRuns:
    def test_another_learning_rate_applies_at_once(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        job = make_job(pace="epoch", stop_epoch=6, learning_rate=1.0)

        def change(progress: Progress) -> None:
            if progress.latest.epoch == 3:
                trainer.set_learning_rate(0.25)
                trainer.set_pace("full")

        heard.act = change
        run(qtbot, trainer, job)
        halfway = network_after(job, 3)
        assert heard.latest.network == network_after(replace(job, network=halfway, learning_rate=0.25), 3)

    def test_from_slow_to_fast_and_to_another_limit(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        job = make_job(pace="student", count=5)

        def hurry(_: Progress) -> None:
            trainer.set_pace("full")
            trainer.set_stop_epoch(2000)

        heard.act = hurry
        run(qtbot, trainer, job)
        assert heard.reports[0].student_row is not None
        assert heard.latest.epoch == 2000
        assert heard.said[-1] == ("stopped", StopReason.LIMIT)


class TestSteps:
    @pytest.mark.parametrize(("pace", "place"), [("student", (4, 1)), ("epoch", (5, 0)), ("full", (5, 0))])
    def test_exactly_one(
        self,
        qtbot: QtBot,
        trainer: Trainer,
        heard: Listener,
        make_job: JobMaker,
        pace: Pace,
        place: tuple[int, int],
    ) -> None:
        with qtbot.waitSignal(trainer.stopped, timeout=LONG):
            trainer.step(make_job(pace=pace, first_epoch=4, stop_epoch=4))
        assert heard.order == ["progressed", "stopped"]
        assert (heard.latest.epoch, heard.latest.student) == place
        assert (heard.reports[0].student_row is None) == (pace != "student")
        assert heard.said[-1][1] is StopReason.STEPPED


class TestFailure:
    def test_a_learning_rate_that_is_far_too_large(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        run(qtbot, trainer, make_job(learning_rate=1e308, network=Network.random(hidden="linear")))
        assert heard.order[-3:] == ["progressed", "failed", "stopped"]
        assert heard.latest.network.is_finite
        assert isinstance(heard.said[-2][1], Problem)
        assert heard.said[-1][1] is StopReason.FAILED

    def test_a_fault_of_the_program_is_told_too(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        run(qtbot, trainer, replace(make_job(), y=np.zeros(3)))
        assert heard.order == ["failed", "stopped"]
        assert "did not expect" in str(heard.said[0][1])
        run(qtbot, trainer, make_job(stop_epoch=1))
        assert heard.said[-1][1] is StopReason.LIMIT


class TestClosing:
    def test_a_hundred_starts_and_closes(self, qtbot: QtBot, make_job: JobMaker) -> None:
        job = make_job()
        paces: list[Pace] = ["student", "epoch", "full"]
        for number in range(100):
            trainer = Trainer()
            heard = Listener(trainer)
            trainer.start(replace(job, pace=paces[number % 3]))
            if number % 2:
                qtbot.waitUntil(lambda: bool(heard.said), timeout=LONG)  # noqa: B023 (called at once)
            with qtbot.waitSignal(trainer.stopped, timeout=LONG):
                assert not trainer.shutdown()
                assert not trainer.shutdown()
            assert trainer.shutdown()
            assert heard.order.count("stopped") == 1

    def test_closing_what_never_ran(self, trainer: Trainer) -> None:
        assert trainer.shutdown()
        assert trainer.shutdown()

    def test_a_trainer_that_is_dropped_brings_its_thread_to_rest(
        self, qtbot: QtBot, threads: list[QThread], make_job: JobMaker
    ) -> None:
        trainer = Trainer()
        interval = sys.getswitchinterval()
        with qtbot.waitSignal(trainer.progressed, timeout=LONG):
            trainer.start(make_job())
        del trainer
        assert not threads[0].isRunning()
        assert sys.getswitchinterval() == interval
        assert gc.isenabled()


class TestReports:
    def test_each_is_painted_before_the_next_comes(
        self,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
        trainer: Trainer,
        heard: Listener,
        make_job: JobMaker,
    ) -> None:
        monkeypatch.setitem(course.SECONDS_A_STEP, "epoch", 0.0)

        class Picture(QWidget):
            def paintEvent(self, event: QPaintEvent) -> None:
                heard.said.append(("painted", None))

        picture = Picture()
        qtbot.addWidget(picture)
        with qtbot.waitExposed(picture):
            picture.show()
        heard.act = lambda _: picture.update()
        run(qtbot, trainer, make_job(pace="epoch", stop_epoch=200))
        order = heard.order[heard.order.index("progressed") :]
        # The last report does not wait: it comes with the end.
        assert order[: 2 * 199] == ["progressed", "painted"] * 199

    def test_a_window_that_is_busy_is_not_flooded(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        def dawdle(_: Progress) -> None:
            begin = time.perf_counter()
            while time.perf_counter() - begin < 0.15:
                pass

        heard.act = dawdle
        begin = time.perf_counter()
        trainer.start(make_job())
        qtbot.waitUntil(lambda: len(heard.reports) == 4, timeout=LONG)
        assert time.perf_counter() - begin > 4 * 0.15
        with qtbot.waitSignal(trainer.stopped, timeout=LONG):
            trainer.pause()
        assert len(heard.reports) <= 6

    def test_at_full_speed_no_more_than_the_eye_can_see(
        self, qtbot: QtBot, trainer: Trainer, heard: Listener, make_job: JobMaker
    ) -> None:
        shown: list[float] = []
        heard.act = lambda _: shown.append(time.perf_counter())
        trainer.start(make_job())
        qtbot.waitUntil(lambda: len(shown) >= 15, timeout=LONG)
        with qtbot.waitSignal(trainer.stopped, timeout=LONG):
            trainer.pause()
        assert (shown[14] - shown[0]) / 14 > 0.9 / course.REPORTS_A_SECOND


FIVE_THOUSAND = """
from PySide6.QtCore import QCoreApplication, QObject, Slot
import numpy as np
from neuralpad.core.network import Network
from neuralpad.training import course
from neuralpad.training.job import Job
from neuralpad.training.trainer import Trainer

course.SECONDS_A_STEP["epoch"] = 0.0
app = QCoreApplication([])
trainer = Trainer()

class Counter(QObject):
    heard = 0

    @Slot(object)
    def count(self, progress):
        self.heard += 1
        assert progress.latest.epoch == self.heard

    @Slot(object)
    def leave(self, reason):
        app.quit()

counter = Counter()
trainer.progressed.connect(counter.count)
trainer.stopped.connect(counter.leave)
rng = np.random.default_rng(0)
X, y = rng.uniform(size=(30, 3)), np.repeat([0.0, 1.0], 15)
trainer.start(Job(network=Network.random(), X=X, y=y, pace="epoch", stop_epoch=5000))
app.exec()
print(counter.heard)
"""

EXIT_IN_THE_MIDST = """
from PySide6.QtCore import QCoreApplication, QTimer
import numpy as np
from neuralpad.core.network import Network
from neuralpad.training.job import Job
from neuralpad.training.trainer import Trainer

app = QCoreApplication([])
trainer = Trainer(app)
trainer.start(Job(network=Network.random(), X=np.ones((30, 3)), y=np.ones(30)))
QTimer.singleShot(100, app.quit)
app.exec()
print("left", trainer.is_running)
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


class TestInAProcessOfItsOwn:
    def test_five_thousand_reports(self) -> None:
        done = python(FIVE_THOUSAND)
        assert (done.returncode, done.stdout, done.stderr) == (0, "5000\n", "")

    def test_leaving_in_the_midst_of_a_training(self) -> None:
        done = python(EXIT_IN_THE_MIDST)
        assert (done.returncode, done.stdout, done.stderr) == (0, "left True\n", "")
