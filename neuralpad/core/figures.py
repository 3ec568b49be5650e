"""How a number is written in a formula: its decimals, its decimal sign, its minus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

_LARGE = 1e5
"""From here on a number is written as 1.23 · 10⁶."""


class Figure(StrEnum):
    """How a number is written."""

    PLAIN = "plain"
    SLOPE = "slope"
    """∂E/∂w, which may be given decimals of its own."""
    SETTING = "setting"
    """As it was typed: α, an outcome, a count."""


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers are written in formulas.

    Attributes
    ----------
    digits : int
        Decimals.
    decimal : str
        The decimal sign.
    slope_digits : int or None
        Decimals of ∂E/∂w; None for as many as other numbers have.
    """

    digits: int = 2
    decimal: str = "."
    slope_digits: int | None = None

    def decimals(self, figure: Figure) -> int:
        """How many such a number has."""
        return self.digits if figure is Figure.PLAIN or self.slope_digits is None else self.slope_digits

    def finer(self) -> Style:
        """One decimal more everywhere."""
        return replace(
            self, digits=self.digits + 1, slope_digits=None if self.slope_digits is None else self.slope_digits + 1
        )

    def shown(self, value: float, figure: Figure = Figure.PLAIN) -> str:
        """The number as its digits, the way Python reads them: -0.20, 1.23e+06."""
        if figure is Figure.SETTING:
            text = f"{value:.10g}"
        else:
            digits = self.decimals(figure)
            text = f"{value:.{digits}f}" if abs(value) < _LARGE else f"{value:.{digits}e}"
        return text.removeprefix("-") if float(text) == 0 else text

    def latex(self, value: float, figure: Figure = Figure.PLAIN, *, in_braces: bool = False) -> str:
        """The number in a formula. Braces keep the minus close and the decimal comma from being taken for a list's.

        Where it stands `in_braces` already it gets none of its own: each pair takes a typesetter time.
        """
        mantissa, _, exponent = self.shown(value, figure).partition("e")
        text = mantissa.replace(".", self.decimal if self.decimal == "." else f"{{{self.decimal}}}")
        if text.startswith("-") and not in_braces:
            text = f"{{{text}}}"
        return rf"{text} \cdot 10^{{{int(exponent)}}}" if exponent else text
