"""One practice catalogue without its HTTP side: what it knows, which CKAN it plays, and its table of actions."""

from __future__ import annotations

import threading
import time
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from bcdc_desktop.demo.checking import Checker
from bcdc_desktop.demo.directory import Caller, Directory
from bcdc_desktop.demo.errors import AuthorizationError, InternalServerError, NotFoundError, ValidationError
from bcdc_desktop.demo.kinds import CatalogueKind
from bcdc_desktop.demo.storage import FILE_URL, Storage, StoredPackage
from bcdc_desktop.demo.validators import Checking


@dataclass(frozen=True)
class RawJson:
    """A result that is JSON text already."""

    text: bytes


Action = Callable[["Practice", Caller, dict[str, Any]], Any]
READS: dict[str, Action] = {}
WRITES: dict[str, Action] = {}
BCDC_ONLY: set[str] = set()


def reads(name: str, bcdc: bool = False) -> Callable[[Action], Action]:
    """Mark an action that changes nothing and so may be called with GET."""

    def mark(action: Action) -> Action:
        READS[name] = action
        if bcdc:
            BCDC_ONLY.add(name)
        return action

    return mark


def writes(name: str, bcdc: bool = False) -> Callable[[Action], Action]:
    """Mark an action that changes something and so takes POST alone."""

    def mark(action: Action) -> Action:
        WRITES[name] = action
        if bcdc:
            BCDC_ONLY.add(name)
        return action

    return mark


class Practice:
    """What actions work on.

    ``version`` decides which CKAN is played: from 2.10 on (here "2.11.6") every write waits for the one before; in
    "2.9.5" only ``package_revise`` does, so that two writes to one package at once lose one of them, though both are
    answered with success. ``unlocked_pause`` (seconds) is how long such a write looks away between reading and writing.
    "2.12.0" copies the resources that a write leaves alone by their position, and so trips over a gap in them.

    ``kind`` decides what records there are: BCDC's, those of a CKAN without a schema, or those of one with DCAT's.

    ``flavour`` "bcdc" adds what the BC Data Catalogue's own extension does: ``whoami``, the related organizations,
    dates kept by the server, lower-case formats, privacy after ``metadata_visibility``, narrower searches.
    """

    def __init__(
        self,
        storage: Storage,
        kind: CatalogueKind,
        *,
        version: str,
        flavour: str,
        unlocked_pause: float,
        rows_max: int = 1000,
    ) -> None:
        self.storage = storage
        self.version_text = version
        self.version = tuple(int(p) for p in version.split(".")[:3])
        self.bcdc = flavour == "bcdc"
        self.unlocked_pause = unlocked_pause
        self.rows_max = rows_max
        self.site_url = ""
        self.kind = kind
        self.schema, self.licences = kind.schema, kind.licences
        self.checker = Checker(kind)
        self.directory = Directory(storage)
        self.counts: dict[tuple[Any, ...], int] = {}  # of searches, see searching.py
        self._clock = threading.Lock()
        self._last = ""

    def action(self, name: str) -> tuple[Action, bool] | None:
        """Return the action of that name and whether it only reads; None when this catalogue does not have it."""
        if name in BCDC_ONLY and not self.bcdc:
            return None
        if name.startswith("scheming_") and self.kind.is_plain:
            return None
        if name == "group_tree" and (not self.kind.hierarchy or self.version >= (2, 12)):
            return None
        if name in READS:
            return READS[name], True
        return (WRITES[name], False) if name in WRITES else None

    # text on its way out and in

    def out(self, text: bytes) -> bytes:
        """Return stored JSON with the addresses of uploaded files made real."""
        kind = "dataset" if self.version < (2, 10) else self.schema.dataset_type
        return text.replace(FILE_URL.encode(), f"{self.site_url}/{kind}/".encode())

    def shown(self, row: StoredPackage) -> dict[str, Any]:
        """Return a stored package as ``package_show`` answers it."""
        loaded: dict[str, Any] = orjson.loads(self.out(row.body))
        return loaded

    def now(self) -> str:
        """UTC without a zone, as CKAN writes it; never the same twice, so that a stale match is always seen."""
        while True:
            text = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
            with self._clock:
                if text > self._last:
                    self._last = text
                    return text
            time.sleep(0)

    # looking up

    def readable(self, caller: Caller, reference: Any) -> StoredPackage:
        """Return the package, for someone who may read it.

        Raises:
            NotFound, NotAuthorized: as ``package_show`` does.
        """
        row = self.storage.package(reference)
        if row is None:
            raise NotFoundError
        if not caller.may_see(row):
            raise AuthorizationError(f"User {caller.name} not authorized to read package {row.id}")
        return row

    def may_edit(self, caller: Caller, row: StoredPackage, action: str) -> None:
        """Raise NotAuthorized unless the caller may change the package."""
        if not caller.name and self.version < (2, 10):
            raise AuthorizationError(f"Action {action} requires an authenticated user")
        unowned = self.kind.unowned and not row.owner_org and bool(caller.name)
        if not unowned and not caller.may("update_dataset", row.owner_org):
            raise AuthorizationError(f"User {caller.name} not authorized to edit package {row.id}")

    # writing

    @contextmanager
    def locked(self, always: bool = False) -> Iterator[None]:
        """Hold the store from reading to writing where the played version does; see the class."""
        if always or self.version >= (2, 10):
            with self.storage.write():
                yield
        else:
            yield

    def look_away(self) -> None:
        """Between reading and writing without a lock."""
        if self.version < (2, 10) and self.unlocked_pause:
            time.sleep(self.unlocked_pause)

    def save(self, caller: Caller, sent: dict[str, Any], row: StoredPackage | None) -> dict[str, Any]:
        """Check and store a package whole; return it as shown.

        Args:
            caller: who writes; rights are the action's to check.
            sent: the whole package, as the action made it from what was sent.
            row: the stored package, None to create one.

        Raises:
            Invalid, WrongShape: nothing was stored.
        """
        with self.storage.write():
            old = None
            if row is not None:
                row = self.storage.package(row.id)
                if row is None:
                    raise NotFoundError
                old = row.load()
                mine = self.storage.resource_ids(row.n)
                old["resources"] = [r for r in old["resources"] if r["id"] in mine]
            if old is not None and self.version >= (2, 12):
                _copied_by_position(old, sent)
            check = Checking(self.storage, self.directory, caller, self.version, package=old, unowned=self.kind.unowned)
            if self.bcdc:
                _as_bcdc_takes_it(sent)
            package, uploads = self.checker.package(sent, check, self.now())
            if self.bcdc:
                _as_bcdc_keeps_it(package, old)
            files = {i: self.storage.keep_file(u.path, i) for i, u in uploads.items()}
            self.storage.put(package, files)
            self._remember(caller, package, old)
        shown: dict[str, Any] = orjson.loads(self.out(orjson.dumps(package)))
        return shown

    def _remember(self, caller: Caller, package: dict[str, Any], old: dict[str, Any] | None) -> None:
        kind = "new package" if old is None else "changed package"
        if old is not None and old["state"] != "deleted" and package["state"] == "deleted":
            kind = "deleted package"
        self.storage.rows(
            "INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?)",
            (str(uuid.uuid4()), package["id"], self.now(), caller.id, kind, zlib.compress(orjson.dumps(package), 1)),
        )


def _copied_by_position(old: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """Fail as CKAN 2.12 does where the positions have a gap and a resource is left as it is.

    Raises:
        InternalServerError: it is not found at its position.
    """
    listed = old["resources"]
    if sorted(r["position"] for r in listed) == list(range(len(listed))):
        return
    before = {r["id"]: r["position"] for r in listed}
    given = [r for r in sent.get("resources") or [] if isinstance(r, dict)]
    moved = [r["id"] for r in listed] != [r.get("id") for r in given]
    if not moved or any(r.get("position") == before.get(str(r.get("id"))) for r in given):
        raise InternalServerError


def required(data: dict[str, Any], name: str) -> Any:
    """Return a parameter that must be there.

    Raises:
        ValidationError: it is not.
    """
    if name not in data:
        raise ValidationError({name: ["Missing value"]})
    return data[name]


def truth(value: Any) -> bool:
    """Return a boolean parameter as it comes in JSON or in a query."""
    return value is True or str(value).strip().lower() in ("true", "yes", "on", "y", "t", "1")


def number(data: dict[str, Any], name: str, default: int | None, natural: bool = True) -> int | None:
    """Return a whole-number parameter.

    Raises:
        ValidationError: it is none.
    """
    value = data.get(name)
    if value is None or value == "":
        return default
    try:
        found = int(value)
    except (TypeError, ValueError):
        raise ValidationError({name: ["Invalid integer", "Please enter an integer value"]}) from None
    if natural and found < 0:
        raise ValidationError({name: ["Must be a natural number"]})
    return found


def _as_bcdc_takes_it(sent: dict[str, Any]) -> None:
    """BCDC's extension lowers formats and makes a record private when only IDIR may see it."""
    for resource in sent.get("resources") or []:
        if isinstance(resource, dict) and isinstance(resource.get("format"), str):
            resource["format"] = resource["format"].lower()
    if sent.get("metadata_visibility"):
        sent["private"] = sent["metadata_visibility"] == "IDIR"


def _as_bcdc_keeps_it(package: dict[str, Any], old: dict[str, Any] | None) -> None:
    """BCDC's extension keeps the dates of a record's life."""
    today = package["metadata_modified"][:10]
    package["record_last_modified"] = today
    for name in ("record_create_date", "record_publish_date", "record_archive_date"):
        if old and old.get(name):
            package[name] = old[name]
    if old is None:
        package["record_create_date"] = today
    moved = package.get("publish_state") != (old or {}).get("publish_state")
    if moved and package.get("publish_state") == "PUBLISHED":
        package["record_publish_date"] = today
    if moved and package.get("publish_state") == "ARCHIVED":
        package["record_archive_date"] = today
