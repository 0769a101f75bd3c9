"""Taking back an entry of the journal: planned upon the record as it is now, reviewed, and decided where need be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import ChangePreview, plan
from bcdc_desktop.app.records.undo import UndoPlan, plan_undo, undo
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.ui.record.labels import format_value, joined, split
from bcdc_desktop.ui.record.plan_labels import field_changes, other_parts
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog, ConflictOutcome, Outcome
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar


class UndoFlow(QObject):
    """One entry after the other; tells in the bar what came of it."""

    def __init__(self, session: Session, choices: SessionChoices, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._bar = bar
        self._window = window

    def begin(self, entry_id: int) -> None:
        """Looks at the record as it is now, and shows what would change."""
        workspace = self._session.workspace

        def look() -> tuple[UndoPlan, ChangePreview | None]:
            planned = plan_undo(workspace, entry_id)
            whole = planned.blocked or planned.what != "edit"
            return planned, None if whole else plan(workspace, planned.changes)

        job = self._session.ask(lambda _t, _r: look(), title=self.tr("Looking at the record"))
        job.done.connect(lambda found: self._review(found[0], found[1]))
        job.failed.connect(self._failed)

    # inside

    def _review(self, planned: UndoPlan, found: ChangePreview | None) -> None:
        if planned.blocked:
            self._bar.show_message("information", planned.blocked)
            return
        changes, extra = self._in_words(planned, found)
        notes = list(planned.notes)
        if planned.changed_since:
            notes.append(self.tr("Changed since: %1.").replace("%1", ", ".join(planned.changed_since)))
        dialog = ChangesDialog(
            self.tr("Take back “%1”").replace("%1", planned.entry.title),
            changes,
            warnings=notes,
            extra=extra,
            save_label=self.tr("Take it back"),
            words=format_value(self._choices),
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
            "delete_package": self.tr("is deleted"),
            "bring_back_package": self.tr("is brought back"),
        }
        if found is None:
            return [], [(planned.entry.title, whole[planned.what])]
        names = {**_names(planned.changes.base), **found.additions}

        def name_of(target: str) -> str:
            return names.get(target, target[:8])

        return field_changes(found, name_of), other_parts(found, name_of, format_value(self._choices))

    def _send(self, planned: UndoPlan, decisions: Any = None, reviewed: str | None = None) -> None:
        workspace = self._session.workspace
        job = self._session.ask(
            lambda _t, _r: undo(workspace, planned, decisions=decisions, reviewed=reviewed),
            title=self.tr("Taking it back"),
        )
        job.done.connect(lambda result: self._after(result, planned))
        job.failed.connect(self._failed)

    def _after(self, result: object, planned: UndoPlan) -> None:
        if not isinstance(result, MergeConflict):
            self._bar.show_message("success", self.tr("It was taken back, and that is in the journal too."))
            return
        if not result.merges:
            words = self.tr("The resources stand in another order since, or are gone. Nothing was sent.")
            self._bar.show_message("warning", words)
            return
        names = _names(result.current)
        dialog = ConflictDialog(
            joined(result.merges, lambda t: names.get(t, "")),
            choices=self._choices,
            words=format_value(self._choices),
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
        words = error.message if isinstance(error, CatalogueError) else str(error)
        self._bar.show_message("error", words)


def _names(package: Mapping[str, Any]) -> dict[str, str]:
    return {str(r["id"]): str(r.get("name") or "") for r in package.get("resources") or ()}
