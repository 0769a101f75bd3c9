"""Safe mendings of a file, offered and done on a copy: the file itself is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from bcdc_desktop.preflight.mending import MendingRefused, mend, suggest_names
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.ui.uploads.sheet_row import SheetRow

_FOLDER = "mended"
_HEADER = ("header-spaces", "header-start", "header-characters", "header-empty", "header-duplicate")
_NAMES_SHOWN = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def offers(row: SheetRow) -> list[str]:
    """What could be mended in a file, in words; nothing for one that was mended already or has no such fault."""
    check = row.item.check if row.item else None
    if check is None or not check.columns or row.original is not None or check.header_row != 1:
        return []
    codes = set(check.code_counts)
    found = []
    if codes & {"encoding", "byte-order-mark", "mixed-encoding"}:
        found.append(_tr("UTF-8"))
    if "line-ends" in codes:
        found.append(_tr("CRLF line ends"))
    if "trailing-empty-lines" in codes:
        found.append(_tr("no empty lines at the end"))
    if codes & set(_HEADER):
        names = [f"{_shown(old)} → {new}" for old, new in suggest_names(check.columns).items()]
        more = ["…"] if len(names) > _NAMES_SHOWN else []
        found.append(_tr("column names ({names})").format(names=", ".join(names[:_NAMES_SHOWN] + more)))
    return found


def is_worth_a_bar(row: SheetRow) -> bool:
    """Whether what could be mended is more than style."""
    mendable = {"encoding", "byte-order-mark", "mixed-encoding", "trailing-empty-lines", *_HEADER}
    return bool(offers(row)) and any(f.code in mendable and f.severity != "advice" for f in row.findings)


def make_copy(store: Store, row: SheetRow) -> Path:
    """Writes the mended copy, under the file's own name. For a worker.

    Raises:
        OSError: the file cannot be read, or the copy not written.
        ValueError: it cannot be mended safely; the text says why.
    """
    columns = row.item.check.columns if row.item and row.item.check else ()
    folder = store.folder / _FOLDER / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        return mend(row.path, folder / row.path.name, rename_header=suggest_names(columns)).target
    except MendingRefused as error:
        folder.rmdir()
        raise ValueError(str(error)) from error


def sweep(store: Store) -> None:
    """Removes copies that neither an upload nor a kept sheet needs any more. For a worker."""
    home = store.folder / _FOLDER
    if not home.is_dir():
        return
    needed = {Path(row.path).parent for row in store.uploads.rows()}
    for sheet in store.sheets.all():
        needed |= {Path(row["path"]).parent for row in sheet.body.get("rows") or ()}
    for folder in home.iterdir():
        if folder not in needed and folder.resolve() not in needed:
            shutil.rmtree(folder, ignore_errors=True)


def _shown(label: str | int) -> str:
    return str(label) if isinstance(label, str) else _tr("column {n}").format(n=label)
