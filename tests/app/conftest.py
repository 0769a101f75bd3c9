"""A practice catalogue behind a server that may misbehave, and workspaces of its users."""

import contextlib
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.sync_sizes import SyncSizes
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from helpers.colleague import Colleague
from helpers.misbehaving import MisbehavingServer
from helpers.sample_record import record_fields
from helpers.waiting import PATIENCE, SOON

LONG = Patience(PATIENCE, PATIENCE, PATIENCE)  # a server that answers is waited for, on a busy machine too
SHORT = Patience(PATIENCE, SOON, SOON)  # for a server that does not


class Practice:
    """A catalogue, the server before it, and what tests want of them."""

    def __init__(self, demo: DemoCatalogue, server: MisbehavingServer, home: Path) -> None:
        self.demo, self.server = demo, server
        self._home = home
        self.sync_sizes = SyncSizes()
        self._workspaces: list[Workspace] = []
        # straight to the catalogue: what is really there, and what others do
        self.other = Colleague(Profile("other", "Other", demo.url), demo.tokens["editor"])
        self.boss = Colleague(Profile("boss", "Boss", demo.url), demo.tokens["sysadmin"])
        self.organization = str(self.other.organization(HOME_ORGANIZATIONS[0])["id"])

    def workspace(
        self, role: str | None = "editor", *, patience: Patience = LONG, key: str | None = "", **profile: Any
    ) -> Workspace:
        """A workspace at the misbehaving server; all workspaces of a role share one store. ``key``: that of the role
        unless another, or None, is given."""
        given = Profile("here", "Here", self.server.url, user=role, **{"settle_seconds": 0.2} | profile)
        store = Store.open(Places.below(self._home), "here", role)
        workspace = Workspace(
            given,
            store,
            Catalogue(given, self.demo.tokens[role] if role and key == "" else key or None, patience=patience),
        )
        workspace.store.cache.key_value.put("abilities", {"version": self.demo.version})
        schema = json.loads(bundled_path("schema/bcdc_dataset.json").read_text("utf-8"))
        workspace.put_schema(DatasetSchema.from_action(schema))
        workspace.retry_pauses = (0.05, 0.1, 0.2)  # nobody waits for minutes between attempts
        workspace.sync_sizes = self.sync_sizes
        self._workspaces.append(workspace)
        return workspace

    def package(self, **fields: Any) -> dict[str, Any]:
        made = record_fields(self.organization, **{"notes": "Notes.", "tag_string": "water,wells", **fields})
        return self.other.package(self.other.create_package(made)["id"])

    @contextlib.contextmanager
    def ago(self, **much: float) -> Iterator[None]:
        """Within it, the catalogue's clock is that much slow (days, hours, minutes, as timedelta has them)."""
        server = self.demo.practice
        when = datetime.now(UTC).replace(tzinfo=None) - timedelta(**much)
        moments = (when + timedelta(milliseconds=n) for n in itertools.count())
        server.now = lambda: next(moments).isoformat(timespec="microseconds")
        try:
            yield
        finally:
            del server.now

    def files(self, package_id: str) -> dict[str, bytes]:
        """What is on the server: the name of each resource, and its bytes."""
        found: dict[str, bytes] = {}
        for resource in self.other.package(package_id)["resources"]:
            assert resource["name"] not in found, "there twice"
            found[resource["name"]] = b"".join(
                self.other.read_file(resource["url"].replace(self.server.url, self.demo.url))
            )
        return found

    def close(self) -> None:
        for workspace in self._workspaces:
            workspace.close()


@pytest.fixture
def ckan_version() -> str:
    return "2.11.6"


@pytest.fixture
def practice(tmp_path: Path, home: Path, ckan_version: str) -> Iterator[Practice]:
    with (
        DemoCatalogue(tmp_path / "practice", version=ckan_version, empty=True, max_upload_mb=8) as demo,
        MisbehavingServer(demo) as server,
    ):
        made = Practice(demo, server, home)
        yield made
        made.close()


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """A file with bytes of its own."""

    def make(name: str = "table.csv", rows: int = 3) -> Path:
        path = tmp_path / name
        lines = ["station,reading"] + [f"{name.split('.')[0]},{n}" for n in range(rows)]
        path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())
        return path

    return make
