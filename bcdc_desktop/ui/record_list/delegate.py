"""How records that were searched for are painted: in two lines, the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from bcdc_desktop.domain.search.highlight import Highlight
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.labels import format_hit
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import paint_chip, state_chip
from bcdc_desktop.ui.widgets.tables import RowDelegate

from .model import Below, PackageModel, PaintedCell

_PADDING = 8
_TOP = 28  # the height of the upper line; the lower one has the rest
# plain numbers: a screen has a hundred cells, and each time enumerations are joined costs as much as a word painted
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_REMEMBERED = 4000  # texts that were cut
Index = QModelIndex | QPersistentModelIndex


class FoundDelegate(RowDelegate):
    """Asks the model once for all of a cell. The lower line goes over the whole row: the first cell paints it where it
    can, and the others leave its place alone."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        usual, small = QFont(view.font()), QFont(view.font())
        small.setPixelSize(measures.SECONDARY)
        self._usual, self._small = (usual, QFontMetrics(usual)), (small, QFontMetrics(small))
        self._cut: dict[tuple[str, int, bool], tuple[str, QStaticText]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        two = isinstance(model, PackageModel) and model.searched
        return QSize(60, measures.FOUND_ROW if two else measures.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), option.widget
        painted = model.painted_cell(index.row(), index.column()) if isinstance(model, PackageModel) else None
        if painted is None or not isinstance(view, QTableView):
            super().paint(painter, option, index)
            return
        roles, rect, state = theme.current(), QRect(option.rect), option.state.value
        selected = bool(state & _SELECTED)
        ground = roles.selection if selected else roles.hover if state & _HOVERED else ""
        header = view.horizontalHeader()
        first = header.visualIndex(index.column()) == 0
        upper = rect
        if painted.below is not None:
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
                self._below(painter, option, view, painted.below, rect if each else None)
        elif ground:
            painter.fillRect(rect, QColor(ground))
        self._cell(painter, upper.adjusted(_PADDING, 0, -_PADDING, 0), painted, selected, first)

    def _cell(self, painter: QPainter, rect: QRect, painted: PaintedCell, selected: bool, first: bool) -> None:
        roles, cell = theme.current(), painted.cell
        if cell.chip is not None:
            painter.setFont(self._usual[0])
            paint_chip(
                painter, rect, cell.text, cell.chip[1] if isinstance(cell.chip, tuple) else state_chip(cell.chip)
            )
            return
        if painted.icon is not None:
            side = measures.ICON
            painted.icon.paint(painter, QRect(rect.left(), rect.center().y() - side // 2, side, side))
            return
        if cell.loud:
            colour = roles.colour(cell.loud)
        elif selected:
            colour = roles.selection_text
        else:
            colour = roles.text if first else roles.secondary
        self._marked(painter, rect, cell.text, painted.marks, colour, right=cell.right)

    def _below(
        self, painter: QPainter, option: QStyleOptionViewItem, view: QTableView, below: Below, within: QRect | None
    ) -> None:
        rect, header = QRect(option.rect), view.horizontalHeader()
        left = header.sectionViewportPosition(header.logicalIndex(0)) + _PADDING
        width = min(header.length(), view.viewport().width()) - 2 * _PADDING
        line = QRect(left, rect.top() + _TOP - 2, width, rect.height() - _TOP)
        text, marks = _line(below)
        if within is not None:
            painter.save()
            painter.setClipRect(within, Qt.ClipOperation.IntersectClip)
        self._marked(painter, line, text, marks, theme.current().muted, small=True)
        if within is not None:
            painter.restore()

    def _marked(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        marks: Sequence[Highlight],
        colour: str,
        *,
        right: bool = False,
        small: bool = False,
    ) -> None:
        font, metrics = self._small if small else self._usual
        shown, laid = self._shown(text, rect.width(), small)
        whole = len(text) if shown == text else len(shown) - 1
        roles, boxes = theme.current(), list[QRect]()
        for start, end in marks:
            if start < whole:
                at = metrics.horizontalAdvance(text[:start])
                wide = metrics.horizontalAdvance(text[: min(end, whole)]) - at
                height = metrics.height()
                boxes.append(QRect(rect.left() + at - 1, rect.center().y() - height // 2 + 1, wide + 2, height))
                if not small:
                    painter.fillRect(boxes[-1], QColor(roles.highlight_ground))
        if not shown:
            return
        size = laid.size()
        left = rect.right() + 1 - size.width() if right else rect.left()
        corner = QPointF(left, rect.top() + (rect.height() - size.height()) / 2)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawStaticText(corner, laid)
        for box in boxes if small else ():  # muted text on the marks' ground would be hard to read
            painter.save()
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            painter.fillRect(box, QColor(roles.highlight_ground))
            painter.setPen(QColor(roles.text))
            painter.drawStaticText(corner, laid)
            painter.restore()

    def _shown(self, text: str, width: int, small: bool) -> tuple[str, QStaticText]:
        """Return a text cut to its room, laid out. Remembered: lists that refresh themselves paint the same again and
        again, and laying a text out takes longer than painting it."""
        key = (text, width, small)
        found = self._cut.get(key)
        if found is None:
            font, metrics = self._small if small else self._usual
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            laid = QStaticText(cut)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=font)
            found = self._cut[key] = (cut, laid)
        return found


def _line(below: Below) -> tuple[str, Sequence[Highlight]]:
    """Return the organization and where the words were found, as one text with its marks."""
    if below.hit is None:
        return below.organization, ()
    before = f"{format_hit(below.hit.place)}: "
    if below.organization:
        before = f"{below.organization}  ·  {before}"
    return before + below.hit.excerpt.text, [(a + len(before), b + len(before)) for a, b in below.hit.excerpt.marks]
