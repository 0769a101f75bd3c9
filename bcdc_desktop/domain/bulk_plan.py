"""The plan of a bulk change: every value that is to change, in which record, and what was there when it was planned.

The structures are those of the file that a plan is saved as (``app.bulk.plan_file``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from bcdc_desktop.struct_types import prepare_structs

from .checks import FieldProblem
from .content import facts_of
from .package import Package
from .record_changes import PACKAGE, Differences, RecordChanges, section_of

FORMAT: Final = "bcdc-bulk-plan"


class PlannedValue(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One value that is to change.

    Attributes:
        target: ``""`` for the package, or a resource's id.
        field: the schema's name of the field.
        excluded: somebody decided that it stays as it is.
        edited: somebody changed ``after`` by hand.
    """

    target: str
    field: str
    before: Any
    after: Any
    excluded: bool = False
    edited: bool = False


class PlannedProblem(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What keeps a value from being sent; ``path`` is as in ``FieldProblem``, ``kind`` of a ``CatalogueError``."""

    target: str
    path: str
    message: str
    kind: Literal["invalid", "not_authorized"] = "invalid"


class PlannedRecord(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One record that the bulk change changes.

    Attributes:
        organization: the id of its owner.
        state: its publish state; empty on a catalogue without one.
        public: whether everyone sees it now.
        type: its type, which has a schema of its own.
        modified: its ``metadata_modified`` when it was planned.
        resources: the ids of its resources that change, in their order, with their names.
        contents: what it said of the content of resources that change (see ``facts_of``).
        problems: what keeps it from being sent.
    """

    id: str
    name: str
    title: str
    organization: str
    state: str
    public: bool
    modified: str
    resources: dict[str, str]
    changes: list[PlannedValue]
    contents: dict[str, dict[str, Any]] = {}
    problems: list[PlannedProblem] = []
    excluded: bool = False
    type: str = ""

    @classmethod
    def of(cls, changes: RecordChanges, differences: Differences) -> PlannedRecord:
        """Return the plan for the changes of one record, without its problems.

        Args:
            differences: those of the changes.
        """
        package = Package(changes.base)
        return cls(
            package.id,
            package.name,
            package.title,
            package.owner_org,
            package.publish_state,
            package.is_public_now,
            package.metadata_modified,
            {r.id: r.name for r in package.resources if r.id in differences},
            [PlannedValue(s, c.name, c.before, c.after) for s, found in differences.items() for c in found],
            {s: facts_of(section_of(changes.base, s) or {}) for s in differences if s != PACKAGE},
            type=package.type,
        )

    @property
    def included(self) -> list[PlannedValue]:
        """The values that are to be sent."""
        return [] if self.excluded else [c for c in self.changes if not c.excluded]

    @property
    def invalid(self) -> bool:
        """Whether a value that is to be sent is wrong."""
        return bool(self.included) and bool(self.open_problems)

    @property
    def leaves_organization(self) -> bool:
        """Whether it will belong to no organization any more."""
        owner = next((c for c in self.included if (c.target, c.field) == (PACKAGE, "owner_org")), None)
        return owner is not None and bool(owner.before) and not owner.after

    @property
    def open_problems(self) -> list[PlannedProblem]:
        """The problems, without those of values that are excluded."""
        left_out = {(c.target, c.field) for c in self.changes if c.excluded}
        return [p for p in self.problems if (p.target, p.path.split("/")[0]) not in left_out]

    def note_problems(self, by_section: Mapping[str, Sequence[FieldProblem]]) -> None:
        """Replace the problems by what a check found; warnings keep nothing from being sent."""
        self.problems = [
            PlannedProblem(section, p.path, p.message)
            for section, found in by_section.items()
            for p in found
            if p.severity == "error"
        ]

    def base(self) -> dict[str, Any]:
        """Return what the plan saw of the record: enough to merge with what it is by now."""
        resources = {i: {"id": i, "name": name, **self.contents.get(i, {})} for i, name in self.resources.items()}
        found = {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "type": self.type,
            "owner_org": self.organization,
            "metadata_modified": self.modified,
        }
        for change in self.changes:
            where = found if change.target == PACKAGE else resources.get(change.target)
            if where is not None:
                where[change.field] = change.before
        return {**found, "resources": list(resources.values())}

    def values(self) -> dict[str, dict[str, Any]]:
        """Return the values to be sent, by section and field."""
        found: dict[str, dict[str, Any]] = {}
        for change in self.included:
            found.setdefault(change.target, {})[change.field] = change.after
        return found

    def record_changes(self, base: Mapping[str, Any] | None = None) -> RecordChanges:
        """Return the values to be sent as changes of the record.

        Args:
            base: the record as the plan saw it, whole, where that is at hand.
        """
        return RecordChanges(self.base() if base is None else base, self.values())


class BulkPlan(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What a bulk change would do. Nothing of it is sent yet.

    Attributes:
        catalogue: the address of the catalogue, or ``practice``.
        user: who planned it; only they can run it.
        created: when, in UTC.
        query: the search that chose the records.
        operations: what was asked for, as ``Operation.as_json`` has it.
        considered: how many records were looked at; ``records`` are those that change.
        notes: what else there is to know, as sentences.
    """

    format: Literal["bcdc-bulk-plan"]
    version: Literal[1]
    catalogue: str
    user: str
    created: str
    query: str
    operations: list[dict[str, Any]]
    considered: int
    records: list[PlannedRecord]
    notes: list[str] = []

    def scope(self) -> Scope:
        """Return how much it changes."""
        changed = [r for r in self.records if r.included]
        return Scope(
            self.considered,
            len(changed),
            sum(len(r.included) for r in changed),
            len({r.organization for r in changed}),
            sum(r.public for r in changed),
            sum(r.invalid for r in changed),
            sum(r.leaves_organization for r in changed),
        )

    def invalid(self) -> Iterator[PlannedRecord]:
        """Yield the records that cannot be sent as they are."""
        return (r for r in self.records if r.invalid)


@dataclass(frozen=True)
class Scope:
    """How much a plan changes: records looked at, records and values that change, their organizations, and how many of
    the records everyone sees now; ``invalid`` of them cannot be sent, ``leaving`` will belong to no organization."""

    records: int
    changed: int
    values: int
    organizations: int
    public: int
    invalid: int
    leaving: int


prepare_structs(globals())
