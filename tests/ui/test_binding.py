"""The binding to Qt leaves the reference counts of Python's own objects alone (docs/decisions/0010)."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal

_CALLS = 500
_NOISE = 100  # other threads and caches


class Sender(QObject):
    said = Signal(object)


def test_calls_into_qt_give_no_references_away(qapp):
    sender, timer = Sender(), QTimer()
    before = [sys.getrefcount(o) for o in (None, True, False)]
    for _ in range(_CALLS):
        sender.said.emit(1)
        timer.setInterval(3)
        timer.isActive()
    after = [sys.getrefcount(o) for o in (None, True, False)]
    lost = [b - a for b, a in zip(before, after, strict=True)]
    assert max(lost) < _NOISE, f"references of None, True, False given away in {_CALLS} calls: {lost}"
