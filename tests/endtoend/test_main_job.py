"""The main job: see the tree, open a record, edit a resource, drop CSVs, find the resources on the server."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from helpers.dragging import drop_files


def visible(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def show_record(window, qtbot, package_id):
    window.show_record(package_id)
    qtbot.waitUntil(
        lambda: (
            window.record.editor is not None
            and window.record.package.id == package_id
            and bool(window.record.editor.resource_id)
        ),
    )


def wait_for_files(window, qtbot):
    """Waits until it is known that the record may be given files."""
    qtbot.waitUntil(window.record.page.tabs.add_files.isEnabled)


def send_sheet(qtbot, **choices):
    """Chooses what the sheet still wants for all files, and sends."""
    qtbot.waitUntil(lambda: visible(UploadSheet) is not None)
    sheet = visible(UploadSheet)
    for name, label in choices.items():
        qtbot.waitUntil(lambda n=name: sheet.findChild(QComboBox, f"forAll.{n}") is not None)
        combo = sheet.findChild(QComboBox, f"forAll.{name}")
        combo.setCurrentIndex(combo.findText(label))
    qtbot.waitUntil(sheet.send_button.isEnabled)
    with qtbot.waitSignal(sheet.confirmed) as confirmed:
        qtbot.mouseClick(sheet.send_button, Qt.MouseButton.LeftButton)
    return confirmed.args[0]


def test_an_editor_edits_a_resource_and_drops_files(open_window, ckan, record, qtbot, tmp_path):
    window = open_window()
    server = ckan.as_("editor")
    assert window.organizations.model.tree.get(ckan.organization) is not None
    show_record(window, qtbot, record["id"])

    editor = window.record.editor
    wait_for_files(window, qtbot)  # who may not change the record cannot type
    field = editor.form.editor("name")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "First, corrected")
    qtbot.waitUntil(editor.save.isEnabled)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visible(ChangesDialog) is not None)
    qtbot.mouseClick(visible(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert server.package(record["id"])["resources"][0]["name"] == "First, corrected"

    files = []
    for year in (2021, 2022, 2023):
        path = tmp_path / f"größe & {year}.csv"
        path.write_bytes(f"DATE,VALUE\r\n{year}-01-31,1\r\n{year}-12-31,2\r\n".encode())
        files.append(path)
    target = window.record.page
    wait_for_files(window, qtbot)
    drop_files(target, QPoint(target.width() // 2, target.height() - 40), files)
    rows = send_sheet(qtbot, resource_update_cycle="Annually")
    store = window.session.workspace.store
    qtbot.waitUntil(lambda: all(store.uploads.get(r).state == "done" for r in rows))
    there = {r["id"]: r for r in server.package(record["id"])["resources"]}
    assert len(there) == 4
    for row_id, path in zip(rows, files, strict=True):
        resource = there[store.uploads.get(row_id).resource]
        assert b"".join(server.read_file(resource["url"])) == path.read_bytes()
        assert resource["resource_update_cycle"] == "annually"
        assert resource["bcdc_type"] == "document"
    qtbot.waitUntil(lambda: window.record.model.rowCount() == 4)


def test_a_file_dropped_on_a_resource_replaces_its_file(open_window, ckan, record, qtbot, tmp_path):
    window = open_window()
    server = ckan.as_("editor")
    show_record(window, qtbot, record["id"])
    resource = record["resources"][0]
    path = tmp_path / "new version.csv"
    path.write_bytes(b"A,B\r\n1,2\r\n")
    table = window.record.table
    at = table.visualRect(window.record.model.find(resource["id"])).center()
    wait_for_files(window, qtbot)
    drop_files(table.viewport(), at, [path])
    rows = send_sheet(qtbot)
    store = window.session.workspace.store
    qtbot.waitUntil(lambda: store.uploads.get(rows[0]).state == "done")
    now = server.package(record["id"])["resources"]
    assert [r["id"] for r in now] == [resource["id"]]
    assert now[0]["name"] == "First"
    assert now[0]["resource_update_cycle"] == "monthly"
    assert b"".join(server.read_file(now[0]["url"])) == path.read_bytes()


def test_files_go_out_with_the_other_changes_of_a_record(open_window, ckan, record, qtbot, tmp_path):
    window = open_window()
    server = ckan.as_("editor")
    show_record(window, qtbot, record["id"])
    editor = window.record.editor
    window.record.edit_record()
    editor.form.set_value("purpose", "To be found")
    window.record.show_resources()
    path = tmp_path / "größe & more.csv"
    path.write_bytes(b"DATE,VALUE\r\n2021-01-31,1\r\n")
    wait_for_files(window, qtbot)
    drop_files(window.record.page, QPoint(window.record.page.width() // 2, window.record.page.height() - 40), [path])
    qtbot.waitUntil(lambda: visible(UploadSheet) is not None)
    sheet = visible(UploadSheet)
    qtbot.waitUntil(lambda: sheet.findChild(QComboBox, "forAll.resource_update_cycle") is not None)
    combo = sheet.findChild(QComboBox, "forAll.resource_update_cycle")
    combo.setCurrentIndex(combo.findText("Annually"))
    button = sheet.findChild(QPushButton, "withChangesButton")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.model.rowCount() == 2)
    assert server.package(record["id"])["metadata_modified"] == record["metadata_modified"]
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visible(ChangesDialog) is not None)
    assert visible(ChangesDialog).save_button.text() == "Save 2 changes"
    qtbot.mouseClick(visible(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 changes saved" in editor.bar.text())
    now = server.package(record["id"])
    assert now["purpose"] == "To be found"
    assert b"".join(server.read_file(now["resources"][1]["url"])) == path.read_bytes()
    (entry,) = window.session.workspace.store.journal.entries()
    assert (entry.action, entry.outcome) == ("package_revise", "verified")
