"""Every command of the window once: its name, words, shortcut and icon. Menus, buttons and help derive from it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from neuralpad.ui.theme import Theme

_NOOP = QT_TRANSLATE_NOOP
Keys = str | QKeySequence.StandardKey | None
_Standard = QKeySequence.StandardKey


@dataclass(frozen=True)
class Command:
    """One command: `group` names commands of which one is taken at a time."""

    name: str
    text: str
    tip: str = ""
    keys: Keys = None
    icon: str = ""
    checkable: bool = False
    group: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("new", _NOOP("Actions", "&New class"), _NOOP("Actions", "Start with an empty table"), _Standard.New, "new"),
    Command("sample", _NOOP("Actions", "Open the &sample class"), _NOOP("Actions", "An invented class to try things on")),
    Command("open", _NOOP("Actions", "&Open…"), _NOOP("Actions", "Open a class, or a table file"), _Standard.Open, "open"),
    Command("save", _NOOP("Actions", "&Save"), _NOOP("Actions", "Keep grades, network and history in a file"), _Standard.Save, "save"),
    Command("save_as", _NOOP("Actions", "Save &as…"), _NOOP("Actions", "Keep everything in another file"), "Ctrl+Shift+S"),
    Command("import", _NOOP("Actions", "&Import a table…"), _NOOP("Actions", "Take grades from a spreadsheet or CSV file; you see first what was understood"), "Ctrl+I", "import"),
    Command("forget_recent", _NOOP("Actions", "Clear this list")),
    Command("quit", _NOOP("Actions", "&Quit"), "", "Ctrl+Q"),
    Command("undo", _NOOP("Actions", "&Undo"), _NOOP("Actions", "Take back the last change"), _Standard.Undo, "undo"),
    Command("redo", _NOOP("Actions", "&Redo"), _NOOP("Actions", "Do again what was taken back"), _Standard.Redo, "redo"),
    Command("train", _NOOP("Actions", "&Train"), _NOOP("Actions", "The network guesses, sees its error and corrects its weights, again and again. Press once more to pause. (Ctrl+T)"), "Ctrl+T", "play", checkable=True),
    Command("step", _NOOP("Actions", "One &step"), _NOOP("Actions", "Correct the weights once: from one student or from the whole class, as the pace says. (F10)"), "F10", "step"),
    Command("start_over", _NOOP("Actions", "Start &over"), _NOOP("Actions", "Back to the same first weights, before anything was learned. (Ctrl+R)"), "Ctrl+R", "start-over"),
    Command("new_start", _NOOP("Actions", "Ne&w start"), _NOOP("Actions", "Draw other first weights, and begin again"), "Ctrl+Shift+R"),
    Command("pace_student", _NOOP("Actions", "One student"), _NOOP("Actions", "Slow: learn from one student at a time, in a new order every epoch. An epoch is once through the whole class."), "Alt+1", "", True, "pace"),
    Command("pace_epoch", _NOOP("Actions", "One epoch"), _NOOP("Actions", "One correction from the whole class at a time, slowly enough to watch. An epoch is once through the whole class."), "Alt+2", "", True, "pace"),
    Command("pace_full", _NOOP("Actions", "Full speed"), _NOOP("Actions", "As fast as this computer can"), "Alt+3", "", True, "pace"),
    Command("training_settings", _NOOP("Actions", "Training &settings…"), _NOOP("Actions", "First weights, bias, hidden units, and how many students a correction is made from")),
    Command("back_to_now", _NOOP("Actions", "Back to &now"), _NOOP("Actions", "Leave the past moment that the window shows"), "Ctrl+E"),
    Command("show_grades", _NOOP("Actions", "&Grades"), _NOOP("Actions", "Show or hide the table of grades"), "Ctrl+1", "", True),
    Command("show_network", _NOOP("Actions", "&Network"), _NOOP("Actions", "Show or hide the network"), "Ctrl+2", "", True),
    Command("show_learning", _NOOP("Actions", "&Learning"), _NOOP("Actions", "Show or hide the error curve"), "Ctrl+3", "", True),
    Command("show_predictions", _NOOP("Actions", "This &year’s students"), _NOOP("Actions", "Show or hide the predictions"), "Ctrl+4", "", True),
    Command("zoom_in", _NOOP("Actions", "Zoom &in"), "", _Standard.ZoomIn, "zoom-in"),
    Command("zoom_out", _NOOP("Actions", "Zoom &out"), "", _Standard.ZoomOut, "zoom-out"),
    Command("zoom_normal", _NOOP("Actions", "Normal si&ze"), "", "Ctrl+0"),
    Command("full_screen", _NOOP("Actions", "&Full screen"), "", "F11", "full-screen", True),
    Command("scheme_system", _NOOP("Actions", "As the &system"), "", None, "", True, "scheme"),
    Command("scheme_light", _NOOP("Actions", "&Light"), "", None, "sun", True, "scheme"),
    Command("scheme_dark", _NOOP("Actions", "&Dark"), "", None, "moon", True, "scheme"),
    Command("shortcuts", _NOOP("Actions", "&Keyboard"), _NOOP("Actions", "Every command and its keys"), "F1"),
    Command("about", _NOOP("Actions", "&About NeuralPad")),
)  # fmt: skip


def translated(text: str) -> str:
    """A command's words in the language of the window."""
    return QCoreApplication.translate("Actions", text) if text else ""


class Actions(QObject):
    """The window's QActions, by name: `actions["train"]` has the object name `action_train`."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        for command in COMMANDS:
            action = QAction(translated(command.text), window)
            action.setObjectName(f"action_{command.name}")
            action.setToolTip(translated(command.tip) or translated(command.text).replace("&", ""))
            action.setStatusTip(translated(command.tip))
            if command.keys is not None:
                action.setShortcuts([QKeySequence(command.keys)] if isinstance(command.keys, str) else QKeySequence.keyBindings(command.keys))
            action.setCheckable(command.checkable)
            if command.group:
                if command.group not in self._groups:
                    self._groups[command.group] = QActionGroup(window)
                self._groups[command.group].addAction(action)
            window.addAction(action)
            self._actions[command.name] = action
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    @Slot()
    def _draw_icons(self) -> None:
        for command in COMMANDS:
            if command.icon:
                self._actions[command.name].setIcon(self._theme.icon(command.icon))
