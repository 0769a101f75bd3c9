"""Given changes that one does not want, when they are discarded, then nothing of them stays, and undo brings them back;
and a record that one may only read says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from bcdc_desktop.app.records import new_record
from bcdc_desktop.app.records.drafts import rows


def test_a_new_record_that_is_discarded_leaves_nothing_among_the_drafts(window, record, qtbot):
    workspace = window.session.workspace
    draft = new_record.blank(workspace, record["owner_org"])
    window.show_record(draft)
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.package_id == draft)
    window.record.edit_record()
    editor = window.record.editor
    editor.form.set_value("title", "Half a thought")
    qtbot.mouseClick(editor.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(workspace) == [])
    qtbot.waitUntil(lambda: window.record.package is None)

    def undo():
        return next((b for b in window.findChildren(QPushButton) if b.text() == "Undo" and b.isVisible()), None)

    qtbot.waitUntil(lambda: undo() is not None)
    qtbot.mouseClick(undo(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [r.title for r in rows(workspace)] == ["Half a thought"])
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.package_id == draft)


def test_a_resource_whose_changes_are_discarded_goes_back_to_its_place(editor, record, qtbot):
    first, second, *rest = [r["id"] for r in record["resources"]]
    editor.form.set_value("description", "Never mind.")
    editor.copy.set_order([second, first, *rest])
    assert editor.resource_id == first
    qtbot.mouseClick(editor.discard, Qt.MouseButton.LeftButton)
    assert editor.copy.changes.empty
    assert [r.id for r in editor.copy.resources()] == [first, second, *rest]


@pytest.fixture
def foreign(server):
    """A public record of an organization in which the user is no editor."""
    mine = server.my_organizations()
    return next(
        p for p in server.search(rows=100).packages if p["owner_org"] not in mine and p["publish_state"] == "PUBLISHED"
    )


def test_a_record_that_one_may_only_read_looks_so_and_says_why(window, foreign, show_record, qtbot):
    show_record(window, foreign["id"])
    window.record.show_part("")
    editor = window.record.editor
    assert editor.read_only.isVisible()
    assert foreign["organization"]["title"] in editor.read_only.text()
    fields = [*editor.form.findChildren(QLineEdit), *editor.form.findChildren(QPlainTextEdit)]
    shown = [f for f in fields if f.isVisible() and f.isEnabled()]
    assert shown
    assert all(f.isReadOnly() for f in shown)
    assert editor.form.editor("owner_org").currentText() == foreign["organization"]["title"]
