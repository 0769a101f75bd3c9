"""Creating a record that is a draft so far: its name is looked after while one types, one review, one act."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records import new_record
from bcdc_desktop.app.records.create import Created
from bcdc_desktop.app.records.plan import ChangePreview, SaveRefused
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.review import ChangesDialog, Outcome
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .labels import format_value
from .plan_labels import field_changes, other_parts
from .working_copy import WorkingCopy

_ASK_AFTER_MS = 400  # without a key


class NameWatch(QObject):
    """Makes a new record's name from its title, and asks while one types whether name and title are free."""

    def __init__(self, session: Session, copy: WorkingCopy, form: SchemaForm, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._form = form
        self._title = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        form.fieldEdited.connect(self._edited)
        form.fieldLeft.connect(self._left)

    def begin(self) -> None:
        """Another record is in the form."""
        self._soon.stop()
        self._title = str(self._form.values().get("title") or "")

    def _edited(self, name: str) -> None:
        if name in ("title", "name") and self._copy.package_id:
            self._soon.start()

    def _left(self, name: str) -> None:
        if name == "title" and self._copy.is_new:
            self._follow_title()

    def _follow_title(self) -> None:
        values = self._form.values()
        title, slug = str(values.get("title") or ""), str(values.get("name") or "")
        own = slug_from_title(self._title) if self._title.strip() else ""
        if title.strip() and title != self._title and slug in ("", own):
            self._title = title
            self._form.set_value("name", slug_from_title(title))
        else:
            self._title = title

    def _ask(self) -> None:
        workspace, package_id = self._session.workspace, self._copy.package_id
        edits = self._form.edits()
        title, slug = str(edits.get("title") or ""), str(edits.get("name") or "")
        if not slug and title.strip() and self._copy.is_new:
            slug = slug_from_title(title)
        if not (title.strip() or slug):
            return

        def ask() -> dict[str, list[str]]:
            found = {
                "name": new_record.name_problem(workspace, slug, own=package_id) if slug else "",
                "title": new_record.title_problem(workspace, title, own=package_id) if title.strip() else "",
            }
            return {name: [words] for name, words in found.items() if words}

        def show(found: dict[str, list[str]]) -> None:
            now = self._form.values()
            if self._copy.package_id == package_id and str(now.get("title") or "") == (title or now.get("title")):
                self._form.set_looked_up(found)

        self._session.ask(lambda _t, _r: ask()).done.connect(show)


class CreateFlow(QObject):
    """Reviews and sends a new record."""

    busyChanged = Signal(bool)
    sendingFiles = Signal(int)  # how many; ``progressed`` follows
    progressed = Signal(object)  # Progress, in bytes
    fileChanged = Signal()  # a file is not the one that was chosen: nothing was stored
    created = Signal(object)  # Created
    refused = Signal(object)  # Refused
    againAsked = Signal(object)  # what was sent: RecordChanges
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what concerns a record that is not on screen

    def __init__(
        self, session: Session, choices: SessionChoices, copy: WorkingCopy, bar: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._copy = copy
        self._bar = bar
        self._window = window
        self._job: Job | None = None
        self._sent = ""  # id of the draft under way
        self.busy = False

    def draft(self) -> RecordChanges:
        """The record on screen as it would be sent now."""
        return self._copy.changes.copy()

    def sends(self, package_id: str) -> bool:
        """Whether that record is being created: its draft on this computer may be gone before it is shown."""
        return self._sent == package_id

    def review(self, draft: RecordChanges, planned: ChangePreview) -> None:
        """Shows all that will be there, and sends it when that is confirmed."""
        state = state_field(self._session.workspace.schema())
        start = str(draft.base.get(state.name) or "") if state else ""
        words = format_value(self._choices)
        begun = self.tr("It begins in the state %1: only people of its organization see it.")
        dialog = ChangesDialog(
            self.tr("Create “%1”").replace("%1", self._copy.name_of(PACKAGE)),
            field_changes(planned, self._copy.name_of),
            extra=[
                *([(self.tr("State"), begun.replace("%1", state.choice_label(start)))] if state else []),
                *other_parts(planned, self._copy.name_of, words),
            ],
            save_label=self.tr("Create the record"),
            words=words,
            read=self._session.read,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(draft) if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def send(self, draft: RecordChanges) -> None:
        """Sends what was reviewed, once what was typed last is stored."""
        workspace = self._session.workspace
        self._set_busy(True)
        stored = self._session.store(lambda: workspace.store.drafts.get(draft.package_id) is not None)
        stored.done.connect(lambda there: self._send(draft) if there else self._set_busy(False))
        stored.failed.connect(lambda _e: self._set_busy(False))

    def _send(self, draft: RecordChanges) -> None:
        workspace, self._sent = self._session.workspace, draft.package_id
        job = self._session.ask(
            lambda token, report: new_record.send(workspace, draft, token=token, report=report),
            title=self.tr("Creating the record"),
        )
        self._job = job
        if draft.files:
            self.sendingFiles.emit(len(draft.files))
        job.progressed.connect(self.progressed)
        job.done.connect(lambda result: self._done(result, draft))
        job.failed.connect(lambda error: self._failed(error, draft))
        job.ended.connect(self._ended)

    def stop(self) -> None:
        """Stops sending its files; the record is there by then, and they stay with it as a draft."""
        if self._job is not None:
            self._job.cancel()

    def _done(self, result: Created, draft: RecordChanges) -> None:
        if not self._shows(draft):
            words = self.tr("“%1” is in the catalogue, as a draft that only its organization sees.")
            said = f"{words.replace('%1', _title(draft))} {result.note}".strip()
            self._sent = ""
            self.elsewhere.emit(str(result.package["id"]), "success", said)
            return
        workspace, now = self._session.workspace, self._copy.edits()

        def created() -> None:
            self._sent = ""
            self.created.emit(result)

        settled = self._session.store(lambda: new_record.settle(workspace, draft, now, result.package))
        settled.ended.connect(created)

    def _failed(self, error: object, draft: RecordChanges) -> None:
        self._sent = ""
        kept = self.tr("The record is kept as a draft on this computer.")
        said = error.message if isinstance(error, CatalogueError) else str(error)
        if not self._shows(draft):
            words = self.tr("“%1” was not created.").replace("%1", _title(draft))
            self.elsewhere.emit(draft.package_id, "error", f"{words} {said} {kept}")
        elif isinstance(error, SaveRefused):
            self.refused.emit(error)
        elif isinstance(error, FileChanged):
            self.fileChanged.emit()
        else:
            again = (self.tr("Try again"), lambda: self.againAsked.emit(draft))
            self._bar.show_message("warning", f"{said} {kept}", [again])

    def _shows(self, draft: RecordChanges) -> bool:
        return self._copy.package_id == draft.package_id

    def _ended(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busyChanged.emit(busy)


def _title(draft: RecordChanges) -> str:
    return str(draft.of(PACKAGE).get("title") or "")
