"""The command palette: every command of the menus and every place to go to, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.rows import PackageRow
from bcdc_desktop.app.search.views import DRAFTS, SAVED
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui.navigation.model import view_icon, view_title
from bcdc_desktop.ui.search_controller import SearchController

from .command import Command
from .quick_pick import Pick, QuickPick

Rows = Sequence[PackageRow]


def _tr(text: str) -> str:
    return QCoreApplication.translate("CommandPalette", text)


class CommandPalette(QuickPick):
    """Offers commands first, then places; drafts and recent records follow when they were read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _tr("Command palette"),
            _tr("Type a command, a list, an organization or a record"),
            _tr("Nothing has these letters."),
            parent,
        )
        self.setObjectName("commandPalette")

    def add_commands(self, commands: Sequence[Command]) -> None:
        """Offer the commands of the menus."""
        self.add(
            [
                Pick(c.title, " › ".join(c.menus), c.action.trigger, "chevron-right", ", ".join(c.keys[:1]), c.reason())
                for c in commands
                if c.anywhere
            ]
        )

    def add_places(self, finding: SearchController, show_drafts: Callable[[], object]) -> None:
        """Offer views, saved searches and organizations, and a search for what was typed."""

        def go(key: str) -> Callable[[], object]:
            def choose() -> None:
                finding.choose(key)
                finding.packages.into()

            return show_drafts if key == DRAFTS else choose

        state = finding.search_state
        self.add(
            [
                Pick(
                    view_title(place.key),
                    self.tr("Saved search") if place.key.startswith(SAVED) else self.tr("List"),
                    go(place.key),
                    view_icon(place.key),
                )
                for place in state.places
            ]
        )
        self.add([Pick(o.title, self.tr("Organization"), go(o.id), "office-building-outline") for o in state.tree])

        def search(typed: str) -> list[Pick]:
            words = self.tr("Search all records for “%1”").replace("%1", typed)
            return [Pick(words, "", lambda: finding.show_records(typed), "magnify")]

        self.model.also = search

    def add_catalogues(self, profiles: Sequence[Profile], current: str, choose: Callable[[str], object]) -> None:
        """Offer the other catalogues."""

        def go(name: str) -> Callable[[], object]:
            return lambda: choose(name)

        detail = self.tr("Catalogue")
        self.add([Pick(p.label, detail, go(p.name), "database-outline") for p in profiles if p.name != current])

    def add_records(self, drafts: Rows, recent: Rows, show: Callable[[str], object]) -> None:
        """Offer drafts, and records that were opened last."""

        def go(record_id: str) -> Callable[[], object]:
            return lambda: show(record_id)

        untitled = self.tr("New record")
        self.add(
            [Pick(r.title or untitled, self.tr("Draft"), go(r.id), "file-document-edit-outline") for r in drafts]
            + [Pick(r.title or r.name, self.tr("Recent record"), go(r.id), "history") for r in recent]
        )
