"""Names of the parts of a network."""

from __future__ import annotations

import pytest

from neuralpad.core.network import Network
from neuralpad.ui.network.parts import Part, columns_of_parts, touching


@pytest.mark.parametrize(
    ("part", "bias", "expected"),
    [
        (Part.weight(0, 2, 1), True, True),
        (Part.weight(0, 3, 1), True, False),
        (Part.weight(0, 2, 2), True, False),
        (Part.weight(1, 1, 0), True, True),
        (Part.weight(2, 0, 0), True, False),
        (Part.bias(1, 0), True, True),
        (Part.bias(1, 0), False, False),
        (Part.bias(1, 1), True, False),
        (Part.node(0, 2), False, True),
        (Part.node(3, 0), True, False),
    ],
)
def test_which_parts_a_network_has(part: Part, bias: bool, expected: bool) -> None:
    assert part.is_in((3, 2, 1), bias) is expected


def test_parts_are_named_as_the_network_names_its_parameters() -> None:
    network = Network.random((3, 2, 2, 1), seed=4)
    found = [
        network.parameter_index(part.layer, part.i, part.j)
        for column in columns_of_parts(network.sizes, bias=True)
        for part in column
        if part.kind != "node"
    ]
    assert sorted(found) == list(range(len(network.parameters())))


def test_a_unit_touches_what_comes_in_what_goes_out_and_its_bias() -> None:
    assert set(touching(Part.node(1, 1), (3, 2, 1), bias=True)) == {
        Part.weight(0, 0, 1),
        Part.weight(0, 1, 1),
        Part.weight(0, 2, 1),
        Part.bias(0, 1),
        Part.weight(1, 1, 0),
    }
    assert touching(Part.weight(0, 1, 1), (3, 2, 1), bias=True) == (Part.weight(0, 1, 1),)
    assert set(touching(Part.node(0, 0), (3, 2, 1), bias=True)) == {Part.weight(0, 0, 0), Part.weight(0, 0, 1)}
