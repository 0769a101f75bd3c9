"""Ties the search together: field, places, facets and list change one question, and show what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.search.saved import SavedSearch, SavedSearches
from bcdc_desktop.app.search.views import ALL, SAVED, RecordView, organization_query
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.completion import Completion
from bcdc_desktop.domain.search.query_edit import joined, pieces, without, words_alone
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.navigation.pane import OrganizationPane
from bcdc_desktop.ui.record_list.columns import ColumnLayouts
from bcdc_desktop.ui.record_list.export_dialog import ExportFlow
from bcdc_desktop.ui.record_list.model import Chosen
from bcdc_desktop.ui.record_list.pane import PackagePane
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .facets import FacetPanel
from .field import SearchField
from .labels import ValueFormatter
from .name_dialog import NameSearchDialog
from .query_linter import QueryLinter
from .search_state import SearchState
from .side import SidePane

_LOOKED_AT_MS = 1500


class SearchController(QObject):
    """Owns the panes that find records, and what is done with all of a list."""

    def __init__(self, field: SearchField, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._session: Session | None = None
        self._searches: SavedSearches | None = None
        self.looks = ColumnLayouts(settings)
        self.words = ValueFormatter()
        self.search_state = SearchState(self)
        self.field = field
        self.organizations = OrganizationPane(window)
        self.packages = PackagePane(self.search_state, self.words, window)
        self._bar = self.packages.bar
        self.exported_to: Callable[[], MessageBar] = lambda: self._bar  # where it is told what became of an export
        self.exporting = ExportFlow(settings, lambda: self.exported_to(), window)
        self.facets = FacetPanel(self.search_state, self.words, window)
        self.side = SidePane(self.organizations, self.facets, window)
        self.query_linter = QueryLinter(self.search_state, field, self)
        self._values, self._licences = LatestOnly("disk", self), LatestOnly("disk", self)
        self._shown = QTimer(self)  # a list that stays on screen for a moment is to be true
        self._shown.setSingleShot(True)
        self._shown.setInterval(_LOOKED_AT_MS)
        self._shown.timeout.connect(self._refresh_if_old)
        self._connect()

    def show_session(self, session: Session) -> None:
        """Shows another catalogue; the search begins anew."""
        if self._session is not session and self._session is not None:
            self.search_state.ask("")
        self._session = session
        self._searches = SavedSearches(self._settings, session.workspace.profile.name)
        self.words.schema = session.workspace.schema()
        self._learn(session)
        session.synchronized.connect(lambda: self._learn(session))
        self.query_linter.show_session(session)
        self.organizations.show_session(session, self._searches)
        self.packages.show_session(session, self.looks)
        self.facets.show_session(session)

    def choose(self, key: str) -> None:
        """Shows a place or an organization, with nothing narrowed down there."""
        organization = self.search_state.tree.get(key)
        if organization is not None:
            self.search_state.ask(organization_query(organization.name))
            return
        place = next((p for p in self.search_state.places if p.key == key), None)
        if place is None:
            return
        order = (place.sort, place.descending) if key.startswith(SAVED) else None
        self.search_state.ask(place.words, order=order)

    def show_records(self, words: str) -> None:
        """Shows the records behind a number elsewhere."""
        self.search_state.ask(words)
        self.packages.into()

    def search_everywhere(self) -> None:
        """Ctrl+K: what is typed takes the place of what is there."""
        self.field.begin()

    def search_here(self) -> None:
        """Ctrl+F: what is typed narrows down what is shown."""
        self.field.go_on()

    def save_search(self) -> None:
        """Asks for a name and keeps the search that is shown, with its order."""
        if self._searches is None:
            return
        searches, search_state = self._searches, self.search_state
        key = search_state.where.key
        name = key.removeprefix(SAVED) if key.startswith(SAVED) else self._proposed_name()
        taken = frozenset(s.name for s in searches.all())
        dialog = NameSearchDialog(self.tr("Save this search"), search_state.text, name, taken, self._window)
        sort, descending = self.packages.order
        text = search_state.text
        dialog.named.connect(lambda n: self._store(lambda: searches.save(SavedSearch(n, text, sort, descending))))
        _open(dialog)

    def export_list(self) -> None:
        """Asks what of the list goes into which kind of file."""
        session, packages = self._session, self.packages
        if session is None:
            return
        if self.search_state.among_drafts:  # they have a pane of their own
            self.exporting.ask(session, packages.query, Chosen(), ())
        else:
            self.exporting.ask(session, packages.query, packages.selected(), packages.shown_columns)

    def rename_search(self, name: str) -> None:
        """Asks for another name of a saved search."""
        searches = self._searches
        held = searches.get(name) if searches else None
        if searches is None or held is None:
            return
        taken = frozenset(s.name for s in searches.all())
        dialog = NameSearchDialog(self.tr("Rename this search"), held.words, name, taken, self._window)
        dialog.named.connect(lambda new: self._store(lambda: searches.rename(name, new)))
        _open(dialog)

    def remove_search(self, name: str) -> None:
        """Deletes a saved search; it can be taken back."""
        searches = self._searches
        held = searches.get(name) if searches else None
        if searches is None or held is None:
            return

        def take_back() -> None:
            self._store(lambda: searches.save(held))
            self._bar.hide()

        self._store(lambda: searches.remove(name))
        self._bar.show_message(
            "information",
            self.tr("The search “%1” is deleted.").replace("%1", name),
            [(self.tr("Take back"), take_back)],
        )

    # inside

    def _connect(self) -> None:
        search_state, field, head = self.search_state, self.field, self.packages.head
        field.textChanged.connect(self._typed)
        field.typed.connect(lambda text: self.side.search_began() if text.strip() else self.side.search_ended())
        field.intoListAsked.connect(self._into_list)
        field.values = self._complete
        search_state.changed.connect(self._show)
        search_state.changed.connect(self._shown.start)
        self.organizations.placesRead.connect(self._know)
        self.organizations.chosen.connect(self._chosen)
        self.organizations.renameAsked.connect(self.rename_search)
        self.organizations.removeAsked.connect(self.remove_search)
        self.facets.asked.connect(search_state.ask)
        head.breadcrumb.chosen.connect(self._chosen)
        head.chips.removed.connect(lambda p: search_state.ask(without(search_state.text, p.start, p.end)))
        head.chips.clearAsked.connect(self._clear_conditions)
        head.save.clicked.connect(self.save_search)
        self.packages.exportAsked.connect(self.export_list)
        head.fixAsked.connect(self.query_linter.fix)
        self.query_linter.said.connect(head.show_advice)

    def _know(self, places: list[RecordView], tree: OrganizationTree) -> None:
        self.words.tree = tree
        self.search_state.know(places, tree)
        self.organizations.mark(self.search_state.where.key)

    def _refresh_if_old(self) -> None:
        if self._session is not None:
            self._session.sync.run_if_due("shown")

    def _typed(self, text: str) -> None:
        self.search_state.ask(text)

    def _chosen(self, key: str) -> None:
        self.choose(key)
        self.side.search_ended()

    def _show(self) -> None:
        where = self.search_state.where
        self.field.show_text(self.search_state.text)
        self.organizations.mark(where.key)
        self.packages.head.save.setEnabled(bool(self.search_state.text.strip()))

    def _into_list(self) -> None:
        self.query_linter.look()
        self.packages.into()

    def _clear_conditions(self) -> None:
        """Takes away what narrows the place down; the place and the words stay."""
        text, rest = self.search_state.text, self.search_state.where.rest
        kept = [text[p.start : p.end] for p in pieces(text) if p not in rest]
        self.search_state.ask(joined(*kept, words_alone(text)))

    def _proposed_name(self) -> str:
        where = self.search_state.where
        parts = [self.packages.title.full_text() if where.key != ALL else "", self.search_state.words]
        parts += [self.words.piece(p).partition(": ")[2] or self.words.piece(p) for p in where.rest]
        return ", ".join(p for p in parts if p)[:60]

    def _store(self, work: Callable[[], object]) -> None:
        session = self._session
        if session is not None:
            session.store(work).done.connect(lambda _r: self.organizations.reload())

    def _complete(self, field: str, begun: str, take: Callable[[list[Completion]], None]) -> None:
        session, words = self._session, self.words
        if session is None:
            return
        index = session.workspace.store.cache.index

        def offer(found: Any) -> None:
            shown = self.tr("%1 records")
            take(
                [
                    Completion(
                        one.query.partition(":")[2],
                        words.value(field, one.value, one.label),
                        self.tr("1 record") if one.count == 1 else shown.replace("%1", str(one.count)),
                    )
                    for one in found
                ]
            )

        self._values.ask(session, lambda: index.values(field, begun), offer)

    def _learn(self, session: Session) -> None:
        """Licences and the schema, once they are known better."""

        def take(licences: list[dict[str, Any]]) -> None:
            self.words.licences = {str(e["id"]): str(e.get("title") or e["id"]) for e in licences}
            self.words.schema = session.workspace.schema()

        self._licences.ask(session, session.workspace.licences, take)


def _open(dialog: NameSearchDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
