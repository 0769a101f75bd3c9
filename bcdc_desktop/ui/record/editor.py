"""The resource editor: a form of the schema, kept as a draft while one types, saved after a review."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bcdc_desktop.catalogue.errors import CatalogueError, Offline, Timeout
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog, ConflictOutcome, Outcome
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.work.editing import Edits, Overlap, Refused, Saved, plan, save


class ResourceEditor(QWidget):
    """Edits one resource of one record. What is typed goes into the draft at once, wherever the cursor goes next."""

    saved = Signal(str)  # package id
    busyChanged = Signal(bool)

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choices = choices
        self._package: Mapping[str, Any] = {}
        self._base: Mapping[str, Any] = {}  # the whole record that the edits were begun on
        self._resource = ""
        self._busy = False
        self._writable = True
        self._last_saved = 0.0  # drafts up to then were sent
        self.heading = QLabel(self.tr("Resource"), self)
        self.heading.setProperty("role", "heading")
        self.name = ElidedLabel("", self)
        self.name.setProperty("role", "secondary")
        self.status = QLabel(self)
        self.status.setProperty("role", "changed")
        self.discard = QPushButton(self.tr("Discard"), self)
        self.discard.setObjectName("discardButton")
        self.discard.clicked.connect(self._discard)
        self.save = QPushButton(self.tr("Review and save…"), self)
        self.save.setObjectName("saveButton")
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self.review)
        self.bar = MessageBar(self)
        self.form = self._make_form()
        head = QHBoxLayout()
        head.setSpacing(measures.GAP)
        head.addWidget(self.heading)
        head.addWidget(self.name, 1)
        head.addWidget(self.status)
        head.addWidget(self.discard)
        head.addWidget(self.save)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addLayout(head)
        self._layout.addWidget(self.bar)
        self.form_area = QScrollArea(self)
        self.form_area.setWidgetResizable(True)
        self.form_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._show_form()
        self._layout.addWidget(self.form_area, 1)
        self._show_count(0)

    # what it shows

    @property
    def resource_id(self) -> str:
        """The resource being edited; empty when none is."""
        return self._resource

    def show_resource(self, package: Mapping[str, Any], resource_id: str, draft: Draft | None) -> None:
        """Shows a resource with its draft, if there is one."""
        if draft is not None and draft.updated <= self._last_saved:
            draft = None  # what was sent is about to be dropped
        same = resource_id == self._resource and package["id"] == self._package.get("id")
        self._package = package
        edits = draft.of(resource_id) if draft else {}
        base = draft.base if draft and edits else package
        resource = _resource(base, resource_id) or _resource(package, resource_id)
        if resource is None:
            return
        self._base = base
        self.name.set_full_text(str(resource.get("name") or ""))
        if same:
            self.form.refresh_base(resource)
        else:
            self._resource = resource_id
            self.bar.hide()
            self.form.set_record(resource, edits)
        self._show_count(len(self.form.edits()))
        moved_on = bool(edits) and draft is not None and draft.base_modified != package.get("metadata_modified")
        if moved_on and not self._busy:
            self.bar.show_message(
                "information",
                self.tr("The record has changed on the server since you began. Your changes are put together with it."),
            )

    def set_schema(self) -> None:
        """The catalogue's schema is another one: the form is made anew, with what was typed."""
        old, edits, resource = self.form, self.form.draft(), self._resource
        old.flush()
        self.form = self._make_form()
        self._show_form()
        if resource:
            self.form.set_record(_resource(self._base, resource) or {}, edits)

    def set_writable(self, writable: bool) -> None:
        """Lets the user edit, or only look."""
        self._writable = writable
        self.form.set_read_only(self._busy or not writable)
        self._show_count(len(self.form.edits()))

    def flush(self) -> None:
        """Stores what was typed and not yet stored."""
        self.form.flush()

    # what it does

    def review(self) -> None:
        """Shows what a save would change, and sends it when that is confirmed."""
        if self._busy or not self._resource:
            return
        self.form.flush()
        problems = [p for p in self.form.check() if p.severity == "error"]
        if problems:
            self.form.focus_next_problem()
            count = len(problems)
            self.bar.show_message(
                "warning",
                self.tr("One field needs mending before it can be sent.")
                if count == 1
                else self.tr("%1 fields need mending before they can be sent.").replace("%1", str(count)),
            )
            return
        edits = self._edits()
        planned = plan(self._session.desk, edits)
        changes = list(planned.changes.get(self._resource, ()))
        if not changes:
            self.bar.show_message("information", self.tr("Nothing was changed, so nothing is sent."))
            return
        warnings = []
        if planned.public:
            warnings.append(self.tr("This record is published: what you save becomes public at once."))
        dialog = ChangesDialog(
            self.tr("Save “%1”").replace("%1", self.name.full_text()), changes, warnings=warnings, parent=self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._send(edits) if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def _send(
        self, edits: Edits, decisions: Mapping[str, Mapping[str, Any]] | None = None, reviewed: str | None = None
    ) -> None:
        self._set_busy(True)
        desk = self._session.desk
        job = self._session.ask(
            lambda _t, _r: save(desk, edits, decisions=decisions, reviewed=reviewed), title=self.tr("Saving")
        )
        resource = self._resource
        job.done.connect(lambda result: self._after(result, edits, resource))
        job.failed.connect(lambda error: self._failed(error, resource))
        job.ended.connect(lambda: self._set_busy(False))

    def _after(self, result: object, edits: Edits, resource: str) -> None:
        if isinstance(result, Overlap):
            self._decide(result, edits, resource)
            return
        if not isinstance(result, Saved):
            return
        count = len(result.changes.get(resource, ()))
        self._last_saved = time.time()
        self._session.store(lambda: self._session.desk.store.drafts.discard(edits.package_id, resource))
        if resource == self._resource:
            self._package = self._base = result.package
            self.form.set_record(_resource(result.package, resource) or {}, {})
            self._tell_saved(result, count)
        self.saved.emit(edits.package_id)

    def _tell_saved(self, result: Saved, count: int) -> None:
        if result.lost:
            self.bar.show_message(
                "warning",
                self.tr(
                    "It was saved, but somebody overwrote it in the same moment. Look at the record and try again."
                ),
            )
            return
        words = self.tr("1 field saved.") if count == 1 else self.tr("%1 fields saved.").replace("%1", str(count))
        if not count:
            words = self.tr("The server has these values already; nothing was sent.")
        self.bar.show_message("success", f"{words} {result.note}".strip())

    def _decide(self, overlap: Overlap, edits: Edits, resource: str) -> None:
        if resource in overlap.gone or resource not in overlap.merges:
            self.bar.show_message(
                "error",
                self.tr("This resource was deleted on the server meanwhile. What you typed is kept as a draft."),
            )
            return
        dialog = ConflictDialog(overlap.merges[resource], choices=self._choices, parent=self)
        modified = str(overlap.current.get("metadata_modified"))

        def decided() -> None:
            if dialog.outcome is ConflictOutcome.SAVE:
                self._send(edits, {resource: dialog.decisions()}, modified)
            elif dialog.outcome is ConflictOutcome.RELOAD:
                self._take_theirs(overlap, resource)

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(decided)
        dialog.open()

    def _take_theirs(self, overlap: Overlap, resource: str) -> None:
        drafts = self._session.desk.store.drafts
        self._session.store(lambda: drafts.discard(str(overlap.current["id"]), resource))
        if resource == self._resource:
            self._package = self._base = overlap.current
            self.form.set_record(_resource(overlap.current, resource) or {}, {})
            self.bar.show_message("information", self.tr("This is the record as it is on the server now."))

    def _failed(self, error: object, resource: str) -> None:
        if resource != self._resource:
            return
        kept = self.tr("Your changes are kept as a draft.")
        if isinstance(error, Refused):
            elsewhere = self.form.set_errors(error.by_target.get(resource, {}))
            elsewhere += [
                f"{p}: {' '.join(m)}" for t, f in error.by_target.items() if t != resource for p, m in f.items()
            ]
            words = error.message if elsewhere or not error.by_target else self.tr("The catalogue refuses some values.")
            self.bar.show_message("error", " ".join([words, *elsewhere[:3], kept]))
            self.form.focus_next_problem()
        elif isinstance(error, Offline | Timeout):
            self.bar.show_message(
                "warning",
                f"{error.message} {kept} " + self.tr("Save again when the catalogue answers."),
                buttons=[(self.tr("Try again"), self.review)],
            )
        elif isinstance(error, CatalogueError):
            self.bar.show_message("error", f"{error.message} {kept}")
        else:
            self.bar.show_message("error", f"{error} {kept}")

    def _discard(self) -> None:
        """Puts the fields back to what the server has; undo brings the edits back."""
        self.form.flush()
        edits = self.form.draft()
        if not edits or not self._resource:
            return
        package, resource = self._package, self._resource
        drafts = self._session.desk.store.drafts
        self._session.store(lambda: drafts.discard(str(package["id"]), resource))
        self._base = package
        self.form.set_record(_resource(package, resource) or {}, {})

        def back() -> None:
            if self._resource == resource:
                self.form.set_record(_resource(self._base, resource) or {}, edits)
                self._keep()

        self.bar.show_message(
            "information", self.tr("Your changes were discarded."), buttons=[(self.tr("Bring them back"), back)]
        )

    # inside

    def _make_form(self) -> SchemaForm:
        form = SchemaForm(self._session.desk.schema().resource_fields, self._choices, self)
        form.setObjectName("resourceForm")
        form.setAccessibleName(self.tr("Resource"))
        form.fieldLeft.connect(lambda _f: self._keep())
        form.editsChanged.connect(self._show_count)
        return form

    def _show_form(self) -> None:
        page = QWidget(self)
        theme.use_ground(page, "surface")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, measures.GAP, 20)
        inside.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self.form_area.setWidget(page)  # the old page goes with its form

    def _keep(self) -> None:
        if not self._resource or not self._base:
            return
        base, resource, values = self._base, self._resource, self.form.draft()
        drafts = self._session.desk.store.drafts
        self._session.store(lambda: drafts.set_edits(base, resource, values))

    def _edits(self) -> Edits:
        return Edits(self._base, {self._resource: self.form.edits()})

    def _show_count(self, count: int) -> None:
        self.status.setText(
            ""
            if not count
            else self.tr("1 change, kept as a draft")
            if count == 1
            else self.tr("%1 changes, kept as a draft").replace("%1", str(count))
        )
        self.discard.setEnabled(bool(count) and not self._busy)
        self.save.setEnabled(bool(count) and self._writable and not self._busy)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.set_writable(self._writable)
        self.save.setText(self.tr("Saving…") if busy else self.tr("Review and save…"))
        self.busyChanged.emit(busy)


def _resource(package: Mapping[str, Any], resource_id: str) -> Mapping[str, Any] | None:
    found = Package(package).resource(resource_id) if package else None
    return found.raw if found else None
