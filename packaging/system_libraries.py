"""The system libraries that Qt's wheels leave to Linux, and how to get them.

The list was made by asking the loader: every library that Qt's core, its xcb and its wayland platform name and that a
bare Debian 12 lacks. On Windows and macOS Qt brings all it needs.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

# What the loader asks for -> the package of Debian and its relatives that has it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Extras of pyproject.toml -> programs they use, with their packages.
PROGRAMS = {
    "test": [("Xvfb", "xvfb"), ("dbus-run-session", "dbus"), ("gnome-keyring-daemon", "gnome-keyring")],
    "freeze": [("objdump", "binutils")],
}
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class MissingError(Exception):
    """Something of the system is missing and cannot be installed from here; the message names it."""


def missing(extras: Collection[str] = ()) -> list[tuple[str, str]]:
    """Pairs of (what is missing, the Debian package that has it) on this Linux; empty elsewhere.

    `extras` are those of pyproject.toml: tests use a display server and a keyring, freezing what PyInstaller calls.
    """
    if not sys.platform.startswith("linux"):
        return []
    lacking = [(name, package) for name, package in LIBRARIES.items() if not _loads(name)]
    if not any(_has_font(Path(folder).expanduser()) for folder in FONTS):
        lacking.append(("a font", "fonts-dejavu-core"))
    if not _has_ensurepip():
        lacking.append(("Python's venv module", "python3-venv"))
    programs = [program for extra in extras for program in PROGRAMS.get(extra, ())]
    lacking += [(name, package) for name, package in programs if not shutil.which(name)]
    if "freeze" in extras:
        python = "libpython{}.{}".format(*sys.version_info)
        if sys.base_prefix == "/usr" and not _loads(f"{python}.so.1.0"):  # Debian's own Python is linked without it
            lacking.append((python, python))
    return lacking


def ensure(say: Callable[[str], None], extras: Collection[str] = ()) -> None:
    """Installs what is missing by apt, as root or through sudo; `say` is given the line that tells of it.

    Raises `MissingError` where there is no apt, or it may not be used, or it failed.
    """
    lacking = missing(extras)
    if not lacking:
        return
    packages = sorted({package for _, package in lacking})
    if not shutil.which("apt-get"):
        names = ", ".join(name for name, _ in lacking)
        raise MissingError(f"This system lacks {names}; install them with its package manager and run this again.")
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if sudo and not shutil.which("sudo"):
        raise MissingError(f"As root, run this once: apt-get install --no-install-recommends {' '.join(packages)}")
    more = f" and {len(packages) - 3} more" if len(packages) > 3 else ""
    say(f"Installing with apt: {', '.join(packages[:3])}{more}")
    # another program that installs just now, such as the nightly updates, is waited for
    quiet = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run([*quiet, *step], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            sys.stderr.buffer.write(done.stdout)
            raise MissingError(f"apt-get {step[0]} ended with code {done.returncode}; its own words stand above.")
    still = missing(extras)
    if still:
        raise MissingError(f"Still missing after apt: {', '.join(name for name, _ in still)}.")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_font(folder: Path) -> bool:
    return (
        any(path.suffix.lower() in (".ttf", ".otf", ".ttc") for path in folder.rglob("*")) if folder.is_dir() else False
    )


def _has_ensurepip() -> bool:
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
    except ImportError:
        return False
    return True
