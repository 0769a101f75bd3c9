"""Which licences the program and what is frozen of it may have, and which they have.

Read by `tests/packaging/test_licences.py`, the recipe for freezing and the smoke test. Decision 18 gives the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "bcdc-desktop"
# What the program needs, what its practice catalogue needs, and what of PyInstaller gets into the frozen folder.
EXTRAS = frozenset({"practice", "freeze"})
SYSTEMS: tuple[Mapping[str, str], ...] = tuple(
    {"sys_platform": platform, "os_name": name, "platform_system": system}
    for platform, name, system in (
        ("linux", "posix", "Linux"),
        ("win32", "nt", "Windows"),
        ("darwin", "posix", "Darwin"),
    )
)

# Parts of SPDX expressions, and what older metadata call the same, in lower case.
PERMISSIVE = frozenset(
    {
        *(
            "0bsd",
            "apache-2.0",
            "apache 2.0",
            "bsd-2-clause",
            "bsd-3-clause",
            "isc",
            "mit",
            "mit-0",
            "psf-2.0",
            "python-2.0",
        ),
        *("unlicense", "zlib", "psfl"),
        *("apache software license", "bsd license", "bsd 2-clause license", "isc license (iscl)", "mit license"),
        *("python software foundation license", "the unlicense (unlicense)", "zlib/libpng license"),
        # files under it that we change would have to stay under it; we change none
        *("mpl-2.0", "mozilla public license 2.0 (mpl 2.0)"),
    }
)
_LONGEST_NAME = 80  # of a licence; what is longer is its text
LGPL = frozenset({"lgpl-3.0-only"})
LGPL_ALLOWED = frozenset({"pyside6-essentials", "shiboken6"})  # in the frozen folder they can be exchanged


@dataclass(frozen=True)
class Reviewed:
    """A licence that somebody looked up, and why it is right: metadata do not tell it, or offer a choice."""

    licence: str
    reason: str
    told: tuple[str, ...] = ()  # by metadata when it was reviewed; when they tell something else, it is due again


REVIEWED: Mapping[str, Reviewed] = {
    "chunspell": Reviewed(
        "MIT AND MPL-1.1",
        "the binding is under MIT; Hunspell, a library of its own beside it, is offered under MPL 1.1, GPL or LGPL: we "
        "take the first and change nothing",
        ("MIT + MPL 1.1/GPL 2.0/LGPL 2.1", "MIT License"),
    ),
    "macholib": Reviewed("MIT", "PyInstaller's, on macOS alone"),
    "pefile": Reviewed("MIT", "PyInstaller's, on Windows alone"),
    "defusedxml": Reviewed(
        "PSF-2.0",
        "of the list of contents (CycloneDX), for building alone",
        ("PSFL", "Python Software Foundation License"),
    ),
    "pyinstaller": Reviewed(
        "GPL-2.0-or-later WITH Bootloader-exception",
        "the exception allows the boot loader in programs under any licence; the rest of it is in none",
        ("GNU General Public License v2 (GPLv2)",),
    ),
    "pyinstaller-hooks-contrib": Reviewed(
        "Apache-2.0",
        "what gets into the frozen folder are its run-time hooks; the others, under GPL-2.0-or-later, do not",
        ("Apache Software License", "GNU General Public License v2 (GPLv2)"),
    ),
    "pywin32-ctypes": Reviewed("BSD-3-Clause", "keyring's and PyInstaller's, on Windows alone"),
    "pyobjc-framework-systemconfiguration": Reviewed("MIT", "pypac's, on macOS alone"),
    "sspilib": Reviewed("MIT", "pyspnego's, on Windows alone"),
    "text-unidecode": Reviewed(
        "Artistic-1.0",
        "offered under the Artistic License or GPL: we take the first",
        (
            "Artistic License",
            "GNU General Public License (GPL)",
            "GNU General Public License v2 or later (GPLv2+)",
        ),
    ),
}

# Parts of Qt that are under GPL 3 (or commercial terms) and not under LGPL, as https://doc.qt.io/qt-6/licensing.html
# lists them. A name stands for all that start with it: Graphs for GraphsWidgets.
GPL_PARTS_OF_QT = (
    *(
        "Charts",
        "Coap",
        "DataVisualization",
        "Graphs",
        "Grpc",
        "HttpServer",
        "Lottie",
        "Mqtt",
        "NetworkAuth",
        "Protobuf",
    ),
    *("Quick3D", "QuickTimeline", "ShaderTools", "SpatialAudio", "VirtualKeyboard", "WaylandCompositor"),
)
_GPL_OF_QT = re.compile(rf"(lib)?(Qt6?({'|'.join(GPL_PARTS_OF_QT)})|qtvirtualkeyboard)", re.ASCII)


def is_gpl_of_qt(name: str) -> bool:
    """Return whether a Python module, a library, a framework or a plugin of Qt, by its name, is under GPL alone."""
    return _GPL_OF_QT.match(name) is not None


def needed(root: str = PROJECT, extras: Iterable[str] = EXTRAS) -> dict[str, Distribution | None]:
    """Return all distributions that a project needs on any of the systems, by their normalized name, without itself.

    None stands for one that another system needs and that is not installed here. Markers for Python are those of the
    one that runs.
    """
    found: dict[str, Distribution | None] = {}
    done: set[tuple[str, str]] = set()
    waiting = [(root, extra) for extra in ("", *extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            found[name] = None
            continue
        if name != root:
            found[name] = installed
        for text in installed.requires or ():
            requirement = Requirement(text)
            if _applies(requirement, extra):
                other = canonicalize_name(requirement.name)
                waiting += [(other, more) for more in ("", *requirement.extras)]
    return dict(sorted(found.items()))


def _applies(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    if marker is None:
        return not extra
    return any(marker.evaluate({**system, "extra": extra}) for system in SYSTEMS)


def told(metadata: Any) -> tuple[str, ...]:
    """Return what metadata tell of a licence; all of it holds. Empty when they tell nothing.

    The field for expressions comes first. Older metadata have free text (maybe the whole licence) and classifiers.
    """
    if expression := metadata.get("License-Expression"):
        return (str(expression),)
    lines = metadata.get_all("Classifier") or ()
    classified = [line.rpartition("::")[2].strip() for line in lines if line.startswith("License ::")]
    text = (metadata.get("License") or "").strip()
    if "\n" in text or len(text) > _LONGEST_NAME:
        text = "" if classified else text.partition("\n")[0]
    return tuple(dict.fromkeys(part for part in [text, *classified] if part and part.upper() != "UNKNOWN"))


def objection(name: str, licences: Iterable[str]) -> str:
    """Return why what a distribution tells of its licences may not be, "" when it may."""
    licences = tuple(licences)
    allowed = PERMISSIVE | (LGPL if name in LGPL_ALLOWED else frozenset())
    refused = [text for text in licences if not acceptable(text, allowed)]
    if licences and not refused:
        return ""
    reviewed = REVIEWED.get(name)
    if reviewed is not None and reviewed.told == licences:
        return ""
    if reviewed is not None:
        return f"tells {licences} of its licence, and told {reviewed.told} when it was reviewed"
    return f"is under “{'”, “'.join(refused)}”" if refused else "tells no licence"


def acceptable(text: str, allowed: frozenset[str]) -> bool:
    """Return whether a name or an SPDX expression may be: an OR needs one good side, an AND both."""
    text = text.lower()
    return text in allowed or _good(_tokens(text), allowed)


def _tokens(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(\(|\)|\band\b|\bor\b)", text) if part.strip()]


def _good(tokens: list[str], allowed: frozenset[str]) -> bool:
    """Evaluate an SPDX expression; AND binds more than OR."""
    position = 0

    def either() -> bool:
        nonlocal position
        good = both()
        while position < len(tokens) and tokens[position] == "or":
            position += 1
            good = both() or good
        return good

    def both() -> bool:
        nonlocal position
        good = one()
        while position < len(tokens) and tokens[position] == "and":
            position += 1
            good = one() and good
        return good

    def one() -> bool:
        nonlocal position
        if position >= len(tokens):
            return False
        token = tokens[position]
        position += 1
        if token == "(":
            good = either()
            if position >= len(tokens) or tokens[position] != ")":
                return False
            position += 1
            return good
        return token in allowed

    return either() and position == len(tokens)


def objections() -> Iterator[str]:
    """Yield a sentence for each distribution that must not be in the program, or of which that is not known."""
    for name, installed in needed().items():
        if installed is None:
            if name not in REVIEWED:
                yield f"{name} is not installed here, and nobody reviewed its licence"
        elif why := objection(name, told(installed.metadata)):
            yield f"{name} {installed.version} {why}"
