"""The positions of a record's resources, which CKAN 2.12 trips over when there is a gap in them.

It copies the resources that a write leaves alone by their position in the list. When the same resource was sent twice,
the positions are 0, 1, 3: a write then fails with an internal error, or goes through and loses another resource.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SINCE = (2, 12)


def copies_by_position(version: str) -> bool:
    """Return whether a CKAN of this version copies resources by their position."""
    numbers = tuple(int(n) for n in re.findall(r"\d{1,6}", version)[:2])
    return len(numbers) == len(_SINCE) and numbers >= _SINCE


def has_gap(package: Mapping[str, Any]) -> bool:
    """Return whether the positions of a record's resources are not 0, 1, 2 … as CKAN itself numbers them."""
    listed = package.get("resources")
    resources = [r for r in listed if isinstance(r, Mapping)] if isinstance(listed, list | tuple) else []
    positions = [r.get("position") for r in resources]
    known = [p for p in positions if isinstance(p, int) and not isinstance(p, bool)]
    return len(known) == len(positions) and sorted(known) != list(range(len(known)))
