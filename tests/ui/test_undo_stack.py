"""One undo over everything: grades, weights, pins, the network's shape, settings and training, each by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QToolButton

from neuralpad.core.parts import Part
from neuralpad.ui.weight_keeper import WeightKeeper

if TYPE_CHECKING:
    from tests.ui.conftest import User

PART = Part.weight(0, 1, 0)


def name(user: User) -> str:
    return user.action("undo").text().replace("&", "")


def one_step(user: User) -> None:
    user.do("step")
    user.qtbot.waitUntil(lambda: not user.session.is_training)


def state(user: User) -> tuple[object, ...]:
    session = user.session
    learning = session.learning
    return session.book, session.settings, learning.network, learning.epoch, learning.student, len(learning.history)


def test_it_reaches_over_everything_in_its_order_and_names_it(user: User) -> None:
    keeper = WeightKeeper(user.session)
    user.session.change_settings("Stop after", epoch_limit=40)
    states, names = [state(user)], [name(user)]

    def done() -> None:
        states.append(state(user))
        names.append(name(user))

    user.type_grade("13")
    done()
    user.do("train")
    user.qtbot.waitUntil(lambda: not user.session.is_training)
    done()
    one_step(user)
    done()
    keeper.set_value(PART, 2.5)
    done()
    keeper.hold(PART, True)
    done()
    user.find(QDoubleSpinBox, "learning_rate").setValue(0.5)
    done()
    user.do("pace_student")
    one_step(user)
    done()
    user.do("shape")
    QTest.mouseClick(user.find(QToolButton, "units_1_more"), Qt.MouseButton.LeftButton)
    done()
    user.do("new_start")
    done()
    assert names[1:] == [
        "Undo: Typing",
        "Undo: Training",
        "Undo: Step",
        "Undo: W¹₂₁ by hand",
        "Undo: Hold W¹₂₁ fast",
        "Undo: Learning rate",
        "Undo: Step",
        "Undo: 3 hidden units",
        "Undo: New start (first weights no. 1)",
    ]
    for expected, its_name in zip(states[-2::-1], names[-2::-1], strict=True):
        user.do("undo")
        assert state(user) == expected
        assert name(user) == its_name
    for expected in states[1:]:
        user.do("redo")
        assert state(user) == expected


def test_a_training_run_is_one_step_and_each_single_step_its_own(user: User) -> None:
    user.train(60)
    count = user.session.undo_stack.count()
    for _ in range(3):
        one_step(user)
    assert user.session.undo_stack.count() == count + 3
    for epoch in (62, 61, 60, 0):
        user.do("undo")
        assert user.session.moment.epoch == epoch


def test_steps_share_what_they_remember(user: User) -> None:
    """The parameters of a recorded moment exist once, however many steps of undo hold a history with it."""
    user.train(500)
    histories = [user.session.learning.history]
    for _ in range(8):
        one_step(user)
        histories.append(user.session.learning.history)
    arrays = {id(history[i].parameters): history[i].parameters for history in histories for i in range(len(history))}
    assert len(arrays) <= len(histories[0]) + 8
