"""Keeps a recovery copy of unsaved work, and offers what a killed program left behind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from neuralpad.core.problems import Problem
from neuralpad.core.project import Project
from neuralpad.training.background import Background
from neuralpad.ui.file_keeper import FileKeeper
from neuralpad.ui.session import Session
from neuralpad.ui.settings import Settings

if TYPE_CHECKING:
    from neuralpad.storage.recovery import Leftover, RecoveryStore

EVERY_MS = 5000


class RecoveryKeeper(QObject):
    """Writes a copy every few seconds while there is something to lose; off the window's thread."""

    def __init__(self, session: Session, files: FileKeeper, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._files = files
        self._window = window
        self._folder = settings.folder / "recovery"
        self._background = Background(self)
        self._background.done.connect(self._on_written)
        self._kept: tuple[object, ...] = ()
        self._writing: tuple[object, ...] = ()
        self._brought_back: Leftover | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()
        files.file_changed.connect(self._on_file_changed)

    @cached_property
    def _store(self) -> RecoveryStore:
        # Not at the start: the first picture of the window does not wait for it.
        from neuralpad.storage.recovery import RecoveryStore

        return RecoveryStore(self._folder)

    @Slot()
    def keep(self) -> None:
        """Write a copy now, if there is something unsaved that the last copy does not hold."""
        if not self._files.has_unsaved_changes:
            self.discard()  # what a copy holds has been undone
            return
        project, original = self._session.project, self._files.path
        state = (project.gradebook, project.settings, project.learning.network, original)
        if self._kept and all(a is b for a, b in zip(state, self._kept, strict=True)):
            return
        store = self._store
        if self._background.run(lambda: store.write(project, original)):
            self._writing = state

    @Slot(object, object)
    def _on_written(self, _result: object, problem: Problem | None) -> None:
        # A copy that could not be written (a full disk) is tried again at the next turn.
        if problem is not None or not self._files.has_unsaved_changes:
            return
        self._kept = self._writing
        if self._brought_back is not None:
            self._brought_back.forget()
            self._brought_back = None

    @Slot()
    def _on_file_changed(self) -> None:
        if not self._files.has_unsaved_changes:
            self.discard()

    def discard(self) -> None:
        """Nothing is unsaved any more."""
        self._background.finish()
        if "_store" in self.__dict__:
            self._store.discard()
        self._kept = ()
        if self._brought_back is not None:
            self._brought_back.forget()
            self._brought_back = None

    def close(self, keep: bool) -> None:
        """The window closes: leave nothing behind, or what is unsaved (`keep`). Safe to call twice."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._background.finish()
        if keep:
            with suppress(Problem):
                self._store.write(self._session.project, self._files.path)
            self._store.leave()
        else:
            self.discard()

    def offer_leftovers(self, otherwise: Callable[[], None]) -> None:
        """Ask about the newest copy of a killed program; without one, or if unwanted, go on with `otherwise`."""
        leftovers = list(self._store.leftovers())
        if not leftovers:
            otherwise()
            return
        newest = leftovers[0]
        moment = QDateTime.fromSecsSinceEpoch(int(newest.when.timestamp()))
        when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        name = newest.original.stem if newest.original else newest.title or self.tr("New class")
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Bring back unsaved work?"),
            self.tr("NeuralPad was ended before “{name}” was saved. Its last state, of {when}, was kept.").format(
                name=name, when=when
            ),
            parent=self._window,
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setObjectName("recovery_offer")
        bring_back = box.addButton(self.tr("Bring it back"), QMessageBox.ButtonRole.AcceptRole)
        forget = box.addButton(self.tr("Throw it away"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Ask me later"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(bring_back)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answered() -> None:
            clicked = box.clickedButton()
            if clicked is bring_back and self._bring_back(newest):
                return
            if clicked is forget:
                newest.forget()
            otherwise()

        box.finished.connect(answered)
        box.open()

    def _bring_back(self, leftover: Leftover) -> bool:
        try:
            project: Project = leftover.load()
        except Problem as problem:
            self._files.tell(problem)
            return False
        self._files.restore(project, leftover.original)
        # The old copy goes when there is a new one.
        self._brought_back = leftover
        self.keep()
        return True
