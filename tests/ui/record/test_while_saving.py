"""Given a save under way, when something is changed meanwhile, then it is a draft afterwards."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.ui.review import ChangesDialog


class Held:
    """Acts that wait until the test lets them go; ``refuse`` makes them end with an error then."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.refuse: Exception | None = None

    def wait(self, act: Callable, *given: object, **more: object) -> object:
        self.begun.set()
        assert self.go.wait(20)
        if self.refuse is not None:
            raise self.refuse
        return act(*given, **more)


@pytest.fixture
def held(monkeypatch) -> Iterator[Held]:
    """Holds every act back."""
    holder, revise = Held(), Catalogue.revise
    monkeypatch.setattr(Catalogue, "revise", lambda *given, **more: holder.wait(revise, *given, **more))
    yield holder
    holder.go.set()


@pytest.fixture
def save(qtbot, opened):
    """Reviews and saves."""

    def pressed(editor) -> None:
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)

    return pressed


@pytest.fixture
def other(server, record) -> dict:
    """Another record that the user may edit."""
    found = server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages
    return next(p for p in found if p["id"] != record["id"])


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
    window.record.area.deleteAsked.emit([second])
    held.go.set()
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert "changed meanwhile is kept as a draft" in editor.bar.text()
    kept = editor.copy.held
    assert (kept.edits, kept.deletions, list(kept.new)) == ({first: {"name": "Meanwhile."}}, [second], [added])
    there = server.package(record["id"])
    assert [r["id"] for r in there["resources"]] == [r["id"] for r in record["resources"]]
    assert there["resources"][0]["description"] == "Sent."
    drafts = window.session.desk.store.drafts
    qtbot.waitUntil(lambda: drafts.get(record["id"]).base_modified == there["metadata_modified"])
    draft = drafts.get(record["id"])
    assert (draft.edits, draft.deletions, list(draft.new_resources)) == (kept.edits, (second,), [added])
    window.record.show_part(first)
    assert editor.form.values()["name"] == "Meanwhile."
    assert editor.form.edits() == {"name": "Meanwhile."}


def test_a_save_of_a_record_that_is_not_on_screen_any_more_leaves_what_came_later(
    window, editor, record, other, server, qtbot, held, save, show_record
):
    second, drafts = record["resources"][1]["id"], window.session.desk.store.drafts
    editor.form.set_value("description", "Sent.")
    save(editor)
    begun(qtbot, held, editor)
    show_record(window, other["id"])
    drafts.set_part(record, "delete", second, True)
    held.go.set()
    qtbot.waitUntil(lambda: not editor.busy)
    qtbot.waitUntil(lambda: drafts.get(record["id"]).edits == {})
    assert drafts.get(record["id"]).deletions == (second,)
    assert server.package(record["id"])["resources"][0]["description"] == "Sent."


def test_what_is_changed_while_a_save_part_by_part_ends_half_way_stays_too(
    window, editor, record, qtbot, monkeypatch, save
):
    holder = Held()
    holder.refuse = errors.NotAuthorized("The key lacks the right.")
    monkeypatch.setattr(Catalogue, "patch_resource", lambda *given, **more: holder.wait(print, *given, **more))
    first, second = (r["id"] for r in record["resources"][:2])
    window.session.desk.has_no_revise()
    editor.form.set_value("description", "Mine.")
    window.record.edit_record()
    editor.form.set_value("purpose", "Mine.")
    save(editor)
    begun(qtbot, holder, editor)
    window.record.area.deleteAsked.emit([second])
    holder.go.set()
    qtbot.waitUntil(lambda: "A part was saved" in editor.bar.text())
    assert (editor.copy.held.edits, editor.copy.held.deletions) == ({first: {"description": "Mine."}}, [second])


def test_a_resource_that_somebody_deleted_is_added_again(window, editor, record, server, qtbot, save):
    first = record["resources"][0]["id"]
    editor.form.set_value("description", "Mine.")
    server.delete_resource(first)
    save(editor)
    qtbot.waitUntil(lambda: "was deleted on the server meanwhile" in editor.bar.text())
    qtbot.waitUntil(lambda: editor.copy.package["metadata_modified"] != record["metadata_modified"])
    again = next(b for b in editor.bar.buttons if b.text() == "Add it again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    assert server.resource(first)["description"] == "Mine."
    assert not editor.copy.held
