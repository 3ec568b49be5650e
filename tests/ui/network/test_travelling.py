"""Where travelling numbers are: one after the other to one node, together to several; all arrive."""

from __future__ import annotations

import pytest

from neuralpad.core.blaming import blame_script
from neuralpad.core.guessing import guessing_script
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.script import Phase, Script, Step
from neuralpad.ui.network.travelling import LONGEST, SHORTEST, length_of, moment_at


def scripts(sizes: tuple[int, ...]) -> list[Script]:
    network = Network.random(sizes, seed=3)
    x = [0.5] * sizes[0]
    return [guessing_script(network, x, 1.0), blame_script(network, x, 1.0, 0.5)]


def step_of(script: Script, phase: Phase) -> Step:
    return next(step for step in script.steps if step.phase is phase)


def test_products_to_one_unit_go_one_after_the_other() -> None:
    step = step_of(scripts((3, 2, 1))[0], Phase.WEIGHTED_SUM)
    most = max(len(moment_at(step, progress / 100).travellers) for progress in range(101))
    assert most == 1
    orders = [moment_at(step, progress / 100).arrived[Part.node(1, 0)] for progress in range(101)]
    assert orders == sorted(orders)
    assert set(orders) == {0, 1, 2, 3, 4}


def test_shares_go_together_and_are_told_when_they_are_there() -> None:
    step = step_of(scripts((3, 2, 1))[1], Phase.OUTPUT_SHARES)
    early, late = moment_at(step, 0.3), moment_at(step, 0.7)
    assert len(early.travellers) == len(late.travellers) == 2
    assert all(one.travel.is_backwards and one.is_multiplied for one in early.travellers)
    assert early.travellers[0].share < late.travellers[0].share
    assert not late.told
    assert moment_at(step, 1.0).told == {Part.weight(1, 0, 0), Part.weight(1, 1, 0)}


def test_a_product_is_told_once_it_is_made() -> None:
    step = step_of(scripts((3, 2, 1))[0], Phase.WEIGHTED_SUM)
    first = Part.weight(0, 0, 0)
    before, after = moment_at(step, 0.1), moment_at(step, 0.2)
    assert not before.travellers[0].is_multiplied
    assert first not in before.told
    assert after.travellers[0].is_multiplied
    assert first in after.told


def test_at_both_ends_nobody_is_on_the_way() -> None:
    for script in scripts((3, 2, 1)):
        for step in script.steps:
            assert moment_at(step, 0.0).travellers == ()
            last = moment_at(step, 1.0)
            assert last.travellers == ()
            assert last.is_over
            assert sum(last.arrived.values()) == len(step.travels)


@pytest.mark.parametrize("sizes", [(3, 2, 1), (5, 4, 1), (3, 8, 8, 1), (2, 60, 1), (1, 1)])
def test_everything_arrives_in_good_time(sizes: tuple[int, ...]) -> None:
    for script in scripts(sizes):
        for step in script.steps:
            assert SHORTEST <= length_of(step) <= LONGEST
            before = moment_at(step, 0.999)
            late = sum(before.arrived.values()) + len(before.travellers)
            assert late == len(step.travels)
            for progress in (0.2, 0.5, 0.8):
                for one in moment_at(step, progress).travellers:
                    assert 0.0 <= one.share <= 1.0
