"""A practice catalogue with one organization's roles, and workspaces of its editor and of a colleague."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bcdc_desktop.app.sync.sync import refresh_account, refresh_schema, refresh_tree
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE as BCDC_TYPE
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from helpers.colleague import Colleague
from helpers.sample_record import LINK, record_fields

ORGANIZATION = "information-management-cfd"
_WRITES = re.compile(r"_(create|update|patch|delete|revise|reorder)$|_purge$")
Open = Callable[..., Workspace]
Make = Callable[..., dict[str, Any]]


@pytest.fixture(params=["2.11.6", "2.9.5"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def demo(tmp_path: Path, version: str) -> Iterator[DemoCatalogue]:
    with DemoCatalogue(tmp_path / "practice", version=version, empty=True) as catalogue:
        yield catalogue


@pytest.fixture
def open_workspace(demo: DemoCatalogue, home: Path) -> Iterator[Open]:
    """Desks by role, each with a store of its own; they know the schema, the tree and who they are."""
    opened: list[Workspace] = []

    def open_one(role: str = "editor", *, url: str = "", learned: bool = True) -> Workspace:
        profile = Profile("here", "Here", url or demo.url, user=role, dataset_type=BCDC_TYPE)
        store = Store.open(Places.below(home), f"here{len(opened)}", role)
        workspace = Workspace(profile, store, Catalogue(profile, demo.tokens[role]))
        opened.append(workspace)
        if learned:
            refresh_account(workspace)
            refresh_tree(workspace)
            refresh_schema(workspace)
        return workspace

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_workspace: Open) -> Workspace:
    """The editor's."""
    return open_workspace()


@pytest.fixture
def colleague(demo: DemoCatalogue) -> Colleague:
    """Another editor's client, who does not ask what we are doing."""
    return Colleague(Profile("beside", "Beside", demo.url), demo.tokens["editor"])


@pytest.fixture
def fields(colleague: Catalogue) -> dict[str, Any]:
    """The fields of a complete record."""
    owner = str(colleague.organization(ORGANIZATION)["id"])
    fields = record_fields(owner, title=f"Lakes of the North {uuid.uuid4().hex[:8]}", name=None)
    return {n: v for n, v in fields.items() if n not in ("type", "publish_state")}


@pytest.fixture
def make(colleague: Catalogue, fields: dict[str, Any]) -> Make:
    """Makes records, made by nobody's journal: ``make(3, notes=…)`` has three links."""

    def one(links: int = 0, **more: Any) -> dict[str, Any]:
        name = f"record-{uuid.uuid4().hex[:10]}"
        wanted = {**fields, "type": "bcdc_dataset", "publish_state": "DRAFT", "title": name, "name": name, **more}
        wanted["resources"] = [
            {**LINK, "name": f"View part {i}", "url": f"https://example.org/{name}/{i}.csv"} for i in range(links)
        ]
        return colleague.package(str(colleague.create_package(wanted)["id"]))

    return one


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The actions that write, as they are sent by this process."""
    actions: list[str] = []
    send = requests.Session.request

    def noted(self: requests.Session, method: str, url: str, *given: Any, **more: Any) -> requests.Response:
        action = url.rsplit("/", 1)[-1]
        if _WRITES.search(action):
            actions.append(action)
        return send(self, method, url, *given, **more)

    monkeypatch.setattr(requests.Session, "request", noted)
    return actions
