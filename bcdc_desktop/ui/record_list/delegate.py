"""How records that were searched for are painted: in two lines, the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from bcdc_desktop.domain.search.highlight import Highlight
from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.search.labels import format_hit
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import paint_chip, state_chip
from bcdc_desktop.ui.widgets.plain_text import elided
from bcdc_desktop.ui.widgets.tables import RowDelegate, first_line, is_cut
from bcdc_desktop.ui.widgets.text import labelled

from .model import Below, PackageModel, PaintedCell

_PADDING = 8
_BELOW = 24  # the height of the lower line; the upper one, or two, have the rest
_BADGE_GAP = 4
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
        self._cut: dict[tuple[str, int, bool, int], tuple[_Line, ...]] = {}

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
        upper, usual = rect, measures.TABLE_ROW if painted.below is None else measures.FOUND_ROW
        two_lines = first and rect.height() > usual
        if painted.below is not None:
            top = rect.height() - _BELOW
            upper = QRect(rect.left(), rect.top() + 3, rect.width(), top - 3)
            # each cell paints its own stretch where the view fills the ground of each (of what is selected), and where
            # the first cell is scrolled away
            each = selected or header.offset() >= header.sectionSize(header.logicalIndex(0))
            band = QRect(rect.left(), rect.top(), rect.width(), rect.height() if each else top - 1)
            if first and not each:
                band = QRect(rect.left(), rect.top(), view.viewport().width() - rect.left(), rect.height())
            if ground:
                painter.fillRect(band, QColor(ground))
            if first or each:
                self._below(painter, option, view, painted.below, rect if each else None)
        elif ground:
            painter.fillRect(rect, QColor(ground))
        inner = upper.adjusted(_PADDING, 0, -_PADDING, 0)
        side, badges = measures.ICON, list(painted.badges)
        if painted.starless and state & _HOVERED:
            badges.insert(0, theme.icon("star-outline"))
        for icon in badges:
            icon.paint(painter, QRect(inner.right() + 1 - side, inner.center().y() - side // 2, side, side))
            inner.setRight(inner.right() - side - _BADGE_GAP)
        self._cell(painter, inner, painted, selected, first, lines=2 if two_lines else 1)

    def star_area(self, title: QRect) -> QRect:
        """Return where the star of a record can be clicked, of the rectangle of its title's cell."""
        width = measures.ICON + _PADDING + _BADGE_GAP
        return QRect(title.right() + 1 - width, title.top(), width, title.height())

    def _cell(
        self, painter: QPainter, rect: QRect, painted: PaintedCell, selected: bool, first: bool, *, lines: int
    ) -> None:
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
        self._marked(painter, rect, cell.text, painted.marks, colour, right=cell.right, lines=lines)

    def _below(
        self, painter: QPainter, option: QStyleOptionViewItem, view: QTableView, below: Below, within: QRect | None
    ) -> None:
        rect, header = QRect(option.rect), view.horizontalHeader()
        left = header.sectionViewportPosition(header.logicalIndex(0)) + _PADDING
        width = min(header.length(), view.viewport().width()) - 2 * _PADDING
        line = QRect(left, rect.bottom() - _BELOW - 1, width, _BELOW)
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
        lines: int = 1,
    ) -> None:
        laid_out = self._laid_out(text, rect.width(), small, lines)
        height = (self._small if small else self._usual)[1].height()
        top = rect.top() + (rect.height() - height * len(laid_out)) // 2 if len(laid_out) > 1 else rect.top()
        for number, line in enumerate(laid_out):
            place = rect if len(laid_out) == 1 else QRect(rect.left(), top + number * height, rect.width(), height)
            inside = [(max(a - line.start, 0), b - line.start) for a, b in marks if b > line.start] if marks else ()
            self._marked_line(painter, place, line, inside, colour, right=right, small=small)

    def _marked_line(
        self,
        painter: QPainter,
        rect: QRect,
        line: _Line,
        marks: Sequence[Highlight],
        colour: str,
        *,
        right: bool,
        small: bool,
    ) -> None:
        font, metrics = self._small if small else self._usual
        roles, boxes = theme.current(), list[QRect]()
        for start, end in marks:
            if start < line.whole:
                at = metrics.horizontalAdvance(line.text[:start])
                wide = metrics.horizontalAdvance(line.text[: min(end, line.whole)]) - at
                height = metrics.height()
                boxes.append(QRect(rect.left() + at - 1, rect.center().y() - height // 2 + 1, wide + 2, height))
                if not small:
                    painter.fillRect(boxes[-1], QColor(roles.highlight_ground))
        if not line.text:
            return
        size = line.laid.size()
        left = rect.right() + 1 - size.width() if right else rect.left()
        corner = QPointF(left, rect.top() + (rect.height() - size.height()) / 2)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawStaticText(corner, line.laid)
        for box in boxes if small else ():  # muted text on the marks' ground would be hard to read
            painter.save()
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            painter.fillRect(box, QColor(roles.highlight_ground))
            painter.setPen(QColor(roles.text))
            painter.drawStaticText(corner, line.laid)
            painter.restore()

    def _laid_out(self, text: str, width: int, small: bool, lines: int) -> tuple[_Line, ...]:
        """Return a text cut to its room, in one line or two. Remembered: lists that refresh themselves paint the same
        again and again, and laying a text out takes longer than painting it."""
        key = (text, width, small, lines)
        found = self._cut.get(key)
        if found is None:
            font, metrics = self._small if small else self._usual
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            first = first_line(text, width, metrics) if lines > 1 and is_cut(text, width, metrics) else 0
            if first:
                found = (_line_of(text[:first].rstrip(), 0, width, font), _line_of(text[first:], first, width, font))
            else:
                found = (_line_of(text, 0, width, font),)
            self._cut[key] = found
        return found


class _Line(NamedTuple):
    """A line of a text: where it begins there, what is shown of it, how much of that is the text's own (not “…”), and
    how it is painted."""

    start: int
    text: str
    whole: int
    laid: QStaticText


def _line_of(text: str, start: int, width: int, font: QFont) -> _Line:
    cut = elided(text, QFontMetrics(font), width)
    laid = QStaticText(cut)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(font=font)
    return _Line(start, cut, len(text) if cut == in_reading_order(text) else max(0, len(cut) - 1), laid)


def _line(below: Below) -> tuple[str, Sequence[Highlight]]:
    """Return the organization and where the words were found, as one text with its marks."""
    if below.hit is None:
        return below.organization, ()
    before = labelled(format_hit(below.hit.place), "")
    if below.organization:
        before = f"{below.organization}  ·  {before}"
    return before + below.hit.excerpt.text, [(a + len(before), b + len(before)) for a, b in below.hit.excerpt.marks]
