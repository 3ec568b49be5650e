"""What is saved can be loaded to the last bit, and read by people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuralpad.core.gradebook import Column, Gradebook, Student
from neuralpad.core.history import History
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, parameters_of
from neuralpad.core.problems import Problem
from neuralpad.core.project import Learning, Project, TrainingSettings, fresh_project
from neuralpad.storage import document

FINITE = st.floats(allow_nan=False, allow_infinity=False)
POSITIVE = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


@st.composite
def networks(draw: st.DrawFn, shape: Network) -> Network:
    size = shape.parameters().size
    return shape.with_parameters(draw(st.lists(FINITE, min_size=size, max_size=size)))


@st.composite
def histories(draw: st.DrawFn, shape: Network) -> History:
    history = History()
    for epoch in sorted(draw(st.lists(st.floats(0, 1e6), max_size=8))):
        size = shape.parameters().size
        history.append(
            epoch,
            draw(networks(shape)),
            draw(FINITE),
            draw(st.none() | FINITE),
            learning_rate=draw(st.none() | POSITIVE),
            batch_size=draw(st.none() | st.integers(1, 100)),
            held=draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size)),
            keep=draw(st.booleans()),
        )
    return history


@st.composite
def projects(draw: st.DrawFn) -> Project:
    columns = draw(st.lists(st.builds(Column, st.text(), POSITIVE), min_size=1, max_size=4))
    grades = st.tuples(*[st.text(max_size=5)] * len(columns))
    students = st.lists(st.builds(Student, st.text(), grades, st.text(max_size=5)), max_size=4).map(tuple)
    book = Gradebook(draw(st.text()), tuple(columns), draw(students), draw(students), draw(st.text()))
    settings = TrainingSettings(
        learning_rate=draw(POSITIVE),
        epoch_limit=draw(st.integers(0, 10**9)),
        batch_size=draw(st.none() | st.integers(1, 1000)),
        seed=draw(st.integers(0, 2**53)),
        bias=draw(st.booleans()),
        hidden_units=tuple(draw(st.lists(st.integers(1, 3), max_size=2))),
        hidden=draw(st.sampled_from(["sigmoid", "tanh", "relu", "linear"])),
        aside_share=draw(st.floats(0, 0.5)),
    )
    sizes = (len(columns), *settings.hidden_units, 1)
    shape = Network.random(sizes, bias=settings.bias, hidden=settings.hidden)
    settings = replace(settings, held=draw(st.frozensets(st.sampled_from(list(parameters_of(shape))))))
    learning = Learning(
        draw(networks(shape)),
        draw(networks(shape)),
        draw(st.integers(0, 10**9)),
        draw(st.integers(0, 1000)),
        draw(histories(shape)),
        draw(st.text(max_size=16)),
    )
    return Project(book, settings, learning)


def bits(project: Project) -> list[object]:
    """Everything, with each number as its bytes."""
    learning = project.learning
    record = learning.history.record()
    arrays = (record.epochs, record.losses, record.aside_losses, record.parameters, record.keep, record.led_by)
    networks = (learning.first, learning.network)
    return [
        project.gradebook,
        repr(replace(project.settings, held=frozenset())),
        project.settings.held,
        *[(one.sizes, one.hidden, one.biases is None, one.parameters().tobytes()) for one in networks],
        (learning.epoch, learning.student, learning.trained_on),
        *[array.tobytes() for array in arrays],
        repr(record.recipes),
        record.level,
    ]


@given(projects())
def test_what_is_written_is_read_to_the_bit(project: Project) -> None:
    assert bits(document.loads(document.dumps(project))) == bits(project)


def test_a_file_holds_the_project(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "class.neuralpad"
    document.save(project, path)
    assert bits(document.load(path)) == bits(project)


def test_an_empty_class(tmp_path: Path) -> None:
    assert bits(document.loads(document.dumps(fresh_project(Gradebook())))) == bits(fresh_project(Gradebook()))


def test_what_was_loaded_can_train_on(project: Project) -> None:
    learning = document.loads(document.dumps(project)).learning
    learning.history.append(9, learning.network, 0.1, learning_rate=0.3)
    assert learning.history.epochs.tolist()[-1] == 9
    assert not learning.network.weights[0].flags.writeable


def test_the_document_can_be_read_by_people_and_other_programs(project: Project) -> None:
    data = document.dumps(project)
    content = json.loads(data)
    assert (content["format"], content["version"]) == ("neuralpad", 1)
    assert content["past"][0] == {"name": "Zoë Ångström", "grades": ["82", "17,5"], "outcome": "pass"}
    assert content["columns"][1] == {"name": "Oral tests", "maximum": 20}
    assert content["learning"]["first"]["weights"] == [w.tolist() for w in project.learning.first.weights]
    lines = data.decode("utf-8").splitlines()
    assert '    {"name": "李雷", "grades": ["41.5", "6"], "outcome": "fail"},' in lines
    assert '  "title": "Spanish B1",' in lines


def test_pins_are_kept_and_only_they_need_a_newer_program(project: Project) -> None:
    pins = frozenset({Part.weight(0, 1, 0), Part.bias(1, 0)})
    pinned = replace(project, settings=replace(project.settings, held=pins))
    content = json.loads(document.dumps(pinned))
    # W¹ is 2 × 2 with 2 biases, then W² with 2 weights and a bias.
    assert (content["version"], content["settings"]["held"]) == (2, [2, 8])
    assert document.loads(document.dumps(pinned)).settings == pinned.settings
    assert "held" not in json.loads(document.dumps(project))["settings"]


def test_a_document_touched_by_an_editor_still_opens(project: Project) -> None:
    content = json.loads(document.dumps(project))
    by_hand = b"\xef\xbb\xbf" + json.dumps(dict(reversed(content.items())), indent="\t").encode().replace(
        b"\n", b"\r\n"
    )
    assert bits(document.loads(by_hand)) == bits(project)


def test_half_a_character_becomes_the_sign_for_it(project: Project) -> None:
    book = replace(project.gradebook, title="half \ud83d", past=(Student("a \udc80", ("\ud83d\ude00", ""), ""),))
    read = document.loads(document.dumps(replace(project, gradebook=book))).gradebook
    assert read.title == "half �"
    assert read.past[0] == Student("a �", ("😀", ""), "")


def test_what_could_not_be_opened_again_is_not_saved(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "class.neuralpad"
    document.save(project, path)
    before = path.read_bytes()
    too_long = replace(project, gradebook=replace(project.gradebook, title="x" * 100_001))
    with pytest.raises(Problem, match=r"“class\.neuralpad”: the text at title is too long.*100000"):
        document.save(too_long, path)
    endless = project.learning.first.replaced(0, 0, 0, np.inf)
    with pytest.raises(Problem, match=r"learning\.network\.weights\[0\]\[0\]\[0\]"):
        document.save(replace(project, learning=replace(project.learning, network=endless)), path)
    assert path.read_bytes() == before
