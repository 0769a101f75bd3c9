"""Tells calmly what was saved from here and is not on the server any more, and offers to take it up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.overwritten import WHOLE, LostUpdate
from bcdc_desktop.app.rows import StoredDraft
from bcdc_desktop.domain.record_changes import FILE, ORDER, section_fields
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui.review.rows import RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .labels import format_value


class OverwrittenWatch(QObject):
    """Looks, whenever the record was read anew, whether what was saved is still there."""

    restored = Signal()

    def __init__(self, session: Session, choices: SessionChoices, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._bar = bar
        self._window = window
        self._package: Mapping[str, Any] = {}
        self._told: frozenset[tuple[int, str, str]] = frozenset()

    def look(self, package: Mapping[str, Any]) -> None:
        """The record as it was read."""
        workspace, self._package = self._session.workspace, package
        package_id = str(package["id"])

        def read() -> list[LostUpdate]:
            overwritten.check_cached(workspace, package_id)
            return overwritten.lost_updates(workspace, package_id)

        self._session.read(read).done.connect(lambda found: self._tell(package, found))

    def _tell(self, package: Mapping[str, Any], found: Sequence[LostUpdate]) -> None:
        if package is not self._package:
            return
        keys = frozenset(g.key for g in found)
        if not found:
            if self._told:
                self._bar.hide()
            self._told = keys
            return
        if keys == self._told and not self._bar.isHidden():
            return
        self._told = keys
        one = self.tr("“%1”, saved here on %2, was overwritten by somebody else; it was found gone on %3.")
        one = one.replace("%1", found[0].label)
        many = self.tr("%1 values saved here, the last on %2, were overwritten by somebody else; found gone on %3.")
        words = one if len(found) == 1 else many.replace("%1", str(len(found)))
        self._bar.show_message(
            "information",
            words.replace("%2", _when(max(g.saved_at for g in found))).replace(
                "%3", _when(max(g.noticed for g in found))
            ),
            [
                (self.tr("See the difference"), lambda: self.show_difference(found)),
                (self.tr("Take it up again"), lambda: self.restore(found)),
            ],
        )

    def show_difference(self, found: Sequence[LostUpdate]) -> None:
        """Shows what was saved beside what stands there now."""
        dialog = LostUpdatesDialog(self._session, self._choices, found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.restore.clicked.connect(lambda: self.restore(found))
        dialog.leave.clicked.connect(lambda: self.leave(found))
        dialog.open()

    def restore(self, found: Sequence[LostUpdate]) -> None:
        """Makes it a draft again, upon the record as it is today."""
        workspace, package = self._session.workspace, self._package

        def work() -> StoredDraft | None:
            # what is remembered may be newer than what is on screen, and the loss was found in that
            seen = workspace.store.cache.package(str(package["id"]))
            return overwritten.restore(workspace, found, seen.value if seen else package)

        self._session.store(work).done.connect(self._taken)

    def leave(self, found: Sequence[LostUpdate]) -> None:
        """Leaves it as it is on the server."""
        workspace = self._session.workspace
        self._session.store(lambda: overwritten.accept(workspace, found)).done.connect(lambda _r: self._bar.hide())
        self._told = frozenset()

    def _taken(self, draft: object) -> None:
        self._told = frozenset()
        if draft is None:
            self._bar.show_message(
                "information",
                self.tr("This can't be restored: the file has been moved or changed, or its resource was deleted."),
            )
            return
        self._bar.show_message(
            "information", self.tr("It is a draft again, upon the record as it is today. Review and save it.")
        )
        self.restored.emit()


class LostUpdatesDialog(QDialog):
    """What was saved, and what stands there now."""

    def __init__(self, session: Session, choices: SessionChoices, found: Sequence[LostUpdate], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lostUpdatesDialog")
        self.setWindowTitle(self.tr("What was overwritten"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(900, 420)
        self.table = RowsTable(
            [self.tr(h) for h in ("Field", "You saved", "There now", "How", "Saved", "Found gone")],
            (18, 24, 24, 12, 11, 11),
            self,
        )
        self.table.setAccessibleName(self.tr("What was overwritten"))
        words = format_value(choices)
        for one in found:
            how = self.tr("as it was before") if one.put_back else self.tr("another value")
            texts = (_text(session, one, v, words) for v in (one.saved, one.found))
            self.table.add((one.label, *texts, how, _when(one.saved_at), _when(one.noticed)))
        heading = PlainLabel(self.tr("What was overwritten"), self)
        heading.setProperty("role", "title")
        hint = PlainLabel(
            self.tr("A web form that was open for a while, or a script, does that. Nobody has to be at fault."), self
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.leave = QPushButton(self.tr("Leave it so"), self)
        self.restore = QPushButton(self.tr("Take it up again"), self)
        self.restore.setProperty("kind", "primary")
        self.restore.setDefault(True)
        for button in (self.leave, self.restore):
            button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addWidget(self.leave)
        line.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        line.addWidget(close)
        line.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(line)


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _text(session: Session, one: LostUpdate, value: Any, words: Any) -> str:
    if one.field == WHOLE:
        return (
            str(value.get("name") or "")
            if isinstance(value, Mapping)
            else QCoreApplication.translate("KeptDialog", "not there")
        )
    if one.field in (FILE, ORDER):
        return "\n".join(str(v)[:8] for v in value) if isinstance(value, list) else str(value or "")
    listed = section_fields(session.workspace.schema(), one.target, {one.field: None})
    field = next((f for f in listed if f.name == one.field), Field(one.field, one.field, FieldKind.TEXT))
    return str(words(value, field))
