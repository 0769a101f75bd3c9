"""Conflicts of a copy: fields that were changed in both catalogues since the last copy are decided one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.merge import joined, split
from bcdc_desktop.app.transfer.copy import CopiedRecord, CopyDecision
from bcdc_desktop.domain.transfer import Terms
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.review import ConflictDialog, ConflictOutcome
from bcdc_desktop.ui.session import Session

from .changes_pane import TargetChoices


def decide_conflict(
    session: Session,
    terms: Terms,
    record: CopiedRecord,
    take: Callable[[CopyDecision], object],
    parent: QWidget,
) -> None:
    """Show both sides of a record in conflict, and have ``take`` called with what was decided.

    Args:
        terms: what the catalogue that is copied to calls its organizations and licences.
        record: one that is ``decidable``.
    """
    found = record.conflict
    assert found is not None
    names = {str(r["id"]): str(r.get("name") or r["id"]) for r in found.current.get("resources") or ()}
    choices = TargetChoices(terms)
    dialog = ConflictDialog(
        joined(found.merges, lambda section: names.get(section, "")),
        choices=choices,
        words=value_formatter(choices),
        read=session.read,
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    said = QCoreApplication.translate("CopyConflicts", "“%1” was changed in both catalogues")
    dialog.set_title(said.replace("%1", record.title))
    for button in (dialog.keep_button, dialog.reload_button):
        button.hide()
    reviewed = str(found.current.get("metadata_modified") or "")

    def decided() -> None:
        if dialog.outcome is ConflictOutcome.SAVE:
            take(CopyDecision(split(dialog.decisions()), reviewed))

    dialog.accepted.connect(decided)
    dialog.open()
