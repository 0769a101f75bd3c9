"""Given uploads that are done, when the catalogue is asked again, then they are looked at once more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from bcdc_desktop.app.uploads.prepare import confirm, prepare_file
from bcdc_desktop.store.uploads import State
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from contract.contract_server import RESOURCE
from helpers.dragging import drop_data, offered_files
from helpers.waiting import settle


def sent(qtbot, window, record, path):
    """A file that was uploaded and is done."""
    workspace = window.session.workspace
    package = workspace.package(record["id"])
    item = prepare_file(workspace, package, path)
    for name, value in (RESOURCE | {"name": path.name}).items():
        item = item.with_field(name, value)
    (row,) = confirm(workspace, package, [item])
    qtbot.waitUntil(lambda: workspace.store.uploads.get(row.id).state is State.DONE)
    return row


def test_what_was_thrown_away_is_noticed_at_a_refresh_and_sent_again(window, record, server, qtbot, tmp_path):
    path = tmp_path / "levels.csv"
    path.write_bytes(b"id,level\r\n1,2\r\n")
    row = sent(qtbot, window, record, path)
    server.delete_resource(row.resource)  # as a save that overlapped ours would
    qtbot.keyClick(window, Qt.Key.Key_F5)
    uploads = window.session.workspace.store.uploads
    qtbot.waitUntil(lambda: uploads.get(row.id).resent == 1)
    qtbot.waitUntil(lambda: uploads.get(row.id).state is State.DONE)
    assert any(r["id"] == row.resource for r in server.package(record["id"])["resources"])


def test_the_end_of_a_batch_leads_to_what_is_there(window, record, show_record, server, qtbot, tmp_path):
    path = tmp_path / "levels.csv"
    path.write_bytes(b"id,level\r\n1,2\r\n")
    show_record(window, record["id"])
    row = sent(qtbot, window, record, path)
    bar = window.bar
    qtbot.waitUntil(lambda: "uploaded to" in bar.text())
    bar.buttons[0].click()
    qtbot.waitUntil(lambda: window.uploads.dialog is not None and window.uploads.dialog.panel.table.chosen() != [])
    panel = window.uploads.dialog.panel
    assert [r.id for r in panel.table.chosen()] == [row.id]
    assert row.resource in panel.details.text.text()


def test_the_cursor_is_in_the_record_once_files_are_on_their_way(window, record, show_record, qtbot, tmp_path):
    path = tmp_path / "levels.csv"
    path.write_bytes(b"id,level\r\n1,2\r\n")
    show_record(window, record["id"])
    window.organizations.view.setFocus()
    window.uploads.add_files(record["id"], "", [path])

    def dialog(kind: type):
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

    qtbot.waitUntil(lambda: (d := dialog(UploadSheet)) is not None and d.state is not None and not d.state.reading)
    sheet = dialog(UploadSheet)
    for name, value in RESOURCE.items():
        sheet.state.set_field(sheet.state.rows[0], name, value)
    sheet.send()
    qtbot.waitUntil(lambda: dialog(QMessageBox) is not None)
    with qtbot.waitSignal(sheet.confirmed):
        dialog(QMessageBox).findChild(QPushButton, "publicSendButton").click()
    qtbot.waitUntil(lambda: window.record.page.isAncestorOf(window.focusWidget()))
    qtbot.waitUntil(lambda: "levels" in window.record.page.area.model.resources()[-1].url)
    settle(qtbot, window)
    assert window.record.page.isAncestorOf(window.focusWidget())


def test_attachments_that_are_dropped_on_the_record_are_checked_like_files(window, record, show_record, qtbot):
    attachment = offered_files(("levels.csv", b"id,level\r\n1,2\r\n", b""))
    message = offered_files(("A message.msg", None, b""))
    show_record(window, record["id"])
    drop_data(window, window.rect().center(), message)
    assert "inside another program" in window.bar.text()
    drop_data(window, window.rect().center(), attachment)

    def sheet():
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, UploadSheet) and w.isVisible()), None)

    qtbot.waitUntil(lambda: (d := sheet()) is not None and d.state is not None and not d.state.reading)
    assert [row.path.name for row in sheet().state.rows] == ["levels.csv"]
    assert sheet().state.rows[0].path.read_bytes() == b"id,level\r\n1,2\r\n"
    sheet().reject()
