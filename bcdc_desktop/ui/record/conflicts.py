"""Conflicts of a save with what others changed: the user decides on fields, deleted resources, and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.last_change import LastChange, ask_for_change
from bcdc_desktop.app.records.merge import MergeConflict, joined, split
from bcdc_desktop.app.records.plan import ChangePreview
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import ORDER, PACKAGE, RecordChanges
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.review import ConflictDialog, ConflictOutcome
from bcdc_desktop.ui.review.preview import count_changes, section_labels
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import quoted

from .working_copy import WorkingCopy

Decisions = Mapping[str, Mapping[str, Any]]  # section -> field -> the value to store


class ConflictResolution(QObject):
    """Asks what becomes of changes that collide with other people's; nothing of such a save was stored."""

    # to be saved: RecordChanges, their ChangePreview (None: they are others now), Decisions or None, and up to which
    # change of the record these were made, or None
    decided = Signal(object, object, object, object)
    theirsTaken = Signal()  # the user's changes were discarded for the record as it is on the server

    def __init__(
        self, session: Session, choices: SessionChoices, copy: WorkingCopy, bar: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._copy = copy
        self._bar = bar
        self._window = window

    def resolve(self, conflict: MergeConflict, planned: ChangePreview, edits: RecordChanges) -> None:
        """Have the user decide about changes of the record on screen."""
        if conflict.gone:
            self._resolve_deleted(conflict.gone, edits)
        elif conflict.merges:
            self._resolve_fields(conflict, planned, edits)
        else:
            self._resolve_order(conflict, edits, planned, {})

    def _resolve_deleted(self, gone: Sequence[str], edits: RecordChanges) -> None:
        """Ask about resources that the user changed and someone deleted on the server."""
        again = edits
        for section in gone:
            again = again.adding_again(section, self._session.workspace.schema_of(edits.base).resource_fields)
        buttons = [(self.tr("Discard my changes"), lambda: self._drop(gone))]
        if all(edits.can_be_added_again(section) for section in gone):
            buttons.append((self.tr("Add it again"), lambda: self.decided.emit(again, None, None, None)))
            text = self.tr("%1 was deleted on the server. Your changes are kept as a draft.")
        else:
            text = self.tr(
                "%1 was deleted on the server, with its file. Your changes are kept as a draft."
                " To add it again, upload a file."
            )
        names = ", ".join(quoted(self._copy.name_of(section)) for section in gone)
        self._bar.show_message("error", text.replace("%1", names), buttons)

    def _resolve_fields(self, conflict: MergeConflict, planned: ChangePreview, edits: RecordChanges) -> None:
        sections = [*conflict.merges]
        single = sections[0] if len(sections) == 1 else None
        labels = section_labels(sections, self._copy.name_of)
        dialog = ConflictDialog(
            conflict.merges[single] if single is not None else joined(conflict.merges, labels),
            others=count_changes(planned, without=sections),
            choices=self._choices,
            words=value_formatter(self._choices),
            read=self._session.read,
            parent=self._window,
        )

        def decided() -> None:
            if dialog.outcome is ConflictOutcome.SAVE:
                chosen = dialog.decisions()
                self._resolve_order(conflict, edits, planned, {single: chosen} if single is not None else split(chosen))
            elif dialog.outcome is ConflictOutcome.RELOAD:
                self._take_theirs(conflict.current, sections)

        workspace, current = self._session.workspace, Package(conflict.current)
        asked = self._session.ask(lambda _t, _r: ask_for_change(workspace, current))
        asked.tell(dialog, done=lambda change: dialog.heading.setText(self._said_of(change)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(decided)
        dialog.open()

    def _said_of(self, change: LastChange) -> str:
        """Return who changed the record and when, as far as the catalogue tells."""
        who = change.who or self.tr("Someone else")
        if change.at is None:
            return self.tr("%1 changed this record while you were editing it").replace("%1", who)
        text = self.tr("%1 changed this record while you were editing it (%2)")
        return text.replace("%2", exact_time(change.at)).replace("%1", who)

    def _resolve_order(
        self, conflict: MergeConflict, edits: RecordChanges, planned: ChangePreview, decisions: Decisions
    ) -> None:
        """Save with the decisions, after that on the order where both changed it."""
        order, modified = conflict.order, str(conflict.current.get("metadata_modified"))
        if order is None:
            self.decided.emit(edits, planned, decisions, modified)
            return

        def take(ids: Sequence[str]) -> None:
            whole = {**decisions, PACKAGE: {**decisions.get(PACKAGE, {}), ORDER: list(ids)}}
            self.decided.emit(edits, planned, whole, modified)

        self._bar.show_message(
            "warning",
            self.tr("Someone else changed the order of the resources too. Nothing was saved."),
            [(self.tr("Use mine"), lambda: take(order.mine)), (self.tr("Use theirs"), lambda: take(order.theirs))],
        )

    def _drop(self, sections: Sequence[str]) -> None:
        for section in sections:
            self._copy.drop(section)
        self._bar.hide()

    def _take_theirs(self, current: Mapping[str, Any], sections: Sequence[str]) -> None:
        self._copy.know(current)
        for section in sections:
            self._copy.drop(section)
        self.theirsTaken.emit()
        text = self.tr("Your changes were discarded. This is the record as it is on the server now.")
        self._bar.show_message("information", text)
