"""The look: text that everybody can read, light and dark, at every zoom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from neuralpad import assets
from neuralpad.ui.theme import COLOURS, ZOOMS, Theme
from neuralpad.ui.widgets import button, label

WRITTEN = "ink quiet accent positive negative slope passed failed lesson_ink warning".split()
"""Colours in which something is written, on cards and on the ground."""

PAIRS = [(name, ground) for name in WRITTEN for ground in ("card", "ground")] + [
    ("on_accent", "accent"),
    ("ink", "accent_soft"),
    ("accent", "accent_soft"),
    ("quiet", "accent_soft"),
    ("slope", "slope_soft"),
    ("ink", "slope_soft"),
    ("passed", "passed_soft"),
    ("failed", "failed_soft"),
    ("ink", "lesson"),
    ("quiet", "lesson"),
    ("lesson_ink", "lesson"),
    ("ink", "warning_soft"),
    ("warning", "warning_soft"),
    ("accent", "warning_soft"),
    ("ink", "hover"),
    ("quiet", "hover"),
    ("accent", "hover"),
    ("ink", "track"),
    ("quiet", "track"),
    ("passed", "accent_soft"),
    ("failed", "accent_soft"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return sum(
        weight * linear(share)
        for weight, share in ((0.2126, colour.redF()), (0.7152, colour.greenF()), (0.0722, colour.blueF()))
    )


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[Theme]:
    made = Theme()
    made.begin("light", 1.0, 2)
    yield made
    made.begin("light", 1.0, 2)


@pytest.mark.parametrize(("name", "ground"), PAIRS)
def test_what_is_written_can_be_read_light_and_dark(name: str, ground: str) -> None:
    for ink, paper in zip(COLOURS[name], COLOURS[ground], strict=True):
        assert contrast(QColor(ink), QColor(paper)) >= 4.5


@pytest.mark.parametrize("name", ["positive", "negative", "slope", "passed", "failed", "accent"])
def test_lines_of_the_network_can_be_told_from_the_card(name: str) -> None:
    """WCAG asks 3 : 1 of what is no text but means something."""
    for ink, card in zip(COLOURS[name], COLOURS["card"], strict=True):
        assert contrast(QColor(ink), QColor(card)) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_colour_is_asked_for_by_its_meaning(theme: Theme, scheme: str) -> None:
    theme.set_scheme(scheme)  # type: ignore[arg-type]
    assert theme.is_dark == (scheme == "dark")
    for name, both in COLOURS.items():
        assert theme.colour(name) == QColor(both[scheme == "dark"])


def test_every_colour_is_one_in_both_schemes() -> None:
    for name, colours in COLOURS.items():
        assert len(colours) == 2
        assert all(QColor(colour).isValid() for colour in colours), name


def test_the_scheme_of_the_system_is_followed_until_one_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme("system")
    hints = QApplication.styleHints()
    with qtbot.waitSignal(theme.changed):
        hints.setColorScheme(Qt.ColorScheme.Dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark == (hints.colorScheme() == Qt.ColorScheme.Dark)
    theme.set_scheme("light")
    assert not theme.is_dark
    hints.unsetColorScheme()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_application_wears_the_colours(theme: Theme, scheme: str) -> None:
    theme.set_scheme(scheme)  # type: ignore[arg-type]
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(COLOURS["ground"][scheme == "dark"])
    assert palette.color(QPalette.ColorRole.Text) == QColor(COLOURS["ink"][scheme == "dark"])
    assert COLOURS["card"][scheme == "dark"].lower() in QApplication.instance().styleSheet()  # type: ignore[union-attr]


def test_zoom_scales_lengths_and_type(theme: Theme) -> None:
    for zoom in ZOOMS:
        theme.set_zoom(zoom)
        assert theme.px(100) == round(100 * zoom)
        assert theme.font(20).pixelSize() == round(20 * zoom)
        assert QApplication.font().pixelSize() == round(13 * zoom)


@pytest.mark.parametrize(("asked", "taken"), [(0.1, 0.75), (9.0, 2.0), (1.1, 1.1)])
def test_zoom_has_ends(theme: Theme, asked: float, taken: float) -> None:
    theme.set_zoom(asked)
    assert theme.zoom == taken


def test_nonsense_is_no_scheme_and_no_number_of_decimals(theme: Theme) -> None:
    theme.begin("chequered", 1.0, -3)
    assert (theme.scheme, theme.digits) == ("system", 1)


def test_whoever_paints_is_told_of_every_change(theme: Theme, qtbot: QtBot) -> None:
    for change in (
        lambda: theme.set_scheme("dark"),
        lambda: theme.set_zoom(1.5),
        lambda: theme.set_digits(4),
        lambda: theme.set_motion(False),
    ):
        with qtbot.waitSignal(theme.changed, timeout=100):
            change()


# The program's own icon has colours of its own.
ICONS = [name.removeprefix("icons/").removesuffix(".svg") for name in assets.names("icons") if "neuralpad" not in name]


def test_every_icon_is_drawn_in_the_colour_asked_for(theme: Theme) -> None:
    for name in ICONS:
        image = theme.icon(name, "accent").pixmap(32, 32).toImage()
        colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        inks = {colour.name() for colour in colours if colour.alpha() == 255}
        assert inks == {COLOURS["accent"][0].lower()}, name


def test_roles_of_the_style_sheet_reach_the_widgets(theme: Theme, qtbot: QtBot) -> None:
    quiet, primary = label("so", "quiet"), button("Go", "primary")
    for widget in (quiet, primary):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    assert isinstance(quiet, QLabel)
    assert quiet.palette().color(QPalette.ColorRole.WindowText) == theme.colour("quiet")
    assert isinstance(primary, QPushButton)
    assert primary.palette().color(QPalette.ColorRole.ButtonText) == theme.colour("on_accent")
