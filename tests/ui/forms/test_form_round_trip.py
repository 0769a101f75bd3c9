"""Opening a record and leaving every field without typing changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QComboBox

from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.ui.forms import SchemaForm
from helpers.examples import MORE
from helpers.field_values import fitting
from helpers.schema_corpus import corpus, odd

Show = Callable[..., SchemaForm]

EMPTIES = st.sampled_from([None, "", [], [""], "[]", {}])
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["two\r\nlines", "two\nlines ", " spaced ", "no\u00a0break", "line\u2028sep", "שלום", "日本", "\t"]
    ),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    choices = st.sampled_from([c.value for c in field.choices] or ["x"])
    match field.kind:
        case FieldKind.GROUP | FieldKind.GROUPS:
            row = st.fixed_dictionaries({}, optional={**{s.name: value_of(s) for s in field.subfields}, "x": TEXTS})
            shaped = st.lists(row, max_size=3)
            return st.one_of(shaped, EMPTIES, st.just('[{"name": "from text"}]'), ANYTHING)
        case FieldKind.MULTICHOICE:
            return st.one_of(st.lists(st.one_of(choices, TEXTS), max_size=4), choices, EMPTIES)
        case FieldKind.CHOICE:
            return st.one_of(choices, TEXTS, EMPTIES)
        case FieldKind.DATE:
            dates = ["2024-01-31", "2024-01-31T00:00:00", "2024/1/3", "31 Mar 2026", "soon", "2024-01-31 10:00"]
            return st.one_of(st.sampled_from(dates), TEXTS, EMPTIES)
        case FieldKind.TAGS:
            tag = st.one_of(TEXTS, st.builds(lambda name: {"name": name, "state": "active"}, TEXTS))
            return st.one_of(st.lists(tag, max_size=4), TEXTS, st.none())
        case FieldKind.JSON:
            return st.one_of(ANYTHING, st.just('{"fields":  []}'), st.just("[1,"), EMPTIES)
        case _:
            return st.one_of(TEXTS, ANYTHING, EMPTIES)


def record_of(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"id": st.just("1")}, optional={f.name: value_of(f) for f in fields})


def visit(form: SchemaForm, fields: tuple[Field, ...]) -> None:
    """Makes, enters and leaves every field."""
    for field in fields:
        form.editor(field.name)
        form.cell(field.name).editor.leave()
    form.check()
    form.flush()


@pytest.mark.parametrize("level", ["dataset_fields", "resource_fields"])
@settings(max_examples=60 if MORE else 15)
@given(data=st.data())
def test_any_record_comes_out_as_it_went_in(qapp: QApplication, schema: DatasetSchema, level: str, data: Any) -> None:
    fields = getattr(schema, level)
    record = data.draw(record_of(fields))
    form = SchemaForm(fields)
    said: list[int] = []
    form.editsChanged.connect(said.append)
    form.set_record(record)
    visit(form, fields)
    assert form.edits() == {}
    assert form.draft() == {}
    assert form.values() == record
    assert said == [0]
    form.deleteLater()


def test_what_the_server_gives_for_nothing_is_no_change(
    show: Show, schema: DatasetSchema, resource: dict[str, Any], package: dict[str, Any]
) -> None:
    for fields, record in ((schema.resource_fields, resource), (schema.dataset_fields, package)):
        form = show(fields, dict(record))
        visit(form, fields)
        assert form.edits() == {}
        assert form.values() == record


def test_one_change_is_one_edit(show: Show, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, resource)
    form.editor("name").setText("Caseloads 2025")
    assert form.edits() == {"name": "Caseloads 2025"}
    assert {k: v for k, v in form.values().items() if k != "name"} == {k: v for k, v in resource.items() if k != "name"}


def test_one_subfield_changed_keeps_what_else_the_row_holds(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    form.editor("contacts/1/email").setText("desk@example.org")
    expected = [package["contacts"][0], {**package["contacts"][1], "email": "desk@example.org"}]
    assert form.edits() == {"contacts": expected}


def test_no_break_spaces_survive_an_edit_elsewhere_in_the_text(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"description": "50\u00a0km\r\nfar"})
    form.editor("description").appendPlainText("away")
    assert form.edits() == {"description": "50\u00a0km\nfar\naway"}


def test_a_field_of_an_unknown_kind_is_text_and_gives_back_what_it_held(show: Show) -> None:
    fields = [Field.from_action({"field_name": "odd", "form_snippet": "map_of_moons.html"})]
    form = show(fields, {"odd": {"b": [1, 2]}})
    assert "b" in form.editor("odd").toPlainText()
    form.editor("odd").setPlainText('{"b": [1, 2, 3]}')
    assert form.edits() == {"odd": {"b": [1, 2, 3]}}


CORPUS = corpus()


@settings(max_examples=20 if MORE else 5)
@given(data=st.data())
def test_a_record_of_any_schema_comes_out_of_the_form_as_it_went_in(qapp: QApplication, data: Any) -> None:
    schema = CORPUS[data.draw(st.sampled_from(sorted(CORPUS)))]
    fields = data.draw(st.lists(st.sampled_from(schema.dataset_fields), max_size=6, unique_by=lambda f: f.name))
    record = {"id": "1"} | {f.name: data.draw(fitting(f)) for f in fields}
    form = SchemaForm(tuple(fields))
    form.set_record(record)
    visit(form, tuple(fields))
    assert (form.edits(), form.values()) == ({}, record)


def test_a_choice_that_is_a_number_is_shown_and_picked(show: Show) -> None:
    form = show(list(odd().dataset_fields), {"number": 2})
    combo = form.editor("number")
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "2"
    combo.setCurrentIndex(combo.findText("One"))
    assert form.edits() == {"number": "1"}
