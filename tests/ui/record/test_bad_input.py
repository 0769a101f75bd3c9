"""Given input that is wrong, odd or out of date, when I type, review and save, then it is said, and kept."""

import copy
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.review.diff_html import marked

CONTROL, HEBREW, OVERRIDE = "a bell \x07 here", "שלום עולם", "abc \u202edef\u202c"


@pytest.fixture
def form(window, editor):
    """The record's own form."""
    window.record.edit_record()
    return editor.form


@pytest.fixture
def change_schema(window, qtbot, editor) -> Callable:
    """The catalogue's schema is another one from now on, as after a synchronization."""

    def change(edit: Callable[[dict], None]) -> None:
        raw = copy.deepcopy(dict(window.session.workspace.schema().raw))
        edit(raw)
        before = editor.record_section.form
        window.session.workspace.put_schema(DatasetSchema.from_action(raw))
        qtbot.waitUntil(lambda: editor.record_section.form is not before)

    return change


def field_of(raw: dict, name: str) -> dict:
    return next(f for f in raw["dataset_fields"] if f["field_name"] == name)


def type_into(qtbot, form, name, text):
    field = form.editor(name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def save(qtbot, editor, opened):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(opened(ChangesDialog).save_button, Qt.MouseButton.LeftButton)


def test_a_title_that_is_too_short_or_too_long_is_said_while_typing(editor, form, qtbot):
    for text, said in (("x", "2 to 100"), ("x" * 101, "2 to 100"), ("", "This field is required")):
        type_into(qtbot, form, "title", text or " ")
        if not text:
            form.set_value("title", "")
        qtbot.waitUntil(lambda said=said: said in form.cell("title").note("error"))
        qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
        form.set_value("title", "A title that will do")
        qtbot.waitUntil(lambda: form.cell("title").note("error") == "")
        assert editor.bar.text() == ""  # what was said is over once it is mended


def test_a_title_and_a_slug_in_use_are_told_while_a_record_is_edited(editor, form, record, server, qtbot):
    other = next(p for p in server.search(rows=50).packages if p["id"] != record["id"])
    type_into(qtbot, form, "title", other["title"])
    qtbot.waitUntil(lambda: "Another record already has this title" in form.cell("title").note("error"))
    type_into(qtbot, form, "name", other["name"])
    qtbot.waitUntil(lambda: "used by the record" in form.cell("name").note("error"))
    type_into(qtbot, form, "name", record["name"])
    qtbot.waitUntil(lambda: form.cell("name").note("error") == "")


def test_what_the_server_said_of_a_contact_stays_while_the_title_is_looked_up(editor, form, record, server, qtbot):
    other = next(p for p in server.search(rows=50).packages if p["id"] != record["id"])
    form.set_errors({"contacts/0/email": ["No such address"]})
    contact = form.cell("contacts").editor.reveal("0/email").parent()
    type_into(qtbot, form, "title", other["title"])
    qtbot.waitUntil(lambda: "Another record already has this title" in form.cell("title").note("error"))
    assert contact.note("error") == "No such address"
    type_into(qtbot, form, "title", "A title of nobody else")
    qtbot.waitUntil(lambda: form.cell("title").note("error") == "")
    assert contact.note("error") == "No such address"


def test_an_organization_that_one_may_not_write_to_any_more_is_refused_in_its_field(
    window, editor, form, record, qtbot
):
    offered = form.editor("owner_org")
    tree = window.session.tree
    assert offered.count() == sum(o.writable for o in tree)
    foreign = next(o for o in tree if not o.writable)
    form.set_value("owner_org", foreign.id)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    assert "You may not create records" in form.cell("owner_org").note("error") or form.cell("owner_org").note("error")


@pytest.mark.parametrize("text", ["2024-02-30", "yesterday", "31.12.2024"])
def test_a_wrong_date_is_said_at_its_place(editor, form, qtbot, text):
    form.set_value("dates", [{"type": "Created", "date": "2024-01-01"}])
    line = form.editor("dates/0/date")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    cells = form.cell("dates").editor.rows[0].cells
    assert next(c for c in cells if c.field.name == "date").note("error")


def test_a_text_of_a_megabyte_is_typed_into_reviewed_and_saved(window, editor, form, record, server, qtbot, opened):
    words = ("Many words, ü and more. " * 40 + "\n") * 1000
    endless = "ü" * 500_000
    form.set_value("notes", words)
    form.set_value("purpose", endless)
    area = form.editor("notes")
    area.setFocus()
    qtbot.keyClicks(area, "Begins. ")
    assert form.values()["notes"].startswith("Begins. Many words") or "Begins. " in form.values()["notes"]
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    assert dialog.save_button.text() == "Save 2 fields"
    began = time.thread_time()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 fields saved" in editor.bar.text())
    assert time.thread_time() - began < 25  # a paragraph without an end was once wrapped for longer than that
    now = server.package(record["id"])
    assert now["purpose"] == endless
    assert len(now["notes"]) == len(words) + len("Begins. ")


def test_a_preview_of_an_endless_text_shows_its_beginning(form):
    form.set_value("notes", "# Heading\n\n" + "ü" * 500_000)
    notes = form.cell("notes").editor
    notes.preview_button.setChecked(True)
    shown = notes.preview.toPlainText()
    assert shown.startswith("Heading")
    assert "The preview ends here" in shown
    assert len(shown) < 20_000


def test_a_long_text_says_how_long_it_is_in_a_review():
    before, after = marked("short", "word " * 400_000)
    assert "2\u00a0000\u00a0000 characters" in after
    assert len(after) < 10_000
    assert before == "short"


def test_control_characters_are_refused_with_their_place(editor, form, record, server, qtbot):
    area = form.editor("notes")
    area.setFocus()
    area.selectAll()
    QGuiApplication.clipboard().setText(f"First line\n{CONTROL}")
    area.paste()
    qtbot.waitUntil(lambda: "Line 2 contains an invisible control character" in form.cell("notes").note("error"))
    assert "U+0007" in form.cell("notes").note("error")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    assert server.package(record["id"])["notes"] == record["notes"]


def test_text_from_right_to_left_is_kept_letter_by_letter(editor, form, record, server, qtbot, opened):
    form.set_value("title", HEBREW)
    form.set_value("purpose", f"{HEBREW}\n{OVERRIDE}")
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "2 fields saved" in editor.bar.text())
    now = server.package(record["id"])
    assert (now["title"], now["purpose"]) == (HEBREW, f"{HEBREW}\n{OVERRIDE}")
    assert form.editor("title").text() == HEBREW
    assert form.edits() == {}


def test_a_choice_that_is_gone_is_marked_and_kept(window, editor, form, record, server, qtbot, opened, change_schema):
    gone = record["resource_status"]

    def take_out(raw):
        status = field_of(raw, "resource_status")
        status["choices"] = [c for c in status["choices"] if c["value"] != gone]

    form.set_value("purpose", "Mine.")
    change_schema(take_out)
    form = editor.form
    assert form.values()["purpose"] == "Mine."  # what was typed is there in the form made anew
    combo = form.editor("resource_status")
    assert "no longer a choice" in combo.currentText()
    form.check()
    assert form.cell("resource_status").note("warning")
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert server.package(record["id"])["resource_status"] == gone


def test_a_draft_made_under_another_schema_is_reviewed_with_the_field_that_is_gone(
    window, editor, form, record, server, qtbot, opened, change_schema
):
    form.set_value("purpose", "Typed before.")
    form.set_value("data_quality", "Typed before, too.")

    def change(raw):
        raw["dataset_fields"] = [f for f in raw["dataset_fields"] if f["field_name"] != "purpose"]
        raw["dataset_fields"].append({"field_name": "hologram", "label": "Hologram", "form_snippet": "hologram.html"})

    change_schema(change)
    assert editor.copy.of("") == {"purpose": "Typed before.", "data_quality": "Typed before, too."}
    assert "2 changes" in editor.status.text()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    rows = {dialog.table.topLevelItem(i).text(0): dialog.table.topLevelItem(i).text(2) for i in range(2)}
    assert rows["purpose"] == "Typed before."
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 fields saved" in editor.bar.text())
    assert server.package(record["id"])["purpose"] == "Typed before."


def test_a_field_of_an_unknown_kind_is_a_text_that_can_be_edited(editor, form, qtbot, change_schema):
    change_schema(lambda raw: field_of(raw, "support_url").update(form_snippet="hologram.html"))
    type_into(qtbot, editor.form, "support_url", "https://example.org/help")
    assert editor.form.edits() == {"support_url": "https://example.org/help"}


def test_a_field_that_is_new_and_needed_is_asked_for_only_when_it_is_touched(
    window, editor, form, record, server, qtbot, opened, change_schema
):
    change_schema(
        lambda raw: raw["dataset_fields"].append({"field_name": "brand_new", "label": "Brand new", "required": True})
    )
    assert not editor.save.isEnabled()  # opening the record changes nothing
    editor.form.set_value("purpose", "Mine.")
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())


def test_a_record_deleted_meanwhile_is_told_and_what_was_typed_is_kept(
    window, editor, form, record, demo, qtbot, opened
):
    from bcdc_desktop.catalogue.client import Catalogue
    from bcdc_desktop.domain.profile import Profile

    form.set_value("purpose", "Mine.")
    Catalogue(Profile("boss", "Boss", demo.url), demo.tokens["sysadmin"]).delete_package(record["id"])
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "deleted this record" in editor.bar.text())
    assert "kept" in editor.bar.text()
    assert editor.form.values()["purpose"] == "Mine."
    drafts = window.session.workspace.store.drafts
    assert drafts.get(record["id"]).changes.of("") == {"purpose": "Mine."}
    assert [e.outcome for e in window.session.workspace.store.journal.entries()] == []


def test_rights_lost_meanwhile_are_told_and_what_was_typed_is_kept(
    window, editor, form, record, server, qtbot, opened, monkeypatch
):
    from bcdc_desktop.catalogue import errors
    from bcdc_desktop.catalogue.client import Catalogue

    form.set_value("purpose", "Mine.")

    def refuse(*_args: object, **_more: object) -> None:
        raise errors.NotAuthorized("You may not do this: the key lacks the right.")

    monkeypatch.setattr(Catalogue, "revise", refuse)
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "may not do this" in editor.bar.text())
    assert "kept as a draft" in editor.bar.text()
    with qtbot.waitSignal(window.session.signInAsked):  # with another key it may work
        editor.bar.buttons[0].click()
    assert editor.save.isEnabled()
    assert [e.outcome for e in window.session.workspace.store.journal.entries()] == ["refused"]
    # the next synchronization knows of it: the record is to be looked at only
    cache = window.session.workspace.store.cache
    from dataclasses import replace

    cache.organizations.put([replace(o, capacity=None) for o in cache.organizations.all()])
    window.session.load_rights()
    qtbot.waitUntil(lambda: not editor.save.isEnabled())
    assert editor.form.values()["purpose"] == "Mine."
    assert not window.record.page.tabs.add_files.isEnabled()
