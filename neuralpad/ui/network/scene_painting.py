"""Paints what moves in a game: numbers that travel along the lines, and the small picture of a squash."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QRegion

from neuralpad.core.activations import activation_named
from neuralpad.core.parts import Kind
from neuralpad.core.script import Carries, SquashPoint
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.painting import Picture, sign_colour
from neuralpad.ui.network.placed import Box, Circle, Face, Layout
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.scene_texts import digits_of, travelling_text
from neuralpad.ui.network.squash_places import squash_place
from neuralpad.ui.network.travelling import OnTheWay

_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine)
_CURVE_POINTS = 49
_LEAST_REACH = 4.0
"""The curve is drawn from −z to z, at least this far."""


class ScenePainter:
    """Paints over a picture of the network what a game adds to it."""

    def __init__(self, look: Look, zoom: float) -> None:
        self._look = look
        self._zoom = zoom

    def paint(self, painter: QPainter, picture: Picture, scene: Scene, digits: int) -> None:
        """Paint squashes and travellers; the painter's origin is the left upper corner of the layout."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self._zoom * picture.layout.scale
        for squash in scene.step.squashes[:1]:
            box = squash_place(picture.layout, squash.node.unit, self._zoom)
            if box is not None:
                self._leader(painter, picture.layout, picture.layout.circles[squash.node.unit], box, unit)
                self._squash(painter, squash, box, scene.progress, unit)
        for traveller in scene.moment.travellers:
            self._traveller(painter, picture, scene, traveller, digits, unit)

    def _traveller(
        self, painter: QPainter, picture: Picture, scene: Scene, traveller: OnTheWay, digits: int, unit: float
    ) -> None:
        layout, look, travel = picture.layout, self._look, traveller.travel
        at = _place(layout, traveller)
        if at is None:
            return
        text = travelling_text(scene, traveller, digits_of(digits, layout.dropped))
        width, height = look.measure(Face.PILL, text, layout.scale)
        rect = QRectF(0, 0, width + 12 * unit, height + 4 * unit)
        rect.moveCenter(at)
        colour, ink = "ink", "card"
        if scene.is_blame:
            colour, ink = "slope", "on_accent"
        elif traveller.is_multiplied:
            colour, ink = sign_colour(travel.value), "on_accent"
        painter.setPen(QPen(look.colour("card"), 2 * unit))
        painter.setBrush(look.colour(colour))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(look.font(Face.PILL, layout.scale))
        painter.setPen(look.colour(ink))
        painter.drawText(rect, _CENTRED, text)

    def _leader(self, painter: QPainter, layout: Layout, circle: Circle, box: Box, unit: float) -> None:
        """A thin line from the picture of a squash to its unit, behind everything that is written."""
        x, y = box.centre
        line = QLineF(circle.x, circle.y, x, y)
        line.setP1(line.pointAt(min((circle.radius + 3 * unit) / max(line.length(), 1e-9), 1.0)))
        free = QRegion(0, 0, math.ceil(layout.width), math.ceil(layout.height))
        for taken in layout.boxes():
            free -= QRegion(int(taken.left), int(taken.top), math.ceil(taken.width) + 1, math.ceil(taken.height) + 1)
        painter.save()
        painter.setClipRegion(free, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(self._look.colour("quiet"), 1.2 * unit, Qt.PenStyle.DotLine))
        painter.drawLine(line)
        painter.restore()

    def _squash(self, painter: QPainter, squash: SquashPoint, box: Box, progress: float, unit: float) -> None:
        """The curve of the activation; the point goes up from z to the curve, and across to what comes out."""
        look = self._look
        painter.setPen(QPen(look.colour("quiet"), 1.2 * unit))
        painter.setBrush(look.colour("card"))
        painter.drawRoundedRect(QRectF(box.left, box.top, box.width, box.height), 6 * unit, 6 * unit)
        reach = max(_LEAST_REACH, 1.15 * abs(squash.weighted_sum))
        z = np.linspace(-reach, reach, _CURVE_POINTS)
        curve = activation_named(squash.activation).value(z)
        low, high = min(float(curve.min()), 0.0), max(float(curve.max()), 1.0)
        inner = QRectF(box.left, box.top, box.width, box.height).adjusted(8 * unit, 8 * unit, -8 * unit, -8 * unit)

        def at(along: float, up: float) -> QPointF:
            return QPointF(
                inner.left() + (along + reach) / (2 * reach) * inner.width(),
                inner.bottom() - (up - low) / (high - low) * inner.height(),
            )

        painter.setPen(QPen(look.colour("line"), 1.2 * unit))
        for level in (0.0, 1.0):
            painter.drawLine(QLineF(at(-reach, level), at(reach, level)))
        painter.drawLine(QLineF(at(0, low), at(0, high)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("ink"), 2 * unit))
        painter.drawPolyline(QPolygonF([at(float(a), float(b)) for a, b in zip(z, curve, strict=True)]))
        foot = at(squash.weighted_sum, 0.0)
        point = at(squash.weighted_sum, squash.output)
        side = at(0.0, squash.output)
        painter.setPen(QPen(look.colour("positive"), 1.6 * unit, Qt.PenStyle.DashLine))
        up = min(2 * progress, 1.0)
        seen = foot + (point - foot) * up
        painter.drawLine(QLineF(foot, seen))
        if progress > 0.5:
            seen = point
            painter.drawLine(QLineF(point, point + (side - point) * (2 * progress - 1)))
        painter.setPen(QPen(look.colour("card"), 1.5 * unit))
        painter.setBrush(look.colour("positive"))
        painter.drawEllipse(seen, 4.5 * unit, 4.5 * unit)


def _place(layout: Layout, traveller: OnTheWay) -> QPointF | None:
    """Where a traveller is: halfway at the pill of its weight; None where its line is not drawn."""
    travel, share = traveller.travel, traveller.share
    part = travel.part
    pill, circle = layout.pills.get(part), layout.circles.get(part.unit)
    if part.kind is not Kind.WEIGHT:
        return None if pill is None or circle is None else _between(pill.centre, (circle.x, circle.y), share)
    ends = layout.edge(part)
    if ends is None:
        return None
    start, end = (ends[2:], ends[:2]) if travel.is_backwards else (ends[:2], ends[2:])
    middle = ((ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2) if pill is None else pill.centre
    if travel.carries is Carries.SHARE:
        return _between(start, middle, share)
    return _between(start, middle, 2 * share) if share < 0.5 else _between(middle, end, 2 * share - 1)


def _between(start: tuple[float, float], end: tuple[float, float], share: float) -> QPointF:
    return QPointF(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
