"""A damaged or foreign file gives a message with the place, and opens nothing half."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuralpad.core.problems import Problem
from neuralpad.core.project import Project
from neuralpad.storage import document

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The project of the fixture is a value; it does not matter that all examples see the same one."""

Change = Callable[[dict[str, Any]], object]


def problem_of(data: bytes) -> str:
    with pytest.raises(Problem) as caught:
        document.loads(data, "class.neuralpad")
    assert "class.neuralpad" in str(caught.value)
    return str(caught.value)


def changed(project: Project, change: Change) -> bytes:
    content = json.loads(document.dumps(project))
    change(content)
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.pop("past"), "past is missing"),
        (lambda d: d["past"][3].pop("grades"), "past[3].grades is missing"),
        (lambda d: d.update(colour="red"), "knows no colour"),
        (lambda d: d["past"][1].update(mark=3), "knows no past[1].mark"),
        (lambda d: d["past"][3]["grades"].pop(), "past[3].grades"),
        (lambda d: d["this_year"][0]["grades"].append("5"), "this_year[0].grades"),
        (lambda d: d["past"][2]["grades"].__setitem__(1, 55), "at past[2].grades[1] a text is expected"),
        (lambda d: d.update(title=None), "at title a text is expected"),
        (lambda d: d.update(past={}), "at past a list in [ ] is expected"),
        (lambda d: d["columns"].__setitem__(0, []), "at columns[0] a group in { } is expected"),
        (lambda d: d.update(columns=[]), "columns"),
        (lambda d: d.update(columns=d["columns"] * 600), "there are too many columns. There can be 1000"),
        (lambda d: d["past"][0].update(name="x" * 100_001), "the text at past[0].name is too long"),
        (lambda d: d["columns"][0].update(maximum="100"), "at columns[0].maximum a number is expected"),
        (lambda d: d["columns"][0].update(maximum=0), "columns[0].maximum is too small"),
        (lambda d: d["columns"][1].update(maximum=-20), "columns[1].maximum is too small"),
        (lambda d: d["settings"].update(epoch_limit=1.5), "at settings.epoch_limit a whole number is expected"),
        (lambda d: d["settings"].update(epoch_limit=10**30), "settings.epoch_limit is too small or too large"),
        (lambda d: d["settings"].update(bias=1), "at settings.bias true or false is expected"),
        (lambda d: d["settings"].update(hidden="cosine"), "settings.hidden"),
        (lambda d: d["settings"].update(hidden="tanh"), "learning.first.hidden"),
        (lambda d: d["settings"].update(bias=False), "learning.first.biases"),
        (lambda d: d["settings"].update(hidden_units=[3]), "learning.first.weights"),
        (lambda d: d["settings"].update(hidden_units=[-1]), "settings.hidden_units[0]"),
        (lambda d: d["settings"].update(aside_share=0.6), "settings.aside_share"),
        (lambda d: d["settings"].update(held=[9]), "settings.held"),
        (lambda d: d["settings"].update(held=[-1]), "settings.held[0]"),
        (lambda d: d["learning"].update(epoch=-1), "learning.epoch"),
        (lambda d: d["learning"]["network"]["weights"].pop(), "learning.network.weights"),
        (lambda d: d["learning"]["network"]["weights"][0][1].pop(), "learning.network.weights"),
        (lambda d: d["learning"]["first"]["biases"][0].append(0), "learning.first.weights"),
        (lambda d: d["learning"]["history"]["entries"][1]["parameters"].pop(), "history.entries[1].parameters"),
        (lambda d: d["learning"]["history"]["entries"][1].update(epoch=5), "history.entries[2].epoch"),
        (lambda d: d["learning"]["history"]["entries"][2].update(recipe=1), "history.entries[2].recipe"),
        (lambda d: d["learning"]["history"]["entries"][0].update(loss=None), "history.entries[0].loss a number"),
        (lambda d: d["learning"]["history"]["recipes"][0].update(held=[99]), "history.recipes[0].held"),
        (lambda d: d["learning"]["history"].update(level=99), "learning.history.level"),
        (lambda d: d.update(version=0), "version"),
        (lambda d: d.update(version="one"), "at version a whole number"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(project: Project, change: Change, place: str) -> None:
    assert place in problem_of(changed(project, change))


def test_a_newer_program_is_named_whatever_else_it_wrote(project: Project) -> None:
    def newer(content: dict[str, Any]) -> None:
        content.update(version=3, pinned=[3], past="elsewhere")

    assert "newer NeuralPad" in problem_of(changed(project, newer))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n ",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\x06\0",
        b"name;written;oral\nAmira;82;17\n",
        b"[]",
        b"null",
        b"5",
        b"{}",
        b'{"cells": [], "nbformat": 4}',
        b'{"format": "another", "version": 1}',
        b'{"format": {"neuralpad": 1}}',
        '{"format": "neuralpad"}'.encode("utf-16"),
        bytes(range(256)),
    ],
)
def test_foreign_files_are_told_apart(data: bytes) -> None:
    assert problem_of(data) == "“class.neuralpad” is not a NeuralPad document."


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "0x10", "1_0", "١"])
def test_numbers_that_are_none(project: Project, number: str) -> None:
    data = document.dumps(project).replace(b'"learning_rate": 0.3,\n', b'"learning_rate": %s,\n' % number.encode())
    assert "settings.learning_rate" in problem_of(data) or "line " in problem_of(data)


def test_damage_is_found_by_line_and_column(project: Project) -> None:
    data = document.dumps(project)
    line = data[: data.index("李".encode())].count(b"\n") + 1
    assert f"line {line}, column 16:" in problem_of(data.replace("雷".encode(), b"\xff"))
    assert f"line {line}, column 18:" in problem_of(data.replace("雷".encode() + b'",', "雷".encode() + b'";'))
    assert "ends in the middle of line 1." in problem_of(b'{"format": "neuralpad", "version": 1')


def test_endless_nesting_is_refused(project: Project) -> None:
    data = document.dumps(project)
    for deep in (b"[" * 200_000 + b"]" * 200_000, b'{"a":' * 200_000 + b"1" + b"}" * 200_000, b"[" * 200_000):
        problem_of(data.replace(b'"title": "Spanish B1"', b'"title": %s' % deep))
        problem_of(data.replace(b'"title": ', b'"other": %s, "title": ' % deep))


@SHARED
@given(at=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_short_is_refused(project: Project, at: float) -> None:
    data = document.dumps(project).rstrip()
    problem_of(data[: int(at * len(data))])


@SHARED
@given(data=st.data())
def test_flipped_bytes_open_nothing_half(project: Project, data: st.DataObject) -> None:
    content = bytearray(document.dumps(project))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert isinstance(document.loads(bytes(content), "class.neuralpad"), Project)
    except Problem as problem:
        assert "class.neuralpad" in str(problem)  # noqa: PT017 - a changed letter of a name is no damage


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@SHARED
@given(data=st.data(), junk=JUNK)
def test_junk_anywhere_opens_nothing_half(project: Project, data: st.DataObject, junk: Any) -> None:
    content = json.loads(document.dumps(project))
    place = content
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = copy.deepcopy(junk)
    try:
        loaded = document.loads(json.dumps(content).encode(), "class.neuralpad")
    except Problem:
        return
    # Whatever is let in can be worked with and saved again.
    assert document.loads(document.dumps(loaded)).gradebook == loaded.gradebook
    loaded.learning.history.append(2.0**53, loaded.learning.network, 0.5, learning_rate=1.0)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="not there"):
        document.load(tmp_path / "nowhere.neuralpad")
    with pytest.raises(Problem, match="not there"):
        document.load(tmp_path / ("long" * 100))
    with pytest.raises(Problem, match="not a file"):
        document.load(tmp_path)
    huge = tmp_path / "huge.neuralpad"
    with huge.open("wb") as stream:
        stream.truncate(document.MOST_BYTES + 1)
    with pytest.raises(Problem, match=r"“huge\.neuralpad” is too large: a document can have 128 MB"):
        document.load(huge)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "class.neuralpad"
    path.write_bytes(b"{}")
    path.chmod(0)
    with pytest.raises(Problem, match="not allowed"):
        document.load(path)
