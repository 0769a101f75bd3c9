"""How much memory a process has taken since a moment: the peak of its resident set (Linux)."""

import re
from pathlib import Path


def _status(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.M)
    return int(found.group(1)) * 1024


class Growth:
    """Begins to measure when it is made."""

    def __init__(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew, from what is resident now
        self._before = _status("VmRSS")

    def bytes(self) -> int:
        """The peak since, less what was resident at the beginning."""
        return max(0, _status("VmHWM") - self._before)
