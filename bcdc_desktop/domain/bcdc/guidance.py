"""BCDC's guidance for record authors: naming, contacts, dates, links, columns of tables.

The rules decide what ``missing:…`` finds and reports count; advice and checklist go by them and beyond them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bcdc_desktop.translation import tr

from ..advice import (
    RECORD,
    Advice,
    ChecklistItem,
    Record,
    Rules,
    has_described_resources,
    has_description,
    has_resource,
    has_tags,
    has_text,
    resources_of,
)
from ..schema import DatasetSchema
from ..values import is_empty, read_value, split_tags
from .fields import CONTACTS, DATA_QUALITY, DATES, LINEAGE, MORE_INFO, PURPOSE, TABLE_SCHEMA, displayed_contacts
from .publishing import audience_problems

_TABULAR = frozenset({"csv", "tsv", "xlsx", "xls"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACTIONS = ("download", "view", "explore", "access", "open", "read", "query", "link to", "see", "request", "search")
_WORDS = 20  # below this many words a description says hardly more than the title
_KEYWORDS = 3


def starts_with_an_action(name: str) -> bool:
    """Return whether the name of a resource says what happens when it is clicked."""
    return name.casefold().startswith(_ACTIONS)


def has_columns(resource: Record) -> bool:
    """Return whether a resource describes its columns, where it is a table that is stored in the catalogue."""
    table = resource.get("url_type") == "upload" and str(resource.get("format") or "").lower() in _TABULAR
    return not table or bool(resource.get(TABLE_SCHEMA))


NEEDED = frozenset({"description", "licence", "tag", "contact", "resource"})
"""Aspects without which a record is of little use."""

RULES: Rules = {
    "description": ("notes", has_text("notes")),
    "purpose": (PURPOSE, has_text(PURPOSE)),
    "quality": (DATA_QUALITY, has_text(DATA_QUALITY)),
    "lineage": (LINEAGE, has_text(LINEAGE)),
    "licence": ("license_id", has_text("license_id")),
    "tag": ("tag_string", has_tags),
    "contact": (CONTACTS, lambda record: bool(displayed_contacts(record))),
    "resource": ("resources", has_resource),
    "resource-description": ("description", has_described_resources),
    "columns": (TABLE_SCHEMA, lambda record: all(map(has_columns, resources_of(record)))),
}


def of_the_record(values: Mapping[str, Any], schema: DatasetSchema) -> Iterator[Advice]:
    """Yield what BCDC's documentation for record authors advises for a record."""
    known = {f.name: f for f in schema.dataset_fields}

    def advice(name: str, label: str, reason: str, done: bool) -> Iterator[Advice]:
        if name in known:
            yield Advice(RECORD, name, label, reason, False, done)

    def rule(aspect: str, label: str, reason: str, *, needed: bool = False) -> Iterator[Advice]:
        name, holds = RULES[aspect]
        if name in known or name == "resources":
            yield Advice(RECORD, name, label or known[name].label, reason, needed, holds(values), aspect)

    title = str(values.get("title") or "")
    yield from advice(
        "title",
        tr("No year in the title"),
        tr("Records often cover more years than the one in their title. Give the period in the resources instead."),
        not _YEAR.search(title) or len(_YEAR.findall(title)) > 1,
    )
    yield from advice(
        "title",
        tr("A title of several words"),
        tr("Subject, type, status and area help people tell this record from similar ones in a list."),
        len(title.split()) >= 3,
    )
    yield from rule(
        "description",
        tr("A description"),
        tr("People read the description to decide whether the data answers their question."),
    )
    yield from advice(
        "notes",
        tr("A description of at least {count} words", count=_WORDS),
        tr("People decide by the description whether the data answers their question. Search uses it too."),
        len(str(values.get("notes") or "").split()) >= _WORDS,
    )
    yield from rule(
        "contact",
        tr("A displayed contact"),
        tr("People with questions need someone to ask. Display at least one contact."),
        needed=True,
    )
    contacts = [c for c in values.get(CONTACTS) or () if isinstance(c, Mapping) and not is_empty(c)]
    yield from advice(
        CONTACTS,
        tr("An email address for the first contact"),
        tr("Questions about the data are emailed to the first contact."),
        bool(contacts) and "@" in str(contacts[0].get("email") or ""),
    )
    yield from rule("licence", "", tr("People need to know how they may use the data."), needed=True)
    yield from rule(
        "tag", tr("Keywords"), tr("Keywords help people find the record when they search for another word.")
    )
    yield from advice(
        "tag_string",
        tr("At least three keywords"),
        tr("Keywords help people find the record when they search for another word."),
        len(split_tags(read_value(values, known["tag_string"]))) >= _KEYWORDS if "tag_string" in known else False,
    )
    yield from rule("purpose", "", tr("Tells people why the data was collected, and so what it is good for."))
    yield from rule("quality", "", tr("Tells people about known problems. If it is empty, they assume there are none."))
    yield from rule("lineage", "", tr("Tells people where the data comes from and how it was made."))
    reasons = (
        (DATES, tr("Creation and publication dates tell people how current the record is.")),
        (MORE_INFO, tr("Links to reports, guides and agreements answer questions before they are asked.")),
    )
    for name, reason in reasons:
        if name in known:
            done = not is_empty(read_value(values, known[name]), known[name])
            yield from advice(name, known[name].label, reason, done)
    why = tr("People who find the record need something to download, view or read.")
    yield from rule("resource", tr("At least one resource"), why, needed=True)


def of_a_resource(resource: Record, schema: DatasetSchema) -> Iterator[Advice]:
    """Yield what BCDC's documentation for record authors advises for a resource."""
    target = str(resource.get("id") or "")
    if schema.resource_field("name") is not None:
        yield Advice(
            target,
            "name",
            tr("A name that starts with an action"),
            tr("Names that start with Download, View or Explore tell people what happens when they click."),
            False,
            starts_with_an_action(str(resource.get("name") or "")),
        )
    if schema.resource_field("description") is not None:
        yield Advice(
            target,
            "description",
            tr("A description"),
            tr("Descriptions help people tell the resources of a record apart."),
            False,
            has_description(resource),
            "resource-description",
        )
    if schema.resource_field(TABLE_SCHEMA) is not None and not has_columns(resource):
        yield Advice(
            target,
            TABLE_SCHEMA,
            tr("A description of its columns"),
            tr("People need to know what the columns of a table mean."),
            False,
            False,
            "columns",
        )


def contact_item(package: Mapping[str, Any]) -> ChecklistItem:
    """Return whether a contact is displayed."""
    label = tr("A contact is displayed")
    if displayed_contacts(package):
        return ChecklistItem("contact", label, "ok")
    said = tr("People with questions need someone to ask.")
    return ChecklistItem("contact", label, "wrong", said, ((RECORD, CONTACTS),))


def audience_item(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    """Return whether the audience fits the security class."""
    label = tr("Audience matches the security class")
    paths = audience_problems(package, schema)
    if not paths:
        return ChecklistItem("audience", label, "ok")
    said = tr("The security class is protected, but the public has access.")
    return ChecklistItem("audience", label, "careful", said, tuple((RECORD, n) for n in paths))
