"""Conflicts of a copy: fields that were changed in both catalogues since the last copy are decided one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.merge import joined, split
from bcdc_desktop.app.transfer.copy import CopiedRecord, CopyDecision
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.choices import NoChoices
from bcdc_desktop.domain.schema import Choice
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.review import ConflictDialog, ConflictOutcome
from bcdc_desktop.ui.session import Session


class _TargetChoices(NoChoices):
    """Titles of organizations and licences in the catalogue that is copied to, as last seen."""

    def __init__(self, target: Workspace) -> None:
        self._organizations = [Choice(o.id, o.title) for o in target.organizations()]
        self._licences = [Choice(str(x["id"]), str(x.get("title") or x["id"])) for x in target.licences()]

    def organizations(self) -> list[Choice]:
        """Return the organizations."""
        return self._organizations

    def writable_organizations(self) -> list[Choice]:
        """Return the organizations; where the record belongs is not decided here."""
        return self._organizations

    def licences(self) -> list[Choice]:
        """Return the licences."""
        return self._licences


def decide_conflict(
    session: Session,
    target: Workspace,
    record: CopiedRecord,
    take: Callable[[CopyDecision], object],
    parent: QWidget,
) -> None:
    """Show both sides of a record in conflict, and have ``take`` called with what was decided.

    Args:
        record: one that is ``decidable``.
    """
    found = record.conflict
    assert found is not None
    names = {str(r["id"]): str(r.get("name") or r["id"]) for r in found.current.get("resources") or ()}
    choices = _TargetChoices(target)
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
