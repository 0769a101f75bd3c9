"""The right pane: one record, its resources, and the resource that is being edited. All of it takes files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.catalogue.errors import CatalogueError, NotFound
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.cache import Seen
from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropping import dropped_files
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import relative_time

from .editor import ResourceEditor
from .resources import ResourceModel, ResourceTable
from .summary import RecordSummary


class RecordPane(QWidget):
    """Shows one record from the store at once, and asks the server when what it shows is old."""

    filesDropped = Signal(str, str, list)  # package id, resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    shown = Signal(str)  # package id, once it is on screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._package_id = ""
        self._package: Package | None = None
        self._draft: Draft | None = None
        self._wanted_resource = ""
        self.editor: ResourceEditor | None = None
        theme.use_ground(self, "surface")
        self.setAcceptDrops(True)
        self.empty = EmptyState(parent=self)
        self.summary = RecordSummary(self)
        self.bar = MessageBar(self)
        self.model = ResourceModel(self)
        self.table = ResourceTable(self.model, self)
        self.heading = QLabel(self.tr("Resources"), self)
        self.heading.setProperty("role", "heading")
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.add = QPushButton(theme.icon("plus", "text"), self.tr("Add files…"), self)
        self.add.setObjectName("addFilesButton")
        self.add.setProperty("kind", "quiet")
        self.drop_hint = QLabel(
            self.tr("Drop CSV files here to add resources, or on a resource to replace its file"), self
        )
        self.drop_hint.setObjectName("dropHint")
        self.drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop_hint.setProperty("role", "muted")
        self.drop_hint.setWordWrap(True)
        self._lay_out()
        self.summary.copyAsked.connect(self.copy_record)
        self.summary.openAsked.connect(self.open_record)
        self.add.clicked.connect(self.choose_files)
        self.table.selectionModel().currentChanged.connect(self._resource_chosen)
        self.model.modelReset.connect(self._reselect)
        self.table.filesDropped.connect(self._drop)
        self.table.copyPressed.connect(self.copy_resource)
        self.table.customContextMenuRequested.connect(self._menu)
        self._explain_emptiness()

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Shows another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
            self._session.accountChanged.disconnect(self._show_rights)
        self._session, self._choices = session, choices
        session.changed.connect(self._on_change)
        session.accountChanged.connect(self._show_rights)
        if self.editor is not None:
            self.editor.deleteLater()
            self.editor = None
        self._package_id, self._package, self._draft = "", None, None
        self.stack.setCurrentWidget(self.empty)

    def show_package(self, package_id: str, resource_id: str = "") -> None:
        """Shows a record: what is stored at once, and what the server says when that is old."""
        if self._session is None:
            return
        self.flush()
        other = package_id != self._package_id
        self._package_id = package_id
        self._wanted_resource = resource_id
        if other:
            self.bar.hide()
            if self.editor is not None:
                self.editor.deleteLater()
                self.editor = None
        self._read(first=True)

    @property
    def package(self) -> Package | None:
        """The record on screen."""
        return self._package

    def flush(self) -> None:
        """Stores what was typed and not yet stored."""
        if self.editor is not None:
            self.editor.flush()

    def refresh_choices(self) -> None:
        """Organizations, licences or keywords are known better now."""
        if self.editor is not None:
            self.editor.form.refresh_choices()

    def choose_files(self) -> None:
        """Asks for files to add."""
        if self._package is None:
            return
        dialog = QFileDialog(self, self.tr("Add files to “%1”").replace("%1", self._package.title))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.xlsx)"), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self._drop("", [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def copy_record(self, what: str) -> None:
        """Puts the id, name or address of the record into the clipboard."""
        if self._package is not None and self._session is not None:
            page = self._session.desk.profile.package_page(self._package.name)
            self.copyAsked.emit(what, {"id": self._package.id, "name": self._package.name, "url": page}[what])

    def copy_resource(self, what: str) -> None:
        """Puts the id, name or address of the chosen resource into the clipboard."""
        resource = self.model.resource(self.table.currentIndex())
        if resource is not None:
            self.copyAsked.emit(what, {"id": resource.id, "name": resource.name, "url": resource.url}[what])

    def open_record(self) -> None:
        """Opens the record's page in the browser."""
        if self._package is not None and self._session is not None:
            self.openAsked.emit(self._session.desk.profile.package_page(self._package.name))

    # reading

    def _read(self, *, first: bool = False) -> None:
        session, package_id = self._session, self._package_id
        if session is None or not package_id:
            return
        store = session.desk.store

        def read() -> tuple[Seen | None, Draft | None]:
            if first:
                store.cache.touch(package_id)
            return store.cache.package(package_id), store.drafts.get(package_id)

        session.read(read).done.connect(lambda found: self._show(package_id, first, *found))

    def _show(self, package_id: str, first: bool, seen: Seen | None, draft: Draft | None) -> None:
        session = self._session
        if session is None or package_id != self._package_id:
            return
        if first and (seen is None or session.is_stale(seen.at)) and session.connection != "offline":
            session.refresh_package(package_id).failed.connect(self._not_refreshed)
        if seen is None:
            if draft is not None:
                seen = Seen(draft.base, draft.updated)  # deleted meanwhile, or never seen: the draft is still there
            else:
                return
        self._package, self._draft = Package(seen.value), draft
        self._show_record(seen)
        self.shown.emit(package_id)

    def _show_record(self, seen: Seen) -> None:
        package, session = self._package, self._session
        if package is None or session is None:
            return
        field = session.desk.schema().dataset_field("publish_state")
        words = field.choice_label(package.publish_state) if field else package.publish_state
        self.summary.show_package(package, words)
        edited = frozenset(t for t in (self._draft.edits if self._draft else {}) if t)
        self.model.show(package, edited)
        ago = relative_time(datetime.fromtimestamp(seen.at, UTC), datetime.now(UTC))
        self.count.setText(f"{len(package.resources)}   " + self.tr("· as of %1").replace("%1", ago))
        self._show_rights()
        self.stack.setCurrentWidget(self.page)
        self._reselect()

    def _show_rights(self) -> None:
        if self._session is None or self._package is None:
            return
        writable = self._session.may_write(self._package)
        self.add.setEnabled(writable)
        self.drop_frame.setVisible(writable)
        if self.editor is not None:
            self.editor.set_writable(writable)

    def _not_refreshed(self, error: object) -> None:
        if isinstance(error, NotFound):
            self.bar.show_message(
                "warning", self.tr("This record is not on the server any more, or you may not see it any more.")
            )
        elif isinstance(error, CatalogueError) and self._package is None:
            self.bar.show_message("error", error.message)

    def _on_change(self, kind: str, ids: Any) -> None:
        if kind in ("packages", "drafts") and (not ids or self._package_id in ids):
            self._read()
        elif kind == "schema" and self.editor is not None:
            self.editor.set_schema()

    # the resource

    def _reselect(self) -> None:
        current = self.editor.resource_id if self.editor else ""
        wanted = self._wanted_resource or current
        index = self.model.find(wanted) if wanted else QModelIndex()
        if not index.isValid() and self.model.rowCount() and not wanted:
            index = self.model.index(0, 0)
        if not index.isValid():
            if self.editor is not None and current and self._package and not self._package.resource(current):
                self.editor.setVisible(bool(self._draft and current in self._draft.edits))
            return
        if index != self.table.currentIndex():
            self.table.setCurrentIndex(index)
        self._show_resource(index)

    def _resource_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._wanted_resource = ""
        self._show_resource(index)

    def _show_resource(self, index: QModelIndex) -> None:
        resource = self.model.resource(index)
        if resource is None or self._package is None or self._session is None or self._choices is None:
            return
        if self.editor is None:
            self.editor = ResourceEditor(self._session, self._choices, self)
            self.body.insertWidget(self.body.count() - 1, self.editor, 1000)
        elif self.editor.resource_id != resource.id:
            self.editor.flush()
        self.editor.show()
        self.editor.show_resource(self._package.raw, resource.id, self._draft)
        self.editor.set_writable(self._session.may_write(self._package))

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and self._package is not None and self.add.isEnabled():
            theme.restyle(self.drop_frame, card="target")
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        theme.restyle(self.drop_frame, card="dashed")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        theme.restyle(self.drop_frame, card="dashed")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._drop("", dropped_files(event.mimeData()))

    def _drop(self, resource_id: str, files: list[Path]) -> None:
        if self._package is not None and files:
            if self.add.isEnabled():
                self.filesDropped.emit(self._package.id, resource_id, files)
            else:
                self.bar.show_message("warning", self.tr("You may not add files to this record."))

    def _menu(self, at: QPoint) -> None:
        resource = self.model.resource(self.table.indexAt(at))
        if resource is None or self._package is None or self._session is None:
            return
        profile, package = self._session.desk.profile, self._package
        menu = QMenu(self)
        menu.addAction(theme.icon("content-copy"), self.tr("Copy id"), lambda: self.copy_resource("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy_resource("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy_resource("url"))
        menu.addSeparator()
        page = profile.resource_page(package.name, resource.id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        replace = menu.addAction(
            theme.icon("file-replace-outline"),
            self.tr("Replace the file…"),
            lambda: self._choose_replacement(resource.id),
        )
        replace.setEnabled(self.add.isEnabled())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _choose_replacement(self, resource_id: str) -> None:
        dialog = QFileDialog(self, self.tr("Replace the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self._drop(resource_id, [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _explain_emptiness(self) -> None:
        self.empty.show_state(
            "file-table-outline",
            self.tr("Choose a record"),
            self.tr("Its resources can be looked at and edited here. Files dropped on a record become resources."),
        )

    def _lay_out(self) -> None:
        self.page = QWidget(self)
        theme.use_ground(self.page, "surface")
        self.body = QVBoxLayout(self.page)
        padding = measures.PANE_PADDING + 4
        self.body.setContentsMargins(padding, 16, padding, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.heading)
        row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.add)
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.drop_frame = QFrame(self.page)
        self.drop_frame.setProperty("card", "dashed")
        inner = QVBoxLayout(self.drop_frame)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(self.drop_hint)
        self.body.addWidget(self.drop_frame)
        line = QFrame(self.page)
        line.setProperty("line", "true")
        self.body.addWidget(line)
        self.body.addStretch(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
