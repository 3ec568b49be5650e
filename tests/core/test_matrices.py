"""The matrices of guess and blame: their order, shapes and numbers, what is left out, and which cells make which."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.activations import Floats
from neuralpad.core.matrices import matrix_strip
from neuralpad.core.matrix_blocks import Block, Cell, Content, Joint, Sign, Strip
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, parameters_of, slope_of, value_of

X = np.array([[0.87, 0.45, 0.62]])


def worked_example(bias: bool = True) -> Network:
    weights = [[[0.5, -0.4], [0.9, 0.3], [-0.2, 0.8]], [[1.2], [-0.7]]]
    return Network(weights, [[0.1, -0.2], [0.3]] if bias else None)


def written(items: tuple[Block | Joint, ...]) -> str:
    """A row as one would read it: symbols with shapes, and signs."""
    signs = {Sign.TIMES: "·", Sign.PLUS: "+", Sign.EQUALS: "=", Sign.AND: ",", Sign.NEXT: ";"}
    return " ".join(
        f"{item.symbol}({item.shape[0]}×{item.shape[1]})"
        if isinstance(item, Block)
        else item.activation or signs[item.sign] + (f"÷{item.students}" if item.students > 1 else "")
        for item in items
    )


def block(strip: Strip, symbol: str) -> Block:
    return next(one for one in strip.blocks if one.symbol == symbol)


def numbers(strip: Strip, cells: tuple[Cell, ...]) -> dict[Part, float]:
    found = {}
    for cell in cells:
        at = strip.blocks[cell.block]
        part = at.part(cell.row, cell.column)
        assert part is not None
        found[part] = float(at.values[cell.row, cell.column])
    return found


def test_one_student_with_bias() -> None:
    strip = matrix_strip(worked_example(), X, [0.0], with_blame=True)
    assert written(strip.forward) == ("X(1×3) · W¹(3×2) + b¹(1×2) sigmoid H(1×2) · W²(2×1) + b²(1×1) sigmoid ŷ(1×1)")
    assert written(strip.backward) == (
        "Hᵀ(2×1) · ŷ − y(1×1) = ∂E/∂W²(2×1) , ∂E/∂b²(1×1) ; Xᵀ(3×1) · δ(1×2) = ∂E/∂W¹(3×2) , ∂E/∂b¹(1×2)"
    )


def test_one_student_without_bias() -> None:
    strip = matrix_strip(worked_example(bias=False), X, [0.0], with_blame=True)
    assert written(strip.forward) == "X(1×3) · W¹(3×2) sigmoid H(1×2) · W²(2×1) sigmoid ŷ(1×1)"
    assert written(strip.backward) == "Hᵀ(2×1) · ŷ − y(1×1) = ∂E/∂W²(2×1) ; Xᵀ(3×1) · δ(1×2) = ∂E/∂W¹(3×2)"


def test_the_numbers_of_the_worked_example() -> None:
    """The figures of the lesson, worked out to twelve decimals elsewhere."""
    strip = matrix_strip(worked_example(), X, [0.0], with_blame=True)
    expected: dict[str, Floats | list[list[float]]] = {
        "H": [[0.693386592056, 0.520738095971]],
        "ŷ": [[0.682990074532]],
        "∂E/∂W²": [[0.473576160188], [0.355658950979]],
        "δ": [[0.174245760475, -0.119317650222]],
        "X": X,
        "Xᵀ": X.T,
    }
    for symbol, values in expected.items():
        np.testing.assert_allclose(block(strip, symbol).values, np.array(values), rtol=0, atol=1e-12)


def test_a_class_shows_its_first_students_and_counts_the_others() -> None:
    students = np.linspace(0, 1, 90).reshape(30, 3)
    strip = matrix_strip(worked_example(), students, np.arange(30) % 2, with_blame=True, most_rows=4, most_columns=2)
    inputs = block(strip, "X")
    assert inputs.shape == (30, 3)
    assert inputs.rows == (0, 1, 2, 3, None)
    assert (inputs.rows_left_out, inputs.columns_left_out) == (26, 0)
    np.testing.assert_array_equal(inputs.values[:4], students[:4])
    assert np.isnan(inputs.values[4]).all()
    turned = block(strip, "Xᵀ")
    assert turned.shape == (3, 30)
    assert turned.columns == (0, 1, None)
    assert turned.columns_left_out == 28
    assert "; Xᵀ(3×30) · δ(30×2) =÷30 ∂E/∂W¹(3×2)" in written(strip.backward)


@pytest.mark.parametrize(("units", "shown"), [(4, (0, 1, 2, 3)), (5, (0, 1, 2, 3, 4)), (6, (0, 1, 2, 3, None))])
def test_dots_never_stand_for_one_alone(units: int, shown: tuple[int | None, ...]) -> None:
    strip = matrix_strip(Network.random((2, units, 1), 1), [[0.5, 0.5]], most_columns=4)
    assert block(strip, "W¹").columns == shown
    assert block(strip, "H").columns == shown


def test_some_students_come_first() -> None:
    students = np.linspace(0, 1, 30).reshape(10, 3)
    inputs = block(matrix_strip(worked_example(), students, students=[7], most_rows=3), "X")
    assert inputs.rows == (7, 0, 1, None)
    np.testing.assert_array_equal(inputs.values[:3], students[[7, 0, 1]])


def test_no_more_students_on_their_side_than_upright() -> None:
    students = np.linspace(0, 1, 90).reshape(30, 3)
    strip = matrix_strip(worked_example(), students, np.ones(30), with_blame=True, most_rows=3, most_columns=8)
    assert block(strip, "Xᵀ").columns == block(strip, "X").rows == (0, 1, 2, None)
    assert block(strip, "Hᵀ").columns == (0, 1, 2, None)


def test_without_outcomes_there_is_no_way_back() -> None:
    assert matrix_strip(worked_example(), X, with_blame=True).backward == ()
    assert matrix_strip(worked_example(), X, [1.0]).backward == ()


def test_nobody_is_not_shown() -> None:
    with pytest.raises(ValueError, match="no student"):
        matrix_strip(worked_example(), np.empty((0, 3)))


def test_what_a_guess_is_made_of() -> None:
    strip = matrix_strip(worked_example(), X)
    hidden = next(k for k, one in enumerate(strip.blocks) if one.symbol == "H")
    assert numbers(strip, strip.makers(Cell(hidden, 0, 1))) == {
        Part.node(0, 0): 0.87,
        Part.node(0, 1): 0.45,
        Part.node(0, 2): 0.62,
        Part.weight(0, 0, 1): -0.4,
        Part.weight(0, 1, 1): 0.3,
        Part.weight(0, 2, 1): 0.8,
        Part.bias(0, 1): -0.2,
    }
    assert strip.makers(Cell(0, 0, 0)) == ()


def test_what_a_part_is_shown_by() -> None:
    strip = matrix_strip(worked_example(), X, [0.0], with_blame=True)
    symbols = [strip.blocks[cell.block].symbol for cell in strip.cells_of(Part.weight(0, 1, 0))]
    assert symbols == ["W¹", "∂E/∂W¹"]
    assert [strip.blocks[cell.block].symbol for cell in strip.cells_of(Part.node(1, 1))] == ["H", "Hᵀ", "δ"]
    assert strip.cells_of(Part.weight(5, 0, 0)) == ()


sizes = st.lists(st.integers(1, 7), min_size=1, max_size=3).map(lambda units: (*units, 1))
hidden = st.sampled_from(["sigmoid", "tanh", "relu", "linear"])


@given(sizes, hidden, st.booleans(), st.integers(1, 6), st.integers(0, 99))
def test_the_shown_sums_are_true(sizes: tuple[int, ...], hidden: str, bias: bool, m: int, seed: int) -> None:
    """Where nothing is left out, multiplying the blocks as they stand gives the next one, and the slopes are right."""
    rng = np.random.default_rng(seed)
    network = Network.random(sizes, seed, bias, hidden)
    students, y = rng.random((m, sizes[0])), rng.integers(0, 2, m).astype(float)
    strip = matrix_strip(network, students, y, with_blame=True, most_rows=9, most_columns=9)
    value: Floats = np.empty((0, 0))
    product: Floats = np.empty((0, 0))
    for k, item in enumerate(strip.forward):
        if not isinstance(item, Block):
            continue
        before = strip.forward[k - 1] if k else None
        if not isinstance(before, Joint):
            value = item.values
        elif before.sign is Sign.TIMES:
            product = value @ item.values
        elif before.sign is Sign.PLUS:
            product = product + item.values
        else:
            value = network.activation(item.layer - 1).value(product)
            np.testing.assert_allclose(item.values, value, atol=1e-12)
    np.testing.assert_allclose(value[:, 0], network.predict(students), atol=1e-12)

    gradient = network.gradient(students, y)
    slopes = [one for one in strip.blocks if one.content in (Content.WEIGHT_SLOPES, Content.BIAS_SLOPES)]
    shown = {one.part(i, j): one.values[i, j] for one in slopes for i, j in np.ndindex(one.values.shape)}
    assert set(shown) == set(parameters_of(network))
    for part in parameters_of(network):
        assert shown[part] == pytest.approx(slope_of(gradient, part), abs=1e-12)
    came_in: Block | None = None
    for before, item in zip((None, *strip.backward), strip.backward, strict=False):
        if isinstance(item, Joint):
            continue
        if item.turned:
            came_in = item
        elif isinstance(before, Joint) and before.sign is Sign.TIMES:
            assert came_in is not None
            product = came_in.values @ item.values
        elif isinstance(before, Joint) and before.sign is Sign.EQUALS:
            np.testing.assert_allclose(item.values, product / before.students, atol=1e-12)


@given(sizes, st.booleans(), st.integers(1, 30), st.integers(1, 5), st.integers(1, 5))
def test_every_shown_cell_is_what_it_says(
    sizes: tuple[int, ...], bias: bool, m: int, most_rows: int, most_columns: int
) -> None:
    network = Network.random(sizes, 3, bias)
    students = np.random.default_rng(5).random((m, sizes[0]))
    strip = matrix_strip(network, students, np.ones(m), most_rows=most_rows, most_columns=most_columns, with_blame=True)
    for number, one in enumerate(strip.blocks):
        assert len(one.rows) <= most_rows + 1
        assert len(one.columns) <= most_columns + 1
        assert one.values.shape == (len(one.rows), len(one.columns))
        assert len(one.rows) - (None in one.rows) + one.rows_left_out == one.shape[0]
        assert len(one.columns) - (None in one.columns) + one.columns_left_out == one.shape[1]
        for i, j in np.ndindex(one.values.shape):
            part = one.part(i, j)
            assert (part is None) == np.isnan(one.values[i, j])
            if part is None:
                assert strip.makers(Cell(number, i, j)) == ()
                continue
            assert part.is_in(network.sizes, bias)
            assert Cell(number, i, j) in strip.cells_of(part)
            if one.content in (Content.WEIGHTS, Content.BIASES):
                assert one.values[i, j] == value_of(network, part)
            assert all(strip.blocks[c.block].part(c.row, c.column) for c in strip.makers(Cell(number, i, j)))


def test_blame_passed_back_is_made_of_blame_weights_and_bend() -> None:
    strip = matrix_strip(worked_example(), X, [0.0], with_blame=True)
    index = next(k for k, one in enumerate(strip.blocks) if one.symbol == "δ")
    makers = strip.makers(Cell(index, 0, 1))
    found = [(strip.blocks[c.block].symbol, float(strip.blocks[c.block].values[c.row, c.column])) for c in makers]
    (_, blame), (_, weight), (_, output) = found
    assert [symbol for symbol, _ in found] == ["ŷ − y", "W²", "H"]
    assert blame * weight * output * (1 - output) == pytest.approx(-0.119317650222, abs=1e-12)
