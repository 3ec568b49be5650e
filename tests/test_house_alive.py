"""The rules of the house, looked at while the program runs: what really is loaded, and what crosses a thread."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from neuralpad.core.descent import train
from neuralpad.core.network import Network
from neuralpad.training.job import Job
from neuralpad.training.trainer import Trainer

ROOT = Path(__file__).parent.parent

LOADED = """
import importlib, sys
before = set(sys.modules)
for name in {names!r}:
    importlib.import_module(name)
print(*sorted({{name.split(".")[0] for name in set(sys.modules) - before}}))
"""


def modules(*parts: str) -> list[str]:
    """The modules of these parts of the program, by name."""
    paths = [path for part in parts for path in sorted((ROOT / "neuralpad" / part).rglob("[!_]*.py"))]
    assert paths
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]


def loaded_by(names: list[str]) -> set[str]:
    """The packages outside the standard library that importing these modules loads, seen in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(names=names)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    # NumPy 1 is partly written in Cython, which leaves its runtime among the modules.
    loaded = {name for name in done.stdout.split() if "cython" not in name}
    return loaded - sys.stdlib_module_names


def test_core_really_loads_only_numpy() -> None:
    assert loaded_by(modules("core")) <= {"neuralpad", "numpy"}


def test_storage_really_loads_no_qt() -> None:
    assert not loaded_by(modules("core", "storage")) & {"PySide6", "shiboken6", "pyqtgraph"}


def test_a_loaded_package_would_be_seen() -> None:
    assert "pytest" in loaded_by(["pytest"])


def arrays(value: Any) -> Iterator[np.ndarray]:
    """Every array that can be reached from a value through fields, tuples, lists and dictionaries."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from arrays(item)
    elif isinstance(value, dict):
        yield from arrays(list(value.values()))
    elif dataclasses.is_dataclass(value):
        yield from arrays([getattr(value, field.name) for field in dataclasses.fields(value)])
    elif type(value).__module__.startswith("neuralpad"):
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        yield from arrays([getattr(value, name) for name in slots] + list(getattr(value, "__dict__", {}).values()))


def owner(array: np.ndarray) -> np.ndarray:
    """The array whose memory this one looks at."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


X = np.array([[0.8, 0.7, 0.9], [0.4, 0.3, 0.5], [0.6, 0.8, 0.7], [0.5, 0.2, 0.1]])
y = np.array([1.0, 0.0, 1.0, 0.0])


def nobody_can_change(value: Any) -> bool:
    """Whether a value is frozen, and with it every array that it holds, a few at least."""
    name = dataclasses.fields(value)[0].name
    with pytest.raises((AttributeError, TypeError)):
        setattr(value, name, None)
    found = list(arrays(value))
    return len(found) >= 4 and not any(array.flags.writeable or owner(array).flags.writeable for array in found)


def test_snapshots_are_frozen_copies() -> None:
    snapshots = list(train(Network.random(), X, y, epochs=4))
    assert len(snapshots) == 5
    assert all(nobody_can_change(snapshot) for snapshot in snapshots)
    weights = [snapshot.network.weights[0] for snapshot in snapshots]
    assert len({array.tobytes() for array in weights}) == 5, "each snapshot keeps its own weights"


def test_what_crosses_to_the_training_and_back_is_frozen(qtbot: QtBot) -> None:
    mine = X.copy()
    job = Job(network=Network.random(), X=mine, y=y, aside_X=X[:1], aside_y=y[:1], stop_epoch=300)
    assert nobody_can_change(job)
    mine[0, 0] = 0.1
    assert job.X[0, 0] == 0.8
    trainer = Trainer()
    sent: list[Any] = []
    trainer.progressed.connect(sent.append)
    with qtbot.waitSignal(trainer.stopped):
        trainer.start(job)
    assert sent[-1].latest.epoch == 300
    assert all(nobody_can_change(progress) for progress in sent)


def test_a_value_that_can_be_changed_would_be_seen() -> None:
    @dataclasses.dataclass(frozen=True)
    class Four:
        values: tuple[np.ndarray, ...]

    def read_only(array: np.ndarray) -> np.ndarray:
        array.setflags(write=False)
        return array

    kept = [read_only(np.zeros(2)) for _ in range(3)]
    assert nobody_can_change(Four((*kept, read_only(np.zeros(2)))))
    assert not nobody_can_change(Four((*kept, np.zeros(2))))
    # A read-only view of an array that somebody else can write to.
    assert not nobody_can_change(Four((*kept, read_only(np.zeros(4)[:2]))))
