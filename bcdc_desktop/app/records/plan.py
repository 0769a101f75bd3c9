"""What submitting changes would do to a record, and what keeps it from being sent. Asks nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.advice import ChecklistItem
from bcdc_desktop.domain.bcdc.publishing import is_offered
from bcdc_desktop.domain.checks import FieldProblem, check_fields
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.positions import copies_by_position, has_gap
from bcdc_desktop.domain.profile import MB
from bcdc_desktop.domain.publishing import PRIVATE, move_refusal, state_field
from bcdc_desktop.domain.quality import checklist
from bcdc_desktop.domain.record_changes import (
    FILE,
    PACKAGE,
    AttachedFile,
    Differences,
    RecordChanges,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.schema import OWN_NAMES, Field, FieldKind
from bcdc_desktop.domain.values import same
from bcdc_desktop.translation import tr

from ..workspace import Workspace

_URL = Field("url", "Link", FieldKind.TEXT)


def needs_fixing() -> str:
    """Return the sentence that heads a refusal of values."""
    return tr("Fix the marked fields, then save again.")


@dataclass(frozen=True)
class ChangePreview:
    """What a review shows of changes.

    Attributes:
        differences: section -> changed fields in the schema's order; those of a new resource have nothing before.
        deletions, additions: resource id -> its name.
        problems: section -> what is wrong or worth a look.
        public: whether the record is public now.
        files: resource id -> its new file.
        order: None, or the order before and after, of the ids that are there both times.
    """

    changes: RecordChanges
    differences: Differences
    deletions: Mapping[str, str]
    additions: Mapping[str, str]
    files: Mapping[str, AttachedFile]
    order: tuple[tuple[str, ...], tuple[str, ...]] | None
    problems: Mapping[str, Sequence[FieldProblem]]
    public: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.differences or self.deletions or self.additions or self.files or self.order)

    @property
    def errors(self) -> dict[str, dict[str, list[str]]]:
        """Problems that keep it from being sent: section -> path -> messages."""
        found: dict[str, dict[str, list[str]]] = {}
        for section, problems in self.problems.items():
            for problem in problems:
                if problem.severity == "error":
                    found.setdefault(section, {}).setdefault(problem.path, []).append(problem.message)
        return found

    def check(self) -> None:
        """Refuse changes with errors, and all changes to a record that is deleted.

        Raises:
            SaveRefused: a value is wrong.
            NotFound: the record is deleted.
        """
        if self.changes.base.get("state") == "deleted" and not self.empty:
            raise errors.NotFound(tr("This record is deleted. Restore it before you change it."))
        if self.errors:
            raise SaveRefused(needs_fixing(), self.errors)


class SaveRefused(errors.Invalid):
    """The server (or our own check) refuses values. ``by_section`` maps section -> path -> messages."""

    def __init__(
        self, message: str, by_section: Mapping[str, Mapping[str, Sequence[str]]], *, detail: str = ""
    ) -> None:
        super().__init__(message, {}, detail=detail)
        self.by_section = {s: {p: list(m) for p, m in paths.items()} for s, paths in by_section.items()}

    @property
    def fields(self) -> dict[str, list[str]]:
        """Messages by path over all sections; of one section the paths stand alone."""
        found: dict[str, list[str]] = {}
        for paths in self.by_section.values():
            for path, messages in paths.items():
                found.setdefault(path, []).extend(messages)
        return found


class NeedsRepair(errors.ServerFault):
    """CKAN cannot save the record until its resources are numbered again; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "Nothing was sent. CKAN has numbered the resources of this record with a gap, and would fail to save "
                "it, or lose one of them. Repair the record first; nothing of it is lost."
            )
        )


def needs_repair(workspace: Workspace, package: Mapping[str, Any]) -> bool:
    """Return whether the catalogue would fail to save a record, or lose a resource of it. Makes no request."""
    return has_gap(package) and copies_by_position(workspace.abilities().version)


def require_sound(workspace: Workspace, package: Mapping[str, Any]) -> None:
    """Refuse a write to a record that needs repair.

    Raises:
        NeedsRepair: it does.
    """
    if needs_repair(workspace, package):
        raise NeedsRepair


def plan(workspace: Workspace, changes: RecordChanges, *, tree: OrganizationTree | None = None) -> ChangePreview:
    """Return what submitting the changes would do, checked against the schema and the user's rights as known here.

    Args:
        tree: the organizations as last seen, where the caller has read them already.
    """
    schema = workspace.schema_of(changes.base)
    package = Package(changes.base)
    names = {r.id: r.name for r in package.resources}
    names |= {i: str(values.get("name") or "") for i, values in changes.new_resources.items()}
    files = {i: f for i, f in changes.files.items() if i not in changes.deletions}
    return ChangePreview(
        changes,
        changes.differences(schema),
        {i: names.get(i, i) for i in changes.deletions},
        {i: names[i] for i in changes.new_resources},
        files,
        changes.reordering(),
        _problems(workspace, changes, files, tree),
        package.is_public_now,
    )


def _problems(
    workspace: Workspace,
    changes: RecordChanges,
    files: Mapping[str, AttachedFile],
    tree: OrganizationTree | None,
) -> dict[str, list[FieldProblem]]:
    schema = workspace.schema_of(changes.base)
    problems: dict[str, list[FieldProblem]] = {}
    for section, values in changes.fields.items():
        if section in changes.deletions:
            continue
        fields = section_fields(schema, section, values)
        base = section_of(changes.base, section) or {}
        problems[section] = check_fields({**base, **values}, fields, base=base) + _not_fields(values)
        if section != PACKAGE and section not in changes.files and not same(base.get("url"), values.get("url"), _URL):
            problems[section] += _address(values) if "url" in values else []
    if PACKAGE in changes.fields:
        problems[PACKAGE] += _owner_and_state(workspace, changes, tree)
    for resource, values in changes.new_resources.items():
        problems[resource] = check_fields(values, section_fields(schema, resource, values)) + _not_fields(values)
        if resource not in changes.files:
            problems[resource] += _address(values)
    for section, found in _held_back(workspace, changes).items():
        known = {p.path for p in problems.get(section, ())}
        problems.setdefault(section, []).extend(p for p in found if p.path not in known)
    limit = workspace.upload_limit()
    for resource, file in files.items():
        if limit is not None and file.size > limit:
            said = tr("The catalogue accepts files up to {size} MB", size=limit // MB)
            problems.setdefault(resource, []).append(FieldProblem(FILE, said))
    return problems


def _not_fields(values: Mapping[str, Any]) -> list[FieldProblem]:
    return [FieldProblem(n, tr("No field has this name")) for n in values if n in OWN_NAMES]


def _address(values: Mapping[str, Any]) -> list[FieldProblem]:
    """CKAN puts http:// before what has no scheme, so that another address is stored than was typed."""
    url = str(values.get("url") or "").strip()
    if not url:
        return [FieldProblem("url", tr("Enter a link or add a file"))]
    return (
        []
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url)
        else [FieldProblem("url", tr("Start the address with https://"))]
    )


def _owner_and_state(workspace: Workspace, changes: RecordChanges, tree: OrganizationTree | None) -> list[FieldProblem]:
    """Return moves to an organization or a state that this user may not make, as far as this computer knows."""
    problems: list[FieldProblem] = []
    values, base = changes.fields[PACKAGE], changes.base
    owner = str(values.get("owner_org") or "")
    moved = owner and owner != base.get("owner_org")
    if moved and (organization := (tree or workspace.tree()).get(owner)) is not None:
        account = workspace.account()
        if not organization.writable and not (account and account.sysadmin):
            problems.append(
                FieldProblem(
                    "owner_org", tr("You may not create records in {organization}", organization=organization.title)
                )
            )
    after = changes.result()
    if not after.get("owner_org") and {"owner_org", PRIVATE} & values.keys() and Package(after).private:
        said = tr(
            "A record without an organization can't be private"
        )  # CKAN stores it, and refuses every change from then on
        problems.append(FieldProblem("owner_org" if "owner_org" in values else PRIVATE, said))
    schema = workspace.schema_of(base)
    field = state_field(schema)
    if field is not None and field.name in values and not same(base.get(field.name), values[field.name], field):
        role = workspace.role_in(str(base.get("owner_org") or ""), tree)
        said = move_refusal(schema, str(base.get(field.name) or ""), str(values[field.name] or ""), role)
        if said:
            problems.append(FieldProblem(field.name, said))
    return problems


def _held_back(workspace: Workspace, changes: RecordChanges) -> dict[str, list[FieldProblem]]:
    """Return what keeps the record from being offered for publishing, where its state is moved there."""
    state, found = state_field(workspace.schema_of(changes.base)), dict[str, list[FieldProblem]]()
    if state is None or state.name not in changes.fields.get(PACKAGE, {}):
        return found
    target = str(changes.fields[PACKAGE][state.name] or "")
    for item in held_back(workspace, changes.result(), str(changes.base.get(state.name) or ""), target):
        for where, name in item.paths or ((PACKAGE, item.key),):
            found.setdefault(where, []).append(FieldProblem(name, f"{item.label}: {item.said}"))
    return found


def publishing_checklist(workspace: Workspace, package: Mapping[str, Any]) -> list[ChecklistItem]:
    """Return the checklist of a record, with what is known of its links. Makes no request."""
    urls = [r.url for r in Package(package).resources if not r.uploaded]
    links = {url: result.alive for url, result in workspace.store.links.get(urls).items()}
    licences = {str(licence["id"]) for licence in workspace.licences()}
    return checklist(package, workspace.schema_of(package), licences=licences, links=links)


def held_back(workspace: Workspace, package: Mapping[str, Any], state: str, target: str) -> list[ChecklistItem]:
    """Return what keeps a record from a move.

    Args:
        package: the record as it would be offered.
    """
    return (
        [i for i in publishing_checklist(workspace, package) if i.standing == "wrong"]
        if is_offered(state, target)
        else []
    )
