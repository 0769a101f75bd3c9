"""Which shared libraries belong in the frozen folder on Linux, told by what each file asks of the loader."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Taken from the system, as every desktop has them, and as they must fit to its display server, fonts, single sign-on
# and C++ programs: the AppImage project keeps a like list. Each with the package of Debian that has it.
LEFT_TO_THE_SYSTEM: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgio-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgobject-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
_LIBRARY = re.compile(r"lib(?!python)[^/]+\.so[.0-9]*", re.ASCII)  # Python's own the boot loader opens by name
_MAGIC = b"\x7fELF"


@dataclass(frozen=True)
class Asked:
    """What a file asks of the loader: the libraries by name, and the oldest glibc, (0, 0) where it asks for none."""

    libraries: frozenset[str]
    glibc: tuple[int, int]


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def asked_by(path: Path) -> Asked:
    """Return what a program, a library or a module of Python asks of the loader."""
    done = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=False)
    return parse(done.stdout)


def parse(listing: str) -> Asked:
    """Read what ``objdump -p`` lists."""
    versions = [(int(major), int(minor)) for major, minor in _GLIBC.findall(listing)]
    return Asked(frozenset(_NEEDED.findall(listing)), max(versions, default=(0, 0)))


def is_library(destination: str) -> bool:
    """Return whether a file lies where libraries of others lie: beside the modules, or with those of Qt."""
    path = Path(destination)
    return path.parent.as_posix() in (".", "PySide6/Qt/lib") and _LIBRARY.fullmatch(path.name) is not None


def wanted(asked: Mapping[str, Collection[str]], left: Collection[str] = tuple(LEFT_TO_THE_SYSTEM)) -> set[str]:
    """Return the destinations that belong in the folder.

    ``asked`` has each destination with the libraries it asks for. All that is no library stays, and of the libraries
    those that something which stays asks for, unless they are ``left`` to the system.
    """
    by_name: dict[str, list[str]] = {}
    for destination in asked:
        if is_library(destination):
            by_name.setdefault(Path(destination).name, []).append(destination)
    waiting = [destination for destination in asked if not is_library(destination)]
    found = set(waiting)
    while waiting:
        for name in set(asked[waiting.pop()]) - set(left):
            new = set(by_name.get(name, ())) - found
            found |= new
            waiting += new
    return found


def packages(names: Iterable[str]) -> list[str]:
    """Return the packages of Debian that have the libraries which are left to the system."""
    return sorted({LEFT_TO_THE_SYSTEM[name] for name in names if name in LEFT_TO_THE_SYSTEM})


def strip(folder: Path) -> int:
    """Take symbols that only a debugger reads out of all libraries in a folder; return how many bytes that saved."""
    saved = 0
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or not path.is_file() or not is_elf(path):
            continue
        before = path.stat().st_size
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
        saved += before - path.stat().st_size
    return saved
