"""Everything that a window says, widget by widget: for tests that read all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

OPEN, CLOSE = "⟦", "⟧"
_PLACE = re.compile(r"(%L?\d+|%n|\{\w*(?:[!:][^}]*)?\})")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ROWS, _DEEP = 40, 4  # of a model that are read


class BracketTranslator(QTranslator):
    """A language in which each text stands in brackets, but for what is put into it: what is outside of brackets is a
    value, or a text that cannot be translated.
    """

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return a text of the program or of Qt in this language."""
        return bracketed(source)


def bracketed(text: str) -> str:
    """Return a text with brackets around its pieces between the places for values."""
    pieces = _PLACE.split(text)  # each second one is a place
    return "".join(f"{OPEN}{p}{CLOSE}" if n % 2 == 0 and _LETTERS.search(p) else p for n, p in enumerate(pieces))


def outside_brackets(text: str) -> str:
    """Return what of a text is in no brackets; of a text that was cut (``⟦Save the rec…``), the missing one counts."""
    depth, out = 0, list[str]()
    for sign in text:
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            depth -= 1
            if depth < 0:
                depth, out = 0, []
        elif not depth:
            out.append(sign)
    return "".join(out)


@dataclass(frozen=True)
class Said:
    """A text, and what of which widget it is."""

    owner: str
    kind: str  # text, tooltip, …
    text: str


def texts_of(widget: QWidget) -> Iterator[Said]:
    """Yield each text of a widget (not of its children) that is not empty."""
    owner = f"{type(widget).__name__} {widget.objectName()}".rstrip()
    for kind, text in _texts(widget):
        if text.strip():
            yield Said(owner, kind, text)


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", widget.toolTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    for action in widget.actions():
        yield "action", action.text()
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QGroupBox() | QMenu():
            yield "title", widget.title()
        case QLineEdit():
            yield "placeholder", widget.placeholderText()
        case QPlainTextEdit() | QTextEdit():
            yield "placeholder", widget.placeholderText()
            if widget.isReadOnly():
                yield "content", widget.toPlainText()
        case QTabBar():
            for tab in range(widget.count()):
                yield "tab", widget.tabText(tab)
                yield "tooltip", widget.tabToolTip(tab)
        case QSpinBox() | QDoubleSpinBox():
            yield from (("prefix", widget.prefix()), ("suffix", widget.suffix()), ("least", widget.specialValueText()))
        case QComboBox():
            for row in range(min(widget.count(), _ROWS)):
                yield "choice", widget.itemText(row)
        case QHeaderView():
            pass  # its view has the same model
        case QAbstractItemView() if widget.model() is not None:
            yield from _model(widget.model())


def _model(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for column in range(_columns(model, QModelIndex())):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield "heading", _text(model.headerData(column, Qt.Orientation.Horizontal, role))
    yield from _below(model, QModelIndex(), 0)


def _below(model: QAbstractItemModel, parent: QModelIndex, depth: int) -> Iterator[tuple[str, str]]:
    for row in range(min(model.rowCount(parent), _ROWS)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield "cell", _text(index.data(role))
            if depth < _DEEP and column == 0:
                yield from _below(model, index, depth + 1)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)  # its own method is private


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def cut_off(widget: QWidget) -> Iterator[str]:
    """Yield the texts of a widget on screen that have too little room, where it neither shortens nor scrolls them."""
    if not widget.isVisible():
        return
    match widget:
        case QLabel() | QPushButton() if type(widget).paintEvent is _base(widget).paintEvent:  # it paints all of it
            room, text = widget.contentsRect(), widget.text()
            if isinstance(widget, QLabel) and widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height():
                    yield text
            elif widget.fontMetrics().horizontalAdvance(text.replace("&", "")) > room.width():
                yield text
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal and widget.model() is not None:
            for section in range(widget.count()):
                text = _text(widget.model().headerData(section, Qt.Orientation.Horizontal))
                room = widget.sectionSize(section)
                needed = max((widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0)
                if not widget.isSectionHidden(section) and needed > room:
                    yield text


def _base(widget: QWidget) -> type[QWidget]:
    return QLabel if isinstance(widget, QLabel) else QPushButton
