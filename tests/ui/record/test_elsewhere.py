"""Given a save or a creation that fails, when another record is on screen, then that is told in the window's bar."""

import pytest
from PySide6.QtCore import Qt

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.ui.review import ChangesDialog
from ui.record.conftest import COMPLETE, Held
from ui.record.test_new_record import begin, press_begin  # noqa: F401


@pytest.fixture
def on_its_way(window, editor, other, qtbot, show_record, save, held):
    """A save that is held back, with another record on screen."""
    editor.form.set_value("description", "Mine.")
    save(editor)
    qtbot.waitUntil(held.begun.is_set)
    show_record(window, other["id"])
    return held


def show_it(window, qtbot, package_id) -> None:
    (button,) = window.bar.buttons
    assert button.text() == "Show the record"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == package_id)


def test_a_save_that_is_refused_while_another_record_is_on_screen_is_told(
    window, editor, record, other, qtbot, on_its_way
):
    on_its_way.refuse = errors.NotAuthorized("The key lacks the right.")
    on_its_way.go.set()
    qtbot.waitUntil(lambda: "was not saved" in window.bar.text())
    assert record["title"] in window.bar.text()
    assert "The key lacks the right. Your changes are kept as a draft." in window.bar.text()
    assert (editor.copy.package_id, editor.bar.text()) == (other["id"], "")
    show_it(window, qtbot, record["id"])
    qtbot.waitUntil(lambda: editor.form.values().get("description") == "Mine.")
    assert window.bar.text() == ""


def test_a_conflict_while_another_record_is_on_screen_is_told_and_decided_later(
    window, editor, record, server, qtbot, opened, on_its_way, save
):
    server.patch_resource(record["resources"][0]["id"], {"description": "Theirs."})
    on_its_way.go.set()
    qtbot.waitUntil(lambda: "someone else changed it" in window.bar.text())
    show_it(window, qtbot, record["id"])
    qtbot.waitUntil(lambda: editor.copy.changes.fields != {} and editor.save.isEnabled())
    assert window.session.workspace.store.drafts.get(record["id"]) is not None


def test_a_save_that_ends_while_another_record_is_on_screen_is_told(window, record, server, qtbot, on_its_way):
    on_its_way.go.set()
    qtbot.waitUntil(lambda: record["title"] in window.bar.text())
    assert window.bar.kind == "success"
    assert server.resource(record["resources"][0]["id"])["description"] == "Mine."


def test_what_was_overwritten_in_the_same_moment_is_told_too(window, record, server, qtbot, on_its_way):
    def overwritten(answer):
        server.patch_resource(record["resources"][0]["id"], {"description": "Theirs."})
        return answer

    on_its_way.change = overwritten
    on_its_way.go.set()
    qtbot.waitUntil(lambda: "overwrote it at the same moment" in window.bar.text())
    assert record["title"] in window.bar.text()


def unreachable(_token, _report):
    raise errors.Offline("The catalogue does not answer.")


def test_the_word_of_a_failure_stays_when_the_connection_is_back(window, record, qtbot, on_its_way):
    session = window.session

    def is_offline() -> bool:
        """Other questions may still be answered, and each answer says that the catalogue can be reached."""
        if session.connection != "offline":
            session.ask(unreachable)
        return session.connection == "offline"

    qtbot.waitUntil(is_offline)
    on_its_way.refuse = errors.NotAuthorized("The key lacks the right.")
    on_its_way.go.set()
    qtbot.waitUntil(lambda: "was not saved" in window.bar.text())
    session.try_again()
    qtbot.waitUntil(lambda: session.connection == "connected")
    assert "was not saved" in window.bar.text()


@pytest.fixture
def creating(window, editor, begin, qtbot, monkeypatch):  # noqa: F811
    """A complete new record on screen, whose creation is held back."""
    begin(lambda dialog: press_begin(qtbot)(dialog, "record"))
    for name, value in COMPLETE.items():
        editor.form.set_value(name, value)
    holder, create = Held(), Catalogue.create_package
    monkeypatch.setattr(Catalogue, "create_package", lambda *given: holder.wait(create, *given))
    yield holder
    holder.go.set()


def test_a_creation_that_is_refused_while_another_record_is_on_screen_is_told(
    window, editor, other, qtbot, creating, save
):
    draft = editor.copy.package_id
    save(editor)
    qtbot.waitUntil(creating.begun.is_set)
    window.show_record(other["id"])
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == other["id"])
    window.record.edit_record()
    creating.refuse = errors.Invalid("The catalogue refuses.", {"title": ["Not this one."]})
    creating.go.set()
    qtbot.waitUntil(lambda: "“Wells of the Skeena” was not created" in window.bar.text())
    assert "kept as a draft" in window.bar.text()
    assert (editor.bar.text(), editor.form.cell("title").note("error")) == ("", "")
    show_it(window, qtbot, draft)
    qtbot.waitUntil(lambda: editor.form.values().get("title") == "Wells of the Skeena")


def test_a_creation_that_succeeds_does_not_take_the_screen(window, editor, other, server, qtbot, creating, save):
    save(editor)
    qtbot.waitUntil(creating.begun.is_set)
    window.show_record(other["id"])
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == other["id"])
    creating.go.set()
    qtbot.waitUntil(lambda: "“Wells of the Skeena” is in the catalogue" in window.bar.text())
    assert window.record.package.id == other["id"]
    show_it(window, qtbot, server.package("wells-of-the-skeena")["id"])


def test_trying_to_create_again_sends_what_was_reviewed(window, editor, server, qtbot, opened, creating, save):
    creating.refuse = errors.Offline("The catalogue does not answer.")
    creating.go.set()
    save(editor)
    qtbot.waitUntil(lambda: "kept as a draft" in editor.bar.text())
    creating.refuse = None
    editor.form.set_value("purpose", "Not reviewed.")
    qtbot.mouseClick(editor.bar.buttons[0], Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    assert not server.search(fq='title:"Wells of the Skeena"').packages
    dialog.reject()
    editor.form.undo()
    qtbot.mouseClick(editor.bar.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "in the catalogue" in window.record.bar.text())


def test_trying_to_save_again_sends_what_was_reviewed(window, editor, record, server, qtbot, opened, save, held):
    held.refuse = errors.Offline("The catalogue does not answer.")
    held.go.set()
    editor.form.set_value("description", "Mine.")
    save(editor)
    qtbot.waitUntil(lambda: "kept as a draft" in editor.bar.text())
    held.refuse = None
    editor.form.set_value("name", "Not reviewed")
    qtbot.mouseClick(editor.bar.buttons[0], Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    assert dialog.table.topLevelItemCount() == 2
    dialog.reject()
    assert server.package(record["id"])["metadata_modified"] == record["metadata_modified"]
    editor.form.undo()
    qtbot.mouseClick(editor.bar.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert server.resource(record["resources"][0]["id"])["name"] == record["resources"][0]["name"]


def test_that_the_catalogue_did_not_answer_is_taken_back_once_it_does(window, editor, qtbot, save, held):
    held.refuse = errors.Offline("The catalogue does not answer.")
    held.go.set()
    editor.form.set_value("description", "Mine.")
    save(editor)

    def is_taken_back() -> bool:
        """Other questions may be answered first, and tell it too."""
        if editor.bar.tells("unanswered"):
            window.session.try_again()
        return editor.bar.kind == "information" and "kept as a draft" in editor.bar.text()

    qtbot.waitUntil(is_taken_back)
    held.refuse = None
    qtbot.mouseClick(editor.bar.buttons[0], Qt.MouseButton.LeftButton)  # what was reviewed can still be sent at once
    qtbot.waitUntil(lambda: editor.bar.kind == "success")
