"""The row above the panels: the commands of training, the learning rate, and where the training stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from neuralpad.core.moment import Moment
from neuralpad.training.job import Pace
from neuralpad.ui.actions import Actions
from neuralpad.ui.learning_rate import LearningRate
from neuralpad.ui.texts import integer, number, plain_tip
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label, set_role

PACES: tuple[Pace, ...] = ("student", "epoch", "full")


class Readout(QWidget):
    """A number with its name above it."""

    def __init__(self, theme: Theme, caption: str, tip: str, widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widest = widest
        self._caption = label(caption, "quiet")
        self._value = label("–")
        self.setToolTip(tip)
        self.setAccessibleName(caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._caption)
        layout.addWidget(self._value)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """The number as shown."""
        return self._value.text()

    def show_text(self, text: str) -> None:
        """Show another number."""
        self._value.setText(text)
        self.setAccessibleDescription(text)
        self._keep_room()

    @Slot()
    def _restyle(self) -> None:
        self._caption.setFont(self._theme.font(11))
        self._value.setFont(self._theme.font(15, bold=True))
        self._keep_room()

    def _keep_room(self) -> None:
        # The row must not jump while usual numbers grow; unusual ones must not be cut off.
        usual = self._value.fontMetrics().horizontalAdvance(self._widest)
        self._value.setMinimumWidth(max(usual, self._value.sizeHint().width()))


class Brand(QWidget):
    """The program's name above the class's; the first to go where room is scarce."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = label("NeuralPad", parent=self)
        self._title = label("", "quiet", parent=self)
        self._whole_title = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_title(self, title: str) -> None:
        """The name of the class."""
        self._whole_title = title
        self._title.setToolTip(plain_tip(title))
        self._place()

    @Slot()
    def _restyle(self) -> None:
        self._name.setFont(self._theme.font(18, bold=True))
        self._title.setFont(self._theme.font(12))
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        fits = self.width() >= self._name.sizeHint().width()
        self._name.setVisible(fits)
        self._title.setVisible(fits)
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(self._whole_title, Qt.TextElideMode.ElideRight, self.width()))
        height = self._name.sizeHint().height()
        self._name.setGeometry(0, 0, self.width(), height)
        self._title.setGeometry(0, height, self.width(), self._title.sizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(170), self._name.sizeHint().height() + self._title.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class Toolbar(QFrame):
    """Commands, pace, α, epoch, error, correct.

    Signals:
        learning_rate_changed: the new α.
    """

    learning_rate_changed = Signal(float)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._moment: Moment | None = None
        self.setProperty("role", "toolbar")
        self._brand = Brand(theme)
        self.learning_rate = LearningRate(theme)
        self.learning_rate.changed.connect(self.learning_rate_changed)
        self._rate_caption = label(self.tr("Learning rate α"), "quiet")
        self._rate_caption.setBuddy(self.learning_rate.box)
        self.epoch = Readout(
            theme, self.tr("Epoch"), self.tr("How many times the network has learned from the whole class"), "10 000"
        )
        self.error = Readout(
            theme,
            self.tr("Error E"),
            self.tr(
                "How wrong the guesses are, on average over the class (binary cross-entropy).\n"
                "0 is perfect; 0.69 is what a coin would reach."
            ),
            "0.0000",
        )
        self.correct = Readout(
            theme,
            self.tr("Correct"),
            self.tr("Past students for whom the network’s guess, pass from 50 % on, is what really happened"),
            "000 / 000",
        )
        self._train = self._button("train", "primary")
        self._paces = QFrame()
        self._paces.setProperty("role", "segments")
        paces = QHBoxLayout(self._paces)
        paces.setContentsMargins(1, 1, 1, 1)
        paces.setSpacing(0)
        for pace in PACES:
            paces.addWidget(self._button(f"pace_{pace}", "segment"))

        rate = QVBoxLayout()
        rate.setSpacing(0)
        rate.addWidget(self._rate_caption)
        rate.addWidget(self.learning_rate)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._brand)
        self._row.addStretch(1)
        back = self._button("step_back")
        back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for widget in (self._button("start_over"), self._train, back, self._button("step")):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._paces)
        self._row.addStretch(1)
        self._row.addLayout(rate)
        self._row.addStretch(1)
        for readout in (self.epoch, self.error, self.correct):
            self._row.addWidget(readout)
        self._paces.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_title(self, title: str) -> None:
        """The name of the class, below the program's."""
        self._brand.show_title(title)

    def show_moment(self, moment: Moment) -> None:
        """Epoch, error and count of the moment that the window shows."""
        self._moment = moment
        epoch = integer(moment.epoch)
        if moment.student:
            epoch += " + " + integer(moment.student)
        self.epoch.show_text(epoch)
        self.error.show_text("–" if moment.loss is None else number(moment.loss, max(3, self._theme.digits)))
        correct = f"{integer(moment.correct)} / {integer(moment.count)}"
        if moment.aside_count:
            correct += "  " + self.tr("aside {correct} / {count}").format(
                correct=integer(moment.aside_correct), count=integer(moment.aside_count)
            )
        self.correct.show_text(correct if moment.count else "–")

    def _button(self, name: str, role: str = "") -> QToolButton:
        made = QToolButton()
        made.setDefaultAction(self._actions[name])
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if role:
            set_role(made, role)
        return made

    @Slot()
    def _restyle(self) -> None:
        px, font = self._theme.px, self._theme.font
        self._rate_caption.setFont(font(11))
        self._row.setContentsMargins(px(16), px(6), px(16), px(6))
        self._row.setSpacing(px(8))
        for made in self.findChildren(QToolButton):
            made.setIconSize(self._theme.icon_size())
        self._train.setMinimumWidth(px(92))
        if self._moment is not None:
            # With as many decimals as are wanted now.
            self.show_moment(self._moment)
