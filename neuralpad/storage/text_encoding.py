"""Which encoding the bytes of a text table are in: most files do not say."""

from __future__ import annotations

import codecs
import re

from neuralpad.core.problems import Problem

ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1252",
    "mac_roman",
    "cp850",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "shift_jis",
    "gb18030",
)
"""Encodings offered for choosing, the usual ones first. Names are Python's."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EUROPEAN = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254")
_COMMON_LETTERS = frozenset("éèêëàâäáãåçñöôóòõøüúûùíîïìßæœğışÉÀÂÄÁÅÇÑÖÓØÜÚÍĞŞİ")
_QUOTATION_MARKS = frozenset("‘’“”„")
_DASHES = frozenset("–—…")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SAMPLE_BYTES = 1 << 16


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file, and the encoding it was read with.

    Parameters
    ----------
    data : bytes
        The whole file.
    encoding : str, optional
        Python's name of the encoding; found out if not given.

    Raises
    ------
    Problem
        If the bytes are no text in the encoding that was asked for.
    """
    name = encoding or guess_encoding(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem("Line {line} cannot be read with the encoding {encoding}.", line=line, encoding=name) from error
    except LookupError as error:
        raise Problem("There is no encoding called {encoding}.", encoding=name) from error
    return text.removeprefix("\ufeff"), name


def guess_encoding(data: bytes) -> str:
    """The encoding that `data` is most probably in; one that can read all of it."""
    for mark, name in _MARKS:
        if data.startswith(mark) and _reads(data, name):
            return name
    without_mark = _wide_encoding(data)
    if without_mark and _reads(data, without_mark):
        return without_mark
    if _reads(data, "utf-8"):
        return "utf-8"
    sample = _telling_lines(data)
    candidates = [name for name in _guesses(sample) if _reads(data, name)]
    return candidates[0] if candidates else "latin-1"


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in a table most characters are ASCII, so every second byte is 0."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _telling_lines(data: bytes) -> bytes:
    """The lines that are not plain ASCII, up to the size of a sample: only they can tell encodings apart."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if _HIGH_BYTE.search(line):
            lines.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"\n".join(lines)[:_SAMPLE_BYTES]


def _guesses(sample: bytes) -> list[str]:
    """Encodings for text that is not UTF, the most probable first.

    Text in Latin letters has few accented ones, too few for statistics: in a list of names one looks at each. Other
    alphabets have plenty, and charset-normalizer knows them.
    """
    high = len(_HIGH_BYTE.findall(sample))
    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    european = sorted(_EUROPEAN, key=lambda name: -_plausibility(sample, name))
    if high < 10 or high <= 0.45 * letters:
        return european
    from charset_normalizer import from_bytes  # 15 ms that most files do not need

    best = from_bytes(sample).best()
    return [best.encoding, *european] if best else european


def _plausibility(sample: bytes, encoding: str) -> float:
    """How much the text that comes out looks like names: the mean over its characters beyond ASCII, best 2."""
    text = sample.decode(encoding, errors="replace")
    score, seen = 0.0, 0
    for at, character in enumerate(text):
        if character < "\x80":
            continue
        seen += 1
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        between_letters = before.isalpha() and after.isalpha()
        if character in _QUOTATION_MARKS or (character in _DASHES and not between_letters):
            score += 1.0
        elif not character.isalpha():
            continue  # a letter would be more probable
        elif character.isupper() and before.islower():
            score -= 2.0
        elif character.islower() and before.isupper() and after.isupper():
            score -= 1.0
        else:
            score += 2.0 if character in _COMMON_LETTERS else 1.0
    return score / seen if seen else 0.0
