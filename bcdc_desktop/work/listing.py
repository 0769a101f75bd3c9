"""Lists of a catalogue that stay whole while the catalogue changes underneath.

Pages are not counted off from the beginning: what is deleted there would shift the rest, and a record would fall
between two pages. Each page begins at the time (``metadata_created``, ``metadata_modified``) at which the one before
it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import PAGE, Catalogue, SearchPage
from bcdc_desktop.domain.package import parse_time

INDEX_PAGE = 1000  # rows of ids: what CKAN gives at most in one answer (ckan.search.rows_max)
INDEX_FIELDS = ("id", "metadata_created", "metadata_modified")
Ask = Callable[[Callable[[], SearchPage]], SearchPage]
Along = Literal["metadata_created", "metadata_modified"]


@dataclass(frozen=True)
class Entry:
    """A package as the index lists it: its id and when it was changed last."""

    id: str
    modified: str


def entries(catalogue: Catalogue, ask: Ask, *, fq: str = "") -> Iterator[tuple[list[Entry], int]]:
    """Every package that the user may see, as id and time of change, with how many are still listed from there on.

    Raises:
        ListingRefused: the catalogue does not list single fields.
        CatalogueError: it could not be asked.
    """
    for page in _along(catalogue, ask, "metadata_created", None, fq=fq, rows=INDEX_PAGE, fields=INDEX_FIELDS):
        yield [Entry(str(p["id"]), str(p["metadata_modified"])) for p in page.packages], page.count


def changed_since(catalogue: Catalogue, ask: Ask, since: str) -> Iterator[SearchPage]:
    """Whole packages that were changed at a time (the server's text) or after it. What is changed while this is read
    moves to the end of the list, where it is met again."""
    yield from _along(catalogue, ask, "metadata_modified", since, rows=PAGE)


def whole(catalogue: Catalogue, ask: Ask, *, fq: str = "") -> Iterator[SearchPage]:
    """All whole packages: for catalogues that do not list single fields."""
    yield from _along(catalogue, ask, "metadata_created", None, fq=fq, rows=PAGE)


def by_id(catalogue: Catalogue, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The whole packages of these ids; without those that are gone or may not be seen any more."""
    return catalogue.search(fq=f"id:({' OR '.join(_term(i) for i in ids)})", rows=len(ids)).packages


class ListingRefused(Exception):
    """The catalogue does not answer with the fields that a list of ids needs."""


def same_time(one: str, other: str) -> bool:
    """Whether two texts name the same moment: an index keeps thousandths of a second, and writes a Z."""
    return one == other or thousandths(one) == thousandths(other)


def thousandths(text: str) -> str:
    """A time of the server as the index writes it: to the thousandth (cut off, not rounded), with a Z."""
    when = parse_time(text)
    return _written(when) if when else text


def _along(
    catalogue: Catalogue,
    ask: Ask,
    field: Along,
    since: str | None,
    *,
    rows: int,
    fq: str = "",
    fields: Sequence[str] = (),
) -> Iterator[SearchPage]:
    seen: set[tuple[str, str]] = set()
    bound, start = since, 0
    while True:
        span = f"{field}:[{thousandths(bound)} TO *]" if bound else ""
        both = " AND ".join(part for part in (f"({fq})" if fq and span else fq, span) if part)
        page = ask(_question(catalogue, both, start, rows, f"{field} asc, id asc", fields))
        if any(not p.get("id") or not p.get(f) for p in page.packages for f in (fields or (field,))):
            raise ListingRefused
        fresh = [p for p in page.packages if _mark(p) not in seen]
        seen.update(map(_mark, fresh))
        yield SearchPage(page.count - start, fresh, page.facets)
        if not page.packages or start + len(page.packages) >= page.count:
            return
        last = str(page.packages[-1][field])
        if bound is not None and same_time(last, bound):
            start += len(page.packages)  # more of one moment than a page holds
        else:
            bound, start = last, 0


def _mark(package: Mapping[str, Any]) -> tuple[str, str]:
    """What tells a row from one that was met before: a record that was changed meanwhile is met again."""
    return str(package["id"]), str(package.get("metadata_modified"))


def _question(
    catalogue: Catalogue, fq: str, start: int, rows: int, sort: str, fields: Sequence[str]
) -> Callable[[], SearchPage]:
    def ask() -> SearchPage:
        try:
            return catalogue.search(fq=fq, start=start, rows=rows, sort=sort, fields=fields)
        except (errors.Invalid, errors.NotAuthorized) as error:
            if fields:
                raise ListingRefused from error
            raise

    return ask


def _term(package_id: str) -> str:
    escaped = package_id.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _written(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
