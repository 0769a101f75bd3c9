"""Drafts of ``bcdc edit``: texts that were not sent, and the version of the record that a text is based on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bcdc_desktop.app.storage import private_opener
from bcdc_desktop.domain.file_names import name_part

from .context import Context

_BASES = 200  # records that are remembered as they were; the oldest go first


def remember(context: Context, base: Mapping[str, Any]) -> None:
    """Remember a record as it is when a text of it is written: what the text changes is told by that, however much
    later it is sent."""
    path = _base_file(context, str(base["id"]), str(base.get("metadata_modified") or ""))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    _write(path, json.dumps(base))
    held = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime)
    for old in held[:-_BASES]:
        old.unlink(missing_ok=True)


def remembered(context: Context, package_id: str, modified: str) -> dict[str, Any] | None:
    """Return the record as it was at that ``metadata_modified``; None where it is not remembered on this computer."""
    path = _base_file(context, package_id, modified)
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def keep(context: Context, base: Mapping[str, Any], text: str) -> Path:
    """Keep a text that was not sent, in a file of its own."""
    from bcdc_desktop.domain.record_text import beginning, begun_at

    remember(context, base)
    if begun_at(text) is None:
        text = beginning(base) + text
    folder, number, name = _folder(context), 1, name_part(str(base["id"]))
    path = folder / f"{name}.txt"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.txt"
    _write(path, text)
    return path


def _write(path: Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", opener=private_opener) as file:
        file.write(text)


def _folder(context: Context) -> Path:
    folder = context.places.make().work / "texts"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _base_file(context: Context, package_id: str, modified: str) -> Path:
    return _folder(context) / "bases" / f"{name_part(package_id)}--{name_part(modified)}.json"
