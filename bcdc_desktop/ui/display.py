"""Check for a display before Qt is loaded, because Qt would abort the process."""

import os
import sys
from collections.abc import Mapping

# Qt platforms that draw without a display server.
_WITHOUT_SERVER = {"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb", "vkkhrdisplay"}


def display_problem(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> str | None:
    """Return why no window can be shown here, in one sentence for the user, or None where one can.

    ``environment`` defaults to the process's own. Windows and macOS always have a display; elsewhere there must be
    an X11 or a Wayland server, or ``QT_QPA_PLATFORM`` must name a platform that needs none.
    """
    if platform in ("win32", "darwin"):
        return None
    env = os.environ if environment is None else environment
    wanted = env.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if wanted in _WITHOUT_SERVER or env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"):
        return None
    return "There is no display for a window; use the command bcdc in a terminal instead."
