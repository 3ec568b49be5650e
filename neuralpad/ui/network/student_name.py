"""The name of the student shown, as long as there is room for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from neuralpad.ui.theme import Theme

WIDEST, NARROWEST = 230, 56
"""Pixels at 100 %."""


class StudentName(QLabel):
    """Shows the longest of several texts that fits; the last one is shortened if it must be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show one of these, the longest first."""
        self._texts = tuple(texts)
        self.updateGeometry()
        self._choose()

    def _choose(self) -> None:
        metrics, width = self.fontMetrics(), self.width()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= width)
        text = next(fitting, metrics.elidedText(self._texts[-1], Qt.TextElideMode.ElideRight, width))
        if text != self.text():
            self.setText(text)

    # Qt's

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._texts[0]) + 2
        return QSize(min(width, self._theme.px(WIDEST)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._theme.px(NARROWEST), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()
