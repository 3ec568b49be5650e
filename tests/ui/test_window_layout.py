"""How the window is arranged: it fits a laptop and a projector, nothing is cut off, and it comes back as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QWidget,
)

from neuralpad.core.edits import InsertStudents
from neuralpad.core.gradebook import Group, Student
from neuralpad.ui.network.student_name import StudentName

if TYPE_CHECKING:
    from tests.ui.conftest import Room, User

SIZES = {(1280, 720): "light", (1366, 768): "dark"}
PANELS = {
    "grades": "grade_table",
    "network": "network_canvas",
    "learning": "loss_plot",
    "predictions": "prediction_panel",
}


def shares(user: User) -> list[list[int]]:
    return [splitter.sizes() for splitter in user.window.findChildren(QSplitter)]


# Nothing is cut off


def trained(user: User) -> None:
    user.train(3000)


def in_the_past(user: User) -> None:
    user.train(3000)
    user.session.view(100)


def aside_and_stale(user: User) -> None:
    user.session.change_settings("", aside_share=0.3)
    user.train(1200)
    user.type_grade("64", row=int(user.session.split.learned.rows[0]))


def with_what_if(user: User) -> None:
    user.train(20)
    user.find(QPushButton, "what_if_toggle").click()


def a_large_class(user: User) -> None:
    students = [Student(f"Student {n}", (str(n % 101),) * 3, "pass" if n % 3 else "fail") for n in range(10_000)]
    user.session.edit(InsertStudents.block(Group.PAST, 0, tuple(students)), "Many")
    user.session.change_settings("", aside_share=0.5)
    user.do("pace_student")
    user.do("step")
    user.qtbot.waitUntil(lambda: not user.session.is_training)


def while_it_trains(user: User) -> None:
    user.train_on(beyond=20_000)


STATES: list[Callable[[User], None] | None] = [
    None,
    trained,
    in_the_past,
    aside_and_stale,
    with_what_if,
    a_large_class,
    while_it_trains,
    lambda user: user.do("new"),
]


def worded(whole: QWidget) -> list[QLabel | QAbstractButton]:
    """The labels and buttons on screen that say something."""
    found: list[QLabel | QAbstractButton] = [*whole.findChildren(QLabel), *whole.findChildren(QAbstractButton)]
    return [widget for widget in found if widget.isVisible() and widget.text()]


def cut_off(whole: QWidget) -> Iterator[str]:
    """The labels and buttons on screen that have less room than their words need."""
    for widget in worded(whole):
        if isinstance(widget, StudentName):
            continue  # takes what room there is, and leaves out the rest of its words
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.minimumSizeHint().width() if wraps else widget.sizeHint().width()
        lines = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        if needed > widget.width() or lines > widget.height() or not whole.rect().contains(place(widget, whole)):
            yield f"{widget.text()!r}: {widget.width()}×{widget.height()} for {needed}×{lines}"


def place(widget: QWidget, whole: QWidget):
    return widget.rect().translated(widget.mapTo(whole, widget.rect().topLeft()))


def overlapping(whole: QWidget) -> Iterator[str]:
    """Words that stand on other words."""
    shown = worded(whole)
    for number, one in enumerate(shown):
        for other in shown[number + 1 :]:
            if one.isAncestorOf(other) or other.isAncestorOf(one):
                continue
            if place(one, whole).intersects(place(other, whole)):
                yield f"{one.text()!r} and {other.text()!r}"


def area(user: User) -> QScrollArea:
    """Around everything below the menus."""
    found = user.window.centralWidget()
    assert isinstance(found, QScrollArea)
    return found


@pytest.mark.parametrize("prepare", STATES)
def test_no_words_are_cut_off_or_overlap(user: User, prepare: Callable[[User], None] | None) -> None:
    """On a projector and on a laptop, light and dark; colours do not change what fits, so each size has one of them."""
    for number, (size, scheme) in enumerate(SIZES.items()):
        user.window.resize(*size)
        user.do(f"scheme_{scheme}")
        if prepare is not None and number == 0:
            prepare(user)
        user.settle()
        assert (user.window.width(), user.window.height()) == size, "what is shown must not make the window grow"
        assert list(cut_off(user.window)) == []
        assert list(overlapping(user.window)) == []
    bars = (area(user).horizontalScrollBar(), area(user).verticalScrollBar())
    assert [bar.maximum() for bar in bars] == [0, 0], "at 100 % there is nothing to scroll"
    content = area(user).widget()
    assert content is not None
    least = content.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 720 - 60 - user.window.menuBar().height(), "a title bar and a task bar need room as well"


# A program on a screen of another size: prints the size of its window, makes it smaller, and prints that of the next.
PROGRAM = """
import sys
from pathlib import Path
from neuralpad.app import create_application
app = create_application([])
from neuralpad.ui.main_window import MainWindow
from neuralpad.ui.settings import Settings
for _ in range(2):
    window = MainWindow(Settings(Path(sys.argv[1])))
    window.show()
    app.processEvents()
    print(window.width(), window.height(), int(window.isMaximized()))
    window.showNormal()
    window.resize(1250, 650)
    app.processEvents()
    window.close()
"""


@pytest.mark.parametrize(("screen", "is_filled"), [((1920, 1080), False), ((1366, 768), True), ((1280, 720), True)])
def test_the_first_window_fits_the_screen_and_the_next_is_as_it_was_left(
    tmp_path: Path, screen: tuple[int, int], is_filled: bool
) -> None:
    known = {"name": "screen", "x": 0, "y": 0, "width": screen[0], "height": screen[1]}
    known |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    (tmp_path / "screen.json").write_text(json.dumps({"screens": [known]}))
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screen.json'}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    first, second = run.stdout.splitlines()
    width, height, is_maximized = map(int, first.split())
    assert (width <= screen[0], height <= screen[1], bool(is_maximized)) == (True, True, is_filled)
    assert second == "1250 650 0"


@pytest.mark.parametrize("zoom", [0.75, 1.25])
def test_zoomed_no_words_are_cut_off_where_there_is_room(user: User, zoom: float) -> None:
    user.window.resize(1800, 1000)
    user.train(20)
    while user.theme.zoom < zoom:
        user.do("zoom_in")
    while user.theme.zoom > zoom:
        user.do("zoom_out")
    user.settle()
    assert list(cut_off(user.window)) == []


@pytest.mark.parametrize("zoom", [1.25, 1.5, 2.0])
def test_a_large_zoom_never_makes_the_window_larger_than_it_was_and_all_can_be_reached(user: User, zoom: float) -> None:
    user.window.resize(1280, 690)
    user.settle()
    user.theme.set_zoom(zoom)
    user.settle()
    assert (user.window.width(), user.window.height()) == (1280, 690)
    content = area(user).widget()
    assert content is not None
    least = content.minimumSizeHint()
    assert content.size() == content.size().expandedTo(least), "nothing is squeezed"
    predictions = user.find(QWidget, "prediction_panel")
    area(user).ensureWidgetVisible(predictions, 0, 0)
    corner = predictions.mapTo(user.window, predictions.rect().bottomRight())
    assert user.window.rect().contains(corner)


# Panels


def test_every_panel_can_be_hidden_and_shown(user: User) -> None:
    user.train(3)
    for name, part_name in PANELS.items():
        part = user.find(QWidget, part_name)
        user.do(f"show_{name}")
        assert not part.isVisible(), name
        user.do(f"show_{name}")
        assert part.isVisible(), name


def test_without_learning_and_predictions_the_room_is_given_to_the_others(user: User) -> None:
    user.window.resize(1366, 768)
    user.settle()
    before = user.find(QWidget, "network_canvas").width()
    user.do("show_learning")
    user.do("show_predictions")
    user.settle()
    assert user.find(QWidget, "network_canvas").width() > before + 200


def test_splitters_are_as_they_were_left(room: Room, user: User) -> None:
    across, down = sorted(user.window.findChildren(QSplitter), key=lambda s: s.orientation() == Qt.Orientation.Vertical)
    across.setSizes([user.find(QWidget, "grade_table").width() + 60, 100, 250])
    down.setSizes([down.height() // 2 + 40, down.height() // 2 - 40])
    left = shares(user)
    room.leave(user)
    assert shares(room.sit_down()) == left


def test_a_hidden_panel_stays_hidden_and_comes_back_as_large_as_it_was(room: Room, user: User) -> None:
    panel = user.find(QWidget, "prediction_panel")
    user.settle()
    height = panel.height()
    user.do("show_predictions")
    room.leave(user)
    again = room.sit_down()
    panel = again.find(QWidget, "prediction_panel")
    assert not panel.isVisible()
    assert not again.action("show_predictions").isChecked()
    assert again.find(QWidget, "grade_table").isVisible()
    again.do("show_predictions")
    again.settle()
    assert panel.height() == pytest.approx(height, abs=20)


# Zoom, colours, digits


def test_zoom_scales_the_words_and_is_remembered(room: Room, user: User) -> None:
    def height() -> int:
        (word,) = (w for w in user.window.findChildren(QLabel) if w.text() == "Learning rate α")
        return word.height()

    normal = height()
    user.do("zoom_in")
    user.do("zoom_in")
    user.settle()
    assert user.theme.zoom == 1.25
    assert height() > normal
    room.leave(user)
    again = room.sit_down()
    assert again.theme.zoom == 1.25
    again.do("zoom_normal")
    assert again.theme.zoom == 1.0


def test_zoom_ends_somewhere(user: User) -> None:
    user.theme.set_zoom(0.9)
    user.do("zoom_out")
    user.do("zoom_out")
    smallest = user.theme.zoom
    user.theme.set_zoom(1.75)
    user.do("zoom_in")
    user.do("zoom_in")
    assert (smallest, user.theme.zoom) == (0.75, 2.0)


@pytest.mark.parametrize("scheme", ["light", "dark", "system"])
def test_the_colours_are_remembered(room: Room, user: User, scheme: str) -> None:
    user.do("scheme_dark" if scheme == "light" else "scheme_light")
    user.do(f"scheme_{scheme}")
    room.leave(user)
    again = room.sit_down()
    assert again.theme.scheme == scheme
    assert [s for s in ("system", "light", "dark") if again.action(f"scheme_{s}").isChecked()] == [scheme]


def digits_menu(user: User) -> QMenu:
    (menu,) = (menu for menu in user.window.findChildren(QMenu) if menu.title().replace("&", "") == "Decimals shown")
    return menu


def test_one_setting_gives_the_decimals_everywhere_at_once_and_is_remembered(room: Room, user: User) -> None:
    loss = user.session.moment.loss
    assert loss is not None
    assert f"{loss:.3f}" in user.texts()
    (six,) = (action for action in digits_menu(user).actions() if action.text() == "6")
    six.trigger()
    assert f"{loss:.6f}" in user.texts()
    assert f"{loss:.3f}" not in user.texts().split()
    room.leave(user)
    again = room.sit_down()
    assert again.theme.digits == 6
    assert [action.text() for action in digits_menu(again).actions() if action.isChecked()] == ["6"]
    assert f"{loss:.6f}" in again.texts()


# Full screen


def test_full_screen_and_back(user: User) -> None:
    user.do("full_screen")
    assert user.window.isFullScreen()
    user.do("full_screen")
    assert not user.window.isFullScreen()


def test_full_screen_comes_back_to_a_window_that_filled_the_screen(user: User) -> None:
    user.window.showMaximized()
    user.do("full_screen")
    user.do("full_screen")
    assert user.window.isMaximized()


def test_left_in_full_screen_it_comes_back_so_and_the_command_knows(room: Room, user: User) -> None:
    user.do("full_screen")
    room.leave(user)
    again = room.sit_down()
    assert again.action("full_screen").isChecked() == again.window.isFullScreen()
    if again.window.isFullScreen():
        again.do("full_screen")
        assert not again.window.isFullScreen()


def test_a_window_manager_may_end_full_screen_as_well(user: User) -> None:
    user.do("full_screen")
    user.window.showNormal()
    user.qtbot.waitUntil(lambda: not user.action("full_screen").isChecked(), timeout=2000)


# Fields in the row of options and the toolbar


def test_no_number_is_cut_off_in_its_field(user: User) -> None:
    user.session.change_settings("", epoch_limit=100_000_000)
    user.session.change_settings("", learning_rate=0.00012)
    user.settle()
    fields = [
        user.find(QSpinBox, "epoch_limit"),
        user.find(QDoubleSpinBox, "learning_rate"),
    ]
    for field in fields:
        line = field.lineEdit()
        margins = line.textMargins()
        room = line.width() - margins.left() - margins.right()
        assert line.fontMetrics().horizontalAdvance(field.text()) <= room, field.text()
    share = user.find(QComboBox, "aside_share")
    for number in range(share.count()):
        share.setCurrentIndex(number)
        assert share.fontMetrics().horizontalAdvance(share.currentText()) < share.width() - 20
