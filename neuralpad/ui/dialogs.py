"""The window's dialogs. Each is opened without waiting for it; what was chosen comes back through its signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from neuralpad.core.edits import ReplaceBook
from neuralpad.core.project import TrainingSettings
from neuralpad.ui.actions import COMMANDS, Actions, translated
from neuralpad.ui.chosen_student import ChosenStudent
from neuralpad.ui.session import Session
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label
from neuralpad.version import VERSION

if TYPE_CHECKING:
    from neuralpad.storage.spreadsheets import Table
    from neuralpad.storage.understanding import Understanding

# What only a dialog needs is imported when one is opened: the first picture of the window does not wait for it.


class Dialogs(QObject):
    """Opens the window's dialogs and carries out what is chosen in them.

    Signals:
        class_replaced: an import has put another class in place of the one on screen.
    """

    class_replaced = Signal()

    def __init__(
        self, window: QWidget, theme: Theme, session: Session, student: ChosenStudent, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._session = session
        self._student = student
        self._actions = actions

    @Slot()
    def ask_training_settings(self) -> None:
        """First weights, bias, hidden units, batch."""
        from neuralpad.ui.training_settings import TrainingSettingsDialog

        dialog = TrainingSettingsDialog(self._theme, self._session.settings, self._window)
        dialog.setObjectName("training_settings")
        dialog.settings_chosen.connect(self._on_settings_chosen)
        self._open(dialog)

    @Slot(object)
    def _on_settings_chosen(self, chosen: TrainingSettings) -> None:
        self._session.change_settings(
            self.tr("Training settings"),
            seed=chosen.seed,
            bias=chosen.bias,
            hidden_units=chosen.hidden_units,
            hidden=chosen.hidden,
            batch_size=chosen.batch_size,
        )

    @Slot(object, object)
    def ask_about_import(self, table: Table, seen: Understanding) -> None:
        """Show what was understood of a table before anything is done with it."""
        from neuralpad.ui.grades.import_dialog import ImportDialog

        book = self._session.book
        dialog = ImportDialog(self._theme, table, seen, None if book.is_empty else book, self._window)
        dialog.setObjectName("import_dialog")
        dialog.accepted.connect(self._on_import_accepted)
        self._open(dialog)

    @Slot()
    def _on_import_accepted(self) -> None:
        dialog = self.sender()
        edit, text = dialog.result_edit()  # type: ignore[attr-defined]
        # What comes into an empty class belongs to the file of that class.
        is_other = isinstance(edit, ReplaceBook) and not self._session.book.is_empty
        self._session.edit(edit, text)
        if is_other:
            self.class_replaced.emit()

    @Slot()
    def show_collapse(self) -> None:
        """What a network of straight lines really is; it stays open while one goes on."""
        from neuralpad.ui.collapse_dialog import CollapseDialog

        session, student = self._session, self._student
        for open_one in self._window.findChildren(CollapseDialog):
            open_one.close()
        dialog = CollapseDialog(self._theme, self._window)
        dialog.show_gradebook(session.book)
        dialog.show_student(student.view)
        dialog.show_moment(session.moment)
        session.gradebook_changed.connect(dialog.show_gradebook)
        student.changed.connect(dialog.show_student)
        session.moment_shown.connect(dialog.show_moment)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    @Slot()
    def show_shortcuts(self) -> None:
        """Every command that has keys, and the keys."""
        dialog = QDialog(self._window)
        dialog.setObjectName("shortcuts")
        dialog.setWindowTitle(self.tr("Keyboard"))
        px = self._theme.px
        content = QWidget()
        grid = QGridLayout(content)
        grid.setHorizontalSpacing(px(24))
        named = [(translated(command.text), self._actions[command.name]) for command in COMMANDS]
        known = {action for _, action in named}
        # The table's commands, and whatever other panel has some.
        others = [action for action in self._window.findChildren(QAction) if action not in known]
        named += [(action.text(), action) for action in others if action.objectName()]
        for row, (text, action) in enumerate(one for one in named if not one[1].shortcut().isEmpty()):
            keys = [key.toString(key.SequenceFormat.NativeText) for key in action.shortcuts() if not _is_rare(key)]
            grid.addWidget(label(text.replace("&", "").rstrip("…")), row, 0)
            grid.addWidget(label(", ".join(keys), "quiet"), row, 1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        layout = QVBoxLayout(dialog)
        layout.addWidget(label(self.tr("Every command and its keys"), "title"))
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        dialog.resize(content.sizeHint().width() + px(60), px(520))
        self._open(dialog)

    @Slot()
    def show_about(self) -> None:
        """What this is, and what it is made of."""
        from PySide6.QtCore import qVersion

        text = self.tr(
            "A class’s grades become a small neural network that everyone can watch learn.\n\n"
            "Version {version}. Made with Python, Qt {qt} (PySide6, LGPL), NumPy and pyqtgraph.\n"
            "Everything stays on this computer."
        ).format(version=VERSION, qt=qVersion())
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("About NeuralPad"), text, parent=self._window)
        box.setObjectName("about")
        self._open(box)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _is_rare(keys: QKeySequence) -> bool:
    """Keys of some keyboards only, such as one that says Undo."""
    return bool(keys[0].key() >= Qt.Key.Key_Back)  # type: ignore[index]
