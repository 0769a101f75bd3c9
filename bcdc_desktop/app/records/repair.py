"""Repair a record that CKAN 2.12 cannot save any more, as the positions of its resources have a gap.

Two writes close it, and change nothing else: the list of resources in another order, each with its new position, so
that CKAN takes each as it is sent and copies none; then the list in its own order again. Ids, files and fields stay.
To change or to delete the resource that was sent twice goes through as well, but may lose another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.positions import has_gap
from bcdc_desktop.domain.record_changes import ORDER, PACKAGE, resource_ids, section_fields
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .delete import begin_whole
from .plan import needs_repair
from .submit import SubmitResult, guarded

_MOVING = frozenset({"position", "metadata_modified"})  # what each of the two writes changes


def repair(workspace: Workspace, package_id: str) -> SubmitResult:
    """Have CKAN number the resources of a record again, and verify that it is otherwise as it was.

    Returns:
        The record as it is then; ``entry`` is None where nothing had to be done, ``lost`` names what is not as it was.

    Raises:
        Conflict: someone else changed the record meanwhile.
        CatalogueError: the catalogue refuses, or it has a single resource, which cannot be put in another order.
    """
    with workspace.package_lock(package_id):
        before = workspace.package(package_id)
        if not needs_repair(workspace, before):
            return SubmitResult(before, {})
        ids = resource_ids(before)
        if len(ids) == 1:
            raise errors.ServerFault(
                tr("The only resource of a record can't be numbered again. Add it to a new record instead.")
            )
        order = {PACKAGE: {ORDER: ids}}
        entry = begin_whole(workspace, before, "package_revise", order, order)

        def write() -> None:
            for wanted in ([*ids[1:], ids[0]], ids):
                seen = workspace.catalogue.package(package_id)
                if not _is_same(workspace, before, seen):
                    raise errors.Conflict(tr("Someone else has changed this record in the meantime. Try again."))
                workspace.catalogue.revise(_in_order(seen, wanted))

        def is_stored() -> bool | None:
            try:
                return not has_gap(workspace.catalogue.package(package_id))
            except errors.CatalogueError:
                return None

        guarded(workspace, entry, write, is_stored)
        after = workspace.package(package_id)
        lost = {i: ("",) for i in ids if i not in resource_ids(after)} | _differing(workspace, before, after)
        workspace.store.journal.outcome(entry, "lost" if lost else "verified", ", ".join(lost))
        return SubmitResult(after, {}, entry, lost)


def _in_order(package: Mapping[str, Any], wanted: Sequence[str]) -> Revision:
    place = {resource: number for number, resource in enumerate(wanted)}
    seen = [{**r, "position": place[str(r["id"])]} for r in package["resources"]]
    return Revision(str(package["id"]), str(package["metadata_modified"]), order=list(wanted), seen=seen)


def _is_same(workspace: Workspace, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return set(resource_ids(one)) == set(resource_ids(other)) and not _differing(workspace, one, other)


def _differing(workspace: Workspace, one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the resources whose fields differ in meaning, each with those fields."""
    schema, there = workspace.schema_of(one), {str(r["id"]): r for r in other["resources"]}
    found: dict[str, tuple[str, ...]] = {}
    for resource in one["resources"]:
        section, now = str(resource["id"]), there.get(str(resource["id"]), {})
        fields = section_fields(schema, section, resource.keys() | now.keys())
        differing = [f for f in fields if not same(read_value(resource, f), read_value(now, f), f)]
        if names := tuple(f.name for f in differing if f.name not in _MOVING):
            found[section] = names
    return found
