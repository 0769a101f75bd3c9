"""The content of a resource, as far as its record tells: which stored file, or which link."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.translation import tr

from .package import Resource, parse_time

_TYPES = mimetypes.MimeTypes()  # of its own: what other programs told the system about .csv does not count
for _kind, _suffix in (  # what Python's table has in no version, or not in all
    ("text/csv", ".csv"),
    ("text/tab-separated-values", ".tsv"),
    ("text/markdown", ".md"),
    ("application/geo+json", ".geojson"),
    ("application/geopackage+sqlite3", ".gpkg"),
    ("application/vnd.google-earth.kml+xml", ".kml"),
    ("application/vnd.google-earth.kmz", ".kmz"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    ("application/vnd.apache.parquet", ".parquet"),
    ("application/zip", ".zip"),
    ("application/json", ".json"),
):
    _TYPES.add_type(_kind, _suffix)
FACTS = ("url", "url_type", "size", "last_modified")  # what a record says of a resource's content


@dataclass(frozen=True)
class Content:
    """The content of a resource at some moment.

    A record tells no fingerprint of a file. But CKAN sets ``last_modified`` whenever bytes are stored, and by nothing
    else (seen on 2.9.5 and 2.11.6), while ``url`` stays when the new file has the name of the old one, and 2.9 may keep
    the old ``size``.

    Attributes:
        name: the file's name, or the address of a link.
        stored: whether the file is kept in the catalogue.
        size: bytes, where the server knows.
        modified: ``last_modified``, the server's own text; empty where it keeps none.
    """

    name: str
    stored: bool
    size: int | None = None
    modified: str = ""

    @classmethod
    def of(cls, resource: Mapping[str, Any]) -> Content:
        """Return what a resource dict says of its content."""
        there = Resource(resource)
        if not there.uploaded:
            return cls(there.url.strip(), False)
        return cls(there.file_name, True, there.size, str(resource.get("last_modified") or ""))

    def same(self, other: Content) -> bool:
        """Return whether both are the same content; of files without a time only name and size can be compared."""
        if (self.stored, self.name) != (other.stored, other.name):
            return False
        if self.stored and self.modified and other.modified:
            return parse_time(self.modified) == parse_time(other.modified)
        return self.size == other.size or self.size is None or other.size is None

    def __str__(self) -> str:
        when = parse_time(self.modified)
        return (
            tr("{file}, uploaded {time} UTC", file=self.name, time=f"{when:%Y-%m-%d %H:%M:%S}") if when else self.name
        )


def media_type(name: str) -> str | None:
    """Return the media type of a file by its name, where it has a known one."""
    return _TYPES.guess_type(name)[0]


def facts_of(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a resource dict that ``Content.of`` reads."""
    return {n: resource.get(n) for n in FACTS}
