"""Actions that change packages and resources, apart from ``package_revise``."""

from __future__ import annotations

from typing import Any

from bcdc_desktop.demo.directory import Caller
from bcdc_desktop.demo.errors import AuthorizationError, InternalServerError, NotFoundError, ValidationError
from bcdc_desktop.demo.practice import Practice, required, writes
from bcdc_desktop.demo.reading import resource_for
from bcdc_desktop.demo.storage import StoredPackage


def _package(practice: Practice, data: dict[str, Any]) -> StoredPackage:
    if "id" not in data:
        raise ValidationError({"message": "Missing id, can not get Package object"})
    row = practice.storage.package(data["id"])
    if row is None:
        raise NotFoundError
    return row


def _package_of(practice: Practice, data: dict[str, Any]) -> StoredPackage:
    if "id" not in data:
        raise ValidationError({"message": "Missing id, can not get Resource object"})
    row = practice.storage.package_of_resource(data["id"])
    if row is None:
        raise NotFoundError
    return row


@writes("package_create")
def _package_create(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    if not caller.may_anywhere("create_dataset") and not (practice.kind.unowned and caller.name):
        raise AuthorizationError(f"User {caller.name} not authorized to create packages")
    if data.get("owner_org"):
        organization = practice.directory.organization(data["owner_org"])
        if organization is None or not caller.may("create_dataset", organization.id):
            raise AuthorizationError(f"User {caller.name} not authorized to add dataset to this organization")
    kind = data.get("type")
    if not practice.kind.typed:
        return practice.save(caller, data, None)
    if kind is not None and kind != practice.schema.dataset_type:
        raise ValidationError({"type": [f"Unsupported dataset type: {kind}"]})
    if kind is None:  # a plain dataset, which this catalogue does not keep
        lacking = {} if data.get("name") else {"name": ["Missing value"]}
        if not data.get("owner_org"):
            lacking["owner_org"] = ["An organization must be provided"]
        raise ValidationError(lacking or {"type": ["Unsupported dataset type: dataset"]})
    return practice.save(caller, data, None)


@writes("package_update")
def _package_update(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    reference = data.get("id") or data.get("name")
    if reference is None:
        raise ValidationError({"id": "Missing value"})
    row = practice.storage.package(reference)
    if row is None:
        raise NotFoundError("Package was not found.")
    practice.may_edit(caller, row, "package_update")
    return practice.save(caller, data, row)


@writes("package_patch")
def _package_patch(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    practice.may_edit(caller, _package(practice, data), "package_patch")
    with practice.locked():
        row = _package(practice, data)
        patched = practice.shown(row) | data
        practice.look_away()
        return practice.save(caller, patched, row)


@writes("package_delete")
def _package_delete(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    required(data, "id")
    with practice.storage.write():
        row = _package(practice, data)
        practice.may_edit(caller, row, "package_delete")
        package = row.load()
        package["state"] = "deleted"
        practice.storage.put(package, {})


@writes("dataset_purge")
def _dataset_purge(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    required(data, "id")
    with practice.storage.write():
        row = practice.storage.package(data["id"])
        if row is None:
            raise NotFoundError("Dataset was not found")
        if not caller.sysadmin:
            raise AuthorizationError("")
        practice.storage.purge(row)


@writes("resource_create")
def _resource_create(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    package_id = required(data, "package_id")
    with practice.locked():
        row = practice.readable(caller, package_id)
        practice.may_edit(caller, row, "resource_create")
        package = practice.shown(row)
        practice.look_away()
        package["resources"].append({k: v for k, v in data.items() if k != "package_id"})
        try:
            saved = practice.save(caller, package, row)
        except ValidationError as refusal:
            raise _of_resource(refusal, -1) from None
        return saved["resources"][-1]


def _of_resource(refusal: ValidationError, position: int) -> ValidationError:
    """Return the refusal of a package, told as the refusal of one of its resources."""
    rows = refusal.errors.get("resources")
    return ValidationError(rows[position]) if rows else refusal


@writes("resource_update")
def _resource_update(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    resource_id = required(data, "id")
    if practice.storage.package_of_resource(resource_id) is None:
        if practice.version < (2, 10):
            raise InternalServerError  # 2.9.5 stumbles here
        raise NotFoundError("Resource was not found.")
    with practice.locked():
        row = _package_of(practice, data)
        practice.may_edit(caller, row, "resource_update")
        return _replace(practice, caller, row, dict(data), patch=False)


@writes("resource_patch")
def _resource_patch(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    practice.may_edit(caller, _package_of(practice, data), "resource_patch")
    with practice.locked():
        return _replace(practice, caller, _package_of(practice, data), dict(data), patch=True)


def _replace(practice: Practice, caller: Caller, row: StoredPackage, data: dict[str, Any], patch: bool) -> Any:
    package = practice.shown(row)
    positions = [i for i, r in enumerate(package["resources"]) if r["id"] == data["id"]]
    if not positions:
        raise NotFoundError
    at = positions[0]
    package["resources"][at] = package["resources"][at] | data if patch else data
    practice.look_away()
    try:
        practice.save(caller, package, row)
    except ValidationError as refusal:
        raise _of_resource(refusal, at) from None
    return resource_for(practice, caller, data["id"])


@writes("resource_delete")
def _resource_delete(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    required(data, "id")
    with practice.locked():
        row = _package_of(practice, data)
        if not caller.may("update_dataset", row.owner_org):
            raise AuthorizationError(f"User {caller.name} not authorized to delete resource {data['id']}")
        package = practice.shown(row)
        package["resources"] = [r for r in package["resources"] if r["id"] != data["id"]]
        practice.look_away()
        practice.save(caller, package, row)


@writes("package_resource_reorder")
def _package_resource_reorder(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    required(data, "id")
    order = required(data, "order")
    if not isinstance(order, list):
        raise ValidationError({"order": "Must be a list of resource"})
    if len(set(order)) != len(order):
        raise ValidationError({"order": "Must supply unique resource_ids"})
    with practice.locked():
        row = practice.readable(caller, data["id"])
        package = practice.shown(row)
        rest = {r["id"]: r for r in package["resources"]}
        for resource_id in order:
            if resource_id not in rest:
                raise ValidationError({"order": f"resource_id {resource_id} can not be found"})
        first = [rest.pop(resource_id) for resource_id in order]
        package["resources"] = first + list(rest.values())
        practice.may_edit(caller, row, "package_resource_reorder")
        practice.look_away()
        saved = practice.save(caller, package, row)
    return {"id": data["id"], "order": [r["id"] for r in saved["resources"]]}


@writes("update_resource_refresh_timestamp", bcdc=True)
def _refresh_timestamp(practice: Practice, caller: Caller, data: dict[str, Any]) -> Any:
    """BCDC's own: sets ``last_modified`` of a resource (``timestamp``: YYYY-MM-DD HH:MM:SS)."""
    changed = {"id": required(data, "id"), "last_modified": required(data, "timestamp")}
    return _resource_patch(practice, caller, changed)
