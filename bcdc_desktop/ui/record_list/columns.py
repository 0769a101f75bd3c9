"""The columns of a record list: which there are, how each cell is rendered, and how the layout of each kind of list is
remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.rows import Order, PackageRow
from bcdc_desktop.app.search.views import SHEET
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.publishing import Visibility, state_field, visibility_label, visibility_of
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.text import grouped, relative_time

COLUMNS: tuple[Order, ...] = (
    "title", "state", "resources", "modified", "private", "organization", "formats", "licence", "created", "due",
    "lacks", "opened", "seen", "name", "id",
)  # fmt: skip
_USUAL: tuple[str, ...] = ("title", "state", "modified", "private")
_KEY = "columns"  # in the settings: catalogue -> kind of list -> layout
_WIDTHS = range(20, 2001)  # pixels
_VISIBILITIES = frozenset(map(str, Visibility))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordList", text)


def format_column(column: str) -> str:
    """Return the heading of a column."""
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
        "id": _tr("ID"),
        "private": _tr("Private"),
        "relevance": _tr("Relevance"),
    }
    return names[column]


@dataclass
class ColumnLayout:
    """The layout of one kind of list: columns in their order, widths set by hand (pixels), and the sort order."""

    columns: list[str] = field(default_factory=lambda: list(_USUAL))
    widths: dict[str, int] = field(default_factory=dict)
    sort: Order = "title"
    descending: bool = False


_BEGIN: dict[str, Callable[[], ColumnLayout]] = {
    "browse": ColumnLayout,
    "search": lambda: ColumnLayout(["title", "state", "modified"], sort="relevance"),
    "recent": lambda: ColumnLayout(["title", "state", "opened", "private"], sort="opened", descending=True),
    "drafts": lambda: ColumnLayout(sort="modified", descending=True),
    "problems": lambda: ColumnLayout(["title", "state", "lacks", "due"]),
    "waiting": lambda: ColumnLayout(["title", "state", "modified", "private"], sort="modified"),
}


def is_usual(columns: list[str]) -> bool:
    """Return whether columns are those of a kind of list where nobody chose any."""
    return any(columns == begin().columns for begin in _BEGIN.values())


class ColumnLayouts:
    """The layout of each kind of list (browsing, searching, some views) of each catalogue. Remembered in the
    settings."""

    def __init__(self, settings: Settings | None = None, catalogue: str = "") -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._layouts: dict[tuple[str, str], ColumnLayout] = {}

    def show_catalogue(self, name: str) -> None:
        """Return from now on the layouts of another catalogue; those of others stay as they were left."""
        self._catalogue = name

    def of(self, kind: str) -> ColumnLayout:
        """Return the layout of a kind of list; a change to it is remembered with the next ``remember``."""
        place = self._catalogue, kind
        if place not in self._layouts:
            self._layouts[place] = self._read(kind)
        return self._layouts[place]

    def usual(self, kind: str) -> ColumnLayout:
        """Return how a kind of list looks where nobody chose anything."""
        return _BEGIN.get(kind, ColumnLayout)()

    def reset(self, kind: str) -> None:
        """Reset to the usual columns; the order stays."""
        held, usual = self.of(kind), self.usual(kind)
        held.columns, held.widths = usual.columns, {}

    def to_store(self) -> tuple[str, Any]:
        """Return what is to be put into the settings."""
        stored = self._settings.get(_KEY, {}) if self._settings else {}
        kept = {name: dict(held) for name, held in stored.items() if isinstance(held, Mapping)} if stored else {}
        for (catalogue, kind), layout in self._layouts.items():
            kept.setdefault(catalogue, {})[kind] = asdict(layout)
        return _KEY, kept

    def _read(self, kind: str) -> ColumnLayout:
        layout = self.usual(kind)
        stored = self._settings.get(_KEY, {}) if self._settings else {}
        held = stored.get(self._catalogue) if isinstance(stored, Mapping) else None
        data = held.get(kind) if isinstance(held, Mapping) else None
        if not isinstance(data, Mapping):
            return layout
        columns = [c for c in data.get("columns") or () if c in COLUMNS]
        if "title" in columns:
            layout.columns = list(dict.fromkeys(columns))
        widths = data.get("widths")
        if isinstance(widths, Mapping):
            layout.widths = {
                str(c): int(w) for c, w in widths.items() if isinstance(w, int | float) and int(w) in _WIDTHS
            }
        if data.get("sort") in (*COLUMNS, "relevance"):
            layout.sort, layout.descending = data["sort"], bool(data.get("descending"))
        return layout


def kind_of(place: str, words: str) -> str:
    """Return the kind of a list: of a place that has one of its own, a search with words, or browsing."""
    if place in _BEGIN:
        return place
    return "search" if words.strip() else "browse"


class Cell(NamedTuple):
    """What a cell shows: its text; a chip (a publish state, or a text's colour role); a lock; a colour role for a text
    that needs attention; whether it stands at the right."""

    text: str
    chip: str | tuple[str, str] | None = None
    lock: bool = False
    loud: str | None = None
    right: bool = False


@dataclass(frozen=True)
class CellLabels:
    """What people read for an organization's id and for a publish state."""

    organization: Callable[[str], str] = str
    state: Callable[[str], str] = str

    @classmethod
    def of(cls, session: Session) -> CellLabels:
        """Return the labels of a catalogue: titles of its tree, and the labels of its schema."""

        def organization(org: str) -> str:
            owner = session.tree.get(org)
            return owner.title if owner else org

        return cls(organization, lambda state: format_state(state, session))


def is_local(row: PackageRow) -> bool:
    """Return whether a row is of something that is on this computer only: every record of a catalogue has a name."""
    return not row.name


def render_cell(row: PackageRow, column: Order, labels: CellLabels, now: datetime) -> Cell:
    """Return what a cell shows. Relative times are those at ``now``."""
    local = is_local(row)
    match column:
        case "title":
            return Cell(row.title or _tr("New record"))
        case "state" if local:
            text = _local_state(row)
            return Cell(text, chip=(text, "information"))
        case "state":
            state = row.publish_state or str(visibility_of({"state": row.state, "private": row.private}))
            return Cell(labels.state(state), chip=state)
        case "resources":
            return Cell(grouped(row.resources) if row.resources or not local else "", right=True)
        case "lacks":
            return Cell(grouped(row.lacks) if row.lacks else "", right=True)
        case "modified" | "created" | "opened" | "seen":
            when = _time_of(row, column)
            return Cell(relative_time(when, now) if when else "")
        case "organization":
            return Cell(labels.organization(row.org))
        case "private":
            return Cell("", lock=row.private and not local)
        case "due":
            late = bool(row.due) and str(row.due) < now.date().isoformat()
            return Cell(row.due or "", loud="warning" if late else None)
        case "id":
            return Cell("" if local else row.id)
        case _:
            return Cell(str(getattr(row, column) or ""))


def cell_tooltip(row: PackageRow, column: Order, labels: CellLabels, now: datetime) -> str:
    """Return what a cell says when the mouse rests on it."""
    match column:
        case "private":
            return _tr("Private") if row.private else _tr("Public")
        case "modified" | "created" | "opened" | "seen":
            when = _time_of(row, column)
            return exact_time(when) if when else ""
        case "lacks" if row.lacks:
            return _tr("How many fields of a complete record are empty here. Search with “missing:” to find out more.")
        case "title" | "state" | "resources":
            seen = _time_of(row, "seen")
            as_of = _tr("synced %1").replace("%1", relative_time(seen, now)) if seen and not is_local(row) else ""
            return "\n".join(p for p in (row.title, row.name, as_of) if p)
        case _:
            return render_cell(row, column, labels, now).text


def format_state(state: str, session: Session | None) -> str:
    """Return a publish state as people read it, by the schema's label; without one, how CKAN shows a record."""
    if state in _VISIBILITIES:
        return visibility_label(Visibility(state))
    schema = session.workspace.schema() if session else None
    field = state_field(schema) if schema else None
    label = field.choice_label(state) if field else state
    return label if label != state else state.capitalize().replace("_", " ")


def _local_state(row: PackageRow) -> str:
    if row.id.startswith(NEW):
        return _tr("New, not uploaded")
    return _tr("Files, not uploaded") if row.id.startswith(SHEET) else _tr("Not on the server")


def _time_of(row: PackageRow, column: str) -> datetime | None:
    if column == "created" or (column == "modified" and not is_local(row)):
        return parse_time(row.created if column == "created" else row.modified)
    seconds = row.opened if column == "opened" else row.seen
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
