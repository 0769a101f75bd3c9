"""Given a record on screen, when I look at its head, then it says who changed it last, and when."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.app.records.last_change import LastChange
from bcdc_desktop.domain.package import Package, parse_time
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.record.last_change import ActivityDialog, change_texts
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog


@pytest.fixture
def record(server, record) -> dict:
    """A record that a colleague has just changed, so that there is an activity."""
    server.patch_package(record["id"], {"purpose": "Changed by a colleague."})
    return server.package(record["id"])


def test_the_head_tells_who_changed_the_record_last(window, record, show_record, server, qtbot):
    window.session.refresh_package(record["id"])
    show_record(window, record["id"])
    slug = window.record.page.summary.slug
    name = server.user_name(server.activity(record["id"], limit=1)[0]["user_id"])
    qtbot.waitUntil(lambda: name in slug.full_text())
    assert slug.full_text().startswith(record["name"])
    assert exact_time(parse_time(record["metadata_modified"]), UTC) in slug.toolTip()


def test_the_activity_lists_who_did_what(window, record, show_record, server, opened, qtbot):
    show_record(window, record["id"])
    qtbot.waitUntil(lambda: window.record.page.summary.slug.toolTip() != "")
    window.record.show_activity()
    dialog = opened(ActivityDialog)
    table = dialog.view.table
    listed = server.activity(record["id"], limit=50)
    qtbot.waitUntil(lambda: table.topLevelItemCount() == len(listed))
    assert table.topLevelItem(0).text(2) == server.user_name(listed[0]["user_id"])
    dialog.close()


def test_the_words_for_a_change():
    now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert change_texts(LastChange(at, "Ann <b>"), now)[0] == "changed 3 days ago by Ann <b>"
    text, tip = change_texts(LastChange(at), now)
    assert text == "changed 3 days ago"
    assert "1 Mar 2026, 09:30 UTC" in tip
    assert change_texts(LastChange(None, "Ann"), now) == ("", "")


def test_a_conflict_names_who_and_when(window, record, show_record, server, opened, qtbot):
    show_record(window, record["id"])
    editor = window.record.editor
    window.record.edit_record()
    editor.form.set_value("purpose", "Mine.")
    editor.flush()
    server.patch_package(record["id"], {"purpose": "Theirs."})
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    dialog = opened(ConflictDialog)
    latest = server.activity(record["id"], limit=1)[0]
    qtbot.waitUntil(lambda: server.user_name(latest["user_id"]) in dialog.heading.text())
    assert exact_time(Package(server.package(record["id"])).modified) in dialog.heading.text()
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
