"""What a copy would do to each record in the target, and what cannot be carried over. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.publishing import PRIVATE, state_field
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, RecordChanges, resource_ids, section_fields, section_of
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.transfer import Carried, CarriedResource, Reason, TermMap, Unmapped, carry, pair_resources
from bcdc_desktop.domain.values import is_empty, read_value, same
from bcdc_desktop.store.pairs import RecordPair
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..records.create import name_taken, prepare_package
from ..records.merge import merge
from ..records.plan import ChangePreview, SaveRefused, needs_fixing
from ..records.plan import plan as plan_save
from ..workspace import Workspace
from .source import Source, terms_of

What = Literal["create", "update", "unchanged", "refused"]


@dataclass(frozen=True)
class PlannedFile:
    """A stored file that would be copied: the resource in the source, and the id of the one in the target."""

    resource: Resource
    target: str


@dataclass(frozen=True)
class PlannedCopy:
    """What would become of one record.

    Attributes:
        record: as the source has it.
        what: whether it is made, changed, already as it should be, or cannot be copied.
        carried: what it says in the target's terms, and what is left behind.
        current: the record in the target that is changed.
        changes: for a record that is changed; without its files.
        preview: what a review shows of it; without its files.
        create: the fields for a new record.
        public: whether everyone sees the new record as soon as it is there: it belongs to no organization, and is
            neither a draft nor private then.
        resources: id in the source -> id in the target, of all that there will be.
        new: ids in the source of the resources that are added.
        files: stored files to be copied, in their order.
        error: why it cannot be copied.
    """

    record: Mapping[str, Any]
    what: What
    carried: Carried
    pair: RecordPair | None = None
    current: Mapping[str, Any] | None = None
    changes: RecordChanges | None = None
    preview: ChangePreview | None = None
    create: Mapping[str, Any] | None = None
    public: bool = False
    resources: Mapping[str, str] = field(default_factory=dict)
    new: Sequence[str] = ()
    files: Sequence[PlannedFile] = ()
    error: errors.CatalogueError | None = None

    @property
    def id(self) -> str:
        """The record's id in the source."""
        return str(self.record["id"])

    @property
    def title(self) -> str:
        """The record's title."""
        return Package(self.record).title

    @property
    def unmapped(self) -> list[Unmapped]:
        """What cannot be carried over."""
        return self.carried.unmapped


@dataclass
class CopyPlan:
    """What a copy of several records would do; ``terms`` has the terms that were translated for it."""

    records: list[PlannedCopy]
    terms: TermMap
    with_files: bool
    update: bool

    @property
    def unmapped(self) -> list[tuple[PlannedCopy, Unmapped]]:
        """What cannot be carried over, with its record."""
        return [(r, u) for r in self.records for u in r.unmapped]

    @property
    def public(self) -> list[PlannedCopy]:
        """The new records that everyone sees as soon as they are there."""
        return [r for r in self.records if r.public]

    def of(self, what: What) -> list[PlannedCopy]:
        """Return the records with which this is done."""
        return [r for r in self.records if r.what == what]


def plan_copy(
    source: Source,
    target: Workspace,
    ids: Iterable[str],
    *,
    files: bool = False,
    update: bool = False,
    decided: Mapping[tuple[str, str], str] | None = None,
    token: CancelToken | None = None,
    report: Report = silent,
) -> CopyPlan:
    """Read records in the source and say what copying them would do. Sends nothing.

    Args:
        source: where the records are.
        target: where they are to be; its schema is up to date.
        ids: of the records in the source (or their names), each once.
        files: copy stored files too; else they are listed as what is left behind.
        update: change records that are there already; else they are refused.
        decided: terms that were decided now, beside those that are remembered.

    Raises:
        Cancelled: asked to stop.
        CatalogueError: a catalogue cannot be asked at all.
    """
    token = token or CancelToken()
    target.require_writable()
    remembered = target.store.pairs.terms(source.catalogue)
    terms = TermMap(source.terms(), terms_of(target), {**remembered, **(decided or {})})
    writable = target.catalogue.my_organizations()
    planner = _Planner(source, target, terms, writable, files=files, update=update)
    listed = list(dict.fromkeys(ids))
    found: list[PlannedCopy] = []
    for number, record_id in enumerate(listed):
        token.check()
        report(Progress(number, len(listed), record_id))
        found.append(planner.one(record_id))
    report(Progress(len(listed), len(listed)))
    return CopyPlan(found, terms, files, update)


def remember_terms(source: Source, target: Workspace, decided: Mapping[tuple[str, str], str | None]) -> None:
    """Remember decisions about terms of the source for the next copy: (kind, term) -> term of the target.

    Empty leaves the term out, None forgets the decision.
    """
    if source.catalogue:
        target.store.pairs.put_terms(source.catalogue, [(*key, value) for key, value in decided.items()])


class _Planner:
    def __init__(
        self,
        source: Source,
        target: Workspace,
        terms: TermMap,
        writable: Mapping[str, str],
        *,
        files: bool,
        update: bool,
    ) -> None:
        self._source = source
        self._target = target
        self._terms = terms
        self._writable = writable
        self._files = files
        self._update = update

    def one(self, record_id: str) -> PlannedCopy:
        """Return the plan of one record."""
        try:
            record = self._source.record(record_id)
        except (errors.NotFound, errors.NotAuthorized, errors.UnreadableAnswer) as error:
            return PlannedCopy({"id": record_id}, "refused", Carried(), error=error)
        carried = carry(record, self._terms)
        planned = PlannedCopy(record, "create", carried)
        try:
            pair, current = self._counterpart(record)
        except errors.NotAuthorized as error:
            return replace(planned, what="refused", error=error)
        copied = pair.resources if pair is not None and current is not None else {}
        there = {str(r["id"]) for r in (current or {}).get("resources") or ()}
        carried.unmapped += [
            Unmapped(r.id, FILE, tr("File"), Resource(r.source).file_name, Reason.FILE)
            for r in carried.resources
            if r.stored
            and not self._takes(record, r)
            and copied.get(r.id, {}).get("file") != facts_of(r.source)
            and not (self._is_home and r.id in there)
        ]
        if current is None:
            return self._creation(planned)
        planned = replace(planned, pair=pair, current=current)
        if current.get("state") == "deleted" and not self._is_home:
            said = SaveRefused(name_taken(current), {PACKAGE: {"name": [name_taken(current)]}})
            return replace(planned, what="refused", error=said)
        if not self._update:
            said = SaveRefused(
                tr("The target catalogue already has this record, and existing records aren’t updated."),
                {PACKAGE: {"name": [name_taken(current)]}},
            )
            return replace(planned, what="refused", error=said)
        return self._updating(planned)

    @property
    def _is_home(self) -> bool:
        """Whether the target is the very catalogue that the records come from: a backup of it is restored."""
        return self._target.profile.identity == self._source.catalogue

    def _takes(self, record: Mapping[str, Any], resource: CarriedResource) -> bool:
        """Return whether a resource can be added: a stored file has to come along."""
        return not resource.stored or (self._files and self._source.has_file(record, Resource(resource.source)))

    def _new_id(self, resource: CarriedResource) -> str:
        """Return the id of a resource that is added. One that is restored gets its own again where nothing else has it,
        so that links to it work."""
        if self._is_home:
            try:
                self._target.catalogue.resource(resource.id)
            except errors.NotFound:
                return resource.id
        return new_id()

    def _counterpart(self, record: Mapping[str, Any]) -> tuple[RecordPair | None, Mapping[str, Any] | None]:
        """Return the record's copy in the target: as remembered, else what has its name.

        Raises:
            NotAuthorized: there is one that this user may not see.
        """
        pair = None
        if self._source.remembers:
            pair = self._target.store.pairs.of_source(self._source.catalogue, str(record["id"]))
        if pair is not None:
            try:
                return pair, self._target.package(pair.target)
            except errors.NotFound:  # purged: it is made anew
                pass
        for key in dict.fromkeys((self._own_id(record), str(record.get("name") or ""))):
            try:
                if key:
                    return None, self._target.package(key)
            except errors.NotFound:
                continue
            except errors.NotAuthorized:
                raise errors.NotAuthorized(name_taken()) from None
        return None, None

    def _own_id(self, record: Mapping[str, Any]) -> str:
        """Return the record's id where the target is the very catalogue that it comes from."""
        return str(record["id"]) if self._is_home else ""

    # a new record

    def _creation(self, planned: PlannedCopy) -> PlannedCopy:
        carried, schema = planned.carried, self._target.schema(planned.carried.dataset_type)
        values = {**carried.values, "type": schema.dataset_type}
        if schema.dataset_field(PRIVATE) is not None and values.get("owner_org"):
            values[PRIVATE] = True
        wanted = [r for r in carried.resources if self._takes(planned.record, r)]
        files = [r for r in wanted if r.stored]
        ids = {r.id: new_id() for r in wanted}
        whole = RecordChanges(
            {"id": "", "type": schema.dataset_type, "resources": []},
            {PACKAGE: dict(values)},
            new_resources={ids[r.id]: dict(r.values) for r in wanted},
            is_new=True,
        )
        try:
            self._check_rights(values)
            prepared = prepare_package(
                self._target, values if files else {**values, "resources": [r.values for r in wanted]}
            )
            preview = plan_save(self._target, whole)
            if files:
                _check_resources(preview, {ids[r.id]: r for r in wanted})
            for made, resource in zip(prepared.get("resources", ()), wanted, strict=False):
                made["id"] = ids[resource.id]
        except errors.CatalogueError as error:
            return replace(planned, what="refused", error=error)
        listed = [PlannedFile(Resource(r.source), ids[r.id]) for r in files]
        public = state_field(schema) is None and not values.get(PRIVATE)
        return replace(
            planned,
            preview=preview,
            create=prepared,
            public=public,
            resources=ids,
            new=[r.id for r in wanted],
            files=listed,
        )

    def _check_rights(self, values: Mapping[str, Any]) -> None:
        """Refuse an organization in which this user may not create records.

        Raises:
            NotAuthorized: so it is.
        """
        owner = str(values.get("owner_org") or "")
        if owner and owner not in self._writable:
            there = self._terms.target.organizations.get(owner)
            said = tr("You may not create records in {organization}", organization=there.title if there else owner)
            raise errors.NotAuthorized(said)

    # a record that is there

    def _updating(self, planned: PlannedCopy) -> PlannedCopy:
        pair, current = planned.pair, planned.current
        assert current is not None
        base = pair.base if pair is not None else current
        changes, carried = RecordChanges(base), planned.carried
        schema = self._target.schema_of(current)
        left_out = {f.name for f in (state_field(schema), schema.dataset_field(PRIVATE)) if f is not None}
        before = pair.copied if pair is not None else None
        fields = section_fields(schema, PACKAGE, [*carried.values, *(before or {})])
        values = self._changed(carried, PACKAGE, fields, carried.values, before, base)
        changes.set(PACKAGE, {n: v for n, v in values.items() if n not in left_out})
        ours = [r.source for r in carried.resources]
        known = pair.resource_ids if pair is not None else None
        same_ones = pair_resources(ours, list(base.get("resources") or ()), known)
        ids, new, files = dict[str, str](), list[str](), list[PlannedFile]()
        for resource in carried.resources:
            last = (pair.resources if pair is not None else {}).get(resource.id)
            if last is not None and resource.id not in same_ones:
                last = None  # it is added again: its copy was not stored
            target = same_ones.get(resource.id)
            if target is None:
                if not self._takes(planned.record, resource):
                    continue
                ids[resource.id] = self._new_id(resource)
                new.append(resource.id)
                changes.new_resources[ids[resource.id]] = dict(resource.values)
                if resource.stored:
                    files.append(PlannedFile(Resource(resource.source), ids[resource.id]))
                continue
            ids[resource.id] = target
            there = section_of(base, target) or {}
            fields = section_fields(schema, target, [*resource.values, *((last or {}).get("values") or {})])
            values = self._changed(
                carried, resource.id, fields, resource.values, (last or {}).get("values") if pair else None, there
            )
            if resource.stored:
                values.pop("url", None)
                if self._takes(planned.record, resource) and _is_another_file(resource, last, there):
                    files.append(PlannedFile(Resource(resource.source), target))
            changes.set(target, values)
        if pair is not None:
            gone = [i for i in pair.resources if i not in {r.id for r in carried.resources}]
            changes.deletions = [to for i in gone if section_of(base, to := pair.resource_ids[i]) is not None]
        changes.order = _order(pair, carried, ids, base)
        preview = plan_save(self._target, changes)
        planned = replace(planned, changes=changes, preview=preview, resources=ids, new=new, files=files)
        deleted = current.get("state") == "deleted"
        if changes.empty and not files and not deleted:
            return replace(planned, what="unchanged")
        try:
            _check_update(preview, files)
        except errors.CatalogueError as error:
            return replace(planned, what="refused", error=error)
        if not files and not deleted and self._has_all(changes, current):
            return replace(planned, what="unchanged")
        return replace(planned, what="update")

    def _has_all(self, changes: RecordChanges, current: Mapping[str, Any]) -> bool:
        """Return whether the record in the target has all of the values already."""
        merged = merge(
            self._target.schema_of(current), changes, current, reviewed=str(current.get("metadata_modified"))
        )
        return isinstance(merged, RecordChanges) and merged.empty

    def _changed(
        self,
        carried: Carried,
        section: str,
        fields: Sequence[Field],
        now: Mapping[str, Any],
        before: Mapping[str, Any] | None,
        base: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Return what changed in the source since the last copy; without one, what differs from the record there."""
        left_behind = carried.missing_names(section)
        found: dict[str, Any] = {}
        for known in fields:
            if known.read_only:
                continue
            new, old = now.get(known.name), (before or {}).get(known.name)
            if before is None:
                if known.name in now and not same(read_value(base, known), new, known):
                    found[known.name] = new
            elif not same(old, new, known) and not (known.name not in now and known.name in left_behind):
                found[known.name] = "" if is_empty(new, known) else new
        return found


def _check_resources(preview: ChangePreview, resources: Mapping[str, CarriedResource]) -> None:
    """Refuse values of new resources by the target's schema; the address of a stored file comes with it.

    Raises:
        SaveRefused: a value is missing or wrong.
    """
    found = {
        f"{Resource(resources[section].source).name}/{path}": said
        for section, paths in _errors(preview, {i for i, r in resources.items() if r.stored}).items()
        if section in resources
        for path, said in paths.items()
    }
    if found:
        raise SaveRefused(needs_fixing(), {PACKAGE: found})


def _check_update(preview: ChangePreview, files: Sequence[PlannedFile]) -> None:
    wrong = _errors(preview, {f.target for f in files})
    if wrong:
        raise SaveRefused(needs_fixing(), wrong)


def _errors(preview: ChangePreview, stored: Set[str]) -> dict[str, dict[str, list[str]]]:
    """Return what is wrong, by section and path; the address of a stored file comes with it, and may be missing."""
    found = {
        section: {path: said for path, said in paths.items() if section not in stored or path != "url"}
        for section, paths in preview.errors.items()
    }
    return {section: paths for section, paths in found.items() if paths}


def _is_another_file(resource: CarriedResource, last: Mapping[str, Any] | None, there: Mapping[str, Any]) -> bool:
    """Return whether a file is another than was copied last: CKAN sets ``last_modified`` with every new file. Without a
    copy before, whether it differs by name or size, or nothing tells."""
    ours, other = Resource(resource.source), Resource(there)
    if last is not None and last.get("file"):
        return bool(facts_of(resource.source) != last["file"])
    return not other.uploaded or ours.size is None or (ours.file_name, ours.size) != (other.file_name, other.size)


def _order(
    pair: RecordPair | None, carried: Carried, ids: Mapping[str, str], base: Mapping[str, Any]
) -> list[str] | None:
    """Return the order of the resources, where it was changed in the source since the last copy; without one, where it
    is another than that of the record there."""
    listed = [ids[r.id] for r in carried.resources if r.id in ids]
    if pair is not None:
        there = {r.id for r in carried.resources}
        before = [i for i in pair.resources if i in there]
        now = [r.id for r in carried.resources if r.id in pair.resources]
    else:
        before = [i for i in resource_ids(base) if i in listed]
        before, now = [*before, *(i for i in listed if i not in before)], listed  # new ones are added at the end
    if before == now:
        return None
    return [*listed, *(i for i in resource_ids(base) if i not in listed)]
