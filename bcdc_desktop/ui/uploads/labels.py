"""What a sheet says about its rows, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.widgets.text import grouped, human_size

if TYPE_CHECKING:  # reading tables needs much that a start does not
    from bcdc_desktop.preflight.findings import Finding
    from bcdc_desktop.preflight.proposal import Match
    from bcdc_desktop.preflight.table_schema import SchemaDifference
    from bcdc_desktop.ui.uploads.file_row import Blocker, SheetRow
    from bcdc_desktop.ui.uploads.state import SheetState

SEVERITY_ICONS = {
    "error": ("alert-circle-outline", "danger"),
    "warning": ("alert-outline", "warning"),
    "advice": ("information-outline", "muted"),
}
"""An icon's name and the role of its colour."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def files(count: int) -> str:
    """``1 file``, ``5 files``."""
    return _tr("1 file") if count == 1 else _tr("{n} files").format(n=grouped(count))


def title(count: int, package: Package) -> str:
    """What the sheet is for."""
    return _tr("{files} for “{record}”").format(files=files(count), record=package.title)


def summary(state: SheetState) -> str:
    """``4 replace · 1 create · 1 needs mending · 1 left out``."""
    rows = state.rows
    read = [r for r in rows if r.item is not None]
    parts = (
        (_tr("{n} replace"), sum(r.ready and r.what == "replace" for r in read)),
        (_tr("{n} create"), sum(r.ready and r.what == "create" for r in read)),
        (_tr("{n} to decide"), sum(r.what != "skip" and _kind(r) == "decide" for r in read)),
        (_tr("{n} to complete"), sum(r.what != "skip" and _kind(r) == "complete" for r in read)),
        (_tr("{n} to mend"), sum(r.what != "skip" and _kind(r) == "mend" for r in read)),
        (_tr("{n} left out"), sum(r.what == "skip" for r in read)),
        (_tr("{n} being read"), len(rows) - len(read)),
    )
    return " · ".join(text.format(n=grouped(n)) for text, n in parts if n)


def _kind(row: SheetRow) -> str:
    """What a row that is held back waits for; the first thing to do about it."""
    if not row.troubles:
        return ""
    return {"fields": "complete", "errors": "mend"}.get(row.troubles[0].kind, "decide")


def what(row: SheetRow) -> tuple[str, str]:
    """The chip: its words and its colour role."""
    if row.item is None:
        return _tr("Reading"), "neutral"
    if row.what == "skip":
        return _tr("Skip"), "neutral"
    if row.undecided:
        return _tr("Choose"), "danger"
    return (_tr("Replace"), "warning") if row.what == "replace" else (_tr("Create"), "information")


def check(row: SheetRow, state: SheetState) -> tuple[str, str]:
    """The last column: what is to be known of the file, and its colour role (empty: muted)."""
    if row.item is None:
        share = int(row.read * 100)
        reading = _tr("Reading, {n} %").format(n=share) if share else _tr("Waits to be read")
        if row.partial_result is not None and (found := row.partial_result.counts.get("error", 0)):
            count = _tr("1 error") if found == 1 else _tr("{n} errors").format(n=grouped(found))
            return f"{reading} · {count}", "danger"
        return reading, ""
    if row.item.problem:
        return row.item.problem, "danger"
    if row.what == "skip":
        return _tr("Left out by you"), ""
    if row.troubles:
        return trouble(row.troubles[0], row, state), "danger"
    if row.errors:
        count = _tr("1 error") if row.errors == 1 else _tr("{n} errors").format(n=grouped(row.errors))
        return _tr("{errors}, sent anyway").format(errors=count), "warning"
    if row.difference:
        return differences(row.difference)[0], "warning"
    warnings = [f for f in row.findings if f.severity == "warning"]
    if warnings:
        more = f" (+{len(warnings) - 1})" if len(warnings) > 1 else ""
        return finding(warnings[0]) + more, "warning"
    text = _tr("Columns as before") if row.compared else shape(row)
    return (_tr("{what}, a mended copy").format(what=text) if row.original else text), ""


def shape(row: SheetRow) -> str:
    """``8 columns, 12 480 rows`` of a table; the format of anything else."""
    found = row.item.check if row.item else None
    if found is None:
        return ""
    if not found.columns:
        return _tr("{format}, sent as it is").format(format=found.format.upper())
    columns = _tr("1 column") if len(found.columns) == 1 else _tr("{n} columns").format(n=grouped(len(found.columns)))
    rows = _tr("1 row") if found.rows == 1 else _tr("{n} rows").format(n=grouped(found.rows))
    return f"{columns}, {rows}"


def trouble(found: Blocker, row: SheetRow, state: SheetState) -> str:
    """Why a row cannot go out."""
    match found.kind:
        case "reading":
            return _tr("Being read")
        case "unusable":
            return row.item.problem if row.item else ""
        case "undecided":
            return looks_like(next(m for m in row.matches if m.exact))
        case "resource":
            return _tr("Choose the resource to replace")
        case "taken":
            return _tr("“{file}” replaces this resource already").format(file=found.names[0])
        case "fields":
            names = [label(state.schema, n) for n in found.names]
            return _tr("Needed: {fields}").format(fields=", ".join(names))
        case "errors":
            worst = next((f for f in row.findings if f.severity == "error"), None)
            return finding(worst) if worst else _tr("It has errors")


def looks_like(match: Match) -> str:
    """What is offered for a match."""
    reason = {"file name": _tr("file name"), "name": _tr("name"), "columns": _tr("columns")}[match.reason]
    return _tr("Looks like a new version of “{name}” ({reason})").format(name=match.name, reason=reason)


def place(found: Finding) -> str:
    """Where a finding is: ``Row 1 204, AREA``; nothing for the whole file."""
    parts = []
    if found.row is not None:
        parts.append(_tr("Row {n}").format(n=grouped(found.row)))
    if isinstance(found.column, int):
        parts.append(_tr("column {n}").format(n=found.column))
    elif found.column:
        parts.append(found.column)
    return ", ".join(parts)


def finding(found: Finding) -> str:
    """A finding in one line."""
    where = place(found)
    return f"{where}: {found.message}" if where else found.message


def differences(found: SchemaDifference) -> list[str]:
    """What changes for those who read the data, one line a change."""
    lines = [_tr("Column {old} is now {new}").format(old=old, new=new) for old, new in found.renamed]
    lines += [_tr("Column {name} is gone").format(name=name) for name in found.removed]
    lines += [_tr("Column {name} is new").format(name=name) for name in found.added]
    lines += [
        _tr("Column {name} was {old} and is now {new}").format(name=name, old=old, new=new)
        for name, old, new in found.retyped
    ]
    return lines


def label(schema: DatasetSchema, name: str) -> str:
    """A field as people call it."""
    found = schema.resource_field(name)
    return found.label if found else name


def period(value: tuple[str, str] | None) -> str:
    """``2024-01-01 – 2024-12-31``."""
    return " – ".join(p for p in value if p) if value else ""


def batch_line(state: SheetState) -> str:
    """What goes out, and what holds if something fails."""
    sizes = state.sizes()
    if not sizes:
        return ""
    size = human_size(sum(sizes))
    batches = state.batches()
    if batches == 1:
        return _tr("{size} in one act: all of it is stored, or nothing").format(size=size)
    return _tr("{size} in {n} acts: each is stored whole, or not at all").format(size=size, n=batches)


def not_yet(state: SheetState) -> str:
    """Why the sheet cannot be sent; empty when it can."""
    if state.reading:
        return _tr("Still being read: {files}").format(files=files(state.reading))
    held = [r for r in state.rows if r.what != "skip" and r.troubles]
    if held:
        lines = [f"{r.file_name}: {trouble(r.troubles[0], r, state)}" for r in held[:5]]
        if len(held) > 5:
            lines.append(_tr("and {n} more").format(n=len(held) - 5))
        return "\n".join(lines)
    return "" if state.complete else _tr("Every file is left out")
