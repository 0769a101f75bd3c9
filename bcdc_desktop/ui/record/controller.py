"""The controller of the record page: which record is on it, what is asked for there, and reactions to changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from bcdc_desktop.app.records import visibility
from bcdc_desktop.app.records.create import Created
from bcdc_desktop.app.records.stored_record import StoredRecord
from bcdc_desktop.catalogue.errors import CatalogueError, NotFound
from bcdc_desktop.domain.audience import Audience
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.record_changes import NEW, PACKAGE
from bcdc_desktop.ui.record.last_change import LastChangeWatch
from bcdc_desktop.ui.record.resource_files import ResourceFiles
from bcdc_desktop.ui.record.resources import RecordLinks, ResourceChanges
from bcdc_desktop.ui.record.working_copy import RecordSource
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import Kind
from bcdc_desktop.ui.widgets.tables import select_only

from .editor import RecordEditor
from .overwritten import OverwrittenWatch
from .page import RecordPage
from .repair import RepairOffer

if TYPE_CHECKING:
    from bcdc_desktop.ui.dialogs.publish import PublishDialog


class RecordController(QObject):
    """Shows a record from the store at once, and asks the server when that is old."""

    filesDropped = Signal(str, str, list)  # package id, resource id (empty: new ones), paths
    copyAsked = Signal(str, str)  # what, value
    openAsked = Signal(str)  # address
    shown = Signal(str)  # package id, once it is on screen
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what became of a record that is not on screen
    discarded = Signal(str, object)  # sentence, what restores it: a new record that is gone as a whole

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._package_id = ""  # what is asked for
        self._package: Package | None = None  # what is on screen
        self._wanted: str | None = None  # the section to show once the record is there
        self._typing = ""  # a new record whose first field takes the cursor once it is there
        self._source: RecordSource | None = None
        self._editor: RecordEditor | None = None
        self.overwritten: OverwrittenWatch | None = None
        page = self.page = RecordPage(window)
        self.bar, self.model, self.table = page.bar, page.area.model, page.area.table
        self.changes = ResourceChanges(page.area, page.bar, page)
        self.files = ResourceFiles(page.area, page.bar, page)
        self.last_change = LastChangeWatch(page.summary.show_change, page)
        self.repair = RepairOffer(page.bar, page)
        self.links = RecordLinks(self.model, page.bar, self)
        page.summary.copyAsked.connect(self.copy_record)
        page.summary.openAsked.connect(self.open_record)
        page.summary.editAsked.connect(self.edit_record)
        page.summary.publishAsked.connect(self.publish)
        page.tabs.add_files.clicked.connect(self.choose_files)
        page.tabs.add_link.clicked.connect(self.add_a_link)
        page.tabs.record.clicked.connect(lambda: self.show_part(PACKAGE))
        page.tabs.resources.clicked.connect(self.show_resources)
        page.filesDropped.connect(self._drop)
        page.area.copyAsked.connect(self.copyAsked)
        page.area.openAsked.connect(self.openAsked)
        page.area.checkLinksAsked.connect(self.check_links)
        self.table.selectionModel().currentChanged.connect(self._resource_chosen)
        self.model.modelReset.connect(self._reselect)

    # which catalogue, which record

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Take another catalogue; no record is on screen then."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
            self._session.accountChanged.disconnect(self._show_rights)
        if self._source is not None:
            self._source.deleteLater()
        self._session = session
        session.changed.connect(self._on_change)
        session.accountChanged.connect(self._show_rights)
        self._source = RecordSource(session, self)
        self._source.found.connect(self._show)
        self._source.gone.connect(self._gone)
        self._source.notRefreshed.connect(self._not_refreshed)
        editor = self._editor = RecordEditor(session, choices, self.page.content)
        editor.sectionAsked.connect(self.show_part)
        editor.resourcesAsked.connect(self.focus_resources)
        editor.draftChanged.connect(self._show_draft)
        editor.created.connect(self._created)
        editor.elsewhere.connect(self.elsewhere)
        editor.told.connect(self.bar.show_message)
        editor.discarded.connect(self.discarded)
        editor.restored.connect(self.show_draft)
        editor.files.uploadAsked.connect(self._drop)
        session.synchronized.connect(editor.warm_up)
        self.page.set_editor(editor)
        self.page.summary.show_session(session)
        self.changes.show_session(session, choices, editor)
        self.files.show_session(session, editor)
        self.last_change.show_session(session, choices)
        self.overwritten = OverwrittenWatch(session, choices, self.bar, self.page)
        self._show_nothing()

    def show_package(self, package_id: str, resource_id: str = "") -> None:
        """Show a record: what is stored at once, and what the server has when that is old."""
        if self._session is None:
            return
        self.flush()
        if package_id != self._package_id:
            self.bar.hide()
            if self.overwritten is not None:
                self.overwritten.forget()
        self._package_id = package_id
        self._wanted = resource_id or (PACKAGE if self.page.tabs.record.isChecked() else None)
        self._read(first=True)

    def show_draft(self, draft_id: str, note: str = "") -> None:
        """Show a record that is not on the server yet."""
        self.show_package(draft_id)
        self._wanted, self._typing = PACKAGE, draft_id
        if note:
            self.bar.show_message("information", note)

    @property
    def editor(self) -> RecordEditor | None:
        """Return the editor of the record on screen."""
        return self._editor if self._package is not None else None

    @property
    def package(self) -> Package | None:
        """Return the record on screen."""
        return self._package

    def flush(self) -> None:
        """Store what was typed and not yet stored."""
        if self._editor is not None:
            self._editor.flush()

    def discarding(self, package_id: str) -> None:
        """Store what was typed last in a draft that is about to be discarded: it may be restored with it."""
        if package_id == self._package_id:
            self.flush()

    def refresh_choices(self) -> None:
        """Offer organizations, licences and keywords as they are known now."""
        if self._editor is not None:
            self._editor.refresh_choices()

    # which section of it

    def show_part(self, target: str) -> None:
        """Show the record's own form, or a resource's."""
        if self._package is None or self._editor is None:
            return
        self.page.show_tab(record=target == PACKAGE)
        if target == PACKAGE:
            self._editor.show()
            self._editor.show_target(PACKAGE)
            return
        index = self.model.find(target)
        if index.isValid():
            if index != self.table.currentIndex():
                select_only(self.table, index)
            self._show_resource(index)

    def show_resources(self) -> None:
        """Show the resources, and the form of the one that was chosen."""
        self.page.show_tab(record=False)
        index = self.table.currentIndex()
        resource = self.model.resource(index if index.isValid() else self.model.index(0, 0))
        if resource is not None:
            self.show_part(resource.id)
        elif self._editor is not None:
            self._editor.hide()

    def focus_resources(self) -> None:
        """Put the cursor into the table of resources."""
        self.show_resources()
        self.table.setFocus()

    def take_focus(self) -> None:
        """Put the cursor into the resources, unless it is somewhere in the record."""
        focus = QApplication.focusWidget() or self.page.window().focusWidget()
        if self._package is None or (focus is not None and self.page.isAncestorOf(focus) and focus.isVisible()):
            return
        self.focus_resources()

    def edit_record(self) -> None:
        """Show the record's own form and put the cursor into its first field."""
        self.show_part(PACKAGE)
        if self._editor is not None and self._package is not None:
            self._editor.focus_first()

    def edit_resource(self) -> None:
        """Put the cursor into the first field of the chosen resource."""
        self.show_resources()
        if self._editor is not None and self._editor.resource_id:
            self._editor.focus_first()

    def edit(self) -> None:
        """Edit the resource where the cursor is at the resources, else the record (F2)."""
        focus, tabs = QApplication.focusWidget(), self.page.tabs
        inside = focus is not None and (self.page.area.isAncestorOf(focus) or focus is tabs.resources)
        if not inside and tabs.resources.isChecked() and self._editor is not None and focus is not None:
            inside = self._editor.isAncestorOf(focus)
        self.edit_resource() if inside else self.edit_record()

    # what may be done with it

    def copy_resource(self, what: str) -> None:
        """Copy the id, name or address of the chosen resource."""
        self.page.area.copy(what)

    def copy_record(self, what: str) -> None:
        """Copy the id, name or address of the record."""
        if (found := self._in_catalogue()) is not None:
            session, package = found
            page = session.workspace.profile.package_page(package.name)
            self.copyAsked.emit(what, {"id": package.id, "name": package.name, "url": page}[what])

    def open_record(self) -> None:
        """Open the record's page in the browser."""
        if (found := self._in_catalogue()) is not None:
            session, package = found
            self.openAsked.emit(session.workspace.profile.package_page(package.name))

    def show_activity(self) -> None:
        """List who changed the record in the catalogue, when and how."""
        if (found := self._in_catalogue()) is not None:
            self.last_change.show_activity(found[1])

    def publish(self) -> None:
        """Offer the moves to other publish states, or to make the record public or private."""
        found, editor = self._in_catalogue(), self._editor
        if found is None or editor is None:
            return
        from bcdc_desktop.ui.dialogs.publish import open_for

        editor.flush()

        def show(dialog: PublishDialog) -> None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            moved = self.tr("The record was moved to %1.")
            dialog.moved.connect(
                lambda state, who: self.bar.show_message(
                    "success", f"{moved.replace('%1', state) if state else ''} {who}".strip()
                )
            )
            dialog.placeAsked.connect(editor.focus_field)
            dialog.linksAsked.connect(self.check_links)
            dialog.open()

        session, package = found
        open_for(session, package.raw, self.page, unsaved=sum(editor.copy.counts().values()), show=show)

    def check_links(self, targets: Sequence[str] = ()) -> None:
        """Check the links of the record, or of some of its resources, in the background."""
        if self._session is not None and self._package is not None:
            self.links.check(self._session, self._package, targets)

    def add_a_link(self) -> None:
        """Add a resource that is a link; it goes to the server with the next save."""
        if self._editor is None or self._package is None or not self.page.tabs.add_link.isEnabled():
            return
        self.show_part(self.changes.add_link())
        self._editor.focus_first()

    def choose_files(self) -> None:
        """Ask for files to add."""
        if self._package is None:
            return
        dialog = QFileDialog(self.page, self.tr("Add files to “%1”").replace("%1", self._package.title))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.xlsx)"), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self._drop("", [Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # reading

    def _read(self, *, first: bool = False) -> None:
        if self._source is not None and self._editor is not None and self._package_id:
            self._source.read(self._package_id, self._editor.copy.generation, first=first)

    def _on_change(self, kind: str, ids: Any, origin: object) -> None:
        if kind in ("packages", "drafts", "draft_edits") and (not ids or self._package_id in ids):
            if self._editor is None or origin is not self._editor.copy:  # what it stored itself is on screen
                self._read()
        elif kind == "schema" and self._editor is not None:
            self._editor.set_schema()

    def _show(self, record: StoredRecord, generation: int) -> None:
        session, editor = self._session, self._editor
        if session is None or editor is None:
            return
        package_id = self._package_id = str(record.package["id"])  # it may have been asked for by its name
        other = self._package is None or self._package.id != package_id
        if not other and generation != editor.copy.generation:
            self._read()  # it was changed or saved since this was read
            return
        self._package = Package(record.package)
        if other:
            editor.show_record(record.package, record.draft)
            QTimer.singleShot(0, self, editor.files.check)
        else:
            editor.follow(record.package, record.draft)
        self._show_record(record, session, editor)
        if not package_id.startswith(NEW):
            # once the form can be typed into
            QTimer.singleShot(0, self, lambda: self._check_record(record.package, session))
        self.shown.emit(package_id)

    def _show_record(self, record: StoredRecord, session: Session, editor: RecordEditor) -> None:
        package = Package(record.package)
        field = state_field(session.workspace.schema_of(record.package))
        new = package.id.startswith(NEW)
        self.page.show_record(
            package,
            session.workspace.profile,
            state=field.choice_label(package.publish_state) if field else "",
            seen=None if new else record.at,
            new=editor.copy.name_of(PACKAGE) if new else None,
        )
        self._show_draft()
        self._show_rights()
        self._reselect()

    def _show_draft(self) -> None:
        """Show the resources, and the title of a new record, as the draft has them."""
        if self._package is None or self._editor is None or self._editor.copy.package_id != self._package.id:
            return
        if self._editor.copy.is_new:
            self.page.summary.title.setText(self._editor.copy.name_of(PACKAGE))
        self.page.tabs.show_count(self.changes.show_resources())

    def _show_rights(self) -> None:
        if self._session is not None and self._package is not None:
            new = self._package.id.startswith(NEW)
            self.page.set_writable(new or self._session.may_write(self._package), new=new)
            self.page.summary.show_moves(self._package)

    def _show_nothing(self) -> None:
        self._package_id, self._package = "", None
        if self._source is not None:
            self._source.forget()
        self.page.show_nothing()

    def _check_record(self, package: Mapping[str, Any], session: Session) -> None:
        """Show what is known of the record besides its fields: what was overwritten, which links are broken."""
        if session is not self._session or self._package_id != str(package["id"]):
            return
        if self.overwritten is not None:
            self.overwritten.check(package)
        self.repair.check(session, package)
        self.links.show_known(session, package)
        self.last_change.show_record(session, Package(package))

    def _gone(self, package_id: str) -> None:
        """Show nothing where a new record's draft is gone; one that is being created stays until that has ended."""
        if self._package is not None and self._editor is not None and not self._editor.saving.is_creating(package_id):
            self._show_nothing()

    def _not_refreshed(self, error: object) -> None:
        if isinstance(error, NotFound):
            text = self.tr("This record is no longer in the catalogue, or you no longer have access to it.")
            self.bar.show_message("warning", text)
        elif isinstance(error, CatalogueError) and self._package is None:
            self.bar.show_message("error", error.message)

    def _created(self, created: Created) -> None:
        self.show_package(str(created.package.get("id") or ""))
        self._wanted = PACKAGE
        if self._session is None:
            return
        who = visibility.sentence(self._session.workspace, created.audience, created.package)
        text = self.tr("The record is in the catalogue.")
        kind: Kind = "warning" if created.audience is Audience.UNKNOWN else "success"
        self.bar.show_message(kind, " ".join(part for part in (text, who, created.note) if part))

    # resources

    def _reselect(self) -> None:
        """Show the section that was asked for, else the one that was on screen, after rows or the record changed."""
        if self._editor is None or self._package is None or self._editor.copy.package_id != self._package.id:
            return
        target = self._wanted if self._wanted is not None else self._editor.target
        if target == PACKAGE:
            self._wanted = None
            self.show_part(PACKAGE)
            if self._typing == self._package.id:
                self._typing = ""
                self._editor.focus_first()
            return
        index = self.model.find(target) if target else QModelIndex()
        if not index.isValid() and not target and self.model.rowCount():
            index = self.model.index(0, 0)
        resource = self.model.resource(index)
        if resource is None:
            self.page.area.setVisible(self.page.tabs.resources.isChecked())
            edited = bool(target) and target in self._editor.copy.changes.fields
            self._editor.setVisible(edited)  # deleted meanwhile; what was typed is still there
            return
        self._wanted = None
        self.show_part(resource.id)

    def _resource_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._wanted = None
        if self.page.tabs.resources.isChecked():
            self._show_resource(index)

    def _show_resource(self, index: QModelIndex) -> None:
        resource = self.model.resource(index)
        if resource is None or self._editor is None or self._package is None:
            return
        if self._editor.copy.package_id == self._package.id:
            self._editor.show()
            self._editor.show_target(resource.id)

    def _drop(self, resource_id: str, files: list[Path]) -> None:
        if self._package is not None and files:
            if self.page.tabs.add_files.isEnabled():
                self.filesDropped.emit(self._package.id, self.changes.meant_for(resource_id, files), files)
            else:
                self.bar.show_message("warning", self.tr("You may not add files to this record."))

    def _in_catalogue(self) -> tuple[Session, Package] | None:
        """Return the session and the record where that is in the catalogue, and so has an id, a page and a state."""
        if self._session is None or self._package is None or self._package.id.startswith(NEW):
            return None
        return self._session, self._package
