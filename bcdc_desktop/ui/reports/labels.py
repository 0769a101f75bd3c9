"""What the bars of the health of holdings are called, and their colours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.reports.quality import Bar
from bcdc_desktop.domain.search.query import condition
from bcdc_desktop.ui.search.labels import ValueFormatter

_FORMATS = 9  # bars; what is rarer is one more
_STATE_COLOURS = {
    "published": "accent_success",
    "draft": "border_strong",
    "pending publish": "accent_warning",
    "pending archive": "accent_warning",
    "archived": "border_strong",
    "rejected": "danger",
    "deleted": "danger",
}
_SCHEDULE_COLOURS = {
    "current": "accent_success",
    "late": "accent_warning",
    "later": "accent_warning",
    "latest": "danger",
    "none": "border_strong",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Health", text)


def format_schedule(key: str) -> str:
    """How late the data of records is, by their own update cycle."""
    names = {
        "current": _tr("Up to date"),
        "late": _tr("Late by up to 3 months"),
        "later": _tr("Late by up to a year"),
        "latest": _tr("Late by more than a year"),
        "none": _tr("No cycle promised"),
    }
    return names[key]


def format_aspect(bar: Bar) -> str:
    """What records lack."""
    names = {
        "description": _tr("Description"),
        "purpose": _tr("Purpose"),
        "quality": _tr("Data quality"),
        "lineage": _tr("Lineage"),
        "licence": _tr("Licence"),
        "tag": _tr("Keywords"),
        "contact": _tr("Contact"),
        "resource": _tr("Resources"),
        "resource-description": _tr("Descriptions of resources"),
        "columns": _tr("Columns of tables"),
    }
    return names.get(bar.key, bar.label)


def state_bars(bars: tuple[Bar, ...], words: ValueFormatter) -> list[tuple[str, Bar, str]]:
    """Label, bar and colour role of records by state."""
    return [(words.value("state", b.key, b.label), b, _STATE_COLOURS.get(b.key, "badge")) for b in bars]


def schedule_bars(bars: tuple[Bar, ...]) -> list[tuple[str, Bar, str]]:
    """The same of records by how late their data is."""
    return [(format_schedule(b.key), b, _SCHEDULE_COLOURS[b.key]) for b in bars]


def format_bars(bars: tuple[Bar, ...], scope: str) -> list[tuple[str, Bar, str]]:
    """The same of resources by format: the most frequent ones, and all others as one bar."""
    shown = [(b.label.upper(), b, "badge") for b in bars[:_FORMATS]]
    rest = bars[_FORMATS:]
    if rest:
        query = f"{scope} {condition('format', *(b.label for b in rest))}".strip()
        other = Bar("other", "other", sum(b.count for b in rest), query)
        shown.append((_tr("%1 other formats").replace("%1", str(len(rest))), other, "border_strong"))
    return shown


def lacking_bars(bars: tuple[Bar, ...]) -> list[tuple[str, Bar, str]]:
    """The same of records by what they lack."""
    return [(format_aspect(b), b, "accent_warning" if b.count else "border_strong") for b in bars]
