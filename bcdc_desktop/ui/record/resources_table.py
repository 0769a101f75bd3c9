"""The resources of the record on screen, as a table that files can be dropped on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.row_delegate import RowDelegate, TargetRole
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import exact_time, human_size, relative_time

ResourceRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_ROWS_SHOWN = 6
_AGE_WIDTH, _MARK_WIDTH = 104, 138
_MOVED = "application/x-bcdc-resource-rows"
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
        return [_MOVED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MOVED, ",".join(str(row) for row in sorted({i.row() for i in indexes})).encode())
        return data

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
                return tooltip(exact_time(resource.modified))
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


class ResourceTable(QTableView):
    """A file dropped on a row replaces that resource's file, below the rows it is added; rows are moved by dragging
    and by Alt+Up and Alt+Down."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyPressed = Signal(str)
    deletePressed = Signal()
    moved = Signal(list, int)  # rows, the row before which they are to stand

    def __init__(self, model: ResourceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.movable = False
        self.setModel(model)
        configure_table(self, "resourceTable", self.tr("Resources"), row_height=measures.TABLE_ROW - 2, read_only=True)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for column, width in ((1, 66), (2, 72), (3, 120), (4, _AGE_WIDTH)):
            self.setColumnWidth(column, width)
        model.modelReset.connect(self._fit)
        self._fit()

    def move_chosen(self, by: int) -> None:
        """Move the chosen rows up (-1) or down (1)."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not rows or not self.movable:
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= to <= self._model.rowCount():
            self.moved.emit(rows, to)

    def make_room_for_marks(self, on: bool) -> None:
        """Make the last column wide enough for what the draft contains of a resource, or just for an age."""
        self.setColumnWidth(4, _MARK_WIDTH if on else _AGE_WIDTH)

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), 1), _ROWS_SHOWN)
        self.setFixedHeight(
            rows * self.verticalHeader().defaultSectionSize() + self.horizontalHeader().sizeHint().height() + 4
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(dropped_files(event.mimeData())) or self._is_move(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._is_move(event):
            super().dragMoveEvent(event)  # draws where the rows would go
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            return
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
        at = event.position().toPoint()
        if self._is_move(event):
            rows = [int(row) for row in bytes(event.mimeData().data(_MOVED).data()).decode().split(",") if row]
            event.setDropAction(Qt.DropAction.CopyAction)  # the view must not take the rows away itself
            event.accept()
            self.setState(QAbstractItemView.State.NoState)
            self.viewport().update()
            self.moved.emit(rows, self._row_before(at))
            return
        files = dropped_files(event.mimeData())
        resource = self._model.resource(self.indexAt(at))
        self._model.set_target(-1)
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.filesDropped.emit(resource.id if resource and len(files) == 1 else "", files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit("id")
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyPressed.emit("url")
        elif event.key() == Qt.Key.Key_Delete:
            self.deletePressed.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _is_move(self, event: QDropEvent) -> bool:
        return self.movable and event.source() is self and event.mimeData().hasFormat(_MOVED)

    def _row_before(self, at: QPoint) -> int:
        index = self.indexAt(at)
        if not index.isValid():
            return self._model.rowCount()
        return index.row() + (at.y() > self.visualRect(index).center().y())


def _period(period: tuple[str, str] | None) -> str:
    if period is None:
        return ""
    begin, end = period
    if begin.endswith("-01-01") and end == f"{begin[:4]}-12-31":
        return begin[:4]
    return f"{begin} – {end}" if begin and end else begin or end
