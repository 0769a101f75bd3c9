"""What stands in the cells of a list of records."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.search.views import SHEET
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.store.cache import PackageRow
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.text import exact_time, grouped, relative_time


def _tr(text: str) -> str:
    return QCoreApplication.translate("PackageList", text)


def is_here(row: PackageRow) -> bool:
    """Whether a row is of something that is on this computer only: every record of a catalogue has a name."""
    return not row.name


def cell_text(row: PackageRow, column: str, session: Session | None) -> str:
    """The text of a cell."""
    match column:
        case "title":
            return row.title or _tr("New record")
        case "state":
            return _here_words(row) if is_here(row) else format_state(row.publish_state or row.state, session)
        case "resources":
            return grouped(row.resources) if row.resources or not is_here(row) else ""
        case "lacks":
            return grouped(row.lacks) if row.lacks else ""
        case "modified":
            return _ago(_modified(row))
        case "created":
            return _ago(parse_time(row.created))
        case "opened" | "seen":
            return _ago(_moment(row.opened if column == "opened" else row.seen))
        case "organization":
            owner = session.tree.get(row.org) if session else None
            return owner.title if owner else row.org
        case "private":
            return ""  # the lock says it
        case "id":
            return "" if is_here(row) else row.id
        case _:
            return str(getattr(row, column) or "")


def cell_tip(row: PackageRow, column: str, session: Session | None) -> str:
    """What is said of a cell when the mouse rests on it."""
    if column == "private":
        return _tr("Private") if row.private else _tr("Public")
    moments = {
        "modified": _modified(row),
        "created": parse_time(row.created),
        "opened": _moment(row.opened),
        "seen": _moment(row.seen),
    }
    if column in moments:
        when = moments[column]
        return exact_time(when) if when else ""
    if column == "lacks" and row.lacks:
        return _tr("What a complete record has and this one lacks. “missing:” in a search tells more.")
    if column not in ("title", "state", "resources"):
        return cell_text(row, column, session)
    seen = _moment(row.seen)
    as_of = _tr("as of %1").replace("%1", _ago(seen)) if seen and not is_here(row) else ""
    return "\n".join(p for p in (row.title, row.name, as_of) if p)


def cell_loud(row: PackageRow, column: str, today: date) -> str | None:
    """The colour role of a cell that is to be seen."""
    return "warning" if column == "due" and row.due and row.due < today.isoformat() else None


def format_state(state: str, session: Session | None) -> str:
    """A publish state as people write it, by the schema's label."""
    schema = session.workspace.schema() if session else None
    field = schema.dataset_field("publish_state") if schema else None
    label = field.choice_label(state) if field else state
    return label if label != state else state.capitalize().replace("_", " ")


def _here_words(row: PackageRow) -> str:
    if row.id.startswith(NEW):
        return _tr("New, not sent")
    return _tr("Files, not sent") if row.id.startswith(SHEET) else _tr("Not on the server")


def _modified(row: PackageRow) -> datetime | None:
    return _moment(row.seen) if is_here(row) else parse_time(row.modified)


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _ago(when: datetime | None) -> str:
    return relative_time(when, datetime.now(UTC)) if when else ""
