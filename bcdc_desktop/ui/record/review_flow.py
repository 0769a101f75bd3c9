"""The way to a save: what would be sent and what keeps it from being sent is found in a worker, then shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from bcdc_desktop.app.records import new_record
from bcdc_desktop.app.records.plan import ChangePreview, plan
from bcdc_desktop.domain.checks import FieldProblem
from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session

if TYPE_CHECKING:
    from .editor import RecordEditor

Found = Mapping[str, Mapping[str, Sequence[str]]]  # target -> path -> messages


class ReviewFlow(QObject):
    """Leads to the fields that want mending, and where there are none to the review."""

    def __init__(self, session: Session, editor: RecordEditor) -> None:
        super().__init__(editor)
        self._session = session
        self._editor = editor
        self._job: Job | None = None

    def review(self) -> None:
        """Shows what a save would change, and sends it when that is confirmed."""
        if not self._editor.busy and self._editor.target is not None:
            self._editor.flush()
            self._look(self._reviewed)

    def next_problem(self) -> None:
        """Puts the cursor into the next field that keeps the record from being sent."""
        editor = self._editor
        editor.flush()
        editor.form.check()
        if not editor.form.focus_next_problem() and editor.target is not None:
            self._look(lambda _planned, found, _draft: self._go_on(found))

    def save_again(self, edits: RecordChanges, decisions: Any, reviewed: str | None) -> None:
        """Sends once more what was reviewed; where it is not what the draft holds any more, that is reviewed first."""
        self._editor.flush()
        now = self._editor.copy.edits()
        if now.package_id == edits.package_id and replace(now, base=edits.base) == edits:
            self._editor.saving.send(edits, decisions, reviewed)
        else:
            self.review()

    def create_again(self, draft: RecordChanges) -> None:
        """The same for a new record."""
        self._editor.flush()
        if self._editor.creating.draft() == draft:
            self._editor.creating.send(draft)
        else:
            self.review()

    # inside

    def _look(self, then: Callable[[ChangePreview, Found, RecordChanges | None], None]) -> None:
        if self._job is not None:
            return
        editor, workspace = self._editor, self._session.workspace
        edits = editor.copy.edits()
        draft = editor.creating.draft() if editor.copy.is_new else None

        def work() -> tuple[ChangePreview, Found]:
            planned = plan(workspace, edits)
            return planned, planned.errors if draft is None else _by_path(new_record.problems(workspace, draft))

        def found(result: tuple[ChangePreview, Found]) -> None:
            self._job = None
            if editor.copy.package_id != edits.package_id or editor.busy:
                return
            if editor.copy.edits() != edits:  # something was changed meanwhile
                self._look(then)
            else:
                then(*result, draft)

        def ended() -> None:
            if self._job is job:
                self._job = None

        job = self._job = self._session.read(work)
        job.done.connect(found)
        job.ended.connect(ended)

    def _reviewed(self, planned: ChangePreview, found: Found, draft: RecordChanges | None) -> None:
        editor, here = self._editor, self._editor.target or ""
        wrong = [p for p in editor.form.check() if p.severity == "error"]
        known = {p.path for p in wrong}
        more = {path: messages for path, messages in found.get(here, {}).items() if path not in known}
        if more:  # what only the record as a whole shows
            editor.form.set_errors(more)
            wrong += [FieldProblem(path, messages[0]) for path, messages in more.items()]
        elsewhere = {t: p for t, p in found.items() if t != here}
        if wrong or elsewhere:
            if not wrong:
                editor.go_to(next(iter(elsewhere)))
                editor.form.check()
            editor.form.focus_next_problem()
            editor.tell_problems(len(wrong) + sum(len(p) for p in elsewhere.values()))
        elif draft is None:
            editor.files.look(lambda: editor.saving.review(planned))
        else:
            editor.files.look(lambda: editor.creating.review(draft, planned))

    def _go_on(self, found: Found) -> None:
        other = next((target for target in found if target != self._editor.target), None)
        if other is not None:
            self._editor.go_to(other)
            self._editor.form.check()
            self._editor.form.focus_next_problem()


def _by_path(problems: Mapping[str, Sequence[FieldProblem]]) -> Found:
    found: dict[str, dict[str, list[str]]] = {}
    for target, listed in problems.items():
        for problem in listed:
            found.setdefault(target, {}).setdefault(problem.path, []).append(problem.message)
    return found
