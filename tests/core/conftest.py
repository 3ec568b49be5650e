"""The worked example: every number of it was computed apart from this program, to twelve figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from neuralpad.core.network import Network


@dataclass(frozen=True)
class WorkedExample:
    """One student, one network, one update with α = 0.5."""

    network: Network
    z1: tuple[float, float]
    H: tuple[float, float]
    guess: float
    error: float
    output_slopes: tuple[float, float]
    delta: tuple[float, float]
    W2_after: tuple[float, float]
    guess_after: float
    error_after: float
    x: tuple[float, ...] = (0.87, 0.45, 0.62)
    y: float = 0.0
    learning_rate: float = 0.5

    @property
    def X(self) -> np.ndarray:
        return np.array([self.x])


_W1 = [[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]]
_W2 = [[1.2], [-0.7]]

_EXAMPLES = {
    "without bias": WorkedExample(
        network=Network([_W1, _W2]),
        z1=(0.716, 0.283),
        H=(0.671725582405, 0.570281559936),
        guess=0.600337992055,
        error=0.917136069210,
        output_slopes=(0.403262387353, 0.342361686598),
        delta=(0.158856870416, -0.102983390932),
        W2_after=(0.998368806323, -0.871180843299),
        guess_after=0.533749289726,
        error_after=0.763031784649,
    ),
    "with bias": WorkedExample(
        network=Network([_W1, _W2], [[0.1, -0.2], [0.3]]),
        z1=(0.816, 0.083),
        H=(0.693386592056, 0.520738095971),
        guess=0.682990074532,
        error=1.148822194969,
        output_slopes=(0.473576160188, 0.355658950979),
        delta=(0.174245760475, -0.119317650222),
        W2_after=(0.963211919906, -0.877829475489),
        guess_after=0.523829494394,
        error_after=0.741979283836,
    ),
}


@pytest.fixture(params=list(_EXAMPLES.values()), ids=list(_EXAMPLES))
def worked(request: pytest.FixtureRequest) -> WorkedExample:
    """The worked example, without and with biases."""
    example: WorkedExample = request.param
    return example
