"""What was changed about the record on screen and is not on the server yet: one draft over all its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.domain.changes import merge3
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.ui.forms.model import FormModel
from bcdc_desktop.ui.session import Session
from bcdc_desktop.work.editing import PACKAGE, Edits


class WorkingCopy(QObject):
    """One record with its edits by target (``""`` the record, else a resource's id). Stores each part at once.

    While the record is on screen, what is held here is the truth; what the store says is taken over only when nothing
    of ours is on its way there.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.package: Mapping[str, Any] = {}  # as last seen on the server
        self.base: Mapping[str, Any] = {}  # as it was when the editing began
        self.parts: dict[str, dict[str, Any]] = {}
        self.generation = 0  # grows with everything that is changed here
        self._storing = 0
        self._unstored = False

    @property
    def package_id(self) -> str:
        """The record; empty when none is shown."""
        return str(self.package.get("id") or "")

    @property
    def moved_on(self) -> bool:
        """Whether others changed the parts that are edited here since the editing began."""
        return self.base.get("metadata_modified") != self.package.get("metadata_modified")

    def show(self, package: Mapping[str, Any], draft: Draft | None) -> None:
        """Another record."""
        self.package, self.parts, self._unstored = package, {}, False
        self.generation += 1
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
            found = {t: dict(v) for t, v in draft.edits.items()} if draft else {}
            replaced = found != self.parts
            if replaced:
                self._adopt(draft)
        if not self.parts:
            self.base = package
        elif self.moved_on and not self._touched_by_others():
            self.base = package
            self._store(lambda: self._session.desk.store.drafts.rebase(package))
        self.changed.emit()
        return replaced

    def of(self, target: str) -> Mapping[str, Any]:
        """The edits of one part."""
        return self.parts.get(target, {})

    def part(self, target: str) -> Mapping[str, Any] | None:
        """A part as it was when the editing began, or as it is now when it is newer than that."""
        return part_of(self.base, target) or part_of(self.package, target)

    def set_part(self, target: str, values: Mapping[str, Any]) -> None:
        """Keeps the edits of one part, here and in the store; none at all end its draft."""
        if not self.package_id or dict(values) == self.parts.get(target, {}):
            return
        if values:
            self.parts[target] = dict(values)
        else:
            self.parts.pop(target, None)
        base, drafts = self.base, self._session.desk.store.drafts
        self._store(lambda: drafts.set_edits(base, target, values))
        if not self.parts:
            self.base = self.package
        self.changed.emit()

    def drop(self, target: str | None = None) -> None:
        """Drops the edits of one part, or all of them."""
        if target is None:
            self.parts.clear()
        else:
            self.parts.pop(target, None)
        package_id, drafts = self.package_id, self._session.desk.store.drafts
        self._store(lambda: drafts.discard(package_id, target))
        if not self.parts:
            self.base = self.package
        self.changed.emit()

    def saved(self, package: Mapping[str, Any]) -> None:
        """All of it is on the server now."""
        self.package = package
        self.drop()

    def edits(self) -> Edits:
        """What a save would send: of every part the changed fields that apply."""
        fields = {t: self._applying(t) for t in self.parts}
        return Edits(self.base, {t: values for t, values in fields.items() if values})

    def counts(self) -> dict[str, int]:
        """Changed fields by part."""
        return {t: n for t in self.parts if (n := len(self._applying(t)))}

    def name_of(self, target: str) -> str:
        """A part in words: the record's title or the resource's name."""
        part = self.part(target) or {}
        return str(part.get("title") if target == PACKAGE else part.get("name") or target)

    # inside

    def _adopt(self, draft: Draft | None) -> None:
        self.parts = {t: dict(v) for t, v in draft.edits.items()} if draft else {}
        self.base = draft.base if draft and self.parts else self.package
        self.generation += 1

    def _fields(self, target: str) -> tuple[Field, ...]:
        schema = self._session.desk.schema()
        return schema.dataset_fields if target == PACKAGE else schema.resource_fields

    def _applying(self, target: str) -> dict[str, Any]:
        model = FormModel(self._fields(target))
        model.load(self.part(target) or {}, self.parts[target])
        return model.edits()

    def _touched_by_others(self) -> bool:
        for target, values in self.parts.items():
            old, new = part_of(self.base, target), part_of(self.package, target)
            if old is None or new is None:
                return True
            if merge3(old, values, new, self._fields(target)).theirs:
                return True
        return False

    def _store(self, work: Any) -> None:
        self.generation += 1
        self._storing += 1
        job = self._session.store(work)
        job.done.connect(lambda _r: setattr(self, "_unstored", False))
        job.failed.connect(lambda _e: setattr(self, "_unstored", True))
        job.ended.connect(self._stored)

    def _stored(self) -> None:
        self._storing -= 1


def part_of(package: Mapping[str, Any], target: str) -> Mapping[str, Any] | None:
    """The record itself, or one of its resources; None when it has no such resource."""
    if target == PACKAGE:
        return package or None
    found = Package(package).resource(target) if package else None
    return found.raw if found else None
