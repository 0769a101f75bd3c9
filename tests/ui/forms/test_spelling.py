"""Given a title and a description with mistakes, then they are underlined, and the context menu mends them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.spelling import Spelling, SpellingMenu
from bcdc_desktop.ui.theme import apply_theme

WAVY = QTextCharFormat.UnderlineStyle.SpellCheckUnderline


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def spelling(qapp: QApplication, qtbot, settings) -> Iterator[Spelling]:
    apply_theme(qapp, "light")
    workers = Workers()
    made = Spelling(settings, workers, "en", qapp)
    made.begin()
    qtbot.waitUntil(lambda: made.ready)
    yield made
    workers.wait()
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def form(spelling, show: Callable[..., SchemaForm], schema) -> SchemaForm:
    fields = [f for f in schema.dataset_fields if f.name in ("title", "name", "notes")]
    base: dict[str, Any] = {"title": "Thier wells", "name": "thier-wells", "notes": "Good.\n\nA 😀 tabel of wells."}
    return show(fields, base)


def marked(area: QPlainTextEdit) -> list[str]:
    found, block = [], area.document().firstBlock()
    while block.isValid():
        for r in block.layout().formats():
            if r.format.underlineStyle() == WAVY:
                raw = block.text().encode("utf-16-le")[2 * r.start : 2 * (r.start + r.length)]
                found.append(raw.decode("utf-16-le"))
        block = block.next()
    return found


def open_menu(field: QWidget) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), field.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(field, event)


def suggestions() -> QMenu | None:
    menus = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    return next((m for m in menus if m.objectName() == "spellingSuggestions"), None)


def test_mistakes_are_underlined_as_one_types(form, qtbot):
    area = form.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: marked(area) == ["tabel"])
    qtbot.keyClicks(area, "Bda ")
    qtbot.waitUntil(lambda: marked(area) == ["Bda", "tabel"])


def test_a_suggestion_replaces_the_word(form, qtbot):
    area = form.findChild(QPlainTextEdit)
    cursor = area.textCursor()
    cursor.setPosition(area.document().toRawText().index("tabel") + 3)  # in Qt's units, of which the picture has two
    area.setTextCursor(cursor)
    open_menu(area)
    qtbot.waitUntil(lambda: suggestions() is not None)
    action = next(a for a in suggestions().actions() if a.text() == "table")
    action.trigger()
    suggestions().close()
    assert area.toPlainText() == "Good.\n\nA 😀 table of wells."


def test_a_title_is_checked_and_its_word_added(form, spelling, settings, qtbot):
    line = next(w for w in form.findChildren(QLineEdit) if w.text() == "Thier wells")
    line.setCursorPosition(2)
    open_menu(line)
    qtbot.waitUntil(lambda: suggestions() is not None)
    assert any(a.text() == "Their" for a in suggestions().actions())
    before = line.text()
    next(a for a in suggestions().actions() if "dictionary" in a.text()).trigger()
    suggestions().close()
    assert line.text() == before
    assert spelling.misspellings("Thier wells") == []
    qtbot.waitUntil(lambda: settings.get("spelling_words") == ["Thier"])


def test_an_address_is_not_checked(form, qtbot):
    line = next(w for w in form.findChildren(QLineEdit) if w.text() == "thier-wells")
    assert not [c for c in line.children() if c.objectName() == "spelling"]


def test_a_very_long_text_is_left_alone(form, spelling, qtbot):
    area = form.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: marked(area) == ["tabel"])
    area.setPlainText("tabel " * 20_000)
    assert marked(area) == []


def test_checking_can_be_switched_off_and_to_french(form, spelling, settings, qtbot):
    area = form.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: marked(area) == ["tabel"])
    with_parent = QWidget()
    qtbot.addWidget(with_parent)
    menu = SpellingMenu(spelling, with_parent)
    off, _english, french, _both = menu.actions()
    off.trigger()
    assert marked(area) == []
    qtbot.waitUntil(lambda: settings.get("spelling_languages") == [])
    french.trigger()
    qtbot.waitUntil(lambda: "wells" in marked(area))
    assert french.isChecked()
    assert not off.isChecked()


def test_a_field_that_only_shows_is_not_checked(form, qtbot):
    area = form.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: marked(area) == ["tabel"])
    area.setReadOnly(True)
    open_menu(area)
    assert suggestions() is None
    assert area.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
