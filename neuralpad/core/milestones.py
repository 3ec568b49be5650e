"""Which epochs of a training are worth keeping: all at first, then ever fewer, by their number alone."""

_DENSE_OCTAVES = 7
_DENSE = 1 << _DENSE_OCTAVES

SPARSEST = 2 * _DENSE_OCTAVES
"""The level at which no more than the powers of two are left."""


def stride(epoch: int, level: int = 0) -> int:
    """How many epochs lie between two kept ones around `epoch`.

    At level 0 every epoch up to 256 is kept, every second up to 512, every fourth up to 1024, and so on: 128 to an
    octave. Each further level halves what is kept after epoch 128, down to one an octave, and then what is kept before.
    """
    octave = (max(epoch - 1, 0) // _DENSE).bit_length()
    if octave == 0:
        return 1 << max(level - _DENSE_OCTAVES, 0)
    return 1 << (octave - 1 + min(level, _DENSE_OCTAVES))


def is_due(epoch: float, level: int = 0) -> bool:
    """Whether an entry at `epoch` is kept; in the midst of an epoch never."""
    whole = int(epoch)
    return whole == epoch and whole % stride(whole, level) == 0


def next_due(epoch: float, level: int = 0) -> int:
    """The first epoch after `epoch` that is due: a burst of epochs that ends there misses nothing."""
    after = int(epoch) + 1
    step = stride(after, level)
    return -(-after // step) * step
