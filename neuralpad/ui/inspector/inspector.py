"""One weight looked at closely: what it is, how the error depends on it, who pulls on it, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from neuralpad.core.history import History
from neuralpad.core.landscape import ErrorCurve
from neuralpad.core.network import Network
from neuralpad.core.parts import Part, value_of
from neuralpad.core.scaling import Floats
from neuralpad.core.symbols import symbol
from neuralpad.ui.inspector import measuring
from neuralpad.ui.inspector.error_curve_view import ErrorCurveView, Scene
from neuralpad.ui.inspector.heading import Heading
from neuralpad.ui.inspector.history_view import HistoryView
from neuralpad.ui.inspector.measuring import Learners, Span
from neuralpad.ui.inspector.readings import Readings
from neuralpad.ui.inspector.share_bars_view import ShareBarsView
from neuralpad.ui.inspector.wording import course_words, curve_words, place_words, shares_caption, verdict
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import ElidedLabel, EmptyState

TELLING = 500
"""Milliseconds between two descriptions of a curve that moves: nobody can listen faster."""


class WeightInspector(QWidget):
    """Shows one weight or bias of the network on screen. What the user wants changed it only asks for.

    Signals:
        value_requested: a Part, and the value that it shall have.
        put_back_requested: a Part that shall have the value of before again.
        hold_requested: a Part, and whether it shall be held fast.
        student_chosen: the grade-book row of a past student.
        moment_chosen: a recorded epoch that the window shall show.
    """

    value_requested = Signal(object, float)
    put_back_requested = Signal(object)
    hold_requested = Signal(object, bool)
    student_chosen = Signal(int)
    moment_chosen = Signal(float)
    _changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part: Part | None = None
        self._network: Network | None = None
        self._learners = Learners()
        self._labels: Sequence[str] = ()
        self._learning_rate = 1.0
        self._held: frozenset[Part] = frozenset()
        self._row: int | None = None
        self._history: History | None = None
        self._viewed: float | None = None
        self._curve: ErrorCurve | None = None
        self._span: Span | None = None
        self._is_due = False
        self._told = QElapsedTimer()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(TELLING)
        self._telling.timeout.connect(self._refresh)
        self.setObjectName("weight_inspector")
        self.setAccessibleName(self.tr("One weight"))
        self._lay_out()
        # Queued: however much changes at once, it is measured and painted once.
        self._changed.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        theme = self._theme
        self.heading = Heading(theme)
        self.readings = Readings(theme)
        self.curve = ErrorCurveView(theme)
        self.history = HistoryView(theme)
        self.bars = ShareBarsView(theme)
        self._verdict, self._caption = ElidedLabel(), ElidedLabel()
        self._verdict.setObjectName("weight_verdict")
        self._caption.setObjectName("shares_caption")
        pictures = QWidget()
        self._pictures = QStackedLayout(pictures)
        self._pictures.addWidget(self.curve)
        self._pictures.addWidget(self.history)
        weight = QWidget()
        self._column = QVBoxLayout(weight)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in (self.heading, self.readings, pictures, self._verdict, self._caption, self.bars):
            self._column.addWidget(row, 1 if row is pictures else 0)
        self._empty = EmptyState(theme, self.tr("Choose a line or a number on the network."))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(weight)
        self.readings.value_entered.connect(self._ask_for_value)
        self.readings.put_back_pressed.connect(self._ask_to_put_back)
        self.readings.hold_pressed.connect(self._ask_to_hold)
        self.curve.value_dragged.connect(self._ask_for_value)
        self.curve.stepped.connect(self._step)
        self.curve.zoomed.connect(self._zoom)
        self.curve.fit_requested.connect(self._fit)
        self.heading.zoom_pressed.connect(self._zoom_here)
        self.heading.fit_pressed.connect(self._fit)
        self.heading.history_wanted.connect(self._show_picture)
        self.history.moment_chosen.connect(self.moment_chosen)
        self.bars.row_chosen.connect(self._choose_student)

    # What is shown

    @property
    def part(self) -> Part | None:
        """The weight or bias that is looked at."""
        return self._part if measuring.is_inspected(self._part, self._network) else None

    def show_part(self, part: Part | None) -> None:
        """Look at a weight or a bias; None, or a unit, for nothing."""
        if part != self._part:
            self._part, self._curve, self._span = part, None, None
            self._told.invalidate()
            self._touch()

    def show_network(self, network: Network | None) -> None:
        """Show it in this network; cheap, for it happens many times a second while the network learns."""
        self._network = network
        self._touch()

    def show_labels(self, names: Sequence[str]) -> None:
        """Name the inputs."""
        self._labels = tuple(names)
        self._touch()

    def show_class(self, X: Floats, y: Floats, names: Sequence[str], rows: Sequence[int]) -> None:
        """The students learned from: X (m, features), y (m,), their names, and their rows in the grade book."""
        self._learners = Learners(X, y, names, rows)
        self._touch()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Show the next step with another α."""
        if learning_rate != self._learning_rate:
            self._learning_rate = learning_rate
            self._touch()

    def set_held(self, parts: frozenset[Part]) -> None:
        """Which weights and biases are held fast."""
        if parts != self._held:
            self._held = parts
            self._touch()

    def show_value_before(self, value: float | None) -> None:
        """What the weight was before the user changed it; None where nobody has."""
        self.readings.show_before(value)

    def show_student_row(self, row: int | None) -> None:
        """The grade-book row of the chosen past student; None for nobody of them."""
        if row != self._row:
            self._row = row
            self._touch()

    def show_history(self, history: History | None, viewed: float | None) -> None:
        """The recorded course of the training, which may still be growing, and the past epoch viewed, if any."""
        self._history, self._viewed = history, viewed
        if self._shows_history:
            self._touch()

    # Measuring, once for everything that has changed

    def _touch(self) -> None:
        if not self._is_due:
            self._is_due = True
            if self.isVisible():
                self._changed.emit()

    @Slot()
    def _refresh(self) -> None:
        if not self.isVisible():
            self._is_due = True
            return
        self._is_due = False
        part, network = self.part, self._network
        if part is None or network is None:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self.heading.show_name(symbol(part, network.sizes), place_words(part, network.sizes, self._labels))
        self.heading.show_ways(self._shows_history, self._span is not None)
        self.readings.show_held(part in self._held)
        if self._learners.fit(network):
            self._show_measured(network, part)
        else:
            self._show_unmeasured(value_of(network, part))
        if self._shows_history:
            epochs, values = measuring.course_of(network, self._history, part)
            self.history.show_points(epochs, values, self._viewed)
            now = value_of(network, part)
            self._verdict.setText(course_words(float(values[0]), now, self._theme.digits) if len(values) else "")

    def _show_measured(self, network: Network, part: Part) -> None:
        digits, is_held = self._theme.digits, part in self._held
        bars = measuring.bars_of(network, self._learners, part)
        rows = self._learners.rows
        chosen = None if self._row is None else next((i for i, row in enumerate(rows) if row == self._row), None)
        self.bars.show_bars(bars, self._learners.names, chosen)
        self._caption.setText(shares_caption(bars, digits))
        if self._span is not None:
            self._span = measuring.following(self._span, value_of(network, part))
        held_span = self._curve.span if self.curve.is_dragging and self._curve is not None else self._span
        curve = self._curve = measuring.curve_of(
            network, self._learners, part, self._learning_rate, held_span, self._curve
        )
        landing = measuring.landing_of(curve, self._learning_rate, is_held)
        self.readings.show_values(curve.here, curve.slope, curve.here if landing is None else landing.value)
        name = symbol(part, network.sizes)
        self.curve.show_scene(Scene(curve, landing, is_held, name, digits))
        self._verdict.setText(verdict(curve, landing, is_held, digits))
        if not self._told.isValid() or self._told.elapsed() >= TELLING:
            self._told.restart()
            words = curve_words(curve, landing, name, digits)
            self.curve.setAccessibleDescription(f"{words} {self._verdict.text()}")
        elif not self._telling.isActive():
            self._telling.start()

    def _show_unmeasured(self, value: float) -> None:
        self._curve = None
        self.readings.show_values(value, None, None)
        self.bars.show_bars(None, (), None)
        self._caption.setText("")
        self._verdict.setText("")
        self.curve.show_scene(None)
        self.curve.show_message(
            self.tr("No past student can be used yet: the error is measured on students with grades and an outcome.")
        )

    # What the user does

    @property
    def _shows_history(self) -> bool:
        return self._pictures.currentWidget() is self.history

    @Slot(bool)
    def _show_picture(self, of_history: bool) -> None:
        self._pictures.setCurrentWidget(self.history if of_history else self.curve)
        self._touch()

    @Slot(float)
    def _ask_for_value(self, value: float) -> None:
        if self.part is not None:
            self.value_requested.emit(self.part, value)

    @Slot(int)
    def _step(self, steps: int) -> None:
        self.readings.box.stepBy(steps)

    @Slot()
    def _ask_to_put_back(self) -> None:
        if self.part is not None:
            self.put_back_requested.emit(self.part)

    @Slot(bool)
    def _ask_to_hold(self, wanted: bool) -> None:
        if self.part is not None:
            self.hold_requested.emit(self.part, wanted)

    @Slot(int)
    def _choose_student(self, row: int) -> None:
        self.student_chosen.emit(int(self._learners.rows[row]))

    @Slot(float)
    def _zoom_here(self, factor: float) -> None:
        if self._curve is not None:
            self._zoom(factor, self._curve.here)

    @Slot(float, float)
    def _zoom(self, factor: float, around: float) -> None:
        if self._curve is not None:
            self._span = measuring.zoomed(self._span or self._curve.span, factor, around)
            self._touch()

    @Slot()
    def _fit(self) -> None:
        self._span = self._curve = None
        self._touch()

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.px(4))
        self._verdict.setFont(self._theme.font(12, bold=True))
        self._caption.setFont(self._theme.font(12))
        self._touch()

    # Qt's

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
