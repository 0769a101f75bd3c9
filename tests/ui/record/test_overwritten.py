"""Given something that was saved here, when somebody overwrites it, then I am told, and decide about it."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.save import save
from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.ui.record.overwritten import LostUpdatesDialog
from bcdc_desktop.ui.record.record_lists import OverwrittenList


@pytest.fixture
def records(window, server, record):
    """Two records of the editor's branch, in both of which something was saved here."""
    workspace = window.session.workspace
    found = server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages
    other = next(p for p in found if p["id"] != record["id"])
    for package in (record, other):
        save(
            workspace,
            RecordChanges(workspace.package(package["id"]), {"": {"purpose": "Mine.", "data_quality": "Mine."}}),
        )
    return record, other


def overwrite(server, *packages):
    for package in packages:
        server.patch_package(package["id"], {"purpose": "An old form."})


def synchronize(window, qtbot):
    with qtbot.waitSignal(window.session.synchronized):
        window.session.synchronize()


def test_a_synchronization_tells_of_a_record_that_is_not_on_screen(window, server, records, qtbot):
    record, _ = records
    overwrite(server, record)
    synchronize(window, qtbot)
    qtbot.waitUntil(lambda: "Someone else overwrote" in window.bar.text())
    assert f"“Purpose” of “{record['title']}”" in window.bar.text()
    window.bar.buttons[0].click()
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == record["id"])
    qtbot.waitUntil(lambda: "overwritten" in window.record.bar.text())
    window.bar.hide()
    synchronize(window, qtbot)
    qtbot.waitUntil(lambda: not window.session.synchronizing)
    assert window.bar.text() == ""  # it is told once


def test_of_several_records_a_list_opens(window, server, records, qtbot, opened):
    overwrite(server, *records)
    synchronize(window, qtbot)
    qtbot.waitUntil(lambda: "in 2 records" in window.bar.text())
    window.bar.buttons[0].click()
    listed = opened(OverwrittenList)
    qtbot.waitUntil(lambda: listed.table.topLevelItemCount() == 2)
    rows = {listed.table.topLevelItem(i).text(0): listed.table.topLevelItem(i).text(1) for i in range(2)}
    assert rows == {package["title"]: "Purpose" for package in records}
    wanted = listed.chosen()
    qtbot.mouseClick(listed.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == wanted)


def test_the_difference_is_shown_and_can_be_left_as_it_is(window, server, records, show_record, qtbot, opened):
    record, _ = records
    overwrite(server, record)
    show_record(window, record["id"])
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(lambda: "overwritten" in window.record.bar.text())
    window.record.bar.buttons[0].click()
    dialog = opened(LostUpdatesDialog)
    row = dialog.table.topLevelItem(0)
    assert [row.text(column) for column in range(4)] == ["Purpose", "Mine.", "An old form.", "Another value"]
    qtbot.mouseClick(dialog.leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.bar.text() == "")
    assert overwritten.lost_updates(window.session.workspace) == []
    assert server.package(record["id"])["purpose"] == "An old form."


def test_it_is_taken_up_upon_the_record_as_it_is_today(window, server, records, show_record, qtbot, opened):
    record, _ = records
    overwrite(server, record)
    server.patch_package(record["id"], {"lineage_statement": "Theirs."})
    show_record(window, record["id"])
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(lambda: "overwritten" in window.record.bar.text())
    window.record.bar.buttons[0].click()
    qtbot.mouseClick(opened(LostUpdatesDialog).restore, Qt.MouseButton.LeftButton)
    editor = window.record.editor
    qtbot.waitUntil(lambda: editor.copy.of("") == {"purpose": "Mine."})
    assert editor.copy.base["lineage_statement"] == "Theirs."  # a later change of anybody's stays
    assert "Restored as a draft" in window.record.bar.text()
