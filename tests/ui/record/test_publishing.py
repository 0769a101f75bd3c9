"""Given a record, when its state is moved, then each move says what it means, and a careless one is held back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from bcdc_desktop.domain.package import Package
from bcdc_desktop.ui.dialogs.publish import PublishDialog
from bcdc_desktop.ui.record.record_lists import WaitingList
from bcdc_desktop.ui.review import ChangesDialog
from helpers.waiting import settle
from ui.window.conftest import BRANCH


@pytest.fixture
def draft_record(server):
    """A record of the editor's branch in the state DRAFT, with resources."""
    organization = server.organization(BRANCH)
    packages = server.search(fq=f'owner_org:"{organization["id"]}"', rows=100).packages
    return next(p for p in packages if p["publish_state"] == "DRAFT" and p["resources"])


def words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_an_editor_offers_a_draft_for_publishing(window, draft_record, show_record, server, qtbot, opened):
    show_record(window, draft_record["id"])
    qtbot.mouseClick(window.record.page.summary.publish, Qt.MouseButton.LeftButton)
    dialog = opened(PublishDialog)
    assert "administrators of the organization get an email" in words(dialog)
    assert "A contact is displayed" in words(dialog)
    assert not dialog.buttons["PENDING PUBLISH"].hasFocus()
    qtbot.mouseClick(dialog.buttons["PENDING PUBLISH"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "was moved to" in window.record.bar.text())
    assert server.package(draft_record["id"])["publish_state"] == "PENDING PUBLISH"
    qtbot.waitUntil(lambda: window.record.page.summary.state.text() == "Pending Publish")


def test_a_draft_that_is_open_takes_a_move_of_ones_own_for_its_own(
    window, draft_record, show_record, server, qtbot, opened
):
    show_record(window, draft_record["id"])
    editor = window.record.editor
    window.record.edit_record()
    editor.form.set_value("purpose", "Mine.")
    editor.flush()
    qtbot.mouseClick(window.record.page.summary.publish, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(PublishDialog).buttons["PENDING PUBLISH"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.page.summary.state.text() == "Pending Publish" and not editor.copy.moved_on)
    assert "since you began" not in editor.bar.text()
    with qtbot.waitSignal(editor.saving.saved):
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    there = server.package(draft_record["id"])
    assert (there["purpose"], there["publish_state"]) == ("Mine.", "PENDING PUBLISH")


def test_what_is_missing_holds_it_back_and_is_shown(window, draft_record, show_record, server, qtbot, opened):
    contacts = [{**c, "displayed": []} for c in draft_record["contacts"]]
    server.patch_package(draft_record["id"], {"contacts": contacts})
    window.session.refresh_package(draft_record["id"])
    show_record(window, draft_record["id"])
    qtbot.waitUntil(lambda: not any(c.get("displayed") for c in window.record.package.raw["contacts"]))
    window.record.publish()
    dialog = opened(PublishDialog)
    assert not dialog.buttons["PENDING PUBLISH"].isEnabled()
    dialog.placeAsked.emit("", "contacts")
    dialog.reject()
    assert window.record.editor.target == ""


def test_an_editor_may_not_publish_and_reads_why(window, record, show_record, qtbot, opened):
    show_record(window, record["id"])
    window.record.publish()
    dialog = opened(PublishDialog)
    assert not dialog.buttons["PENDING PUBLISH"].isEnabled()
    assert "Only administrators" in words(dialog)
    assert dialog.buttons["PENDING ARCHIVE"].isEnabled()
    dialog.reject()


def test_an_administrator_sees_what_waits(window, qtbot, opened):
    window.practise_as("orgadmin")
    qtbot.waitUntil(lambda: window.session.workspace.user != "editor" and not window.session.synchronizing)
    qtbot.waitUntil(lambda: window.packages.model.rowCount() > 0)
    window.show_waiting()
    waiting = opened(WaitingList)
    qtbot.waitUntil(lambda: waiting.table.topLevelItemCount() > 0)
    states = {waiting.table.topLevelItem(i).text(1) for i in range(waiting.table.topLevelItemCount())}
    assert states <= {"Pending Publish", "Pending Archive"}
    wanted = waiting.chosen()
    qtbot.mouseClick(waiting.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == wanted)


def test_the_cursor_stays_in_the_record_after_a_move(window, draft_record, show_record, server, qtbot, opened):
    show_record(window, draft_record["id"])
    summary = window.record.page.summary
    summary.publish.setFocus()
    qtbot.keyClick(summary.publish, Qt.Key.Key_Space)
    qtbot.mouseClick(opened(PublishDialog).buttons["PENDING PUBLISH"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: summary.state.text() == "Pending Publish")
    settle(qtbot, window)
    assert window.record.page.isAncestorOf(window.focusWidget())


def test_the_command_for_moves_is_offered_where_there_is_one(window, record, show_record):
    command = window.window_menu.command("publish")
    show_record(window, record["id"])
    assert command.reason() == ""
    window.record.page.summary.show_package(Package({**record, "publish_state": "of no schema"}), "")
    assert command.reason() != ""
