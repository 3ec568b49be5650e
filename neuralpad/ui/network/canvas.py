"""The network on screen that one can point at, choose parts of, and walk over with the keyboard."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from neuralpad.core.network import Network
from neuralpad.core.parts import Part
from neuralpad.ui.network.finding import Step, next_part
from neuralpad.ui.network.view import NetworkView
from neuralpad.ui.theme import Theme

MOST_STOPS = 60
"""Parts up to which Tab walks over them; in a larger network it would never come out. Arrow keys always do."""
_ARROWS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
}
_CHOOSERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NetworkCanvas(NetworkView):
    """Shows a network with the numbers of one student, and lets the user choose a weight, a bias or a unit.

    Signals:
        part_chosen: the Part that the user chose, or None.
        part_hovered: the Part that stands out, under the pointer or the keyboard, or None.
    """

    part_chosen = Signal(object)
    part_hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        # Where the keyboard goes on from; it is marked only while the canvas has the focus and keys are used.
        self._cursor: Part | None = None
        self._said: Part | None = None
        self.setObjectName("network_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def chosen_part(self) -> Part | None:
        """The part that is chosen."""
        return self._sheet.chosen

    @property
    def walked_part(self) -> Part | None:
        """The part at which the keyboard stands."""
        return self._sheet.walked

    def show_network(self, network: Network | None) -> None:
        """Show these weights and biases; what was marked and is no longer there is let go."""
        before = self.network
        super().show_network(network)
        shapes = [None if one is None else (one.sizes, one.biases is None) for one in (before, network)]
        if shapes[0] != shapes[1]:
            self._let_go()

    def choose_part(self, part: Part | None) -> None:
        """Choose a part, here or from another panel; says `part_chosen` if it is another one."""
        if part is not None and not self._has(part):
            part = None
        if part != self._sheet.chosen:
            self._sheet.chosen = part
            self._describe()
            self.update()
            self.part_chosen.emit(part)

    def light_part(self, part: Part | None) -> None:
        """Let a part stand out as if the pointer were on it, without a signal: for panels that show the same number."""
        if part is not None and not self._has(part):
            part = None
        self._said = part or self._sheet.walked
        if part != self._sheet.pointed or self._sheet.with_pointed is not None:
            self._sheet.pointed, self._sheet.with_pointed = part, None
            self.update()

    def light_parts(self, parts: Sequence[Part]) -> None:
        """Let a part stand out with those whose numbers make its own, and no others: the first is the part itself."""
        self.light_part(parts[0] if parts else None)
        if self._sheet.pointed is not None:
            self._sheet.with_pointed = frozenset(parts)
            self.update()

    def _has(self, part: Part) -> bool:
        return self.network is not None and part.is_in(self.network.sizes, self.network.biases is not None)

    def _let_go(self) -> None:
        sheet = self._sheet
        if self._cursor is not None and not self._has(self._cursor):
            self._cursor = None
        if sheet.walked is not None and not self._has(sheet.walked):
            sheet.walked = None
        if sheet.pointed is not None and not self._has(sheet.pointed):
            sheet.pointed = None
        if sheet.chosen is not None and not self._has(sheet.chosen):
            self.choose_part(None)
        self._after_marking()

    def _after_marking(self) -> None:
        standing_out = self._sheet.pointed or self._sheet.walked
        if standing_out != self._said:
            self._said = standing_out
            self.part_hovered.emit(standing_out)
        self._describe()
        self.update()

    def _point_at(self, part: Part | None) -> None:
        if part != self._sheet.pointed:
            self._sheet.pointed, self._sheet.with_pointed = part, None
            self._after_marking()

    def _walk_to(self, part: Part | None) -> None:
        self._cursor = part
        if part != self._sheet.walked:
            self._sheet.walked = part
            self._after_marking()

    def _step(self, step: Step) -> bool:
        """Walk one step; whether there was a part to walk to."""
        if self.network is None:
            return False
        part = next_part(self._cursor or self._sheet.chosen, step, self.network.sizes, self.network.biases is not None)
        if part is not None:
            self._walk_to(part)
        return part is not None

    def _show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        text = ""
        if self.network is not None:
            part = self._sheet.part_at(at.x(), at.y())
            gap = next((gap for gap in self._sheet.layout().gaps if gap.box.contains(at.x(), at.y())), None)
            if gap is not None:
                text = self._describer().left_out(gap.count)
            elif part is not None:
                text = self._describer().tip(part)
        # As rich text a long tip is wrapped; escaped, a name from a file is never read as markup.
        QToolTip.showText(on_screen, f"<qt>{html.escape(text)}</qt>" if text else "", self)

    # Qt's

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.network is not None:
            self._point_at(self._sheet.part_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.network is None:
            super().mousePressEvent(event)
            return
        part = self._sheet.part_at(event.position().x(), event.position().y())
        self._walk_to(None)
        self._cursor = part
        self.choose_part(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sheet = self._sheet
        arrow = _ARROWS.get(Qt.Key(event.key())) if event.key() in _ARROWS else None
        if arrow is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(arrow)
        elif event.key() in _CHOOSERS and sheet.walked is not None:
            self.choose_part(sheet.walked)
        elif event.key() == Qt.Key.Key_Escape and (sheet.chosen is not None or sheet.walked is not None):
            self._walk_to(None)
            self.choose_part(None)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        network = self.network
        walks = network is not None and sum(network.sizes) + network.parameters().size <= MOST_STOPS
        if walks and self._step(Step.NEXT if forwards else Step.BACK):
            return True
        return super().focusNextPrevChild(forwards)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._cursor = None
            if self._sheet.chosen is not None:
                self._walk_to(self._sheet.chosen)
            else:
                self._step(Step.NEXT if event.reason() == Qt.FocusReason.TabFocusReason else Step.BACK)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._sheet.walked is not None:
            self._sheet.walked = None
            self._after_marking()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().event(event)
