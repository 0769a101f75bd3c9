"""How an act goes out: values as the wire takes them, one ``package_revise`` or part by part, files looked at after."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revision import Revision, tags_value
from bcdc_desktop.catalogue.session import FilePart
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.schema import Field, Kind
from bcdc_desktop.domain.values import is_empty, split_tags, to_wire

from .desk import Desk
from .edits import ChosenFile
from .progress import CancelToken, Progress, Report

Moved = Callable[[int, int], None]  # bytes sent, bytes in all

ONE_BY_ONE = "This catalogue cannot save in one act: it was compared and then written part by part."


def wire_value(schema_field: Field, value: Any) -> tuple[str, Any]:
    """The key and the value as ``package_revise`` takes them."""
    if schema_field.kind is Kind.TAGS:
        return "tags", tags_value(split_tags(value))
    return schema_field.name, to_wire(value, schema_field)


def wire_fields(changes: Iterable[Change]) -> dict[str, Any]:
    """The changes as ``package_revise`` takes them."""
    return dict(wire_value(c.field, c.after) for c in changes)


def new_fields(changes: Iterable[Change]) -> dict[str, Any]:
    """The fields of a resource that is added: what is empty is left out."""
    return wire_fields(c for c in changes if not is_empty(c.after, c.field))


def file_fields(file: ChosenFile, *, replaces: bool) -> dict[str, Any]:
    """What has to be said of a file: CKAN 2.9 keeps the old one's size when it is replaced, both versions its type."""
    kind = mimetypes.guess_type(file.name)[0]
    return {"size": file.size} | ({"mimetype": kind} if replaces and kind else {})


def parts_of(files: Mapping[str, ChosenFile]) -> dict[str, FilePart]:
    """The files as they are streamed, each read once."""
    return {i: FilePart(f.path, f.name, f.size, f.mtime_ns) for i, f in files.items()}


class UnderWay:
    """How far the files of a save are, and whether it was asked to stop. What was sent in full is not stopped any more:
    nobody could say then whether it is stored."""

    def __init__(self, token: CancelToken, report: Report) -> None:
        self._token = token
        self._report = report
        self._all_sent = False

    def moved(self, done: int, total: int) -> None:
        """Bytes were sent."""
        self._all_sent = done >= total
        self._report(Progress(done, total, bytes=True))

    def stopped(self) -> bool:
        """Whether to stop here."""
        return self._token() and not self._all_sent

    def check(self) -> None:
        """Stops here when asked to, before anything is sent.

        Raises:
            Cancelled: it was asked to.
        """
        self._token.check()

    def pause(self, seconds: float) -> None:
        """Waits before another attempt.

        Raises:
            Cancelled: it was asked to stop.
        """
        self._token.wait(seconds)
        self._token.check()


def write(desk: Desk, revision: Revision, current: Mapping[str, Any], *, progress: Moved | None = None) -> str:
    """The act itself. Returns a note when it could not be one act.

    Args:
        progress: bytes sent, bytes in all, where there are files.

    Raises:
        Conflict: the record is not as ``current`` any more.
        CatalogueError, FileChanged: as from ``Catalogue.revise``.
    """
    if desk.abilities().revise:
        try:
            desk.catalogue.revise(revision, progress=progress if revision.files else None)
        except errors.UnknownAction:
            desk.has_no_revise()
        else:
            return ""
    now = desk.catalogue.package(revision.package_id)
    if now.get("metadata_modified") != current.get("metadata_modified"):
        raise errors.Conflict("Somebody changed this record meanwhile.")
    _one_by_one(desk, revision, progress)
    return ONE_BY_ONE


def _one_by_one(desk: Desk, revision: Revision, progress: Moved | None) -> None:
    """Where there is no ``package_revise``: the package's fields, old resources, new ones, deletions, the order.
    Composite fields cannot travel with a file, so they follow it."""
    catalogue = desk.catalogue
    whole, before = revision.size, 0

    def moved(done: int, total: int) -> None:
        nonlocal before
        if progress is not None:
            progress(min(before + done, whole - 1), whole)  # what follows is to be stopped, too
        if done >= total:
            before += total

    if revision.fields:
        catalogue.patch_package(revision.package_id, revision.fields)
    for resource, fields in revision.resources.items():
        plain, rest = _parted(fields) if resource in revision.files else (fields, {})
        catalogue.patch_resource(resource, plain, revision.files.get(resource), progress=moved)
        if rest:
            catalogue.patch_resource(resource, rest)
    for fields in revision.new_resources:
        resource = str(fields["id"])
        plain, rest = _parted(fields) if resource in revision.files else (fields, {})
        made = {**plain, "package_id": revision.package_id}
        catalogue.create_resource(made, revision.files.get(resource), progress=moved)
        if rest:
            catalogue.patch_resource(resource, rest)
    for resource in revision.deletions:
        catalogue.delete_resource(resource)
    if revision.order:
        catalogue.reorder_resources(revision.package_id, revision.resulting_ids())


def _parted(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    rest = {k: v for k, v in fields.items() if isinstance(v, list | dict)}
    return {k: v for k, v in fields.items() if k not in rest}, rest


def file_problem(desk: Desk, resource: Mapping[str, Any] | None, file: ChosenFile, sha256: str) -> str:
    """What is wrong with a file on the server; empty when it is as it was sent, or could not be looked at.

    Small files are compared byte for byte (``Profile.verify_content_below``), larger ones by their size.
    """
    if resource is None:
        return "not there"
    there = Resource(resource)
    if not there.uploaded:
        return "a link instead of the file"
    try:
        if file.size <= desk.profile.verify_content_below:
            digest = hashlib.sha256()
            for chunk in desk.catalogue.read_file(there.url):
                digest.update(chunk)
            return "" if digest.hexdigest() == sha256 else "another content"
        size = desk.catalogue.file_size(there.url)
    except errors.NotFound:
        return "the file is not there"
    except errors.CatalogueError:
        return ""
    return "" if size in (None, file.size) else f"{size} bytes instead of {file.size}"
