"""Garbage is collected in the GUI thread only.

Python's collector runs in whichever thread happens to allocate. When that is a worker and the garbage holds objects of
Qt, they are destroyed in the wrong thread, and the process may die.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_OLD_EVERY = 20  # looks at the young between two at everything


class GarbageCollector(QObject):
    """Takes over from the automatic collector for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was made by importing stays anyway and need not be looked at
        self._thresholds = gc.get_threshold()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        young, middle, _old = gc.get_count()
        if young < self._thresholds[0]:
            return
        self._looks += 1
        if self._looks % _OLD_EVERY == 0:
            gc.collect(2)
        else:
            gc.collect(1 if middle > self._thresholds[1] else 0)
