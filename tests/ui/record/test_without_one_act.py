"""Given a catalogue that cannot save in one act, when I save, then that is said, also where it ends half-way."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.ui.review import ChangesDialog


@pytest.fixture
def edited(window, editor, record):
    """The record with changes to itself and to a resource, on a catalogue without ``package_revise``."""
    window.session.desk.has_no_revise()
    editor.form.set_value("description", "Mine.")
    window.record.edit_record()
    editor.form.set_value("purpose", "Mine.")
    return editor


def save(qtbot, editor, opened):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)


def test_a_save_part_by_part_is_named(window, edited, record, server, qtbot, opened):
    save(qtbot, edited, opened)
    qtbot.waitUntil(lambda: "2 fields saved" in edited.bar.text())
    assert "cannot save in one act" in edited.bar.text()
    now = server.package(record["id"])
    assert (now["purpose"], now["resources"][0]["description"]) == ("Mine.", "Mine.")


def test_a_save_that_ends_half_way_says_so_and_keeps_what_is_left(
    window, edited, record, server, qtbot, opened, monkeypatch
):
    def refuse(*_args: object, **_more: object) -> None:
        raise errors.NotAuthorized("The key lacks the right.")

    with monkeypatch.context() as broken:
        broken.setattr(Catalogue, "patch_resource", refuse)
        save(qtbot, edited, opened)
        qtbot.waitUntil(lambda: "A part was saved" in edited.bar.text())
    assert "The key lacks the right" in edited.bar.text()
    assert server.package(record["id"])["purpose"] == "Mine."
    resource = record["resources"][0]["id"]
    assert edited.copy.held.edits == {resource: {"description": "Mine."}}
    drafts = window.session.desk.store.drafts
    qtbot.waitUntil(lambda: set(drafts.get(record["id"]).edits) == {resource})
    assert "1 change" in edited.status.text()
    assert edited.form.values()["purpose"] == "Mine."
    assert edited.form.edits() == {}
    save(qtbot, edited, opened)
    qtbot.waitUntil(lambda: "1 field saved" in edited.bar.text())
    assert server.package(record["id"])["resources"][0]["description"] == "Mine."
