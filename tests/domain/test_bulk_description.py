"""What a bulk change does is said in the words of the catalogue's forms."""

import pytest

from bcdc_desktop.domain.bulk_description import described
from bcdc_desktop.domain.schema import DatasetSchema

SCHEMA = DatasetSchema.from_action(
    {
        "dataset_type": "dataset",
        "dataset_fields": [
            {"field_name": "notes", "label": "Description", "form_snippet": "markdown.html"},
            {
                "field_name": "status",
                "label": "Status of the data",
                "form_snippet": "select.html",
                "choices": [{"value": "onGoing", "label": "Ongoing"}],
            },
            {
                "field_name": "contacts",
                "label": "Contacts",
                "repeating_subfields": [
                    {"field_name": "name", "label": "Full name"},
                    {"field_name": "email", "label": "Email address"},
                ],
            },
        ],
        "resource_fields": [{"field_name": "format", "label": "File format"}],
    }
)


@pytest.mark.parametrize(
    ("operation", "said", "unsaid"),
    [
        ({"op": "set", "field": "notes", "value": "One\nTwo"}, ["Description", "One Two"], ["notes"]),
        ({"op": "set", "field": "status", "value": "onGoing"}, ["Status of the data", "Ongoing"], ["onGoing"]),
        ({"op": "clear", "field": "resources.format"}, ["File format"], ["resources.format"]),
        ({"op": "replace", "field": "contacts.email", "old": "a", "new": "b"}, ["Contacts › Email address"], []),
        ({"op": "add-contact", "value": {"name": "Ada", "email": "a@x.ca"}}, ["Full name: Ada", "a@x.ca"], ["{", "'"]),
        (
            {"op": "contact", "where": {"email": "a@x.ca"}, "value": {"name": "Bea"}},
            ["Email address: a@x.ca", "Full name: Bea"],
            ["{"],
        ),
        ({"op": "set", "field": "gone", "value": "x"}, ["gone", "x"], []),
    ],
)
def test_fields_choices_and_contacts_are_called_as_in_the_form(
    operation: dict[str, object], said: list[str], unsaid: list[str]
) -> None:
    sentence = described(operation, [SCHEMA])
    assert [text for text in said if text not in sentence] == []
    assert [text for text in unsaid if text in sentence] == []


def test_without_a_schema_fields_have_their_names() -> None:
    assert "notes" in described({"op": "clear", "field": "notes"})
    assert "email: a@x.ca" in described({"op": "remove-contact", "where": {"email": "a@x.ca"}})
