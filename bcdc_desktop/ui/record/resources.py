"""The resources of the record on screen, as a table that files can be dropped on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropping import dropped_files
from bcdc_desktop.ui.packages.delegate import RowDelegate, TargetRole
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.text import exact_time, human_size, relative_time

ResourceRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 6
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
        self._edited: frozenset[str] = frozenset()
        self._target = -1

    def show(self, package: Package | None, edited: frozenset[str]) -> None:
        """Shows a record's resources; ``edited`` have a draft."""
        rows = package.resources if package else ()
        if [r.id for r in rows] == [r.id for r in self._rows]:
            self._rows, self._edited = rows, edited
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows, self._edited, self._target = rows, edited, -1
        self.endResetModel()

    def resource(self, index: Index) -> Resource | None:
        """The resource of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, resource_id: str) -> QModelIndex:
        """The row of a resource."""
        for number, resource in enumerate(self._rows):
            if resource.id == resource_id:
                return self.index(number, 0)
        return QModelIndex()

    def set_target(self, row: int) -> None:
        """Lights up the row on which a drop would replace the file; -1 for none."""
        before, self._target = self._target, row
        for number in {before, row} - {-1}:
            self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("Resource"), self.tr("Format"), self.tr("Size"), self.tr("Period covered"))
            return (*names, self.tr("Updated"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        resource = self.resource(index)
        if resource is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(resource, index.row(), index.column())
        if role == ResourceRole:
            return resource
        if role == TargetRole:
            return index.row() == self._target
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return theme.icon(*_ICONS.get(resource.format.lower(), ("file-outline", "muted")))
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == 4 and resource.modified:
                return exact_time(resource.modified)
            return f"{resource.name}\n{resource.file_name if resource.uploaded else resource.url}"
        return None

    def _text(self, resource: Resource, row: int, column: int) -> str:
        match column:
            case 0:
                if row == self._target:
                    return self.tr("Replace the file of “%1”").replace("%1", resource.name)
                mark = " · " + self.tr("draft") if resource.id in self._edited else ""
                return resource.name + mark
            case 1:
                return resource.format.upper()
            case 2:
                return human_size(resource.size) if resource.uploaded else self.tr("link")
            case 3:
                return _period(resource.period)
            case _:
                return relative_time(resource.modified, datetime.now(UTC)) if resource.modified else ""


class ResourceTable(QTableView):
    """A drop on a row replaces that resource's file; a drop below the rows adds resources."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyPressed = Signal(str)

    def __init__(self, model: ResourceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setObjectName("resourceTable")
        self.setAccessibleName(self.tr("Resources"))
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(measures.TABLE_ROW - 2)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for column, width in ((1, 66), (2, 72), (3, 120), (4, 104)):
            self.setColumnWidth(column, width)
        model.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), 1), _ROWS_SHOWN)
        self.setFixedHeight(
            rows * self.verticalHeader().defaultSectionSize() + self.horizontalHeader().sizeHint().height() + 4
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(dropped_files(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        files = dropped_files(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        # several files cannot replace one: they are added
        self._model.set_target(index.row() if index.isValid() and len(files) == 1 else -1)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._model.set_target(-1)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        resource = self._model.resource(self.indexAt(event.position().toPoint()))
        self._model.set_target(-1)
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.filesDropped.emit(resource.id if resource and len(files) == 1 else "", files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit("id")
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyPressed.emit("url")
        else:
            super().keyPressEvent(event)


def _period(period: tuple[str, str] | None) -> str:
    if period is None:
        return ""
    begin, end = period
    if begin.endswith("-01-01") and end == f"{begin[:4]}-12-31":
        return begin[:4]
    return f"{begin} – {end}" if begin and end else begin or end
