"""The resources of the record on screen: the table, what may be dropped on it, and what may be done with a row."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .resources_table import ResourceModel, ResourceTable


class ResourceArea(QWidget):
    """Says what is wanted with which resources; does nothing to them itself."""

    filesDropped = Signal(str, list)  # resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    deleteAsked = Signal(list)  # resource ids
    keepAsked = Signal(str)  # a resource that was to be deleted
    leaveOutAsked = Signal(str)  # a resource whose new file is not to be sent
    orderAsked = Signal(list)  # all ids in their new order
    setForAllAsked = Signal(list)
    checkLinksAsked = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._package: Package | None = None
        self._profile: Profile | None = None
        self.writable = False
        self.with_files: frozenset[str] = frozenset()  # resources that get a file with the next save
        self.model = ResourceModel(self)
        self.table = ResourceTable(self.model, self)
        self.drop_hint = PlainLabel(
            self.tr("Drop CSV files here to add resources, or on a resource to replace its file"), self
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
        line = QFrame(self)
        line.setProperty("line", "true")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.table)
        layout.addWidget(self.drop_frame)
        layout.addWidget(line)
        self.table.filesDropped.connect(self.filesDropped)
        self.table.copyPressed.connect(self.copy)
        self.table.deletePressed.connect(self._delete_chosen)
        self.table.moved.connect(self._move)
        self.table.customContextMenuRequested.connect(self._menu)

    def show_record(self, package: Package, profile: Profile, writable: bool) -> None:
        """Which record's resources these are."""
        self._package, self._profile = package, profile
        self.set_writable(writable)

    def set_writable(self, writable: bool) -> None:
        """Whether the user may change them."""
        self.writable = writable
        self.table.movable = writable
        self.table.setDragEnabled(writable)
        self.drop_frame.setVisible(writable)

    def set_target(self, on: bool) -> None:
        """Shows that a drop would be taken."""
        theme.restyle(self.drop_frame, card="target" if on else "dashed")

    def copy(self, what: str) -> None:
        """Puts the id, name or address of the chosen resource into the clipboard."""
        resource = self.model.resource(self.table.currentIndex())
        if resource is not None:
            self.copyAsked.emit(what, {"id": resource.id, "name": resource.name, "url": resource.url}[what])

    def chosen(self) -> list[Resource]:
        """The chosen resources, in the record's order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.resource(self.model.index(row, 0)) for row in rows)
        return [r for r in found if r is not None]

    # inside

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
        menu.addAction(theme.icon("content-copy"), self.tr("Copy id"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        page = self._profile.resource_page(self._package.name, resource.id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.addAction(theme.icon("link-variant"), self.tr("Check the links"), lambda: self.checkLinksAsked.emit(ids))
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
            menu.addAction(self.tr("Do not send this file"), lambda: self.leaveOutAsked.emit(resource.id))
        row = self.model.find(resource.id).row()
        up = menu.addAction(self.tr("Move up\tAlt+Up"), lambda: self.table.move_chosen(-1))
        up.setEnabled(row > 0)
        down = menu.addAction(self.tr("Move down\tAlt+Down"), lambda: self.table.move_chosen(1))
        down.setEnabled(row < self.model.rowCount() - 1)
        if len(ids) > 1:
            words = self.tr("Set a field of all %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("pencil-outline"), words, lambda: self.setForAllAsked.emit(ids))
        menu.addSeparator()
        if self.model.is_deleted(resource.id):
            menu.addAction(self.tr("Do not delete it"), lambda: self.keepAsked.emit(resource.id))
        else:
            words = self.tr("Delete…\tDel") if len(ids) == 1 else self.tr("Delete %1…").replace("%1", str(len(ids)))
            menu.addAction(theme.icon("trash-can-outline"), words, lambda: self.deleteAsked.emit(ids))

    def _choose_replacement(self, resource_id: str) -> None:
        dialog = QFileDialog(self, self.tr("Replace the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self.filesDropped.emit(resource_id, [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
