"""A moment of a game with everything that the canvas asks of it, which so needs to know nothing of games itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPainter

from neuralpad.core.parts import Part
from neuralpad.ui.network.look import Look
from neuralpad.ui.network.painting import Picture
from neuralpad.ui.network.placed import Layout, Measure
from neuralpad.ui.network.scene import Scene
from neuralpad.ui.network.scene_painting import ScenePainter
from neuralpad.ui.network.scene_picture import Marks, scene_numbers, scene_picture, scene_readout
from neuralpad.ui.network.scene_room import SceneRoom
from neuralpad.ui.network.scene_texts import digits_of
from neuralpad.ui.network.wording import Wording


@dataclass(frozen=True, slots=True)
class ShownScene:
    """A scene, and the room that its game takes."""

    scene: Scene
    room: SceneRoom

    @property
    def about(self) -> Part:
        """The part that the step is about."""
        return self.scene.step.about

    @property
    def room_key(self) -> object:
        """Equal for scenes that need places of the same size."""
        return self.room.key

    @property
    def step_key(self) -> object:
        """Equal for scenes of the same step."""
        return self.scene.script, self.scene.index

    def wording(self, at_rest: Wording, digits: int, measure: Measure) -> Wording:
        """The widest texts of the whole game, and of the network at rest."""
        return self.room.wording(at_rest, digits_of(digits), measure)

    def numbers(self, layout: Layout, digits: int, most: int) -> list[dict[Part, str]]:
        """For a drawing without numbers: those that the step should have, in groups of at most so many."""
        return scene_numbers(self.scene, layout, digits_of(digits), most)

    def picture(
        self, layout: Layout, names: tuple[str, ...], digits: int, marks: Marks, readout: str, note: str
    ) -> Picture:
        """What is to be painted."""
        return scene_picture(self.scene, layout, names, digits, marks, readout, note)

    def readout(self, digits: int) -> str:
        """What the step is about and its number, in one line."""
        return scene_readout(self.scene, digits_of(digits))

    def paint(self, painter: QPainter, picture: Picture, look: Look, zoom: float, digits: int) -> None:
        """Paint what moves over the picture."""
        ScenePainter(look, zoom).paint(painter, picture, self.scene, digits)
