"""This year's students as a table: name, chance and guess, in the teacher's order or sorted."""

from __future__ import annotations

import unicodedata

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from neuralpad.core.predictions import Prediction, Predictions
from neuralpad.core.scaling import Floats
from neuralpad.ui.predictions import wording
from neuralpad.ui.texts import percent

Index = QModelIndex | QPersistentModelIndex
Order = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
NAME, CHANCE, GUESS = range(3)
UNSORTED = -1
_Role = Qt.ItemDataRole


def _name_key(name: str) -> tuple[str, str]:
    """É next to E: first without accents, then with them."""
    folded = name.strip().casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)), folded


def sorted_order(names: tuple[str, ...], chances: Floats, column: int, descending: bool) -> Order:
    """Which student stands in each row. The alike keep the teacher's order; without a chance comes last."""
    count = len(names)
    if column == UNSORTED:
        return np.arange(count)
    if column == NAME:
        by_name = sorted(range(count), key=lambda i: _name_key(names[i]), reverse=descending)
        return np.array(by_name, dtype=np.int64)
    return np.argsort(-chances if descending else chances, kind="stable")


class PredictionModel(QAbstractTableModel):
    """What the network says, a row for each student."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._predictions: Predictions | None = None
        self._order: Order = np.arange(0)
        self._by = (UNSORTED, False)

    @property
    def predictions(self) -> Predictions | None:
        """What is shown, in the teacher's order."""
        return self._predictions

    def show(self, predictions: Predictions) -> None:
        """Other chances of the same students, or other students."""
        before = self._predictions
        if before is not None and _same_students(before, predictions):
            self._predictions = predictions
            if self._by[0] in (CHANCE, GUESS):
                self._reorder()
            if len(self._order):
                self.dataChanged.emit(self.index(0, CHANCE), self.index(len(self._order) - 1, GUESS))
            return
        self.beginResetModel()
        self._predictions = predictions
        self._order = self._wanted_order()
        self.endResetModel()

    def prediction(self, row: int) -> Prediction:
        """The student in a row of this table."""
        assert self._predictions is not None
        return self._predictions[int(self._order[row])]

    def inputs(self, row: int) -> Floats:
        """The (columns,) inputs of the student in a row of this table; NaN where a grade is missing or impossible."""
        assert self._predictions is not None
        inputs: Floats = self._predictions.candidates.inputs[int(self._order[row])]
        return inputs

    def row_of(self, student_row: int) -> int:
        """Where the student of a row of the grade book stands here; −1 if nowhere."""
        if self._predictions is None:
            return -1
        places = np.flatnonzero(self._predictions.candidates.rows[self._order] == student_row)
        return int(places[0]) if len(places) else -1

    def _wanted_order(self) -> Order:
        assert self._predictions is not None
        return sorted_order(self._predictions.candidates.names, self._predictions.probabilities, *self._by)

    def _reorder(self) -> None:
        order = self._wanted_order()
        if np.array_equal(order, self._order):
            return
        self.layoutAboutToBeChanged.emit()
        before, self._order = self._order, order
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        moved = self.persistentIndexList()
        self.changePersistentIndexList(
            moved, [self.index(int(place[before[old.row()]]), old.column()) for old in moved]
        )
        self.layoutChanged.emit()

    # Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or self._predictions is None:
            return None
        if role == _Role.DisplayRole:
            return self._text(self.prediction(index.row()), index.column())
        if role == _Role.ToolTipRole:
            return wording.tip(self._predictions.candidates, self.prediction(index.row()))
        if role == _Role.AccessibleTextRole:
            return self._spoken(self.prediction(index.row()), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < 3:
            if role == _Role.DisplayRole:
                return wording.headings()[section]
            if role == _Role.ToolTipRole:
                return wording.heading_tips()[section]
            if role == _Role.TextAlignmentRole:
                right = Qt.AlignmentFlag.AlignRight if section == GUESS else Qt.AlignmentFlag.AlignLeft
                return right | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = (column, order is Qt.SortOrder.DescendingOrder)
        if self._predictions is not None:
            self._reorder()

    def _text(self, prediction: Prediction, column: int) -> str:
        if column == NAME:
            return wording.name_text(prediction)
        if prediction.probability is None:
            return wording.fault_text(prediction.fault) if column == CHANCE and prediction.fault else "–"
        return percent(prediction.probability) if column == CHANCE else wording.guess_text(prediction.probability)

    def _spoken(self, prediction: Prediction, column: int) -> str:
        text = self._text(prediction, column)
        if column == NAME:
            # The name alone tells a listener the whole row, whichever cell the cursor stands in.
            chance = prediction.probability
            return text + ", " + (self._text(prediction, CHANCE) if chance is None else wording.spoken_chance(chance))
        return text


def _same_students(one: Predictions, other: Predictions) -> bool:
    a, b = one.candidates, other.candidates
    return a is b or (a.names == b.names and a.faults == b.faults and np.array_equal(a.rows, b.rows))
