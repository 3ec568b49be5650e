"""`neuralpad --self-check`: works on a machine without a screen, and says so when something does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# The check on a program that cannot save.
BROKEN = """
import sys
from neuralpad.core.problems import Problem
from neuralpad.storage import document

def save(*_):
    raise Problem("The disk is full.")

document.save = save
from neuralpad.app import main
sys.exit(main(["--self-check"]))
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    return subprocess.run(
        [sys.executable, *command],
        env=environment | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_it_opens_trains_predicts_saves_and_reopens_unseen(own_home: Path) -> None:
    told = run("-m", "neuralpad", "--self-check")
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == "NeuralPad works."
    for step in ("the window opens", "trains 500 epochs", "chance of passing", "saved", "reopened"):
        assert step in told.stdout
    assert "Traceback" not in told.stderr
    left = [path for path in own_home.rglob("*") if path.is_file() and "neuralpad" in str(path).lower()]
    assert left == [], "the user's own settings and classes are left alone"


def test_what_does_not_work_is_said_and_the_exit_code_is_1() -> None:
    told = run("-c", BROKEN)
    assert told.returncode == 1
    assert "The disk is full." in told.stderr
    assert "works" not in told.stdout
