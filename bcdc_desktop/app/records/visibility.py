"""Who can see a record: what its values promise, and what the catalogue shows to someone who is not signed in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.audience import Audience, is_private, promised, said_of
from bcdc_desktop.domain.bcdc import publishing as bcdc
from bcdc_desktop.domain.publishing import PRIVATE, expected_audience, state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.search.query import condition
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.translation import tr

from ..workspace import Workspace

_log = logging.getLogger(__name__)
_DECIDING = frozenset({PRIVATE, "state", "owner_org"}) | bcdc.DECIDING
_UNPUBLISHED = "unpublished_seen_by"
_MOST_DRAFTS_READ = 50


def check_audience(workspace: Workspace, package: Mapping[str, Any]) -> Audience:
    """Ask the catalogue without the key whether it shows a record, and remember whether publish states hide any.

    Where the catalogue cannot be asked so, that is unknown.
    """
    try:
        visitor = workspace.catalogue.anonymous()
        try:
            visitor.package(str(package["id"]))
        except (errors.NotFound, errors.NotAuthorized):
            found = Audience.ORGANIZATION
        else:
            listed = visitor.search(fq=f'id:"{package["id"]}"', rows=0, mine=False).count > 0
            found = Audience.LINK if _hides_by_state(workspace, package) and not listed else Audience.EVERYONE
    except errors.CatalogueError as error:
        _log.info("could not ask for %s without a key: %s", package.get("id"), error.message)
        return Audience.UNKNOWN
    if _hides_by_state(workspace, package):
        workspace.store.cache.key_value.put(_UNPUBLISHED, str(found))
    return found


def unpublished(workspace: Workspace) -> Audience:
    """Return who can see records that their publish state alone should hide, as last seen. Makes no request."""
    seen = workspace.store.cache.key_value.get(_UNPUBLISHED)
    return Audience(str(seen.value)) if seen is not None else Audience.UNKNOWN


def learn(workspace: Workspace) -> Audience:
    """Return who can see records that their publish state alone should hide; where that was never seen, look at a draft
    that is cached, if there is one."""
    known = unpublished(workspace)
    if known is not Audience.UNKNOWN or state_field(workspace.schema()) is None:
        return known
    drafts = PackageQuery(words=condition("state", bcdc.START))
    for row in workspace.store.cache.lists.rows(drafts, limit=_MOST_DRAFTS_READ):
        seen = workspace.store.cache.records.get(row.id)
        if seen is not None and _hides_by_state(workspace, seen.value):
            check_audience(workspace, seen.value)
            break
    return unpublished(workspace)


def _hides_by_state(workspace: Workspace, package: Mapping[str, Any]) -> bool:
    """Return whether nothing but its publish state can hide a record from others."""
    return (
        not is_private(package)
        and "private" in package
        and expected_audience(workspace.schema_of(package), package) is Audience.UNKNOWN
    )


def expected(workspace: Workspace, package: Mapping[str, Any]) -> Audience:
    """Return who can see a record with these values, as far as that is known. Makes no request."""
    return expected_audience(workspace.schema_of(package), package, unpublished=unpublished(workspace))


def becomes_public(workspace: Workspace, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether a change shows a record to everyone that not everyone could see before."""
    return (
        expected(workspace, after) is Audience.EVERYONE
        and expected_audience(workspace.schema_of(before), before) is not Audience.EVERYONE
    )


def concerns(changes: RecordChanges) -> bool:
    """Return whether changes touch what decides who can see a record."""
    return bool(_DECIDING & changes.fields.get(PACKAGE, {}).keys())


def leaves_organization(changes: RecordChanges) -> str:
    """Return in words what it means that a record will belong to no organization any more; empty where it stays in one,
    moves to another, or was in none."""
    values = changes.fields.get(PACKAGE, {})
    if "owner_org" not in values or values["owner_org"] or not changes.base.get("owner_org"):
        return ""
    # CKAN takes such a record only where it allows them, and then lets anyone with an account change it, or, where
    # create_dataset_if_not_in_organization is off, whoever may create records in some organization
    return tr(
        "This record will belong to no organization. Anyone with an account will be able to change it, or, if the "
        "catalogue limits that, editors of any organization."
    )


def left_without_organization(records: int) -> str:
    """Return in words what it means that several records will belong to no organization any more."""
    if records == 1:
        return tr(
            "1 record will belong to no organization. Anyone with an account will be able to change it, or, if the "
            "catalogue limits that, editors of any organization."
        )
    return tr(
        "{n} records will belong to no organization. Anyone with an account will be able to change them, or, if the "
        "catalogue limits that, editors of any organization.",
        n=records,
    )


def sentence(workspace: Workspace, audience: Audience, package: Mapping[str, Any], *, then: bool = False) -> str:
    """Return in words who can see a record, or ``then``, once it is sent, will be able to."""
    organization = workspace.tree().get(str(package.get("owner_org") or ""))
    title = organization.title if organization is not None else ""
    return promised(audience, title) if then else said_of(audience, title)
