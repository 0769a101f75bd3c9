"""Texts of ``bcdc edit`` that were not sent, and the records as they were when a text was begun."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .context import Context

_BASES = 200  # records that are remembered as they were; the oldest go first


def remember(context: Context, base: Mapping[str, Any]) -> None:
    """Remembers a record as it is when a text of it is written: what the text changes is told by that, however much
    later it is sent."""
    path = _base_file(context, str(base["id"]), str(base.get("metadata_modified") or ""))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(json.dumps(base, ensure_ascii=False), "utf-8")
    held = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime)
    for old in held[:-_BASES]:
        old.unlink(missing_ok=True)


def remembered(context: Context, package_id: str, modified: str) -> dict[str, Any] | None:
    """The record as it was at that ``metadata_modified``; None where it is not remembered on this computer."""
    path = _base_file(context, package_id, modified)
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def keep(context: Context, base: Mapping[str, Any], text: str) -> Path:
    """Keeps a text that was not sent, in a file of its own."""
    from bcdc_desktop.domain.text_form import beginning, begun_at

    remember(context, base)
    if begun_at(text) is None:
        text = beginning(base) + text
    folder, number = _folder(context), 1
    path = folder / f"{base['id']}.txt"
    while path.exists():
        number += 1
        path = folder / f"{base['id']}-{number}.txt"
    path.write_text(text, "utf-8")
    return path


def _folder(context: Context) -> Path:
    folder = context.places.make().work / "texts"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _base_file(context: Context, package_id: str, modified: str) -> Path:
    name = "-".join(re.sub(r"[^0-9A-Za-z]+", "", part) for part in (package_id, modified))
    return _folder(context) / "bases" / f"{name}.json"
