"""The parts of a network in plain words, for tooltips, for the readout and for those who listen to the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, slope_of, value_of
from neuralpad.core.passes import Passes
from neuralpad.core.symbols import symbol
from neuralpad.ui.network.labels import SQUASHES
from neuralpad.ui.network.placed import Unit
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.texts import number, percent


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkCanvas", text)


class Describer:
    """Says what a part is, for one network and student."""

    def __init__(
        self,
        network: Network,
        names: tuple[str, ...],
        student: StudentView | None,
        passes: Passes | None,
        digits: int,
        held: frozenset[Part] = frozenset(),
    ) -> None:
        self._held = held
        self._network = network
        self._names = names
        self._student = student
        self._passes = passes
        self._digits = digits

    @property
    def summary(self) -> str:
        """The whole network in a sentence or two."""
        sizes = "-".join(str(size) for size in self._network.sizes)
        text = _tr("A network of the shape {sizes}: inputs first, the output last.").format(sizes=sizes)
        if self._passes is None or self._student is None:
            return text
        chance = _tr("{name}: chance of a pass {chance}.").format(
            name=self._student.name, chance=percent(self._passes.guess)
        )
        return f"{text} {chance}"

    def line(self, part: Part) -> str:
        """A part and its value: "weight from Written tests to H₁: +2.46", and whether it is held fast."""
        line = self._line(part)
        return _tr("{part}, held fast").format(part=line) if part in self._held else line

    def spoken(self, part: Part) -> str:
        """What a screen reader says of a part: its line, and how much of the student's error is its (the slope)."""
        line = self.line(part)
        if self._passes is None or self._passes.blame is None:
            return line
        if part.kind is not Kind.NODE:
            slope = number(slope_of(self._passes.blame.gradient, part), self._digits + 1, signed=True)
            return _tr("{part}, slope {slope}").format(part=line, slope=slope)
        layer, index = part.unit
        if layer == 0:
            return line
        blame = number(float(self._passes.blame.layers[layer - 1].blame[index]), self._digits, signed=True)
        return _tr("{part}, blame {blame}").format(part=line, blame=blame)

    def _line(self, part: Part) -> str:
        if part.kind is Kind.WEIGHT:
            return _tr("weight from {source} to {unit}: {value}").format(
                source=self._short(part.source), unit=self._short(part.unit), value=self._value(part)
            )
        if part.kind is Kind.BIAS:
            return _tr("bias of {unit}: {value}").format(unit=self._short(part.unit), value=self._value(part))
        return self._node_line(part.unit)

    def tip(self, part: Part) -> str:
        """What a part means and what its value does."""
        if part.kind is Kind.WEIGHT:
            return self._weight_tip(part)
        if part.kind is Kind.BIAS:
            return _tr(
                "bias of {unit}. It is added to the weighted sum whatever the grades are: positive pushes up, "
                "negative pushes down."
            ).format(unit=self._long(part.unit))
        layer, index = part.unit
        if layer == 0:
            text = _tr("{name}: an input. The network gets the grade divided by its maximum.")
            if self._passes is None:
                return text.format(name=self._short(part.unit))
            text += " " + _tr("Here: {value}.")
            value = number(float(self._passes.inputs[index]), max(self._digits, 2))
            return text.format(name=self._short(part.unit), value=value)
        return self._unit_tip(part.unit)

    def left_out(self, count: int) -> str:
        """What the dots in a large layer stand for."""
        if count == 1:
            return _tr("One more unit is not drawn. The arrow keys reach it.")
        return _tr("{count} more units are not drawn. The arrow keys reach them.").format(count=count)

    def _node_line(self, unit: Unit) -> str:
        layer, index = unit
        name = self._short(unit)
        if layer == 0:
            texts = self._student.input_texts if self._student is not None else ()
            return f"{name}: {texts[index]}" if index < len(texts) and texts[index] else name
        if self._passes is None:
            return self._long(unit)
        forward = self._passes.layers[layer - 1]
        if forward.biases is None:
            text = _tr("{unit}: weighted sum {sum}, output {output}")
        else:
            text = _tr("{unit}: bias {bias}, weighted sum {sum}, output {output}")
        return text.format(
            unit=name,
            bias="" if forward.biases is None else number(float(forward.biases[index]), self._digits, signed=True),
            sum=number(float(forward.sums[index]), self._digits, signed=True),
            output=number(float(forward.outputs[index]), self._digits),
        )

    def _weight_tip(self, part: Part) -> str:
        value = value_of(self._network, part)
        unit = self._long(part.unit)
        head = _tr("weight from {source} to {unit}.").format(source=self._long(part.source), unit=unit)
        short = self._short(part.unit)
        if value == 0:
            return head + " " + _tr("Zero: it does not count.")
        if part.layer == 0:
            if value > 0:
                tail = _tr("Positive: a better grade here pushes {unit} up.")
            else:
                tail = _tr("Negative: a better grade here pushes {unit} down.")
            return head + " " + tail.format(unit=short)
        if value > 0:
            tail = _tr("Positive: the larger {source} is, the more it pushes {unit} up.")
        else:
            tail = _tr("Negative: the larger {source} is, the more it pushes {unit} down.")
        return head + " " + tail.format(source=self._short(part.source), unit=short)

    def _unit_tip(self, unit: Unit) -> str:
        layer, _ = unit
        squash = SQUASHES[self._network.activation(layer - 1).name]
        if self._network.biases is None:
            adds = _tr("{unit} adds up what comes in, each times its weight (Σ)")
        else:
            adds = _tr("{unit} adds up what comes in, each times its weight, and its bias (Σ)")
        if layer == len(self._network.sizes) - 1:
            then = _tr("and squashes the sum with σ to a number between 0 and 1: the chance of a pass.")
        elif squash == "linear":
            then = _tr("and passes the sum on as it is.")
        else:
            then = _tr("and bends the sum with {squash}.").format(squash=squash)
        return adds.format(unit=self._long(unit)) + " " + then

    def _value(self, part: Part) -> str:
        return number(value_of(self._network, part), self._digits, signed=True)

    def _short(self, unit: Unit) -> str:
        layer, index = unit
        if layer == 0 and self._names[index]:
            return self._names[index]
        return symbol(Part.node(*unit), self._network.sizes)

    def _long(self, unit: Unit) -> str:
        layer, _ = unit
        if layer == 0:
            return self._short(unit)
        if layer == len(self._network.sizes) - 1:
            return _tr("the output ŷ")
        return _tr("hidden unit {unit}").format(unit=self._short(unit))
