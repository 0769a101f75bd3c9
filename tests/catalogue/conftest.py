from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart, Patience
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from helpers.misbehaving import MisbehavingServer
from helpers.waiting import PATIENCE

LONG = Patience(PATIENCE, PATIENCE, PATIENCE)  # a server that answers is waited for, on a busy machine too


@pytest.fixture(scope="module", params=["2.11.6", "2.9.5"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCatalogue]:
    with DemoCatalogue(tmp_path_factory.mktemp("practice"), version=request.param, max_upload_mb=100) as running:
        yield running


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    """A server without a catalogue behind it."""
    with MisbehavingServer() as running:
        yield running


@pytest.fixture
def asking() -> Callable[..., Catalogue]:
    """A catalogue at an address, with a key that must never be seen anywhere."""

    def make(url: str, key: str | None = "s3cret-key-of-ann", patience: Patience = LONG, **more: Any) -> Catalogue:
        return Catalogue(Profile("t", "T", url, **more), key, patience=patience)

    return make


@pytest.fixture
def part(tmp_path: Path) -> Callable[..., FilePart]:
    """A file that is to be sent."""

    def make(data: bytes = b"a,b\r\n1,2\r\n", name: str = "table.csv", **known: str) -> FilePart:
        path = tmp_path / name
        path.write_bytes(data)
        status = path.stat()
        return FilePart(path, name, status.st_size, status.st_mtime_ns, **known)

    return make
