"""Creating a record that is a draft so far: its name is looked after while one types, one review, one act."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.catalogue.session import FileChanged
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.review import ChangesDialog, Outcome
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.workers import Job
from bcdc_desktop.work import new_records
from bcdc_desktop.work.editing import PACKAGE, Refused, plan
from bcdc_desktop.work.records import Created

from .planned_words import field_changes, other_parts
from .words import value_words
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
        desk, package_id = self._session.desk, self._copy.package_id
        edits = self._form.edits()
        title, slug = str(edits.get("title") or ""), str(edits.get("name") or "")
        if not slug and title.strip() and self._copy.is_new:
            slug = slug_from_title(title)
        if not (title.strip() or slug):
            return

        def ask() -> dict[str, list[str]]:
            found = {
                "name": new_records.name_problem(desk, slug, own=package_id) if slug else "",
                "title": new_records.title_problem(desk, title, own=package_id) if title.strip() else "",
            }
            return {name: [words] for name, words in found.items() if words}

        def show(found: dict[str, list[str]]) -> None:
            now = self._form.values()
            if self._copy.package_id == package_id and str(now.get("title") or "") == (title or now.get("title")):
                self._form.set_errors(found)

        self._session.ask(lambda _t, _r: ask()).done.connect(show)


class Creating(QObject):
    """Reviews and sends a new record."""

    busyChanged = Signal(bool)
    sendingFiles = Signal(int)  # how many; ``progressed`` follows
    progressed = Signal(object)  # Progress, in bytes
    fileChanged = Signal()  # a file is not the one that was chosen: nothing was stored
    created = Signal(object)  # Created
    refused = Signal(object)  # Refused

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
        self.busy = False

    def problems(self) -> dict[str, dict[str, list[str]]]:
        """What keeps it from being created: target -> path -> messages. Asks nobody."""
        found: dict[str, dict[str, list[str]]] = {}
        for target, listed in new_records.problems(self._session.desk, self._draft()).items():
            for problem in listed:
                found.setdefault(target, {}).setdefault(problem.path, []).append(problem.message)
        return found

    def review(self) -> None:
        """Shows all that will be there, and sends it when that is confirmed."""
        edits = self._copy.edits()
        state = state_field(self._session.desk.schema())
        start = str(self._copy.base.get(state.name) or "") if state else ""
        planned = plan(self._session.desk, edits)
        words = value_words(self._choices)
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
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send() if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def send(self) -> None:
        """Sends it, once what was typed last is stored."""
        desk, package_id = self._session.desk, self._copy.package_id
        self._set_busy(True)
        stored = self._session.store(lambda: desk.store.drafts.get(package_id))
        stored.done.connect(lambda draft: self._send(draft) if draft else self._set_busy(False))
        stored.failed.connect(lambda _e: self._set_busy(False))

    def _send(self, draft: Draft) -> None:
        desk = self._session.desk
        job = self._session.ask(
            lambda token, report: new_records.send(desk, draft, token=token, report=report),
            title=self.tr("Creating the record"),
        )
        self._job = job
        if draft.files:
            self.sendingFiles.emit(len(draft.files))
        job.progressed.connect(self.progressed)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)

    def stop(self) -> None:
        """Stops sending its files; the record is there by then, and they stay with it as a draft."""
        if self._job is not None:
            self._job.cancel()

    def _done(self, result: Created) -> None:
        self.created.emit(result)

    def _failed(self, error: object) -> None:
        kept = self.tr("The record is kept as a draft on this computer.")
        if isinstance(error, Refused):
            self.refused.emit(error)
        elif isinstance(error, FileChanged):
            self.fileChanged.emit()
        else:
            words = error.message if isinstance(error, CatalogueError) else str(error)
            self._bar.show_message("warning", f"{words} {kept}", [(self.tr("Try again"), self.send)])

    def _draft(self) -> Draft:
        held: Any = self._copy.held
        order = None if held.order is None else tuple(held.order)
        base = self._copy.base
        return Draft(self._copy.package_id, "", base, "", held.edits, 0.0, 0.0, (), held.new, held.files, order)

    def _ended(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busyChanged.emit(busy)
