"""What the inspector says: names of weights, and what their slope, their next step and their history mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from neuralpad.core.landscape import ErrorCurve, Landing
from neuralpad.core.parts import Kind, Part
from neuralpad.core.shares import ShareBars
from neuralpad.core.symbols import Role, UnitName, part_name
from neuralpad.ui.texts import grade, integer, number


def _tr(text: str) -> str:
    return QCoreApplication.translate("WeightInspector", text)


def slope_text(slope: float, digits: int) -> str:
    """A slope, with one digit more than weights have: it is smaller as a rule."""
    return number(slope, digits + 1, signed=True)


def place_words(part: Part, sizes: Sequence[int], names: Sequence[str]) -> str:
    """Where a weight or a bias is: "from Written tests to H₁", "bias of H₁"."""
    name = part_name(part, sizes)
    if name.source is None:
        return _tr("bias of {unit}").format(unit=_unit(name.unit, names))
    return _tr("from {source} to {unit}").format(source=_unit(name.source, names), unit=_unit(name.unit, names))


def _unit(unit: UnitName, names: Sequence[str]) -> str:
    if unit.role is Role.INPUT and unit.index < len(names) and names[unit.index].strip():
        return names[unit.index]
    return unit.symbol


@dataclass(frozen=True, slots=True)
class CurveNotes:
    """The writings in the picture of a curve; empty ones are left out. Without one of the step there is none."""

    slope: str
    step: str
    sample: str
    is_warning: bool


def curve_notes(curve: ErrorCurve, landing: Landing | None, digits: int) -> CurveNotes:
    """What stands beside tangent and step."""
    slope = _tr("slope {slope}").format(slope=slope_text(curve.slope, digits))
    sample = ""
    if curve.sampled is not None:
        students = integer(curve.students)
        sample = _tr("drawn from {sample} of {students} students").format(
            sample=integer(curve.sampled), students=students
        )
    step = ""
    if landing is not None and not _shows_nothing(slope_text(landing.value - curve.here, digits)):
        step = _tr("next step")
        if landing.jumps:
            step = _tr("jumps over the valley") if _crosses_valley(curve, landing) else _tr("step too long")
        elif curve.lowest is not None and _crosses_valley(curve, landing):
            step = _tr("next step, over the valley")
        elif not landing.is_inside:
            step = _tr("next step: to {value}").format(value=number(landing.value, digits, signed=True))
    return CurveNotes(slope, step, sample, landing is not None and landing.jumps)


def _shows_nothing(text: str) -> bool:
    """Whether a number, as it is written, is 0."""
    return not any(digit in text for digit in "123456789")


def _crosses_valley(curve: ErrorCurve, landing: Landing) -> bool:
    """Whether the lowest point lies between here and there; one out of sight is taken to be there."""
    if curve.lowest is None:
        return not landing.is_inside
    low, high = sorted((curve.here, landing.value))
    return low < curve.lowest[0] < high


def verdict(curve: ErrorCurve, landing: Landing | None, is_held: bool, digits: int) -> str:
    """What the slope means for the weight, in one sentence."""
    if is_held:
        return _tr("It is held fast: it does not move.")
    what = _tr("bias") if curve.part.kind is Kind.BIAS else _tr("weight")
    if _shows_nothing(slope_text(curve.slope, digits)):
        return _tr("The slope is almost 0: this {what} hardly moves.").format(what=what)
    if landing is not None and landing.jumps:
        if curve.slope > 0:
            text = _tr("Positive slope: it will decrease, but too far.")
        else:
            text = _tr("Negative slope: it will increase, but too far.")
        return text
    if curve.slope > 0:
        return _tr("The slope is positive, so this {what} will decrease.").format(what=what)
    return _tr("The slope is negative, so this {what} will increase.").format(what=what)


def curve_words(curve: ErrorCurve, landing: Landing | None, symbol: str, digits: int) -> str:
    """The picture in words, for those who listen to the screen."""
    words = _tr("{weight} is {value}, the error is {error}, the slope {slope}.").format(
        weight=symbol,
        value=number(curve.here, digits, signed=True),
        error=number(curve.loss_here, max(digits, 3)),
        slope=slope_text(curve.slope, digits),
    )
    if curve.lowest is not None:
        words += " " + _tr("The error is lowest, {error}, where the value is {value}.").format(
            error=number(curve.lowest[1], max(digits, 3)), value=number(curve.lowest[0], digits, signed=True)
        )
    if landing is not None:
        words += " " + _tr("The next step leads to {value}, where the error is {error}.").format(
            value=number(landing.value, digits, signed=True), error=number(landing.loss, max(digits, 3))
        )
        if landing.jumps:
            words += " " + _tr("That is more than now: the step jumps over the valley. A smaller α makes it shorter.")
    return words


def shares_caption(bars: ShareBars, digits: int) -> str:
    """Above the bars: how many students, and their mean."""
    mean = slope_text(bars.mean, digits)
    if bars.students == 1:
        return _tr("Who pulls: 1 student · slope {mean}").format(mean=mean)
    if bars.is_binned:
        text = _tr("Who pulls: {students} students, {each} a bar · mean slope {mean}")
        return text.format(students=integer(bars.students), each=integer(int(bars.count[0])), mean=mean)
    return _tr("Who pulls: {students} students · mean slope {mean}").format(students=integer(bars.students), mean=mean)


def bar_words(bars: ShareBars, bar: int, name: str, digits: int) -> str:
    """One bar: who it is, how hard they pull, and which way the weight goes for them."""
    share = slope_text(float(bars.heights[bar]), digits)
    count = int(bars.count[bar])
    if bars.heights[bar] > 0:
        way = _tr("pulls the weight down") if count == 1 else _tr("pull the weight down")
    elif bars.heights[bar] < 0:
        way = _tr("pulls the weight up") if count == 1 else _tr("pull the weight up")
    else:
        way = _tr("pulls neither way") if count == 1 else _tr("pull neither way")
    if count == 1:
        return _tr("{name}: slope {share}, {way}").format(name=name, share=share, way=way)
    text = _tr("{count} students in a row: mean slope {share}, {way}. {name} pulls hardest.")
    return text.format(count=integer(count), share=share, way=way, name=name)


def moment_words(epoch: float, value: float, digits: int) -> str:
    """One moment of a weight's history."""
    return _tr("epoch {epoch} · value {value}").format(
        epoch=epoch_text(epoch), value=number(value, digits, signed=True)
    )


def course_words(first: float, now: float, digits: int) -> str:
    """A weight's history in a sentence."""
    text = _tr("From {first} at the start to {now} now.")
    return text.format(first=number(first, digits, signed=True), now=number(now, digits, signed=True))


def epoch_text(epoch: float) -> str:
    """An epoch, or an epoch and the share of the next."""
    return integer(int(epoch)) if float(epoch).is_integer() else grade(round(float(epoch), 3))
