"""Who pulls on this weight: one bar a student, up where their slope is positive, down where it is negative."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from neuralpad.core.shares import ShareBars
from neuralpad.ui.inspector.wording import bar_words
from neuralpad.ui.texts import plain_tip
from neuralpad.ui.theme import Theme

_PALE = 0.4


class ShareBarsView(QWidget):
    """Bars of the shares of a class, the chosen student's darker, and a line at their mean.

    Signals:
        row_chosen: the row of X whose bar the user has chosen; of a bar of several the one who pulls hardest.
    """

    row_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: ShareBars | None = None
        self._names: Sequence[str] = ()
        self._row: int | None = None
        self._walked: int | None = None
        self.setObjectName("share_bars")
        self.setAccessibleName(self.tr("Who pulls on this weight"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> ShareBars | None:
        """What is shown."""
        return self._bars

    @property
    def chosen_bar(self) -> int | None:
        """The bar in which the chosen student is counted."""
        if self._bars is None or self._row is None or not 0 <= self._row < self._bars.students:
            return None
        return self._bars.bar_of(self._row)

    def show_bars(self, bars: ShareBars | None, names: Sequence[str], row: int | None) -> None:
        """Show the shares of a class with these names (m,); `row` is the chosen student's row of X."""
        self._bars, self._names, self._row = bars, names, row
        if bars is None or (self._walked is not None and self._walked >= len(bars.heights)):
            self._walked = None
        self._describe()
        self.update()

    def bar_at(self, x: float) -> int | None:
        """The bar at a pixel."""
        if self._bars is None or not self.width():
            return None
        count = len(self._bars.heights)
        return min(max(int(x / self.width() * count), 0), count - 1)

    def words(self, bar: int) -> str:
        """A bar in words."""
        assert self._bars is not None
        row = self._bars.student_of(bar)
        name = self._names[row] if row < len(self._names) else ""
        return bar_words(self._bars, bar, name or self.tr("(no name)"), self._theme.digits)

    def _describe(self) -> None:
        bar = self._walked if self._walked is not None else self.chosen_bar
        words = "" if bar is None or self._bars is None else self.words(bar)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _zero_and_scale(self) -> tuple[float, float]:
        """The y of 0, and pixels for a slope of 1."""
        assert self._bars is not None
        low = min(float(self._bars.heights.min()), self._bars.mean, 0.0)
        high = max(float(self._bars.heights.max()), self._bars.mean, 0.0)
        edge = self._theme.px(2)
        height = max(self.height() - 2 * edge, 1)
        scale = height / max(high - low, 1e-300)
        # Halfway up where nobody pulls at all.
        return (edge + high * scale, scale) if high > low else (self.height() / 2, 0.0)

    # Qt's

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("card"))
        if self._bars is not None:
            self._draw_bars(painter, self._bars)
        painter.end()

    def _draw_bars(self, painter: QPainter, bars: ShareBars) -> None:
        theme, count = self._theme, len(bars.heights)
        zero, scale = self._zero_and_scale()
        strong, card = theme.colour("slope"), theme.colour("card")
        pale = QColor.fromRgbF(
            _PALE * strong.redF() + (1 - _PALE) * card.redF(),
            _PALE * strong.greenF() + (1 - _PALE) * card.greenF(),
            _PALE * strong.blueF() + (1 - _PALE) * card.blueF(),
        )
        edges = np.linspace(0, self.width(), count + 1)
        gap = min(theme.px(3), self.width() / count / 4) if self.width() / count >= 2 else 0.0
        tops = zero - bars.heights * scale
        chosen, marked = self.chosen_bar, self._walked if self.hasFocus() else None
        rects: list[QRectF] = []
        for left, right, top in zip(edges[:-1].tolist(), edges[1:].tolist(), tops.tolist(), strict=True):
            rects.append(QRectF(left + gap / 2, min(top, zero), right - left - gap, max(abs(top - zero), 1.0)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, gap > 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pale)
        painter.drawRects(rects)
        if chosen is not None:
            painter.setBrush(strong)
            painter.drawRect(rects[chosen])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("quiet"), 1))
        painter.drawLine(QPointF(0, round(zero)), QPointF(self.width(), round(zero)))
        painter.setPen(QPen(strong, max(theme.px(1.5), 1), Qt.PenStyle.DashLine))
        mean = round(zero - bars.mean * scale)
        painter.drawLine(QPointF(0, mean), QPointF(self.width(), mean))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), max(theme.px(1.5), 1)))
            column = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if marked is not None:
                column = QRectF(rects[marked].left() - 1, 0.5, rects[marked].width() + 2, self.height() - 1)
            painter.drawRect(column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self.bar_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and bar is not None and self._bars is not None:
            self._walked = None
            self.row_chosen.emit(self._bars.student_of(bar))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._bars is None:
            event.ignore()
            return
        last = len(self._bars.heights) - 1
        chosen = self.chosen_bar
        here = self._walked if self._walked is not None else chosen if chosen is not None else -1
        page, key = max(last // 10, 1), Qt.Key
        targets = {
            key.Key_Left: here - 1,
            key.Key_Right: here + 1,
            key.Key_PageUp: here - page,
            key.Key_PageDown: here + page,
            key.Key_Home: 0,
            key.Key_End: last,
        }
        pressed = Qt.Key(event.key())
        if pressed in targets:
            self._walked = min(max(targets[pressed], 0), last)
            self._describe()
            self.update()
        elif pressed in (key.Key_Return, key.Key_Enter, key.Key_Space) and here >= 0:
            self.row_chosen.emit(self._bars.student_of(here))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        bar = self.bar_at(at.x())
        QToolTip.showText(on_screen, "" if bar is None else plain_tip(self.words(bar)), self)
