"""Views: searches that everyone needs, and those that were saved. A view is a text in the search language.

So what a list shows is always one text; which view it is, and what is filtered there, is read from that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import title_of
from bcdc_desktop.domain.search.organization_search import organizations_named
from bcdc_desktop.domain.search.query import Piece, Query, condition, parse
from bcdc_desktop.domain.search.query_edit import same_value, words_alone
from bcdc_desktop.store.drafts import StoredDraft
from bcdc_desktop.store.search.index import ORDERS, Order, PackageQuery
from bcdc_desktop.store.search.lists import PackageRow

from ..workspace import Workspace
from .saved import SavedSearch

ALL, RECENT, FAVOURITES, MINE = "all", "recent", "favourites", "mine"
DRAFTS, PROBLEMS, WAITING = "drafts", "problems", "waiting"
SAVED = "saved:"  # the key of a saved search begins with it
SHEET = "sheet:"  # the id of a row that is an upload saved for later begins with it
_AT_HAND = 50  # records of each kind that are offered to go to
_DRAFTED = "has:draft"
_HAS_DRAFT = Piece("has", ("draft",), negated=False, start=0, end=0)


@dataclass(frozen=True)
class RecordView:
    """A view: its key, the search that it is, and the order in which its list begins."""

    key: str
    words: str
    sort: Order = "title"
    descending: bool = False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The conditions of its search."""
        return parse(self.words).pieces if self.words else ()


@dataclass(frozen=True)
class Location:
    """Where a search is: a view's key or an organization's id, and the conditions that filter it there."""

    key: str
    organization: str = ""
    rest: tuple[Piece, ...] = ()


def record_views(*, signed_in: bool, has_states: bool = True, saved: Sequence[SavedSearch] = ()) -> list[RecordView]:
    """Return the views of a catalogue in their order. Without an account nothing is *mine*; without one, or where there
    are no publish states, nothing waits."""
    found = [
        RecordView(ALL, ""),
        RecordView(RECENT, "is:recent", "opened", True),
        RecordView(FAVOURITES, "is:favourite"),
    ]
    if signed_in:
        found.append(RecordView(MINE, "is:mine"))
    found.append(RecordView(DRAFTS, "has:draft", "modified", True))
    found.append(RecordView(PROBLEMS, "is:mine has:problem" if signed_in else "has:problem"))
    if signed_in and has_states:
        found.append(RecordView(WAITING, "is:waiting", "modified"))
    found += [RecordView(f"{SAVED}{s.name}", s.words, _order(s.sort), s.descending) for s in saved]
    return found


def counts(workspace: Workspace, places: Sequence[RecordView]) -> dict[str, int]:
    """Count the rows of each view, in the cache alone."""
    cache, found = workspace.store.cache, dict[str, int]()
    for place in places:
        query = parse(place.words)
        found[place.key] = cache.lists.count(PackageQuery.of(query))
        if place.key == DRAFTS:
            found[place.key] += len(local_rows(workspace, query))
    return found


def draft_counts(workspace: Workspace, places: Sequence[RecordView]) -> dict[str, int]:
    """Return the counts that may have changed with the drafts alone, with next to no reading. Asks no server."""
    asking = [p for p in places if "draft" in p.words.casefold()]
    if any(p.key != DRAFTS for p in asking):  # a saved search
        return counts(workspace, asking)
    held = len(workspace.store.drafts.ids()) + len(workspace.store.sheets.all())
    return {place.key: held for place in asking}


def organization_query(name: str) -> str:
    """Return the search for an organization with its branches."""
    return condition("org", name)


def location_of(query: Query, places: Sequence[RecordView], tree: OrganizationTree) -> Location:
    """Return where a search is: a saved search word by word, an organization, the view whose conditions it holds, or
    all records."""
    plain = " ".join(query.text.split())
    saved = next((p for p in places if p.key.startswith(SAVED) and " ".join(p.words.split()) == plain), None)
    asked = query.pieces
    if saved is not None:
        return Location(saved.key, "", asked)
    organizations = [p for p in asked if p.field == "org" and not p.negated]
    if len(organizations) == 1 and len(organizations[0].values) == 1:
        named = organizations_named(tree, organizations[0].values[0])
        if len(named) == 1:
            rest = tuple(p for p in asked if p is not organizations[0])
            return Location(named[0].id, named[0].id, rest)
    best = RecordView(ALL, "")
    for place in places:
        if not place.key.startswith(SAVED) and _holds(asked, place) and len(place.words) > len(best.words):
            best = place
    return Location(best.key, "", tuple(p for p in asked if not any(_same(p, w) for w in best.pieces)))


def local_rows(workspace: Workspace, query: Query) -> list[PackageRow]:
    """Return rows for what is on this computer only, where drafts are asked for: records that are not on the server
    (yet), and uploads that were saved for later. Their ids begin with ``new:`` or ``sheet:``, or are those of records
    that are gone."""
    if not (len(query.pieces) == 1 and _same(query.pieces[0], _HAS_DRAFT)):
        return []
    words = words_alone(query).casefold().split()
    drafts, cache = workspace.store.drafts, workspace.store.cache
    there = cache.records.versions_of(ids := drafts.ids())
    held = [d for i in ids if i not in there and (d := drafts.get(i)) is not None]
    rows = [_row(d.package_id, _title(d), d.updated, _owner(d)) for d in held]
    rows += [_row(f"{SHEET}{s.id}", s.package_title, s.updated, files=s.files) for s in workspace.store.sheets.all()]
    rows.sort(key=lambda r: -r.seen)
    return [r for r in rows if all(w in r.title.casefold() for w in words)]


def records_at_hand(workspace: Workspace) -> tuple[list[PackageRow], list[PackageRow]]:
    """Return the records with drafts, and the others that were opened last, some of each."""
    lists, drafted = workspace.store.cache.lists, parse(_DRAFTED)
    held = lists.rows(PackageQuery.of(drafted, "modified", descending=True), limit=_AT_HAND)
    here = [row for row in local_rows(workspace, drafted) if not row.id.startswith(SHEET)]
    recent = lists.rows(PackageQuery(words="is:recent", sort="opened", descending=True), limit=_AT_HAND)
    known = {row.id for row in held}
    return [*here[:_AT_HAND], *held], [row for row in recent if row.id not in known]


def _row(row_id: str, title: str, updated: float, organization: str = "", files: int = 0) -> PackageRow:
    return PackageRow(row_id, "", title, organization, "", "", True, "", files, updated)


def _title(draft: StoredDraft) -> str:
    return title_of(draft.changes.of("")) or draft.title


def _owner(draft: StoredDraft) -> str:
    return str(draft.changes.of("").get("owner_org") or draft.changes.base.get("owner_org") or "")


def _holds(asked: Sequence[Piece], place: RecordView) -> bool:
    return all(any(_same(a, w) for a in asked) for w in place.pieces)


def _same(one: Piece, other: Piece) -> bool:
    return (
        (one.field, one.negated, len(one.values)) == (other.field, other.negated, len(other.values))
        and all(same_value(a, b) for a, b in zip(one.values, other.values, strict=True))
    )  # fmt: skip


def _order(name: str) -> Order:
    """Return the order of a saved search; by title where another version wrote one that is not known."""
    return cast(Order, name) if name in ORDERS else "title"
