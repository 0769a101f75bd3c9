"""A table of texts that wrap, with marks where two of them differ: for reviews, conflicts and the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QResizeEvent, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.review.diff_html import marked, marked_groups, style_sheet
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.markup import SealedDocument
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, tooltip
from bcdc_desktop.ui.widgets.tables import configure_table, select_only
from bcdc_desktop.ui.widgets.text import or_empty

if TYPE_CHECKING:
    from bcdc_desktop.ui.jobs import Job


HTML = Qt.ItemDataRole.UserRole + 1
ROLE = Qt.ItemDataRole.UserRole + 2  # colour role of a plain text

_PADDING = QSize(8, 8)
_HEIGHT_AT_MOST = 260
_DOCUMENTS_AT_MOST = 200
_WORD = 16  # characters of the first column that have room beside columns that can be spared

Index = QModelIndex | QPersistentModelIndex


class RowsTable(QTreeWidget):
    """Rows of plain or marked text in columns of given shares of the width, each at least as wide as its heading."""

    def __init__(
        self, headers: Sequence[str], shares: Sequence[int], parent: QWidget | None = None, *, spare: Sequence[int] = ()
    ) -> None:
        """Make an empty table.

        Args:
            headers: headings of the columns.
            shares: of the width, as parts of their sum.
            parent: the widget that it is in.
            spare: columns that are left out, one after the other, where the headings have no room.
        """
        super().__init__(parent)
        self._shares, self._spare = shares, spare
        self.setColumnCount(len(headers))
        self.setHeaderLabels(list(headers))
        self.setRootIsDecorated(False)
        configure_table(self, "", "", read_only=True, single=True)  # the names are the owner's to give
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # the selected row says where the cursor is; a frame around it is the style's, and drawn like a button
        self.setAllColumnsShowFocus(False)
        self.setItemDelegate(_TextDelegate(self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.notifier().themeChanged.connect(self.viewport().update)

    def add(self, texts: Sequence[str], htmls: Sequence[str | None] = ()) -> QTreeWidgetItem:
        """Add a row; where there is HTML it is shown, and the text is what a screen reader reads."""
        item = QTreeWidgetItem(self, list(texts))
        for column, html in enumerate(htmls):
            if html is not None:
                item.setData(column, HTML, html)
        for column, text in enumerate(texts):
            if len(text) > 60:
                item.setToolTip(column, tooltip(text))
        return item

    def add_values(self, label: str, values: Sequence[str], more: Sequence[str] = ()) -> QTreeWidgetItem:
        """Add a row of values and what is said of them; where a value has nothing in it, say so."""
        item = self.add((label, *map(or_empty, values), *more))
        for column, text in enumerate(values, start=1):
            if not text.strip():
                item.setData(column, ROLE, "muted")
        return item

    def select_first(self) -> None:
        """Put the cursor on the first row."""
        first = self.topLevelItem(0)
        if first is not None:
            select_only(self, self.indexFromItem(first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give columns their shares, and rows the height that they need then."""
        super().resizeEvent(event)
        for column in self._spare:
            self.setColumnHidden(column, False)  # a hidden one needs nothing
        needs = [self.header().sectionSizeHint(column) for column in range(len(self._shares))]
        if self._spare:
            needs[0] = max(needs[0], _WORD * self.fontMetrics().averageCharWidth())
        more = sum(needs) - self.viewport().width()
        for column in self._spare:
            self.setColumnHidden(column, more > 0)
            more -= needs[column]
        shown = [column for column in range(len(self._shares)) if not self.isColumnHidden(column)]
        widths = _shared(
            self.viewport().width(), [self._shares[column] for column in shown], [needs[column] for column in shown]
        )
        for column, width in zip(shown, widths, strict=True):
            self.setColumnWidth(column, width)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out again for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()


def _shared(width: int, shares: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return the widths of columns by their shares, none below what it needs while there is room for that; all of the
    width is used.
    """
    if sum(needs) >= width:
        widths = [width * need // sum(needs) for need in needs]
    else:
        whole = sum(shares)
        widths = [max(width * share // whole, need) for share, need in zip(shares, needs, strict=True)]
        if (over := sum(widths) - width) > 0:
            spare = [w - need for w, need in zip(widths, needs, strict=True)]
            widths = [w - over * more // sum(spare) for w, more in zip(widths, spare, strict=True)]
    widths[-1] += width - sum(widths)
    return widths


class _TextDelegate(PlainDelegate):
    def __init__(self, table: RowsTable) -> None:
        super().__init__(table)
        self._table = table
        self._documents: dict[tuple[str, bool, int, str, str], QTextDocument] = {}  # laid out; of the last rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        roles = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(roles.selection))
        document = self._document(index, rect.width())
        inner = rect.adjusted(_PADDING.width(), _PADDING.height(), -_PADDING.width(), -_PADDING.height())
        painter.save()
        painter.setClipRect(inner)
        painter.translate(inner.topLeft())
        role = index.data(ROLE)
        colour = roles.colour(role) if role else roles.selection_text if selected else roles.text
        context = document.documentLayout().PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        context.clip = QRectF(0, 0, inner.width(), inner.height())
        document.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._table.columnWidth(index.column())
        height = round(self._document(index, width).size().height()) + 2 * _PADDING.height()
        return QSize(width, max(measures.TABLE_ROW, min(height, _HEIGHT_AT_MOST)))

    def _document(self, index: Index, width: int) -> QTextDocument:
        html = index.data(HTML)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")[:4000] if html is None else str(html)
        plain = html is None
        key = (text, plain, width, self._table.font().key(), style_sheet())
        document = self._documents.get(key)
        if document is None:
            if len(self._documents) >= _DOCUMENTS_AT_MOST:
                self._documents.clear()
            document = self._documents[key] = self._laid_out(text, width, plain=plain)
        return document

    def _laid_out(self, text: str, width: int, *, plain: bool) -> QTextDocument:
        text = in_reading_order(text)
        document = SealedDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self._table.font())
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        if plain:
            document.setPlainText(text)
        else:
            document.setDefaultStyleSheet(style_sheet())
            document.setHtml(text)
        document.setTextWidth(min(max(20, width - 2 * _PADDING.width()), measures.WIDEST_LINE))
        return document


Read = Callable[[Callable[[], Any]], "Job"]  # runs work that asks no server in a worker

_AT_ONCE = 400  # characters that take no time to compare


class DiffWorker(QObject):
    """Marks how texts in the rows of a table differ: short ones at once, long ones in a worker."""

    marked = staticmethod(marked)
    marked_groups = staticmethod(marked_groups)

    def __init__(self, table: RowsTable, read: Read | None) -> None:
        """Compare in ``table``; ``read`` runs work in a worker, and without it long texts are compared at once too."""
        super().__init__(table)
        self._read = read
        self._round = 0

    def begin(self) -> None:
        """Begin with other rows: what was not marked yet is not marked any more."""
        self._round += 1

    def compare(
        self,
        item: QTreeWidgetItem,
        before: str,
        after: str,
        columns: tuple[int | None, int | None],
        *,
        groups: bool = False,
    ) -> None:
        """Mark what was removed from the one text, and what is new in the other.

        Args:
            item: a row of the table.
            before: the older text.
            after: the newer one.
            columns: where each of them stands; None where it is not to be marked.
            groups: a line is a row of a group.
        """
        work = partial(self.marked_groups if groups else self.marked, before, after)

        def show(marks: tuple[str, str]) -> None:
            for column, html in zip(columns, marks, strict=True):
                if column is not None:
                    item.setData(column, HTML, html)

        if self._read is None or len(before) + len(after) <= _AT_ONCE:
            show(work())
            return
        asked = self._round

        def late(marks: tuple[str, str]) -> None:
            if shiboken6.isValid(self) and asked == self._round:
                show(marks)

        self._read(work).tell(self, done=late)
