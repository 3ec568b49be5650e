"""How the window is arranged and dressed: splitters, panels, zoom, light and dark, full screen; all remembered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QScrollArea, QSplitter, QWidget

from neuralpad.ui.actions import Actions
from neuralpad.ui.settings import Settings
from neuralpad.ui.theme import ZOOMS, Scheme, Theme

SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark")


class Scrolling(QScrollArea):
    """The content of a window, with scroll bars where the window has less room than it needs.

    Without them a large zoom would make the window larger than the screen, and its right side could not be reached.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        # The ground is the window's own.
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def _fit(self) -> None:
        # Not setWidgetResizable(True): that gives wrapped words the height they would like, not the one they need.
        self._content.resize(self.viewport().size().expandedTo(self._content.minimumSizeHint()))

    # Qt's

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class WindowLayout(QObject):
    """Arranges the panels of a window: grades, network, and learning above predictions."""

    def __init__(
        self, window: QMainWindow, theme: Theme, settings: Settings, actions: Actions, panels: dict[str, QWidget]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._settings = settings
        self._actions = actions
        self._panels = panels
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(panels["learning"])
        self.right.addWidget(panels["predictions"])
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (panels["grades"], panels["network"], self.right):
            self.columns.addWidget(widget)
        for splitter in (self.right, self.columns):
            splitter.setChildrenCollapsible(False)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.columns.setStretchFactor(2, 0)
        for name in panels:
            action = actions[f"show_{name}"]
            action.setChecked(True)
            action.toggled.connect(self._show_panels)
        actions["zoom_in"].triggered.connect(self._zoom_in)
        actions["zoom_out"].triggered.connect(self._zoom_out)
        actions["zoom_normal"].triggered.connect(self._zoom_normal)
        actions["full_screen"].toggled.connect(self._set_full_screen)
        for scheme in SCHEMES:
            actions[f"scheme_{scheme}"].toggled.connect(self._choose_scheme)
        self._zoom = theme.zoom
        theme.changed.connect(self._space_out)
        self._space_out()

    def restore(self) -> None:
        """Arrange everything as it was left."""
        settings = self._settings
        self._actions[f"scheme_{self._theme.scheme}"].setChecked(True)
        if not self._window.restoreGeometry(settings.layout("window")):
            self._take_first_size()
        self.follow_window_state()
        if not self.columns.restoreState(settings.layout("columns")):
            self.columns.setSizes([self._theme.px(n) for n in (372, 620, 350)])
        if not self.right.restoreState(settings.layout("right")):
            self.right.setSizes([self._theme.px(n) for n in (340, 300)])
        for name in settings.text("hidden_panels").split():
            if name in self._panels:
                self._actions[f"show_{name}"].setChecked(False)

    def remember(self) -> None:
        """Keep the arrangement for the next start."""
        settings = self._settings
        settings.set_layout("window", self._window.saveGeometry())
        settings.set_layout("columns", self.columns.saveState())
        settings.set_layout("right", self.right.saveState())
        settings.set_text("hidden_panels", " ".join(name for name in self._panels if not self._is_wanted(name)))
        settings.set_text("scheme", self._theme.scheme)
        settings.set_number("zoom", self._theme.zoom)
        settings.set_number("digits", self._theme.digits)

    @Slot()
    def follow_window_state(self) -> None:
        """Whoever has made the window full screen, or ended it: the command knows."""
        full_screen = self._actions["full_screen"]
        full_screen.blockSignals(True)
        full_screen.setChecked(self._window.isFullScreen())
        full_screen.blockSignals(False)

    def _take_first_size(self) -> None:
        wanted = QSize(self._theme.px(1366), self._theme.px(768))
        room = self._window.screen().availableSize()
        self._window.resize(wanted.boundedTo(room))
        framed = wanted + QSize(0, self._theme.px(40))
        if room.boundedTo(framed) != framed:
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def _is_wanted(self, name: str) -> bool:
        return self._actions[f"show_{name}"].isChecked()

    @Slot()
    def _show_panels(self) -> None:
        for name, panel in self._panels.items():
            panel.setVisible(self._is_wanted(name))
        self.right.setVisible(self._is_wanted("learning") or self._is_wanted("predictions"))

    @Slot()
    def _zoom_in(self) -> None:
        self._theme.set_zoom(min((zoom for zoom in ZOOMS if zoom > self._theme.zoom + 0.01), default=ZOOMS[-1]))

    @Slot()
    def _zoom_out(self) -> None:
        self._theme.set_zoom(max((zoom for zoom in ZOOMS if zoom < self._theme.zoom - 0.01), default=ZOOMS[0]))

    @Slot()
    def _zoom_normal(self) -> None:
        self._theme.set_zoom(1.0)

    @Slot(bool)
    def _set_full_screen(self, full: bool) -> None:
        # Not showNormal(): a window that filled the screen before does so again.
        state, flag = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | flag if full else state & ~flag)

    @Slot()
    def _choose_scheme(self) -> None:
        for scheme in SCHEMES:
            if self._actions[f"scheme_{scheme}"].isChecked() and scheme != self._theme.scheme:
                self._theme.set_scheme(scheme)

    @Slot()
    def _space_out(self) -> None:
        for splitter in (self.columns, self.right):
            splitter.setHandleWidth(self._theme.px(12))
        if self._zoom != self._theme.zoom:
            # The panels at the sides are as wide as their words need; the network takes what is left.
            ratio, self._zoom = self._theme.zoom / self._zoom, self._theme.zoom
            left, middle, right = self.columns.sizes()
            sides = round(left * ratio), round(right * ratio)
            self.columns.setSizes([sides[0], max(left + middle + right - sum(sides), 0), sides[1]])
