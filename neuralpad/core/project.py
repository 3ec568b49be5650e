"""Everything a `.neuralpad` file holds, as one frozen value: the class, the network, and how it was trained."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from neuralpad.core.gradebook import Gradebook
from neuralpad.core.history import History
from neuralpad.core.network import Network
from neuralpad.core.parts import Part


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How the network is made and trained; the defaults were found by trial on real classes."""

    learning_rate: float = 1.0
    epoch_limit: int = 5000
    """Train stops by itself here; 0 means no limit."""
    batch_size: int | None = None
    """Students an update is made from; None for the whole class."""
    seed: int = 0
    """Draws the first weights, the students kept aside and the order of students."""
    bias: bool = True
    hidden_units: tuple[int, ...] = (2,)
    """Units of each hidden layer, from the inputs on."""
    hidden: str = "sigmoid"
    """The activation of hidden units: a name in `core.activations`."""
    aside_share: float = 0.0
    """The share of past students who are kept aside, 0 … 0.5."""
    held: frozenset[Part] = frozenset()
    """Weights and biases that are held fast while the others learn."""

    @property
    def beginning(self) -> tuple[object, ...]:
        """What decides the network a training begins with: settings that differ in it need another one."""
        return (self.seed, self.bias, self.hidden_units, self.hidden)


@dataclass(frozen=True)
class Learning:
    """Where the training stands. A value: starting, training and going back make new ones."""

    first: Network
    """The weights before the first epoch."""
    network: Network
    epoch: int = 0
    student: int = 0
    """Students of the epoch under way who have already been learned from, one at a time."""
    history: History = field(default_factory=History)
    """Ends at `network`. Whoever appends to it appends to a copy."""
    trained_on: str = ""
    """The digest of the training set learned from; empty before the first epoch."""


def with_fitting_pins(settings: TrainingSettings, inputs: int, before: TrainingSettings) -> TrainingSettings:
    """The settings without pins on what a network with so many `inputs` has not, or has for something else.

    With another number of layers than `before`, the same place is another weight: then every pin goes.
    """
    sizes = (inputs, *settings.hidden_units, 1)
    same_layers = len(settings.hidden_units) == len(before.hidden_units)
    kept = frozenset(part for part in settings.held if same_layers and part.is_in(sizes, settings.bias))
    return settings if kept == settings.held else replace(settings, held=kept)


def fresh_learning(settings: TrainingSettings, inputs: int) -> Learning:
    """A network with so many `inputs` that has learned nothing yet, its first weights drawn by `settings.seed`."""
    sizes = (inputs, *settings.hidden_units, 1)
    first = Network.random(sizes=sizes, seed=settings.seed, bias=settings.bias, hidden=settings.hidden)
    return Learning(first, first)


@dataclass(frozen=True)
class Project:
    """A class, its network and its training settings."""

    gradebook: Gradebook
    settings: TrainingSettings
    learning: Learning


def fresh_project(gradebook: Gradebook) -> Project:
    """A class that has just arrived: the usual settings, and a network that has learned nothing yet."""
    settings = TrainingSettings()
    return Project(gradebook, settings, fresh_learning(settings, len(gradebook.columns)))
