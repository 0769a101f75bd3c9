"""Creating a record: what is left out is filled in, what is wrong is found first, and a lost answer is looked up."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.publishing import start_state, state_field
from bcdc_desktop.domain.schema import Field, Kind
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.domain.values import is_empty, read_value, split_tags, to_wire
from bcdc_desktop.store.uploads import new_id

from .desk import Desk
from .editing import PACKAGE, Refused

_log = logging.getLogger(__name__)
CORE_FIELDS = ("private", "version", "url", "author", "author_email", "maintainer", "maintainer_email")
"""Fields of a package that CKAN itself keeps, whatever the schema says (``default_create_package_schema``)."""

_CORE_RESOURCE_FIELDS = ("url", "description", "mimetype")
_ALSO_TAKEN = (*CORE_FIELDS, "type", "tags", "groups", "resources")


@dataclass(frozen=True)
class Created:
    """A record that is on the server, and was seen there when ``seen``. ``sent`` is what was sent for it."""

    package: Mapping[str, Any]
    sent: Mapping[str, Any]
    entry: int
    seen: bool = True
    note: str = ""


def prepare_package(desk: Desk, given: Mapping[str, Any]) -> dict[str, Any]:
    """What ``package_create`` would be sent for these fields: completed, checked against the schema, with an id.

    The type comes from the profile, the state from the schema's start, the name from the title; the owner may be given
    by its name. Each resource (a link) gets an id too.

    Raises:
        Refused: a field is unknown, missing or wrong; ``fields`` names each.
        CatalogueError: the owner could not be asked for.
    """
    schema, fields = desk.schema(), dict(given)
    wrong: dict[str, list[str]] = {}
    _refuse_unknown(fields, schema.dataset_fields, _ALSO_TAKEN, "", wrong)
    tags = next((f for f in schema.dataset_fields if f.kind is Kind.TAGS), None)
    if "tags" in fields and tags is not None:
        listed = fields.pop("tags")
        fields.setdefault(tags.name, ", ".join(split_tags(listed)))
    dataset_type = desk.profile.dataset_type
    if fields.setdefault("type", dataset_type) != dataset_type:
        wrong["type"] = [f"Records of this catalogue are of the type {dataset_type}."]
    state = state_field(schema)
    if state is not None and is_empty(fields.get(state.name)):
        fields[state.name] = start_state(schema) or ""
    if is_empty(fields.get("name")) and isinstance(fields.get("title"), str) and fields["title"].strip():
        fields["name"] = slug_from_title(fields["title"])
    resources = fields.pop("resources", None) or []
    if not isinstance(resources, list) or not all(isinstance(r, Mapping) for r in resources):
        wrong["resources"] = ["A list of resources is needed: [{…}, …]."]
        resources = []
    for problem in check_fields(fields, schema.dataset_fields):
        wrong.setdefault(problem.path, []).append(problem.message)
    for index, resource in enumerate(resources):
        _refuse_unknown(resource, schema.resource_fields, _CORE_RESOURCE_FIELDS, f"resources/{index}/", wrong)
        for problem in check_fields(resource, schema.resource_fields):
            wrong.setdefault(f"resources/{index}/{problem.path}", []).append(problem.message)
    if "owner_org" in fields and "owner_org" not in wrong:
        try:
            fields["owner_org"] = organization_id(desk, str(fields["owner_org"]))
        except errors.NotFound:
            wrong["owner_org"] = [f"There is no organization “{fields['owner_org']}”."]
    if wrong:
        raise Refused("Some values need mending before they can be sent.", {PACKAGE: wrong})
    wire = _wire(fields, schema.dataset_fields)
    if resources:
        wire["resources"] = [{**_wire(r, schema.resource_fields), "id": new_id()} for r in resources]
    return {**wire, "id": new_id()}


def create_package(desk: Desk, prepared: Mapping[str, Any]) -> Created:
    """Sends what ``prepare_package`` made, journals it, and looks for it afterwards.

    Raises:
        Refused: the server refuses values; nothing was stored.
        CatalogueError: the catalogue could not be asked or refuses; a record whose answer was lost was looked for
            under its id, and is not there (or that could not be asked either: the journal says *unknown*).
    """
    package_id = str(prepared["id"])
    entry = desk.store.journal.begin(
        user=desk.user,
        action="package_create",
        package_id=package_id,
        title=str(prepared.get("title") or ""),
        before={},
        after={PACKAGE: dict(prepared)},
    )
    outcome, note = desk.store.journal.outcome, ""
    try:
        desk.catalogue.create_package(prepared)
    except errors.Invalid as error:
        outcome(entry, "refused", error.message)
        raise Refused(error.message, {PACKAGE: error.fields}, detail=error.detail) from None
    except (errors.Offline, errors.Timeout, errors.ServerFault) as error:
        try:
            found = desk.package(package_id)
        except errors.NotFound:
            outcome(entry, "refused", error.message)
            raise error from None
        except errors.CatalogueError:
            outcome(entry, "unknown", error.message)
            raise error from None
        note = "The answer was lost, but the record is there."
        outcome(entry, "done", note)
        outcome(entry, "verified")
        return Created(found, prepared, entry, note=note)
    except errors.CatalogueError as error:
        outcome(entry, "refused", error.message)
        raise
    outcome(entry, "done")
    try:
        found = desk.package(package_id)
    except errors.CatalogueError as error:
        _log.info("could not look at %s after creating it: %s", package_id, error.message)
        return Created(prepared, prepared, entry, seen=False)
    outcome(entry, "verified")
    return Created(found, prepared, entry)


def organization_id(desk: Desk, id_or_name: str) -> str:
    """The id of an organization.

    Raises:
        NotFound: there is none of that name.
        CatalogueError: the catalogue could not be asked.
    """
    try:
        return str(UUID(id_or_name))
    except ValueError:
        return str(desk.catalogue.organization(id_or_name)["id"])


def _refuse_unknown(
    given: Mapping[str, Any],
    fields: tuple[Field, ...],
    also: tuple[str, ...],
    path: str,
    wrong: dict[str, list[str]],
) -> None:
    names = {f.name for f in fields if not f.read_only} | set(also)
    for name in given:
        if name == "id":
            wrong[f"{path}id"] = ["Leave it out: a fresh one is made."]
        elif name not in names:
            wrong[f"{path}{name}"] = ["There is no such field to fill in."]


def _wire(given: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    by_name = {f.name: f for f in fields}
    wire: dict[str, Any] = {}
    for name, value in given.items():
        field = by_name.get(name)
        if field is None:
            wire[name] = value
        elif not is_empty(value):
            wire[name] = to_wire(read_value(given, field), field)
    return wire
