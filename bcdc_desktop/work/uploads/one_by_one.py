"""One file where there is no ``package_revise``: two calls, and yet stored whole or not at all.

A form carries plain values only. So the lists and groups of a new resource follow its file, and when they are refused
the resource is taken away again; the fields of a replaced one go ahead of its file, and are put back when that is
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.session import FilePart
from bcdc_desktop.store.uploads import Upload

from ..desk import Desk

Moved = Callable[[int, int], None]


class Half(errors.CatalogueError):
    """One of the two calls was refused, and the other could not be taken back. Sending it again makes it whole."""

    kind = "half"


def send_alone(
    desk: Desk, row: Upload, fields: Mapping[str, Any], facts: Mapping[str, Any], part: FilePart, moved: Moved
) -> None:
    """Sends one row.

    Args:
        fields: the resource's fields, as the wire takes them.
        facts: what has to be said of a file that takes the place of another.

    Raises:
        Half: it is there by half.
        CatalogueError, FileChanged: as from ``Catalogue.revise``; where it was refused, nothing is stored.
    """
    if row.operation == "replace":
        _replace(desk, row, fields, facts, part, moved)
    else:
        _create(desk, row, fields, part, moved)


def _create(desk: Desk, row: Upload, fields: Mapping[str, Any], part: FilePart, moved: Moved) -> None:
    rest = {k: v for k, v in fields.items() if isinstance(v, list | dict)}
    plain = {k: v for k, v in fields.items() if k not in rest}
    desk.catalogue.create_resource({**plain, "package_id": row.package, "id": row.resource}, part, progress=moved)
    if not rest:
        return
    half = "The file is there, some of its fields are not."
    try:
        desk.catalogue.patch_resource(row.resource, rest)
    except errors.CatalogueError as error:
        if not _is_refusal(error):
            raise
        if row.kept_at is not None:  # it was seen there before: not ours to take away
            raise Half(f"{half} {error.message}") from error
        _take_back(error, lambda: desk.catalogue.delete_resource(row.resource), half)
        raise


def _replace(
    desk: Desk, row: Upload, fields: Mapping[str, Any], facts: Mapping[str, Any], part: FilePart, moved: Moved
) -> None:
    if fields:
        desk.catalogue.patch_resource(row.resource, fields)
    try:
        desk.catalogue.patch_resource(row.resource, facts, part, progress=moved)
    except errors.CatalogueError as error:
        if not _is_refusal(error) or not fields:
            raise
        before = {name: row.before.get(name, "") for name in fields}
        half = "The fields are changed, the file is not."
        _take_back(error, lambda: desk.catalogue.patch_resource(row.resource, before), half)
        raise


def _take_back(refusal: errors.CatalogueError, call: Callable[[], object], half: str) -> None:
    try:
        call()
    except errors.CatalogueError as error:
        raise Half(f"{half} {refusal.message} ({error.message})") from error


def _is_refusal(error: errors.CatalogueError) -> bool:
    """Whether the server said no, and did nothing of this call."""
    return not error.retry and (not isinstance(error, errors.ServerFault) or isinstance(error, errors.UnknownAction))
