"""The program without a window: the same reading of tables, the same engine, the same numbers for the same seed."""

from __future__ import annotations

import argparse
import csv
import math
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from neuralpad.cli_output import (
    ProgressBar,
    as_json,
    left_out_text,
    predictions_text,
    reading_text,
    standing_text,
)
from neuralpad.core.gradebook import Gradebook, Group, Student
from neuralpad.core.grades import read_number
from neuralpad.core.moment import Moment, moment_of
from neuralpad.core.predictions import predictions
from neuralpad.core.problems import Problem
from neuralpad.core.project import Project, TrainingSettings, fresh_learning
from neuralpad.core.scaling import split_class, usable_students
from neuralpad.core.unattended import train_project
from neuralpad.storage import document
from neuralpad.storage.spreadsheets import read_table
from neuralpad.storage.table_guess import guess
from neuralpad.storage.table_import import ImportReport, students_for, to_gradebook

BAD_FILE, BAD_USAGE, INTERRUPTED = 1, 2, 130


def main(argv: Sequence[str]) -> int:
    """Run `train` or `predict`; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name that the terminal has no letters for is no reason to fail
    try:
        options = _parser().parse_args(argv)
        options.run(options)
        sys.stdout.flush()
    except SystemExit:  # --help has been shown
        return 0
    except _UsageError as error:
        return _complain(str(error), BAD_USAGE)
    except Problem as problem:
        return _complain(str(problem), BAD_FILE)
    except KeyboardInterrupt:
        return _complain("stopped; nothing has been saved.", INTERRUPTED)
    except BrokenPipeError:  # the reader, `head` perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _complain(text: str, code: int) -> int:
    print("neuralpad:", " ".join(text.split()), file=sys.stderr)
    return code


# What may be typed


class _UsageError(Exception):
    """The arguments make no sense."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"{message} ({self.prog} --help explains)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="neuralpad", allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="train | predict")

    train = commands.add_parser(
        "train", allow_abbrev=False, help="learn from past students", description="Learn from a table of past students."
    )
    train.set_defaults(run=_train)
    train.add_argument("past", metavar="PAST.csv", type=Path, help="a table of past students, one in each row")
    train.add_argument("--predict", metavar="NEW.csv", type=Path, help="a table of this year's students")
    train.add_argument("--outcome", metavar="COLUMN", help="the column that says who passed")
    train.add_argument("--features", metavar="A,B,C", type=_names, help="the columns of grades to learn from")
    train.add_argument("--maximum", metavar="N", type=_positive, help="the best mark that a grade can have")
    train.add_argument("--pass-mark", metavar="N", type=_number, help="the mark from which on the outcome is a pass")
    standard = TrainingSettings()
    train.add_argument(
        "--epochs", metavar="N", type=_whole, default=standard.epoch_limit, help="how long to learn (%(default)s)"
    )
    train.add_argument(
        "--learning-rate",
        metavar="A",
        type=_positive,
        default=standard.learning_rate,
        help="the size of a step (%(default)s)",
    )
    train.add_argument(
        "--seed", metavar="N", type=_whole, default=standard.seed, help="draws the first weights (%(default)s)"
    )
    train.add_argument("--no-bias", action="store_true", help="a network without biases")
    train.add_argument("--save", metavar="CLASS.neuralpad", type=Path, help="keep class and network in a document")
    _add_json(train)

    predict = commands.add_parser(
        "predict",
        allow_abbrev=False,
        help="each new student's chance of passing",
        description="Each new student's chance of passing, by a network that has learned.",
    )
    predict.set_defaults(run=_predict)
    predict.add_argument("document", metavar="CLASS.neuralpad", type=Path, help="a document with a trained network")
    predict.add_argument("new", metavar="NEW.csv", type=Path, help="a table of this year's students")
    _add_json(predict)
    return parser


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object, for other programs")


def _number(text: str) -> float:
    value = read_number(text)  # knows the decimal comma
    if value is None:
        with suppress(ValueError):  # knows 1e-3
            value = float(text)
    if value is None or not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number")
    return value


def _positive(text: str) -> float:
    value = _number(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not above 0")
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of 0 or more")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    """A name that holds a comma stands in double quotes."""
    return tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []) if name.strip())


# What is done


def _train(options: argparse.Namespace) -> None:
    table = read_table(options.past)
    seen = guess(
        table,
        group=Group.PAST,
        features=options.features,
        outcome=options.outcome,
        maximum=options.maximum,
        pass_mark=options.pass_mark,
    )
    book, report = to_gradebook(table, seen, title=options.past.stem)
    new_report = None
    if options.predict is not None:
        new, new_report = _new_students(book, options.predict)
        book = book.with_students(Group.THIS_YEAR, new)
    settings = TrainingSettings(
        learning_rate=options.learning_rate,
        epoch_limit=options.epochs or TrainingSettings().epoch_limit,
        seed=options.seed,
        bias=not options.no_bias,
    )
    project = Project(book, settings, fresh_learning(settings, len(book.columns)))
    bar = ProgressBar(options.epochs)
    try:
        project = train_project(project, options.epochs, bar.show)
    finally:
        bar.clear()
    saved = None
    if options.save is not None:
        saved = options.save
        if saved.suffix.lower() != document.SUFFIX:
            saved = saved.parent / (saved.name + document.SUFFIX)
        document.save(project, saved)

    scores = predictions(project.learning.network, project.gradebook)
    moment = _moment(project)
    if options.json:
        _note_left_out(options.past, report)
        if new_report is not None:
            _note_left_out(options.predict, new_report)
        print(as_json(moment, scores))
        return
    print(reading_text(options.past, book, seen, report))
    print(standing_text(moment))
    if new_report is not None:
        print("\n" + predictions_text(options.predict, scores, new_report))
    if saved is not None:
        print(f"\nSaved as {saved}.")


def _predict(options: argparse.Namespace) -> None:
    project = document.load(options.document)
    if (project.learning.epoch, project.learning.student) == (0, 0):
        raise Problem(
            "“{file}” holds a network that has learned nothing yet. Train it first.", file=options.document.name
        )
    new, report = _new_students(project.gradebook, options.new)
    project = replace(project, gradebook=project.gradebook.with_students(Group.THIS_YEAR, new))
    scores = predictions(project.learning.network, project.gradebook)
    if options.json:
        _note_left_out(options.new, report)
        print(as_json(_moment(project), scores))
    else:
        print(predictions_text(options.new, scores, report))


def _new_students(book: Gradebook, path: Path) -> tuple[tuple[Student, ...], ImportReport]:
    table = read_table(path)
    return students_for(book, table, guess(table, like=book, group=Group.THIS_YEAR))


def _note_left_out(path: Path, report: ImportReport) -> None:
    """Beside the JSON, where it is in nobody's way."""
    if report.left_out:
        print(f"neuralpad: {path.name}:{left_out_text(report)}", file=sys.stderr)


def _moment(project: Project) -> Moment:
    settings, learning = project.settings, project.learning
    students = usable_students(project.gradebook, Group.PAST)
    split = split_class(students, settings.aside_share, settings.seed)
    return moment_of(learning.network, learning.epoch, learning.student, split)
