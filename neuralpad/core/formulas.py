"""Formulas as data: a line of symbols, the same with the numbers put in, and what comes out, in LaTeX for a typesetter.

The numbers are rounded for display but worked out unrounded. If the line, worked out again from the digits that it
shows, gives the digits of the result, it says "="; otherwise "≈".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from neuralpad.core.expressions import Expression
from neuralpad.core.figures import Figure, Style

_MOST_DIGITS = 17


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to be typeset.

    Attributes
    ----------
    symbolic : str
        The whole line with symbols: z = X · W + b.
    numbers : str
        Its right side with the numbers put in, without a relation sign.
    result : str
        What comes out.
    is_exact : bool
        Whether the numbers as shown give the result as shown.
    left_out : int
        How many terms stand behind dots.
    """

    symbolic: str
    numbers: str
    result: str
    is_exact: bool
    left_out: int = 0

    @property
    def relation(self) -> str:
        """What stands between numbers and result."""
        return "=" if self.is_exact else r"\approx"

    @property
    def lines(self) -> tuple[str, str, str]:
        """Three lines, the second and third beginning with their relation signs."""
        return self.symbolic, f"= {self.numbers}", f"{self.relation} {self.result}"

    @property
    def line(self) -> str:
        """Numbers and result on one line."""
        return f"{self.numbers} {self.relation} {self.result}"


@dataclass(frozen=True, slots=True)
class Equation:
    """A named number, how it is come by, and its value.

    Attributes
    ----------
    name : str
        The left side, as LaTeX.
    right : Expression
        The right side.
    value : float
        What the engine computed, unrounded.
    figure : Figure
        How the result is written.
    """

    name: str
    right: Expression
    value: float
    figure: Figure = Figure.PLAIN

    def typeset(self, style: Style) -> Formula:
        """The formula in a style.

        Where the numbers cannot be worked out again because a chance is shown as 0.00 or 1.00 (its logarithm is asked
        for), they get as many more decimals as it takes.
        """
        numbers_style, again = style, self._worked_out(style)
        while again is None and numbers_style.digits < _MOST_DIGITS:
            numbers_style = numbers_style.finer()
            again = self._worked_out(numbers_style)
        if again is None:
            numbers_style = style
        result = style.shown(self.value, self.figure)
        return Formula(
            f"{self.name} = {self.right.symbolic()}",
            self.right.numbers(numbers_style, first=True),
            style.latex(self.value, self.figure),
            again is not None and _rounds_to(again, result, style.decimals(self.figure)),
            self.right.left_out,
        )

    def _worked_out(self, style: Style) -> Fraction | None:
        try:
            return self.right.exactly(style)
        except (ArithmeticError, ValueError):
            return None


def _rounds_to(value: Fraction, shown: str, decimals: int) -> bool:
    """Whether a number, rounded as at school (5 up), has these digits; what is not nothing is not equal to 0.00."""
    if "e" in shown:
        try:
            return f"{float(value):.{decimals}e}" == shown
        except OverflowError:
            return False
    target = Fraction(shown)
    if value != 0 and target == 0:
        return False
    rounded = Fraction(int(abs(value) * 10**decimals + Fraction(1, 2)), 10**decimals)
    return rounded == abs(target) and (value < 0) == (target < 0)
