"""What stands in a `.neuralpad` document, key by key, and how it is laid out: JSON in UTF-8 that people can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from neuralpad.core.milestones import SPARSEST

FORMAT = "neuralpad"
VERSION = 2
"""The newest that this program knows. A document gets the oldest that knows all its keys: see `version_of`."""

Text = Annotated[str, msgspec.Meta(max_length=100_000)]
LongText = Annotated[str, msgspec.Meta(max_length=1_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
"""Finite, as every number in JSON: one that is too large to be finite is refused."""
Size = Annotated[int, msgspec.Meta(ge=1, le=4096)]

MOST_COLUMNS = 1000
MOST_STUDENTS = 1_000_000


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A key that is not known is refused; a newer program that adds one raises `VERSION`.

    An added key has a default, so that older documents can be read, and is left out of the file where it holds that.
    """


class ColumnEntry(_Strict, frozen=True):
    """A grade column."""

    name: Text
    maximum: Positive


class StudentEntry(_Strict, frozen=True):
    """A student, exactly as typed."""

    name: Text
    grades: tuple[Text, ...]
    outcome: Text


class SettingsEntry(_Strict, frozen=True):
    """`core.project.TrainingSettings`."""

    learning_rate: Positive
    epoch_limit: Count
    batch_size: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None
    seed: Count
    bias: bool
    hidden_units: Annotated[tuple[Size, ...], msgspec.Meta(max_length=16)]
    hidden: Text
    aside_share: Annotated[float, msgspec.Meta(ge=0, le=0.5)]
    held: tuple[Count, ...] = ()
    """Places in `Network.parameters`, as in `RecipeEntry`. Since version 2."""


class NetworkEntry(_Strict, frozen=True):
    """`core.network.Network`: a matrix a layer, row by row; `biases` is null in a network without."""

    hidden: Text
    weights: tuple[tuple[tuple[float, ...], ...], ...]
    biases: tuple[tuple[float, ...], ...] | None


class RecipeEntry(_Strict, frozen=True):
    """`core.history.Recipe`."""

    learning_rate: float
    batch_size: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None
    held: tuple[Count, ...]


class EpochEntry(_Strict, frozen=True):
    """One entry of the history; `recipe` is the place of the recipe that led to it, or null."""

    epoch: Annotated[float, msgspec.Meta(ge=0, le=2**53)]
    loss: float
    aside_loss: float | None
    keep: bool
    recipe: Count | None
    parameters: tuple[float, ...]


class HistoryEntry(_Strict, frozen=True):
    """`core.history.HistoryRecord`, entry by entry."""

    level: Annotated[int, msgspec.Meta(ge=0, le=SPARSEST)]
    recipes: tuple[RecipeEntry, ...]
    entries: tuple[EpochEntry, ...]


class LearningEntry(_Strict, frozen=True):
    """`core.project.Learning`."""

    epoch: Count
    student: Count
    trained_on: Text
    first: NetworkEntry
    network: NetworkEntry
    history: HistoryEntry


class Document(_Strict, frozen=True):
    """The whole of it."""

    format: str
    version: int
    title: Text
    note: LongText
    columns: Annotated[tuple[ColumnEntry, ...], msgspec.Meta(min_length=1, max_length=MOST_COLUMNS)]
    past: Annotated[tuple[StudentEntry, ...], msgspec.Meta(max_length=MOST_STUDENTS)]
    this_year: Annotated[tuple[StudentEntry, ...], msgspec.Meta(max_length=MOST_STUDENTS)]
    settings: SettingsEntry
    learning: LearningEntry


def version_of(settings: SettingsEntry) -> int:
    """The oldest version that knows all that a document with these settings holds."""
    return 2 if settings.held else 1


class Opening(msgspec.Struct, frozen=True):
    """What every version has: enough to say whose document it is."""

    format: str = ""
    version: int = 0


_ON_ONE_LINE = (ColumnEntry, StudentEntry, RecipeEntry, EpochEntry)


def to_bytes(document: Document) -> bytes:
    """The document as UTF-8: a key, a student, a row of weights or an epoch on each line.

    Raises
    ------
    UnicodeEncodeError
        If a text holds half a character (a lone surrogate).
    """
    return b"".join((*_lines(document, b"\n"), b"\n"))


def _lines(value: object, line_break: bytes) -> Iterator[bytes]:
    deeper = line_break + b"  "
    if isinstance(value, msgspec.Struct) and not isinstance(value, _ON_ONE_LINE):
        yield b"{"
        for place, key in enumerate(_keys(value)):
            yield (b"," if place else b"") + deeper + msgspec.json.encode(key) + b": "
            yield from _lines(getattr(value, key), deeper)
        yield line_break + b"}"
    elif isinstance(value, tuple) and value and not isinstance(value[0], (int, float, str)):
        yield b"["
        for place, element in enumerate(value):
            yield (b"," if place else b"") + deeper
            yield from _lines(element, deeper)
        yield line_break + b"]"
    else:
        # With indent 0, `format` puts a space behind each comma and colon, and no line break.
        yield msgspec.json.format(msgspec.json.encode(value), indent=0)


def _keys(entry: msgspec.Struct) -> list[str]:
    """The keys of an entry, without those that hold their default."""
    keys, defaults = entry.__struct_fields__, entry.__struct_defaults__
    required = len(keys) - len(defaults)
    return [*keys[:required], *(k for k, d in zip(keys[required:], defaults, strict=True) if getattr(entry, k) != d)]


def from_bytes(data: bytes) -> Document:
    """The document in `data`.

    Raises
    ------
    msgspec.DecodeError, UnicodeDecodeError, RecursionError
        If it is none; `storage.complaints` has the words for it.
    """
    return _DECODER.decode(data)


def opening_of(data: bytes) -> Opening:
    """Format and version, whatever else stands in `data`. Raises as `from_bytes` does."""
    return _OPENING_DECODER.decode(data)


_DECODER = msgspec.json.Decoder(Document, strict=True)
_OPENING_DECODER = msgspec.json.Decoder(Opening, strict=True)
