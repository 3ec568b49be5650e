"""One weight at a time: set by hand, put back, held fast while the others learn; each a step of the session's undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from neuralpad.core.by_hand import Origins, set_by_hand
from neuralpad.core.parts import Part, index_of, value_of
from neuralpad.core.project import Learning
from neuralpad.core.symbols import symbol
from neuralpad.ui.session import Session

_FIRST_NUMBER = 100
"""From here on each weight has a number of its own, under which changes in a row make one step of undo."""


class WeightKeeper(QObject):
    """Does what a user asks for with a single weight or bias."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._origins = Origins()
        session.gradebook_changed.connect(self._on_gradebook_changed)

    @Slot(object, float)
    def set_value(self, part: Part, value: float) -> None:
        """Set a weight or a bias of the moment shown. The same one again and again, as in dragging, is one step."""
        network = self._session.moment.network
        if value != value_of(network, part):
            self._set(part, value, self.tr("{weight} by hand"), _FIRST_NUMBER + index_of(network, part))

    @Slot(object)
    def put_back(self, part: Part) -> None:
        """Give a weight or a bias the value that it had before it was set by hand."""
        value = self.value_before(part)
        if value is not None:
            self._set(part, value, self.tr("Put {weight} back"))

    @Slot(object, bool)
    def hold(self, part: Part, is_held: bool) -> None:
        """Hold a weight or a bias fast, or let it go; a running training takes that over at once."""
        text = self.tr("Hold {weight} fast") if is_held else self.tr("Let {weight} go")
        held = self._session.settings.held
        self._session.change_settings(self._named(text, part), held=held | {part} if is_held else held - {part})

    def value_before(self, part: Part) -> float | None:
        """What a weight or a bias was before it was set to what it is; None where nobody has set it."""
        return self._origins.before(self._session.moment.network, part)

    def _set(self, part: Part, value: float, text: str, number: int = -1) -> None:
        def change(learning: Learning) -> Learning:
            self._origins.note(learning.network, part, value)
            return set_by_hand(learning, part, value, self._session.split)

        self._session.change_learning(self._named(text, part), change, number)

    def _named(self, text: str, part: Part) -> str:
        return text.format(weight=symbol(part, self._session.moment.network.sizes))

    @Slot(object, object)
    def _on_gradebook_changed(self, _book: object, edit: object) -> None:
        if edit is None:
            self._origins = Origins()
