"""Saving what was edited: diff, merge with what others changed, one act, verification, journal, cache."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revision import Revision, tags_value
from bcdc_desktop.domain.changes import Change, Merge, diff, merge3
from bcdc_desktop.domain.checks import Problem, check_fields
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Field, Kind
from bcdc_desktop.domain.values import read_value, same, split_tags, to_wire
from bcdc_desktop.store.uploads import State

from .desk import Desk

_log = logging.getLogger(__name__)
PACKAGE = ""  # the target that means the package itself; every other target is a resource's id
_ATTEMPTS = 4  # when others keep changing the record between our look and our act


@dataclass
class Edits:
    """What is to change in one record, and the record as it was when the editing began.

    ``fields`` maps a target (``""`` the package, else a resource's id) to field -> new value.
    """

    base: Mapping[str, Any]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)

    @property
    def package_id(self) -> str:
        return str(self.base["id"])


@dataclass(frozen=True)
class Plan:
    """What a save would change: changes by target (in the schema's order), deletions by resource name."""

    edits: Edits
    changes: Mapping[str, Sequence[Change]]
    deletions: Mapping[str, str]
    problems: Mapping[str, Sequence[Problem]]
    public: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not any(self.changes.values()) and not self.deletions

    @property
    def errors(self) -> dict[str, dict[str, list[str]]]:
        """Problems that keep it from being sent: target -> path -> messages."""
        found: dict[str, dict[str, list[str]]] = {}
        for target, problems in self.problems.items():
            for problem in problems:
                if problem.severity == "error":
                    found.setdefault(target, {}).setdefault(problem.path, []).append(problem.message)
        return found


@dataclass(frozen=True)
class Saved:
    """It is on the server, and was seen there afterwards. ``lost`` names what was overwritten right away by somebody
    else (target -> fields)."""

    package: Mapping[str, Any]
    changes: Mapping[str, Sequence[Change]]
    entry: int | None = None
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Overlap:
    """Somebody changed the same record meanwhile: nothing was sent. ``merges`` shows both sides by target; ``gone``
    names edited resources that do not exist any more."""

    current: Mapping[str, Any]
    merges: Mapping[str, Merge]
    gone: Sequence[str] = ()


class Refused(errors.Invalid):
    """The server (or our own check) refuses values. ``by_target`` maps target -> path -> messages."""

    def __init__(self, message: str, by_target: Mapping[str, Mapping[str, Sequence[str]]], *, detail: str = "") -> None:
        super().__init__(message, {}, detail=detail)
        self.by_target = {t: {p: list(m) for p, m in paths.items()} for t, paths in by_target.items()}

    @property
    def fields(self) -> dict[str, list[str]]:
        """Messages by path over all targets; of one target the paths stand alone."""
        found: dict[str, list[str]] = {}
        for paths in self.by_target.values():
            for path, messages in paths.items():
                found.setdefault(path, []).extend(messages)
        return found


def plan(desk: Desk, edits: Edits) -> Plan:
    """What saving these edits would change. Asks nobody."""
    changes: dict[str, list[Change]] = {}
    problems: dict[str, list[Problem]] = {}
    for target, values in edits.fields.items():
        fields = _fields(desk, target, values)
        base = _part(edits.base, target) or {}
        changes[target] = diff(base, values, fields)
        after = {**base, **values}
        problems[target] = check_fields(after, fields, base=base)
    package = Package(edits.base)
    names = {r.id: r.name for r in package.resources}
    return Plan(
        edits,
        {t: c for t, c in changes.items() if c},
        {i: names.get(i, i) for i in edits.deletions},
        problems,
        package.is_public_now,
    )


def save(
    desk: Desk,
    edits: Edits,
    *,
    decisions: Mapping[str, Mapping[str, Any]] | None = None,
    reviewed: str | None = None,
) -> Saved | Overlap:
    """Sends the edits as one act that happens whole or not at all.

    Args:
        decisions: target -> field -> value, for fields that were changed on both sides.
        reviewed: the ``metadata_modified`` up to which the user has seen what others changed; others' changes to the
            edited parts after it are shown (Overlap) instead of being merged unseen.

    Raises:
        Refused: our own check or the server refuses values; nothing was stored.
        CatalogueError: the catalogue could not be asked, or refuses; nothing was stored, or it is not known
            (Offline, Timeout) and was looked for in vain.
    """
    planned = plan(desk, edits)
    if planned.empty:
        return Saved(edits.base, {})
    if planned.errors:
        raise Refused("Some values need mending before they can be sent.", planned.errors)
    with desk.package_lock(edits.package_id):
        for _ in range(_ATTEMPTS):
            current = desk.package(edits.package_id)
            overlap = _overlap(desk, edits, current, decisions or {}, reviewed)
            if overlap:
                return overlap
            try:
                return _send(desk, edits, current, decisions or {})
            except errors.Conflict:
                _log.info("%s changed between look and act; looking again", edits.package_id)
    raise errors.Conflict("Others keep changing this record. Nothing was sent; your changes are kept.")


def _overlap(
    desk: Desk,
    edits: Edits,
    current: Mapping[str, Any],
    decisions: Mapping[str, Mapping[str, Any]],
    reviewed: str | None,
) -> Overlap | None:
    merges: dict[str, Merge] = {}
    gone = [t for t in [*edits.fields, *edits.deletions] if t != PACKAGE and _part(current, t) is None]
    unseen = str(current.get("metadata_modified")) not in (str(edits.base.get("metadata_modified")), reviewed)
    for target, values in edits.fields.items():
        if target in gone:
            continue
        fields = _fields(desk, target, values)
        merge = merge3(_part(edits.base, target) or {}, values, _part(current, target) or {}, fields)
        decided = decisions.get(target, {})
        open_conflicts = [c for c in merge.conflicts if c.field.name not in decided]
        if open_conflicts or (unseen and merge.theirs):
            merges[target] = merge
    return Overlap(current, merges, gone) if merges or gone else None


def _send(desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Mapping[str, Mapping[str, Any]]) -> Saved:
    changes: dict[str, list[Change]] = {}
    for target, values in edits.fields.items():
        fields = _fields(desk, target, values)
        now = _part(current, target) or {}
        wanted = {**values, **decisions.get(target, {})}
        found = diff(now, wanted, fields)
        if found:
            changes[target] = found
    if not changes and not edits.deletions:
        return Saved(current, {}, note="The server has these values already.")
    revision = Revision(
        edits.package_id,
        metadata_modified=str(current.get("metadata_modified") or ""),
        deletions=list(edits.deletions),
    )
    for target, found in changes.items():
        wire = dict(wire_value(c.field, c.after) for c in found)
        if target == PACKAGE:
            revision.fields = wire
        else:
            revision.resources[target] = wire
    before = {t: {c.name: c.before for c in found} for t, found in changes.items()}
    after: dict[str, Any] = {t: {c.name: c.after for c in found} for t, found in changes.items()}
    for resource_id in edits.deletions:
        before[resource_id] = dict(_part(current, resource_id) or {})
        after[resource_id] = None
    entry = desk.store.journal.begin(
        user=desk.user,
        action="package_revise" if desk.abilities().revise else "package_patch",
        package_id=edits.package_id,
        title=Package(current).title,
        before=before,
        after=after,
    )
    note = ""
    try:
        note = _write(desk, revision, current)
    except errors.Invalid as error:
        desk.store.journal.outcome(entry, "refused", error.message)
        raise _refused(error, current, list(edits.fields)) from None
    except (errors.Offline, errors.Timeout, errors.Busy) as error:
        seen = _look(desk, edits.package_id)
        if seen is None or _missing(seen, changes, edits.deletions):
            desk.store.journal.outcome(entry, "unknown" if seen is None else "refused", error.message)
            raise
    except errors.CatalogueError as error:
        desk.store.journal.outcome(entry, "refused", error.message)
        raise
    desk.store.journal.outcome(entry, "done", note)
    _forget_uploads(desk, edits)
    seen = _look(desk, edits.package_id)
    lost = _missing(seen, changes, edits.deletions) if seen else {}
    if seen is not None:
        desk.store.journal.outcome(
            entry, "lost" if lost else "verified", ", ".join(f for n in lost.values() for f in n)
        )
    return Saved(seen or current, changes, entry, lost, note)


def _forget_uploads(desk: Desk, edits: Edits) -> None:
    """What was deleted on purpose must not be missed, and sent again, by a later look at what was uploaded."""
    done = desk.store.uploads.rows(states=(State.DONE,), package=edits.package_id) if edits.deletions else []
    desk.store.uploads.remove([row.id for row in done if row.resource in edits.deletions])


def _write(desk: Desk, revision: Revision, current: Mapping[str, Any]) -> str:
    """The act itself. Returns a note when it could not be one act."""
    if desk.abilities().revise:
        try:
            desk.catalogue.revise(revision)
        except errors.UnknownAction:
            desk.has_no_revise()
        else:
            return ""
    now = desk.catalogue.package(revision.package_id)
    if now.get("metadata_modified") != current.get("metadata_modified"):
        raise errors.Conflict("Somebody changed this record meanwhile.")
    if revision.fields:
        desk.catalogue.patch_package(revision.package_id, revision.fields)
    for resource_id, fields in revision.resources.items():
        desk.catalogue.patch_resource(resource_id, fields)
    for resource_id in revision.deletions:
        desk.catalogue.delete_resource(resource_id)
    return "This catalogue cannot save in one act: it was compared and then written part by part."


def wire_value(schema_field: Field, value: Any) -> tuple[str, Any]:
    """The key and the value as ``package_revise`` takes them."""
    if schema_field.kind is Kind.TAGS:
        return "tags", tags_value(split_tags(value))
    return schema_field.name, to_wire(value, schema_field)


def _look(desk: Desk, package_id: str) -> dict[str, Any] | None:
    """The record as it is now; None when the catalogue does not answer."""
    try:
        return desk.package(package_id)
    except errors.CatalogueError as error:
        _log.info("could not look at %s after writing: %s", package_id, error.message)
        return None


def _missing(
    seen: Mapping[str, Any], changes: Mapping[str, Sequence[Change]], deletions: Sequence[str]
) -> dict[str, list[str]]:
    """What of the changes is not on the server: target -> field names."""
    missing: dict[str, list[str]] = {}
    for target, found in changes.items():
        part = _part(seen, target)
        names = [c.name for c in found if part is None or not same(read_value(part, c.field), c.after, c.field)]
        if names:
            missing[target] = names
    for resource_id in deletions:
        if _part(seen, resource_id) is not None:
            missing[resource_id] = ["deletion"]
    return missing


def _refused(error: errors.Invalid, current: Mapping[str, Any], targets: Sequence[str]) -> Refused:
    by_target: dict[str, dict[str, list[str]]] = {}
    others: list[str] = []
    for index, resource in enumerate(current.get("resources") or ()):
        paths = error.of_resource(index)
        if paths and resource["id"] in targets:
            by_target[resource["id"]] = paths
        else:
            others += [f"{resource.get('name')}: {p}: {' '.join(m)}" for p, m in paths.items()]
    own = PACKAGE if PACKAGE in targets or not targets else targets[0]
    for path, messages in error.of_package().items():
        by_target.setdefault(own, {})["tag_string" if path.startswith("tags") else path] = messages
    message = error.message
    if others:
        message = "The catalogue refuses because of another part of this record: " + "; ".join(others[:3])
    return Refused(message, by_target, detail=error.detail)


def _part(package: Mapping[str, Any], target: str) -> Mapping[str, Any] | None:
    if target == PACKAGE:
        return package
    return next((r for r in package.get("resources") or () if r.get("id") == target), None)


def _fields(desk: Desk, target: str, values: Mapping[str, Any]) -> list[Field]:
    """The schema's fields of a target, and one of plain text for every edited name that the schema does not know."""
    schema = desk.schema()
    known = list(schema.dataset_fields if target == PACKAGE else schema.resource_fields)
    names = {f.name for f in known}
    return known + [Field(n, n, Kind.TEXT) for n in values if n not in names]
