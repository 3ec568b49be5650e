r"""Formulas as a line of plain text, for those who listen to the screen: \frac{1}{m} becomes 1/m.

Knows what the formulas of this program are made of, and nothing else of LaTeX.
"""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("0123456789()s", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ˢ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WORDS = {
    r"\partial ": "∂",
    r"\cdots": "…",
    r"\cdot": "·",
    r"\sigma": "σ",
    r"\delta": "δ",
    r"\alpha": "α",
    r"\approx": "≈",
    r"\ln": "ln",
    r"\tanh": "tanh",
    r"\max": "max",
    r"\,": "",
    "'": "′",
    "-": "−",
}
_SCRIPT = re.compile(r"[0-9,()s]+")


def plain_text(latex: str) -> str:
    """The formula with symbols of its own for letters, raised and lowered numbers, and slashes for fractions."""
    text = latex.replace(r"\hat{y}", "ŷ").replace(r"\sum_{s=1}^{m}", "Σ")
    for word, symbol in _WORDS.items():
        text = text.replace(word, symbol)
    return _read(text)[0]


def _read(text: str, at: int = 0, end: str = "") -> tuple[str, int]:
    """What stands from a place up to a closing brace or the end, and where that is."""
    read = ""
    while at < len(text) and text[at] != end:
        if text.startswith(r"\frac", at):
            above, at = _group(text, at + len(r"\frac"))
            below, at = _group(text, at)
            read += f"{_bracketed(above)}/{_bracketed(below)}"
        elif text[at] in "^_":
            raised = text[at] == "^"
            inner, at = _group(text, at + 1)
            if _SCRIPT.fullmatch(inner):
                read += inner.translate(_SUPERSCRIPTS if raised else _SUBSCRIPTS)
            else:
                read += f"^({inner})"
        elif text[at] == "{":
            inner, at = _group(text, at)
            read += inner
        else:
            read += text[at]
            at += 1
    return read, at


def _group(text: str, at: int) -> tuple[str, int]:
    assert text[at] == "{", text[at:]
    inner, at = _read(text, at + 1, "}")
    return inner, at + 1


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text
