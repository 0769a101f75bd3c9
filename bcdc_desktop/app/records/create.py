"""Create a record: completed and checked first, sent once, looked up where the answer was lost; its files follow."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from bcdc_desktop.app.records.attachments import require_unchanged
from bcdc_desktop.app.records.drafts import left_to_send, rebase_draft
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, needs_fixing
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import guarded
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.audience import Audience
from bcdc_desktop.domain.bcdc.fields import CONTACTS, displayed_contacts, has_unique_titles, is_bcdc
from bcdc_desktop.domain.checks import FieldProblem, check_fields
from bcdc_desktop.domain.ckan_schema import EXTRAS, GROUPS, SET_RESOURCE_KEYS
from bcdc_desktop.domain.kinds.base import required_message
from bcdc_desktop.domain.package import Package, title_of, translations
from bcdc_desktop.domain.publishing import PRIVATE, Visibility, start_state, state_field, visibility_refusal
from bcdc_desktop.domain.record_changes import (
    PACKAGE,
    RecordChanges,
    editable_values,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.domain.values import is_empty, read_value, same, split_tags
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Report, silent
from ..workspace import Workspace
from . import visibility
from .given_values import CORE_FIELDS, check_extras, refuse_unknown, to_send, with_texts

_log = logging.getLogger(__name__)

_CORE_RESOURCE_FIELDS = ("url", "description", "mimetype")
_ALSO_TAKEN = (*CORE_FIELDS, "type", "tags", "groups", "extras", "resources")


def read_boolean(value: Any) -> bool | None:
    """Return a truth value as people and programs write it; None where it is none. CKAN takes any text for true or for
    false, by its version."""
    if isinstance(value, bool):
        return value
    words = {**dict.fromkeys(("true", "yes", "on", "1"), True), **dict.fromkeys(("false", "no", "off", "0"), False)}
    return words.get(str(value).strip().lower())


def not_boolean() -> str:
    """Return the message at a value that is neither true nor false."""
    return tr("Enter true or false")


@dataclass(frozen=True)
class Created:
    """A record that is on the server, and was seen there when ``seen``; else ``package`` is what the answer to its
    creation says. ``sent`` is what was sent for it; ``audience`` is who can see it, by a look without the key."""

    package: Mapping[str, Any]
    sent: Mapping[str, Any]
    entry: int
    seen: bool = True
    note: str = ""
    audience: Audience = Audience.UNKNOWN


def without_server_fields(workspace: Workspace, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a record as ``package_show`` gives it as fields for a new one: without what the catalogue sets, its state,
    and uploaded files, which are not copied. What a person wrote is returned as it is.

    Returns:
        The fields, and which resources were left out (their names).
    """
    if not {"id", "metadata_created"} <= given.keys():
        return dict(given), []
    schema = workspace.schema_of(given)
    state = state_field(schema)
    names = {f.name for f in schema.dataset_fields if not f.read_only} | set(_ALSO_TAKEN)
    fields = {n: v for n, v in given.items() if n in names and (state is None or n != state.name)}
    listed = given.get("resources")
    if not isinstance(listed, list) or not all(isinstance(r, Mapping) for r in listed):
        return fields, []
    links = [r for r in listed if r.get("url_type") != "upload"]
    fields["resources"] = [
        editable_values(r, schema.resource_fields, any_key=schema.takes_any_key)
        | {n: r[n] for n in _CORE_RESOURCE_FIELDS if r.get(n) is not None}
        for r in links
    ]
    return fields, [str(r.get("name") or r.get("id")) for r in listed if r.get("url_type") == "upload"]


def prepare_package(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``package_create`` would be sent for these fields: completed, and checked against the schema.

    The type comes from the schema, the state from the schema's start, the name from the title; an organization may be
    given by its name. Each resource (a link) gets an id of our own making.

    Raises:
        SaveRefused: a field is unknown, missing or wrong; ``fields`` names each.
        CatalogueError: the owner could not be asked for.
    """
    types = workspace.dataset_types() or (workspace.dataset_type,)
    schema = workspace.schema(str(given["type"]) if given.get("type") in types else None)
    wrong: dict[str, list[str]] = {}
    fields = with_texts(given, schema.dataset_fields, "", wrong)
    refuse_unknown(fields, schema.dataset_fields, _ALSO_TAKEN, "", wrong)
    tags = next((f for f in schema.dataset_fields if f.kind is FieldKind.TAGS), None)
    if "tags" in fields and tags is not None:
        listed = fields.pop("tags")
        fields.setdefault(tags.name, ", ".join(split_tags(listed)))
    if fields.get("private") not in (None, ""):
        private = read_boolean(fields["private"])
        if private is None:
            wrong["private"] = [not_boolean()]
        fields["private"] = private
    if fields.setdefault("type", schema.dataset_type) not in types:
        wrong["type"] = [tr("Records in this catalogue must have the type {type}.", type=", ".join(types))]
    state = state_field(schema)
    start = start_state(schema)
    if state is not None and start:
        if not is_empty(fields.get(state.name)) and fields[state.name] != start:
            label = state.choice_label(start)
            wrong[state.name] = [
                tr("New records start in the state {state}. Publish the record afterwards.", state=label)
            ]
        fields[state.name] = start
    if schema.dataset_field(PRIVATE) is not None and fields.get(PRIVATE) in (None, ""):
        fields[PRIVATE] = False  # as CKAN takes it
    if is_empty(fields.get("name")) and title_of(fields).strip():
        fields["name"] = slug_from_title(title_of(fields))
    if "name" not in wrong and is_empty(fields.get("name")):
        wrong["name"] = [required_message()]
    if schema.dataset_field(EXTRAS) is None and not is_empty(fields.get(EXTRAS)):
        check_extras(fields, wrong)
    resources = fields.pop("resources", None) or []
    if not isinstance(resources, list) or not all(isinstance(r, Mapping) for r in resources):
        wrong["resources"] = [tr("Enter a list of resources: [{…}, …].")]
        resources = []
    resources = list(resources)
    for problem in check_fields(fields, schema.dataset_fields):
        wrong.setdefault(problem.path, []).append(problem.message)
    for index, resource in enumerate(resources):
        resource = resources[index] = with_texts(resource, schema.resource_fields, f"resources/{index}/", wrong)
        free = [n for n in resource if n not in SET_RESOURCE_KEYS] if schema.takes_any_key else ()
        taken = (*_CORE_RESOURCE_FIELDS, *free)
        refuse_unknown(resource, schema.resource_fields, taken, f"resources/{index}/", wrong)
        for problem in check_fields(resource, schema.resource_fields):
            wrong.setdefault(f"resources/{index}/{problem.path}", []).append(problem.message)
    fields, unknown = with_organization_ids(workspace, fields, schema.dataset_fields)
    for path, messages in unknown.items():
        wrong.setdefault(path, messages)
    if wrong:
        raise SaveRefused(needs_fixing(), {PACKAGE: wrong})
    wire = to_send(fields, schema.dataset_fields)
    if resources:
        wire["resources"] = [{**to_send(r, schema.resource_fields), "id": new_id()} for r in resources]
    return wire


def create_package(workspace: Workspace, prepared: Mapping[str, Any]) -> Created:
    """Send what ``prepare_package`` made, journal it, and verify that it is there.

    CKAN takes an id of our own making from system administrators only (``empty_if_not_sysadmin``). So the name, unique
    in a catalogue, tells whether a record whose answer was lost is there: it was free before.

    Raises:
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        SaveRefused: the name is taken or the server refuses values; nothing was stored.
        CatalogueError: the catalogue could not be asked or refuses; a record whose answer was lost was looked for, and
            is not there (or that could not be asked either: the journal says *unknown*).
    """
    workspace.require_writable()
    name = str(prepared["name"])
    _refuse_taken(workspace, name)
    entry = workspace.store.journal.begin(
        user=workspace.user,
        action="package_create",
        package_id=name,
        title=title_of(prepared),
        before={},
        after={PACKAGE: dict(prepared)},
    )

    def write() -> dict[str, Any]:
        made = workspace.catalogue.create_package(prepared)
        workspace.store.journal.note_made(entry, str(made["id"]))
        return made

    def is_stored() -> bool | None:
        there = _found_by_name(workspace, prepared)
        if there:
            workspace.store.journal.note_made(entry, str(there["id"]))
        return None if there is None else bool(there)

    try:
        made = guarded(workspace, entry, write, is_stored)
    except errors.Invalid as error:
        raise SaveRefused(error.message, {PACKAGE: error.fields}, detail=error.detail) from None
    except errors.NotFound as error:
        if not prepared.get(GROUPS):
            raise
        said = tr("The catalogue doesn't have one of these groups.")
        raise SaveRefused(said, {PACKAGE: {GROUPS: [said]}}, detail=error.detail) from None
    note = "" if made is not None else tr("The connection was interrupted, but the record was created.")
    try:
        found = workspace.package(str(made["id"]) if made is not None else name)
    except errors.CatalogueError as error:
        _log.info("could not verify %s after creating it: %s", name, error.message)
        seen = made or dict(prepared)
        if made is not None:
            workspace.store.cache.records.put([made])
            _note_made_of(workspace, entry, prepared, made)
        return Created(seen, prepared, entry, seen=False, note=note)
    _note_made_of(workspace, entry, prepared, found)
    workspace.store.journal.outcome(entry, "verified", str(found["id"]))
    return Created(found, prepared, entry, note=note, audience=visibility.check_audience(workspace, found))


def _found_by_name(workspace: Workspace, prepared: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the record that was made, by its name, which was free before; empty where it is not there, None where the
    catalogue could not be asked."""
    try:
        found = workspace.package(str(prepared["name"]))
    except (errors.NotFound, errors.NotAuthorized):
        return {}
    except errors.CatalogueError:
        return None
    called = {str(found.get("title")), *translations(found, "title")}
    same_owner = str(found.get("owner_org")) == str(prepared.get("owner_org"))
    return found if same_owner and (title_of(prepared) or str(prepared.get("title"))) in called else {}


def _note_made_of(workspace: Workspace, entry: int, prepared: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Note the values that the server stored in another way than they were sent (a format in lower case): that is not
    someone else's change later."""
    differing: dict[str, dict[str, Any]] = {}
    for target, sent in {PACKAGE: prepared, **{str(r["id"]): r for r in prepared.get("resources") or ()}}.items():
        there = section_of(found, target) or {}
        known = section_fields(workspace.schema_of(prepared), target, {"url": None} if target else {})
        names = [f for f in known if f.name in sent and not same(read_value(there, f), sent[f.name], f)]
        differing[target] = {f.name: read_value(there, f) for f in names}
    workspace.store.journal.note_stored(entry, {t: values for t, values in differing.items() if values})


def name_taken(by: Mapping[str, Any] | None = None) -> str:
    """Return why a name cannot be used.

    Args:
        by: the record that has it; None where this user may not see that one.
    """
    if by is None:
        return tr("This name is used by a record that you don't have access to.")
    if by.get("state") == "deleted":
        return tr("This name is used by a deleted record.")
    return tr("This name is used by the record “{title}”.", title=by.get("title"))


def _refuse_taken(workspace: Workspace, name: str) -> None:
    try:
        taken = workspace.catalogue.package(name)
    except errors.NotFound:
        return
    except errors.NotAuthorized:
        said = name_taken()
    else:
        said = name_taken(taken)
    raise SaveRefused(said, {PACKAGE: {"name": [said]}})


def with_organization_ids(
    workspace: Workspace, values: Mapping[str, Any], fields: Sequence[Field]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values with ids where an organization was given by its name (the owner, a contact's), and what is
    wrong.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    known: dict[str, str | None] = {}
    wrong: dict[str, list[str]] = {}

    def resolved(value: Any, path: str) -> Any:
        if not isinstance(value, str) or not value.strip():
            return value
        if value not in known:
            known[value] = _organization_id(workspace, value)
        if known[value] is None:
            wrong[path] = [tr("There is no organization “{name}”.", name=value)]
        return known[value] or value

    found = dict(values)
    for field in fields:
        value = found.get(field.name)
        if field.kind is FieldKind.ORGANIZATION or field.name == "owner_org":
            found[field.name] = resolved(value, field.name) if field.name in found else None
        elif isinstance(value, list):
            inner = [s.name for s in field.subfields if s.kind is FieldKind.ORGANIZATION]
            found[field.name] = [
                {**row, **{n: resolved(row[n], f"{field.name}/{i}/{n}") for n in inner if n in row}}
                if inner and isinstance(row, Mapping)
                else row
                for i, row in enumerate(value)
            ]
    return {n: v for n, v in found.items() if n in values}, wrong


def _organization_id(workspace: Workspace, id_or_name: str) -> str | None:
    try:
        return str(UUID(id_or_name))
    except ValueError:
        with contextlib.suppress(errors.NotFound):
            return str(workspace.catalogue.organization(id_or_name)["id"])
        return None


# from a draft


def values_of(changes: RecordChanges) -> dict[str, Any]:
    """Return the package fields of a new record as they stand."""
    return {n: v for n, v in {**changes.base, **changes.of(PACKAGE)}.items() if n not in ("id", "resources")}


def problems(workspace: Workspace, changes: RecordChanges) -> dict[str, list[FieldProblem]]:
    """Return what keeps a new record from being sent, by target. Makes no request; whether names are free is
    ``name_problem``."""
    schema, values = workspace.schema_of(changes.base), values_of(changes)
    if is_empty(values.get("name")) and title_of(values):
        values["name"] = slug_from_title(title_of(values))
    found = {PACKAGE: check_fields(values, schema.dataset_fields)}
    if is_bcdc(schema) and schema.dataset_field(CONTACTS) is not None and not displayed_contacts(values):
        found[PACKAGE].append(FieldProblem(CONTACTS, tr("Display at least one contact")))
    refusal = visibility_refusal(values, Visibility.PRIVATE, None) if Package(values).private else ""
    if refusal and all(p.path != "owner_org" for p in found[PACKAGE]):
        found[PACKAGE].append(FieldProblem("owner_org", refusal))
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
    """Return why a title cannot be a record's: another one has it, where titles are unique as BCDC's are. Asks the
    server; its search may be a moment late.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    wanted = title.strip()
    if not wanted or not has_unique_titles(workspace.schema()):
        return ""
    quoted = wanted.replace("\\", " ").replace('"', " ")
    page = workspace.catalogue.search(fq=f'title:"{quoted}"', rows=50)
    same = [p for p in page.packages if p.get("title", "").strip().casefold() == wanted.casefold()]
    if any(p.get("id") != own for p in same):
        return tr("Another record already has this title. Titles must be unique.")
    return ""


def send(
    workspace: Workspace, changes: RecordChanges, *, token: CancelToken | None = None, report: Report = silent
) -> Created:
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
        CatalogueError: as from ``create_package``.
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
    given = {
        n: v
        for n, v in values_of(changes).items()
        if not is_empty(v, workspace.schema_of(changes.base).dataset_field(n))
    }
    prepared = prepare_package(workspace, {**given, "resources": [changes.new_resources[i] for i in links]})
    for made, resource in zip(prepared.get("resources", ()), links, strict=True):
        made["id"] = resource
    for file in changes.files.values():
        require_unchanged(file)
    created = create_package(workspace, prepared)
    if changes.files:
        return _send_files(workspace, changes, created, order, token, report)
    _move_draft(workspace, changes, RecordChanges(created.package))
    return created


def _send_files(
    workspace: Workspace,
    sent: RecordChanges,
    created: Created,
    order: Sequence[str],
    token: CancelToken | None,
    report: Report,
) -> Created:
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
    left = replace(held.changes, base=package) if held is not None else RecordChanges(package)
    _move_draft(workspace, sent, left, now)


def _move_draft(
    workspace: Workspace, sent: RecordChanges, left: RecordChanges, now: RecordChanges | None = None
) -> None:
    """Make what is left to be sent, and what was changed since it was sent, a draft on the record that was created."""
    drafts = workspace.store.drafts
    with workspace.store.work_transaction():
        stored = drafts.get(sent.package_id)
        now = now or (stored.changes if stored is not None else None)
        drafts.put(left_to_send(workspace.schema_of(sent.base), now, sent, left) if now is not None else left)
        drafts.discard(sent.package_id)
