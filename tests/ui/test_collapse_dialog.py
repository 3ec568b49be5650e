"""What a network of straight lines really is, shown from the real window with the numbers of its network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from neuralpad.core.edits import InsertColumn
from neuralpad.core.gradebook import Column
from neuralpad.ui.collapse_dialog import CollapseDialog

if TYPE_CHECKING:
    from tests.ui.conftest import User


def open_it(user: User, **settings: object) -> CollapseDialog:
    user.session.change_settings("", hidden="linear", **settings)
    user.find(QPushButton, "collapse_button").click()
    dialog = user.dialog("collapse_dialog")
    assert isinstance(dialog, CollapseDialog)
    return dialog


def texts(dialog: CollapseDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def formulas(dialog: CollapseDialog) -> list[str]:
    views = (dialog.sum, dialog.student_sum, dialog.origin)
    return [line.plain for view in views if view.isVisible() for line in view.lines]


@pytest.mark.parametrize("layers", [(2,), (3, 2)])
def test_the_picture_is_a_network_without_hidden_units_that_guesses_the_same(
    user: User, layers: tuple[int, ...]
) -> None:
    dialog = open_it(user, hidden_units=layers, learning_rate=0.1)
    user.train(50)
    user.qtbot.waitUntil(lambda: dialog.picture.network is not None and is_same(dialog, user))
    assert dialog.picture.network is not None
    assert dialog.picture.network.sizes == (3, 1)
    assert "one straight line" in texts(dialog)


def is_same(dialog: CollapseDialog, user: User) -> bool:
    assert dialog.picture.network is not None
    X = user.session.split.learned.X
    return bool(np.allclose(dialog.picture.network.predict(X), user.window.network.predict(X), rtol=1e-9))


def test_its_numbers_are_those_of_the_network_and_of_the_chosen_student(user: User) -> None:
    dialog = open_it(user, bias=False)
    network = user.window.network
    v = network.weights[0] @ network.weights[1]
    whole, symbols, numbers, origin, its_numbers = formulas(dialog)
    for weight in v[:, 0]:
        assert f"{abs(weight):.2f}" in whole
        assert f"{abs(weight):.2f}" in numbers
    # Amira K.: 82, 74 and 88 of 100.
    assert symbols == "z = v₁ · X₁ + v₂ · X₂ + v₃ · X₃"
    for grade in ("0.82", "0.74", "0.88"):
        assert grade in numbers
    z = float(v[:, 0] @ np.array([0.82, 0.74, 0.88]))
    assert numbers.endswith(f"{z:.2f}".replace("-", "−"))
    assert origin == "v₁ = W¹₁₁ · W²₁ + W¹₁₂ · W²₂"
    assert its_numbers.endswith(f"{float(v[0, 0]):.2f}".replace("-", "−"))
    assert "Amira K." in texts(dialog)
    assert "Class assignments" in texts(dialog)


def test_another_student_is_counted_out_at_once(user: User) -> None:
    dialog = open_it(user)
    before = formulas(dialog)
    user.window.student.next()
    assert "Ben O." in texts(dialog)
    assert formulas(dialog)[0] == before[0]
    assert formulas(dialog)[2] != before[2]


def test_another_column_another_name_and_a_student_without_grades(user: User) -> None:
    dialog = open_it(user)
    user.session.edit(InsertColumn(0, Column("Homework")), "Column")
    user.qtbot.waitUntil(lambda: dialog.picture.network is not None and dialog.picture.network.sizes == (4, 1))
    assert "Homework" in texts(dialog)
    assert "Amira K." not in texts(dialog), "she has no grade in it yet"
    user.do("undo")
    user.qtbot.waitUntil(lambda: dialog.picture.network is not None and dialog.picture.network.sizes == (3, 1))
    assert "Amira K." in texts(dialog)
    assert "Class assignments" in texts(dialog)


def test_it_closes_when_the_network_bends_and_opens_only_once(user: User) -> None:
    dialog = open_it(user)
    user.find(QPushButton, "collapse_button").click()
    assert len([d for d in user.window.findChildren(CollapseDialog) if d.isVisible()]) == 1
    user.session.change_settings("", hidden="sigmoid")
    user.qtbot.waitUntil(lambda: not user.has_dialog("collapse_dialog"))
    assert dialog is not None


def test_closing_the_window_closes_it(user: User) -> None:
    open_it(user)
    user.session.undo_stack.setClean()
    user.window.close()
    user.qtbot.waitUntil(user.is_gone)
