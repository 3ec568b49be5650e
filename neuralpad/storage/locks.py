"""A file that its writer holds: others can see whether that program still runs. The system lets go when it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_FAR = 1 << 30
"""Windows forbids others to read what is locked, so a byte far behind the content is."""

_OPEN = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _lock(handle: int, wait: bool) -> None:
    """Hold an open file; OSError if another handle holds it (at once, unless `wait`), or if holding is not possible."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


class HeldFile:
    """A new file that this program holds until `close` or its end, however it ends.

    Parameters
    ----------
    path : Path
        Where the file is made. It must not exist.

    Raises
    ------
    OSError
        If the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        while True:
            self.handle = os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, 0o666)
            # Others hold a new file for the blink of an eye at most, while they look. Some network folders know no
            # holding at all: there nobody can tell that this file is free, so it is left alone.
            with suppress(OSError):
                _lock(self.handle, wait=True)
            # Between the making and the holding, somebody who clears away may have taken it for a forgotten file.
            if path.exists():
                break
            os.close(self.handle)

    def write(self, data: bytes) -> None:
        """Put `data` in place of what the file holds."""
        os.lseek(self.handle, 0, os.SEEK_SET)
        os.ftruncate(self.handle, 0)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.handle, rest) :]

    def close(self) -> None:
        """Let go of the file. It stays; safe to call twice."""
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    def remove(self) -> None:
        """Let go of the file, and take it away."""
        if sys.platform == "win32":
            self.close()  # there, an open file cannot be removed
        self.path.unlink(missing_ok=True)
        self.close()


def is_free(path: Path) -> bool:
    """Whether a file is there and no running program holds it."""
    try:
        handle = os.open(path, _OPEN)
    except OSError:
        return False
    try:
        _lock(handle, wait=False)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def remove_if_free(path: Path) -> None:
    """Take a file away unless a running program holds it, or it cannot be removed."""
    with suppress(OSError):
        handle = os.open(path, _OPEN)
        try:
            _lock(handle, wait=False)
            if sys.platform != "win32":
                path.unlink()  # while it is held, so that nobody takes it over in between
        finally:
            os.close(handle)
        if sys.platform == "win32":
            path.unlink()  # there, this fails while anybody has the file open
