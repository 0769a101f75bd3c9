"""Given text that Qt would take for HTML, then it is shown letter for letter, and nothing that it names is opened."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QTextCursor, QTextDocument
from PySide6.QtGui import Qt as QtInGui
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QToolTip, QWidget

from bcdc_desktop.domain.text_direction import DIRECTION_CONTROLS, in_reading_order
from bcdc_desktop.ui import opening, theme
from bcdc_desktop.ui.reports.chart import BarChart, DrawnBar
from bcdc_desktop.ui.review.diff_html import marked
from bcdc_desktop.ui.widgets.markup import LinkLabel, MarkdownView, SealedDocument, Strong, TextLink, text_of_markdown
from bcdc_desktop.ui.widgets.plain_text import (
    PlainDelegate,
    PlainLabel,
    PlainMessageBox,
    button_text,
    elided,
    notification_text,
    tooltip,
    window_title,
)
from helpers.hostile import hostile_text, watched_pipe

TRICKY = st.text(alphabet="<>&;/!?= \n\t\"'abimgltscrphox\u2060\u00a0-") | st.sampled_from(
    [
        "<b>",
        "&lt;b&gt;",
        "<!doctype html>",
        "<?xml version='1.0'?><b>",
        "a <i>b</i>",
        "<IMG SRC=x>",
        "< b >",
        "x &lt; y",
    ]
)


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")


@given(TRICKY)
def test_a_tooltip_is_never_taken_for_html_and_looks_the_same(text):
    made = tooltip(text)
    assert not QtInGui.mightBeRichText(made)
    if all(len(line) <= 100 for line in text.split("\n")) and text.count("\n") < 40:
        assert made.replace("\u2060", "") == text.replace("\u2060", "")


@pytest.mark.parametrize("sign", DIRECTION_CONTROLS)
def test_no_text_turns_round_what_stands_beside_it(qtbot, sign):
    text = f"Delete “invoice{sign}fdp.exe”?"
    label, box, links = PlainLabel(text), PlainMessageBox(), LinkLabel()
    box.setText(text)
    box.setWindowTitle(text)
    links.show_lines([[Strong(text), text]])
    for each in (label, box, links):
        qtbot.addWidget(each)
    shown = [label.text(), box.text(), box.windowTitle(), links.text(), tooltip(text), button_text(text)]
    shown += [notification_text(text), elided(text, label.fontMetrics(), 10_000), window_title(text)]
    shown.append(PlainDelegate().displayText(text, QLocale()))
    assert all("invoice\ufffdfdp.exe" in one for one in shown)
    assert not any(sign in one for one in shown)


def test_letters_of_other_scripts_and_joined_signs_stay():
    for text in ("\u05e9\u05dc\u05d5\u05dd\u200f!", "\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f469"):
        assert window_title(text) == text


def test_a_tooltip_of_ordinary_words_is_left_alone():
    assert tooltip("Wells & springs\n2 of 3") == "Wells & springs\n2 of 3"


def test_a_long_tooltip_is_wrapped_and_ends():
    made = tooltip("word " * 10_000)
    assert len(made) < 2200
    assert max(len(line) for line in made.split("\n")) <= 100
    assert made.endswith("…")
    assert tooltip("\n" * 5000).count("\n") <= 41


@given(TRICKY)
def test_marks_of_a_comparison_hold_no_link_and_no_picture(text):
    for html in (*marked(text, "b"), *marked("a", text), *marked(text, text + " b")):
        document = SealedDocument()
        document.setHtml(html)
        assert kinds(document) == set()


def kinds(document: QTextDocument) -> set[str]:
    """What there is in a document besides words."""
    found, block = set(), document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            format_ = fragments.fragment().charFormat()
            found |= {"picture"} if format_.isImageFormat() else set()
            found |= {f"link {format_.anchorHref()}"} if format_.isAnchor() else set()
            fragments += 1
        block = block.next()
    return found


def tip() -> QLabel | None:
    return next((w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()), None)


def test_what_qt_makes_by_itself_is_plain(qtbot, tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        text = hostile_text(pipe)
        widget, box, label = QWidget(), QMessageBox(), QLabel(text)
        for each in (widget, box, label):
            qtbot.addWidget(each)
            each.show()
        QToolTip.showText(QPoint(5, 5), text, widget)
        qtbot.waitUntil(lambda: tip() is not None)
        assert tip().textFormat() == Qt.TextFormat.PlainText
        tip().grab()
        box.setText(text)
        box.setInformativeText(text)
        box.grab()
        label.grab()
        formats = {child.textFormat() for child in (label, *box.findChildren(QLabel))}
        assert formats == {Qt.TextFormat.PlainText}
        QToolTip.hideText()
    assert opened == []


def test_labels_and_boxes_of_ours_are_plain(qtbot, tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        label, box = PlainLabel(hostile_text(pipe)), PlainMessageBox()
        box.setText(hostile_text(pipe))
        for each in (label, box):
            qtbot.addWidget(each)
            each.grab()
        assert label.text() == in_reading_order(hostile_text(pipe))
        assert {label.textFormat(), box.textFormat()} == {Qt.TextFormat.PlainText}
    assert opened == []


def test_the_watch_sees_a_pipe_that_is_opened(tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        if hasattr(os, "mkfifo"):
            assert pipe.read_bytes() == b""
        else:
            opened.append("opened")
    assert opened


def test_a_button_has_no_shortcut_from_outside(qtbot):
    button = QPushButton(button_text("Wells &Quit && more\tF5"))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert "Wells &Quit" in button.text().replace("&&", "&")


def test_a_chart_shows_its_labels_as_they_are(qtbot, tmp_path):
    def picture(label: str) -> QImage:
        chart = BarChart([DrawnBar(label, 3, "", "link")], theme.current())
        qtbot.addWidget(chart)
        return chart.grab().toImage()

    with watched_pipe(tmp_path) as (pipe, opened):
        picture(hostile_text(pipe))
        picture(f'<img src="file://{pipe}">')
        assert picture("<b></b>csv") != picture("csv")
    assert opened == []


def test_a_notification_has_no_tag():
    assert "<" not in notification_text('<img src="file:///x">')


@pytest.fixture
def view(qtbot) -> MarkdownView:
    made = MarkdownView()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_markdown_is_shown_and_loads_nothing(view, tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        view.show_markdown(f"# Wells\n\n{hostile_text(pipe)}\n\n![a *picture*](file://{pipe}) ![](file://{pipe})")
        view.grab()
        for kind in QTextDocument.ResourceType:
            for place in (view, view.document()):
                assert place.loadResource(kind.value, QUrl.fromLocalFile(str(pipe))) is not None
        assert "picture" not in kinds(view.document())
        assert "Wells" in view.toPlainText()
        assert "a picture" in view.toPlainText()
    assert opened == []


def test_html_in_a_sealed_document_loads_nothing(tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        document = SealedDocument()
        document.setHtml(f'<link rel="stylesheet" href="file://{pipe}"><img src="file://{pipe}"> x')
        assert document.size().width() > 0
    assert opened == []


def test_the_words_of_markdown_are_read_without_its_pictures(tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        assert text_of_markdown(f"# Wells\n\n*Some* words ![map](file://{pipe})") == "Wells\nSome words map"
    assert opened == []


def test_what_is_copied_from_a_preview_is_plain_text(view):
    view.show_markdown("Some [words](https://example.org) here")
    view.selectAll()
    data = view.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text() == "Some words here"


class Browser(QObject):
    """What the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


BAD = [
    "smb://host.invalid/share",
    "ms-msdt:/id PCWDiagnostic",
    "search-ms:query=x",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "file://host.invalid/share",
    "//host.invalid/share",
    "\\\\host.invalid\\share",
    "data:text/html,x",
    "https:",
    "relative/path",
    "",
    "mailto:jo@example.org?attach=/etc/passwd",
    "mailto:jo@example.org?subject=x&Attachment=%2Fetc%2Fpasswd",
    "mailto:?%61ttach=/etc/passwd",
    "mailto:?subject=x&amp;attach=/etc/passwd",
]
GOOD = [
    "https://example.org/a b?c=d&e=f",
    "HTTP://example.org",
    "mailto:jo@example.org",
    "mailto:jo@example.org?subject=Levels&cc=ann@example.org",
]


@pytest.fixture
def browser():
    made, schemes = Browser(), {QUrl(address).scheme() for address in (*BAD, *GOOD)} - {""}
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize("address", BAD)
def test_only_web_pages_and_mails_are_opened(browser, address):
    assert not opening.open_page(address)
    assert browser.asked == []


@pytest.mark.parametrize("address", GOOD)
def test_web_pages_and_mails_are_opened(browser, address):
    assert opening.open_page(address)
    assert browser.asked == [QUrl(address).toString()]


@pytest.mark.parametrize("address", ["smb://host.invalid/x", "https://example.org/x"])
def test_a_link_in_a_preview_is_opened_or_shown(view, browser, qtbot, address):
    view.show_markdown(f"[here]({address})")
    cursor = QTextCursor(view.document())
    cursor.setPosition(2)
    at = view.cursorRect(cursor).center()
    assert view.anchorAt(at) == address
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    if address.startswith("https:"):
        assert browser.asked == [address]
    else:
        qtbot.waitUntil(lambda: tip() is not None and address in tip().text())
        assert browser.asked == []
    QToolTip.hideText()


def test_a_label_with_links_shows_each_piece_as_it_is(qtbot, tmp_path):
    with watched_pipe(tmp_path) as (pipe, opened):
        text = hostile_text(pipe)
        label = LinkLabel()
        qtbot.addWidget(label)
        label.show_lines([[Strong(text), " ", text], [TextLink(text, 'https://example.org/?a="b"')]])
        label.grab()
        document = SealedDocument()
        document.setHtml(label.text())
        assert kinds(document) == {'link https://example.org/?a="b"'}
        assert document.toPlainText().count(in_reading_order(text)) == 3
    assert opened == []
