"""The quality of a record: what a complete one has, by the rules of its catalogue's schema.

The same rules decide what ``missing:…`` finds and reports count, what the completeness meter advises, and what the
checklist before publishing refuses: a record cannot be complete in one of them and incomplete in another.

Sources: the fields of the schema, those it requires and those it recommends; on BCDC's schema its documentation for
record authors (``bcdc.guidance``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bcdc_desktop.translation import tr

from .advice import (
    RECORD,
    Advice,
    ChecklistItem,
    Record,
    Rules,
    Standing,
    Test,
    has_described_resources,
    has_description,
    has_resource,
    has_tags,
    has_text,
    resources_of,
)
from .bcdc import guidance as bcdc
from .bcdc.fields import TABLE_SCHEMA, is_bcdc
from .checks import check_fields
from .package import Package
from .schema import DatasetSchema, Field, FieldKind
from .update_cycle import earliest_due, has_cycle, has_cycles
from .values import is_empty, read_value

ASPECTS = (*bcdc.RULES, "required", "format")
"""All aspects that records of any catalogue may lack, as ``missing:`` names them."""

_NEEDED = frozenset({"required", "description", "licence", "resource"})
_CONTACTS = ("maintainer", "maintainer_email", "author", "author_email", "contact", "contacts", "contact_point",
             "publisher", "creator")  # fmt: skip
"""Fields that tell whom to ask: CKAN's own, and those of DCAT."""


def rules_of(schema: DatasetSchema) -> Rules:
    """Return the rules for records of this schema: BCDC's where it is BCDC's, else what the schema itself has.

    Of CKAN's own fields, those that people look for in any catalogue are recommended: description, licence, keywords,
    whom to ask, and for each resource what it is and in which format.
    """
    if is_bcdc(schema):
        return bcdc.RULES
    known = {f.name: f for f in schema.dataset_fields}
    rules: dict[str, tuple[str, Test]] = {"required": ("", lambda record: not _missing(record, schema))}
    if "notes" in known:
        rules["description"] = ("notes", has_text("notes"))
    if "license_id" in known:
        rules["licence"] = ("license_id", has_text("license_id"))
    tags = next((f.name for f in schema.dataset_fields if f.kind is FieldKind.TAGS), "")
    if tags:
        rules["tag"] = (tags, has_tags)
    contacts = [n for n in _CONTACTS if n in known]
    if contacts:
        rules["contact"] = (contacts[0], lambda record: any(not is_empty(record.get(n), known[n]) for n in contacts))
    rules["resource"] = ("resources", has_resource)
    resource_fields = {f.name for f in schema.resource_fields}
    if "description" in resource_fields:
        rules["resource-description"] = ("description", has_described_resources)
    if "format" in resource_fields:
        rules["format"] = ("format", lambda record: all(map(_has_format, resources_of(record))))
    return rules


class RecordQuality:
    """What records of one schema lack, have, and when their data is due; made once for many records."""

    def __init__(self, schema: DatasetSchema) -> None:
        self.schema = schema
        self.rules = rules_of(schema)
        self.needed = bcdc.NEEDED if is_bcdc(schema) else _NEEDED
        """The aspects without which a record is of little use: a *problem*."""

    @property
    def mark(self) -> str:
        """A text that differs where records would be judged by other rules."""
        required = sorted(f.name for f in (*self.schema.dataset_fields, *self.schema.resource_fields) if f.required)
        return " ".join([self.schema.dataset_type, *self.rules, "|", *required, "|", str(has_cycles(self.schema))])

    def lacking(self, package: Package) -> tuple[str, ...]:
        """Return the aspects that a record lacks."""
        return tuple(name for name, (_, has) in self.rules.items() if not has(package.raw))

    def holdings(self, package: Package) -> tuple[str, ...]:
        """Return what else ``has:…`` finds: file, link, schedule (an update cycle), columns, of any resource."""
        resources = package.resources
        found = {
            "file": any(r.uploaded for r in resources),
            "link": any(r.leads_elsewhere for r in resources),
            "schedule": has_cycle(package, self.schema),
            "columns": any(r.raw.get(TABLE_SCHEMA) for r in resources),
        }
        return tuple(name for name, there in found.items() if there)

    def due(self, package: Package) -> date | None:
        """Return the first of the days by which the data of a record should be updated."""
        return earliest_due(package, self.schema)


def _has_format(resource: Record) -> bool:
    return not is_empty(resource.get("format"))


def _missing(record: Record, schema: DatasetSchema) -> list[tuple[str, Field]]:
    """Return the required fields that are empty, each with its target."""
    found = [(RECORD, f) for f in _required(record, schema.dataset_fields) if is_empty(read_value(record, f), f)]
    for resource in resources_of(record):
        fields = _required(resource, schema.resource_fields)
        found += [(str(resource.get("id") or ""), f) for f in fields if is_empty(read_value(resource, f), f)]
    return found


def _required(values: Record, fields: Iterable[Field]) -> Iterator[Field]:
    return (f for f in fields if not f.read_only and f.applies(values) and f.is_required(values))


# advice while editing


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
    own = is_bcdc(schema)
    advice = list(_fields_to_fill(values, schema.dataset_fields, RECORD))
    advice += bcdc.of_the_record(values, schema) if own else _of_the_record(values, schema)
    for resource in resources_of(values):
        advice += _fields_to_fill(resource, schema.resource_fields, str(resource.get("id") or ""))
        advice += bcdc.of_a_resource(resource, schema) if own else _of_a_resource(resource, schema)
        advice.append(_content(resource))
    return Completeness(tuple(advice))


def _fields_to_fill(values: Record, fields: Iterable[Field], target: str) -> Iterator[Advice]:
    """Yield the fields that the schema requires, those that it recommends, and those whose value is not one."""
    wrong = {p.path: p.message for p in check_fields(values, fields)}
    for field in fields:
        if field.read_only or not field.applies(values):
            continue
        empty = is_empty(read_value(values, field), field)
        if field.is_required(values):
            yield Advice(target, field.name, field.label, tr("The catalogue requires this field."), True, not empty)
        elif field.raw.get("recommended"):
            yield Advice(target, field.name, field.label, tr("The catalogue recommends this field."), False, not empty)
        said = next((m for path, m in wrong.items() if path.partition("/")[0] == field.name), "")
        if said and not empty:
            yield Advice(target, field.name, field.label, said, True, False)


def _of_the_record(values: Record, schema: DatasetSchema) -> Iterator[Advice]:
    labels = {f.name: f.label for f in schema.dataset_fields}
    texts = {
        "description": (
            tr("A description"),
            tr("People read the description to decide whether the data answers their question."),
        ),
        "licence": ("", tr("People need to know how they may use the data.")),
        "tag": (tr("Keywords"), tr("Keywords help people find the record when they search for another word.")),
        "contact": ("", tr("People with questions need someone to ask.")),
        "resource": (
            tr("At least one resource"),
            tr("People who find the record need something to download, view or read."),
        ),
    }
    for aspect, (name, has) in rules_of(schema).items():
        if aspect in texts:
            label, reason = texts[aspect]
            yield Advice(RECORD, name, label or labels.get(name, name), reason, False, has(values), aspect)


def _of_a_resource(resource: Record, schema: DatasetSchema) -> Iterator[Advice]:
    target, rules = str(resource.get("id") or ""), rules_of(schema)
    if "resource-description" in rules:
        reason = tr("Descriptions help people tell the resources of a record apart.")
        done = has_description(resource)
        yield Advice(target, "description", tr("A description"), reason, False, done, "resource-description")
    if "format" in rules:
        reason = tr("People choose the resource that they can open by its format.")
        yield Advice(target, "format", tr("A format"), reason, False, _has_format(resource), "format")


def _content(resource: Record) -> Advice:
    done = not is_empty(resource.get("url")) or resource.get("url_type") == "upload"
    reason = tr("People can't open the resource without one.")
    return Advice(str(resource.get("id") or ""), "url", tr("A link or a file"), reason, True, done)


def _weight(advice: Advice) -> int:
    return 3 if advice.needed else 1


# the checklist before publishing


def checklist(
    package: Mapping[str, Any],
    schema: DatasetSchema,
    *,
    licences: Collection[str] = (),
    links: Mapping[str, bool | None] | None = None,
) -> list[ChecklistItem]:
    """Return the checklist before a record is offered for publishing, or made public.

    Only BCDC's guidance keeps a record back for more than what its schema requires.

    Args:
        package: as ``package_show`` gives it.
        licences: ids of ``license_list``; empty where they are not known.
        links: address -> whether it answered, None where that could not be told; what was never checked is missing.
    """
    own = is_bcdc(schema)
    items = [_required_item(package, schema)]
    if own:
        items.append(bcdc.contact_item(package))
    items += [_resources_item(package, held_back=own), _links(package, links or {})]
    if own:
        items.append(bcdc.audience_item(package, schema))
    if schema.dataset_field("license_id") is not None:
        items.append(_licence(package, licences, held_back=own))
    return items


def _required_item(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    label = tr("Required fields are filled in")
    paths = [(RECORD, p.path) for p in check_fields(package, schema.dataset_fields)]
    for resource in package.get("resources") or ():
        paths += [(str(resource["id"]), p.path) for p in check_fields(resource, schema.resource_fields)]
    if not paths:
        return ChecklistItem("required", label, "ok")
    count = len(paths)
    said = tr("One field needs to be fixed.") if count == 1 else tr("{count} fields need to be fixed.", count=count)
    return ChecklistItem("required", label, "wrong", said, tuple(paths))


def _resources_item(package: Mapping[str, Any], *, held_back: bool) -> ChecklistItem:
    label = tr("There is at least one resource")
    if has_resource(package):
        return ChecklistItem("resources", label, "ok")
    said = tr("There is nothing to download, view or read.")
    return ChecklistItem("resources", label, "wrong" if held_back else "careful", said)


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
        said = tr("Not checked yet: {count} of {total}.", count=len(unknown), total=len(listed))
        return ChecklistItem("links", label, "unknown", said, tuple((i, "url") for i in unknown))
    return ChecklistItem("links", label, "ok")


def _licence(package: Mapping[str, Any], licences: Collection[str], *, held_back: bool) -> ChecklistItem:
    label = tr("The licence says how the data may be used")
    place = ((RECORD, "license_id"),)
    standing: Standing = "wrong" if held_back else "careful"
    if not str(package.get("license_id") or "").strip():
        return ChecklistItem("licence", label, standing, tr("There is no licence."), place)
    value = str(package.get("license_id") or "")
    if licences and value not in licences:
        said = tr("“{licence}” isn't one of the catalogue's licences.", licence=value)
        return ChecklistItem("licence", label, standing, said, place)
    return ChecklistItem("licence", label, "ok")
