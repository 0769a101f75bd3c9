"""Lists of a catalogue that stay whole while the catalogue changes underneath.

Pages are not counted off from the beginning: what is deleted there would shift the rest, and a record would fall
between two pages. Each page begins at the time (``metadata_created``, ``metadata_modified``) at which the one before
it ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue, Pages, SearchPage
from bcdc_desktop.domain.package import parse_time

_FIRST_TITLES = 200  # more than a window shows, and few enough for a slow server or line
_TERMS = 200  # in one filter; a search server takes 1024 terms
_FEW = 5  # packages that are asked for by their ids in any case
INDEX_FIELDS = ("id", "metadata_created", "metadata_modified")
Along = Literal["metadata_created", "metadata_modified"]


@dataclass(frozen=True)
class ListedPackage:
    """A package as the index lists it: its id, when it was made, and when it was changed last."""

    id: str
    modified: str
    created: str = ""


@dataclass(frozen=True)
class ListPart:
    """Packages to be read with one question: ``ids``. Where ``first`` and ``last`` are given (times of creation), they
    are most of those that were made from then to then, and asking for that stretch costs a server far less than
    asking for each of them by its id."""

    ids: tuple[str, ...]
    first: str = ""
    last: str = ""


def entries(catalogue: Catalogue, *, rows: int, fq: str = "") -> Iterator[tuple[list[ListedPackage], int]]:
    """Every package that the user may see, as id and time of change, with how many are still listed from there on; so
    many ``rows`` with each answer.

    Raises:
        ListingRefused: the catalogue does not list single fields.
        CatalogueError: it could not be asked.
    """
    for page in _along(catalogue, "metadata_created", None, fq=fq, rows=rows, fields=INDEX_FIELDS):
        yield (
            [
                ListedPackage(str(p["id"]), str(p["metadata_modified"]), str(p["metadata_created"]))
                for p in page.packages
            ],
            page.count,
        )


def titles(catalogue: Catalogue, fields: Sequence[str], *, rows: int, fq: str = "") -> Iterator[SearchPage]:
    """Every package that the user may see, with some fields of the index (``INDEX_FIELDS`` among them) and so many
    ``rows`` with each answer; the count is of those that are still listed from there on.

    Raises:
        ListingRefused: the catalogue does not list single fields.
        CatalogueError: it could not be asked.
    """
    yield from _along(catalogue, "metadata_created", None, fq=fq, rows=rows, fields=fields)


def newest_titles(catalogue: Catalogue, fields: Sequence[str]) -> SearchPage:
    """Return the packages that were changed last, a short page of them, with some fields of the index.

    Raises:
        ListingRefused: the catalogue does not list single fields.
        CatalogueError: it could not be asked.
    """
    page = _page(catalogue, "", 0, _FIRST_TITLES, "metadata_modified desc, id asc", fields)
    if any(not p.get(f) for p in page.packages for f in INDEX_FIELDS):
        raise ListingRefused
    return page


def of_organizations(ids: Sequence[str] | None) -> list[str]:
    """Return the filters (``fq``) that together keep to the packages of some organizations; one that keeps to nothing
    where ``ids`` is None. A filter holds no more ids than a search server takes."""
    return [""] if ids is None else _filters("owner_org", ids)


def of_ids(ids: Sequence[str]) -> list[str]:
    """Return the filters that together keep to some packages."""
    return _filters("id", ids)


def _filters(field: str, ids: Sequence[str]) -> list[str]:
    groups = [ids[at : at + _TERMS] for at in range(0, len(ids), _TERMS)]
    return [f"{field}:({' OR '.join(map(_term, group))})" for group in groups]


def parts(listed: Sequence[ListedPackage], wanted: Container[str], *, size: int) -> Iterator[ListPart]:
    """Yield the wanted ones of a stretch of a list, in parts of at most that size.

    Args:
        listed: entries in the order of their creation.
        wanted: ids of those that are to be read.
    """
    ids: list[str] = []
    passed = 0  # how many lie between that are not wanted
    first = last = ""
    since_last = 0
    for entry in listed:
        if entry.id not in wanted:
            since_last += 1
            continue
        if ids and len(ids) + passed + since_last >= size:
            yield _part(ids, passed, first, last)
            ids, passed = [], 0
        elif ids:
            passed += since_last
        if not ids:
            first = entry.created
        ids.append(entry.id)
        last, since_last = entry.created, 0
    if ids:
        yield _part(ids, passed, first, last)


def _part(ids: Sequence[str], passed: int, first: str, last: str) -> ListPart:
    if len(ids) <= _FEW or passed > len(ids) // 2 or not first:
        return ListPart(tuple(ids))
    return ListPart(tuple(ids), first, last)


def read(catalogue: Catalogue, part: ListPart) -> list[dict[str, Any]]:
    """Return the whole packages of a part; without those that are gone or may not be seen any more."""
    found: dict[str, dict[str, Any]] = {}
    if part.first:
        # a thousandth more on both sides: an index may keep more digits than it is asked with
        span = f"metadata_created:[{_moved(part.first, -1)} TO {_moved(part.last, 1)}]"
        page = catalogue.search(fq=span, rows=2 * len(part.ids), sort="metadata_created asc, id asc")
        found = {str(p["id"]): p for p in page.packages}
    missing = [i for i in part.ids if i not in found]
    if missing:
        found |= {str(p["id"]): p for p in by_id(catalogue, missing)}
    return [found[i] for i in part.ids if i in found]


def changed_since(catalogue: Catalogue, since: str, *, rows: int, fq: str = "") -> Iterator[SearchPage]:
    """Whole packages that were changed at a time (the server's text) or after it. What is changed while this is read
    moves to the end of the list, where it is met again."""
    yield from _along(catalogue, "metadata_modified", since, rows=rows, fq=fq)


def newest(catalogue: Catalogue, count: int) -> list[str]:
    """Return the latest times of change (the server's texts), of so many packages."""
    for fields in (INDEX_FIELDS, ()):
        with contextlib.suppress(ListingRefused):
            page = _page(catalogue, "", 0, count, "metadata_modified desc, id asc", fields)
            found = [str(p.get("metadata_modified") or "") for p in page.packages]
            if all(found):
                return found
    return []


def whole(catalogue: Catalogue, *, rows: int, fq: str = "") -> Iterator[SearchPage]:
    """All whole packages: for catalogues that do not list single fields."""
    yield from _along(catalogue, "metadata_created", None, fq=fq, rows=rows)


def by_id(catalogue: Catalogue, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the whole packages of these ids; without those that are gone or may not be seen any more."""
    return catalogue.search(fq=f"id:({' OR '.join(_term(i) for i in ids)})", rows=len(ids)).packages


class ListingRefused(Exception):
    """The catalogue does not answer with the fields that a list of ids needs."""


def same_time(one: str, other: str) -> bool:
    """Whether two texts name the same moment: an index keeps thousandths of a second, and writes a Z."""
    return one == other or thousandths(one) == thousandths(other)


def thousandths(text: str) -> str:
    """Return a time of the server as the index writes it: to the thousandth (cut off, not rounded), with a Z."""
    when = parse_time(text)
    return _written(when) if when else text


def _along(
    catalogue: Catalogue,
    field: Along,
    since: str | None,
    *,
    rows: int,
    fq: str = "",
    fields: Sequence[str] = (),
) -> Iterator[SearchPage]:
    seen: set[int] = set()
    needed = INDEX_FIELDS if fields else ("id", field)
    pages = Pages()
    bound, start = since, 0
    while True:
        span = f"{field}:[{thousandths(bound)} TO *]" if bound else ""
        both = " AND ".join(part for part in (f"({fq})" if fq and span else fq, span) if part)
        page = _page(catalogue, both, start, rows, f"{field} asc, id asc", fields)
        if any(not p.get(f) for p in page.packages for f in needed):
            raise ListingRefused
        fresh = [p for p in page.packages if _mark(p) not in seen]
        seen.update(map(_mark, fresh))
        left = max(page.count - start - len(page.packages) + len(fresh), len(fresh))
        yield SearchPage(left, fresh, page.facets, page.set_aside)
        if not page.rows or start + page.rows >= page.count:
            return
        pages.read(len(fresh))
        last = str(page.packages[-1][field]) if page.packages else bound
        if last is None or (bound is not None and same_time(last, bound)):
            start += page.rows  # more of one moment than a page holds, or nothing that can be read
        else:
            bound, start = last, 0


def _mark(package: Mapping[str, Any]) -> int:
    """Return what tells a row from one that was met before: a record that was changed meanwhile is met again. Numbers,
    as of hundreds of thousands of rows the texts would take too much memory."""
    return hash((str(package["id"]), str(package.get("metadata_modified"))))


def _page(catalogue: Catalogue, fq: str, start: int, rows: int, sort: str, fields: Sequence[str]) -> SearchPage:
    try:
        return catalogue.search(fq=fq, start=start, rows=rows, sort=sort, fields=fields)
    except (errors.Invalid, errors.NotAuthorized) as error:
        if fields:
            raise ListingRefused from error
        raise


def _moved(text: str, by: int) -> str:
    """Return a time some thousandths of a second earlier or later."""
    when = parse_time(text)
    return _written(when + timedelta(milliseconds=by)) if when else text


def _term(package_id: str) -> str:
    escaped = package_id.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _written(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
