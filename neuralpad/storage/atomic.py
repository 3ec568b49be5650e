"""Writing a file so that whatever happens, the old content or the new is there, whole."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from neuralpad.core.problems import Problem
from neuralpad.storage.locks import HeldFile, remove_if_free

_ENDING = ".neuralpad-saving"
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path`, made new or in place of what it holds.

    The data goes into a second file in the same folder, and to the disk, before that takes the place of the first; so
    a full disk, a crash or a power cut leaves the old file. Permissions are kept. A link is followed.

    Raises
    ------
    Problem
        If the file cannot be written. It is then as it was, and nothing else is left behind.
    """
    try:
        target = Path(os.path.realpath(path))
        _refuse_unwritable(target)
        clear_away_unfinished(target.parent, _mark(target))
        _replace(target, data)
    except OSError as error:
        raise saving_problem(path, error) from error


def _refuse_unwritable(target: Path) -> None:
    """Replacing needs no leave from the file itself, so what is protected is looked for first."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no folder")
    if target.exists():
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a file")
        if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise PermissionError(errno.EROFS, "protected")


def _replace(target: Path, data: bytes) -> None:
    # The name of a file can be too long already to become part of another.
    second = HeldFile(target.with_name(f".{_mark(target)}-{secrets.token_hex(4)}{_ENDING}"))
    try:
        if target.exists() and sys.platform != "win32":
            before = target.stat()
            with suppress(OSError):  # only the owner or root may
                os.fchown(second.handle, before.st_uid, before.st_gid)
            with suppress(OSError):  # a memory stick knows no permissions
                os.fchmod(second.handle, stat.S_IMODE(before.st_mode))
        second.write(data)
        os.fsync(second.handle)
        if sys.platform == "win32":
            second.close()  # there, an open file cannot be renamed
        second.path.replace(target)
    except BaseException:
        second.remove()
        raise
    second.close()
    if sys.platform != "win32":
        # The folder's new entry has to reach the disk as well. Not every file system can be asked to.
        with suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _mark(target: Path) -> str:
    return hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]


def clear_away_unfinished(folder: Path, mark: str = "*") -> None:
    """Remove the second files that killed programs left in a folder; those of running ones stay."""
    for second in folder.glob(f".{mark}-*{_ENDING}"):
        remove_if_free(second)


def saving_problem(path: Path, error: OSError) -> Problem:
    """Why the file at `path` could not be saved, in a teacher's words."""
    if error.errno in _NO_SPACE:
        return Problem(
            "There is not enough room on the disk to save “{file}”. What was there before is unchanged. "
            "Make room, or save in another place.",
            file=path.name,
        )
    if error.errno == errno.EROFS:
        return Problem(
            "“{file}” is protected against changes. Save under another name or in another place.", file=path.name
        )
    if error.errno in _NOT_ALLOWED:
        return Problem(
            "You are not allowed to save “{file}” in “{folder}”, or another program is using it. "
            "Save in another place.",
            file=path.name,
            folder=str(path.parent),
        )
    if error.errno == errno.EISDIR:
        return Problem("“{file}” is a folder. Save under another name.", file=path.name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Problem("The folder “{folder}” is not there (any more). Save in another place.", folder=str(path.parent))
    if error.errno == errno.ENAMETOOLONG:
        return Problem("The name “{file}” is too long for this disk. Save under a shorter name.", file=path.name)
    return Problem("“{file}” could not be saved: {reason}.", file=path.name, reason=error.strerror or str(error))
