"""Arithmetic that can be read three ways: with its symbols, with its numbers put in, and worked out from what is shown.

A formula on screen shows rounded numbers. Whether it adds up is decided here: every expression can be worked out again
from nothing but the digits that it shows, as somebody with a pocket calculator would.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from neuralpad.core.activations import Floats, activation_named
from neuralpad.core.figures import Figure, Style

MOST_TERMS = 5
"""Sums of more terms are shortened: the first three, dots, and the last."""
_SHOWN_FIRST = 3
_FEW = 100


class Expression(ABC):
    """A number and how it is come by."""

    __slots__ = ()

    @property
    def left_out(self) -> int:
        """How many terms are not written but stand behind dots."""
        return 0

    @property
    def is_sum(self) -> bool:
        """Whether it needs brackets as a factor."""
        return False

    @abstractmethod
    def symbolic(self) -> str:
        """With symbols."""

    @abstractmethod
    def numbers(self, style: Style, *, first: bool) -> str:
        """With the numbers put in; a number below zero needs brackets unless it is the `first` thing in its place."""

    @abstractmethod
    def exactly(self, style: Style) -> Fraction:
        """Worked out from the numbers as they are shown.

        Raises
        ------
        ArithmeticError, ValueError
            If that cannot be done: the logarithm of a number that is shown as 0, a result beyond all numbers.
        """


@dataclass(frozen=True, slots=True)
class Quantity(Expression):
    """A named number."""

    symbol: str
    value: float
    figure: Figure = Figure.PLAIN

    @property
    def is_sum(self) -> bool:
        """A blame is written ŷ − y."""
        return " - " in self.symbol

    def symbolic(self) -> str:
        """Its name."""
        return self.symbol

    def numbers(self, style: Style, *, first: bool) -> str:
        """Its value."""
        text = style.latex(self.value, self.figure)
        return text if first or "-" not in text else f"({text})"

    def exactly(self, style: Style) -> Fraction:
        """Its value as shown."""
        return Fraction(style.shown(self.value, self.figure))


def whole(number: int) -> Quantity:
    """A number that is its own name."""
    return Quantity(str(number), number, Figure.SETTING)


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """Factors multiplied."""

    factors: tuple[Expression, ...]

    @property
    def left_out(self) -> int:
        """Those of its factors."""
        return sum(factor.left_out for factor in self.factors)

    def symbolic(self) -> str:
        """Factors with dots between them."""
        return r" \cdot ".join(_bracketed(factor, factor.symbolic()) for factor in self.factors)

    def numbers(self, style: Style, *, first: bool) -> str:
        """Factors with dots between them."""
        texts = []
        for number, factor in enumerate(self.factors):
            compound = factor.is_sum and not isinstance(factor, Quantity)
            text = factor.numbers(style, first=compound or (first and number == 0))
            texts.append(f"({text})" if compound else text)
        return r" \cdot ".join(texts)

    def exactly(self, style: Style) -> Fraction:
        """The product of what is shown."""
        return math.prod((factor.exactly(style) for factor in self.factors), start=Fraction(1))


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """Terms added up, and others (`minus`) taken away."""

    terms: tuple[Expression, ...]
    minus: tuple[Expression, ...] = ()
    unwritten: int = 0
    """How many more terms there would be behind the dots."""

    @property
    def left_out(self) -> int:
        """Terms behind dots, here and below."""
        kept = self._kept()
        hidden = len(self.terms) - sum(term is not None for term in kept)
        return self.unwritten + hidden + sum(term.left_out for term in (*kept, *self.minus) if term is not None)

    @property
    def is_sum(self) -> bool:
        """Yes."""
        return True

    def symbolic(self) -> str:
        """Terms with their signs."""
        added = " + ".join(r"\cdots" if term is None else term.symbolic() for term in self._kept())
        return added + "".join(f" - {_bracketed(term, term.symbolic())}" for term in self.minus)

    def numbers(self, style: Style, *, first: bool) -> str:
        """Terms with their signs; what is below zero by itself is taken away."""
        text = ""
        for number, term in enumerate(self._kept()):
            if term is None:
                text += r" + \cdots"
            elif number == 0:
                text = term.numbers(style, first=first)
            elif isinstance(term, Quantity) and style.shown(term.value, term.figure).startswith("-"):
                text += f" - {style.latex(-term.value, term.figure)}"
            else:
                text += f" + {term.numbers(style, first=False)}"
        for term in self.minus:
            text += f" - {_bracketed(term, term.numbers(style, first=False))}"
        return text

    def exactly(self, style: Style) -> Fraction:
        """The sum of what is shown, and of what stands behind the dots."""
        added = sum((term.exactly(style) for term in self.terms), start=Fraction(0))
        return added - sum((term.exactly(style) for term in self.minus), start=Fraction(0))

    def _kept(self) -> tuple[Expression | None, ...]:
        if len(self.terms) <= MOST_TERMS:
            return self.terms
        return (*self.terms[:_SHOWN_FIRST], None, self.terms[-1])


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """A minus before square brackets."""

    inner: Expression

    def symbolic(self) -> str:
        """In square brackets."""
        return f"-[ {self.inner.symbolic()} ]"

    def numbers(self, style: Style, *, first: bool) -> str:
        """In square brackets."""
        return f"-[ {self.inner.numbers(style, first=True)} ]"

    def exactly(self, style: Style) -> Fraction:
        """Minus what is shown."""
        return -self.inner.exactly(style)


@dataclass(frozen=True, slots=True)
class Logarithm(Expression):
    """ln."""

    inner: Expression

    def symbolic(self) -> str:
        """A single letter needs no brackets."""
        text = self.inner.symbolic()
        return rf"\ln({text})" if self.inner.is_sum else rf"\ln {text}"

    def numbers(self, style: Style, *, first: bool) -> str:
        """In brackets."""
        return rf"\ln({self.inner.numbers(style, first=True)})"

    def exactly(self, style: Style) -> Fraction:
        """Of what is shown."""
        return Fraction(math.log(self.inner.exactly(style)))


@dataclass(frozen=True, slots=True)
class Squash(Expression):
    """What an activation makes of a number."""

    activation: str
    inner: Quantity

    def symbolic(self) -> str:
        """σ(z), and for σ what that stands for."""
        z = self.inner.symbol
        if self.activation == "sigmoid":
            return rf"\sigma({z}) = \frac{{1}}{{1 + e^{{-{z}}}}}"
        return self._bent(z, ",")

    def numbers(self, style: Style, *, first: bool) -> str:
        """With the number in its place."""
        z = style.latex(self.inner.value, self.inner.figure)
        if self.activation == "sigmoid":
            power = style.latex(-self.inner.value, self.inner.figure, in_braces=True)
            return rf"\frac{{1}}{{1 + e^{{{power}}}}}"
        return self._bent(z, "," if style.decimal == "." else ";")

    def exactly(self, style: Style) -> Fraction:
        """Of what is shown."""
        z = np.array([float(self.inner.exactly(style))])
        return Fraction(float(activation_named(self.activation).value(z)[0]))

    def _bent(self, z: str, separator: str) -> str:
        return {"tanh": rf"\tanh({z})", "relu": rf"\max(0{separator}\, {z})", "linear": z}[self.activation]


@dataclass(frozen=True, slots=True, eq=False)
class Mean(Expression):
    """The mean of one number of every student; `summand` says what is added up, for student s."""

    summand: str
    values: Floats
    figure: Figure = Figure.PLAIN

    @property
    def left_out(self) -> int:
        """Students behind the dots."""
        return self._shortened().left_out

    def symbolic(self) -> str:
        """One m-th of the sum over the students."""
        return rf"\frac{{1}}{{m}} \sum_{{s=1}}^{{m}} {self.summand}"

    def numbers(self, style: Style, *, first: bool) -> str:
        """The sum over their number."""
        return rf"\frac{{{self._shortened().numbers(style, first=True)}}}{{{len(self.values)}}}"

    def exactly(self, style: Style) -> Fraction:
        """The mean of what is shown, and of what stands behind the dots."""
        if len(self.values) <= _FEW:
            shown = (Fraction(style.shown(float(value), self.figure)) for value in self.values)
            return sum(shown, start=Fraction(0)) * Fraction(1, len(self.values))
        unit: int = 10 ** style.decimals(self.figure)
        with np.errstate(over="ignore"):
            total = float(np.rint(self.values * unit).sum())
        return Fraction(total) / (unit * len(self.values))

    def _shortened(self) -> Sum:
        terms = tuple(Quantity("", float(value), self.figure) for value in self.values[: MOST_TERMS + 1])
        beyond = len(self.values) - len(terms)
        if beyond <= 0:
            return Sum(terms)
        return Sum((*terms[:-1], Quantity("", float(self.values[-1]), self.figure)), unwritten=beyond)


def _bracketed(term: Expression, text: str) -> str:
    return f"({text})" if term.is_sum else text
