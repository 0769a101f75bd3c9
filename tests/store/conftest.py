from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import State, Upload, new_id


@pytest.fixture
def places(home: Path) -> Places:
    return Places.of_this_computer()


@pytest.fixture
def opened(places: Places) -> Iterator[Callable[..., Store]]:
    """Opens the store of a user of a profile; all are closed afterwards."""
    stores: list[Store] = []

    def open_store(profile: str = "test", user: str | None = "ann") -> Store:
        stores.append(Store.open(places, profile, user))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()


def package(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "name": f"record-{number}",
        "title": f"Record {number}",
        "owner_org": "o1",
        "metadata_modified": f"2026-01-{number:02}T00:00:00",
        "resources": [{"id": f"r{number}", "name": "Table", "url": "https://x/table.csv", "format": "csv"}],
        **more,
    }


def upload(number: int = 1, **more: Any) -> Upload:
    given: dict[str, Any] = {
        "id": f"u{number}", "upload_set": "b", "position": number, "package": "p1", "package_title": "Record 1",
        "resource": new_id(), "operation": "create", "path": f"/f{number}.csv", "file_name": f"f{number}.csv",
        "size": 10, "mtime_ns": 1, "sha256": "00", "fields": {"name": f"File {number}"}, "before": {},
        "state": State.WAITING, **more,
    }  # fmt: skip
    return Upload(**given)
