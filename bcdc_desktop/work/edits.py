"""What is to change in one record, as one act: its fields, its resources' fields, files, deletions, order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.changes import Change, Merge, diff
from bcdc_desktop.domain.checks import Problem, check_fields
from bcdc_desktop.domain.ordering import OrderMerge
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.profile import MB
from bcdc_desktop.domain.publishing import move_refusal, state_field
from bcdc_desktop.domain.schema import FILE, ORDER, OWN_NAMES, Field, Kind
from bcdc_desktop.domain.values import is_empty, same

from .desk import Desk
from .readiness import held_back

if TYPE_CHECKING:
    from .composing import Act

PACKAGE = ""  # the target that means the package itself; every other target is a resource's id
_URL = Field("url", "Link", Kind.TEXT)


__all__ = [
    "FILE",
    "ORDER",
    "PACKAGE",
    "ChosenFile",
    "Edits",
    "Overlap",
    "PartlySaved",
    "Plan",
    "Refused",
    "Saved",
    "copied_fields",
    "fields_of",
    "part",
    "plan",
]


@dataclass(frozen=True)
class ChosenFile:
    """A file on this computer that becomes a resource's file. ``size`` in bytes."""

    path: Path
    name: str
    size: int
    mtime_ns: int

    def __str__(self) -> str:
        return f"{self.name}, from {self.path.parent}"

    @classmethod
    def of(cls, path: Path, name: str = "") -> ChosenFile:
        """The file as it is now.

        Raises:
            OSError: it is not there or cannot be read.
        """
        status = path.stat()
        return cls(path, name or path.name, status.st_size, status.st_mtime_ns)


@dataclass
class Edits:
    """What is to change in one record, and the record as it was when the editing began.

    Attributes:
        base: the record, whole, as ``package_show`` gave it.
        fields: target (``""`` the package, else a resource's id) -> field -> new value.
        deletions: ids of resources to delete.
        new_resources: id of our own making (UUID4) -> the fields of a resource to add.
        files: id of an old or new resource -> its new file.
        order: ids of old and new resources in their new order; None where it is not touched.
    """

    base: Mapping[str, Any]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    new_resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, ChosenFile] = field(default_factory=dict)
    order: list[str] | None = None

    @property
    def package_id(self) -> str:
        return str(self.base["id"])

    @property
    def targets(self) -> list[str]:
        """Everything old that is touched: the package where its fields are, and resources."""
        return list(dict.fromkeys([*self.fields, *(i for i in self.files if i not in self.new_resources)]))

    def set_for_all(self, targets: Sequence[str], name: str, value: Any) -> None:
        """Sets one field of several resources, old or new."""
        for target in targets:
            where = self.new_resources if target in self.new_resources else self.fields
            where.setdefault(target, {})[name] = value

    def result(self) -> dict[str, Any]:
        """The record as it would be, where nobody else changed it; the order of its resources aside."""

        def with_file(resource: str) -> dict[str, Any]:
            return {"url": self.files[resource].name, "url_type": "upload"} if resource in self.files else {}

        there = [r for r in self.base.get("resources") or () if r["id"] not in self.deletions]
        resources = [{**r, **self.fields.get(r["id"], {}), **with_file(r["id"])} for r in there]
        resources += [{"id": i, **values, **with_file(i)} for i, values in self.new_resources.items()]
        return {**self.base, **self.fields.get(PACKAGE, {}), "resources": resources}

    def without(self, target: str) -> Edits:
        """The same edits without whatever concerns one resource: it was deleted meanwhile, and that is accepted."""
        return Edits(
            self.base,
            {t: v for t, v in self.fields.items() if t != target},
            [i for i in self.deletions if i != target],
            {i: v for i, v in self.new_resources.items() if i != target},
            {i: f for i, f in self.files.items() if i != target},
            None if self.order is None else [i for i in self.order if i != target],
        )

    def left_over(self, stored: Act, seen: Mapping[str, Any]) -> Edits:
        """The same edits without what is on the server already, upon the record as it is there."""
        done = {t: {c.name for c in found} for t, found in stored.changes.items()}
        fields = {t: {n: v for n, v in values.items() if n not in done.get(t, ())} for t, values in self.fields.items()}
        arrived = {i: v for i, v in self.new_resources.items() if part(seen, i) is not None}
        fields |= {i: {n: v for n, v in values.items() if n not in done.get(i, ())} for i, values in arrived.items()}
        return Edits(
            seen,
            {t: values for t, values in fields.items() if values},
            [i for i in self.deletions if i not in stored.deletions],
            {i: v for i, v in self.new_resources.items() if i not in arrived},
            {i: f for i, f in self.files.items() if i not in stored.files},
            None if stored.order else self.order,
        )

    def can_be_made_again(self, target: str) -> bool:
        """Whether a resource that was deleted meanwhile can be added again: a stored file is gone with it."""
        return target in self.files or not Resource(part(self.base, target) or {"id": target}).uploaded

    def made_again(self, target: str, fields: Sequence[Field]) -> Edits:
        """The same edits, with a resource that was deleted meanwhile added again under its id, with my changes. One
        whose file is gone with it has no address, and is not sent without one."""
        again = self.without(target)
        old = dict(part(self.base, target) or {})
        if Resource({"id": target, **old}).uploaded:
            old.pop("url", None)
        others = [r for r in self.base.get("resources") or () if r.get("id") != target]
        again.base = {**self.base, "resources": others}  # all of it is new
        again.new_resources[target] = copied_fields({**old, **self.fields.get(target, {})}, fields)
        if target in self.files:
            again.files[target] = self.files[target]
        again.order = self.order
        return again


@dataclass(frozen=True)
class Plan:
    """What a save would change.

    ``changes`` by target (in the schema's order; those of a new resource have nothing before), ``deletions`` and
    ``additions`` map resource ids to names, ``files`` ids to new files; ``order`` is None or the order before and after
    of ids that are there both times.
    """

    edits: Edits
    changes: Mapping[str, Sequence[Change]]
    deletions: Mapping[str, str]
    problems: Mapping[str, Sequence[Problem]]
    public: bool
    additions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, ChosenFile] = field(default_factory=dict)
    order: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        found = (self.deletions, self.additions, self.files, self.order)
        return not any(self.changes.values()) and not any(found)

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
    """It is on the server, and ``package`` is the record as it was seen there afterwards, or as it should be where the
    catalogue did not answer. ``lost`` names what was overwritten right away by somebody else (target -> fields)."""

    package: Mapping[str, Any]
    changes: Mapping[str, Sequence[Change]]
    entry: int | None = None
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Overlap:
    """Somebody changed the same record meanwhile: nothing was sent.

    ``merges`` shows both sides by target (a resource that I delete and they changed has *theirs* alone, and a file that
    they replaced is the field FILE); ``gone`` names
    edited resources that do not exist any more; ``order`` is there when both changed the order in different ways: it
    is decided as ``decisions[PACKAGE][ORDER]``, a list of ids.
    """

    current: Mapping[str, Any]
    merges: Mapping[str, Merge]
    gone: Sequence[str] = ()
    order: OrderMerge | None = None


class PartlySaved(errors.CatalogueError):
    """Where a save could not be one act it ended half-way.

    ``package`` is the record as it is now, ``left`` what is still to be sent, ``cause`` why it ended.
    """

    kind = "partly_saved"

    def __init__(self, said: str, package: Mapping[str, Any], left: Edits, cause: Exception) -> None:
        super().__init__(f"A part was saved, then it ended: {said} What is not saved is kept.")
        self.package = package
        self.left = left
        self.cause = cause

    @property
    def fields(self) -> dict[str, list[str]]:
        return self.cause.fields if isinstance(self.cause, errors.CatalogueError) else {}


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
        if target in edits.deletions:
            continue
        fields = fields_of(desk, target, values)
        base = part(edits.base, target) or {}
        changes[target] = diff(base, values, fields)
        problems[target] = check_fields({**base, **values}, fields, base=base) + _not_fields(values)
        if target != PACKAGE and target not in edits.files and not same(base.get("url"), values.get("url"), _URL):
            problems[target] += _address(values) if "url" in values else []
    if PACKAGE in edits.fields:
        problems[PACKAGE] += _owner_and_state(desk, edits)
    package = Package(edits.base)
    names = {r.id: r.name for r in package.resources}
    for resource, values in edits.new_resources.items():
        fields = fields_of(desk, resource, values)
        changes[resource] = diff({}, values, fields)
        names[resource] = str(values.get("name") or "")
        problems[resource] = check_fields(values, fields) + _not_fields(values)
        if resource not in edits.files:
            problems[resource] += _address(values)
    for target, found in _held_back(desk, edits).items():
        known = {p.path for p in problems.get(target, ())}
        problems.setdefault(target, []).extend(p for p in found if p.path not in known)
    files = {i: f for i, f in edits.files.items() if i not in edits.deletions}
    limit = desk.upload_limit()
    for resource, file in files.items():
        if limit is not None and file.size > limit:
            said = f"The catalogue takes files up to {limit // MB} MB"
            problems.setdefault(resource, []).append(Problem(FILE, said))
    return Plan(
        edits,
        {t: c for t, c in changes.items() if c},
        {i: names.get(i, i) for i in edits.deletions},
        problems,
        package.is_public_now,
        {i: names[i] for i in edits.new_resources},
        files,
        _moved([r.id for r in package.resources], edits),
    )


def _not_fields(values: Mapping[str, Any]) -> list[Problem]:
    return [Problem(n, "This is not the name of a field") for n in values if n in OWN_NAMES]


def _address(values: Mapping[str, Any]) -> list[Problem]:
    """CKAN puts http:// before what has no scheme, so that another address is stored than was typed."""
    url = str(values.get("url") or "").strip()
    if not url:
        return [Problem("url", "A link or a file is needed")]
    return [] if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url) else [Problem("url", "An address begins with https://")]


def _moved(before: Sequence[str], edits: Edits) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if edits.order is None:
        return None
    kept = [i for i in before if i not in edits.deletions]
    natural = [*kept, *edits.new_resources]
    after = [i for i in dict.fromkeys(edits.order) if i in natural]
    after += [i for i in natural if i not in after]
    return None if after == natural else (tuple(kept), tuple(after))


def _owner_and_state(desk: Desk, edits: Edits) -> list[Problem]:
    """Moves to an organization or a state that this user may not make, as far as this computer knows."""
    problems: list[Problem] = []
    values, base = edits.fields[PACKAGE], edits.base
    owner = str(values.get("owner_org") or "")
    tree = desk.tree()
    if owner and owner != base.get("owner_org") and (organization := tree.get(owner)) is not None:
        account = desk.account()
        if not organization.writable and not (account and account.sysadmin):
            problems.append(Problem("owner_org", f"You may not create records in {organization.title}"))
    field = state_field(desk.schema())
    if field is not None and field.name in values and not same(base.get(field.name), values[field.name], field):
        role = desk.role_in(str(base.get("owner_org") or ""))
        said = move_refusal(desk.schema(), str(base.get(field.name) or ""), str(values[field.name] or ""), role)
        if said:
            problems.append(Problem(field.name, said))
    return problems


def _held_back(desk: Desk, edits: Edits) -> dict[str, list[Problem]]:
    """What keeps the record, as it would be, from being offered for publishing, where its state is moved there."""
    state, found = state_field(desk.schema()), dict[str, list[Problem]]()
    if state is None or state.name not in edits.fields.get(PACKAGE, {}):
        return found
    target = str(edits.fields[PACKAGE][state.name] or "")
    for item in held_back(desk, edits.result(), str(edits.base.get(state.name) or ""), target):
        for where, name in item.paths or ((PACKAGE, item.key),):
            found.setdefault(where, []).append(Problem(name, f"{item.label}: {item.said}"))
    return found


def part(package: Mapping[str, Any], target: str) -> Mapping[str, Any] | None:
    """The package itself, or one of its resources; None when it has no such resource."""
    if target == PACKAGE:
        return package
    return next((r for r in package.get("resources") or () if r.get("id") == target), None)


def fields_of(desk: Desk, target: str, values: Mapping[str, Any]) -> list[Field]:
    """The schema's fields of a target, and one of plain text for every edited name that the schema does not know."""
    schema = desk.schema()
    known = list(schema.dataset_fields if target == PACKAGE else schema.resource_fields)
    names = {f.name for f in known}
    return known + [Field(n, n, Kind.TEXT) for n in values if n not in names and n not in OWN_NAMES]


def copied_fields(record: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """What a person may fill in of a resource, as it is in this one: what is read only or empty is left out."""
    names = {f.name for f in fields if not f.read_only} | {"url", "description"}
    by_name = {f.name: f for f in fields}
    return {n: v for n, v in record.items() if n in names and not is_empty(v, by_name.get(n))}
