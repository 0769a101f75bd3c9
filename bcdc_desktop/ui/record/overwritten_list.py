"""What was saved from here and overwritten by somebody else since, over all records: a calm word, and a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.overwritten import LostUpdate
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import relative_time

from .record_lists import RecordList


def _tr(text: str) -> str:
    return QCoreApplication.translate("Overwritten", text)


class OverwrittenNotice(QObject):
    """Looks after each synchronization, which compares the journal with what it reads; tells each loss once."""

    recordAsked = Signal(str)
    listAsked = Signal()

    def __init__(self, session: Session, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._told: set[tuple[int, str, str]] = set()
        self._latest = LatestOnly("disk", self)
        session.synchronized.connect(self.look)

    def look(self) -> None:
        """Reads what is gone, and says so where it was not said yet."""
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
            words = self.tr("In %1 records, values that were saved here were overwritten by somebody else since.")
            said = words.replace("%1", str(len(records)))
            self._bar.show_message("information", said, [(self.tr("Show them"), self.listAsked.emit)])
            return
        one = self.tr("“%1” of “%2”, saved here, was overwritten by somebody else since.")
        many = self.tr("%3 values of “%2”, saved here, were overwritten by somebody else since.")
        words = (one if len(fresh) == 1 else many).replace("%1", fresh[0].label)
        said = words.replace("%2", titles.get(records[0], "")).replace("%3", str(len(fresh)))
        self._bar.show_message(
            "information", said, [(self.tr("Show the record"), lambda: self.recordAsked.emit(records[0]))]
        )


class OverwrittenList(RecordList):
    """Records of which something is gone that was saved from here, and that nobody has decided about."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        columns = [(_tr("Record"), 36), (_tr("What was overwritten"), 36), (_tr("Saved"), 14), (_tr("Found gone"), 14)]
        super().__init__(session, "overwrittenList", _tr("What was overwritten"), columns, parent)
        self.kinds = ("journal",)
        self.empty.show_state(
            "check-circle-outline",
            self.tr("Nothing was overwritten"),
            self.tr("What is saved from here is compared with the catalogue at each synchronization."),
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
