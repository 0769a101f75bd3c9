"""Given a question, when I open the guide, then I find its answer without a network."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from bcdc_desktop import translation
from bcdc_desktop.app.guide import Section, guide, matching, sections_of
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.commands.command import Command
from bcdc_desktop.ui.help.guide_window import GuideWindow
from bcdc_desktop.ui.help.shortcuts import ShortcutsDialog
from bcdc_desktop.ui.help.topics import FIRST, TOPICS, topic_of


def test_the_sections_are_those_of_the_contents():
    text = bundled_path("guide.md").read_text("utf-8")
    listed = re.findall(r"^- \[([^\]]*)\]\(#([^)]*)\)$", text, re.MULTILINE)
    assert [(s.title, s.anchor) for s in guide()[1:]] == listed


def test_every_link_inside_the_guide_leads_to_a_section():
    anchors = {s.anchor for s in guide()}
    linked = {a for s in guide() for a in re.findall(r"\]\(#([^)]*)\)", s.text)}
    assert linked <= anchors
    assert {*TOPICS.values(), FIRST} <= anchors


def test_no_picture_is_left():
    assert not [s.title for s in guide() if "![" in s.text]


def test_sections_end_where_the_next_begins():
    text = "# Guide\n\nHello\n\n## One thing, at first\na\n### Inside\nb\n## Two\n![Window](w.png)\nc"
    assert sections_of(text) == [
        Section("Guide", "guide", "Hello"),
        Section("One thing, at first", "one-thing-at-first", "a\n### Inside\nb"),
        Section("Two", "two", "c"),
    ]


def test_words_in_titles_go_first():
    sections = [Section("Drafts", "drafts", "uploads too"), Section("Uploads", "uploads", "drafts of files")]
    assert [s.anchor for s in matching(sections, "UPLOADS")] == ["uploads", "drafts"]
    assert [s.anchor for s in matching(sections, "files draft")] == ["uploads"]
    assert matching(sections, "salmon") == []


@pytest.fixture
def window(qtbot) -> Iterator[GuideWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    found = GuideWindow(parent)
    found.show()
    yield found
    parent.close()


def contents(window: GuideWindow) -> list[str]:
    return [window.contents.item(n).text() for n in range(window.contents.count())]


def test_contents_show_each_section(window):
    assert contents(window) == [s.title for s in guide()]
    window.show_section("uploads")
    assert window.contents.currentItem().text() == "Uploads"
    assert window.text.toPlainText().startswith("Uploads\n")


def test_words_are_found_and_marked_and_enter_goes_from_one_to_the_next(window, qtbot):
    qtbot.keyClicks(window.search, "journal")
    assert contents(window)[0] == "Journal and undo"
    assert window.anchor == "journal-and-undo"
    marks = window.text.extraSelections()
    assert len(marks) > 1
    assert all(m.cursor.selectedText().lower() == "journal" for m in marks)
    places = []
    for _ in range(2):
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
        places.append(window.text.textCursor().selectionStart())
    assert places[0] != places[1]


def test_nothing_found_is_said_and_esc_shows_all_again(window, qtbot):
    qtbot.keyClicks(window.search, "quark zebra")
    assert contents(window) == []
    assert window.nothing.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not window.nothing.isVisible()
    assert len(contents(window)) == len(guide())


def test_the_guide_is_in_the_language_of_the_window(qtbot, window):
    translation.install(str, "fr")
    try:
        there = GuideWindow(window.parentWidget())
    finally:
        translation.install(str)
    assert contents(there) == [s.title for s in guide("fr")] != contents(window)
    there.show_section("uploads")
    assert there.contents.currentItem().text() == "Téléversements"
    there.search.setText("televersement d'apres")
    assert contents(there) == ["Ajouter des fichiers"]


def test_keys_that_no_command_has_are_said(qtbot, window):
    action = QAction("Find")
    action.setShortcut("Ctrl+F")
    dialog = ShortcutsDialog([Command(action, ("Edit",), str)], window.parentWidget())
    dialog.show()
    qtbot.keyClicks(dialog.filter, "ctrl+f")
    assert dialog.nothing.isHidden()
    qtbot.keyClicks(dialog.filter, "zebra")
    assert dialog.nothing.isVisible()
    dialog.close()


def test_the_arrows_choose_a_section_from_the_search(window, qtbot):
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    assert window.anchor == guide()[1].anchor


def test_a_link_to_a_section_is_followed_even_past_a_search(window, qtbot):
    qtbot.keyClicks(window.search, "salmon")
    window.text.anchorClicked.emit(QUrl("#publishing"))
    assert window.anchor == "publishing"
    assert window.search.text() == ""


def test_help_is_about_what_the_cursor_is_in(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.setObjectName("journalDialog")
    inner = QWidget(QWidget(outer))
    assert topic_of(inner) == "journal-and-undo"
    inner.setObjectName("packageSearch")
    assert topic_of(inner) == "finding-a-record"
    assert topic_of(None) == FIRST


def test_a_guide_that_is_gone_does_not_follow_the_theme(qtbot, qapp):
    """It was asked for its text after Qt had deleted it, in every change between light and dark."""
    theme.apply_theme(qapp, "light")
    gone = GuideWindow(None)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    theme.apply_theme(qapp, "dark")  # an exception in a slot fails the test
    theme.apply_theme(qapp, "light")
