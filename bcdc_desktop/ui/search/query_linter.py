"""Calm advice while a search is typed: what is wrong is said once it is not just unfinished any more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.domain.search.query import QueryProblem
from bcdc_desktop.domain.search.query_edit import fixed
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce

from .field import SearchField
from .search_state import SearchState

_PAUSE_MS = 900


class QueryLinter(QObject):
    """Watches the question. What is certainly wrong is told at once, the rest after a pause in typing."""

    said = Signal(str, str)  # a sentence (empty: nothing is wrong), and what may be meant

    def __init__(self, search_state: SearchState, field: SearchField, parent: QObject) -> None:
        super().__init__(parent)
        self._search_state, self._field = search_state, field
        self._session: Session | None = None
        self._latest = LatestOnly("disk", self)
        self._problem: QueryProblem | None = None
        self._pause = debounce(_PAUSE_MS, self.check, self)
        search_state.changed.connect(self._check_soon)

    def show_session(self, session: Session) -> None:
        """Advise on another catalogue."""
        self._session = session

    def fix(self) -> None:
        """Put what may be meant in the place of what was typed."""
        if self._problem is not None:
            self._search_state.ask(fixed(self._search_state.text, self._problem))

    def check(self) -> None:
        """Look at the whole search now, also for values that no record has."""
        session, query = self._session, self._search_state.query
        self._pause.stop()
        if session is None or not query.text.strip():
            self._tell([])
            return
        index = session.workspace.store.cache.index
        self._latest.ask(
            session,
            lambda: index.advise(query),
            lambda found: self._tell(found) if query.text == self._search_state.text else None,
        )

    def _check_soon(self) -> None:
        cursor, typing = self._field.cursorPosition(), self._field.hasFocus()
        problems = self._search_state.query.problems
        self._tell([p for p in problems if not (typing and p.start < cursor <= p.end) and not p.unfinished])
        self._pause.start()

    def _tell(self, problems: Sequence[QueryProblem]) -> None:
        self._problem = problems[0] if problems else None
        self._field.show_wrong(bool(problems))
        if self._problem is None:
            self.said.emit("", "")
        else:
            self.said.emit(self._problem.message, self._problem.suggestion)
