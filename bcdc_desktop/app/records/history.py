"""History: export of the journal, and the activities that the catalogue itself keeps of a record."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TextIO

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.changes import Change, diff
from bcdc_desktop.domain.formulas import without_formula
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.record_changes import PACKAGE, section_fields, section_of
from bcdc_desktop.domain.values import text_or_json
from bcdc_desktop.store.journal import JournalEntry

from ..workspace import Workspace

_COLUMNS = (
    "entry", "at", "profile", "user", "action", "package", "title", "outcome", "detail", "target", "field", "before",
    "after",
)  # fmt: skip


def undone_by(workspace: Workspace) -> dict[int, int]:
    """Return entry -> the entry that undoes it."""
    return {undoes: entry for entry, undoes in workspace.store.overwritten.undoes().items()}


def entry_json(entry: JournalEntry) -> dict[str, Any]:
    """Return an entry as a JSON-able dict; ``at`` is a time in UTC."""
    return {
        "id": entry.id,
        "at": datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds"),
        "user": entry.user,
        "action": entry.action,
        "package": entry.package_id,
        "title": entry.title,
        "outcome": entry.outcome,
        "detail": entry.detail,
        "before": entry.before,
        "after": entry.after,
    }


def export_json(entries: Iterable[JournalEntry], out: TextIO, *, profile: str) -> None:
    """Write entries as one JSON document: ``{"profile": …, "entries": […]}``; ``profile`` names the catalogue."""
    found = [{"profile": profile, **entry_json(e)} for e in entries]
    json.dump({"profile": profile, "entries": found}, out, ensure_ascii=False, indent=1)
    out.write("\n")


def export_csv(entries: Iterable[JournalEntry], out: TextIO, *, profile: str) -> None:
    """Write entries as CSV, one row a field; a deleted or added resource is one row with its fields as JSON.

    ``out`` is opened with ``newline=""``. Comma, CRLF and doubled quotes, as the province's guideline has it. What
    a spreadsheet would take for a formula has an apostrophe before it.
    """
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for entry in entries:
        shape = {"profile": profile, **entry_json(entry)}
        head = [shape[n] for n in ("id", "at", "profile", "user", "action", "package", "title", "outcome", "detail")]
        for target, name, before, after in _rows(entry):
            writer.writerow(
                [without_formula(v) for v in (*head, target, name, text_or_json(before), text_or_json(after))]
            )


def _rows(entry: JournalEntry) -> Iterator[tuple[str, str, Any, Any]]:
    if not entry.after:
        yield "", "", None, None
    for target, after in entry.after.items():
        before = entry.before.get(target)
        if after is None or (target != PACKAGE and before is None):
            yield target, "", before, after
            continue
        for name in after:
            yield target, name, (before or {}).get(name), after[name]


@dataclass(frozen=True)
class CatalogueActivity:
    """One activity on a record, as the catalogue tells it (``package_activity_list``). ``kind`` is CKAN's:
    *new package*, *changed package*, *deleted package* …"""

    id: str
    at: datetime | None
    user_id: str
    kind: str


def activities(workspace: Workspace, package_id: str, *, limit: int = 30, offset: int = 0) -> list[CatalogueActivity]:
    """Return what happened to a record, the latest first; empty where the catalogue keeps no activities or does not
    show them.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    try:
        found = workspace.catalogue.activity(package_id, limit=limit, offset=offset)
    except errors.NotAuthorized:
        return []
    return [
        CatalogueActivity(
            str(a["id"]), parse_time(a.get("timestamp")), str(a.get("user_id") or ""), str(a.get("activity_type") or "")
        )
        for a in found
    ]


@dataclass(frozen=True)
class Difference:
    """What differs between two states of a record: changes by target, resources that came and went (id -> name)."""

    changes: Mapping[str, list[Change]]
    added: Mapping[str, str]
    removed: Mapping[str, str]
    reordered: bool

    @property
    def empty(self) -> bool:
        return not (self.changes or self.added or self.removed or self.reordered)


def between(workspace: Workspace, older: str, newer: str) -> Difference:
    """Return what differs between the record after one activity and after another (ids of activities).

    Raises:
        CatalogueError: the catalogue could not be asked, or kept no record with one of them.
    """
    return difference(workspace, workspace.catalogue.record_at(older), workspace.catalogue.record_at(newer))


def difference(workspace: Workspace, older: Mapping[str, Any], newer: Mapping[str, Any]) -> Difference:
    """Return what differs in meaning between two states of a record, field by field. Makes no request."""
    before = {str(r["id"]): str(r.get("name") or "") for r in older.get("resources") or ()}
    after = {str(r["id"]): str(r.get("name") or "") for r in newer.get("resources") or ()}
    changes: dict[str, list[Change]] = {}
    for target in [PACKAGE, *(i for i in after if i in before)]:
        old, new = section_of(older, target) or {}, section_of(newer, target) or {}
        fields = section_fields(workspace.schema_of(newer), target, {"url": None} if target else {})
        whole = {f.name: new.get(f.name) for f in fields}
        tags = next((f.name for f in fields if f.name == "tag_string"), None)
        if tags and tags not in new:
            whole[tags] = ", ".join(str(t.get("name")) for t in new.get("tags") or () if isinstance(t, Mapping))
        if found := diff(old, whole, fields):
            changes[target] = found
    common = [i for i in before if i in after]
    return Difference(
        changes,
        {i: n for i, n in after.items() if i not in before},
        {i: n for i, n in before.items() if i not in after},
        common != [i for i in after if i in before],
    )
