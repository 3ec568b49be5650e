"""Small widgets that several panels share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Card, EmptyState, Notice, Segments, button, label, set_role


@pytest.fixture
def theme(qapp: object) -> Theme:
    made = Theme()
    made.begin("light", 1.0, 2)
    return made


def test_text_from_a_file_is_never_read_as_markup(qtbot: QtBot) -> None:
    made = label("<b>Ann</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    plain = label("Ann")
    qtbot.addWidget(plain)
    assert made.sizeHint().width() > 1.5 * plain.sizeHint().width(), "the signs are shown"


def test_another_role_is_another_look_also_on_screen(qtbot: QtBot, theme: Theme) -> None:
    made = label("Ann", "quiet")
    qtbot.addWidget(made)
    made.show()
    quiet = made.palette().color(made.foregroundRole())
    set_role(made, "warning")
    assert quiet == theme.colour("quiet")
    assert made.palette().color(made.foregroundRole()) == theme.colour("warning")


def test_enter_somewhere_else_presses_no_button(qtbot: QtBot) -> None:
    made = button("Go")
    qtbot.addWidget(made)
    assert not made.autoDefault()


def test_a_card_has_a_title_that_is_its_name(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Grades")
    qtbot.addWidget(card)
    assert card.accessibleName() == "Grades"
    card.set_title("Network")
    assert card.accessibleName() == "Network"
    assert [made.text() for made in card.findChildren(QLabel)] == ["Network"]


def test_one_segment_is_taken_at_a_time(qtbot: QtBot, theme: Theme) -> None:
    made = Segments(theme, ["Past", "This year", "Both"])
    qtbot.addWidget(made)
    made.show()
    first, second, third = made.findChildren(QToolButton)
    assert made.current == 0
    with qtbot.waitSignal(made.chosen) as chosen:
        second.click()
    assert chosen.args == [1]
    assert [b.isChecked() for b in (first, second, third)] == [False, True, False]
    with qtbot.assertNotEmitted(made.chosen):
        made.set_current(2)
    assert made.current == 2


def test_segments_can_be_chosen_by_keyboard(qtbot: QtBot, theme: Theme) -> None:
    made = Segments(theme, ["Past", "This year"])
    qtbot.addWidget(made)
    made.show()
    second = made.findChildren(QToolButton)[1]
    assert second.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(made.chosen):
        QTest.keyClick(second, Qt.Key.Key_Space)


def test_an_empty_state_has_a_button_only_where_something_can_be_done(qtbot: QtBot, theme: Theme) -> None:
    made = EmptyState(theme, "Train first.", "Train")
    qtbot.addWidget(made)
    made.show()
    (go,) = made.findChildren(QPushButton)
    with qtbot.waitSignal(made.pressed):
        go.click()
    made.show_text("Nothing to do.")
    assert not go.isVisible()


def test_a_notice_comes_and_goes(qtbot: QtBot, theme: Theme) -> None:
    made = Notice(theme)
    qtbot.addWidget(made)
    assert not made.isVisible()
    made.show_message("The grades have changed.", "Train on")
    (go,) = made.findChildren(QPushButton)
    assert (made.text, go.text(), go.isVisible()) == ("The grades have changed.", "Train on", True)
    assert made.property("role") == "notice"
    with qtbot.waitSignal(made.pressed):
        go.click()
    made.show_message("You look at epoch 3.", kind="info")
    assert not go.isVisible()
    assert made.property("role") == "info"


def test_a_long_notice_is_wrapped_instead_of_cut_off(qtbot: QtBot, theme: Theme) -> None:
    frame = QFrame()
    qtbot.addWidget(frame)
    made = Notice(theme, frame)
    made.setGeometry(0, 0, 300, 200)
    frame.resize(300, 200)
    frame.show()
    made.show_message("A sentence that is a good deal longer than three hundred pixels of room can hold.", "OK")
    (text,) = (one for one in made.findChildren(QLabel) if one.text().startswith("A sentence"))
    layout = made.layout()
    assert layout is not None
    layout.activate()
    assert text.heightForWidth(text.width()) > text.fontMetrics().height() * 1.5
    assert text.height() >= text.heightForWidth(text.width())
