"""Marks in a table how texts differ: short ones at once, long ones in a worker while they are on screen already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTreeWidgetItem

from bcdc_desktop.ui.review.diff_html import marked, marked_groups
from bcdc_desktop.ui.review.rows import HTML, RowsTable

if TYPE_CHECKING:
    from bcdc_desktop.ui.jobs import Job

Read = Callable[[Callable[[], Any]], "Job"]  # runs work that asks no server in a worker

_AT_ONCE = 400  # characters that take no time to compare


class DiffWorker(QObject):
    """Compares texts for the rows of one table."""

    def __init__(self, table: RowsTable, read: Read | None) -> None:
        """Args: ``read`` runs work in a worker; without one, long texts are compared at once too."""
        super().__init__(table)
        self._read = read
        self._round = 0

    def begin(self) -> None:
        """Begin with other rows: what was not marked yet is not marked any more."""
        self._round += 1

    def compare(
        self,
        item: QTreeWidgetItem,
        before: str,
        after: str,
        columns: tuple[int | None, int | None],
        *,
        groups: bool = False,
    ) -> None:
        """Mark what was removed from the one text, and what is new in the other.

        Args:
            item: a row of the table.
            before: the older text.
            after: the newer one.
            columns: where each of them stands; None where it is not to be marked.
            groups: a line is a row of a group.
        """
        work = partial(marked_groups if groups else marked, before, after)

        def show(marks: tuple[str, str]) -> None:
            for column, html in zip(columns, marks, strict=True):
                if column is not None:
                    item.setData(column, HTML, html)

        if self._read is None or len(before) + len(after) <= _AT_ONCE:
            show(work())
            return
        asked = self._round

        def late(marks: tuple[str, str]) -> None:
            if shiboken6.isValid(self) and asked == self._round:
                show(marks)

        self._read(work).done.connect(late)
