"""Asking the server about several files at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.store.uploads import Upload

from ..progress import CancelToken
from ..workspace import Workspace

_AT_ONCE = 4  # files that are asked for at the same time


def at_once(
    workspace: Workspace, token: CancelToken, ask: Callable[[Upload], Any], rows: Sequence[Upload]
) -> Mapping[str, Any]:
    """Answers by row id, several asked for at a time where the network is asked; a failure stands as its answer."""

    def one(row: Upload) -> Any:
        try:
            token.check()
            with workspace.catalogue.cancellable(token):
                return ask(row)
        except (errors.CatalogueError, errors.Cancelled) as error:
            return error

    if not rows:
        return {}
    with ThreadPoolExecutor(min(_AT_ONCE, len(rows)), thread_name_prefix="look") as pool:
        return dict(zip((r.id for r in rows), pool.map(one, rows), strict=True))


def content_matches(workspace: Workspace, row: Upload, resource: Resource) -> bool:
    """Whether the file on the server has the bytes that were sent, by downloading it.

    Raises:
        CatalogueError, Cancelled: it could not be read whole.
    """
    digest = hashlib.sha256()
    for chunk in workspace.catalogue.read_file(resource.url):
        digest.update(chunk)
    return digest.hexdigest() == row.sha256
