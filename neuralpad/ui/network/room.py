"""The widest texts that may come for a network: what the layout has to find room for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from neuralpad.core.grades import FAIL, PASS
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.symbols import symbol
from neuralpad.ui.network.digits import Counts
from neuralpad.ui.network.labels import (
    SQUASHES,
    bias_text,
    error_text,
    missing_text,
    sum_text,
    title_text,
    verdict_texts,
)
from neuralpad.ui.network.placed import Face, Measure
from neuralpad.ui.network.wording import Wording
from neuralpad.ui.texts import number


def widest(integer_digits: int, digits: int) -> str:
    """The widest number with so many digits before and after the decimal sign."""
    return number(-8.888888888 * 10.0 ** (integer_digits - 1), digits, signed=True)


@dataclass(frozen=True, slots=True)
class Room:
    """What `widest_texts` needs to know of the numbers: the digits reserved for each.

    Attributes
    ----------
    parameters : (n,) in the order of `Network.parameters`
    sums, outputs : (layers,) for the widest unit of each layer
    """

    parameters: Counts
    sums: Counts
    outputs: Counts


def widest_texts(
    network: Network,
    names: tuple[str, ...],
    input_texts: Iterable[str],
    room: Room,
    digits: int,
    spare: bool,
    measure: Measure,
) -> Wording:
    """The widest texts of all places; with `spare`, numbers are given room for two digits before the decimal sign."""

    def longest(face: Face, texts: Iterable[str]) -> str:
        return max(texts, key=lambda text: measure(face, text, 1.0)[0])

    verdicts = [verdict_texts(guess, truth) for guess in (PASS, FAIL) for truth in (PASS, FAIL, "")]
    least = 2 if spare else 1
    weights: list[tuple[tuple[str, ...], ...]] = []
    biases: list[tuple[str, ...]] = []
    at = 0
    for inputs, units in pairwise(network.sizes):
        texts = [widest(max(int(count), least), digits) for count in room.parameters[at : at + inputs * units]]
        weights.append(tuple(tuple(texts[i * units : (i + 1) * units]) for i in range(inputs)))
        at += inputs * units
        if network.biases is not None:
            reserved = room.parameters[at : at + units]
            biases.append(tuple(bias_text(widest(max(int(count), least), digits)) for count in reserved))
            at += units
    sums = tuple(
        (sum_text(widest(max(int(count), least), digits), SQUASHES[network.activation(layer).name]),) * units
        for layer, (count, units) in enumerate(zip(room.sums, network.sizes[1:], strict=True))
    )
    values = [longest(Face.VALUE, ("100%", *input_texts))]
    for layer, count in enumerate(room.outputs):
        squash = network.activation(layer).name
        values.append(widest(1 if squash in ("sigmoid", "tanh") else int(count), digits))
        if squash == "sigmoid":
            values[-1] = values[-1][1:]
    return Wording(
        names=names,
        symbols=tuple(
            tuple(symbol(Part.node(layer, index), network.sizes) for index in range(units))
            for layer, units in enumerate(network.sizes)
        ),
        values=tuple(values),
        sums=sums,
        weights=tuple(weights),
        biases=tuple(biases) if network.biases is not None else None,
        title=title_text(),
        verdict=(
            longest(Face.VERDICT, (missing_text(), *(guess for guess, _ in verdicts))),
            longest(Face.VERDICT, (truth for _, truth in verdicts)),
        ),
        error=error_text(widest(2, digits)[1:]),
    )
