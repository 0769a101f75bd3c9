"""The empty list: why there is nothing, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.search.did_you_mean import Suggestion, suggestions
from bcdc_desktop.app.search.relax import Relaxation, relaxations
from bcdc_desktop.app.search.views import ALL, DRAFTS, MINE, PROBLEMS, RECENT, WAITING
from bcdc_desktop.app.sync.sync import search_server
from bcdc_desktop.domain.search.query_edit import joined
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.search.search_state import SearchState
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.text import grouped

_ASK_MS = 700  # after the last key press
_OFFERED = 2


class EmptyList(QObject):
    """Explains an empty list: which part of the search to drop, where else to search, and what the server has."""

    practiceAsked = Signal()
    signInAsked = Signal()

    def __init__(self, state: EmptyState, search_state: SearchState, words: ValueFormatter, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._search_state, self._words = state, search_state, words
        self._session: Session | None = None
        self._latest = LatestOnly("disk", self)
        self._asked: dict[str, str] = {}  # search -> what the catalogue answered
        self._soon = debounce(_ASK_MS, self._ask_automatically, self)

    def show_session(self, session: Session) -> None:
        """Explain the lists of another catalogue."""
        self._session = session
        self._asked = {}
        session.connectionChanged.connect(self._explain_again)

    def _explain_again(self) -> None:
        if self._state.isVisible():
            self.explain()

    def loaded(self, count: int) -> None:
        """Take note of how many rows were read: a catalogue that was never read whole is searched on the server too."""
        self._soon.stop() if count else self._soon.start()

    def explain(self) -> None:
        """Show why there is nothing, and what can be done."""
        session, query = self._session, self._search_state.query
        if session is None:
            return
        where = self._search_state.where
        if self._search_state.words or where.rest:
            workspace, text = session.workspace, query.text
            self._latest.ask(
                session,
                lambda: (relaxations(workspace, query), suggestions(workspace, query)),
                lambda found: self._offer(text, *found),
            )
            self._offer(query.text)
        elif session.connection == "offline" and where.key == ALL:
            self._explain_first_start(session)
        elif session.synchronizing:
            self._state.show_state(
                "cloud-download-outline",
                self.tr("Syncing the catalogue"),
                self.tr("Records from %1 appear here as they are downloaded.").replace("%1", _host(session)),
            )
        else:
            self._explain_place(where.key)

    def _explain_first_start(self, session: Session) -> None:
        """Say that nothing was downloaded yet, and what can be done without a network."""
        steps = [(self.tr("Open the practice catalogue"), self.practiceAsked.emit)]
        if not session.workspace.catalogue.has_key:
            steps.append((self.tr("Sign in"), self.signInAsked.emit))
        self._state.show_state(
            "cloud-off-outline",
            self.tr("The catalogue can't be reached"),
            self.tr(
                "Nothing has been downloaded from %1 yet. Check your network, or try the program on the practice "
                "catalogue, which needs none."
            ).replace("%1", _host(session)),
            self.tr("Try again"),
            session.try_again,
            steps if session.workspace.profile.role != "practice" else (),
        )

    def _explain_place(self, key: str) -> None:
        texts = {
            DRAFTS: ("file-document-edit-outline", self.tr("No drafts"),
                     self.tr("Changes you have not saved and files you have not uploaded appear here.")),
            RECENT: ("history", self.tr("No recent records"),
                     self.tr("Records you open appear here, the latest first.")),
            MINE: ("account-outline", self.tr("None of your records are here"),
                   self.tr("Records of organizations where you have a role appear here.")),
            PROBLEMS: ("check-circle-outline", self.tr("No known problems"),
                       self.tr("Records that are incomplete, overdue or have a broken link appear here.")),
            WAITING: ("inbox-outline", self.tr("Nothing is waiting for your approval"),
                      self.tr("Records submitted for publishing or archiving appear here for administrators.")),
        }  # fmt: skip
        usual = ("tray", self.tr("No records"), self.tr("Select another organization, or show all records."))
        icon, title, text = texts.get(key, usual)
        button = "" if key == ALL else self.tr("Show all records")
        self._state.show_state(icon, title, text, button, lambda: self._search_state.ask(""))

    def _offer(self, text: str, found: Sequence[Relaxation] = (), meant: Sequence[Suggestion] = ()) -> None:
        session = self._session
        if session is None or text != self._search_state.text:
            return
        offers = [(self._did_you_mean(s), self._asking(s.text)) for s in meant]
        offers += [(self._label(w), self._asking(w.text)) for w in found[:_OFFERED]]
        everywhere = self._everywhere()
        if everywhere != text and all(everywhere != w.text for w in found[:_OFFERED]):
            offers.append((self.tr("Search all records"), self._asking(everywhere)))
        said = self._asked.get(text, "")
        if session.online and not said:
            offers.append((self.tr("Search on the server"), lambda: self._ask(text)))
        hint = said or self.tr("Try fewer words, or only the beginning of a word. You can also search by ID or name.")
        if session.connection == "offline":
            hint += "\n" + self.tr("You are offline: only records on this computer are searched.")
        first = offers[0] if offers else ("", None)
        self._state.show_state("text-search", self.tr("No results"), hint, first[0], first[1], offers[1:])

    def _did_you_mean(self, suggestion: Suggestion) -> str:
        words = (
            self.tr("Did you mean “%1”? 1 record")
            if suggestion.count == 1
            else self.tr("Did you mean “%1”? %2 records")
        )
        return words.replace("%2", grouped(suggestion.count)).replace("%1", suggestion.words)

    def _label(self, relaxation: Relaxation) -> str:
        single, count = relaxation.count == 1, grouped(relaxation.count)
        if relaxation.condition is None and not relaxation.word:
            only = self.tr("Only “%1”: 1 record") if single else self.tr("Only “%1”: %2 records")
            return only.replace("%2", count).replace("%1", relaxation.text)
        given_up = self._words.piece(relaxation.condition) if relaxation.condition else relaxation.word
        without = self.tr("Without “%1”: 1 record") if single else self.tr("Without “%1”: %2 records")
        return without.replace("%2", count).replace("%1", given_up)

    def _asking(self, text: str) -> Callable[[], object]:
        return lambda: self._search_state.ask(text)

    def _everywhere(self) -> str:
        """Return the search without the view that it is in."""
        where, query = self._search_state.where, self._search_state.query
        if where.key == ALL:
            return query.text
        kept = [query.text[p.start : p.end] for p in query.pieces if p in where.rest]
        return joined(self._search_state.words, *kept)

    def _ask(self, text: str) -> None:
        session, query = self._session, self._search_state.query
        if session is None or query.text != text:
            return
        self._asked[text] = self.tr("Searching on the server…")
        self.explain()
        job = session.ask(
            lambda _t, _r: search_server(session.workspace, query), title=self.tr("Searching on the server")
        )

        def tell(found: Any) -> None:
            if not found[0]:
                self._asked[text] = self.tr("The server has no results either.")
            elif found[0] == 1:
                self._asked[text] = self.tr("The server has 1 result. It appears here if you have access to it.")
            else:
                some = self.tr("The server has %1 results. Those you have access to appear here.")
                self._asked[text] = some.replace("%1", grouped(found[0]))
            if self._state.isVisible():
                self.explain()

        def failed(error: object) -> None:
            self._asked[text] = error_text(error)
            if self._state.isVisible():
                self.explain()

        job.tell(self, done=tell, failed=failed)

    def _ask_automatically(self) -> None:
        session, text = self._session, self._search_state.text
        if session is None or len(self._search_state.words.strip()) < 3 or not session.online or text in self._asked:
            return

        def decide(whole: bool) -> None:
            if not whole and text == self._search_state.text:
                self._ask(text)

        session.read(session.workspace.is_synchronized_fully).tell(self, done=decide)


def _host(session: Session) -> str:
    return urlsplit(session.workspace.profile.address).netloc
