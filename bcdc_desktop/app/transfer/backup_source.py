"""A backup as the source of a copy: a folder of ours, or what ``ckanapi dump datasets`` wrote."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.publishing import with_visibility
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.transfer import Terms
from bcdc_desktop.file_operations import discard, open_regular
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Report
from .backup_folder import (
    ABOUT,
    DATASETS,
    FORMAT,
    MOST_JSON,
    ORGANIZATIONS,
    BackupFolder,
    BackupProblem,
    read_json,
)
from .source import FetchedFile, fetched

_MOST_RECORDS = 2_000_000
_MOST_BYTES = 64 << 30  # of a dump, unpacked


class BackupSource:
    """Records of a folder that ``backup`` wrote, or of a ``.jsonl`` or ``.jsonl.gz`` file of ``ckanapi dump``.

    A context manager. What is read is not trusted: it is checked as a copy from any catalogue.
    """

    remembers = False  # a restore brings back what is in it, whatever was restored before

    def __init__(self, path: Path, fallback: Terms) -> None:
        """Open a backup.

        Args:
            path: the folder or the file.
            fallback: the terms of the target, for a dump that does not tell its schema.

        Raises:
            BackupProblem: it is no backup.
            OSError: it cannot be read.
        """
        self._fallback = fallback
        self._about = read_json(path / ABOUT) if path.is_dir() else None
        if self._about is None and (path / ABOUT).exists():
            raise BackupProblem(tr("{file} is damaged. Create the backup again.", file=str(path / ABOUT)))
        if self._about is not None and self._about.get("format") != FORMAT:
            raise BackupProblem(tr("{file} isn't a backup.", file=str(path)))
        self._path = path
        self._folder = BackupFolder(path) if path.is_dir() else None
        if self._folder is not None:
            self._folder.find_packages()
        self._lines = _opened(_dump_in(path) if path.is_dir() else path)
        self._offsets: dict[str, tuple[int, int]] = {}
        self._apart: dict[str, dict[str, Any]] = {}  # records that the dump lacks, by id
        self._ids: dict[str, str] = {}
        self._owners: dict[str, Organization] = {}
        try:
            self._index()
            if self._folder is None and not self.ids:
                raise BackupProblem(tr("{file} isn't a backup.", file=str(path)))  # noqa: TRY301 - closes it too
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> BackupSource:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file of the records."""
        self._lines.close()

    @property
    def catalogue(self) -> str:
        """The address of the catalogue that it is a backup of; empty where that is not told."""
        return str((self._about or {}).get("catalogue") or "")

    @property
    def label(self) -> str:
        """Its name for people."""
        return self._path.name

    @property
    def path(self) -> Path:
        """The folder or the file that it is."""
        return self._path

    @property
    def ids(self) -> list[str]:
        """The ids of its records, in their order."""
        return [*self._offsets, *self._apart]

    def terms(self) -> Terms:
        """Return what the catalogue called its organizations, licences and choices then, as far as the backup tells."""
        about = self._about or {}
        found: dict[str, DatasetSchema] = {}
        schemas = about.get("schemas")
        for name, raw in schemas.items() if isinstance(schemas, Mapping) else ():
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                found[str(name)] = with_visibility(DatasetSchema.from_action(raw))
        usual = found.get(str(about.get("dataset_type") or ""), self._fallback.schema)
        licences = about.get("licences")
        listed = [entry for entry in licences if isinstance(entry, Mapping)] if isinstance(licences, list) else []
        organizations = {**self._owners, **{o.id: o for o in self._organizations()}}
        known = listed or list(self._fallback.licences)
        return Terms(usual, OrganizationTree(organizations.values()), known, found or self._fallback.schemas)

    def record(self, id_or_name: str) -> Mapping[str, Any]:
        """Return a record of the backup."""
        record_id = self._ids.get(id_or_name, id_or_name)
        if record_id in self._apart:
            return self._apart[record_id]
        place = self._offsets.get(record_id)
        if place is None:
            raise errors.NotFound(tr("The backup has no record “{name}”.", name=id_or_name))
        self._lines.seek(place[0])
        found = json.loads(self._lines.read(place[1]))
        assert isinstance(found, dict)
        return found

    def has_file(self, record: Mapping[str, Any], resource: Resource) -> bool:
        """Return whether a stored file is in the backup."""
        return self._folder is not None and resource.id in self._folder.files_of(str(record["id"]))

    def fetch(
        self, record: Mapping[str, Any], resource: Resource, target: Path, token: CancelToken, report: Report
    ) -> FetchedFile:
        """Copy a file out of the backup, whole as it was stored.

        Raises:
            ServerFault: its bytes are not those that were backed up.
        """
        token.check()
        there = self._folder.files_of(str(record["id"])).get(resource.id) if self._folder is not None else None
        if there is None:
            raise errors.NotFound(tr("The file of “{resource}” isn't in the backup.", resource=resource.name))
        path, about = there
        shutil.copyfile(path, target)
        got = fetched(target, resource.file_name or path.name)
        if about.get("hash") != f"sha256:{got.sha256}":
            discard(target)
            raise errors.ServerFault(tr("The file “{file}” was changed or damaged in the backup.", file=path.name))
        return got

    def _index(self) -> None:
        offset = 0
        for number, line in enumerate(_lines(self._lines), 1):
            length = len(line)
            if line.strip():
                found = _record_of(line)
                if found is None:
                    raise BackupProblem(tr("Line {n} of the backup isn't a record.", n=number))
                self._offsets[found["id"]] = offset, length
                self._ids[str(found.get("name") or found["id"])] = found["id"]
                self._note_owner(found.get("organization"))
            if len(self._offsets) > _MOST_RECORDS:
                raise BackupProblem(tr("The backup has more records than any catalogue."))
            offset += length
        # a backup that was interrupted, or whose dump has lost lines, has each record in its own folder still
        for found in self._folder.records() if self._folder is not None and self._about is not None else ():
            if _is_record(found) and found["id"] not in self._offsets:
                self._apart[found["id"]] = found
                self._ids.setdefault(str(found.get("name") or found["id"]), found["id"])
                self._note_owner(found.get("organization"))

    def _note_owner(self, owner: Any) -> None:
        if isinstance(owner, Mapping) and isinstance(owner.get("id"), str):
            title = str(owner.get("title") or "")
            self._owners[owner["id"]] = Organization(owner["id"], str(owner.get("name") or ""), title)

    def _organizations(self) -> Iterator[Organization]:
        path = self._path / ORGANIZATIONS
        if self._folder is None or not path.is_file():
            return
        with path.open("rb") as file:
            for line in _lines(file):
                found = _json_of(line)
                if isinstance(found, Mapping) and isinstance(found.get("id"), str):
                    yield Organization(found["id"], str(found.get("name") or ""), str(found.get("title") or ""))


def _dump_in(folder: Path) -> Path:
    """Return the file of the records in a folder.

    Raises:
        BackupProblem: there is none, or several.
    """
    if (folder / DATASETS).is_file():
        return folder / DATASETS
    found = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
    if len(found) != 1:
        raise BackupProblem(tr("{file} isn't a backup.", file=str(folder)))
    return found[0]


def _opened(path: Path) -> BinaryIO:
    """Open a dump; a packed one is unpacked into a temporary file.

    Raises:
        BackupProblem: it cannot be unpacked.
        OSError: it cannot be read, or the disk is full.
    """
    if path.suffix.lower() != ".gz":
        return open_regular(path)
    with contextlib.ExitStack() as closing:
        unpacked = closing.enter_context(tempfile.TemporaryFile())
        try:
            with open_regular(path) as file, gzip.open(file, "rb") as packed:
                while (block := packed.read(1 << 20)) and unpacked.tell() <= _MOST_BYTES:
                    unpacked.write(block)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BackupProblem(tr("{file} isn't a backup.", file=str(path))) from error
        unpacked.seek(0)
        closing.pop_all()
        return unpacked


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MOST_JSON + 1):
        if len(line) > MOST_JSON:
            raise BackupProblem(tr("A record of the backup is too large."))
        yield line


def _json_of(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _record_of(line: bytes) -> dict[str, Any] | None:
    """Return a record of a dump; None for what has no id, or resources that are none."""
    found = _json_of(line)
    return found if _is_record(found) else None


def _is_record(found: Any) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("id"), str) or not found["id"]:
        return False
    listed = found.get("resources") or []
    return isinstance(listed, list) and all(isinstance(r, dict) and isinstance(r.get("id"), str) for r in listed)
