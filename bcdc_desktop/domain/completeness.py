"""What a complete record has, and what one lacks: for ``missing:…`` and for an organization's health."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .package import Package
from .update_cycle import DAYS

_TABULAR = frozenset({"csv", "tsv", "xlsx", "xls"})


def _said(name: str) -> Callable[[Package], bool]:
    return lambda package: bool(str(package.raw.get(name) or "").strip())


def _has_contact(package: Package) -> bool:
    contacts = package.raw.get("contacts")
    if isinstance(contacts, list):
        return any(isinstance(c, Mapping) and (c.get("email") or c.get("name")) for c in contacts)
    return any(package.raw.get(n) for n in ("maintainer", "maintainer_email", "author", "author_email"))


def _has_columns(package: Package) -> bool:
    """Return whether every table that is kept in the catalogue tells its columns."""
    tables = [r for r in package.resources if r.uploaded and r.format.lower() in _TABULAR]
    return all(r.raw.get("json_table_schema") for r in tables)


ASPECTS: dict[str, tuple[str, Callable[[Package], bool]]] = {
    "description": ("Description", _said("notes")),
    "purpose": ("Purpose", _said("purpose")),
    "quality": ("Data quality", _said("data_quality")),
    "lineage": ("Lineage", _said("lineage_statement")),
    "licence": ("Licence", _said("license_id")),
    "tag": ("Keywords", lambda p: bool(p.tags)),
    "contact": ("Contact", _has_contact),
    "resource": ("Resources", lambda p: bool(p.resources)),
    "resource-description": (
        "Descriptions of resources",
        lambda p: bool(p.resources) and all(r.raw.get("description") for r in p.resources),
    ),
    "columns": ("Columns of tables", _has_columns),
}
"""Aspect -> what people read, and whether a record has it. All of them make a record complete."""


def holdings(package: Package) -> tuple[str, ...]:
    """Return what else can be asked for by ``has:…``: file, link, schedule (a promised cycle), columns, of any
    resource."""
    resources = package.resources
    found = {
        "file": any(r.uploaded for r in resources),
        "link": any(r.leads_elsewhere for r in resources),
        "schedule": any(str(r.raw.get("resource_update_cycle") or "") in DAYS for r in resources),
        "columns": any(r.raw.get("json_table_schema") for r in resources),
    }
    return tuple(name for name, there in found.items() if there)


def lacking(package: Package) -> tuple[str, ...]:
    """Return the aspects that a record lacks."""
    return tuple(name for name, (_, has) in ASPECTS.items() if not has(package))
