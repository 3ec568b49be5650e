"""Plays the steps of a game: one after the other or by hand, each with its motion and a rest to look at it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractAnimation, QObject, QTimer, QVariantAnimation, Signal, Slot

SPEEDS = (0.5, 1.0, 2.0, 4.0)
REST = 2400
"""Milliseconds between the end of a step's motion and the next step at normal speed: time to read a sentence."""


class Player(QObject):
    """A position in a list of steps, and how far the motion of that step has come.

    Signals:
        step_changed: another step stands there, or the same one begins anew.
        moved: the motion has gone on.
        came_to_rest: the motion of a step is over.
        playing_changed: whether it goes on by itself.
    """

    step_changed = Signal(int)
    moved = Signal()
    came_to_rest = Signal()
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.has_motion = True
        self._lengths: tuple[int, ...] = ()
        self._index = 0
        self._progress = 1.0
        self._speed = 1.0
        self._is_playing = False
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._on_moved)
        self._motion.finished.connect(self._on_motion_over)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def index(self) -> int:
        """The step, counted from 0."""
        return self._index

    @property
    def progress(self) -> float:
        """How much of its motion is over: 1 for a picture that stands still."""
        return self._progress

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._is_playing

    @property
    def is_at_end(self) -> bool:
        """Whether there is no further step."""
        return self._index >= len(self._lengths) - 1

    @property
    def speed(self) -> float:
        """1.0 is the normal one."""
        return self._speed

    def load(self, lengths: Sequence[int], index: int = 0) -> None:
        """Take other steps, given by the milliseconds of their motion, and stand still at one of them."""
        self._halt()
        self._lengths = tuple(lengths)
        self._index = max(min(index, len(self._lengths) - 1), 0)
        self._progress = 1.0
        self._set_playing(False)

    def play(self) -> None:
        """Go on by itself; from the end, begin anew."""
        if not self._lengths or self._is_playing:
            return
        self._set_playing(True)
        if self._progress < 1.0:
            self._begin()
        elif self.is_at_end:
            self._stand_at(0, moving=True)
        else:
            self._go_on()

    def play_from(self, index: int) -> None:
        """Go on by itself from a step, after it has been seen."""
        if 0 <= index < len(self._lengths):
            self._set_playing(True)
            self._stand_at(index, moving=True)

    def pause(self) -> None:
        """Stand still, also in the middle of a motion."""
        self._halt()
        self._set_playing(False)

    def toggle(self) -> None:
        """Play or pause."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def go_to(self, index: int) -> None:
        """Show a step as it is when its motion is over; what plays goes on from there."""
        if 0 <= index < len(self._lengths):
            self._stand_at(index, moving=False)

    def begin(self, index: int = 0) -> None:
        """Show a step from the beginning of its motion."""
        if 0 <= index < len(self._lengths):
            self._stand_at(index, moving=True)

    def next(self) -> None:
        """The step after this one, with its motion."""
        if not self.is_at_end:
            self._stand_at(self._index + 1, moving=True)
        elif self._progress < 1.0:
            self.go_to(self._index)

    def back(self) -> None:
        """The step before this one."""
        self.go_to(max(self._index - 1, 0))

    def set_speed(self, speed: float) -> None:
        """Go on faster or slower."""
        self._speed = speed
        if self._motion.state() == QAbstractAnimation.State.Running:
            self._halt()
            self._begin()

    def _stand_at(self, index: int, moving: bool) -> None:
        self._halt()
        self._index = index
        self._progress = 0.0 if moving and self.has_motion else 1.0
        self.step_changed.emit(index)
        if self._progress < 1.0:
            self._begin()
        else:
            self._on_motion_over()

    def _begin(self) -> None:
        """Set off from where the motion stands."""
        self._motion.setStartValue(self._progress)
        left = self._lengths[self._index] * (1.0 - self._progress) / self._speed
        self._motion.setDuration(max(round(left), 1))
        self._motion.start()

    def _halt(self) -> None:
        self._rest.stop()
        self._motion.stop()

    def _set_playing(self, plays: bool) -> None:
        if plays != self._is_playing:
            self._is_playing = plays
            self.playing_changed.emit(plays)

    @Slot(object)
    def _on_moved(self, progress: float) -> None:
        # `setDuration` and `setStartValue` tell a value too, before anything moves.
        if self._motion.state() == QAbstractAnimation.State.Running:
            self._progress = float(progress)
            self.moved.emit()

    @Slot()
    def _on_motion_over(self) -> None:
        self._progress = 1.0
        self.moved.emit()
        self.came_to_rest.emit()
        if self._is_playing:
            if self.is_at_end:
                self._set_playing(False)
            else:
                self._rest.start(round(REST / self._speed))

    @Slot()
    def _go_on(self) -> None:
        self._stand_at(self._index + 1, moving=True)
