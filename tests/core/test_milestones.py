"""Which epochs are kept depends on their number alone, dense first and 128 to an octave later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.milestones import SPARSEST, is_due, next_due, stride

EPOCHS = st.integers(0, 10**9)
LEVELS = st.integers(0, SPARSEST)


@pytest.mark.parametrize(
    ("epoch", "level", "expected"),
    [
        *[(0, 0, 1), (1, 0, 1), (256, 0, 1), (257, 0, 2), (512, 0, 2), (513, 0, 4), (1024, 0, 4), (1025, 0, 8)],
        *[
            (128, 1, 1),
            (129, 1, 2),
            (257, 1, 4),
            (128, 7, 1),
            (129, 7, 128),
            (128, 8, 2),
            (129, 9, 128),
            (100, 14, 128),
        ],
    ],
)
def test_stride(epoch: int, level: int, expected: int) -> None:
    assert stride(epoch, level) == expected


def test_what_a_training_keeps() -> None:
    kept = [epoch for epoch in range(5001) if is_due(epoch)]
    assert kept[:257] == list(range(257))
    assert kept[257:260] == [258, 260, 262]
    assert len([epoch for epoch in kept if 1024 < epoch <= 2048]) == 128
    assert len([epoch for epoch in kept if 2048 < epoch <= 4096]) == 128


@given(EPOCHS, LEVELS)
def test_the_next_is_the_first_that_is_due(epoch: int, level: int) -> None:
    following = next_due(epoch, level)
    assert following > epoch
    assert is_due(following, level)
    assert following - epoch <= max(stride(following, level), 1)
    assert next_due(epoch + 0.5, level) == following


@given(st.integers(0, 3000), LEVELS)
def test_nothing_lies_between(epoch: int, level: int) -> None:
    assert not any(is_due(between, level) for between in range(epoch + 1, next_due(epoch, level)))


@given(EPOCHS, st.integers(0, SPARSEST - 1))
def test_a_higher_level_keeps_a_part_of_the_lower(epoch: int, level: int) -> None:
    if is_due(epoch, level + 1):
        assert is_due(epoch, level)


def test_in_the_midst_of_an_epoch_nothing_is_due() -> None:
    assert not is_due(3.5)
    assert is_due(3.0)
    assert next_due(3.5) == 4


def test_at_the_sparsest_level_few_are_left() -> None:
    assert sum(is_due(epoch, SPARSEST) for epoch in range(100_000)) < 20
