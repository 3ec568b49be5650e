"""The sample class that comes with the program: readable, so that anyone can change it or add another."""

from __future__ import annotations

import msgspec

from neuralpad.core.gradebook import Column, Gradebook, Student


class _Sample(msgspec.Struct, forbid_unknown_fields=True):
    """The file: each student is a list of texts, the name, the grades as typed, and the outcome."""

    title: str
    note: str
    columns: tuple[Column, ...]
    past: tuple[tuple[str, ...], ...]
    this_year: tuple[tuple[str, ...], ...]


def read_sample(text: str) -> Gradebook:
    """The class that a sample file describes.

    Parameters
    ----------
    text : str
        JSON with `title`, `note`, `columns`, `past` and `this_year`.

    Raises
    ------
    msgspec.ValidationError
        If something is missing, unknown or of another kind; the message names the place.
    ValueError
        If a student has not one grade for each column.
    """
    sample = msgspec.json.decode(text, type=_Sample)
    return Gradebook(
        sample.title,
        sample.columns,
        tuple(Student.from_cells(cells) for cells in sample.past),
        tuple(Student.from_cells(cells) for cells in sample.this_year),
        sample.note,
    )
