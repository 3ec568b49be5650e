"""Paints a strip: brackets, numbers, symbols, shapes, and what is lit."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from neuralpad.core.matrix_blocks import Cell
from neuralpad.ui.matrices.faces import Faces, Writing, raised_apart
from neuralpad.ui.matrices.figures import DOWN
from neuralpad.ui.matrices.picture import Picture, Way
from neuralpad.ui.matrices.placing import FOOT, HEAD, PlacedBlock, PlacedJoint, joint_writing
from neuralpad.ui.matrices.wording import more_text, shape_text

_TICK = 3.0
"""How far the ends of a bracket reach in."""
_RAISED_BY = 0.35
"""Share of the type size."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Which cells stand out.

    Attributes
    ----------
    pointed : Cell or None
        Under the pointer or the keyboard.
    lit : frozenset of Cell
        What makes it, or what another panel points at.
    chosen : frozenset of Cell
        The cells of the chosen part.
    """

    pointed: Cell | None = None
    lit: frozenset[Cell] = field(default=frozenset())
    chosen: frozenset[Cell] = field(default=frozenset())


class StripPainter:
    """Paints the rows of a picture."""

    def __init__(self, painter: QPainter, faces: Faces, picture: Picture, marks: Marks) -> None:
        self._painter = painter
        self._faces = faces
        self._picture = picture
        self._marks = marks
        self._size = picture.fit.size
        self._backward = False

    def paint_row(self, index: int, origin: QPointF) -> None:
        """One row, with its left end and middle at `origin`."""
        way, row = self._picture.rows[index]
        self._backward = way is Way.BACKWARD
        self._painter.save()
        self._painter.translate(origin)
        for block in row.blocks:
            self._paint_block(block)
        for joint in row.joints:
            self._paint_joint(joint)
        self._painter.restore()

    def _paint_block(self, placed: PlacedBlock) -> None:
        self._paint_marks(placed)
        self._paint_brackets(placed)
        self._paint_names(placed)
        texts = self._picture.texts[placed.number]
        painter, faces = self._painter, self._faces
        painter.setFont(faces.font(Writing.NUMBER, self._size))
        painter.setPen(faces.ink(Writing.NUMBER, self._backward))
        drop = faces.drop(Writing.NUMBER, self._size)
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                if text:
                    cell = placed.cell(row, column)
                    left = cell.right() - faces.width(Writing.NUMBER, self._size, text)
                    painter.drawText(QPointF(left, cell.center().y() + drop), text)
        self._paint_dots(placed)

    def _paint_marks(self, placed: PlacedBlock) -> None:
        painter, faces, marks = self._painter, self._faces, self._marks
        if not marks.lit and not marks.chosen and marks.pointed is None:
            return
        soft, strong = ("slope_soft", "slope") if self._backward else ("accent_soft", "accent")
        round_ = faces.px(3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in range(len(placed.block.rows)):
            for column in range(len(placed.columns)):
                cell = Cell(placed.number, row, column)
                is_pointed, is_chosen = cell == marks.pointed, cell in marks.chosen
                if not (is_pointed or is_chosen or cell in marks.lit):
                    continue
                box = placed.cell(row, column).adjusted(-faces.px(2), 0.5, faces.px(2), -0.5)
                painter.setBrush(faces.colour(soft))
                width = faces.px(1.5) if is_pointed else faces.px(1)
                painter.setPen(QPen(faces.colour(strong), width) if is_pointed or is_chosen else Qt.PenStyle.NoPen)
                painter.drawRoundedRect(box, round_, round_)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_brackets(self, placed: PlacedBlock) -> None:
        frame, tick = placed.frame, self._faces.px(_TICK)
        self._painter.setPen(QPen(self._faces.colour("ink"), max(1, round(self._faces.px(1.2)))))
        top, bottom = round(frame.top()), round(frame.bottom())
        lines = []
        for x, inwards in ((round(frame.left()), tick), (round(frame.right()), -tick)):
            lines += [QLineF(x, top, x, bottom), QLineF(x, top, x + inwards, top)]
            lines.append(QLineF(x, bottom, x + inwards, bottom))
        self._painter.drawLines(lines)

    def _paint_names(self, placed: PlacedBlock) -> None:
        painter, faces, size, block = self._painter, self._faces, self._size, placed.block
        x = placed.frame.center().x() - faces.symbol_width(size, block.symbol) / 2
        middle = placed.frame.top() - faces.px(HEAD * size) / 2
        drop = faces.drop(Writing.SYMBOL, size)
        painter.setPen(faces.ink(Writing.SYMBOL))
        for text, is_raised in raised_apart(block.symbol):
            writing = Writing.RAISED if is_raised else Writing.SYMBOL
            painter.setFont(faces.font(writing, size))
            painter.drawText(QPointF(x, middle + drop - (faces.px(_RAISED_BY * size) if is_raised else 0)), text)
            x += faces.width(writing, size, text)
        foot = QRectF(placed.room.left(), placed.frame.bottom(), placed.room.width(), faces.px(FOOT * size))
        self._write(Writing.SHAPE, shape_text(block.shape), foot.center())

    def _paint_dots(self, placed: PlacedBlock) -> None:
        """The dots in the place of what is left out, with the count where there is room for it."""
        block, faces = placed.block, self._faces
        fit = self._picture.fit
        lines = len(block.rows) - (block.rows[-1] is None)
        if block.columns[-1] is None:
            text = more_text(block.columns_left_out, fit.words)
            first, last = placed.cell(0, len(placed.columns) - 1), placed.cell(lines - 1, len(placed.columns) - 1)
            self._write(Writing.NOTE, text, first.united(last).center())
        if block.rows[-1] is None:
            text = more_text(block.rows_left_out, words=True)
            inner = placed.cell(lines, 0).united(placed.cell(lines, len(placed.columns) - 1))
            if faces.width(Writing.NOTE, self._size, text) > inner.width():
                text = DOWN
            self._write(Writing.NOTE, text, inner.center())

    def _paint_joint(self, placed: PlacedJoint) -> None:
        if placed.text.strip():
            self._write(joint_writing(placed.joint), placed.text, placed.room.center())

    def _write(self, writing: Writing, text: str, middle: QPointF) -> None:
        """A text around a point."""
        faces = self._faces
        self._painter.setFont(faces.font(writing, self._size))
        self._painter.setPen(faces.ink(writing, self._backward))
        left = middle.x() - faces.width(writing, self._size, text) / 2
        self._painter.drawText(QPointF(left, middle.y() + faces.drop(writing, self._size)), text)
