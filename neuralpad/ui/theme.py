"""The look: colours, type, spacing and zoom in one place. Panels ask it, and restyle when it has changed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from neuralpad import assets
from neuralpad.ui.style_sheet import style_sheet

Scheme = Literal["system", "light", "dark"]

# name: (light, dark); text colours have a contrast of at least 4.5 : 1 on ground and card.
COLOURS: dict[str, tuple[str, str]] = {
    "ground": ("#F4F6FA", "#14181F"),
    "card": ("#FFFFFF", "#1D232D"),
    "line": ("#D9DEE7", "#323B49"),
    "ink": ("#1B2430", "#E8ECF2"),
    "quiet": ("#5F697B", "#9AA6B8"),
    "accent": ("#3B5BDB", "#7C93F5"),
    "on_accent": ("#FFFFFF", "#10141B"),
    "accent_soft": ("#E8EDFF", "#283049"),
    "positive": ("#0072B2", "#56B4E9"),
    "negative": ("#BA5000", "#F0883E"),
    "slope": ("#6B4FBB", "#B9A5F5"),
    "slope_soft": ("#F4F0FF", "#2A2440"),
    "passed": ("#00795C", "#2DB88F"),
    "passed_soft": ("#E1F2ED", "#173329"),
    "failed": ("#B5367A", "#E879B0"),
    "failed_soft": ("#FBEAF3", "#3A1F2F"),
    "lesson": ("#FFFDF5", "#25221A"),
    "lesson_line": ("#EADFB8", "#4D4630"),
    "lesson_ink": ("#85641A", "#D9C27A"),
    "warning": ("#8A5A00", "#F2C14E"),
    "warning_soft": ("#FFF4D6", "#3A3018"),
    "hover": ("#EEF1F7", "#262E3A"),
    "track": ("#EDF0F5", "#2A323F"),
}

ZOOMS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Theme(QObject):
    """What everything on screen looks like.

    Signals:
        changed: colours, zoom or digits are others now; whoever paints asks again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme: Scheme = "system"
        self._zoom = 1.0
        self._digits = 2
        self._has_motion = True
        # The application's face is the system's, or where a machine has none, the one that was registered at the start.
        self._family = QApplication.font().family()
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        QApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def scheme(self) -> Scheme:
        """The chosen scheme; "system" follows the desktop."""
        return self._scheme

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        if self._scheme == "system":
            return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self._zoom

    @property
    def digits(self) -> int:
        """Decimals shown of weights, sums and errors."""
        return self._digits

    @property
    def has_motion(self) -> bool:
        """Whether numbers travel along lines; otherwise pictures stand still."""
        return self._has_motion

    def set_motion(self, wanted: bool) -> None:
        """Let things move, or not."""
        if wanted != self._has_motion:
            self._has_motion = wanted
            self.changed.emit()

    def begin(self, scheme: str, zoom: float, digits: int) -> None:
        """Dress the application for the first time; what is no scheme counts as "system"."""
        self._scheme = scheme if scheme in ("light", "dark") else "system"  # type: ignore[assignment]
        self._digits = min(max(digits, 1), 12)
        self.set_zoom(zoom)

    def set_scheme(self, scheme: Scheme) -> None:
        """Light, dark, or after the system."""
        self._scheme = scheme
        self.apply()

    def set_zoom(self, zoom: float) -> None:
        """Scale the whole window."""
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self.apply()

    def set_digits(self, digits: int) -> None:
        """Show so many decimals everywhere."""
        self._digits = digits
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """A colour by its meaning."""
        return QColor(COLOURS[name][self.is_dark])

    def px(self, length: float) -> int:
        """A length in pixels at 100 %, zoomed."""
        return round(length * self._zoom)

    def font(self, size: float = 13, bold: bool = False, italic: bool = False) -> QFont:
        """The interface face; `size` is in pixels at 100 %."""
        font = QFont(self._family)
        font.setPixelSize(max(self.px(size), 6))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        return font

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """A line icon of `resources/icons` in a colour of the theme."""
        key = (name, colour, self.is_dark)
        if key not in self._icons:
            self._icons[key] = _drawn_icon(name, self.colour(colour).name(), self.colour("quiet").name())
        return self._icons[key]

    def icon_size(self) -> QSize:
        """The size of icons beside text."""
        return QSize(self.px(16), self.px(16))

    def apply(self) -> None:
        """Give the application this look, then tell everyone."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(self._palette())
        app.setFont(self.font())
        names = {name: self.colour(name).name() for name in COLOURS}
        app.setStyleSheet(style_sheet(names, self.px))
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in (
            (role.Window, "ground"),
            (role.WindowText, "ink"),
            (role.Base, "card"),
            (role.AlternateBase, "ground"),
            (role.Text, "ink"),
            (role.Button, "card"),
            (role.ButtonText, "ink"),
            (role.ToolTipBase, "card"),
            (role.ToolTipText, "ink"),
            (role.PlaceholderText, "quiet"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.Light, "line"),
            (role.Mid, "line"),
            (role.Dark, "line"),
        ):
            palette.setColor(target, self.colour(name))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("quiet"))
        return palette

    @Slot()
    def _on_system_scheme_changed(self) -> None:
        if self._scheme == "system":
            self.apply()


def _drawn_icon(name: str, colour: str, disabled_colour: str) -> QIcon:
    # Imported here: the first picture of the window shows that QtSvg is only needed once an icon is.
    from PySide6.QtSvg import QSvgRenderer

    source = assets.text(f"icons/{name}.svg")
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled_colour)):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))
        for side in (16, 24, 32, 48):
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, side, side))
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon
