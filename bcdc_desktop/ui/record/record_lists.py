"""Dialogs that list records: the base of them, what waits for an administrator, and what was overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.publish import waiting
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.tables import select_only
from bcdc_desktop.ui.widgets.text import relative_time

_ID = Qt.ItemDataRole.UserRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordList", text)


class RecordList(Dialog):
    """A dialog with rows, each of which opens a record."""

    recordAsked = Signal(str)

    def __init__(
        self, session: Session, name: str, title: str, columns: Sequence[tuple[str, int]], parent: QWidget
    ) -> None:
        super().__init__(title, parent, heading=False)
        self.session = session
        self.setObjectName(name)
        self.resize(760, 420)
        self.table = RowsTable([c for c, _share in columns], [share for _c, share in columns], self)
        self.table.setAccessibleName(title)
        self.table.itemActivated.connect(lambda _i, _c: self._open())
        self.empty = EmptyState(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.open_button = self.add_button(self.tr("Open"), Role.AcceptRole, kind="primary")
        self.open_button.clicked.connect(self._open)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.body.addWidget(self.stack, 1)
        session.changed.connect(self._on_change)
        self._latest = LatestOnly("disk", self)
        self.kinds: tuple[str, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Read the rows again."""

    def read_rows(self, read: Callable[[], list[tuple[str, Sequence[str]]]]) -> None:
        """Read rows in a worker and show them."""
        self._latest.ask(self.session, read, self.show_rows)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows: the record's id and its texts."""
        chosen = self.chosen()
        self.table.clear()
        for package_id, texts in rows:
            item = self.table.add(tuple(texts))
            item.setData(0, _ID, package_id)
            if package_id == chosen:
                select_only(self.table, self.table.indexFromItem(item))
        if self.table.currentItem() is None:
            self.table.select_first()
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self.open_button.setEnabled(bool(rows))

    def chosen(self) -> str:
        """Return the id of the chosen record; empty when none is."""
        item = self.table.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def _open(self) -> None:
        if self.chosen():
            self.recordAsked.emit(self.chosen())
            self.accept()

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in self.kinds:
            self.reload()


class WaitingList(RecordList):
    """Records in a pending state, of the organizations where one is an administrator."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        columns = [(_tr("Record"), 56), (_tr("State"), 24), (_tr("Changed"), 20)]
        super().__init__(session, "waitingList", _tr("Waiting for my approval"), columns, parent)
        self.kinds = ("packages",)
        self.empty.show_state(
            "inbox-outline",
            self.tr("Nothing is waiting for your approval"),
            self.tr("Records that editors submit for publishing or archiving appear here for administrators."),
        )

    def reload(self) -> None:
        workspace = self.session.workspace

        def read() -> list[tuple[str, Sequence[str]]]:
            now, field = datetime.now(UTC), state_field(workspace.schema())
            return [
                (
                    row.id,
                    (
                        row.title,
                        field.choice_label(row.publish_state) if field else row.publish_state,
                        relative_time(at, now) if (at := parse_time(row.modified)) else "",
                    ),
                )
                for row in waiting(workspace)
            ]

        self.read_rows(read)


class OverwrittenList(RecordList):
    """Records of which something was overwritten that was saved from here, and that is not decided yet."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        columns = [(_tr("Record"), 36), (_tr("What was overwritten"), 36), (_tr("Saved"), 14), (_tr("Noticed"), 14)]
        super().__init__(session, "overwrittenList", _tr("What was overwritten"), columns, parent)
        self.kinds = ("journal",)
        self.empty.show_state(
            "check-circle-outline",
            self.tr("Nothing was overwritten"),
            self.tr("What you save is compared with the catalogue at each sync."),
        )

    def reload(self) -> None:
        workspace = self.session.workspace

        def read() -> list[tuple[str, Sequence[str]]]:
            now, found = datetime.now(UTC), overwritten.lost_updates(workspace)
            titles = overwritten.titles(workspace, found)
            rows: list[tuple[str, Sequence[str]]] = []
            for package_id in dict.fromkeys(one.package_id for one in found):
                mine = [one for one in found if one.package_id == package_id]
                times = (max(one.saved_at for one in mine), max(one.noticed for one in mine))
                ages = [relative_time(datetime.fromtimestamp(at, UTC), now) for at in times]
                labels = ", ".join(dict.fromkeys(one.label for one in mine))
                rows.append((package_id, (titles.get(package_id, package_id), labels, *ages)))
            return rows

        self.read_rows(read)
