"""The set-up that all tables and trees share, and how rows of one line are painted."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTextBoundaryFinder,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
)

from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import chip_size, paint_chip, state_chip
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, elided

ChipRole = Qt.ItemDataRole.UserRole + 3  # a state, or (text, colour role)
LoudRole = Qt.ItemDataRole.UserRole + 20  # a colour role for the text of a cell
TargetRole = Qt.ItemDataRole.UserRole + 21  # True: a drop would land here
CELL_PADDING = 8


def configure_table(
    view: QTableView | QTreeView,
    name: str,
    accessible_name: str,
    *,
    row_height: int = measures.TABLE_ROW,
    read_only: bool = False,
    single: bool = False,
) -> None:
    """Set up a table or a tree: whole rows are selected, it scrolls pixel by pixel, nothing is wrapped, Tab leaves it.

    Args:
        view: the table or tree.
        name: its object name.
        accessible_name: what a screen reader calls it.
        row_height: pixels of a row; trees leave that to their delegate.
        read_only: whether no cell can be edited in place.
        single: whether at most one row can be selected.
    """
    view.setObjectName(name)
    view.setAccessibleName(accessible_name)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if read_only:
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    if single:
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setWordWrap(False)
    if not isinstance(view.itemDelegate(), PlainDelegate):
        view.setItemDelegate(PlainDelegate(view))
    if isinstance(view, QTreeView):
        view.setUniformRowHeights(True)
        header = view.header()
    else:
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(row_height)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def select_only(view: QAbstractItemView, index: QModelIndex) -> None:
    """Put the cursor on a row (a cell, where cells are selected) and select it alone; on none for an invalid index. One
    that is disabled is left alone.

    Qt's own setters (``setCurrentIndex``, ``setCurrentItem``, ``selectRow``) add it to what is selected, or take it
    away, while somebody happens to hold Ctrl or Shift: for a shortcut, say.
    """
    if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEnabled:
        return
    flags = QItemSelectionModel.SelectionFlag
    rows = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows if rows else flags.ClearAndSelect)


def comes_by(event: QFocusEvent) -> bool:
    """Return whether the cursor only passes, by Tab or with its window: what is selected stays as it is then."""
    reason = Qt.FocusReason
    passing = (reason.TabFocusReason, reason.BacktabFocusReason, reason.ActiveWindowFocusReason)
    return event.reason() in (*passing, reason.PopupFocusReason, reason.MenuBarFocusReason)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> bool:
    """Paint what lies below a row that is selected or under the mouse; return whether it is selected."""
    roles = theme.current()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(option.rect, QColor(roles.selection))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(roles.hover))
    return selected


def is_cut(text: str, width: int, metrics: QFontMetrics) -> bool:
    """Return whether a text has no room in one line of so many pixels."""
    return elided(text, metrics, width) != in_reading_order(text)


def first_line(text: str, width: int, metrics: QFontMetrics) -> int:
    """Return how many characters of a text the first line takes, where it breaks between words; 0 where it cannot."""
    finder, taken, shown = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text), 0, 0
    # Qt counts in UTF-16, and does so in a copy of the text
    units = text.encode("utf-16-le", "surrogatepass")
    while (at := finder.toNextBoundary()) > 0:
        before = units[: 2 * at].decode("utf-16-le", "ignore")
        # by what cuts a line: a layout, or the sum of the words, takes it to be a little narrower, or wider
        if is_cut(before.rstrip(), width, metrics):
            return shown
        taken, shown = at, len(before)
    return 0 if 2 * taken >= len(units) else shown


def wrapped(text: str, width: int, metrics: QFontMetrics, most: int) -> list[str]:
    """Return a text in so many lines at most; the last has all that is left, whether or not it has room."""
    lines = list[str]()
    while len(lines) < most - 1 and is_cut(text, width, metrics) and (taken := first_line(text, width, metrics)):
        lines.append(text[:taken].rstrip())
        text = text[taken:]
    return [*lines, text]


def height_of(lines: int) -> int:
    """Return the height of a row whose text has so many lines."""
    return measures.TABLE_ROW + (lines - 1) * measures.TITLE_LINE


def lines_at(height: int) -> int:
    """Return how many lines a row of some height has room for."""
    return 1 + max(0, height - measures.TABLE_ROW) // measures.TITLE_LINE


class RowDelegate(PlainDelegate):
    """Paints cells without grid lines, with an icon, a chip or text.

    Args:
        parent: the view.
        names: columns of names, which are cut in their middle: those of a series differ at their ends.
        sentences: columns whose texts have more lines where a row is high enough for them (``height_of``).
    """

    def __init__(
        self, parent: QObject | None = None, *, names: Container[int] = (), sentences: Container[int] = ()
    ) -> None:
        super().__init__(parent)
        self._names, self._sentences = names, sentences

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size at which nothing is cut."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if index.data(ChipRole):
            width = chip_size(text, option.font).width()
        else:
            width = QFontMetrics(option.font).horizontalAdvance(text)
            if index.data(Qt.ItemDataRole.DecorationRole) is not None:
                width += measures.ICON + 8
        return QSize(width + 2 * CELL_PADDING + 1, measures.TABLE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        roles = theme.current()
        rect = QRect(option.rect)
        if index.data(TargetRole):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.fillRect(rect, QColor(roles.information_ground))
            painter.setPen(QColor(roles.focus))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        else:
            selected = paint_ground(painter, option)
        inner = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        chip = index.data(ChipRole)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if chip:
            role = chip[1] if isinstance(chip, tuple) else state_chip(chip)
            paint_chip(painter, inner, str(text), role)
            return
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            side = measures.ICON
            icon.paint(painter, QRect(inner.left(), inner.center().y() - side // 2, side, side))
            inner.setLeft(inner.left() + side + 8)
        colour = index.data(LoudRole)
        quiet = index.column() > 0 and not selected
        painter.setPen(
            QColor(
                roles.colour(colour)
                if colour
                else roles.selection_text
                if selected
                else roles.secondary
                if quiet
                else roles.text
            )
        )
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        painter.setFont(option.font)
        cut = Qt.TextElideMode.ElideMiddle if index.column() in self._names else Qt.TextElideMode.ElideRight
        metrics = QFontMetrics(option.font)
        if index.column() in self._sentences and rect.height() > measures.TABLE_ROW:
            lines = wrapped(str(text), inner.width(), metrics, lines_at(rect.height()))
            top = inner.center().y() + 1 - len(lines) * metrics.height() // 2
            for number, line in enumerate(lines):
                place = QRect(inner.left(), top + number * metrics.height(), inner.width(), metrics.height())
                painter.drawText(place, int(alignment), elided(line, metrics, inner.width()))
            return
        shown = elided(str(text), metrics, inner.width(), cut)
        painter.drawText(inner, int(alignment) | int(Qt.AlignmentFlag.AlignVCenter), shown)
