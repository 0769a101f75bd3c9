"""a batch under way: its rows, its thread, how to stop it, and how it is getting on."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from bcdc_desktop.store.uploads import State, Upload

from .batch import BatchToken
from .transfer_progress import TransferProgress, TransferRate


class UploadBatch:
    """a batch under way, or (``looks``) a look at one whose end is not known."""

    def __init__(self, batch_id: str, rows: Sequence[Upload]) -> None:
        self.id = batch_id
        self.rows = list(rows)
        self.looks = rows[0].state is not State.WAITING
        self.token = BatchToken()
        self.orphaned = False  # it ended without a word in its rows
        self.thread = threading.Thread()
        self.pace: TransferProgress | None = None
        self.unconfirmed: tuple[float, TransferProgress | None] | None = (
            None  # after a sleep: has to have moved on by then
        )
        self._speedometer = TransferRate()

    @property
    def package(self) -> str:
        """The package that it writes to."""
        return self.rows[0].package

    def moved(self, files: Mapping[str, int], total: int) -> None:
        """So many bytes of each row's file have left, of so many in all."""
        sent = sum(files.values())
        self.pace = TransferProgress(sent, total, self._speedometer.speed(sent), files)

    def halt(self) -> bool:
        """Asks it to stop, if anything is left to send. Answers whether it will end soon."""
        if not self.looks:
            self.token.halt()
        return self.token()
