"""Ties the search together: field, views, facets and list change one search, and show what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.search import results
from bcdc_desktop.app.search.saved import SavedSearch, SavedSearches
from bcdc_desktop.app.search.views import ALL, SAVED, RecordView, organization_query
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.completion import Completion
from bcdc_desktop.domain.search.query_edit import joined, without
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.navigation.pane import OrganizationPane
from bcdc_desktop.ui.record_list.columns import ColumnLayouts
from bcdc_desktop.ui.record_list.export_dialog import ExportFlow
from bcdc_desktop.ui.record_list.model import Chosen
from bcdc_desktop.ui.record_list.pane import PackagePane
from bcdc_desktop.ui.search.facets import FacetPanel, SidePane
from bcdc_desktop.ui.search.field import QueryLinter, SearchField
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.search.search_state import SearchState
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import counted

_LONGEST = 60  # characters of a name


class NameSearchDialog(Dialog):
    """Asks for the name of a search, and tells when another of that name would be replaced."""

    named = Signal(str)

    def __init__(self, title: str, words: str, name: str, taken: frozenset[str], parent: QWidget) -> None:
        super().__init__(title, parent)
        self._taken, self._before = taken, name
        self.setObjectName("nameSearchDialog")
        self.setMinimumWidth(420)
        shown = ElidedLabel(words or self.tr("all records"), self)
        shown.setProperty("role", "secondary")
        self.name = QLineEdit(name, self)
        self.name.setObjectName("searchName")
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(_LONGEST)
        self.name.selectAll()
        self.note = PlainLabel(parent=self)
        self.note.setProperty("role", "muted")
        self.cancel = self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.go = self.add_button("", Role.AcceptRole, name="saveName", kind="primary")
        self.go.clicked.connect(self._go)
        for widget in (shown, self.name, self.note):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.name.textChanged.connect(lambda _t: self._check_name())
        self._check_name()

    def _check_name(self) -> None:
        name = self.name.text().strip()
        there = name in self._taken and name != self._before
        self.note.setText(self.tr("This replaces the saved search with the same name.") if there else "")
        self.go.setText(self.tr("Replace") if there else self.tr("Save"))
        self.go.setEnabled(bool(name))

    def _go(self) -> None:
        self.named.emit(self.name.text().strip())
        self.accept()


_LOOKED_AT_MS = 1500


class SearchController(QObject):
    """Ties field, views, facets and list to one search, and does what is done with a whole list."""

    def __init__(self, field: SearchField, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._session: Session | None = None
        self._searches: SavedSearches | None = None
        self.layouts = ColumnLayouts(settings)
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
        # a list that stays on screen for a moment is to be true
        self._shown = debounce(_LOOKED_AT_MS, self._refresh_if_old, self)
        self._connect()

    def show_session(self, session: Session) -> None:
        """Show another catalogue; the search starts over."""
        if self._session is not session and self._session is not None:
            self.search_state.ask("")
        self._session = session
        self._searches = SavedSearches(self._settings, session.workspace.profile.name)
        self.words.schema = session.workspace.schema()
        self._learn()
        session.synchronized.connect(self._learn)
        self.query_linter.show_session(session)
        self.organizations.show_session(session, self._searches)
        self.layouts.show_catalogue(session.workspace.profile.name)
        self.packages.show_session(session, self.layouts)
        self.facets.show_session(session)

    def choose(self, key: str) -> None:
        """Show a place or an organization, with nothing narrowed down there."""
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
        """Show the records behind a number elsewhere."""
        self.search_state.ask(words)
        self.packages.into()

    def search_everywhere(self) -> None:
        """Start a search in all records (Ctrl+K): what is typed takes the place of what is there."""
        self.field.begin()

    def search_here(self) -> None:
        """Continue the search (Ctrl+F): what is typed filters what is shown."""
        self.field.go_on()

    def save_search(self) -> None:
        """Ask for a name and keeps the search that is shown, with its order."""
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
        dialog.open()

    def export_list(self) -> None:
        """Ask what of the list goes into which kind of file."""
        session, packages = self._session, self.packages
        if session is None:
            return
        if self.search_state.among_drafts:  # they have a pane of their own
            self.exporting.ask(session, packages.query, Chosen(), ())
        else:
            self.exporting.ask(session, packages.query, packages.selected(), packages.shown_columns)

    def rename_search(self, name: str) -> None:
        """Ask for another name of a saved search."""
        searches = self._searches
        held = searches.get(name) if searches else None
        if searches is None or held is None:
            return
        taken = frozenset(s.name for s in searches.all())
        dialog = NameSearchDialog(self.tr("Rename this search"), held.words, name, taken, self._window)
        dialog.named.connect(lambda new: self._store(lambda: searches.rename(name, new)))
        dialog.open()

    def remove_search(self, name: str) -> None:
        """Remove a saved search, with a button to undo that."""
        searches = self._searches
        held = searches.get(name) if searches else None
        if searches is None or held is None:
            return

        def undo() -> None:
            self._store(lambda: searches.save(held))
            self._bar.hide()

        self._store(lambda: searches.remove(name))
        self._bar.show_message(
            "information",
            self.tr("Removed the saved search “%1”.").replace("%1", name),
            [(self.tr("Undo"), undo)],
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
        self.query_linter.check()
        self.packages.into()

    def _clear_conditions(self) -> None:
        """Take away what narrows the place down; the place and the words stay."""
        query, rest = self.search_state.query, self.search_state.where.rest
        kept = [query.text[p.start : p.end] for p in query.pieces if p not in rest]
        self.search_state.ask(joined(*kept, self.search_state.words))

    def _proposed_name(self) -> str:
        where = self.search_state.where
        parts = [self.packages.title.full_text() if where.key != ALL else "", self.search_state.words]
        parts += [self.words.piece(p).partition(": ")[2] or self.words.piece(p) for p in where.rest]
        return ", ".join(p for p in parts if p)[:60]

    def _store(self, work: Callable[[], object]) -> None:
        session = self._session
        if session is not None:
            session.store(work).tell(self, done=lambda _r: self.organizations.reload())

    def _complete(self, field: str, begun: str, take: Callable[[list[Completion]], None]) -> None:
        session, words = self._session, self.words
        if session is None:
            return
        workspace = session.workspace

        def offer(found: Any) -> None:
            shown = self.tr("%1 records")
            take(
                [
                    Completion(
                        one.query.partition(":")[2],
                        words.value(field, one.value, one.label),
                        counted(one.count, self.tr("1 record"), shown.replace("%1", str(one.count))),
                    )
                    for one in found
                ]
            )

        self._values.ask(session, lambda: results.values(workspace, field, begun), offer)

    def _learn(self) -> None:
        """Read licences and schema again: a synchronization may have brought others."""
        session = self._session
        if session is None:
            return

        def take(licences: list[dict[str, Any]]) -> None:
            self.words.licences = {str(e["id"]): str(e.get("title") or e["id"]) for e in licences}
            self.words.schema = session.workspace.schema()

        self._licences.ask(session, session.workspace.licences, take)
