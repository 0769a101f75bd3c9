"""A corpus of schemas: what the schemas have that ckanext-scheming, ckanext-dcat and ckanext-fluent ship (every preset,
option, validator and shape of a field), and what else ckanext-scheming takes from whoever writes one."""

from typing import Any

from bcdc_desktop.domain.schema import DatasetSchema

from .schemas import field, whole

_DIGITS = "ignore_missing int_validator"
_TITLES = {"en": "Title", "fr": "Titre"}


def _schema(
    dataset_type: str, dataset: list[dict[str, Any]], resource: list[dict[str, Any]] | None = None, **more: Any
) -> DatasetSchema:
    link = field("url", "resource_url_upload")
    raw = {"dataset_type": dataset_type, "dataset_fields": dataset, "resource_fields": [link, *(resource or [])]}
    return DatasetSchema.from_action(raw | more)


def _named(**title: Any) -> list[dict[str, Any]]:
    return [field("title", "title", **title), field("name", "dataset_slug", form_placeholder="eg. camel-no-5")]


def photos() -> DatasetSchema:
    """Numbers, choices, and times in several inputs, of records and of their resources."""
    times = [
        field("taken", "datetime", label_time="Time taken"),
        field("sent", "datetime_tz", label_time="Time", label_tz="Time zone"),
        field("day", "date"),
        field("facts", "json_object"),
    ]
    makes = [{"value": "f2", "label": "Second"}, {"value": "bare"}]
    dataset = [
        *_named(form_placeholder="eg. Larry"),
        field("humps", validators=_DIGITS, form_placeholder="eg. 2"),
        field("make", "select", choices=makes, help_text="Make", help_inline=True),
        field("moods", "multiple_checkbox", choices=makes),
        field("moods_by_helper", "multiple_checkbox", choices_helper="scheming_test_schema_choices"),
        field(
            "from_table",
            "select",
            choices_helper="scheming_datastore_choices",
            datastore_choices_resource="a-table",
            datastore_choices_columns={"value": "code", "label": "name"},
        ),
        field("other", output_validators="ignore_missing"),
    ]
    return _schema("photos", [*dataset, *times], [field("in_photo", validators=_DIGITS), *times])


def pages() -> DatasetSchema:
    """CKAN's own fields on pages of a form."""
    return _schema(
        "pages",
        [
            *_named(start_form_page={"title": "Basic", "description": "Core fields"}),
            field("notes", form_snippet="markdown.html"),
            field("tag_string", "tag_string_autocomplete", start_form_page={"title": _TITLES, "description": None}),
            field("license_id", form_snippet="license.html", help_text="Which licence?"),
            field("owner_org", "dataset_organization"),
            field("url", display_snippet="link.html", display_property="foaf:homepage"),
            field("version", validators="scheming_required unicode_safe package_version_validator", required=True),
            field("author", display_property="dc:creator", start_form_page={"title": ""}),
            field("author_email", validators="ignore_missing unicode_safe strip_value email_validator",
                  display_snippet="email.html", display_email_name_field="author"),
        ],
        [field("description", form_snippet="markdown.html"), field("format", "resource_format_autocomplete")],
        draft_fields_required=False,
    )  # fmt: skip


def series() -> DatasetSchema:
    """Contacts, publishers, and presets of an extension that is not known."""
    who = [field("uri"), field("name", required=True), field("email", display_snippet="email.html"), field("url")]
    agents = [
        *who,
        field("kinds", "multiple_text"),
        field("when", "dcat_date", form_placeholder=None),
        field("inside", repeating_label="Office", repeating_subfields=[*who, field("notes", "markdown")]),
    ]
    return _schema(
        "series",
        [
            *_named(required=True),
            field("contact", repeating_label="Contact", form_blanks=2, repeating_subfields=who),
            field("publisher", repeating_label="Publisher", repeating_once=True, repeating_subfields=agents),
            field("series_order", "dataset_series_order"),
            field("in_series", "dataset_series_in_series", form_snippet="series.html", validators="series_validator"),
            field("released", "dcat_date"),
            field("theme", "multiple_text", validators="ignore_missing scheming_multiple_text"),
            field("trusted", "select", choices=[{"value": False, "label": "No"}, {"value": True, "label": "Yes"}],
                  validators="ignore_missing boolean_validator", output_validators="boolean_validator"),
            field("flag", validators="ignore_missing boolean_validator", output_validators="boolean_validator"),
            field("records", form_snippet="number.html", validators=_DIGITS),
        ],
        [
            field("size", form_snippet="number.html", display_snippet="file_size.html", validators=_DIGITS),
            field("services", repeating_label="Service", repeating_subfields=agents),
            field("format", validators="if_empty_guess_format ignore_missing unicode_safe"),
        ],
        scheming_version=2,
    )  # fmt: skip


def languages() -> DatasetSchema:
    """Texts and keywords in several languages, with labels and help in some of them or in none."""
    labelled = {"fluent_form_label": {"en": _TITLES}, "fluent_help_text": {"en": _TITLES, "fr": {}}}
    return _schema(
        "languages",
        [
            field("title_translated", "fluent_core_translated", required=True, **labelled),
            field("name", "dataset_slug"),
            field("notes_translated", "fluent_core_translated", form_snippet="fluent_markdown.html",
                  display_snippet="fluent_markdown.html"),
            field("keywords", "fluent_tags") | {"label": None, "en": "Keywords", "fr": "Mots"},
            field("story", "fluent_markdown") | {"label": {"fr": "Récit", "en": ""}},
            field("site", "fluent_link", form_languages=["de"]),
        ],
        [field("name_translated", "fluent_core_translated") | {"label": _TITLES}],
        form_languages=["en", "fr", "ca"],
    )  # fmt: skip


def odd() -> DatasetSchema:
    """What nobody forbids who writes a schema: choices that are no texts, labels that are not there, names twice."""
    numbers = [{"value": 1, "label": "One"}, {"value": 2}, {"value": 1.5, "label": {"fr": "Un et demi"}}]
    numbered = [
        field("number", "select", choices=numbers),
        field("radio_number", "radio", choices=numbers, required="True"),
        field("numbers", "multiple_checkbox", choices=numbers),
        field("selected_numbers", "multiple_select", choices=numbers, sorted_choices=True),
        field("nothing", "select", choices=[{"value": None, "label": "–"}, {"value": "x", "label": 0}]),
    ]
    return _schema(
        "odd",
        [
            *_named(),
            field("twice"),
            *numbered,
            field("again", "multiple_text"),
            field("twice", "multiple_text", help_text=None),
            {"field_name": "unlabelled"},
            {"field_name": "needed", "validators": ["not_empty", "unicode_safe"]},
            field("within", repeating_subfields=[*numbered, field("twice"), field("twice", "date")]),
            field("preset_of_preset", "ours", form_snippet="ours.html", values={"preset": "select"}),
            field("not_edited", form_snippet=None),
            field("forge", "select", choices_helper="forge_choices"),
            field("holder", "select", choices_helper="all_organizations"),
        ],
        numbered,
    )


def parts() -> DatasetSchema:
    """Rows with a cell of each kind, on pages of a form, with numbers as choices: as tried on a real CKAN."""
    numbers = [{"value": 1, "label": "One"}, {"value": 2, "label": "Two"}, {"value": 2.5}]
    cells = [
        field("text"),
        field("titled", "fluent_text"),
        field("tagged", "fluent_tags"),
        field("ranked", "select", choices=numbers),
        field("numbered", "multiple_checkbox", choices=numbers),
        field("day", "date"),
        field("taken", "datetime"),
        field("sent", "datetime_tz"),
        field("facts", "json_object"),
        field("codes", "multiple_text"),
        field("notes", "markdown"),
    ]
    return _schema(
        "parts",
        [
            field("title_translated", "fluent_core_translated", required=True, start_form_page={"title": _TITLES}),
            field("name", "dataset_slug"),
            field("rank", "select", choices=numbers, validators="ignore_missing int_validator scheming_choices",
                  start_form_page={"title": "Numbers"}),
            field("publisher", repeating_label="Publisher", repeating_once=True, repeating_subfields=cells),
            field("parts", repeating_label="Part", repeating_subfields=cells, start_form_page={"title": "Parts"}),
        ],
        [field("parts", repeating_label="Part", repeating_subfields=cells)],
        form_languages=["en", "fr"],
    )  # fmt: skip


def corpus() -> dict[str, DatasetSchema]:
    """Return the schemas by the type of their records."""
    return {s.dataset_type: s for s in (whole(), photos(), pages(), series(), languages(), odd(), parts())}
