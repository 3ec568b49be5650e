"""Where everything is put together: arguments, the application, settings, theme and window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from neuralpad.version import VERSION

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_COMMANDS = ("train", "predict")

# Before NumPy is loaded: networks this small are quicker with one thread of linear algebra, and take less memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def create_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication, with a face for text also where the machine has none."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QFont, QFontInfo, QGuiApplication
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["neuralpad", *argv])
    # Until the first picture there is no garbage, only much that is new: looking for it would take time.
    gc.disable()
    QTimer.singleShot(0, gc.enable)
    app.setApplicationName("NeuralPad")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("neuralpad")
    # One look on every machine: the theme styles Fusion, and no native style fights it.
    app.setStyle("Fusion")
    # Not QFontDatabase.families(): that names "Sans Serif" also where no font stands behind it.
    if not QFontInfo(QApplication.font()).family():
        family = _register_carried_face()
        if family:
            QApplication.setFont(QFont(family))
    return app


def _register_carried_face() -> str:
    """DejaVu Sans, which the formula renderer carries; "" if it cannot be found."""
    import importlib.util

    from PySide6.QtGui import QFontDatabase

    spec = importlib.util.find_spec("ziafont")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for file in sorted(Path(folder).rglob("*.ttf")):
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
            if families:
                return families[0]
    return ""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in _COMMANDS:
        from neuralpad import cli

        return cli.main(arguments)
    import argparse

    parser = argparse.ArgumentParser(
        prog="neuralpad",
        description="A class's grades become a neural network that everyone can watch learn.",
        epilog="Without a window: neuralpad train --help, neuralpad predict --help.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a .neuralpad class or a table of grades to open")
    parser.add_argument("--version", action="version", version=f"NeuralPad {VERSION}")
    parser.add_argument(
        "--self-check", action="store_true", help="try the program out, unseen, and say whether it works"
    )
    options = parser.parse_args(arguments)
    if options.self_check:
        from neuralpad.self_check import run_self_check

        return run_self_check()
    return _run_window(options.file)


def _run_window(file: str | None) -> int:
    from neuralpad.platform_check import what_is_missing

    missing = what_is_missing()
    if missing:
        print(f"neuralpad: {missing}", file=sys.stderr)
        return 2
    app = create_application([])
    from neuralpad.ui.main_window import MainWindow

    window = MainWindow()
    window.show()
    window.begin(Path(file) if file else None)
    return app.exec()
