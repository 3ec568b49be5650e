"""The two games on the canvas, driven and read as a user does: the worked example at every step, and what changes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from neuralpad.core.gradebook import Group
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.project import TrainingSettings
from neuralpad.core.scaling import TrainingSet
from neuralpad.core.script import Game, Phase
from neuralpad.ui.network.game_board import GameBoard
from neuralpad.ui.network.labels import Labels
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.panel import NetworkPanel
from neuralpad.ui.network.placed import Caption, Face, Layout
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.theme import Theme

WORKED_X = (0.87, 0.45, 0.62)
ELIF = StudentView("Elif Y.", 5, 30, ("87%", "45%", "62%"), WORKED_X, "fail")
NAMES = ("Class assignments", "Written tests", "Oral tests")
OUTPUT = (2, 0)
W1 = {(i, j): Part.weight(0, i, j) for i in range(3) for j in range(2)}
W2 = [Part.weight(1, 0, 0), Part.weight(1, 1, 0)]


def worked_example(bias: bool = True) -> Network:
    """The worked example of the lessons."""
    weights = [[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]]
    return Network(weights, [[0.1, -0.2], [0.3]] if bias else None)


def training_set(X: list[tuple[float, ...]], y: list[float]) -> TrainingSet:
    return TrainingSet(np.array(X), np.array(y), np.arange(len(y)))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.set_scheme("light")
    theme.set_digits(6)
    theme.set_motion(False)
    return theme


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> NetworkPanel:
    panel = NetworkPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show_labels(NAMES)
    panel.show_settings(TrainingSettings(learning_rate=0.5))
    panel.show_network(worked_example())
    panel.show_student(ELIF)
    panel.show_class(training_set([WORKED_X, (0.2, 0.3, 0.4)], [0.0, 1.0]))
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def board(panel: NetworkPanel) -> GameBoard:
    return panel.findChild(GameBoard)  # type: ignore[return-value]


def phase(panel: NetworkPanel) -> Phase:
    script = panel.games.script
    assert script is not None
    return script[panel.games.player.index].phase


def plays(panel: NetworkPanel) -> bool:
    return panel.games.player.is_playing


def has_game(panel: NetworkPanel) -> bool:
    return panel.games.script is not None


def formula(panel: NetworkPanel) -> list[str]:
    """The lines of the formula, as they are read out."""
    return [line.plain for line in board(panel).formula.lines]


def value(panel: NetworkPanel, layer: int, unit: int) -> str:
    return panel.canvas.labels().values[layer, unit]


def pill(panel: NetworkPanel, part: Part) -> str:
    return panel.canvas.labels().numbers[part]


def caption(panel: NetworkPanel, face: Face, unit: tuple[int, int]) -> str:
    return panel.canvas.labels().captions[Caption(face, unit)]


def play(panel: NetworkPanel, game: Game) -> None:
    panel.choose_game(game)


def on(panel: NetworkPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(board(panel).next, Qt.MouseButton.LeftButton)


def segment(panel: NetworkPanel, text: str) -> QToolButton:
    return next(one for one in panel.findChildren(QToolButton) if one.text() == text)


# The worked example


def test_the_guessing_game_with_biases(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.GUESSING)
    assert [value(panel, 0, i) for i in range(3)] == ["0.870000", "0.450000", "0.620000"]
    assert phase(panel) is Phase.WEIGHTED_SUM
    assert [pill(panel, W1[i, 0]) for i in range(3)] == ["+0.435000", "+0.405000", "−0.124000"]
    assert value(panel, 1, 0) == "+0.816000"
    assert value(panel, 1, 1) == value(panel, 2, 0) == "?"
    symbols, numbers = formula(panel)
    assert symbols == "z¹₁ = W¹₁₁ · X₁ + W¹₂₁ · X₂ + W¹₃₁ · X₃ + b¹₁"
    assert numbers.endswith("+ (−0.200000) · 0.620000 + 0.100000 = 0.816000")
    on(panel, qtbot)
    assert phase(panel) is Phase.SQUASH
    assert value(panel, 1, 0) == "0.693387"
    assert pill(panel, W1[0, 0]) == "+0.500000"
    assert formula(panel)[1].endswith("= 0.693387")
    on(panel, qtbot)
    assert [pill(panel, W1[i, 1]) for i in range(3)] == ["−0.348000", "+0.135000", "+0.496000"]
    assert value(panel, 1, 1) == "+0.083000"
    on(panel, qtbot)
    assert value(panel, 1, 1) == "0.520738"
    on(panel, qtbot)
    assert phase(panel) is Phase.OUTPUT_SUM
    # 1.2 · 0.693387 and −0.7 · 0.520738, and 0.3 with them.
    assert [pill(panel, one) for one in W2] == ["+0.832064", "−0.364517"]
    assert value(panel, *OUTPUT) == "+0.767547"
    on(panel, qtbot)
    assert value(panel, *OUTPUT) == "0.682990"
    assert (panel.canvas.labels().guess, panel.canvas.labels().truth) == ("guess: pass ✓", "")
    on(panel, qtbot)
    assert phase(panel) is Phase.ERROR
    assert panel.canvas.labels().truth == "truth: fail ✗"
    assert caption(panel, Face.ERROR, OUTPUT) == "error = 1.148822"
    assert formula(panel)[1].endswith(" 1.148822")
    assert not board(panel).next.isEnabled()


def test_the_blame_game_with_biases(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.BLAME)
    assert value(panel, *OUTPUT) == "+0.682990"
    assert caption(panel, Face.SUM, OUTPUT) == "ŷ − y = 0.682990 − 0"
    on(panel, qtbot)
    # Slopes have one decimal more.
    assert [pill(panel, one) for one in W2] == ["+0.4735762 ↓", "+0.3556590 ↓"]
    assert formula(panel) == ["∂E/∂W²₁ = (ŷ − y) · H₁", "= 0.682990 · 0.693387 ≈ 0.4735762"]
    on(panel, qtbot)
    assert phase(panel) is Phase.PASSED_BACK
    assert value(panel, 1, 0) == "+0.174246"
    assert caption(panel, Face.SUM, (1, 0)) == "blame δ₁ (H₁ = 0.693387)"
    assert pill(panel, W2[0]) == "+1.200000"
    assert value(panel, 1, 1) == "0.520738"
    on(panel, qtbot)
    assert value(panel, 1, 1) == "−0.119318"
    on(panel, qtbot)
    assert phase(panel) is Phase.SHARES
    # δ · X: 0.174245760475 · 0.87 …
    assert [pill(panel, W1[i, 0]) for i in range(3)] == ["+0.1515938 ↓", "+0.0784106 ↓", "+0.1080324 ↓"]
    assert [pill(panel, W1[i, 1]) for i in range(3)] == ["−0.1038064 ↑", "−0.0536929 ↑", "−0.0739769 ↑"]
    assert pill(panel, W2[0]) == "+0.4735762 ↓"
    on(panel, qtbot)
    assert phase(panel) is Phase.BIASES
    assert pill(panel, Part.bias(0, 0)) == "b +0.1742458 ↓"
    assert pill(panel, Part.bias(0, 1)) == "b −0.1193177 ↑"
    assert pill(panel, Part.bias(1, 0)) == "b +0.6829901 ↓"
    on(panel, qtbot)
    assert phase(panel) is Phase.UPDATE
    assert pill(panel, W2[0]) == "+1.200000\n→ +0.963212"
    assert pill(panel, W2[1]) == "−0.700000\n→ −0.877829"
    assert pill(panel, W1[0, 0]) == "+0.500000\n→ +0.424203"
    assert pill(panel, Part.bias(1, 0)) == "b = +0.300000\n→ −0.041495"
    assert formula(panel)[1] == "= 0.500000 − 0.5 · 0.1515938 = 0.424203"
    on(panel, qtbot)
    assert phase(panel) is Phase.GUESS_AGAIN
    assert value(panel, *OUTPUT) == "0.523829"
    assert caption(panel, Face.ERROR, OUTPUT) == "error 1.148822 → 0.741979"
    assert pill(panel, W2[0]) == "+0.963212"


def test_both_games_without_biases(panel: NetworkPanel, qtbot: QtBot) -> None:
    panel.show_network(worked_example(bias=False))
    play(panel, Game.GUESSING)
    seen = []
    for _ in range(7):
        seen.append((value(panel, 1, 0), value(panel, 1, 1), value(panel, 2, 0)))
        on(panel, qtbot)
    assert seen[:3] == [
        ("+0.716000", "?", "?"),
        ("0.671726", "?", "?"),
        ("0.671726", "+0.283000", "?"),
    ]
    assert seen[3] == ("0.671726", "0.570282", "?")
    assert seen[5] == seen[6] == ("0.671726", "0.570282", "0.600338")
    assert caption(panel, Face.ERROR, OUTPUT) == "error = 0.917136"
    play(panel, Game.BLAME)
    script = panel.games.script
    assert script is not None
    phases = [step.phase for step in script.steps]
    assert Phase.BIASES not in phases
    panel.games.player.go_to(phases.index(Phase.SHARES))
    assert [value(panel, 1, j) for j in range(2)] == ["+0.158857", "−0.102983"]
    assert [pill(panel, one) for one in W2] == ["+0.4032624 ↓", "+0.3423617 ↓"]
    panel.games.player.go_to(phases.index(Phase.UPDATE))
    assert [pill(panel, one).split("→ ")[1] for one in W2] == ["+0.998369", "−0.871181"]
    on(panel, qtbot)
    assert value(panel, *OUTPUT) == "0.533749"
    assert caption(panel, Face.ERROR, OUTPUT) == "error 0.917136 → 0.763032"


def test_two_decimals_as_in_class(panel: NetworkPanel, theme: Theme) -> None:
    theme.set_digits(2)
    play(panel, Game.BLAME)
    panel.games.player.go_to(4)
    assert pill(panel, W1[1, 0]) == "+0.078 ↓"
    # The digits shown give 0.148, so it does not say "=".
    assert formula(panel) == ["∂E/∂W¹₁₁ = δ₁ · X₁", "= 0.17 · 0.87 ≈ 0.152"]


def test_numbers_have_the_decimal_sign_of_the_locale(panel: NetworkPanel) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    play(panel, Game.GUESSING)
    assert value(panel, 1, 0) == "+0,816000"
    assert formula(panel)[1].endswith("= 0,816000")
    assert "{,}" in board(panel).formula.lines[1].latex


def test_the_class_has_means(panel: NetworkPanel, qtbot: QtBot) -> None:
    X, y = np.array([WORKED_X, (0.2, 0.3, 0.4)]), np.array([0.0, 1.0])
    slopes = worked_example().gradient(X, y)
    play(panel, Game.BLAME)
    board(panel).scope.chosen.emit(1)
    script = panel.games.script
    assert script is not None
    assert script.students == 2
    panel.games.player.go_to([step.phase for step in script.steps].index(Phase.UPDATE))
    assert pill(panel, W1[1, 0]).split("→ ")[1] == f"+{0.9 - 0.5 * slopes.weights[0][1, 0]:.6f}"
    assert caption(panel, Face.SUM, (1, 0)) == "mean of δ₁"


# Words


def test_every_step_says_what_it_is(panel: NetworkPanel, theme: Theme, qtbot: QtBot) -> None:
    theme.set_digits(2)
    play(panel, Game.BLAME)
    said = []
    for _ in range(8):
        said.append((board(panel).position.text(), board(panel).explanation.accessibleDescription()))
        on(panel, qtbot)
    assert said[0][0] == "Blame game, step 1 of 8: blame of the output"
    assert "too high by 0.68" in said[0][1]
    assert said[2][0].endswith("step 3 of 8: passed back to H₁")
    assert said[4][0].endswith("passed on to the first weights")
    assert said[4][1].startswith("How much is W¹₁₁ to blame? Class assignments was 0.87.")
    assert "it will decrease" in said[4][1]
    assert said[7][1].endswith("The error fell from 1.15 to 0.74.")


def test_who_listens_is_told_every_step(panel: NetworkPanel, theme: Theme, qtbot: QtBot) -> None:
    theme.set_digits(2)
    at_rest = panel.canvas.accessibleDescription()
    play(panel, Game.GUESSING)
    on(panel, qtbot)
    told = panel.canvas.accessibleDescription()
    assert "step 2 of 7: squash of H₁" in told
    assert "+0.82 becomes 0.69" in told
    assert "H₁ = σ(z¹₁) = 1/(1 + e^(−z¹₁))" in told
    panel.games.leave()
    assert panel.canvas.accessibleDescription() == at_rest


def test_names_are_never_read_as_markup(panel: NetworkPanel) -> None:
    panel.show_labels(("<b>Class</b>", "{unit}", "x"))
    play(panel, Game.BLAME)
    panel.games.player.go_to(4)
    assert "&lt;b&gt;Class" in board(panel).explanation.text()
    panel.canvas.choose_part(Part.weight(0, 1, 0))
    assert "{unit}" in board(panel).explanation.accessibleDescription()


# Ways through a game


def test_the_segments_begin_and_leave(panel: NetworkPanel, qtbot: QtBot) -> None:
    at_rest = panel.canvas.labels()
    with qtbot.waitSignal(panel.game_changed, check_params_cb=lambda game: game is Game.GUESSING):
        qtbot.mouseClick(segment(panel, "Guessing game →"), Qt.MouseButton.LeftButton)
    assert segment(panel, "Guessing game →").isChecked()
    assert board(panel).isVisible()
    qtbot.mouseClick(segment(panel, "← Blame game"), Qt.MouseButton.LeftButton)
    assert panel.game is Game.BLAME
    assert not segment(panel, "Guessing game →").isChecked()
    with qtbot.waitSignal(panel.game_changed, check_params_cb=lambda game: game is None):
        qtbot.mouseClick(segment(panel, "← Blame game"), Qt.MouseButton.LeftButton)
    assert not board(panel).isVisible()
    assert panel.canvas.labels() == at_rest


def test_keys_on_the_canvas(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.GUESSING)
    player, canvas = panel.games.player, panel.canvas
    canvas.setFocus()
    for key, index in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_End, 6),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(canvas, key)
        assert player.index == index
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert plays(panel)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert not plays(panel)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert panel.game is None
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.walked_part is not None


@pytest.mark.parametrize("name", ["steps", "back", "next", "speed", "play"])
def test_keys_on_the_row(panel: NetworkPanel, qtbot: QtBot, name: str) -> None:
    play(panel, Game.GUESSING)
    widget = getattr(board(panel), name)
    on(panel, qtbot)
    qtbot.keyClick(widget, Qt.Key.Key_Right)
    assert panel.games.player.index == 2
    qtbot.keyClick(widget, Qt.Key.Key_Left)
    assert panel.games.player.index == 1
    qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert panel.game is None


def test_space_presses_a_button_that_has_the_focus(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.GUESSING)
    qtbot.keyClick(board(panel).next, Qt.Key.Key_Space)
    assert panel.games.player.index == 1
    qtbot.keyClick(board(panel).play, Qt.Key.Key_Space)
    assert plays(panel)
    panel.games.player.pause()


def test_any_step_is_reached_directly(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.BLAME)
    bar = board(panel).steps
    for index in (5, 0, 7, 3):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.dot(index).toPoint())
        assert panel.games.player.index == index
        assert f"step {index + 1} of 8" in bar.accessibleDescription()


def test_a_chosen_part_has_its_own_formula(panel: NetworkPanel) -> None:
    play(panel, Game.BLAME)
    panel.games.player.go_to(4)
    panel.canvas.choose_part(Part.weight(0, 1, 0))
    assert formula(panel)[0] == "∂E/∂W¹₂₁ = δ₁ · X₂"
    assert panel.games.player.index == 4
    assert board(panel).explanation.accessibleDescription().startswith("How much is W¹₂₁ to blame?")


def test_why_a_weight_changes_is_one_call_away(panel: NetworkPanel) -> None:
    panel.games.explain(Part.weight(0, 1, 0))
    assert panel.game is Game.BLAME
    assert phase(panel) is Phase.SHARES
    assert formula(panel)[0] == "∂E/∂W¹₂₁ = δ₁ · X₂"


def test_the_derivation_on_demand(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.BLAME)
    usual = formula(panel)
    assert board(panel).why.isVisible()
    qtbot.mouseClick(board(panel).why, Qt.MouseButton.LeftButton)
    assert formula(panel) != usual
    qtbot.mouseClick(board(panel).why, Qt.MouseButton.LeftButton)
    assert formula(panel) == usual


# What changes meanwhile


def test_another_student_is_shown_at_the_same_step(panel: NetworkPanel) -> None:
    play(panel, Game.GUESSING)
    panel.games.player.go_to(1)
    panel.show_student(StudentView("Ben O.", 2, 30, ("0%", "0%", "0%"), (0.0, 0.0, 0.0), "fail"))
    assert panel.games.player.index == 1
    # σ(0.1): the bias alone.
    assert value(panel, 1, 0) == "0.524979"


def test_another_network_is_shown_at_the_same_step(panel: NetworkPanel) -> None:
    play(panel, Game.GUESSING)
    panel.show_network(worked_example().replaced(0, None, 0, 0.2))
    assert value(panel, 1, 0) == "+0.916000"
    panel.show_network(Network.random((3, 4, 1), seed=1))
    assert (1, 3) in panel.canvas.labels().values
    panel.show_network(None)
    assert panel.games.script is None
    assert board(panel).explanation.text()


def test_alpha_and_pins_change_the_update(panel: NetworkPanel) -> None:
    play(panel, Game.BLAME)
    panel.games.player.go_to(6)
    panel.show_settings(TrainingSettings(learning_rate=1.0, held=frozenset({W2[1]})))
    # 1.2 − 0.473576160188; the other is held.
    assert pill(panel, W2[0]) == "+1.200000\n→ +0.726424"
    assert pill(panel, W2[1]) == "−0.700000\nheld"


def test_without_the_truth_there_is_no_blame(panel: NetworkPanel) -> None:
    unknown = StudentView("Rosa I.", 4, 12, ("87%", "45%", "62%"), WORKED_X, "", Group.THIS_YEAR)
    panel.show_student(unknown)
    play(panel, Game.BLAME)
    assert not has_game(panel)
    assert "Nobody knows yet" in board(panel).explanation.text()
    assert not board(panel).play.isEnabled()
    assert panel.canvas.labels().values[2, 0] == "0.682990"
    board(panel).scope.chosen.emit(1)
    assert has_game(panel)
    play(panel, Game.GUESSING)
    script = panel.games.script
    assert script is not None
    assert script.steps[-1].phase is Phase.OUTPUT_SQUASH


def test_a_missing_grade_is_said(panel: NetworkPanel) -> None:
    play(panel, Game.GUESSING)
    panel.show_student(StudentView("Ben", 2, 30, ("87%", "", "62%"), None, "fail"))
    assert "missing" in board(panel).explanation.text()
    panel.show_student(ELIF)
    assert value(panel, 1, 0) == "+0.816000"


def test_the_update_is_asked_for_and_followed(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.BLAME)
    script = panel.games.script
    assert script is not None
    assert script.after is not None
    panel.games.player.go_to(6)
    with qtbot.waitSignal(panel.update_requested, check_params_cb=lambda of_class: of_class is False):
        qtbot.mouseClick(board(panel).update_button, Qt.MouseButton.LeftButton)
    panel.set_training(True)
    panel.show_network(script.after)
    panel.set_training(False)
    assert panel.games.script is script
    assert phase(panel) is Phase.GUESS_AGAIN
    assert value(panel, *OUTPUT) == "0.523829"
    assert board(panel).update_button.text() == "Again"
    qtbot.mouseClick(board(panel).update_button, Qt.MouseButton.LeftButton)
    assert phase(panel) is Phase.OUTPUT_BLAME
    # The next round begins with the new guess.
    assert value(panel, *OUTPUT) == "+0.523829"


def test_an_update_from_an_earlier_step_shows_what_changes_first(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.BLAME)
    with qtbot.waitSignal(panel.update_requested):
        board(panel).update_button.click()
    assert phase(panel) is Phase.UPDATE
    assert plays(panel)
    panel.games.leave()


def test_training_makes_the_canvas_live(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.GUESSING)
    panel.games.player.go_to(1)
    panel.set_training(True)
    assert panel.canvas.scene is None
    panel.show_network(worked_example().replaced(0, None, 0, 0.2))
    panel.set_training(False)
    # After a single step the game goes on with the new weights: σ(0.916).
    assert panel.games.player.index == 1
    assert value(panel, 1, 0) == "0.714226"
    panel.set_training(True)
    with qtbot.waitSignal(panel.game_changed, timeout=5000, check_params_cb=lambda game: game is None):
        pass
    panel.set_training(False)
    assert panel.canvas.scene is None


# Motion


def moving(panel: NetworkPanel, theme: Theme) -> None:
    theme.set_motion(True)
    play(panel, Game.GUESSING)
    panel.games.player.set_speed(4.0)


def test_sums_grow_as_products_arrive(panel: NetworkPanel, theme: Theme, qtbot: QtBot) -> None:
    moving(panel, theme)
    seen: list[str] = []

    def look() -> None:
        text = value(panel, 1, 0)
        if text not in seen:
            seen.append(text)

    panel.games.player.moved.connect(look)
    qtbot.waitUntil(lambda: panel.games.player.progress == 1.0)
    # 0.87 · 0.5, + 0.45 · 0.9, − 0.62 · 0.2, + 0.1
    assert seen == ["?", "+0.435000", "+0.840000", "+0.716000", "+0.816000"]


def test_what_was_found_before_stays_while_others_move(panel: NetworkPanel, theme: Theme, qtbot: QtBot) -> None:
    theme.set_motion(True)
    play(panel, Game.BLAME)
    panel.games.player.go_to(3)
    on(panel, qtbot)
    panel.games.player.pause()
    assert panel.games.player.progress < 1.0
    assert [value(panel, 1, j) for j in range(2)] == ["+0.174246", "−0.119318"]
    # The shares are still on their way: the pills say the weights.
    assert pill(panel, W1[0, 0]) == "+0.500000"
    assert pill(panel, W2[0]) == "+0.4735762 ↓"


def test_numbers_are_seen_on_their_way(panel: NetworkPanel, theme: Theme, qtbot: QtBot) -> None:
    moving(panel, theme)
    qtbot.waitUntil(lambda: 0.1 < panel.games.player.progress < 1.0)
    panel.games.player.pause()
    scene = panel.canvas.scene
    assert scene is not None
    assert scene.moment.travellers
    on_the_way = panel.canvas.grab().toImage()
    panel.games.player.go_to(0)
    assert panel.canvas.grab().toImage() != on_the_way


def test_without_motion_pictures_stand_still(panel: NetworkPanel, qtbot: QtBot) -> None:
    play(panel, Game.GUESSING)
    assert panel.games.player.progress == 1.0
    on(panel, qtbot)
    assert panel.games.player.progress == 1.0
    scene = panel.canvas.scene
    assert scene is not None
    assert scene.moment.is_over
    assert not scene.moment.travellers


@pytest.mark.parametrize("game", list(Game))
def test_the_same_steps_with_and_without_motion(panel: NetworkPanel, theme: Theme, game: Game) -> None:
    def steps() -> list[object]:
        play(panel, game)
        script = panel.games.script
        assert script is not None
        seen: list[object] = []
        for index in range(len(script)):
            panel.games.player.go_to(index)
            seen.append((panel.canvas.labels(), formula(panel), board(panel).position.text()))
        panel.games.leave()
        return seen

    still = steps()
    theme.set_motion(True)
    assert steps() == still


# Places and costs

SHAPES: dict[str, Callable[[], Network]] = {
    "3-2-1": worked_example,
    "3-2-1 without bias": lambda: worked_example(bias=False),
    "5-4-1": lambda: Network.random((5, 4, 1), seed=2),
    "3-3-2-1": lambda: Network.random((3, 3, 2, 1), seed=2),
    "3-8-8-1": lambda: Network.random((3, 8, 8, 1), seed=2),
    "2-1": lambda: Network.random((2, 1), seed=2),
    "1-40-1": lambda: Network.random((1, 40, 1), seed=2),
}


@pytest.mark.parametrize("digits", [2, 4])
@pytest.mark.parametrize("name", SHAPES)
def test_nothing_lies_on_anything_at_any_step(panel: NetworkPanel, theme: Theme, name: str, digits: int) -> None:
    theme.set_digits(digits)
    panel.resize(536, 610)
    network = SHAPES[name]()
    show_any(panel, network)
    for game in Game:
        play(panel, game)
        script = panel.games.script
        assert script is not None
        assert panel.canvas.height() >= 300
        for index in range(len(script)):
            panel.games.player.go_to(index)
            layout = panel.canvas.placement()
            assert layout is not None
            assert layout.is_clear or not layout.shows_all
            assert_texts_fit(panel.canvas.labels(), layout, Look(theme))


def assert_texts_fit(labels: Labels, layout: Layout, look: Look) -> None:
    """Every text has the room that is kept free for it."""
    for part, text in labels.numbers.items():
        sizes = [look.measure(Face.PILL, line, layout.scale) for line in text.split("\n")]
        box = layout.pills[part]
        assert max(width for width, _ in sizes) < box.width, (part, text)
        assert sum(height for _, height in sizes) < box.height + 1, (part, text)
    for caption, text in labels.captions.items():
        if caption.face is not Face.NAME and caption.face is not Face.VERDICT:
            width, height = look.measure(caption.face, text, layout.scale)
            assert width < layout.captions[caption].width + 1, text
            assert height < layout.captions[caption].height + 1, text
    for unit, text in labels.values.items():
        scale = layout.scale * layout.value_scales[unit[0]]
        if scale:
            face = Face.OUTPUT if unit[0] == len(layout.value_scales) - 1 else Face.VALUE
            assert look.measure(face, text, scale)[0] < 2 * layout.circles[unit].radius, text


def show_any(panel: NetworkPanel, network: Network) -> None:
    """A student and a class for a network of any shape."""
    inputs = network.sizes[0]
    x = tuple(0.1 + 0.8 * i / inputs for i in range(inputs))
    panel.show_labels(tuple(f"Grade {i + 1}" for i in range(inputs)))
    panel.show_network(network)
    panel.show_student(StudentView("Ada", 1, 1, ("50%",) * inputs, x, "pass"))
    panel.show_class(training_set([x, x[::-1]], [1.0, 0.0]))


def test_nothing_moves_from_step_to_step(panel: NetworkPanel) -> None:
    for game in Game:
        play(panel, game)
        script = panel.games.script
        assert script is not None
        places = []
        for index in range(len(script)):
            panel.games.player.go_to(index)
            places.append((panel.canvas.placement(), panel.canvas.size(), board(panel).size()))
        assert all(place == places[0] for place in places)


@pytest.mark.parametrize("name", ["3-2-1", "5-4-1", "3-8-8-1"])
def test_a_step_appears_quickly(panel: NetworkPanel, theme: Theme, name: str, qtbot: QtBot) -> None:
    theme.set_digits(2)
    show_any(panel, SHAPES[name]())
    play(panel, Game.BLAME)
    script = panel.games.script
    assert script is not None
    formulas = board(panel).formula
    qtbot.waitUntil(lambda: formulas.is_settled)
    times = []
    for index in range(1, len(script)):
        qtbot.wait(100)  # The next formulas are typeset while somebody reads.
        start = time.perf_counter()
        panel.games.player.go_to(index)
        panel.grab()
        times.append(time.perf_counter() - start)
        assert formulas.is_settled
    assert sorted(times)[len(times) // 2] < 0.05
