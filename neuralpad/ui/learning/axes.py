"""Axes whose numbers are written as everywhere else in the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPainter

from neuralpad.ui.texts import grade, integer, number


class LocaleAxis(pg.AxisItem):
    """An axis with the locale's decimal sign and digits in groups of three."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        # Units such as "k" would need an explanation.
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [grade(float(f"{10.0**value:.2g}")) for value in values]
        return [
            number(value, 0)
            if self.orientation == "left" and abs(value) >= 1e5
            else integer(round(value))
            if abs(value) >= 10 and value == round(value)
            else grade(round(value, 6))
            for value in values
        ]

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, Any, Any]:
        # The last number of the epochs moves in where it would be cut off at the edge of the plot.
        line, ticks, texts = super().generateDrawSpecs(p)
        view = self.getViewWidget()
        if self.orientation == "bottom" and view is not None:
            edge = self.mapFromScene(view.mapToScene(view.viewport().rect().topRight())).x()
            for rect, _, _ in texts:
                rect.moveRight(min(rect.right(), edge))
        return line, ticks, texts
