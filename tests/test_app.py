"""The program as it is started: its arguments, its exit codes, and the one application."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from neuralpad.app import create_application
from neuralpad.version import VERSION

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

# The program with its window, closed by the desktop as soon as it stands there: prints the title it had.
CLOSED_SOON = """
import sys
from PySide6.QtCore import QTimer
from neuralpad.app import create_application, main

app = create_application([])

def close():
    print([window.windowTitle() for window in app.topLevelWidgets() if window.isVisible() and window.windowTitle()])
    app.closeAllWindows()

timer = QTimer()
timer.setSingleShot(True)
timer.timeout.connect(close)
timer.start(50)
sys.exit(main(sys.argv[1:]))
"""


def run(*command: object, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, on a machine without a screen unless `variables` say otherwise."""
    environment = {name: value for name, value in os.environ.items() if name not in SCREENS}
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env=environment | {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"} | variables,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
    )


def test_the_version() -> None:
    told = run("-m", "neuralpad", "--version")
    assert (told.returncode, told.stdout) == (0, f"NeuralPad {VERSION}\n")


def test_help_names_the_commands_without_a_window() -> None:
    told = run("-m", "neuralpad", "--help")
    assert told.returncode == 0
    for word in ("FILE", "--self-check", "train", "predict"):
        assert word in told.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_one_line_says_what_to_do() -> None:
    told = run("-m", "neuralpad")
    assert told.returncode == 2
    assert told.stdout == ""
    assert len(told.stderr.splitlines()) == 1
    assert "display" in told.stderr


def test_an_argument_that_is_none_is_told() -> None:
    told = run("-m", "neuralpad", "--nonsense")
    assert told.returncode == 2
    assert "--nonsense" in told.stderr


def test_the_window_opens_and_closes_with_exit_code_0() -> None:
    told = run("-c", CLOSED_SOON, QT_QPA_PLATFORM="offscreen")
    assert told.returncode == 0, told.stderr
    assert "NeuralPad" in told.stdout


def test_a_file_is_opened_from_where_the_program_was_started(tmp_path: Path) -> None:
    (tmp_path / "German A2.csv").write_text("Name;A;Passed\nAnn;82;yes\nBob;55;no\n", encoding="utf-8")
    told = run("-c", CLOSED_SOON, "German A2.csv", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert told.returncode == 0, told.stderr
    assert "German A2" in told.stdout


def test_a_file_that_is_not_there_is_told_in_the_window_and_is_no_crash(tmp_path: Path) -> None:
    told = run("-c", CLOSED_SOON, "gone.neuralpad", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")
    assert told.returncode == 0, told.stderr
    assert "Traceback" not in told.stderr


def test_there_is_one_application(qapp: QApplication) -> None:
    assert create_application([]) is qapp
    assert qapp.applicationVersion() == VERSION


FACE = """
from neuralpad.app import create_application
app = create_application([])
from PySide6.QtGui import QFontInfo
from neuralpad.ui.theme import Theme
print(QFontInfo(Theme().font(13)).family())
"""


def test_there_is_a_face_to_write_with_also_where_the_machine_has_none(tmp_path: Path) -> None:
    """Qt then lists families all the same, with no font behind them: every text would be a row of boxes."""
    (tmp_path / "none").mkdir()
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path / 'none'}</dir></fontconfig>", encoding="utf-8")
    told = run("-c", FACE, QT_QPA_PLATFORM="offscreen", FONTCONFIG_FILE=str(settings))
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip()
