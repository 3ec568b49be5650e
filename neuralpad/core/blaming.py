"""The blame game: ŷ − y goes back from the output to every weight and bias, and all of them move a step downhill.

For one student, or for the class: then every number is the mean over the students, as an epoch's step is made from it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from numpy.typing import ArrayLike

from neuralpad.core.blame_game import BlameGame
from neuralpad.core.blame_source import OneStudent, WholeClass
from neuralpad.core.class_pass import class_pass
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import passes
from neuralpad.core.script import Script


def blame_script(
    network: Network,
    x: ArrayLike,
    y: float,
    learning_rate: float,
    names: Sequence[str] = (),
    *,
    held: Collection[Part] = (),
    focus: Part | None = None,
) -> Script:
    """Follow the blame of one student's guess back to every weight, and update.

    Parameters
    ----------
    network : Network
    x : (features,) array_like
        The student's inputs.
    y : float
        1 for a pass, 0 for a fail.
    learning_rate : float
        α.
    names : sequence of str
        What the inputs are called.
    held : collection of Part
        Weights and biases that do not move.
    focus : Part, optional
        What was chosen: wherever a step tells of it, the formula is its own.

    Raises
    ------
    ValueError
        If the shape of x does not fit, an input is not finite, or y lies outside 0…1.
    Problem
        If a parameter is no longer finite after the update.
    """
    return BlameGame(OneStudent(passes(network, x, y)), learning_rate, names, held, focus).script()


def class_blame_script(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    learning_rate: float,
    names: Sequence[str] = (),
    *,
    held: Collection[Part] = (),
    focus: Part | None = None,
) -> Script:
    """The same for a class X (m, features), y (m,): slopes, blames and outputs are means over the students."""
    return BlameGame(WholeClass.of(class_pass(network, X, y)), learning_rate, names, held, focus).script()
