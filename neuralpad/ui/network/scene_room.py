"""The widest texts of a whole game: places are found for all of them, so that nothing moves from step to step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np

from neuralpad.core.parts import Kind, Part
from neuralpad.core.script import Carries, Game, Pill, Script, Shows
from neuralpad.core.symbols import blame_symbol, sum_symbol, symbol
from neuralpad.ui.network.digits import integer_digits
from neuralpad.ui.network.labels import SQUASHES, bias_text
from neuralpad.ui.network.placed import Face, Measure, Unit
from neuralpad.ui.network.room import widest
from neuralpad.ui.network.scene_texts import (
    SLOPE_DIGITS,
    Digits,
    blame_caption,
    blamed_title,
    change_digits,
    changed_error_text,
    mean_text,
    squashed_text,
    sum_caption_text,
)
from neuralpad.ui.network.wording import Wording


class SceneRoom:
    """Knows the numbers of a script by their lengths, and what the widest texts made of them are."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._network = script.network
        self._pills: dict[Part, set[tuple[Carries, int, int]]] = {}
        self._values: dict[int, set[tuple[Shows, int]]] = {}
        for step in script.steps:
            for part, pill in step.pills.items():
                self._pills.setdefault(part, set()).add(_lengths(pill))
            for part, shown in step.nodes.items():
                numbers = (shown.value, *shown.running)
                self._values.setdefault(part.unit[0], set()).add((shown.shows, max(map(_length, numbers))))

    @cached_property
    def key(self) -> object:
        """Equal for games whose widest texts are equal."""
        pills = tuple((part, tuple(sorted(lengths))) for part, lengths in self._pills.items())
        values = tuple((layer, tuple(sorted(lengths))) for layer, lengths in sorted(self._values.items()))
        changes = tuple(change_digits(self.script, Digits(n, n + SLOPE_DIGITS)) for n in range(1, 5))
        return self.script.game, self.script.students > 1, changes, pills, values

    def wording(self, base: Wording, digits: Digits, measure: Measure) -> Wording:
        """The widest of the texts of the resting canvas (`base`) and those of the game."""

        def longest(face: Face, *texts: str) -> str:
            return max(texts, key=lambda text: measure(face, text, 1.0)[0])

        sizes = base.sizes
        blames = self.script.game is Game.BLAME
        values, sums = [], []
        for layer, units in enumerate(sizes):
            face = Face.OUTPUT if layer == len(sizes) - 1 else Face.VALUE
            values.append(longest(face, base.values[layer], *self._value_texts(layer, digits)))
            if layer:
                sums.append(
                    tuple(longest(Face.SUM, *self._captions((layer, unit), digits, base)) for unit in range(units))
                )
        weights = tuple(
            tuple(
                tuple(self.pill(Part.weight(layer, i, j), text, digits) for j, text in enumerate(row))
                for i, row in enumerate(rows)
            )
            for layer, rows in enumerate(base.weights)
        )
        biases = base.biases
        if biases is not None:
            biases = tuple(
                tuple(self.pill(Part.bias(layer, j), text, digits) for j, text in enumerate(row))
                for layer, row in enumerate(biases)
            )
        return replace(
            base,
            values=tuple(values),
            sums=tuple(sums),
            weights=weights,
            biases=biases,
            title=longest(Face.TITLE, base.title, blamed_title()) if blames else base.title,
            error=longest(Face.ERROR, base.error, _changed_error(digits)) if blames else base.error,
        )

    def _value_texts(self, layer: int, digits: Digits) -> Iterable[str]:
        for shows, length in self._values.get(layer, ()):
            text = widest(length, digits.plain)
            yield text if shows in (Shows.SUM, Shows.BLAME) else text[1:]

    def _captions(self, unit: Unit, digits: Digits, base: Wording) -> Iterable[str]:
        node, sizes = Part.node(*unit), base.sizes
        squash = SQUASHES[self._network.activation(unit[0] - 1).name]
        yield base.sums[unit[0] - 1][unit[1]]
        yield squashed_text(sum_symbol(node, sizes), widest(self._length(unit[0], Shows.SUM), digits.plain), squash)
        yield sum_caption_text(node, sizes)
        if self.script.students > 1:
            yield mean_text(symbol(node, sizes))
            yield mean_text(blame_symbol(node, sizes))
            return
        if unit[0] < len(sizes) - 1:
            yield blame_caption(node, 8.0 * 10.0 ** (self._length(unit[0], Shows.OUTPUT) - 1), sizes, digits)
        else:
            yield f"ŷ − y = {widest(1, digits.plain)[1:]} − 0"

    def _length(self, layer: int, shows: Shows) -> int:
        return max((length for shown, length in self._values.get(layer, ()) if shown is shows), default=1)

    def pill(self, part: Part, base: str, digits: Digits) -> str:
        """The widest text on a part's pill, where `base` is that of its value; on two lines if two numbers may come."""
        texts = [base]
        lines = 1
        for carries, old, new in self._pills.get(part, ()):
            is_bias = part.kind is Kind.BIAS
            if carries is Carries.CHANGE:
                decimals = change_digits(self.script, digits)
                text = widest(old, decimals)
                texts += [bias_text(text) if is_bias else text, f"→ {widest(new, decimals)}"]
                lines = 2
            elif carries is Carries.SHARE:
                texts.append(("b " if is_bias else "") + f"{widest(new, digits.slopes)} ↓")
            else:
                text = widest(new, digits.plain)
                texts.append(bias_text(text) if is_bias else text)
        return "\n".join([max(texts, key=len)] * lines)


def _length(value: float) -> int:
    return int(integer_digits(np.array([value]))[0])


def _lengths(pill: Pill) -> tuple[Carries, int, int]:
    old = 0 if pill.old is None else _length(pill.old)
    return pill.carries, old, _length(pill.value if pill.new is None else pill.new)


def _changed_error(digits: Digits) -> str:
    text = widest(1, digits.plain)[1:]
    return changed_error_text(text, text)
