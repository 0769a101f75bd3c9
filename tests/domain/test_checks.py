"""What is wrong is said at its field before the server is asked; what was wrong before is only warned about."""

import pytest

from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.schema import Field, FieldKind
from domain import strategies as make

SLUG = Field("name", "Name", FieldKind.SLUG)
TITLE = Field("title", "Title", FieldKind.TEXT, raw={"validators": "title_validator"})
WRONG = [
    (make.STATUS, "gone", "status"),
    (make.TOPICS, ["biota", "gone"], "topics"),
    (make.TOPICS, '["gone"]', "topics"),
    (make.DATE, "1 March", "day"),
    (make.DATE, "20240301", "day"),
    (make.DATE, "2024-W09-5", "day"),
    (make.DATE, "2024-02-30", "day"),
    (make.MOMENT, "2024-03-01T25:00", "moment"),
    (make.JSON, "{", "json_table_schema"),
    (make.JSON, "[1]", "json_table_schema"),
    (make.TAGS, "water, w!", "tag_string"),
    (make.TAGS, "x", "tag_string"),
    (SLUG, "A", "name"),
    (SLUG, "Upper", "name"),
    (SLUG, "ü-name", "name"),
    (SLUG, "a" * 101, "name"),
    (TITLE, "x", "title"),
    (TITLE, "x" * 101, "title"),
    (make.CONTACTS, "Ann", "contacts"),
    (make.CONTACTS, ["Ann"], "contacts/0"),
    (make.CONTACTS, [{"name": "Ann"}, {"displayed": ["loud"]}], "contacts/1/displayed"),
    (make.PERIOD, [{"beginning_date": "2024-02-01", "end_date": "2024-01-01"}], "period/0/end_date"),
    (make.PERIOD, [{"end_date": "soon"}], "period/0/end_date"),
    (make.PERIOD, [{"end_date": "2024-01-01"}, {"end_date": "2024-01-02"}], "period"),
]
RIGHT = [
    (make.STATUS, "a"),
    (make.TOPICS, ["biota"]),
    (make.DATE, "2024-02-29"),
    (make.DATE, "2024-02-29T00:00:00"),
    (make.MOMENT, "2024-02-29T13:00:00Z"),
    (make.JSON, {"fields": []}),
    (make.TAGS, "water, été 2024, a-b_c.d"),
    (SLUG, "a-name_2"),
    (TITLE, "x" * 100),
    (make.CONTACTS, '[{"name": "Ann"}]'),
    (make.PERIOD, [{"beginning_date": "2024-01-01", "end_date": "2024-01-01"}, {}]),
    (make.TEXT, "null"),
]


@pytest.mark.parametrize(("field", "value", "path"), WRONG)
def test_a_wrong_value_is_named_at_its_place(field, value, path) -> None:
    (problem,) = check_fields({field.name: value}, [field])
    assert (problem.path, problem.severity) == (path, "error")
    assert problem.message


@pytest.mark.parametrize(("field", "value", "path"), WRONG)
def test_a_wrong_value_that_nobody_touched_is_only_warned_about(field, value, path) -> None:
    (problem,) = check_fields({field.name: value}, [field], base={field.name: value})
    assert (problem.path, problem.severity) == (path, "warning")


@pytest.mark.parametrize(("field", "value"), RIGHT)
def test_a_right_value_is_let_through(field, value) -> None:
    assert check_fields({field.name: value}, [field]) == []


def test_a_needed_value_that_is_missing_is_said(schema) -> None:
    missing = {p.path for p in check_fields({}, schema.dataset_fields)}
    assert missing == {f.name for f in schema.dataset_fields if f.required}
    assert missing >= {"title", "notes", "license_id", "tag_string", "owner_org"}


def test_a_conditional_field_is_needed_only_under_its_condition(schema) -> None:
    fields = [f for f in schema.resource_fields if f.name in ("bcdc_type", "spatial_datatype", "projection_name")]
    assert check_fields({"bcdc_type": "document"}, fields) == []
    paths = {p.path for p in check_fields({"bcdc_type": "geographic"}, fields)}
    assert paths == {"spatial_datatype", "projection_name"}


def test_what_becomes_needed_through_my_change_is_an_error(schema) -> None:
    fields = [f for f in schema.resource_fields if f.name in ("bcdc_type", "spatial_datatype")]
    before = {"bcdc_type": "document"}
    (problem,) = check_fields({"bcdc_type": "geographic"}, fields, base=before)
    assert (problem.path, problem.severity) == ("spatial_datatype", "error")
    (problem,) = check_fields({"bcdc_type": "geographic"}, fields, base={"bcdc_type": "geographic"})
    assert problem.severity == "warning"


def test_what_the_server_sets_is_never_checked(schema) -> None:
    assert "last_modified" not in {p.path for p in check_fields({"last_modified": "?"}, schema.resource_fields)}
