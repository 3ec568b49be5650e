"""Which weight it is, and which picture of it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from neuralpad.ui.texts import plain_tip
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import ElidedLabel, label


class Heading(QWidget):
    """The name of a weight in words and as a symbol, the zoom of its curve, and the way to its history.

    Signals:
        zoom_pressed: by which factor the range of the curve shall become narrower.
        fit_pressed: the range that shows what matters.
        history_wanted: whether the history shall be shown instead of the curve.
    """

    zoom_pressed = Signal(float)
    fit_pressed = Signal()
    history_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._symbol = label()
        self._symbol.setObjectName("weight_symbol")
        self._words = ElidedLabel()
        self._words.setObjectName("weight_words")
        self.fit = self._button("fit_curve", self.tr("Back to the range that shows what matters (key 0)"))
        self.zoom_out = self._button("zoom_curve_out", self.tr("Show more of the curve (key −)"))
        self.zoom_in = self._button("zoom_curve_in", self.tr("Show less of the curve, larger (key +)"))
        self.history = self._button("show_weight_history", self.tr("What this weight was over the epochs"))
        self.history.setCheckable(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._symbol)
        self._row.addWidget(self._words, 1)
        for made in (self.fit, self.zoom_out, self.zoom_in, self.history):
            self._row.addWidget(made)
        self.fit.clicked.connect(self.fit_pressed)
        self.zoom_in.clicked.connect(self._on_zoom_in)
        self.zoom_out.clicked.connect(self._on_zoom_out)
        self.history.clicked.connect(self.history_wanted)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_name(self, symbol: str, words: str) -> None:
        """Name the weight."""
        if (symbol, words) != (self._symbol.text(), self._words.text()):
            self._symbol.setText(symbol)
            self._words.setText(words)
            self._words.setToolTip(plain_tip(words))

    def show_ways(self, shows_history: bool, is_zoomed: bool) -> None:
        """Show what can be pressed now."""
        self.history.setChecked(shows_history)
        self.fit.setVisible(is_zoomed and not shows_history)
        for made in (self.zoom_in, self.zoom_out):
            made.setVisible(not shows_history)

    @Slot()
    def _on_zoom_in(self) -> None:
        self.zoom_pressed.emit(1.5)

    @Slot()
    def _on_zoom_out(self) -> None:
        self.zoom_pressed.emit(1 / 1.5)

    def _button(self, name: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setProperty("role", "plain")
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        return made

    @Slot()
    def _restyle(self) -> None:
        icons = ((self.fit, "fit"), (self.zoom_out, "zoom-out"), (self.zoom_in, "zoom-in"), (self.history, "clock"))
        for made, icon in icons:
            made.setIcon(self._theme.icon(icon))
            made.setIconSize(self._theme.icon_size())
            made.setFixedSize(self._theme.px(24), self._theme.px(24))
        self._symbol.setFont(self._theme.font(15, bold=True))
        self._words.setFont(self._theme.font(13))
        self._row.setSpacing(0)
        self._symbol.setContentsMargins(0, 0, self._theme.px(8), 0)
