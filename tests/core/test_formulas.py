"""A formula shows rounded numbers, and says "=" only where these give the result that is shown."""

from __future__ import annotations

import re
from math import exp, isclose, log, tanh

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuralpad.core.blaming import blame_script, class_blame_script
from neuralpad.core.expressions import Logarithm, Mean, Negative, Product, Quantity, Squash, Sum, whole
from neuralpad.core.figures import Figure, Style
from neuralpad.core.formulas import Equation
from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.parts import parameters_of
from neuralpad.core.pass_equations import chain
from neuralpad.core.passes import passes


def worked_out(numbers: str) -> float:
    """The line of numbers as a pocket calculator would have it: read by a reader of its own."""
    text = numbers.replace("{,}", ".").replace("[", "(").replace("]", ")").replace(r"\,", "")
    text = re.sub(r"10\^\{(\d+)\}", r"10**\1", text)
    text = re.sub(r"e\^\{([^{}]*)\}", r"exp(\1)", text)
    text = re.sub(r"\{(-[\d.]+)\}", r"(\1)", text)
    while "frac" in text:
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    text = text.replace(r"\cdot", "*").replace(r"\ln", "log").replace(r"\tanh", "tanh").replace(r"\max", "max")
    text = text.replace(";", ",")
    return float(eval(text, {"exp": exp, "log": log, "tanh": tanh, "max": max}))


def check(equation: Equation, style: Style) -> None:
    """Unrounded, the right side is the left; and rounded, the line says rightly whether it adds up."""
    fine = Style(14)
    assert float(equation.right.exactly(fine)) == pytest.approx(equation.value, rel=1e-9, abs=1e-12)
    if not equation.typeset(fine).left_out:
        assert worked_out(equation.typeset(fine).numbers) == pytest.approx(equation.value, rel=1e-9, abs=1e-12)
    formula, value, digits = equation.typeset(style), equation.value, style.digits
    result = float(re.sub(r"[{}]", "", formula.result.replace("{,}", ".")))
    assert f"{result:.{digits}f}" == re.sub(r"^-(0\.?0*)$", r"\1", f"{value:.{digits}f}")
    if formula.left_out:
        assert r"\cdots" in formula.numbers
        return
    again = worked_out(formula.numbers)
    unit = 10.0**-digits
    if formula.is_exact:
        assert abs(again - result) <= unit * 0.5000001
    elif result != 0:
        assert abs(again - result) >= unit * 0.4999999


A, B, C = Quantity("a", -0.25), Quantity("b", 2.0), Quantity("c", -1.0)
RATE, SLOPE = Quantity("r", 0.001, Figure.SETTING), Quantity("g", 0.25, Figure.SLOPE)
BLAME, REST = Quantity(r"\hat{y} - y", -0.4), Sum((whole(1),), (Quantity("H", 0.3),))
SUM = Equation("z", Sum((Product((Quantity("a", 0.5), Quantity("b", -0.2))), Quantity("c", -0.1))), -0.2)


class TestWriting:
    @pytest.mark.parametrize(
        ("equation", "style", "lines"),
        [
            (SUM, Style(), ("z = a \\cdot b + c", r"= 0.50 \cdot ({-0.20}) - 0.10", "= {-0.20}")),
            (SUM, Style(1, ","), ("z = a \\cdot b + c", r"= 0{,}5 \cdot ({-0{,}2}) - 0{,}1", "= {-0{,}2}")),
            (
                Equation("z", Sum((A,), (Product((B, C)),)), 1.75),
                Style(),
                (r"z = a - b \cdot c", r"= {-0.25} - 2.00 \cdot ({-1.00})", "= 1.75"),
            ),
            (
                Equation("d", Product((BLAME, REST)), -0.28),
                Style(1),
                (r"d = (\hat{y} - y) \cdot (1 - H)", r"= {-0.4} \cdot (1 - 0.3)", "= {-0.3}"),
            ),
            (
                Equation("H", Squash("sigmoid", Quantity("z", -0.28)), 0.43045),
                Style(),
                (r"H = \sigma(z) = \frac{1}{1 + e^{-z}}", r"= \frac{1}{1 + e^{0.28}}", "= 0.43"),
            ),
            (
                Equation("H", Squash("sigmoid", Quantity("z", 0.28)), 0.5695),
                Style(1, ","),
                (r"H = \sigma(z) = \frac{1}{1 + e^{-z}}", r"= \frac{1}{1 + e^{-0{,}3}}", "= 0{,}6"),
            ),
            (
                Equation("H", Squash("sigmoid", Quantity("z", -2e5)), 0.0),
                Style(0),
                (r"H = \sigma(z) = \frac{1}{1 + e^{-z}}", r"= \frac{1}{1 + e^{2 \cdot 10^{5}}}", "= 0"),
            ),
            (
                Equation("H", Squash("tanh", Quantity("z", -0.28)), -0.2729),
                Style(),
                (r"H = \tanh(z)", r"= \tanh({-0.28})", "= {-0.27}"),
            ),
            (
                Equation("H", Squash("relu", Quantity("z", -0.28)), 0.0),
                Style(2, ","),
                (r"H = \max(0,\, z)", r"= \max(0;\, {-0{,}28})", "= 0{,}00"),
            ),
            (Equation("H", Squash("linear", Quantity("z", 3.0)), 3.0), Style(0), ("H = z", "= 3", "= 3")),
            (
                Equation("w'", Sum((Quantity("w", 1.0),), (Product((RATE, SLOPE)),)), 0.99975),
                Style(1, slope_digits=3),
                (r"w' = w - r \cdot g", r"= 1.0 - 0.001 \cdot 0.250", "= 1.0"),
            ),
            (
                Equation("z", Product((Quantity("a", 1.5e6), Quantity("b", -2e5))), -3e11),
                Style(1),
                (r"z = a \cdot b", r"= 1.5 \cdot 10^{6} \cdot ({-2.0} \cdot 10^{5})", r"= {-3.0} \cdot 10^{11}"),
            ),
        ],
        ids=lambda value: value.name if isinstance(value, Equation) else "",
    )
    def test_lines(self, equation: Equation, style: Style, lines: tuple[str, str, str]) -> None:
        formula = equation.typeset(style)
        assert formula.lines == lines
        assert formula.left_out == 0
        assert formula.line == f"{lines[1].removeprefix('= ')} {lines[2]}"

    def test_a_long_sum_is_shortened(self) -> None:
        terms = tuple(Quantity(f"x_{{{i}}}", i / 10) for i in range(1, 9))
        formula = Equation("s", Sum(terms), 3.6).typeset(Style(1))
        assert formula.symbolic == r"s = x_{1} + x_{2} + x_{3} + \cdots + x_{8}"
        assert formula.lines[1:] == (r"= 0.1 + 0.2 + 0.3 + \cdots + 0.8", "= 3.6")
        assert formula.left_out == 4
        five = Equation("s", Sum(terms[:5]), 1.5).typeset(Style(1))
        assert (five.numbers, five.left_out) == ("0.1 + 0.2 + 0.3 + 0.4 + 0.5", 0)

    @pytest.mark.parametrize(("students", "left_out"), [(5, 0), (6, 2), (30, 26), (10_000, 9_996)])
    def test_the_mean_of_a_class(self, students: int, left_out: int) -> None:
        values = np.linspace(-0.5, 0.75, students)
        formula = Equation("E", Mean("E^{(s)}", values), float(values.mean())).typeset(Style(1))
        assert formula.symbolic == r"E = \frac{1}{m} \sum_{s=1}^{m} E^{(s)}"
        assert formula.left_out == left_out
        assert formula.numbers.startswith(r"\frac{{-0.5} - 0.")
        assert formula.numbers.endswith(f"0.8}}{{{students}}}")
        assert formula.result == "0.1"
        assert formula.is_exact


class TestHonesty:
    def test_what_adds_up_says_so(self) -> None:
        formula = Equation("p", Product((Quantity("a", 0.5049), Quantity("b", 0.4))), 0.20196).typeset(Style())
        assert formula.lines[1:] == (r"= 0.50 \cdot 0.40", "= 0.20")

    def test_what_does_not_says_about(self) -> None:
        formula = Equation("p", Product((Quantity("a", 0.6849), Quantity("b", 0.5249))), 0.3595).typeset(Style())
        assert formula.lines[1:] == (r"= 0.68 \cdot 0.52", r"\approx 0.36")  # 0.3536

    def test_half_is_rounded_up_as_at_school(self) -> None:
        half = Product((Quantity("a", 0.5), Quantity("b", 0.87)))  # 0.435
        assert Equation("p", half, 0.4351).typeset(Style()).lines[2] == "= 0.44"
        assert Equation("p", half, 0.4349).typeset(Style()).lines[2] == r"\approx 0.43"
        less = Product((Quantity("a", -0.5), Quantity("b", 0.87)))
        assert Equation("p", less, -0.4351).typeset(Style()).is_exact

    def test_what_is_not_nothing_is_not_equal_to_nothing(self) -> None:
        little = Product((Quantity("a", 0.05), Quantity("b", 0.05)))
        assert Equation("p", little, 0.0025).typeset(Style()).lines[2] == r"\approx 0.00"
        assert Equation("p", Product((Quantity("a", 0.0), Quantity("b", 0.5))), 0.0).typeset(Style()).is_exact

    def test_another_sign_is_another_number(self) -> None:
        assert not Equation("p", Quantity("a", -0.25), 0.25).typeset(Style()).is_exact

    def test_a_chance_near_certainty_gets_the_decimals_that_its_logarithm_needs(self) -> None:
        guess = Quantity("p", 0.99953)
        right = Negative(Logarithm(Sum((whole(1),), (guess,))))
        formula = Equation("E", right, -log(1 - 0.99953)).typeset(Style())
        assert formula.lines[1:] == (r"= -[ \ln(1 - 0.9995) ]", r"\approx 7.66")  # 7.60
        assert Equation("E", right, 7.601).typeset(Style()).is_exact

    def test_what_no_calculator_can_do_is_about(self) -> None:
        certain = Equation("E", Logarithm(Sum((whole(1),), (Quantity("p", 1.0),))), 40.0).typeset(Style())
        assert certain.lines[1:] == (r"= \ln(1 - 1.00)", r"\approx 40.00")
        beyond = Equation("z", Product((Quantity("a", 1e300), Quantity("b", 1e300))), 1e300).typeset(Style())
        assert not beyond.is_exact
        squashed = Equation("H", Squash("linear", Quantity("z", 1e300)), 1e300).typeset(Style())
        assert squashed.is_exact
        endless = Mean("x", np.full(200, 1e300))
        assert not Equation("E", endless, 1.0).typeset(Style(10)).is_exact


class TestEveryStep:
    @settings(max_examples=40)
    @given(
        sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3),
        hidden=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
        bias=st.booleans(),
        seed=st.integers(0, 10_000),
        target=st.sampled_from([0.0, 1.0]),
        digits=st.integers(1, 6),
        decimal=st.sampled_from([".", ","]),
    )
    def test_a_calculator_agrees(
        self, sizes: list[int], hidden: str, bias: bool, seed: int, target: float, digits: int, decimal: str
    ) -> None:
        network = Network.random((*sizes, 1), seed, bias, hidden)
        rng = np.random.default_rng(seed)
        X, y, style = rng.uniform(0, 1, (4, sizes[0])), np.array([target, 0.0, 1.0, 1.0]), Style(digits, decimal)
        scripts = (
            guessing_script(network, X[0], target),
            blame_script(network, X[0], target, 0.7),
            class_blame_script(network, X, y, 0.7),
        )
        checked = 0
        for script in scripts:
            for step in script.steps:
                for part in {step.about, *step.lit}:
                    equation = step.equation_of(part)
                    if equation is not None:
                        check(equation, style)
                        checked += 1
        went = passes(network, X[0], target)
        for part in parameters_of(network):
            whole_chain = chain(went, part)
            assert (whole_chain is None) == (len(sizes) != 2 or part.layer != 0)
            if whole_chain is not None:
                check(whole_chain, style)
        assert checked >= 3 * len(sizes) + 2 * len(network.parameters())

    def test_the_reader_of_these_tests(self) -> None:
        assert worked_out(r"-[ 0 \cdot \ln(0{,}68) + (1 - 0) \cdot \ln(1 - 0{,}68) ]") == -log(1 - 0.68)
        assert isclose(worked_out(r"\frac{1}{1 + e^{-0.82}}"), 1 / (1 + exp(-0.82)))
        assert worked_out(r"\frac{{-0.5} - 0.2}{2} + ({-1.5} \cdot 10^{2})") == -150.35
        assert worked_out(r"\max(0;\, {-0{,}28}) + \tanh(0)") == 0
