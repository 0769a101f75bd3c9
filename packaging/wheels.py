"""What the installed wheels say of the systems they run on: the frozen program runs on none that is older."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import Distribution

import licences

_MACOS = re.compile(r"macosx_(\d+)_(\d+)_(\w+)", re.ASCII)
_PYTHON_ORG = (11, 0)  # what a Python for both processors needs at least


def tags(distribution: Distribution) -> list[str]:
    """Return the tags of the wheel that a distribution was installed from."""
    text = distribution.read_text("WHEEL") or ""
    return [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("Tag:")]


def oldest_macos(found: Iterable[str] | None = None) -> str:
    """Return the oldest macOS that all wheels run on, such as 13.0; of the tags of one wheel the easiest counts."""
    wheels = [found] if found is not None else [tags(d) for d in licences.needed().values() if d is not None]
    least = [_PYTHON_ORG]
    for wheel in wheels:
        versions = [(int(m[1]), int(m[2])) for tag in wheel if (m := _MACOS.search(tag))]
        if versions:
            least.append(min(versions))
    return "{}.{}".format(*max(least))
