"""`neuralpad train` and `neuralpad predict`, as they are typed on a terminal."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from neuralpad import cli
from neuralpad.core.gradebook import Column
from neuralpad.storage import document

Rows = list[tuple[str, int, int, int]]


def a_class() -> Rows:
    """Sixty students with two grades and a final mark out of 20; most who do well at first do so in the end."""
    rng = random.Random(5)
    rows = []
    for number in range(60):
        first = rng.randint(2, 20)
        second = min(20, max(0, first + rng.randint(-3, 3)))
        final = min(20, max(0, (first + second) // 2 + rng.randint(-2, 2)))
        rows.append((f"Student {number}", first, second, final))
    return rows


@pytest.fixture
def past(tmp_path: Path) -> Path:
    path = tmp_path / "past.csv"
    lines = ["Name;G1;G2;G3", *(";".join(map(str, row)) for row in a_class())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Columns in another order, one grade missing, no outcome."""
    path = tmp_path / "new.csv"
    path.write_text("Name;G2;G1\nOlga V.;19;18\nPablo Ñ.;3;4\nQing;;9\n", encoding="utf-8")
    return path


def neuralpad(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, as on a machine without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "neuralpad", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )


def result_of(*arguments: object) -> dict[str, Any]:
    done = neuralpad(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert list(result) == ["epochs", "loss", "accuracy", "students", "weights", "biases", "predictions"]
    return dict(result)


def chance(result: dict[str, Any], *inputs: float) -> float:
    """An independent judge: the forward pass of a 2-2-1 network in plain arithmetic."""

    def squash(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    W1, W2 = result["weights"]
    b1, b2 = result["biases"] or ([0, 0], [0])
    hidden = [squash(sum(x * W1[i][j] for i, x in enumerate(inputs)) + b1[j]) for j in range(2)]
    return squash(sum(h * W2[j][0] for j, h in enumerate(hidden)) + b2[0])


def test_training_predicting_and_saving(past: Path, new: Path, tmp_path: Path) -> None:
    saved = tmp_path / "class.neuralpad"
    result = result_of(
        "train", past, "--features", "G1,G2", "--outcome", "G3", "--pass-mark", 10, "--maximum", 20,
        "--epochs", 800, "--learning-rate", "0,5", "--seed", 3, "--predict", new, "--save", saved,
    )  # fmt: skip
    assert (result["epochs"], result["students"]) == (800, 60)
    judged = [(chance(result, a / 20, b / 20), final >= 10) for _, a, b, final in a_class()]
    loss = -sum(math.log(p if passed else 1 - p) for p, passed in judged) / 60
    assert result["loss"] == pytest.approx(loss, rel=1e-9)
    assert result["accuracy"] == sum((p >= 0.5) == passed for p, passed in judged) / 60
    assert result["accuracy"] > 0.8

    olga, pablo, qing = result["predictions"]
    assert olga == {"name": "Olga V.", "probability": pytest.approx(chance(result, 0.9, 0.95)), "outcome": "pass"}
    assert pablo == {"name": "Pablo Ñ.", "probability": pytest.approx(chance(result, 0.2, 0.15)), "outcome": "fail"}
    assert qing == {"name": "Qing", "probability": None, "outcome": None}

    project = document.load(saved)
    assert project.gradebook.title == "past"
    assert project.gradebook.columns == (Column("G1", 20), Column("G2", 20))
    assert [student.name for student in project.gradebook.this_year] == ["Olga V.", "Pablo Ñ.", "Qing"]
    assert project.settings.seed == 3
    assert [weight.tolist() for weight in project.learning.network.weights] == result["weights"]
    assert project.learning.history.epochs[-1] == 800

    assert result_of("predict", saved, new) == result


def test_what_a_person_reads(past: Path, new: Path, tmp_path: Path) -> None:
    done = neuralpad("train", past, "--predict", new, "--save", tmp_path / "class", "--epochs", 300)
    assert (done.returncode, done.stderr) == (0, "")
    for part in (
        "past.csv: 60 students",
        "G1 (of 20), G2 (of 20)",
        "G3, passed from 10 on",
        "After 300 epochs: error 0.",
    ):
        assert part in done.stdout
    olga, pablo, qing = [line.split() for line in done.stdout.splitlines() if line.startswith("  ")][:3]
    assert (olga[:2], olga[-1]) == (["Olga", "V."], "pass")
    assert olga[2].endswith("%")
    assert pablo[-1] == "fail"
    assert qing[:2] == ["Qing", "?"]
    assert "Line 4, column G2" in done.stdout
    assert (tmp_path / "class.neuralpad").is_file()
    again = neuralpad("predict", tmp_path / "class.neuralpad", new)
    assert again.returncode == 0
    assert again.stdout.rstrip() in done.stdout


def test_defaults_are_found_out(past: Path) -> None:
    result = result_of("train", past)
    told = result_of("train", past, "--features", "G1,G2", "--outcome", "G3", "--maximum", 20, "--pass-mark", 10,
                     "--epochs", 5000, "--learning-rate", 1, "--seed", 0)  # fmt: skip
    assert result == told
    assert result["predictions"] == []
    assert [len(bias) for bias in result["biases"]] == [2, 1]


def test_without_bias_and_from_another_seed(past: Path) -> None:
    result = result_of("train", past, "--no-bias", "--epochs", 0)
    assert result["biases"] is None
    other = result_of("train", past, "--no-bias", "--epochs", 0, "--seed", 1)
    assert result["weights"] != other["weights"]
    assert result["epochs"] == 0


def test_neither_needs_the_window(past: Path) -> None:
    script = "import sys; from neuralpad import cli; cli.main(sys.argv[1:]); print([*sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script, "train", str(past), "--epochs", "1"], capture_output=True, text=True, check=True
    )
    assert "'numpy'" in done.stdout
    assert "PySide6" not in done.stdout
    assert "pyqtgraph" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["train"], "PAST.csv"),
        (["predict", "only.neuralpad"], "NEW.csv"),
        (["train", "PAST", "--epochs", "many"], "--epochs: “many” is not a whole number"),
        (["train", "PAST", "--epochs", "-5"], "--epochs"),
        (["train", "PAST", "--seed", "1.5"], "--seed: “1.5” is not a whole number"),
        (["train", "PAST", "--learning-rate", "0"], "--learning-rate: “0” is not above 0"),
        (["train", "PAST", "--learning-rate", "inf"], "“inf” is not a number"),
        (["train", "PAST", "--maximum", "-20"], "--maximum"),
        (["train", "PAST", "--pass-mark", "half"], "--pass-mark: “half” is not a number"),
        (["train", "PAST", "--colour", "red"], "--colour"),
        (["train", "PAST", "--epoch", "5"], "--epoch"),
    ],
)
def test_arguments_that_make_no_sense(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("neuralpad: ")
    assert says in err


def test_files_that_are_no_good(past: Path, new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untrained, damaged = tmp_path / "untrained.neuralpad", tmp_path / "damaged.neuralpad"
    assert cli.main(["train", str(past), "--epochs", "0", "--save", str(untrained)]) == 0
    damaged.write_bytes(untrained.read_bytes()[:700])
    (tmp_path / "one-column.csv").write_text("Name;G1\nOlga;5\nPaul;7\n", encoding="utf-8")
    (tmp_path / "empty.csv").touch()
    capsys.readouterr()
    for arguments, says in [
        (["train", tmp_path / "nowhere.csv"], "nowhere.csv"),
        (["train", tmp_path], str(tmp_path.name)),
        (["train", tmp_path / "empty.csv"], "empty.csv"),
        (["train", past, "--features", "G1,G7"], "G7"),
        (["train", past, "--outcome", "exam"], "exam"),
        (["train", past, "--predict", tmp_path / "one-column.csv"], "G2"),
        (["train", past, "--epochs", 1, "--save", tmp_path / "gone" / "class.neuralpad"], "gone"),
        (["predict", past, new], "not a NeuralPad document"),
        (["predict", tmp_path / "nowhere.neuralpad", new], "not there"),
        (["predict", damaged, new], "line "),
        (["predict", untrained, new], "Train it first"),
        (["predict", untrained, tmp_path / "nowhere.csv"], "Train it first"),
    ]:
        assert cli.main([str(argument) for argument in arguments]) == 1, arguments
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith("neuralpad: ")
        assert says in err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", "--help"]) == 0
    out = capsys.readouterr().out
    for option in ("--predict", "--outcome", "--features", "--maximum", "--pass-mark", "--epochs", "--learning-rate"):
        assert option in out
    for option in ("--seed", "--no-bias", "--save", "--json"):
        assert option in out


def test_a_name_with_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    rows = [f"Student {i},{i},{20 - i},{'pass' if i > 9 else 'fail'}" for i in range(21)]
    path.write_text("\n".join(['Name,"Tests, written",Oral,Exam', *rows]) + "\n", encoding="utf-8")
    result = result_of("train", path, "--features", '"Tests, written"', "--maximum", 20, "--epochs", 10)
    assert [len(result["weights"][0]), result["students"]] == [1, 21]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_bar_on_a_terminal_and_only_there(past: Path) -> None:
    import pty

    reader, terminal = pty.openpty()
    with os.fdopen(reader, "rb", buffering=0) as screen:
        program = [sys.executable, "-m", "neuralpad", "train", str(past), "--epochs", "60000", "--json"]
        with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=terminal) as running:
            os.close(terminal)
            seen = b""
            try:
                while more := screen.read(4096):
                    seen += more
            except OSError:  # Linux says so when the last writer has gone
                pass
            assert running.stdout is not None
            assert json.loads(running.stdout.read())["epochs"] == 60000
        assert running.returncode == 0
    frames = seen.decode().split("\r")
    assert any("of 60000, error 0." in frame and "[#" in frame for frame in frames)
    assert frames[-1] == ""
    assert frames[-2].strip() == ""
    assert neuralpad("train", past, "--epochs", 60000).stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_that_has_seen_enough(past: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "neuralpad", "train", str(past), "--epochs", "1"],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(writer)
    assert done.stderr == b""
