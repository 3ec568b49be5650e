"""The error over the epochs: live, with the run before in grey, and a cursor that goes back in time."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from neuralpad.core.scaling import Floats
from neuralpad.ui.learning.axes import LocaleAxis
from neuralpad.ui.learning.curve_names import CurveNames
from neuralpad.ui.learning.curves import ASIDE, BEFORE, COLOURS, LEARNED, NOTHING, Curves
from neuralpad.ui.learning.free_places import Box
from neuralpad.ui.texts import grade, integer, number
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label


class LossPlot(pg.PlotWidget):
    """Curves through the recorded epochs, and nothing between them.

    Signals:
        moment_chosen: a recorded epoch that the user wants to see.
    """

    moment_chosen = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._x_axis = LocaleAxis("bottom")
        self._y_axis = LocaleAxis("left")
        super().__init__(parent, axisItems={"bottom": self._x_axis, "left": self._y_axis})
        self._theme = theme
        self._epochs: Floats = NOTHING
        self._losses: Floats = NOTHING
        self._aside: Floats = NOTHING
        self._before: Floats = np.empty((2, 0))
        self._viewed: float | None = None
        self._viewed_losses: tuple[float | None, float | None] = (None, None)
        self.setObjectName("loss_plot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Error curve"))
        self.setToolTip("")
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.getViewBox().disableAutoRange()
        self._x_axis.setToolTip(self.tr("How many times the network has learned from the whole class"))
        self._y_axis.setToolTip(
            self.tr(
                "How wrong the guesses are, on average over the class (binary cross-entropy).\n"
                "0 is perfect; 0.69 is what a coin would reach."
            )
        )
        self._curves = Curves(self)
        self._point = self.plot(symbol="o", symbolSize=8, pen=None)
        self._pointed = self.plot(symbol="o", symbolSize=8, pen=None)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self.addItem(self._cursor, ignoreBounds=True)
        self._names = CurveNames(theme, self)
        self.getViewBox().sigResized.connect(self._draw)
        self._bubble: QLabel = label("", parent=self)
        self._bubble.setObjectName("point_bubble")
        self._bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bubble.hide()
        self._is_dragging = False
        theme.changed.connect(self._restyle)
        self._restyle()

    # What is shown

    def show_history(self, epochs: Floats, losses: Floats, aside_losses: Floats) -> None:
        """Recorded epochs (n,), and the mean errors (n,) of the students learned from and kept aside (NaN: nobody)."""
        self._epochs, self._losses, self._aside = epochs, losses, aside_losses
        self._curves.show(LEARNED, epochs, losses)
        self._curves.show(ASIDE, epochs, aside_losses)
        self._draw()

    def show_previous(self, epochs: Floats, losses: Floats) -> None:
        """The run before this one, in grey; empty arrays for none."""
        before = np.stack([epochs, losses])
        if not np.array_equal(before, self._before):
            self._before = before
            self._curves.show(BEFORE, epochs, losses)
            self._draw()

    def show_cursor(self, epoch: float | None, loss: float | None = None, aside_loss: float | None = None) -> None:
        """Where the window stands: at a past epoch with these errors, or at the newest (None).

        A recorded moment has the errors that were recorded with it.
        """
        if epoch != self._viewed:
            self._viewed, self._viewed_losses = epoch, (loss, aside_loss)
            self._place_cursor()
            self._place_names()

    def set_log(self, is_log: bool) -> None:
        """Show the error on a logarithmic scale, on which a tenth is as far from a hundredth as one from a tenth."""
        self._curves.set_log(is_log)
        # Not the plot's own log mode: that one switches automatic ranges on.
        self._y_axis.setLogMode(y=is_log)
        self._draw()

    @property
    def shown_points(self) -> tuple[Floats, Floats]:
        """Epochs and errors of the curve."""
        return self._epochs, self._losses

    @Slot()
    def _draw(self) -> None:
        self._curves.draw()
        self._place_cursor()
        self._place_names()

    def _place_cursor(self) -> None:
        self._cursor.setVisible(len(self._epochs) > 0)
        if not len(self._epochs):
            self._point.setData(NOTHING, NOTHING)
            return
        epoch, loss, aside_loss = self._here()
        self._cursor.setValue(epoch)
        self._point.setData(np.array([epoch]), self._curves.height(np.array([loss])))
        self.setAccessibleDescription(self._words(epoch, loss, aside_loss))

    def _here(self) -> tuple[float, float, float]:
        """Epoch and errors of the moment that the window shows; NaN for an error that is not known."""
        if self._viewed is None:
            return self._recorded(len(self._epochs) - 1)
        nearest = self._recorded(self._nearest(self._viewed))
        loss, aside_loss = self._viewed_losses
        if nearest[0] == self._viewed or loss is None:
            return nearest
        return self._viewed, loss, np.nan if aside_loss is None else aside_loss

    def _recorded(self, index: int) -> tuple[float, float, float]:
        aside_loss = float(self._aside[index]) if index < len(self._aside) else np.nan
        return float(self._epochs[index]), float(self._losses[index]), aside_loss

    def _place_names(self) -> None:
        strokes, rect, gap = self._curves.strokes, self.getViewBox().sceneBoundingRect(), self._theme.px(6)
        right = rect.right()
        if self._viewed is None and LEARNED in strokes and strokes[LEARNED].x[-1] > right - 2 * gap:
            # The cursor stands at the edge: names end before it.
            right = float(strokes[LEARNED].x[-1]) - gap
        area = Box(rect.left(), rect.top(), right - rect.left(), rect.height())
        cursor = None if self._viewed is None else self.getViewBox().mapViewToScene(QPointF(self._viewed, 0.0)).x()
        self._names.place(strokes, area, cursor, with_hint=self._viewed is None and len(self._epochs) > 1)
        self._bubble.raise_()

    def _nearest(self, epoch: float) -> int:
        return int(np.abs(self._epochs - epoch).argmin())

    def _words(self, epoch: float, loss: float, aside_loss: float) -> str:
        digits = max(self._theme.digits, 3)
        words = self.tr("epoch {epoch} · error {error}").format(
            epoch=integer(int(epoch)) if epoch.is_integer() else grade(round(epoch, 3)),
            error=number(loss, digits),
        )
        if np.isfinite(aside_loss):
            words += "\n" + self.tr("kept aside: error {error}").format(error=number(aside_loss, digits))
        return words

    # Pointing

    def _epoch_under(self, position: QPointF) -> float:
        return float(self.getViewBox().mapSceneToView(self.mapToScene(position.toPoint())).x())

    def _choose(self, index: int) -> None:
        index = min(max(index, 0), len(self._epochs) - 1)
        self.moment_chosen.emit(float(self._epochs[index]))

    def _show_bubble(self, position: QPointF) -> None:
        inside = self.getViewBox().sceneBoundingRect().contains(self.mapToScene(position.toPoint()))
        if not len(self._epochs) or not inside:
            self._hide_bubble()
            return
        index = self._nearest(self._epoch_under(position))
        self._pointed.setData(self._epochs[index : index + 1], self._curves.height(self._losses[index : index + 1]))
        self._bubble.setText(self._words(*self._recorded(index)))
        self._bubble.adjustSize()
        gap = self._theme.px(12)
        x = position.x() + gap
        if x + self._bubble.width() > self.width():
            x = position.x() - gap - self._bubble.width()
        y = min(max(position.y() - self._bubble.height() - gap, 0), self.height() - self._bubble.height())
        self._bubble.move(max(round(x), 0), round(y))
        self._bubble.show()

    def _hide_bubble(self) -> None:
        self._bubble.hide()
        self._pointed.setData(NOTHING, NOTHING)

    @Slot()
    def _restyle(self) -> None:
        colour, px = self._theme.colour, self._theme.px
        self.setBackground(colour("card"))

        def pen(name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
            return pg.mkPen(colour(name), width=px(width * 2) / 2, style=style)

        self._curves.restyle(self._theme)
        self._point.setSymbolBrush(colour(COLOURS[LEARNED]))
        self._point.setSymbolPen(pen("card", 1))
        self._pointed.setSymbolBrush(colour("card"))
        self._pointed.setSymbolPen(pen(COLOURS[LEARNED], 2))
        for point in (self._point, self._pointed):
            point.setSymbolSize(px(8))
        self._show_focus()
        for axis, text in ((self._x_axis, self.tr("epoch")), (self._y_axis, self.tr("error E"))):
            axis.setPen(pen("line", 1))
            axis.setTextPen(colour("quiet"))
            axis.setStyle(tickFont=self._theme.font(11), tickLength=0, maxTickLevel=0, hideOverlappingLabels=False)
            axis.setLabel(text, **{"color": colour("quiet").name(), "font-size": f"{px(12)}px"})
            axis.setGrid(60 if axis is self._y_axis else False)
        self._y_axis.setWidth(px(52))
        self._x_axis.setHeight(px(36))
        self._bubble.setFont(self._theme.font(12))
        self._bubble.setStyleSheet(
            f"background: {colour('card').name()}; color: {colour('ink').name()};"
            f"border: 1px solid {colour('line').name()}; border-radius: {px(6)}px; padding: {px(4)}px;"
        )
        self._draw()

    def _show_focus(self) -> None:
        name, width = ("accent", 2) if self.hasFocus() else ("quiet", 1)
        self._cursor.setPen(pg.mkPen(self._theme.colour(name), width=self._theme.px(width), style=Qt.PenStyle.DashLine))

    # Qt's own

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and len(self._epochs):
            self._is_dragging = True
            self._choose(self._nearest(self._epoch_under(event.position())))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_bubble(event.position())
        if self._is_dragging and len(self._epochs):
            self._choose(self._nearest(self._epoch_under(event.position())))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_dragging = False
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hide_bubble()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._epochs) - 1
        # The cursor may stand between two recorded moments; and several of one epoch are one to it.
        before = last if self._viewed is None else int(np.searchsorted(self._epochs, self._viewed))
        after = last if self._viewed is None else int(np.searchsorted(self._epochs, self._viewed, side="right"))
        page = max(len(self._epochs) // 20, 1)
        key = Qt.Key
        target = {
            key.Key_Left: before - 1,
            key.Key_Right: after,
            key.Key_PageDown: before + page,
            key.Key_PageUp: before - page,
            key.Key_Home: 0,
            key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None or last < 0:
            event.ignore()
            return
        self._choose(target)
        event.accept()
