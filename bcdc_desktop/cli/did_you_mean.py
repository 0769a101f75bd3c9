"""Searches that were probably meant, for one that finds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .context import Context
from .output import note


def did_you_mean(context: Context, text: str) -> list[dict[str, Any]]:
    """Return searches that were probably meant and find something in the cache, for one that finds nothing."""
    from bcdc_desktop.app.search.did_you_mean import suggestions
    from bcdc_desktop.app.storage import StoreError

    try:
        return [{"query": s.text, "count": s.count} for s in suggestions(context.workspace, text)]
    except StoreError:  # the server has answered: what is wrong with the cache is told by commands that need it
        return []


def note_meant(meant: Sequence[Mapping[str, Any]]) -> None:
    """Print what was probably meant on standard error."""
    for one in meant:
        records = "1 record" if one["count"] == 1 else f"{one['count']} records"
        note(f"Did you mean: {one['query']} ({records} in the local cache)")
