"""How much of a catalogue is on this computer, for somebody who looks into a problem: numbers, and nothing private."""

from __future__ import annotations

from urllib.parse import urlsplit

from .workspace import Workspace

_LENGTH = 60  # characters of a value from outside

Line = tuple[str, object]


def of_catalogue(workspace: Workspace) -> list[Line]:
    """Return which catalogue is open, and how much of what is stored."""
    abilities, store = workspace.abilities(), workspace.store
    parts = urlsplit(workspace.profile.address)
    states = ", ".join(f"{state.value} {count}" for state, count in sorted(store.uploads.counts().items()) if count)
    return [
        ("Catalogue", f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"),
        ("Kind of catalogue", workspace.profile.role),
        ("CKAN", abilities.version[:_LENGTH] or "unknown"),
        ("Can be changed", yes_or_no(abilities.writable)),
        ("Signed in", yes_or_no(workspace.catalogue.has_key)),
        ("Organizations", len(workspace.organizations())),
        ("Records", workspace.record_count()),
        ("Drafts", len(store.drafts.ids())),
        ("Uploads", states or "none"),
        ("Records in the journal", len(store.journal.packages())),
        ("Cache size", store.cache.size()),
    ]


def yes_or_no(value: object) -> str:
    """Return whether something holds, in a word."""
    return "yes" if value else "no"
