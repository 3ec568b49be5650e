"""`neuralpad --self-check`: the whole way of a teacher, unseen, in a few seconds."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from neuralpad.platform_check import what_is_missing
from neuralpad.version import VERSION

TIME_LIMIT_S = 60
EPOCHS = 500


def run_self_check() -> int:
    """Open the window, train the sample class, predict, save, reopen; 0 if all of it works, else 1."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    missing = what_is_missing()
    if missing:
        print(f"neuralpad: {missing}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="neuralpad-check-") as folder:
        begin = time.perf_counter()
        try:
            for step in _steps(Path(folder)):
                print(f"{step:<60} {time.perf_counter() - begin:6.2f} s")
                begin = time.perf_counter()
        except Exception as error:  # noqa: BLE001 (whatever goes wrong is what the check is to tell)
            print(f"The self-check failed: {error}", file=sys.stderr)
            return 1
    print("NeuralPad works.")
    return 0


def _steps(folder: Path) -> Iterator[str]:
    from PySide6.QtCore import qVersion

    from neuralpad.app import create_application

    app = create_application([])
    from neuralpad.core.gradebook import Group
    from neuralpad.core.predictions import predictions
    from neuralpad.storage import document
    from neuralpad.ui.main_window import MainWindow
    from neuralpad.ui.settings import Settings

    window = MainWindow(Settings(folder))
    window.show()
    app.processEvents()
    window.grab()
    yield f"NeuralPad {VERSION}, Qt {qVersion()}: the window opens"

    session = window.session
    first_loss = session.moment.loss
    session.change_settings("", epoch_limit=EPOCHS)
    session.train()
    deadline = time.perf_counter() + TIME_LIMIT_S
    while session.is_training and time.perf_counter() < deadline:
        app.processEvents()
    loss = session.moment.loss
    if session.is_training or first_loss is None or loss is None or not loss < first_loss:
        raise RuntimeError(f"the training did not lower the error: {first_loss} → {loss}")
    yield f"the sample class trains {EPOCHS} epochs: error {first_loss:.3f} → {loss:.3f}"

    scores = predictions(window.network, session.book, Group.THIS_YEAR)
    if not scores or any(score.probability is None for score in scores):
        raise RuntimeError("not every student of this year has a score")
    yield f"{len(scores)} students of this year have a chance of passing"

    path = folder / "check.neuralpad"
    document.save(session.project, path)
    yield "the class is saved"

    window.open_path(path)
    app.processEvents()
    if window.network != document.load(path).learning.network:
        raise RuntimeError("the class that was reopened is not the one that was saved")
    window.shut_down()
    yield "and reopened: the same to the last digit"
