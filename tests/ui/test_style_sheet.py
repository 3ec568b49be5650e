"""The style sheet: whole, and readable wherever it says both what is written and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from neuralpad.ui.style_sheet import style_sheet
from neuralpad.ui.theme import COLOURS

SCHEMES = {"light": 0, "dark": 1}


def sheet(scheme: str, zoom: float = 1.0) -> str:
    return style_sheet(
        {name: both[SCHEMES[scheme]] for name, both in COLOURS.items()}, lambda length: round(length * zoom)
    )


def rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Selector and declarations of every rule."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
        yield " ".join(selector.split()), {name.strip(): value.strip() for name, value in pairs}


def luminance(name: str) -> float:
    colour = QColor(name)
    shares = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in colour.getRgbF()[:3]]  # type: ignore[index]
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("zoom", [0.75, 1.0, 2.0])
def test_nothing_is_left_open_and_every_value_is_one(scheme: str, zoom: float) -> None:
    text = sheet(scheme, zoom)
    assert "$" not in text
    assert text.count("{") == text.count("}") > 50
    for selector, values in rules(text):
        assert values, selector
        for name, value in values.items():
            for colour in re.findall(r"#\w+", value):
                assert QColor(colour).isValid(), f"{selector}: {name}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_rule_writes_on_its_own_ground_can_be_read(scheme: str) -> None:
    """Also where a command is disabled: somebody may want to know which one."""
    found = 0
    for selector, values in rules(sheet(scheme)):
        for ink, ground in (
            ("color", "background"),
            ("color", "background-color"),
            ("selection-color", "selection-background-color"),
        ):
            one, other = values.get(ink, ""), values.get(ground, "")
            if one.startswith("#") and other.startswith("#"):
                found += 1
                assert contrast(one, other) >= 4.5, f"{selector}: {one} on {other}"
    assert found > 10


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_rule_writes_without_a_ground_can_be_read_on_cards(scheme: str) -> None:
    card = COLOURS["card"][SCHEMES[scheme]]
    for selector, values in rules(sheet(scheme)):
        ink = values.get("color", "")
        if ink.startswith("#") and not values.get("background", "").startswith("#"):
            assert contrast(ink, card) >= 4.5, selector


@pytest.mark.parametrize(
    "role",
    [
        "card",
        "title",
        "big",
        "quiet",
        "warning",
        "primary",
        "link",
        "segment",
        "segments",
        "plain",
        "toolbar",
        "notice",
        "info",
    ],
)
def test_every_role_has_a_rule(role: str) -> None:
    assert f'[role="{role}"]' in sheet("light")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_keyboard_s_place_can_be_seen_on_everything_that_takes_it(scheme: str) -> None:
    focused = " ".join(selector for selector, _ in rules(sheet(scheme)) if ":focus" in selector)
    for kind in (
        "QPushButton",
        "QToolButton",
        "QLineEdit",
        "QSpinBox",
        "QComboBox",
        "QSlider::handle",
        "QCheckBox",
        "QRadioButton",
    ):
        assert kind in focused, kind
