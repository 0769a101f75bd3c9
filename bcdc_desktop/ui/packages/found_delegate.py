"""How records that were searched for are painted: the words marked, and below the title where they were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from bcdc_desktop.domain.marks import Mark
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.words import hit_words
from bcdc_desktop.ui.theme import measures

from .delegate import RowDelegate
from .model import Below, BelowRole, MarksRole

_PADDING = 8
_TOP = 28  # the height of the upper line; the lower one has the rest
Index = QModelIndex | QPersistentModelIndex


class FoundDelegate(RowDelegate):
    """One line a row, or two where words were looked for. The lower line goes over the whole row: each cell paints the
    stretch of it that lies in it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, measures.TABLE_ROW if index.data(BelowRole) is None else measures.FOUND_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        below: Below | None = index.data(BelowRole)
        if below is None:
            super().paint(painter, option, index)
            return
        whole = QRect(option.rect)
        roles = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(whole, QColor(roles.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, QColor(roles.hover))
        upper = QStyleOptionViewItem(option)
        upper.rect = QRect(whole.left(), whole.top() + 3, whole.width(), _TOP - 3)
        marks = index.data(MarksRole)
        if marks:
            self._marked_title(painter, upper, str(index.data(Qt.ItemDataRole.DisplayRole)), marks, selected)
        else:
            super().paint(painter, upper, index)
        self._below(painter, option, index, below)

    def _marked_title(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, marks: Sequence[Mark], selected: bool
    ) -> None:
        roles, rect = theme.current(), QRect(option.rect).adjusted(_PADDING, 0, -_PADDING, 0)
        colour = roles.selection_text if selected else roles.text
        _paint_marked(painter, rect, text, marks, QFont(option.font), colour)

    def _below(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, below: Below) -> None:
        view = option.widget
        if not isinstance(view, QTableView):
            return
        rect, header = QRect(option.rect), view.horizontalHeader()
        left = header.sectionViewportPosition(header.logicalIndex(0))
        width = min(header.length(), view.viewport().width())
        line = QRect(left + _PADDING, rect.top() + _TOP - 2, width - 2 * _PADDING, rect.height() - _TOP)
        font = QFont(option.font)
        font.setPixelSize(measures.SECONDARY)
        text, marks = _line(below)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        _paint_marked(painter, line, text, marks, font, theme.current().muted)
        painter.restore()


def _line(below: Below) -> tuple[str, Sequence[Mark]]:
    """The organization and where the words were found, as one text with its marks."""
    if below.hit is None:
        return below.organization, ()
    before = f"{hit_words(below.hit.place)}: "
    if below.organization:
        before = f"{below.organization}  ·  {before}"
    return before + below.hit.excerpt.text, [(a + len(before), b + len(before)) for a, b in below.hit.excerpt.marks]


def _paint_marked(painter: QPainter, rect: QRect, text: str, marks: Sequence[Mark], font: QFont, colour: str) -> None:
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    whole = len(text) if shown == text else len(shown) - 1
    height = metrics.height()
    for start, end in marks:
        if start < whole:
            at = metrics.horizontalAdvance(text[:start])
            wide = metrics.horizontalAdvance(text[: min(end, whole)]) - at
            box = QRect(rect.left() + at - 1, rect.center().y() - height // 2 + 1, wide + 2, height)
            painter.fillRect(box, QColor(theme.current().highlight_ground))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
