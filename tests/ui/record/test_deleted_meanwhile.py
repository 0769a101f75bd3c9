"""Given a draft on a resource, when somebody deletes that resource, then it can be added again, if it held no file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.ui.review import ChangesDialog


@pytest.mark.parametrize("filed", [False, True], ids=["a link", "a file"])
def test_a_resource_whose_file_went_with_it_is_not_offered_to_be_added_again(
    open_window, record, server, show_record, qtbot, opened, tmp_path, filed
):
    resource = record["resources"][0]["id"]
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake\r\nAtlin\r\n")
    part = FilePart(path, path.name, path.stat().st_size, path.stat().st_mtime_ns)
    fields = {} if filed else {"url": "https://example.org/a", "url_type": ""}
    server.patch_resource(resource, fields, part if filed else None)
    window = open_window()
    show_record(window, record["id"])
    editor = window.record.editor
    window.record.show_part(resource)
    editor.form.set_value("description", "Mine.")
    server.delete_resource(resource)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not editor.busy and "was deleted on the server" in editor.bar.text())
    labels = [b.text() for b in editor.bar.findChildren(QPushButton) if not b.isHidden()]
    assert "Discard my changes" in labels
    assert ("Add it again" in labels) is not filed
    if not filed:
        again = next(b for b in editor.bar.findChildren(QPushButton) if b.text() == "Add it again")
        with qtbot.waitSignal(editor.saving.saved):
            qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
        there = {r["id"]: r for r in server.package(record["id"])["resources"]}
        assert there[resource]["description"] == "Mine."
    assert ("with its file" in editor.bar.text()) is filed
