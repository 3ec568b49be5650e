"""What a game is played with."""

from __future__ import annotations

from dataclasses import dataclass, field

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.scaling import TrainingSet
from neuralpad.ui.network.student import StudentView


@dataclass(frozen=True, slots=True)
class Ground:
    """The network, the student and the class that are shown, and how the network learns.

    Attributes
    ----------
    network : Network or None
    names : tuple of str
        Of the inputs.
    student : StudentView or None
    students : TrainingSet or None
        The past students that are learned from.
    digest : str
        Tells classes apart.
    learning_rate : float
        α.
    held : frozenset of Part
        Weights and biases that are held fast.
    """

    network: Network | None = None
    names: tuple[str, ...] = ()
    student: StudentView | None = None
    students: TrainingSet | None = field(default=None, compare=False)
    digest: str = ""
    learning_rate: float = 1.0
    held: frozenset[Part] = frozenset()
