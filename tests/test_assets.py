"""Resources are found by name, and the icons are what the window expects of them."""

from __future__ import annotations

import importlib.metadata
import importlib.resources
from xml.etree import ElementTree

import pytest

from neuralpad import assets

ICONS = assets.names("icons")


def test_text_and_data_are_the_same_file() -> None:
    assert assets.data("icons/open.svg").decode("utf-8") == assets.text("icons/open.svg")


def test_an_installed_program_finds_them_as_a_package() -> None:
    """Editable, wheel or bundle: only a checkout that nobody installed may look beside the package instead."""
    try:
        importlib.metadata.version("neuralpad")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed here")
    assert importlib.resources.files("neuralpad.resources").joinpath("icons", "open.svg").is_file()


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        assets.text("icons/nowhere.svg")


def test_names_are_understood() -> None:
    assert "icons/play.svg" in ICONS
    assert assets.names("sample") == ["sample/class.json"]
    assert all(assets.data(name) for name in ICONS)


@pytest.mark.parametrize("name", [name for name in ICONS if name != "icons/neuralpad.svg"])
def test_a_line_icon_is_drawn_on_one_grid_in_one_colour(name: str) -> None:
    """The window puts a colour of its theme where the icon says currentColor."""
    icon = ElementTree.fromstring(assets.text(name))
    assert icon.get("viewBox") == "0 0 24 24"
    colours = {element.get(kind) for element in icon.iter() for kind in ("stroke", "fill")} - {None}
    assert colours <= {"currentColor", "none"}
    assert icon.get("stroke-width") == "2"


def test_icons_can_be_drawn(qapp: object) -> None:
    """Qt's renderer knows less than a browser: each icon leaves ink."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    for name in ICONS:
        renderer = QSvgRenderer(QByteArray(assets.data(name)))
        assert renderer.isValid(), name
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        ink = sum(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
        assert ink > 20, name
