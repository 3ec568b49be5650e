"""What every test can rely on: no display needed, a home of its own, one locale, and nothing left running."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before Qt is loaded: windows are painted into memory unless the caller asks for a real display (QT_QPA_PLATFORM=xcb).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
# A picture of a widget has the same size on every screen.
os.environ["QT_SCALE_FACTOR"] = "1"

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSettings, QStandardPaths, QThread, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

# A busy machine is no reason to fail; in CI the same examples are tried every time.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

GRACE = 1.0
"""Seconds in which what was told to stop may come to its end."""


_kept: list[QApplication] = []


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application, made as the program makes it; there can be only one in a process."""
    from neuralpad.app import create_application

    # Kept until the process ends: widgets that outlive their application crash.
    _kept.append(create_application([]))
    return _kept[0]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone: no test sees or writes anybody's settings, recent files or recovery copies."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "config",
        "LOCALAPPDATA": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
    }
    for name, folder in folders.items():
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    QStandardPaths.setTestModeEnabled(True)
    # QSettings reads the environment once in a process, so it has to be told.
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "config"))
    return home


@pytest.fixture(autouse=True)
def one_locale() -> Iterator[None]:
    """English of the United Kingdom before each test, whatever the machine or the test before has set."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


class Starts:
    """Remembers where each thread and timer was started, so that one left running can be traced."""

    def __init__(self) -> None:
        self._places: weakref.WeakKeyDictionary[Any, list[tuple[str, int]]] = weakref.WeakKeyDictionary()

    def watch(self, owner: type) -> None:
        """Note the place of every `start()` of this class, from now on."""
        original: Callable[..., Any] = owner.start  # type: ignore[attr-defined]

        def start(self_: Any, *args: Any, **kwargs: Any) -> Any:
            frames = traceback.walk_stack(sys._getframe(1))
            self._places[self_] = [(frame.f_code.co_filename, line) for frame, line in frames][:25]
            return original(self_, *args, **kwargs)

        owner.start = start  # type: ignore[attr-defined]

    def running(self) -> list[Any]:
        """The threads and timers that still run."""
        # A thread that Qt started shows up in Python as a dummy; QThread speaks for it.
        plain = [
            thread
            for thread in threading.enumerate()
            if thread in self._places and not isinstance(thread, threading._DummyThread)
        ]
        known = [thing for thing in list(self._places) if not isinstance(thing, threading.Thread) and isValid(thing)]
        threads = [thing for thing in known if isinstance(thing, QThread) and thing.isRunning()]
        timers = [thing for thing in known if isinstance(thing, QTimer) and thing.isActive()]
        return [*plain, *threads, *timers]

    def place(self, thing: Any) -> str:
        """Where it was started, innermost call first, without the machinery of the tests."""
        own = [
            (file, line) for file, line in self._places[thing] if "site-packages" not in file and "/lib/" not in file
        ]
        return "".join(f"\n      {file}:{line}" for file, line in own[:6])


_starts = Starts()
for _owner in (threading.Thread, QThread, QTimer):
    _starts.watch(_owner)


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fails a test after which a thread, a timer or a window is still there, and says where it was started."""
    running_before = set(_starts.running())
    windows_before = set(_windows())
    yield
    _settle()

    def left() -> list[Any]:
        return [thing for thing in _starts.running() if thing not in running_before]

    def windows() -> list[QWidget]:
        return [window for window in _windows() if window not in windows_before]

    if left() or windows():
        gc.collect()
        deadline = time.monotonic() + GRACE
        while left() and time.monotonic() < deadline:
            _settle()
            time.sleep(0.005)
    findings = [f"{_describe(thing)} still runs, started at:{_starts.place(thing)}" for thing in left()]
    findings += [f"{_describe(window)} is still there" for window in windows()]
    _clear_away([*left(), *windows()])
    if findings:
        pytest.fail("This test left something behind:\n  " + "\n  ".join(findings), pytrace=False)


def _settle() -> None:
    """Let Qt deliver what is posted, deletions too: without a running event loop they would wait for ever."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _windows() -> list[QWidget]:
    """The top-level widgets; menus and tooltips only while they are open, as Qt and pyqtgraph keep closed ones."""
    if QApplication.instance() is None:
        return []
    kept_closed = (QMenu,)
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible()
        or not (isinstance(widget, kept_closed) or widget.parent() or widget.metaObject().className() == "QTipLabel")
    ]


def _describe(thing: Any) -> str:
    name = thing.name if isinstance(thing, threading.Thread) else thing.objectName()
    return f"{type(thing).__name__} {name!r}"


def _clear_away(things: list[Any]) -> None:
    """Stop what can be stopped, so that one careless test does not fail those after it."""
    for thing in things:
        if isinstance(thing, QTimer):
            thing.stop()
        elif isinstance(thing, QThread):
            thing.requestInterruption()
            thing.quit()
            thing.wait(2000)
        elif isinstance(thing, QWidget):
            thing.hide()
            thing.deleteLater()
    _settle()
