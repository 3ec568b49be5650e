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
    return set(done.stdout.split()) - sys.stdlib_module_names


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


def test_snapshots_are_frozen_copies() -> None:
    from neuralpad.core.descent import train
    from neuralpad.core.network import Network

    X = np.array([[0.8, 0.7, 0.9], [0.4, 0.3, 0.5], [0.6, 0.8, 0.7], [0.5, 0.2, 0.1]])
    snapshots = list(train(Network.random(), X, np.array([1.0, 0.0, 1.0, 0.0]), epochs=4))
    assert len(snapshots) == 5
    for snapshot in snapshots:
        found = list(arrays(snapshot))
        assert len(found) >= 4
        assert not any(array.flags.writeable or owner(array).flags.writeable for array in found)
        with pytest.raises((AttributeError, TypeError)):
            snapshot.epoch = 7  # type: ignore[misc]
    weights = [snapshot.network.weights[0] for snapshot in snapshots]
    assert len({array.tobytes() for array in weights}) == 5, "each snapshot keeps its own weights"
