"""The session: one undo over grades, settings and network, and any moment of the training again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.descent import train
from neuralpad.core.edits import InsertColumn, InsertStudents, RemoveStudents, ReplaceBook, SetCells
from neuralpad.core.gradebook import Column, Gradebook, Group, Student
from neuralpad.core.project import Project, TrainingSettings, fresh_learning
from neuralpad.core.scaling import usable_students
from neuralpad.ui.session import Session

PAST = (
    Student("Ann", ("82", "74", "88"), "pass"),
    Student("Bob", ("55", "48", "61"), "fail"),
    Student("Cem", ("91", "85", "79"), "pass"),
    Student("Dia", ("48", "39", "52"), "fail"),
    Student("Eva", ("70", "58", "64"), "fail"),
    Student("Finn", ("62", "76", "70"), "pass"),
)


def project(**settings: object) -> Project:
    book = Gradebook("A class", past=PAST, this_year=(Student("Gus", ("60", "70", "80")),))
    chosen = replace(TrainingSettings(epoch_limit=300), **settings)  # type: ignore[arg-type]
    return Project(book, chosen, fresh_learning(chosen, 3))


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    made = Session(project())
    yield made
    made.run.pause()


def train_to_the_end(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: not session.is_training, timeout=20_000)


def test_training_gives_the_same_bits_as_the_engine_alone(qtbot: QtBot, session: Session) -> None:
    students = usable_students(session.book, Group.PAST)
    *_, last = train(session.learning.first, students.X, students.y, learning_rate=1.0, epochs=300, every=300)
    train_to_the_end(qtbot, session)
    assert session.moment.epoch == 300
    assert session.moment.network == last.network
    assert session.moment.loss == pytest.approx(last.loss, rel=1e-12)


def test_train_pressed_again_at_the_limit_goes_on_for_as_many_epochs(qtbot: QtBot, session: Session) -> None:
    train_to_the_end(qtbot, session)
    train_to_the_end(qtbot, session)
    assert session.moment.epoch == 600


def test_a_training_run_is_one_step_of_undo(qtbot: QtBot, session: Session) -> None:
    first = session.learning.network
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    session.undo()
    assert (session.moment.epoch, session.learning.network) == (0, first)
    assert not session.is_trained
    session.redo()
    assert (session.moment.epoch, session.learning.network) == (300, trained)


def test_undo_reaches_over_grades_settings_and_training_in_their_order(qtbot: QtBot, session: Session) -> None:
    book, settings, learning = session.book, session.settings, session.learning
    session.edit(SetCells(Group.PAST, ((0, 1, "13"),)), "Typing")
    session.change_settings("Learning rate", learning_rate=0.25)
    train_to_the_end(qtbot, session)
    session.edit(RemoveStudents(Group.PAST, (2,)), "Remove")
    after = (session.book, session.settings, session.learning.network)
    for _ in range(4):
        session.undo()
    assert (session.book, session.settings, session.learning) == (book, settings, learning)
    assert not session.undo_stack.canUndo()
    for _ in range(4):
        session.redo()
    assert (session.book, session.settings, session.learning.network) == after


def test_sliding_the_learning_rate_is_one_step(session: Session) -> None:
    for rate in (0.9, 0.8, 0.7):
        session.change_settings("Learning rate", learning_rate=rate)
    session.undo()
    assert session.settings.learning_rate == 1.0


def test_a_new_column_begins_the_network_anew_and_undo_brings_the_old_one_back(qtbot: QtBot, session: Session) -> None:
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    session.edit(InsertColumn(3, Column("Project")), "Add column")
    assert session.learning.network.sizes == (4, 2, 1)
    assert not session.is_trained
    session.undo()
    assert session.learning.network == trained
    assert session.is_trained


def test_other_hidden_units_begin_anew_and_undo_brings_the_old_network_back(qtbot: QtBot, session: Session) -> None:
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    session.change_settings("Settings", hidden_units=(4,))
    assert session.learning.network.sizes == (3, 4, 1)
    session.undo()
    assert session.learning.network == trained
    assert session.settings.hidden_units == (2,)


def test_start_over_brings_the_same_first_weights_and_new_start_others(qtbot: QtBot, session: Session) -> None:
    first = session.learning.first
    train_to_the_end(qtbot, session)
    session.start_over("Start over")
    assert (session.learning.network, session.moment.epoch) == (first, 0)
    previous = session.previous_run
    assert previous is not None
    assert previous.epochs[-1] == 300
    session.new_start("New start")
    assert session.learning.first != first


def test_grades_that_change_while_it_trains_are_marked_and_do_not_disturb(qtbot: QtBot, session: Session) -> None:
    students = usable_students(session.book, Group.PAST)
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 50, timeout=10_000)
    assert [session.is_stale] == [False]
    session.edit(SetCells(Group.PAST, ((0, 1, "13"),)), "Typing")
    assert session.is_training
    assert [session.is_stale] == [True]
    session.pause()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    epoch = session.learning.epoch
    *_, alone = train(session.learning.first, students.X, students.y, epochs=epoch, every=epoch)
    assert session.learning.network == alone.network
    session.undo()
    assert not session.is_stale or session.learning.trained_on == ""


def test_a_step_of_an_epoch_and_a_step_of_a_student(qtbot: QtBot, session: Session) -> None:
    session.set_pace("epoch")
    session.step()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert (session.moment.epoch, session.moment.student) == (1, 0)
    session.set_pace("student")
    with qtbot.waitSignal(session.student_taken) as taken:
        session.step()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert (session.moment.epoch, session.moment.student) == (1, 1)
    assert taken.args is not None
    assert 0 <= taken.args[0] < len(PAST)


def test_a_past_moment_is_shown_and_left_again(qtbot: QtBot, session: Session) -> None:
    students = usable_students(session.book, Group.PAST)
    train_to_the_end(qtbot, session)
    now = session.moment
    session.view(120)
    *_, then = train(session.learning.first, students.X, students.y, epochs=120, every=120)
    assert [session.viewed_epoch] == [120]
    assert session.moment.network == then.network
    assert session.learning.network == now.network, "looking back changes nothing"
    session.view_present()
    assert session.viewed_epoch is None
    assert session.moment == now


def test_training_from_a_past_moment_goes_on_from_there_and_undo_brings_the_rest_back(
    qtbot: QtBot, session: Session
) -> None:
    train_to_the_end(qtbot, session)
    end = session.learning.network
    session.set_pace("epoch")
    session.view(120)
    session.step()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert session.moment.epoch == 121
    session.undo()
    assert (session.moment.epoch, session.learning.network) == (300, end)


def test_students_kept_aside_are_not_learned_from(qtbot: QtBot, session: Session) -> None:
    session.change_settings("Keep aside", aside_share=0.4)
    assert (len(session.split.learned.y), len(session.split.aside.y)) == (4, 2)
    assert sorted(session.split.aside.y) == [0.0, 1.0], "the same mix of outcomes"
    train_to_the_end(qtbot, session)
    learned = session.split.learned
    *_, alone = train(session.learning.first, learned.X, learned.y, epochs=300, every=300)
    assert session.learning.network == alone.network
    assert session.moment.aside_loss == pytest.approx(
        alone.network.loss(session.split.aside.X, session.split.aside.y), rel=1e-12
    )


def test_nothing_to_learn_from_is_said_and_nothing_starts(qtbot: QtBot, session: Session) -> None:
    session.edit(RemoveStudents(Group.PAST, tuple(range(len(PAST)))), "Remove")
    with qtbot.waitSignal(session.problem_found) as found:
        session.train()
    assert not session.is_training
    assert found.args is not None
    assert "no past student" in str(found.args[0])


def test_saved_while_it_trains_the_project_stands_still(qtbot: QtBot, session: Session) -> None:
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 20, timeout=10_000)
    saved = session.project
    length, epoch = len(saved.learning.history), saved.learning.epoch
    qtbot.waitUntil(lambda: session.moment.epoch > epoch + 500, timeout=10_000)
    assert len(saved.learning.history) == length
    assert saved.learning.history.epochs[-1] <= epoch
    session.pause()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)


def test_adding_students_keeps_the_network(qtbot: QtBot, session: Session) -> None:
    train_to_the_end(qtbot, session)
    trained = session.learning.network
    session.edit(InsertStudents.block(Group.PAST, 0, (Student("Hal", ("9", "9", "9"), "fail"),)), "Insert")
    assert session.learning.network == trained
    assert session.is_stale


def test_the_class_is_never_told_divided_otherwise_than_its_book(qtbot: QtBot, session: Session) -> None:
    told: list[tuple[int, int]] = []
    session.class_divided.connect(lambda split: told.append((int(split.learned.rows.max()), len(session.book.past))))
    smaller = Gradebook("Another class", past=PAST[:2])
    session.edit(ReplaceBook(smaller), "Import")
    session.undo()
    assert told
    assert all(last_row < students for last_row, students in told)


def test_another_class_begins_with_a_network_of_its_own_and_undo_brings_both_back(
    qtbot: QtBot, session: Session
) -> None:
    train_to_the_end(qtbot, session)
    book, trained = session.book, session.learning.network
    session.edit(ReplaceBook(Gradebook("Another", past=PAST[:4])), "Import")
    assert not session.is_trained
    assert session.learning.network == session.learning.first
    session.undo()
    assert (session.book, session.learning.network) == (book, trained)


def test_undo_takes_back_an_edit_made_while_it_trains_and_the_training_goes_on(qtbot: QtBot, session: Session) -> None:
    book = session.book
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 50, timeout=10_000)
    session.edit(SetCells(Group.PAST, ((0, 1, "13"),)), "Typing")
    session.undo()
    assert session.book == book
    assert session.is_training
    session.redo()
    assert session.book != book
    assert session.is_training
    session.pause()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert session.is_trained


def test_undo_of_the_training_that_runs_stops_it_and_takes_it_back(qtbot: QtBot, session: Session) -> None:
    train_to_the_end(qtbot, session)
    first = session.learning.network
    session.change_settings("Aside", aside_share=0.3)
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 400, timeout=10_000)
    session.change_settings("Aside", aside_share=0.0)
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    session.undo()
    session.undo()
    assert session.learning.network == first


def test_first_weights_that_no_seed_has_drawn_outlive_other_settings(session: Session) -> None:
    """A document may hold any first weights: only what asks for others may take them away."""
    own = session.learning.first.with_parameters(session.learning.first.parameters() + 1)
    session.put_state(None, replace(session.learning, first=own, network=own))
    session.change_settings("Batch", batch_size=2)
    session.change_settings("Aside", aside_share=0.3)
    assert session.learning.network == own
    session.change_settings("Bias", bias=False)
    assert session.learning.network.biases is None
    session.undo()
    assert session.learning.network == own


def test_who_looks_back_while_the_training_ends_goes_on_looking_back(qtbot: QtBot, session: Session) -> None:
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    qtbot.waitUntil(lambda: session.moment.epoch > 200, timeout=10_000)
    session.view(64)
    then = session.moment
    session.pause()
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert session.viewed_epoch == 64
    assert session.moment == then
    session.view_present()
    assert session.moment.epoch > 200


def test_settings_chosen_while_it_trains_keep_what_was_chosen_before_it_rested(qtbot: QtBot, session: Session) -> None:
    session.change_settings("Stop after", epoch_limit=0)
    session.train()
    session.change_settings("Batch", batch_size=2)
    session.change_settings("Learning rate", learning_rate=0.25)
    qtbot.waitUntil(lambda: not session.is_training, timeout=10_000)
    assert (session.settings.batch_size, session.settings.learning_rate) == (2, 0.25)
