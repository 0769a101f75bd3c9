"""Texts of the upload dialog about its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.uploads.form_size import format_left_out
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.column_types import column_type_label
from bcdc_desktop.ui.widgets.text import counted, grouped, human_size, labelled

if TYPE_CHECKING:  # preflight imports libraries that a start does not need
    from bcdc_desktop.app.uploads.repairs import Repairs
    from bcdc_desktop.app.uploads.sheet import SheetState
    from bcdc_desktop.app.uploads.sheet_row import Blocker, SheetRow
    from bcdc_desktop.preflight.findings import Finding
    from bcdc_desktop.preflight.proposal import Match
    from bcdc_desktop.preflight.table_schema import SchemaDifference

SEVERITY_ICONS = {
    "error": ("alert-circle-outline", "danger"),
    "warning": ("alert-outline", "warning"),
    "advice": ("information-outline", "muted"),
}
"""Severity -> name of the icon, colour role."""
_NAMES_SHOWN = 3
_LINES = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def files(count: int) -> str:
    """Return ``1 file`` or ``5 files``."""
    return counted(count, _tr("1 file"), _tr("{n} files").format(n=grouped(count)))


def title(count: int, package: Package) -> str:
    """Return the title of the dialog."""
    return _tr("{files} for “{record}”").format(files=files(count), record=package.title)


def summary(state: SheetState) -> str:
    """Return ``4 replace · 1 create · 1 to fix · 1 left out``."""
    rows = state.rows
    read = [r for r in rows if r.item is not None]
    parts = (
        (_tr("{n} replace"), sum(r.ready and r.what == "replace" for r in read)),
        (_tr("{n} create"), sum(r.ready and r.what == "create" for r in read)),
        (_tr("{n} to decide"), sum(r.what != "skip" and _kind(r) == "decide" for r in read)),
        (_tr("{n} to complete"), sum(r.what != "skip" and _kind(r) == "complete" for r in read)),
        (_tr("{n} to fix"), sum(r.what != "skip" and _kind(r) == "fix" for r in read)),
        (_tr("{n} left out"), sum(r.what == "skip" for r in read)),
        (_tr("{n} being checked"), len(rows) - len(read)),
    )
    return " · ".join(text.format(n=grouped(n)) for text, n in parts if n)


def _kind(row: SheetRow) -> str:
    """Return what is to be done first about a row that cannot be uploaded yet; empty where nothing is."""
    if not row.blockers:
        return ""
    return {"fields": "complete", "errors": "fix"}.get(row.blockers[0].kind, "decide")


def what(row: SheetRow) -> tuple[str, str]:
    """Return the text of the chip for what happens to a file, and its colour role."""
    if row.item is None:
        return _tr("Checking"), "neutral"
    if row.what == "skip":
        return _tr("Skip"), "neutral"
    if row.undecided:
        return _tr("Choose"), "danger"
    return (_tr("Replace"), "warning") if row.what == "replace" else (_tr("Create"), "information")


def check(row: SheetRow, state: SheetState) -> tuple[str, str]:
    """Return the text of the last column, and its colour role (empty: muted)."""
    if row.item is None:
        share = int(row.read * 100)
        reading = _tr("Checking, {n}%").format(n=share) if share else _tr("Waiting to be checked")
        if row.partial_result is not None and (found := row.partial_result.counts.get("error", 0)):
            count = _tr("1 error") if found == 1 else _tr("{n} errors").format(n=grouped(found))
            return f"{reading} · {count}", "danger"
        return reading, ""
    if row.item.problem:
        return row.item.problem, "danger"
    if row.what == "skip":
        return _tr("Left out"), ""
    # what is said first does not hide what else is wrong
    warnings = [f for f in row.findings if f.severity == "warning"]
    also = [_errors(row.errors)] if row.errors else []
    if warnings:
        many = _tr("{n} warnings").format(n=grouped(len(warnings)))
        also.append(_tr("1 warning") if len(warnings) == 1 else many)
    if row.blockers:
        besides = also[1:] if row.errors and row.blockers[0].kind == "errors" else also
        return " · ".join((blocker(row.blockers[0], row, state), *besides)), "danger"
    if row.errors:
        first = _tr("{errors}, uploaded anyway").format(errors=also[0])
        return " · ".join((first, *also[1:])), "warning"
    if row.difference:
        if row.difference.nothing_in_common(len((row.schema or {}).get("fields") or ())):
            first = _tr("No column in common with the current file")
        else:
            lines = differences(row.difference)
            first = lines[0] + (f" (+{len(lines) - 1})" if len(lines) > 1 else "")
        return " · ".join((first, *also)), "warning"
    if left_out := state.left_out_of(row):
        return " · ".join((format_left_out(left_out), *also)), "warning"
    if warnings:
        more = f" (+{len(warnings) - 1})" if len(warnings) > 1 else ""
        return finding(warnings[0]) + more, "warning"
    text = _tr("Columns as before") if row.compared else shape(row)
    return (_tr("{what}, fixed copy").format(what=text) if row.original else text), ""


def _errors(count: int) -> str:
    return counted(count, _tr("1 error"), _tr("{n} errors").format(n=grouped(count)))


def shape(row: SheetRow) -> str:
    """Return ``8 columns, 12 480 rows`` for a table; the format for anything else."""
    found = row.item.check if row.item else None
    if found is None:
        return ""
    if not found.columns:
        return _tr("{format}, not checked").format(format=found.format.upper())
    columns = _tr("1 column") if len(found.columns) == 1 else _tr("{n} columns").format(n=grouped(len(found.columns)))
    rows = counted(found.rows, _tr("1 row"), _tr("{n} rows").format(n=grouped(found.rows)))
    return f"{columns}, {rows}"


def blocker(found: Blocker, row: SheetRow, state: SheetState) -> str:
    """Return why a row cannot be uploaded."""
    match found.kind:
        case "reading":
            return _tr("Being checked")
        case "unusable":
            return row.item.problem if row.item else ""
        case "undecided":
            return looks_like(next(m for m in row.matches if m.exact))
        case "resource":
            return _tr("Choose the resource to replace")
        case "taken":
            return _tr("“{file}” already replaces this resource").format(file=found.names[0])
        case "fields":
            names = [label(state.schema, n) for n in found.names]
            return _tr("Required: {fields}").format(fields=", ".join(names))
        case "errors":
            worst = next((f for f in row.findings if f.severity == "error"), None)
            return finding(worst) if worst else _tr("The file has errors")


def looks_like(match: Match) -> str:
    """Return the text about a resource that a file may be a new version of."""
    reason = {"file name": _tr("file name"), "name": _tr("name"), "columns": _tr("columns")}[match.reason]
    return _tr("Looks like a new version of “{name}” ({reason})").format(name=match.name, reason=reason)


def place(found: Finding) -> str:
    """Return the place of a finding: ``Row 1 204, AREA``; empty for the whole file."""
    parts = []
    if found.row is not None:
        parts.append(_tr("Row {n}").format(n=grouped(found.row)))
    if found.column:
        parts.append(column(found.column))
    return ", ".join(parts)


def finding(found: Finding) -> str:
    """Return a finding in one line."""
    where = place(found)
    return labelled(where, found.message) if where else found.message


def column(name: str | int) -> str:
    """Return a column, by its name or its position from 1, as it is shown."""
    return name if isinstance(name, str) else _tr("column {n}").format(n=name)


def repairs(could: Repairs) -> list[str]:
    """Return what can be repaired in a file, one text for each kind."""
    found = []
    if could.encoding:
        found.append(_tr("UTF-8"))
    if could.line_ends:
        found.append(_tr("CRLF line ends"))
    if could.trailing_empty:
        found.append(_tr("no empty lines at the end"))
    if could.names:
        names = [f"{column(old)} → {new}" for old, new in could.names.items()]
        more = ["…"] if len(names) > _NAMES_SHOWN else []
        found.append(_tr("column names ({names})").format(names=", ".join(names[:_NAMES_SHOWN] + more)))
    return found


def differences(found: SchemaDifference) -> list[str]:
    """Return what changes in the columns, one line a change."""
    lines = [_tr("Column {old} is now {new}").format(old=old, new=new) for old, new in found.renamed]
    lines += [_tr("Column {name} was removed").format(name=name) for name in found.removed]
    lines += [_tr("Column {name} is new").format(name=name) for name in found.added]
    lines += [
        _tr("Column {name} was {old} and is now {new}").format(
            name=name, old=column_type_label(old), new=column_type_label(new)
        )
        for name, old, new in found.retyped
    ]
    return lines


def label(schema: DatasetSchema, name: str) -> str:
    """Return the label of a field."""
    found = schema.resource_field(name)
    return found.label if found else name


def period(value: tuple[str, str] | None) -> str:
    """Return ``2024-01-01 – 2024-12-31``."""
    return " – ".join(p for p in value if p) if value else ""


def batch_line(state: SheetState) -> str:
    """Return the size of the upload and the number of batches; empty where there is nothing to upload."""
    sizes = state.sizes()
    if not sizes:
        return ""
    size = human_size(sum(sizes))
    batches = state.batches()
    if batches == 1:
        return _tr("{size} in one batch, all or nothing").format(size=size)
    return _tr("{size} in {n} batches; each batch is all or nothing").format(size=size, n=batches)


def not_yet(state: SheetState) -> str:
    """Return why the upload cannot be started; empty where it can."""
    if state.reading:
        return _tr("Still checking {files}").format(files=files(state.reading))
    blocked = [r for r in state.rows if r.what != "skip" and r.blockers]
    if blocked:
        lines = [labelled(r.file_name, blocker(r.blockers[0], r, state)) for r in blocked[:_LINES]]
        if len(blocked) > _LINES:
            lines.append(_tr("and {n} more").format(n=len(blocked) - _LINES))
        return "\n".join(lines)
    return "" if state.complete else _tr("All files are left out")
