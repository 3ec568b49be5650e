"""The course of a training in bounded memory: parameters and errors, dense at first, thinner with every doubling.

Which epochs are worth keeping is a matter of their number alone (`core.milestones`), so what a history holds does not
depend on how fast the machine was or when somebody looked. The newest entry is always there; if its epoch is not one to
be kept, the next entry takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from neuralpad.core.activations import Floats
from neuralpad.core.milestones import SPARSEST, is_due, next_due
from neuralpad.core.network import Network

Integers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Booleans = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

CAPACITY = 1000
"""About how many entries a history holds."""

_MOST_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the parameters of an entry came from those of the entry before.

    Attributes
    ----------
    learning_rate : float
        α of every update between the two.
    batch_size : int or None
        Students to an update: None for the whole class, 1 for one at a time.
    held : tuple of int
        The parameters that did not move, as places in `Network.parameters`.
    """

    learning_rate: float
    batch_size: int | None = None
    held: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One moment of a training.

    Attributes
    ----------
    epoch : float
        Epochs completed, and the share of students of the next one that it has learned from.
    parameters : (p,) array
        Read-only, in the order of `Network.parameters`.
    loss, aside_loss : float
        Mean error in nats of the students learned from, and of those kept aside (NaN if there are none).
    recipe : Recipe or None
        How training led here from the entry before; None where that cannot be repeated.
    keep : bool
        Whether it is never thinned out.
    """

    epoch: float
    parameters: Floats
    loss: float
    aside_loss: float
    recipe: Recipe | None
    keep: bool


@dataclass(frozen=True, slots=True, eq=False)
class HistoryRecord:
    """A history as plain arrays, n entries of p parameters, for a document to store: see `Entry` for their meaning.

    `recipes[led_by[i]]` led to entry i; `led_by` is −1 where there is none.
    """

    epochs: Floats
    losses: Floats
    aside_losses: Floats
    parameters: Floats
    keep: Booleans
    led_by: Integers
    recipes: tuple[Recipe, ...] = ()
    level: int = 0


class History:
    """The entries of one training, oldest first. Appending changes it in place; a copy is cheap.

    Parameters
    ----------
    capacity : int
        About how many entries to hold; fewer if the network is so large that they would take more than 32 MB.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 64:
            raise ValueError("a history needs room for 64 entries")
        self._capacity = capacity
        self._entries: list[Entry] = []
        self._network: Network | None = None
        self._level = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Entry:
        return self._entries[index]

    @property
    def epochs(self) -> Floats:
        """The epoch of every entry, (n,), ascending."""
        return np.array([entry.epoch for entry in self._entries])

    @property
    def losses(self) -> Floats:
        """The mean error at every entry, (n,), in nats."""
        return np.array([entry.loss for entry in self._entries])

    @property
    def aside_losses(self) -> Floats:
        """The mean error of the students kept aside at every entry, (n,), in nats; NaN where there are none."""
        return np.array([entry.aside_loss for entry in self._entries])

    @property
    def parameters(self) -> Floats:
        """The parameters at every entry, (n, p), in the order of `Network.parameters`."""
        width = 0 if self._network is None else self._network.parameters().size
        return np.array([entry.parameters for entry in self._entries]).reshape(len(self._entries), width)

    @property
    def last(self) -> Entry | None:
        """The newest entry, None if there is none."""
        return self._entries[-1] if self._entries else None

    def due(self, epoch: float) -> bool:
        """Whether an entry at `epoch` stays when the next one comes."""
        return is_due(epoch, self._level)

    def next_due(self, epoch: float) -> int:
        """The first epoch after `epoch` that is due."""
        return next_due(epoch, self._level)

    def append(
        self,
        epoch: float,
        network: Network,
        loss: float,
        aside_loss: float | None = None,
        *,
        learning_rate: float | None = None,
        batch_size: int | None = None,
        held: ArrayLike | None = None,
        keep: bool = False,
    ) -> None:
        """Add the newest entry. It takes the place of the last one if that was not due, or at the same epoch.

        The last entry is kept for good where the way of training changes, so that every span between two entries was
        trained in one way and can be trained again. An entry that only repeats the last one renews its errors.

        Parameters
        ----------
        epoch : float
            Epochs completed, and the share of students of the next one. Not before the last entry.
        network : Network
            Always of the same shape and activation.
        loss, aside_loss : float
            Mean errors in nats; None if no student is kept aside.
        learning_rate, batch_size, held
            How the network came here from the last entry: α (None if that cannot be repeated: first weights, weights
            set by hand), students to an update, and the mask of parameters that did not move.
        keep : bool
            Whether it is never to be thinned out. The first entry never is.

        Raises
        ------
        ValueError
            If the network has another shape, or the epoch lies before the last.
        """
        places = () if held is None else tuple(int(place) for place in np.flatnonzero(held))
        recipe = None if learning_rate is None else Recipe(learning_rate, batch_size, places)
        aside = float("nan") if aside_loss is None else aside_loss
        entry = Entry(float(epoch), network.parameters(), loss, aside, recipe, keep or not self._entries)
        last = self.last
        self._check(entry, network)
        if last is not None:
            same_epoch = last.epoch == entry.epoch
            if same_epoch and last.parameters.tobytes() == entry.parameters.tobytes():
                self._entries[-1] = replace(last, loss=loss, aside_loss=aside, keep=keep or last.keep)
                return
            if last.keep or last.recipe != recipe:
                self._entries[-1] = replace(last, keep=True)
            elif same_epoch or not self.due(last.epoch):
                self._entries.pop()
        self._entries.append(entry)
        self._thin()

    def network_at(self, index: int) -> Network:
        """The network of an entry, to the bit."""
        entry = self._entries[index]
        assert self._network is not None
        return self._network.with_parameters(entry.parameters)

    def index_before(self, epoch: float) -> int:
        """The index of the newest entry at or before an epoch; of the first one if none is."""
        if not self._entries:
            raise IndexError("the history is empty")
        return max(int(np.searchsorted(self.epochs, epoch, side="right")) - 1, 0)

    def index_nearest(self, epoch: float) -> int:
        """The index of the entry nearest to an epoch; of the newest, if several are."""
        before = self.index_before(epoch)
        if before + 1 < len(self._entries):
            following = self._entries[before + 1].epoch
            if following - epoch < epoch - self._entries[before].epoch:
                return self.index_before(following)
        return before

    def forget_recipes(self) -> None:
        """What is learned from has changed: the entries stay, but the spans between them cannot be trained again."""
        self._entries = [replace(entry, recipe=None) for entry in self._entries]

    def up_to(self, index: int) -> History:
        """A copy that ends with an entry: to train on from there."""
        cut = self.copy()
        del cut._entries[index + 1 :]
        return cut

    def copy(self) -> History:
        """A history of its own with the same entries."""
        twin = History(self._capacity)
        twin._entries, twin._network, twin._level = list(self._entries), self._network, self._level
        return twin

    def record(self) -> HistoryRecord:
        """Everything as plain arrays."""
        recipes = tuple(dict.fromkeys(entry.recipe for entry in self._entries if entry.recipe is not None))
        number = {recipe: i for i, recipe in enumerate(recipes)}
        return HistoryRecord(
            self.epochs,
            self.losses,
            self.aside_losses,
            self.parameters,
            np.array([entry.keep for entry in self._entries], dtype=bool),
            np.array([-1 if entry.recipe is None else number[entry.recipe] for entry in self._entries], dtype=np.int64),
            recipes,
            self._level,
        )

    @classmethod
    def from_record(cls, record: HistoryRecord, network: Network, capacity: int = CAPACITY) -> History:
        """The history of a record; `network` gives the shape.

        Raises
        ------
        ValueError
            If the arrays do not fit each other or the network, or the epochs do not ascend from 0.
        """
        n = len(record.epochs)
        columns = (record.losses, record.aside_losses, record.keep, record.led_by)
        fits = n == 0 or record.parameters.shape == (n, network.parameters().size)
        if not fits or any(column.shape != (n,) for column in columns):
            raise ValueError("the arrays of the history do not fit each other or the network")
        if not (np.diff(record.epochs, prepend=0.0) >= 0.0).all():
            raise ValueError("the epochs of the history do not ascend")
        if n and not -1 <= record.led_by.min() <= record.led_by.max() < len(record.recipes):
            raise ValueError("the history names a recipe that is not there")
        history = cls(capacity)
        history._network, history._level = network, record.level
        for i in range(n):
            vector = record.parameters[i].astype(np.float64)
            vector.setflags(write=False)
            recipe = record.recipes[record.led_by[i]] if record.led_by[i] >= 0 else None
            epoch, loss, aside = (float(column[i]) for column in (record.epochs, record.losses, record.aside_losses))
            history._entries.append(Entry(epoch, vector, loss, aside, recipe, bool(record.keep[i])))
        return history

    def _check(self, entry: Entry, network: Network) -> None:
        if self._network is None:
            self._network = network
        elif not network.has_shape_of(self._network):
            raise ValueError(f"{network!r} does not belong to the history of {self._network!r}")
        if not entry.epoch >= (self._entries[-1].epoch if self._entries else 0.0):
            raise ValueError(f"epoch {entry.epoch} lies before the last one")

    def _thin(self) -> None:
        room = min(self._capacity, max(64, _MOST_BYTES // self._entries[-1].parameters.nbytes))
        if len(self._entries) <= room:
            return
        if sum(entry.keep for entry in self._entries) > room // 2:
            self._give_up_half_of_the_kept()
        while len(self._entries) > room * 3 // 4 and self._level < SPARSEST:
            self._level += 1
            *earlier, last = self._entries
            self._entries = [entry for entry in earlier if entry.keep or self.due(entry.epoch)]
            self._entries.append(last)

    def _give_up_half_of_the_kept(self) -> None:
        """When settings changed so often that their entries alone fill the history: those spans lose their recipe."""
        entries: list[Entry] = []
        counted, gap = 0, False
        for entry in self._entries:
            counted += entry.keep
            if entry.keep and counted % 2 == 0 and entry is not self._entries[-1]:
                gap = True
                continue
            entries.append(replace(entry, recipe=None) if gap else entry)
            gap = False
        self._entries = entries
