"""Shows the steps of a script on the board: where it stands, what happens in words, and the formula with numbers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Slot

from neuralpad.core.figures import Style
from neuralpad.core.plain_formulas import plain_text
from neuralpad.core.script import Game, Phase, Script, Step
from neuralpad.ui.formulas.view import FormulaLine
from neuralpad.ui.network.game_board import GameBoard
from neuralpad.ui.network.scene_texts import digits_of
from neuralpad.ui.network.step_wording import StepWording, game_name
from neuralpad.ui.theme import Theme


def _tr(text: str) -> str:
    return QCoreApplication.translate("Games", text)


class StepView(QObject):
    """Puts a step into words and formulas."""

    def __init__(self, theme: Theme, board: GameBoard) -> None:
        super().__init__(board)
        self._theme = theme
        self._board = board
        self._script: Script | None = None
        self._index = 0
        self._is_updated = False
        self._wants_why = False
        board.why_toggled.connect(self._on_why)

    @property
    def words(self) -> str:
        """The step as it is read out: where the game stands, what happens, and the formula."""
        board = self._board
        lines = (
            board.position.text(),
            board.explanation.accessibleDescription(),
            board.formula.accessibleDescription(),
        )
        return "\n".join(lines)

    def show_step(self, script: Script, index: int, *, is_updated: bool) -> None:
        """Show a step; `is_updated` says that the network has made the update of this script."""
        self._script, self._index, self._is_updated = script, index, is_updated
        board, step = self._board, script[index]
        words = StepWording(script, digits_of(self._theme.digits))
        names = [words.position(one) for one in script.steps]
        board.steps.show_steps(names, index, "slope" if script.game is Game.BLAME else "accent")
        board.steps.setEnabled(True)
        board.show_position(f"{game_name(script.game)}, {names[index]}")
        board.show_text(words.question(step), words.explanation(step))
        board.back.setEnabled(index > 0)
        board.next.setEnabled(index < len(script) - 1)
        board.play.setEnabled(True)
        board.scope.setVisible(script.game is Game.BLAME)
        board.why.setVisible(bool(step.derivation))
        self._show_update(script, step)
        board.formula.show_lines(self._lines(step))

    def show_nothing(self, game: Game, reason: str) -> None:
        """Say why there is no game."""
        self._script = None
        board = self._board
        board.steps.show_steps((), 0, "accent")
        board.show_position(game_name(game))
        board.show_text("", reason)
        for widget in (board.back, board.next, board.play, board.steps):
            widget.setEnabled(False)
        board.scope.setVisible(game is Game.BLAME)
        board.why.hide()
        board.show_update(_tr("Update"), "", visible=False, enabled=False, is_next=False)
        board.formula.show_lines(())

    def prepare_others(self) -> None:
        """Typeset the formulas of the other steps while nothing else happens, the next ones first."""
        if self._script is not None:
            order = [*range(self._index + 1, len(self._script)), *reversed(range(self._index))]
            steps = [self._script[index] for index in order]
            self._board.formula.prepare(line for step in steps for line in self._formula(step))

    def prepare_nothing(self) -> None:
        """Leave the time to what moves."""
        self._board.formula.prepare(())

    def _show_update(self, script: Script, step: Step) -> None:
        is_last = step.number == step.of
        if self._is_updated and is_last:
            text, tip = _tr("Again"), _tr("Play the blame game with the new weights")
        else:
            text, tip = _tr("Update"), _tr("Move every weight as shown, all at once, and guess again")
        self._board.show_update(
            text,
            tip,
            visible=script.after is not None,
            enabled=is_last or not self._is_updated,
            is_next=step.phase is Phase.UPDATE or is_last,
        )

    def _style(self) -> Style:
        digits = digits_of(self._theme.digits)
        return Style(digits.plain, QLocale().decimalPoint(), digits.slopes)

    def _lines(self, step: Step) -> list[FormulaLine]:
        if self._wants_why and step.derivation:
            return [FormulaLine(line, plain_text(line)) for line in step.derivation]
        return list(self._formula(step))

    def _formula(self, step: Step) -> Iterator[FormulaLine]:
        formula = step.equation.typeset(self._style())
        colour = "slope" if self._script is not None and self._script.game is Game.BLAME else "positive"
        yield FormulaLine(formula.symbolic, plain_text(formula.symbolic))
        yield FormulaLine(f"= {formula.line}", plain_text(f"= {formula.line}"), colour)

    @Slot(bool)
    def _on_why(self, wanted: bool) -> None:
        self._wants_why = wanted
        if self._script is not None:
            self._board.formula.show_lines(self._lines(self._script[self._index]))
