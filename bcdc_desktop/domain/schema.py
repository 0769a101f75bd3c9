"""The catalogue's own schema (``scheming_dataset_schema_show``): fields, choices, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# The server fills these on every update (bcgov/ckanext-bcgov); the schema gives them no label.
SERVER_SET_FIELDS = frozenset(
    {"record_publish_date", "record_create_date", "record_archive_date", "record_last_modified"}
)


class FieldKind(StrEnum):
    """What a field holds, and so which widget edits it."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    DATE = "date"
    DATETIME = "datetime"
    JSON = "json"
    GROUPS = "groups"  # repeating group: a list of dicts
    GROUP = "group"  # the same with at most one entry
    TAGS = "tags"
    SLUG = "slug"
    ORGANIZATION = "organization"
    LICENCE = "licence"
    STATE = "state"
    FILE = "file"  # a link, or a file uploaded to the catalogue


_BY_SNIPPET = {
    "markdown.html": FieldKind.MARKDOWN,
    "select.html": FieldKind.CHOICE,
    "radio.html": FieldKind.CHOICE,
    "multiple_checkbox.html": FieldKind.MULTICHOICE,
    "multiple_select.html": FieldKind.MULTICHOICE,
    "autocomplete.html": FieldKind.MULTICHOICE,
    "date.html": FieldKind.DATE,
    "datetime.html": FieldKind.DATETIME,
    "datetime_tz.html": FieldKind.DATETIME,
    "json.html": FieldKind.JSON,
    "slug.html": FieldKind.SLUG,
    "organization.html": FieldKind.ORGANIZATION,
    "license.html": FieldKind.LICENCE,
    "upload.html": FieldKind.FILE,
}


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
    """One allowed value of a field and what people read for it."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One field of a package, of a resource, or of a group within them.

    ``raw`` is the field as the catalogue gave it, with every key that this class does not know.
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
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_action(cls, raw: Mapping[str, Any]) -> Field:
        """Return a field from one entry of ``dataset_fields``, ``resource_fields`` or ``repeating_subfields``."""
        name = str(raw["field_name"])
        validators = str(raw.get("validators") or "").split()
        choices = tuple(
            Choice(str(c.get("value", "")), _text(c.get("label")) or str(c.get("value", ""))) for c in _choices(raw)
        )
        if raw.get("sorted_choices"):
            choices = tuple(sorted(choices, key=lambda c: c.label.casefold()))
        return cls(
            name=name,
            label=_text(raw.get("label")) or _from_name(name),
            kind=_kind(raw, validators, bool(choices)),
            help_text=_text(raw.get("help_text")) or _choice_help(raw),
            placeholder=_text(raw.get("form_placeholder")),
            required=bool(raw.get("required")),
            read_only=("form_snippet" in raw and raw["form_snippet"] is None) or name in SERVER_SET_FIELDS,
            choices=choices,
            subfields=tuple(cls.from_action(f) for f in _entries(raw.get("repeating_subfields"))),
            condition_field=raw.get("conditional_field"),
            condition_values=tuple(raw.get("conditional_values") or ()),
            required_when_shown="conditional_required" in validators,
            raw=raw,
        )

    @property
    def is_prose(self) -> bool:
        """Whether the field holds words of a language, whose spelling can be checked: a title or a description."""
        return self.kind is FieldKind.MARKDOWN or (self.kind is FieldKind.TEXT and self.name in _PROSE)

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
        return cls(
            dataset_type=str(result.get("dataset_type") or "dataset"),
            dataset_fields=_fields(result["dataset_fields"]),
            resource_fields=_fields(result["resource_fields"]),
            raw=result,
        )

    def dataset_field(self, name: str) -> Field | None:
        """Return the package field of that name, if the schema has it."""
        return next((f for f in self.dataset_fields if f.name == name), None)

    def resource_field(self, name: str) -> Field | None:
        """Return the resource field of that name, if the schema has it."""
        return next((f for f in self.resource_fields if f.name == name), None)


def conditional_sources(fields: Sequence[Field]) -> frozenset[str]:
    """Return names of the fields that decide whether others show."""
    return frozenset(f.condition_field for f in fields if f.condition_field)


def _fields(raw: Any) -> tuple[Field, ...]:
    """Return the fields of a record or a resource, without those whose names are ours."""
    return tuple(f for f in map(Field.from_action, _entries(raw)) if f.name not in OWN_NAMES)


def _entries(raw: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a list of them; what is no field is passed over."""
    listed = raw if isinstance(raw, list) else []
    return (f for f in listed if isinstance(f, Mapping) and f.get("field_name"))


def _choices(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = raw.get("choices")
    return [c for c in listed if isinstance(c, Mapping)] if isinstance(listed, list) else []


def _kind(raw: Mapping[str, Any], validators: Sequence[str], has_choices: bool) -> FieldKind:
    if raw.get("repeating_subfields"):
        return FieldKind.GROUP if "single_value_subfield" in validators else FieldKind.GROUPS
    if "tag_string_convert" in validators:
        return FieldKind.TAGS
    if "valid_next_state" in validators or raw.get("startState"):
        return FieldKind.STATE
    kind = _BY_SNIPPET.get(str(raw.get("form_snippet")), FieldKind.TEXT)
    if kind is FieldKind.MULTICHOICE and not has_choices:
        return FieldKind.TEXT
    if kind is FieldKind.CHOICE and not has_choices:
        # choices that the server computes; BCDC's only one lists its organizations (edc_orgs_form)
        return FieldKind.ORGANIZATION if "org" in str(raw.get("choices_helper")) else FieldKind.TEXT
    return kind


def _choice_help(raw: Mapping[str, Any]) -> str:
    """Return a lone checkbox carries its help at the choice."""
    choices = _choices(raw)
    return _text(choices[0].get("help_text")) if len(choices) == 1 else ""


def _text(value: Any) -> str:
    """Return a schema text; scheming allows one text or one per language."""
    if isinstance(value, Mapping):
        return str(value.get("en") or next(iter(value.values()), ""))
    return str(value or "")


def _from_name(name: str) -> str:
    return name.replace("_", " ").capitalize()
