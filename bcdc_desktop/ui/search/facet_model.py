"""Facets as a tree of two levels: what can be narrowed by, and its values with counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bcdc_desktop.app.search.facets import Facet, FacetValue
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.navigation.delegate import CountRole, HeadingRole
from bcdc_desktop.ui.widgets.plain_text import tooltip

from .labels import ValueFormatter, format_field

ValueRole = Qt.ItemDataRole.UserRole + 5  # (facet, FacetValue); None for headings
MoreRole = Qt.ItemDataRole.UserRole + 6  # True: the row that shows all values
Index = QModelIndex | QPersistentModelIndex
_FEW = 6  # values of a facet, until all are asked for


class FacetModel(QAbstractItemModel):
    """Values that are asked for are checked; of a long facet the first few are shown until more are wanted."""

    def __init__(self, words: ValueFormatter, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._facets: list[Facet] = []
        self._whole: set[str] = set()

    def show(self, facets: Sequence[Facet]) -> bool:
        """Shows others; those without values are left out. Answers whether rows came, went or moved."""
        found = [f for f in facets if f.values]
        same = [(f.kind, [v.value for v in f.values]) for f in found] == [
            (f.kind, [v.value for v in f.values]) for f in self._facets
        ]
        if same:
            self._facets = found
            for number in range(len(found)):
                group = self.index(number, 0)
                last = self.rowCount(group) - 1
                self.dataChanged.emit(self.index(0, 0, group), self.index(last, 0, group))
            return False
        self.beginResetModel()
        self._facets = found
        self.endResetModel()
        return True

    def show_all(self, index: Index) -> None:
        """Shows all values of the facet of a row."""
        self.beginResetModel()
        self._whole.add(self._facets[index.parent().row()].kind)
        self.endResetModel()

    def find(self, kind: str, value: str) -> QModelIndex:
        """The row of a value; invalid when it is not shown."""
        for number, facet in enumerate(self._facets):
            if facet.kind == kind:
                group = self.index(number, 0)
                for row, one in enumerate(self._shown(facet)):
                    if one.value == value:
                        return self.index(row, 0, group)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._facets)
        if parent.internalId():
            return 0
        facet = self._facets[parent.row()]
        shown = len(self._shown(facet))
        return shown + (shown < len(facet.values))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not index.internalId():
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if not index.internalId():
            kind = self._facets[index.row()].kind
            return format_field(kind) if role == Qt.ItemDataRole.DisplayRole else role == HeadingRole or None
        facet = self._facets[index.internalId() - 1]
        shown = self._shown(facet)
        if index.row() >= len(shown):
            return self._more(facet, role)
        return self._value(facet.kind, shown[index.row()], role)

    def _value(self, kind: str, value: FacetValue, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.value(kind, value.value, value.label)
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("checkbox-marked" if value.chosen else "checkbox-blank-outline", "link")
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._words.value(kind, value.value, value.label))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._words.value(kind, value.value, value.label)
            return self.tr("%1, %2 records").replace("%1", text).replace("%2", str(value.count))
        return {CountRole: value.count, ValueRole: (kind, value)}.get(role)

    def _more(self, facet: Facet, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("All %1…").replace("%1", str(len(facet.values)))
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("chevron-down")
        return True if role == MoreRole else None

    def _shown(self, facet: Facet) -> Sequence[FacetValue]:
        if facet.kind in self._whole or len(facet.values) <= _FEW + 1:
            return facet.values
        first = facet.values[:_FEW]
        return [*first, *(v for v in facet.values[_FEW:] if v.chosen)]
