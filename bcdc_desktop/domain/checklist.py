"""What to look at before a record is offered for publishing: what keeps it back, and what to be careful about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .checks import check_fields
from .guidance import PACKAGE
from .schema import DatasetSchema, Field
from .values import is_empty

Standing = Literal["ok", "careful", "wrong", "unknown"]


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist.

    ``key`` is stable: ``required``, ``contact``, ``resources``, ``links``, ``audience``, ``licence``. *wrong* keeps a
    record back, *careful* is for a person to decide, *unknown* could not be looked at (links not checked yet).
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
        links: address -> whether it answered, None where that could not be told; what was never looked at is missing.
    """
    return [
        _required(package, schema),
        _contact(package),
        _resources(package),
        _links(package, links or {}),
        _audience(package, schema),
        _licence(package, licences),
    ]


def _required(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    paths = [(PACKAGE, p.path) for p in check_fields(package, schema.dataset_fields)]
    for resource in package.get("resources") or ():
        paths += [(str(resource["id"]), p.path) for p in check_fields(resource, schema.resource_fields)]
    if not paths:
        return ChecklistItem("required", "Every needed field is filled in", "ok")
    said = "One field needs a look." if len(paths) == 1 else f"{len(paths)} fields need a look."
    return ChecklistItem("required", "Every needed field is filled in", "wrong", said, tuple(paths))


def _contact(package: Mapping[str, Any]) -> ChecklistItem:
    contacts = [c for c in package.get("contacts") or () if isinstance(c, Mapping)]
    if any(not is_empty(c.get("displayed")) for c in contacts):
        return ChecklistItem("contact", "A contact is displayed", "ok")
    said = "Nobody who has a question would find somebody to ask."
    return ChecklistItem("contact", "A contact is displayed", "wrong", said, ((PACKAGE, "contacts"),))


def _resources(package: Mapping[str, Any]) -> ChecklistItem:
    if package.get("resources"):
        return ChecklistItem("resources", "There is a resource", "ok")
    return ChecklistItem("resources", "There is a resource", "wrong", "There is nothing to download, view or read.")


def _links(package: Mapping[str, Any], links: Mapping[str, bool | None]) -> ChecklistItem:
    listed = [r for r in package.get("resources") or () if r.get("url_type") != "upload" and r.get("url")]
    dead = [str(r["id"]) for r in listed if links.get(str(r["url"])) is False]
    unknown = [str(r["id"]) for r in listed if links.get(str(r["url"])) is None]
    label = "Links lead somewhere"
    if dead:
        said = "One link does not answer." if len(dead) == 1 else f"{len(dead)} links do not answer."
        return ChecklistItem("links", label, "careful", said, tuple((i, "url") for i in dead))
    if unknown:
        said = f"{len(unknown)} of {len(listed)} could not be looked at, or were not yet."
        return ChecklistItem("links", label, "unknown", said, tuple((i, "url") for i in unknown))
    return ChecklistItem("links", label, "ok")


def _audience(package: Mapping[str, Any], schema: DatasetSchema) -> ChecklistItem:
    label = "Audience and security class agree"
    paths = audience_problems(package, schema)
    if not paths:
        return ChecklistItem("audience", label, "ok")
    said = "The security class is protected, but it is open to the public."
    return ChecklistItem("audience", label, "careful", said, tuple((PACKAGE, n) for n in paths))


def audience_problems(package: Mapping[str, Any], schema: DatasetSchema) -> list[str]:
    """Audience fields that are wide open though the security class is not: choices run from the most open to the most
    restrictive in BCDC's schema."""
    security = schema.dataset_field("security_class")
    if security is None or _is_most_open(security, package) in (True, None):
        return []
    names = ("download_audience", "view_audience", "metadata_visibility")
    open_ones = [n for n in names if (f := schema.dataset_field(n)) is not None and _is_most_open(f, package)]
    # that a protected record can be found is usual; that its data can be had by anybody is not
    return [n for n in open_ones if n != "metadata_visibility"]


def _is_most_open(field: Field, package: Mapping[str, Any]) -> bool | None:
    value = str(package.get(field.name) or "")
    if not value or value not in {c.value for c in field.choices}:
        return None
    first = str((field.raw.get("choices") or [{}])[0].get("value"))
    return value == first


def _licence(package: Mapping[str, Any], licences: Collection[str]) -> ChecklistItem:
    value = str(package.get("license_id") or "")
    if not value:
        return ChecklistItem(
            "licence", "A licence says what may be done", "wrong", "There is none.", ((PACKAGE, "license_id"),)
        )
    if licences and value not in licences:
        said = f"“{value}” is not among the catalogue's licences."
        return ChecklistItem("licence", "A licence says what may be done", "wrong", said, ((PACKAGE, "license_id"),))
    return ChecklistItem("licence", "A licence says what may be done", "ok")
