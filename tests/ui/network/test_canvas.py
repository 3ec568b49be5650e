"""The canvas on screen: what it writes, what a click and the keyboard choose, and what a frame costs."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QPainter, QPicture
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import passes
from neuralpad.ui.network.canvas import NetworkCanvas
from neuralpad.ui.network.placed import Box, Caption, Circle, Face
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.theme import Theme

WORKED_X = (0.87, 0.45, 0.62)
ELIF = StudentView("Elif Y.", 5, 30, ("87%", "45%", "62%"), WORKED_X, "fail")
NAMES = ("Class assignments", "Written tests", "Oral tests")


def worked_example(bias: bool = True) -> Network:
    """The worked example of the lessons."""
    weights = [[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]]
    return Network(weights, [[0.1, -0.2], [0.3]] if bias else None)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_scheme("light")
    return theme


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> NetworkCanvas:
    canvas = NetworkCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(620, 400)
    canvas.show_labels(NAMES)
    canvas.show_network(worked_example())
    canvas.show_student(ELIF)
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


def box_of(canvas: NetworkCanvas, part: Part) -> Box:
    layout = canvas.placement()
    assert layout is not None
    return layout.pills[part]


def circle_of(canvas: NetworkCanvas, layer: int, unit: int) -> Circle:
    layout = canvas.placement()
    assert layout is not None
    return layout.circles[layer, unit]


def middle(box: Box) -> QPoint:
    return QPointF(*box.centre).toPoint()


def walked(canvas: NetworkCanvas) -> Part | None:
    return canvas.walked_part


def picture(canvas: NetworkCanvas) -> QImage:
    return canvas.grab().toImage()


# What is written


def test_every_weight_and_bias_of_the_worked_example_is_written(canvas: NetworkCanvas) -> None:
    assert canvas.labels().numbers == {
        Part.weight(0, 0, 0): "+0.50",
        Part.weight(0, 0, 1): "−0.40",
        Part.weight(0, 1, 0): "+0.90",
        Part.weight(0, 1, 1): "+0.30",
        Part.weight(0, 2, 0): "−0.20",
        Part.weight(0, 2, 1): "+0.80",
        Part.weight(1, 0, 0): "+1.20",
        Part.weight(1, 1, 0): "−0.70",
        Part.bias(0, 0): "b = +0.10",
        Part.bias(0, 1): "b = −0.20",
        Part.bias(1, 0): "b = +0.30",
    }


def test_the_way_of_the_student_is_written(canvas: NetworkCanvas) -> None:
    labels = canvas.labels()
    assert labels.values == {
        (0, 0): "87%",
        (0, 1): "45%",
        (0, 2): "62%",
        (1, 0): "0.69",
        (1, 1): "0.52",
        (2, 0): "0.68",
    }
    captions = labels.captions
    assert captions[Caption(Face.SUM, (1, 0))] == "Σ = +0.82 → σ"
    assert captions[Caption(Face.SUM, (1, 1))] == "Σ = +0.08 → σ"
    assert captions[Caption(Face.NAME, (0, 1))] == "Written tests"
    assert captions[Caption(Face.SYMBOL, (0, 2))] == "X₃"
    assert captions[Caption(Face.SYMBOL, (1, 1))] == "H₂"
    assert captions[Caption(Face.ERROR, (2, 0))] == "error = 1.15"
    assert "chance of a pass" in captions[Caption(Face.TITLE, (2, 0))]
    assert labels.guess == "guess: pass ✓"
    assert labels.truth == "truth: fail ✗"


def test_without_biases_none_is_written(canvas: NetworkCanvas) -> None:
    canvas.show_network(worked_example(bias=False))
    numbers = canvas.labels().numbers
    assert len(numbers) == 8
    assert not any(part.kind == "bias" for part in numbers)
    assert canvas.labels().values[2, 0] == "0.60"
    assert canvas.labels().captions[Caption(Face.ERROR, (2, 0))] == "error = 0.92"


def test_an_unknown_outcome_has_a_guess_and_no_error(canvas: NetworkCanvas) -> None:
    canvas.show_student(StudentView("Rosa I.", 4, 12, ("87%", "45%", "62%"), WORKED_X, "", Group.THIS_YEAR))
    labels = canvas.labels()
    assert (labels.guess, labels.truth) == ("guess: pass ✓", "truth: not known")
    assert labels.captions[Caption(Face.ERROR, (2, 0))] == ""


def test_a_missing_grade_leaves_the_way_open(canvas: NetworkCanvas) -> None:
    canvas.show_student(StudentView("Ben", 2, 30, ("87%", "", "ill for weeks"), None, "fail"))
    labels = canvas.labels()
    assert [labels.values[0, i] for i in range(3)] == ["87%", "–", "ill f…"]
    assert labels.values[1, 0] == labels.values[2, 0] == "–"
    assert labels.guess == "a grade is missing"
    assert len(labels.numbers) == 11


def test_without_a_student_the_weights_are_still_there(canvas: NetworkCanvas) -> None:
    canvas.show_student(None)
    labels = canvas.labels()
    assert set(labels.values.values()) == {"–"}
    assert labels.captions[Caption(Face.SUM, (1, 0))] == "Σ = – → σ"
    assert labels.numbers[Part.weight(0, 0, 0)] == "+0.50"
    assert (labels.guess, labels.truth) == ("", "")


def test_the_decimals_of_the_setting_and_the_sign_of_the_locale(canvas: NetworkCanvas, theme: Theme) -> None:
    theme.set_digits(4)
    assert canvas.labels().numbers[Part.weight(0, 0, 0)] == "+0.5000"
    assert canvas.labels().values[2, 0] == "0.6830"
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert canvas.labels().numbers[Part.weight(0, 0, 1)] == "−0,4000"


@pytest.mark.parametrize(("hidden", "squash"), [("tanh", "tanh"), ("relu", "ReLU"), ("linear", "linear")])
def test_the_squash_is_named(canvas: NetworkCanvas, hidden: str, squash: str) -> None:
    shown = worked_example()
    network = Network(shown.weights, shown.biases, hidden=hidden)
    canvas.show_network(network)
    captions = canvas.labels().captions
    assert captions[Caption(Face.SUM, (1, 0))] == f"Σ = +0.82 → {squash}"
    assert captions[Caption(Face.SUM, (2, 0))].endswith("→ σ")
    assert canvas.labels().values[2, 0] == f"{passes(network, WORKED_X).guess:.2f}"


def test_two_hidden_layers_have_their_number_in_the_symbol(canvas: NetworkCanvas) -> None:
    canvas.show_network(Network.random((3, 2, 2, 1)))
    captions = canvas.labels().captions
    assert captions[Caption(Face.SYMBOL, (1, 1))] == "H¹₂"
    assert captions[Caption(Face.SYMBOL, (2, 0))] == "H²₁"


def test_numbers_of_any_size_keep_apart(canvas: NetworkCanvas) -> None:
    canvas.show_network(worked_example().with_parameters([-12.345, 123.45, 1e6, -1e-9, 0, -99.999, 5, -5, 3, 1e12, -7]))
    layout = canvas.placement()
    assert layout is not None
    assert layout.is_clear
    numbers = canvas.labels().numbers
    assert numbers[Part.weight(0, 0, 0)] == "−12.35" or numbers[Part.weight(0, 0, 0)] == "−12.34"
    assert numbers[Part.weight(0, 1, 1)] == "+0.00"
    assert numbers[Part.weight(0, 2, 1)] == "−100.00"
    metrics = canvas.fontMetrics()
    for part, box in layout.pills.items():
        assert box.width > 0.8 * metrics.horizontalAdvance(numbers[part])


@pytest.mark.parametrize("size", [(560, 330), (620, 400), (1000, 700)])
@pytest.mark.parametrize("zoom", [1.0, 1.5])
@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 2, 1), (3, 2, 1), (5, 4, 1), (3, 4, 4, 1), (5, 4, 4, 1)])
def test_all_numbers_are_shown_and_clear_with_the_fonts_of_this_machine(
    canvas: NetworkCanvas, theme: Theme, size: tuple[int, int], zoom: float, sizes: tuple[int, ...]
) -> None:
    theme.set_zoom(zoom)
    canvas.resize(*size)
    canvas.show_labels([*NAMES, "Homework", "Project work"][: sizes[0]])
    network = Network.random(sizes, seed=2)
    canvas.show_network(network)
    x = (0.5,) * sizes[0]
    canvas.show_student(StudentView("A", 1, 1, ("50%",) * sizes[0], x, "pass"))
    layout = canvas.placement()
    assert layout is not None
    assert layout.shows_all
    assert len(layout.pills) == len(network.parameters())
    assert layout.is_clear


def test_what_is_painted_changes_with_the_numbers_and_the_theme(canvas: NetworkCanvas, theme: Theme) -> None:
    before = picture(canvas)
    changed = worked_example().replaced(0, 1, 0, -2.0)
    canvas.show_network(changed)
    other = picture(canvas)
    assert other != before
    pill = middle(box_of(canvas, Part.weight(0, 1, 0)))
    negative, positive = theme.colour("negative"), theme.colour("positive")

    def count(image: QImage, colour: QColor) -> int:
        around = [(pill.x() + x, pill.y() + y) for x in range(-30, 31) for y in range(-12, 13)]
        return sum(image.pixelColor(x, y) == colour for x, y in around)

    assert count(other, negative) > 20 > count(other, positive)
    assert count(before, positive) > 20 > count(before, negative)
    theme.set_scheme("dark")
    assert picture(canvas).pixelColor(2, 2) == theme.colour("card")
    canvas.show_network(worked_example())
    theme.set_scheme("light")
    assert picture(canvas) == before


def line_at(canvas: NetworkCanvas, part: Part) -> list[QColor]:
    """What is painted across the first stretch of a line, downwards, but for the ground."""
    image = picture(canvas)
    layout = canvas.placement()
    assert layout is not None
    ends = layout.edge(part)
    assert ends is not None
    x, y = ends[0] + 12, ends[1] + (ends[3] - ends[1]) * 12 / (ends[2] - ends[0])
    ground = image.pixelColor(2, 2)
    colours = [image.pixelColor(round(x), round(y) + step) for step in range(-8, 9)]
    return [colour for colour in colours if colour != ground]


def test_the_larger_weight_has_the_thicker_line(canvas: NetworkCanvas) -> None:
    def thickness(value: float) -> int:
        canvas.show_network(worked_example().replaced(1, 0, 0, value))
        return len(line_at(canvas, Part.weight(1, 0, 0)))

    assert thickness(0.2) + 1 < thickness(2.0) < thickness(9.0) - 1
    assert abs(thickness(-2.0) - thickness(2.0)) <= 1


def test_a_line_has_the_colour_of_its_sign(canvas: NetworkCanvas) -> None:
    for value, is_blue in ((4.0, True), (-4.0, False)):
        canvas.show_network(worked_example().replaced(1, 0, 0, value))
        colours = line_at(canvas, Part.weight(1, 0, 0))
        assert all((colour.blue() > colour.red()) is is_blue for colour in colours[1:-1])


def test_no_network_says_what_to_do(canvas: NetworkCanvas) -> None:
    with_network = picture(canvas)
    canvas.show_network(None)
    assert canvas.labels().numbers == {}
    assert canvas.placement() is None
    assert "grade column" in canvas.accessibleDescription()
    assert picture(canvas) != with_network


def test_a_note_stands_where_nothing_else_does(canvas: NetworkCanvas) -> None:
    for sizes, width, height in (((3, 2, 1), 620, 400), ((5, 4, 1), 560, 330), ((9, 9, 1), 560, 330)):
        canvas.resize(width, height)
        canvas.show_network(Network.random(sizes))
        canvas.set_note("You are looking at epoch 1 240: the network, the guesses and the predictions of then.")
        layout = canvas.placement()
        assert layout is not None
        assert layout.note is not None
        assert layout.is_clear
        canvas.set_note("")
        layout = canvas.placement()
        assert layout is not None
        assert layout.note is None


def test_it_draws_into_any_painter(canvas: NetworkCanvas) -> None:
    canvas.choose_part(Part.weight(0, 0, 0))
    record = QPicture()
    painter = QPainter(record)
    canvas.draw_into(painter, QRectF(20, 10, 1000, 600))
    painter.end()
    bounds = record.boundingRect()
    assert bounds.left() >= 20
    assert bounds.top() >= 10
    assert bounds.width() > 700
    assert canvas.chosen_part == Part.weight(0, 0, 0)


# Live


def test_new_numbers_of_the_same_shape_leave_everything_in_its_place(canvas: NetworkCanvas) -> None:
    before = canvas.placement()
    for step in range(20):
        canvas.show_network(Network.random(seed=step))
        assert canvas.placement() is before
    assert canvas.labels().numbers[Part.weight(0, 0, 0)] == f"{Network.random(seed=19).weights[0][0, 0]:+.2f}".replace(
        "-", "−"
    )


def test_a_number_that_grows_past_ten_moves_nothing_where_there_is_room(canvas: NetworkCanvas) -> None:
    before = canvas.placement()
    canvas.show_network(worked_example().replaced(0, 1, 0, -34.5))
    after = canvas.placement()
    assert before is not None
    assert after is not None
    assert after.pills == before.pills


def test_a_frame_costs_little(canvas: NetworkCanvas) -> None:
    networks = [Network.random(seed=seed) for seed in range(60)]
    canvas.repaint()
    costs = []
    for network in networks:
        begin = time.perf_counter()
        canvas.show_network(network)
        canvas.repaint()
        costs.append(time.perf_counter() - begin)
    # The aim is 3 ms; the better half, for other programs run on this machine too.
    assert sorted(costs)[len(costs) // 2] < 0.006


# Choosing


def test_a_click_on_a_number_a_line_or_a_unit_chooses_it(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    weight = Part.weight(0, 1, 0)
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle(box_of(canvas, weight)))
    assert caught.args == [weight]
    assert canvas.chosen_part == weight

    layout = canvas.placement()
    assert layout is not None
    ends = layout.edge(Part.weight(1, 0, 0))
    assert ends is not None
    near_start = QPointF(ends[0] + 0.12 * (ends[2] - ends[0]), ends[1] + 0.12 * (ends[3] - ends[1])).toPoint()
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=near_start)
    assert caught.args == [Part.weight(1, 0, 0)]

    circle = circle_of(canvas, 1, 1)
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(circle.x), round(circle.y)))
    assert caught.args == [Part.node(1, 1)]

    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle(box_of(canvas, Part.bias(0, 1))))
    assert caught.args == [Part.bias(0, 1)]

    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 398))
    assert caught.args == [None]


def test_what_is_chosen_is_marked_and_described(canvas: NetworkCanvas) -> None:
    before = picture(canvas)
    canvas.choose_part(Part.weight(0, 1, 0))
    assert picture(canvas) != before
    # The slopes are CURRICULUM's: δ₁ X₂ = 0.1742 · 0.45, and δ₂ = −0.1193.
    assert canvas.accessibleDescription() == "weight from Written tests to H₁: +0.90, slope +0.078"
    canvas.choose_part(Part.bias(0, 1))
    assert canvas.accessibleDescription() == "bias of H₂: −0.20, slope −0.119"
    canvas.choose_part(Part.node(0, 0))
    assert canvas.accessibleDescription() == "Class assignments: 87%"
    canvas.choose_part(Part.node(1, 0))
    assert canvas.accessibleDescription() == "H₁: bias +0.10, weighted sum +0.82, output 0.69, blame +0.17"
    canvas.choose_part(None)
    assert "Elif Y.: chance of a pass 68%" in canvas.accessibleDescription()
    assert picture(canvas) == before


def test_the_description_follows_the_training(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    canvas.choose_part(Part.weight(0, 1, 0))
    for value in (0.91, 0.92, 0.93):
        canvas.show_network(worked_example().replaced(0, 1, 0, value))
    qtbot.waitUntil(
        lambda: canvas.accessibleDescription().startswith("weight from Written tests to H₁: +0.93"), timeout=3000
    )


def test_what_is_no_longer_there_is_not_chosen(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    canvas.choose_part(Part.bias(0, 0))
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        canvas.show_network(worked_example(bias=False))
    assert caught.args == [None]
    canvas.choose_part(Part.weight(0, 2, 1))
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        canvas.show_network(Network.random((2, 2, 1)))
    assert caught.args == [None]
    with qtbot.assertNotEmitted(canvas.part_chosen):
        canvas.choose_part(Part.weight(5, 0, 0))
    assert canvas.chosen_part is None


def test_the_pointer_lights_what_it_is_on(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    before = picture(canvas)
    with qtbot.waitSignal(canvas.part_hovered) as caught:
        qtbot.mouseMove(canvas, middle(box_of(canvas, Part.weight(0, 2, 1))))
    assert caught.args == [Part.weight(0, 2, 1)]
    assert picture(canvas) != before
    with qtbot.waitSignal(canvas.part_hovered) as caught:
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert caught.args == [None]
    assert picture(canvas) == before


def test_another_panel_can_light_a_part_without_an_echo(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    before = picture(canvas)
    with qtbot.assertNotEmitted(canvas.part_hovered):
        canvas.light_part(Part.weight(0, 0, 0))
        assert picture(canvas) != before
        canvas.light_part(None)
    assert picture(canvas) == before


@pytest.mark.parametrize(("sizes", "bias"), [((3, 2, 1), True), ((3, 2, 1), False), ((2, 3, 2, 1), True)])
def test_tab_walks_over_all_parts_and_leaves_at_the_end(
    canvas: NetworkCanvas, qtbot: QtBot, sizes: tuple[int, ...], bias: bool
) -> None:
    network = Network.random(sizes, bias=bias)
    canvas.show_network(network)
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    seen = [walked(canvas)]
    for _ in range(sum(sizes) + len(network.parameters()) - 1):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        seen.append(walked(canvas))
    assert None not in seen
    weights = {
        Part.weight(layer, i, j)
        for layer, (inputs, units) in enumerate(pairwise(sizes))
        for i in range(inputs)
        for j in range(units)
    }
    biases = {Part.bias(layer, j) for layer, units in enumerate(sizes[1:]) for j in range(units)} if bias else set()
    nodes = {Part.node(layer, j) for layer, units in enumerate(sizes) for j in range(units)}
    assert set(seen) == weights | biases | nodes
    assert not canvas.focusNextPrevChild(True)
    assert canvas.focusNextPrevChild(False)
    assert walked(canvas) == seen[-2]


def test_keys_walk_choose_and_let_go(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    before = picture(canvas)
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert canvas.accessibleDescription() == "Class assignments: 87%"
    with qtbot.waitSignal(canvas.part_hovered) as caught:
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert caught.args == [Part.node(0, 1)]
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert walked(canvas) == Part.weight(0, 1, 0)
    assert canvas.accessibleDescription().startswith("weight from Written tests to H₁: +0.90")
    ringed = picture(canvas)
    assert ringed != before
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert caught.args == [Part.weight(0, 1, 0)]
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert walked(canvas) == Part.node(1, 0)
    assert canvas.chosen_part == Part.weight(0, 1, 0)
    with qtbot.waitSignal(canvas.part_chosen) as caught:
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert caught.args == [None]
    assert walked(canvas) is None
    assert picture(canvas) == before


def test_the_ring_goes_with_the_focus(canvas: NetworkCanvas) -> None:
    before = picture(canvas)
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.BacktabFocusReason))
    assert walked(canvas) == Part.bias(1, 0)
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert walked(canvas) is None
    assert picture(canvas) == before


def test_tips_say_in_words_what_a_part_does(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    def tip(at: QPoint) -> str:
        event = QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at))
        QApplication.sendEvent(canvas, event)
        return QToolTip.text()

    canvas.show_labels(["Class <b>work</b>", "Written tests", "Oral tests"])
    assert tip(middle(box_of(canvas, Part.weight(0, 1, 0)))) == (
        "<qt>weight from Written tests to hidden unit H₁. Positive: a better grade here pushes H₁ up.</qt>"
    )
    assert "Negative: a better grade here pushes H₂ down" in tip(middle(box_of(canvas, Part.weight(0, 0, 1))))
    assert "&lt;b&gt;work" in QToolTip.text()
    assert "Negative: the larger H₂ is, the more it pushes ŷ down" in tip(middle(box_of(canvas, Part.weight(1, 1, 0))))
    assert "whatever the grades are" in tip(middle(box_of(canvas, Part.bias(0, 0))))
    output = circle_of(canvas, 2, 0)
    assert "the chance of a pass" in tip(QPoint(round(output.x), round(output.y)))
    first = circle_of(canvas, 0, 0)
    assert "Here: 0.87." in tip(QPoint(round(first.x), round(first.y)))
    QToolTip.hideText()


# A network too large for all its numbers


def test_a_large_network_shows_the_numbers_of_what_is_chosen_and_pointed_at(canvas: NetworkCanvas) -> None:
    network = Network.random((3, 8, 8, 1), seed=1)
    canvas.show_network(network)
    assert canvas.labels().numbers == {}
    canvas.choose_part(Part.node(1, 2))
    shown = canvas.labels().numbers
    assert {Part.weight(0, i, 2) for i in range(3)} <= set(shown)
    assert {Part.weight(1, 2, j) for j in range(8)} <= set(shown)
    assert shown[Part.weight(1, 2, 5)] == f"{network.weights[1][2, 5]:+.2f}".replace("-", "−")
    canvas.light_part(Part.weight(2, 4, 0))
    assert Part.weight(2, 4, 0) in canvas.labels().numbers
    layout = canvas.placement()
    assert layout is not None
    assert layout.is_clear


def test_a_unit_that_is_left_out_appears_when_it_is_chosen(canvas: NetworkCanvas) -> None:
    canvas.show_labels([f"Test {i}" for i in range(1, 34)])
    canvas.show_network(Network.random((33, 20, 1)))
    layout = canvas.placement()
    assert layout is not None
    hidden = Part.node(0, 20)
    assert hidden.unit not in layout.circles
    assert sum(gap.count for gap in layout.gaps if gap.layer == 0) + sum(unit[0] == 0 for unit in layout.circles) == 33
    canvas.choose_part(hidden)
    layout = canvas.placement()
    assert layout is not None
    assert hidden.unit in layout.circles
    assert layout.is_clear
    assert canvas.labels().captions[Caption(Face.NAME, (0, 20))] == "Test 21"


def test_arrow_keys_reach_what_is_left_out_and_tab_does_not_get_lost(canvas: NetworkCanvas, qtbot: QtBot) -> None:
    canvas.show_labels([f"Test {i}" for i in range(1, 34)])
    canvas.show_network(Network.random((33, 20, 1)))
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    for _ in range(20):
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert walked(canvas) == Part.node(0, 20)
    layout = canvas.placement()
    assert layout is not None
    assert (0, 20) in layout.circles
    assert not canvas.focusNextPrevChild(True)
