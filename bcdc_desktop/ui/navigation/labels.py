"""What ready places are called, and their icons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.app.search.views import ALL, DRAFTS, MINE, PROBLEMS, RECENT, SAVED, WAITING

_ICONS = {
    ALL: "database-outline",
    RECENT: "history",
    MINE: "account-outline",
    DRAFTS: "file-document-edit-outline",
    PROBLEMS: "alert-outline",
    WAITING: "inbox-outline",
}


def place_title(key: str) -> str:
    """The name of a place."""
    if key.startswith(SAVED):
        return key.removeprefix(SAVED)
    titles = {
        ALL: _tr("All records"),
        RECENT: _tr("Recent"),
        MINE: _tr("Mine"),
        DRAFTS: _tr("Drafts on this computer"),
        PROBLEMS: _tr("With problems"),
        WAITING: _tr("Waiting for me"),
    }
    return titles.get(key, key)


def place_icon(key: str) -> str:
    """The name of a place's icon."""
    return "bookmark-outline" if key.startswith(SAVED) else _ICONS.get(key, "magnify")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Places", text)
