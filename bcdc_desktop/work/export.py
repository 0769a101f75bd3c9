"""Any list as a file for a spreadsheet: one line a record or one a resource, always with ids."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.domain.completeness import lacking
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.update_cycle import due, earliest_due
from bcdc_desktop.store.cache import PackageQuery

from .desk import Desk
from .progress import CancelToken, Progress, Report, silent

What = Literal["packages", "resources"]
Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, and its value for a record and, in a list of resources, a resource."""

    name: str
    value: Callable[[Package, Resource, OrganizationTree], Cell]


_NONE = Resource({})
PACKAGE_COLUMNS = (
    Column("id", lambda p, _r, _t: p.id),
    Column("name", lambda p, _r, _t: p.name),
    Column("title", lambda p, _r, _t: p.title),
    Column("organization", lambda p, _r, t: _organization(p, t)),
    Column("organization_id", lambda p, _r, _t: p.owner_org),
    Column("publish_state", lambda p, _r, _t: p.publish_state),
    Column("state", lambda p, _r, _t: p.state),
    Column("private", lambda p, _r, _t: "yes" if p.private else "no"),
    Column("licence", lambda p, _r, _t: _text(p, "license_title") or _text(p, "license_id")),
    Column("tags", lambda p, _r, _t: ", ".join(p.tags)),
    Column("formats", lambda p, _r, _t: ", ".join(dict.fromkeys(r.format for r in p.resources if r.format))),
    Column("resources", lambda p, _r, _t: len(p.resources)),
    Column("created", lambda p, _r, _t: _text(p, "metadata_created")),
    Column("modified", lambda p, _r, _t: p.metadata_modified),
    Column("update_due", lambda p, _r, _t: _day(earliest_due(p.resources))),
    Column("missing", lambda p, _r, _t: ", ".join(lacking(p))),
)
RESOURCE_COLUMNS = (
    Column("id", lambda _p, r, _t: r.id),
    Column("name", lambda _p, r, _t: r.name),
    Column("format", lambda _p, r, _t: r.format),
    Column("url", lambda _p, r, _t: r.url),
    Column("size", lambda _p, r, _t: r.size),
    Column("type", lambda _p, r, _t: str(r.raw.get("bcdc_type") or "")),
    Column("update_cycle", lambda _p, r, _t: str(r.raw.get("resource_update_cycle") or "")),
    Column("last_modified", lambda _p, r, _t: str(r.raw.get("last_modified") or r.raw.get("created") or "")),
    Column("update_due", lambda _p, r, _t: _day(due(r))),
    Column("package_id", lambda p, _r, _t: p.id),
    Column("package_name", lambda p, _r, _t: p.name),
    Column("package_title", lambda p, _r, _t: p.title),
    Column("organization", lambda p, _r, t: _organization(p, t)),
    Column("publish_state", lambda p, _r, _t: p.publish_state),
)


def columns_of(what: What, names: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of these names in this order; all where none is named. The id is always there, first if not named.

    Raises:
        ValueError: there is no such column; the message names those there are.
    """
    known = {c.name: c for c in (PACKAGE_COLUMNS if what == "packages" else RESOURCE_COLUMNS)}
    if not names:
        return tuple(known.values())
    for name in names:
        if name not in known:
            raise ValueError(f"There is no column “{name}”. There are {', '.join(known)}.")
    return tuple(known[n] for n in dict.fromkeys(names if "id" in names else ("id", *names)))


def export(
    desk: Desk,
    query: PackageQuery,
    target: Path,
    *,
    what: What = "packages",
    columns: Sequence[str] = (),
    token: CancelToken | None = None,
    report: Report = silent,
) -> int:
    """Writes a list to a file, whole or not at all; ``.xlsx`` makes a workbook, everything else CSV as the province
    asks for it (UTF-8, commas, CRLF). Asks no server. Answers how many lines there are, the header not counted.

    Raises:
        ValueError: an unknown column.
        OSError: the disk is full or refuses.
        Cancelled: asked to stop; nothing was written.
    """
    chosen = columns_of(what, columns)
    token = token or CancelToken()
    unfinished = target.with_name(f".{target.name}.part")
    write = _write_workbook if target.suffix.lower() == ".xlsx" else _write_csv
    try:
        count = write(unfinished, [c.name for c in chosen], _lines(desk, query, what, chosen, token, report))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _lines(
    desk: Desk, query: PackageQuery, what: What, columns: Sequence[Column], token: CancelToken, report: Report
) -> Iterator[list[Cell]]:
    cache = desk.store.cache
    tree, total = cache.tree(), cache.count(query)
    for number, raw in enumerate(cache.packages(query)):
        if number % 100 == 0:
            token.check()
            report(Progress(number, total, "Writing"))
        package = Package(raw)
        for resource in package.resources if what == "resources" else (_NONE,):
            yield [c.value(package, resource, tree) for c in columns]


def _write_csv(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for line in lines:
            writer.writerow(line)
            count += 1
    return count


def _write_workbook(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> int:
    import xlsxwriter  # only who wants a workbook waits for it

    # texts stay texts: a title that begins with “=” is no formula, and an address no link that asks to be opened
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    book: Any = xlsxwriter.Workbook(str(path), options)
    try:
        sheet = book.add_worksheet("Catalogue")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        for count, line in enumerate(lines, 1):
            sheet.write_row(count, 0, line)
        sheet.autofilter(0, 0, count, len(header) - 1)
    finally:
        book.close()
    return count


def _organization(package: Package, tree: OrganizationTree) -> str:
    found = tree.get(package.owner_org)
    return found.title if found else package.owner_org


def _text(package: Package, name: str) -> str:
    return str(package.raw.get(name) or "")


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
