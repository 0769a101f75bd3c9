"""Given a record's resources, when I add, delete, move or set several, then it is one draft that one save sends."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.ui.record.resources import SetForAllDialog
from bcdc_desktop.ui.review import ChangesDialog

LINK = {
    "name": "View the map",
    "url": "https://example.org/map",
    "bcdc_type": "webservice",
    "resource_update_cycle": "monthly",
    "format": "wms",
    "resource_storage_location": "bc geographic warehouse",
    "resource_type": "data",
    "resource_access_method": "service",
    "projection_name": "epsg3005",
}


def save(qtbot, editor, opened):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    texts = [dialog.table.topLevelItem(i).text(c) for i in range(dialog.table.topLevelItemCount()) for c in (0, 2)]
    warnings = " ".join(bar.text() for bar in dialog.warning_bars)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    return texts, warnings


def test_a_resource_is_moved_by_keys_and_sent_with_the_next_save(window, editor, record, server, qtbot, opened):
    ids = [r["id"] for r in record["resources"]]
    table = window.record.table
    table.setCurrentIndex(window.record.model.find(ids[0]))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    wanted = [ids[1], ids[0], *ids[2:]]
    assert [r.id for r in window.record.model.resources()] == wanted
    assert editor.resource_id == ids[0]
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: (d := drafts.get(record["id"])) is not None and d.changes.order == wanted)
    texts, _ = save(qtbot, editor, opened)
    assert "Order of the resources" in texts
    assert [r["id"] for r in server.package(record["id"])["resources"]] == wanted


def test_moving_back_leaves_nothing_to_save(window, editor, record, qtbot):
    table = window.record.table
    table.setCurrentIndex(window.record.model.find(record["resources"][0]["id"]))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.save.isEnabled()
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not editor.save.isEnabled()


def test_a_deletion_names_what_is_lost_and_can_be_taken_back(window, editor, record, server, qtbot, opened):
    resource = record["resources"][-1]
    table, model = window.record.table, window.record.model
    table.setCurrentIndex(model.find(resource["id"]))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert model.is_deleted(resource["id"])
    assert server.resource(resource["id"])["id"] == resource["id"]
    window.record.bar.buttons[0].click()
    assert not model.is_deleted(resource["id"])
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    texts, warnings = save(qtbot, editor, opened)
    assert "Deleted" in texts
    assert resource["name"] in warnings
    assert resource["id"] not in [r["id"] for r in server.package(record["id"])["resources"]]


def test_a_link_is_added_with_an_id_of_its_own(window, editor, record, server, qtbot, opened):
    window.record.add_a_link()
    made = editor.resource_id
    assert made not in {r["id"] for r in record["resources"]}
    for name, value in LINK.items():
        editor.form.set_value(name, value)
    save(qtbot, editor, opened)
    found = server.package(record["id"])["resources"][-1]
    assert (found["id"], found["name"], found["url"]) == (made, LINK["name"], LINK["url"])


def test_an_added_link_survives_a_restart_and_can_be_dropped(open_window, window, editor, record, show_record, qtbot):
    window.record.add_a_link()
    made = editor.resource_id
    editor.form.set_value("name", "Half a link")
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(
        lambda: (d := drafts.get(record["id"])) is not None and d.changes.new_resources.get(made) is not None
    )
    qtbot.waitUntil(lambda: drafts.get(record["id"]).changes.new_resources[made].get("name") == "Half a link")
    again = open_window()
    show_record(again, record["id"])
    assert again.record.model.find(made).isValid()
    again.record.page.area.deleteAsked.emit([made])
    assert not again.record.model.find(made).isValid()
    qtbot.waitUntil(lambda: drafts.get(record["id"]) is None)


def test_one_field_of_several_resources_is_set_at_once(window, editor, record, server, qtbot, opened):
    ids = [r["id"] for r in record["resources"]][:2]
    window.record.page.area.setForAllAsked.emit(ids)
    dialog = opened(SetForAllDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("resource_update_cycle"))
    dialog.form.set_value("resource_update_cycle", "weekly")
    qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)
    assert editor.form.values()["resource_update_cycle"] == "weekly"
    save(qtbot, editor, opened)
    now = {r["id"]: r["resource_update_cycle"] for r in server.package(record["id"])["resources"]}
    assert [now[i] for i in ids] == ["weekly", "weekly"]


def test_a_link_without_an_address_is_not_sent(window, editor, server, record, qtbot):
    window.record.add_a_link()
    for name, value in LINK.items():
        if name != "url":
            editor.form.set_value(name, value)
    assert editor.form.editor("url").isVisible()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    assert editor.form.cell("url").note("error")
    assert len(server.package(record["id"])["resources"]) == len(record["resources"])


def test_what_is_told_of_a_deletion_goes_with_it(window, editor, record):
    resource = record["resources"][-1]["id"]
    window.record.page.area.deleteAsked.emit([resource])
    assert window.record.bar.text()
    window.record.page.area.undeleteAsked.emit(resource)
    assert window.record.bar.text() == ""
    window.record.page.area.deleteAsked.emit([resource])
    editor.copy.drop()
    assert window.record.bar.text() == ""


def test_the_drop_area_has_a_frame_at_rest_and_under_a_drop(window, editor):
    area = window.record.page.area
    for under_a_drop in (False, True):
        area.set_drop_highlight(under_a_drop)
        picture = area.drop_frame.grab().toImage()
        edge = [picture.pixelColor(x, 0).name() for x in range(20, picture.width() - 20)]
        ground = picture.pixelColor(20, picture.height() // 2).name()
        assert any(colour != ground for colour in edge)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_resource_that_is_shown_is_selected_alone_whatever_keys_are_held(window, editor, record, qtbot, held):
    first, second = (r["id"] for r in record["resources"][:2])
    window.record.show_part(first)
    qtbot.keyPress(window, Qt.Key.Key_F35, held)
    window.record.show_part(second)
    selected = window.record.table.selectionModel().selectedRows()
    assert [index.row() for index in selected] == [window.record.model.find(second).row()]
