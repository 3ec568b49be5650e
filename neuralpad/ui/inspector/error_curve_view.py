"""The error of the class along one weight: where we stand, the tangent, and where the next step leads."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from neuralpad.core.landscape import ErrorCurve, Landing
from neuralpad.core.scaling import Floats
from neuralpad.ui.inspector.frame import Frame
from neuralpad.ui.inspector.places import Line, free_place
from neuralpad.ui.inspector.plot import Plot
from neuralpad.ui.inspector.wording import CurveNotes, curve_notes
from neuralpad.ui.theme import Theme

_EDGE = 0.06
"""A weight is dragged no nearer to the ends of the curve than this share of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the view shows.

    Attributes
    ----------
    curve : ErrorCurve
    landing : Landing or None
        Where the next step leads; None for a weight that does not move.
    is_held : bool
        Whether the weight is held fast.
    symbol : str
        What the weight is called.
    digits : int
        Decimals shown.
    """

    curve: ErrorCurve
    landing: Landing | None
    is_held: bool
    symbol: str
    digits: int


class ErrorCurveView(Plot):
    """Draws an error curve; the point on it can be dragged.

    Signals:
        value_dragged: the value to which the user has taken the weight.
        stepped: by how many small steps the user wants to move the weight, with the keyboard.
        zoomed: by which factor the range shall become narrower, and around which value.
        fit_requested: the range that shows what matters.
    """

    value_dragged = Signal(float)
    stepped = Signal(int)
    zoomed = Signal(float, float)
    fit_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._scene: Scene | None = None
        self._grip: float | None = None
        self.setObjectName("error_curve")
        self.setAccessibleName(self.tr("Error curve of this weight"))

    @property
    def is_dragging(self) -> bool:
        """Whether the user has the point in hand."""
        return self._grip is not None

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: Scene | None) -> None:
        """Show a curve; None for none."""
        self._scene = scene
        self.show_message("")

    def point(self) -> QPointF | None:
        """Where the weight stands, in pixels."""
        if self._scene is None or self._frame is None:
            return None
        return self._frame.point(self._scene.curve.here, self._scene.curve.loss_here)

    def _make_frame(self, area: QRectF) -> Frame | None:
        if self._scene is None:
            return None
        curve, landing = self._scene.curve, self._scene.landing
        heights = [float(curve.losses.min()), float(curve.losses.max()), curve.loss_here]
        if landing is not None and landing.is_inside:
            heights.append(landing.loss)
        low, high = min(heights), max(heights)
        room = max(high - low, 0.02) * 0.12
        return Frame(area, curve.span, (low - room, high + room))

    def _value_name(self) -> str:
        return self.tr("value of {weight}").format(weight=self._scene.symbol if self._scene else "")

    def _draw(self, painter: QPainter, frame: Frame) -> None:
        scene = self._scene
        assert scene is not None
        curve = scene.curve
        x, y = _pixels(frame, curve.values, curve.losses)
        point = frame.point(curve.here, curve.loss_here)
        tangent = _tangent(frame, curve)
        painter.setClipRect(frame.area.adjusted(-1, -1, 1, 1))
        painter.setPen(self._pen("line", 1))
        painter.drawLine(point, QPointF(point.x(), frame.area.bottom()))
        painter.setPen(self._pen("positive", 2.5))
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]))
        painter.setPen(self._pen("slope", 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(
            QPolygonF([QPointF(a, b) for a, b in zip(*(one.tolist() for one in tangent), strict=True)])
        )
        lines = [(x, y), tangent]
        notes = curve_notes(curve, scene.landing, scene.digits)
        if scene.landing is not None and notes.step:
            lines.append(self._draw_step(painter, frame, point, scene.landing))
        painter.setClipping(False)
        self._dot(painter, point, "ink", is_square=scene.is_held)
        self._write_notes(painter, frame, point, lines, notes)

    def _draw_step(self, painter: QPainter, frame: Frame, point: QPointF, landing: Landing) -> Line:
        """An arrow to the height that the error has now, above or below the landing, and a dotted line to it."""
        colour = "warning" if landing.jumps else "slope"
        px = self._theme.px
        left, right = frame.area.left(), frame.area.right()
        end = min(max(frame.x(landing.value), left + 1), right - 1)
        length = end - point.x()
        if landing.is_inside and abs(length) > px(9):
            there = frame.point(landing.value, landing.loss)
            painter.setPen(self._pen(colour, 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(end, point.y()), there)
            painter.setPen(self._pen(colour, 2))
            painter.setBrush(self._theme.colour("card"))
            painter.drawEllipse(there, px(7) / 2, px(7) / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if length:
            # A step too short to be seen shows its direction beside the point.
            direction = math.copysign(1.0, length)
            tip = point + QPointF(direction * max(abs(length), px(15)), 0)
            neck, wing = tip - QPointF(direction * px(8), 0), QPointF(0, px(4))
            painter.setPen(self._pen(colour, 2.5))
            painter.drawLine(point, neck)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(colour))
            painter.drawPolygon(QPolygonF([tip, neck - wing, neck + wing]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        ends = np.sort(np.array([point.x(), end]))
        return ends, np.array([point.y(), point.y()])

    def _write_notes(
        self, painter: QPainter, frame: Frame, point: QPointF, lines: list[Line], notes: CurveNotes
    ) -> None:
        scene = self._scene
        assert scene is not None
        inside, gap = frame.area.adjusted(2, -self._axes.row / 2, -2, -2), self._theme.px(6)
        taken = [QRectF(point.x() - gap, point.y() - gap, 2 * gap, 2 * gap)]
        uphill = 1.0 if scene.curve.slope > 0 else -1.0
        step = 0.0 if scene.landing is None else frame.x(scene.landing.value) - point.x()
        for text, colour, at in (
            (notes.slope, "slope", point + QPointF(uphill * 2 * gap, 0)),
            (notes.step, "warning" if notes.is_warning else "slope", point + QPointF(step / 2, 0)),
            (notes.sample, "quiet", QPointF(inside.center().x(), inside.top())),
        ):
            if not text:
                continue
            width, height = self._text_size(text, bold=colour != "quiet")
            places = (
                QRectF(at.x() + side * (width / 2 + across) - width / 2, at.y() + down - height / 2, width, height)
                for down in (gap + height / 2, -gap - height / 2, 2.2 * height, -2.2 * height, 4 * height, -4 * height)
                for side in (uphill, 0.0, -uphill)
                for across in (0.0, 4.0 * gap)
            )
            place = free_place(places, inside, lines, taken)
            if place is not None:
                taken.append(place)
                self._write(painter, place, text, colour, bold=colour != "quiet")

    def _is_on_point(self, at: QPointF) -> bool:
        point, reach = self.point(), self._theme.px(14)
        return point is not None and abs(at.x() - point.x()) <= reach and abs(at.y() - point.y()) <= 1.5 * reach

    def _drag_to(self, x: float) -> None:
        if self._frame is None or self._grip is None:
            return
        low, high = self._frame.values
        room = _EDGE * (high - low)
        value = min(max(self._frame.value_at(x - self._grip), low + room), high - room)
        # As fine as the pointer, and no finer: numbers that can be read.
        decimals = max(0, math.ceil(-math.log10((high - low) / max(self._frame.area.width(), 1.0))))
        self.value_dragged.emit(round(value, decimals))

    # Qt's

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self.point()
        if event.button() is Qt.MouseButton.LeftButton and point is not None and self._is_on_point(event.position()):
            self._grip = event.position().x() - point.x()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.is_dragging:
            self._drag_to(event.position().x())
        on_point = self.is_dragging or self._is_on_point(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if on_point else Qt.CursorShape.ArrowCursor)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit_requested.emit()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._frame is not None and event.angleDelta().y():
            self.zoomed.emit(1.25 ** (event.angleDelta().y() / 120), self._frame.value_at(event.position().x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        steps = {key.Key_Left: -1, key.Key_Right: 1, key.Key_PageDown: -10, key.Key_PageUp: 10}
        here = 0.0 if self._scene is None else self._scene.curve.here
        pressed = Qt.Key(event.key())
        if self._scene is None:
            event.ignore()
        elif pressed in steps:
            self.stepped.emit(steps[pressed])
        elif pressed in (key.Key_Plus, key.Key_Equal):
            self.zoomed.emit(1.5, here)
        elif pressed == key.Key_Minus:
            self.zoomed.emit(1 / 1.5, here)
        elif pressed == key.Key_0:
            self.fit_requested.emit()
        else:
            event.ignore()


def _pixels(frame: Frame, values: Floats, heights: Floats) -> Line:
    area, (left, right), (low, high) = frame.area, frame.values, frame.heights
    return (
        area.left() + (values - left) / (right - left) * area.width(),
        area.bottom() - (heights - low) / (high - low) * area.height(),
    )


def _tangent(frame: Frame, curve: ErrorCurve) -> Line:
    """The part of the tangent that lies in the frame."""
    low, high = frame.heights
    ends = [*frame.values]
    if curve.slope:
        with np.errstate(over="ignore"):
            crossings = sorted(curve.here + (height - curve.loss_here) / curve.slope for height in (low, high))
        ends = [max(ends[0], crossings[0]), min(ends[1], crossings[1])]
    values = np.array(ends)
    return _pixels(frame, values, curve.tangent(values))
