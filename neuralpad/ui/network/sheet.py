"""What the canvas shows, brought up to date piece by piece: a new number costs no new layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from neuralpad.core.activations import Floats
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, touching
from neuralpad.core.passes import Passes, passes
from neuralpad.ui.network.columns import Area
from neuralpad.ui.network.digits import Reserve
from neuralpad.ui.network.finding import part_at
from neuralpad.ui.network.labels import bias_text, heading_text, made_labels, shortened
from neuralpad.ui.network.layout import WordingAt, place_all
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.overview import Shown, place_overview, with_numbers
from neuralpad.ui.network.painting import Picture, edge_width
from neuralpad.ui.network.placed import Box, Face, Layout, Unit
from neuralpad.ui.network.room import Room, widest, widest_texts
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.network.wording import Wording

if TYPE_CHECKING:
    # A window starts without a game.
    from neuralpad.ui.network.scene_shown import ShownScene

MOST_NUMBERS = 30
"""Weights between two layers of which all numbers may be shown at once."""


class Sheet:
    """A network, a student and what is marked, as a placed and labelled picture; pieces are made when asked for."""

    def __init__(self) -> None:
        self.network: Network | None = None
        self.student: StudentView | None = None
        self.chosen: Part | None = None
        self.pointed: Part | None = None
        self.walked: Part | None = None
        self.with_pointed: frozenset[Part] | None = None
        """What stands out with the part that is pointed at; None for all that touches it."""
        self.scene: ShownScene | None = None
        self._names: tuple[str, ...] = ()
        self._area = Area(0, 0)
        self._look: Look | None = None
        self._digits = 2
        self._note = ""
        self._reserves = (Reserve(), Reserve(), Reserve())
        self._shape: object = None
        self._shown: tuple[Shown, ...] = ()
        self._passes: Passes | None = None
        self._passes_for: tuple[Network | None, StudentView | None] = (None, None)
        self._placed: tuple[object, Layout] | None = None
        self._marked: tuple[Layout, object, Layout] | None = None

    def set_names(self, names: tuple[str, ...]) -> None:
        """The grade columns' names, one an input."""
        self._names = names

    def unmarked(self, area: Area) -> Sheet:
        """The same network and student on a sheet of another size, with nothing chosen."""
        sheet = Sheet()
        sheet.network, sheet.student = self.network, self.student
        sheet._names, sheet._look, sheet._digits = self._names, self._look, self._digits
        sheet._area = area
        return sheet

    def set_area(self, area: Area) -> None:
        """The room there is."""
        self._area = area

    def set_note(self, text: str) -> None:
        """What is said about the picture."""
        self._note = text

    def set_look(self, look: Look, digits: int) -> None:
        """Other fonts, or another number of decimals."""
        self._look = look
        self._digits = digits

    @property
    def area(self) -> Area:
        """The room there is."""
        return self._area

    @property
    def names(self) -> tuple[str, ...]:
        """One name an input; its symbol's number where a column has none."""
        assert self.network is not None
        inputs = self.network.sizes[0]
        return tuple(self._names[i] if i < len(self._names) else "" for i in range(inputs))

    @property
    def passes(self) -> Passes | None:
        """The student's way through the network as `core` works it out; None without a student who can go it."""
        student, network = self.student, self.network
        if self._passes_for[0] is not network or self._passes_for[1] is not student:
            self._passes_for = (network, student)
            self._passes = None
            x = None if student is None else student.x
            if network is not None and student is not None and x is not None and len(x) == network.sizes[0]:
                self._passes = passes(network, x, student.target)
        return self._passes

    def layout(self) -> Layout:
        """Where everything stands, with the numbers that are shown of what is marked."""
        base = self._base()
        if base.shows_all:
            return base
        marks = (self.chosen, self.pointed, self.walked)
        key = (marks, None if self.scene is None else self.scene.step_key)
        if self._marked is None or self._marked[0] is not base or self._marked[1] != key:
            self._marked = (base, key, self._with_marked(base))
        return self._marked[2]

    def part_at(self, x: float, y: float) -> Part | None:
        """The part at a point of the canvas."""
        assert self.network is not None
        layout = self.layout()
        unit = self._area.zoom * layout.scale
        reaches = {}
        for layer, weights in enumerate(self.network.weights):
            for i, row in enumerate(weights.tolist()):
                for j, value in enumerate(row):
                    reaches[Part.weight(layer, i, j)] = max(edge_width(value) / 2, 3.0) * unit + 2 * unit
        return part_at(layout, reaches, x, y)

    def picture(self, readout: str = "") -> Picture:
        """Everything to be painted, at this moment."""
        assert self.network is not None
        layout = self.layout()
        marks = (self.chosen, self.pointed, self.walked)
        if self.scene is not None:
            picture = self.scene.picture(layout, self.names, self._digits, marks, readout, self._note)
            return picture if self.pointed is None or not self.with_pointed else replace(picture, lit=self.with_pointed)
        return Picture(
            self.network,
            layout,
            made_labels(self.network, self.names, self.student, self.passes, layout, self._digits),
            self._shares(layout),
            *marks,
            self._lit(layout),
            readout,
            self._note,
        )

    def _base(self) -> Layout:
        """The layout without what is marked; made anew only when the room, the shape or the numbers' widths change."""
        network, look = self.network, self._look
        assert network is not None
        assert look is not None
        shape = (network.sizes, network.biases is None, network.hidden)
        if shape != self._shape:
            self._shape = shape
            self._reserves = (Reserve(), Reserve(), Reserve())
        room = self._room(network)
        texts = self.student.input_texts if self.student is not None else ()
        longest = max((shortened(text) for text in texts), key=len, default="")
        widths = tuple(reserve.digits.tobytes() for reserve in self._reserves)
        scene = self.scene
        scene_key = None if scene is None else scene.room_key
        key = (shape, widths, self.names, longest, self._area, self._digits, look, self._note, scene_key)
        if self._placed is not None and self._placed[0] == key and self._still_seen(self._placed[1]):
            return self._placed[1]

        def wording_at(dropped: int, spare: bool) -> Wording:
            digits = max(self._digits - dropped, 1)
            # In a game no number grows unforeseen.
            spare = spare and scene is None
            wording = widest_texts(network, self.names, (longest,), room, digits, spare, look.measure)
            return wording if scene is None else scene.wording(wording, digits, look.measure)

        layout = self._with_note(look, lambda area: self._place(network, look, area, wording_at))
        self._placed = (key, layout)
        return layout

    def _place(self, network: Network, look: Look, area: Area, wording_at: WordingAt) -> Layout:
        if max(weights.size for weights in network.weights) <= MOST_NUMBERS:
            layout = place_all(area, wording_at, max(self._digits - 1, 0), look.measure)
            if layout is not None:
                return layout
        headings = [heading_text(layer, units) for layer, units in enumerate(network.sizes[:-1])]
        wording = wording_at(0, False)
        layout, self._shown = place_overview(area, wording, headings, look.measure, self._focus(), self._shown)
        return layout

    def _with_note(self, look: Look, place: Callable[[Area], Layout]) -> Layout:
        """The layout with a place for the note: in a free corner, else on a line of its own below."""
        area, layout = self._area, place(self._area)
        if not self._note:
            return layout
        margin = 6 * area.zoom
        width, height = look.measure(Face.NAME, self._note, 1.0)
        width = min(width, area.width - 2 * margin)
        box = layout.free_corner(width, height, margin)
        if box is None:
            layout = place(Area(area.width, area.height - height - margin, area.zoom))
            box = Box(margin, area.height - height - margin, width, height)
        return replace(layout, width=area.width, height=area.height, note=box)

    def _room(self, network: Network) -> Room:
        layers = len(network.weights)
        went = self.passes
        sums, outputs = np.zeros(layers), np.zeros(layers)
        if went is not None:
            sums = np.array([_largest(layer.sums) for layer in went.layers])
            outputs = np.array([_largest(layer.outputs) for layer in went.layers])
        for reserve, values in zip(self._reserves, (network.parameters(), sums, outputs), strict=True):
            reserve.take(values)
        return Room(*(reserve.digits for reserve in self._reserves))

    def _focus(self) -> dict[int, int]:
        """The units that must be seen, by layer."""
        focus: dict[int, int] = {}
        for part in (self.chosen, None if self.scene is None else self.scene.about, self.walked):
            if part is not None:
                if part.kind is Kind.WEIGHT:
                    focus.update([part.source])
                focus.update([part.unit])
        return focus

    def _still_seen(self, layout: Layout) -> bool:
        return layout.shows_all or all(unit in layout.circles for unit in self._focus().items())

    def _with_marked(self, base: Layout) -> Layout:
        network = self.network
        assert network is not None
        assert self._look is not None
        has_bias = network.biases is not None
        groups = []
        if self.scene is not None:
            groups.extend(self.scene.numbers(base, self._digits, MOST_NUMBERS))
        for mark in (self.chosen, self.walked, self.pointed):
            if mark is not None and mark.is_in(network.sizes, has_bias):
                parts = [part for part in touching(mark, network.sizes, has_bias) if base.anchor(part) is not None]
                groups.append({part: self._widest(network, part) for part in parts})
        return with_numbers(base, groups, self._area, self._look.measure)

    def _widest(self, network: Network, part: Part) -> str:
        index = network.parameter_index(part.layer, part.i, part.j)
        text = widest(int(self._reserves[0].digits[index]), self._digits)
        return bias_text(text) if part.kind is Kind.BIAS else text

    def _lit(self, layout: Layout) -> frozenset[Part] | None:
        network = self.network
        assert network is not None
        marks = [self.pointed or self.walked]
        if not layout.shows_all:
            marks.append(self.chosen)
        if self.pointed is not None and self.with_pointed is not None:
            return self.with_pointed
        lit = [touching(mark, network.sizes, network.biases is not None) for mark in marks if mark is not None]
        if not lit:
            return None
        chosen = () if self.chosen is None else (self.chosen,)
        return frozenset((*chosen, *(part for parts in lit for part in parts)))

    def _shares(self, layout: Layout) -> dict[Unit, float]:
        went = self.passes
        if went is None:
            return {}
        shares = {(0, index): float(value) for index, value in enumerate(went.inputs)}
        for layer, forward in enumerate(went.layers, start=1):
            if forward.activation.name == "sigmoid":
                shares.update(((layer, index), float(value)) for index, value in enumerate(forward.outputs))
            else:
                shares.update(((layer, index), 1.0) for index in range(len(forward.outputs)))
        return {unit: share for unit, share in shares.items() if unit in layout.circles}


def _largest(values: Floats) -> float:
    return float(np.abs(values).max())
