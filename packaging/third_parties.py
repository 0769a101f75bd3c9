"""What of others is in the frozen folder, and the texts of its licences, which must go with it."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath, version
from pathlib import Path

import elf_libraries
import licences

TEXTS = Path(__file__).resolve().parent / "licence_texts"
INDEX = "THIRD-PARTIES.txt"
IN_THE_FOLDER = frozenset({"practice"})  # of the extras in pyproject.toml
_LEFT_OUT = frozenset({"setuptools"})  # asked for by a library, and not in the folder
# Of PyInstaller, whose other parts build and stay behind.
BOOT_LOADER = "pyinstaller"
# Wheels without a text of their own.
_BROUGHT = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-third-parties.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
_TEXT = re.compile(r"(?i)^(un)?licen[cs]e|^copying|^notice|^copyright|[-_.]licen[cs]e(\.\w+)?$")
_NO_TEXT = frozenset({".py", ".pyc", ".pyi", ".json"})
_DOCUMENTS = Path("/usr/share/doc")


@dataclass(frozen=True)
class Component:
    """One work of others: where it comes from (pypi, deb, generic), its licence, its texts by file name."""

    source: str
    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


class NoTextError(Exception):
    """The text of a licence is not to be found; the message says whose."""


def components() -> list[Component]:
    """Return Python and its libraries; raises `NoTextError`."""
    found = licences.needed(extras=IN_THE_FOLDER)
    found.update({name: d for name, d in licences.needed().items() if name == BOOT_LOADER})
    return [python(), *(of_distribution(name, d) for name, d in sorted(found.items()) if d and name not in _LEFT_OUT)]


def of_distribution(name: str, distribution: Distribution) -> Component:
    """Return a distribution with its texts; raises `NoTextError`."""
    files = [file for file in distribution.files or () if _is_text(file) and Path(str(file.locate())).is_file()]
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in sorted(files)]
    texts += [(file, (TEXTS / file).read_text(encoding="utf-8")) for file in _BROUGHT.get(name, ())]
    if not texts:
        raise NoTextError(f"{name} {distribution.version} has no text of its licence: add one to {TEXTS.name}/")
    reviewed = licences.REVIEWED.get(name)
    told = [text for text in licences.told(distribution.metadata) if text]
    licence = reviewed.licence if reviewed else " AND ".join(told)
    return Component("pypi", name, distribution.version, licence, tuple(texts))


def _is_text(file: PackagePath) -> bool:
    beside = any(part.endswith(".dist-info") for part in file.parts) or len(file.parts) <= 2
    return beside and file.suffix not in _NO_TEXT and _TEXT.search(file.name) is not None


def python() -> Component:
    """Return the interpreter."""
    number = "{}.{}".format(*sys.version_info)
    places = [
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(sys.base_prefix, "lib", f"python{number}", "LICENSE.txt"),
        _DOCUMENTS / f"python{number}" / "copyright",
    ]
    for path in places:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return Component("generic", "python", platform.python_version(), "PSF-2.0", (("LICENSE.txt", text),))
    raise NoTextError(f"Python's licence is in none of {', '.join(map(str, places))}")


def system_libraries(folder: Path) -> Iterator[Component]:
    """Yield the libraries of the building system that are in a frozen folder, by package; on Linux alone.

    Raises `NoTextError` where one comes from no package of the system.
    """
    if not sys.platform.startswith("linux"):
        return
    names = {path.name for path in (folder / "_internal").glob("lib*.so*") if not path.is_symlink()}
    names = {name for name in names if not name.startswith(("libpython", "libQt6"))}
    seen = set()
    for name in sorted(names):
        package = _owner(name)
        if package is None:
            if _is_of_a_wheel(folder, name):
                continue
            raise NoTextError(f"{name} is of no package of this system, so its licence is not known")
        if package in seen:
            continue
        seen.add(package)
        text = (_DOCUMENTS / package / "copyright").read_text(encoding="utf-8")
        said = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True
        )
        yield Component("deb", package, said.stdout, _named(text), (("copyright", text),))


def _owner(name: str) -> str | None:
    done = subprocess.run(["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=False)
    owners = re.findall(r"^([^:,\s]+)(?::\w+)?: /(?:usr/)?lib/", done.stdout, re.MULTILINE)
    return owners[0] if owners else None


def _is_of_a_wheel(folder: Path, name: str) -> bool:
    """Return whether a library came with a distribution of Python, whose texts are there."""
    found = licences.needed(extras=IN_THE_FOLDER).values()
    return any(file.name == name for d in found if d is not None for file in d.files or ())


def _named(text: str) -> str:
    """Return the licences that a copyright file of Debian names, where it has the form for machines."""
    found = re.findall(r"^License:[ \t]*(\S.*)$", text, re.MULTILINE)
    return " AND ".join(dict.fromkeys(found)) or "see its text"


def write(parts: Iterable[Component], folder: Path) -> None:
    """Write all texts into a new folder, with a list of what they are for."""
    folder.mkdir(parents=True)
    lines = [
        "What of others is in this program, and under which licence. The texts are in the folders beside this.",
        "",
    ]
    for part in parts:
        own = folder / part.name
        own.mkdir(exist_ok=True)
        for name, text in part.texts:
            (own / name).write_text(text, encoding="utf-8", newline="\n")
        lines.append(f"{part.name} {part.version}: {part.licence}")
    (folder / INDEX).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for part in components():
        print(f"{part.name} {part.version}: {part.licence} ({', '.join(name for name, _ in part.texts)})")
    print(f"libraries left to the system on Linux: {', '.join(elf_libraries.LEFT_TO_THE_SYSTEM)}")
    print(f"bcdc-desktop {version(licences.PROJECT)}")
