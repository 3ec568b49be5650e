"""What there is to say of one weight, from the engine: its error curve, its next step and who pulls on it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from neuralpad.core.history import History
from neuralpad.core.landscape import ErrorCurve, Landing, error_curve
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, index_of
from neuralpad.core.scaling import Floats
from neuralpad.core.shares import ShareBars, share_bars, shares_along

Span = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Learners:
    """The students learned from: X (m, features), y (m,), their names (m), and their rows in the grade book (m,)."""

    X: Floats = field(default_factory=lambda: np.empty((0, 0)))
    y: Floats = field(default_factory=lambda: np.empty(0))
    names: Sequence[str] = ()
    rows: Sequence[int] = ()

    def fit(self, network: Network) -> bool:
        """Whether there is anybody, with as many grades as the network has inputs: for a moment there may not be."""
        return len(self.y) > 0 and self.X.shape[1] == network.sizes[0]


def is_inspected(part: Part | None, network: Network | None) -> bool:
    """Whether this is a weight or a bias of the network."""
    if part is None or network is None or part.kind is Kind.NODE:
        return False
    return part.is_in(network.sizes, network.biases is not None)


def curve_of(
    network: Network, learners: Learners, part: Part, learning_rate: float, span: Span | None, before: ErrorCurve | None
) -> ErrorCurve:
    """The error curve of a weight, in a range of one's own or one that suits."""
    return error_curve(network, learners.X, learners.y, part, learning_rate=learning_rate, span=span, before=before)


def landing_of(curve: ErrorCurve, learning_rate: float, is_held: bool) -> Landing | None:
    """Where the next step leads; None for a weight that is held fast."""
    return None if is_held else curve.landing(learning_rate)


def bars_of(network: Network, learners: Learners, part: Part) -> ShareBars:
    """Who pulls on a weight."""
    return share_bars(shares_along(network, learners.X, learners.y, part))


def course_of(network: Network, history: History | None, part: Part) -> tuple[Floats, Floats]:
    """Epochs (n,) and values (n,) of a weight, as recorded."""
    if history is None or not len(history) or history[0].parameters.size != network.parameters().size:
        return np.empty(0), np.empty(0)
    place = index_of(network, part)
    return history.epochs, np.array([history[i].parameters[place] for i in range(len(history))])


def zoomed(span: Span, factor: float, around: float) -> Span:
    """A span narrower by a factor, in which one value stays where it is; neither finer nor wider than makes sense."""
    width = span[1] - span[0]
    target = min(max(width / factor, 1e-3 * max(1.0, abs(around))), 1e4 * max(1.0, abs(around)))
    share = min(max((around - span[0]) / width, 0.0), 1.0)
    low = around - share * target
    return low, low + target


def following(span: Span, here: float) -> Span:
    """A chosen span goes along with a weight that has left it."""
    if span[0] <= here <= span[1]:
        return span
    half = (span[1] - span[0]) / 2
    return here - half, here + half
