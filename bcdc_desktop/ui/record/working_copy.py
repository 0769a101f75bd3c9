"""What was changed about the record on screen and is not on the server yet: one draft over all its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.store.drafts import NEW, Draft, Part
from bcdc_desktop.ui.forms.model import FormModel
from bcdc_desktop.ui.session import Session
from bcdc_desktop.work import draft_files
from bcdc_desktop.work.draft_files import KeptFile, Standing
from bcdc_desktop.work.drafting import file_value, keep_edits
from bcdc_desktop.work.editing import PACKAGE, ChosenFile, Edits
from bcdc_desktop.work.overlaps import touched

from .held import Held


class WorkingCopy(QObject):
    """One record with what is to change about it. Stores each part at once.

    A target is ``""`` for the record itself, else a resource's id. While the record is on screen, what is held here is
    the truth; what the store says is taken over only when nothing of ours is on its way there.
    """

    changed = Signal()
    filesChanged = Signal(object)  # ids of resources that have another file now, and perhaps other fields with it

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.package: Mapping[str, Any] = {}  # as last seen on the server
        self.base: Mapping[str, Any] = {}  # as it was when the editing began
        self.held = Held()
        self.troubles: dict[str, Standing] = {}  # resource id -> what is wrong with its file, as last looked at
        self.generation = 0  # grows with everything that is changed here
        self.known_since = 0  # the generation from which on the server's own answer to a save is what is shown
        self._storing = 0
        self._unstored = False

    # what it holds

    @property
    def package_id(self) -> str:
        """The record; empty when none is shown."""
        return str(self.package.get("id") or "")

    @property
    def is_new(self) -> bool:
        """Whether the record is not on the server yet."""
        return self.package_id.startswith(NEW)

    @property
    def moved_on(self) -> bool:
        """Whether others changed the parts that are edited here since the editing began."""
        return self.base.get("metadata_modified") != self.package.get("metadata_modified")

    def of(self, target: str) -> Mapping[str, Any]:
        """The edits of one part; of a new resource all its fields."""
        return self.held.new[target] if target in self.held.new else self.held.edits.get(target, {})

    def part(self, target: str) -> Mapping[str, Any] | None:
        """A part as it was when the editing began, or as it is now when it is newer than that; empty where it is made
        here; None when the record has no such resource."""
        if target in self.held.new or (target == PACKAGE and self.is_new):
            found: Mapping[str, Any] | None = _NOTHING
        else:
            found = part_of(self.base, target)
            found = found if found is not None else part_of(self.package, target)
        return self._with_file(target, found) if found is not None and target in self.held.files else found

    def _with_file(self, target: str, resource: Mapping[str, Any]) -> Mapping[str, Any]:
        """The resource with the file that it will have."""
        file = self.held.files[target]
        return {**resource, "url": file["name"], "url_type": "upload", "size": file["size"]}

    def files(self) -> dict[str, ChosenFile]:
        """Resource id -> the file that goes out for it with the next save."""
        return {
            i: ChosenFile(Path(str(f["path"])), str(f["name"]), int(f["size"]), int(f["mtime_ns"]))
            for i, f in self.held.files.items()
        }

    def resources(self) -> list[Resource]:
        """The resources as they will be, those to be deleted among them, in the order that they will have."""
        found = {r.id: r for r in Package(self.package).resources} if self.package else {}
        found |= {i: Resource({**v, "id": i}) for i, v in self.held.new.items()}
        for target, values in self.held.edits.items():
            if target in found and "name" in values:
                found[target] = Resource({**found[target].raw, "name": values["name"]})
        found |= {i: Resource(self._with_file(i, found[i].raw)) for i in self.held.files if i in found}
        wanted = [i for i in self.held.order or () if i in found]
        return [found[i] for i in [*wanted, *(i for i in found if i not in wanted)]]

    def name_of(self, target: str) -> str:
        """A part in words: the record's title or the resource's name."""
        made = self.held.new.get(target) or (
            self.held.edits.get(PACKAGE) if self.is_new and target == PACKAGE else None
        )
        part = {**(self.part(target) or {}), **(made or {})}
        return str(part.get("title" if target == PACKAGE else "name") or "") or (
            self.tr("New record") if target == PACKAGE else self.tr("New resource")
        )

    def edits(self) -> Edits:
        """What a save would send: of every part the changed fields that apply."""
        fields = {t: self._applying(t) for t in self.held.edits}
        return Edits(
            self.base,
            {t: values for t, values in fields.items() if values},
            list(self.held.deletions),
            {i: self._applying(i) for i in self.held.new},
            self.files(),
            list(self.held.order) if self.held.order else None,
        )

    def counts(self, typed: Mapping[str, int] | None = None) -> dict[str, int]:
        """Changes by part: changed fields, and one for each resource added or deleted, each file that is replaced, and
        the order.

        Args:
            typed: target -> changed fields, where a form knows better: also what is being typed.
        """
        held = self.held
        found = {t: len(self._applying(t)) for t in held.edits} | dict(typed or {})
        found |= dict.fromkeys([*held.new, *held.deletions], 1)
        for target in [*(i for i in held.files if i not in held.new), *([PACKAGE] if held.order else [])]:
            found[target] = found.get(target, 0) + (target not in held.deletions)
        return {t: n for t, n in found.items() if n}

    # showing another record

    def show(self, package: Mapping[str, Any], draft: Draft | None) -> None:
        """Another record."""
        self.package, self._unstored, self.troubles, self.known_since = package, False, {}, 0
        self._adopt(draft)
        self.changed.emit()

    def take(self, package: Mapping[str, Any], draft: Draft | None, generation: int) -> bool:
        """The same record as read again; answers whether the edits are others than before.

        Args:
            generation: what ``generation`` was when the reading began; an older one says nothing about the edits.
        """
        self.package = package
        replaced = False
        if generation == self.generation and not self._storing and not self._unstored:
            replaced = Held.of(draft) != self.held
            if replaced:
                self._adopt(draft)
            elif self.held and draft is not None:
                self.base = draft.base  # a move or an undo of ours may have become a part of it
        if not self.held:
            self.base = package
        elif self.moved_on and not self.is_new and not touched(self._session.desk, self.edits(), package):
            self.base = package
            self._store(lambda: self._session.desk.store.drafts.rebase(package))
        self.changed.emit()
        return replaced

    # changing it

    def set_part(self, target: str, values: Mapping[str, Any]) -> None:
        """Keeps the edits of one part, here and in the store; none at all end its draft."""
        if not self.package_id or dict(values) == dict(self.of(target)):
            return
        drafts = self._session.desk.store.drafts
        if target in self.held.new:
            self.held.new[target] = dict(values)
            self._keep("new", target, dict(values))
            return
        if values:
            self.held.edits[target] = dict(values)
        else:
            self.held.edits.pop(target, None)
        base, title = self.base, str(values.get("title") or "")
        self._store(lambda: drafts.set_edits(base, target, values))
        if self.is_new and target == PACKAGE:
            package_id = self.package_id
            self._store(lambda: drafts.rename(package_id, title))
        self._settle()

    def add_resource(self, fields: Mapping[str, Any]) -> str:
        """Adds a resource with an id of our own making, and answers that."""
        resource = str(uuid4())
        self.held.new[resource] = dict(fields)
        self._keep("new", resource, dict(fields))
        return resource

    def take_files(self, files: Sequence[KeptFile]) -> None:
        """Puts files with the changes: each as a new resource, or in the place of a resource's file."""
        held, base, desk = self.held, self.base, self._session.desk
        for kept in files:
            if kept.new:
                held.new[kept.target] = {**held.new.get(kept.target, {}), **kept.fields}
            elif edits := draft_files.with_fields(self.of(kept.target), kept):
                held.edits[kept.target] = edits
            else:
                held.edits.pop(kept.target, None)
            held.files[kept.target] = file_value(kept.file)
            self.troubles.pop(kept.target, None)
        self._store(lambda: draft_files.keep(desk, base, files))
        self._settle()
        self.filesChanged.emit({kept.target for kept in files})

    def drop_file(self, target: str) -> None:
        """The file is not sent after all; a resource that was only added for it goes with it."""
        if target in self.held.new:
            self.drop(target)
        elif target in self.held.files:
            del self.held.files[target]
            self._keep("file", target, None)
        self.troubles.pop(target, None)
        self.filesChanged.emit({target})

    def note_troubles(self, troubles: Mapping[str, Standing]) -> None:
        """What a look at the files found."""
        if dict(troubles) != self.troubles:
            self.troubles = dict(troubles)
            self.changed.emit()

    def delete_resource(self, target: str) -> None:
        """The next save deletes it; one that was only added here goes at once."""
        if target in self.held.new:
            self.drop(target)
        elif target not in self.held.deletions:
            self.held.deletions = sorted([*self.held.deletions, target])
            self._keep("delete", target, True)

    def keep_resource(self, target: str) -> None:
        """It is not deleted after all."""
        if target in self.held.deletions:
            self.held.deletions.remove(target)
            self._keep("delete", target, None)

    def set_order(self, order: Sequence[str]) -> None:
        """The resources will stand in this order."""
        natural = [r.id for r in Package(self.base).resources] + [*self.held.new]
        known = {*natural, *(r.id for r in Package(self.package).resources)}
        wanted = [i for i in order if i in known]
        self.held.order = None if not wanted or wanted == natural else wanted
        self._keep("order", "", self.held.order)

    def drop(self, target: str | None = None) -> None:
        """Drops what was changed about one part, or everything."""
        held = self.held
        if target is None:
            self.held, self.troubles = Held(), {}
        else:
            held.edits.pop(target, None)
            held.new.pop(target, None)
            held.files.pop(target, None)
            held.deletions = [i for i in held.deletions if i != target]
        package_id, drafts = self.package_id, self._session.desk.store.drafts
        self._store(lambda: drafts.discard(package_id, target))
        if target is not None and held.order:
            self.set_order([] if target == PACKAGE else held.order)
        self._settle()

    def put_back(self, target: str, kept: Held) -> None:
        """Brings back what ``drop`` took of one part.

        Args:
            kept: what was held before.
        """
        drafts, base = self._session.desk.store.drafts, self.base
        if target in kept.new:
            self.held.new[target] = dict(kept.new[target])
            self._keep("new", target, self.held.new[target])
        elif target in kept.edits:
            values = self.held.edits[target] = dict(kept.edits[target])
            self._store(lambda: drafts.set_edits(base, target, values))
        if target in kept.files:
            self.held.files[target] = dict(kept.files[target])
            self._keep("file", target, self.held.files[target])
        if target in kept.deletions:
            self.delete_resource(target)
        if kept.order and (target == PACKAGE or target in kept.new):
            self.set_order(kept.order)
        self._settle()
        self.filesChanged.emit({target})

    def begin_again(self, edits: Edits) -> None:
        """Other edits upon another state of the record: what a save left to be done, and what was changed meanwhile."""
        desk = self._session.desk
        self.know(edits.base)
        self.base = edits.base
        self.held = Held.of_edits(edits)
        self.troubles = {t: standing for t, standing in self.troubles.items() if t in edits.files}
        self._store(lambda: keep_edits(desk, edits))
        self._settle()

    def know(self, package: Mapping[str, Any]) -> None:
        """The record as the server has just answered with it: what was read before that is older."""
        self.package = package
        self.generation += 1
        self.known_since = self.generation

    # inside

    def _keep(self, part: Part, target: str, value: Any) -> None:
        base, drafts = self.base, self._session.desk.store.drafts
        self._store(lambda: drafts.set_part(base, part, target, value))
        self._settle()

    def _settle(self) -> None:
        if not self.held and not self.is_new:
            self.base = self.package
        self.changed.emit()

    def _adopt(self, draft: Draft | None) -> None:
        self.held = Held.of(draft)
        self.base = draft.base if draft and (self.held or draft.is_new) else self.package
        self.generation += 1

    def _fields(self, target: str) -> tuple[Field, ...]:
        schema = self._session.desk.schema()
        return schema.dataset_fields if target == PACKAGE else schema.resource_fields

    def _applying(self, target: str) -> dict[str, Any]:
        model = FormModel(self._fields(target))
        model.load(self.part(target) or _NOTHING, self.of(target))
        known = model.edits()
        unknown = {n: v for n, v in self.of(target).items() if n not in model.fields}
        return {**unknown, **known}

    def _store(self, work: Callable[[], Any]) -> None:
        self.generation += 1
        self._storing += 1
        job = self._session.store(work)
        job.done.connect(lambda _r: setattr(self, "_unstored", False))
        job.failed.connect(lambda _e: setattr(self, "_unstored", True))
        job.ended.connect(self._stored)

    def _stored(self) -> None:
        self._storing -= 1


_NOTHING: Mapping[str, Any] = {}


def part_of(package: Mapping[str, Any], target: str) -> Mapping[str, Any] | None:
    """The record itself, or one of its resources; None when it has no such resource."""
    if target == PACKAGE:
        return package or None
    found = Package(package).resource(target) if package else None
    return found.raw if found else None
