"""Priority of the window over computing workers: both need the one interpreter, and people wait for the window.

A view that is painted asks for the interpreter with every cell. Behind a worker that computes it waits for it each
time, and what takes 20 ms by itself takes twice as long. So the window says when it does something of that kind, and
workers that compute ask in between, every few records.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

_BREATH = 0.0002  # seconds: enough for another thread to get its turn
_LOOK = 0.001
_AT_MOST = 0.06  # nothing that the window does by itself takes longer: then it waits for a person (a dialog within)

_window = False  # whether there ever was one: a command computes without pauses
_at_work_since = 0.0  # a monotonic time; 0 while the window rests, or where there is none


@contextlib.contextmanager
def window_at_work() -> Iterator[None]:
    """Make workers wait within this block. For the window's thread alone."""
    global _at_work_since, _window
    outermost = not _at_work_since
    if outermost:
        _window = True
        _at_work_since = time.monotonic()
    try:
        yield
    finally:
        if outermost:
            _at_work_since = 0.0


def give_way() -> None:
    """Let a window that is at work finish first; return at once where there is none."""
    if not _window:
        return
    time.sleep(_BREATH)
    while (since := _at_work_since) and time.monotonic() - since < _AT_MOST:
        time.sleep(_LOOK)
