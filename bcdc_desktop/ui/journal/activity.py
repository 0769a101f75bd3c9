"""Revisions of a record in the catalogue: who changed it when, and the difference between two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from bcdc_desktop.app.records.history import difference
from bcdc_desktop.app.records.last_change import with_user_names
from bcdc_desktop.app.records.revision import RevisionDraft, restore_revision
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.schema import FieldKind
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.review.rows import DiffWorker, RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import select_only
from bcdc_desktop.ui.widgets.text import counted, relative_time

_ID = Qt.ItemDataRole.UserRole
_PAIR = 2
_PAGE = 30


class ActivityView(QWidget):
    """Compares two selected revisions, or one with the revision before it; an earlier one is restored as a draft."""

    draftMade = Signal(str)  # the id of a record whose draft has an earlier revision

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choices = choices
        self._package = ""
        self.page_size = _PAGE  # revisions that are asked for at a time
        self._wanted: tuple[str, str] | None = None
        self._revisions: dict[str, Mapping[str, Any]] = {}
        self.status = PlainLabel(self.tr("Select a revision to see what it changed, or two to compare them."), self)
        self.status.setProperty("role", "muted")
        self.status.setWordWrap(True)
        self.table = RowsTable([self.tr("When"), self.tr("Change"), self.tr("User")], (24, 40, 36), self)
        self.table.setObjectName("activityTable")
        self.table.setAccessibleName(self.tr("Revisions in the catalogue"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.itemSelectionChanged.connect(self._compare)
        self.changes = RowsTable([self.tr("Field"), self.tr("Before"), self.tr("After")], (24, 38, 38), self)
        self._diffs = DiffWorker(self.changes, session.read)
        self.changes.setAccessibleName(self.tr("Differences"))
        self.older = QPushButton(self.tr("Show older revisions"), self)
        self.older.setObjectName("olderRevisions")
        self.older.setProperty("kind", "link")
        self.older.clicked.connect(self._ask)
        self.older.hide()
        self.restore = QPushButton(self.tr("Restore this revision as a draft"), self)
        self.restore.setObjectName("restoreRevision")
        self.restore.setAutoDefault(False)
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        upper = QWidget(self)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addWidget(self.older)
        line.addStretch(1)
        line.addWidget(self.restore)
        above.addLayout(line)
        above.addSpacing(measures.GAP)
        lists = QSplitter(Qt.Orientation.Vertical, self)
        lists.addWidget(upper)
        lists.addWidget(self.changes)
        lists.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self.status)
        layout.addWidget(lists, 1)

    def show_record(self, package_id: str) -> None:
        """Ask the catalogue for a record's revisions."""
        self._package = package_id
        self._revisions.clear()
        self.table.clear()
        self._clear()
        self.older.hide()
        self._ask()

    def _ask(self) -> None:
        """Ask for the revisions that follow those in the table."""
        page_size = self.page_size
        package_id, offset, workspace = self._package, self.table.topLevelItemCount(), self._session.workspace
        self.older.setEnabled(False)
        job = self._session.ask(
            lambda _t, _r: with_user_names(
                workspace, workspace.catalogue.activity(package_id, limit=page_size, offset=offset)
            ),
            title=self.tr("Loading revisions"),
        )
        job.tell(
            self,
            done=lambda found: self._show(package_id, offset, found),
            failed=self._failed,
            ended=lambda: self.older.setEnabled(True),
        )

    def _show(self, package_id: str, offset: int, activities: Sequence[Mapping[str, Any]]) -> None:
        if package_id != self._package or offset != self.table.topLevelItemCount():
            return
        self.older.setVisible(len(activities) >= self.page_size)
        if not offset:
            self.status.setText(
                self.tr("Select two revisions to compare them (Ctrl+click).")
                if activities
                else self.tr("The catalogue has no revisions of this record, or does not show them.")
            )
        now = datetime.now(UTC)
        words = {
            "new package": self.tr("Created"),
            "changed package": self.tr("Changed"),
            "deleted package": self.tr("Deleted"),
        }
        for activity in activities:
            at = parse_time(activity.get("timestamp"))
            kind = str(activity.get("activity_type") or "")
            who = str(activity["data"]["actor"] or activity.get("user_id") or "")
            item = self.table.add((relative_time(at, now) if at else "", words.get(kind, kind), who))
            item.setData(0, _ID, str(activity.get("id")))
            if at:
                item.setToolTip(0, tooltip(exact_time(at)))
        newest = self.table.topLevelItem(0)
        if newest is not None and not offset and len(activities) >= _PAIR:
            select_only(self.table, self.table.indexFromItem(newest))

    def _compare(self) -> None:
        rows = sorted(self.table.indexOfTopLevelItem(i) for i in self.table.selectedItems())
        self.restore.setEnabled(len(rows) == 1 and rows[0] > 0 and self._session.workspace.catalogue.has_key)
        self._wanted = None
        self._clear()  # what was compared before says nothing of these
        if not rows:
            return
        self.status.setText("")
        newer = rows[0]
        older = rows[-1] if len(rows) >= _PAIR else newer + 1
        items = [self.table.topLevelItem(row) for row in (older, newer)]
        ids = [str(i.data(0, _ID)) for i in items if i is not None]
        if len(ids) < _PAIR:
            self.status.setText(self.tr("There is no earlier revision to compare with."))
            return
        self._wanted = pair = (ids[0], ids[1])
        catalogue, known = self._session.workspace.catalogue, dict(self._revisions)

        def read() -> dict[str, Mapping[str, Any]]:
            return {i: known.get(i) or catalogue.record_at(i) for i in pair}

        job = self._session.ask(lambda _t, _r: read())

        def failed(error: object) -> None:
            if pair == self._wanted:
                self._failed(error)

        job.tell(self, done=lambda found: self._show_difference(pair, found), failed=failed)

    def _restore(self) -> None:
        (item,) = self.table.selectedItems()
        package_id, workspace, revision = self._package, self._session.workspace, str(item.data(0, _ID))
        self.restore.setEnabled(False)
        job = self._session.ask(
            lambda _t, _r: restore_revision(workspace, package_id, revision), title=self.tr("Restoring the revision")
        )
        job.tell(self, done=lambda found: self._restored(package_id, found), failed=self._failed)

    def _restored(self, package_id: str, found: RevisionDraft) -> None:
        one, many = self.tr("1 change is now a draft."), self.tr("%1 changes are now a draft.")
        none = self.tr("There is nothing to restore: the record has these values already.")
        said = (one if found.count == 1 else many).replace("%1", str(found.count)) if found.count else none
        hint = [self.tr("Review and save it in the record.")] if found.count else []
        self.status.setText(" ".join([said, *hint, *found.notes]))
        if found.count:
            self.draftMade.emit(package_id)

    def _show_difference(self, pair: tuple[str, str], found: Mapping[str, Mapping[str, Any]]) -> None:
        self._revisions.update(found)
        if pair != self._wanted:
            return
        older, newer = (found[i] for i in pair)
        differs = difference(self._session.workspace, older, newer)
        words = value_formatter(self._choices)
        names = {str(r["id"]): str(r.get("name") or r["id"]) for r in newer.get("resources") or ()}
        self._clear()
        for target, listed in differs.changes.items():
            where = f"{names[target]} › " if target else ""
            for change in listed:
                sides = words(change.before, change.field), words(change.after, change.field)
                self._row(where + change.field.label, *sides, rows=change.field.kind is FieldKind.GROUPS)
        for name in differs.added.values():
            self.changes.add((name, "", self.tr("added")))
        for name in differs.removed.values():
            self.changes.add((name, "", self.tr("deleted")))
        if differs.reordered:
            listed_names = "\n".join(f"{n}. {name}" for n, name in enumerate(names.values(), start=1))
            self.changes.add((self.tr("Order of the resources"), "", listed_names))
        count = self.changes.topLevelItemCount()
        self.status.setText(
            counted(count, self.tr("1 difference."), self.tr("%1 differences.").replace("%1", str(count)))
        )

    def _row(self, label: str, before: str, after: str, *, rows: bool = False) -> None:
        item = self.changes.add_values(label, (before, after))
        if before.strip() and after.strip():
            self._diffs.compare(item, before, after, (1, 2), groups=rows)

    def _clear(self) -> None:
        self._diffs.begin()
        self.changes.clear()

    def _failed(self, error: object) -> None:
        self.status.setText(error_text(error))
