"""The script of a pass: what is seen at each step while the guess is made, or while the blame goes back.

A value that knows no screen. Each step is complete in itself: whoever shows it need not have shown the ones before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network
from neuralpad.core.parts import Part

Value = float | str
"""A number that a title or an explanation speaks of, a symbol or a count."""


class Game(StrEnum):
    """Which way it goes."""

    GUESSING = "guessing"
    BLAME = "blame"


class Phase(StrEnum):
    """What happens in a step."""

    WEIGHTED_SUM = "weighted sum"
    SQUASH = "squash"
    OUTPUT_SUM = "output sum"
    OUTPUT_SQUASH = "output squash"
    ERROR = "error"
    OUTPUT_BLAME = "output blame"
    OUTPUT_SHARES = "output shares"
    """∂E/∂w of the weights into the output."""
    PASSED_BACK = "passed back"
    """The blame of hidden units."""
    SHARES = "shares"
    """∂E/∂w of the weights into hidden units."""
    BIASES = "biases"
    UPDATE = "update"
    GUESS_AGAIN = "guess again"


class Shows(StrEnum):
    """What the number in a node is."""

    NOTHING = "nothing"
    """It is not known yet."""
    INPUT = "input"
    SUM = "sum"
    OUTPUT = "output"
    BLAME = "blame"


class Carries(StrEnum):
    """What travels along an edge or stands on its pill."""

    WEIGHT = "weight"
    PRODUCT = "product"
    """Weight times what came in."""
    SHARE = "share"
    """∂E/∂w."""
    BLAME = "blame"
    """Blame times weight, on its way back."""
    CHANGE = "change"
    """From the old value to the new."""


@dataclass(frozen=True, slots=True)
class Travel:
    """A number on its way along a weight's edge, or from a bias into its unit."""

    part: Part
    value: float
    carries: Carries
    is_backwards: bool = False


@dataclass(frozen=True, slots=True)
class NodeShown:
    """What a node shows.

    Attributes
    ----------
    shows : Shows
    value : float
        The number in it; NaN where nothing is known yet.
    running : tuple of float
        What it shows after each of this step's travellers to it has arrived, before it shows `value`. A sum's last one
        is `value`; a blame's last one has still to be multiplied with the bend of the squash.
    weighted_sum, output : float or None
        z and what the squash made of it, where they are known by now.
    """

    shows: Shows
    value: float
    running: tuple[float, ...] = ()
    weighted_sum: float | None = None
    output: float | None = None


@dataclass(frozen=True, slots=True)
class Pill:
    """What the pill of a weight or bias says instead of its value.

    Attributes
    ----------
    carries : Carries
    value : float
        The product, the share (∂E/∂w), or the new value.
    old, new, slope : float or None
        For a change: new = old − α · slope, or new = old where it is held.
    is_held : bool
        Whether it is held fast.
    """

    carries: Carries
    value: float
    old: float | None = None
    new: float | None = None
    slope: float | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class SquashPoint:
    """A point on the curve of a unit's activation: where its sum lies, what comes out, and how steep it is there."""

    node: Part
    activation: str
    weighted_sum: float
    output: float
    slope: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """Everything that is seen at one moment.

    Attributes
    ----------
    phase : Phase
    number, of : int
        Which step of how many, from 1.
    about : Part
        What the formula is about.
    values : mapping
        Named numbers and symbols for the title and the explanation; which ones depends on the phase.
    lit : frozenset of Part
        What the step is about.
    travels : tuple of Travel
        In the order of setting out; they may also go together.
    nodes : mapping of Part to NodeShown
        Every node of the network.
    pills : mapping of Part to Pill
        Where a pill says something else than its value in `network`.
    squashes : tuple of SquashPoint
        The little curves to be drawn.
    network : Network
        Whose weights are drawn: from guessing again on, the one after the update.
    left_out : int
        How many numbers travel or count but are not in `travels`, because there are too many.
    derivation : tuple of str
        Why the formula is so: lines of LaTeX, for who wants to know.
    explain : callable
        See `equation_of`.
    """

    phase: Phase
    number: int
    of: int
    about: Part
    values: Mapping[str, Value]
    lit: frozenset[Part]
    travels: tuple[Travel, ...]
    nodes: Mapping[Part, NodeShown]
    pills: Mapping[Part, Pill]
    squashes: tuple[SquashPoint, ...]
    network: Network
    left_out: int
    derivation: tuple[str, ...]
    explain: Callable[[Part], Equation | None]

    @property
    def equation(self) -> Equation:
        """The formula of the step."""
        equation = self.explain(self.about)
        assert equation is not None
        return equation

    def equation_of(self, part: Part) -> Equation | None:
        """The formula of another part that this step is about; None if it is not."""
        return self.explain(part)


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """The steps of a pass.

    Attributes
    ----------
    game : Game
    steps : tuple of Step
    network : Network
        Before.
    after : Network or None
        After the update; None where there is none.
    students : int
        1: the numbers are of one student. More: they are means over so many.
    names : tuple of str
        Of the inputs.
    """

    game: Game
    steps: tuple[Step, ...]
    network: Network
    after: Network | None
    students: int
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, index: int) -> Step:
        return self.steps[index]

    def equation(self, index: int, part: Part) -> Equation | None:
        """The formula of a part at a step; None if the step is not about it."""
        return self.steps[index].equation_of(part)

    def about_part(self, part: Part) -> int | None:
        """The index of the first step that tells of a part: its share or blame, or where it comes into the guess."""
        for index, step in enumerate(self.steps):
            if step.equation_of(part) is not None:
                return index
        return None
