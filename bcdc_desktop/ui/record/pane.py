"""The right pane: one record, its resources, and the part that is being edited. All of it takes files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.catalogue.errors import CatalogueError, NotFound
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.cache import Seen
from bcdc_desktop.store.drafts import NEW, Draft
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropping import dropped_files
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import relative_time
from bcdc_desktop.work.editing import PACKAGE
from bcdc_desktop.work.links import Link, check, links_of
from bcdc_desktop.work.records import Created

from .editor import RecordEditor
from .kept_bar import KeptWatch
from .resource_area import ResourceArea
from .set_for_all import SetForAllDialog
from .summary import RecordSummary


class RecordPane(QWidget):
    """Shows one record from the store at once, and asks the server when what it shows is old."""

    filesDropped = Signal(str, str, list)  # package id, resource id (empty: new ones), paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    shown = Signal(str)  # package id, once it is on screen
    recordCreated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._package_id = ""
        self._package: Package | None = None
        self._draft: Draft | None = None
        self._wanted: str | None = None  # the part to show once the record is there
        self._editor: RecordEditor | None = None
        self.kept: KeptWatch | None = None
        theme.use_ground(self, "surface")
        self.setAcceptDrops(True)
        self.empty = EmptyState(parent=self)
        self.summary = RecordSummary(self)
        self.bar = MessageBar(self)
        self.area = ResourceArea(self)
        self.model, self.table = self.area.model, self.area.table
        self.record_tab = self._tab("recordTab", self.tr("Record"))
        self.resources_tab = self._tab("resourcesTab", self.tr("Resources"))
        self.resources_tab.setChecked(True)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.add = QPushButton(theme.icon("plus", "text"), self.tr("Add files…"), self)
        self.add.setObjectName("addFilesButton")
        self.add.setProperty("kind", "quiet")
        self.add_link = QPushButton(theme.icon("link-plus", "text"), self.tr("Add link"), self)
        self.add_link.setObjectName("addLinkButton")
        self.add_link.setProperty("kind", "quiet")
        self._lay_out()
        self.summary.copyAsked.connect(self.copy_record)
        self.summary.openAsked.connect(self.open_record)
        self.summary.editAsked.connect(self.edit_record)
        self.add.clicked.connect(self.choose_files)
        self.record_tab.clicked.connect(lambda: self.show_part(PACKAGE))
        self.resources_tab.clicked.connect(self.show_resources)
        self.table.selectionModel().currentChanged.connect(self._resource_chosen)
        self.model.modelReset.connect(self._reselect)
        self.area.filesDropped.connect(self._drop)
        self.area.orderAsked.connect(self._reorder)
        self.area.setForAllAsked.connect(self._set_for_all)
        self.area.checkLinksAsked.connect(self.check_links)
        self.summary.publishAsked.connect(self.publish)
        self.area.deleteAsked.connect(self._delete)
        self.area.keepAsked.connect(lambda target: self._keep_all([target]))
        self.add_link.clicked.connect(self.add_a_link)
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
        self._editor = RecordEditor(session, choices, self.page)
        self._editor.hide()
        self._editor.partAsked.connect(self.show_part)
        self._editor.draftChanged.connect(self._show_resources)
        self._editor.created.connect(self._created)
        self.kept = KeptWatch(session, choices, self.bar, self)
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
        if self._package is not None and self._session is not None and not self._package.id.startswith(NEW):
            page = self._session.desk.profile.package_page(self._package.name)
            self.copyAsked.emit(what, {"id": self._package.id, "name": self._package.name, "url": page}[what])

    def copy_resource(self, what: str) -> None:
        """Puts the id, name or address of the chosen resource into the clipboard."""
        self.area.copy(what)

    def open_record(self) -> None:
        """Opens the record's page in the browser."""
        if self._package is not None and self._session is not None:
            self.openAsked.emit(self._session.desk.profile.package_page(self._package.name))

    # reading

    def _read(self, *, first: bool = False) -> None:
        session, package_id, editor = self._session, self._package_id, self._editor
        if session is None or editor is None or not package_id:
            return
        store, generation = session.desk.store, editor.copy.generation

        def read() -> tuple[Seen | None, Draft | None]:
            if first:
                store.cache.touch(package_id)
            return store.cache.package(package_id), store.drafts.get(package_id)

        session.read(read).done.connect(lambda found: self._show(package_id, first, generation, *found))

    def _show(self, package_id: str, first: bool, generation: int, seen: Seen | None, draft: Draft | None) -> None:
        session, editor = self._session, self._editor
        if session is None or editor is None or package_id != self._package_id:
            return
        new = package_id.startswith(NEW)
        if first and not new and (seen is None or session.is_stale(seen.at)) and session.connection != "offline":
            session.refresh_package(package_id).failed.connect(self._not_refreshed)
        if seen is None:
            if draft is not None:
                seen = Seen(draft.base, draft.updated)  # deleted meanwhile, or never seen: the draft is still there
            else:
                return
        other = self._package is None or self._package.id != package_id
        self._package = Package(seen.value)
        if other:
            editor.show_record(seen.value, draft)
        else:
            editor.follow(seen.value, draft, generation)
        self._show_record(seen, session)
        if not new:
            value = seen.value  # once the form can be typed into
            QTimer.singleShot(0, self, lambda: self._look_after(value, session))
        self.shown.emit(package_id)

    def _look_after(self, package: Mapping[str, Any], session: Session) -> None:
        """What is known of the record besides its fields: what was overwritten, which links fail."""
        desk, package_id = session.desk, self._package_id
        if session is not self._session or package_id != str(package["id"]):
            return
        if self.kept is not None:
            self.kept.look(package)

        def show(links: Sequence[Link]) -> None:
            if package_id == self._package_id:
                dead = {k.resource_id: k.result.message for k in links if k.result and k.result.alive is False}
                self.model.show_links(dead)

        session.read(lambda: links_of(desk, package)).done.connect(show)

    def check_links(self, targets: Sequence[str] = ()) -> None:
        """Looks at the links of the record, or of some of its resources, in the background."""
        session, package = self._session, self._package
        if session is None or package is None:
            return
        chosen = [r.raw for r in package.resources if r.id in targets or not targets]
        desk, record = session.desk, {**package.raw, "resources": chosen}
        job = session.workers.run(
            lambda token, report: check(desk, [record], older_than=0, token=token, report=report),
            lane="net",
            title=self.tr("Checking links"),
        )
        job.done.connect(lambda dead: self._tell_links(package.id, len(dead)))

    def _tell_links(self, package_id: str, dead: int) -> None:
        if package_id != self._package_id:
            return
        if dead:
            words = self.tr("One link does not answer.") if dead == 1 else self.tr("%1 links do not answer.")
            self.bar.show_message("warning", words.replace("%1", str(dead)))
        else:
            self.bar.show_message("success", self.tr("The links that could be looked at answer."))

    def _set_for_all(self, targets: list[str]) -> None:
        editor, session, choices = self._editor, self._session, self._choices
        if editor is None or session is None or choices is None:
            return
        dialog = SetForAllDialog(session.desk.schema().resource_fields, choices, len(targets), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda name, value: editor.set_for_all(targets, name, value))
        dialog.open()

    def publish(self) -> None:
        """Offers the moves to other publish states."""
        editor, session, package = self._editor, self._session, self._package
        if editor is None or session is None or package is None or package.id.startswith(NEW):
            return
        from bcdc_desktop.ui.publishing.dialog import PublishDialog, open_for

        self.flush()

        def show(dialog: PublishDialog) -> None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            moved = self.tr("The record is moved to %1.")
            dialog.moved.connect(lambda words: self.bar.show_message("success", moved.replace("%1", words)))
            dialog.placeAsked.connect(editor.focus_field)
            dialog.linksAsked.connect(self.check_links)
            dialog.open()

        open_for(session, package.raw, self, unsaved=sum(editor.copy.counts().values()), show=show)

    def _show_record(self, seen: Seen, session: Session) -> None:
        package = Package(seen.value)
        field = session.desk.schema().dataset_field("publish_state")
        words = field.choice_label(package.publish_state) if field else package.publish_state
        if package.id.startswith(NEW):
            self.summary.show_new(self._editor.copy.name_of(PACKAGE) if self._editor else "")
        else:
            self.summary.show_package(package, words)
        self.area.show_record(package, session.desk.profile, session.may_write(package))
        self._show_resources()
        ago = relative_time(datetime.fromtimestamp(seen.at, UTC), datetime.now(UTC))
        self.count.setText("" if package.id.startswith(NEW) else self.tr("as of %1").replace("%1", ago))
        self._show_rights()
        self.stack.setCurrentWidget(self.page)
        self._reselect()

    def _show_resources(self) -> None:
        if self._package is None or self._editor is None or self._editor.copy.package_id != self._package.id:
            return
        copy = self._editor.copy
        marks = {target: self.tr("draft") for target in (*copy.held.edits, *copy.held.files)}
        marks |= {target: self.tr("new") for target in copy.held.new}
        marks |= {target: self.tr("deleted") for target in copy.held.deletions}
        if copy.is_new:
            self.summary.title.setText(copy.name_of(PACKAGE))
        rows = copy.resources()
        self.model.show(rows, marks, frozenset(copy.held.deletions))
        self.resources_tab.setText(self.tr("Resources") + f"  {len(rows)}")

    def _show_rights(self) -> None:
        if self._session is None or self._package is None:
            return
        new = self._package.id.startswith(NEW)
        writable = new or self._session.may_write(self._package)
        self.add.setEnabled(writable and not new)  # files go up once the record is there
        self.add_link.setEnabled(writable)
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
            kept = bool(target) and target in self._editor.copy.held.edits
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
        self.recordCreated.emit(package_id)

    def add_a_link(self) -> None:
        """Adds a resource that is a link; it goes to the server with the next save."""
        if self._editor is None or self._package is None or not self.add_link.isEnabled():
            return
        resource = self._editor.copy.add_resource({})
        self.show_part(resource)
        self._editor.focus_first()

    def _delete(self, targets: list[str]) -> None:
        if self._editor is None:
            return
        copy = self._editor.copy
        names = [copy.name_of(target) for target in targets]
        for target in targets:
            copy.delete_resource(target)
        marked = [target for target in targets if target in copy.held.deletions]
        if not marked:
            return
        one = self.tr("“%1” is deleted with the next save.").replace("%1", names[0])
        many = self.tr("%1 resources are deleted with the next save.").replace("%1", str(len(marked)))
        self.bar.show_message(
            "information",
            one if len(marked) == 1 else many,
            [
                (self.tr("Keep them") if len(marked) > 1 else self.tr("Keep it"), lambda: self._keep_all(marked)),
                (self.tr("Review and save…"), self._editor.review),
            ],
        )

    def _reorder(self, order: list[str]) -> None:
        if self._editor is not None:
            self._editor.copy.set_order(order)

    def _keep_all(self, targets: list[str]) -> None:
        if self._editor is not None:
            for target in targets:
                self._editor.copy.keep_resource(target)
            self.bar.hide()

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and self._package is not None and self.add.isEnabled():
            self.area.set_target(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.area.set_target(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.area.set_target(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._drop("", dropped_files(event.mimeData()))

    def _drop(self, resource_id: str, files: list[Path]) -> None:
        if self._package is not None and files:
            if self.add.isEnabled():
                self.filesDropped.emit(self._package.id, resource_id, files)
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
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.record_tab)
        row.addWidget(self.resources_tab)
        row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.add_link)
        row.addWidget(self.add)
        self.body.addLayout(row)
        self.body.addWidget(self.area)
        self.body.addStretch(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _tab(self, name: str, words: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(name)
        tab.setText(words)
        tab.setAccessibleName(words)
        tab.setCheckable(True)
        tab.setProperty("kind", "tab")
        tab.setMinimumHeight(measures.CONTROL_HEIGHT)
        group = self.findChild(QButtonGroup) or QButtonGroup(self)
        group.addButton(tab)
        return tab
