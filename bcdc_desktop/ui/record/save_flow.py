"""Saving a record, or creating a new one: plan, problems, review, submit, and what is told of the result.

Whatever was changed about the record goes as one submission, after one review. It is planned once, in a worker; the
review shows that plan, and the same plan is submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.records import create, visibility
from bcdc_desktop.app.records.create import Created
from bcdc_desktop.app.records.drafts import left_to_send, rebase_draft
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import ChangePreview, SaveRefused, plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.stored_record import has_draft
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.catalogue.errors import NotAuthorized, Offline, Timeout
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.audience import Audience
from bcdc_desktop.domain.checks import FieldProblem
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.review import ChangesDialog, Outcome
from bcdc_desktop.ui.review.preview import (
    count_changes,
    field_changes,
    format_deletion,
    other_changes,
)
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar
from bcdc_desktop.ui.widgets.text import labelled, quoted

from .attachments import Attachments, UploadProgressLine
from .conflicts import ConflictResolution, Decisions
from .working_copy import WorkingCopy, part_of

Errors = Mapping[str, Mapping[str, Sequence[str]]]  # section -> path -> messages

_PROBLEMS, _UNANSWERED = "problems", "unanswered"  # topics of messages that a later event takes back


@dataclass(frozen=True)
class _Planned:
    """Changes with their preview, and what keeps them from being sent."""

    changes: RecordChanges  # of a new record also what does not apply at the moment
    preview: ChangePreview
    errors: Errors
    audience: str = ""  # who will be able to see the record
    public: bool = False  # everyone will, and not everyone can now


class SaveView(Protocol):
    """Where a save is asked for: the editor."""

    copy: WorkingCopy
    bar: MessageBar
    files: Attachments
    sending: UploadProgressLine

    @property
    def target(self) -> str | None:
        """The section on screen."""

    @property
    def form(self) -> SchemaForm:
        """Its form."""

    def flush(self) -> None:
        """Store what was typed and not yet stored."""

    def go_to(self, target: str) -> None:
        """Have a section shown."""


class SaveFlow(QObject):
    """Saves what the editor's working copy contains; tells the result in the editor's message bar."""

    busyChanged = Signal(bool)
    saved = Signal(object)  # SubmitResult
    created = Signal(object)  # Created
    theirsTaken = Signal()  # the user's changes were discarded for the record as it is on the server
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what concerns a record that is not on screen

    def __init__(self, session: Session, choices: SessionChoices, editor: SaveView, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._choices = choices
        self._editor = editor
        self._copy = editor.copy
        self._bar = editor.bar
        self._plan_job: Job | None = None
        self._job: Job | None = None
        self._creating = ""  # id of the draft that is being created
        self._again: list[tuple[str, Callable[[], object]]] = []  # the button that sends what failed once more
        session.connectionChanged.connect(self._forget_unanswered)
        self.busy = False
        self._conflicts = ConflictResolution(session, choices, self._copy, self._bar, window)
        self._conflicts.decided.connect(self._save)
        self._conflicts.theirsTaken.connect(self.theirsTaken)

    def review(self) -> None:
        """Plan the changes; lead to what has to be fixed, or else show the review, which sends them."""
        if not self.busy and self._editor.target is not None:
            self._editor.flush()
            self._plan(self._planned)

    def next_problem(self) -> None:
        """Put the cursor into the next field that keeps the record from being saved."""
        editor = self._editor
        editor.flush()
        editor.form.check()
        if not editor.form.focus_next_problem() and editor.target is not None:
            self._plan(self._go_to_next)

    def stop(self) -> None:
        """Stop as long as the files are not sent in full; a new record is there by then, and keeps them as a draft."""
        if self._job is not None:
            self._job.cancel()

    def is_creating(self, draft_id: str) -> bool:
        """Return whether that record is being created: its draft may be gone before the record is shown."""
        return self._creating == draft_id

    def forget_problems(self) -> None:
        """Take back what was told about problems: they are fixed."""
        if self._bar.tells(_PROBLEMS):
            self._bar.clear()

    # plan

    def _plan(self, then: Callable[[_Planned], None]) -> None:
        if self._plan_job is not None:
            return
        copy, workspace = self._copy, self._session.workspace
        edits = copy.edits()
        draft = copy.changes.copy() if copy.is_new else None

        def work() -> _Planned:
            preview = plan(workspace, edits)
            if draft is None:
                after = edits.result()
                public = visibility.becomes_public(workspace, edits.base, after)
                audience = visibility.expected(workspace, after) if visibility.concerns(edits) else Audience.UNKNOWN
                hides = audience in (Audience.ORGANIZATION, Audience.LINK)
                said = visibility.sentence(workspace, audience, after, then=True) if hides else ""
                return _Planned(edits, preview, preview.errors, said, public)
            visibility.learn(workspace)
            values = create.values_of(draft)
            audience = visibility.expected(workspace, values)
            said = visibility.sentence(workspace, audience, values, then=True)
            wrong = _by_path(create.problems(workspace, draft))
            return _Planned(draft, preview, wrong, said, audience is Audience.EVERYONE)

        def found(planned: _Planned) -> None:
            self._plan_job = None
            if copy.package_id != edits.package_id or self.busy:
                return
            if copy.edits() != edits:  # something was changed meanwhile
                self._plan(then)
            else:
                then(planned)

        def ended() -> None:
            if self._plan_job is job:
                self._plan_job = None

        job = self._plan_job = self._session.read(work)
        job.tell(self, done=found, ended=ended)

    def _planned(self, planned: _Planned) -> None:
        editor, here = self._editor, self._editor.target or PACKAGE
        wrong = [p for p in editor.form.check() if p.severity == "error"]
        known = {p.path for p in wrong}
        more = {path: messages for path, messages in planned.errors.get(here, {}).items() if path not in known}
        if more:  # what only the record as a whole shows
            editor.form.set_errors(more)
            wrong += [FieldProblem(path, messages[0]) for path, messages in more.items()]
        elsewhere = {section: paths for section, paths in planned.errors.items() if section != here}
        if not wrong and not elsewhere:
            editor.files.check(lambda: self._show_review(planned))
            return
        if not wrong:
            editor.go_to(next(iter(elsewhere)))
            editor.form.check()
        editor.form.focus_next_problem()
        count = len(wrong) + sum(len(paths) for paths in elsewhere.values())
        one = self.tr("Fix the marked field, then save again.")
        many = self.tr("Fix the %1 marked fields, then save again.").replace("%1", str(count))
        self._bar.show_message("warning", one if count == 1 else many, topic=_PROBLEMS)

    def _go_to_next(self, planned: _Planned) -> None:
        other = next((section for section in planned.errors if section != self._editor.target), None)
        if other is not None:
            self._editor.go_to(other)
            self._editor.form.check()
            self._editor.form.focus_next_problem()

    # review

    def _show_review(self, planned: _Planned) -> None:
        preview, name_of = planned.preview, self._copy.name_of
        if preview.empty and not planned.changes.is_new:
            self._bar.show_message("information", self.tr("There is nothing to save."))
            return
        words = value_formatter(self._choices)
        changes, extra = field_changes(preview, name_of), other_changes(preview, name_of, words)
        if planned.changes.is_new:
            title, label = self.tr("Create “%1”").replace("%1", name_of(PACKAGE)), self.tr("Create the record")
            if planned.public:
                label = self.tr("Create it, visible to anyone")
            extra = [*self._start_state(planned), *extra]
        else:
            only = [*preview.differences]
            named = name_of(only[0] if len(only) == 1 and not extra else PACKAGE)
            title = self.tr("Save “%1”").replace("%1", named)
            label = self.tr("Save and make public") if planned.public else ""
        dialog = ChangesDialog(
            title,
            changes,
            warnings=self._warnings(planned),
            extra=extra,
            save_label=label,
            words=words,
            read=self._session.read,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._send_planned(planned) if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def _warnings(self, planned: _Planned) -> list[str]:
        found, preview = [], planned.preview
        if planned.changes.is_new:
            return [planned.audience] if planned.public else []
        if planned.public:
            found.append(self.tr("Anyone will be able to see this record as soon as you save."))
        elif planned.audience:
            found.append(planned.audience)
        elif preview.public and preview.files:
            found.append(self.tr("This record is public. Your changes and files become public as soon as you save."))
        elif preview.public:
            found.append(self.tr("This record is public. Your changes become public as soon as you save."))
        if said := visibility.leaves_organization(preview.changes):
            found.append(said)
        package = self._copy.package
        return found + [format_deletion(part_of(package, s), name) for s, name in preview.deletions.items()]

    def _start_state(self, planned: _Planned) -> list[tuple[str, str]]:
        """Return the rows of the review that say in which state a new record begins, and who will see it."""
        rows = [(self.tr("Who can see it"), planned.audience)]
        state = state_field(self._session.workspace.schema_of(planned.changes.base))
        if state is None:
            return rows
        label = state.choice_label(str(planned.changes.base.get(state.name) or ""))
        return [(self.tr("State"), self.tr("Starts as %1.").replace("%1", label)), *rows]

    # submit

    def _send_planned(self, planned: _Planned) -> None:
        if planned.changes.is_new:
            self._create(planned.changes)
        else:
            self._save(planned.changes, planned.preview)

    def _save(
        self,
        edits: RecordChanges,
        preview: ChangePreview | None = None,
        decisions: Decisions | None = None,
        reviewed: str | None = None,
    ) -> None:
        """Save changes in a worker.

        Args:
            preview: what was planned; it is planned in the worker where the changes are others than those.
            decisions: what to store of what others changed too.
            reviewed: up to which change of the record they were decided.
        """
        workspace = self._session.workspace

        def work(token: CancelToken, report: Report) -> tuple[SubmitResult | MergeConflict, ChangePreview]:
            planned = preview or plan(workspace, edits)
            done = save(
                workspace, edits, preview=planned, decisions=decisions, reviewed=reviewed, token=token, report=report
            )
            if isinstance(done, SubmitResult) and visibility.concerns(edits):
                who = visibility.sentence(workspace, visibility.check_audience(workspace, done.package), done.package)
                done = replace(done, note=" ".join(part for part in (done.note, who) if part))
            return done, planned

        self._set_busy(True)
        job = self._begin(self._session.ask(work, title=self.tr("Saving")), edits)
        job.tell(
            self,
            done=lambda done: self._after_save(done[0], done[1], edits),
            failed=lambda error: self._save_failed(error, edits, preview, decisions, reviewed),
            cancelled=lambda: self._stopped(edits),
            ended=self._ended,
        )

    def _create(self, draft: RecordChanges) -> None:
        """Create a record, once what was typed last is stored."""
        workspace = self._session.workspace
        self._set_busy(True)
        stored = self._session.store(lambda: has_draft(workspace, draft.package_id))
        stored.tell(
            self,
            done=lambda there: self._create_stored(draft) if there else self._set_busy(False),
            failed=lambda _e: self._set_busy(False),
        )

    def _create_stored(self, draft: RecordChanges) -> None:
        workspace, self._creating = self._session.workspace, draft.package_id
        job = self._session.ask(
            lambda token, report: create.send(workspace, draft, token=token, report=report),
            title=self.tr("Creating the record"),
        )
        self._begin(job, draft)
        job.tell(
            self,
            done=lambda result: self._after_creation(result, draft),
            failed=lambda error: self._creation_failed(error, draft),
            ended=self._ended,
        )

    def _begin(self, job: Job, changes: RecordChanges) -> Job:
        self._job = job
        if changes.files:
            self._editor.sending.begin(len(changes.files))
        job.progressed.connect(self._editor.sending.show_progress)
        return job

    def _save_again(
        self, edits: RecordChanges, preview: ChangePreview | None, decisions: Decisions | None, reviewed: str | None
    ) -> None:
        """Save once more what was reviewed; where the draft contains other changes by now, they are reviewed first."""
        self._editor.flush()
        now = self._copy.edits()
        if now.package_id == edits.package_id and replace(now, base=edits.base) == edits:
            self._save(edits, preview, decisions, reviewed)
        else:
            self.review()

    def _create_again(self, draft: RecordChanges) -> None:
        self._editor.flush()
        if self._copy.changes == draft:
            self._create(draft)
        else:
            self.review()

    # result of a save

    def _after_save(self, result: SubmitResult | MergeConflict, planned: ChangePreview, edits: RecordChanges) -> None:
        if isinstance(result, MergeConflict):
            if self._shows(edits):
                self._conflicts.resolve(result, planned, edits)
            else:
                text = self.tr(
                    "“{title}” was not saved because someone else changed it. Open it to resolve the conflict."
                    " Your changes are kept as a draft."
                )
                self._tell_elsewhere(edits, "warning", text)
            return
        self._keep_rest(edits, RecordChanges(result.package))
        self.saved.emit(result)
        if self._shows(edits):
            self._tell_saved(result, planned, edits)
        elif result.gone:
            text = self.tr("“{title}” was saved, but someone deleted a resource with your changes right afterwards.")
            self._tell_elsewhere(edits, "warning", text)
        elif result.lost:
            text = self.tr("“{title}” was saved, but someone else overwrote it at the same moment.")
            self._tell_elsewhere(edits, "warning", text)
        else:
            self._tell_elsewhere(edits, "success", self.tr("“{title}” was saved."))

    def _keep_rest(self, sent: RecordChanges, left: RecordChanges) -> None:
        """Make what was not stored, and what was changed since it was sent, the draft."""
        workspace = self._session.workspace
        if self._shows(sent):
            self._copy.begin_again(left_to_send(workspace.schema_of(sent.base), self._copy.edits(), sent, left))
        else:
            self._session.store(lambda: rebase_draft(workspace, sent, left))

    def _tell_saved(self, result: SubmitResult, planned: ChangePreview, edits: RecordChanges) -> None:
        if result.gone:
            sent = edits.result()
            names = ", ".join(quoted((part_of(sent, t) or {}).get("name") or t) for t in result.gone)
            words = self.tr("Your changes were saved, but someone deleted %1 right afterwards.").replace("%1", names)
            self._bar.show_message("warning", words)
            return
        if result.lost:
            text = self.tr("Saved, but someone else overwrote it at the same moment. Check the record and try again.")
            self._bar.show_message("warning", text)
            return
        fields = sum(len(c) for t, c in result.changes.items() if t not in edits.new_resources)
        count = count_changes(planned)
        if result.entry is None:
            text = self.tr("The catalogue already has these values. Nothing was saved.")
        elif count > fields:
            text = self.tr("1 change saved.") if count == 1 else self.tr("%1 changes saved.").replace("%1", str(count))
        else:
            text = self.tr("1 field saved.") if fields == 1 else self.tr("%1 fields saved.").replace("%1", str(fields))
        rest = "" if self._copy.changes.empty else self.tr("Changes that you made meanwhile are kept as a draft.")
        self._bar.show_message("success", " ".join(part for part in (text, result.note, rest) if part))

    def _save_failed(
        self,
        error: object,
        edits: RecordChanges,
        preview: ChangePreview | None,
        decisions: Decisions | None,
        reviewed: str | None,
    ) -> None:
        message = error_text(error)
        if not self._shows(edits):
            text = self.tr("“{title}” was not saved. {error} Your changes are kept as a draft.")
            self._tell_elsewhere(edits, "error", text, message)
        elif isinstance(error, SaveRefused):
            self._show_refusal(error)
        elif isinstance(error, FileChanged):
            self._editor.files.check()
        elif isinstance(error, Offline | Timeout):
            text = self.tr("%1 Your changes are kept as a draft. Save again when the catalogue responds.")
            self._again = [(self.tr("Try again"), lambda: self._save_again(edits, preview, decisions, reviewed))]
            self._bar.show_message("warning", text.replace("%1", message), self._again, topic=_UNANSWERED)
        else:
            text = self.tr("%1 Your changes are kept as a draft.")
            self._bar.show_message("error", text.replace("%1", message), self._key_buttons(error))

    def _key_buttons(self, error: object) -> list[tuple[str, Callable[[], object]]]:
        """Return what helps where the catalogue may have refused the key; nothing for another error."""
        if isinstance(error, NotAuthorized):
            return [(self.tr("Sign in"), self._session.signInAsked.emit)]
        return []

    def _forget_unanswered(self) -> None:
        """Take back that the catalogue does not answer, once it does; that nothing was saved holds still."""
        if self._session.connection == "connected" and self._bar.tells(_UNANSWERED):
            text = self.tr("The catalogue responds again. Your changes are kept as a draft: save again.")
            self._bar.show_message("information", text, self._again)

    def _show_refusal(self, error: SaveRefused) -> None:
        """Show the server's messages at their fields, and those of places that are not on screen above the form."""
        editor, by_section = self._editor, error.by_section
        if by_section and editor.target not in by_section:
            editor.go_to(next(iter(by_section)))
        elsewhere = editor.form.set_errors(by_section.get(editor.target or PACKAGE, {}))
        elsewhere += [
            labelled(labelled(self._copy.name_of(section), path), " ".join(messages))
            for section, paths in by_section.items()
            if section != editor.target
            for path, messages in paths.items()
        ]
        text = self.tr("The catalogue rejected some values. Your changes are kept as a draft.")
        if elsewhere or not by_section:
            text = self.tr("%1 Your changes are kept as a draft.")
            text = text.replace("%1", " ".join([error.message, *elsewhere[:3]]))
        self._bar.show_message("error", text)
        editor.form.focus_next_problem()

    def _stopped(self, edits: RecordChanges) -> None:
        if self._shows(edits):
            text = self.tr("Stopped. Nothing was saved; your changes are kept as a draft.")
            self._bar.show_message("information", text)
        else:
            text = self.tr("Saving “{title}” was stopped. Your changes are kept as a draft.")
            self._tell_elsewhere(edits, "information", text)

    # result of a creation

    def _after_creation(self, result: Created, draft: RecordChanges) -> None:
        if not self._shows(draft):
            self._creating = ""
            who = visibility.sentence(self._session.workspace, result.audience, result.package)
            text = self.tr("“%1” is in the catalogue.")
            said = " ".join(part for part in (text.replace("%1", _title(draft)), who, result.note) if part)
            self.elsewhere.emit(str(result.package["id"]), "success", said)
            return
        workspace, now = self._session.workspace, self._copy.edits()

        def created() -> None:
            self._creating = ""
            self.created.emit(result)

        settled = self._session.store(lambda: create.settle(workspace, draft, now, result.package))
        settled.tell(self, ended=created)

    def _creation_failed(self, error: object, draft: RecordChanges) -> None:
        self._creating = ""
        message = error_text(error)
        if not self._shows(draft):
            text = self.tr("“{title}” was not created. {error} The record is kept as a draft on this computer.")
            said = text.format(title=_title(draft), error=message)
            self.elsewhere.emit(draft.package_id, "error", said)
        elif isinstance(error, SaveRefused):
            self._show_refusal(error)
        elif isinstance(error, FileChanged):
            self._editor.files.check()
        else:
            text = self.tr("%1 The record is kept as a draft on this computer.").replace("%1", message)
            self._again = [(self.tr("Try again"), lambda: self._create_again(draft))]
            topic = _UNANSWERED if isinstance(error, Offline | Timeout) else ""
            self._bar.show_message("warning", text, [*self._again, *self._key_buttons(error)], topic=topic)

    # inside

    def _shows(self, changes: RecordChanges) -> bool:
        return self._copy.package_id == changes.package_id

    def _tell_elsewhere(self, edits: RecordChanges, kind: Kind, text: str, error: str = "") -> None:
        """Tell, with its title, what became of a record that is not on screen."""
        self.elsewhere.emit(edits.package_id, kind, text.format(title=Package(edits.base).title, error=error))

    def _ended(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busyChanged.emit(busy)


def _title(draft: RecordChanges) -> str:
    return str(draft.of(PACKAGE).get("title") or "")


def _by_path(problems: Mapping[str, Sequence[FieldProblem]]) -> Errors:
    found: dict[str, dict[str, list[str]]] = {}
    for section, listed in problems.items():
        for problem in listed:
            found.setdefault(section, {}).setdefault(problem.path, []).append(problem.message)
    return found
