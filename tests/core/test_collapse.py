"""Two layers of straight lines are one weighted sum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.collapse import collapse
from neuralpad.core.figures import Style
from neuralpad.core.network import Network

W1, W2 = [[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]


def test_a_worked_example() -> None:
    found = collapse(Network([W1, W2], [[0.1, -0.2], [0.3]], hidden="linear"))
    assert found is not None
    # 0.5 · 1.2 + 0.4 · 0.7, 0.9 · 1.2 − 0.3 · 0.7, −0.2 · 1.2 − 0.8 · 0.7, and 0.1 · 1.2 + 0.2 · 0.7 + 0.3
    assert found.weights == pytest.approx([0.88, 0.87, -0.8], abs=1e-15)
    assert found.bias == pytest.approx(0.56, abs=1e-15)
    assert found.line(Style()) == r"\hat{y} = \sigma(0.88 \cdot X_{1} + 0.87 \cdot X_{2} - 0.80 \cdot X_{3} + 0.56)"
    assert found.line(Style(1, ",")).endswith(r" - 0{,}8 \cdot X_{3} + 0{,}6)")
    weight, bias = found.equation_of_weight(2), found.equation_of_bias()
    assert weight is not None
    assert bias is not None
    assert weight.typeset(Style()).lines == (
        r"v_{3} = W^{1}_{31} \cdot W^{2}_{1} + W^{1}_{32} \cdot W^{2}_{2}",
        r"= {-0.20} \cdot 1.20 + 0.80 \cdot ({-0.70})",
        "= {-0.80}",
    )
    assert bias.typeset(Style()).lines == (
        r"c = b^{1}_{1} \cdot W^{2}_{1} + b^{1}_{2} \cdot W^{2}_{2} + b^{2}",
        r"= 0.10 \cdot 1.20 + ({-0.20}) \cdot ({-0.70}) + 0.30",
        "= 0.56",
    )
    whole = found.equation([0.5, 1.0, 0.25]).typeset(Style())
    assert whole.symbolic == r"z = v_{1} \cdot X_{1} + v_{2} \cdot X_{2} + v_{3} \cdot X_{3} + c"
    assert whole.lines[1:] == (
        r"= 0.88 \cdot 0.50 + 0.87 \cdot 1.00 + ({-0.80}) \cdot 0.25 + 0.56",
        "= 1.67",
    )


def test_without_biases() -> None:
    found = collapse(Network([W1, W2], hidden="linear"))
    assert found is not None
    assert found.bias is None
    assert found.equation_of_bias() is None
    assert found.line(Style(1)) == r"\hat{y} = \sigma(0.9 \cdot X_{1} + 0.9 \cdot X_{2} - 0.8 \cdot X_{3})"
    reverse = collapse(Network([W1[::-1], W2], hidden="linear"))
    assert reverse is not None
    assert reverse.line(Style(1)).startswith(r"\hat{y} = \sigma({-0.8} \cdot X_{1} + ")


@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    bias=st.booleans(),
    seed=st.integers(0, 10_000),
)
def test_it_predicts_the_same(sizes: list[int], bias: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    network = Network.random((*sizes, 1), seed, bias, "linear")
    network = network.with_parameters(rng.normal(size=network.parameters().shape))
    X = rng.uniform(0, 1, (20, sizes[0]))
    found = collapse(network)
    assert found is not None
    assert found.network.sizes == (sizes[0], 1)
    assert found.network.logits(X) == pytest.approx(network.logits(X), rel=1e-10, abs=1e-12)
    assert found.network.predict(X) == pytest.approx(network.predict(X), rel=1e-10, abs=1e-12)
    assert found.equation(X[3]).value == pytest.approx(network.logits(X)[3], rel=1e-10, abs=1e-12)
    assert (found.equation_of_weight(0) is None) == (len(sizes) > 2)
    if len(sizes) == 2:
        for i in range(sizes[0]):
            equation = found.equation_of_weight(i)
            assert equation is not None
            assert equation.value == found.weights[i]


@pytest.mark.parametrize(
    "network", [Network.random(), Network.random(hidden="relu"), Network([[[1.0]]], hidden="linear")]
)
def test_what_bends_or_is_one_sum_already_does_not_collapse(network: Network) -> None:
    assert collapse(network) is None


def test_huge_weights_stay_finite() -> None:
    network = Network([[[1e300, -1e300]], [[1e300], [1e300]]], [[1e300, 1.0], [0.0]], hidden="linear")
    found = collapse(network)
    assert found is not None
    assert found.network.is_finite
