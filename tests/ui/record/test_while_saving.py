"""Given a save under way, when something is changed meanwhile, then it is a draft afterwards."""

from PySide6.QtCore import Qt

from bcdc_desktop.domain.record_changes import RecordChanges
from ui.record.conftest import COMPLETE
from ui.record.test_attachments import attach_action, tables  # noqa: F401
from ui.record.test_new_record import begin, press_begin  # noqa: F401


def begun(qtbot, held, editor) -> None:
    qtbot.waitUntil(held.begun.is_set)
    assert editor.busy


def test_what_is_changed_while_a_save_is_under_way_stays_as_a_draft(window, editor, record, server, qtbot, held, save):
    first, second = (r["id"] for r in record["resources"][:2])
    editor.form.set_value("description", "Sent.")
    save(editor)
    begun(qtbot, held, editor)
    window.record.add_a_link()
    added = editor.resource_id
    editor.set_for_all([first], "name", "Meanwhile.")
    window.record.page.area.deleteAsked.emit([second])
    held.go.set()
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert "made meanwhile are kept as a draft" in editor.bar.text()
    kept = editor.copy.changes.copy()
    assert (kept.fields, kept.deletions, list(kept.new_resources)) == (
        {first: {"name": "Meanwhile."}},
        [second],
        [added],
    )
    there = server.package(record["id"])
    assert [r["id"] for r in there["resources"]] == [r["id"] for r in record["resources"]]
    assert there["resources"][0]["description"] == "Sent."
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: drafts.get(record["id"]).changes.base["metadata_modified"] == there["metadata_modified"])
    draft = drafts.get(record["id"])
    assert (draft.changes.fields, draft.changes.deletions, list(draft.changes.new_resources)) == (
        kept.fields,
        [second],
        [added],
    )
    window.record.show_part(first)
    assert editor.form.values()["name"] == "Meanwhile."
    assert editor.form.edits() == {"name": "Meanwhile."}


def test_a_resource_that_was_deleted_right_after_its_save_is_told(editor, record, server, qtbot, held, save):
    resource = record["resources"][0]

    def delete(answer: str) -> str:
        server.delete_resource(resource["id"])
        return answer

    held.change = delete
    held.go.set()
    editor.form.set_value("description", "Mine.")
    save(editor)
    qtbot.waitUntil(lambda: "deleted" in editor.bar.text())
    assert resource["name"] in editor.bar.text()


def test_a_save_of_a_record_that_is_not_on_screen_any_more_leaves_what_came_later(
    window, editor, record, other, server, qtbot, held, save, show_record
):
    second, drafts = record["resources"][1]["id"], window.session.workspace.store.drafts
    editor.form.set_value("description", "Sent.")
    save(editor)
    begun(qtbot, held, editor)
    show_record(window, other["id"])
    drafts.set_part(record, "delete", second, True)
    held.go.set()
    qtbot.waitUntil(lambda: not editor.busy)
    qtbot.waitUntil(lambda: drafts.get(record["id"]).changes.fields == {})
    assert drafts.get(record["id"]).changes.deletions == [second]
    assert server.package(record["id"])["resources"][0]["description"] == "Sent."


def test_what_is_to_be_decided_is_not_covered_by_the_word_that_the_record_has_changed(
    window, editor, record, server, qtbot, save
):
    first = record["resources"][0]["id"]
    editor.form.set_value("description", "Mine.")
    server.delete_resource(first)
    save(editor)
    qtbot.waitUntil(lambda: "was deleted on the server" in editor.bar.text())
    qtbot.waitUntil(lambda: editor.copy.package["metadata_modified"] != record["metadata_modified"])
    drop = next(b for b in editor.bar.buttons if b.text() == "Discard my changes")
    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.copy.changes.empty)


def test_a_new_record_stays_on_screen_while_its_files_are_sent(
    window,
    editor,
    begin,  # noqa: F811
    server,
    qtbot,
    tables,  # noqa: F811
    attach_action,  # noqa: F811
    held,
    save,
):
    begin(lambda dialog: press_begin(qtbot)(dialog, "record"))
    draft = editor.copy.package_id
    for name, value in COMPLETE.items():
        editor.form.set_value(name, value)
    window.uploads.add_files(draft, "", [tables()])
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: len(editor.copy.changes.files) == 1)
    save(editor)
    begun(qtbot, held, editor)
    drafts, made = window.session.workspace.store.drafts, server.package("wells-of-the-skeena")
    qtbot.waitUntil(lambda: drafts.get(draft) is None)
    assert drafts.get(made["id"]) is not None
    window.record.add_a_link()
    added = editor.resource_id
    qtbot.waitUntil(lambda: editor.sending.isVisible())
    assert editor.copy.package_id == draft
    held.go.set()
    qtbot.waitUntil(lambda: "in the catalogue" in window.record.bar.text())
    qtbot.waitUntil(lambda: editor.copy.package_id == made["id"])
    assert list(editor.copy.changes.new_resources) == [added]
    assert drafts.ids() == [made["id"]]
    assert len(server.package(made["id"])["resources"]) == 1


def test_the_catalogue_can_be_asked_while_a_save_lasts(window, editor, record, qtbot, held, save):
    session = window.session
    editor.form.set_value("description", "Sent.")
    save(editor)
    begun(qtbot, held, editor)
    for _ in range(5):  # each showing looks whether what was saved is still there
        with qtbot.waitSignal(window.record.shown):
            window.show_record(record["id"])
        window.record.overwritten.check(window.record.package.raw)
    with qtbot.waitSignal(session.ask(lambda _t, _r: session.workspace.catalogue.status()).done):
        assert editor.busy
    held.go.set()
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())


def test_a_save_is_planned_once(editor, save, qtbot, monkeypatch):
    plans, reordering = [], RecordChanges.reordering

    def noted(changes):
        plans.append(changes)
        return reordering(changes)

    monkeypatch.setattr(RecordChanges, "reordering", noted)  # what a plan asks for once, and nobody else
    editor.form.set_value("description", "Mine.")
    save(editor)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert len(plans) == 1
