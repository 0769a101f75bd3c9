"""Links to records from outside: ``bcdc://`` and the rest of a record's web address.

A link comes from a mail, a chat or a web page. It names a record and nothing else: no action, no file, and no catalogue
that was not added before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from .profile import Profile

SCHEME = "bcdc"
_LONGEST = 1000  # characters
_PAGE = re.compile(r"/(?:dataset|bcdc_dataset)/([A-Za-z0-9_.-]{1,100})(?:/resource/([0-9a-fA-F-]{36}))?/?")


@dataclass(frozen=True)
class RecordAddress:
    """A record (by its name or id) of a catalogue that is known here, and maybe one of its resources."""

    profile: str
    record: str
    resource: str = ""


def parse_record_link(text: str, profiles: Iterable[Profile]) -> RecordAddress | None:
    """Return what a link leads to; None where it is none, or leads to no catalogue that is known here."""
    text = text.strip()
    if len(text) > _LONGEST or not text.isprintable():
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in (SCHEME, "https") or "@" in parts.netloc:
        return None
    for profile in profiles:
        known = urlsplit(profile.address)
        if known.netloc.lower() != parts.netloc.lower() or not parts.path.startswith(known.path):
            continue
        found = _PAGE.fullmatch(parts.path[len(known.path) :])
        if found:
            return RecordAddress(profile.name, found.group(1), found.group(2) or "")
    return None


def record_link(profile: Profile, record: str) -> str:
    """Return the link to a record that the program opens."""
    return f"{SCHEME}://{profile.package_page(record).partition('://')[2]}"
