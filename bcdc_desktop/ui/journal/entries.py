"""Changes of a journal entry as rows of text: field, before, after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.rows import JournalEntry
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, section_fields
from bcdc_desktop.domain.schema import Field

Row = tuple[str, str, str]  # field, before, after
Words = Callable[[Any, Field], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def rows_of(workspace: Workspace, entry: JournalEntry, words: Words) -> list[Row]:
    """Return what an entry changed: field, before, after; values in words as ``words`` writes them."""
    rows: list[Row] = []
    for target in sorted({*entry.after, *entry.before}, key=bool):
        before, after = entry.before.get(target), entry.after.get(target)
        name = "" if target == PACKAGE else str((after or {}).get("name") or (before or {}).get("name") or target[:8])
        if after is None:
            rows.append((name or _tr("Record"), "", _tr("deleted")))
            continue
        place = f"{name} › " if name else ""
        known = {f.name: f for f in section_fields(workspace.schema(), target, after)}
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


def _listed(ids: Sequence[str] | None) -> str:
    return "\n".join(str(i)[:8] for i in ids or ())
