"""Formats of resources as CKAN writes them."""

from __future__ import annotations

from functools import cache

import orjson

from bcdc_desktop.bundled import bundled_path


def clean_format(text: str) -> str:
    """Return a format as CKAN writes it: by its own list of formats, their media types and other names."""
    return _formats().get(text.lower().strip(), text)


@cache
def _formats() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in orjson.loads(bundled_path("schema/resource_formats.json").read_bytes()):
        if line[0] != "_comment":
            others = line[3] if len(line) > 3 else []
            found.update({str(name).lower(): line[0] for name in (line[0], line[2], *others) if name})
    return found
