"""What is written on the canvas in a game, step by step; and the colours that this is written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from neuralpad.core.grades import FAIL, PASS
from neuralpad.core.moment import PASS_FROM
from neuralpad.core.parts import Kind, Part, value_of
from neuralpad.core.script import Carries, Phase, Pill, Script, Shows
from neuralpad.core.symbols import Role, blame_symbol, role, sum_symbol, symbol
from neuralpad.ui.network.labels import (
    NOT_KNOWN,
    SQUASHES,
    Labels,
    bias_text,
    error_text,
    heading_text,
    number_text,
    title_text,
    verdict_texts,
)
from neuralpad.ui.network.placed import Caption, Face, Layout, Unit
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.travelling import OnTheWay
from neuralpad.ui.texts import grade, number

SLOPE_DIGITS = 1
"""Slopes are small: they are shown with so many decimals more than other numbers."""
OPEN = "?"
"""In the circle of a unit whose number is not known yet."""
_GUESSED = {Phase.OUTPUT_SQUASH, Phase.ERROR}
_BACKWARDS = (Carries.SHARE, Carries.BLAME, Carries.CHANGE)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkCanvas", text)


@dataclass(frozen=True, slots=True)
class Digits:
    """Decimals of slopes and of everything else."""

    plain: int
    slopes: int


@lru_cache(maxsize=4)
def change_digits(script: Script, digits: Digits) -> int:
    """Decimals of old and new weights: those of slopes where most changes would not be seen otherwise."""
    pills = [pill for step in script.steps if step.phase is Phase.UPDATE for pill in step.pills.values()]
    moved = [(pill.old, pill.new) for pill in pills if pill.old is not None and pill.new not in (None, pill.old)]
    seen = sum(f"{old:.{digits.plain}f}" != f"{new:.{digits.plain}f}" for old, new in moved)
    return digits.plain if 2 * seen >= len(moved) else digits.slopes


def digits_of(shown: int, dropped: int = 0) -> Digits:
    """The decimals in a game, `dropped` of them left out for want of room."""
    plain = max(shown - dropped, 1)
    return Digits(plain, plain + SLOPE_DIGITS)


def before_and_after(before: float, after: float, digits: int) -> tuple[str, str]:
    """Two numbers with as many decimals as it takes to tell them apart, up to four more."""
    for decimals in range(digits, digits + 5):
        texts = number(before, decimals), number(after, decimals)
        if texts[0] != texts[1]:
            break
    return texts


def carried_text(value: float, carries: Carries, digits: Digits) -> str:
    """A number that stands on a pill by itself, or travels from there."""
    decimals = digits.slopes if carries is Carries.SHARE else digits.plain
    return number(value, decimals, signed=True)


def travelling_text(scene: Scene, traveller: OnTheWay, digits: Digits) -> str:
    """A number on its way: before it comes to the weight, what the unit that it comes from says."""
    travel = traveller.travel
    if traveller.is_multiplied:
        return carried_text(travel.value, travel.carries, digits)
    return node_text(scene, travel.part.unit if travel.is_backwards else travel.part.source, digits)


def pill_text(part: Part, pill: Pill, digits: Digits, of_changes: int) -> str:
    """What a pill says in a step; old and new value stand on two lines."""
    if pill.carries is Carries.CHANGE:
        assert pill.old is not None
        assert pill.new is not None
        old = number_text(part, pill.old, of_changes)
        if pill.is_held:
            return f"{old}\n" + _tr("held")
        return f"{old}\n→ {number(pill.new, of_changes, signed=True)}"
    text = carried_text(pill.value, pill.carries, digits)
    if pill.carries is Carries.SHARE:
        text += direction(text)
        return f"b {text}" if part.kind is Kind.BIAS else text
    return bias_text(text) if part.kind is Kind.BIAS else text


def direction(slope: str) -> str:
    """Where a weight with this slope will go: against it; nowhere if the slope is shown as nothing."""
    if not any(figure in slope for figure in "123456789"):
        return ""
    return " ↑" if slope.startswith("−") else " ↓"


def sum_caption(unit: Unit, scene: Scene, digits: Digits) -> str:
    """What stands above the circle of a hidden unit or the output."""
    sizes = scene.network.sizes
    node = Part.node(*unit)
    shown, _ = scene.node(unit)
    if shown.shows is Shows.SUM:
        return sum_caption_text(node, sizes)
    if shown.shows is Shows.OUTPUT and scene.script.students > 1:
        return mean_text(symbol(node, sizes))
    if shown.shows is Shows.OUTPUT and shown.weighted_sum is not None:
        squash = SQUASHES[scene.network.activation(unit[0] - 1).name]
        value = number(shown.weighted_sum, digits.plain, signed=True)
        return squashed_text(sum_symbol(node, sizes), value, squash)
    if shown.shows is Shows.BLAME:
        if scene.script.students > 1:
            return mean_text(blame_symbol(node, sizes))
        if role(unit, len(sizes)) is not Role.OUTPUT:
            return blame_caption(node, shown.output, sizes, digits)
        blame = scene.passes.blame if scene.passes is not None else None
        if scene.passes is None or blame is None:
            return ""
        return f"ŷ − y = {number(scene.passes.guess, digits.plain)} − {grade(blame.target)}"
    return ""


def sum_caption_text(node: Part, sizes: tuple[int, ...]) -> str:
    """Above a unit that shows its weighted sum."""
    return _tr("weighted sum {z}").format(z=sum_symbol(node, sizes))


def mean_text(name: str) -> str:
    """Above a unit in the game of the whole class: not one student's sums, but means."""
    return _tr("mean of {name}").format(name=name)


def blame_caption(node: Part, output: float | None, sizes: tuple[int, ...], digits: Digits) -> str:
    """Above a hidden unit that shows its blame: what it said, and what the number in the circle is."""
    said = "" if output is None else f" ({symbol(node, sizes)} = {number(output, digits.plain)})"
    return _tr("blame {delta}").format(delta=blame_symbol(node, sizes)) + said


def squashed_text(z: str, value: str, squash: str) -> str:
    """A weighted sum, and what is made of it."""
    return f"{z} = {value} → {squash}"


def changed_error_text(before: str, after: str) -> str:
    """The error before an update and after it."""
    return _tr("error {before} → {after}").format(before=before, after=after)


def blamed_title() -> str:
    """Above the output, when it shows its blame."""
    return _tr("blame of the output")


def scene_labels(scene: Scene, names: tuple[str, ...], layout: Layout, shown_digits: int) -> Labels:
    """All texts of a moment that the layout has a place for."""
    digits = digits_of(shown_digits, layout.dropped)
    numbers = {part: part_text(scene, part, digits) for part in layout.pills}
    values = {unit: node_text(scene, unit, digits) for unit in layout.circles}
    captions = {caption: _caption(caption, scene, names, digits) for caption in layout.captions}
    guessed, known = _outcomes(scene)
    guess, truth = verdict_texts(guessed, known)
    if scene.step.phase is Phase.OUTPUT_SQUASH:
        truth = ""
    return Labels(numbers, values, captions, guess, truth, guessed, known)


def node_text(scene: Scene, unit: Unit, digits: Digits) -> str:
    """What stands in a circle."""
    shown, value = scene.node(unit)
    if shown.shows is Shows.NOTHING:
        return OPEN if unit[0] else NOT_KNOWN
    if value is None:
        return OPEN
    if shown.shows is Shows.BLAME:
        return number(value, digits.plain, signed=True)
    return number(value, digits.plain, signed=shown.shows is Shows.SUM)


def pill_ink(scene: Scene, part: Part) -> str:
    """The colour of a pill's number, if it is not that of its sign."""
    pill = _pill(scene, part)
    return "slope" if pill is not None and pill.carries in _BACKWARDS else ""


def _pill(scene: Scene, part: Part) -> Pill | None:
    """What the step says of a part; before its number sets out, and where blame comes back along it, just its value."""
    if scene.step.phase is Phase.PASSED_BACK and part in scene.step.lit:
        return None
    pill = scene.step.pills.get(part)
    travels = any(travel.part == part for travel in scene.step.travels)
    if pill is not None and travels and not scene.moment.is_over and part not in scene.moment.told:
        return None
    return pill


def part_text(scene: Scene, part: Part, digits: Digits) -> str:
    """What stands on the pill of a part at this moment."""
    pill = _pill(scene, part)
    if pill is None:
        return number_text(part, value_of(scene.network, part), digits.plain)
    return pill_text(part, pill, digits, change_digits(scene.script, digits))


def _outcomes(scene: Scene) -> tuple[str, str]:
    """Guess and truth, as far as they are known at this step."""
    phase, passes = scene.step.phase, scene.passes
    if passes is None or (not scene.is_blame and phase not in _GUESSED):
        return "", ""
    chance = passes.guess
    if phase is Phase.GUESS_AGAIN:
        chance = float(scene.step.values["guess_after"])
    guessed = PASS if chance >= PASS_FROM else FAIL
    if passes.blame is None or phase is Phase.OUTPUT_SQUASH:
        return guessed, ""
    return guessed, PASS if passes.blame.target >= 0.5 else FAIL


def _caption(caption: Caption, scene: Scene, names: tuple[str, ...], digits: Digits) -> str:
    layer, index = caption.unit
    sizes = scene.network.sizes
    if caption.face is Face.NAME:
        return names[index]
    if caption.face is Face.SYMBOL:
        return symbol(Part.node(*caption.unit), sizes)
    if caption.face is Face.TITLE:
        shown, _ = scene.node(caption.unit)
        return blamed_title() if shown.shows is Shows.BLAME else title_text()
    if caption.face is Face.HEADING:
        return heading_text(layer, sizes[layer])
    if caption.face is Face.SUM:
        return sum_caption(caption.unit, scene, digits)
    if caption.face is Face.ERROR and layer == len(sizes) - 1:
        return _error(scene, digits)
    return ""


def _error(scene: Scene, digits: Digits) -> str:
    values, phase = scene.step.values, scene.step.phase
    if phase is Phase.GUESS_AGAIN:
        texts = before_and_after(float(values["error_before"]), float(values["error_after"]), digits.plain)
        return changed_error_text(*texts)
    if phase is Phase.ERROR or (scene.is_blame and scene.passes is not None):
        blame = scene.passes.blame if scene.passes is not None else None
        return "" if blame is None else error_text(number(blame.error, digits.plain))
    return ""
