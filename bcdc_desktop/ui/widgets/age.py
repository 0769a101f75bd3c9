"""How old something is that stays on screen: said anew while it grows older."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .text import age

_SAY_MS = 30_000


class AgeLabel(PlainLabel):
    """``as of 2 minutes ago``, which two minutes later says ``4``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._at: float | None = None
        self._otherwise = ""
        self.setProperty("role", "muted")
        self._tick = QTimer(self)
        self._tick.setInterval(_SAY_MS)
        self._tick.timeout.connect(self._say)

    def show_moment(self, at: float | None, otherwise: str = "") -> None:
        """Says how long ago that was (seconds since the epoch), or where it is None something else."""
        self._at, self._otherwise = at, otherwise
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """It was not looked after while it was hidden."""
        super().showEvent(event)
        self._say()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody reads it."""
        super().hideEvent(event)
        self._tick.stop()

    def _say(self) -> None:
        text = self._otherwise if self._at is None else age(time.time() - self._at)
        if text != self.text():
            self.setText(text)
