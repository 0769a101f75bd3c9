"""The record on screen with its changes, which are not on the server yet and are stored as one draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.records import attachments
from bcdc_desktop.app.records.attachments import Attachment, SourceProblem
from bcdc_desktop.app.records.form_model import FormModel
from bcdc_desktop.app.records.merge import touched
from bcdc_desktop.app.records.stored_record import DraftWriter, ResourceChange, StoredRecord, read_record
from bcdc_desktop.domain.package import Package, Resource, title_of, translations
from bcdc_desktop.domain.record_changes import NEW, PACKAGE, AttachedFile, RecordChanges, resource_ids
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session


class WorkingCopy(QObject):
    """One record with what is to change about it. Stores each part at once.

    A section is ``""`` for the record itself, else a resource's id. While the record is on screen, these changes are
    what is valid: what was read from the store is taken over only when it includes everything that was changed here,
    which ``generation`` tells. What this object writes names it as the origin, so that it is not read back.
    """

    changed = Signal()
    filesChanged = Signal(object)  # ids of resources that have another file now, and perhaps other fields with it

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts = DraftWriter(session.workspace, self)
        self.package: Mapping[str, Any] = {}  # as last seen on the server
        self.changes = RecordChanges({})  # upon the record as it was when the editing began
        self.troubles: dict[str, SourceProblem] = {}  # resource id -> what is wrong with its file, as last checked
        self.generation = 0  # grows with everything that is changed here
        self._unstored = False  # the last write failed: the store lacks changes that are here

    # what it contains

    @property
    def package_id(self) -> str:
        """Return the record; empty when none is shown."""
        return str(self.package.get("id") or "")

    @property
    def is_new(self) -> bool:
        """Return whether the record is not on the server yet."""
        return self.changes.is_new

    @property
    def base(self) -> Mapping[str, Any]:
        """Return the record as it was when the editing began."""
        return self.changes.base

    @property
    def moved_on(self) -> bool:
        """Return whether others changed the record since the editing began."""
        return self.base.get("metadata_modified") != self.package.get("metadata_modified")

    def of(self, target: str) -> Mapping[str, Any]:
        """Return the edits of one section; of a new resource all its fields."""
        return self.changes.of(target)

    def part(self, target: str) -> Mapping[str, Any] | None:
        """Return a section as it was when the editing began, or as it is now when it is newer than that.

        It is empty where it is made here, and None when the record has no such resource.
        """
        if target in self.changes.new_resources or (target == PACKAGE and self.is_new):
            found: Mapping[str, Any] | None = _NOTHING
        else:
            found = part_of(self.base, target)
            found = found if found is not None else part_of(self.package, target)
        return self._with_file(target, found) if found is not None and target in self.changes.files else found

    def _with_file(self, target: str, resource: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the resource with the file that it will have."""
        file = self.changes.files[target]
        return {**resource, "url": file.name, "url_type": "upload", "size": file.size}

    def files(self) -> dict[str, AttachedFile]:
        """Return the files that the next save uploads: resource id -> file."""
        return dict(self.changes.files)

    def resources(self) -> list[Resource]:
        """Return the resources as they will be, those to be deleted among them, in the order that they will have."""
        changes = self.changes
        found = {r.id: r for r in Package(self.package).resources} if self.package else {}
        found |= {i: Resource({**v, "id": i}) for i, v in changes.new_resources.items()}
        for target, values in changes.fields.items():
            if target in found and "name" in values:
                found[target] = Resource({**found[target].raw, "name": values["name"]})
        found |= {i: Resource(self._with_file(i, found[i].raw)) for i in changes.files if i in found}
        wanted = [i for i in changes.order or () if i in found]
        return [found[i] for i in [*wanted, *(i for i in found if i not in wanted)]]

    def name_of(self, target: str) -> str:
        """Return a section in words: the record's title or the resource's name."""
        made = self.of(target) if target in self.changes.new_resources or (self.is_new and not target) else None
        part = {**(self.part(target) or {}), **(made or {})}
        if target == PACKAGE:
            return title_of(part) or self.tr("New record")
        return str(part.get("name") or next(iter(translations(part, "name")), "")) or self.tr("New resource")

    def edits(self) -> RecordChanges:
        """Return what a save would send: of every section the changed fields that apply."""
        found = self.changes.copy()
        fields = {t: self._applying(t) for t in self.changes.fields}
        found.fields = {t: values for t, values in fields.items() if values}
        found.new_resources = {i: self._applying(i) for i in self.changes.new_resources}
        found.order = found.order or None
        return found

    def counts(self, typed: Mapping[str, int] | None = None) -> dict[str, int]:
        """Return the number of changes by section: fields, and one for each resource added or deleted, each file
        that is replaced, and the order.

        Args:
            typed: section -> changed fields, where a form knows better: also what is being typed.
        """
        changes = self.changes
        found = {t: len(self._applying(t)) for t in changes.fields} | dict(typed or {})
        found |= dict.fromkeys([*changes.new_resources, *changes.deletions], 1)
        files = [i for i in changes.files if i not in changes.new_resources]
        for target in [*files, *([PACKAGE] if changes.order else [])]:
            found[target] = found.get(target, 0) + (target not in changes.deletions)
        return {t: n for t, n in found.items() if n}

    # showing another record

    def show(self, package: Mapping[str, Any], draft: RecordChanges | None) -> None:
        """Take another record."""
        self.package, self._unstored, self.troubles = package, False, {}
        self._adopt(draft)
        self.changed.emit()

    def take(self, package: Mapping[str, Any], draft: RecordChanges | None) -> bool:
        """Take the same record as it was read again; return whether the changes are others than before.

        It was read after everything that was changed here was stored: the caller compares ``generation``.
        """
        self.package = package
        replaced = False
        if not self._unstored:
            stored = draft if draft is not None else RecordChanges(package)
            replaced = not stored.same_as(self.changes)
            if replaced:
                self._adopt(draft)
            elif not self.changes.empty:
                self.changes.base = stored.base  # a move or an undo of ours may have become a part of it
        if self.changes.empty:
            self._rebase(package)
        elif self.moved_on and not self.is_new:
            schema = self._session.workspace.schema_of(self.package)
            if not touched(schema, self.edits(), package):
                self.changes.base = package
                self._store(partial(self._drafts.rebase, package))
        self.changed.emit()
        return replaced

    # changing it

    def set_part(self, target: str, values: Mapping[str, Any]) -> None:
        """Keep the edits of one section, here and in the store; none at all end its draft."""
        if not self.package_id or dict(values) == dict(self.of(target)):
            return
        self.changes.set(target, values)
        if target in self.changes.new_resources:
            self._store_resource("new", target, dict(values))
            return
        title = title_of(values) if self.is_new and target == PACKAGE else ""
        self._store(partial(self._drafts.set_fields, self.base, target, values, title=title))
        self._settle()

    def add_resource(self, fields: Mapping[str, Any]) -> str:
        """Add a resource with an id of our own making; return the id."""
        resource = str(uuid4())
        self.changes.new_resources[resource] = dict(fields)
        self._store_resource("new", resource, dict(fields))
        return resource

    def take_files(self, files: Sequence[Attachment]) -> None:
        """Put files with the changes: each as a new resource, or in the place of a resource's file."""
        attachments.put_into(self.changes, files)
        for attached in files:
            self.troubles.pop(attached.section, None)
        self._store_all()
        self._settle()
        self.filesChanged.emit({attached.section for attached in files})

    def drop_file(self, target: str) -> None:
        """Take a file out; a resource that was only added for it goes with it."""
        if target in self.changes.new_resources:
            self.drop(target)
        elif target in self.changes.files:
            del self.changes.files[target]
            self._store_resource("file", target, None)
        self.troubles.pop(target, None)
        self.filesChanged.emit({target})

    def note_troubles(self, troubles: Mapping[str, SourceProblem]) -> None:
        """Take what a check of the files found."""
        if dict(troubles) != self.troubles:
            self.troubles = dict(troubles)
            self.changed.emit()

    def delete_resource(self, target: str) -> None:
        """Have the next save delete a resource; one that was only added here is dropped at once."""
        if target in self.changes.new_resources:
            self.drop(target)
        elif target not in self.changes.deletions:
            self.changes.deletions = sorted([*self.changes.deletions, target])
            self._store_resource("delete", target, True)

    def keep_resource(self, target: str) -> None:
        """Do not delete a resource after all."""
        if target in self.changes.deletions:
            self.changes.deletions.remove(target)
            self._store_resource("delete", target, None)

    def set_order(self, order: Sequence[str]) -> None:
        """Have the next save put the resources into this order."""
        natural = [*resource_ids(self.base), *self.changes.new_resources]
        known = {*natural, *resource_ids(self.package)}
        wanted = [i for i in order if i in known]
        self.changes.order = None if not wanted or wanted == natural else wanted
        self._store_resource("order", "", self.changes.order)

    def drop(self, target: str | None = None) -> None:
        """Drop what was changed about one section, or everything."""
        if target is None:
            self.changes, self.troubles = RecordChanges(self.base, is_new=self.is_new), {}
        else:
            self.changes.drop(target)
        self._store(partial(self._drafts.discard, self.package_id, target))
        if target is not None and self.changes.order:
            self.set_order([] if target == PACKAGE else self._order_without(target, self.changes.order))
        self._settle()

    def _order_without(self, target: str, order: Sequence[str]) -> list[str]:
        """Return an order in which one resource is where it was before it was moved: after those it stood below."""
        rest, natural = [i for i in order if i != target], resource_ids(self.base)
        if target not in natural:
            return rest
        above = natural[: natural.index(target)]
        rest.insert(max((rest.index(i) + 1 for i in above if i in rest), default=0), target)
        return rest

    def put_back(self, target: str, kept: RecordChanges) -> None:
        """Bring back what ``drop`` took of one section.

        Args:
            kept: what was changed before.
        """
        changes, kept = self.changes, kept.copy()
        if target in kept.new_resources:
            changes.new_resources[target] = kept.new_resources[target]
        elif target in kept.fields:
            changes.fields[target] = kept.fields[target]
        if target in kept.files:
            changes.files[target] = kept.files[target]
        if target in kept.deletions and target not in changes.deletions:
            changes.deletions = sorted([*changes.deletions, target])
        if kept.order and (target == PACKAGE or target in kept.order):
            changes.order = kept.order
        self._store_all()
        self._settle()
        self.filesChanged.emit({target})

    def begin_again(self, changes: RecordChanges) -> None:
        """Take other changes upon another state of the record: what a save left, and what was changed meanwhile."""
        self.know(changes.base)
        self.changes = changes.copy()
        self.troubles = {t: standing for t, standing in self.troubles.items() if t in changes.files}
        self._store_all()
        self._settle()

    def know(self, package: Mapping[str, Any]) -> None:
        """Take the record as the server has just answered with it: what was read before that is older."""
        self.package = package
        self.generation += 1

    # inside

    def _store_resource(self, change: ResourceChange, target: str, value: Any) -> None:
        self._store(partial(self._drafts.set_resource, self.base, change, target, value))
        self._settle()

    def _store_all(self) -> None:
        self._store(partial(self._drafts.put, self.changes.copy()))

    def _settle(self) -> None:
        if self.changes.empty and not self.is_new:
            self._rebase(self.package)
        self.changed.emit()

    def _rebase(self, package: Mapping[str, Any]) -> None:
        self.changes.base = package

    def _adopt(self, draft: RecordChanges | None) -> None:
        stored = draft.copy() if draft is not None else None
        kept = stored is not None and (not stored.empty or stored.is_new)
        self.changes = stored if stored is not None and kept else RecordChanges(self.package)
        self.generation += 1

    def _fields(self, target: str) -> tuple[Field, ...]:
        schema = self._session.workspace.schema_of(self.package)
        return schema.dataset_fields if target == PACKAGE else schema.resource_fields

    def _applying(self, target: str) -> dict[str, Any]:
        model = FormModel(self._fields(target))
        model.load(self.part(target) or _NOTHING, self.of(target))
        known = model.edits()
        unknown = {n: v for n, v in self.of(target).items() if n not in model.fields}
        return {**unknown, **known}

    def _store(self, work: Callable[[], Any]) -> None:
        self.generation += 1
        if self._unstored:  # what could not be stored before is stored with this
            work = partial(self._drafts.put, self.changes.copy())
        package_id = self.package_id

        def note(failed: bool) -> None:
            if self.package_id == package_id:
                self._unstored = failed

        job = self._session.store(work)
        job.tell(self, done=lambda _r: note(False), failed=lambda _e: note(True))


_NOTHING: Mapping[str, Any] = {}


def part_of(package: Mapping[str, Any], target: str) -> Mapping[str, Any] | None:
    """Return the record itself, or one of its resources; None when it has no such resource."""
    if target == PACKAGE:
        return package or None
    found = Package(package).resource(target) if package else None
    return found.raw if found else None


class RecordSource(QObject):
    """Reads one record after the other; only what was asked for last is told.

    It reads in the lane that writes, and so after everything that was stored before.
    """

    found = Signal(object, int)  # StoredRecord, the generation that the reader gave
    gone = Signal(str)  # a record that was on this computer only, and was discarded
    notRefreshed = Signal(object)  # CatalogueError

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._package_id = ""
        self._first = False
        self._latest = LatestOnly("write", self)

    def read(self, package_id: str, generation: int, *, first: bool = False) -> None:
        """Read a record from the store.

        Args:
            package_id: or its name, as the journal has it of a record that was created; drafts are kept by id.
            generation: comes back with what was found; the working copy has another one where it was changed since.
            first: it is about to be shown: the server is asked too, where what is stored is old.
        """
        workspace = self._session.workspace
        first = self._first = first or (self._first and package_id == self._package_id)  # until it was shown
        self._package_id = package_id
        self._latest.ask(
            self._session,
            lambda: read_record(workspace, package_id, opened=first),
            lambda found: self._take(package_id, found, generation, first),
        )

    def forget(self) -> None:
        """Want no record any more."""
        self._package_id = ""

    def _take(self, package_id: str, found: StoredRecord | None, generation: int, first: bool) -> None:
        if package_id != self._package_id:
            return
        self._first = False
        new, cached = package_id.startswith(NEW), found is not None and found.cached
        if first and not new:
            self._refresh_old(package_id, found if cached else None, generation)
        if found is not None:
            self.found.emit(found, generation)
        elif new:
            self.gone.emit(package_id)

    def _refresh_old(self, package_id: str, cached: StoredRecord | None, generation: int) -> None:
        session = self._session
        if session.connection == "offline" or (cached is not None and not session.is_stale(cached.at)):
            return
        job = session.refresh_package(package_id)
        job.tell(self, failed=self.notRefreshed.emit)
        if cached is None:
            job.tell(self, done=lambda package: self._named(package_id, str(package["id"]), generation))

    def _named(self, name: str, package_id: str, generation: int) -> None:
        """Read a record that was asked for by its name by its id, which the server has told now."""
        if name == self._package_id != package_id:
            self.read(package_id, generation)
