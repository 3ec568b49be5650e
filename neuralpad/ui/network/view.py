"""The network on screen: what it shows, how it is painted, and what is said of it to those who listen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.ui.network.columns import Area
from neuralpad.ui.network.describing import Describer
from neuralpad.ui.network.labels import Labels
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.painting import NetworkPainter
from neuralpad.ui.network.placed import Layout
from neuralpad.ui.network.sheet import Sheet
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.theme import Theme

if TYPE_CHECKING:
    # A window starts without a game.
    from neuralpad.ui.network.scene import Scene
    from neuralpad.ui.network.scene_shown import ShownScene

TELLING = 500
"""Milliseconds between two descriptions of a network that is learning: nobody can listen faster."""


class NetworkView(QWidget):
    """Shows a network with the numbers of one student."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet = Sheet()
        self._words = ""
        self._held: frozenset[Part] = frozenset()
        self._described = QElapsedTimer()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(TELLING)
        self._telling.timeout.connect(self._describe)
        self.setAccessibleName(self.tr("Network"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def network(self) -> Network | None:
        """The network on screen."""
        return self._sheet.network

    def show_network(self, network: Network | None) -> None:
        """Show these weights and biases; cheap, for it happens many times a second while the network learns."""
        self._sheet.network = network
        if not self._described.isValid() or self._described.elapsed() >= TELLING:
            self._describe()
        elif not self._telling.isActive():
            self._telling.start()
        self.update()

    def show_student(self, student: StudentView | None) -> None:
        """Show how this student goes through the network; None for no student."""
        self._sheet.student = student
        self._describe()
        self.update()

    def show_held(self, parts: frozenset[Part]) -> None:
        """Show which weights and biases are held fast."""
        if parts != self._held:
            self._held = parts
            self._describe()
            self.update()

    def show_labels(self, names: list[str] | tuple[str, ...]) -> None:
        """Name the inputs."""
        self._sheet.set_names(tuple(names))
        self._describe()
        self.update()

    def show_scene(self, scene: ShownScene | None, words: str = "") -> None:
        """Show a moment of a game instead of the network at rest, and say it in words; None to leave the game."""
        begins_or_ends = (scene is None) != (self._sheet.scene is None)
        self._sheet.scene = scene
        if begins_or_ends or words != self._words:
            self._words = words
            self._describe()
        self.update()

    @property
    def scene(self) -> Scene | None:
        """The moment of a game that is shown; None for the network at rest."""
        return None if self._sheet.scene is None else self._sheet.scene.scene

    def set_note(self, text: str) -> None:
        """Say something about the picture, such as which moment it shows."""
        self._sheet.set_note(text)
        self.update()

    def labels(self) -> Labels:
        """Every text that is painted, by what it belongs to."""
        return Labels() if self._sheet.network is None else self._sheet.picture().labels

    def placement(self) -> Layout | None:
        """Where everything stands, in pixels; None without a network."""
        return None if self._sheet.network is None else self._sheet.layout()

    def describe_part(self, part: Part) -> str:
        """A part and its value in words."""
        return self._describer().line(part)

    def draw_into(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the network into a rectangle of any painter, as large as it fits, with nothing marked: for pictures."""
        painter.save()
        painter.translate(rect.topLeft())
        self._draw(painter, self._sheet.unmarked(Area(rect.width(), rect.height(), self._theme.zoom)))
        painter.restore()

    def _draw(self, painter: QPainter, sheet: Sheet) -> None:
        if sheet.network is None:
            painter.setFont(self._theme.font(13))
            painter.setPen(self._look.colour("quiet"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(0, 0, sheet.area.width, sheet.area.height), int(flags), self._empty_text())
            return
        part = sheet.pointed or sheet.walked or (None if sheet.scene is not None else sheet.chosen)
        if part is None and sheet.scene is not None:
            readout = sheet.scene.readout(self._theme.digits)
        elif part is None:
            readout = self.tr("Point at a line or a unit to see its numbers.")
        else:
            readout = self._describer().line(part)
        picture = replace(sheet.picture(readout), held=self._held)
        NetworkPainter(self._look, self._theme.zoom).paint(painter, picture)
        if sheet.scene is not None:
            sheet.scene.paint(painter, picture, self._look, self._theme.zoom, self._theme.digits)

    def _describer(self) -> Describer:
        sheet = self._sheet
        assert sheet.network is not None
        return Describer(sheet.network, sheet.names, sheet.student, sheet.passes, self._theme.digits, self._held)

    def _empty_text(self) -> str:
        return self.tr("Add a grade column, and the network appears here.")

    def _set_area(self) -> None:
        self._sheet.set_area(Area(self.width(), self.height(), self._theme.zoom))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._look = Look(self._theme)
        self._sheet.set_look(self._look, self._theme.digits)
        self._set_area()
        self._describe()
        self.updateGeometry()
        self.update()

    @Slot()
    def _describe(self) -> None:
        """Tell those who listen to the screen what is marked, or what the picture shows."""
        self._described.restart()
        sheet = self._sheet
        if sheet.network is None:
            self.setAccessibleDescription(self._empty_text())
            return
        part = sheet.walked or (sheet.chosen if sheet.scene is None else None)
        describer = self._describer()
        if part is not None:
            self.setAccessibleDescription(describer.spoken(part))
        else:
            self.setAccessibleDescription(describer.summary if sheet.scene is None else self._words)

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(620), self._theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(280), self._theme.px(180))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("card"))
        self._draw(painter, self._sheet)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_area()
        super().resizeEvent(event)
