"""Drafts of new records: begun empty, from a template, a record or JSON, and sent once complete."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from bcdc_desktop.app.records.attachments import require_unchanged
from bcdc_desktop.app.records.drafts import left_to_send, rebase_draft
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, needs_fixing
from bcdc_desktop.app.records.save import save
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.checks import FieldProblem, check_fields
from bcdc_desktop.domain.publishing import start_state, state_field
from bcdc_desktop.domain.record_changes import NEW, PACKAGE, RecordChanges, editable_values
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.domain.values import is_empty, read_value
from bcdc_desktop.store.templates import Template
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Report, silent
from ..workspace import Workspace
from . import create
from .create import name_taken

# of a record that becomes another one: what is its own and never carried over
_OWN = frozenset({"title", "name", "publish_state", "dates", "replacement_record"})


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
        "contacts": (tr("Organization and contacts"), ("owner_org", "contacts", "support_url"), True),
        "access": (
            tr("Licence, security and audience"),
            ("license_id", "security_class", "view_audience", "download_audience", "metadata_visibility"),
            True,
        ),
        "keywords": (tr("Keywords"), ("tag_string",), True),
        "texts": (tr("Descriptions"), ("notes", "purpose", "data_quality", "lineage_statement"), False),
        "more": (tr("More information"), ("more_info",), False),
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


def blank(workspace: Workspace, owner_org: str = "") -> str:
    """Begin a new record and return its draft's id. It is kept on this computer only, for as long as one likes."""
    return _begin(workspace, {"owner_org": owner_org} if owner_org else {}, [])


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
    schema = workspace.schema()
    values = _carried(package, schema, carry)
    links = [
        editable_values(r, schema.resource_fields)
        for r in package.get("resources") or ()
        if "resources" in carry and r.get("url_type") != "upload"
    ]
    return _begin(workspace, values, links)


def template_from(workspace: Workspace, name: str, package: Mapping[str, Any], carry: Collection[str]) -> Template:
    """Store fields of a record as a template."""
    template = Template(name, _carried(package, workspace.schema(), carry))
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
    schema = workspace.schema()
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
            links.append(editable_values(resource, schema.resource_fields))
    return _begin(workspace, values, links), left


def values_of(changes: RecordChanges) -> dict[str, Any]:
    """Return the package fields of a new record as they stand."""
    return {n: v for n, v in {**changes.base, **changes.of(PACKAGE)}.items() if n not in ("id", "resources")}


def problems(workspace: Workspace, changes: RecordChanges) -> dict[str, list[FieldProblem]]:
    """Return what keeps a new record from being sent, by target. Makes no request; whether names are free is
    ``name_problem``."""
    schema, values = workspace.schema(), values_of(changes)
    if is_empty(values.get("name")) and not is_empty(values.get("title")):
        values["name"] = slug_from_title(str(values["title"]))
    found = {PACKAGE: check_fields(values, schema.dataset_fields)}
    contacts = schema.dataset_field("contacts")
    if contacts is not None and not any(
        isinstance(c, Mapping) and not is_empty(c.get("displayed")) for c in values.get("contacts") or ()
    ):
        found[PACKAGE].append(FieldProblem("contacts", tr("Display at least one contact")))
    for resource, fields in changes.new_resources.items():
        found[resource] = check_fields(fields, schema.resource_fields)
        if resource not in changes.files and is_empty(fields.get("url")):
            found[resource].append(FieldProblem("url", tr("Add a link or a file")))
    return {target: listed for target, listed in found.items() if listed}


def name_problem(workspace: Workspace, name: str, *, own: str = "") -> str:
    """Return why a name cannot be a record's, in words; empty when it is free. Asks what is remembered, then the
    server.

    Args:
        own: id of the record whose name it is already.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    seen = workspace.store.cache.records.get(name)
    if seen is None or seen.value.get("name") != name or seen.value.get("id") == own:
        try:
            found = workspace.catalogue.package(name)
        except errors.NotFound:
            return ""
        except errors.NotAuthorized:
            return name_taken()
        if found.get("id") == own or found.get("name") != name:
            return ""
    else:
        found = seen.value
    return name_taken(found)


def title_problem(workspace: Workspace, title: str, *, own: str = "") -> str:
    """Return why a title cannot be a record's: another one has it. Asks the server; its search may be a moment late.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    wanted = title.strip()
    if not wanted:
        return ""
    quoted = wanted.replace("\\", " ").replace('"', " ")
    page = workspace.catalogue.search(fq=f'title:"{quoted}"', rows=50)
    same = [p for p in page.packages if p.get("title", "").strip().casefold() == wanted.casefold()]
    if any(p.get("id") != own for p in same):
        return tr("Another record already has this title. Titles must be unique.")
    return ""


def send(
    workspace: Workspace, changes: RecordChanges, *, token: CancelToken | None = None, report: Report = silent
) -> create.Created:
    """Send a new record once it is complete, with its links in the same call; its files follow in one batch.

    Then the draft is dropped; what was changed in it meanwhile is a draft on the new record. Where the record was
    created and its files could not be sent (or were stopped), they are a draft on the new record too, and the note says
    so.

    Args:
        changes: as the record's draft has them.
        token: stops the sending of the files.
        report: bytes sent of all bytes, where there are files.

    Raises:
        SaveRefused: something is missing or wrong, or the server refuses it; nothing was stored, the draft is there.
        FileChanged: a file is not the one that was chosen any more; nothing was stored.
        CatalogueError: as from ``create.create_package``.
    """
    wrong: dict[str, dict[str, list[str]]] = {}
    for section, listed in problems(workspace, changes).items():
        for problem in listed:
            wrong.setdefault(section, {}).setdefault(problem.path, []).append(problem.message)
    if wrong:
        raise SaveRefused(needs_fixing(), wrong)
    order = [i for i in changes.order or () if i in changes.new_resources]
    order += [i for i in changes.new_resources if i not in order]
    links = [i for i in order if i not in changes.files]
    given = {n: v for n, v in values_of(changes).items() if not is_empty(v, workspace.schema().dataset_field(n))}
    prepared = create.prepare_package(workspace, {**given, "resources": [changes.new_resources[i] for i in links]})
    for made, resource in zip(prepared.get("resources", ()), links, strict=True):
        made["id"] = resource
    for file in changes.files.values():
        require_unchanged(file)
    created = create.create_package(workspace, prepared)
    if changes.files:
        return _send_files(workspace, changes, created, order, token, report)
    _move_draft(workspace, changes, RecordChanges(created.package))
    return created


def _send_files(
    workspace: Workspace,
    sent: RecordChanges,
    created: create.Created,
    order: Sequence[str],
    token: CancelToken | None,
    report: Report,
) -> create.Created:
    new = {i: dict(sent.new_resources[i]) for i in sent.files}
    left = RecordChanges(created.package, new_resources=new, files=dict(sent.files), order=list(order))
    _move_draft(workspace, sent, left)
    try:
        done = save(workspace, left, token=token, report=report)
    except errors.Cancelled:
        return replace(created, note=_files_left(tr("cancelled")))
    except errors.CatalogueError as error:
        return replace(created, note=_files_left(error.message))
    except FileChanged as error:
        return replace(created, note=_files_left(str(error)))
    if isinstance(done, MergeConflict):  # someone changed the new record already
        return replace(created, note=_files_left(tr("someone else has already changed the record")))
    rebase_draft(workspace, left, RecordChanges(done.package))
    return replace(created, package=done.package, note=done.note or created.note)


def _files_left(reason: str) -> str:
    return tr(
        "The record was created, but its files weren't uploaded. They are in its draft. ({reason})", reason=reason
    )


def settle(workspace: Workspace, sent: RecordChanges, now: RecordChanges, package: Mapping[str, Any]) -> None:
    """Make what was changed in a new record, up to the moment in which it is shown as created, a draft on it.

    Args:
        sent: the changes that ``send`` was given.
        now: all that they became.
        package: the record as it was created.
    """
    held = workspace.store.drafts.get(str(package["id"]))
    left = replace(held.changes, base=package, is_new=False) if held is not None else RecordChanges(package)
    _move_draft(workspace, sent, left, now)


def _move_draft(
    workspace: Workspace, sent: RecordChanges, left: RecordChanges, now: RecordChanges | None = None
) -> None:
    """Make what is left to be sent, and what was changed since it was sent, a draft on the record that was created."""
    drafts = workspace.store.drafts
    with workspace.store.work_transaction():
        stored = drafts.get(sent.package_id)
        now = now or (stored.changes if stored is not None else None)
        drafts.put(left_to_send(workspace.schema(), now, sent, left) if now is not None else left)
        drafts.discard(sent.package_id)


def _begin(workspace: Workspace, values: Mapping[str, Any], links: Sequence[Mapping[str, Any]]) -> str:
    draft_id = f"{NEW}{uuid4()}"
    base: dict[str, Any] = {"id": draft_id, "title": "", "type": workspace.profile.dataset_type, "resources": []}
    state = state_field(workspace.schema())
    if state is not None:
        base[state.name] = start_state(workspace.schema()) or ""
    new = {new_id(): dict(link) for link in links}
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
