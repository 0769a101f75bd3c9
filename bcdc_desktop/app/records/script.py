"""A journal entry as a Python script that repeats it through ckanapi. The script never contains a key."""

from __future__ import annotations

import pprint
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bcdc_desktop.app.records.submit import wire_value
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, section_fields
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.store.journal import JournalEntry

from ..workspace import Workspace
from .attachments import paths_of

_HEAD = """\
# {what}
# Sent on {when} (UTC) by {user}; outcome: {outcome}.
#
# Needs ckanapi (pip install ckanapi) and the API key in the environment:
#     BCDC_API_KEY=... python this_file.py
{more}
import os

from ckanapi import RemoteCKAN

catalogue = RemoteCKAN({address!r}, apikey=os.environ["BCDC_API_KEY"])
patience = {{"timeout": (10, 600)}}  # seconds: for a connection, for the answer
"""


def script(workspace: Workspace, entry: JournalEntry) -> str:
    """Python source that does again what an entry did, on the same catalogue.

    It sends the values of then without comparing: what others changed since in the same fields is overwritten. A file
    is read from where it was when it was sent, or else from the folder where the program is run.
    """
    lines = _calls(workspace, entry)
    more = ["#"]
    if any(isinstance(v, Mapping) and FILE in v for v in entry.after.values()):
        more += ["# The files are read from the paths below.", "#"]
    if entry.action == "package_create":
        more += ["# The name of the record must not be in use.", "#"]
    head = _HEAD.format(
        what=_plain(f"{entry.action} of “{entry.title or entry.package_id}” ({entry.package_id})"),
        when=datetime.fromtimestamp(entry.at, UTC).isoformat(" ", "seconds")[:19],
        user=_plain(entry.user or "an unknown user"),
        outcome=entry.outcome,
        more="\n".join(more),
        address=workspace.profile.address,
    )
    return head + "\n" + "\n".join(lines) + "\n"


def _calls(workspace: Workspace, entry: JournalEntry) -> list[str]:
    if entry.action == "package_create":
        return _call("package_create", dict(entry.after[PACKAGE]))
    if entry.action == "package_delete":
        return _call("package_delete", {"id": entry.package_id})
    if entry.action == "package_patch":  # a deleted record that was made active again
        return _call("package_patch", {"id": entry.package_id, **(entry.after.get(PACKAGE) or {})})
    return _revision(workspace, entry)


def _revision(workspace: Workspace, entry: JournalEntry) -> list[str]:
    revision, paths = Revision(entry.package_id), paths_of(workspace, entry)
    for target, values in entry.after.items():
        wire = _wire(workspace, entry, target, values)
        if values is None:
            revision.deletions.append(target)
        elif target == PACKAGE:
            revision.fields = wire
        elif target in entry.before:
            revision.resources[target] = wire
        else:
            revision.new_resources.append({**_filled(wire), "id": target})
    data, _ = revision.call()
    del data["include"]
    lines: list[str] = []
    if len(data) > 1 or paths:
        lines += _assigned("changes", data)
        if paths:
            places = {r["id"]: i - len(revision.new_resources) for i, r in enumerate(revision.new_resources)}
            lines += ["# in a call with files, values that are not text are sent as JSON"]
            lines += _assigned("paths", {f"update__resources__{places.get(i, i)}__upload": p for i, p in paths.items()})
            lines += [
                "import json",
                "",
                "catalogue.call_action(",
                '    "package_revise",',
                "    {name: json.dumps(value) for name, value in changes.items()},",
                '    files={name: open(path, "rb") for name, path in paths.items()},',
                "    requests_kwargs=patience,",
                ")",
            ]
        else:
            lines += ['catalogue.call_action("package_revise", changes, requests_kwargs=patience)']
    return lines + _reordered(entry)


def _reordered(entry: JournalEntry) -> list[str]:
    order = (entry.after.get(PACKAGE) or {}).get(ORDER)
    return _call("package_resource_reorder", {"id": entry.package_id, "order": order}) if order else []


def _wire(workspace: Workspace, entry: JournalEntry, target: str, values: Mapping[str, Any] | None) -> dict[str, Any]:
    wire: dict[str, Any] = {}
    known = {f.name: f for f in section_fields(workspace.schema_of_id(entry.package_id), target, values or {})}
    for name, value in (values or {}).items():
        if name in (FILE, ORDER) or (name == "url" and FILE in (values or {})):
            continue
        key, wired = wire_value(known[name], value)
        wire[key] = wired
    if "url" in wire and target in entry.before:
        wire["url_type"] = ""  # a link, even where a file was before
    return wire


def _filled(wire: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in wire.items() if not is_empty(v)}


def _call(action: str, data: Mapping[str, Any]) -> list[str]:
    return [*_assigned("data", data), f'catalogue.call_action("{action}", data, requests_kwargs=patience)', ""]


def _assigned(name: str, value: Any) -> list[str]:
    text = pprint.pformat(value, width=110, sort_dicts=False)
    first, *rest = text.splitlines()
    return [f"{name} = {first}", *(" " * (len(name) + 3) + line for line in rest)]


def _plain(text: str) -> str:
    """Return the text as part of one comment line."""
    return "".join(c if not unicodedata.category(c).startswith(("C", "Zl", "Zp")) else " " for c in text)
