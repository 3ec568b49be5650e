"""Where no window can open, one line says why and what to install."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from neuralpad.platform_check import what_is_missing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings all that it needs")


def without(*libraries: str) -> Callable[[str], bool]:
    return lambda library: library not in libraries


def everything(library: str) -> bool:
    return True


def nothing(library: str) -> bool:
    return False


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "wayland;offscreen"])
def test_no_display_is_asked_for_when_none_is_used(platform: str) -> None:
    assert what_is_missing({"QT_QPA_PLATFORM": platform}, everything) is None


@pytest.mark.parametrize(
    "environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}]
)
def test_without_a_display_it_says_what_works(environment: dict[str, str]) -> None:
    message = what_is_missing(environment, everything)
    assert message is not None
    assert "display" in message
    assert "xvfb-run" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
    ],
)
def test_a_missing_library_names_its_package(library: str, package: str) -> None:
    message = what_is_missing({"DISPLAY": ":0"}, without(library))
    assert message is not None
    assert library in message
    assert message.endswith(f"apt-get install -y {package}")
    assert "\n" not in message


def test_two_missing_libraries_are_said_at_once() -> None:
    message = what_is_missing({"DISPLAY": ":0"}, without("libEGL.so.1", "libxcb-cursor.so.0"))
    assert message is not None
    assert message.endswith("apt-get install -y libegl1 libxcb-cursor0")


def test_many_missing_libraries_are_counted_and_every_package_named() -> None:
    message = what_is_missing({"DISPLAY": ":0"}, nothing)
    assert message is not None
    assert "and 20 more" in message
    assert {"libegl1", "libxcb-cursor0", "libxcb1", "libxkbcommon-x11-0"} <= set(message.split())
    assert "\n" not in message


def test_a_bare_machine_hears_of_libraries_before_displays() -> None:
    message = what_is_missing({}, nothing)
    assert message is not None
    assert "libegl1" in message
    # No platform can be told from the variables, so nobody is sent to install what may not be needed.
    assert "libxcb" not in message


def test_libraries_of_x11_do_not_matter_offscreen() -> None:
    assert what_is_missing({"QT_QPA_PLATFORM": "offscreen"}, without("libxcb-cursor.so.0")) is None
    message = what_is_missing({"QT_QPA_PLATFORM": "offscreen"}, without("libEGL.so.1"))
    assert message is not None
    assert "libegl1" in message


def test_a_display_that_does_not_answer_is_named(tmp_path: Path) -> None:
    # A port on which surely nobody listens: ours, and we do not.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number = taken.getsockname()[1] - 6000
        if number < 0:
            pytest.skip("the system gives ports below those of X")
        message = what_is_missing({"DISPLAY": f"127.0.0.1:{number}"})
    assert message is not None
    if "libraries" in message:
        pytest.skip("without the libraries of X11 no display can be asked")
    assert f"127.0.0.1:{number}" in message


def test_a_display_that_answers_is_enough() -> None:
    display = os.environ.get("DISPLAY")
    if not display:
        pytest.skip("no display here; .ci/run brings one")
    assert what_is_missing({"DISPLAY": display}) is None


def test_every_library_of_the_x11_plugin_is_looked_for() -> None:
    ldd = shutil.which("ldd")
    if ldd is None:
        pytest.skip("no ldd here")
    import PySide6

    plugin = Path(PySide6.__path__[0]) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    needed = subprocess.run([ldd, str(plugin)], capture_output=True, text=True, check=True).stdout
    outside = {line.split()[0] for line in needed.splitlines() if "/lib" in line and "PySide6" not in line}
    for library in {
        name for name in outside if name.startswith(("libxcb", "libX11", "libxkb", "libEGL", "libGL.", "libfontc"))
    }:
        if library == "libxcb-glx.so.0":  # comes with libgl1
            continue
        message = what_is_missing({"DISPLAY": ":0"}, without(library))
        assert message is not None, library
        assert library in message


def test_the_program_ends_with_one_line_and_exit_code_2() -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "neuralpad"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "NeuralPad needs" in done.stderr
