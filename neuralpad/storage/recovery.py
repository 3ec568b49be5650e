"""Recovery copies: what a window had not saved yet when its program was killed, to be offered at the next start."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from neuralpad.core.project import Project
from neuralpad.storage import document
from neuralpad.storage.atomic import clear_away_unfinished, saving_problem, write_atomically
from neuralpad.storage.locks import HeldFile, is_free, remove_if_free

MOST_LEFTOVERS = 10
"""Copies of killed programs that nobody has asked for are kept up to this number, the newest ones."""

_OWNER = ".owner"


class _Owner(msgspec.Struct, frozen=True):
    """What the file that a window holds says: where its class is saved."""

    original: str | None = None


class _Title(msgspec.Struct, frozen=True):
    """What is looked up in a copy before it is offered."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """The copy of a window whose program has ended without closing it.

    Attributes
    ----------
    path : Path
        The copy: a document as any other.
    when : datetime
        When it was written, in the time zone of this machine.
    original : Path or None
        The file its class belongs to; None if it was never saved.
    title : str
        The title of the class.
    """

    path: Path
    when: datetime
    original: Path | None
    title: str

    def load(self) -> Project:
        """What the window held.

        Raises
        ------
        Problem
            If the copy cannot be read, or another window has taken it by now.
        """
        return document.load(self.path)

    def forget(self) -> None:
        """Take the copy away: it has been recovered, or is not wanted. Safe to call twice."""
        with suppress(OSError):
            self.path.unlink()
        remove_if_free(self.path.with_suffix(_OWNER))


class RecoveryStore:
    """The recovery copy of one window. Nothing is on the disk before the first `write`, nor after `discard`.

    Beside the copy stands a file that this program holds as long as it lives; by that others tell a window that is open
    from one that is lost.

    Parameters
    ----------
    folder : Path
        Where the copies of all windows are; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owner: HeldFile | None = None
        self._original: Path | None = None

    def write(self, project: Project, original: Path | None) -> None:
        """Put the project in place of what the copy held; `original` is the file it belongs to, if any.

        Raises
        ------
        Problem
            If the copy cannot be written.
        """
        try:
            if self._owner is None:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._clear_away()
                self._owner = HeldFile(self._folder / f"{secrets.token_hex(8)}{_OWNER}")
                self._note(self._owner, original)
            elif original != self._original:
                self._note(self._owner, original)
        except OSError as error:
            raise saving_problem(self._folder, error) from error
        write_atomically(self._owner.path.with_suffix(document.SUFFIX), document.dumps(project))

    def discard(self) -> None:
        """Take the copy away: everything is saved, or given up. Safe to call twice; `write` may follow."""
        if self._owner is None:
            return
        with suppress(OSError):
            self._owner.path.with_suffix(document.SUFFIX).unlink()
        with suppress(OSError):
            self._owner.remove()
        self._owner = None

    def leave(self) -> None:
        """Let go of the copy, but leave it to be offered at the next start. Safe to call twice."""
        if self._owner is not None:
            self._owner.close()
            self._owner = None

    def leftovers(self) -> tuple[Leftover, ...]:
        """The readable copies of programs that run no longer, newest first; never one of an open window."""
        return tuple(found for copy in self._lost_copies()[:MOST_LEFTOVERS] if (found := _look_at(copy)) is not None)

    def _note(self, owner: HeldFile, original: Path | None) -> None:
        place = None if original is None else str(original.absolute())
        owner.write(msgspec.json.encode(_Owner(place)))
        self._original = original

    def _lost_copies(self) -> list[Path]:
        """Newest first."""
        found: list[tuple[float, Path]] = []
        for copy in self._folder.glob(f"*{document.SUFFIX}"):
            owner = copy.with_suffix(_OWNER)
            with suppress(OSError):
                if is_free(owner) or not owner.exists():
                    found.append((copy.stat().st_mtime, copy))
        return [copy for _, copy in sorted(found, reverse=True)]

    def _clear_away(self) -> None:
        for copy in self._lost_copies()[MOST_LEFTOVERS:]:
            with suppress(OSError):
                copy.unlink()
        for owner in self._folder.glob(f"*{_OWNER}"):
            if not owner.with_suffix(document.SUFFIX).exists():
                remove_if_free(owner)
        clear_away_unfinished(self._folder)


def _look_at(copy: Path) -> Leftover | None:
    try:
        title = msgspec.json.decode(copy.read_bytes(), type=_Title).title
        when = datetime.fromtimestamp(copy.stat().st_mtime).astimezone()
    except (OSError, msgspec.DecodeError, RecursionError):
        return None
    original = None
    with suppress(OSError, msgspec.DecodeError):
        original = msgspec.json.decode(copy.with_suffix(_OWNER).read_bytes(), type=_Owner).original
    return Leftover(copy, when, None if original is None else Path(original), title)
