"""The arguments of ``package_revise``: everything that changes in one package, in one request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .http import FilePart

FORM_LIMIT = 500_000
"""Bytes that all fields beside the files of one form may have: CKAN 2.11 (werkzeug) refuses more, with 413."""
# what the answer carries: without it CKAN sends the whole package back
_INCLUDE = ["+package__id", "+package__metadata_modified", "-package__*"]


@dataclass
class Revision:
    """What is to change in one package; it happens whole or not at all.

    Attributes:
        package_id: id of the package.
        metadata_modified: where given, the request is refused (Conflict) when the package has changed since.
        fields: package field -> new value, in full.
        resources: resource id -> its fields that change, each in full.
        new_resources: resources to append, each with an ``id`` of our own making (UUID4).
        files: resource id -> its new file, for old and new resources.
        deletions: ids of resources to delete.
        order: ids of all resources that there will be, in their new order; empty where it stays.
        seen: the package's resources, whole, as they were at ``metadata_modified``; needed with ``order``.
    """

    package_id: str
    metadata_modified: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_resources: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, FilePart] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    seen: Sequence[Mapping[str, Any]] = ()

    def call(self) -> tuple[dict[str, Any], dict[str, FilePart]]:
        """Return the arguments of ``package_revise`` and the files by form field.

        ``update`` merges lists and dicts into the old ones element by element (a shorter list keeps the old tail, a
        changed row keeps old keys). So whatever is set is filtered away first; then the new value stands alone.

        A new order is sent as the whole list in place of the old one: every key of every resource comes back as it was
        seen, so it is refused unless nothing changed since.

        Raises:
            ValueError: a new order without ``metadata_modified`` would overwrite what was never seen.
        """
        match = {"id": self.package_id}
        if self.metadata_modified:
            match["metadata_modified"] = self.metadata_modified
        if self.order:
            return self._as_a_whole(match)
        filters = [f"-{name}" for name in self.fields]
        filters += [f"-resources__{rid}__{name}" for rid, fields in self.resources.items() for name in fields]
        new = {r["id"] for r in self.new_resources}
        # CKAN 2.9 keeps the old file's size unless there is none: then it counts the new bytes, as 2.10 always does
        filters += [
            f"-resources__{rid}__size"
            for rid in self.files
            if rid not in new and "size" not in self.resources.get(rid, {})
        ]
        filters += [f"-resources__{rid}" for rid in self.deletions]
        data: dict[str, Any] = {"match": match, "include": list(_INCLUDE)}
        if filters:
            data["filter"] = filters
        if self.fields:
            data["update"] = dict(self.fields)
        for rid, fields in self.resources.items():
            if fields:
                data[f"update__resources__{rid}"] = dict(fields)
        if self.new_resources:
            data["update__resources__extend"] = [dict(r) for r in self.new_resources]
        places = {r["id"]: i - len(self.new_resources) for i, r in enumerate(self.new_resources)}
        return self._with_files(data, places)

    def _as_a_whole(self, match: dict[str, str]) -> tuple[dict[str, Any], dict[str, FilePart]]:
        if not self.metadata_modified:
            raise ValueError("a new order is sent only to a record that is as it was seen")
        whole = {str(r["id"]): {**r, **self.resources.get(str(r["id"]), {})} for r in self.seen}
        for rid in self.files:  # as in ``call``: the server counts the new bytes where no size is said
            if "size" not in self.resources.get(rid, {}):
                whole.get(rid, {}).pop("size", None)
        whole |= {str(r["id"]): dict(r) for r in self.new_resources}
        data: dict[str, Any] = {
            "match": match,
            "include": list(_INCLUDE),
            "filter": [*(f"-{name}" for name in self.fields), "-resources"],
            "update": {**self.fields, "resources": [whole[i] for i in self.resulting_ids()]},
        }
        return self._with_files(data, {i: place for place, i in enumerate(self.resulting_ids())})

    def _with_files(
        self, data: dict[str, Any], places: Mapping[str, int]
    ) -> tuple[dict[str, Any], dict[str, FilePart]]:
        files = {f"update__resources__{places.get(rid, rid)}__upload": part for rid, part in self.files.items()}
        if files:
            data = {key: json.dumps(value, ensure_ascii=False) for key, value in data.items()}
        return data, files

    def resulting_ids(self) -> list[str]:
        """Return the ids of the resources that there will be, in their order: what the server's ``error.resources`` is
        aligned with. Needs ``seen``."""
        gone = set(self.deletions)
        ids = [str(r["id"]) for r in self.seen if str(r["id"]) not in gone]
        ids += [str(r["id"]) for r in self.new_resources]
        if not self.order:
            return ids
        there = set(ids)
        ordered = [i for i in dict.fromkeys(self.order) if i in there]
        return ordered + [i for i in ids if i not in ordered]

    def form_size(self) -> int:
        """Return the bytes of all fields beside the files, as they are sent in a form."""
        return sum(len(value.encode()) for value in self.call()[0].values() if isinstance(value, str))

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in self.files.values())


def tags_value(names: list[str]) -> list[Mapping[str, str]]:
    """Return keywords as ``tags``: sent as ``tag_string`` they would be added to the old ones instead of replacing
    them."""
    return [{"name": name} for name in names]
