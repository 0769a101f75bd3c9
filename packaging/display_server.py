"""A display of its own for tests that need a real window, so that they neither need nor disturb the user's."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

NATIVE = {"win32": "windows", "darwin": "cocoa"}


@contextlib.contextmanager
def environment(size: str = "1440x900x24") -> Iterator[dict[str, str]]:
    """The environment of a process whose windows open on a fresh Xvfb; on Windows and macOS, on the user's desktop.

    The server chooses a free display number itself, ends with the block, and refuses connections by network.
    """
    env = dict(os.environ)
    if sys.platform in NATIVE:
        yield {**env, "QT_QPA_PLATFORM": NATIVE[sys.platform]}
        return
    answer, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[tell],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        with os.fdopen(answer) as reply:
            number = reply.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start (code {server.wait()})")
        env.pop("WAYLAND_DISPLAY", None)
        yield {**env, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()
