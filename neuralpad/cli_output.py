"""What the command line shows: texts for people, JSON for programs, and a bar while it learns."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from neuralpad.core.gradebook import Gradebook
from neuralpad.core.moment import Moment
from neuralpad.core.predictions import Prediction
from neuralpad.storage.table_import import ImportReport
from neuralpad.storage.understanding import Understanding

_SHOWN_PROBLEMS = 5


def as_json(moment: Moment, predictions: Sequence[Prediction]) -> str:
    """The one object that other programs read."""
    network = moment.network
    result = {
        "epochs": moment.epoch,
        "loss": moment.loss,
        "accuracy": moment.correct / moment.count if moment.count else None,
        "students": moment.count,
        "weights": [weight.tolist() for weight in network.weights],
        "biases": None if network.biases is None else [bias.tolist() for bias in network.biases],
        "predictions": [
            {"name": one.name, "probability": one.probability, "outcome": one.outcome} for one in predictions
        ],
    }
    return json.dumps(result, indent=2, allow_nan=False)


def reading_text(path: Path, book: Gradebook, seen: Understanding, report: ImportReport) -> str:
    """What was understood of the table of past students."""
    grades = ", ".join(f"{column.name} (of {column.maximum:g})" for column in book.columns)
    outcome = f" Outcome: {seen.outcome.name}" if seen.outcome is not None else ""
    mark = f", passed from {seen.pass_mark:g} on" if seen.pass_mark is not None else ""
    return (
        f"{path.name}: {report.students} students, {report.passed} passed, {report.failed} failed.\n"
        f"Grades: {grades}.{outcome}{mark}." + left_out_text(report)
    )


def standing_text(moment: Moment) -> str:
    """How well the network does on those it has learned from."""
    share = _percent(moment.correct / moment.count) if moment.count else "–"
    return (
        f"After {moment.epoch} epochs: error {_error(moment.loss)}, "
        f"{moment.correct} of {moment.count} students judged rightly ({share})."
    )


def predictions_text(path: Path, predictions: Sequence[Prediction], report: ImportReport) -> str:
    """A line for each of this year's students."""
    width = max((len(one.name) for one in predictions), default=0)
    lines = [f"{path.name}: the chance of passing"]
    for one in predictions:
        if one.probability is None:
            lines.append(f"  {one.name:<{width}}     ?  a grade is missing or impossible")
        else:
            lines.append(f"  {one.name:<{width}}  {_percent(one.probability):>4}  {one.outcome}")
    return "\n".join(lines) + left_out_text(report)


def left_out_text(report: ImportReport) -> str:
    """Who cannot be used and why, from a line break on; empty if all can."""
    if not report.left_out:
        return ""
    lines = [f"\nLeft out because of what their cells hold: {report.left_out}."]
    lines += [f"  {problem}" for problem in report.problems[:_SHOWN_PROBLEMS]]
    if report.problem_count > _SHOWN_PROBLEMS:
        lines.append(f"  … and {report.problem_count - _SHOWN_PROBLEMS} more")
    return "\n".join(lines)


def _error(loss: float | None) -> str:
    """Four decimals, as far as they say anything: a learning rate that is far too large leads to 1e+300."""
    if loss is None:
        return "–"
    return f"{loss:.4f}" if loss < 1000 else f"{loss:.3g}"


def _percent(share: float) -> str:
    """Whole per cent, as in the window: never 0 % or 100 % unless it is exactly that."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "<1%"
    if whole == 100 and share < 1:
        return ">99%"
    return f"{whole}%"


class ProgressBar:
    """One line on a terminal, drawn over itself; nothing where there is none."""

    WIDTH = 30
    SECONDS = 0.1

    def __init__(self, epochs: int) -> None:
        self._epochs = epochs
        self._is_shown = bool(sys.stderr) and sys.stderr.isatty()
        self._next = time.monotonic() + self.SECONDS
        self._length = 0

    def show(self, epoch: int, loss: float) -> None:
        """How far the training is."""
        if not self._is_shown or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self.SECONDS
        done = self.WIDTH * epoch // max(self._epochs, 1)
        line = f"[{'#' * done}{'.' * (self.WIDTH - done)}] epoch {epoch} of {self._epochs}, error {_error(loss)}"
        self._write(line.ljust(self._length))
        self._length = len(line)

    def clear(self) -> None:
        """Leave the line empty for what comes."""
        if self._length:
            self._write(" " * self._length)
            self._write("")

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line)
        sys.stderr.flush()
