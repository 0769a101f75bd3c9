"""What goes out for a save: the act, what the journal says of it, and what of it is not on the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revision import Revision
from bcdc_desktop.domain.changes import Change, diff
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.ordering import OrderMerge, merge_order
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.schema import without_own_names
from bcdc_desktop.domain.values import read_value, same

from .desk import Desk
from .edits import FILE, ORDER, PACKAGE, ChosenFile, Edits, Refused, fields_of, part
from .writing import file_fields, file_problem, new_fields, parts_of, wire_fields, wire_value

Decisions = Mapping[str, Mapping[str, Any]]


@dataclass
class Act:
    """One save on its way: what is to be true afterwards, and what goes out for it."""

    current: Mapping[str, Any]
    revision: Revision
    changes: dict[str, list[Change]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    files: dict[str, ChosenFile] = field(default_factory=dict)
    order: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.changes or self.deletions or self.files or self.order)

    @property
    def replaced(self) -> list[str]:
        """Resources that are there and get another content: a file, or a link in the place of a file."""
        links = [t for t, found in self.changes.items() if t and any(c.name == "url" for c in found)]
        return [i for i in dict.fromkeys([*self.files, *links]) if part(self.current, i) is not None]

    def expected(self) -> dict[str, Any]:
        """The record as it should be after the act, for when nobody could look at it. Its ``metadata_modified`` is that
        of before, so that whoever reads the record next takes it for changed."""
        return self.upon(self.current)

    def upon(self, package: Mapping[str, Any]) -> dict[str, Any]:
        """What the act would make of another state of the record."""

        def with_changes(record: Mapping[str, Any], target: str) -> dict[str, Any]:
            out = dict(record)
            for change in self.changes.get(target, ()):
                key, value = wire_value(change.field, change.after)
                out.pop(change.name, None)
                out[key] = value
            if (file := self.files.get(target)) is not None:
                out |= {"url": file.name, "url_type": "upload", "size": file.size, "last_modified": None}
            elif any(c.name == "url" for c in self.changes.get(target, ())):
                out["url_type"] = ""
            return out

        there = {str(r["id"]): r for r in package.get("resources") or () if r["id"] not in self.deletions}
        there |= {str(r["id"]): {"id": r["id"], "package_id": package["id"]} for r in self.revision.new_resources}
        order = [i for i in self.order or () if i in there]
        resources = [with_changes(there[i], i) for i in [*order, *(i for i in there if i not in order)]]
        return {**with_changes(package, PACKAGE), "resources": resources}

    def stored(self, seen: Mapping[str, Any], missing: Mapping[str, Sequence[str]]) -> Act:
        """The part of it that is on the server, where only a part was stored.

        Args:
            seen: the record as it is now.
            missing: what is not there, as ``missing_of`` tells it.
        """

        def there(target: str, name: str) -> bool:
            return name not in missing.get(target, ()) and part(seen, target) is not None

        changes = {t: [c for c in found if there(t, c.name)] for t, found in self.changes.items()}
        return replace(
            self,
            changes={t: found for t, found in changes.items() if found},
            deletions=[i for i in self.deletions if part(seen, i) is None],
            files={i: f for i, f in self.files.items() if there(i, FILE)},
            order=self.order if there(PACKAGE, ORDER) else None,
        )


def compose(desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Decisions) -> Act:
    """The act that makes the record, as it is now, into what was edited and decided."""
    revision = Revision(
        edits.package_id,
        metadata_modified=str(current.get("metadata_modified") or ""),
        seen=list(current.get("resources") or ()),
    )
    theirs = {t for t, decided in decisions.items() if isinstance(decided.get(FILE), Content)}  # their file stays
    left_out = theirs.union(edits.deletions)
    act = Act(current, revision, files={i: f for i, f in edits.files.items() if i not in left_out})
    act.deletions = [i for i in edits.deletions if part(current, i) is not None]
    revision.deletions = list(act.deletions)
    there = set(ids_of(current))
    for target, values in [*edits.fields.items(), *edits.new_resources.items()]:
        if target in edits.deletions:
            continue
        now, fields = part(current, target) or {}, fields_of(desk, target, values)
        # a draft may hold values that are as they were: sent, they would undo what others changed since
        mine = {c.name: c.after for c in diff(part(edits.base, target) or {}, values, fields)}
        wanted = {n: v for n, v in {**mine, **decisions.get(target, {})}.items() if n not in (ORDER, FILE)}
        found = diff(now, wanted, fields)
        if found:
            act.changes[target] = found
        if target == PACKAGE:
            revision.fields = wire_fields(found)
        elif target in there:
            revision.resources[target] = {**wire_fields(found), **_as_link(now, found, act.files.get(target))}
        else:
            revision.new_resources.append({**new_fields(found), "id": target})
    for resource, file in act.files.items():
        facts = file_fields(file, replaces=resource in there)
        if resource in there:
            revision.resources.setdefault(resource, {}).update(facts)
        else:
            next(r for r in revision.new_resources if r["id"] == resource).update(facts)
    revision.files = parts_of(act.files)
    merged = order_of(edits, current, decisions)
    if merged.order != merged.theirs:
        act.order = merged.order
        revision.order = list(merged.order)
    return act


def _as_link(now: Mapping[str, Any], found: Sequence[Change], file: ChosenFile | None) -> dict[str, Any]:
    """With ``url_type`` left as it is, CKAN takes a new address for the name of an uploaded file."""
    if file is None and now.get("url_type") == "upload" and any(c.name == "url" for c in found):
        return {"url_type": ""}
    return {}


def order_of(edits: Edits, current: Mapping[str, Any], decisions: Decisions) -> OrderMerge:
    """The order of the resources, put together with theirs; as decided where that was."""
    theirs = ids_of(current)
    added = list(edits.new_resources)
    merged = merge_order(ids_of(edits.base), edits.order, theirs, deleted=edits.deletions, added=added)
    chosen = decisions.get(PACKAGE, {}).get(ORDER)
    if chosen is None:
        return merged
    return merge_order(theirs, chosen, theirs, deleted=edits.deletions, added=added)


def for_the_journal(act: Act) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after by target. A new resource has no *before*, a deleted one no *after* (None)."""
    there = set(ids_of(act.current))
    before: dict[str, Any] = {
        t: {c.name: c.before for c in found} for t, found in act.changes.items() if t in there or t == PACKAGE
    }
    after: dict[str, Any] = {t: {c.name: c.after for c in found} for t, found in act.changes.items()}
    for resource, file in act.files.items():
        after.setdefault(resource, {})[FILE] = file.name
    for resource in act.replaced:
        was = Resource(part(act.current, resource) or {})
        before.setdefault(resource, {}).update({FILE: was.file_name} if was.uploaded else {"url": was.url})
    for resource in act.deletions:
        before[resource] = without_own_names(part(act.current, resource) or {})
        after[resource] = None
    if act.order:
        before.setdefault(PACKAGE, {})[ORDER] = ids_of(act.current)
        after.setdefault(PACKAGE, {})[ORDER] = list(act.order)
    return before, after


def missing_of(desk: Desk, seen: Mapping[str, Any], act: Act) -> dict[str, list[str]]:
    """What of the act is not on the server: target -> field names."""
    missing: dict[str, list[str]] = {}
    for target, found in act.changes.items():
        there = part(seen, target)
        # what a file's resource is called by its address is the server's to say
        listed = [c for c in found if not (c.name == "url" and target in act.files)]
        names = [c.name for c in listed if there is None or not same(read_value(there, c.field), c.after, c.field)]
        if names:
            missing[target] = names
    for resource_id in act.deletions:
        if part(seen, resource_id) is not None:
            missing[resource_id] = ["deletion"]
    for resource_id, file in act.files.items():
        sent = act.revision.files[resource_id]
        if file_problem(desk, part(seen, resource_id), file, sent.sha256):
            missing.setdefault(resource_id, []).append(FILE)
    if act.order and [i for i in ids_of(seen) if i in act.order] != [i for i in act.order if part(seen, i)]:
        missing.setdefault(PACKAGE, []).append(ORDER)
    return missing


def refusal(error: errors.Invalid, revision: Revision, targets: Sequence[str]) -> Refused:
    """The server's refusal with its messages at the parts that they concern."""
    by_target: dict[str, dict[str, list[str]]] = {}
    others: list[str] = []
    names = {str(r["id"]): r.get("name") for r in [*revision.seen, *revision.new_resources]}
    for index, resource in enumerate(revision.resulting_ids()):
        paths = error.of_resource(index)
        if paths and resource in targets:
            by_target[resource] = paths
        else:
            others += [f"{names.get(resource)}: {p}: {' '.join(m)}" for p, m in paths.items()]
    own = PACKAGE if PACKAGE in targets or not targets else targets[0]
    for path, messages in error.of_package().items():
        by_target.setdefault(own, {})["tag_string" if path.startswith("tags") else path] = messages
    message = error.message
    if others:
        message = "The catalogue refuses because of another part of this record: " + "; ".join(others[:3])
    return Refused(message, by_target, detail=error.detail)


def ids_of(package: Mapping[str, Any]) -> list[str]:
    """The ids of its resources, in their order."""
    return [str(r["id"]) for r in package.get("resources") or ()]
