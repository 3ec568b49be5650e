"""The script of a game, written for what there is to play with; or why there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from neuralpad.core.blaming import blame_script, class_blame_script
from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import Passes, passes
from neuralpad.core.problems import Problem
from neuralpad.core.script import Game, Script
from neuralpad.ui.network.game_ground import Ground
from neuralpad.ui.texts import problem_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Games", text)


def passes_on(ground: Ground) -> Passes | None:
    """The student's way through the network; None where something is missing for it."""
    network, student = ground.network, ground.student
    if network is None or student is None or student.x is None or len(student.x) != network.sizes[0]:
        return None
    return passes(network, student.x, student.target)


class NoGame(Exception):
    """Why there is nothing to play, in the user's words."""


def written_script(ground: Ground, game: Game, whole_class: bool, focus: Part | None) -> Script:
    """The script of a game.

    Raises
    ------
    NoGame
        Where something is missing for it.
    """
    network, student = ground.network, ground.student
    if network is None:
        raise NoGame(_tr("There is no network yet: add a grade column."))
    if game is Game.BLAME and whole_class:
        return _class_script(network, ground, focus)
    if student is None:
        raise NoGame(_tr("Choose a student in the table of grades."))
    if student.x is None or len(student.x) != network.sizes[0]:
        raise NoGame(_tr("A grade of this student is missing. Choose a student who has every grade."))
    if game is Game.GUESSING:
        return guessing_script(network, student.x, student.target, ground.names, focus=focus)
    if student.target is None:
        raise NoGame(_tr("Nobody knows yet whether this student passed: no truth, no blame. Choose a past student."))
    try:
        return blame_script(
            network, student.x, student.target, ground.learning_rate, ground.names, held=ground.held, focus=focus
        )
    except Problem as problem:
        raise NoGame(problem_text(problem)) from problem


def _class_script(network: Network, ground: Ground, focus: Part | None) -> Script:
    students = ground.students
    if students is None or not len(students.y) or students.X.shape[1] != network.sizes[0]:
        raise NoGame(_tr("There is no past student to learn from: a student needs every grade, and pass or fail."))
    try:
        return class_blame_script(
            network, students.X, students.y, ground.learning_rate, ground.names, held=ground.held, focus=focus
        )
    except Problem as problem:
        raise NoGame(problem_text(problem)) from problem
