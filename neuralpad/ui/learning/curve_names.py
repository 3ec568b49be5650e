"""The names of the curves, each at the end of its own, and the hint that one can go back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from neuralpad.ui.learning.curves import ASIDE, BEFORE, COLOURS, LEARNED
from neuralpad.ui.learning.free_places import Box, Stroke, corner_place, free_place
from neuralpad.ui.theme import Theme
from neuralpad.ui.widgets import label

_HINT = "hint"


class CurveNames(QObject):
    """Labels over the plot that keep clear of its curves and of each other."""

    def __init__(self, theme: Theme, plot: QWidget) -> None:
        super().__init__(plot)
        self._theme = theme
        self._labels = {
            LEARNED: label(self.tr("learned from"), parent=plot),
            ASIDE: label(self.tr("kept aside"), parent=plot),
            BEFORE: label(self.tr("run before"), parent=plot),
            _HINT: label(self.tr("drag to go back in time"), parent=plot),
        }
        for made in self._labels.values():
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            made.hide()
        theme.changed.connect(self._restyle)
        self._restyle()

    def place(self, strokes: Mapping[str, Stroke], area: Box, cursor: float | None, with_hint: bool) -> None:
        """Put each name beside its curve; `strokes` holds the curves that there are, `cursor` is an x to keep clear."""
        taken: list[Box] = []
        gap = self._theme.px(8)
        if cursor is not None:
            taken.append(Box(cursor - gap / 2, area.top, gap, area.height))
        for name in (LEARNED, ASIDE, BEFORE):
            stroke = strokes.get(name)
            size = self._sizes[name]
            box = None
            if stroke is not None:
                others = [one for other, one in strokes.items() if other != name]
                # The curve of those learned from is the lowest as a rule, and it falls: below it is room.
                box = free_place(size, stroke, others, taken, area, gap, below_first=name == LEARNED)
                box = box or corner_place(size, list(strokes.values()), taken, area)
            self._show(name, box, taken)
        hint = corner_place(self._sizes[_HINT], list(strokes.values()), taken, area) if with_hint else None
        self._show(_HINT, hint, taken)

    def _show(self, name: str, box: Box | None, taken: list[Box]) -> None:
        made = self._labels[name]
        made.setVisible(box is not None)
        if box is not None:
            made.move(round(box.left), round(box.top))
            taken.append(box)

    @Slot()
    def _restyle(self) -> None:
        for name, made in self._labels.items():
            made.setFont(self._theme.font(11, bold=name != _HINT, italic=name == _HINT))
            made.setStyleSheet(f"color: {self._theme.colour(COLOURS.get(name, 'quiet')).name()};")
            made.adjustSize()
        self._sizes = {name: (made.width(), made.height()) for name, made in self._labels.items()}
