"""The folder of a backup: what is where in it, and what of it can be trusted.

backup.json                      which catalogue, its schema, its licences
datasets.jsonl                   as ``ckanapi dump datasets`` writes them
organizations.jsonl              as ``ckanapi dump organizations`` writes them
packages/NAME/record.json        the record, whole
packages/NAME/datapackage.json   a Frictionless Data Package
packages/NAME/data/FILE          its stored files
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.data_package import RECORD_KEY
from bcdc_desktop.domain.file_names import name_part
from bcdc_desktop.file_operations import rename, written_whole

DATASETS, ORGANIZATIONS, ABOUT = "datasets.jsonl", "organizations.jsonl", "backup.json"
PACKAGES, RECORD, DATA_PACKAGE, DATA = "packages", "record.json", "datapackage.json", "data"
FORMAT = "bcdc-backup"
MOST_JSON = 64 << 20  # bytes of one record, or of the description of a backup


class BackupProblem(ValueError):
    """The folder is no backup, or something in it cannot be read; the message says what."""


def compact(value: Any) -> bytes:
    """Return a record as a line as ``ckanapi dump`` writes it: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode(
        "utf-8", "surrogatepass"
    ) + b"\n"  # fmt: skip


def write_json(path: Path, value: Any) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"
    with written_whole(path, path.with_name(path.name + ".part")) as unfinished:
        unfinished.write_bytes(text)


def read_json(path: Path) -> dict[str, Any] | None:
    """Return a JSON object; None where there is none, or no file.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        if path.stat().st_size > MOST_JSON or not path.is_file():
            return None
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


class BackupFolder:
    """A folder of a backup. Nothing in it is taken for a path that leads out of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._by_id: dict[str, Path] = {}

    def find_packages(self) -> None:
        """Look which records are in it."""
        for folder in self.package_folders():
            found = read_json(folder / RECORD)
            if found is not None and isinstance(found.get("id"), str):
                self._by_id[found["id"]] = folder

    def package_folders(self) -> Iterator[Path]:
        """Yield the folders of records, by name."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            yield from sorted(p for p in (self.path / PACKAGES).iterdir() if p.is_dir() and not p.is_symlink())

    def folder_of(self, record_id: str) -> Path | None:
        """Return the folder of a record that is in it."""
        return self._by_id.get(record_id)

    def make_folder(self, record: Mapping[str, Any]) -> Path:
        """Return the folder of a record, made or renamed where that is needed.

        Raises:
            OSError: the disk refuses.
        """
        record_id = str(record["id"])
        wanted = self.path / PACKAGES / name_part(str(record.get("name") or record_id))
        known = self._by_id.get(record_id)
        taken = wanted in self._by_id.values()
        if known is None:
            folder = wanted if not taken else wanted.with_name(f"{wanted.name[:50]}--{name_part(record_id)}")
            folder.mkdir(parents=True, exist_ok=True)
        elif known != wanted and not taken and not wanted.exists():
            folder = rename(known, wanted)
        else:
            folder = known
        self._by_id[record_id] = folder
        return folder

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield all records in it, one after the other, by the names of their folders."""
        for folder in self.package_folders():
            found = read_json(folder / RECORD)
            if found is not None:
                yield found

    def write_datasets(self) -> int:
        """Rewrite ``datasets.jsonl`` from all records; return how many there are.

        Raises:
            OSError: the disk refuses.
        """
        count = 0
        with (
            written_whole(self.path / DATASETS, self.path / f"{DATASETS}.part") as unfinished,
            unfinished.open("wb") as out,
        ):
            for record in self.records():
                out.write(compact(record))
                count += 1
            out.flush()
            os.fsync(out.fileno())
        return count

    def files_of(self, record_id: str) -> dict[str, tuple[Path, dict[str, Any]]]:
        """Return the files of a record that are there with their right size: id of the resource -> path, and what its
        data package says of it."""
        folder = self._by_id.get(record_id)
        if folder is None:
            return {}
        listed = (read_json(folder / DATA_PACKAGE) or {}).get("resources")
        found: dict[str, tuple[Path, dict[str, Any]]] = {}
        for resource in listed if isinstance(listed, list) else ():
            if not isinstance(resource, dict) or not str(resource.get("hash") or "").startswith("sha256:"):
                continue
            path = self._within(folder, str(resource.get("path") or ""))
            if path is not None and path.stat().st_size == resource.get("bytes"):
                found[str(resource.get(RECORD_KEY) or "")] = path, resource
        return found

    def _within(self, folder: Path, name: str) -> Path | None:
        path = folder / name
        with contextlib.suppress(OSError, ValueError):
            inside = path.resolve().is_relative_to((folder / DATA).resolve())
            return path if inside and path.is_file() and not path.is_symlink() else None
        return None
