"""What is written on the canvas: every text for a network and a student."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from neuralpad.core.grades import FAIL, PASS
from neuralpad.core.moment import PASS_FROM
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, value_of
from neuralpad.core.passes import Passes
from neuralpad.core.symbols import symbol
from neuralpad.ui.network.placed import Caption, Face, Layout, Unit
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.texts import number

NOT_KNOWN = "–"
LONGEST_INPUT = 6
SQUASHES = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "linear": "linear"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkCanvas", text)


@dataclass(frozen=True, slots=True)
class Labels:
    """The texts on the canvas at one moment.

    Attributes
    ----------
    numbers : of weights and biases.
    values : of the circles.
    captions : around the circles, but for the verdict.
    guess, truth : the verdict's two halves; their outcomes are `guessed` and `known`, empty where there is none.
    """

    numbers: dict[Part, str] = field(default_factory=dict)
    values: dict[Unit, str] = field(default_factory=dict)
    captions: dict[Caption, str] = field(default_factory=dict)
    guess: str = ""
    truth: str = ""
    guessed: str = ""
    known: str = ""


def number_text(part: Part, value: float, digits: int) -> str:
    """What stands on the pill of a weight or a bias."""
    text = number(value, digits, signed=True)
    return bias_text(text) if part.kind is Kind.BIAS else text


def bias_text(value: str) -> str:
    """A bias, which must not be taken for a weight."""
    return f"b = {value}"


def sum_text(value: str, squash: str) -> str:
    """A unit's weighted sum, and what is made of it."""
    return f"Σ = {value} → {squash}"


def verdict_texts(guessed: str, known: str) -> tuple[str, str]:
    """The guess and the truth in words, each with its sign."""
    guess = {PASS: _tr("guess: pass ✓"), FAIL: _tr("guess: fail ✗")}.get(guessed, "")
    truth = {PASS: _tr("truth: pass ✓"), FAIL: _tr("truth: fail ✗")}.get(known, _tr("truth: not known"))
    return guess, truth if guess else ""


def missing_text() -> str:
    """What stands below the output for a student who cannot go through the network."""
    return _tr("a grade is missing")


def error_text(value: str) -> str:
    """The error of the guess."""
    return _tr("error = {value}").format(value=value)


def title_text() -> str:
    """What the output is."""
    return _tr("ŷ  chance of a pass")


def heading_text(layer: int, units: int) -> str:
    """What stands above a layer in an overview."""
    if layer == 0:
        return _tr("{count} inputs").format(count=units) if units > 1 else _tr("1 input")
    return _tr("{count} hidden units").format(count=units) if units > 1 else _tr("1 hidden unit")


def made_labels(
    network: Network,
    names: tuple[str, ...],
    student: StudentView | None,
    passes: Passes | None,
    layout: Layout,
    digits: int,
) -> Labels:
    """All texts that the layout has a place for."""
    digits = max(digits - layout.dropped, 1)
    labels = Labels(captions={})
    for part in layout.pills:
        labels.numbers[part] = number_text(part, value_of(network, part), digits)
    for unit in layout.circles:
        labels.values[unit] = _value(unit, student, passes, digits)
    for caption in layout.captions:
        labels.captions[caption] = _caption(caption, network, names, passes, digits)
    if passes is None:
        missing = missing_text() if student is not None else ""
        return Labels(labels.numbers, labels.values, labels.captions, missing)
    guessed = PASS if passes.guess >= PASS_FROM else FAIL
    known = student.outcome if student is not None and passes.blame is not None else ""
    guess, truth = verdict_texts(guessed, known)
    return Labels(labels.numbers, labels.values, labels.captions, guess, truth, guessed, known)


def shortened(text: str) -> str:
    """What stands in an input's circle: what was typed may be anything, and of any length."""
    if not text:
        return NOT_KNOWN
    return text if len(text) <= LONGEST_INPUT else text[: LONGEST_INPUT - 1] + "…"


def _value(unit: Unit, student: StudentView | None, passes: Passes | None, digits: int) -> str:
    layer, index = unit
    if layer == 0:
        texts = student.input_texts if student is not None else ()
        return shortened(texts[index] if index < len(texts) else "")
    return NOT_KNOWN if passes is None else number(float(passes.layers[layer - 1].outputs[index]), digits)


def _caption(caption: Caption, network: Network, names: tuple[str, ...], passes: Passes | None, digits: int) -> str:
    layer, index = caption.unit
    if caption.face is Face.NAME:
        return names[index]
    if caption.face is Face.SYMBOL:
        return symbol(Part.node(*caption.unit), network.sizes)
    if caption.face is Face.TITLE:
        return title_text()
    if caption.face is Face.HEADING:
        return heading_text(layer, network.sizes[layer])
    if caption.face is Face.SUM:
        value = (
            NOT_KNOWN if passes is None else number(float(passes.layers[layer - 1].sums[index]), digits, signed=True)
        )
        return sum_text(value, SQUASHES[network.activation(layer - 1).name])
    if caption.face is Face.ERROR and passes is not None and passes.blame is not None:
        return error_text(number(passes.blame.error, digits))
    return ""
