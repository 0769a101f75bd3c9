"""The columns of a record list: which there are, how each cell is rendered, and how the layout of each kind of list is
remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.search.views import SHEET
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.store.cache import Order, PackageRow
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.text import exact_time, grouped, relative_time

COLUMNS: tuple[Order, ...] = (
    "title", "state", "resources", "modified", "private", "organization", "formats", "licence", "created", "due",
    "lacks", "opened", "seen", "name", "id",
)  # fmt: skip
_USUAL: tuple[str, ...] = ("title", "state", "resources", "modified", "private")
_KEY = "lists"  # in the settings


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordList", text)


def format_column(column: str) -> str:
    """The heading of a column."""
    names = {
        "title": _tr("Title"),
        "organization": _tr("Organization"),
        "state": _tr("State"),
        "resources": _tr("Resources"),
        "formats": _tr("Formats"),
        "licence": _tr("Licence"),
        "lacks": _tr("Missing"),
        "due": _tr("Update due"),
        "created": _tr("Created"),
        "modified": _tr("Modified"),
        "opened": _tr("Opened"),
        "seen": _tr("As of"),
        "name": _tr("Name"),
        "id": _tr("Id"),
        "private": _tr("Private"),
        "relevance": _tr("Relevance"),
    }
    return names[column]


@dataclass
class ColumnLayout:
    """How one kind of list looks: its columns in their order, widths that were set by hand (pixels), and its order."""

    columns: list[str] = field(default_factory=lambda: list(_USUAL))
    widths: dict[str, int] = field(default_factory=dict)
    sort: Order = "title"
    descending: bool = False


_BEGIN: dict[str, Callable[[], ColumnLayout]] = {
    "browse": ColumnLayout,
    "search": lambda: ColumnLayout(["title", "state", "modified"], sort="relevance"),
    "recent": lambda: ColumnLayout(
        ["title", "state", "resources", "opened", "private"], sort="opened", descending=True
    ),
    "drafts": lambda: ColumnLayout(sort="modified", descending=True),
    "problems": lambda: ColumnLayout(["title", "state", "lacks", "due"]),
    "waiting": lambda: ColumnLayout(["title", "state", "modified", "private"], sort="modified"),
}


class ColumnLayouts:
    """How each kind of list looks: browsing, searching, and places of their own kind. Remembered in the settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings
        self._looks: dict[str, ColumnLayout] = {}

    def of(self, kind: str) -> ColumnLayout:
        """The look of a kind of list; a change to it is remembered with the next ``remember``."""
        if kind not in self._looks:
            self._looks[kind] = self._read(kind)
        return self._looks[kind]

    def usual(self, kind: str) -> ColumnLayout:
        """How a kind of list looks where nobody chose anything."""
        return _BEGIN.get(kind, ColumnLayout)()

    def reset(self, kind: str) -> None:
        """Back to the usual columns; the order stays."""
        held, usual = self.of(kind), self.usual(kind)
        held.columns, held.widths = usual.columns, {}

    def to_store(self) -> tuple[str, Any]:
        """What is to be put into the settings."""
        stored = self._settings.get(_KEY, {}) if self._settings else {}
        kept = stored if isinstance(stored, dict) else {}
        return _KEY, {**kept, **{kind: asdict(look) for kind, look in self._looks.items()}}

    def _read(self, kind: str) -> ColumnLayout:
        look = self.usual(kind)
        stored = self._settings.get(_KEY, {}) if self._settings else {}
        data = stored.get(kind) if isinstance(stored, Mapping) else None
        if not isinstance(data, Mapping):
            return look
        columns = [c for c in data.get("columns") or () if c in COLUMNS]
        if "title" in columns:
            look.columns = list(dict.fromkeys(columns))
        widths = data.get("widths")
        if isinstance(widths, Mapping):
            look.widths = {str(c): int(w) for c, w in widths.items() if isinstance(w, int | float) and 20 <= w <= 2000}
        if data.get("sort") in (*COLUMNS, "relevance"):
            look.sort, look.descending = data["sort"], bool(data.get("descending"))
        return look


def kind_of(place: str, words: str) -> str:
    """The kind of a list: of a place that has one of its own, a search with words, or browsing."""
    if place in _BEGIN:
        return place
    return "search" if words.strip() else "browse"


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
