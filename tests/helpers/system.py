"""What each system calls by another name: the end of a process that was killed, links, the most memory it had."""

import os
import signal
import sys
from pathlib import Path

WINDOWS = sys.platform == "win32"
WINDOWS_NAMES = WINDOWS or bool(os.environ.get("BCDC_WINDOWS_RULES"))
"""Whether files can only have names that Windows allows."""
KILLED = 1 if WINDOWS else -signal.Signals["SIGKILL"].value
"""The exit code of a process after ``kill()``."""
PEAK = """
def peak():
    import os, psutil, sys
    memory = psutil.Process().memory_info()
    if sys.platform == "win32":
        return memory.peak_wset
    if sys.platform == "linux":  # where ru_maxrss counts what the parent had
        status = open("/proc/self/status").read()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
"""Source of a function: the most memory that the process had at a time, in bytes."""


def link_to_folder(link: Path, folder: Path) -> None:
    """Make a link to a folder; on Windows a junction, which needs no rights."""
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(folder), str(link))
    else:
        link.symlink_to(folder)
