"""The menu bar, made from the commands."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from neuralpad.ui.actions import Actions
from neuralpad.ui.settings import Settings
from neuralpad.ui.texts import plain_tip
from neuralpad.ui.theme import Theme

EDIT_MENU = (
    "cut copy paste delete_cells - insert_row remove_rows move_up move_down move_to_past move_to_this_year - "
    "add_column rename_column remove_column - sort keep_order own_order - next_marked"
)
DIGITS = (1, 2, 3, 4, 6)


class Menus(QObject):
    """Fills the menu bar of a window.

    Signals:
        recent_chosen: the Path of a file opened before.
    """

    recent_chosen = Signal(object)

    def __init__(
        self, window: QMainWindow, actions: Actions, table_actions: dict[str, QAction], settings: Settings, theme: Theme
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._settings = settings
        self._theme = theme
        bar = window.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self._add(file, "new sample open")
        self._recent = file.addMenu(self.tr("Open &recent"))
        # Two files can have one name: their places are in the tooltips.
        self._recent.setToolTipsVisible(True)
        self._recent.aboutToShow.connect(self._list_recent)
        self._add(file, "import - save save_as - quit")
        edit = bar.addMenu(self.tr("&Edit"))
        self._add(edit, "undo redo -")
        for part in EDIT_MENU.split(" - "):
            edit.addActions([table_actions[f"action_{name}"] for name in part.split()])
            edit.addSeparator()
        training = bar.addMenu(self.tr("&Training"))
        self._add(training, "train step step_back start_over new_start -")
        self._add(training.addMenu(self.tr("&Pace")), "pace_student pace_epoch pace_full")
        self._add(training, "shape training_settings - back_to_now")
        games = bar.addMenu(self.tr("&Games"))
        self._add(games, "pass_forward pass_backward - game_play game_back game_next")
        view = bar.addMenu(self.tr("&View"))
        self._add(view, "show_grades show_network show_learning show_predictions -")
        self._add(view, "zoom_in zoom_out zoom_normal full_screen motion -")
        self._add(view.addMenu(self.tr("&Colours")), "scheme_system scheme_light scheme_dark")
        self._digits = self._digits_menu(view)
        self._add(bar.addMenu(self.tr("&Help")), "shortcuts about")

    def _add(self, menu: QMenu, names: str) -> None:
        for name in names.split():
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def _digits_menu(self, view: QMenu) -> QMenu:
        menu = view.addMenu(self.tr("&Decimals shown"))
        group = QActionGroup(menu)
        for digits in DIGITS:
            action = menu.addAction(str(digits))
            action.setData(digits)
            action.setCheckable(True)
            action.setChecked(digits == self._theme.digits)
            group.addAction(action)
        group.triggered.connect(self._on_digits)
        return menu

    @Slot(QAction)
    def _on_digits(self, action: QAction) -> None:
        self._theme.set_digits(int(action.data()))

    @Slot()
    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._settings.recent_files():
            action = self._recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(plain_tip(str(path)))
            action.setData(str(path))
            action.triggered.connect(self._on_recent)
        if self._recent.isEmpty():
            self._recent.addAction(self.tr("No file yet")).setEnabled(False)
            return
        self._recent.addSeparator()
        self._recent.addAction(self._actions["forget_recent"])

    @Slot()
    def _on_recent(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.recent_chosen.emit(Path(action.data()))
