"""One file of a sheet: what was found in it, what was decided about it, what keeps it from being sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.app.uploads.prepare import PreparedFile, WhatHappens
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

BlockerKind = Literal["reading", "unusable", "undecided", "resource", "taken", "fields", "errors"]


@dataclass(frozen=True)
class Blocker:
    """What keeps a row from being sent. ``names`` are the fields in question, or the file that takes the resource."""

    kind: BlockerKind
    names: tuple[str, ...] = ()
    count: int = 0


@dataclass(eq=False)  # two rows are never the same one
class SheetRow:
    """One file of the sheet; ``item`` is None until the file was read through, and ``partial_result`` what is known
    until then.

    ``fields`` are those of a new resource, ``changes`` those that change in a replaced one; ``proposed`` names the
    values that nobody has touched yet. ``columns`` holds what the user corrected, column by column (type, missing
    values, description); ``before`` is the Table Schema of the resource that is replaced, ``schema`` that of the file,
    with what was known of the columns before and the user's corrections (``describe`` makes it).
    """

    path: Path
    size: int = 0
    item: PreparedFile | None = None
    partial_result: CheckResult | None = None
    read: float = 0.0  # share of the file, 0 to 1
    what: WhatHappens = "create"
    resource: str = ""
    undecided: bool = False  # a resource has the file's very name: the user says which it is
    settled: bool = False  # the user has said what happens
    left_out: bool = False  # by the user
    send_anyway: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    proposed: set[str] = field(default_factory=set)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    with_columns: bool | None = None  # a replaced resource gets the new columns, too; None: where its own are untrue
    schema: Mapping[str, Any] | None = None
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    compared: bool = False
    outdated: bool = False  # what ``before`` says is not true of the file
    new_columns: Mapping[str, Any] = field(default_factory=dict)  # what storing the columns changes where it replaces
    own_troubles: tuple[Blocker, ...] = ()
    troubles: tuple[Blocker, ...] = ()  # its own, and those with other rows
    kept: Mapping[str, Any] | None = None
    original: Path | None = None  # where ``path`` is a mended copy: of what
    upload: str = ""  # the refused row of the queue in whose place it goes

    @property
    def file_name(self) -> str:
        return self.path.name

    @property
    def seen(self) -> CheckResult | None:
        """What is known of the file: all of it, or what was found so far."""
        return self.item.check if self.item else self.partial_result

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.item.findings if self.item else self.partial_result.findings if self.partial_result else ()

    @property
    def errors(self) -> int:
        """How many findings say that the file cannot be read as one table."""
        check = self.item.check if self.item else None
        return int(check.counts.get("error", 0)) if check else 0

    @property
    def severity(self) -> str:
        """The gravest finding: error, warning, advice, or nothing."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in ("error", "warning", "advice") if one in found), "")

    @property
    def ready(self) -> bool:
        """Whether it goes out as it is."""
        return self.what != "skip" and not self.troubles

    @property
    def matches(self) -> tuple[Match, ...]:
        return self.item.matches if self.item else ()

    def describe(self, before: Mapping[str, Any] | None) -> None:
        """Makes the schema anew, given that of the resource whose file is replaced."""
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
        """Whether the file was read, and could be."""
        return self.item is not None and not self.item.problem


def row_body(row: SheetRow) -> dict[str, Any]:
    """What a kept sheet holds of a row: all that the user decided, as JSON."""
    place = {"path": str(row.path), "original": str(row.original) if row.original else None, "upload": row.upload}
    if not row.usable and row.kept is not None:
        left_out = {"what": "skip", "left_out": True} if row.left_out else {}
        return {**row.kept, **place, **left_out}
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


def restore_row(row: SheetRow, kept: Mapping[str, Any]) -> None:
    """Decides for a row, whose file was read, what was decided when it was kept."""
    if not kept.get("read"):
        return
    row.what = kept["what"]
    row.resource = str(kept.get("resource") or "")
    row.undecided = bool(kept.get("undecided"))
    row.settled = bool(kept.get("settled"))
    row.left_out = bool(kept.get("left_out"))
    row.fields = dict(kept.get("fields") or {})
    row.changes = dict(kept.get("changes") or {})
    row.proposed = set(kept.get("proposed") or ())
    row.columns = {name: dict(changes) for name, changes in (kept.get("columns") or {}).items()}
    row.with_columns = kept.get("with_columns")
    unchanged = row.item is not None and (row.item.size, row.item.mtime_ns) == (kept.get("size"), kept.get("mtime_ns"))
    row.send_anyway = unchanged and bool(kept.get("send_anyway"))
