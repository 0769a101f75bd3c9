"""A field above a list: what is typed finds entries, Enter takes one. For keyboards alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyleOptionViewItem, QWidget

from bcdc_desktop.domain.fuzzy import score
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, PlainLabel, elided, tooltip
from bcdc_desktop.ui.widgets.tables import paint_ground, select_only

PickRole = Qt.ItemDataRole.UserRole
_SHOWN_AT_MOST = 200
_PADDING = 8
_KEYS_OF_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Pick:
    """An entry: its title, what stands at the right, and what it does.

    ``detail`` is searched too, with less weight; ``keys`` is only shown. Where there is a ``reason``, the entry cannot
    be taken, and the reason is shown instead of the detail.
    """

    title: str
    detail: str
    run: Callable[[], object]
    icon: str = ""
    keys: str = ""
    reason: str = ""


class PickModel(QAbstractListModel):
    """The entries that fit what was typed, the best first; without a text all of them in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Pick] = []
        self._shown: list[Pick] = []
        self._typed = ""
        self.also: Callable[[str], Sequence[Pick]] = lambda _typed: ()  # further entries for what was typed

    def add(self, picks: Sequence[Pick]) -> None:
        """Take further entries."""
        self._all += picks
        self.find(self._typed)

    def find(self, typed: str) -> None:
        """Show the entries that fit."""
        self.beginResetModel()
        self._typed = typed
        self._shown = self._found(typed)[:_SHOWN_AT_MOST]
        self.endResetModel()

    def picks(self) -> list[Pick]:
        """Return the entries that are shown."""
        return list(self._shown)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        pick = self._shown[index.row()]
        if role == PickRole:
            return pick
        if role == Qt.ItemDataRole.DisplayRole:
            return pick.title
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon(pick.icon) if pick.icon else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(t for t in (pick.title, pick.reason or pick.detail) if t))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(t for t in (pick.title, pick.reason or pick.detail, pick.keys) if t)
        return None

    def _found(self, typed: str) -> list[Pick]:
        if not typed.strip():
            return list(self._all)
        found = list[tuple[int, Pick]]()
        for pick in self._all:
            by_title = score(typed, pick.title)
            value = 2 * by_title + 1 if by_title is not None else score(typed, f"{pick.title} {pick.detail}")
            if value is not None:
                found.append((value - (1 if pick.reason else 0), pick))
        found.sort(key=lambda f: -f[0])  # of equal ones the order stays
        return [*(pick for _value, pick in found), *self.also(typed.strip())]


class QuickPick(Dialog):
    """Finds one of many entries by a few letters. Up and Down choose, Enter takes, Esc closes."""

    def __init__(self, title: str, placeholder: str, nothing: str, parent: QWidget) -> None:
        super().__init__(title, parent, heading=False, framed=False)
        self.field = QLineEdit(self)
        self.field.setObjectName("pickField")
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(placeholder)
        self.field.installEventFilter(self)
        self.model = PickModel(self)
        self.list = QListView(self)
        self.list.setObjectName("pickList")
        self.list.setAccessibleName(title)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_PickDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note = PlainLabel(nothing, self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self._nothing = nothing
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(measures.GAP)
        for widget in (self.field, self.list, self.note):
            self.body.addWidget(widget)
        self.resize(640, 420)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(lambda index: self._take(index))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_note())
        self._find("")

    def add(self, picks: Sequence[Pick]) -> None:
        """Offer further entries."""
        self.model.add(picks)
        self._select_first()

    def take(self) -> None:
        """Take the chosen entry: close, and do what it does. One that cannot be taken says why."""
        self._take(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys that move to the list, and take the entry with Enter."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _KEYS_OF_LIST:
                self._move(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        last, row = self.model.rowCount() - 1, self.list.currentIndex().row()
        if event.key() == Qt.Key.Key_Up and row <= 0:
            select_only(self.list, self.model.index(last, 0))
        elif event.key() == Qt.Key.Key_Down and row == last:
            select_only(self.list, self.model.index(0, 0))
        else:
            self.list.event(event)

    def _find(self, typed: str) -> None:
        self.model.find(typed)
        self._select_first()

    def _select_first(self) -> None:
        shown = self.model.picks()
        row = next((n for n, pick in enumerate(shown) if not pick.reason), 0)
        select_only(self.list, self.model.index(row, 0))
        self._show_note()

    def _show_note(self) -> None:
        pick: Pick | None = self.list.currentIndex().data(PickRole)
        self.note.setText(pick.reason if pick is not None else self._nothing)
        self.note.setVisible(bool(self.note.text()))

    def _take(self, index: QModelIndex) -> None:
        pick: Pick | None = index.data(PickRole)
        if pick is None or pick.reason:
            return
        self.accept()
        pick.run()


class _PickDelegate(PlainDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, measures.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pick: Pick = index.data(PickRole)
        roles, rect = theme.current(), QRect(option.rect)
        selected = paint_ground(painter, option)
        inner, side = rect.adjusted(_PADDING, 0, -_PADDING, 0), measures.ICON
        if pick.icon:
            theme.icon(pick.icon).paint(painter, QRect(inner.left(), rect.center().y() - side // 2, side, side))
        inner.setLeft(inner.left() + side + _PADDING)
        font = option.font
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        font.setPixelSize(measures.SECONDARY)
        painter.setFont(font)
        painter.setPen(QColor(roles.secondary))
        if pick.keys:
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), pick.keys)
            inner.setRight(inner.right() - QFontMetrics(font).horizontalAdvance(pick.keys) - 2 * _PADDING)
        detail = elided(pick.detail, QFontMetrics(font), inner.width() // 2)
        painter.setPen(QColor(roles.muted))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), detail)
        room = inner.width() - QFontMetrics(font).horizontalAdvance(detail) - 2 * _PADDING
        font.setPixelSize(measures.TEXT)
        painter.setFont(font)
        usual = roles.selection_text if selected else roles.text
        painter.setPen(QColor(roles.muted if pick.reason else usual))
        title = elided(pick.title, QFontMetrics(font), room)
        painter.drawText(inner, middle, title)
