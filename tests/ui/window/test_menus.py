"""Given the menu bar, when I walk through it, then all is there once, has one letter and one key, and says why not."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.ui.actions import WindowMenu
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.spelling import Spelling

PLATFORMS = ["linux", "win32", "darwin"]


@pytest.fixture(autouse=True)
def spelling(qapp, home) -> Iterator[Spelling]:
    """The spelling check, which has a menu of its own."""
    workers = Workers(qapp)
    made = Spelling(Settings(home / "spelling.json"), workers, "none", qapp)
    yield made
    workers.wait()
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def menu_of(window):
    """Makes the menus of a platform."""

    def make(platform: str) -> WindowMenu:
        window.menuBar().clear()
        for action in window.findChildren(QAction):
            window.removeAction(action)
        return WindowMenu(window, platform)

    return make


def menus(bar: QMenuBar) -> Iterator[QMenu]:
    """All menus of a bar, those within others too."""
    waiting = [a.menu() for a in bar.actions()]
    while waiting:
        menu = waiting.pop(0)
        yield menu
        waiting += [a.menu() for a in menu.actions() if a.menu()]


def test_each_letter_and_each_key_is_there_once(language, window, menu_of):
    for platform in PLATFORMS:
        menu_of(platform)
        bar = window.menuBar()
        for texts in ([a.text() for a in m.actions() if a.text()] for m in (bar, *menus(bar))):
            letters = Counter(letter.lower() for text in texts for letter in re.findall(r"&(\w)", text))
            assert {letter: n for letter, n in letters.items() if n > 1} == {}, texts
        actions = [a for m in menus(bar) for a in m.actions() if not a.menu() and not a.isSeparator()]
        keys = Counter(k.toString() for a in actions for k in a.shortcuts())
        assert {key: n for key, n in keys.items() if n > 1} == {}
        assert len(keys) > 40
        names = Counter(a.objectName() for a in actions)
        assert "" not in names
        assert max(names.values()) == 1


def test_the_menus_are_those_that_the_platform_expects(window, menu_of):
    for platform in PLATFORMS:
        made = menu_of(platform)
        titles = [a.text().replace("&", "") for a in window.menuBar().actions()]
        usual = ["File", "Edit", "View", "Record", "Catalogue", *(["Window"] if platform == "darwin" else []), "Help"]
        assert titles == usual
        roles = {c.action.menuRole(): c.action.objectName() for c in made.commands}
        assert roles[QAction.MenuRole.AboutRole] == "about"
        assert roles[QAction.MenuRole.PreferencesRole] == "settings"
        assert roles[QAction.MenuRole.QuitRole] == "quit"
        assert QAction.MenuRole.TextHeuristicRole not in roles


def test_no_key_of_macos_is_taken(menu_of):
    """Cmd+H hides the program there, Cmd+M is Minimize."""
    keys = {c.action.objectName(): c.action.shortcuts() for c in menu_of("darwin").commands}
    assert [n for n, ks in keys.items() if QKeySequence("Ctrl+H") in ks] == []
    assert [n for n, ks in keys.items() if QKeySequence("Ctrl+M") in ks] == ["minimize"]


def test_what_cannot_be_used_is_disabled_while_its_menu_is_open(window, qtbot, record, show_record):
    commands = window.window_menu
    file_menu = next(m for m in menus(window.menuBar()) if commands.command("save").action in m.actions())
    publish = commands.command("publish")
    assert publish.reason()
    show_record(window, record["id"])
    assert not publish.reason()
    file_menu.aboutToShow.emit()
    assert not commands.command("save").action.isEnabled()
    assert commands.command("newRecord").action.isEnabled()
    file_menu.aboutToHide.emit()
    assert commands.command("save").action.isEnabled()  # else its key would be dead when there is something to save


def test_a_file_is_previewed_only_where_a_resource_is_chosen(window, record, show_record):
    preview = window.window_menu.command("previewFile")
    show_record(window, record["id"])
    assert not preview.reason()
    window.record.table.setCurrentIndex(QModelIndex())
    assert preview.reason()


def test_a_key_of_what_cannot_be_used_says_why(window, qtbot):
    commands = window.window_menu
    commands.command("editRecord").action.trigger()
    assert window.status.connection.text() == commands.command("editRecord").reason() != ""


def test_what_is_in_use_is_marked(window, qtbot):
    def marked(prefix: str) -> list[str]:
        found = [c.action for c in window.window_menu.commands if c.action.objectName().startswith(prefix)]
        return [a.objectName() for a in found if a.isChecked()]

    assert marked("practise-") == ["practise-editor"]
    assert marked("appearance-") == ["appearance-system"]
    window.window_menu.command("appearance-light").action.trigger()
    assert marked("appearance-") == ["appearance-light"]
    window.window_menu.command("appearance-light").action.trigger()
    assert marked("appearance-") == ["appearance-light"]
    with qtbot.waitSignal(window.program.opened):
        window.window_menu.command("practise-member").action.trigger()
    assert marked("practise-") == ["practise-member"]


def test_every_key_of_the_menus_is_in_the_guide(window):
    keyboard = bundled_path("guide.md").read_text("utf-8").partition("## Keyboard\n")[2].partition("\n## ")[0]
    written = {QKeySequence(k) for k in re.findall(r"`([^`]*)`", keyboard)}
    of_text = {"undo", "redo", "cut", "copy", "paste", "selectAll"}
    missing = [
        (c.action.objectName(), k.toString())
        for c in window.window_menu.commands
        if c.action.objectName() not in of_text
        for k in c.action.shortcuts()
        if k not in written
    ]
    assert missing == []


def test_every_menu_that_the_guide_names_is_there(window):
    named = set(re.findall(r"\*([A-Z]\w+) > ([^*>]+)\*", bundled_path("guide.md").read_text("utf-8")))
    there = {(c.menus[0], c.title) for c in window.window_menu.commands}
    there |= {c.menus for c in window.window_menu.commands}  # a menu within a menu
    assert len(named) > 5
    assert sorted(named - there) == []


def test_the_edit_menu_does_what_the_keys_do_where_the_cursor_is(window, qtbot, record, show_record):
    show_record(window, record["id"])
    commands, form = window.window_menu, window.record.editor.form
    field = form.editor("name")
    field.setFocus()
    before = form.values()["name"]
    qtbot.keyClicks(field, "zz")
    assert not commands.command("undo").reason()
    commands.command("undo").action.trigger()
    assert form.values()["name"] == before
    commands.command("redo").action.trigger()
    assert form.values()["name"] != before
    commands.command("undo").action.trigger()
    commands.command("selectAll").action.trigger()
    commands.command("copy").action.trigger()
    search = window.top.search
    search.setFocus()
    commands.command("paste").action.trigger()
    assert search.text() == before
    assert not commands.command("undo").reason()
    window.record.table.setFocus()
    assert commands.command("paste").reason()
    qtbot.keyClick(window, Qt.Key.Key_Alt)
