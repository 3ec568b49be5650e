"""A moment of a game as a picture that can be painted: what is written, what stands out, in which colours."""

from __future__ import annotations

from dataclasses import replace

from neuralpad.core.parts import Kind, Part, touching
from neuralpad.core.script import Shows
from neuralpad.core.symbols import blame_symbol, sum_symbol, symbol
from neuralpad.ui.network.painting import Picture
from neuralpad.ui.network.placed import Layout, Unit
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.scene_texts import Digits, node_text, part_text, pill_ink, scene_labels

Marks = tuple[Part | None, Part | None, Part | None]
"""What is chosen, pointed at and walked to."""


def scene_picture(
    scene: Scene,
    layout: Layout,
    names: tuple[str, ...],
    digits: int,
    marks: Marks,
    readout: str,
    note: str,
) -> Picture:
    """Everything to be painted."""
    network = scene.network
    pointed = marks[1] or marks[2]
    lit = scene.step.lit
    # A number on a line comes from the units at its ends.
    lit |= {Part.node(*unit) for part in lit if part.kind is Kind.WEIGHT for unit in (part.source, part.unit)}
    if pointed is not None:
        lit |= frozenset(touching(pointed, network.sizes, network.biases is not None))
    inks = {part: ink for part in layout.pills if (ink := pill_ink(scene, part))}
    for unit in layout.circles:
        if scene.node(unit)[0].shows is Shows.BLAME:
            inks[Part.node(*unit)] = "slope"
    return Picture(
        network,
        layout,
        scene_labels(scene, names, layout, digits),
        _shares(scene, layout),
        *marks,
        lit,
        readout,
        note,
        inks,
        fades=True,
        about=scene.step.about,
    )


def _shares(scene: Scene, layout: Layout) -> dict[Unit, float]:
    """How much of each circle's rim is drawn: its value, where that lies in 0…1."""
    shares = {}
    for unit in layout.circles:
        shown, value = scene.node(unit)
        if value is not None and shown.shows in (Shows.INPUT, Shows.OUTPUT):
            bends = unit[0] and scene.network.activation(unit[0] - 1).name != "sigmoid"
            shares[unit] = 1.0 if bends else value
    return shares


def scene_numbers(scene: Scene, layout: Layout, digits: Digits, most: int) -> list[dict[Part, str]]:
    """The numbers of a step for a drawing that has none: what it is about goes first; more than `most` are too many."""
    network, step = scene.network, scene.step
    # A pill's number is another before it sets out: the room is for the longer of the two.
    moments = (replace(scene, progress=0.0), replace(scene, progress=1.0))

    def widest_text(part: Part) -> str:
        return max((part_text(moment, part, digits) for moment in moments), key=len)

    touched = touching(step.about, network.sizes, network.biases is not None)
    about = tuple(part for part in touched if part in step.lit)
    groups = []
    for parts in (about, tuple(step.lit)):
        drawn = [part for part in parts if part.kind is not Kind.NODE and layout.anchor(part) is not None]
        if len(drawn) <= most:
            groups.append({part: widest_text(part) for part in drawn})
    return groups


def scene_readout(scene: Scene, digits: Digits) -> str:
    """What the step is about and its number, in one line."""
    about, sizes = scene.step.about, scene.network.sizes
    if about.kind is Kind.NODE:
        text, name = node_text(scene, about.unit, digits), symbol(about, sizes)
        shown = scene.node(about.unit)[0].shows
        if shown in (Shows.SUM, Shows.BLAME):
            name = (sum_symbol if shown is Shows.SUM else blame_symbol)(about, sizes)
        return f"{name} = {text}"
    return f"{symbol(about, sizes)}: " + part_text(scene, about, digits).replace("\n", " ")
