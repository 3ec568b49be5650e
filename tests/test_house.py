"""The rules of the house (README, "The map of the house"), each as a function that looks at a source tree.

Every rule is tried twice: on the real tree, where it must find nothing, and on small trees that break it, where it must
find exactly the line that does.
"""

from __future__ import annotations

import ast
import dataclasses
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

QT = {"PySide6", "shiboken6", "pyqtgraph", "pytestqt", "PyQt5", "PyQt6", "PySide2"}
LEVELS = {"core": 0, "storage": 1, "training": 2, "assets": 3, "platform_check": 3, "version": 3, "ui": 4}
"""An import may only go to a lower level or stay on its own; app, cli and __main__ stand on top."""
TOP = 5
LEAVES = {"assets", "platform_check", "version"}
"""These import nothing of the program."""
THREADS = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent", "moveToThread", "threading", "_thread"}
THREADS |= {"multiprocessing", "concurrent.futures", "ThreadPoolExecutor"}
SHARED = {"formulas"}
"""Folders of ui that are no panel: what several panels use. They load no panel either."""
LINES = 320


@dataclasses.dataclass(frozen=True)
class Import:
    """One imported name, where it stands, and the module of the program that it loads (None for others)."""

    name: str
    line: int
    module: str | None


class Tree:
    """The modules below `root`/neuralpad, parsed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {
            ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
            for path in sorted((root / "neuralpad").rglob("*.py"))
        }
        self.parsed = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in self.files.items()}
        self.imports = {name: list(self._imports(name)) for name in self.files}

    def place(self, name: str, line: int = 0) -> str:
        return self.files[name].relative_to(self.root).as_posix() + (f":{line}" if line else "")

    def _imports(self, module: str) -> Iterator[Import]:
        """All of them: at the top, inside functions, for type checkers only, and by a literal name."""
        for node in ast.walk(self.parsed[module]):
            names: list[str] = []
            line = getattr(node, "lineno", 0)
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    package = module if self.files[module].name == "__init__.py" else module.rpartition(".")[0]
                    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                    base = ".".join([*parents, *([base] if base else [])])
                names = [f"{base}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "import_module",
                "importlib.import_module",
                "__import__",
            ):
                names = [
                    arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
            for name in names:
                yield Import(name, line, self._module(name))

    def _module(self, name: str) -> str | None:
        while name and name not in self.files:
            name = name.rpartition(".")[0]
        return name or None

    def chains(self, start: str) -> dict[str, list[str]]:
        """Every module of the program that `start` loads, itself included, with the way there."""
        ways = {start: [start]}
        queue = [start]
        for name in queue:
            for step in self.imports[name]:
                if step.module and step.module not in ways:
                    ways[step.module] = [*ways[name], step.module]
                    queue.append(step.module)
        return ways

    def inside(self, *packages: str) -> list[str]:
        wanted = tuple(f"neuralpad.{package}" for package in packages)
        return [name for name in self.files if name in wanted or name.startswith(tuple(f"{one}." for one in wanted))]


def part(module: str) -> str:
    """`neuralpad.ui.grades.table` belongs to the part `ui`."""
    return module.split(".")[1] if "." in module else ""


def panel(module: str, tree: Tree) -> str:
    """The panel, a folder of ui, that a module stands in, or nothing."""
    pieces = module.split(".")
    folder = tree.root.joinpath(*pieces[:3])
    return pieces[2] if len(pieces) > 2 and pieces[1] == "ui" and folder.is_dir() and pieces[2] not in SHARED else ""


# The rules


def core_and_storage_without_qt(tree: Tree) -> list[str]:
    """1a: neither imports Qt or pyqtgraph, directly or through another module."""
    found = {}
    for start in tree.inside("core", "storage"):
        for name, way in tree.chains(start).items():
            for step in tree.imports[name]:
                if step.name.split(".")[0] in QT:
                    found[f"{tree.place(name, step.line)} loads {step.name}"] = " → ".join(way)
    return [f"{what} (by {way})" for what, way in found.items()]


def core_imports_only_numpy(tree: Tree) -> list[str]:
    """1b: the standard library, NumPy and core itself."""
    return [
        f"{tree.place(name, step.line)} imports {step.name}"
        for name in tree.inside("core")
        for step in tree.imports[name]
        if step.name.split(".")[0] not in sys.stdlib_module_names | {"numpy"}
        and not f"{step.name}.".startswith("neuralpad.core.")
    ]


def arrows_run_down(tree: Tree) -> list[str]:
    """2: app → ui → training → storage → core, never back up."""
    found = []
    for name, steps in tree.imports.items():
        for step in steps:
            here, there = part(name), part(step.module or "")
            if not there or here == there:
                continue
            if here in LEAVES or LEVELS.get(here, TOP) < LEVELS.get(there, TOP):
                found.append(f"{tree.place(name, step.line)} imports {step.name}")
    return found


def panels_apart(tree: Tree) -> list[str]:
    """3: a panel loads no other panel, directly or through a module between them; what panels share loads none."""
    return [
        f"{tree.place(start)} reaches another panel by {' → '.join(way)}"
        for start in tree.files
        if panel(start, tree) or start in tree.inside(*(f"ui.{folder}" for folder in SHARED))
        for name, way in tree.chains(start).items()
        if panel(name, tree) not in ("", panel(start, tree))
    ]


def threads_in_training(tree: Tree) -> list[str]:
    """4a: nothing that makes or moves to a thread is named outside training."""
    return list(_named(tree, THREADS, tree.files.keys() - tree.inside("training")))


def settings_in_one_module(tree: Tree) -> list[str]:
    """4b: QSettings belongs to ui/settings.py."""
    return list(_named(tree, {"QSettings"}, tree.files.keys() - {"neuralpad.ui.settings"}))


def resources_in_assets(tree: Tree) -> list[str]:
    """4c: only assets.py knows where resources/ is."""
    others = tree.files.keys() - {"neuralpad.assets"}
    found = list(_named(tree, {"importlib.resources", "importlib_resources", "pkgutil", "__file__"}, others))
    for name in others:
        for node in ast.walk(tree.parsed[name]):
            # A docstring may speak of them.
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                text = node.value
                if text == "resources" or text.startswith(("resources/", "neuralpad.resources")):
                    found.append(f"{tree.place(name, node.lineno)} names a path: {text!r}")
    return found


def messages_frozen(tree: Tree) -> list[str]:
    """5: every dataclass that training sends or receives is frozen."""
    found = []
    for name in [*tree.inside("training"), *[one for one in tree.files if one == "neuralpad.core.descent"]]:
        for node in ast.walk(tree.parsed[name]):
            if isinstance(node, ast.ClassDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                if any("dataclass" in mark and "frozen=True" not in mark for mark in marks):
                    found.append(f"{tree.place(name, node.lineno)} {node.name} is not frozen")
    return found


def packages_hand_nothing_on(tree: Tree) -> list[str]:
    """6a: every folder is a package, and every __init__.py is empty."""
    folders = {path.parent for path in tree.files.values()}
    return [
        f"{folder.relative_to(tree.root).as_posix()}/__init__.py is missing or not empty"
        for folder in sorted(folders)
        if not (folder / "__init__.py").is_file() or (folder / "__init__.py").read_text(encoding="utf-8").strip()
    ]


def modules_stay_small(tree: Tree) -> list[str]:
    """6b: a module that grows past about 300 lines is two ideas."""
    counts = {name: path.read_text(encoding="utf-8").count("\n") for name, path in tree.files.items()}
    return [f"{tree.place(name)} has {count} lines" for name, count in counts.items() if count > LINES]


def no_module_called_resources(tree: Tree) -> list[str]:
    """6c: it would hide the package neuralpad.resources."""
    return [tree.place(name) for name, path in tree.files.items() if path.stem == "resources"]


def _named(tree: Tree, names: set[str], modules: Iterable[str]) -> Iterator[str]:
    """Where one of `names` is imported, read or reached through a dot."""
    for module in sorted(modules):
        for step in tree.imports[module]:
            if any(f".{step.name}.".find(f".{name}.") >= 0 for name in names):
                yield f"{tree.place(module, step.line)} imports {step.name}"
        for node in ast.walk(tree.parsed[module]):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name in names:
                yield f"{tree.place(module, node.lineno)} names {name}"  # type: ignore[attr-defined]


Rule = Callable[[Tree], list[str]]
BROKEN: dict[Rule, list[dict[str, str]]] = {
    core_and_storage_without_qt: [
        {"core/a.py": "from PySide6.QtCore import QObject"},
        {"storage/a.py": "def f():\n    import pyqtgraph as pg"},
        {"core/a.py": "import typing\nif typing.TYPE_CHECKING:\n    import PySide6"},
        {"storage/a.py": "from neuralpad.core import b", "core/b.py": "import shiboken6"},
        {"core/a.py": "import importlib\nimportlib.import_module('PySide6.QtGui')"},
    ],
    core_imports_only_numpy: [
        {"core/a.py": "import msgspec"},
        {"core/a.py": "def f():\n    from scipy.special import expit"},
        {"core/a.py": "from neuralpad.storage import document"},
        {"core/a.py": "from .. import storage"},
    ],
    arrows_run_down: [
        {"core/a.py": "import neuralpad.storage.b", "storage/b.py": ""},
        {"storage/a.py": "from neuralpad.training import b", "training/b.py": ""},
        {"storage/a.py": "from neuralpad import assets", "assets.py": ""},
        {"training/a.py": "from neuralpad.ui.b import X", "ui/b.py": ""},
        {"ui/a.py": "def f():\n    from neuralpad.app import main", "app.py": ""},
        {"ui/a.py": "from ..app import main", "app.py": ""},
        {"assets.py": "from neuralpad.core import b", "core/b.py": ""},
    ],
    panels_apart: [
        {"ui/grades/a.py": "from neuralpad.ui.network.b import B", "ui/network/b.py": ""},
        {"ui/grades/a.py": "import neuralpad.ui.c", "ui/c.py": "import neuralpad.ui.network.b", "ui/network/b.py": ""},
        {"ui/formulas/a.py": "import neuralpad.ui.network.b", "ui/network/b.py": ""},
    ],
    threads_in_training: [
        {"ui/a.py": "from PySide6.QtCore import QThread"},
        {"ui/a.py": "from PySide6 import QtCore\nQtCore.QThread()"},
        {"core/a.py": "import threading"},
        {"storage/a.py": "from concurrent.futures import ThreadPoolExecutor"},
        {"app.py": "worker.moveToThread(other)"},
    ],
    settings_in_one_module: [
        {"ui/grades/a.py": "from PySide6.QtCore import QSettings"},
        {"app.py": "from PySide6 import QtCore\nQtCore.QSettings()"},
    ],
    resources_in_assets: [
        {"ui/a.py": "from importlib import resources"},
        {"ui/a.py": "import importlib.resources"},
        {"app.py": "from pathlib import Path\nPath(__file__).parent"},
        {"storage/a.py": "open('resources/sample/class.json')"},
    ],
    messages_frozen: [
        {"training/a.py": "@dataclass\nclass Message: ..."},
        {"core/descent.py": "@dataclasses.dataclass(slots=True)\nclass Snapshot: ..."},
    ],
    packages_hand_nothing_on: [
        {"core/__init__.py": "from neuralpad.core.a import A", "core/a.py": ""},
        {"__init__.py": '"""NeuralPad."""'},
    ],
    modules_stay_small: [{"core/a.py": "x = 1\n" * (LINES + 1)}],
    no_module_called_resources: [{"ui/resources.py": ""}],
}


@cache
def house() -> Tree:
    return Tree(ROOT)


def test_the_tree_is_found() -> None:
    assert {"neuralpad", "neuralpad.core", "neuralpad.ui", "neuralpad.__main__"} <= house().files.keys()


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule) -> None:
    assert rule(house()) == []


@pytest.mark.parametrize(
    ("rule", "files"),
    [(rule, files) for rule, trees in BROKEN.items() for files in trees],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_broken_tree_is_found_out(rule: Rule, files: dict[str, str], tmp_path: Path) -> None:
    for name in ("__init__.py", "core/__init__.py", "storage/__init__.py", "ui/__init__.py", *files):
        path = tmp_path / "neuralpad" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files.get(name, ""), encoding="utf-8")
    assert len(rule(Tree(tmp_path))) >= 1


def test_every_package_is_shipped() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    real = {name for name, path in house().files.items() if path.name == "__init__.py"}
    assert listed == real | {"neuralpad.resources"}
