"""The guide in a window of its own: contents and search at the left, a section at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from bcdc_desktop.app.guide import Section, guide, matching
from bcdc_desktop.translation import language
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog
from bcdc_desktop.ui.widgets.inputs import add_clear_button, add_icon
from bcdc_desktop.ui.widgets.markup import MarkdownView
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import select_only

_ANCHOR = Qt.ItemDataRole.UserRole
_TITLE_POINTS = 1.4  # times the size of the text
_MATCHES_AT_MOST = 500  # that are marked in one section
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GuideText(MarkdownView):
    """Shows a section; a link to another one is followed inside the window."""

    def __init__(self, window: GuideWindow) -> None:
        super().__init__(window)
        self._window = window

    def _follow(self, url: QUrl) -> None:
        if url.hasFragment() and url.isRelative() and not url.path():
            self._window.show_section(url.fragment())
        else:
            super()._follow(url)


class GuideWindow(Dialog):
    """Shows the guide beside the window, and finds words in it. It loads nothing."""

    def __init__(self, parent: QWidget, sections: Sequence[Section] | None = None) -> None:
        super().__init__(self.tr("Guide"), parent, heading=False, reused=True, framed=False)
        self.setObjectName("guideWindow")
        self._sections = list(guide(language()) if sections is None else sections)
        self._shown = ""
        self.search = QLineEdit(self)
        self.search.setObjectName("guideSearch")
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.search.setPlaceholderText(self.tr("Search the guide"))
        add_clear_button(self.search)
        add_icon(self.search, theme.icon("magnify"))
        self.search.installEventFilter(self)
        self.contents = QListWidget(self)
        self.contents.setItemDelegate(PlainDelegate(self.contents))
        self.contents.setObjectName("guideContents")
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = PlainLabel(self.tr("The guide has no section with these words."), self)
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.text = GuideText(self)
        self.text.setObjectName("guideText")
        self.text.setAccessibleName(self.tr("Guide"))
        side = QWidget(self)
        left = QVBoxLayout(side)
        left.setContentsMargins(12, 12, 6, 12)
        left.setSpacing(measures.GAP)
        for widget in (self.search, self.nothing, self.contents):
            left.addWidget(widget)
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        right = QWidget(self)
        inside = QHBoxLayout(right)
        inside.setContentsMargins(6, 12, 12, 12)
        inside.addWidget(self.text)
        self.splitter.addWidget(side)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([290, 650])
        self.body.addWidget(self.splitter, 1)
        self.resize(940, 640)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.next_match)
        self.contents.currentItemChanged.connect(self._chosen)
        theme.notifier().themeChanged.connect(self._show_again)
        self._find("")

    @property
    def anchor(self) -> str:
        """The anchor of the section on screen."""
        return self._shown

    def show_section(self, anchor: str) -> None:
        """Show a section; the search is emptied where it has left that section out."""
        item = self._item(anchor)
        if item is None and self.search.text():
            self.search.clear()
            item = self._item(anchor)
        if item is not None:
            select_only(self.contents, self.contents.indexFromItem(item))

    def next_match(self) -> None:
        """Go to the next place of the words in the section, round and round."""
        spots = self._matches()
        if not spots:
            return
        here = self.text.textCursor().position()
        cursor = next((c for c in spots if c.selectionStart() >= here), spots[0])
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows choose a section while the cursor is in the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.contents.event(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _find(self, words: str) -> None:
        found = matching(self._sections, words) if words.strip() else self._sections
        shown, self._shown = self._shown, ""
        blocked = self.contents.blockSignals(True)
        self.contents.clear()
        for section in found:
            item = QListWidgetItem(section.title, self.contents)
            item.setData(_ANCHOR, section.anchor)
            item.setSizeHint(QSize(0, measures.TREE_ROW))
            item.setToolTip(tooltip(section.title))
        self.contents.blockSignals(blocked)
        self.nothing.setVisible(not found)
        self._shown = shown
        stays = not words.strip() and any(section.anchor == shown for section in found)
        self.contents.setCurrentRow([section.anchor for section in found].index(shown) if stays else 0)
        self._mark()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ANCHOR) != self._shown:
            self._show(str(item.data(_ANCHOR)))

    def _show(self, anchor: str) -> None:
        section = next((s for s in self._sections if s.anchor == anchor), None)
        if section is None:
            return
        self._shown = anchor
        self.text.show_markdown(section.markdown)
        self._style()
        self._mark()

    def _show_again(self) -> None:
        """Show the section in the colours of now. A method: a lambda would be called after the window is gone."""
        self._show(self._shown)

    def _style(self) -> None:
        """Give the title the size of a title, and paragraphs room."""
        document = self.text.document()
        document.setDocumentMargin(measures.PANE_PADDING)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        title = QTextCharFormat()
        title.setFontPointSize(self.text.fontInfo().pointSizeF() * _TITLE_POINTS)
        title.setFontWeight(QFont.Weight.DemiBold)
        cursor.mergeCharFormat(title)
        room = QTextBlockFormat()
        room.setBottomMargin(measures.GAP)
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            if cursor.currentTable() is None:
                cursor.mergeBlockFormat(room)
            block = block.next()

    def _matches(self) -> list[QTextCursor]:
        document, found = self.text.document(), list[QTextCursor]()
        for word in self.search.text().split():
            cursor = document.find(word)
            while not cursor.isNull() and len(found) < _MATCHES_AT_MOST:
                found.append(cursor)
                cursor = document.find(word, cursor)
        return sorted(found, key=lambda c: c.selectionStart())

    def _mark(self) -> None:
        marks = []
        for cursor in self._matches():
            mark = MarkdownView.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(theme.current().highlight_ground))
            mark.format.setForeground(self.text.palette().color(QPalette.ColorRole.Text))
            marks.append(mark)
        self.text.setExtraSelections(marks)
        if marks:
            self.next_match()

    def _item(self, anchor: str) -> QListWidgetItem | None:
        items = (self.contents.item(n) for n in range(self.contents.count()))
        return next((i for i in items if i.data(_ANCHOR) == anchor), None)
