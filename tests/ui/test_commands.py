"""Steps that wait until the training rests, and steps that need not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from neuralpad.core.edits import Edit, SetCells
from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.project import Learning, TrainingSettings, fresh_learning
from neuralpad.ui.commands import EditCommand, StateCommand
from neuralpad.ui.undo_stack import STEPS, UndoStack


class Training:
    """Runs until it is told to rest."""

    def __init__(self) -> None:
        self.runs = False
        self.waiting: list[Callable[[], object]] = []

    def when_at_rest(self, work: Callable[[], object]) -> None:
        if self.runs:
            self.waiting.append(work)
        else:
            work()

    def rest(self) -> None:
        self.runs = False
        waiting, self.waiting = self.waiting, []
        for work in waiting:
            work()


class Keeper:
    """Holds what commands change."""

    def __init__(self) -> None:
        self.book = Gradebook(past=(Student("Ann", ("1", "2", "3"), "pass"),))
        self.settings = TrainingSettings()
        self.learning = fresh_learning(self.settings, 3)

    def apply_edit(self, edit: Edit) -> Edit:
        self.book, inverse = edit.apply(self.book)
        return inverse

    def put_state(self, settings: TrainingSettings | None, learning: Learning | None) -> None:
        self.settings = settings or self.settings
        self.learning = learning or self.learning


@pytest.fixture
def training() -> Training:
    return Training()


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


@pytest.fixture
def stack(training: Training, owner: QObject) -> UndoStack:
    return UndoStack(training, owner)


def typed(keeper: Keeper, text: str) -> Callable[[], EditCommand]:
    return lambda: EditCommand(keeper, SetCells(Group.PAST, ((0, 1, text),)), f"Typing {text}")


def rate(keeper: Keeper, value: float) -> Callable[[], StateCommand]:
    def make() -> StateCommand:
        settings = (keeper.settings, replace(keeper.settings, learning_rate=value))
        return StateCommand(keeper, "Learning rate", settings, merge=1, needs_rest=False)

    return make


def test_steps_are_taken_back_and_done_again_in_their_order(stack: UndoStack) -> None:
    keeper = Keeper()
    before = keeper.book
    stack.put(typed(keeper, "7"), needs_rest=False)
    stack.put(typed(keeper, "8"), needs_rest=False)
    stack.take_back()
    assert keeper.book.past[0].grades[0] == "7"
    stack.take_back()
    assert keeper.book == before
    stack.do_again()
    stack.do_again()
    assert keeper.book.past[0].grades[0] == "8"


def test_a_step_that_needs_rest_waits_for_it(stack: UndoStack, training: Training) -> None:
    keeper = Keeper()
    training.runs = True
    stack.put(typed(keeper, "7"), needs_rest=True)
    assert keeper.book.past[0].grades[0] == "1"
    training.rest()
    assert keeper.book.past[0].grades[0] == "7"


def test_what_needs_no_rest_is_taken_back_while_training_runs(stack: UndoStack, training: Training) -> None:
    keeper = Keeper()
    stack.put(typed(keeper, "7"), needs_rest=False)
    stack.put(rate(keeper, 0.5), needs_rest=False)
    training.runs = True
    stack.take_back()
    assert keeper.settings.learning_rate == 1.0
    stack.take_back()
    assert keeper.book.past[0].grades[0] == "1"
    stack.do_again()
    assert keeper.book.past[0].grades[0] == "7"


def test_another_network_is_only_taken_back_at_rest(stack: UndoStack, training: Training) -> None:
    keeper = Keeper()
    other = fresh_learning(TrainingSettings(seed=9), 3)
    first = keeper.learning
    stack.put(lambda: StateCommand(keeper, "Training", learning=(first, other)), needs_rest=True)
    training.runs = True
    stack.take_back()
    assert keeper.learning is other
    training.rest()
    assert keeper.learning is first


def test_changes_in_a_row_of_one_kind_are_one_step(stack: UndoStack) -> None:
    keeper = Keeper()
    for value in (0.9, 0.8, 0.7):
        stack.put(rate(keeper, value), needs_rest=False)
    assert stack.count() == 1
    stack.take_back()
    assert keeper.settings.learning_rate == 1.0
    stack.do_again()
    assert keeper.settings.learning_rate == 0.7


def test_what_was_saved_is_never_merged_into(stack: UndoStack) -> None:
    keeper = Keeper()
    stack.put(rate(keeper, 0.9), needs_rest=False)
    stack.setClean()
    stack.put(rate(keeper, 0.8), needs_rest=False)
    assert not stack.isClean()
    stack.take_back()
    assert stack.isClean()
    assert keeper.settings.learning_rate == 0.9


def test_nothing_to_take_back_is_no_error(stack: UndoStack) -> None:
    stack.take_back()
    stack.do_again()
    assert stack.count() == 0


def test_so_many_steps_are_kept(stack: UndoStack) -> None:
    keeper = Keeper()
    for number in range(STEPS + 20):
        stack.put(typed(keeper, str(number)), needs_rest=False)
    for _ in range(STEPS + 20):
        stack.take_back()
    assert keeper.book.past[0].grades[0] == "19"
