"""Conflicts of two people's changes to a record: what is merged automatically, and what has to be chosen."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from bcdc_desktop.domain.changes import Change, FieldConflict, Merge
from bcdc_desktop.domain.choices import ChoiceSource, NoChoices
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import as_text, same
from bcdc_desktop.ui.review.decision import DecisionPane, Resolution
from bcdc_desktop.ui.review.rows import ROLE, DiffWorker, Read, RowsTable
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import counted


class ConflictOutcome(StrEnum):
    """The decision of the user about the whole."""

    SAVE = "save"
    KEEP = "keep"  # as a draft, undecided
    RELOAD = "reload"  # take theirs, drop mine
    CANCEL = "cancel"


_CHOICE = 4  # column


class ConflictDialog(Dialog):
    """A row for each changed field; those in conflict need a choice.

    Nothing can be saved before every conflict is decided. ``ask()`` returns the outcome, ``decisions()`` the values.

    Args:
        merge: base, mine and theirs put together.
        sentence: who saved when, if it is known; the count of fields is put after it.
        others: how many further changes are saved with it that no one else changed.
        choices: for the editor of another value.
        words: returns a value as text.
        read: runs in a worker what long texts take to compare.
    """

    def __init__(
        self,
        merge: Merge,
        *,
        sentence: str = "",
        others: int = 0,
        choices: ChoiceSource | None = None,
        words: Callable[[Any, Field], str] = as_text,
        read: Read | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Someone else changed this record")
        super().__init__(title, parent, reused=True, widest=measures.WIDEST_FORM)
        self.outcome = ConflictOutcome.CANCEL
        self._merge = merge
        self._words = words
        self._others = others
        self._decisions: dict[str, tuple[Resolution, Any]] = {}
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._conflicts = {c.field.name: c for c in merge.conflicts}
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.heading.setText(self.tr("Someone else changed this record while you were editing it"))
        self.resize(1000, 600)
        self.summary = PlainLabel(" ".join(part for part in (sentence, self._sum_up(), self._rest()) if part), self)
        self.summary.setProperty("role", "secondary")
        self.summary.setWordWrap(True)
        self.body.addWidget(self.summary)
        headers = (
            self.tr("Field"),
            self.tr("When you began"),
            self.tr("Yours"),
            self.tr("On the server now"),
            self.tr("Choice"),
        )
        self.table = RowsTable(headers, (18, 23, 24, 24, 11), self)
        self.table.setObjectName("conflictChangesView")
        self.table.setAccessibleName(self.tr("Fields changed by you and on the server"))
        self._comparing = DiffWorker(self.table, read)
        self.body.addWidget(self.table, 3)
        self.pane = DecisionPane(choices or NoChoices(), words, self)
        self.pane.decided.connect(self._decide)
        self.body.addWidget(self.pane, 2)
        self._add_buttons()
        self._fill()
        self.table.currentItemChanged.connect(lambda item, _old: self._show(item))
        self.table.select_first()
        self._refresh()
        self.table.setFocus()

    def ask(self) -> ConflictOutcome:
        """Show the dialog until something is decided, and return that."""
        self.exec()
        return self.outcome

    def decisions(self) -> dict[str, Any]:
        """Return the values to store for the conflicts decided so far: field name -> value."""
        return {name: value for name, (_, value) in self._decisions.items()}

    def open_conflicts(self) -> list[str]:
        """Return the names of the fields that are not decided yet."""
        return [name for name in self._conflicts if name not in self._decisions]

    def reject(self) -> None:
        """Decide nothing, on Escape."""
        self.outcome = ConflictOutcome.CANCEL
        super().reject()

    def _sum_up(self) -> str:
        total = len(self._all_names())
        both = len(self._conflicts)
        fits = total - both
        one = self.tr("1 field was changed by both of you.")
        many = self.tr("{n} fields were changed by both of you.").format(n=both)
        conflicts = one if both == 1 else many
        if not fits:
            return conflicts
        merged = self.tr("{fits} of {total} fields can be merged automatically.").format(fits=fits, total=total)
        return f"{merged} {conflicts}" if both else merged

    def _rest(self) -> str:
        """Return what is told about changes that are saved too, and are not in the table."""
        if not self._others:
            return ""
        one = self.tr("1 other change that you reviewed is saved with them.")
        many = self.tr("{n} other changes that you reviewed are saved with them.").format(n=self._others)
        return one if self._others == 1 else many

    def _all_names(self) -> list[str]:
        names = [*self._conflicts]
        names += [c.name for c in (*self._merge.mine, *self._theirs()) if c.name not in names]
        return list(dict.fromkeys(names))

    def _theirs(self) -> list[Change]:
        """Return what they changed, without the dates that the server sets at every save."""
        return [c for c in self._merge.theirs if not c.field.read_only]

    def _fill(self) -> None:
        for conflict in self._merge.conflicts:
            self._row(conflict.field, conflict.base, conflict.mine, conflict.theirs)
        for change in self._merge.mine:
            self._settled(self._row(change.field, change.before, change.after, change.before), "yours")
        mine = {c.name for c in self._merge.mine} | set(self._conflicts)
        for change in self._theirs():
            if change.name not in mine:
                ours = self._merge.values.get(change.name)
                shown = change.before if same(ours, change.after, change.field) else ours
                self._settled(self._row(change.field, change.before, shown, change.after), "theirs")

    def _row(self, field: Field, base: Any, mine: Any, theirs: Any) -> QTreeWidgetItem:
        texts = [self._words(value, field) for value in (base, mine, theirs)]
        item = self.table.add_values(field.label, texts, ("",))
        for column, text in enumerate(texts[1:], start=2):
            if text.strip() and text != texts[0]:
                groups = field.kind is FieldKind.GROUPS
                self._comparing.compare(item, texts[0], text, (None, column), groups=groups)
        item.setData(0, Qt.ItemDataRole.UserRole, field.name)
        self._rows[field.name] = item
        return item

    def _settled(self, item: QTreeWidgetItem, whose: str) -> None:
        item.setText(_CHOICE, self.tr("Yours") if whose == "yours" else self.tr("Theirs"))
        item.setData(_CHOICE, ROLE, "success" if whose == "yours" else "muted")

    def _add_buttons(self) -> None:
        self.keep_button = self.add_button(self.tr("Keep as draft"), Role.ResetRole)
        self.keep_button.clicked.connect(lambda: self._finish(ConflictOutcome.KEEP))
        self.reload_button = self.add_button(self.tr("Discard my changes"), Role.ResetRole)
        self.reload_button.setToolTip(self.tr("Discard your changes and take the record as it is on the server now"))
        self.reload_button.clicked.connect(lambda: self._finish(ConflictOutcome.RELOAD))
        self.hint = PlainLabel(parent=self)
        self.hint.setProperty("role", "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(self.hint)
        self.save_button = self.add_button("", Role.AcceptRole, kind="primary")
        self.save_button.clicked.connect(lambda: self._finish(ConflictOutcome.SAVE))

    def _show(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        conflict = self._conflicts.get(name) if name else None
        if conflict is None:
            self.pane.show_nothing(self.tr("This field is merged automatically.") if item is not None else "")
        else:
            self.pane.show_conflict(conflict, self._decisions.get(conflict.field.name))

    def _decide(self, name: str, decision: Resolution, value: Any) -> None:
        if decision is Resolution.OPEN:
            self._decisions.pop(name, None)
        else:
            self._decisions[name] = (decision, value)
        self._refresh()

    def _refresh(self) -> None:
        names = {
            Resolution.YOURS: (self.tr("Yours"), "success"),
            Resolution.THEIRS: (self.tr("Theirs"), "muted"),
            Resolution.OTHER: (self.tr("Another"), "link"),
        }
        for name in self._conflicts:
            decided = self._decisions.get(name)
            text, role = names[decided[0]] if decided else (self.tr("Choose"), "warning")
            self._rows[name].setText(_CHOICE, text)
            self._rows[name].setData(_CHOICE, ROLE, role)
        waiting = len(self.open_conflicts())
        self.hint.setText(self.tr("Choose a value for each conflict first") if waiting else "")
        self.save_button.setEnabled(not waiting)
        count = self._to_send()
        label = counted(count, self.tr("Save 1 field"), self.tr("Save {n} fields").format(n=count))
        if self._others:
            label = self.tr("Save {n} changes").format(n=count + self._others)
            if count + self._others == 1:
                label = self.tr("Save 1 change")
        self.save_button.setText(label if count or self._others or waiting else self.tr("Nothing left to save"))

    def _to_send(self) -> int:
        """Return the number of fields whose value will differ from the server's."""
        count = len(self._merge.mine)
        for name, conflict in self._conflicts.items():
            decided = self._decisions.get(name)
            count += decided is None or not _is_theirs(decided[1], conflict)
        return count

    def _finish(self, outcome: ConflictOutcome) -> None:
        self.outcome = outcome
        self.accept()


def _is_theirs(value: Any, conflict: FieldConflict) -> bool:
    return same(value, conflict.theirs, conflict.field)
