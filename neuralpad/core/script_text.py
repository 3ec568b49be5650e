"""A script as lines of plain text: what tests read, and who listens instead of looking."""

from __future__ import annotations

from collections.abc import Sequence

from neuralpad.core.figures import Style
from neuralpad.core.parts import Part
from neuralpad.core.plain_formulas import plain_text
from neuralpad.core.script import Carries, NodeShown, Pill, Script, Shows, Step
from neuralpad.core.symbols import blame_symbol, sum_symbol, symbol

_PLAIN = Style()


def script_text(script: Script, style: Style = _PLAIN) -> str:
    """Every step, with an empty line between two."""
    return "\n\n".join(step_text(step, style) for step in script.steps)


def step_text(step: Step, style: Style = _PLAIN) -> str:
    """What is seen at a step: its title, what travels, what nodes and pills show, and its formula."""
    sizes = step.network.sizes
    lines = [f"{step.number}/{step.of} {step.phase}: {symbol(step.about, sizes)}"]
    if step.travels:
        arrow = "←" if step.travels[0].is_backwards else "→"
        texts = [f"{symbol(one.part, sizes)} {arrow} {_number(one.value, style)}" for one in step.travels]
        lines.append("  travelling: " + ", ".join(texts))
    if step.left_out:
        lines.append(f"  and {step.left_out} more")
    nodes = (_node_text(node, shown, sizes, style) for node, shown in step.nodes.items())
    lines.append("  nodes: " + ", ".join(text for text in nodes if text))
    if step.pills:
        lines.append("  pills: " + ", ".join(_pill_text(part, pill, sizes, style) for part, pill in step.pills.items()))
    lines += ["  " + plain_text(line) for line in step.equation.typeset(style).lines]
    return "\n".join(lines)


def _node_text(node: Part, shown: NodeShown, sizes: Sequence[int], style: Style) -> str:
    if shown.shows is Shows.NOTHING:
        return ""
    names = {Shows.SUM: sum_symbol, Shows.BLAME: blame_symbol}
    return f"{names.get(shown.shows, symbol)(node, sizes)} = {_number(shown.value, style)}"


def _pill_text(part: Part, pill: Pill, sizes: Sequence[int], style: Style) -> str:
    name = symbol(part, sizes)
    if pill.carries is Carries.CHANGE and pill.old is not None:
        held = " held" if pill.is_held else ""
        return f"{name} {_number(pill.old, style)} → {_number(pill.value, style)}{held}"
    return f"{'∂E/∂' if pill.carries is Carries.SHARE else ''}{name} {_number(pill.value, style)}"


def _number(value: float, style: Style) -> str:
    return style.shown(value).replace("-", "−").replace(".", style.decimal)
