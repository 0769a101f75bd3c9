"""The catalogue's own schema (``scheming_dataset_schema_show``): fields, choices, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from typing import Any

from bcdc_desktop.translation import language, tr

# The server fills these on every update (bcgov/ckanext-bcgov); the schema gives them no label.
SERVER_SET_FIELDS = frozenset(
    {"record_publish_date", "record_create_date", "record_archive_date", "record_last_modified"}
)


class FieldKind(StrEnum):
    """What a field holds, and so which widget edits it."""

    TEXT = "text"
    AREA = "area"  # several lines
    MARKDOWN = "markdown"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    TEXTS = "texts"  # a list of free texts (multiple_text)
    NUMBERS = "numbers"  # a list of numbers
    INTEGER = "integer"
    LINK = "link"
    EMAIL = "email"
    DATE = "date"
    DATETIME = "datetime"
    ZONED_DATETIME = "zoned_datetime"
    PARTIAL_DATE = "partial_date"  # a year, a month, a day or a moment (dcat_date)
    JSON = "json"
    GROUPS = "groups"  # repeating group: a list of dicts
    GROUP = "group"  # the same with at most one entry
    EXTRAS = "extras"  # CKAN's own pairs of key and value
    MEMBERSHIPS = "memberships"  # the groups of the catalogue that a package is in
    TRANSLATED_TEXT = "translated_text"  # language -> text (ckanext-fluent)
    TRANSLATED_MARKDOWN = "translated_markdown"
    TRANSLATED_TAGS = "translated_tags"  # language -> list of keywords
    TAGS = "tags"
    SLUG = "slug"
    ORGANIZATION = "organization"
    LICENCE = "licence"
    STATE = "state"
    FILE = "file"  # a link, or a file uploaded to the catalogue
    OTHER = "other"  # what a preset holds that is not known here: a text, or any JSON


_BY_SNIPPET = {
    "markdown.html": FieldKind.MARKDOWN,
    "textarea.html": FieldKind.AREA,
    "select.html": FieldKind.CHOICE,
    "radio.html": FieldKind.CHOICE,
    "multiple_checkbox.html": FieldKind.MULTICHOICE,
    "multiple_select.html": FieldKind.MULTICHOICE,
    "autocomplete.html": FieldKind.MULTICHOICE,
    "multiple_text.html": FieldKind.TEXTS,
    "date.html": FieldKind.DATE,
    "datetime.html": FieldKind.DATETIME,
    "datetime_tz.html": FieldKind.ZONED_DATETIME,
    "json.html": FieldKind.JSON,
    "slug.html": FieldKind.SLUG,
    "organization.html": FieldKind.ORGANIZATION,
    "license.html": FieldKind.LICENCE,
    "upload.html": FieldKind.FILE,
    "text.html": FieldKind.TEXT,
    "large_text.html": FieldKind.TEXT,
    "number.html": FieldKind.TEXT,
    "organization_upload.html": FieldKind.TEXT,
}

# What a validator makes of a value says more than what edits it on a web page: a list of texts may have the snippet of
# Markdown. The first that a field names counts.
_BY_VALIDATOR = {
    "tag_string_convert": FieldKind.TAGS,
    "valid_next_state": FieldKind.STATE,
    "fluent_tags": FieldKind.TRANSLATED_TAGS,
    "fluent_text": FieldKind.TRANSLATED_TEXT,
    "scheming_multiple_text": FieldKind.TEXTS,
    "scheming_multiple_number": FieldKind.NUMBERS,
    "scheming_multiple_choice": FieldKind.MULTICHOICE,
    "scheming_valid_json_object": FieldKind.JSON,
    "dcat_date": FieldKind.PARTIAL_DATE,
    "scheming_isodatetime_tz": FieldKind.ZONED_DATETIME,
    "scheming_isodatetime": FieldKind.DATETIME,
    "isodate": FieldKind.DATE,
}

# what a validator says of a value that is one text
_TEXT_BY_VALIDATOR = {
    "int_validator": FieldKind.INTEGER,
    "natural_number_validator": FieldKind.INTEGER,
    "is_positive_integer": FieldKind.INTEGER,
    "positive_integer_validator": FieldKind.INTEGER,
    "url_validator": FieldKind.LINK,
    "email_validator": FieldKind.EMAIL,
}
_TEXT_PRESETS = ("title", "resource_format_autocomplete", "organization_url_upload")
_JSON_OUTPUT = ("scheming_load_json", "json_object")  # output validators whose values are no texts
_LISTS_ORGANIZATIONS = re.compile(r"(?:^|_)(?:orgs?|organi[sz]ations?)(?:_|$)")
_TAG = re.compile(r"<[^<>]{1,2000}>")


_PROSE = frozenset({"title", "notes", "name", "description"})  # CKAN's own; ``name`` of a resource is its title

FILE = "upload"  # a resource's new file, where changes are listed by field; CKAN's own word for it, too
ORDER = "resource_order"  # the order of a record's resources, where changes are listed by field
OWN_NAMES = frozenset({FILE, ORDER})
"""Names that mean something of ours among the fields of a record: a catalogue's schema cannot have fields of these
names, and what a server says under them is never taken for ours."""


def without_own_names(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without those under a name of ours: for what came from a server or was typed."""
    return {n: v for n, v in values.items() if n not in OWN_NAMES}


@dataclass(frozen=True)
class Choice:
    """One allowed value of a field, as a text, and what people read for it.

    ``sent`` is the value itself where it is no text: a catalogue whose choices are numbers, or true and false, refuses
    their texts.
    """

    value: str
    label: str
    sent: bool | int | float | None = None

    @classmethod
    def of(cls, value: Any, label: str = "") -> Choice:
        """Return the choice of a value as a schema gives it; it is read as what it is where it has no label."""
        text = choice_text(value)
        return cls(text, label or text, value if isinstance(value, bool | int | float) else None)


@dataclass(frozen=True)
class Field:
    """One field of a package, of a resource, or of a group within them.

    ``languages`` are those that a translated text is asked for in. ``raw`` is the field as the catalogue gave it, with
    every key that this class does not know.
    """

    name: str
    label: str
    kind: FieldKind
    help_text: str = ""
    placeholder: str = ""
    required: bool = False
    read_only: bool = False
    choices: tuple[Choice, ...] = ()
    subfields: tuple[Field, ...] = ()
    condition_field: str | None = None
    condition_values: tuple[str, ...] = ()
    required_when_shown: bool = False
    languages: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_action(cls, raw: Mapping[str, Any], languages: Sequence[str] = ()) -> Field:
        """Return a field from one entry of ``dataset_fields``, ``resource_fields`` or ``repeating_subfields``.

        Args:
            languages: those of the schema, for fields that name none of their own.
        """
        name = str(raw["field_name"])
        validators = _names(raw.get("validators"))
        own = raw.get("form_languages")
        languages = tuple(map(str, own)) if isinstance(own, list) else tuple(languages)
        choices = tuple(Choice.of(c.get("value"), in_language(c.get("label"))) for c in _choices(raw))
        if not choices and "boolean_validator" in validators:
            choices = (Choice.of(True, tr("Yes")), Choice.of(False, tr("No")))
        if raw.get("sorted_choices"):
            choices = tuple(sorted(choices, key=lambda c: c.label.casefold()))
        kind = _kind(raw, validators, bool(choices))
        return cls(
            name=name,
            label=in_language(raw.get("label")) or _from_name(name),
            kind=kind,
            help_text=_help(raw) or _choice_help(raw),
            placeholder=in_language(raw.get("form_placeholder")),
            required=bool(raw["required"] if "required" in raw else _is_needed(kind, validators)),
            read_only=("form_snippet" in raw and raw["form_snippet"] is None) or name in SERVER_SET_FIELDS,
            choices=choices,
            subfields=tuple(cls.from_action(f, languages) for f in _entries(raw.get("repeating_subfields"))),
            condition_field=raw.get("conditional_field"),
            condition_values=tuple(raw.get("conditional_values") or ()),
            required_when_shown="conditional_required" in validators,
            languages=languages,
            raw=raw,
        )

    @property
    def validators(self) -> tuple[str, ...]:
        """The names of the validators that the catalogue runs on a value."""
        return _names(self.raw.get("validators"))

    @property
    def is_hidden(self) -> bool:
        """Whether the schema wants the field neither edited nor shown (both snippets are null)."""
        return all(key in self.raw and self.raw[key] is None for key in ("form_snippet", "display_snippet"))

    @property
    def is_prose(self) -> bool:
        """Whether the field holds words of a language, whose spelling can be checked: a title or a description."""
        if self.kind in (FieldKind.MARKDOWN, FieldKind.TRANSLATED_MARKDOWN):
            return True
        return self.kind in (FieldKind.TEXT, FieldKind.AREA) and self.name in _PROSE

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Return whether the field is shown for these values (``conditional_field``, ``conditional_values``)."""
        if self.condition_field is None:
            return True
        return values.get(self.condition_field) in self.condition_values

    def is_required(self, values: Mapping[str, Any]) -> bool:
        """Return whether a value must be there, given the other values of the same level."""
        if self.required:
            return True
        return self.required_when_shown and self.condition_field is not None and self.applies(values)

    def choice_label(self, value: str) -> str:
        """Return what people read for ``value``; the value itself when it is not among the choices."""
        return next((c.label for c in self.choices if c.value == value), value)

    def choice_sent(self, value: Any) -> Any:
        """Return a value as the catalogue takes it: a number, true or false where the choice of this text is one."""
        text = choice_text(value)
        return next((c.sent for c in self.choices if c.value == text and c.sent is not None), value)

    def subfield(self, name: str) -> Field:
        """Return the subfield of that name.

        Raises:
            KeyError: the group has no such subfield.
        """
        for sub in self.subfields:
            if sub.name == name:
                return sub
        raise KeyError(name)


@dataclass(frozen=True)
class DatasetSchema:
    """All fields of one dataset type, in the order in which the catalogue shows them."""

    dataset_type: str
    dataset_fields: tuple[Field, ...]
    resource_fields: tuple[Field, ...]
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_action(cls, result: Mapping[str, Any]) -> DatasetSchema:
        """Return the schema from the result of ``scheming_dataset_schema_show``.

        Raises:
            ValueError: the result has no field lists.
        """
        if not isinstance(result.get("dataset_fields"), list) or not isinstance(result.get("resource_fields"), list):
            raise ValueError("the response has no dataset_fields and resource_fields")  # noqa: TRY004
        listed = result.get("form_languages")
        languages = tuple(map(str, listed)) if isinstance(listed, list) else ()
        return cls(
            dataset_type=str(result.get("dataset_type") or "dataset"),
            dataset_fields=_fields(result["dataset_fields"], languages),
            resource_fields=_fields(result["resource_fields"], languages),
            raw=result,
        )

    @property
    def takes_any_key(self) -> bool:
        """Whether a resource may have any key beside the fields that are listed: CKAN keeps it as text."""
        return bool(self.raw.get("ckan_own"))

    def dataset_field(self, name: str) -> Field | None:
        """Return the package field of that name, if the schema has it."""
        return next((f for f in self.dataset_fields if f.name == name), None)

    def resource_field(self, name: str) -> Field | None:
        """Return the resource field of that name, if the schema has it."""
        return next((f for f in self.resource_fields if f.name == name), None)


def conditional_sources(fields: Sequence[Field]) -> frozenset[str]:
    """Return names of the fields that decide whether others show."""
    return frozenset(f.condition_field for f in fields if f.condition_field)


def _fields(raw: Any, languages: Sequence[str]) -> tuple[Field, ...]:
    """Return the fields of a record or a resource, without those whose names are ours."""
    return tuple(Field.from_action(entry, languages) for entry in _entries(raw) if entry["field_name"] not in OWN_NAMES)


def _entries(raw: Any) -> Iterable[Mapping[str, Any]]:
    """Return the fields of a list of them; what is no field is passed over, and of two with one name the second counts,
    as in the catalogue."""
    listed = raw if isinstance(raw, list) else []
    return {str(f["field_name"]): f for f in listed if isinstance(f, Mapping) and f.get("field_name")}.values()


def _choices(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = raw.get("choices")
    return [c for c in listed if isinstance(c, Mapping)] if isinstance(listed, list) else []


def _names(validators: Any) -> tuple[str, ...]:
    """Return the names in a list of validators, which scheming takes as a text; what they are called with is left
    out."""
    text = validators if isinstance(validators, str) else " ".join(map(str, validators or ()))
    return tuple(re.findall(r"[A-Za-z_]\w*", re.sub(r"\([^()]*\)", " ", text)))


def _kind(raw: Mapping[str, Any], validators: Sequence[str], has_choices: bool) -> FieldKind:
    if raw.get("repeating_subfields"):
        if raw.get("ckan_extras"):
            return FieldKind.EXTRAS
        once = raw.get("repeating_once") or "single_value_subfield" in validators
        return FieldKind.GROUP if once else FieldKind.GROUPS
    if raw.get("startState"):
        return FieldKind.STATE
    snippet, preset = str(raw.get("form_snippet")), str(raw.get("preset") or "")
    kind = next((_BY_VALIDATOR[v] for v in validators if v in _BY_VALIDATOR), None) or _BY_SNIPPET.get(snippet)
    if kind is None and preset.startswith("fluent_"):
        kind = FieldKind.TRANSLATED_TAGS if preset == "fluent_tags" else FieldKind.TRANSLATED_TEXT
    if kind is FieldKind.TRANSLATED_TEXT and "markdown" in f"{preset} {snippet}":
        return FieldKind.TRANSLATED_MARKDOWN
    if kind is FieldKind.MULTICHOICE and not has_choices:
        # what is chosen from is computed by the server, and its validator takes a list
        return FieldKind.TEXTS if "scheming_multiple_choice" in validators else FieldKind.TEXT
    if kind is FieldKind.CHOICE and not has_choices:
        # choices that the server computes; BCDC's only one lists its organizations (edc_orgs_form)
        return FieldKind.ORGANIZATION if _LISTS_ORGANIZATIONS.search(str(raw.get("choices_helper"))) else FieldKind.TEXT
    if kind in (None, FieldKind.TEXT):
        if has_choices and "boolean_validator" in validators:
            return FieldKind.CHOICE
        said = next((_TEXT_BY_VALIDATOR[v] for v in validators if v in _TEXT_BY_VALIDATOR), None)
        return said or (FieldKind.OTHER if kind is None and _is_unknown(raw) else FieldKind.TEXT)
    return kind


def _is_needed(kind: FieldKind, validators: Sequence[str]) -> bool:
    """Return whether a field is required by its validators alone, as ckanext-scheming tells it. A name is made of the
    title."""
    return "not_empty" in validators and kind is not FieldKind.SLUG


def _is_unknown(raw: Mapping[str, Any]) -> bool:
    """Return whether a preset or a snippet that is not known here may hold anything."""
    shown_as = raw.get("form_snippet") or (raw.get("preset") not in _TEXT_PRESETS and raw.get("preset"))
    return bool(shown_as) or any(name in _JSON_OUTPUT for name in _names(raw.get("output_validators")))


def _choice_help(raw: Mapping[str, Any]) -> str:
    """Return a lone checkbox carries its help at the choice."""
    choices = _choices(raw)
    return in_language(choices[0].get("help_text")) if len(choices) == 1 else ""


def _help(raw: Mapping[str, Any]) -> str:
    """Return a field's help as plain text, also where the schema writes it in HTML."""
    text = in_language(raw.get("help_text"))
    return unescape(_TAG.sub("", text)).strip() if raw.get("help_allow_html") else text


def choice_text(value: Any) -> str:
    """Return a value of a choice as the text that stands for it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def in_language(value: Any) -> str:
    """Return a schema text; scheming allows one text or one per language. Where the window's language is not there,
    that is English, or the first of them."""
    if not isinstance(value, Mapping):
        return _plain(value)
    texts = {str(code): text for code, said in value.items() if (text := _plain(said))}
    for wanted in (language(), "en"):
        for code, text in texts.items():
            if re.split("[-_]", code)[0].lower() == wanted:
                return text
    return texts[min(texts)] if texts else ""


def _plain(value: Any) -> str:
    """Return a text, also one that was written as a number; lists and objects are no texts."""
    return str(value or "") if isinstance(value, str | int | float) else ""


def _from_name(name: str) -> str:
    return name.replace("_", " ").capitalize()
