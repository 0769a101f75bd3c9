"""Searches that are kept under a name, for each catalogue. They are settings: no cache that is rebuilt loses them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from bcdc_desktop.store.settings import Settings

_KEY = "saved_searches"


@dataclass(frozen=True)
class SavedSearch:
    """A search in the search language, with the order of its list."""

    name: str
    words: str
    sort: str = "title"
    descending: bool = False


class SavedSearches:
    """The saved searches of one profile, in the order in which they were saved.

    Raises, from methods that write:
        OSError: the settings cannot be written.
    """

    def __init__(self, settings: Settings, profile: str) -> None:
        self._settings = settings
        self._profile = profile

    def all(self) -> list[SavedSearch]:
        """Return all of them; what cannot be read is passed over."""
        found = []
        for entry in self._stored().get(self._profile, []):
            if isinstance(entry, dict) and isinstance(entry.get("name"), str) and isinstance(entry.get("words"), str):
                sort = str(entry.get("sort") or "title")
                found.append(SavedSearch(entry["name"], entry["words"], sort, bool(entry.get("descending"))))
        return found

    def get(self, name: str) -> SavedSearch | None:
        """Return the search of that name."""
        return next((s for s in self.all() if s.name == name), None)

    def save(self, search: SavedSearch) -> None:
        """Keep a search; one of the same name is replaced where it stands."""
        held = self.all()
        names = [s.name for s in held]
        if search.name in names:
            held[names.index(search.name)] = search
        else:
            held.append(search)
        self._put(held)

    def rename(self, name: str, new: str) -> None:
        """Call a search something else; it stays where it stands. One that has the new name already is replaced."""
        held = self.get(name)
        if held is not None and new != name:
            self._put([replace(s, name=new) if s.name == name else s for s in self.all() if s.name != new])

    def remove(self, name: str) -> None:
        """Forget a search."""
        self._put([s for s in self.all() if s.name != name])

    def _stored(self) -> dict[str, Any]:
        stored = self._settings.get(_KEY, {})
        return stored if isinstance(stored, dict) else {}

    def _put(self, searches: list[SavedSearch]) -> None:
        self._settings.put(_KEY, {**self._stored(), self._profile: [asdict(s) for s in searches]})
