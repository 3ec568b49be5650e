"""Steps back and forward in the real window: every moment exactly as it was, one mechanism with the error curve."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton, QToolButton

from neuralpad.core.descent import Descent
from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.history import History
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, held_mask
from neuralpad.core.project import Learning, Project, TrainingSettings, fresh_learning
from neuralpad.core.scaling import usable_students
from neuralpad.core.unattended import train_project
from neuralpad.storage import document
from neuralpad.ui.learning.loss_plot import LossPlot
from neuralpad.ui.weight_keeper import WeightKeeper
from neuralpad.ui.widgets import Notice

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User

LONG = 20_000
PART = Part.weight(0, 1, 0)


def bits(network: Network) -> bytes:
    return network.parameters().tobytes()


def truth(user: User, rate: float = 1.0, held: frozenset[Part] = frozenset()) -> Callable[[int], bytes]:
    """The engine alone: the parameters of the class on screen after so many epochs."""
    learned, settings, first = user.session.split.learned, user.session.settings, user.session.learning.first

    def after(epochs: int) -> bytes:
        mask = held_mask(first, held)
        descent = Descent(first, learned.X, learned.y, batch_size=settings.batch_size, seed=settings.seed, held=mask)
        descent.run(epochs, rate)
        return bits(descent.snapshot().network)

    return after


def step(user: User, name: str, times: int = 1) -> None:
    def is_done() -> bool:
        return not user.session.is_training and "Training again" not in said(user)

    for _ in range(times):
        user.do(name)
        user.qtbot.waitUntil(is_done, timeout=LONG)


def viewed(user: User) -> float | None:
    return user.session.viewed_epoch


def said(user: User) -> str:
    return " ".join(notice.text for notice in user.window.findChildren(Notice) if notice.isVisible())


def test_five_hundred_epochs_twenty_back_and_twenty_forward_give_the_same_bits(user: User) -> None:
    after = truth(user)
    user.train(500)
    for back in range(1, 21):
        step(user, "step_back")
        assert user.session.moment.epoch == 500 - back
        assert bits(user.window.network) == after(500 - back)
    assert f"epoch {480}" in said(user)
    for forward in range(1, 21):
        step(user, "step")
        assert bits(user.window.network) == after(480 + forward)
    assert (viewed(user), user.session.moment.epoch) == (None, 500)
    step(user, "step")
    assert user.session.moment.epoch == 501, "at the present a step trains"
    assert bits(user.window.network) == after(501)


def test_looking_back_changes_nothing_and_makes_no_step_of_undo(user: User) -> None:
    user.train(60)
    before, steps = user.session.learning, user.session.undo_stack.count()
    step(user, "step_back", 5)
    step(user, "step", 3)
    assert user.session.learning is before
    assert user.session.undo_stack.count() == steps


def test_student_by_student(user: User) -> None:
    user.do("pace_student")
    seen = [bits(user.window.network)]
    for _ in range(33):  # through the end of an epoch of thirty
        step(user, "step")
        seen.append(bits(user.window.network))
    assert (user.session.moment.epoch, user.session.moment.student) == (1, 3)
    for expected in reversed(seen[:-1]):
        step(user, "step_back")
        assert bits(user.window.network) == expected
    assert not user.action("step_back").isEnabled(), "nothing lies before the first weights"
    for expected in seen[1:]:
        step(user, "step")
        assert bits(user.window.network) == expected
    assert viewed(user) is None


def test_students_and_epochs_one_after_the_other(user: User) -> None:
    after = truth(user)
    user.train(300)
    user.do("pace_student")
    step(user, "step", 2)
    assert (user.session.moment.epoch, user.session.moment.student) == (300, 2)
    step(user, "step_back", 2)
    assert bits(user.window.network) == after(300)
    step(user, "step_back")
    assert user.session.moment.epoch == 299, "the whole class had learned at once there"
    assert bits(user.window.network) == after(299)


def test_in_small_batches(user: User) -> None:
    user.session.change_settings("", batch_size=7)
    after = truth(user)
    user.train(400)
    step(user, "step_back", 7)
    assert bits(user.window.network) == after(393)
    step(user, "step", 7)
    assert bits(user.window.network) == after(400)


def test_with_another_learning_rate_half_way(user: User) -> None:
    user.train(301)
    at_the_change = user.window.network
    user.find(QDoubleSpinBox, "learning_rate").setValue(0.25)
    user.train(333)
    end = bits(user.window.network)
    step(user, "step_back", 32)
    assert user.session.moment.epoch == 301
    assert user.window.network == at_the_change
    step(user, "step_back", 3)
    step(user, "step", 35)
    assert bits(user.window.network) == end


def test_with_weights_held_fast(user: User) -> None:
    keeper = WeightKeeper(user.session)
    keeper.hold(PART, True)
    after = truth(user, held=frozenset({PART}))
    user.train(300)
    keeper.hold(PART, False)
    step(user, "step_back", 7)
    assert bits(user.window.network) == after(293), "what is held now is of no matter to what was"
    step(user, "step", 7)
    assert bits(user.window.network) == after(300)


def test_training_on_from_a_step_back_goes_on_there(user: User) -> None:
    after = truth(user)
    user.train(500)
    step(user, "step_back", 7)
    assert 493 not in user.session.learning.history.epochs
    user.train(600)
    assert bits(user.window.network) == after(600)
    step(user, "step_back")
    user.do("undo")
    assert (user.session.moment.epoch, bits(user.window.network)) == (500, after(500))


def test_the_cursor_of_the_error_curve_goes_along_and_snaps_only_where_it_is_dragged(user: User) -> None:
    plot = user.find(LossPlot, "loss_plot")
    user.train(500)
    user.session.view(402)
    step(user, "step_back")
    assert viewed(user) == 401
    assert 401 not in plot.shown_points[0]
    assert "epoch 401" in plot.accessibleDescription()
    loss = user.window.network.loss(user.session.split.learned.X, user.session.split.learned.y)
    assert f"{loss:.3f}" in plot.accessibleDescription()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert viewed(user) == 402, "the curve's own steps lead to recorded moments"
    step(user, "step_back")
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert viewed(user) == 400
    QTest.keyClick(plot, Qt.Key.Key_End)
    assert viewed(user) is None


def test_back_is_a_button_a_command_and_a_key(user: User) -> None:
    back = user.action("step_back")
    assert not back.isEnabled()
    user.train(50)
    assert back.isEnabled()
    button = next(b for b in user.window.findChildren(QToolButton) if b.defaultAction() is back and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert user.session.moment.epoch == 49
    assert back.shortcut().toString() == "F9"
    user.session.view(0)
    assert not back.isEnabled()


def test_no_steps_while_it_trains(user: User) -> None:
    user.train_on()
    assert not user.action("step_back").isEnabled()
    assert not user.action("step").isEnabled()
    user.rest()
    assert user.action("step_back").isEnabled()


def test_where_grades_have_changed_since_a_step_leads_to_a_recorded_moment_and_says_so(user: User) -> None:
    user.train(500)
    user.type_grade("13", row=int(user.session.split.learned.rows[0]))
    recorded = user.session.learning.history.epochs
    step(user, "step_back")
    assert viewed(user) == recorded[-2] == 498
    assert "nearest that was recorded" in said(user)
    assert "have changed" in said(user)
    step(user, "step")
    assert viewed(user) is None
    user.do("undo")
    step(user, "step_back")
    assert viewed(user) == 499, "with the old grades every moment can be had again"
    assert "nearest" not in said(user)


def test_what_was_learned_from_other_grades_stays_recorded_only(user: User) -> None:
    user.train(500)
    user.type_grade("13", row=int(user.session.split.learned.rows[0]))
    user.train(501)
    step(user, "step_back", 2)
    assert viewed(user) == 498
    assert "other grades" in said(user)


def test_back_over_weights_set_by_hand_leads_to_the_weights_before(user: User) -> None:
    keeper = WeightKeeper(user.session)
    user.train(300)
    trained = user.window.network
    keeper.set_value(PART, 9.0)
    by_hand = user.window.network
    user.train(305)
    step(user, "step_back", 5)
    assert user.window.network == by_hand
    step(user, "step_back")
    assert user.window.network == trained
    step(user, "step")
    assert user.window.network == by_hand


def test_the_first_weights_of_a_run_from_a_file(room: Room, saved_class: Callable[[int], Path]) -> None:
    user = room.sit_down(saved_class(60))
    user.find(LossPlot, "loss_plot").setFocus()
    QTest.keyClick(user.find(LossPlot, "loss_plot"), Qt.Key.Key_Home)
    assert viewed(user) == 0
    assert user.window.network == user.session.learning.first == Network.random((3, 2, 1), seed=0)
    step(user, "step", 60)
    assert viewed(user) is None
    step(user, "step_back", 5)
    assert bits(user.window.network) == truth(user)(55)


def test_a_run_from_the_command_line_can_be_walked_through_as_well(room: Room, tmp_path: Path) -> None:
    begun = room.sit_down().session.project
    path = tmp_path / "trained.neuralpad"
    document.save(train_project(begun, 700), path)
    user = room.sit_down(path, folder=tmp_path / "other")
    after = truth(user)
    step(user, "step_back", 2)
    assert viewed(user) == 698
    assert bits(user.window.network) == after(698)
    user.session.view(0)
    assert user.window.network == begun.learning.first


# Long ways


FAR = 8000
"""Epochs in small batches that take far longer than what is done at once."""


@pytest.fixture(scope="module")
def far_trained() -> tuple[Project, Network]:
    """A class of whose training only the beginning and the end are recorded; and its network one epoch before."""
    rng = np.random.default_rng(0)
    grades = rng.integers(20, 100, (30, 3))
    past = tuple(
        Student(f"S{number}", tuple(str(grade) for grade in row), "pass" if row.sum() > 180 else "fail")
        for number, row in enumerate(grades)
    )
    book, chosen = Gradebook("Long trained", past=past), TrainingSettings(batch_size=3, learning_rate=0.1)
    students = usable_students(book, Group.PAST)
    fresh = fresh_learning(chosen, 3)
    descent = Descent(fresh.first, students.X, students.y, batch_size=3, seed=0)
    history = History()
    history.append(0, fresh.first, descent.snapshot().loss)
    descent.run(FAR - 1, 0.1)
    before = descent.snapshot().network
    descent.run(1, 0.1)
    end = descent.snapshot()
    history.append(FAR, end.network, end.loss, learning_rate=0.1, batch_size=3)
    learning = Learning(fresh.first, end.network, FAR, 0, history, students.digest)
    return Project(book, chosen, learning), before


@pytest.fixture
def far(user: User, far_trained: tuple[Project, Network]) -> User:
    """Somebody who looks at the end of a long way."""
    user.session.replace_project(far_trained[0])
    return user


def press_notice(user: User) -> None:
    (button,) = (
        button
        for notice in user.window.findChildren(Notice)
        for button in notice.findChildren(QPushButton)
        if button.isVisible()
    )
    button.click()


def test_a_long_way_leaves_the_window_free_says_how_far_it_is_and_arrives(
    far: User, far_trained: tuple[Project, Network]
) -> None:
    begin = time.thread_time()
    far.do("step_back")
    assert time.thread_time() - begin < 0.1
    assert viewed(far) is None, "not there yet"
    shares: set[str] = set()

    def has_arrived() -> bool:
        shares.update(word for word in said(far).split() if word.endswith("%"))
        return viewed(far) == FAR - 1

    far.qtbot.waitUntil(has_arrived, timeout=LONG)
    assert len(shares) > 2, "the share that is done has been seen to grow"
    assert far.window.network == far_trained[1]
    assert "You are looking at epoch 7\u202f999" in said(far)


def test_a_long_way_can_be_given_up(far: User) -> None:
    end = far.window.network
    far.do("step_back")
    far.qtbot.waitUntil(lambda: "Training again" in said(far), timeout=LONG)
    press_notice(far)
    assert "Training again" not in said(far)
    with far.qtbot.assertNotEmitted(far.session.moment_shown, wait=50):
        pass
    assert viewed(far) is None
    assert far.window.network == end
    far.do("step_back")
    far.qtbot.waitUntil(lambda: viewed(far) == FAR - 1, timeout=LONG)


def test_two_presses_on_a_long_way_are_two_steps(far: User) -> None:
    far.do("step_back")
    far.do("step_back")
    far.do("step_back")
    far.do("step")
    far.qtbot.waitUntil(lambda: viewed(far) is not None, timeout=LONG)
    assert viewed(far) == FAR - 2


@pytest.mark.parametrize("elsewhere", ["train", "slider", "edit", "undo"])
def test_who_goes_elsewhere_meanwhile_is_not_led_back(far: User, elsewhere: str) -> None:
    far.session.change_settings("", learning_rate=0.2)
    far.do("step_back")
    if elsewhere == "train":
        far.do("train")
        far.rest()
    elif elsewhere == "slider":
        far.session.view(0)
    elif elsewhere == "edit":
        far.type_grade("13")
    else:
        far.do("undo")
    here = viewed(far)
    assert "Training again" not in said(far)
    with far.qtbot.assertNotEmitted(far.session.moment_shown, wait=50):
        pass
    assert viewed(far) == here


def test_closing_on_a_long_way_is_clean(room: Room, far: User) -> None:
    far.do("step_back")
    far.session.undo_stack.setClean()
    room.leave(far)
