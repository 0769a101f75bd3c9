"""Given drafts on this computer, new records among them, when I look at them, then each says how it stands."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.app.records import new_record
from bcdc_desktop.app.search.views import DRAFTS
from bcdc_desktop.ui.navigation.model import CountRole


@pytest.fixture
def table(window, qtbot):
    """The list of drafts, on screen."""
    window.show_drafts()
    assert window.middle.currentWidget() is window.drafts
    return window.drafts.table


def listed(table) -> dict:
    """Title -> changes and how the server's record stands."""
    items = [table.topLevelItem(i) for i in range(table.topLevelItemCount())]
    return {item.text(0): (item.text(1), item.text(3)) for item in items}


def choose(table, title):
    item = next(i for i in map(table.topLevelItem, range(table.topLevelItemCount())) if i.text(0) == title)
    table.setCurrentItem(item)


def others(server, record, count):
    found = server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages
    return [p for p in found if p["id"] != record["id"]][:count]


@pytest.fixture
def begun(window, qtbot):
    """A record that is on this computer only."""
    workspace = window.session.workspace
    draft_id = new_record.blank(workspace)
    draft = workspace.store.drafts.get(draft_id)
    workspace.store.drafts.set_edits(draft.changes.base, "", {"title": "Half a record", "notes": "Half."})
    return draft_id


def test_new_records_count_and_are_listed_beside_edited_ones(window, begun, record, server, table, qtbot):
    (other,) = others(server, record, 1)
    drafts = window.session.workspace.store.drafts
    drafts.set_edits(record, "", {"purpose": "Mine."})
    drafts.set_edits(record, record["resources"][0]["id"], {"description": "Mine."})
    drafts.set_edits({**other, "metadata_modified": "2001-01-01T00:00:00"}, "", {"purpose": "Mine."})
    qtbot.waitUntil(lambda: len(listed(table)) == 3)
    assert listed(table) == {
        "Half a record": ("2", "Not created yet"),
        record["title"]: ("2", "Unchanged"),
        other["title"]: ("1", "Changed by someone else"),
    }
    places = window.organizations.model
    qtbot.waitUntil(lambda: places.find(DRAFTS).data(CountRole) == 3)
    assert window.drafts.count.text() == "3 drafts"
    assert "Created" in table.topLevelItem(0).toolTip(2)
    assert table.topLevelItem(0).text(2) == "just now"


def test_a_draft_whose_record_changed_in_the_same_field_or_is_gone_says_so(window, record, server, table, qtbot):
    drafts, cache = window.session.workspace.store.drafts, window.session.workspace.store.cache
    other, gone = others(server, record, 2)
    drafts.set_edits(other, "", {"purpose": "Mine."})
    drafts.set_edits(gone, "", {"purpose": "Mine."})
    server.patch_package(other["id"], {"purpose": "Theirs."})
    window.session.refresh_package(other["id"])
    cache.records.remove([gone["id"]])
    qtbot.waitUntil(lambda: listed(table).get(other["title"], ("", ""))[1] == "Conflict: same fields changed")
    qtbot.waitUntil(lambda: listed(table)[gone["title"]][1] == "Deleted, or no longer visible to you")
    choose(table, gone["title"])
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == gone["id"])


def test_choosing_a_draft_shows_its_record(window, begun, record, table, qtbot):
    window.session.workspace.store.drafts.set_edits(record, "", {"purpose": "Mine."})
    qtbot.waitUntil(lambda: len(listed(table)) == 2)
    choose(table, "Half a record")
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == begun)
    qtbot.waitUntil(lambda: window.record.editor.target == "")
    assert window.record.editor.form.values()["title"] == "Half a record"
    choose(table, record["title"])
    qtbot.waitUntil(lambda: window.record.package.id == record["id"])
    window.organizations.choose("all")
    assert window.middle.currentWidget() is window.packages


def test_a_new_record_that_is_discarded_goes_from_the_list_and_the_screen_and_comes_back(window, begun, table, qtbot):
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: len(listed(table)) == 1)
    choose(table, "Half a record")
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.target == "")
    # typed a moment ago, and not stored yet
    field = window.record.editor.form.editor("notes")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Typed last.")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: drafts.get(begun) is None)
    qtbot.waitUntil(lambda: window.record.package is None)
    assert window.record.page.stack.currentWidget() is window.record.page.empty
    qtbot.waitUntil(lambda: window.drafts.stack.currentWidget() is window.drafts.empty)
    assert "“Half a record”" in window.drafts.bar.text()
    window.drafts.bar.buttons[0].click()
    qtbot.waitUntil(lambda: list(listed(table)) == ["Half a record"])
    assert drafts.get(begun).changes.of("")["notes"] == "Typed last."


def test_the_record_on_screen_is_as_on_the_server_once_its_draft_is_discarded(window, editor, record, table, qtbot):
    window.record.edit_record()
    editor.form.set_value("purpose", "Mine.")
    qtbot.waitUntil(lambda: len(listed(table)) == 1)
    choose(table, record["title"])
    qtbot.mouseClick(window.drafts.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.copy.changes.empty)
    qtbot.waitUntil(lambda: editor.form.values().get("purpose") == record.get("purpose"))
    assert not editor.save.isEnabled()
    window.drafts.bar.buttons[0].click()
    qtbot.waitUntil(lambda: editor.form.values().get("purpose") == "Mine.")
    assert editor.save.isEnabled()


def test_without_a_draft_nothing_can_be_discarded(window, table, qtbot):
    qtbot.waitUntil(lambda: window.drafts.stack.currentWidget() is window.drafts.empty)
    assert not window.drafts.discard.isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert window.drafts.bar.text() == ""


@pytest.mark.parametrize("known", [True, False])
def test_a_record_that_is_asked_for_by_its_name_shows_its_draft(window, record, qtbot, known):
    """The journal has a record that was created here by its name."""
    store = window.session.workspace.store
    store.drafts.set_edits(record, "", {"purpose": "Mine.", "data_quality": "Good."})
    if not known:
        store.cache.records.remove([record["id"]])
    window.record_windows.show(record["name"])
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == record["id"])
    editor = window.record.editor
    window.record.edit_record()
    assert editor.form.edits() == {"purpose": "Mine.", "data_quality": "Good."}
    editor.form.set_value("purpose", "Mine, better.")
    qtbot.waitUntil(lambda: store.drafts.get(record["id"]).changes.of("")["purpose"] == "Mine, better.")
    assert store.drafts.get(record["id"]).changes.of("")["data_quality"] == "Good."
    store.drafts.discard(record["id"])
    qtbot.waitUntil(lambda: editor.copy.changes.empty)


def test_a_new_record_without_a_title_is_not_listed_by_its_id(window, begun, table, qtbot):
    draft_id = new_record.blank(window.session.workspace)
    qtbot.waitUntil(lambda: len(listed(table)) == 2)
    assert draft_id not in listed(table)
