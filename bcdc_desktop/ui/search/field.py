"""The search field at the top, the completions below it, and advice on what is wrong with the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from bcdc_desktop.app.search import results
from bcdc_desktop.domain.search.completion import Completion, Typing, applied, fixed_values, names, typing_at
from bcdc_desktop.domain.search.query import QueryProblem
from bcdc_desktop.domain.search.query_edit import fixed
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.search.search_state import SearchState
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.inputs import add_clear_button, add_icon
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, elided
from bcdc_desktop.ui.widgets.tables import paint_ground

CompletionRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_PADDING = 8


class CompletionModel(QAbstractListModel):
    """The completions that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._offers: list[Completion] = []

    def show(self, offers: Sequence[Completion]) -> None:
        """Offer others."""
        self.beginResetModel()
        self._offers = list(offers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role == CompletionRole:
            return offer
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.label}, {offer.detail}" if offer.detail else offer.label
        return None


class CompletionView(QListView):
    """The list that drops down."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "offers")
        self.setObjectName("searchOffers")
        self.setAccessibleName(self.tr("Suggestions"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paint_offers(self) -> None:
        """Paint words and what they mean."""
        self.setItemDelegate(_Delegate(self))


class _Delegate(PlainDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, measures.TREE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Completion = index.data(CompletionRole)
        roles, rect = theme.current(), QRect(option.rect)
        selected = paint_ground(painter, option)
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        font = option.font
        font.setPixelSize(measures.TEXT)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = elided(offer.label, metrics, inner.width())
        painter.setPen(QColor(roles.selection_text if selected else roles.text))
        painter.drawText(inner, middle, name)
        room = inner.width() - metrics.horizontalAdvance(name) - 16
        font.setPixelSize(measures.SECONDARY)
        painter.setFont(font)
        painter.setPen(QColor(roles.muted))
        detail = elided(offer.detail, QFontMetrics(font), max(0, room))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), detail)


_FROM = 2  # letters, until names of fields are offered by themselves
Take = Callable[[list[Completion]], None]


class SearchField(QLineEdit):
    """A line in which a search is typed. ``values`` answers, some moments later, the values that may be meant.

    Enter and Down go to the list; Ctrl+Space offers what can stand at the cursor; Esc empties the field.
    """

    typed = Signal(str)  # by a person
    intoListAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: Callable[[str, str, Take], None] | None = None
        self._typing: Typing | None = None
        self.setObjectName("packageSearch")
        self.setAccessibleName(self.tr("Search all records"))
        self.setAccessibleDescription(
            self.tr("Words, “phrases” and filters such as state:draft. Press Ctrl+Space for suggestions.")
        )
        self.setPlaceholderText(self.tr("Search titles, resources, columns …     Ctrl+K"))
        add_clear_button(self)
        add_icon(self, theme.icon("magnify"))
        self.offers = CompletionModel(self)
        self._completer = QCompleter(self)
        self._completer.setModel(self.offers)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.setMaxVisibleItems(12)
        self._popup = CompletionView()
        self._completer.setPopup(self._popup)
        self._popup.paint_offers()  # the completer brings a delegate of its own
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.textEdited.connect(self._edited)

    def show_text(self, text: str) -> None:
        """Show a text that was changed elsewhere: its beginning, unless the cursor is here and stands at its end."""
        if text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)
            self._popup.hide()

    def show_wrong(self, wrong: bool) -> None:
        """Mark that something in it is not understood."""
        theme.restyle(self, state="warning" if wrong else "")

    def begin(self) -> None:
        """Put the cursor here; what is typed takes the place of what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def go_on(self) -> None:
        """Put the cursor here, behind what is there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.text() and not self.text().endswith(" "):
            with QSignalBlocker(self):
                self.setText(f"{self.text()} ")
        self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the suggestions when the focus goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._typing = None
            self._popup.hide()

    def event(self, event: QEvent) -> bool:
        """Accept the selected suggestion, or the first, with Tab."""
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and event.type() == QEvent.Type.KeyPress and self._popup.isVisible():
            current = self._popup.currentIndex()
            self._take(current if current.isValid() else self.offers.index(0))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of the list of completions, and those that lead out of the field."""
        key, offered = event.key(), self._popup.isVisible()
        chosen = offered and self._popup.currentIndex().isValid()
        if chosen and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the completer takes what is chosen
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Down and not offered):
            self._popup.hide()
            self.intoListAsked.emit()
        elif key == Qt.Key.Key_Space and event.modifiers() in (
            Qt.KeyboardModifier.ControlModifier,
            Qt.KeyboardModifier.MetaModifier,  # macOS: Control, as Spotlight has Cmd+Space
        ):
            self._offer(asked=True)
        elif key == Qt.Key.Key_Escape and not offered:
            if self.text():
                self.clear()
                self.typed.emit("")
            else:
                self.intoListAsked.emit()
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        self.typed.emit(text)
        self._offer()

    def _offer(self, *, asked: bool = False) -> None:
        before, typing = self._typing, typing_at(self.text(), self.cursorPosition())
        self._typing = typing
        if typing is None:
            self._show([])
        elif typing.field is None:
            wanted = asked or (typing.begun and len(typing.begun) >= _FROM)
            self._show(names(typing) if wanted else [])
        elif typing.field.values or typing.field.kind == "date":
            self._show(fixed_values(typing))
        elif typing.field.kind != "text" and self.values is not None:
            if before is None or (before.field, before.start) != (typing.field, typing.start):
                self._show([])  # what was offered for something else
            self.values(typing.field.name, typing.begun, lambda found: self._show_values(typing, found))
        else:
            self._show([])

    def _show_values(self, typing: Typing, found: Sequence[Completion]) -> None:
        if typing == self._typing:
            self._show(found)

    def _show(self, found: Sequence[Completion]) -> None:
        typing = self._typing
        if typing is not None and len(found) == 1 and found[0].text.casefold() == typing.begun.casefold():
            found = []  # there already
        if found or self.offers.rowCount():
            self.offers.show(found)
        if found:
            self._completer.complete()
            self._popup.setCurrentIndex(QModelIndex())
        else:
            self._popup.hide()

    def _take(self, index: QModelIndex) -> None:
        completion: Completion | None = index.data(CompletionRole)
        if completion is None or self._typing is None:
            return
        self._popup.hide()
        text, cursor = applied(self.text(), self._typing, completion)
        self.setText(text)
        self.setCursorPosition(cursor)
        self.typed.emit(text)
        if not completion.finished:
            self._offer()


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
        workspace = session.workspace
        self._latest.ask(
            session,
            lambda: results.problems(workspace, query),
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
