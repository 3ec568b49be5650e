"""The matrix strip: the same guess as matrices, for one student or the whole class, and the way of the blame back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QObject, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.activations import Floats
from neuralpad.core.matrices import matrix_strip
from neuralpad.core.matrix_blocks import Strip
from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.core.script import Game
from neuralpad.ui.matrices.grid import MatrixGrid
from neuralpad.ui.matrices.picture import Way
from neuralpad.ui.matrices.wording import slopes_title
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import Segments, label

SHOWN_FROM = 820
"""Height of the window at 100 % from which it is shown beside a game too, as long as nobody has decided."""
BOTH_FROM = 900
"""Height of the window at 100 % from which there is room for both rows; below, the way back takes the place."""
_STUDENT_ROWS = 4
_CLASS_ROWS = 3
_STUDENT, _CLASS = 0, 1


class MatrixStrip(QWidget):
    """What the canvas draws, as matrices. It works nothing out while it is not seen.

    Signals:
        parts_hovered: a tuple of Parts, see MatrixGrid.
        part_chosen: the Part whose cell was clicked.
        shown_changed: whether the user wants to see it.
    """

    parts_hovered = Signal(object)
    part_chosen = Signal(object)
    shown_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_strip")
        self.setAccessibleName(self.tr("The same guess as matrices"))
        self._theme = theme
        self._network: Network | None = None
        self._student: tuple[Floats, Floats | None] | None = None
        self._class: tuple[Floats, Floats | None] | None = None
        self._given: Strip | None = None
        self._decided: bool | None = None
        self._in_game = False
        self._is_only_back = False
        self._chevron = QToolButton(self)
        self._chevron.setProperty("role", "plain")
        self._title = label("", "quiet")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._slopes = QToolButton()
        self._whose = Segments(theme, (self.tr("This student"), self.tr("Whole class")))
        self._lay_out()
        self._connect()
        self._restyle()
        self._show_rows()

    @property
    def is_shown(self) -> bool:
        """Whether the matrices are unfolded."""
        if self._decided is not None:
            return self._decided
        return not self._in_game or self.window().height() >= self._theme.px(SHOWN_FROM)

    @property
    def with_blame(self) -> bool:
        """Whether the way back is shown."""
        return self._slopes.isChecked()

    @Slot(object)
    def show_network(self, network: Network | None) -> None:
        """Show these weights and biases; cheap, for it happens many times a second while the network learns."""
        self._network, self._given = network, None
        self.grid.refresh()

    @Slot(object, object)
    def show_student(self, x: ArrayLike | None, y: float | None = None) -> None:
        """Show this student's inputs (features,) and outcome; None if a grade or the outcome is not known."""
        inputs = None if x is None else np.array(x, dtype=np.float64)[np.newaxis]
        self._student = None if inputs is None else (inputs, None if y is None else np.array([float(y)]))
        self._given = None
        self.grid.refresh()

    @Slot(object, object)
    def show_class(self, X: ArrayLike | None, y: ArrayLike | None = None) -> None:
        """Show the whole class: X (m, features), and the outcomes y (m,) if they are known."""
        inputs = None if X is None else np.asarray(X, dtype=np.float64)
        targets = None if y is None else np.asarray(y, dtype=np.float64)
        self._class = None if inputs is None or len(inputs) == 0 else (inputs, targets)
        self._given = None
        self.grid.refresh()

    @Slot(object)
    def show_strip(self, strip: Strip | None) -> None:
        """Show matrices worked out elsewhere, until a network, a student or a class is shown again."""
        self._given = strip
        self.grid.refresh()

    @Slot(object)
    def light_part(self, part: Part | None) -> None:
        """Light the cells of a part that is pointed at on the canvas."""
        self.grid.light_part(part)

    @Slot(object)
    def mark_part(self, part: Part | None) -> None:
        """Mark the cells of the part that is chosen."""
        self.grid.mark_part(part)

    @Slot(object)
    def show_held(self, parts: Iterable[Part]) -> None:
        """These weights and biases are held fast: their slopes move them nowhere."""
        self.grid.show_held(frozenset(parts))

    @Slot(bool)
    def set_with_blame(self, with_blame: bool) -> None:
        """Show the way back too, or in the place of the way forwards where a window is low."""
        self._slopes.setChecked(with_blame)

    @Slot(object)
    def show_game(self, game: Game | None) -> None:
        """A game is played on the canvas, or no more: the blame game has its matrices, and a game needs room."""
        self._in_game = game is not None
        self.set_with_blame(game is Game.BLAME)
        self._show_rows()

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """Fold or unfold it, as it was remembered; until then the window's height decides."""
        self._decided = shown
        self._show_rows()

    def set_whole_class(self, whole: bool) -> None:
        """Show the whole class, or the student."""
        self._whose.set_current(_CLASS if whole else _STUDENT)
        self._show_rows()

    def _make(self, rows: int, columns: int) -> Strip | None:
        if self._given is not None:
            return self._given
        who = self._class if self._whose.current == _CLASS else self._student
        if self._network is None or who is None or who[0].shape[1] != self._network.sizes[0]:
            return None
        return matrix_strip(
            self._network, *who, most_rows=rows, most_columns=columns, with_blame=self._slopes.isChecked()
        )

    def _empty_text(self) -> str:
        if self._network is None:
            return self.tr("Add a grade column, and the matrices appear here.")
        if self._whose.current == _CLASS:
            return self.tr("Nobody in the class has all grades and an outcome yet.")
        return self.tr("Choose a student with all grades, and the way to the guess appears here as matrices.")

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "segments")
        inner = QHBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._slopes)
        self._slopes.setText(self.tr("Slopes"))
        self._slopes.setCheckable(True)
        self._slopes.setProperty("role", "segment")
        self._slopes.setToolTip(self.tr("The way of the blame back: the slope of the error along every weight."))
        self._slopes.setAccessibleName(self.tr("Show the slopes"))
        self._whose.set_tip(_STUDENT, self.tr("The chosen student: one row of grades."))
        self._whose.set_tip(_CLASS, self.tr("All students the network learns from: one row of grades each."))
        self._header = QHBoxLayout()
        self._header.addWidget(self._chevron)
        self._header.addWidget(self._title, 1)
        self._header.addWidget(frame)
        self._header.addWidget(self._whose)
        self._tools: tuple[QWidget, ...] = (frame, self._whose)
        self._body = QVBoxLayout(self)
        self._body.addLayout(self._header)
        # Made last: what is made first, Tab reaches first.
        self.grid = MatrixGrid(self._theme, self)
        self._body.addWidget(self.grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self._chevron.clicked.connect(self._on_chevron_clicked)
        self._slopes.toggled.connect(self._show_rows)
        self._whose.chosen.connect(self._show_rows)
        self.grid.parts_hovered.connect(self.parts_hovered)
        self.grid.part_chosen.connect(self.part_chosen)
        self._theme.changed.connect(self._restyle)

    @Slot()
    def _on_chevron_clicked(self) -> None:
        self.set_shown(not self.is_shown)
        self.shown_changed.emit(self.is_shown)

    @Slot()
    def _show_rows(self) -> None:
        """Fold or unfold, and show the rows that are wanted and have room."""
        shown = self.is_shown
        self.grid.setVisible(shown)
        for tool in self._tools:
            tool.setVisible(shown)
        is_tall = self.window().height() >= self._theme.px(BOTH_FROM)
        ways: tuple[Way, ...] = (Way.FORWARD,)
        if self._slopes.isChecked():
            ways = (Way.FORWARD, Way.BACKWARD) if is_tall else (Way.BACKWARD,)
        self._is_only_back = ways == (Way.BACKWARD,)
        self._show_title()
        tip = self.tr("Hide the matrices") if shown else self.tr("Show the matrices")
        self._chevron.setToolTip(tip)
        self._chevron.setAccessibleName(tip)
        self._chevron.setIcon(self._theme.icon("chevron-down" if shown else "chevron-right", "quiet"))
        rows = _CLASS_ROWS if self._whose.current == _CLASS else _STUDENT_ROWS
        self.grid.show_source(self._make, ways, rows, self._empty_text())

    def _show_title(self) -> None:
        if not self._is_only_back:
            texts = (self.tr("The same guess as matrices"), self.tr("As matrices"))
        else:
            texts = (slopes_title(), self.tr("Slope of every weight"))
        measure = self._title.fontMetrics().horizontalAdvance
        self._title.setText(next((text for text in texts if measure(text) <= self._title.width()), texts[-1]))
        self._title.setToolTip(texts[0])

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(px(2))
        self._header.setSpacing(px(6))
        self._chevron.setIconSize(QSize(px(14), px(14)))
        self._title.setFont(self._theme.font(12, bold=True))
        for button in (self._slopes, *self._whose.findChildren(QToolButton)):
            button.setFont(self._theme.font(11))
        self._show_rows()

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The layout has only now given the title its width.
        self._show_title()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() == QEvent.Type.Resize:
            self._show_rows()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._show_rows()
