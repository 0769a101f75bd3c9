"""What can be done with one record of a list, or with several: the context menu, its commands, and deleting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QMenu, QProgressBar, QWidget

from bcdc_desktop.app.records.badges import set_favourite
from bcdc_desktop.app.records.delete import delete_record
from bcdc_desktop.app.records.drafts import count_of
from bcdc_desktop.app.records.new_record import carry_groups, from_record
from bcdc_desktop.app.rows import PackageRow
from bcdc_desktop.app.search import results
from bcdc_desktop.domain.package import Package
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.record.state_command import state_command
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, PlainLabel
from bcdc_desktop.ui.widgets.text import grouped

from .columns import is_local
from .pane import PackagePane

_AT_ONCE = 200  # records that one dialog deletes


class RecordCommands(QObject):
    """Fills the context menu of a list of records, and carries out what is chosen there."""

    windowAsked = Signal(str)  # package id: show it in a window of its own
    draftBegun = Signal(str)  # the draft of a new record
    bulkAsked = Signal(list)  # ids of the records that are to be changed together
    copyAsked = Signal(list)  # ids of the records that are to be copied to another catalogue
    publishAsked = Signal(object, int)  # the package, as the server has it; how much its draft changes

    def __init__(self, pane: PackagePane, window: QWidget) -> None:
        super().__init__(pane)
        self._pane, self._window = pane, window
        self._session: Session | None = None
        pane.menuAsked.connect(self.popup)
        pane.windowAsked.connect(self.windowAsked)
        pane.favouriteAsked.connect(self.toggle_favourite)
        pane.starAsked.connect(lambda found: self._set_favourite([found], on=not pane.model.is_favourite(found)))
        pane.deleteAsked.connect(self.delete)

    def show_session(self, session: Session) -> None:
        """Serve another catalogue."""
        self._session = session

    def popup(self, at: QPoint) -> None:
        """Show the context menu of what is selected."""
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        if not menu.isEmpty():
            menu.popup(at)

    def fill(self, menu: QMenu) -> None:
        """Add the commands for what is selected."""
        session, row = self._session, self._pane.current_row()
        count = len(self._pane.selected_keys())
        if session is None:
            return
        if count > 1:
            self._fill_for_many(menu, count)
        elif row is not None and is_local(row):
            menu.addAction(self.tr("Open"), lambda: self._pane.activated.emit(row.id))
        elif row is not None:
            self._fill_for_one(menu, session, row)

    def toggle_favourite(self) -> None:
        """Make the selected records favourites; where all of them are, make them no favourites any more."""
        self._with_ids(lambda ids: self._set_favourite(ids, on=not all(map(self._pane.model.is_favourite, ids))))

    def delete(self) -> None:
        """Ask whether the selected records are to be deleted, and delete them."""
        session = self._session
        keys = self._pane.selected_keys()[: _AT_ONCE + 1]
        if session is None or not keys:
            return
        if len(keys) > _AT_ONCE:
            words = self.tr("You can delete at most %1 records at once.").replace("%1", str(_AT_ONCE))
            self._pane.bar.show_message("information", words)
            return
        workspace = session.workspace

        def read() -> list[PackageRow]:
            return [r for r in results.rows_of(workspace, keys) if r is not None]

        def ask(rows: list[PackageRow]) -> None:
            allowed = [r for r in rows if self._may_write(r)]
            if allowed:
                dialog = DeleteDialog(session, allowed, skipped=len(rows) - len(allowed), parent=self._window)
                dialog.open()
            else:
                self._pane.bar.show_message("information", self.tr("You may not delete these records."))

        session.read(read).tell(self, done=ask)

    # inside

    def _fill_for_one(self, menu: QMenu, session: Session, row: PackageRow) -> None:
        pane, page = self._pane, session.workspace.profile.package_page(row.name)
        writable = self._may_write(row)
        menu.addAction(self.tr("Open"), lambda: pane.activated.emit(row.id))
        menu.addAction(theme.icon("dock-window"), self.tr("Open in new window"), lambda: self.windowAsked.emit(row.id))
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: pane.openAsked.emit(page))
        menu.addSeparator()
        starred = pane.model.is_favourite(row.id)
        menu.addAction(
            theme.icon("star-off-outline" if starred else "star-outline"),
            self.tr("Remove from favourites") if starred else self.tr("Add to favourites"),
            lambda: self._set_favourite([row.id], on=not starred),
        )
        menu.addSeparator()
        menu.addAction(theme.icon("content-copy"), self.tr("Copy ID"), lambda: pane.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: pane.copy("name"))
        menu.addAction(self.tr("Copy link"), lambda: pane.copy("url"))
        menu.addSeparator()
        if session.workspace.catalogue.has_key:
            menu.addAction(
                theme.icon("content-duplicate"), self.tr("Duplicate as new record"), lambda: self._duplicate(row.id)
            )
        moves = state_command(session.workspace.schema(), row)
        if moves and writable:
            menu.addAction(theme.icon(moves.icon), moves.words, lambda: self._publish(row.id))
        menu.addAction(theme.icon("tray-arrow-down"), self.tr("Export…"), pane.exportAsked.emit)
        menu.addAction(self.tr("Copy to another catalogue…"), lambda: self.copyAsked.emit([row.id]))
        if writable:
            menu.addSeparator()
            menu.addAction(theme.icon("trash-can-outline", "danger"), self.tr("Delete…"), self.delete)

    def _fill_for_many(self, menu: QMenu, count: int) -> None:
        pane, number = self._pane, grouped(count)

        def text(words: str) -> str:
            return words.replace("%1", number)

        menu.addAction(
            theme.icon("star-outline"), text(self.tr("Add %1 records to favourites")), lambda: self._star_all(on=True)
        )
        menu.addAction(text(self.tr("Remove %1 records from favourites")), lambda: self._star_all(on=False))
        menu.addSeparator()
        menu.addAction(theme.icon("content-copy"), text(self.tr("Copy %1 IDs")), lambda: pane.copy("id"))
        menu.addAction(text(self.tr("Copy %1 names")), lambda: pane.copy("name"))
        menu.addAction(text(self.tr("Copy %1 links")), lambda: pane.copy("url"))
        menu.addSeparator()
        menu.addAction(theme.icon("tray-arrow-down"), text(self.tr("Export %1 records…")), pane.exportAsked.emit)
        menu.addAction(
            text(self.tr("Copy %1 records to another catalogue…")), lambda: self._with_ids(self.copyAsked.emit)
        )
        if self._may_write_some():
            menu.addAction(
                theme.icon("pencil-outline"),
                text(self.tr("Change %1 records…")),
                lambda: self._with_ids(self.bulkAsked.emit),
            )
            menu.addSeparator()
            menu.addAction(theme.icon("trash-can-outline", "danger"), text(self.tr("Delete %1 records…")), self.delete)

    def _may_write_some(self) -> bool:
        """Return whether the user may change one of the selected records, or one of them was not read yet."""
        if self._session is None or not self._session.workspace.catalogue.has_key:
            return False
        rows = map(self._pane.model.row, self._pane.view.selected_rows())
        return any(row is None or self._may_write(row) for row in rows)

    def _may_write(self, row: PackageRow) -> bool:
        package = Package({"id": row.id, "owner_org": row.org})
        return self._session is not None and self._session.may_write(package)

    def _with_ids(self, take: Callable[[list[str]], None]) -> None:
        session, keys = self._session, self._pane.selected_keys()
        if session is not None and keys:
            session.read(lambda: results.ids_of(session.workspace, keys)).tell(self, done=take)

    def _star_all(self, *, on: bool) -> None:
        self._with_ids(lambda ids: self._set_favourite(ids, on=on))

    def _set_favourite(self, ids: Sequence[str], *, on: bool) -> None:
        session = self._session
        if session is not None and ids:
            session.store(lambda: set_favourite(session.workspace, ids, on=on))

    def _duplicate(self, package_id: str) -> None:
        """Begin a new record with all that can be carried over but title, name and dates."""
        session = self._session
        if session is None:
            return
        workspace = session.workspace

        def begin() -> str:
            package = workspace.package(package_id)
            carry = [group.key for group in carry_groups(workspace.schema_of(package))]
            return from_record(workspace, package, carry)

        job = session.ask(lambda _t, _r: begin(), title=self.tr("Loading the record"))
        job.tell(self, done=self.draftBegun.emit, failed=self._failed)

    def _publish(self, package_id: str) -> None:
        session = self._session
        if session is not None:
            workspace = session.workspace
            job = session.ask(
                lambda _t, _r: (workspace.package(package_id), count_of(workspace, package_id)),
                title=self.tr("Loading the record"),
            )
            job.tell(self, done=lambda found: self.publishAsked.emit(*found), failed=self._failed)

    def _failed(self, error: object) -> None:
        self._pane.bar.show_error(error)


class DeleteDialog(Dialog):
    """Lists records that are to be deleted; deletes one after the other, and says what became of each."""

    def __init__(self, session: Session, rows: Sequence[PackageRow], *, skipped: int, parent: QWidget) -> None:
        super().__init__("", parent)
        self._session, self._rows = session, rows
        self._done = self._failed = 0
        self._running = False
        self.setObjectName("deleteRecordsDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(480)
        count = len(rows)
        one, many = self.tr("Delete “%1”?"), self.tr("Delete %1 records?")
        self.set_title(one.replace("%1", rows[0].title) if count == 1 else many.replace("%1", grouped(count)))
        what = PlainLabel(
            self.tr("The record and its files are deleted in the catalogue. Links to it will stop working.")
            if count == 1
            else self.tr("The records and their files are deleted in the catalogue. Links to them will stop working."),
            self,
        )
        what.setWordWrap(True)
        undo = PlainLabel(self.tr("You can restore deleted records from the journal (Ctrl+J)."), self)
        undo.setProperty("role", "secondary")
        undo.setWordWrap(True)
        self.bar = MessageBar(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(PlainDelegate(self.list))
        self.list.setObjectName("recordsToDelete")
        self.list.setAccessibleName(self.tr("Records to delete"))
        for row in rows:
            self.list.addItem(row.title)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.setRange(0, count)
        self.progress.hide()
        self.cancel = self.add_button(self.tr("Cancel"), Role.RejectRole, name="cancelDelete")
        go = self.tr("Delete 1 record") if count == 1 else self.tr("Delete %1 records").replace("%1", grouped(count))
        self.go = self.add_button(go, Role.ActionRole, name="deleteRecords", kind="danger")
        self.go.clicked.connect(self._begin)
        for widget in (what, undo, self.bar, self.list, self.progress):
            self.body.addWidget(widget)
        self.cancel.setFocus()  # Enter alone must not delete anything
        if skipped:
            left_out = self.tr("1 selected record is left out because you may not delete it.")
            several = self.tr("%1 selected records are left out because you may not delete them.")
            self.bar.show_message("information", left_out if skipped == 1 else several.replace("%1", grouped(skipped)))

    def reject(self) -> None:
        """Stop before the next record where deleting is under way, else close."""
        if self._running:
            self._running = False
        else:
            super().reject()

    def _begin(self) -> None:
        self.go.setEnabled(False)
        self.cancel.setText(self.tr("Stop"))
        self.progress.show()
        self._running = True
        self._next(0)

    def _next(self, number: int) -> None:
        if number == len(self._rows) or not self._running:
            self._end()
            return
        row, workspace = self._rows[number], self._session.workspace
        job = self._session.ask(
            lambda _t, _r: delete_record(workspace, self._seen(row)), title=self.tr("Deleting the record")
        )
        job.tell(
            self,
            done=lambda _result: self._told(number, self.tr("Deleted")),
            failed=lambda error: self._told(number, error_text(error), failed=True),
        )

    @staticmethod
    def _seen(row: PackageRow) -> Mapping[str, Any]:
        return {"id": row.id, "metadata_modified": row.modified}

    def _told(self, number: int, words: str, *, failed: bool = False) -> None:
        self._failed += failed
        self._done += not failed
        item = self.list.item(number)
        item.setText(f"{self._rows[number].title} · {words}")
        item.setIcon(theme.icon("alert-circle-outline", "danger") if failed else theme.icon("check", "success"))
        self.list.scrollToItem(item)
        self.progress.setValue(number + 1)
        self._next(number + 1)

    def _end(self) -> None:
        self._running = False
        self.progress.hide()
        self.go.hide()
        self.cancel.setText(self.tr("Close"))
        if not self._failed and self._done == len(self._rows):
            self.accept()
            return
        words = self.tr("Records deleted: %1 of %2.")
        words = words.replace("%2", grouped(len(self._rows))).replace("%1", grouped(self._done))
        self.bar.show_message("error" if self._failed else "information", words)
