"""How records are painted: one calm line, or two where words were looked for, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from bcdc_desktop.domain.marks import Mark
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.words import hit_words
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import paint_chip, state_chip

from .delegate import RowDelegate
from .model import Below, Cell, PackageModel

_PADDING = 8
_TOP = 28  # the height of the upper line; the lower one has the rest
Index = QModelIndex | QPersistentModelIndex


class FoundDelegate(RowDelegate):
    """Asks the model once for all of a cell. The lower line goes over the whole row: the first cell paints it where it
    can, and the others leave its place alone."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._fonts: dict[str, tuple[QFont, QFontMetrics, QFont, QFontMetrics]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        two = isinstance(model, PackageModel) and model.searched
        return QSize(60, measures.FOUND_ROW if two else measures.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), option.widget
        cell = model.cell(index.row(), index.column()) if isinstance(model, PackageModel) else None
        if cell is None or not isinstance(view, QTableView):
            super().paint(painter, option, index)
            return
        roles, rect, state = theme.current(), QRect(option.rect), option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = roles.selection if selected else roles.hover if state & QStyle.StateFlag.State_MouseOver else ""
        header = view.horizontalHeader()
        first = header.visualIndex(index.column()) == 0
        upper = rect
        if cell.below is not None:
            upper = QRect(rect.left(), rect.top() + 3, rect.width(), _TOP - 3)
            # each cell paints its own stretch where the view fills the ground of each (of what is selected), and where
            # the first cell is scrolled away
            each = selected or header.offset() >= header.sectionSize(header.logicalIndex(0))
            band = QRect(rect.left(), rect.top(), rect.width(), rect.height() if each else _TOP - 1)
            if first and not each:
                band = QRect(rect.left(), rect.top(), view.viewport().width() - rect.left(), rect.height())
            if ground:
                painter.fillRect(band, QColor(ground))
            if first or each:
                self._below(painter, option, view, cell.below, rect if each else None)
        elif ground:
            painter.fillRect(rect, QColor(ground))
        self._cell(painter, option, upper.adjusted(_PADDING, 0, -_PADDING, 0), cell, selected, first)

    def _cell(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, cell: Cell, selected: bool, first: bool
    ) -> None:
        roles = theme.current()
        if cell.chip is not None:
            painter.setFont(option.font)
            paint_chip(
                painter, rect, cell.text, cell.chip[1] if isinstance(cell.chip, tuple) else state_chip(cell.chip)
            )
            return
        if cell.icon is not None:
            side = measures.ICON
            cell.icon.paint(painter, QRect(rect.left(), rect.center().y() - side // 2, side, side))
            return
        if cell.loud:
            colour = roles.colour(cell.loud)
        elif selected:
            colour = roles.selection_text
        else:
            colour = roles.text if first else roles.secondary
        font, metrics, _, _ = self._measured(option.font)
        _paint_marked(painter, rect, cell.text, cell.marks, font, metrics, colour, right=cell.right)

    def _below(
        self, painter: QPainter, option: QStyleOptionViewItem, view: QTableView, below: Below, within: QRect | None
    ) -> None:
        rect, header = QRect(option.rect), view.horizontalHeader()
        left = header.sectionViewportPosition(header.logicalIndex(0)) + _PADDING
        width = min(header.length(), view.viewport().width()) - 2 * _PADDING
        line = QRect(left, rect.top() + _TOP - 2, width, rect.height() - _TOP)
        _, _, font, metrics = self._measured(option.font)
        text, marks = _line(below)
        if within is not None:
            painter.save()
            painter.setClipRect(within, Qt.ClipOperation.IntersectClip)
        _paint_marked(painter, line, text, marks, font, metrics, theme.current().muted)
        if within is not None:
            painter.restore()

    def _measured(self, font: QFont) -> tuple[QFont, QFontMetrics, QFont, QFontMetrics]:
        """The font of a view and the small one, with their measures."""
        key = font.key()
        found = self._fonts.get(key)
        if found is None:
            usual, small = QFont(font), QFont(font)
            small.setPixelSize(measures.SECONDARY)
            found = self._fonts[key] = (usual, QFontMetrics(usual), small, QFontMetrics(small))
        return found


def _line(below: Below) -> tuple[str, Sequence[Mark]]:
    """The organization and where the words were found, as one text with its marks."""
    if below.hit is None:
        return below.organization, ()
    before = f"{hit_words(below.hit.place)}: "
    if below.organization:
        before = f"{below.organization}  ·  {before}"
    return before + below.hit.excerpt.text, [(a + len(before), b + len(before)) for a, b in below.hit.excerpt.marks]


def _paint_marked(
    painter: QPainter,
    rect: QRect,
    text: str,
    marks: Sequence[Mark],
    font: QFont,
    metrics: QFontMetrics,
    colour: str,
    *,
    right: bool = False,
) -> None:
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    whole = len(text) if shown == text else len(shown) - 1
    roles = theme.current()
    boxes = []
    for start, end in marks:
        if start < whole:
            at = metrics.horizontalAdvance(text[:start])
            wide = metrics.horizontalAdvance(text[: min(end, whole)]) - at
            height = metrics.height()
            boxes.append(QRect(rect.left() + at - 1, rect.center().y() - height // 2 + 1, wide + 2, height))
            painter.fillRect(boxes[-1], QColor(roles.highlight_ground))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    how = int(side | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(rect, how, shown)
    for box in boxes if colour == roles.muted else ():  # muted text on the marks' ground would be hard to read
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.fillRect(box, QColor(roles.highlight_ground))
        painter.setPen(QColor(roles.text))
        painter.drawText(rect, how, shown)
        painter.restore()
