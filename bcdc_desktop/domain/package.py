"""Packages (records) and resources: typed views over the dicts that actions return.

``raw`` keeps every key, also those that are not known here: nothing that came from the server is lost by passing
through the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .audience import is_private
from .bcdc import fields as bcdc
from .bcdc import publishing
from .file_names import name_in_url


def translations(record: Mapping[str, Any], name: str) -> list[str]:
    """Return what a field of CKAN's own says in each language, where ckanext-fluent keeps several
    (``title_translated``)."""
    value = record.get(f"{name}_translated")
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [text for text in value.values() if text and isinstance(text, str)] if isinstance(value, Mapping) else []


def title_of(values: Mapping[str, Any]) -> str:
    """Return the title in the values of a record; empty where there is none. Where the catalogue makes it of several
    languages, and has not yet, it is the first of them."""
    title = values.get("title")
    return title if isinstance(title, str) and title.strip() else next(iter(translations(values, "title")), "")


_DICTS = (dict, Mapping)  # that it is a dict is told at once, and there are many


@dataclass(frozen=True)
class Resource:
    """One file, link, service or application of a package (``resource_show``)."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def name(self) -> str:
        return str(self.raw.get("name") or self.file_name or self.raw.get("url") or "")

    @property
    def url(self) -> str:
        return str(self.raw.get("url") or "")

    @property
    def format(self) -> str:
        return str(self.raw.get("format") or "")

    @property
    def size(self) -> int | None:
        """Bytes, where the server knows."""
        try:
            return int(self.raw["size"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return None

    @property
    def uploaded(self) -> bool:
        """Whether the file is kept in the catalogue (and not only linked)."""
        return self.raw.get("url_type") == "upload"

    @property
    def leads_elsewhere(self) -> bool:
        """Whether it is a link, to what the catalogue does not keep itself."""
        return not self.uploaded and bool(self.url.strip())

    @property
    def file_name(self) -> str:
        """The last part of the address, as people write it and as a file may be called; a label, never a path."""
        return name_in_url(self.url)

    @property
    def modified(self) -> datetime | None:
        """When the data was last replaced, or else when the resource was made (UTC)."""
        return parse_time(self.raw.get("last_modified") or self.raw.get("created"))

    @property
    def period(self) -> tuple[str, str] | None:
        """The first and the last day that it covers, where it says so."""
        return bcdc.period_of(self.raw)


@dataclass(frozen=True)
class Package:
    """One record with its resources (``package_show``)."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.raw["id"])

    @property
    def name(self) -> str:
        """The slug."""
        return str(self.raw.get("name") or "")

    @property
    def title(self) -> str:
        return str(self.raw.get("title") or title_of(self.raw) or self.name)

    @property
    def type(self) -> str:
        return str(self.raw.get("type") or "dataset")

    @property
    def notes(self) -> str:
        return str(self.raw.get("notes") or "")

    @property
    def state(self) -> str:
        """CKAN's own state: active, draft or deleted."""
        return str(self.raw.get("state") or "active")

    @property
    def publish_state(self) -> str:
        """BCDC's state (DRAFT, PUBLISHED …); empty on a catalogue without one."""
        return publishing.publish_state(self.raw)

    @property
    def private(self) -> bool:
        return self.raw.get("private") in (True, "true", "True")

    @property
    def owner_org(self) -> str:
        """The id of the organization that owns it."""
        return str(self.raw.get("owner_org") or "")

    @property
    def metadata_modified(self) -> str:
        """The server's own text, to be sent back as it is in ``package_revise(match=…)``."""
        return str(self.raw.get("metadata_modified") or "")

    @property
    def modified(self) -> datetime | None:
        return parse_time(self.raw.get("metadata_modified"))

    @property
    def resources(self) -> tuple[Resource, ...]:
        listed = self.raw.get("resources") or ()
        return tuple([Resource(r) for r in listed if isinstance(r, _DICTS) and r.get("id")])

    def resource(self, resource_id: str) -> Resource | None:
        """Return the resource of that id, if it is one of this package's."""
        return next((r for r in self.resources if r.id == resource_id), None)

    @property
    def is_public_now(self) -> bool:
        """Whether what is added becomes visible to the public at once."""
        return self.publish_state in (*publishing.SHOWN, "") and not is_private(self.raw)

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple([str(t["name"]) for t in self.raw.get("tags") or () if isinstance(t, _DICTS) and "name" in t])


def parse_time(value: Any) -> datetime | None:
    """Return a CKAN time stamp (UTC without a mark) as an aware datetime; None when there is none or it is no time.
    One so near the first or the last year that it cannot be told in another time zone is none."""
    if not value:
        return None
    try:
        when = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        if not 1 < when.year < 9999:
            return None
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
