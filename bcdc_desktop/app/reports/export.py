"""Any list as a file for a spreadsheet: one line a record or one a resource, always with ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE, UPDATE_CYCLE, kind_of
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.quality import RecordQuality
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.domain.update_cycle import due
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import PackageRow

from ..progress import CancelToken, Progress, Report, silent
from ..search.views import SHEET, local_rows
from ..workspace import Workspace
from .spreadsheet import Cell, write_table

What = Literal["packages", "resources"]
NotSent = Literal["", "changes", "record", "files"]
_TOGETHER = 100  # records read at once


class Line(NamedTuple):
    """What a line is made from. ``package`` is None where the whole record is not on this computer any more, as the
    cache is limited in size; ``resource`` is given in lists of resources. ``not_sent`` says what of it is on this
    computer only."""

    row: PackageRow
    package: Package | None
    resource: Resource
    tree: OrganizationTree
    quality: RecordQuality
    not_sent: NotSent = ""


@dataclass(frozen=True)
class ExportColumn:
    """One column: its name in the file, and its value for a line."""

    name: str
    value: Callable[[Line], Cell]


@dataclass(frozen=True)
class Exported:
    """How many lines were written, and how many records are known in short form only: their keywords and what they
    miss are left empty, and their resources are left out."""

    lines: int
    short: int


_NONE = Resource({})
PACKAGE_COLUMNS = (
    ExportColumn("id", lambda n: n.row.id),
    ExportColumn("name", lambda n: n.row.name),
    ExportColumn("title", lambda n: n.row.title),
    ExportColumn("organization", lambda n: _organization(n)),
    ExportColumn("organization_id", lambda n: n.row.org),
    ExportColumn(PUBLISH_STATE, lambda n: n.row.publish_state),
    ExportColumn("state", lambda n: n.row.state),
    ExportColumn("private", lambda n: "yes" if n.row.private else "no"),
    ExportColumn("licence", lambda n: n.row.licence),
    ExportColumn("tags", lambda n: ", ".join(n.package.tags) if n.package else None),
    ExportColumn("formats", lambda n: n.row.formats),
    ExportColumn("resources", lambda n: n.row.resources),
    ExportColumn("created", lambda n: n.row.created),
    ExportColumn("modified", lambda n: n.row.modified),
    ExportColumn("update_due", lambda n: n.row.due or ""),
    ExportColumn("missing", lambda n: ", ".join(n.quality.lacking(n.package)) if n.package else None),
    ExportColumn("not_sent", lambda n: n.not_sent),
    ExportColumn("as_of", lambda n: _moment(n.row.seen)),
)
RESOURCE_COLUMNS = (
    ExportColumn("id", lambda n: n.resource.id),
    ExportColumn("name", lambda n: n.resource.name),
    ExportColumn("format", lambda n: n.resource.format),
    ExportColumn("url", lambda n: n.resource.url),
    ExportColumn("size", lambda n: n.resource.size),
    ExportColumn("type", lambda n: kind_of(n.resource.raw)),
    ExportColumn("update_cycle", lambda n: _said(n.resource, UPDATE_CYCLE)),
    ExportColumn("last_modified", lambda n: _said(n.resource, "last_modified") or _said(n.resource, "created")),
    ExportColumn("update_due", lambda n: _day(due(n.resource, n.quality.schema))),
    ExportColumn("package_id", lambda n: n.row.id),
    ExportColumn("package_name", lambda n: n.row.name),
    ExportColumn("package_title", lambda n: n.row.title),
    ExportColumn("organization", lambda n: _organization(n)),
    ExportColumn(PUBLISH_STATE, lambda n: n.row.publish_state),
    ExportColumn("as_of", lambda n: _moment(n.row.seen)),
)


def columns_of(what: What, names: Sequence[str] = ()) -> tuple[ExportColumn, ...]:
    """Return the columns of these names in this order; all where none is named. The id is always there.

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
    workspace: Workspace,
    query: PackageQuery,
    target: Path,
    *,
    what: What = "packages",
    columns: Sequence[str] = (),
    local: Collection[str] | None = None,
    token: CancelToken | None = None,
    report: Report = silent,
) -> Exported:
    """Write a list to a file, whole or not at all; ``.xlsx`` makes a workbook, everything else CSV. Asks no server.

    Args:
        workspace: whose catalogue.
        query: the list.
        target: the file.
        what: one line a record, or one a resource.
        columns: their names; all without any.
        local: which of the list's rows of this computer only (by their ids) are written; None: all.
        token: stops it.
        report: hears how far it is.

    Raises:
        ValueError: an unknown column.
        OSError: the disk is full or refuses.
        Cancelled: asked to stop; nothing was written.
    """
    chosen = columns_of(what, columns)
    short: list[str] = []
    lines = (
        [c.value(line) for c in chosen]
        for line in chain(
            _local_lines(workspace, query, what, local),
            _lines(workspace, query, what, token or CancelToken(), report, short),
        )
    )
    return Exported(write_table(target, [c.name for c in chosen], lines), len(short))


def _local_lines(
    workspace: Workspace, query: PackageQuery, what: What, wanted: Collection[str] | None
) -> Iterator[Line]:
    """Return what a list of drafts begins with: records and files that are not on the server."""
    tree, judged = workspace.store.cache.organizations.tree(), _Judged(workspace)
    for row in local_rows(workspace, query.search):
        if wanted is not None and row.id not in wanted:
            continue
        files = row.id.startswith(SHEET)
        draft = None if files else workspace.store.drafts.get(row.id)
        quality = judged.of(draft.changes.base if draft is not None else {})
        not_sent: NotSent = "files" if files else "record" if row.id.startswith(NEW) else "changes"
        if what == "packages":
            yield Line(row, None, _NONE, tree, quality, not_sent)
        elif draft is not None:
            for resource_id, values in draft.changes.new_resources.items():
                yield Line(row, None, Resource({**values, "id": resource_id}), tree, quality, not_sent)


def _lines(
    workspace: Workspace, query: PackageQuery, what: What, token: CancelToken, report: Report, short: list[str]
) -> Iterator[Line]:
    cache = workspace.store.cache
    tree, keys = cache.organizations.tree(), cache.index.find(query).keys
    drafts, judged = frozenset(workspace.store.drafts.ids()), _Judged(workspace)
    for start in range(0, len(keys), _TOGETHER):
        token.check()
        report(Progress(start, len(keys), "Writing"))
        stretch = keys[start : start + _TOGETHER]
        bodies = cache.lists.bodies_of(stretch)
        for key, row in zip(stretch, cache.lists.rows_of(stretch), strict=True):
            if row is None:
                continue  # removed meanwhile
            package = Package(bodies[key]) if key in bodies else None
            quality = judged.of(package.raw if package else {})
            if package is None:
                short.append(row.id)
            if what == "packages":
                yield Line(row, package, _NONE, tree, quality, "changes" if row.id in drafts else "")
            else:
                for resource in package.resources if package else ():
                    yield Line(row, package, resource, tree, quality)


class _Judged:
    """What records of each type lack, made once a type."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_type: dict[str, RecordQuality] = {}

    def of(self, record: Mapping[str, Any]) -> RecordQuality:
        """Return the rules that a record is judged by."""
        schema = self._workspace.schema_of(record)
        if schema.dataset_type not in self._by_type:
            self._by_type[schema.dataset_type] = RecordQuality(schema)
        return self._by_type[schema.dataset_type]


def _organization(line: Line) -> str:
    found = line.tree.get(line.row.org)
    return found.title if found else line.row.org


def _said(resource: Resource, name: str) -> str:
    return str(resource.raw.get(name) or "")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
