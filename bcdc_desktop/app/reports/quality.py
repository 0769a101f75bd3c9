"""How an organization's holdings are doing, in numbers that can be drawn. Each number opens the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bcdc_desktop.domain.labels import aspect_label, lateness_label
from bcdc_desktop.domain.publishing import Visibility, state_field, visibility_label
from bcdc_desktop.domain.quality import rules_of
from bcdc_desktop.domain.search.query import condition
from bcdc_desktop.domain.update_cycle import has_cycles
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import LinkCounts, PackageRow

from ..workspace import Workspace

_LATE = 92  # days; later than that, and later than a year, are bars of their own
_VERY_LATE = 366
_NAMED = 50  # overdue records that are named


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how many records (or resources), and the search that opens the records."""

    key: str
    label: str
    count: int
    query: str


@dataclass(frozen=True)
class Quality:
    """The holdings of one organization with its branches, or of the whole catalogue (``organization`` is None).

    What is counted is what the catalogue's schema has: ``states`` are publish states where ``has_states``, else who can
    see the records; ``schedule`` is empty where no record can say how often its data is updated.
    ``completeness`` counts the records that lack each aspect; ``complete`` those that lack nothing. ``schedule`` sorts
    the records by the day on which their data should have been updated by their own cycle; ``overdue`` names the
    latest. ``formats`` counts resources; those without a format are in ``resources`` alone. ``broken_links`` is None
    while nobody has looked at any of ``links``. ``seen`` is when the list was last brought up to date (seconds since
    the epoch).
    """

    organization: str | None
    records: int
    resources: int
    states: tuple[Bar, ...]
    schedule: tuple[Bar, ...]
    overdue: tuple[PackageRow, ...]
    formats: tuple[Bar, ...]
    completeness: tuple[Bar, ...]
    complete: int
    links: LinkCounts
    broken_links: Bar | None
    seen: float | None
    has_states: bool = True


def quality(workspace: Workspace, organization: str | None = None, *, today: date | None = None) -> Quality:
    """Return the numbers for an organization (its id or name) with its branches, or for everything. Asks no server.

    Raises:
        KeyError: there is no such organization.
    """
    cache = workspace.store.cache
    today = today or datetime.now(UTC).date()
    scope = ""
    if organization is not None:
        found = cache.organizations.tree().get(organization)
        if found is None:
            raise KeyError(organization)
        organization, scope = found.id, condition("org", found.name)

    def bar(key: str, label: str, words: str) -> Bar:
        query = f"{scope} {words}".strip()
        return Bar(key, label, cache.lists.count(PackageQuery(words=query)), query)

    everything = PackageQuery(words=scope)
    records = cache.lists.count(everything)
    facets = cache.index.facets(everything, ("state", "missing", "format"), limit=1000)
    formats = cache.index.resource_counts(everything, "format")
    lacking = {f.value: f.count for f in facets["missing"]}
    # one catalogue may have records of several types, each judged by the rules of its own
    schemas = workspace.schemas()
    rules = dict.fromkeys(name for schema in schemas for name in rules_of(schema))
    aspects = [(name, aspect_label(name), lacking.get(name.replace("-", " "), 0)) for name in rules]
    has_states = any(state_field(schema) is not None for schema in schemas)
    states = tuple(Bar(f.value, f.label, f.count, f"{scope} {f.query}".strip()) for f in facets["state"])
    if not has_states:
        hidden = tuple(b for b in states if b.key in (Visibility.DRAFT, Visibility.DELETED))
        shown = (Visibility.PUBLIC, Visibility.PRIVATE)
        states = (*(bar(v, visibility_label(v), condition("state", v)) for v in shown), *hidden)
    links = cache.lists.count_links(everything)
    return Quality(
        organization,
        records,
        cache.lists.count_resources(everything),
        states,
        _schedule(bar, today) if any(map(has_cycles, schemas)) else (),
        tuple(
            cache.lists.rows(
                PackageQuery(words=f"{scope} due:<{today.isoformat()}".strip(), sort="due"),
                limit=_NAMED,
            )
        ),
        tuple(Bar(label, label, n, f"{scope} {condition('format', label)}".strip()) for label, n in formats.items()),
        tuple(Bar(name, label, n, f"{scope} missing:{name}".strip()) for name, label, n in aspects),
        cache.lists.count_complete(everything),
        links,
        bar("broken-link", "Broken links", "has:broken-link") if links.looked_at or not links.all else None,
        workspace.synchronized_at(),
        has_states,
    )


def _schedule(bar: object, today: date) -> tuple[Bar, ...]:
    assert callable(bar)
    late, very_late = (today - timedelta(days=n) for n in (_LATE, _VERY_LATE))
    return (
        bar("current", lateness_label("current"), f"due:>={today}"),
        bar("late", lateness_label("late"), f"due:>={late} due:<{today}"),
        bar("later", lateness_label("later"), f"due:>={very_late} due:<{late}"),
        bar("latest", lateness_label("latest"), f"due:<{very_late}"),
        bar("none", lateness_label("none"), "missing:schedule"),
    )
