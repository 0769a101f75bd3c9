"""The quality of a record: what a complete one has, by one table of rules.

The same rules decide what ``missing:…`` finds and reports count, what the completeness meter advises, and what the
checklist before publishing refuses: a record cannot be complete in one of them and incomplete in another.

Sources: the schema's required fields, and BCDC's documentation for record authors (naming, contacts, dates, links).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bcdc_desktop.translation import tr

from .checks import check_fields
from .package import Package, Resource
from .record_changes import PACKAGE
from .schema import DatasetSchema, Field
from .update_cycle import DAYS
from .values import is_empty, read_value, split_tags

_TABULAR = frozenset({"csv", "tsv", "xlsx", "xls"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACTIONS = ("download", "view", "explore", "access", "open", "read", "query", "link to", "see", "request", "search")
_WORDS = 20  # below this many words a description says hardly more than the title
_KEYWORDS = 3
Standing = Literal["ok", "careful", "wrong", "unknown"]


# the rules


def has_text(name: str) -> Callable[[Package], bool]:
    """Return the test whether a field of a record holds any text."""
    return lambda package: bool(str(package.raw.get(name) or "").strip())


def has_contact(package: Package) -> bool:
    """Return whether a contact is displayed; on a catalogue without BCDC's contacts, whether there is an address."""
    contacts = package.raw.get("contacts")
    if isinstance(contacts, list):
        return any(isinstance(c, Mapping) and not is_empty(c.get("displayed")) for c in contacts)
    return any(package.raw.get(n) for n in ("maintainer", "maintainer_email", "author", "author_email"))


def _has_tags(package: Package) -> bool:
    if "tag_string" in package.raw:  # as a form holds them
        return bool(split_tags(package.raw["tag_string"]))
    return bool(package.tags)


def _has_description(resource: Resource) -> bool:
    return not is_empty(resource.raw.get("description"))


def _has_columns(resource: Resource) -> bool:
    """Return whether a resource describes its columns, where it is a table that is stored in the catalogue."""
    return not (resource.uploaded and resource.format.lower() in _TABULAR) or bool(
        resource.raw.get("json_table_schema")
    )


RULES: dict[str, tuple[str, Callable[[Package], bool]]] = {
    "description": ("notes", has_text("notes")),
    "purpose": ("purpose", has_text("purpose")),
    "quality": ("data_quality", has_text("data_quality")),
    "lineage": ("lineage_statement", has_text("lineage_statement")),
    "licence": ("license_id", has_text("license_id")),
    "tag": ("tag_string", _has_tags),
    "contact": ("contacts", has_contact),
    "resource": ("resources", lambda p: bool(p.resources)),
    "resource-description": ("description", lambda p: bool(p.resources) and all(map(_has_description, p.resources))),
    "columns": ("json_table_schema", lambda p: all(map(_has_columns, p.resources))),
}
"""Aspect (as ``missing:`` names it) -> the field to fill in, and whether a record has it. All of them make a record
complete; ``labels.aspect_label`` is what people read."""

ASPECTS = tuple(RULES)


def lacking(package: Package) -> tuple[str, ...]:
    """Return the aspects that a record lacks."""
    return tuple(name for name, (_, has) in RULES.items() if not has(package))


def holdings(package: Package) -> tuple[str, ...]:
    """Return what else ``has:…`` finds: file, link, schedule (an update cycle), columns, of any resource."""
    resources = package.resources
    found = {
        "file": any(r.uploaded for r in resources),
        "link": any(r.leads_elsewhere for r in resources),
        "schedule": any(str(r.raw.get("resource_update_cycle") or "") in DAYS for r in resources),
        "columns": any(r.raw.get("json_table_schema") for r in resources),
    }
    return tuple(name for name, there in found.items() if there)


# advice while editing


@dataclass(frozen=True)
class Advice:
    """Advice that makes a record better.

    ``target`` is ``""`` for the record, else a resource's id; ``field`` names what to fill in. ``needed`` ones keep a
    record from being sent or published; the others are the guidance's. ``done`` is whether it is so already.
    ``aspect`` is the rule that decides it, empty where it goes beyond the rules.
    """

    target: str
    field: str
    label: str
    reason: str
    needed: bool
    done: bool
    aspect: str = ""


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
        """What is not done yet, needed advice first."""
        return tuple(sorted((a for a in self.advice if not a.done), key=lambda a: not a.needed))


def completeness(values: Mapping[str, Any], schema: DatasetSchema) -> Completeness:
    """Return how complete a record is.

    Args:
        values: a package with its ``resources``, as an action returns it or as a form holds it.
    """
    advice = list(_required_fields(values, schema.dataset_fields, PACKAGE))
    advice += _of_the_record(values, schema)
    resources = [r for r in values.get("resources") or () if isinstance(r, Mapping)]
    for resource in resources:
        advice += _required_fields(resource, schema.resource_fields, str(resource.get("id") or ""))
        advice += _of_a_resource(Resource({"id": "", **resource}), schema)
    return Completeness(tuple(advice))


def _required_fields(values: Mapping[str, Any], fields: Iterable[Field], target: str) -> Iterator[Advice]:
    for field in fields:
        if field.read_only or not field.applies(values) or not field.is_required(values):
            continue
        done = not is_empty(read_value(values, field), field)
        yield Advice(target, field.name, field.label, tr("The catalogue requires this field."), True, done)


def _of_the_record(values: Mapping[str, Any], schema: DatasetSchema) -> Iterator[Advice]:
    known = {f.name: f for f in schema.dataset_fields}
    package = Package(values)

    def advice(name: str, label: str, reason: str, done: bool) -> Iterator[Advice]:
        if name in known:
            yield Advice(PACKAGE, name, label, reason, False, done)

    def rule(aspect: str, label: str, reason: str, *, needed: bool = False) -> Iterator[Advice]:
        name, holds = RULES[aspect]
        if name in known or name == "resources":
            yield Advice(PACKAGE, name, label or known[name].label, reason, needed, holds(package), aspect)

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
    contacts = [c for c in values.get("contacts") or () if isinstance(c, Mapping) and not is_empty(c)]
    yield from advice(
        "contacts",
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
        ("dates", tr("Creation and publication dates tell people how current the record is.")),
        ("more_info", tr("Links to reports, guides and agreements answer questions before they are asked.")),
    )
    for name, reason in reasons:
        if name in known:
            done = not is_empty(read_value(values, known[name]), known[name])
            yield from advice(name, known[name].label, reason, done)
    why = tr("People who find the record need something to download, view or read.")
    yield from rule("resource", tr("At least one resource"), why, needed=True)


def _of_a_resource(resource: Resource, schema: DatasetSchema) -> Iterator[Advice]:
    target, raw = resource.id, resource.raw
    if schema.resource_field("name") is not None:
        yield Advice(
            target,
            "name",
            tr("A name that starts with an action"),
            tr("Names that start with Download, View or Explore tell people what happens when they click."),
            False,
            str(raw.get("name") or "").casefold().startswith(_ACTIONS),
        )
    if schema.resource_field("description") is not None:
        yield Advice(
            target,
            "description",
            tr("A description"),
            tr("Descriptions help people tell the resources of a record apart."),
            False,
            _has_description(resource),
            "resource-description",
        )
    if schema.resource_field("json_table_schema") is not None and not _has_columns(resource):
        yield Advice(
            target,
            "json_table_schema",
            tr("A description of its columns"),
            tr("People need to know what the columns of a table mean."),
            False,
            False,
            "columns",
        )
    yield Advice(
        target,
        "url",
        tr("A link or a file"),
        tr("People can't open the resource without one."),
        True,
        not is_empty(raw.get("url")) or resource.uploaded,
    )


def _weight(advice: Advice) -> int:
    return 3 if advice.needed else 1


# the checklist before publishing


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist.

    ``key`` is stable: ``required``, ``contact``, ``resources``, ``links``, ``audience``, ``licence``. *wrong* keeps a
    record back, *careful* is for a person to decide, *unknown* could not be checked (links not checked yet).
    ``paths`` are places to go to: (target, field).
    """

    key: str
    label: str
    standing: Standing
    said: str = ""
    paths: tuple[tuple[str, str], ...] = ()


def checklist(
    package: Mapping[str, Any],
    schema: DatasetSchema,
    *,
    licences: Collection[str] = (),
    links: Mapping[str, bool | None] | None = None,
) -> list[ChecklistItem]:
    """Return the checklist before a record is offered for publishing.

    Args:
        package: as ``package_show`` gives it.
        licences: ids of ``license_list``; empty where they are not known.
        links: address -> whether it answered, None where that could not be told; what was never checked is missing.
    """
    return [
        _required(package, schema),
        _contact(package),
        _resources(package),
        _links(package, links or {}),
        _audience(package, schema),
        _licence(package, licences),
    ]


def _holds(aspect: str, package: Mapping[str, Any]) -> bool:
    return RULES[aspect][1](Package(package))


def _required(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    label = tr("Required fields are filled in")
    paths = [(PACKAGE, p.path) for p in check_fields(package, schema.dataset_fields)]
    for resource in package.get("resources") or ():
        paths += [(str(resource["id"]), p.path) for p in check_fields(resource, schema.resource_fields)]
    if not paths:
        return ChecklistItem("required", label, "ok")
    count = len(paths)
    said = tr("One field needs to be fixed.") if count == 1 else tr("{count} fields need to be fixed.", count=count)
    return ChecklistItem("required", label, "wrong", said, tuple(paths))


def _contact(package: Mapping[str, Any]) -> ChecklistItem:
    label = tr("A contact is displayed")
    if _holds("contact", package):
        return ChecklistItem("contact", label, "ok")
    said = tr("People with questions need someone to ask.")
    return ChecklistItem("contact", label, "wrong", said, ((PACKAGE, "contacts"),))


def _resources(package: Mapping[str, Any]) -> ChecklistItem:
    label = tr("There is at least one resource")
    if _holds("resource", package):
        return ChecklistItem("resources", label, "ok")
    return ChecklistItem("resources", label, "wrong", tr("There is nothing to download, view or read."))


def _links(package: Mapping[str, Any], links: Mapping[str, bool | None]) -> ChecklistItem:
    listed = [r for r in package.get("resources") or () if r.get("url_type") != "upload" and r.get("url")]
    dead = [str(r["id"]) for r in listed if links.get(str(r["url"])) is False]
    unknown = [str(r["id"]) for r in listed if links.get(str(r["url"])) is None]
    label = tr("Links work")
    if dead:
        count = len(dead)
        said = tr("One link is broken.") if count == 1 else tr("{count} links are broken.", count=count)
        return ChecklistItem("links", label, "careful", said, tuple((i, "url") for i in dead))
    if unknown:
        said = tr("{count} of {total} links haven't been checked.", count=len(unknown), total=len(listed))
        return ChecklistItem("links", label, "unknown", said, tuple((i, "url") for i in unknown))
    return ChecklistItem("links", label, "ok")


def _audience(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    label = tr("Audience matches the security class")
    paths = audience_problems(package, schema)
    if not paths:
        return ChecklistItem("audience", label, "ok")
    said = tr("The security class is protected, but the public has access.")
    return ChecklistItem("audience", label, "careful", said, tuple((PACKAGE, n) for n in paths))


def audience_problems(package: Mapping[str, Any], schema: DatasetSchema) -> list[str]:
    """Return the audience fields that are wide open though the security class is not: choices run from the most open
    to the most restrictive in BCDC's schema."""
    security = schema.dataset_field("security_class")
    if security is None or _is_most_open(security, package) in (True, None):
        return []
    # that a protected record can be found is usual; that anyone can have its data is not
    names = ("download_audience", "view_audience")
    return [n for n in names if (f := schema.dataset_field(n)) is not None and _is_most_open(f, package)]


def _is_most_open(field: Field, package: Mapping[str, Any]) -> bool | None:
    value = str(package.get(field.name) or "")
    if not value or value not in {c.value for c in field.choices}:
        return None
    first = str((field.raw.get("choices") or [{}])[0].get("value"))
    return value == first


def _licence(package: Mapping[str, Any], licences: Collection[str]) -> ChecklistItem:
    label = tr("The licence says how the data may be used")
    place = ((PACKAGE, "license_id"),)
    if not _holds("licence", package):
        return ChecklistItem("licence", label, "wrong", tr("There is no licence."), place)
    value = str(package.get("license_id") or "")
    if licences and value not in licences:
        said = tr("“{licence}” isn't one of the catalogue's licences.", licence=value)
        return ChecklistItem("licence", label, "wrong", said, place)
    return ChecklistItem("licence", label, "ok")
