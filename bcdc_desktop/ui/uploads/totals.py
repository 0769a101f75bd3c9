"""What the queue as a whole is doing, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.store.uploads import ENDED, State, Upload
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.text import grouped, human_size

_MINUTE, _HOUR = 60, 3600


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def unfinished(rows: Sequence[Upload]) -> list[Upload]:
    """Rows that have not ended."""
    return [row for row in rows if row.state not in ENDED]


def waiting(rows: Sequence[Upload]) -> list[Upload]:
    """Rows that go out by themselves as soon as the catalogue takes them."""
    return [row for row in unfinished(rows) if row.state is not State.PAUSED]


def total_line(rows: Sequence[Upload], paces: Mapping[str, TransferProgress]) -> str:
    """``3 of 7 files · 4.2 MB of 9.1 MB · 1.3 MB a second · 12 s left``, of the batches that are not through yet."""
    open_sets = {row.upload_set for row in unfinished(rows)}
    mine = [row for row in rows if row.upload_set in open_sets and row.state is not State.CANCELLED]
    if not mine:
        done = sum(row.state is State.DONE for row in rows)
        return _tr("{files} on the server").format(files=labels.files(done)) if done else ""
    done = sum(row.state is State.DONE for row in mine)
    sent = sum(row.size for row in mine if row.state in (State.DONE, State.VERIFYING))
    sent += sum(pace.sent for pace in paces.values())
    size = sum(row.size for row in mine)
    parts = [
        _tr("{n} of {files}").format(n=grouped(done), files=labels.files(len(mine))),
        _tr("{sent} of {size}").format(sent=human_size(min(sent, size)), size=human_size(size)),
    ]
    speed = sum(pace.speed for pace in paces.values())
    if speed > 0:
        parts.append(_tr("{speed} a second").format(speed=human_size(speed)))
        parts.append(time_left(max(0, size - sent) / speed))
    return " · ".join(parts)


def on_its_way(row: Upload, sent: int, pace: TransferProgress | None) -> str:
    """``1.0 MB of 2.0 MB · 500 KB a second · 2 s left``, of one file of a batch."""
    if pace is None:
        return ""
    if sent >= row.size:
        whole = pace.sent >= pace.total
        return _tr("Sent; the catalogue is storing it") if whole else _tr("Sent; waits for the others of its act")
    parts = [_tr("{sent} of {size}").format(sent=human_size(sent), size=human_size(row.size))]
    if sent and pace.speed > 0:
        parts.append(_tr("{speed} a second").format(speed=human_size(pace.speed)))
        parts.append(time_left((row.size - sent) / pace.speed))
    return " · ".join(parts)


def time_left(seconds: float) -> str:
    """``12 s left``, ``3 min left``."""
    if seconds < _MINUTE:
        return _tr("{n} s left").format(n=max(1, round(seconds)))
    if seconds < _HOUR:
        return _tr("{n} min left").format(n=round(seconds / _MINUTE))
    return _tr("{n} h left").format(n=round(seconds / _HOUR, 1))


def is_held(row: Upload) -> bool:
    """Whether a row was held back because another one of its batch was refused: it goes on when somebody says so."""
    return row.state is State.PAUSED and (row.error or {}).get("kind") == "held"


def format_upload_set(rows: Sequence[Upload]) -> tuple[str, bool]:
    """What became of a batch of which nothing goes on by itself, and whether all of it is well."""
    done = [row for row in rows if row.state is State.DONE]
    failed = [row for row in rows if row.state in (State.FAILED, State.ATTENTION)]
    title = rows[0].package_title
    if not failed:
        if not done:
            return _tr("Nothing was sent to “{record}”: it was cancelled.").format(record=title), True
        is_are = _tr("{files} is on the server in “{record}”.") if len(done) == 1 else ""
        text = is_are or _tr("{files} are on the server in “{record}”.")
        return text.format(files=labels.files(len(done)), record=title), True
    text = _tr("{n} of {files} for “{record}” could not be stored; everything to try again is kept.")
    held = sum(map(is_held, rows))
    if held:
        text += " " + _tr("{others} of the same act wait for you to mend it or to leave it out.")
    return text.format(n=len(failed), files=labels.files(len(rows)), record=title, others=labels.files(held)), False


class EndedUploadSets:
    """Which batches have ended since the last reading, or stand still until somebody decides. A batch may end between
    two readings: what matters is that its end was not told yet. What had ended before the first reading is no news."""

    def __init__(self) -> None:
        self._told: set[str] | None = None

    def news(self, rows: Sequence[Upload]) -> list[tuple[str, bool, str]]:
        """What became of each batch that ended, in words, whether all of it is well, and its id."""
        ended = {row.upload_set for row in rows} - {row.upload_set for row in unfinished(rows) if not is_held(row)}
        fresh = sorted(ended - self._told) if self._told is not None else []
        self._told = ended
        return [
            (*format_upload_set([row for row in rows if row.upload_set == upload_set]), upload_set)
            for upload_set in fresh
        ]


def format_backoff(trouble: str, rows: Sequence[Upload]) -> str:
    """Why nothing goes out, and what is kept."""
    count = len(waiting(rows))
    if count == 1:
        return _tr("{trouble} Your file is kept and will go out when it answers.").format(trouble=trouble)
    return _tr("{trouble} Your {files} are kept and will go out when it answers.").format(
        trouble=trouble, files=labels.files(count)
    )
