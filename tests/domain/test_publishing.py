"""Who sees a record: by BCDC's publish states on BCDC's schema, by CKAN's own flags on any other."""

import pytest

from bcdc_desktop.domain.audience import Audience
from bcdc_desktop.domain.bcdc.fields import has_unique_titles, is_bcdc
from bcdc_desktop.domain.bcdc.publishing import audience_problems, effect_of
from bcdc_desktop.domain.publishing import (
    Visibility,
    expected_audience,
    visibility_of,
    visibility_refusal,
    visibility_targets,
    visibility_values,
    with_visibility,
)
from bcdc_desktop.domain.schema import DatasetSchema

PLAIN = with_visibility(
    DatasetSchema.from_action(
        {
            "dataset_type": "dataset",
            "dataset_fields": [
                {"field_name": "name", "required": True},
                {"field_name": "title"},
                {"field_name": "owner_org", "form_snippet": "organization.html"},
                {"field_name": "security_class", "choices": [{"value": "open"}, {"value": "secret"}]},
            ],
            "resource_fields": [],
        }
    )
)
PUBLIC = {"id": "r", "owner_org": "o", "state": "active", "private": False}


def test_a_schema_is_bcdcs_by_its_type_or_by_a_state_to_start_in(schema: DatasetSchema) -> None:
    assert is_bcdc(schema)
    assert not is_bcdc(PLAIN)
    state = {"field_name": "stage", "startState": {"state": "NEW"}, "choices": [{"value": "NEW"}]}
    assert is_bcdc(DatasetSchema.from_action({"dataset_fields": [state], "resource_fields": []}))


def test_the_flags_of_ckan_say_how_a_record_is_shown() -> None:
    assert visibility_of(PUBLIC) is Visibility.PUBLIC
    assert visibility_of({**PUBLIC, "private": "True"}) is Visibility.PRIVATE
    assert visibility_of({**PUBLIC, "state": "draft"}) is Visibility.DRAFT
    assert visibility_of({**PUBLIC, "private": True, "state": "deleted"}) is Visibility.DELETED


def test_how_a_record_can_be_shown_instead(schema: DatasetSchema) -> None:
    assert visibility_targets(PLAIN, Visibility.PUBLIC) == (Visibility.PRIVATE,)
    assert visibility_targets(PLAIN, Visibility.PRIVATE) == (Visibility.PUBLIC,)
    assert set(visibility_targets(PLAIN, Visibility.DRAFT)) == {Visibility.PUBLIC, Visibility.PRIVATE}
    assert visibility_targets(PLAIN, Visibility.DELETED) == ()
    assert visibility_targets(schema, Visibility.PUBLIC) == ()  # its publish states decide


def test_a_draft_becomes_active_with_the_choice() -> None:
    assert visibility_values({**PUBLIC, "state": "draft"}, Visibility.PRIVATE) == {"private": "true", "state": "active"}
    assert visibility_values(PUBLIC, Visibility.PRIVATE) == {"private": "true"}


@pytest.mark.parametrize(
    ("package", "target", "role", "refused"),
    [
        (PUBLIC, Visibility.PRIVATE, "editor", False),
        (PUBLIC, Visibility.PRIVATE, None, False),
        (PUBLIC, Visibility.PRIVATE, "member", True),
        ({**PUBLIC, "owner_org": None}, Visibility.PRIVATE, "sysadmin", True),
        ({**PUBLIC, "owner_org": ""}, Visibility.PUBLIC, "sysadmin", False),
    ],
)
def test_why_a_record_cannot_be_shown_so(
    package: dict[str, object], target: Visibility, role: str | None, refused: bool
) -> None:
    assert bool(visibility_refusal(package, target, role)) is refused


def test_the_fields_of_bcdc_mean_nothing_on_another_schema(schema: DatasetSchema) -> None:
    hidden = {**PUBLIC, "publish_state": "DRAFT", "metadata_visibility": "IDIR"}
    assert expected_audience(PLAIN, hidden) is Audience.EVERYONE
    assert expected_audience(schema, hidden, unpublished=Audience.ORGANIZATION) is Audience.ORGANIZATION
    assert effect_of(PLAIN, hidden, "PUBLISHED") is None
    assert effect_of(schema, PUBLIC, "PUBLISHED") is not None
    protected = {"security_class": "secret", "download_audience": "Public"}
    assert audience_problems(protected, PLAIN) == []
    assert (has_unique_titles(schema), has_unique_titles(PLAIN)) == (True, False)
