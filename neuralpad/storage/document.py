"""`.neuralpad` documents: a whole project in one readable file. What is saved can be loaded, to the last bit."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import msgspec

from neuralpad.core.gradebook import Gradebook, Student
from neuralpad.core.problems import Problem
from neuralpad.core.project import Project
from neuralpad.storage import schema
from neuralpad.storage.atomic import write_atomically
from neuralpad.storage.complaints import complaint, damaged, not_a_document
from neuralpad.storage.entries import document_of, project_of

SUFFIX = ".neuralpad"
MOST_BYTES = 128 * 2**20


def save(project: Project, path: Path) -> None:
    """Write a project to a file, atomically: whatever happens, the old document or the new one is there.

    Raises
    ------
    Problem
        If the file cannot be written, or the project is too large for a document. Nothing has changed then.
    """
    write_atomically(path, dumps(project, path.name))


def load(path: Path) -> Project:
    """Read a project from a file.

    Raises
    ------
    Problem
        If the file cannot be read, is damaged, or is no document of this program: with the place.
    """
    return loads(_read(path), path.name)


def dumps(project: Project, name: str = SUFFIX) -> bytes:
    """A project as the bytes of a document; `name` is what problems call it.

    Raises
    ------
    Problem
        If `loads` could not read it back: too many students, a text that is too long.
    """
    try:
        data = schema.to_bytes(document_of(project))
    except UnicodeEncodeError:
        data = schema.to_bytes(document_of(replace(project, gradebook=_in_whole_characters(project.gradebook))))
    # What could not be opened again must not take the place of what can.
    loads(data, name)
    return data


def loads(data: bytes, name: str = SUFFIX) -> Project:
    """The project in the bytes of a document; `name` is what problems call it.

    Raises
    ------
    Problem
        As `load`.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    data = data.removeprefix(b"\xef\xbb\xbf")  # some editors put it before UTF-8
    if not data.lstrip(b" \t\r\n").startswith(b"{"):
        raise not_a_document(name)
    try:
        _check_opening(data, name)
        document = schema.from_bytes(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise complaint(error, data, name) from error
    return project_of(document, name)


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Problem("“{file}” is not a file that can be opened.", file=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) or error.errno in (errno.ENOTDIR, errno.ENAMETOOLONG):
            raise Problem("“{file}” is not there (any more).", file=str(path)) from error
        if isinstance(error, PermissionError):
            raise Problem("You are not allowed to open “{file}”.", file=str(path)) from error
        raise Problem(
            "“{file}” could not be read: {reason}.", file=path.name, reason=error.strerror or str(error)
        ) from error


def _too_large(name: str) -> Problem:
    return Problem("“{file}” is too large: a document can have {limit} MB.", file=name, limit=MOST_BYTES >> 20)


def _check_opening(data: bytes, name: str) -> None:
    try:
        opening = schema.opening_of(data)
    except msgspec.ValidationError as error:
        raise complaint(error, data, name) if "$.version" in str(error) else not_a_document(name) from error
    if opening.format != schema.FORMAT:
        raise not_a_document(name)
    if opening.version > schema.VERSION:
        raise Problem(
            "“{file}” was written by a newer NeuralPad (document version {version}, this program knows {known}). "
            "Update this program to open it.",
            file=name,
            version=opening.version,
            known=schema.VERSION,
        )
    if opening.version < 1:
        raise damaged(name, "version")


def _in_whole_characters(book: Gradebook) -> Gradebook:
    """Half a character, as a bad clipboard delivers it, has no place in UTF-8: it becomes �, as on the screen."""

    def whole(text: str) -> str:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def rows(students: tuple[Student, ...]) -> tuple[Student, ...]:
        return tuple(Student.from_cells(tuple(whole(text) for text in student.cells)) for student in students)

    columns = tuple(replace(column, name=whole(column.name)) for column in book.columns)
    return Gradebook(whole(book.title), columns, rows(book.past), rows(book.this_year), whole(book.note))
