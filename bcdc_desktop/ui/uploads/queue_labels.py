"""Texts of the upload queue: states, progress, totals, outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.uploads.rows import State, Upload, UploadSetSummary, UploadTotals, waiting
from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.text import grouped, human_size

_MINUTE, _HOUR = 60, 3600


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
    if sent and progress.speed > 0:
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
