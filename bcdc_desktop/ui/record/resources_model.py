"""The model of the table of resources: one row a resource, in the record's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import TargetRole
from bcdc_desktop.ui.widgets.text import human_size, relative_time

Index = QModelIndex | QPersistentModelIndex
MOVED_ROWS = "application/x-bcdc-resource-rows"
"""The media type of rows that are dragged: their numbers, with commas between."""
_ICONS = {
    "csv": ("file-delimited-outline", "success"),
    "xlsx": ("file-excel-outline", "success"),
    "xls": ("file-excel-outline", "success"),
    "pdf": ("file-pdf-box", "danger"),
    "zip": ("folder-zip-outline", "muted"),
    "geojson": ("map-outline", "link"),
    "kml": ("map-outline", "link"),
    "shp": ("map-outline", "link"),
    "wms": ("layers-outline", "link"),
    "html": ("web", "muted"),
    "json": ("code-json", "muted"),
}


class ResourceModel(QAbstractTableModel):
    """Name, format, size, period covered, updated; one row a resource, in the record's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Resource, ...] = ()
        self._marks: Mapping[str, str] = {}
        self._deleted: frozenset[str] = frozenset()
        self._links: Mapping[str, str] = {}
        self._target = -1

    def show(self, rows: Sequence[Resource], marks: Mapping[str, str], deleted: frozenset[str] = frozenset()) -> None:
        """Show resources in their order.

        Args:
            marks: resource id -> a word about its draft, shown in the place of its age.
            deleted: ids of those that the next save deletes.
        """
        before, self._marks, self._deleted = [r.id for r in self._rows], marks, deleted
        after = [r.id for r in rows]
        if before == after:
            self._rows = tuple(rows)
            self._repaint()
        elif sorted(before) == sorted(after):
            # moved rows keep the selection and the cursor
            self.layoutAboutToBeChanged.emit()
            held = self.persistentIndexList()
            self._rows = tuple(rows)
            places = {resource: place for place, resource in enumerate(after)}
            self.changePersistentIndexList(held, [self.index(places[before[i.row()]], i.column()) for i in held])
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._rows, self._target = tuple(rows), -1
            self.endResetModel()

    def show_links(self, words: Mapping[str, str]) -> None:
        """Show which links are broken: resource id -> what is wrong."""
        self._links = words
        self._repaint()

    def is_deleted(self, resource_id: str) -> bool:
        """Return whether the next save deletes it."""
        return resource_id in self._deleted

    def resources(self) -> tuple[Resource, ...]:
        """Return all of them, in the order shown."""
        return self._rows

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def resource(self, index: Index) -> Resource | None:
        """Return the resource of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, resource_id: str) -> QModelIndex:
        """Return the row of a resource."""
        for number, resource in enumerate(self._rows):
            if resource.id == resource_id:
                return self.index(number, 0)
        return QModelIndex()

    def set_target(self, row: int) -> None:
        """Highlight the row on which a drop would replace the file; -1 for none."""
        before, self._target = self._target, row
        for number in {before, row} - {-1}:
            self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MOVED_ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MOVED_ROWS, ",".join(str(row) for row in sorted({i.row() for i in indexes})).encode())
        return data

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("Resource"), self.tr("Format"), self.tr("Size"), self.tr("Period"))
            return (*names, self.tr("Updated"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole and section == 3:
            return self.tr("Period covered")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        resource = self.resource(index)
        if resource is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(resource, index.row(), index.column())
        if role == TargetRole:
            return index.row() == self._target
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return theme.icon(*_ICONS.get(resource.format.lower(), ("file-outline", "muted")))
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == 4 and resource.modified:
                return tooltip(exact_time(resource.modified))
            if index.column() == 3 and resource.period:
                return tooltip(" – ".join(day for day in resource.period if day))
            told = (resource.name, resource.file_name if resource.uploaded else resource.url)
            more = (self._marks.get(resource.id, ""), self._links.get(resource.id, ""))
            return tooltip("\n".join(part for part in (*told, *more) if part))
        if role == Qt.ItemDataRole.FontRole and resource.id in self._deleted:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _text(self, resource: Resource, row: int, column: int) -> str:
        match column:
            case 0:
                if row == self._target:
                    return self.tr("Replace the file of “%1”").replace("%1", resource.name)
                return resource.name
            case 1:
                return resource.format.upper()
            case 2:
                broken = resource.id in self._links
                link = self.tr("broken link") if broken else self.tr("link")
                return human_size(resource.size) if resource.uploaded and not broken else link
            case 3:
                return _period(resource.period)
            case _:
                if resource.id in self._marks:
                    return self._marks[resource.id]
                return relative_time(resource.modified, datetime.now(UTC)) if resource.modified else ""


def _period(period: tuple[str, str] | None) -> str:
    if period is None:
        return ""
    begin, end = period
    if begin.endswith("-01-01") and end == f"{begin[:4]}-12-31":
        return begin[:4]
    if not (begin and end):
        return begin or end
    # months are all that a column has room for; the days are in the tooltip
    return begin if begin == end else f"{begin[:7]} – {end[:7]}" if begin[:7] != end[:7] else begin[:7]
