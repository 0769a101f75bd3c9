"""What was saved from here and overwritten by someone else since: a message, and the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.overwritten import WHOLE, LostUpdate
from bcdc_desktop.app.records.stored_record import RecordTerms, read_record, record_terms
from bcdc_desktop.domain.record_changes import FILE, ORDER, section_fields
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


def _tr(text: str) -> str:
    return QCoreApplication.translate("Overwritten", text)


class OverwrittenWatch(QObject):
    """Checks, whenever the record on screen was read again, whether what was saved from here is still there."""

    restored = Signal()

    def __init__(self, session: Session, choices: SessionChoices, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._bar = bar
        self._window = window
        self._package: Mapping[str, Any] = {}
        self._told: frozenset[tuple[int, str, str]] = frozenset()
        self._latest = LatestOnly("disk", self)

    def check(self, package: Mapping[str, Any]) -> None:
        """Check a record as it was read, and tell what was overwritten."""
        workspace, self._package = self._session.workspace, package
        package_id = str(package["id"])

        def read() -> list[LostUpdate]:
            overwritten.check_cached(workspace, package_id)
            return overwritten.lost_updates(workspace, package_id)

        # one after the other: a check that runs while another one does finds nothing
        self._latest.ask(self._session, read, self._tell)

    def forget(self) -> None:
        """Tell nothing of the record that was checked last: another one is going to be on screen."""
        self._latest.forget()
        self._told = frozenset()

    def _tell(self, found: Sequence[LostUpdate]) -> None:
        keys = frozenset(g.key for g in found)
        if not found:
            if self._told:
                self._bar.hide()
            self._told = keys
            return
        if keys == self._told and not self._bar.isHidden():
            return
        self._told = keys
        if len(found) == 1 and found[0].deleted and found[0].field == WHOLE:
            one = many = self.tr(
                "“{name}”, which you added on {saved}, was deleted by someone else (noticed {noticed})."
            )
        elif all(g.deleted for g in found):
            one = self.tr(
                "“{name}”, which you saved on {saved}, was deleted together with its resource by someone else"
                " (noticed {noticed})."
            )
            many = self.tr(
                "{count} values that you saved, the last on {saved}, were deleted together with their resources by"
                " someone else (noticed {noticed})."
            )
        elif any(g.deleted for g in found):
            one = many = self.tr(
                "{count} values that you saved, the last on {saved}, have been overwritten, or deleted together with"
                " their resources, by someone else (noticed {noticed})."
            )
        else:
            one = self.tr(
                "“{name}”, which you saved on {saved}, has been overwritten by someone else (noticed {noticed})."
            )
            many = self.tr(
                "{count} values that you saved, the last on {saved}, have been overwritten by someone else"
                " (noticed {noticed})."
            )
        actions = [(self.tr("Show the difference"), lambda: self.show_difference(found))]
        if any(g.restorable for g in found):
            actions.append((self.tr("Restore mine as a draft"), lambda: self.restore(found)))
        self._bar.show_message(
            "information",
            (one if len(found) == 1 else many).format(
                name=found[0].label,
                count=len(found),
                saved=_when(max(g.saved_at for g in found)),
                noticed=_when(max(g.noticed for g in found)),
            ),
            actions,
        )

    def show_difference(self, found: Sequence[LostUpdate]) -> None:
        """Show what was saved next to what the record contains now."""
        workspace, package_id = self._session.workspace, found[0].package_id
        read = self._session.read(lambda: record_terms(workspace, package_id))
        read.tell(self, done=lambda terms: self._open_difference(found, terms))

    def _open_difference(self, found: Sequence[LostUpdate], terms: RecordTerms) -> None:
        dialog = LostUpdatesDialog(self._choices, found, terms, self._window)
        dialog.restore.clicked.connect(lambda: self.restore(found))
        dialog.leave.clicked.connect(lambda: self.accept(found))
        dialog.open()

    def restore(self, found: Sequence[LostUpdate]) -> None:
        """Make what was saved a draft on the record as it is now."""
        workspace, package = self._session.workspace, self._package

        def work() -> object:
            # the cache may be newer than what is on screen, and the loss was found in that
            stored = read_record(workspace, str(package["id"]))
            return overwritten.restore(workspace, found, stored.package if stored and stored.cached else package)

        self._session.store(work).tell(self, done=self._restored)

    def accept(self, found: Sequence[LostUpdate]) -> None:
        """Keep the record as it is on the server."""
        workspace = self._session.workspace
        self._session.store(lambda: overwritten.accept(workspace, found)).tell(self, done=lambda _r: self._bar.hide())
        self._told = frozenset()

    def _restored(self, draft: object) -> None:
        self._told = frozenset()
        if draft is None:
            self._bar.show_message(
                "information",
                self.tr("This can't be restored: the file has been moved or changed, or its resource was deleted."),
            )
            return
        self._bar.show_message(
            "information", self.tr("Restored as a draft on the current version of the record. Review and save it.")
        )
        self.restored.emit()


class LostUpdatesDialog(Dialog):
    """What was saved, next to what the record contains now."""

    def __init__(
        self, choices: SessionChoices, found: Sequence[LostUpdate], terms: RecordTerms, parent: QWidget
    ) -> None:
        super().__init__(self.tr("What was overwritten"), parent)
        self.setObjectName("lostUpdatesDialog")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(900, 420)
        self.table = RowsTable(
            [
                self.tr("Field"),
                self.tr("You saved"),
                self.tr("Now"),
                self.tr("Change"),
                self.tr("Saved"),
                self.tr("Noticed"),
            ],
            (18, 24, 24, 12, 11, 11),
            self,
        )
        self.table.setAccessibleName(self.tr("What was overwritten"))
        words = value_formatter(choices)
        for one in found:
            how = self.tr("Set back") if one.put_back else self.tr("Another value")
            if one.deleted:
                how = self.tr("Deleted")
            texts = [_text(terms, one, v, words) for v in (one.saved, one.found)]
            self.table.add_values(one.label, texts, (how, _when(one.saved_at), _when(one.noticed)))
        hint = PlainLabel(
            self.tr("This can happen when a web form was left open for a long time, or a script ran."), self
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.leave = self.add_button(self.tr("Keep theirs"), Role.ResetRole)
        self.restore = self.add_button(self.tr("Restore mine as a draft"), Role.AcceptRole, kind="primary")
        self.restore.setVisible(any(one.restorable for one in found))
        for button in (self.leave, self.restore):
            button.clicked.connect(self.accept)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.body.addWidget(hint)
        self.body.addWidget(self.table, 1)


class OverwrittenNotice(QObject):
    """Tells once of each loss that a synchronization noticed; that compares the journal with what it reads."""

    recordAsked = Signal(str)
    listAsked = Signal()

    def __init__(self, session: Session, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._told: set[tuple[int, str, str]] = set()
        self._latest = LatestOnly("disk", self)
        session.synchronized.connect(self.check)

    def check(self) -> None:
        """Read what was overwritten, and tell what was not told yet."""
        workspace = self._session.workspace

        def read() -> tuple[list[LostUpdate], dict[str, str]]:
            found = overwritten.lost_updates(workspace)
            return found, overwritten.titles(workspace, found)

        self._latest.ask(self._session, read, lambda found: self._tell(*found))

    def _tell(self, found: Sequence[LostUpdate], titles: dict[str, str]) -> None:
        fresh = [one for one in found if one.key not in self._told]
        self._told |= {one.key for one in found}
        if not fresh:
            return
        records = list(dict.fromkeys(one.package_id for one in fresh))
        if len(records) > 1:
            words = self.tr("Someone else overwrote values that you had saved in %1 records.")
            said = words.replace("%1", str(len(records)))
            self._bar.show_message("information", said, [(self.tr("Show the list"), self.listAsked.emit)])
            return
        if len(fresh) == 1 and fresh[0].deleted and fresh[0].field == WHOLE:
            one = many = self.tr("Someone else deleted “{field}” of “{record}”, which you had added.")
        elif all(g.deleted for g in fresh):
            one = self.tr("Someone else deleted “{field}” of “{record}”, which you had saved, with its resource.")
            many = self.tr(
                "Someone else deleted {count} values of “{record}” that you had saved, with their resources."
            )
        elif any(g.deleted for g in fresh):
            one = many = self.tr("Someone else overwrote or deleted {count} values of “{record}” that you had saved.")
        else:
            one = self.tr("Someone else overwrote “{field}” of “{record}”, which you had saved.")
            many = self.tr("Someone else overwrote {count} values of “{record}” that you had saved.")
        said = (one if len(fresh) == 1 else many).format(
            field=fresh[0].label, record=titles.get(records[0], ""), count=len(fresh)
        )
        self._bar.show_message(
            "information", said, [(self.tr("Show the record"), lambda: self.recordAsked.emit(records[0]))]
        )


def _when(seconds: float) -> str:
    return exact_time(datetime.fromtimestamp(seconds, UTC))


def _text(terms: RecordTerms, one: LostUpdate, value: Any, words: Callable[[Any, Field], str]) -> str:
    if one.field == WHOLE:
        return str(value.get("name") or "") if isinstance(value, Mapping) else _tr("not there")
    if one.field in (FILE, ORDER):
        if not isinstance(value, list):
            return str(value or "")
        return "\n".join(terms.names.get(str(i)) or _tr("Resource") for i in value)
    listed = section_fields(terms.schema, one.target, {one.field: None})
    field = next((f for f in listed if f.name == one.field), Field(one.field, one.field, FieldKind.TEXT))
    return str(words(value, field))
