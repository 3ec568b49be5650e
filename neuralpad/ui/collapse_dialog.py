"""What a network of straight lines really is: one weighted sum, drawn, written and counted out for a student."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QLocale, QTimer, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QVBoxLayout, QWidget

from neuralpad.core.collapse import Collapsed, collapse
from neuralpad.core.figures import Style
from neuralpad.core.formulas import Equation
from neuralpad.core.gradebook import Gradebook
from neuralpad.core.moment import Moment
from neuralpad.core.network import Network
from neuralpad.core.plain_formulas import plain_text
from neuralpad.ui.formulas.view import FormulaLine, FormulaView
from neuralpad.ui.network.student import StudentView
from neuralpad.ui.network.view import NetworkView
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

_BETWEEN = 400
"""Milliseconds between two pictures while the network learns."""


class CollapseDialog(QDialog):
    """Stays open beside the window, and goes along while the network learns.

    Its parts: the single weighted sum, the same with the grades of the chosen student, where its first weight comes
    from, and a network without hidden units that predicts the same.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._network: Network | None = None
        self._student: StudentView | None = None
        self._names: tuple[str, ...] = ()
        self._shown = QElapsedTimer()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_BETWEEN)
        self._wait.timeout.connect(self._show)
        self.setObjectName("collapse_dialog")
        self.setWindowTitle(self.tr("What this network really is"))
        title = label(self.tr("Straight lines on straight lines are one straight line"), "title")
        text = label(
            self.tr(
                "Hidden units that do not bend only pass their sums on. However many units and layers there are, "
                "every grade has a single weight in the end: the sum over all its ways to the output. "
                "So this network can do no more than one without hidden units."
            )
        )
        text.setWordWrap(True)
        self.picture = NetworkView(theme)
        self.picture.setAccessibleName(self.tr("The same network without hidden units"))
        frame = QFrame()
        frame.setProperty("role", "card")
        QVBoxLayout(frame).addWidget(self.picture)
        self.sum, self.student_sum, self.origin = FormulaView(theme), FormulaView(theme), FormulaView(theme)
        self._student_caption = label("", "quiet")
        self._origin_caption = label("", "quiet")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = self._layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addWidget(frame, 1)
        layout.addWidget(label(self.tr("All layers in one sum"), "quiet"))
        layout.addWidget(self.sum)
        layout.addWidget(self._student_caption)
        layout.addWidget(self.student_sum)
        layout.addWidget(self._origin_caption)
        layout.addWidget(self.origin)
        layout.addWidget(buttons)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.resize(theme.px(560), theme.px(620))

    @Slot(object)
    def show_gradebook(self, book: Gradebook) -> None:
        """Name the inputs."""
        self._names = tuple(column.name for column in book.columns)
        self.picture.show_labels(self._names)

    @Slot(object)
    def show_student(self, student: StudentView | None) -> None:
        """Show the sum for this student's grades."""
        self._student = student
        self.picture.show_student(student)
        if self._network is not None:
            self._show()

    @Slot(object)
    def show_moment(self, moment: Moment) -> None:
        """Show what the network really is; there is nothing to show of one that bends."""
        self._network = moment.network
        if self._shown.isValid() and self._shown.elapsed() < _BETWEEN:
            if not self._wait.isActive():
                self._wait.start()
        else:
            self._show()

    @Slot()
    def _show(self) -> None:
        collapsed = None if self._network is None else collapse(self._network)
        if collapsed is None:
            self.close()
            return
        self._shown.start()
        self.picture.show_network(collapsed.network)
        self.sum.show_lines([_line(collapsed.line(self._style), "accent")])
        self._show_student_sum(collapsed)
        self._show_origin(collapsed)

    def _show_student_sum(self, collapsed: Collapsed) -> None:
        student = self._student
        x = () if student is None or student.x is None else student.x
        # While a column comes or goes, the student is there before the network that fits.
        fits = len(x) == len(collapsed.weights)
        self._student_caption.setVisible(fits)
        self.student_sum.setVisible(fits)
        if student is not None and fits:
            name = student.name or self.tr("(no name)")
            self._student_caption.setText(self.tr("With the grades of {name}").format(name=name))
            self.student_sum.show_lines(self._lines(collapsed.equation(x)))

    def _show_origin(self, collapsed: Collapsed) -> None:
        equation = collapsed.equation_of_weight(0)
        self._origin_caption.setVisible(equation is not None)
        self.origin.setVisible(equation is not None)
        if equation is not None:
            name = self._names[0] if self._names else "X₁"
            text = self.tr("Where the weight of {name} comes from; the others likewise")
            self._origin_caption.setText(text.format(name=name))
            self.origin.show_lines(self._lines(equation))

    def _lines(self, equation: Equation) -> list[FormulaLine]:
        formula = equation.typeset(self._style)
        return [_line(formula.symbolic), _line(f"= {formula.line}")]

    @property
    def _style(self) -> Style:
        return Style(self._theme.digits, QLocale().decimalPoint())

    @Slot()
    def _restyle(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(20), px(16), px(20), px(16))
        self._layout.setSpacing(px(6))
        if self._network is not None:
            self._show()


def _line(latex: str, colour: str = "ink") -> FormulaLine:
    return FormulaLine(latex, plain_text(latex), colour)
