"""Garbage collection in the GUI thread only.

Python's collector runs in whichever thread happens to allocate. When that is a worker and the garbage holds objects of
Qt, they are destroyed in the wrong thread, and the process may die.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_CHECK_MS = 500
_OLD_EVERY = 20  # young collections between two full ones


class GarbageCollector(QObject):
    """Replaces the automatic collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what importing made stays anyway: it is never searched
        self._thresholds = gc.get_threshold()
        self._collects = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        young, middle, _old = gc.get_count()
        if young < self._thresholds[0]:
            return
        self._collects += 1
        if self._collects % _OLD_EVERY == 0:
            gc.collect(2)
        else:
            gc.collect(1 if middle > self._thresholds[1] else 0)
