"""Drafts of new records: begun empty, from a template, a record or JSON. ``create`` sends them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.domain.bcdc import form as bcdc
from bcdc_desktop.domain.bcdc.fields import CONTACTS, is_bcdc
from bcdc_desktop.domain.publishing import PRIVATE, start_state, state_field
from bcdc_desktop.domain.record_changes import NEW, PACKAGE, RecordChanges, editable_values
from bcdc_desktop.domain.schema import DatasetSchema, FieldKind
from bcdc_desktop.domain.values import is_empty, read_value
from bcdc_desktop.store.templates import Template
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.translation import tr

from ..workspace import Workspace

_LOOKED_AT = 50  # records of an organization, the latest
_FEWEST, _MOST = 3, 0.5
_DECIDED = frozenset({PRIVATE}) | bcdc.DECIDED  # of each record for itself
# of a record that becomes another one: what is its own and never carried over
_OWN = frozenset({"title", "name"}) | bcdc.OWN


@dataclass(frozen=True)
class CarryGroup:
    """Fields that are carried over together when a record is made from another one."""

    key: str
    label: str
    fields: tuple[str, ...]
    usual: bool


def carry_groups(schema: DatasetSchema) -> list[CarryGroup]:
    """Return what can be carried over from another record, in groups to tick; ``usual`` ones are ticked to begin with.
    Links of resources are the group ``resources``; files are never carried over."""
    groups: dict[str, tuple[str, tuple[str, ...], bool]] = {
        "contacts": (
            tr("Organization and contacts"),
            ("owner_org", "maintainer", "maintainer_email", "author", "author_email", *bcdc.CARRIED["contacts"]),
            True,
        ),
        "access": (
            tr("Licence, security and audience") if is_bcdc(schema) else tr("Licence"),
            ("license_id", *bcdc.CARRIED["access"]),
            True,
        ),
        "keywords": (tr("Keywords"), ("tag_string",), True),
        "texts": (tr("Descriptions"), ("notes", *bcdc.CARRIED["texts"]), False),
        "more": (tr("More information"), bcdc.CARRIED["more"], False),
    }
    known = {f.name for f in schema.dataset_fields if not f.read_only}
    found = [
        CarryGroup(key, label, tuple(n for n in names if n in known), usual)
        for key, (label, names, usual) in groups.items()
    ]
    listed = {n for g in found for n in g.fields} | _OWN
    rest = tuple(f.name for f in schema.dataset_fields if not f.read_only and f.name not in listed)
    found += [
        CarryGroup("status", tr("Status and other fields"), rest, False),
        CarryGroup("resources", tr("Links"), (), False),
    ]
    return [g for g in found if g.fields or g.key == "resources"]


def blank(workspace: Workspace, owner_org: str = "", dataset_type: str | None = None) -> str:
    """Begin a new record and return its draft's id. It is kept on this computer only, for as long as one likes."""
    return _begin(workspace, {"owner_org": owner_org} if owner_org else {}, [], dataset_type)


def usual(workspace: Workspace, owner_org: str, dataset_type: str | None = None) -> tuple[str, list[str]]:
    """Begin a new record of an organization with the required choices that most of its records agree on, as far as
    they are cached, and a contact to fill in.

    Returns:
        The draft's id, and the labels of what was chosen so.
    """
    schema = workspace.schema(dataset_type)
    records = [r for r in _records_of(workspace, owner_org) if r.get("type") in (schema.dataset_type, None)]
    values: dict[str, Any] = {}
    for field in schema.dataset_fields:
        if field.required and field.kind in (FieldKind.CHOICE, FieldKind.LICENCE) and field.name not in _DECIDED:
            common = _common([read_value(r, field) for r in records if not is_empty(read_value(r, field), field)])
            if common is not None:
                values[field.name] = common
    chosen = [f.label for f in schema.dataset_fields if f.name in values]
    contacts = schema.dataset_field(CONTACTS)
    if is_bcdc(schema) and contacts is not None and contacts.subfields:
        first = [r[CONTACTS][0] for r in records if isinstance(r.get(CONTACTS), list) and r[CONTACTS]]
        row = _common(first)
        if row is not None:
            chosen.append(contacts.label)
        empty = {"org": owner_org, "displayed": ["displayed"]}
        known = {s.name for s in contacts.subfields}
        values[CONTACTS] = [row or {n: v for n, v in empty.items() if n in known}]
    return _begin(workspace, {"owner_org": owner_org, **values}, [], schema.dataset_type), chosen


def _records_of(workspace: Workspace, organization: str) -> list[Mapping[str, Any]]:
    records = workspace.store.cache.records
    latest = sorted(records.versions([organization]).items(), key=lambda found: found[1], reverse=True)
    seen = [records.get(package_id) for package_id, _version in latest[:_LOOKED_AT]]
    return [found.value for found in seen if found is not None]


def _common(values: Sequence[Any]) -> Any:
    """Return the value that most have; None where there are too few of them, or they differ."""
    kinds = [json.dumps(v, sort_keys=True, ensure_ascii=False) for v in values]
    if len(kinds) < _FEWEST:
        return None
    best = max(kinds, key=kinds.count)
    return json.loads(best) if kinds.count(best) > len(kinds) * _MOST else None


def templates(workspace: Workspace) -> list[Template]:
    """Return all templates by name."""
    return workspace.store.templates.all()


def from_template(workspace: Workspace, template: Template, owner_org: str = "") -> str:
    """Begin a new record from a template and return its draft's id."""
    return _begin(workspace, {**template.fields, **({"owner_org": owner_org} if owner_org else {})}, [])


def from_record(workspace: Workspace, package: Mapping[str, Any], carry: Collection[str]) -> str:
    """Begin a new record from another one and return its draft's id.

    Args:
        carry: keys of ``carry_groups``.
    """
    schema = workspace.schema_of(package)
    values = _carried(package, schema, carry)
    links = [
        editable_values(r, schema.resource_fields, any_key=schema.takes_any_key)
        for r in package.get("resources") or ()
        if "resources" in carry and r.get("url_type") != "upload"
    ]
    return _begin(workspace, values, links, schema.dataset_type)


def template_from(workspace: Workspace, name: str, package: Mapping[str, Any], carry: Collection[str]) -> Template:
    """Store fields of a record as a template."""
    template = Template(name, _carried(package, workspace.schema_of(package), carry))
    workspace.store.templates.put(template)
    return template


def from_json(workspace: Workspace, text: str) -> tuple[str, list[str]]:
    """Begin a new record from a JSON object with a record's fields, as ``package_show`` gives it or as one writes it.

    Returns:
        The draft's id, and the names of what was left out because a record cannot be given it.

    Raises:
        SaveRefused: it is no JSON object, or its resources are no list of objects.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SaveRefused(tr("This isn't valid JSON: {error}.", error=error), {}) from None
    if not isinstance(given, Mapping):
        raise SaveRefused(tr("This doesn't contain a JSON object: { … }."), {})
    resources = given.get("resources") or []
    if not isinstance(resources, list) or not all(isinstance(r, Mapping) for r in resources):
        raise SaveRefused(
            tr("The resources must be a list of objects: [{…}, …]."),
            {PACKAGE: {"resources": [tr("Enter a list of objects")]}},
        )
    schema = workspace.schema(given["type"] if given.get("type") in workspace.dataset_types() else None)
    values = {f.name: read_value(given, f) for f in schema.dataset_fields if not f.read_only}
    values = {n: v for n, v in values.items() if not is_empty(v, schema.dataset_field(n))}
    state = state_field(schema)
    if state is not None:
        values.pop(state.name, None)  # a new record begins where all do
    left = [n for n in given if n not in values and n not in ("resources", "tags", "type") and not is_empty(given[n])]
    links = []
    for resource in resources:
        if resource.get("url_type") == "upload":
            left.append(f"resources/{resource.get('name') or resource.get('id')}")
        else:
            links.append(editable_values(resource, schema.resource_fields, any_key=schema.takes_any_key))
    return _begin(workspace, values, links, schema.dataset_type), left


def _begin(
    workspace: Workspace,
    values: Mapping[str, Any],
    links: Sequence[Mapping[str, Any]],
    dataset_type: str | None = None,
) -> str:
    draft_id, schema = f"{NEW}{uuid4()}", workspace.schema(dataset_type)
    base: dict[str, Any] = {"id": draft_id, "title": "", "type": schema.dataset_type, "resources": []}
    state = state_field(schema)
    if state is not None:
        base[state.name] = start_state(schema) or ""
    new = {new_id(): dict(link) for link in links}
    if schema.dataset_field(PRIVATE) is not None and state is None:
        values = {PRIVATE: "true", **values}  # nothing becomes public without a choice
    fields = {PACKAGE: dict(values)} if values else {}
    workspace.store.drafts.put(RecordChanges(base, fields, new_resources=new, is_new=True))
    return draft_id


def _carried(package: Mapping[str, Any], schema: DatasetSchema, carry: Collection[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in (n for g in carry_groups(schema) if g.key in carry for n in g.fields):
        field = schema.dataset_field(name)
        if field is not None and not is_empty(value := read_value(package, field), field):
            values[name] = value
    return values
