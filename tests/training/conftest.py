"""A class to train on, and a look at what a training did that does not trust it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from neuralpad.core.network import Network
from neuralpad.training.job import Job

JobMaker = Callable[..., Job]


def a_class(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.uniform(0.2, 1.0, (count, 3))
    return X, (X @ [0.2, 0.5, 0.3] + rng.normal(0, 0.08, count) > 0.6).astype(float)


@pytest.fixture
def make_job() -> JobMaker:
    """Makes a Job on a class of `count` invented students, other settings by name."""

    def make(count: int = 30, aside: int = 0, **settings: Any) -> Job:
        X, y = a_class(count)
        if aside:
            settings["aside_X"], settings["aside_y"] = a_class(aside, seed=1)
        return Job(network=settings.pop("network", Network.random(seed=3)), X=X, y=y, **settings)

    return make
