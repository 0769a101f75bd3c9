"""Undo of a journal entry: planned on the record as it is now, reviewed, and merged where that is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.merge import MergeConflict, joined, split
from bcdc_desktop.app.records.plan import ChangePreview, plan
from bcdc_desktop.app.records.undo import UndoPlan, plan_undo, undo
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog, ConflictOutcome, Outcome
from bcdc_desktop.ui.review.preview import field_changes, other_changes
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar


class UndoFlow(QObject):
    """Undoes one entry at a time, and shows the outcome in the bar."""

    def __init__(self, session: Session, choices: SessionChoices, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._bar = bar
        self._window = window

    def begin(self, entry_id: int) -> None:
        """Read the record as it is now, and show what would change."""
        workspace = self._session.workspace

        def read() -> tuple[UndoPlan, ChangePreview | None]:
            planned = plan_undo(workspace, entry_id)
            whole = planned.blocked or planned.what != "edit"
            return planned, None if whole else plan(workspace, planned.changes)

        job = self._session.ask(lambda _t, _r: read(), title=self.tr("Loading the record"))
        job.tell(self, done=lambda found: self._review(found[0], found[1]), failed=self._failed)

    # inside

    def _review(self, planned: UndoPlan, found: ChangePreview | None) -> None:
        if planned.blocked:
            self._bar.show_message("information", planned.blocked)
            return
        changes, extra = self._in_words(planned, found)
        notes = list(planned.notes)
        if planned.changed_since:
            notes.append(self.tr("Changed since then: %1.").replace("%1", ", ".join(planned.changed_since)))
        dialog = ChangesDialog(
            self.tr("Undo “%1”").replace("%1", planned.entry.title),
            changes,
            warnings=notes,
            extra=extra,
            save_label=self.tr("Undo"),
            words=value_formatter(self._choices),
            may_keep=False,
            read=self._session.read,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._send(planned) if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def _in_words(
        self, planned: UndoPlan, found: ChangePreview | None
    ) -> tuple[Sequence[Change], list[tuple[str, str]]]:
        whole = {
            "delete_package": self.tr("will be deleted"),
            "bring_back_package": self.tr("will be restored"),
        }
        if found is None:
            return [], [(planned.entry.title, whole[planned.what])]
        names = {**_names(planned.changes.base), **found.additions}

        def name_of(target: str) -> str:
            return names.get(target) or self.tr("Resource")

        return field_changes(found, name_of), other_changes(found, name_of, value_formatter(self._choices))

    def _send(self, planned: UndoPlan, decisions: Any = None, reviewed: str | None = None) -> None:
        workspace = self._session.workspace
        job = self._session.ask(
            lambda _t, _r: undo(workspace, planned, decisions=decisions, reviewed=reviewed),
            title=self.tr("Undoing"),
        )
        job.tell(self, done=lambda result: self._after(result, planned), failed=self._failed)

    def _after(self, result: object, planned: UndoPlan) -> None:
        if not isinstance(result, MergeConflict):
            self._bar.show_message("success", self.tr("Undone. The journal lists the undo, too."))
            return
        if not result.merges:
            words = self.tr("The resources were reordered or deleted in the meantime. Nothing was changed.")
            self._bar.show_message("warning", words)
            return
        names = _names(result.current)
        dialog = ConflictDialog(
            joined(result.merges, lambda t: names.get(t, "")),
            choices=self._choices,
            words=value_formatter(self._choices),
            read=self._session.read,
            parent=self._window,
        )
        modified = str(result.current.get("metadata_modified"))

        def decided() -> None:
            if dialog.outcome is ConflictOutcome.SAVE:
                self._send(planned, split(dialog.decisions()), modified)

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.keep_button.hide()
        dialog.accepted.connect(decided)
        dialog.open()

    def _failed(self, error: object) -> None:
        self._bar.show_error(error)


def _names(package: Mapping[str, Any]) -> dict[str, str]:
    return {str(r["id"]): str(r.get("name") or "") for r in package.get("resources") or ()}
