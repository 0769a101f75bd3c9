"""An act under way: its rows, its thread, how to stop it, and how it is getting on."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from bcdc_desktop.store.uploads import State, Upload

from .batch import ActToken
from .transfer_progress import Pace, Speedometer


class ActUnderWay:
    """An act under way, or (``looks``) a look at one whose end is not known."""

    def __init__(self, act_id: str, rows: Sequence[Upload]) -> None:
        self.id = act_id
        self.rows = list(rows)
        self.looks = rows[0].state is not State.WAITING
        self.token = ActToken()
        self.orphaned = False  # it ended without a word in its rows
        self.thread = threading.Thread()
        self.pace: Pace | None = None
        self.doubted: tuple[float, Pace | None] | None = None  # after a sleep: has to have moved on by then
        self._speedometer = Speedometer()

    @property
    def package(self) -> str:
        """The package that it writes to."""
        return self.rows[0].package

    def moved(self, files: Mapping[str, int], total: int) -> None:
        """So many bytes of each row's file have left, of so many in all."""
        sent = sum(files.values())
        self.pace = Pace(sent, total, self._speedometer.speed(sent), files)

    def halt(self) -> bool:
        """Asks it to stop, if anything is left to send. Answers whether it will end soon."""
        if not self.looks:
            self.token.halt()
        return self.token()
