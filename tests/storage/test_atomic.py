"""Whatever happens while a file is written, the old content or the new is there, whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from neuralpad.core.problems import Problem
from neuralpad.core.project import Project
from neuralpad.storage import document
from neuralpad.storage.atomic import write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has these")

SAVE_UNTIL_KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from neuralpad.storage import document

path, one, other = (Path(argument) for argument in sys.argv[1:4])
projects = [document.load(one), document.load(other)]
contents = {one.read_bytes(), other.read_bytes()}
random.seed(1)
killed_in_the_midst = 0
for _ in range(30):
    child = os.fork()
    if child == 0:
        while True:
            for project in projects:
                document.save(project, path)
    time.sleep(random.uniform(0.01, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if path.exists():
        assert path.read_bytes() in contents, "half a document"
    killed_in_the_midst += len(os.listdir(path.parent)) > 1
    assert len(os.listdir(path.parent)) <= 2, os.listdir(path.parent)
print(killed_in_the_midst)
document.save(projects[0], path)
assert os.listdir(path.parent) == [path.name], os.listdir(path.parent)
"""

SAVE_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from neuralpad.core.problems import Problem
from neuralpad.storage import document

project = document.load(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    document.save(project, Path(sys.argv[1]))
except Problem as problem:
    print(problem)
"""


def run(script: str, *arguments: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@posix
def test_killed_while_saving(project: Project, other_project: Project, tmp_path: Path) -> None:
    document.save(project, tmp_path / "one.neuralpad")
    document.save(other_project, tmp_path / "other.neuralpad")
    folder = tmp_path / "folder"
    folder.mkdir()
    killed = run(
        SAVE_UNTIL_KILLED, folder / "class.neuralpad", tmp_path / "one.neuralpad", tmp_path / "other.neuralpad"
    )
    assert int(killed) > 0, "no save was ever interrupted: the test tests nothing"


@posix
def test_a_full_disk(project: Project, other_project: Project, tmp_path: Path) -> None:
    document.save(other_project, tmp_path / "large.neuralpad")
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "class.neuralpad"
    said = run(SAVE_ON_A_FULL_DISK, path, tmp_path / "large.neuralpad")
    assert said.startswith("There is not enough room on the disk to save “class.neuralpad”")
    assert list(folder.iterdir()) == []
    document.save(project, path)
    before = path.read_bytes()
    assert "not enough room" in run(SAVE_ON_A_FULL_DISK, path, tmp_path / "large.neuralpad")
    assert list(folder.iterdir()) == [path]
    assert path.read_bytes() == before


def test_one_content_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    for content in (b"long" * 1000, b"short", b""):
        write_atomically(path, content)
        assert path.read_bytes() == content
        assert list(tmp_path.iterdir()) == [path]


@posix
def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "class.neuralpad"
    plain = tmp_path / "plain"
    plain.touch()
    write_atomically(path, b"1")
    assert path.stat().st_mode == plain.stat().st_mode
    for mode in (0o600, 0o664, 0o640):
        path.chmod(mode)
        write_atomically(path, b"2")
        assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "real").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(Path("folder") / "real")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (folder / "real").read_bytes() == b"new"
    dangling = tmp_path / "dangling"
    dangling.symlink_to(folder / "not yet")
    write_atomically(dangling, b"new")
    assert (folder / "not yet").read_bytes() == b"new"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    for path, reason in [
        (tmp_path, "is a folder"),
        (tmp_path / "gone" / "class.neuralpad", "not there"),
        (file / "class.neuralpad", "not there"),
        (tmp_path / ("x" * 300), "too long"),
    ]:
        with pytest.raises(Problem, match=reason):
            write_atomically(path, b"new")
    file.chmod(0o444)
    with pytest.raises(Problem, match="“file” is protected"):
        write_atomically(file, b"new")
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == b"old"


@posix
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(Problem, match="“null” could not be saved"):
        write_atomically(Path(os.devnull), b"new")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_in(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o555)
    with pytest.raises(Problem, match="not allowed to save “class"):
        write_atomically(folder / "class.neuralpad", b"new")
