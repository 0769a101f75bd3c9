"""What BCDC's guidance asks of a record beyond what the schema insists on, each with its reason; and how far it is.

Sources: the schema's required fields, and BCDC's documentation for record authors (naming, contacts, dates, links).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .schema import DatasetSchema, Field
from .values import is_empty, read_value, split_tags

PACKAGE = ""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACTIONS = ("download", "view", "explore", "access", "open", "read", "query", "link to", "see", "request", "search")
_WORDS = 20  # below this many words a description says hardly more than the title


@dataclass(frozen=True)
class Advice:
    """One thing that makes a record better.

    ``target`` is ``""`` for the record, else a resource's id; ``field`` names what to fill in. ``needed`` ones keep a
    record from being sent or published; the others are the guidance's. ``done`` is whether it is so already.
    """

    target: str
    field: str
    label: str
    reason: str
    needed: bool
    done: bool


@dataclass(frozen=True)
class Completeness:
    """How far a record is. ``share`` is 0 to 1 over all advice, needed ones counting three times."""

    advice: tuple[Advice, ...]

    @property
    def share(self) -> float:
        total = sum(_weight(a) for a in self.advice)
        return sum(_weight(a) for a in self.advice if a.done) / total if total else 1.0

    @property
    def open(self) -> tuple[Advice, ...]:
        """What is not done yet, needed things first."""
        return tuple(sorted((a for a in self.advice if not a.done), key=lambda a: not a.needed))


def completeness(values: Mapping[str, Any], schema: DatasetSchema) -> Completeness:
    """Return how complete a record is.

    Args:
        values: a package with its ``resources``, as an action returns it or as a form holds it.
    """
    advice = list(_needed(values, schema.dataset_fields, PACKAGE))
    advice += _of_the_record(values, schema)
    resources = [r for r in values.get("resources") or () if isinstance(r, Mapping)]
    why = "A record without anything to download, view or read helps nobody who finds it."
    advice.append(Advice(PACKAGE, "resources", "At least one resource", why, True, bool(resources)))
    for resource in resources:
        advice += _needed(resource, schema.resource_fields, str(resource.get("id") or ""))
        advice += _of_a_resource(resource, schema)
    return Completeness(tuple(advice))


def _needed(values: Mapping[str, Any], fields: tuple[Field, ...], target: str) -> Iterator[Advice]:
    for field in fields:
        if field.read_only or not field.applies(values) or not field.is_required(values):
            continue
        done = not is_empty(read_value(values, field), field)
        yield Advice(target, field.name, field.label, "The catalogue takes no record without it.", True, done)


def _of_the_record(values: Mapping[str, Any], schema: DatasetSchema) -> Iterator[Advice]:
    known = {f.name: f for f in schema.dataset_fields}

    def advice(name: str, label: str, reason: str, done: bool, *, needed: bool = False) -> Iterator[Advice]:
        if name in known:
            yield Advice(PACKAGE, name, label, reason, needed, done)

    def said(name: str) -> bool:
        return name in known and not is_empty(read_value(values, known[name]), known[name])

    title = str(values.get("title") or "")
    yield from advice(
        "title",
        "No year in the title",
        "A record often spans more years than the one in its title; the period belongs to its resources.",
        not _YEAR.search(title) or len(_YEAR.findall(title)) > 1,
    )
    yield from advice(
        "title",
        "A title of several words",
        "Subject, type, status and extent tell a record from its neighbours in a list of hits.",
        len(title.split()) >= 3,
    )
    yield from advice(
        "notes",
        f"A description of at least {_WORDS} words",
        "People decide by the description whether the data answer their question; the search reads it too.",
        len(str(values.get("notes") or "").split()) >= _WORDS,
    )
    contacts = [c for c in values.get("contacts") or () if isinstance(c, Mapping) and not is_empty(c)]
    yield from advice(
        "contacts",
        "A contact that is displayed",
        "Whoever has a question needs somebody to ask: one contact at least is displayed.",
        any(not is_empty(c.get("displayed")) for c in contacts),
        needed=True,
    )
    yield from advice(
        "contacts",
        "The first contact has an address for mail",
        "Questions to the data expert are mailed to the first contact.",
        bool(contacts) and "@" in str(contacts[0].get("email") or ""),
    )
    tags = split_tags(read_value(values, known["tag_string"])) if "tag_string" in known else []
    yield from advice(
        "tag_string", "Three keywords or more", "Keywords find records that are called differently.", len(tags) >= 3
    )
    reasons: tuple[tuple[str, str], ...] = (
        ("purpose", "It says why the data were collected, and so what they are good for."),
        ("data_quality", "It says what to be careful about; silence reads as “no faults known”."),
        ("lineage_statement", "It says where the data come from and how they were made."),
        ("dates", "Dates of creation and publication tell how current the record is; one is asked for when creating."),
        ("more_info", "Links to reports, guides and agreements spare people questions."),
    )
    for name, reason in reasons:
        if name in known:
            yield from advice(name, known[name].label, reason, said(name))


def _of_a_resource(values: Mapping[str, Any], schema: DatasetSchema) -> Iterator[Advice]:
    target = str(values.get("id") or "")
    checks: tuple[tuple[str, str, str, Callable[[Mapping[str, Any]], bool]], ...] = (
        (
            "name",
            "A name that says what to do",
            "Names that begin with Download, View, Explore … tell what happens at a click.",
            lambda r: str(r.get("name") or "").casefold().startswith(_ACTIONS),
        ),
        (
            "description",
            "A description",
            "Several resources of one record are told apart by their descriptions.",
            lambda r: not is_empty(r.get("description")),
        ),
        (
            "url",
            "A link or a file",
            "Without one there is nothing to open.",
            lambda r: not is_empty(r.get("url")) or r.get("url_type") == "upload",
        ),
    )
    for name, label, reason, check in checks:
        if name == "url" or schema.resource_field(name) is not None:
            yield Advice(target, name, label, reason, name == "url", check(values))


def _weight(advice: Advice) -> int:
    return 3 if advice.needed else 1
