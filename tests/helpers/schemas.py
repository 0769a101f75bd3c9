"""Schemas as ``scheming_dataset_schema_show`` gives them, built from the presets that CKAN's extensions define: every
preset and option occurs in one of them, at the top and within rows."""

from typing import Any

from bcdc_desktop.domain.schema import DatasetSchema

# what each preset stands for on the wire (ckanext-scheming, ckanext-dcat, ckanext-fluent)
PRESETS: dict[str, dict[str, Any]] = {
    "title": {"validators": "if_empty_same_as(name) unicode_safe", "form_snippet": "large_text.html"},
    "dataset_slug": {
        "validators": "not_empty unicode_safe name_validator package_name_validator",
        "form_snippet": "slug.html",
    },
    "tag_string_autocomplete": {"validators": "ignore_missing tag_string_convert"},
    "dataset_organization": {"validators": "owner_org_validator unicode_safe", "form_snippet": "organization.html"},
    "resource_url_upload": {
        "validators": "ignore_missing unicode_safe remove_whitespace",
        "form_snippet": "upload.html",
    },
    "resource_format_autocomplete": {"validators": "if_empty_guess_format ignore_missing clean_format unicode_safe"},
    "select": {"form_snippet": "select.html", "validators": "scheming_required scheming_choices"},
    "radio": {"form_snippet": "radio.html", "validators": "scheming_required scheming_choices"},
    "multiple_checkbox": {"form_snippet": "multiple_checkbox.html", "validators": "scheming_multiple_choice"},
    "multiple_select": {"form_snippet": "multiple_select.html", "validators": "scheming_multiple_choice"},
    "multiple_text": {
        "form_snippet": "multiple_text.html",
        "validators": "scheming_multiple_text",
        "output_validators": "scheming_load_json",
    },
    "date": {"form_snippet": "date.html", "validators": "scheming_required isodate convert_to_json_if_date"},
    "datetime": {"form_snippet": "datetime.html", "validators": "scheming_isodatetime convert_to_json_if_datetime"},
    "datetime_tz": {
        "form_snippet": "datetime_tz.html",
        "validators": "scheming_isodatetime_tz convert_to_json_if_datetime",
    },
    "dcat_date": {"form_snippet": "date.html", "validators": "ignore_missing dcat_date convert_to_json_if_datetime"},
    "json_object": {
        "form_snippet": "json.html",
        "validators": "scheming_required scheming_valid_json_object",
        "output_validators": "scheming_load_json",
    },
    "markdown": {"form_snippet": "markdown.html"},
    "fluent_core_translated": {
        "form_snippet": "fluent_text.html",
        "validators": "fluent_text",
        "output_validators": "fluent_core_translated_output",
    },
    "fluent_text": {
        "form_snippet": "fluent_text.html",
        "validators": "fluent_text",
        "output_validators": "fluent_text_output",
    },
    "fluent_markdown": {
        "form_snippet": "fluent_markdown.html",
        "validators": "fluent_text",
        "output_validators": "fluent_text_output",
    },
    "fluent_link": {
        "form_snippet": "fluent_text.html",
        "validators": "fluent_text",
        "output_validators": "fluent_text_output",
    },
    "fluent_tags": {
        "form_snippet": "fluent_tags.html",
        "validators": "fluent_tags",
        "output_validators": "fluent_tags_output",
    },
}
_CHOICES = [{"value": "a", "label": "A"}, {"value": "b, c", "label": {"en": "B", "fr": "Bé"}}, {"value": "http://d/#1"}]


def field(name: str, preset: str = "", **more: Any) -> dict[str, Any]:
    """Return a field of a schema as the action gives it: with its preset's values in it."""
    preset_values = {"preset": preset, **PRESETS.get(preset, {})} if preset else {}
    return {"field_name": name, "label": name.replace("_", " ").title(), **preset_values, **more}


def of_each_kind() -> list[dict[str, Any]]:
    """Return a field of every preset and option that can stand anywhere."""
    return [
        field("plain"),
        field("lines", form_snippet="textarea.html"),
        field("prose", "markdown"),
        field("picked", "select", choices=_CHOICES),
        field("computed", "select", choices_helper="some_helper"),
        field("pressed", "radio", choices=_CHOICES, sorted_choices=True),
        field("ticked", "multiple_checkbox", choices=_CHOICES),
        field("selected", "multiple_select", choices=_CHOICES),
        field("offered", "multiple_select", choices_helper="some_helper"),
        field("texts", "multiple_text"),
        field("texts_in_disguise", "multiple_text", form_snippet="markdown.html"),
        field("numbers", validators="ignore_missing scheming_multiple_number", output_validators="scheming_load_json"),
        field("day", "date"),
        field("moment", "datetime"),
        field("zoned", "datetime_tz"),
        field("released", "dcat_date"),
        field("count", validators="ignore_missing int_validator", form_snippet="number.html"),
        field("positive", validators="ignore_missing is_positive_integer"),
        field("homepage", validators="ignore_missing url_validator", display_snippet="link.html"),
        field("mail", validators="ignore_missing email_validator", display_snippet="email.html"),
        field("object", "json_object"),
        field("translated", "fluent_text", form_languages=["en", "fr", "es-MX"]),
        field("translated_prose", "fluent_markdown"),
        field("translated_link", "fluent_link"),
        field("translated_words", "fluent_tags"),
        field("unknown", "moon_phase", form_snippet="moon.html", output_validators="scheming_load_json"),
        field("hidden", form_snippet=None, display_snippet=None),
        field("shown_only", form_snippet=None),
        field("helped", help_text={"en": "Read <b>this</b> &amp; that", "fr": "Lisez"}, help_allow_html=True),
    ]


def whole(dataset_type: str = "dataset") -> DatasetSchema:
    """Return a schema with every kind of field at the top, within rows, and within rows of rows."""
    rows = [
        field("many", repeating_subfields=of_each_kind(), repeating_label="One"),
        field("once", repeating_subfields=of_each_kind(), repeating_once=True),
        field(
            "nested",
            repeating_subfields=[
                field("name"),
                field("agents", repeating_subfields=[field("name"), field("codes", "multiple_text")]),
                field("owner", repeating_subfields=[field("mail", validators="email_validator")], repeating_once=True),
            ],
        ),
        field("coverage", repeating_subfields=[field("start", "dcat_date"), field("end", "dcat_date")]),
    ]
    named = [
        field("title", "title", start_form_page={"title": "Basics", "description": "What it is"}),
        field("name", "dataset_slug"),
        field("title_translated", "fluent_core_translated"),
        field("tag_string", "tag_string_autocomplete"),
        field("license_id", form_snippet="license.html"),
        field("owner_org", "dataset_organization", start_form_page={"title": {"en": "People", "fr": "Gens"}}),
    ]
    resource = [
        field("url", "resource_url_upload"),
        field("name"),
        field("format", "resource_format_autocomplete"),
        *of_each_kind(),
    ]
    return DatasetSchema.from_action(
        {
            "dataset_type": dataset_type,
            "scheming_version": 2,
            "form_languages": ["en", "fr"],
            "dataset_fields": [*named, *of_each_kind(), *rows],
            "resource_fields": resource,
        }
    )
