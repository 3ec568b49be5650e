"""README's map and commands are those of the real tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def mapped(block: str) -> list[str]:
    """The paths in a drawn tree: two spaces further in is one folder further down."""
    found: list[str] = []
    folders: list[str] = []
    for line in block.strip("\n").splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        path = "".join(folders[:depth]) + name
        found.append(path)
        if name.endswith("/"):
            folders[depth:] = [name]
    return found


def the_map() -> str:
    after = README.split("## The map of the house", 1)[1]
    return after.split("```")[1]


def test_a_map_is_read_as_it_is_drawn() -> None:
    assert mapped("a/\n  b/   words\n    c.py  more words\n  d.py\ne/") == ["a/", "a/b/", "a/b/c.py", "a/d.py", "e/"]


@pytest.mark.parametrize("path", mapped(the_map()))
def test_what_the_map_shows_is_there(path: str) -> None:
    assert (ROOT / path).exists()
    assert (ROOT / path).is_dir() == path.endswith("/")


def test_every_other_file_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"\b(\w+\.py)\b", the_map()))
    assert named <= {path.name for folder in ("neuralpad", "tests") for path in (ROOT / folder).rglob("*.py")}


def test_every_folder_of_the_program_is_on_the_map() -> None:
    folders = {path.parent.relative_to(ROOT).as_posix() + "/" for path in (ROOT / "neuralpad").rglob("__init__.py")}
    assert folders <= set(mapped(the_map()))


def test_the_files_that_the_text_names_are_there() -> None:
    for path in re.findall(r"`((?:ui|core|storage|training)/\w+\.py)`", README):
        assert (ROOT / "neuralpad" / path).is_file(), path
    for path in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / path).is_file(), path


def test_the_commands_stand_alone_on_their_line() -> None:
    """.ci/run takes the test command and the list of packages from here."""
    lines = [line.strip() for line in README.splitlines() if line.startswith("    ")]
    assert sum(line.endswith("uv run --no-dev neuralpad") for line in lines) == 1
    assert sum(line.endswith("uv run pytest") for line in lines) == 1
    assert sum(line.startswith("sudo apt-get install -y lib") for line in lines) == 1
