"""Names of the parts of a network."""

from __future__ import annotations

import numpy as np
import pytest

from neuralpad.core.network import Network
from neuralpad.core.parts import (
    Part,
    columns_of_parts,
    held_mask,
    index_of,
    parameters_of,
    part_at,
    replaced,
    slope_of,
    touching,
    value_of,
)


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


@pytest.mark.parametrize("bias", [True, False])
def test_every_parameter_has_its_part_and_its_place(bias: bool) -> None:
    network = Network.random((3, 2, 4, 1), seed=4, bias=bias)
    network = network.with_parameters(np.arange(len(network.parameters())) + 0.5)
    parts = list(parameters_of(network))
    assert len(parts) == len(network.parameters())
    for place, part in enumerate(parts):
        assert part.is_in(network.sizes, bias)
        assert index_of(network, part) == place
        assert part_at(network, place) == part
        assert value_of(network, part) == place + 0.5
        other = replaced(network, part, -1.0).parameters()
        assert (other != network.parameters()).nonzero()[0].tolist() == [place]
        assert other[place] == -1.0
        assert held_mask(network, [part]).nonzero()[0].tolist() == [place]
    with pytest.raises(IndexError):
        part_at(network, len(parts))
    with pytest.raises(IndexError):
        part_at(network, -1)


def test_the_slope_along_a_part() -> None:
    gradient = Network.random((3, 2, 1), seed=4).gradient([[0.1, 0.2, 0.3]], [1.0])
    assert gradient.biases is not None
    assert slope_of(gradient, Part.weight(0, 2, 1)) == gradient.weights[0][2, 1]
    assert slope_of(gradient, Part.bias(1, 0)) == gradient.biases[1][0]


def test_what_a_network_has_not_has_no_value() -> None:
    network = Network.random((3, 2, 1), bias=False)
    for part in (Part.node(0, 0), Part.bias(0, 0), Part.weight(0, 3, 0), Part.weight(0, -1, 0), Part.weight(2, 0, 0)):
        for look in (index_of, value_of):
            with pytest.raises(ValueError, match=r"parameter|layer"):
                look(network, part)
        with pytest.raises(ValueError, match=r"parameter|layer"):
            replaced(network, part, 1.0)
        assert not held_mask(network, [part]).any()
