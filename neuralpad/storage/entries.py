"""From a project to the entries of a document, and back, with what a schema alone cannot check."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neuralpad.core.activations import ACTIVATIONS
from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.history import History, HistoryRecord, Recipe
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, held_mask, part_at
from neuralpad.core.project import Learning, Project, TrainingSettings
from neuralpad.storage import schema
from neuralpad.storage.complaints import damaged


def document_of(project: Project) -> schema.Document:
    """The entries of a project."""
    book, learning = project.gradebook, project.learning
    settings = _settings_entry(project.settings, learning.network)
    return schema.Document(
        format=schema.FORMAT,
        version=schema.version_of(settings),
        title=book.title,
        note=book.note,
        columns=tuple(schema.ColumnEntry(column.name, _short(column.maximum)) for column in book.columns),
        past=_student_entries(book.past),
        this_year=_student_entries(book.this_year),
        settings=settings,
        learning=schema.LearningEntry(
            learning.epoch,
            learning.student,
            learning.trained_on,
            _network_entry(learning.first),
            _network_entry(learning.network),
            _history_entry(learning.history.record()),
        ),
    )


def _settings_entry(settings: TrainingSettings, network: Network) -> schema.SettingsEntry:
    return schema.SettingsEntry(
        _short(settings.learning_rate),
        settings.epoch_limit,
        settings.batch_size,
        settings.seed,
        settings.bias,
        settings.hidden_units,
        settings.hidden,
        _short(settings.aside_share),
        tuple(np.flatnonzero(held_mask(network, settings.held)).tolist()),
    )


def _short(number: float) -> float:
    """100 rather than 100.0, for the reader."""
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _student_entries(students: tuple[Student, ...]) -> tuple[schema.StudentEntry, ...]:
    return tuple(schema.StudentEntry(student.name, student.grades, student.outcome) for student in students)


def _network_entry(network: Network) -> schema.NetworkEntry:
    weights = tuple(tuple(tuple(row) for row in weight.tolist()) for weight in network.weights)
    biases = None if network.biases is None else tuple(tuple(bias.tolist()) for bias in network.biases)
    return schema.NetworkEntry(network.hidden, weights, biases)


def _history_entry(record: HistoryRecord) -> schema.HistoryEntry:
    recipes = tuple(schema.RecipeEntry(_short(one.learning_rate), one.batch_size, one.held) for one in record.recipes)
    rows = zip(
        record.epochs.tolist(),
        record.losses.tolist(),
        record.aside_losses.tolist(),
        record.keep.tolist(),
        record.led_by.tolist(),
        record.parameters.tolist(),
        strict=True,
    )
    entries = tuple(
        schema.EpochEntry(
            _short(epoch), loss, None if aside != aside else aside, keep, None if by < 0 else by, tuple(parameters)
        )
        for epoch, loss, aside, keep, by, parameters in rows
    )
    return schema.HistoryEntry(record.level, recipes, entries)


def project_of(document: schema.Document, name: str) -> Project:
    """The project of these entries; `name` is what problems call the document.

    Raises
    ------
    Problem
        If the entries do not fit each other, with the place.
    """
    columns = tuple(Column(column.name, column.maximum) for column in document.columns)
    past = _students(document.past, "past", len(columns), name)
    this_year = _students(document.this_year, "this_year", len(columns), name)
    settings = _settings(document.settings, name)
    learning = document.learning
    sizes = (len(columns), *settings.hidden_units, 1)
    first = _network(learning.first, sizes, settings, "learning.first", name)
    network = _network(learning.network, sizes, settings, "learning.network", name)
    settings = replace(settings, held=_held(document.settings, network, name))
    return Project(
        Gradebook(document.title, columns, past, this_year, document.note),
        settings,
        Learning(
            first,
            network,
            learning.epoch,
            learning.student,
            _history(learning.history, first, name),
            learning.trained_on,
        ),
    )


def _students(entries: tuple[schema.StudentEntry, ...], group: str, columns: int, name: str) -> tuple[Student, ...]:
    for place, entry in enumerate(entries):
        if len(entry.grades) != columns:
            raise damaged(name, f"{group}[{place}].grades")
    return tuple(Student(entry.name, entry.grades, entry.outcome) for entry in entries)


def _settings(entry: schema.SettingsEntry, name: str) -> TrainingSettings:
    if entry.hidden not in ACTIVATIONS:
        raise damaged(name, "settings.hidden")
    values = {key: getattr(entry, key) for key in entry.__struct_fields__ if key != "held"}
    return TrainingSettings(**values)


def _held(entry: schema.SettingsEntry, network: Network, name: str) -> frozenset[Part]:
    """The weights and biases held fast, known by their places once there is a network to look them up in."""
    if any(place >= network.parameters().size for place in entry.held):
        raise damaged(name, "settings.held")
    return frozenset(part_at(network, place) for place in entry.held)


def _network(
    entry: schema.NetworkEntry, sizes: tuple[int, ...], settings: TrainingSettings, place: str, name: str
) -> Network:
    if entry.hidden != settings.hidden:
        raise damaged(name, f"{place}.hidden")
    if (entry.biases is not None) != settings.bias:
        raise damaged(name, f"{place}.biases")
    try:
        weights = [np.array(weight, dtype=np.float64) for weight in entry.weights]
        network = Network(weights, entry.biases, entry.hidden)
    except ValueError as error:
        raise damaged(name, f"{place}.weights") from error
    if network.sizes != sizes:
        raise damaged(name, f"{place}.weights")
    return network


def _history(entry: schema.HistoryEntry, network: Network, name: str) -> History:
    places = network.parameters().size
    for at, recipe in enumerate(entry.recipes):
        if any(place >= places for place in recipe.held):
            raise damaged(name, f"learning.history.recipes[{at}].held")
    before = 0.0
    for at, row in enumerate(entry.entries):
        if len(row.parameters) != places:
            raise damaged(name, f"learning.history.entries[{at}].parameters")
        if row.epoch < before:
            raise damaged(name, f"learning.history.entries[{at}].epoch")
        if row.recipe is not None and row.recipe >= len(entry.recipes):
            raise damaged(name, f"learning.history.entries[{at}].recipe")
        before = row.epoch
    record = HistoryRecord(
        epochs=np.array([row.epoch for row in entry.entries], dtype=np.float64),
        losses=np.array([row.loss for row in entry.entries], dtype=np.float64),
        aside_losses=np.array(
            [np.nan if row.aside_loss is None else row.aside_loss for row in entry.entries], dtype=np.float64
        ),
        parameters=np.array([row.parameters for row in entry.entries], dtype=np.float64).reshape(-1, places),
        keep=np.array([row.keep for row in entry.entries], dtype=bool),
        recipes=tuple(Recipe(recipe.learning_rate, recipe.batch_size, recipe.held) for recipe in entry.recipes),
        led_by=np.array([-1 if row.recipe is None else row.recipe for row in entry.entries], dtype=np.int64),
        level=entry.level,
    )
    return History.from_record(record, network)
