"""The resources of the record on screen: their table, and the area around it, which files can be dropped on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QPoint,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.record.resources_model import MOVED_ROWS, ResourceModel
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.flow import LeadLayout
from bcdc_desktop.ui.widgets.keys import deletes
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table

_ROWS_SHOWN = 6
_SPACING = 12
_ROWS_IN_LOW_WINDOWS = 3
_LEAST_NAME = 190  # pixels of a name beside other columns
_BESIDE_NAME = 2 * 8 + measures.ICON + 8 + 1  # pixels of the icon and the padding
_WIDEST_NAME = 600  # pixels
_ROWS_MEASURED = 200
_HINT_WIDTH = 220  # pixels of the hint about drops beside the buttons


class _ResourceColumns(ColumnFit):
    """Leaves columns out where a name would be cut short: those with nothing in them, then those that say least."""

    def __init__(self, table: ResourceTable, model: ResourceModel) -> None:
        self._table, self._resources = table, model
        super().__init__(table, 0)

    def spread(self, known: Mapping[int, int]) -> None:
        table, model = self._table, self._resources
        for column in range(1, model.columnCount()):
            if table.isColumnHidden(column):
                table.setColumnHidden(column, False)  # a hidden heading has no size
        needs = {column: self.need(column) for column in range(model.columnCount())}
        room = table.viewport().width()
        cut = sum(needs.values()) > room
        room -= min(needs[0], _LEAST_NAME)
        for column in (4, 1, 2, 3):  # the later ones are left out first
            says = any(self._says(row, column) for row in range(model.rowCount()))
            if not says and (cut or column == 3):  # most catalogues know no periods
                table.setColumnHidden(column, True)
                continue
            room -= needs[column]
            table.setColumnHidden(column, cut and room < 0)
        super().spread(needs)

    def need(self, column: int) -> int:
        if column or not self._resources.rowCount():
            return super().need(column)
        metrics, rows = self._table.fontMetrics(), self._resources.resources()[:_ROWS_MEASURED]
        # what a drop would do stands in a row for a moment only
        return min(max(metrics.horizontalAdvance(r.name) for r in rows) + _BESIDE_NAME, _WIDEST_NAME)

    def _says(self, row: int, column: int) -> bool:
        return bool(self._resources.index(row, column).data())


class ResourceTable(QTableView):
    """A file dropped on a row replaces that resource's file, below the rows it is added; rows are moved by dragging
    and by Alt+Up and Alt+Down."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyPressed = Signal(str)
    deletePressed = Signal()
    previewPressed = Signal()
    addingHovered = Signal(bool)  # whether files over it would be added, not replace one
    moved = Signal(list, int)  # rows, the row before which they are to stand

    def __init__(self, model: ResourceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._rows_shown = _ROWS_SHOWN
        self.movable = False
        self.setModel(model)
        configure_table(self, "resourceTable", self.tr("Resources"), row_height=measures.TABLE_ROW - 2, read_only=True)
        self.setItemDelegate(RowDelegate(self, names={0}))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        self._columns = _ResourceColumns(self, model)
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

    def set_low(self, low: bool) -> None:
        """Show fewer rows at the same time, or as many as usual."""
        rows = _ROWS_IN_LOW_WINDOWS if low else _ROWS_SHOWN
        if rows != self._rows_shown:
            self._rows_shown = rows
            self._fit()

    def _fit(self) -> None:
        rows = min(max(self._model.rowCount(), 1), self._rows_shown)
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
        target = index.row() if index.isValid() and len(files) == 1 else -1
        self._model.set_target(target)
        self.addingHovered.emit(target < 0)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._model.set_target(-1)
        self.addingHovered.emit(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        at = event.position().toPoint()
        if self._is_move(event):
            rows = [int(row) for row in bytes(event.mimeData().data(MOVED_ROWS).data()).decode().split(",") if row]
            event.setDropAction(Qt.DropAction.CopyAction)  # the view must not take the rows away itself
            event.accept()
            self.setState(QAbstractItemView.State.NoState)
            self.viewport().update()
            self.moved.emit(rows, self._row_before(at))
            return
        files = dropped_files(event.mimeData())
        resource = self._model.resource(self.indexAt(at))
        self._model.set_target(-1)
        self.addingHovered.emit(False)
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
        elif deletes(event):
            self.deletePressed.emit()
        elif _asks_for_a_preview(event):
            self.previewPressed.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _is_move(self, event: QDropEvent) -> bool:
        return self.movable and event.source() is self and event.mimeData().hasFormat(MOVED_ROWS)

    def _row_before(self, at: QPoint) -> int:
        index = self.indexAt(at)
        if not index.isValid():
            return self._model.rowCount()
        return index.row() + (at.y() > self.visualRect(index).center().y())


def _asks_for_a_preview(event: QKeyEvent) -> bool:
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return (plain and event.key() == Qt.Key.Key_Space) or (with_control and event.key() == Qt.Key.Key_I)


class ResourceArea(QWidget):
    """The table, what may be dropped on it, and the menu of a row. It asks for changes and makes none itself."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    deleteAsked = Signal(list)  # resource ids
    undeleteAsked = Signal(str)  # a resource that was to be deleted
    removeFileAsked = Signal(str)  # a resource whose new file is not to be uploaded
    orderAsked = Signal(list)  # all ids in their new order
    setForAllAsked = Signal(list)
    checkLinksAsked = Signal(list)
    previewAsked = Signal(str)  # a resource whose file is to be shown
    downloadAsked = Signal(str)
    openFileAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package: Package | None = None
        self._profile: Profile | None = None
        self.writable = self._low = False
        self.with_files: frozenset[str] = frozenset()  # resources that get a file with the next save
        self.model = ResourceModel(self)
        self.table = ResourceTable(self.model, self)
        self.drop_hint = PlainLabel(
            self.tr("Drop files here to add resources, or on a resource to replace its file"), self
        )
        self.drop_hint.setObjectName("dropHint")
        self.drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop_hint.setProperty("role", "muted")
        self.drop_hint.setWordWrap(True)
        self.drop_frame = QFrame(self)
        self.drop_frame.setProperty("card", "dashed")
        inner = QHBoxLayout(self.drop_frame)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.drop_hint)
        self.preview_button = self._file_button("previewButton", "eye-outline", self.tr("Preview"))
        self.preview_button.setToolTip(self.tr("Show the first rows of the file (Space)"))
        self.preview_button.clicked.connect(lambda: self.preview_current())
        self.download_button = self._file_button("downloadButton", "tray-arrow-down", self.tr("Download…"))
        self.download_button.clicked.connect(lambda: self.download_current())
        below = LeadLayout(least=_HINT_WIDTH, gap=measures.GAP)
        for widget in (self.drop_frame, self.preview_button, self.download_button):
            below.addWidget(widget)
        self._line = QFrame(self)
        self._line.setProperty("line", "true")
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACING)
        layout.addWidget(self.table)
        layout.addLayout(below)
        layout.addWidget(self._line)
        self.table.filesDropped.connect(self.filesDropped)
        self.table.addingHovered.connect(self.set_drop_highlight)
        self.table.copyPressed.connect(self.copy)
        self.table.deletePressed.connect(self._delete_chosen)
        self.table.previewPressed.connect(self.preview_current)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.model.modelReset.connect(self._show_current)
        self._show_current()
        self.table.moved.connect(self._move)
        self.table.customContextMenuRequested.connect(self._menu)

    def show_record(self, package: Package, profile: Profile) -> None:
        """Take the record whose resources these are."""
        self._package, self._profile = package, profile

    def set_writable(self, writable: bool) -> None:
        """Let the user change them, or not."""
        self.writable = writable
        self.table.movable = writable
        self.table.setDragEnabled(writable)
        self.drop_frame.setVisible(writable and not self._low)

    def set_low(self, low: bool) -> None:
        """Leave out what only explains, or show it: files can be dropped here all the same."""
        if low != self._low:
            self._low = low
            self.table.set_low(low)
            self.drop_frame.setVisible(self.writable and not low)
            self._line.setHidden(low)
            self._layout.setSpacing(measures.GAP if low else _SPACING)

    def set_drop_highlight(self, on: bool) -> None:
        """Show that a drop would be accepted."""
        theme.restyle(self.drop_frame, card="target" if on else "dashed")
        if self._low:  # the frame has no room
            theme.restyle(self.table, drop="target" if on else "")

    def copy(self, what: str) -> None:
        """Copy the id, name or address of the chosen resource."""
        resource = self.model.resource(self.table.currentIndex())
        if resource is not None:
            self.copyAsked.emit(what, {"id": resource.id, "name": resource.name, "url": resource.url}[what])

    def preview_current(self) -> None:
        """Ask for the first rows of the chosen resource's file."""
        self._ask_of_current(self.previewAsked)

    def download_current(self) -> None:
        """Ask for the chosen resource's file."""
        self._ask_of_current(self.downloadAsked)

    def chosen(self) -> list[Resource]:
        """Return the chosen resources, in the record's order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.resource(self.model.index(row, 0)) for row in rows)
        return [r for r in found if r is not None]

    # inside

    def _file_button(self, name: str, icon: str, words: str) -> QPushButton:
        button = QPushButton(theme.icon(icon, "text"), words, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        return button

    def _show_current(self) -> None:
        there = self.model.resource(self.table.currentIndex()) is not None
        self.preview_button.setEnabled(there)
        self.download_button.setEnabled(there)

    def _ask_of_current(self, asked: SignalInstance) -> None:
        resource = self.model.resource(self.table.currentIndex())
        if resource is not None:
            asked.emit(resource.id)

    def _move(self, rows: list[int], to: int) -> None:
        order = [r.id for r in self.model.resources()]
        moving = [order[row] for row in rows]
        rest = [i for i in order if i not in moving]
        at = to - sum(row < to for row in rows)
        wanted = [*rest[:at], *moving, *rest[at:]]
        if wanted != order:
            self.orderAsked.emit(wanted)

    def _delete_chosen(self) -> None:
        ids = [r.id for r in self.chosen()]
        if ids and self.writable:
            self.deleteAsked.emit(ids)

    def _menu(self, at: QPoint) -> None:
        resource = self.model.resource(self.table.indexAt(at))
        if resource is None or self._package is None or self._profile is None:
            return
        chosen = self.chosen()
        ids = [r.id for r in chosen] if resource.id in {r.id for r in chosen} else [resource.id]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            theme.icon("eye-outline"), self.tr("Preview\tSpace"), lambda: self.previewAsked.emit(resource.id)
        )
        menu.addAction(self.tr("Open file"), lambda: self.openFileAsked.emit(resource.id))
        menu.addAction(
            theme.icon("tray-arrow-down"), self.tr("Download…"), lambda: self.downloadAsked.emit(resource.id)
        )
        menu.addSeparator()
        menu.addAction(theme.icon("content-copy"), self.tr("Copy ID"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        page = self._profile.resource_page(self._package.name, resource.id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.addAction(theme.icon("link-variant"), self.tr("Check links"), lambda: self.checkLinksAsked.emit(ids))
        if self.writable:
            self._add_changes(menu, resource, ids)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _add_changes(self, menu: QMenu, resource: Resource, ids: list[str]) -> None:
        menu.addSeparator()
        menu.addAction(
            theme.icon("file-replace-outline"),
            self.tr("Replace the file…"),
            lambda: self._choose_replacement(resource.id),
        )
        if resource.id in self.with_files:
            menu.addAction(self.tr("Remove the new file"), lambda: self.removeFileAsked.emit(resource.id))
        row = self.model.find(resource.id).row()
        up = menu.addAction(self.tr("Move up\tAlt+Up"), lambda: self.table.move_chosen(-1))
        up.setEnabled(row > 0)
        down = menu.addAction(self.tr("Move down\tAlt+Down"), lambda: self.table.move_chosen(1))
        down.setEnabled(row < self.model.rowCount() - 1)
        if len(ids) > 1:
            words = self.tr("Set a field for all %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("pencil-outline"), words, lambda: self.setForAllAsked.emit(ids))
        menu.addSeparator()
        if self.model.is_deleted(resource.id):
            menu.addAction(self.tr("Keep this resource"), lambda: self.undeleteAsked.emit(resource.id))
        else:
            words = self.tr("Delete…\tDel") if len(ids) == 1 else self.tr("Delete %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("trash-can-outline"), words, lambda: self.deleteAsked.emit(ids))

    def _choose_replacement(self, resource_id: str) -> None:
        dialog = QFileDialog(self, self.tr("Replace the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self.filesDropped.emit(resource_id, [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
