"""One catalogue opened by one user: its store on this computer and its client of the server."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal
from weakref import WeakValueDictionary

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Account, Catalogue
from bcdc_desktop.catalogue.credentials import Credentials, KeyringProblem
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE as BCDC_TYPE
from bcdc_desktop.domain.bcdc.fields import SCHEMA_FILE
from bcdc_desktop.domain.ckan_schema import CKAN_TYPE, EXTRAS, ckan_schema, with_extras, with_groups
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.profile import MB, Profile
from bcdc_desktop.domain.publishing import with_visibility
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.store.database import Damaged
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.store.organizations import COVERED
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.store import Store
from bcdc_desktop.translation import tr

from .rate_limiter import RateLimiter
from .sync_sizes import SyncSizes

_log = logging.getLogger(__name__)
RETRY_PAUSES = (2.0, 5.0, 15.0, 30.0, 60.0)  # seconds between attempts of uploads when the network is at fault
LEARNED_FOR = 24 * 3600.0  # seconds that a refusal as too large is believed
_SEVERAL = 2  # types of records
_ALL_ENTRIES = 1_000_000  # of the journal
_LOCKING_SINCE = (2, 9, 11)  # from here on CKAN locks the package row in every write


@dataclass(frozen=True)
class LearnedLimit:
    """A file that was refused as too large: its size in bytes, its name, and when (seconds since the epoch)."""

    size: int
    name: str
    at: float


@dataclass(frozen=True)
class Abilities:
    """What a catalogue can do. Unknown until it was asked once; then cached.

    ``writable`` tells whether it has ``package_revise``; without it the catalogue is read-only.
    ``refused_size`` is the least size of a file that was refused as too large, ``refused_name`` what that file was
    called, ``refused_at`` when that was; ``batch_limit`` is what a body may have where a larger one was refused, and
    ``batch_limit_at`` when that was. Sizes are bytes, None while nothing was refused; times are seconds since the
    epoch.
    """

    version: str = ""
    writable: bool = True
    refused_size: int | None = None
    refused_name: str = ""
    refused_at: float = 0.0
    batch_limit: int | None = None
    batch_limit_at: float = 0.0

    def budget(self, wanted: int) -> int:
        """Return the bytes that several files may have together, where ``wanted`` are asked for. A refusal counts for a
        day: it may have come from a proxy of another network, and costs one batch to learn again."""
        known = self.batch_limit is not None and time.time() - self.batch_limit_at < LEARNED_FOR
        return min(wanted, self.batch_limit) if known and self.batch_limit else wanted

    @property
    def has_tokens_only(self) -> bool | None:
        """Whether keys are API tokens (from CKAN 2.10), and not the one API key of a user; None where not known."""
        numbers = tuple(int(n) for n in re.findall(r"\d+", self.version)[:2])
        return numbers >= (2, 10) if numbers else None

    @property
    def refusal(self) -> LearnedLimit | None:
        """The refusal of one file as too large that is still believed: for a day, as in ``budget``."""
        if self.refused_size is None or time.time() - self.refused_at >= LEARNED_FOR:
            return None
        return LearnedLimit(self.refused_size, self.refused_name, self.refused_at)

    @property
    def locks(self) -> bool:
        """Whether CKAN locks a package while it writes, so that no accepted write is lost (from 2.9.11)."""
        numbers = tuple(int(n) for n in re.findall(r"\d+", self.version)[:3])
        return bool(numbers) and numbers >= _LOCKING_SINCE


class Workspace:
    """Ties a profile, its store and its catalogue together. Every method may be called from any thread."""

    def __init__(self, profile: Profile, store: Store, catalogue: Catalogue, *, keyring_problem: str = "") -> None:
        self.profile = profile
        self.store = store
        self.catalogue = catalogue
        self.keyring_problem = keyring_problem
        self.package_lock = _PackageLocks()
        self.retry_pauses = RETRY_PAUSES
        self.rate_limiter = RateLimiter()
        self.sync_sizes = SyncSizes()
        catalogue.gate = self.rate_limiter.ask_now
        self._raw: dict[str, Any] | None = None
        self._schemas: dict[str, DatasetSchema] = {}
        self._with_extras: dict[str, tuple[DatasetSchema, DatasetSchema]] = {}
        self._schema_lock = threading.Lock()
        store.cache.records.schema = self.schema

    @classmethod
    def open(
        cls,
        profile: Profile,
        *,
        places: Places,
        settings: Settings,
        credentials: Credentials,
        patience: Patience | None = None,
        check_later: bool = False,
    ) -> Workspace:
        """Open a profile with its stored key. Asks the network only for the owner of ``BCDC_API_KEY``, and only the
        first time. ``check_later``: after a crash the cache is checked by ``check_cache``, and not before it opens.

        Raises:
            StoreError: the store cannot be opened.
            CatalogueError: the owner of a key never seen before cannot be asked for.
        """
        problem = ""
        try:
            key = credentials.key_for(profile)
        except KeyringProblem as error:
            key, problem = None, str(error)
        user = profile.user
        if key and credentials.from_environment:
            user = _owner(profile, key, settings, patience)
        catalogue = Catalogue(profile, key, patience=patience)
        owner = user if key or profile.user else None
        store = Store.open(places, store_name(profile), owner, check_later=check_later)
        return cls(profile.with_user(user), store, catalogue, keyring_problem=problem)

    @property
    def user(self) -> str:
        """The name of the user whose store this is; empty when nobody signed in."""
        return self.profile.user or ""

    @property
    def signed_out(self) -> bool:
        """Whether this is a user's store without the user's key: nothing can be sent, and what is private does not
        show."""
        return bool(self.user) and not self.catalogue.has_key

    def account(self) -> Account | None:
        """Return the user as last confirmed by the server."""
        seen = self.store.cache.key_value.get("account")
        return Account(**seen.value) if seen and seen.value else None

    @classmethod
    def of_practice(cls, profile: Profile, places: Places, catalogue: Catalogue) -> Workspace:
        """Return the practice catalogue, whose key is in no keyring.

        Raises:
            StoreError: the store cannot be opened.
        """
        return cls(profile, Store.open(places, store_name(profile), profile.user), catalogue)

    def organizations(self) -> list[Organization]:
        """Return the organizations as last seen."""
        return self.store.cache.organizations.all()

    def tree(self) -> OrganizationTree:
        """Return the organizations as last seen, as a tree."""
        return OrganizationTree(self.organizations())

    def synchronized_at(self) -> float | None:
        """Return when a synchronization ended last (seconds since the epoch); None where none did."""
        seen = self.store.cache.key_value.get("synchronized")
        return seen.at if seen else None

    def is_synchronized_fully(self) -> bool:
        """Return whether all records were downloaded once, and not only those of some organizations."""
        whole = self.store.cache.key_value.get("synchronized_fully") is not None
        return whole and self.covered_organizations() is None

    def covered_organizations(self) -> tuple[str, ...] | None:
        """Return the ids of the organizations that a synchronization was limited to last; None where it was not."""
        seen = self.store.cache.key_value.get(COVERED)
        return tuple(seen.value) if seen is not None and isinstance(seen.value, list) else None

    def record_count(self) -> int:
        """Return how many records are cached."""
        return self.store.cache.lists.count(PackageQuery())

    def journal_entries(
        self, package_id: str | None = None, words: str = "", *, limit: int = _ALL_ENTRIES
    ) -> list[JournalEntry]:
        """Return entries of the journal, the latest first: of one record or of all, where all words occur in them."""
        return self.store.journal.entries(package_id=package_id, words=words, limit=limit)

    def journal_entry(self, entry: int) -> JournalEntry | None:
        """Return one entry of the journal by its number."""
        return self.store.journal.get(entry)

    def cache_size(self) -> int:
        """Return the bytes that the cache takes on this computer."""
        return self.store.cache.size()

    def clear_cache(self) -> None:
        """Forget what can be downloaded again."""
        self.store.cache.clear()

    def limit_cache(self, size: int, *, calmly: bool = False) -> tuple[int, int]:
        """Reduce the cache to so many bytes; return how many records lost their text, and its size then in bytes.

        ``calmly``: do not write the file anew for little.
        """
        return self.store.cache.limit(size, calmly=calmly), self.store.cache.size()

    def damaged_part(self, error: Damaged) -> Literal["cache", "work"] | None:
        """Return which file of this catalogue was found damaged; None for a file of another one."""
        files: dict[Path | None, Literal["cache", "work"]] = {
            self.store.cache_file: "cache", self.store.work_file: "work",
        }  # fmt: skip
        return files.get(error.file)

    @property
    def cache_replaced(self) -> bool:
        """Whether the cache was damaged or of another version when it was opened, and was replaced by an empty one."""
        return self.store.renewed

    def check_cache(self, cancelled: Callable[[], bool]) -> None:
        """Check a cache that was opened unchecked after a crash; nothing is done for any other.

        Raises:
            Damaged: it is not whole.
            StoreError: it cannot be read.
        """
        if not self.store.cache_is_checked:
            self.store.check_cache(cancelled)

    def rescue_notice(self) -> str:
        """Return what became of a work file that was found damaged, or gone, when it was opened; empty where it was
        whole."""
        rescued = self.store.rescued
        if self.store.work_is_gone:
            return tr(
                "The file with your drafts, uploads and journal is gone, so a new one was created. If it was moved, "
                "close the program and put it back as {file}",
                file=str(self.store.work_file),
            )
        if rescued is None:
            return ""
        named = ", ".join(rescued.damaged)
        if named:
            text = tr(
                "The file with your drafts, uploads and journal was damaged. All intact entries were kept. "
                "These can’t be read any more: {names}. Check whether anything else is missing. "
                "The damaged file was kept as {file}",
                names=named,
                file=str(rescued.file),
            )
        else:
            text = tr(
                "The file with your drafts, uploads and journal was damaged. All intact entries were kept. "
                "Check whether anything is missing. The damaged file was kept as {file}",
                file=str(rescued.file),
            )
        return text

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Have ``listener`` called with each change of rows, in the thread that made it; return what ends that."""
        return self.store.bus.subscribe(listener)

    def dataset_types(self) -> tuple[str, ...]:
        """Return the types of records that the catalogue has a schema for, as last seen; the usual one first."""
        usual = self.dataset_type
        return tuple(sorted(self._raw_schemas() or (), key=lambda name: (name != usual, name)))

    @property
    def dataset_type(self) -> str:
        """The type of new records: the profile's where the catalogue has it, else BCDC's, else CKAN's own."""
        known, wanted = self._raw_schemas(), self.profile.dataset_type
        if known is None:
            return wanted or CKAN_TYPE
        return next((name for name in (wanted, BCDC_TYPE, CKAN_TYPE, *known) if name in known), CKAN_TYPE)

    def schema(self, dataset_type: str | None = None) -> DatasetSchema:
        """Return the schema of a type of records (of the type of new ones), as last seen.

        Where the catalogue has none for it, that is CKAN's own fields. A catalogue of BCDC's type that was not asked
        yet has the bundled one.
        """
        name = dataset_type or self.dataset_type
        with self._schema_lock:
            if name not in self._schemas:
                known = self._raw_schemas()
                raw = (known or {}).get(name)
                if known is None and name == BCDC_TYPE:
                    raw = json.loads(bundled_path(SCHEMA_FILE).read_text("utf-8"))
                found = DatasetSchema.from_action(raw) if raw else replace(ckan_schema(), dataset_type=name)
                self._schemas[name] = self._completed(found)
            return self._schemas[name]

    def schemas(self) -> list[DatasetSchema]:
        """Return the schemas of all types of records; that of new ones where no types are known."""
        return [self.schema(name) for name in self.dataset_types()] or [self.schema()]

    def schema_of(self, package: Mapping[str, Any]) -> DatasetSchema:
        """Return the schema of a package, by its type; with CKAN's own pairs of key and value where the package has
        any: a catalogue with schemas keeps them beside the fields of those."""
        found = self.schema(str(package.get("type") or "") or None)
        if not package.get(EXTRAS) or found.dataset_field(EXTRAS) is not None:
            return found
        with self._schema_lock:
            made = self._with_extras.get(found.dataset_type)
            if made is None or made[0] is not found:
                made = self._with_extras[found.dataset_type] = (found, with_extras(found))
            return made[1]

    def schema_of_id(self, package_id: str) -> DatasetSchema:
        """Return the schema of a package by its id, as far as the package is cached; else that of new records."""
        if len(self._raw_schemas() or ()) < _SEVERAL:
            return self.schema()
        seen = self.store.cache.records.get(package_id)
        return self.schema_of(seen.value) if seen else self.schema()

    def put_schema(self, schema: DatasetSchema) -> None:
        """Cache the catalogue's only schema."""
        self.put_schemas([schema])

    def put_schemas(self, schemas: Iterable[DatasetSchema], groups: Sequence[Mapping[str, Any]] | None = None) -> bool:
        """Cache the schemas of all types of records, none where the catalogue has no ckanext-scheming.

        Args:
            groups: those that records can be in; None where they stay as they were seen.

        Returns:
            Whether a schema is another than it was when they were seen last.
        """
        if groups is not None:
            self.store.cache.key_value.put("groups", list(groups))
        before, given = self._raw_schemas(), {s.dataset_type: s for s in schemas}
        found = {name: dict(s.raw) for name, s in given.items()}
        with self._schema_lock:  # before others hear of it
            self._raw = found
            self._schemas = {name: self._completed(s) for name, s in given.items()}
        self.store.cache.key_value.put("schema", found)
        self.store.cache.records.judge_again([self.schema(name) for name in self.dataset_types() or (CKAN_TYPE,)])
        return before is not None and before != found

    def _completed(self, schema: DatasetSchema) -> DatasetSchema:
        """Return a schema with the fields that CKAN keeps beside it: who can see a record, and its groups."""
        seen = self.store.cache.key_value.get("groups")
        return with_groups(with_visibility(schema), seen.value if seen else ())

    def _raw_schemas(self) -> dict[str, Any] | None:
        """Return type of records -> schema as the catalogue gave it; None where it was not asked yet."""
        if self._raw is None and (seen := self.store.cache.key_value.get("schema")) is not None:
            self._raw = dict(seen.value)
        return self._raw

    def licences(self) -> list[dict[str, Any]]:
        """Return ``license_list`` as last seen; BCDC's bundled one where such a catalogue was not asked yet."""
        seen = self.store.cache.key_value.get("licences")
        if seen or self.dataset_type != BCDC_TYPE:
            return list(seen.value) if seen else []
        return list(json.loads(bundled_path("schema/bcdc_licenses.json").read_text("utf-8")))

    def abilities(self) -> Abilities:
        """Return what the catalogue can do, as last seen."""
        seen = self.store.cache.key_value.get("abilities")
        return Abilities(**seen.value) if seen else Abilities()

    def learn_abilities(self) -> Abilities:
        """Ask the catalogue for its version and whether it has ``package_revise``, and remember both.

        Raises:
            CatalogueError: the catalogue could not be asked.
        """
        version = str(self.catalogue.status().get("ckan_version") or "")
        writable = self.catalogue.has_action("package_revise")
        if not writable:
            _log.info("%s has no package_revise: it is read-only", self.profile.name)
        found = replace(self.abilities(), version=version, writable=writable)
        self._put_abilities(found)
        return found

    def require_writable(self) -> None:
        """Refuse a write to a catalogue that is known to lack ``package_revise``.

        Raises:
            ReadOnlyCatalogue: it lacks the action.
        """
        if not self.abilities().writable:
            raise errors.ReadOnlyCatalogue

    def upload_limit(self) -> int | None:
        """Return the bytes that a file may have, as the profile says; None where it says nothing."""
        return self.profile.max_upload

    def learned_limit(self) -> LearnedLimit | None:
        """Return the refusal of a file as too large that is still believed: such files are not sent unless somebody
        asks for it."""
        return self.abilities().refusal

    def learn_limit(self, refused: int | None, name: str = "") -> None:
        """Store for a day that a file of so many bytes was refused as too large; None forgets that, and also what was
        refused of several files together. No limit below 1 MB is believed: a refusal of less has another reason."""
        known = self.abilities()
        if refused is None:
            self._put_abilities(replace(known, refused_size=None, refused_name="", refused_at=0.0, batch_limit=None))
        elif refused > MB and (known.refusal is None or refused < known.refusal.size):
            self._put_abilities(replace(known, refused_size=refused, refused_name=name, refused_at=time.time()))

    def learn_budget(self, budget: int) -> None:
        """Store for a day how many bytes several files may have together (at least 1 MB), after more were refused."""
        self._put_abilities(replace(self.abilities(), batch_limit=max(budget, MB), batch_limit_at=time.time()))

    def batch_limit(self) -> int:
        """Return the bytes that several files may have together: as the profile says, or less after a refusal."""
        return self.abilities().budget(self.profile.batch_limit)

    def package(self, id_or_name: str) -> dict[str, Any]:
        """Return a package from the server, and cache it unless a newer version came meanwhile."""
        asked = time.time()
        try:
            found = self.catalogue.package(id_or_name)
        except errors.NotFound:
            cached = self.store.cache.records.get(id_or_name)
            if cached:
                self.store.cache.records.remove([str(cached.value["id"])])
            raise
        self.store.cache.records.put([found], asked=asked)
        return found

    def role_in(self, organization_id: str, tree: OrganizationTree | None = None) -> str | None:
        """Return the user's role in an organization: ``sysadmin``, ``admin``, ``editor``, ``member`` or None."""
        account = self.account()
        if account and account.sysadmin:
            return "sysadmin"
        organization = (tree or self.tree()).get(organization_id)
        return organization.capacity if organization else None

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _put_abilities(self, abilities: Abilities) -> None:
        self.store.cache.key_value.put("abilities", asdict(abilities))


class _PackageLocks:
    """One lock a package: never two writes of ours to one package at once. It is there as long as someone has it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._guard = threading.Lock()

    def __call__(self, package_id: str) -> threading.Lock:
        with self._guard:
            lock = self._locks.get(package_id)
            if lock is None:
                lock = self._locks[package_id] = threading.Lock()
            return lock


def fingerprint(key: str) -> str:
    """Return a short name for a key that does not give it away."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _owner(profile: Profile, key: str, settings: Settings, patience: Patience | None) -> str:
    """Return whose key it is: stored by the key's fingerprint, so that it is known offline the next time."""
    remembered = {m: n for m, n in settings.get("key_owners", {}).items() if isinstance(n, str)}
    mark = f"{profile.name}:{fingerprint(key)}"
    if mark not in remembered:
        account = Catalogue(profile, key, patience=patience).account(profile.user)
        name = (account.name if account else "") or f"key-{fingerprint(key)}"
        remembered = {**remembered, mark: name}
        settings.put("key_owners", remembered)
    return remembered[mark]


def store_name(profile: Profile) -> str:
    """Return the name of a profile's store: two catalogues of one name (the address was changed) never share one."""
    if profile.role == "practice":
        return profile.name
    return f"{profile.name}-{hashlib.sha256(profile.address.encode()).hexdigest()[:8]}"
