"""The rows of the upload queue as a table, and its texts: states, progress, totals, outcomes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from bcdc_desktop.app.uploads.rows import ENDED, UNDER_WAY, State, Upload, UploadSetSummary, UploadTotals, waiting
from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import ChipRole, LoudRole
from bcdc_desktop.ui.widgets.text import grouped, human_size, percent

_MINUTE, _HOUR = 60, 3600
PROGRESS_MS = 250  # between looks at how far uploads are
_STALLED = 10.0  # seconds without a byte
_GOING = (State.WAITING, *UNDER_WAY)


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def format_state(state: State) -> str:
    """Return the state of an upload as it is shown."""
    return {
        State.WAITING: _tr("Waiting"),
        State.CHECKING: _tr("Checking"),
        State.SENDING: _tr("Uploading"),
        State.VERIFYING: _tr("Verifying"),
        State.DONE: _tr("Done"),
        State.FAILED: _tr("Failed"),
        State.PAUSED: _tr("Paused"),
        State.CANCELLED: _tr("Cancelled"),
        State.ATTENTION: _tr("Needs attention"),
    }[state]


def format_row_state(row: Upload, *, signed_out: bool = False) -> str:
    """Return the state of a row as it is shown: what it waits for, where that is not its turn.

    Args:
        signed_out: nothing is uploaded before the user signs in.
    """
    if signed_out and row.state in _GOING:
        return _tr("Waiting for sign-in")
    if row.state in (State.VERIFYING, State.WAITING) and row.error:
        lost = row.error.get("kind") in ("offline", "timeout")
        return _tr("No connection") if lost else _tr("Waiting for the catalogue")
    if row.state is State.DONE and row.error:
        return _tr("Done, not compared")
    return format_state(row.state)


def format_verified(row: Upload) -> str:
    """Return how a finished upload was verified; empty where it was not yet."""
    verified = {"size": _tr("size verified"), "content": _tr("content verified")}
    return verified[row.verified] if row.verified else ""


def format_message(row: Upload, progress: TransferProgress | None) -> str:
    """Return the text about one upload: its error, its progress, or its outcome.

    Args:
        progress: of its batch, while that is being sent.
    """
    if row.error and row.error.get("message"):
        return str(row.error["message"])
    match row.state:
        case State.SENDING:
            return format_progress(row, progress)
        case State.DONE:
            return " · ".join(part for part in (_format_done(row), format_verified(row)) if part)
        case State.VERIFYING:
            return _tr("Uploaded; verifying on the server")
        case State.PAUSED:
            return _tr("Paused by you")
        case State.CANCELLED:
            return _tr("Not uploaded")
    return ""


def _format_done(row: Upload) -> str:
    if row.resent:
        return _tr("On the server; it was uploaded again because someone else had overwritten it")
    if row.operation == "replace":
        return _tr("On the server; the file of “{name}” was replaced").format(name=row.name)
    return _tr("On the server as “{name}”").format(name=row.name)


def format_progress(row: Upload, progress: TransferProgress | None) -> str:
    """Return ``1.0 MB of 2.0 MB · 500 KB/s · 2 s left`` for one file of a batch."""
    if progress is None:
        return ""
    sent = progress.files.get(row.id, 0)
    if sent >= row.size:
        if progress.sent >= progress.total:
            return _tr("Uploaded; the catalogue is storing it")
        return _tr("Uploaded; waiting for the rest of the batch")
    parts = [_tr("{sent} of {size}").format(sent=human_size(sent), size=human_size(row.size))]
    still = time.monotonic() - progress.moved_at
    if still >= _STALLED:
        parts.append(_tr("nothing was sent for {n} s").format(n=grouped(int(still))))
    elif sent and progress.speed > 0:
        parts.append(_tr("{speed}/s").format(speed=human_size(progress.speed)))
        parts.append(format_time_left((row.size - sent) / progress.speed))
    return " · ".join(parts)


def format_totals(found: UploadTotals) -> str:
    """Return ``3 of 7 files · 4.2 MB of 9.1 MB · 1.3 MB/s · 12 s left``; empty where there is no upload."""
    if not found.files:
        return _tr("{files} on the server").format(files=labels.files(found.done)) if found.done else ""
    parts = [
        _tr("{n} of {files}").format(n=grouped(found.done), files=labels.files(found.files)),
        _tr("{sent} of {size}").format(sent=human_size(found.sent), size=human_size(found.size)),
    ]
    if found.left is not None:
        parts.append(_tr("{speed}/s").format(speed=human_size(found.speed)))
        parts.append(format_time_left(found.left))
    return " · ".join(parts)


def format_time_left(seconds: float) -> str:
    """Return ``12 s left``, ``3 min left`` or ``1.5 h left``."""
    if seconds < _MINUTE:
        return _tr("{n} s left").format(n=max(1, round(seconds)))
    if seconds < _HOUR:
        return _tr("{n} min left").format(n=round(seconds / _MINUTE))
    return _tr("{n} h left").format(n=round(seconds / _HOUR, 1))


def format_outcome(found: UploadSetSummary) -> str:
    """Return the outcome of the files that were confirmed together."""
    if found.failed:
        text = _tr("{n} of {files} for “{record}” could not be uploaded. Open Uploads to try again.")
        if found.held == 1:
            text = _tr(
                "{n} of {files} for “{record}” could not be uploaded. 1 other file in the same batch is on hold until"
                " you fix or remove it."
            )
        elif found.held:
            text = _tr(
                "{n} of {files} for “{record}” could not be uploaded. {held} other files in the same batch are on hold"
                " until you fix or remove it."
            )
    elif found.done:
        text = _tr("1 file was uploaded to “{record}”.") if found.done == 1 else ""
        text = text or _tr("{done} files were uploaded to “{record}”.")
    else:
        text = _tr("The upload to “{record}” was cancelled.")
    return text.format(
        n=grouped(found.failed),
        done=grouped(found.done),
        held=grouped(found.held),
        files=labels.files(found.files),
        record=found.package_title,
    )


def format_backoff(reason: str, rows: Sequence[Upload]) -> str:
    """Return why uploads wait, and that they resume."""
    count = len(waiting(rows))
    if count == 1:
        return _tr("{reason} 1 file is waiting and will be uploaded automatically.").format(reason=reason)
    text = _tr("{reason} {n} files are waiting and will be uploaded automatically.")
    return text.format(reason=reason, n=grouped(count))


Index = QModelIndex | QPersistentModelIndex
ShareRole = Qt.ItemDataRole.UserRole + 30  # 0 to 1, None where there is no bar
MOVED = "application/x-bcdc-upload-rows"
_CHIPS = {
    State.WAITING: "neutral",
    State.CHECKING: "information",
    State.SENDING: "information",
    State.VERIFYING: "information",
    State.DONE: "success",
    State.FAILED: "danger",
    State.PAUSED: "warning",
    State.CANCELLED: "neutral",
    State.ATTENTION: "danger",
}


class QueueColumn(IntEnum):
    """The columns in their order."""

    FILE = 0
    RECORD = 1
    STATE = 2
    PROGRESS = 3
    SIZE = 4
    MESSAGE = 5


class QueueModel(QAbstractTableModel):
    """Rows as last read: those that have not ended in the order in which they are uploaded, then the others, the latest
    first. Progress is set between two readings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Upload] = []
        self._progress: Mapping[str, TransferProgress] = {}
        self._signed_out = False

    def show_signed_out(self, signed_out: bool) -> None:
        """Show whether nothing is uploaded before the user signs in."""
        if signed_out != self._signed_out:
            self._signed_out = signed_out
            self._emit_changed(0, len(self.rows) - 1)

    def show_rows(self, rows: Sequence[Upload]) -> None:
        """Show these rows; where their ids and order are the same, only their data is updated."""
        new = [r for r in rows if r.state not in ENDED]
        new += sorted((r for r in rows if r.state in ENDED), key=lambda r: (-r.created, r.position))
        if [r.id for r in new] == [r.id for r in self.rows]:
            self.rows = new
            self._emit_changed(0, len(new) - 1)
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()

    def show_progress(self, progress: Mapping[str, TransferProgress]) -> None:
        """Show the progress of the batches that are being sent, by their ids."""
        concerned = set(progress) | set(self._progress)
        self._progress = progress
        for number, row in enumerate(self.rows):
            if row.batch in concerned:
                self._emit_changed(number, number)

    def upload(self, index: Index) -> Upload | None:
        """Return the row at an index, or None."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def waiting(self) -> list[Upload]:
        """Return the rows that can be reordered, in the order in which they are uploaded."""
        return [row for row in self.rows if row.state in (State.WAITING, State.PAUSED)]

    def share(self, row: Upload) -> float | None:
        """Return the share of the file that was sent, 0 to 1; None for a row that is not being sent."""
        match row.state:
            case State.DONE:
                return 1.0
            case State.SENDING:
                return min(1.0, self._sent(row) / row.size) if row.size else 1.0
            case State.VERIFYING if not row.error:
                return 1.0
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.upload(index)
        movable = row is not None and row.state in (State.WAITING, State.PAUSED)
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if movable else super().flags(index)

    def mimeTypes(self) -> list[str]:
        return [MOVED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (self.upload(self.index(number, 0)) for number in sorted({i.row() for i in indexes}))
        data = QMimeData()
        data.setData(MOVED, ",".join(row.id for row in rows if row is not None).encode())
        return data

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(QueueColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == QueueColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("File"), self.tr("Record"), self.tr("State"), self.tr("Progress"), self.tr("Size"))
        return (*names, "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.upload(index)
        if row is None:
            return None
        column = QueueColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == ChipRole and column is QueueColumn.STATE:
            return self.state_text(row), "warning" if self._is_held_up(row) else _CHIPS[row.state]
        if role == ShareRole and column is QueueColumn.PROGRESS:
            return self.share(row)
        if role == LoudRole and column is QueueColumn.MESSAGE and row.state in (State.FAILED, State.ATTENTION):
            return "danger"
        if role == Qt.ItemDataRole.TextAlignmentRole and column is QueueColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(
                {QueueColumn.FILE: row.path, QueueColumn.MESSAGE: self.message(row)}.get(
                    column, self._text(row, column)
                )
            )
        return None

    def message(self, row: Upload) -> str:
        """Return the text about an upload: its error, its progress, or its outcome."""
        return format_message(row, self._progress.get(row.batch or ""))

    def state_text(self, row: Upload) -> str:
        """Return the state of a row as it is shown."""
        return format_row_state(row, signed_out=self._signed_out)

    def sent_of_batches(self, rows: Sequence[Upload]) -> tuple[int, int]:
        """Return the bytes that have left of the batches of these rows, and of how many; those that have left whole are
        not counted: they are not sent again."""
        batches = {row.batch for row in rows if row.state is State.SENDING}
        going = [p for batch, p in self._progress.items() if batch in batches and p.sent < p.total]
        return sum(p.sent for p in going), sum(p.total for p in going)

    def _is_held_up(self, row: Upload) -> bool:
        return self.state_text(row) != format_state(row.state)

    def _sent(self, row: Upload) -> int:
        progress = self._progress.get(row.batch or "")
        return progress.files.get(row.id, 0) if progress else 0

    def _text(self, row: Upload, column: QueueColumn) -> str:
        match column:
            case QueueColumn.FILE:
                return row.file_name
            case QueueColumn.RECORD:
                return row.package_title
            case QueueColumn.STATE:
                return self.state_text(row)
            case QueueColumn.PROGRESS:
                share = self.share(row)
                return "" if share is None else percent(int(share * 100))
            case QueueColumn.SIZE:
                return human_size(row.size)
            case QueueColumn.MESSAGE:
                return self.message(row)

    def _emit_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(QueueColumn) - 1))
