"""One file of a sheet: what was found in it, what was decided about it, what keeps it from being uploaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.preflight.proposal import Match
from bcdc_desktop.preflight.table_schema import (
    SchemaDifference,
    carry_over,
    compare_schemas,
    correct_field,
    is_outdated,
)

from .prepare import PreparedFile, WhatHappens

BlockerKind = Literal["reading", "unusable", "undecided", "resource", "taken", "fields", "errors"]


@dataclass(frozen=True)
class Blocker:
    """A reason why a row cannot be uploaded. ``names`` are the fields, or the file that takes the resource."""

    kind: BlockerKind
    names: tuple[str, ...] = ()
    count: int = 0


@dataclass(eq=False)  # two rows are never the same one
class SheetRow:
    """One file of the sheet, and the decisions about it.

    ``item`` is None until the file was read through; ``partial_result`` is what is known until then. ``fields`` are
    those of a new resource, ``changes`` those that change in a replaced one; ``proposed`` names the values that the
    user has not touched yet. ``columns`` are the user's corrections, column by column (type, missing values,
    description). ``before`` is the Table Schema of the resource that is replaced, ``schema`` that of the file, with
    the descriptions of ``before`` and the user's corrections (``describe`` makes it).
    """

    path: Path
    size: int = 0
    item: PreparedFile | None = None
    partial_result: CheckResult | None = None
    read: float = 0.0  # share of the file, 0 to 1
    what: WhatHappens = "create"
    resource: str = ""
    undecided: bool = False  # a resource has the same file name: the user has to choose
    settled: bool = False  # the user has chosen what happens
    left_out: bool = False  # by the user
    send_anyway: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    proposed: set[str] = field(default_factory=set)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    with_columns: bool | None = None  # also update the columns of a replaced resource; None: where they are outdated
    schema: Mapping[str, Any] | None = None
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    compared: bool = False
    outdated: bool = False  # ``before`` does not describe the file
    new_columns: Mapping[str, Any] = field(default_factory=dict)  # fields that updating the columns would change
    own_blockers: tuple[Blocker, ...] = ()
    blockers: tuple[Blocker, ...] = ()  # its own, and those with other rows
    saved: Mapping[str, Any] | None = None  # decisions of an earlier session, until the file is read again
    original: Path | None = None  # the file that ``path`` is a repaired copy of
    upload: str = ""  # id of the refused upload that it takes the place of

    @property
    def file_name(self) -> str:
        return self.path.name

    @property
    def seen(self) -> CheckResult | None:
        """The result of the check: the final one, or the partial one until then."""
        return self.item.check if self.item else self.partial_result

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.item.findings if self.item else self.partial_result.findings if self.partial_result else ()

    @property
    def errors(self) -> int:
        """The number of findings that keep the file from being read as one table."""
        check = self.item.check if self.item else None
        return int(check.counts.get("error", 0)) if check else 0

    @property
    def severity(self) -> str:
        """The severity of the worst finding: error, warning, advice, or empty."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in ("error", "warning", "advice") if one in found), "")

    @property
    def ready(self) -> bool:
        """Whether it can be uploaded as it is."""
        return self.what != "skip" and not self.blockers

    @property
    def matches(self) -> tuple[Match, ...]:
        return self.item.matches if self.item else ()

    def describe(self, before: Mapping[str, Any] | None) -> None:
        """Build the schema again, given that of the resource whose file is replaced."""
        self.before = before
        found: Mapping[str, Any] | None = self.item.check.schema if self.item and self.item.check else None
        if found is not None:
            found = carry_over(before, found)
            for name, changes in self.columns.items():
                if any(f["name"] == name for f in found["fields"]):
                    found = correct_field(found, name, changes)
        self.schema = found
        self.compared = bool(before and found)
        self.difference = compare_schemas(before, found) if self.compared else SchemaDifference()
        self.outdated = found is not None and self.compared and is_outdated(before, found)

    @property
    def usable(self) -> bool:
        """Whether the file was read without a problem."""
        return self.item is not None and not self.item.problem


def row_body(row: SheetRow) -> dict[str, Any]:
    """Return all decisions about a row, as JSON."""
    place = {"path": str(row.path), "original": str(row.original) if row.original else None, "upload": row.upload}
    if not row.usable and row.saved is not None:
        left_out = {"what": "skip", "left_out": True} if row.left_out else {}
        return {**row.saved, **place, **left_out}
    return {
        **place,
        "size": row.size,
        "mtime_ns": row.item.mtime_ns if row.item else 0,
        "read": row.usable,
        "what": row.what,
        "resource": row.resource,
        "undecided": row.undecided,
        "settled": row.settled,
        "left_out": row.left_out,
        "send_anyway": row.send_anyway,
        "fields": row.fields,
        "changes": row.changes,
        "proposed": sorted(row.proposed),
        "columns": row.columns,
        "with_columns": row.with_columns,
    }


def restore_row(row: SheetRow, saved: Mapping[str, Any]) -> None:
    """Apply saved decisions to a row whose file was read."""
    if not saved.get("read"):
        return
    row.what = saved["what"]
    row.resource = str(saved.get("resource") or "")
    row.undecided = bool(saved.get("undecided"))
    row.settled = bool(saved.get("settled"))
    row.left_out = bool(saved.get("left_out"))
    row.fields = dict(saved.get("fields") or {})
    row.changes = dict(saved.get("changes") or {})
    row.proposed = set(saved.get("proposed") or ())
    row.columns = {name: dict(changes) for name, changes in (saved.get("columns") or {}).items()}
    row.with_columns = saved.get("with_columns")
    unchanged = row.item is not None and (row.item.size, row.item.mtime_ns) == (
        saved.get("size"),
        saved.get("mtime_ns"),
    )
    row.send_anyway = unchanged and bool(saved.get("send_anyway"))
