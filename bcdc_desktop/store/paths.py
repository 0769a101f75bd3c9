"""Where the program keeps its files, readable by this user only on systems that know of such a thing."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from bcdc_desktop.domain.file_names import name_part

HOME_VARIABLE = "BCDC_DESKTOP_HOME"
_APP = "BCDC Desktop"
_REMOTE = 4  # of Windows' kinds of drives
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.davfs",
        "fuse.rclone", "fuse.gvfsd-fuse", "9p", "afs", "ncpfs", "glusterfs", "ceph", "lustre",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The folders: ``settings`` and ``app`` cannot be made again, ``cache`` and ``logs`` can."""

    settings: Path
    work: Path
    cache: Path
    logs: Path

    @classmethod
    def of_this_computer(cls) -> Places:
        """Return the system's usual folders, or all below ``BCDC_DESKTOP_HOME`` where that is set."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.below(Path(home).absolute())
        dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
        return cls(
            Path(dirs.user_config_dir), Path(dirs.user_data_dir), Path(dirs.user_cache_dir), Path(dirs.user_log_dir)
        )

    @classmethod
    def below(cls, home: Path) -> Places:
        """Return all folders below one."""
        return cls(home / "settings", home / "work", home / "cache", home / "logs")

    def make(self) -> Places:
        """Make the folders, readable by this user only. The program does without that of the logs.

        Raises:
            OSError: the disk refuses.
        """
        for folder in (self.settings, self.work, self.cache):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(OSError):
            self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def cache_file(self, profile: str, user: str) -> Path:
        """Return the cache of one user of one catalogue: what one may see is never shown to another."""
        return self.cache / _store_name(profile, user)

    def work_file(self, profile: str, user: str) -> Path:
        """Return the file with drafts, uploads and journal of one user of one catalogue."""
        return self.work / _store_name(profile, user)


def _store_name(profile: str, user: str) -> str:
    """Return a name of its own for each user of each catalogue, also for nobody and for one called anonymous: what
    one may see is never shown to another, whatever the server calls them."""
    return f"{name_part(profile)}--{name_part(user) or '_anonymous_'}.sqlite"


def on_network_drive(path: Path, *, system: str = sys.platform) -> bool:
    """Return whether a path is on a network drive, as far as the system tells without asking the network. SQLite's log
    does not work there, and each look may take as long as the network's time limit."""
    text = str(path)
    if system == "win32":
        if text.startswith(("\\\\", "//")):
            return not text.startswith(("\\\\?\\", "\\\\.\\")) or text[4:].upper().startswith("UNC\\")
        return bool(path.drive) and _drive_type(f"{path.drive}\\") == _REMOTE
    import psutil  # where no folder was chosen, nothing has to be found out

    try:
        mounts = psutil.disk_partitions(all=True)
    except (OSError, RuntimeError):
        return False
    whole = Path(os.path.abspath(text))  # noqa: PTH100 - to resolve links would be to look at the drive
    above = {str(parent) for parent in (whole, *whole.parents)}
    kinds = {len(m.mountpoint): m.fstype for m in mounts if m.mountpoint in above}
    return bool(kinds) and kinds[max(kinds)].lower() in _NETWORK_FILE_SYSTEMS


def _drive_type(root: str) -> int:
    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    return int(kernel.GetDriveTypeW(root))


def private_opener(path: str, flags: int) -> int:
    """Open a file for ``open(…, opener=private_opener)``: a new one is readable by this user only.

    Raises:
        OSError: the system refuses.
    """
    return os.open(path, flags, 0o600)


def make_private(path: Path) -> None:
    """Make an empty file that only this user may read, where there is none, for a library that opens it afterwards.

    What keeps it from being made is told by that library, in its own way. A file that is there is not touched: to
    close one that SQLite has open would let go of SQLite's locks.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
