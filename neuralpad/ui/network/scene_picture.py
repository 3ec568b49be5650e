"""A moment of a game as a picture that can be painted: what is written, what stands out, in which colours."""

from __future__ import annotations

from neuralpad.core.parts import Kind, Part, touching
from neuralpad.core.script import Shows
from neuralpad.ui.network.painting import Picture
from neuralpad.ui.network.placed import Layout, Unit
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.scene_texts import pill_ink, scene_labels


def scene_picture(
    scene: Scene,
    layout: Layout,
    names: tuple[str, ...],
    digits: int,
    marks: tuple[Part | None, Part | None, Part | None],
    readout: str,
    note: str,
) -> Picture:
    """Everything to be painted; `marks` are what is chosen, pointed at and walked to."""
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
