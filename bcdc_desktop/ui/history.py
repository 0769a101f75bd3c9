"""Back and forward through the searches and records that were on screen, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWindow

from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.search.search_state import Sorting
from bcdc_desktop.ui.search_controller import SearchController

_AT_MOST = 200  # visits that are remembered


@dataclass(frozen=True)
class Visit:
    """What was on screen: the search of the list, and the record; empty where none was chosen yet.

    ``passing`` says that no record was chosen since the search changed, ``typed`` that somebody was typing it.
    """

    words: str = ""
    order: Sorting | None = None
    record: str = ""
    passing: bool = True
    typed: bool = False


class VisitHistory:
    """The visits in their order, and where among them one is."""

    def __init__(self) -> None:
        self._visits = [Visit()]
        self._at = 0

    @property
    def current(self) -> Visit:
        """The visit that one is at."""
        return self._visits[self._at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a visit before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back from a later visit."""
        return self._at + 1 < len(self._visits)

    def search(self, words: str, order: Sorting | None, *, typed: bool) -> None:
        """Note another search. What is typed letter by letter is one visit."""
        here = self.current
        if (words, order) == (here.words, here.order):
            return
        visit = replace(here, words=words, order=order, passing=True, typed=typed)
        if typed and here.typed and here.passing:
            self._visits[self._at] = visit
        else:
            self._add(visit)

    def record(self, record_id: str) -> None:
        """Note another record. The first one of a search belongs to the visit of that search."""
        here = self.current
        visit = replace(here, record=record_id, passing=False)
        if here.passing or record_id == here.record:
            self._visits[self._at] = visit
        else:
            self._add(visit)

    def back(self) -> Visit | None:
        """Go to the visit before, and return it."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Visit | None:
        """Go to the visit after, and return it."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.current

    def _add(self, visit: Visit) -> None:
        self._visits = [*self._visits[: self._at + 1], visit][-_AT_MOST:]
        self._at = len(self._visits) - 1


class BackAndForward(QObject):
    """Notes what is on screen, and shows it again. Each catalogue begins anew."""

    changed = Signal()

    def __init__(
        self, finding: SearchController, record: RecordController, show: Callable[[str], None], window: QObject
    ) -> None:
        super().__init__(window)
        self._finding, self._show = finding, show
        self._record = record
        self._visits = VisitHistory()
        self._going = False
        finding.search_state.changed.connect(self._searched)
        record.shown.connect(self._shown)

    def begin(self) -> None:
        """Forget all: another catalogue is open."""
        self._visits = VisitHistory()
        self.changed.emit()

    @property
    def can_go_back(self) -> bool:
        """Whether there is something to go back to."""
        return self._visits.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back before."""
        return self._visits.can_go_forward

    def back(self) -> None:
        """Show what was on screen before."""
        self._go(self._visits.back())

    def forward(self) -> None:
        """Show what was on screen before one went back."""
        self._go(self._visits.forward())

    def _go(self, visit: Visit | None) -> None:
        if visit is None:
            return
        self._going = True
        try:
            self._finding.search_state.ask(visit.words, order=visit.order)
        finally:
            self._going = False
        shown = self._record.package.id if self._record.package is not None else ""
        if visit.record and visit.record != shown:
            self._show(visit.record)
        self.changed.emit()

    def _searched(self) -> None:
        state = self._finding.search_state
        if not self._going:
            self._visits.search(state.text, state.order, typed=self._finding.field.hasFocus())
            self.changed.emit()

    def _shown(self, record_id: str) -> None:
        self._visits.record(record_id)
        self.changed.emit()


class MouseButtons(QObject):
    """Tells when the buttons for back and forward at the side of a mouse are pressed over a window.

    It watches the window of the system: most widgets take any press of a button for their own.
    """

    backPressed = Signal()
    forwardPressed = Signal()

    def watch(self, window: QWindow) -> None:
        """Watch a window."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the presses of these two buttons."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.BackButton:
                self.backPressed.emit()
                return True
            if event.button() == Qt.MouseButton.ForwardButton:
                self.forwardPressed.emit()
                return True
        return super().eventFilter(watched, event)
