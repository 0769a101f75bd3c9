"""Backup of records with their files into a folder: each as it is now, and only what is not there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.bcdc.fields import TABLE_SCHEMA
from bcdc_desktop.domain.content import facts_of, media_type
from bcdc_desktop.domain.data_package import StoredFile, data_package, is_table
from bcdc_desktop.domain.file_names import safe_file_name
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.file_operations import discard, written_whole
from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.table_schema import as_schema
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace
from .backup_folder import (
    ABOUT,
    DATA,
    DATA_PACKAGE,
    FORMAT,
    ORGANIZATIONS,
    RECORD,
    BackupFolder,
    BackupProblem,
    compact,
    read_json,
    write_json,
)
from .source import CatalogueSource

_FILE_FACTS = "ckan:file"  # what the record said of a stored file when it was copied


@dataclass(frozen=True)
class NotBackedUp:
    """A record, or one of its files, that could not be read. ``resource`` is empty for the record."""

    id: str
    title: str
    resource: str
    kind: str
    message: str


@dataclass
class BackupOutcome:
    """What came of a backup: how many records were written, and were there already as they are; how many files and
    bytes were read; how many records the folder has by now. ``stopped`` is why it ended early."""

    written: int = 0
    unchanged: int = 0
    files: int = 0
    size: int = 0
    total: int = 0
    failed: list[NotBackedUp] = field(default_factory=list)
    stopped: errors.CatalogueError | None = None


def backup(
    workspace: Workspace,
    ids: Iterable[str],
    folder: Path,
    *,
    files: bool = False,
    token: CancelToken | None = None,
    report: Report = silent,
) -> BackupOutcome:
    """Write records into a folder. It can be stopped at any moment, and the next run goes on.

    A record whose ``metadata_modified`` in the cache is that of the backup is not read again, nor are files that are
    there: synchronize first. What is no longer in the catalogue stays in the folder.

    Args:
        ids: of the records.
        folder: is made where it is not there; one that has other files in it is refused.
        files: read stored files too.

    Raises:
        BackupProblem: the folder is in use for something else, or for another catalogue.
        Cancelled: asked to stop; what was written is whole.
        OSError: the disk is full or refuses.
    """
    token = token or CancelToken()
    target = BackupFolder(folder)
    _begin(workspace, folder)
    target.find_packages()
    wanted = list(dict.fromkeys(ids))
    versions = workspace.store.cache.records.versions_of(wanted)
    found = BackupOutcome()
    try:
        for number, record_id in enumerate(wanted):
            token.check()
            report(Progress(number, len(wanted)))
            try:
                _Record(workspace, target, record_id, found, token, files=files).write(versions.get(record_id))
            except (errors.Offline, errors.Timeout) as error:
                found.stopped = error
                return found
            except errors.CatalogueError as error:
                found.failed.append(NotBackedUp(record_id, record_id, "", error.kind, error.message))
        report(Progress(len(wanted), len(wanted)))
        return found
    finally:
        found.total = target.write_datasets()


def _begin(workspace: Workspace, folder: Path) -> None:
    """Make the folder of a backup, or go on in one.

    Raises:
        BackupProblem: it is in use for something else.
    """
    mark = workspace.profile.identity
    about = read_json(folder / ABOUT)
    if about is None and folder.exists() and any(folder.iterdir()):
        raise BackupProblem(tr("This folder has other files in it. Choose an empty or a new folder."))
    if about is not None and (about.get("format") != FORMAT or about.get("catalogue") != mark):
        raise BackupProblem(tr("This folder has the backup of another catalogue. Choose another folder."))
    folder.mkdir(parents=True, exist_ok=True)
    schemas = {name: workspace.schema(name).raw for name in workspace.dataset_types()}
    write_json(
        folder / ABOUT,
        {
            "format": FORMAT,
            "version": 1,
            "catalogue": mark,
            "title": workspace.profile.label,
            "user": workspace.user,
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "dataset_type": workspace.dataset_type,
            "schemas": schemas or {workspace.dataset_type: workspace.schema().raw},
            "licences": workspace.licences(),
        },
    )
    lines = [
        compact({"id": o.id, "name": o.name, "title": o.title, "type": "organization", "is_organization": True,
                 "groups": [{"id": o.parent, "name": o.parent}] if o.parent else []})
        for o in workspace.organizations()
    ]  # fmt: skip
    with written_whole(folder / ORGANIZATIONS, folder / f"{ORGANIZATIONS}.part") as unfinished:
        unfinished.write_bytes(b"".join(lines))


class _Record:
    """Writes one record."""

    def __init__(
        self,
        workspace: Workspace,
        target: BackupFolder,
        record_id: str,
        found: BackupOutcome,
        token: CancelToken,
        *,
        files: bool,
    ) -> None:
        self._workspace = workspace
        self._target = target
        self._id = record_id
        self._found = found
        self._token = token
        self._files = files

    def write(self, version: str | None) -> None:
        """Write the record where it is not there as it is now.

        Args:
            version: its ``metadata_modified`` in the cache.
        """
        known = self._target.folder_of(self._id)
        before = read_json(known / RECORD) if known is not None else None
        if before is not None and version and before.get("metadata_modified") == version and self._has_files(before):
            self._found.unchanged += 1
            return
        record = self._workspace.package(self._id)
        folder = self._target.make_folder(record)
        stored = self._stored(record, folder) if self._files else self._kept(record)
        page = self._workspace.profile.package_page(str(record.get("name") or self._id))
        about = data_package(record, {i: f for i, (f, _facts) in stored.items()}, page)
        for resource, raw in zip(about["resources"], Package(record).resources, strict=True):
            if raw.id in stored:
                resource[_FILE_FACTS] = stored[raw.id][1]
        write_json(folder / DATA_PACKAGE, about)
        write_json(folder / RECORD, record)  # the last: a record that has it is whole
        self._drop_others(folder, {f.path for f, _facts in stored.values()})
        self._found.written += 1

    def _has_files(self, record: Mapping[str, Any]) -> bool:
        if not self._files:
            return True
        there = self._target.files_of(self._id)
        return all(
            r.id in there and there[r.id][1].get(_FILE_FACTS) == facts_of(r.raw)
            for r in Package(record).resources
            if r.uploaded
        )

    def _kept(self, record: Mapping[str, Any]) -> dict[str, tuple[StoredFile, dict[str, Any]]]:
        """Return the files that were read before and are still the record's."""
        found = {}
        for resource in Package(record).resources:
            there = self._target.files_of(self._id).get(resource.id)
            if there is not None and there[1].get(_FILE_FACTS) == facts_of(resource.raw):
                found[resource.id] = _as_stored(there[1]), facts_of(resource.raw)
        return found

    def _stored(self, record: Mapping[str, Any], folder: Path) -> dict[str, tuple[StoredFile, dict[str, Any]]]:
        found = self._kept(record)
        source = CatalogueSource(self._workspace)
        names = {f.path.casefold() for f, _facts in found.values()}
        for resource in Package(record).resources:
            if not resource.uploaded or resource.id in found:
                continue
            self._token.check()
            (folder / DATA).mkdir(exist_ok=True)
            name = safe_file_name(resource.file_name or resource.name)
            if f"{DATA}/{name}".casefold() in names or (folder / DATA / name).exists():
                name = safe_file_name(f"{resource.id[:8]}-{name}")
            names.add(f"{DATA}/{name}".casefold())
            path = folder / DATA / name
            try:
                got = source.fetch(record, resource, path, self._token, silent)
            except (errors.Offline, errors.Timeout):
                raise
            except errors.CatalogueError as error:
                title = Package(record).title
                self._found.failed.append(NotBackedUp(self._id, title, resource.id, error.kind, error.message))
                continue
            found[resource.id] = (
                _described(resource, path, f"{DATA}/{name}", got.size, got.sha256),
                facts_of(resource.raw),
            )
            self._found.files += 1
            self._found.size += got.size
        return found

    @staticmethod
    def _drop_others(folder: Path, kept: set[str]) -> None:
        data = folder / DATA
        for path in list(data.iterdir()) if data.is_dir() else ():
            if path.is_file() and f"{DATA}/{path.name}" not in kept:
                discard(path)


def _described(resource: Resource, path: Path, name: str, size: int, sha256: str) -> StoredFile:
    """Return a file with its Table Schema: the catalogue's own, else what the file itself tells."""
    kind = str(resource.raw.get("mimetype") or "") or media_type(name) or ""
    if not is_table(resource):
        return StoredFile(name, size, sha256, kind)
    try:
        check = check_file(path)
    except OSError:
        check = None
    schema = as_schema(resource.raw.get(TABLE_SCHEMA)) or (check.schema if check is not None else None)
    encoding, delimiter = (check.encoding or "", check.delimiter or "") if check is not None else ("", "")
    return StoredFile(name, size, sha256, kind, encoding, delimiter, schema)


def _as_stored(about: Mapping[str, Any]) -> StoredFile:
    schema, dialect = about.get("schema"), about.get("dialect")
    return StoredFile(
        str(about["path"]),
        int(about["bytes"]),
        str(about["hash"]).removeprefix("sha256:"),
        str(about.get("mediatype") or ""),
        str(about.get("encoding") or ""),
        str(dialect.get("delimiter") or "") if isinstance(dialect, Mapping) else "",
        schema if isinstance(schema, Mapping) else None,
    )


def outcome_json(outcome: BackupOutcome, folder: Path) -> dict[str, Any]:
    """Return what came of a backup as the command line prints it."""
    return {
        "folder": str(folder),
        "records": outcome.total,
        "written": outcome.written,
        "unchanged": outcome.unchanged,
        "files": outcome.files,
        "bytes": outcome.size,
        "failed": [
            {"id": f.id, "title": f.title, "resource": f.resource or None, "kind": f.kind, "message": f.message}
            for f in outcome.failed
        ],
    }
