"""The few places that show more than plain text: Markdown from the catalogue, and lines with links of our own.

Nothing here loads anything. Pictures are shown as their description, and a link opens by ``ui.opening`` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QCursor, QImage, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QLabel, QTextBrowser, QToolTip, QWidget

from bcdc_desktop.domain.text_direction import in_reading_order
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import tooltip

_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class SealedDocument(QTextDocument):
    """A document that loads nothing, whatever it refers to."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return something empty. None would have Qt open the file itself."""
        return _nothing(kind)


class MarkdownView(QTextBrowser):
    """Shows Markdown: no HTML, no pictures; a click on a link opens a web page or a mail, or shows where it leads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)

    def show_markdown(self, text: str) -> None:
        """Show another text."""
        document = _read(text, SealedDocument(self))
        document.setDefaultFont(self.font())
        last = self.document()
        self.setDocument(document)
        if isinstance(last, SealedDocument):
            last.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines where they are still easy to read, in however wide a window."""
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), measures.WIDEST_LINE))
        super().resizeEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return something empty, as the document does."""
        return _nothing(kind)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the chosen text as plain text: HTML from here would reach programs that load what it names."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def _follow(self, url: QUrl) -> None:
        if not opening.open_page(url.toString()):
            QToolTip.showText(QCursor.pos(), tooltip(self.tr("Not opened: %1").replace("%1", url.toString())), self)


def text_of_markdown(text: str) -> str:
    """Return the words of a Markdown text, without its marks."""
    return _read(text, SealedDocument()).toPlainText()


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class TextLink:
    """Words that lead somewhere."""

    text: str
    address: str


Piece = str | Strong | TextLink


class LinkLabel(QLabel):
    """A label of several lines with words in bold and links; a click on one emits ``linkActivated``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def show_lines(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show lines of pieces, each of them literally."""
        self.setText("<br>".join("".join(_html(piece) for piece in line) for line in lines))


def _html(piece: Piece) -> str:
    match piece:
        case Strong(text):
            return f"<b>{_escaped(text)}</b>"
        case TextLink(text, address):
            return f'<a href="{escape(address)}">{_escaped(text)}</a>'  # in the palette's colour, so in either mode
        case _:
            return _escaped(piece)


def _escaped(text: str) -> str:
    return escape(in_reading_order(text))


def _nothing(kind: int) -> object:
    if kind != QTextDocument.ResourceType.ImageResource.value:
        return ""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _read(text: str, document: SealedDocument) -> SealedDocument:
    """Fill a document that nothing shows yet: its pictures become words before anything lays them out."""
    document.setMarkdown(in_reading_order(text), _MARKDOWN)
    pictures: list[tuple[int, int, str]] = []
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isImageFormat():
                words = fragment.charFormat().property(QTextFormat.Property.ImageAltText)
                pictures.append((fragment.position(), fragment.length(), str(words or "")))
            fragments += 1
        block = block.next()
    cursor = QTextCursor(document)
    for position, length, words in reversed(pictures):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words, QTextCharFormat())
    return document
