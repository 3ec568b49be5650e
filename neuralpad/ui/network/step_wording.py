"""The steps of a game in plain words: the phase, a question, and what happens."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.parts import Kind, Part
from neuralpad.core.script import Game, Phase, Script, Step
from neuralpad.core.symbols import symbol
from neuralpad.ui.network.scene_texts import Digits, before_and_after
from neuralpad.ui.texts import grade, number

LONGEST_NAME = 24
_OF_UNITS = (Phase.WEIGHTED_SUM, Phase.OUTPUT_SUM, Phase.SQUASH)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Games", text)


def game_name(game: Game) -> str:
    """What a game is called."""
    return _tr("Guessing game") if game is Game.GUESSING else _tr("Blame game")


class StepWording:
    """Says what happens in the steps of one script."""

    def __init__(self, script: Script, digits: Digits) -> None:
        self._script = script
        self._digits = digits

    def phase(self, step: Step) -> str:
        """The phase in words: "passed back to H₁"."""
        unit = str(step.values.get("unit", ""))
        many = int(step.values.get("unit_count", 1)) > 1
        layers = len(step.network.sizes)
        match step.phase:
            case Phase.WEIGHTED_SUM:
                text = _tr("weighted sums of the other units") if many else _tr("weighted sum of {unit}")
            case Phase.SQUASH:
                text = _tr("squash of the other units") if many else _tr("squash of {unit}")
            case Phase.OUTPUT_SUM:
                text = _tr("weighted sum of the output")
            case Phase.OUTPUT_SQUASH:
                text = _tr("the guess")
            case Phase.ERROR:
                text = _tr("the error")
            case Phase.OUTPUT_BLAME:
                text = _tr("blame of the output")
            case Phase.OUTPUT_SHARES:
                text = _tr("shared out to the last weights")
            case Phase.PASSED_BACK:
                text = _tr("passed back to the other units") if many else _tr("passed back to {unit}")
            case Phase.SHARES if layers == 3:
                text = _tr("passed on to the first weights")
            case Phase.SHARES:
                text = _tr("passed on to the weights W{layer}")
            case Phase.BIASES:
                text = _tr("the biases")
            case Phase.UPDATE:
                text = _tr("update")
            case _:
                text = _tr("guess again")
        return text.format(unit=unit, layer=symbol(step.about, step.network.sizes)[1:2])

    def position(self, step: Step) -> str:
        """Where the game stands: "step 4 of 9: passed back to H₁"."""
        text = _tr("step {number} of {count}: {phase}")
        return text.format(number=step.number, count=step.of, phase=self.phase(step))

    def question(self, step: Step) -> str:
        """What the step answers."""
        about = Part.node(*step.about.unit) if step.phase in _OF_UNITS else step.about
        name = symbol(about, step.network.sizes)
        match step.phase:
            case Phase.WEIGHTED_SUM | Phase.OUTPUT_SUM:
                text = _tr("What does {name} add up?")
            case Phase.SQUASH:
                text = _tr("What does {name} say?")
            case Phase.OUTPUT_SQUASH:
                text = _tr("What is the guess?")
            case Phase.ERROR:
                text = _tr("How wrong is the guess?")
            case Phase.OUTPUT_BLAME:
                text = _tr("How far off was the guess?")
            case Phase.UPDATE:
                text = _tr("What does {name} change to?")
            case Phase.GUESS_AGAIN:
                text = _tr("Guess again: how much better?")
            case _:
                text = _tr("How much is {name} to blame?")
        return text.format(name=name)

    def explanation(self, step: Step) -> str:
        """What happens, with the numbers."""
        text = self._class_text(step) if self._script.students > 1 else ""
        text = text or self._text(step)
        if step.left_out:
            text += " " + _tr("{left_out} more take part and are not drawn.")
        return text.format(**self._numbers(step), left_out=step.left_out)

    def _text(self, step: Step) -> str:
        values = step.values
        match step.phase:
            case Phase.WEIGHTED_SUM | Phase.OUTPUT_SUM:
                if "bias" in values:
                    return _tr("What comes in travels along the lines, each times its weight; with the bias: {sum}.")
                return _tr("What comes in travels along the lines, each times its weight. Together: {sum}.")
            case Phase.SQUASH:
                return {
                    "sigmoid": _tr("σ bends every sum into a number between 0 and 1: {sum} becomes {output}."),
                    "tanh": _tr("tanh bends every sum into a number between −1 and 1: {sum} becomes {output}."),
                    "relu": _tr("ReLU lets what is above 0 pass and holds the rest at 0: {sum} becomes {output}."),
                    "linear": _tr("A linear unit passes its sum on as it is: {output}."),
                }[str(values["activation"])]
            case Phase.OUTPUT_SQUASH:
                return _tr("σ bends {sum} into a chance of passing: {guess}.")
            case Phase.ERROR:
                if values["target"]:
                    text = _tr("The guess was {guess}, and the truth is a pass, y = 1. ")
                else:
                    text = _tr("The guess was {guess}, and the truth is a fail, y = 0. ")
                return text + _tr("The surer a wrong guess, the larger the error.")
            case Phase.OUTPUT_BLAME:
                if float(values["blame"]) > 0:
                    return _tr("The guess {guess} was too high by {blame_size}: ŷ − y is the blame of the output.")
                return _tr("The guess {guess} was too low by {blame_size}: ŷ − y is the blame of the output.")
            case Phase.OUTPUT_SHARES:
                text = _tr("{source} said {source_output}. Times the blame {blame}, that is the slope {slope}. ")
                return text + self._direction(values["slope"])
            case Phase.PASSED_BACK if values.get("ways") == 1:
                return _tr(
                    "The blame {blame} comes back along {weight}; the bend of {unit} lets so much through: {delta}."
                )
            case Phase.PASSED_BACK:
                return _tr("Blame comes back along every line, {received} in all; the bend lets {delta} of it through.")
            case Phase.SHARES:
                text = _tr("{source} was {source_output}. Times the blame {delta} of {unit}: the slope {slope}. ")
                return text + self._direction(values["slope"])
            case Phase.BIASES:
                text = _tr("A bias is a weight whose input is always 1: its slope is the blame itself. ")
                return text + self._direction(values["slope"])
            case Phase.UPDATE:
                text = _tr("Every weight goes against its slope, by α = {learning_rate} times the slope, all at once. ")
                return text + (_tr("{held} are held fast.") if values["held"] else "")
            case _:
                text = _tr("With the new weights the guess is {guess_after}, it was {guess_before}. ")
                if float(values["error_after"]) <= float(values["error_before"]):
                    return text + _tr("The error fell from {error_before} to {error_after}.")
                return text + _tr("The error rose from {error_before} to {error_after}: the step was too large.")

    def _class_text(self, step: Step) -> str:
        """What is said otherwise where the numbers are means over a class; nothing where it is the same."""
        values = step.values
        match step.phase:
            case Phase.OUTPUT_BLAME:
                return _tr("Each of the {students} students has a blame ŷ − y. Their mean is {blame}.")
            case Phase.OUTPUT_SHARES | Phase.SHARES:
                text = _tr(
                    "For each student: blame times what came in. The mean over {students} is the slope {slope}. "
                )
                return text + self._direction(values["slope"])
            case Phase.PASSED_BACK:
                return _tr("Each student’s blame comes back through the bend of {unit}. The mean is {delta}.")
            case Phase.GUESS_AGAIN:
                text = _tr("Right guesses: {correct_after} of {students}, before {correct_before}. ")
                if float(values["error_after"]) <= float(values["error_before"]):
                    return text + _tr("The mean error fell from {error_before} to {error_after}.")
                return text + _tr("The mean error rose from {error_before} to {error_after}: the step was too large.")
        return ""

    def _direction(self, slope: float | str) -> str:
        if float(slope) > 0:
            return _tr("Positive: it will decrease.")
        if float(slope) < 0:
            return _tr("Negative: it will increase.")
        return _tr("Zero: it stays.")

    def _numbers(self, step: Step) -> dict[str, str]:
        """The values of a step as they are written."""
        texts: dict[str, str] = {}
        for key, value in step.values.items():
            if isinstance(value, str):
                texts[key] = value
            elif key in _COUNTS:
                texts[key] = grade(value)
            elif key in _SIGNED:
                texts[key] = number(value, self._digits.slopes if key == "slope" else self._digits.plain, signed=True)
            else:
                texts[key] = number(value, self._digits.plain)
        for one in ("error", "guess"):
            keys = (f"{one}_before", f"{one}_after")
            if keys[0] in step.values:
                before, after = (float(step.values[key]) for key in keys)
                texts |= dict(zip(keys, before_and_after(before, after, self._digits.plain), strict=True))
        if "blame" in step.values:
            texts["blame_size"] = number(abs(float(step.values["blame"])), self._digits.plain)
        about = step.about
        if about.kind is Kind.WEIGHT and about.layer == 0 and step.phase is Phase.SHARES:
            name = self._script.names[about.source[1]] if about.source[1] < len(self._script.names) else ""
            texts["source"] = _shortened(name) or texts["source"]
        return texts


_COUNTS = {"layer", "inputs", "unit_count", "weights", "biases", "moved", "held", "students", "ways", "learning_rate"}
_COUNTS |= {"correct_before", "correct_after", "target"}
_SIGNED = {"sum", "blame", "slope", "delta", "received", "weight_value", "old", "new", "bias"}


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
