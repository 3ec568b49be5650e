"""A chance of passing as a bar: how far it reaches, on which side of 50 % it ends, and how sure that is."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from neuralpad.core.moment import PASS_FROM
from neuralpad.core.predictions import is_unsure
from neuralpad.ui.predictions.wording import chance_tip, spoken_chance
from neuralpad.ui.theme import Theme


class BarPainter(QObject):
    """Paints bars in the colours of the theme, which it looks up once."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()

    def paint(self, painter: QPainter, space: QRectF, chance: float) -> None:
        """A bar in the middle of `space`; only its track for NaN."""
        height = min(self._height, space.height())
        track = QRectF(space.x(), space.center().y() - height / 2, space.width(), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._track)
        painter.drawRoundedRect(track, height / 2, height / 2)
        if not math.isnan(chance):
            passes, unsure = chance >= PASS_FROM, is_unsure(chance)
            # A bar too short for its round ends gets rounder ones, not more length.
            width = max(track.width() * chance, 1.0)
            bar = QRectF(track.x(), track.y(), width, height)
            if unsure:
                painter.setPen(self._edges[passes])
                bar.adjust(0.75, 0.75, -0.75, -0.75)
            painter.setBrush(self._fills[passes, unsure])
            radius = min(bar.width(), bar.height()) / 2
            painter.drawRoundedRect(bar, radius, radius)
        middle = track.x() + track.width() * PASS_FROM
        painter.setPen(self._middle)
        painter.drawLine(QPointF(middle, track.y() - self._over), QPointF(middle, track.bottom() + self._over))

    @Slot()
    def _restyle(self) -> None:
        colour, px = self._theme.colour, self._theme.px
        self._height, self._over = px(14), px(3)
        self._track = QBrush(colour("track"))
        self._fills = {
            (passes, unsure): QBrush(colour(name + ("_soft" if unsure else "")))
            for passes, name in ((True, "passed"), (False, "failed"))
            for unsure in (True, False)
        }
        self._edges = {True: QPen(colour("passed"), 1.5), False: QPen(colour("failed"), 1.5)}
        self._middle = QPen(colour("quiet"), max(px(1), 1), Qt.PenStyle.DotLine)


class ChanceBar(QWidget):
    """One bar by itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar = BarPainter(theme, self)
        self._chance = math.nan
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Chance of passing"))
        theme.changed.connect(self.updateGeometry)

    @property
    def chance(self) -> float:
        """The chance shown; NaN for none."""
        return self._chance

    def show_chance(self, chance: float) -> None:
        """Show another chance; NaN for none."""
        self._chance = chance
        known = not math.isnan(chance)
        self.setToolTip(chance_tip(chance) if known else "")
        self.setAccessibleDescription(spoken_chance(chance) if known else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._bar.paint(painter, QRectF(self.rect()), self._chance)
        painter.end()
