"""What happens in a catalogue while a synchronization lists it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue, SearchPage
from bcdc_desktop.catalogue.errors import Invalid


def while_it_is_listed(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], object], *, read_before: str) -> None:
    """Have something happen before the second page of ids is asked for, as if the pages came hours apart.

    Args:
        happen: what does.
        read_before: id of a record that was read before it changed, and that no page of records brings again; the list
            of the latest changes does.
    """
    search, asked = Catalogue.search, [0]

    def search_in_time(catalogue: Catalogue, *words: str, **more: Any) -> SearchPage:
        along = str(more.get("sort", ""))
        if more.get("fields") and along.startswith("metadata_created"):
            asked[0] += 1
            if asked[0] == 2:
                happen()
        page = search(catalogue, *words, **more)
        if more.get("fields") or along.startswith("metadata_modified"):
            return page
        return replace(page, packages=[p for p in page.packages if p["id"] != read_before])

    monkeypatch.setattr(Catalogue, "search", search_in_time)


def refuse_single_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the catalogue list whole packages only."""
    search = Catalogue.search

    def search_whole(catalogue: Catalogue, *words: str, fields: Sequence[str] = (), **more: Any) -> SearchPage:
        if fields:
            raise Invalid("no", {"fl": ["no"]})
        return search(catalogue, *words, **more)

    monkeypatch.setattr(Catalogue, "search", search_whole)
