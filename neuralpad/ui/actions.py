"""Every command of the window once: its name, words, shortcut and icon. Menus, buttons and help derive from it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from neuralpad.ui.theme import Theme

Keys = str | QKeySequence.StandardKey | None
_Standard = QKeySequence.StandardKey


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text for translation (Qt’s lupdate looks for this name), and gives it back as it is."""
    return text


@dataclass(frozen=True)
class Command:
    """One command: `group` names commands of which one is taken at a time, `also` a second key that people know."""

    name: str
    text: str
    tip: str = ""
    keys: Keys = None
    icon: str = ""
    checkable: bool = False
    group: str = ""
    also: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("new", QT_TRANSLATE_NOOP("Actions", "&New class"), QT_TRANSLATE_NOOP("Actions", "Start with an empty table"), _Standard.New, "new"),
    Command("sample", QT_TRANSLATE_NOOP("Actions", "Open the sample &class"), QT_TRANSLATE_NOOP("Actions", "An invented class to try things on")),
    Command("open", QT_TRANSLATE_NOOP("Actions", "&Open…"), QT_TRANSLATE_NOOP("Actions", "Open a class, or a table file"), _Standard.Open, "open"),
    Command("save", QT_TRANSLATE_NOOP("Actions", "&Save"), QT_TRANSLATE_NOOP("Actions", "Keep grades, network and history in a file"), _Standard.Save, "save"),
    Command("save_as", QT_TRANSLATE_NOOP("Actions", "Save &as…"), QT_TRANSLATE_NOOP("Actions", "Keep everything in another file"), "Ctrl+Shift+S"),
    Command("import", QT_TRANSLATE_NOOP("Actions", "&Import a table…"), QT_TRANSLATE_NOOP("Actions", "Take grades from a spreadsheet or CSV file; you see first what was understood"), "Ctrl+I", "import"),
    Command("forget_recent", QT_TRANSLATE_NOOP("Actions", "Clear this list")),
    Command("quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "", "Ctrl+Q"),
    Command("undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), QT_TRANSLATE_NOOP("Actions", "Take back the last change"), _Standard.Undo, "undo"),
    Command("redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), QT_TRANSLATE_NOOP("Actions", "Do again what was taken back"), _Standard.Redo, "redo", also="Ctrl+Y"),
    Command("train", QT_TRANSLATE_NOOP("Actions", "&Train"), QT_TRANSLATE_NOOP("Actions", "The network guesses, sees its error and corrects its weights, again and again. Press once more to pause. (Ctrl+T)"), "Ctrl+T", "play", checkable=True),
    Command("step_back", QT_TRANSLATE_NOOP("Actions", "One step &back"), QT_TRANSLATE_NOOP("Actions", "Back to the moment before, weights and all: one epoch, or one student where they came one at a time and the pace says so. (F9)"), "F9", "step-back"),
    Command("step", QT_TRANSLATE_NOOP("Actions", "One &step"), QT_TRANSLATE_NOOP("Actions", "Correct the weights once: from one student or from the whole class, as the pace says. At a past moment: one step on, along what was trained. (F10)"), "F10", "step"),
    Command("start_over", QT_TRANSLATE_NOOP("Actions", "Start &over"), QT_TRANSLATE_NOOP("Actions", "Back to the same first weights, before anything was learned. (Ctrl+R)"), "Ctrl+R", "start-over"),
    Command("new_start", QT_TRANSLATE_NOOP("Actions", "Ne&w start"), QT_TRANSLATE_NOOP("Actions", "Draw other first weights, and begin again"), "Ctrl+Shift+R"),
    Command("pace_student", QT_TRANSLATE_NOOP("Actions", "One student"), QT_TRANSLATE_NOOP("Actions", "Slow: learn from one student at a time, in a new order every epoch. An epoch is once through the whole class."), "Alt+1", "", True, "pace"),
    Command("pace_epoch", QT_TRANSLATE_NOOP("Actions", "One epoch"), QT_TRANSLATE_NOOP("Actions", "One correction from the whole class at a time, slowly enough to watch. An epoch is once through the whole class."), "Alt+2", "", True, "pace"),
    Command("pace_full", QT_TRANSLATE_NOOP("Actions", "Full speed"), QT_TRANSLATE_NOOP("Actions", "As fast as this computer can"), "Alt+3", "", True, "pace"),
    Command("pass_forward", QT_TRANSLATE_NOOP("Actions", "&Guessing game →"), QT_TRANSLATE_NOOP("Actions", "Follow the chosen student’s grades through the network to the guess, number by number. Once more to leave."), "F6", "", True),
    Command("pass_backward", QT_TRANSLATE_NOOP("Actions", "← &Blame game"), QT_TRANSLATE_NOOP("Actions", "Follow the error of the guess back to every weight, number by number. Once more to leave."), "F7", "", True),
    Command("game_play", QT_TRANSLATE_NOOP("Actions", "&Play or pause the game"), QT_TRANSLATE_NOOP("Actions", "Let the game go on by itself, or stand still"), "Ctrl+G", "play"),
    Command("game_back", QT_TRANSLATE_NOOP("Actions", "Step bac&k"), QT_TRANSLATE_NOOP("Actions", "The step of the game before this one"), "Alt+Left", "step-back"),
    Command("game_next", QT_TRANSLATE_NOOP("Actions", "Ne&xt step"), QT_TRANSLATE_NOOP("Actions", "The next step of the game"), "Alt+Right", "step"),
    Command("training_settings", QT_TRANSLATE_NOOP("Actions", "Training settin&gs…"), QT_TRANSLATE_NOOP("Actions", "First weights, bias, hidden units, and how many students a correction is made from")),
    Command("shape", QT_TRANSLATE_NOOP("Actions", "Network’s s&hape"), QT_TRANSLATE_NOOP("Actions", "Hidden units and layers, bias, activation and first weights, in a row above the network"), "Ctrl+L", "sliders", True),
    Command("back_to_now", QT_TRANSLATE_NOOP("Actions", "Back to &now"), QT_TRANSLATE_NOOP("Actions", "Leave the past moment that the window shows"), "Ctrl+E"),
    Command("show_grades", QT_TRANSLATE_NOOP("Actions", "&Grades"), QT_TRANSLATE_NOOP("Actions", "Show or hide the table of grades"), "Ctrl+1", "", True),
    Command("show_network", QT_TRANSLATE_NOOP("Actions", "&Network"), QT_TRANSLATE_NOOP("Actions", "Show or hide the network"), "Ctrl+2", "", True),
    Command("show_learning", QT_TRANSLATE_NOOP("Actions", "&Learning"), QT_TRANSLATE_NOOP("Actions", "Show or hide the error curve"), "Ctrl+3", "", True),
    Command("show_predictions", QT_TRANSLATE_NOOP("Actions", "This &year’s students"), QT_TRANSLATE_NOOP("Actions", "Show or hide the predictions"), "Ctrl+4", "", True),
    Command("zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "", _Standard.ZoomIn, "zoom-in", also="Ctrl+="),
    Command("zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "", _Standard.ZoomOut, "zoom-out"),
    Command("zoom_normal", QT_TRANSLATE_NOOP("Actions", "Normal si&ze"), "", "Ctrl+0"),
    Command("full_screen", QT_TRANSLATE_NOOP("Actions", "&Full screen"), "", "F11", "full-screen", True),
    Command("motion", QT_TRANSLATE_NOOP("Actions", "&Motion"), QT_TRANSLATE_NOOP("Actions", "In the games, let numbers travel along the lines; without, the same steps are still pictures"), None, "", True),
    Command("scheme_system", QT_TRANSLATE_NOOP("Actions", "As the &system"), "", None, "", True, "scheme"),
    Command("scheme_light", QT_TRANSLATE_NOOP("Actions", "&Light"), "", None, "sun", True, "scheme"),
    Command("scheme_dark", QT_TRANSLATE_NOOP("Actions", "&Dark"), "", None, "moon", True, "scheme"),
    Command("shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard"), QT_TRANSLATE_NOOP("Actions", "Every command and its keys"), "F1"),
    Command("about", QT_TRANSLATE_NOOP("Actions", "&About NeuralPad")),
)  # fmt: skip


def translated(text: str) -> str:
    """A command's words in the language of the window."""
    return QCoreApplication.translate("Actions", text) if text else ""


def _keys_of(command: Command) -> list[QKeySequence]:
    keys = command.keys
    known = QKeySequence.keyBindings(keys) if isinstance(keys, _Standard) else [QKeySequence(keys)] if keys else []
    # Which keys Qt calls standard differs from desktop to desktop.
    more = [QKeySequence(command.also)] if command.also else []
    return known + [key for key in more if key not in known]


class Actions(QObject):
    """The window's QActions, by name: `actions["train"]` has the object name `action_train`."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._icons = {command.name: (command.icon, "ink") for command in COMMANDS if command.icon}
        for command in COMMANDS:
            action = QAction(translated(command.text), window)
            action.setObjectName(f"action_{command.name}")
            action.setToolTip(translated(command.tip) or translated(command.text).replace("&", ""))
            action.setStatusTip(translated(command.tip))
            action.setShortcuts(_keys_of(command))
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

    def set_icon(self, name: str, icon: str, colour: str) -> None:
        """Another icon for a command whose button has a ground of its own; it could not be seen in a menu."""
        self._icons[name] = (icon, colour)
        self._actions[name].setIcon(self._theme.icon(icon, colour))
        self._actions[name].setIconVisibleInMenu(False)

    @Slot()
    def _draw_icons(self) -> None:
        for name, (icon, colour) in self._icons.items():
            self._actions[name].setIcon(self._theme.icon(icon, colour))
