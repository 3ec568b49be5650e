"""Opening, saving and never losing: the files of a window, and the questions they raise. No dialog blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from neuralpad import assets
from neuralpad.core.gradebook import Gradebook
from neuralpad.core.problems import Problem
from neuralpad.core.project import Project, fresh_project
from neuralpad.storage.sample import read_sample
from neuralpad.ui.session import Session
from neuralpad.ui.settings import Settings
from neuralpad.ui.texts import problem_text

# What reads and writes files is imported when a file is: the first picture of the window does not wait for it.

SUFFIX = ".neuralpad"


def sample_project() -> Project:
    """The invented class that the program starts with."""
    return fresh_project(read_sample(assets.text("sample/class.json")))


class FileKeeper(QObject):
    """Knows which file the class on screen belongs to.

    Signals:
        file_changed: the class belongs to another file now, or to none.
        import_wanted: a Table and its Understanding that the user must look at first.
    """

    file_changed = Signal()
    import_wanted = Signal(object, object)

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self.path: Path | None = None

    @property
    def name(self) -> str:
        """What the window calls the class."""
        if self.path is not None:
            return self.path.stem
        return self._session.book.title or self.tr("New class")

    @property
    def has_unsaved_changes(self) -> bool:
        """Whether something would be lost if the class were closed now."""
        return not self._session.undo_stack.isClean() or self._session.is_training

    # Other classes

    @Slot()
    def new(self) -> None:
        """An empty class, after asking about unsaved changes."""
        self.when_kept(lambda: self._replace(fresh_project(Gradebook()), None))

    @Slot()
    def open_sample(self) -> None:
        """The invented class, after asking about unsaved changes."""
        self.when_kept(lambda: self._replace(sample_project(), None))

    @Slot()
    def choose_file(self) -> None:
        """Ask which class or table to open."""
        from neuralpad.storage.spreadsheets import TABLE_SUFFIXES

        tables = " ".join("*" + suffix for suffix in TABLE_SUFFIXES)
        filters = [
            self.tr("Classes and tables ({patterns})").format(patterns=f"*{SUFFIX} {tables}"),
            self.tr("NeuralPad classes ({patterns})").format(patterns=f"*{SUFFIX}"),
            self.tr("Tables ({patterns})").format(patterns=tables),
        ]
        self._file_dialog(self.tr("Open"), filters, self.open)

    @Slot()
    def choose_import(self) -> None:
        """Ask which table to import."""
        from neuralpad.storage.spreadsheets import TABLE_SUFFIXES

        tables = " ".join("*" + suffix for suffix in TABLE_SUFFIXES)
        filters = [self.tr("Tables ({patterns})").format(patterns=tables), self.tr("All files (*)")]
        self._file_dialog(self.tr("Import a table"), filters, self.import_table)

    def open(self, path: Path) -> None:
        """Open a class, or a table whose meaning is obvious, after asking about unsaved changes."""
        is_document = path.suffix.lower() == SUFFIX
        self._try(lambda: self._open_document(path) if is_document else self._open_table(path))

    @Slot()
    def open_last(self) -> None:
        """Go on with the class that was open last, if there is one."""
        for path in self._settings.recent_files()[:1]:
            self.open(path)

    def import_table(self, path: Path) -> None:
        """Show what was understood of a table, before anything is done with it."""
        self._try(lambda: self._ask_about(path))

    def _open_document(self, path: Path) -> None:
        from neuralpad.storage import document

        # What cannot be read is said before anything is asked. Read once more after the question: the answer may be
        # to save to this very file.
        project = document.load(path)
        if self.has_unsaved_changes:
            self.when_kept(lambda: self._try(lambda: self._replace(document.load(path), path)))
        else:
            self._replace(project, path)

    def _open_table(self, path: Path) -> None:
        from neuralpad.storage.spreadsheets import read_table
        from neuralpad.storage.table_guess import guess
        from neuralpad.storage.table_import import to_gradebook

        table = read_table(path)
        seen = guess(table)
        if seen.is_obvious:
            book, _ = to_gradebook(table, seen, title=path.stem)
            self.when_kept(lambda: self._replace(fresh_project(book), None))
        else:
            self.import_wanted.emit(table, seen)

    def _ask_about(self, path: Path) -> None:
        from neuralpad.storage.spreadsheets import read_table
        from neuralpad.storage.table_guess import guess

        table = read_table(path)
        self.import_wanted.emit(table, guess(table))

    def _replace(self, project: Project, path: Path | None) -> None:
        def replace() -> None:
            self._session.replace_project(project)
            self._set_path(path)

        self._session.when_paused(replace)

    @Slot()
    def part_from_file(self) -> None:
        """The class on screen is another than the file's: saving asks where, and the file keeps what it has."""
        self._set_path(None)

    def restore(self, project: Project, path: Path | None) -> None:
        """Take over a recovery copy: it counts as unsaved."""
        self._session.replace_project(project)
        self._session.undo_stack.resetClean()
        self._set_path(path)

    # Saving

    @Slot()
    def save(self) -> None:
        """Save to the file the class belongs to, or ask for one."""
        if self.path is None:
            self.save_as()
        else:
            self._save_to(self.path)

    @Slot()
    def save_as(self) -> None:
        """Ask for a file, and save there."""
        self._ask_where(None)

    def _ask_where(self, then: Callable[[], None] | None) -> None:
        dialog = QFileDialog(self._window, self.tr("Save the class"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("NeuralPad classes ({patterns})").format(patterns=f"*{SUFFIX}"))
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.selectFile(self.name + SUFFIX)
        dialog.fileSelected.connect(lambda name: self._save_as(Path(name), then))
        self._show(dialog)

    def _save_as(self, path: Path, then: Callable[[], None] | None) -> None:
        if path.suffix.lower() != SUFFIX:
            # The table that a class was imported from, perhaps: it would be opened as a table again.
            path = path.with_name(path.name + SUFFIX)
            if path.exists():
                self.tell(Problem("“{file}” is there already. Choose it to replace it.", file=path.name))
                return
        self._save_to(path, then)

    def _save_to(self, path: Path, then: Callable[[], None] | None = None) -> None:
        from neuralpad.storage import document

        def save() -> None:
            document.save(self._session.project, path)
            self._session.undo_stack.setClean()
            self._set_path(path)
            if then is not None:
                then()

        self._try(save)

    def when_kept(self, then: Callable[[], None]) -> None:
        """Go on with `then` at once if nothing would be lost; else ask, and go on if the user says how."""
        if not self.has_unsaved_changes:
            then()
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Unsaved changes"),
            self.tr("Save the changes to “{name}” first?").format(name=self.name),
            QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            self._window,
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(self.tr("Without saving, what you typed or trained since the last save is lost."))
        box.setDefaultButton(QMessageBox.StandardButton.Save)
        box.setObjectName("unsaved_changes")

        def answered(button: int) -> None:
            if button == QMessageBox.StandardButton.Discard:
                then()
            elif button == QMessageBox.StandardButton.Save:
                self._ask_where(then) if self.path is None else self._save_to(self.path, then)

        box.finished.connect(answered)
        self._show(box)

    # Telling and asking

    @Slot(object)
    def tell(self, problem: Problem) -> None:
        """Say what is wrong in a small window of its own."""
        box = QMessageBox(QMessageBox.Icon.Warning, "NeuralPad", problem_text(problem), parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setObjectName("problem")
        self._show(box)

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Problem as problem:
            self.tell(problem)

    def _file_dialog(self, title: str, filters: list[str], then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(filters)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _set_path(self, path: Path | None) -> None:
        self.path = path
        if path is not None:
            self._settings.add_recent_file(path)
        self.file_changed.emit()
