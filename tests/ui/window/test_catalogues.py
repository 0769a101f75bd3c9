"""Given catalogues that I added, then none is taken for another, and removing one loses nothing unsaid."""

import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.app import accounts
from bcdc_desktop.domain.profile import COLOURS, PRODUCTION, READY_MADE, TEST
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dialogs.remove_catalogue import RemoveCatalogueDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.topbar import colour_role
from bcdc_desktop.ui.window import MainWindow


@pytest.fixture
def added(open_window, demo, qtbot) -> MainWindow:
    """A window on a catalogue that was added and has been read."""
    window = open_window()
    accounts.add_profile(
        window.program.settings, "mine", "My catalogue", accounts.Tested(demo.url, "", "2.11.6", ("bcdc_dataset",))
    )
    window.program.open("mine")
    qtbot.waitUntil(lambda: window.session.workspace.profile.name == "mine")
    qtbot.waitUntil(lambda: window.packages.model.rowCount() > 0 and not window.session.synchronizing)
    return window


def dialog_of(window, kind):
    return next((d for d in window.findChildren(kind) if d.isVisible()), None)


def test_each_added_catalogue_has_a_colour_of_its_own(open_window, demo):
    settings = open_window().program.settings
    tested = accounts.Tested(demo.url, "", "2.11.6", ())
    profiles = [accounts.add_profile(settings, f"c{n}", f"Catalogue {n}", tested) for n in range(len(COLOURS))]
    roles = [colour_role(p) for p in (*READY_MADE, *profiles)]
    assert len(set(roles)) == len(roles)
    assert len({theme.current().colour(role) for role in roles}) == len(roles)


def test_a_catalogue_that_is_built_in_stays(window):
    assert window.window_menu.command("removeCatalogue").reason()
    window.remove_catalogue()
    assert dialog_of(window, RemoveCatalogueDialog) is None


def ask(window, qtbot) -> RemoveCatalogueDialog:
    assert not window.window_menu.command("removeCatalogue").reason()
    window.remove_catalogue()
    qtbot.waitUntil(lambda: dialog_of(window, RemoveCatalogueDialog) is not None)
    return dialog_of(window, RemoveCatalogueDialog)


def test_the_drafts_that_would_be_lost_are_named_and_enter_keeps_all(added, qtbot, record, show_record):
    added.session.workspace.store.drafts.set_edits(record, "", {"title": "Salmon counts of the north"})
    dialog = ask(added, qtbot)
    assert dialog.lost.kind == "warning"
    assert "Salmon counts of the north" in dialog.lost.text()
    assert dialog.keep.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert added.program.settings.profile("mine") is not None
    assert added.session.workspace.profile.name == "mine"


def test_what_is_removed_is_gone_with_its_files_and_another_catalogue_is_open(added, qtbot, home):
    dialog = ask(added, qtbot)
    assert dialog.lost.text() == ""
    with qtbot.waitSignal(added.program.opened):
        dialog.remove.click()
    assert added.session.workspace.profile.name == PRODUCTION.name
    assert added.program.settings.profile("mine") is None
    assert list(home.rglob("mine-*")) == []
    assert [a.text() for a in added.top.menu.actions() if "My catalogue" in a.text()] == []


def unused_port() -> int:
    """A port at which nothing answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture
def first_start(open_window, qtbot) -> MainWindow:
    """The first start on a catalogue that cannot be reached."""
    window = open_window()
    accounts.add_profile(
        window.program.settings, "far", "Far away", accounts.Tested(f"http://127.0.0.1:{unused_port()}", "", "", ())
    )
    window.program.open("far")
    qtbot.waitUntil(lambda: window.session.workspace.profile.name == "far")
    qtbot.waitUntil(lambda: window.session.connection == "offline")
    return window


def steps(window) -> list[QPushButton]:
    empty = window.packages.empty
    return [b for b in (empty.button, *empty.more) if b.isVisible()]


def test_a_first_start_without_a_network_ends_with_what_can_be_done(first_start, qtbot):
    empty = first_start.packages.empty
    qtbot.waitUntil(lambda: len(steps(first_start)) == 3)
    assert empty.accessibleName()
    assert "127.0.0.1" in empty.accessibleDescription()
    again, practice, sign_in = steps(first_start)
    sign_in.click()
    qtbot.waitUntil(lambda: dialog_of(first_start, SignInDialog) is not None)
    dialog_of(first_start, SignInDialog).reject()
    with qtbot.waitSignal(first_start.session.server.changed, raising=False, timeout=1):
        again.click()
    with qtbot.waitSignal(first_start.program.opened):
        practice.click()
    assert first_start.session.workspace.profile.role == "practice"


def test_signing_in_leads_to_the_page_with_the_key(added, qtbot):
    added.sign_in()
    dialog = dialog_of(added, SignInDialog)
    assert f"{added.session.workspace.profile.address}/user/me" in dialog.words.text()
    texts = set()
    for tokens in (True, False, None):
        dialog.show_key_page(tokens)
        texts.add(dialog.words.text())
    assert len(texts) == 3
    dialog.reject()


def test_production_and_test_keep_their_colours():
    assert (colour_role(PRODUCTION), colour_role(TEST)) == ("accent_warning", "accent_information")
