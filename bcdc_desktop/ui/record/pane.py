"""The right pane: one record, its resources, and the part that is being edited. All of it takes files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.records.create import Created
from bcdc_desktop.app.rows import Seen, StoredDraft
from bcdc_desktop.catalogue.errors import CatalogueError, NotFound
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import NEW, PACKAGE
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .editor import RecordEditor
from .file_drops import AcceptsFiles
from .link_status import RecordLinks
from .overwritten_bar import OverwrittenWatch
from .record_actions import RecordActions
from .record_source import RecordSource
from .resource_changes import ResourceChanges
from .resources_pane import ResourceArea
from .section_tabs import PartTabs
from .summary import RecordSummary


class RecordPane(AcceptsFiles):
    """Shows one record from the store at once, and asks the server when what it shows is old."""

    filesDropped = Signal(str, str, list)  # package id, resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    shown = Signal(str)  # package id, once it is on screen
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what became of a record that is not on screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._package_id = ""
        self._package: Package | None = None
        self._wanted: str | None = None  # the part to show once the record is there
        self._source: RecordSource | None = None
        self._editor: RecordEditor | None = None
        self.overwritten: OverwrittenWatch | None = None
        theme.use_ground(self, "surface")
        self.empty = EmptyState(parent=self)
        self.summary = RecordSummary(self)
        self.bar = MessageBar(self)
        self.area = ResourceArea(self)
        self.model, self.table = self.area.model, self.area.table
        self.changes = ResourceChanges(self.area, self.bar, self)
        self.links = RecordLinks(self.model, self.bar, self)
        record_actions = self.record_actions = RecordActions(self.bar, self)
        self.choose_files, self.publish = record_actions.choose_files, record_actions.publish
        self.copy_record, self.open_record = record_actions.copy_record, record_actions.open_record
        self.tabs = PartTabs(self)
        self.record_tab, self.resources_tab = self.tabs.record, self.tabs.resources
        self._lay_out()
        self.summary.copyAsked.connect(self.copy_record)
        self.summary.openAsked.connect(self.open_record)
        self.summary.editAsked.connect(self.edit_record)
        self.tabs.add_files.clicked.connect(self.choose_files)
        self.record_tab.clicked.connect(lambda: self.show_part(PACKAGE))
        self.resources_tab.clicked.connect(self.show_resources)
        self.table.selectionModel().currentChanged.connect(self._resource_chosen)
        self.model.modelReset.connect(self._reselect)
        self.area.filesDropped.connect(self._drop)
        self.area.checkLinksAsked.connect(self.check_links)
        record_actions.copyAsked.connect(self.copyAsked)
        record_actions.openAsked.connect(self.openAsked)
        record_actions.filesChosen.connect(lambda files: self._drop("", files))
        record_actions.linksAsked.connect(self.check_links)
        self.summary.publishAsked.connect(self.publish)
        self.tabs.add_link.clicked.connect(self.add_a_link)
        self.area.copyAsked.connect(self.copyAsked)
        self.area.openAsked.connect(self.openAsked)
        self._explain_emptiness()

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Shows another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
            self._session.accountChanged.disconnect(self._show_rights)
        self._session, self._choices = session, choices
        session.changed.connect(self._on_change)
        session.accountChanged.connect(self._show_rights)
        if self._editor is not None:
            self._editor.deleteLater()
        self._package_id, self._package = "", None
        self.record_actions.show_package(None)
        if self._source is not None:
            self._source.deleteLater()
        self._source = RecordSource(session, self)
        self._source.found.connect(self._show)
        self._source.gone.connect(self._gone)
        self._source.notRefreshed.connect(self._not_refreshed)
        self._editor = RecordEditor(session, choices, self.page)
        self._editor.hide()
        self._editor.partAsked.connect(self.show_part)
        self._editor.resourcesAsked.connect(self.focus_resources)
        self._editor.draftChanged.connect(self._show_resources)
        self._editor.created.connect(self._created)
        self._editor.elsewhere.connect(self.elsewhere)
        self._editor.told.connect(self.bar.show_message)
        self._editor.files.sheetAsked.connect(self._drop)
        self.changes.show_session(session, choices, self._editor)
        self.record_actions.show_session(session, self._editor)
        self.overwritten = OverwrittenWatch(session, choices, self.bar, self)
        self.body.insertWidget(self.body.count() - 1, self._editor, 1000)
        session.synchronized.connect(self._editor.warm_up)
        self.stack.setCurrentWidget(self.empty)

    def show_package(self, package_id: str, resource_id: str = "") -> None:
        """Shows a record: what is stored at once, and what the server says when that is old."""
        if self._session is None:
            return
        self.flush()
        if package_id != self._package_id:
            self.bar.hide()
        self._package_id = package_id
        self._wanted = resource_id or (PACKAGE if self.record_tab.isChecked() else None)
        self._read(first=True)

    @property
    def editor(self) -> RecordEditor | None:
        """The editor of the record on screen."""
        return self._editor if self._package is not None else None

    @property
    def package(self) -> Package | None:
        """The record on screen."""
        return self._package

    def flush(self) -> None:
        """Stores what was typed and not yet stored."""
        if self._editor is not None:
            self._editor.flush()

    def discarding(self, package_id: str) -> None:
        """A draft is about to be dropped as it is kept: what was typed last belongs to it."""
        if package_id == self._package_id:
            self.flush()

    def refresh_choices(self) -> None:
        """Organizations, licences or keywords are known better now."""
        if self._editor is not None:
            self._editor.refresh_choices()

    def show_part(self, target: str) -> None:
        """Shows the record's own form, or a resource's."""
        if self._package is None or self._editor is None:
            return
        record = target == PACKAGE
        (self.record_tab if record else self.resources_tab).setChecked(True)
        self.area.setVisible(not record)
        if record:
            self._editor.show()
            self._editor.show_target(PACKAGE)
            return
        index = self.model.find(target)
        if index.isValid():
            if index != self.table.currentIndex():
                self.table.setCurrentIndex(index)
            self._show_resource(index)

    def show_resources(self) -> None:
        """Shows the resources, and the form of the one that was chosen."""
        self.resources_tab.setChecked(True)
        self.area.show()
        index = self.table.currentIndex()
        resource = self.model.resource(index if index.isValid() else self.model.index(0, 0))
        if resource is not None:
            self.show_part(resource.id)
        elif self._editor is not None:
            self._editor.hide()

    def focus_resources(self) -> None:
        """Puts the cursor into the table of resources."""
        self.show_resources()
        self.table.setFocus()

    def edit_record(self) -> None:
        """Opens the record's own form and puts the cursor into its first field."""
        self.show_part(PACKAGE)
        if self._editor is not None and self._package is not None:
            self._editor.focus_first()

    def edit_resource(self) -> None:
        """Puts the cursor into the first field of the chosen resource."""
        self.show_resources()
        if self._editor is not None and self._editor.resource_id:
            self._editor.focus_first()

    def edit(self) -> None:
        """F2: the resource when one is at the resources, else the record."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (self.area.isAncestorOf(focus) or focus is self.resources_tab)
        if not inside and self.resources_tab.isChecked() and self._editor is not None and focus is not None:
            inside = self._editor.isAncestorOf(focus)
        self.edit_resource() if inside else self.edit_record()

    def copy_resource(self, what: str) -> None:
        """Puts the id, name or address of the chosen resource into the clipboard."""
        self.area.copy(what)

    # reading

    def _read(self, *, first: bool = False) -> None:
        if self._source is not None and self._editor is not None and self._package_id:
            self._source.read(self._package_id, self._editor.copy.generation, first=first)

    def _show(self, seen: Seen, draft: StoredDraft | None, generation: int) -> None:
        session, editor = self._session, self._editor
        if session is None or editor is None:
            return
        package_id = self._package_id = str(seen.value["id"])  # it may have been asked for by its name
        other = self._package is None or self._package.id != package_id
        if not other and generation < editor.copy.known_since:
            self._read()  # a save has ended since this was read, and what it stored is on screen
            return
        self._package = Package(seen.value)
        self.record_actions.show_package(self._package)
        if other:
            editor.show_record(seen.value, draft)
            QTimer.singleShot(0, self, editor.files.look)
        else:
            editor.follow(seen.value, draft, generation)
        self._show_record(seen, session)
        if not package_id.startswith(NEW):
            value = seen.value  # once the form can be typed into
            QTimer.singleShot(0, self, lambda: self._look_after(value, session))
        self.shown.emit(package_id)

    def _gone(self, package_id: str) -> None:
        """A record that was on this computer only; one that is being created stays until it is shown as created."""
        if self._package is not None and self._editor is not None and not self._editor.creating.sends(package_id):
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._package_id, self._package = "", None
        self.record_actions.show_package(None)
        if self._source is not None:
            self._source.forget()
        self.bar.hide()
        self.stack.setCurrentWidget(self.empty)

    def _look_after(self, package: Mapping[str, Any], session: Session) -> None:
        """What is known of the record besides its fields: what was overwritten, which links fail, its files."""
        if session is not self._session or self._package_id != str(package["id"]):
            return
        if self.overwritten is not None:
            self.overwritten.look(package)
        self.links.show_known(session, package)

    def check_links(self, targets: Sequence[str] = ()) -> None:
        """Looks at the links of the record, or of some of its resources, in the background."""
        if self._session is not None and self._package is not None:
            self.links.check(self._session, self._package, targets)

    def _show_record(self, seen: Seen, session: Session) -> None:
        package = Package(seen.value)
        field = session.workspace.schema().dataset_field("publish_state")
        words = field.choice_label(package.publish_state) if field else package.publish_state
        if package.id.startswith(NEW):
            self.summary.show_new(self._editor.copy.name_of(PACKAGE) if self._editor else "")
        else:
            self.summary.show_package(package, words)
        self.area.show_record(package, session.workspace.profile, session.may_write(package))
        self._show_resources()
        self.tabs.age.show_moment(None if package.id.startswith(NEW) else seen.at)
        self._show_rights()
        self.stack.setCurrentWidget(self.page)
        self._reselect()

    def _show_resources(self) -> None:
        if self._package is None or self._editor is None or self._editor.copy.package_id != self._package.id:
            return
        if self._editor.copy.is_new:
            self.summary.title.setText(self._editor.copy.name_of(PACKAGE))
        self.tabs.show_count(self.changes.show_resources())

    def _show_rights(self) -> None:
        if self._session is None or self._package is None:
            return
        new = self._package.id.startswith(NEW)
        writable = new or self._session.may_write(self._package)
        self.tabs.add_files.setEnabled(writable)
        self.tabs.add_link.setEnabled(writable)
        self.area.set_writable(writable)
        self.summary.edit.setEnabled(writable)
        self.summary.publish.setEnabled(writable and not new)
        if self._editor is not None:
            self._editor.set_writable(writable)

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
        elif kind == "schema" and self._editor is not None:
            self._editor.set_schema()

    # the resource

    def _reselect(self) -> None:
        """After rows or the record changed: the part that was asked for, else the one that was on screen."""
        if self._editor is None or self._package is None or self._editor.copy.package_id != self._package.id:
            return
        target = self._wanted if self._wanted is not None else self._editor.target
        if target == PACKAGE:
            self._wanted = None
            self.show_part(PACKAGE)
            return
        index = self.model.find(target) if target else QModelIndex()
        if not index.isValid() and not target and self.model.rowCount():
            index = self.model.index(0, 0)
        resource = self.model.resource(index)
        if resource is None:
            self.area.setVisible(self.resources_tab.isChecked())
            kept = bool(target) and target in self._editor.copy.changes.fields
            self._editor.setVisible(kept)  # deleted meanwhile; what was typed is still there
            return
        self._wanted = None
        self.show_part(resource.id)

    def _resource_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._wanted = None
        if self.resources_tab.isChecked():
            self._show_resource(index)

    def _show_resource(self, index: QModelIndex) -> None:
        resource = self.model.resource(index)
        if resource is None or self._editor is None or self._package is None:
            return
        if self._editor.copy.package_id == self._package.id:
            self._editor.show()
            self._editor.show_target(resource.id)

    def show_draft(self, draft_id: str, note: str = "") -> None:
        """Shows a record that is not on the server yet."""
        self.show_package(draft_id)
        self._wanted = PACKAGE
        if note:
            self.bar.show_message("information", note)

    def _created(self, created: Created) -> None:
        package_id = str(created.package.get("id") or "")
        words = self.tr("The record is in the catalogue, as a draft that only its organization sees.")
        self.show_package(package_id)
        self._wanted = PACKAGE
        self.bar.show_message("success", f"{words} {created.note}".strip())

    def add_a_link(self) -> None:
        """Adds a resource that is a link; it goes to the server with the next save."""
        if self._editor is None or self._package is None or not self.tabs.add_link.isEnabled():
            return
        self.show_part(self.changes.add_link())
        self._editor.focus_first()

    # dropping

    def can_accept(self) -> bool:
        """Whether files are welcome now."""
        return self._package is not None and self.tabs.add_files.isEnabled()

    def set_drop_highlight(self, on: bool) -> None:
        """Shows that a drop would be taken."""
        self.area.set_target(on)

    def accept_files(self, files: list[Path]) -> None:
        """Files were dropped beside the resources: they are added."""
        self._drop("", files)

    def _drop(self, resource_id: str, files: list[Path]) -> None:
        if self._package is not None and files:
            if self.tabs.add_files.isEnabled():
                self.filesDropped.emit(self._package.id, self.changes.meant_for(resource_id, files), files)
            else:
                self.bar.show_message("warning", self.tr("You may not add files to this record."))

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
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.area)
        self.body.addStretch(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
