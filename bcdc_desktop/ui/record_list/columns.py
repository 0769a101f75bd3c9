"""The columns of a list: what there is, what is shown of it, and how that is remembered for each kind of list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.store.cache import Order
from bcdc_desktop.store.settings import Settings

COLUMNS: tuple[Order, ...] = (
    "title", "state", "resources", "modified", "private", "organization", "formats", "licence", "created", "due",
    "lacks", "opened", "seen", "name", "id",
)  # fmt: skip
_USUAL: tuple[str, ...] = ("title", "state", "resources", "modified", "private")
_KEY = "lists"  # in the settings


def _tr(text: str) -> str:
    return QCoreApplication.translate("Columns", text)


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
