"""The form follows the catalogue's schema, also one that is odd."""

import pytest

from bcdc_desktop.domain.publishing import move_refusal, moves_from, start_state
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind, conditional_sources

DATASET = {
    "title": FieldKind.TEXT,
    "name": FieldKind.SLUG,
    "owner_org": FieldKind.ORGANIZATION,
    "publish_state": FieldKind.STATE,
    "notes": FieldKind.MARKDOWN,
    "license_id": FieldKind.LICENCE,
    "support_url": FieldKind.TEXT,
    "contacts": FieldKind.GROUPS,
    "purpose": FieldKind.MARKDOWN,
    "data_quality": FieldKind.MARKDOWN,
    "lineage_statement": FieldKind.MARKDOWN,
    "more_info": FieldKind.GROUPS,
    "security_class": FieldKind.CHOICE,
    "view_audience": FieldKind.CHOICE,
    "download_audience": FieldKind.CHOICE,
    "metadata_visibility": FieldKind.CHOICE,
    "tag_string": FieldKind.TAGS,
    "dates": FieldKind.GROUPS,
    "record_publish_date": FieldKind.DATE,
    "record_create_date": FieldKind.DATE,
    "record_archive_date": FieldKind.DATE,
    "record_last_modified": FieldKind.DATE,
    "resource_status": FieldKind.CHOICE,
    "replacement_record": FieldKind.TEXT,
    "retention_expiry_date": FieldKind.DATE,
    "source_data_path": FieldKind.TEXT,
}
RESOURCE = {
    "name": FieldKind.TEXT,
    "url": FieldKind.FILE,
    "bcdc_type": FieldKind.CHOICE,
    "description": FieldKind.MARKDOWN,
    "supplemental_info": FieldKind.MARKDOWN,
    "resource_update_cycle": FieldKind.CHOICE,
    "last_modified": FieldKind.TEXT,
    "temporal_extent": FieldKind.GROUP,
    "format": FieldKind.CHOICE,
    "resource_storage_location": FieldKind.CHOICE,
    "spatial_datatype": FieldKind.CHOICE,
    "object_name": FieldKind.TEXT,
    "object_short_name": FieldKind.TEXT,
    "object_table_comments": FieldKind.TEXT,
    "details": FieldKind.GROUP,
    "projection_name": FieldKind.CHOICE,
    "json_table_schema": FieldKind.JSON,
    "iso_topic_category": FieldKind.MULTICHOICE,
    "resource_type": FieldKind.CHOICE,
    "resource_access_method": FieldKind.CHOICE,
    "preview_info": FieldKind.GROUP,
    "geographic_extent": FieldKind.GROUP,
}


def test_all_48_fields_of_the_bc_data_catalogue_are_known_for_what_they_are(schema) -> None:
    assert {f.name: f.kind for f in schema.dataset_fields} == DATASET
    assert {f.name: f.kind for f in schema.resource_fields} == RESOURCE
    assert len(schema.dataset_fields) + len(schema.resource_fields) == 48


def test_what_the_server_sets_is_only_read(schema) -> None:
    read_only = {f.name for f in (*schema.dataset_fields, *schema.resource_fields) if f.read_only}
    assert read_only == {
        "record_publish_date",
        "record_create_date",
        "record_archive_date",
        "record_last_modified",
        "last_modified",
        "object_short_name",
        "object_table_comments",
        "details",
    }


def test_conditions_decide_what_shows_and_what_is_needed(schema) -> None:
    field = schema.resource_field("projection_name")
    assert not field.applies({"bcdc_type": "document"})
    assert field.applies({"bcdc_type": "webservice"})
    assert field.is_required({"bcdc_type": "webservice"})
    assert not field.is_required({})
    assert conditional_sources(schema.resource_fields) == {"bcdc_type", "resource_storage_location"}


def test_a_field_of_an_unknown_kind_is_shown_as_text_and_keeps_all_it_said() -> None:
    raw = {"field_name": "moon_phase", "form_snippet": "moon.html", "tide": {"high": 3}}
    field = Field.from_action(raw)
    assert (field.kind, field.label, field.raw) == (FieldKind.OTHER, "Moon phase", raw)


def test_texts_in_several_languages_are_read_in_english_or_in_what_there_is() -> None:
    field = Field.from_action(
        {
            "field_name": "status",
            "label": {"fr": "État", "en": "Status"},
            "help_text": {"fr": "Aide"},
            "form_snippet": "select.html",
            "choices": [{"value": "a", "label": {"en": "Active", "fr": "Actif"}}, {"value": "b"}],
        }
    )
    assert (field.label, field.help_text) == ("Status", "Aide")
    assert [c.label for c in field.choices] == ["Active", "b"]


def test_odd_schemas_are_read_as_far_as_they_go() -> None:
    schema = DatasetSchema.from_action(
        {
            "dataset_fields": [
                None,
                {"label": "no name"},
                {"field_name": "a", "choices": None, "form_snippet": "select.html", "validators": None},
                {"field_name": "b", "repeating_subfields": [{"label": "no name"}, {"field_name": "c"}, 3]},
                {"field_name": "d", "choices": [None, "x", {"label": "only a label"}], "form_snippet": "radio.html"},
                {"field_name": "e", "form_snippet": "multiple_checkbox.html"},
            ],
            "resource_fields": [],
        }
    )
    kinds = {f.name: f.kind for f in schema.dataset_fields}
    assert kinds == {"a": FieldKind.TEXT, "b": FieldKind.GROUPS, "d": FieldKind.CHOICE, "e": FieldKind.TEXT}
    assert [f.name for f in schema.dataset_field("b").subfields] == ["c"]
    assert schema.dataset_field("b").subfield("c").kind is FieldKind.TEXT
    with pytest.raises(KeyError):
        schema.dataset_field("b").subfield("nothing")
    assert (schema.dataset_type, schema.dataset_field("zzz"), schema.resource_field("zzz")) == ("dataset", None, None)
    assert (start_state(schema), moves_from(schema, "DRAFT")) == (None, [])


@pytest.mark.parametrize("answer", [{}, {"dataset_fields": []}, {"dataset_fields": [], "resource_fields": None}])
def test_an_answer_that_is_no_schema_is_refused(answer) -> None:
    with pytest.raises(ValueError, match="dataset_fields"):
        DatasetSchema.from_action(answer)


def test_an_editor_may_ask_for_publication_and_an_admin_may_publish(schema) -> None:
    assert start_state(schema) == "DRAFT"
    assert not move_refusal(schema, "DRAFT", "PENDING PUBLISH", "editor")
    assert move_refusal(schema, "PENDING PUBLISH", "PUBLISHED", "editor")
    assert not move_refusal(schema, "PENDING PUBLISH", "PUBLISHED", "admin")
    assert move_refusal(schema, "DRAFT", "PENDING PUBLISH", "member")
    assert moves_from(schema, "NO SUCH STATE") == []


def test_odd_moves_are_passed_over() -> None:
    schema = DatasetSchema.from_action(
        {
            "dataset_fields": [
                {
                    "field_name": "state",
                    "validators": "valid_next_state",
                    "startState": "DRAFT",
                    "choices": [
                        "x",
                        {"value": "A", "validTo": [{"by": ["editor"]}, {"state": "B", "by": "admin"}, "C"]},
                    ],
                }
            ],
            "resource_fields": [],
        }
    )
    assert [(m.target, m.roles) for m in moves_from(schema, "A")] == [("B", ("admin",))]
    assert start_state(schema) is None
