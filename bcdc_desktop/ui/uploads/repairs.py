"""Safe mendings of a file, offered and done on a copy: the file itself is left alone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.preflight.repair import RepairRefused, repair, suggest_names
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.ui.uploads.file_row import SheetRow

_FOLDER = "mended"
_HEADER = {"header-spaces", "header-start", "header-characters", "header-empty", "header-duplicate"}
_ENCODING = {"encoding", "byte-order-mark", "mixed-encoding"}
_NAMES_SHOWN = 3
_OPEN_AT_MOST = 24 * 3600.0  # seconds that a sheet is open over a copy before it is kept or sent


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


@dataclass(frozen=True)
class Repairs:
    """What is mended in a copy. ``names`` maps header cells, by name or by position from 1, to new names."""

    encoding: bool = False
    line_ends: bool = False
    trailing_empty: bool = False
    names: Mapping[str | int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.encoding or self.line_ends or self.trailing_empty or self.names)


def possible(row: SheetRow) -> Repairs:
    """What could be mended in a file; nothing in one that was mended already or has no such fault."""
    check = row.item.check if row.item else None
    if check is None or not check.columns or row.original is not None or check.header_row != 1:
        return Repairs()
    codes = set(check.code_counts)
    return Repairs(
        encoding=bool(codes & _ENCODING),
        line_ends="line-ends" in codes,
        trailing_empty="trailing-empty-lines" in codes,
        names=suggest_names(check.columns) if codes & _HEADER else {},
    )


def offers(row: SheetRow) -> list[str]:
    """The same in words."""
    could = possible(row)
    found = []
    if could.encoding:
        found.append(_tr("UTF-8"))
    if could.line_ends:
        found.append(_tr("CRLF line ends"))
    if could.trailing_empty:
        found.append(_tr("no empty lines at the end"))
    if could.names:
        names = [f"{shown(old)} → {new}" for old, new in could.names.items()]
        more = ["…"] if len(names) > _NAMES_SHOWN else []
        found.append(_tr("column names ({names})").format(names=", ".join(names[:_NAMES_SHOWN] + more)))
    return found


def is_worth_a_bar(row: SheetRow) -> bool:
    """Whether what could be mended is more than style."""
    fixable = {"trailing-empty-lines", *_ENCODING, *_HEADER}
    return bool(possible(row)) and any(f.code in fixable and f.severity != "advice" for f in row.findings)


def make_copy(store: Store, row: SheetRow, wanted: Repairs) -> Path:
    """Writes the mended copy, under the file's own name, where the program keeps such copies. For a worker.

    Raises:
        OSError: the file cannot be read, or the copy not written.
        ValueError: it cannot be mended safely; the text says why.
    """
    folder = store.folder / _FOLDER / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        made = write_copy(row.path, folder / row.path.name, wanted)
    except ValueError:
        folder.rmdir()
        raise
    made.chmod(0o600)
    return made


def write_copy(path: Path, target: Path, wanted: Repairs) -> Path:
    """Writes a mended copy of a file to another place. For a worker.

    Raises:
        OSError: the file cannot be read, or the copy not written.
        ValueError: it cannot be mended safely; the text says why.
    """
    try:
        return repair(
            path,
            target,
            encoding=wanted.encoding,
            line_ends=wanted.line_ends,
            trailing_empty=wanted.trailing_empty,
            rename_header=wanted.names,
        ).target
    except RepairRefused as error:
        raise ValueError(str(error)) from error


def sweep(store: Store) -> None:
    """Removes copies that no upload, no kept sheet and no draft needs any more; those of today stay, as a sheet may be
    open over them. For a worker."""
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
            shutil.rmtree(folder, ignore_errors=True)


def shown(label: str | int) -> str:
    """A column of the header as people see it."""
    return str(label) if isinstance(label, str) else _tr("column {n}").format(n=label)
