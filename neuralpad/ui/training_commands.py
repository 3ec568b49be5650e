"""The commands of training: what each does to the session, and how it looks while training runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from neuralpad.core.project import TrainingSettings
from neuralpad.ui.actions import Actions
from neuralpad.ui.session import Session
from neuralpad.ui.time_steps import TimeSteps
from neuralpad.ui.toolbar import PACES, Toolbar
from neuralpad.ui.training_options import TrainingOptions


class TrainingCommands(QObject):
    """Joins the commands of training, the toolbar and the row below the error curve to the session."""

    def __init__(
        self,
        session: Session,
        steps: TimeSteps,
        actions: Actions,
        toolbar: Toolbar,
        options: TrainingOptions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = steps
        self._actions = actions
        for name, slot in (
            ("train", self._on_train),
            ("step", steps.forward),
            ("step_back", steps.back),
            ("start_over", self._start_over),
            ("new_start", self._new_start),
            ("back_to_now", session.view_present),
            *((f"pace_{pace}", self._on_pace) for pace in PACES),
        ):
            actions[name].triggered.connect(slot)
        actions["pace_full"].setChecked(True)
        toolbar.learning_rate_changed.connect(self._on_learning_rate)
        options.limit_changed.connect(self._on_limit)
        options.share_changed.connect(self._on_share)
        session.training_changed.connect(self._show_running)
        session.settings_changed.connect(self._name_new_start)
        self._name_new_start(session.settings)
        self._show_running(session.is_training)
        steps.changed.connect(self._show_steps)
        self._show_steps()

    @Slot(bool)
    def _on_train(self, wanted: bool) -> None:
        if wanted:
            self._session.train()
        else:
            self._session.pause()
        # Without a student to learn from nothing starts, and pausing takes a moment.
        self._actions["train"].setChecked(self._session.is_training)

    @Slot()
    def _on_pace(self) -> None:
        for pace in PACES:
            if self._actions[f"pace_{pace}"].isChecked():
                self._session.set_pace(pace)

    @Slot()
    def _start_over(self) -> None:
        self._session.start_over(self.tr("Start over"))

    @Slot()
    def _new_start(self) -> None:
        # Whoever wants these first weights again can type their number.
        text = self.tr("New start (first weights no. {number})").format(number=self._session.settings.seed + 1)
        self._session.new_start(text)

    @Slot(float)
    def _on_learning_rate(self, rate: float) -> None:
        self._session.change_settings(self.tr("Learning rate"), learning_rate=rate)

    @Slot(int)
    def _on_limit(self, epochs: int) -> None:
        self._session.change_settings(self.tr("Stop after"), epoch_limit=epochs)

    @Slot(float)
    def _on_share(self, share: float) -> None:
        self._session.change_settings(self.tr("Keep aside"), aside_share=share)

    @Slot(str, object)
    def change_settings(self, text: str, changes: dict[str, object]) -> None:
        """Change settings under the name that undo shows."""
        self._session.change_settings(text, **changes)

    @Slot(object)
    def _name_new_start(self, settings: TrainingSettings) -> None:
        tip = self.tr("Draw other first weights (no. {number}), and begin again").format(number=settings.seed + 1)
        self._actions["new_start"].setToolTip(tip)

    @Slot(bool)
    def _show_running(self, runs: bool) -> None:
        train = self._actions["train"]
        train.setChecked(runs)
        train.setText(self.tr("Pa&use") if runs else self.tr("&Train"))
        self._actions.set_icon("train", "pause" if runs else "play", "on_accent")
        self._actions["step"].setEnabled(not runs)

    @Slot()
    def _show_steps(self) -> None:
        self._actions["step_back"].setEnabled(self._steps.can_go_back)
