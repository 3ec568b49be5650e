"""Finds what is in resources/ (icons, the sample class, …): in a checkout, an installed wheel or a bundle alike."""

from __future__ import annotations

import importlib.resources
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path


def text(name: str) -> str:
    """The text of a resource, such as `icons/open.svg`."""
    return _found(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """The bytes of a resource, such as a font."""
    return _found(name).read_bytes()


def names(folder: str) -> list[str]:
    """What a folder of resources holds, as names that `text` and `data` understand, in order."""
    return sorted(f"{folder}/{entry.name}" for entry in _found(folder).iterdir())


def _found(name: str) -> Traversable:
    return _root().joinpath(*name.split("/"))


@cache
def _root() -> Traversable:
    try:
        return importlib.resources.files("neuralpad.resources")
    except ModuleNotFoundError:
        # A checkout that nobody has installed: the folder stands beside the package.
        return Path(__file__).parent.parent / "resources"
