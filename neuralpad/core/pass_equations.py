"""The formula of every number of one student's passes: what a step shows under the canvas."""

from __future__ import annotations

from neuralpad.core.derivations import slope_name
from neuralpad.core.expressions import Expression, Logarithm, Negative, Product, Quantity, Squash, Sum, whole
from neuralpad.core.figures import Figure
from neuralpad.core.formulas import Equation
from neuralpad.core.network import Network
from neuralpad.core.parts import Kind, Part, slope_of, value_of
from neuralpad.core.passes import Blame, Passes
from neuralpad.core.symbols import blame_latex, latex, sum_latex


def weighted_sum(went: Passes, node: Part) -> Equation:
    """z = W · X + … + b of a unit."""
    layer, j = node.unit
    sizes, forward = went.network.sizes, went.layers[layer - 1]
    terms: list[Expression] = []
    for i in range(sizes[layer - 1]):
        weight = Quantity(latex(Part.weight(layer - 1, i, j), sizes), float(forward.weights[i, j]))
        terms.append(Product((weight, _output(went, Part.node(layer - 1, i)))))
    if forward.biases is not None:
        terms.append(Quantity(latex(Part.bias(layer - 1, j), sizes), float(forward.biases[j])))
    return Equation(sum_latex(node, sizes), Sum(tuple(terms)), float(forward.sums[j]))


def squash(went: Passes, node: Part, prime: str = "") -> Equation:
    """H = σ(z) of a unit; `prime` marks the numbers of after an update."""
    layer, j = node.unit
    forward = went.layers[layer - 1]
    z = sum_latex(node, went.network.sizes)
    inner = Quantity(f"{{{z}}}{prime}" if prime else z, float(forward.sums[j]))
    right = Squash(forward.activation.name, inner)
    return Equation(latex(node, went.network.sizes) + prime, right, float(forward.outputs[j]))


def error(went: Passes) -> Equation:
    """E = −[y ln ŷ + (1 − y) ln(1 − ŷ)]."""
    blame = _blame(went)
    guess = Quantity(r"\hat{y}", went.guess)
    target = Quantity("y", blame.target, Figure.SETTING)
    passed = Product((target, Logarithm(guess)))
    failed = Product((Sum((whole(1),), (target,)), Logarithm(Sum((whole(1),), (guess,)))))
    return Equation("E", Negative(Sum((passed, failed))), blame.error)


def output_blame(went: Passes) -> Equation:
    """∂E/∂z of the output = ŷ − y."""
    blame = _blame(went)
    right = Sum((Quantity(r"\hat{y}", went.guess),), (Quantity("y", blame.target, Figure.SETTING),))
    output = Part.node(len(went.layers), 0)
    return Equation(slope_name(sum_latex(output, went.network.sizes)), right, blame.output_blame)


def share(went: Passes, part: Part) -> Equation:
    """The slope along a weight, δ · what came in along it; of a bias, δ · 1."""
    source = whole(1) if part.kind is Kind.BIAS else _output(went, Part.node(*part.source))
    right = Product((_delta(went, Part.node(*part.unit)), source))
    slope = slope_of(_blame(went).gradient, part)
    return Equation(slope_name(latex(part, went.network.sizes)), right, slope, Figure.SLOPE)


def passed_back(went: Passes, node: Part) -> Equation:
    """δ of a hidden unit: the blames of the units after it times the weights to them, times the bend of its squash."""
    layer, i = node.unit
    sizes, weights = went.network.sizes, went.network.weights[layer]
    ways: list[Expression] = []
    for k in range(sizes[layer + 1]):
        weight = Quantity(latex(Part.weight(layer, i, k), sizes), float(weights[i, k]))
        ways.append(Product((_delta(went, Part.node(layer + 1, k)), weight)))
    received: tuple[Expression, ...] = (Sum(tuple(ways)),)
    if len(ways) == 1 and isinstance(ways[0], Product):
        received = ways[0].factors
    value = float(_blame(went).layers[layer - 1].blame[i])
    return Equation(blame_latex(node, sizes), _product((*received, *_bend(went, node))), value)


def chain(went: Passes, part: Part) -> Equation | None:
    """The slope along a first weight in one line, (ŷ − y) · W² · H(1 − H) · X, where there is one hidden layer."""
    if len(went.layers) != 2 or part.layer != 0:
        return None
    short, back = share(went, part), passed_back(went, Part.node(*part.unit))
    assert isinstance(short.right, Product)
    factors = back.right.factors if isinstance(back.right, Product) else (back.right,)
    return Equation(short.name, Product((*factors, *short.right.factors[1:])), short.value, short.figure)


def update(network: Network, part: Part, slope: float, learning_rate: float, is_held: bool = False) -> Equation:
    """w′ = w − α ∂E/∂w; a weight held fast stays as it is."""
    symbol = latex(part, network.sizes)
    old = Quantity(symbol, value_of(network, part))
    name = f"{{{symbol}}}'"
    if is_held:
        return Equation(name, old, old.value)
    rate = Quantity(r"\alpha", learning_rate, Figure.SETTING)
    step = Product((rate, Quantity(slope_name(symbol), slope, Figure.SLOPE)))
    return Equation(name, Sum((old,), (step,)), old.value - learning_rate * slope)


def _blame(went: Passes) -> Blame:
    assert went.blame is not None
    return went.blame


def _output(went: Passes, node: Part) -> Quantity:
    layer, j = node.unit
    value = went.inputs[j] if layer == 0 else went.layers[layer - 1].outputs[j]
    return Quantity(latex(node, went.network.sizes), float(value))


def _delta(went: Passes, node: Part) -> Quantity:
    layer, j = node.unit
    return Quantity(blame_latex(node, went.network.sizes), float(_blame(went).layers[layer - 1].blame[j]))


def _bend(went: Passes, node: Part) -> tuple[Expression, ...]:
    """The factors of the slope of a unit's squash, by its output."""
    layer, j = node.unit
    forward = went.layers[layer - 1]
    output = _output(went, node)
    if forward.activation.name == "sigmoid":
        return output, Sum((whole(1),), (output,))
    if forward.activation.name == "tanh":
        return (Sum((whole(1),), (Product((output, output)),)),)
    if forward.activation.name == "relu":
        return (Quantity(f"f'({sum_latex(node, went.network.sizes)})", float(forward.slopes[j]), Figure.SETTING),)
    return ()


def _product(factors: tuple[Expression, ...]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(factors)
