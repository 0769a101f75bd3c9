"""An editor for each kind of field: it shows what came, hands back what was typed, and loses nothing of the rest."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.kinds import KINDS
from bcdc_desktop.domain.schema import Choice, Field, FieldKind
from bcdc_desktop.domain.times import format_stored_time
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.editors import EDITORS
from bcdc_desktop.ui.forms.editors.groups import GroupsEditor
from bcdc_desktop.ui.forms.editors.lists import MembershipsEditor, TextsEditor
from bcdc_desktop.ui.forms.editors.text import ObjectEditor
from bcdc_desktop.ui.forms.editors.translated import TranslatedEditor
from helpers.schemas import whole

Show = Callable[..., SchemaForm]
FIELDS = {f.name: f for f in whole().dataset_fields}


def type_into(qtbot: QtBot, widget: QWidget, text: str) -> None:
    assert isinstance(widget, QLineEdit)
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def test_each_kind_has_its_editor() -> None:
    assert {kind.editor for kind in KINDS.values()} <= set(EDITORS)


def test_a_list_of_texts_is_edited_line_by_line(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["texts"]], {"texts": ["en", "fr"]})
    editor = form.cell("texts").editor
    assert isinstance(editor, TextsEditor)
    type_into(qtbot, form.editor("texts/1/text"), "de")
    assert form.edits() == {"texts": ["en", "de"]}
    assert editor.add_button is not None
    qtbot.mouseClick(editor.add_button, Qt.MouseButton.LeftButton)
    assert form.edits() == {"texts": ["en", "de", ""]}
    type_into(qtbot, form.editor("texts/2/text"), "it, by the sea")
    editor.remove_row(editor.rows[0])
    assert form.edits() == {"texts": ["de", "it, by the sea"]}
    while form.can_undo:
        form.undo()
    assert form.edits() == {}
    assert form.editor("texts/0/text").text() == "en"


def test_a_list_that_came_as_one_text_shows_its_texts_and_is_no_edit(show: Show) -> None:
    form = show([FIELDS["texts"]], {"texts": '["en", "fr"]'})
    assert [w.text() for w in (form.editor("texts/0/text"), form.editor("texts/1/text"))] == ["en", "fr"]
    assert form.edits() == {}


@pytest.mark.parametrize(
    ("typed", "kept"), [("2011", "2011"), ("2011-12", "2011-12"), ("31 Mar 2026", "2026-03-31"), ("soon", "soon")]
)
def test_a_year_and_a_month_stay_as_they_are_typed(show: Show, qtbot: QtBot, typed: str, kept: str) -> None:
    form = show([FIELDS["released"], FIELDS["plain"]], {"released": "2010", "plain": "x"})
    type_into(qtbot, form.editor("released"), typed)
    form.editor("plain").setFocus()
    qtbot.waitUntil(lambda: form.edits() == {"released": kept})
    assert bool(form.check()) is (kept == "soon")


def test_a_moment_has_its_time_zone_beside_it(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["zoned"]], {"zoned": "2024-03-01T21:30:00"})
    assert form.edits() == {}
    zone = form.cell("zoned").findChild(QComboBox)
    assert zone is not None
    assert zone.currentText() == "UTC"
    type_into(qtbot, form.editor("zoned"), "2024-03-01T14:30:00")
    assert form.edits() == {"zoned": "2024-03-01T14:30:00+00:00"}
    form.set_value("zoned", "2024-03-01T14:30:00-07:00")
    assert zone.currentText() == "UTC-07:00"
    assert form.edits() == {}  # the same moment


def test_languages_stand_side_by_side_and_one_changes_alone(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["translated_link"]], {"translated_link": {"en": "Lakes", "iu": "ᑕᓯᖅ"}})
    editor = form.cell("translated_link").editor
    assert isinstance(editor, TranslatedEditor)
    assert list(editor.cells) == ["en", "fr", "iu"]  # those of the schema, then what the record has
    type_into(qtbot, form.editor("translated_link/fr"), "Lacs")
    assert form.edits() == {"translated_link": {"en": "Lakes", "iu": "ᑕᓯᖅ", "fr": "Lacs"}}


def test_a_text_in_no_language_becomes_one_in_the_first_when_it_is_edited(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["translated_link"]], {"translated_link": "Lakes"})
    assert form.edits() == {}
    type_into(qtbot, form.editor("translated_link/en"), "Lakes of BC")
    assert form.edits() == {"translated_link": {"en": "Lakes of BC"}}


def test_keywords_in_languages_are_lists(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["translated_words"]], {"translated_words": {"en": ["water", "air"]}})
    assert form.editor("translated_words/en").text() == "water, air"
    type_into(qtbot, form.editor("translated_words/fr"), "eau, air")
    assert form.edits() == {"translated_words": {"en": ["water", "air"], "fr": ["eau", "air"]}}


def test_what_the_server_says_of_a_language_stands_at_it(show: Show) -> None:
    form = show([FIELDS["translated_link"]], {"translated_link": {"en": "x"}})
    form.set_errors({"translated_link/en": ["Too short."]})
    editor = form.cell("translated_link").editor
    assert isinstance(editor, TranslatedEditor)
    assert editor.cells["en"].note("error") == "Too short."


def test_rows_of_rows_are_edited_and_wrong_places_in_them_are_found(show: Show, qtbot: QtBot) -> None:
    value = [{"name": "A", "agents": [{"name": "B", "codes": ["x"]}], "own": "key"}]
    form = show([FIELDS["nested"]], {"nested": value})
    type_into(qtbot, form.editor("nested/0/agents/0/codes/0/text"), "y")
    type_into(qtbot, form.editor("nested/0/owner/0/mail"), "nobody")
    assert form.edits() == {
        "nested": [
            {"name": "A", "agents": [{"name": "B", "codes": ["y"]}], "own": "key", "owner": [{"mail": "nobody"}]}
        ]
    }
    assert [p.path for p in form.check()] == ["nested/0/owner/0/mail"]
    form.editor("nested/0/name").setFocus()
    assert form.focus_next_problem()
    assert form.last_path == "nested/0/owner/0/mail"


def test_rows_with_subfields_of_every_kind_come_back_as_they_were(show: Show) -> None:
    row = {"texts": ["a"], "translated": {"en": "x"}, "released": "2011", "unknown": {"high": 3}, "count": 5}
    form = show([FIELDS["many"], FIELDS["once"]], {"many": [row, {**row, "texts": []}], "once": [row]})
    assert form.edits() == {}
    assert form.values()["many"] == [row, {**row, "texts": []}]


def test_additional_fields_are_rows_of_key_and_value_with_unique_keys(show: Show, qtbot: QtBot) -> None:
    extras = ckan_schema().dataset_field("extras")
    form = show([extras], {"extras": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]})
    assert isinstance(form.cell("extras").editor, GroupsEditor)
    type_into(qtbot, form.editor("extras/1/key"), "a")
    assert [p.path for p in form.check()] == ["extras/1/key"]
    type_into(qtbot, form.editor("extras/1/key"), "c")
    assert form.edits() == {"extras": [{"key": "a", "value": "1"}, {"key": "c", "value": "2"}]}


def test_a_preset_that_is_not_known_is_json_where_it_is_no_text(show: Show, qtbot: QtBot) -> None:
    form = show([FIELDS["unknown"]], {"unknown": {"high": 3}})
    editor = form.cell("unknown").editor
    assert isinstance(editor, ObjectEditor)
    editor.area.setPlainText('{"high": 4}')
    assert form.edits() == {"unknown": {"high": 4}}
    form.set_record({"unknown": "full"})
    type_into(qtbot, form.editor("unknown"), "new")
    assert form.edits() == {"unknown": "new"}


def test_what_the_schema_shows_nowhere_is_not_shown_and_what_it_does_not_edit_is_a_fact(show: Show) -> None:
    form = show([FIELDS["hidden"], FIELDS["shown_only"]], {"hidden": "secret", "shown_only": "fact"})
    assert [cell.field.name for cell in form.cells] == ["shown_only"]
    assert form.values() == {"hidden": "secret", "shown_only": "fact"}


def test_groups_of_the_catalogue_are_picked_by_their_titles(show: Show) -> None:
    choices = tuple(Choice(f"g{n}", f"Group {n}") for n in range(8))
    groups = Field("groups", "Groups", FieldKind.MEMBERSHIPS, choices=choices)
    form = show([groups], {"groups": [{"name": "g1", "title": "Group 1", "id": "x"}]})
    editor = form.cell("groups").editor
    assert isinstance(editor, MembershipsEditor)
    editor.open()
    assert editor.popup is not None
    editor.popup.list.item(2).setCheckState(Qt.CheckState.Checked)
    assert form.edits() == {"groups": [{"name": "g1"}, {"name": "g2"}]}
    editor.popup.close()


MOMENT = "2026-03-31T14:02:03.5"
MOMENTS = [
    (FieldKind.DATETIME, MOMENT),
    (FieldKind.ZONED_DATETIME, MOMENT),
    (FieldKind.ZONED_DATETIME, "2026-03-31T14:02:03-07:00"),
    (FieldKind.PARTIAL_DATE, "2026-03-31T14:02:03+02:00"),
    (FieldKind.DATE, "2026-03-31T14:02:03"),
]


@pytest.mark.parametrize(("kind", "stored"), MOMENTS)
def test_a_moment_is_shown_in_words_where_it_can_only_be_read(show: Show, kind: FieldKind, stored: str) -> None:
    form = show([Field("when", "When", kind)], {"when": stored})
    editable = form.editor("when").text()
    form.set_for_reading(True)
    form.set_read_only(True)
    line = form.editor("when")
    assert line.text() == format_stored_time(stored) != stored
    assert stored in line.toolTip()
    zones = [box for box in form.findChildren(QComboBox) if box.isVisible()]
    assert zones == [], "the words are in the time zone of this computer"
    assert form.edits() == {}
    form.set_for_reading(False)
    form.set_read_only(False)
    assert (line.text(), line.toolTip(), form.edits()) == (editable, "", {})


@pytest.mark.parametrize("kind", [FieldKind.DATE, FieldKind.DATETIME, FieldKind.ZONED_DATETIME, FieldKind.PARTIAL_DATE])
@pytest.mark.parametrize("stored", ["2026-03-31", "soon", "2026-13-31T14:02:03", "2011"])
def test_what_is_no_moment_stays_as_it_is_where_it_can_only_be_read(show: Show, kind: FieldKind, stored: str) -> None:
    form = show([Field("when", "When", kind)], {"when": stored})
    form.set_for_reading(True)
    assert (form.editor("when").text(), form.editor("when").toolTip()) == (stored, "")


def test_a_moment_in_a_row_that_came_later_is_shown_in_words_too(show: Show) -> None:
    rows = Field("rows", "Rows", FieldKind.GROUPS, subfields=(Field("when", "When", FieldKind.DATETIME),))
    form = show([rows], {"rows": []})
    form.set_for_reading(True)
    form.set_record({"rows": [{"when": MOMENT}, {"when": MOMENT}]}, {})
    assert form.editor("rows/1/when").text() == format_stored_time(MOMENT)


def test_a_moment_that_the_catalogue_sets_tells_exactly_when(show: Show) -> None:
    form = show([Field("last", "Last", FieldKind.TEXT, read_only=True)], {"last": MOMENT})
    label = form.cell("last").editor.inner
    assert label.text() == format_stored_time(MOMENT)
    assert MOMENT in label.toolTip()
