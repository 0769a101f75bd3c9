"""Progress bars: on standard error, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

_ALL_SHOWN = 12  # files whose bars fit on a screen

if TYPE_CHECKING:
    from bcdc_desktop.app.progress import Progress, Report
    from bcdc_desktop.app.rows import Upload


@contextmanager
def counting() -> Iterator[Report]:
    """Show one bar, moved by the report that this yields."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    with Bars(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=_console()) as bars:
        task = bars.add_task("", total=None)

        def report(progress: Progress) -> None:
            bars.update(task, description=_safe(progress.text), completed=progress.done, total=progress.total)

        yield report


class FileBars:
    """One bar a file, and one for all of them. Of many files only those under way, and those that need a person, have
    their bar on the screen. Does nothing where standard error is no terminal."""

    def __init__(self, console: Any = None) -> None:
        self._bars: Any = None
        self._tasks: dict[str, Any] = {}
        self._all: Any = None
        if console is None and not sys.stderr.isatty():
            return
        from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[state]}"),
            console=console or _console(),
        )

    def __enter__(self) -> FileBars:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def show(self, rows: list[Upload], sent: Mapping[str, int]) -> None:
        """Update the bars; ``sent`` maps a row's id to bytes that are on their way."""
        if self._bars is None:
            return
        many = len(rows) > _ALL_SHOWN
        if self._all is None and len(rows) > 1:
            self._all = self._bars.add_task("", total=0, state="")
        total = 0
        for row in rows:
            if row.id not in self._tasks:
                self._tasks[row.id] = self._bars.add_task(_safe(row.file_name), total=row.size, state="", visible=False)
            done = row.size if row.state == "done" else sent.get(row.id, row.sent)
            total += done
            visible = not many or row.state not in ("waiting", "done")
            self._bars.update(self._tasks[row.id], completed=done, state=str(row.state), visible=visible)
        if self._all is not None:
            ended = sum(row.state == "done" for row in rows)
            size = sum(row.size for row in rows)
            self._bars.update(self._all, description=f"{ended} of {len(rows)} files", completed=total, total=size)

    def say(self, text: str) -> None:
        """Print a sentence on standard error, above the bars."""
        from .output import note

        if self._bars is not None:
            self._bars.console.print(_safe(text), highlight=False)
        else:
            note(text)


def _console() -> Any:
    from rich.console import Console

    return Console(stderr=True)


def _safe(text: str) -> str:
    from rich.markup import escape

    from .output import plain

    return escape(plain(text))


def _unseen(progress: Progress) -> None:
    """Ignore a report."""
