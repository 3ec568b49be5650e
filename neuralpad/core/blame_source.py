"""Whose blame a script tells: one student's, or the mean over the class. Both answer the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from neuralpad.core import class_equations, pass_equations
from neuralpad.core.activations import Floats
from neuralpad.core.class_pass import ClassPass, class_pass
from neuralpad.core.formulas import Equation
from neuralpad.core.moment import count_correct
from neuralpad.core.network import Gradient, Network
from neuralpad.core.parts import Part
from neuralpad.core.passes import Blame, Passes, passes
from neuralpad.core.script import Value


class BlameSource(Protocol):
    """What a blame script is written from. Layers of units are counted from the inputs (0)."""

    @property
    def network(self) -> Network:
        """Before the update."""

    @property
    def students(self) -> int:
        """Over how many the numbers are means."""

    @property
    def gradient(self) -> Gradient:
        """∂E/∂w of every weight and bias."""

    @property
    def error(self) -> float:
        """E."""

    @property
    def guess(self) -> float:
        """ŷ."""

    @property
    def facts(self) -> Mapping[str, Value]:
        """What else titles and explanations may speak of: the outcome, or how many students."""

    def outputs(self, layer: int) -> Floats:
        """What the units of a layer say, (units,)."""

    def sums(self, layer: int) -> Floats:
        """Their weighted sums."""

    def blame(self, layer: int) -> Floats:
        """Their blame δ."""

    def explain_error(self) -> Equation:
        """The formula of E."""

    def explain_output_blame(self) -> Equation:
        """The formula of ŷ − y."""

    def explain_share(self, part: Part) -> Equation:
        """The formula of ∂E/∂w."""

    def explain_passed_back(self, node: Part) -> Equation:
        """The formula of a hidden unit's δ."""

    def explain_again(self) -> Equation:
        """The formula of what comes out once more, after an update."""

    def again(self, network: Network) -> BlameSource:
        """The same students, and another network."""


@dataclass(frozen=True, slots=True, eq=False)
class OneStudent:
    """The blame of one student."""

    went: Passes

    @property
    def network(self) -> Network:
        """Before the update."""
        return self.went.network

    @property
    def students(self) -> int:
        """One."""
        return 1

    @property
    def gradient(self) -> Gradient:
        """Of the student's own error."""
        return self._blame.gradient

    @property
    def error(self) -> float:
        """The student's own."""
        return self._blame.error

    @property
    def guess(self) -> float:
        """The chance of a pass."""
        return self.went.guess

    @property
    def facts(self) -> Mapping[str, Value]:
        """The outcome."""
        return {"target": self._blame.target}

    def outputs(self, layer: int) -> Floats:
        """What the units say."""
        return self.went.layers[layer - 1].outputs if layer else self.went.inputs

    def sums(self, layer: int) -> Floats:
        """Their weighted sums."""
        return self.went.layers[layer - 1].sums

    def blame(self, layer: int) -> Floats:
        """Their δ."""
        return self._blame.layers[layer - 1].blame

    def explain_error(self) -> Equation:
        """The formula of E."""
        return pass_equations.error(self.went)

    def explain_output_blame(self) -> Equation:
        """ŷ − y."""
        return pass_equations.output_blame(self.went)

    def explain_share(self, part: Part) -> Equation:
        """Blame times what came in."""
        return pass_equations.share(self.went, part)

    def explain_passed_back(self, node: Part) -> Equation:
        """Blame times weight times bend."""
        return pass_equations.passed_back(self.went, node)

    def explain_again(self) -> Equation:
        """The new guess."""
        return pass_equations.squash(self.went, Part.node(len(self.went.layers), 0), prime="'")

    def again(self, network: Network) -> OneStudent:
        """The same student, and another network."""
        return OneStudent(passes(network, self.went.inputs, self._blame.target))

    @property
    def _blame(self) -> Blame:
        assert self.went.blame is not None
        return self.went.blame


@dataclass(frozen=True, slots=True, eq=False)
class WholeClass:
    """The blame of a class: what an epoch's step is made from."""

    rows: ClassPass
    gradient: Gradient

    @classmethod
    def of(cls, rows: ClassPass) -> WholeClass:
        """Works the gradient out once."""
        return cls(rows, rows.gradient)

    @property
    def network(self) -> Network:
        """Before the update."""
        return self.rows.network

    @property
    def students(self) -> int:
        """All of them."""
        return self.rows.students

    @property
    def error(self) -> float:
        """The mean."""
        return self.rows.error

    @property
    def guess(self) -> float:
        """The mean chance of a pass."""
        return float(self.rows.guesses.mean())

    @property
    def facts(self) -> Mapping[str, Value]:
        """The share of those who passed, how many students there are, and how many are judged rightly."""
        targets = self._targets
        correct = count_correct(self.network, self.rows.layers[0].inputs, targets)
        return {"target": float(targets.mean()), "students": self.students, "correct": correct}

    def outputs(self, layer: int) -> Floats:
        """What the units say on average."""
        rows = self.rows.layers[layer - 1].outputs if layer else self.rows.layers[0].inputs
        return _mean(rows)

    def sums(self, layer: int) -> Floats:
        """Their mean weighted sums."""
        return _mean(self.rows.layers[layer - 1].sums)

    def blame(self, layer: int) -> Floats:
        """Their mean δ."""
        blame = self.rows.layers[layer - 1].blame
        assert blame is not None
        return _mean(blame)

    def explain_error(self) -> Equation:
        """The mean of the errors."""
        return class_equations.error(self.rows)

    def explain_output_blame(self) -> Equation:
        """The mean of ŷ − y."""
        return class_equations.output_blame(self.rows)

    def explain_share(self, part: Part) -> Equation:
        """The mean of the shares."""
        return class_equations.share(self.rows, part)

    def explain_passed_back(self, node: Part) -> Equation:
        """The mean of δ."""
        return class_equations.passed_back(self.rows, node)

    def explain_again(self) -> Equation:
        """The mean of the new errors."""
        return class_equations.error(self.rows, prime="'")

    def again(self, network: Network) -> WholeClass:
        """The same class, and another network."""
        return WholeClass.of(class_pass(network, self.rows.layers[0].inputs, self._targets))

    @property
    def _targets(self) -> Floats:
        assert self.rows.targets is not None
        return self.rows.targets


def _mean(rows: Floats) -> Floats:
    # Divided first: the sum of so many large numbers might be beyond all numbers.
    means: Floats = (rows / len(rows)).sum(axis=0)
    return means
