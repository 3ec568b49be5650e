"""What is wrong with a document, and where, in a teacher's words."""

from __future__ import annotations

import re

import msgspec

from neuralpad.core.problems import Problem

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$?\.?(?P<place>.*)`)?$", re.DOTALL)
_KEY = re.compile(r"^Object (?P<kind>missing required|contains unknown) field `(?P<key>.*)`$", re.DOTALL)
_MOST = re.compile(r"^Expected `(?P<kind>\w+)` of length <= (?P<limit>\d+)$")
_EXPECTED = re.compile(r"^Expected `(?P<kinds>[^`]*)`, got `")
_BYTE = re.compile(r"\(byte (\d+)\)$")


def not_a_document(file: str) -> Problem:
    """It may be a good file, but of another program."""
    return Problem("“{file}” is not a NeuralPad document.", file=file)


def damaged(file: str, place: str) -> Problem:
    """What stands at a place can be read, but cannot be."""
    return Problem("“{file}” is damaged: what stands at {place} does not fit the rest.", file=file, place=place)


def complaint(error: Exception, data: bytes, file: str) -> Problem:
    """The problem that decoding `data` ran into.

    Parameters
    ----------
    error : msgspec.DecodeError, UnicodeDecodeError or RecursionError
        What was raised.
    data : bytes
        What was decoded, to find the line in.
    file : str
        What the user calls it.
    """
    if isinstance(error, RecursionError):
        return Problem("“{file}” is damaged: its parts lie too deep in one another.", file=file)
    if isinstance(error, msgspec.ValidationError):
        return _wrong_value(str(error), file)
    if isinstance(error, UnicodeDecodeError):
        return _unreadable(_first_byte_that_is_no_text(data), data, file)
    at = _BYTE.search(str(error))
    if at:
        return _unreadable(int(at[1]), data, file)
    return Problem(
        "“{file}” is damaged: it ends in the middle of line {line}. Perhaps it was copied only in part.",
        file=file,
        line=data.count(b"\n") + 1,
    )


def _first_byte_that_is_no_text(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _unreadable(byte: int, data: bytes, file: str) -> Problem:
    before = data[:byte]
    start = before.rfind(b"\n") + 1
    return Problem(
        "“{file}” is damaged at line {line}, column {column}: what stands there cannot be read.",
        file=file,
        line=before.count(b"\n") + 1,
        column=len(before[start:].decode("utf-8", "replace")) + 1,
    )


def _wrong_value(message: str, file: str) -> Problem:
    parts = _PLACE.match(message)
    what, place = (parts["what"], parts["place"] or "") if parts else (message, "")
    key = _KEY.match(what)
    if key:
        place = f"{place}.{_shortened(key['key'])}" if place else _shortened(key["key"])
        if key["kind"] == "missing required":
            return Problem("“{file}” is damaged: {place} is missing.", file=file, place=place)
        return Problem("“{file}” is damaged: this program knows no {place}.", file=file, place=place)
    most = _MOST.match(what)
    if most:
        if most["kind"] == "str":
            return Problem(
                "“{file}”: the text at {place} is too long. It can have {limit} characters.",
                file=file,
                place=place,
                limit=int(most["limit"]),
            )
        return Problem(
            "“{file}”: there are too many {place}. There can be {limit}.",
            file=file,
            place=place,
            limit=int(most["limit"]),
        )
    return _wrong_kind(what, place, file)


def _wrong_kind(what: str, place: str, file: str) -> Problem:
    expected = _EXPECTED.match(what)
    kind = expected["kinds"].removesuffix(" | null") if expected else ""
    if kind == "str":
        return Problem("“{file}” is damaged: at {place} a text is expected.", file=file, place=place)
    if kind == "float":
        return Problem("“{file}” is damaged: at {place} a number is expected.", file=file, place=place)
    if kind == "int":
        return Problem("“{file}” is damaged: at {place} a whole number is expected.", file=file, place=place)
    if kind == "bool":
        return Problem("“{file}” is damaged: at {place} true or false is expected.", file=file, place=place)
    if kind == "array":
        return Problem("“{file}” is damaged: at {place} a list in [ ] is expected.", file=file, place=place)
    if kind == "object":
        return Problem("“{file}” is damaged: at {place} a group in {{ }} is expected.", file=file, place=place)
    return Problem("“{file}” is damaged: the value at {place} is too small or too large.", file=file, place=place)


def _shortened(key: str) -> str:
    """A key of a file that was tampered with may have any length and any characters."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in key[:41])
    return printable if len(key) <= 40 else printable[:40] + "…"
