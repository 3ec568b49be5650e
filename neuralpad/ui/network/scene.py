"""What the canvas shows of a game: a script, the step at which it stands, and how far that step's motion has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import Passes
from neuralpad.core.script import Game, NodeShown, Phase, Script, Shows, Step
from neuralpad.ui.network.placed import Unit
from neuralpad.ui.network.travelling import Moment, destination, moment_at


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a game.

    Attributes
    ----------
    script : Script
    index : int
        The step, from 0.
    progress : float
        How much of its motion is over.
    passes : Passes or None
        The way of the student whose game it is; None where it is the whole class's.
    """

    script: Script
    index: int
    progress: float = 1.0
    passes: Passes | None = None
    moment: Moment = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moment", moment_at(self.step, self.progress))

    @property
    def step(self) -> Step:
        """The step at which the game stands."""
        return self.script[self.index]

    @property
    def network(self) -> Network:
        """The network on screen: after the update the one that it makes."""
        return self.step.network

    @property
    def is_blame(self) -> bool:
        """Whether the numbers go backwards."""
        return self.script.game is Game.BLAME

    def node(self, unit: Unit) -> tuple[NodeShown, float | None]:
        """What a unit shows, and its number at this moment; None while nothing has arrived there."""
        part = Part.node(*unit)
        shown = self.step.nodes.get(part)
        if shown is None or shown.shows is Shows.NOTHING:
            return NodeShown(Shows.NOTHING, 0.0), None
        if self.moment.is_over or not self._travels_to(part):
            return shown, shown.value
        arrived = self.moment.arrived[part]
        return shown, shown.running[arrived - 1] if 0 < arrived <= len(shown.running) else None

    def _travels_to(self, node: Part) -> bool:
        """Whether the number of a node is made in this step from what arrives."""
        shown = self.step.nodes[node].shows
        makes = shown is Shows.SUM or (shown is Shows.BLAME and self.step.phase is Phase.PASSED_BACK)
        return makes and any(destination(travel) == node for travel in self.step.travels)
