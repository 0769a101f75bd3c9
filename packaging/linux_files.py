"""What a desktop on Linux reads of an installed program, in a folder tree of its own: menu entry, icons, description.

The .deb and the AppImage are made of it.
"""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

from PySide6.QtSvg import QSvgRenderer

import elf_libraries
import icons

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "dist" / "BCDC Desktop"
PACKAGES = ROOT / "build" / "packages"
LINUX = ROOT / "packaging" / "linux"
ICON = ROOT / "resources" / "icons" / "bcdc-desktop.svg"
NAME = "bcdc-desktop"
VERSION = version("bcdc-desktop")
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
# of Debian, of AppImage
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


class NotFrozenError(Exception):
    """There is no frozen program to pack."""


def check_frozen() -> None:
    if not (FROZEN / "BCDC Desktop").is_file():
        raise NotFrozenError("There is no frozen program: run packaging/bootstrap.py freeze first.")


def add(usr: Path) -> None:
    """Write menu entry, icons and description below ``usr``, such as /usr."""
    places = {
        LINUX / f"{NAME}.desktop": usr / "share/applications",
        LINUX / "ca.bc.gov.data.bcdc-desktop.metainfo.xml": usr / "share/metainfo",
        ICON: usr / "share/icons/hicolor/scalable/apps",
    }
    for source, folder in places.items():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / source.name)
    renderer = QSvgRenderer(str(ICON))
    for size in _ICON_SIZES:
        folder = usr / f"share/icons/hicolor/{size}x{size}/apps"
        folder.mkdir(parents=True)
        (folder / f"{NAME}.png").write_bytes(icons.png(renderer, size))


def asked_of_the_system(folder: Path) -> elf_libraries.Asked:
    """Return the libraries and the glibc that a frozen folder needs from outside of it."""
    names: set[str] = set()
    glibc = (0, 0)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and elf_libraries.is_elf(path):
            asked = elf_libraries.asked_by(path)
            names |= asked.libraries
            glibc = max(glibc, asked.glibc)
    return elf_libraries.Asked(frozenset(names), glibc)
