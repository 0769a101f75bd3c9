"""What an entry of the journal says, in words: rows of before and after, files for elsewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.store.journal import Entry
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.edits import FILE, ORDER, PACKAGE, fields_of

Row = tuple[str, str, str]  # field, before, after
Words = Callable[[Any, Field], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def rows_of(desk: Desk, entry: Entry, words: Words) -> list[Row]:
    """What an entry changed: field, before, after."""
    rows: list[Row] = []
    for target in sorted({*entry.after, *entry.before}, key=bool):
        before, after = entry.before.get(target), entry.after.get(target)
        name = "" if target == PACKAGE else str((after or {}).get("name") or (before or {}).get("name") or target[:8])
        if after is None:
            rows.append((name or _tr("Record"), "", _tr("deleted")))
            continue
        place = f"{name} › " if name else ""
        known = {f.name: f for f in fields_of(desk, target, after)}
        for field in after:
            old, new = (before or {}).get(field), after[field]
            if field == ORDER:
                rows.append((_tr("Order of the resources"), _listed(old), _listed(new)))
            elif field == FILE:
                rows.append((place + _tr("File"), str(old or "").rsplit("/", 1)[-1], str(new)))
            elif field == "resources" and isinstance(new, list):
                names = "\n".join(str(r.get("name") or "") for r in new if isinstance(r, Mapping))
                rows.append((_tr("Resources"), "", names))
            else:
                rows.append((place + known[field].label, words(old, known[field]), words(new, known[field])))
    return rows


def as_json(entries: Iterable[Entry]) -> str:
    """The entries as one JSON document."""
    return json.dumps([_plain(e) for e in entries], ensure_ascii=False, indent=2) + "\n"


def as_csv(entries: Iterable[Entry]) -> str:
    """The entries as a table, one line each; *before* and *after* as JSON in their cells."""
    out = io.StringIO()
    names = ("entry", "at", "user", "action", "package_id", "title", "outcome", "detail", "before", "after")
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    for entry in entries:
        plain = _plain(entry)
        sides = {side: json.dumps(plain[side], ensure_ascii=False) for side in ("before", "after")}
        writer.writerow({k: _harmless(v) for k, v in {**plain, **sides}.items()})
    return out.getvalue()


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "at": datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds"),
        "user": entry.user,
        "action": entry.action,
        "package_id": entry.package_id,
        "title": entry.title,
        "outcome": entry.outcome,
        "detail": entry.detail,
        "before": entry.before,
        "after": entry.after,
    }


def _harmless(value: Any) -> Any:
    """A spreadsheet takes a text that begins like this for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def _listed(ids: Sequence[str] | None) -> str:
    return "\n".join(str(i)[:8] for i in ids or ())
