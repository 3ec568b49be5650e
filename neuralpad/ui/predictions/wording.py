"""What the predictions say in words: guesses, tooltips, and what a screen reader says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.grades import FAIL, PASS, GradeFault
from neuralpad.core.moment import PASS_FROM
from neuralpad.core.predictions import Candidates, Prediction, is_unsure
from neuralpad.core.scaling import LeftOut
from neuralpad.ui.texts import grade, integer, outcome_text, percent

translate = QCoreApplication.translate


def name_text(prediction: Prediction) -> str:
    """A student's name, or the row where there is none."""
    row = integer(prediction.row + 1)
    return prediction.name.strip() or translate("Predictions", "Row {number}").format(number=row)


def guess_text(probability: float) -> str:
    """✓ Pass or ✗ Fail; near the middle with a question mark."""
    text = outcome_text(PASS if probability >= PASS_FROM else FAIL)
    return translate("Predictions", "{guess}?").format(guess=text) if is_unsure(probability) else text


def fault_text(fault: LeftOut) -> str:
    """Why there is no chance, as short as it can be."""
    if fault.fault is GradeFault.MISSING:
        return translate("Predictions", "– grade missing")
    return translate("Predictions", "– grade not usable")


def fault_tip(candidates: Candidates, fault: LeftOut) -> str:
    """Why there is no chance, and where to mend it."""
    column = candidates.columns[fault.cell - 1]
    if fault.fault is GradeFault.MISSING:
        text = translate("Predictions", "No grade for {column} yet. Type it in the table, under This year.")
    elif fault.fault is GradeFault.TOO_LARGE:
        text = translate("Predictions", "The grade for {column} is more than {maximum}. Correct it under This year.")
    else:
        text = translate("Predictions", "The grade for {column} cannot be used. Correct it under This year.")
    return text.format(column=column.name, maximum=grade(column.maximum))


def chance_tip(probability: float) -> str:
    """What a chance means, in plain words."""
    text = translate(
        "Predictions", "If this year is like the past classes, about {count} of 100 students with such grades pass."
    ).format(count=round(100 * probability))
    if is_unsure(probability):
        text += "\n" + translate(
            "Predictions",
            "Between 40% and 60% the network is not sure: a little more or less in one grade can turn the guess.",
        )
    return text


def tip(candidates: Candidates, prediction: Prediction) -> str:
    """What a row says when the pointer rests on it."""
    if prediction.fault is not None:
        return f"{name_text(prediction)}\n{fault_tip(candidates, prediction.fault)}"
    return f"{name_text(prediction)}\n{chance_tip(prediction.probability or 0.0)}"


def spoken_chance(probability: float) -> str:
    """A chance as a screen reader says it."""
    text = translate("Predictions", "{chance} chance of passing").format(chance=percent(probability))
    return f"{text}, {translate('Predictions', 'not sure')}" if is_unsure(probability) else text


def headings() -> tuple[str, str, str]:
    """The heads of the three columns."""
    return (
        translate("Predictions", "Student"),
        translate("Predictions", "Chance of passing"),
        translate("Predictions", "Guess"),
    )


def heading_tips() -> tuple[str, str, str]:
    """What the heads say when the pointer rests on them."""
    sort = translate("Predictions", "Click to sort: up, down, and back to your own order.")
    guess = translate(
        "Predictions", "Pass from 50% on. A question mark stands between 40% and 60%, where the network is not sure."
    )
    chance = translate("Predictions", "What the network makes of the grades. The dotted line is at 50%.")
    return sort, f"{chance}\n{sort}", f"{guess}\n{sort}"
