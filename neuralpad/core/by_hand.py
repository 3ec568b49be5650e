"""Weights and biases that somebody sets by hand, in the midst of a training or before it."""

from __future__ import annotations

from dataclasses import replace

from neuralpad.core.network import Network
from neuralpad.core.parts import Part, replaced, value_of
from neuralpad.core.project import Learning
from neuralpad.core.scaling import ClassSplit


def set_by_hand(learning: Learning, part: Part, value: float, split: ClassSplit) -> Learning:
    """The learning with one weight or bias set to a value, all others as they are.

    Before the first student has been learned from, the changed weights are the first ones: starting over comes back to
    them. Later they are one more entry of the history, at the same epoch as the one before. `split` is the class as it
    stands, to measure the changed network on.

    Raises
    ------
    ValueError
        If the network has no such weight or bias.
    """
    network = replaced(learning.network, part, value)
    if not learning.epoch and not learning.student:
        return Learning(network, network)
    history = learning.history.copy()
    last = history.last
    if last is not None:
        learned, aside = split.learned, split.aside
        # Where nobody is left to measure on, the errors of before stand in for those that nobody knows.
        loss = network.loss(learned.X, learned.y) if len(learned.y) else last.loss
        history.append(last.epoch, network, loss, network.loss(aside.X, aside.y) if len(aside.y) else None)
    return replace(learning, network=network, history=history)


class Origins:
    """Remembers what weights and biases were before somebody set them.

    An origin belongs to a value: it is known as long as, and whenever, the weight has the value that it was given, also
    after undo and redo, and is of no interest once the training has moved it on.
    """

    def __init__(self) -> None:
        self._before: dict[tuple[Part, float], float] = {}

    def note(self, network: Network, part: Part, value: float) -> None:
        """A weight or a bias of this network is about to be set to `value`."""
        here = value_of(network, part)
        self._before[part, value] = self._before.get((part, here), here)

    def before(self, network: Network, part: Part) -> float | None:
        """What a weight or a bias was before it was set to what it is; None where nobody has set it."""
        here = value_of(network, part)
        before = self._before.get((part, here), here)
        return None if before == here else before
