import dataclasses
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.uploads import prepare
from bcdc_desktop.app.uploads.form_size import fit_form
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.store.uploads import Upload
from contract.contract_server import RESOURCE


def confirm(
    workspace: Workspace, package: dict[str, Any], paths: Iterable[Path], *, replacing: str | None = None, **fields: Any
) -> list[Upload]:
    """Drops files on a package and confirms them."""
    items = []
    for path in paths:
        item = prepare.prepare_file(workspace, package, path, replacing=replacing)
        for name, value in ({} if replacing else RESOURCE | {"name": path.name} | fields).items():
            item = item.with_field(name, value)
        items.append(item)
    items = [dataclasses.replace(item, fields=fit_form(item.fields)[0]) for item in items]
    return prepare.confirm(workspace, package, items)


@pytest.fixture
def put() -> Callable[..., list[Upload]]:
    """Confirms files: ``put(workspace, package, *paths)``."""
    return lambda workspace, package, *paths, **more: confirm(workspace, package, paths, **more)


@pytest.fixture
def queue() -> Iterator[Callable[..., UploadQueue]]:
    """Starts queues; all are stopped afterwards."""
    started: list[UploadQueue] = []

    def start(workspace: Workspace, **more: Any) -> UploadQueue:
        started.append(UploadQueue(workspace, **more))
        started[-1].planner.idle_seconds = 0.05
        started[-1].start()
        return started[-1]

    yield start
    ended = [one.stop() for one in started]
    assert all(ended), "a queue did not stop"
