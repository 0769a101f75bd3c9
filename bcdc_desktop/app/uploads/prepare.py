"""From dropped files to rows of the queue: what each file would become, what is missing, and confirming them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.domain.bcdc.fields import TABLE_SCHEMA
from bcdc_desktop.domain.checks import FieldProblem, check_fields
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.error_text import system_reason
from bcdc_desktop.preflight.csv_check import CheckResult, check_file
from bcdc_desktop.preflight.findings import CheckCancelled, Finding
from bcdc_desktop.preflight.proposal import (
    Match,
    columns_of_replacement,
    match_replacement,
    propose,
)
from bcdc_desktop.preflight.table_schema import as_schema, is_outdated
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.uploads import Operation, State, Upload, new_id
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace
from .outcome import too_large

WhatHappens = Literal["create", "replace", "skip"]
_REFUSED = (State.FAILED, State.ATTENTION, State.CANCELLED)


@dataclass(frozen=True)
class PreparedFile:
    """One file of a drop, before it is confirmed.

    ``proposed`` are the fields that the file and its siblings suggest; ``fields`` what the user set or accepted.
    ``columns`` are fields of a replaced resource that describe its columns and are outdated.
    ``matches`` are resources that the file may be a new version of, the likeliest first; nothing is chosen silently.
    """

    path: Path
    size: int
    mtime_ns: int
    what: WhatHappens
    proposed: Mapping[str, Any]
    fields: Mapping[str, Any]
    resource: str | None = None
    matches: tuple[Match, ...] = ()
    check: CheckResult | None = None
    problem: str = ""
    findings: tuple[Finding, ...] = field(default=())
    columns: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        return self.path.name

    def with_field(self, name: str, value: Any) -> PreparedFile:
        """Return the item with one field set by the user."""
        return replace(self, fields={**self.fields, name: value})


def prepare_file(
    workspace: Workspace,
    package: Mapping[str, Any],
    path: Path,
    *,
    replacing: str | None = None,
    checked: CheckResult | None = None,
    token: CancelToken | None = None,
    report: Report = silent,
    partial_result: Callable[[CheckResult], None] | None = None,
) -> PreparedFile:
    """Read a file through and propose what to do with it. Nothing is sent.

    Args:
        replacing: id of the resource that the file was dropped on.
        checked: the result of a check of the file; it is not read again then.
        partial_result: called in the caller's thread with what is known of a table while it is still being read.

    Raises:
        Cancelled: the token was cancelled.
    """
    token = token or CancelToken()
    try:
        status = path.stat()
        check = checked or check_file(
            path,
            on_progress=lambda done, total: report(Progress(done, total, path.name)),
            cancelled=token,
            on_partial_result=partial_result,
        )
    except CheckCancelled as error:
        raise Cancelled from error
    except OSError as error:
        return PreparedFile(
            path,
            0,
            0,
            "skip",
            {},
            {},
            problem=tr("{file} cannot be read: {reason}", file=path.name, reason=system_reason(error)),
        )
    token.check()
    schema, siblings = workspace.schema_of(package), [r.raw for r in Package(package).resources]
    proposed = allowed(schema, propose(path, schema, check=check, siblings=siblings))
    old = next((s for s in siblings if s.get("id") == replacing), {}) if replacing else {}
    columns = {}
    before = as_schema(old.get(TABLE_SCHEMA))
    if check.schema and before and not check.has_errors and is_outdated(before, check.schema):
        columns = allowed(schema, columns_of_replacement(old, check.schema))
    matches = tuple(match_replacement(path, siblings, schema=check.schema))
    problem = ""
    limit = workspace.upload_limit()
    if not _is_text(path):
        # neither a request nor a database takes it
        problem = tr("The name of the file or of its folder isn't valid text. Rename it, then add it again.")
    elif status.st_size == 0:
        problem = tr("The file is empty.")
    elif limit and status.st_size > limit:
        problem = too_large(limit)
    what: WhatHappens = "replace" if replacing else "create"
    return PreparedFile(
        path,
        status.st_size,
        status.st_mtime_ns,
        "skip" if problem else what,
        proposed,
        {} if replacing else proposed,
        replacing,
        matches,
        check,
        problem,
        check.findings,
        columns,
    )


def _is_text(path: Path) -> bool:
    """Return whether a path is text, and no bytes that the system's encoding does not have."""
    return not any("\ud800" <= c <= "\udfff" for c in str(path.absolute()))


def allowed(schema: DatasetSchema, proposed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the proposals that the catalogue's schema knows, and whose values are among its choices."""
    kept: dict[str, Any] = {}
    for name, value in proposed.items():
        schema_field = schema.resource_field(name)
        if schema_field is None:
            continue
        values = {c.value for c in schema_field.choices}
        if values and isinstance(value, str) and value not in values:
            if name == "format" and "other" in values:
                kept[name] = "other"
            continue
        kept[name] = value
    return kept


def problems(schema: DatasetSchema, item: PreparedFile) -> list[FieldProblem]:
    """Return the problems that keep an item from being uploaded."""
    if item.what == "skip":
        return []
    if item.what == "replace":
        return [] if item.resource else [FieldProblem("resource", tr("Choose the resource to replace"))]
    return [
        p for p in check_fields({**item.fields, "url": item.file_name}, schema.resource_fields) if p.severity == "error"
    ]


def confirm(workspace: Workspace, package: Mapping[str, Any], items: Sequence[PreparedFile]) -> list[Upload]:
    """Put the items into the queue: all of them or none. Each new resource gets its id here.

    Raises:
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        ValueError: an item is not complete, or two replace the same resource.
        StoreError: the disk refuses; nothing was stored.
    """
    workspace.require_writable()
    chosen = [i for i in items if i.what != "skip"]
    for item in chosen:
        found = problems(workspace.schema_of(package), item)
        if found:
            raise ValueError(f"{item.file_name}: {found[0].path}: {found[0].message}")
    replaced = [i.resource for i in chosen if i.what == "replace"]
    if len(set(replaced)) != len(replaced):
        raise ValueError(tr("Two files would replace the same resource."))
    record = Package(package)
    upload_set, now = new_id(), time.time()
    rows = []
    for position, item in enumerate(chosen):
        old = record.resource(item.resource) if item.what == "replace" and item.resource else None
        if item.what == "replace" and old is None:
            raise ValueError(tr("{file}: the resource to replace is no longer in this record.", file=item.file_name))
        operation: Operation = "replace" if old else "create"
        rows.append(
            Upload(
                id=new_id(),
                upload_set=upload_set,
                position=position,
                package=record.id,
                package_title=record.title,
                resource=old.id if old else new_id(),
                operation=operation,
                path=str(item.path.resolve()),
                file_name=item.file_name,
                size=item.size,
                mtime_ns=item.mtime_ns,
                sha256=item.check.sha256 if item.check else None,
                fingerprint=item.check.fingerprint if item.check else None,
                fields={k: v for k, v in item.fields.items() if old is not None or not is_empty(v)},
                before=dict(old.raw) if old else {},
                state=State.WAITING,
                created=now,
                updated=now,
            )
        )
    workspace.store.uploads.add(rows)
    return rows


def enqueue(
    workspace: Workspace,
    package: Mapping[str, Any],
    items: Sequence[PreparedFile],
    sheet_id: str,
    instead_of: Sequence[str] = (),
) -> list[str]:
    """Put the items of a sheet into the queue and remove the saved sheet: both or neither. For a worker.

    Args:
        instead_of: ids of refused uploads that are removed when the new rows are added.

    Returns:
        The ids of the rows.

    Raises:
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        ValueError: a file was changed since it was read, an item is not complete, or an upload in ``instead_of`` was
            resumed meanwhile.
        OSError: a file is gone.
        StoreError: the disk refuses; nothing was stored.
    """
    for item in items:
        status = item.path.stat()
        if (status.st_size, status.st_mtime_ns) != (item.size, item.mtime_ns):
            raise ValueError(tr("{file} has changed since it was checked.", file=item.file_name))
    uploads = workspace.store.uploads
    with workspace.store.work_transaction():
        for old in filter(None, map(uploads.get, instead_of)):
            if old.state not in _REFUSED:
                raise ValueError(tr("{file} was resumed in the meantime; see Uploads.", file=old.file_name))
        uploads.remove(instead_of)
        rows = confirm(workspace, package, items)
        workspace.store.sheets.remove(sheet_id)
    workspace.store.bus.publish(Changed("uploads"))  # published within the transaction, nobody could read the rows yet
    return [row.id for row in rows]
