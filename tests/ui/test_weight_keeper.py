"""One weight set by hand, put back, held fast: each a step of undo, and the bits of everything else untouched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.descent import train
from neuralpad.core.edits import InsertColumn, ReplaceBook
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.parts import Part, held_mask, value_of
from neuralpad.core.project import Project, TrainingSettings, fresh_learning
from neuralpad.core.scaling import usable_students
from neuralpad.ui.session import Session
from neuralpad.ui.weight_keeper import WeightKeeper

PAST = (
    Student("Ann", ("82", "74", "88"), "pass"),
    Student("Bob", ("55", "48", "61"), "fail"),
    Student("Cem", ("91", "85", "79"), "pass"),
    Student("Dia", ("48", "39", "52"), "fail"),
)
PART = Part.weight(0, 1, 0)
OTHER = Part.bias(0, 1)


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    settings = TrainingSettings(epoch_limit=300)
    made = Session(Project(Gradebook("A class", past=PAST), settings, fresh_learning(settings, 3)))
    yield made
    made.run.pause()


@pytest.fixture
def keeper(session: Session) -> WeightKeeper:
    return WeightKeeper(session)


def train_to_the_end(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: not session.is_training, timeout=20_000)


def value(session: Session, part: Part = PART) -> float:
    return value_of(session.moment.network, part)


def test_before_training_it_is_a_first_weight_and_starting_over_comes_back_to_it(
    qtbot: QtBot, session: Session, keeper: WeightKeeper
) -> None:
    first = session.learning.first
    keeper.set_value(PART, 0.9)
    assert (value(session), session.is_trained) == (0.9, False)
    train_to_the_end(qtbot, session)
    students = usable_students(session.book, Group.PAST)
    *_, alone = train(first.replaced(0, 1, 0, 0.9), students.X, students.y, epochs=300, every=300)
    assert session.learning.network == alone.network
    session.start_over("Start over")
    assert value(session) == 0.9


def test_dragging_is_one_step_of_undo_and_another_weight_another(
    qtbot: QtBot, session: Session, keeper: WeightKeeper
) -> None:
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    for dragged in (0.1, 0.2, 0.3):
        keeper.set_value(PART, dragged)
    keeper.set_value(OTHER, -1.5)
    assert session.undo_stack.undoText() == "b¹₂ by hand"
    session.undo()
    assert (value(session), value(session, OTHER)) == (0.3, value_of(trained, OTHER))
    assert session.undo_stack.undoText() == "W¹₂₁ by hand"
    session.undo()
    assert session.learning.network == trained
    session.redo()
    assert value(session) == 0.3


def test_put_back_goes_to_the_value_before_the_hand_and_is_a_step_of_its_own(
    qtbot: QtBot, session: Session, keeper: WeightKeeper
) -> None:
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    assert keeper.value_before(PART) is None
    keeper.set_value(PART, 0.1)
    keeper.set_value(PART, 0.2)
    assert keeper.value_before(PART) == value_of(trained, PART)
    keeper.put_back(PART)
    assert session.learning.network == trained
    assert keeper.value_before(PART) is None
    session.undo()
    assert value(session) == 0.2
    assert keeper.value_before(PART) == value_of(trained, PART)


def test_what_training_has_moved_on_cannot_be_put_back(qtbot: QtBot, session: Session, keeper: WeightKeeper) -> None:
    keeper.set_value(PART, 0.9)
    train_to_the_end(qtbot, session)
    steps = session.undo_stack.count()
    keeper.put_back(PART)
    assert session.undo_stack.count() == steps


def test_a_value_that_is_there_already_is_no_step(session: Session, keeper: WeightKeeper) -> None:
    keeper.set_value(PART, value(session))
    assert not session.undo_stack.canUndo()


def test_a_held_weight_never_moves_while_the_rest_learns(qtbot: QtBot, session: Session, keeper: WeightKeeper) -> None:
    first = session.learning.first
    keeper.set_value(PART, 0.9)
    keeper.hold(PART, True)
    train_to_the_end(qtbot, session)
    students = usable_students(session.book, Group.PAST)
    start = first.replaced(0, 1, 0, 0.9)
    mask = held_mask(start, [PART])
    *_, alone = train(start, students.X, students.y, epochs=300, every=300, held=mask)
    assert session.learning.network == alone.network
    column = session.current.history.parameters[:, 2]
    assert set(column) == {0.9}
    assert session.current.history[-1].recipe is not None
    assert session.current.history[-1].recipe.held == (2,)


def test_held_and_let_go_while_it_trains_without_a_pause(qtbot: QtBot, session: Session, keeper: WeightKeeper) -> None:
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 50, timeout=10_000)
    keeper.hold(PART, True)
    qtbot.waitUntil(lambda: recipe_holds(session), timeout=10_000)
    epoch, held_at = session.moment.epoch, value(session)
    qtbot.waitUntil(lambda: session.moment.epoch > epoch + 500, timeout=10_000)
    assert session.is_training
    assert value(session) == held_at
    session.undo()
    assert session.is_training
    qtbot.waitUntil(lambda: value(session) != held_at, timeout=10_000)
    session.pause()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)


def recipe_holds(session: Session) -> bool:
    last = session.current.history.last
    return last is not None and last.recipe is not None and last.recipe.held == (2,)


def test_setting_a_weight_while_it_trains_pauses_first(qtbot: QtBot, session: Session, keeper: WeightKeeper) -> None:
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 50, timeout=10_000)
    keeper.set_value(PART, 0.9)
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert value(session) == 0.9
    session.undo()
    assert session.moment.epoch > 50
    assert value(session) != 0.9


def test_set_at_a_past_moment_it_goes_on_from_there_and_undo_brings_the_rest_back(
    qtbot: QtBot, session: Session, keeper: WeightKeeper
) -> None:
    train_to_the_end(qtbot, session)
    end = session.learning.network
    session.view(120)
    then = session.moment.network
    keeper.set_value(PART, 0.9)
    assert (session.viewed_epoch, session.moment.epoch) == (None, 120)
    assert session.learning.network == then.replaced(0, 1, 0, 0.9)
    assert session.previous_run is not None
    assert session.previous_run.epochs[-1] == 300
    session.undo()
    assert (session.moment.epoch, session.learning.network) == (300, end)


def test_pins_go_with_the_network_and_come_back_with_it(session: Session, keeper: WeightKeeper) -> None:
    keeper.hold(PART, True)
    session.edit(InsertColumn(0, Column("Project")), "Add column")
    assert session.settings.held == frozenset()
    session.undo()
    assert session.settings.held == {PART}
    session.change_settings("Settings", hidden_units=(2, 2))
    assert session.settings.held == frozenset()
    session.undo()
    assert session.settings.held == {PART}
    session.edit(ReplaceBook(Gradebook("Another", past=PAST[:2])), "Import")
    assert session.settings.held == frozenset()


def test_another_class_knows_nothing_of_what_the_hand_did_before(session: Session, keeper: WeightKeeper) -> None:
    keeper.set_value(PART, 0.9)
    session.replace_project(session.project)
    assert value(session) == 0.9
    assert keeper.value_before(PART) is None
