"""This year's students: what the panel says of them, and what it asks for where it cannot say anything."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.network import Network
from neuralpad.core.predictions import Candidates, predictions
from neuralpad.ui.predictions.panel import PredictionPanel
from neuralpad.ui.predictions.table_model import CHANCE, GUESS, NAME
from neuralpad.ui.theme import Theme

COLUMNS = (Column("Written", 20), Column("Oral", 100))
LOGITS = {"Ada": 3.0, "Ben": -3.0, "Eve": 0.2, "Émile": -0.2}
"""What `one_sum` makes of the students below; their chances are σ of it: 95 %, 5 %, 55 %, 45 %."""


def one_sum() -> Network:
    """σ(6 x₁ + 0 x₂ − 3) through a hidden unit without a bend: the written grade alone decides."""
    return Network([[[6.0], [0.0]], [[1.0]]], [[-3.0], [0.0]], hidden="linear")


def written(logit: float) -> str:
    """The written grade, out of 20, that leads to a logit."""
    return f"{(logit + 3) / 6 * 20:g}"


def book(*more: Student) -> Gradebook:
    students = tuple(Student(name, (written(logit), "50")) for name, logit in LOGITS.items())
    return Gradebook("", COLUMNS, (), students + more)


def say(panel: PredictionPanel, this: Gradebook, network: Network | None = None, stale: bool = False) -> None:
    network = network or one_sum()
    panel.set_columns(this.columns)
    panel.set_network(network)
    panel.show_predictions(predictions(network, this), is_trained=True, stale=stale)


@pytest.fixture
def panel(qtbot: QtBot) -> PredictionPanel:
    theme = Theme()
    theme.begin("light", 1.0, 2)
    made = PredictionPanel(theme)
    theme.setParent(made)
    qtbot.addWidget(made)
    made.resize(350, 320)
    made.show()
    return made


def shown(panel: PredictionPanel) -> list[tuple[str, ...]]:
    """The table as it can be read."""
    rows = panel.table.model()
    return [tuple(rows.index(row, cell).data() for cell in (NAME, CHANCE, GUESS)) for row in range(rows.rowCount())]


def names(panel: PredictionPanel) -> list[str]:
    return [row[0] for row in shown(panel)]


def texts(panel: PredictionPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def button(panel: PredictionPanel, text: str) -> QPushButton:
    (found,) = (one for one in panel.findChildren(QPushButton) if one.isVisible() and text in one.text())
    return found


def click(qtbot: QtBot, panel: PredictionPanel, row: int) -> None:
    at = panel.table.visualRect(panel.table.model().index(row, CHANCE)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_head(qtbot: QtBot, panel: PredictionPanel, column: int) -> None:
    header = panel.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_every_student_has_a_percentage_and_a_guess_with_a_sign(panel: PredictionPanel) -> None:
    say(panel, book())
    assert shown(panel) == [
        ("Ada", "95%", "✓ Pass"),
        ("Ben", "5%", "✗ Fail"),
        ("Eve", "55%", "✓ Pass?"),
        ("Émile", "45%", "✗ Fail?"),
    ]
    assert "not a verdict" in texts(panel)


def test_what_is_unsure_is_explained(panel: PredictionPanel) -> None:
    say(panel, book())
    tip = {
        name: panel.table.model().index(row, CHANCE).data(Qt.ItemDataRole.ToolTipRole)
        for row, name in enumerate(LOGITS)
    }
    assert "not sure" in tip["Eve"]
    assert "not sure" not in tip["Ada"]
    assert "95 of 100" in tip["Ada"]


@pytest.mark.parametrize(("typed", "says"), [("", "missing"), ("x", "not usable"), ("21", "not usable")])
def test_without_a_grade_there_is_no_score_but_a_reason(panel: PredictionPanel, typed: str, says: str) -> None:
    say(panel, book(Student("Fay", (typed, "50")), Student("", ("20", "50"))))
    assert shown(panel)[4][1].endswith(says)
    assert shown(panel)[4][2] == "–"
    assert "Written" in panel.table.model().index(4, CHANCE).data(Qt.ItemDataRole.ToolTipRole)
    assert names(panel)[5] == "Row 6"


def test_a_row_in_which_nothing_is_typed_is_no_student(panel: PredictionPanel) -> None:
    say(panel, book(Student("", ("", "")), Student("Fay", ("20", "50"))))
    assert names(panel) == [*LOGITS, "Fay"]


def test_heads_sort_up_down_and_back_to_the_teachers_order(qtbot: QtBot, panel: PredictionPanel) -> None:
    say(panel, book(Student("Abe", ("", "50"))))
    own = names(panel)
    click_head(qtbot, panel, CHANCE)
    assert names(panel) == ["Ben", "Émile", "Eve", "Ada", "Abe"], "who has no chance comes last"
    click_head(qtbot, panel, CHANCE)
    assert names(panel) == ["Ada", "Eve", "Émile", "Ben", "Abe"], "in both directions"
    click_head(qtbot, panel, CHANCE)
    assert names(panel) == own
    click_head(qtbot, panel, NAME)
    assert names(panel) == ["Abe", "Ada", "Ben", "Émile", "Eve"]


def test_choosing_a_student_tells_the_row_of_the_grade_book(qtbot: QtBot, panel: PredictionPanel) -> None:
    say(panel, book(Student("", ("", "")), Student("Fay", ("18", "50"))))
    click_head(qtbot, panel, CHANCE)
    click_head(qtbot, panel, CHANCE)
    with qtbot.waitSignal(panel.student_chosen) as chosen:
        click(qtbot, panel, 1)
    assert (names(panel)[1], chosen.args) == ("Fay", [5]), "the blank row 4 counts in the grade book"
    with qtbot.waitSignal(panel.student_chosen) as chosen:
        qtbot.keyClick(panel.table, Qt.Key.Key_Up)
    assert (names(panel)[0], chosen.args) == ("Ada", [0])
    with qtbot.waitSignal(panel.student_chosen) as chosen:
        click(qtbot, panel, 0)
    assert chosen.args == [0], "a click on the student who is chosen already: another panel may have gone elsewhere"


def test_the_chosen_student_stays_chosen_while_rows_move(qtbot: QtBot, panel: PredictionPanel) -> None:
    say(panel, book())
    click_head(qtbot, panel, CHANCE)
    click(qtbot, panel, names(panel).index("Ada"))
    told: list[int] = []
    panel.student_chosen.connect(told.append)
    turned = Network([[[-6.0], [0.0]], [[1.0]]], [[3.0], [0.0]], hidden="linear")
    say(panel, book(), turned)
    assert names(panel) == ["Ada", "Eve", "Émile", "Ben"], "still sorted, by the chances of now"
    assert panel.table.currentIndex().row() == 0
    say(panel, Gradebook("", COLUMNS, (), tuple(reversed(book().this_year))), turned)
    assert names(panel)[panel.table.currentIndex().row()] == "Émile", "row 0 of the grade book, whoever stands there"
    assert told == [], "nobody but the user chooses"


def test_before_training_it_asks_to_train(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_predictions(predictions(one_sum(), book()), is_trained=False, stale=False)
    assert "Train the network first" in texts(panel)
    assert not panel.table.isVisible()
    assert not button(panel, "What if").isEnabled()
    with qtbot.waitSignal(panel.train_requested):
        button(panel, "Train").click()


def test_without_students_of_this_year_it_asks_for_them(qtbot: QtBot, panel: PredictionPanel) -> None:
    say(panel, Gradebook("", COLUMNS))
    assert "Type this year’s students" in texts(panel)
    with qtbot.waitSignal(panel.this_year_requested):
        button(panel, "this year").click()
    button(panel, "What if").click()
    assert panel.what_if.isVisible(), "what if needs nobody"


def test_grades_changed_since_are_mentioned(panel: PredictionPanel) -> None:
    say(panel, book(), stale=True)
    assert "before the grades changed" in texts(panel)
    say(panel, book())
    assert "before the grades changed" not in texts(panel)


def test_what_if_begins_with_the_chosen_student_and_moves_the_score(qtbot: QtBot, panel: PredictionPanel) -> None:
    say(panel, book())
    button(panel, "What if").click()
    click(qtbot, panel, 1)
    sliders = panel.what_if.sliders
    assert [one.value for one in sliders] == [0.0, 50.0]
    assert "Ben" in texts(panel)
    sliders[0].slider.setValue(sliders[0].slider.maximum())
    assert panel.what_if.chance == pytest.approx(1 / (1 + np.exp(-3.0)))
    assert "95%" in texts(panel)
    assert shown(panel)[1] == ("Ben", "5%", "✗ Fail"), "the table keeps its grades"
    say(panel, book())
    assert sliders[0].value == 20.0, "a report of the training leaves the sliders where the hand has put them"
    click(qtbot, panel, 0)
    assert [one.value for one in panel.what_if.sliders] == [20.0, 50.0]


def test_the_bar_reaches_as_far_as_the_chance(panel: PredictionPanel) -> None:
    theme_passed, theme_failed = "#00795c", "#b5367a"
    say(panel, book())
    picture = panel.table.viewport().grab().toImage()

    def painted(row: int, colour: str) -> int:
        rect = panel.table.visualRect(panel.table.model().index(row, CHANCE))
        y = rect.center().y()
        return sum(picture.pixelColor(x, y).name() == colour for x in range(rect.left(), rect.right()))

    whole = painted(0, theme_passed) / 0.953
    assert whole > 60
    assert painted(1, theme_failed) / whole == pytest.approx(0.047, abs=0.03)
    assert painted(1, theme_passed) == 0


def test_the_table_is_read_aloud_by_its_rows(panel: PredictionPanel) -> None:
    say(panel, book())
    spoken = panel.table.model().index(2, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Eve, 55% chance of passing, not sure"


@pytest.mark.parametrize("size", [(320, 268), (350, 300), (430, 380)])
def test_nothing_is_wider_than_the_panel(panel: PredictionPanel, size: tuple[int, int]) -> None:
    say(panel, book(Student("Maximiliane Freifrau von und zu Hohenstein-Sigmaringen", ("20", "50"))))
    panel.resize(*size)
    button(panel, "What if").click()
    table = panel.table
    assert sum(table.columnWidth(column) for column in range(3)) <= table.viewport().width()
    assert panel.minimumSizeHint().width() <= size[0]
    assert panel.minimumSizeHint().height() <= size[1]


def test_ten_thousand_students_follow_the_training(qtbot: QtBot, panel: PredictionPanel) -> None:
    grades = np.random.default_rng(0).uniform(0, 20, 10_000)
    students = tuple(Student(f"Student {i}", (f"{grade:.2f}", "50")) for i, grade in enumerate(grades))
    this = Candidates.of(Gradebook("", COLUMNS, (), students))
    panel.show_predictions(this.predictions(one_sum()), is_trained=True, stale=False)
    click_head(qtbot, panel, CHANCE)
    seconds = []
    for weight in (5.0, 5.5, -6.0, 6.5, -7.0):
        moved = this.predictions(Network([[[weight], [0.0]], [[1.0]]], [[-3.0], [0.0]], hidden="linear"))
        begin = time.perf_counter()
        panel.show_predictions(moved, is_trained=True, stale=False)
        panel.table.viewport().repaint()
        seconds.append(time.perf_counter() - begin)
    assert names(panel)[0] == f"Student {grades.round(2).argmax()}", (
        "the weight of now is negative: best grade, least chance"
    )
    # About 2 ms where this was written; a table that looks at every row takes a hundred times as long.
    assert min(seconds) < 0.03
