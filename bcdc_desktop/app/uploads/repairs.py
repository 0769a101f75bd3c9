"""Repaired copies of the files of a sheet: what can be repaired, where the copies are, when they are removed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bcdc_desktop.domain.file_names import safe_file_name
from bcdc_desktop.file_operations import remove_folder
from bcdc_desktop.preflight.encoding_guess import EncodingCandidate
from bcdc_desktop.preflight.file_content import is_packed
from bcdc_desktop.preflight.repair import RepairRefused, repair, suggest_names
from bcdc_desktop.store.uploads import new_id

from ..workspace import Workspace
from .sheet_row import SheetRow

_FOLDER = "repaired"
_HEADER = {"header-spaces", "header-start", "header-characters", "header-empty", "header-duplicate"}
_ENCODING = {"encoding", "byte-order-mark", "mixed-encoding"}
_OPEN_AT_MOST = 24 * 3600.0  # seconds that a sheet may use a copy before it is saved or confirmed


@dataclass(frozen=True)
class Repairs:
    """The repairs of a copy. ``names`` maps header cells, by name or by position from 1, to new names;
    ``from_encoding`` is the file's encoding where a person chose it."""

    encoding: bool = False
    line_ends: bool = False
    trailing_empty: bool = False
    names: Mapping[str | int, str] = field(default_factory=dict)
    from_encoding: str | None = None

    def __bool__(self) -> bool:
        return bool(self.encoding or self.line_ends or self.trailing_empty or self.names)


def possible(row: SheetRow) -> Repairs:
    """Return what can be repaired in a file; nothing in one that is a repaired copy already."""
    check = row.item.check if row.item else None
    if check is None or not check.columns or row.original is not None or is_packed(row.path):
        return Repairs()
    codes = set(check.code_counts)
    if check.header_row != (2 if "separator-line" in codes else 1):
        return Repairs()
    return Repairs(
        encoding=bool(codes & _ENCODING),
        line_ends="line-ends" in codes,
        trailing_empty="trailing-empty-lines" in codes,
        names=suggest_names(check.columns) if codes & _HEADER else {},
    )


def encodings_to_choose(row: SheetRow) -> tuple[EncodingCandidate, ...]:
    """Return what encodings a file may be in, of which somebody has to choose one before it can be fixed; empty where
    its encoding is certain."""
    check = row.item.check if row.item else None
    guess = check.encoding_guess if check else None
    return () if guess is None or guess.sure else guess.candidates


def is_worth_a_bar(row: SheetRow) -> bool:
    """Return whether a fault that can be repaired is more than style."""
    fixable = {"trailing-empty-lines", *_ENCODING, *_HEADER}
    return bool(possible(row)) and any(f.code in fixable and f.severity != "advice" for f in row.findings)


def make_copy(workspace: Workspace, row: SheetRow, wanted: Repairs) -> Path:
    """Write a repaired copy of a file, under its own name, into the program's folder. For a worker.

    Raises:
        OSError: the file cannot be read, or the copy not written.
        ValueError: it cannot be repaired safely; the text says why.
    """
    folder = workspace.store.folder / _FOLDER / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        made = write_copy(row.path, folder / row.path.name, wanted)
    except ValueError:
        remove_folder(folder)
        raise
    made.chmod(0o600)
    return made


def store_pasted(workspace: Workspace, text: str, name: str) -> Path:
    """Write a table that was pasted as a file into the program's folder, and return its path. For a worker.

    Raises:
        OSError: the disk refuses.
    """
    (path,) = store_received(workspace, [(name, text.encode("utf-8"))])
    return path


def store_received(workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write files that another program handed over, each as its name and contents, into the program's folder, and
    return their paths. For a worker.

    Raises:
        OSError: the disk refuses.
    """
    folder = workspace.store.folder / _FOLDER / new_id()
    folder.mkdir(parents=True, mode=0o700)
    paths: list[Path] = []
    taken: set[str] = set()
    for given, content in files:
        name = safe_file_name(given)
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name.lower() in taken:  # as on disks that do not tell upper from lower case
            number += 1
            name = f"{stem or suffix} ({number}){dot if stem else ''}{suffix if stem else ''}"
        taken.add(name.lower())
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


def write_copy(path: Path, target: Path, wanted: Repairs) -> Path:
    """Write a repaired copy of a file to another place. For a worker.

    Raises:
        OSError: the file cannot be read, or the copy not written.
        ValueError: it cannot be repaired safely; the text says why.
    """
    try:
        return repair(
            path,
            target,
            encoding=wanted.encoding,
            line_ends=wanted.line_ends,
            trailing_empty=wanted.trailing_empty,
            rename_header=wanted.names,
            from_encoding=wanted.from_encoding,
        ).target
    except RepairRefused as error:
        raise ValueError(str(error)) from error


def remove_unused_copies(workspace: Workspace) -> None:
    """Remove the copies that no upload, no saved sheet and no draft needs. Those of today stay, as an open sheet may
    use them. For a worker."""
    store = workspace.store
    home = store.folder / _FOLDER
    if not home.is_dir():
        return
    needed = {Path(row.path).parent for row in store.uploads.rows()}
    for sheet in store.sheets.all():
        needed |= {Path(row["path"]).parent for row in sheet.body.get("rows") or ()}
    needed |= {file.path.parent for file in store.drafts.files()}
    for folder in home.iterdir():
        old = time.time() - folder.stat().st_mtime > _OPEN_AT_MOST
        if old and folder not in needed and folder.resolve() not in needed:
            remove_folder(folder)
