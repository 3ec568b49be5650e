"""Paints a placed and labelled network. Everything it draws is handed to it; it works nothing out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neuralpad.core.grades import FAIL, PASS
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part
from neuralpad.ui.network.columns import SEPARATOR
from neuralpad.ui.network.labels import Labels
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.placed import Box, Caption, Circle, Face, Layout, Unit

_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine)
_ON_LINES = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
FADED = 0.42
"""What fades keeps so much of its colour."""
_PIN = ((-1.8, -3.8, 1.8, -3.8), (-1.2, -3.6, -1.2, -0.4), (1.2, -3.6, 1.2, -0.4), (-2.6, 0, 2.6, 0), (0, 0, 0, 4))
"""The strokes of a pin, in pixels at scale 1."""
_OUTCOMES = {PASS: ("passed", "passed_soft"), FAIL: ("failed", "failed_soft")}


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be painted.

    Attributes
    ----------
    shares : mapping of Unit to float
        How much of a circle's rim is drawn in ink: its value, where that lies in 0…1.
    chosen, pointed, walked : Part or None
        What is selected, what is under the pointer, and where the keyboard stands.
    lit : set of Part or None
        The weights that stand out; None: all alike.
    readout, note : str
        What is said of the marked part where there is a place for it, and of the picture.
    inks : mapping of Part to str
        The colours of pills and circles, where they are others than usual.
    fades : bool
        Whether everything that does not stand out fades, not the lines alone.
    about : Part or None
        Among what stands out, the part that is spoken of.
    held : set of Part
        The weights and biases that are held fast: each has a pin.
    """

    network: Network
    layout: Layout
    labels: Labels
    shares: dict[Unit, float] = field(default_factory=dict)
    chosen: Part | None = None
    pointed: Part | None = None
    walked: Part | None = None
    lit: frozenset[Part] | None = None
    readout: str = ""
    note: str = ""
    inks: Mapping[Part, str] = field(default_factory=dict)
    fades: bool = False
    about: Part | None = None
    held: frozenset[Part] = frozenset()

    def strength(self, part: Part) -> float:
        """How much of its colour a part has."""
        if part == self.chosen:
            return 1.0
        return FADED if self.fades and self.lit is not None and part not in self.lit else 1.0


def edge_width(weight: float) -> float:
    """How thick a weight's line is, in pixels at scale 1: more for a larger one, but never endlessly."""
    return 1.2 + 7.8 * (1.0 - math.exp(-abs(weight) / 3.4))


def sign_colour(value: float) -> str:
    """The colour of a weight."""
    return "negative" if value < 0 else "positive"


class NetworkPainter:
    """Paints pictures in one look, at one zoom."""

    def __init__(self, look: Look, zoom: float) -> None:
        self._look = look
        self._zoom = zoom

    def paint(self, painter: QPainter, picture: Picture) -> None:
        """Paint the whole picture; the painter's origin is the left upper corner of the layout."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self._zoom * picture.layout.scale
        self._edges(painter, picture, unit)
        self._captions(painter, picture, unit)
        self._circles(painter, picture, unit)
        self._pills(painter, picture, unit)
        for part in picture.held:
            self._pin(painter, picture, part, unit)
        if picture.walked is not None:
            self._ring(painter, picture, picture.walked, unit)

    def _edges(self, painter: QPainter, picture: Picture, unit: float) -> None:
        look, layout = self._look, picture.layout
        edges: list[tuple[bool, float, float, Part]] = []
        lit = picture.lit
        for layer, weights in enumerate(picture.network.weights):
            rows = weights.tolist()
            for i, row in enumerate(rows):
                if (layer, i) not in layout.circles:
                    continue
                for j, value in enumerate(row):
                    if (layer + 1, j) in layout.circles:
                        part = Part.weight(layer, i, j)
                        edges.append((lit is None or part in lit, -abs(value), value, part))
        # The thick ones first, what stands out last.
        edges.sort(key=lambda edge: edge[:2])
        ground = look.colour("card")
        for stands_out, _, value, part in edges:
            ends = layout.edge(part)
            assert ends is not None
            line = QLineF(*ends)
            width = edge_width(value) * unit
            if part in (picture.chosen, picture.pointed, picture.about):
                halo = "accent" if part == picture.chosen else "line"
                painter.setPen(QPen(look.colour(halo), width + 5 * unit))
            else:
                painter.setPen(QPen(ground, width + 2 * unit))
            painter.drawLine(line)
            colour = look.colour(sign_colour(value), 0.88 if stands_out else 0.3)
            painter.setPen(QPen(colour, width))
            painter.drawLine(line)

    def _captions(self, painter: QPainter, picture: Picture, unit: float) -> None:
        look, layout, labels = self._look, picture.layout, picture.labels
        for caption, box in layout.captions.items():
            if caption.face is Face.VERDICT:
                self._verdict(painter, picture, caption, box)
            elif text := labels.captions.get(caption, ""):
                shown = look.elided(Face.NAME, text, layout.scale, box.width) if caption.face is Face.NAME else text
                width = min(look.measure(caption.face, shown, layout.scale)[0], box.width)
                painter.setFont(look.font(caption.face, layout.scale))
                ink = look.ink(caption.face, picture.strength(Part.node(*caption.unit)))
                self._on_plate(painter, box.centre[0] - width / 2, width, box, shown, ink)
        for gap in layout.gaps:
            self._gap(painter, gap.box, unit)
        for place, text, scale in ((layout.readout, picture.readout, layout.scale), (layout.note, picture.note, 1.0)):
            if place is not None and text:
                painter.setFont(look.font(Face.NAME, scale))
                painter.setPen(look.colour("quiet"))
                painter.drawText(_rect(place), _LEFT, look.elided(Face.NAME, text, scale, place.width))

    def _on_plate(self, painter: QPainter, left: float, width: float, box: Box, text: str, ink: QColor) -> None:
        """Write over a plate in the card's colour, so that no line runs through the text."""
        rect = QRectF(left, box.top, width, box.height)
        painter.fillRect(rect, self._look.colour("card"))
        painter.setPen(ink)
        painter.drawText(rect, _CENTRED, text)

    def _gap(self, painter: QPainter, box: Box, unit: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("quiet"))
        x, y = box.centre
        for step in (-1, 0, 1):
            painter.drawEllipse(QPointF(x, y + step * 5 * unit), 1.6 * unit, 1.6 * unit)

    def _verdict(self, painter: QPainter, picture: Picture, caption: Caption, box: Box) -> None:
        labels, look, scale = picture.labels, self._look, picture.layout.scale
        halves = [(labels.guess, labels.guessed), (labels.truth, labels.known)]
        if Caption(Face.VERDICT, caption.unit, 1) in picture.layout.captions:
            halves = [halves[caption.line]]
        elif labels.guess and labels.truth:
            halves.insert(1, (SEPARATOR, ""))
        widths = [look.measure(Face.VERDICT, text, scale)[0] for text, _ in halves]
        left = box.centre[0] - sum(widths) / 2
        painter.setFont(look.font(Face.VERDICT, scale))
        for (text, outcome), width in zip(halves, widths, strict=True):
            self._on_plate(painter, left, width, box, text, look.colour(_OUTCOMES[outcome][0] if outcome else "quiet"))
            left += width

    def _circles(self, painter: QPainter, picture: Picture, unit: float) -> None:
        look, layout, labels = self._look, picture.layout, picture.labels
        output = len(picture.network.sizes) - 1
        for where, circle in layout.circles.items():
            layer = where[0]
            part = Part.node(*where)
            rim, fill = ("ink", "ground")
            if picture.inks.get(part):
                rim, fill = picture.inks[part], f"{picture.inks[part]}_soft"
            elif layer == output and labels.guessed:
                rim, fill = _OUTCOMES[labels.guessed]
            strength = picture.strength(part)
            self._circle(painter, circle, picture.shares.get(where), rim, fill, strength, unit)
            if part in (picture.chosen, picture.pointed):
                self._halo(painter, circle, part == picture.chosen, unit)
            scale = layout.scale * layout.value_scales[layer]
            if scale:
                face = Face.OUTPUT if layer == output else Face.VALUE
                painter.setFont(look.font(face, scale))
                painter.setPen(look.colour(rim, strength, fill))
                painter.drawText(_rect(circle.box), _CENTRED, labels.values[where])

    def _circle(
        self, painter: QPainter, circle: Circle, share: float | None, rim: str, fill: str, strength: float, unit: float
    ) -> None:
        look = self._look
        thick = (3.0 if rim == "ink" else 3.6) * unit
        radius = circle.radius - thick / 2
        middle = QPointF(circle.x, circle.y)
        painter.setBrush(look.colour(fill))
        if share is None:
            pen = QPen(look.colour("quiet" if rim == "ink" else rim, strength), (1.6 if rim == "ink" else 2.4) * unit)
            painter.setPen(pen)
            painter.drawEllipse(middle, circle.radius - pen.widthF() / 2, circle.radius - pen.widthF() / 2)
            return
        painter.setPen(QPen(look.colour(rim, 0.22 * strength, fill), thick))
        painter.drawEllipse(middle, radius, radius)
        pen = QPen(look.colour(rim, strength, fill), thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        square = QRectF(circle.x - radius, circle.y - radius, 2 * radius, 2 * radius)
        painter.drawArc(square, 90 * 16, -round(min(max(share, 0.0), 1.0) * 360 * 16))

    def _halo(self, painter: QPainter, circle: Circle, is_chosen: bool, unit: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("accent" if is_chosen else "line"), 2.5 * unit))
        radius = circle.radius + 2 * unit
        painter.drawEllipse(QPointF(circle.x, circle.y), radius, radius)

    def _pills(self, painter: QPainter, picture: Picture, unit: float) -> None:
        look, layout, labels = self._look, picture.layout, picture.labels
        painter.setFont(look.font(Face.PILL, layout.scale))
        card, soft, accent = look.colour("card"), look.colour("accent_soft"), look.colour("accent")
        for part, box in layout.pills.items():
            text = labels.numbers[part]
            name = picture.inks.get(part) or ("negative" if "−" in text else "positive")
            ink = look.colour(name, picture.strength(part))
            rect = self._pill_rect(text, box, picture.layout.scale, unit)
            stands_out = picture.lit is not None and part in picture.lit
            if part == picture.chosen:
                painter.setPen(QPen(accent, 2.4 * unit))
                painter.setBrush(soft)
            else:
                painter.setPen(QPen(ink, (2.8 if part == picture.about else 2.0 if stands_out else 1.1) * unit))
                painter.setBrush(look.colour("slope_soft") if name == "slope" and stands_out else card)
            radius = min(rect.height() / 2, 12 * unit)
            painter.drawRoundedRect(rect, radius, radius)
            painter.setPen(ink)
            painter.drawText(rect, _CENTRED if "\n" not in text else _ON_LINES, text)

    def _pill_rect(self, text: str, box: Box, scale: float, unit: float) -> QRectF:
        """The pill as wide as is kept free for it, as high as its text: where two numbers may come, one may stand."""
        rect = _rect(box)
        lines = text.count("\n") + 1
        height = lines * self._look.measure(Face.PILL, text, scale)[1] + 4 * unit
        if height < rect.height() - 1:
            rect = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
        return rect

    def _pin(self, painter: QPainter, picture: Picture, part: Part, unit: float) -> None:
        """A pin at the upper right corner of a part's pill; on the line itself where there is no pill."""
        look, box, place = self._look, picture.layout.pills.get(part), picture.layout.anchor(part)
        if box is not None:
            rect = self._pill_rect(picture.labels.numbers[part], box, picture.layout.scale, unit)
            middle = rect.topRight() + QPointF(-5, 0) * unit
        elif place is not None:
            middle = QPointF(*place)
        else:
            return
        painter.setPen(QPen(look.colour("ink"), 1.1 * unit))
        painter.setBrush(look.colour("card"))
        painter.drawEllipse(middle, 7 * unit, 7 * unit)
        pen = QPen(look.colour("ink"), 1.4 * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for x1, y1, x2, y2 in _PIN:
            painter.drawLine(middle + QPointF(x1, y1) * unit, middle + QPointF(x2, y2) * unit)

    def _ring(self, painter: QPainter, picture: Picture, part: Part, unit: float) -> None:
        """Where the keyboard stands: dashes around a pill or a circle, or along a line without a number."""
        pen = QPen(self._look.colour("accent"), 2 * unit, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = picture.layout.pills.get(part)
        if box is not None:
            reach = 3 * unit
            rect = _rect(box).adjusted(-reach, -reach, reach, reach)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        elif part.kind is Kind.NODE and part.unit in picture.layout.circles:
            circle = picture.layout.circles[part.unit]
            painter.drawEllipse(QPointF(circle.x, circle.y), circle.radius + 4 * unit, circle.radius + 4 * unit)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
