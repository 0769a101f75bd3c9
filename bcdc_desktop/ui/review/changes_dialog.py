"""The review before a save: field, before, after; nothing is sent without having been shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import as_text
from bcdc_desktop.ui.review.rows import DiffWorker, Read, RowsTable
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import counted

Words = Callable[[Any, Field], str]


class Outcome(StrEnum):
    """The decision of the user."""

    SAVE = "save"
    KEEP = "keep"  # as a draft
    CANCEL = "cancel"


class ChangesDialog(Dialog):
    """Shows what a submission will change and asks whether to send it; ``ask()`` returns the decision.

    Args:
        title: what is saved: ``Save “Caseloads 2024”``.
        changes: the fields, in the order in which they are shown.
        warnings: sentences to know before saving, such as that the record is public.
        extra: further parts of it, a label and a sentence each: files to send, resources to delete.
        save_label: the label of the button instead of ``Save 3 fields``.
        words: returns a value as text; the caller may know organizations by their titles.
        may_keep: whether *Keep as draft* is offered.
        read: runs in a worker what long texts take to compare.
    """

    def __init__(
        self,
        title: str,
        changes: Sequence[Change],
        *,
        warnings: Sequence[str] = (),
        extra: Sequence[tuple[str, str]] = (),
        save_label: str = "",
        words: Words = as_text,
        may_keep: bool = True,
        read: Read | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, reused=True, widest=measures.WIDEST_FORM)
        self.outcome = Outcome.CANCEL
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.warning_bars = [self._warning(text) for text in warnings]
        for bar in self.warning_bars:
            self.body.addWidget(bar)
        self.table = RowsTable((self.tr("Field"), self.tr("Before"), self.tr("After")), (22, 39, 39), self)
        self.table.setObjectName("changesView")
        self.table.setAccessibleName(self.tr("Changes"))
        self._comparing = DiffWorker(self.table, read)
        for change in changes:
            self._add_change(change, words)
        for label, sentence in extra:
            self.table.add((label, "", sentence))
        self.body.addWidget(self.table, 1)
        self._add_buttons(save_label or self._save_label(len(changes), len(extra)), may_keep)
        self.table.select_first()
        self.resize(820, min(760, 360 + 60 * (len(changes) + len(extra)) + 44 * len(warnings)))
        self.save_button.setFocus()

    def ask(self) -> Outcome:
        """Show the dialog until something is decided, and return that."""
        self.exec()
        return self.outcome

    def reject(self) -> None:
        """Decide nothing, on Escape."""
        self.outcome = Outcome.CANCEL
        super().reject()

    def _warning(self, text: str) -> MessageBar:
        bar = MessageBar(self)
        bar.show_message("warning", text, closable=False)
        return bar

    def _add_change(self, change: Change, words: Words) -> None:
        before, after = words(change.before, change.field), words(change.after, change.field)
        item = self.table.add_values(change.field.label, (before, after))
        columns = (1 if before.strip() else None, 2 if after.strip() else None)
        self._comparing.compare(item, before, after, columns, groups=change.field.kind is FieldKind.GROUPS)

    def _save_label(self, fields: int, others: int) -> str:
        if others and not fields:
            return self.tr("Save 1 change") if others == 1 else self.tr("Save {n} changes").format(n=others)
        if others:
            return self.tr("Save {n} changes").format(n=fields + others)
        return counted(fields, self.tr("Save 1 field"), self.tr("Save {n} fields").format(n=fields))

    def _add_buttons(self, save_label: str, may_keep: bool) -> None:
        self.keep_button = self.add_button(self.tr("Keep as draft"), Role.ResetRole)
        self.keep_button.clicked.connect(lambda: self._decide(Outcome.KEEP))
        self.keep_button.setVisible(may_keep)
        self.cancel_button = self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.save_button = self.add_button(save_label, Role.AcceptRole, kind="primary")
        self.save_button.clicked.connect(lambda: self._decide(Outcome.SAVE))

    def _decide(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.accept()
