"""A backup on every server: the real ``ckanapi`` writes the same and loads it, and it is restored."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bcdc_desktop.app.sync.refresh import refresh_schema
from bcdc_desktop.app.transfer.backup import backup
from bcdc_desktop.app.transfer.backup_source import BackupSource
from bcdc_desktop.app.transfer.copy import CopyState, run_copy
from bcdc_desktop.app.transfer.plan import plan_copy
from bcdc_desktop.app.transfer.source import terms_of
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from contract.contract_server import Packages, Server
from helpers.ckanapi_program import ckanapi_at
from helpers.sample_record import FILED

BODY = b"lake,depth\r\nAtlin,283\r\n"


@pytest.fixture
def workspace(ckan: Server, home: Path) -> Iterator[Workspace]:
    """The editor of the catalogue."""
    profile = Profile("contract", "Contract", ckan.url, user="editor")
    store = Store.open(Places.below(home), "contract", "editor")
    made = Workspace(profile, store, Catalogue(profile, ckan.tokens["editor"]))
    refresh_schema(made)
    yield made
    made.close()


@pytest.fixture
def ckanapi(ckan: Server) -> Callable[..., bytes]:
    """The real ``ckanapi`` as the editor."""
    return ckanapi_at(ckan.url, ckan.tokens["editor"])


def test_written_loaded_and_restored(
    workspace: Workspace, ckan: Server, new: Packages, ckanapi: Callable[..., bytes], tmp_path: Path
) -> None:
    package = new.make()
    answer = ckan.ask(
        "resource_create", form={"package_id": package["id"], "name": "lakes.csv", **FILED},
        files={"upload": ("lakes.csv", BODY)},
    )  # fmt: skip
    assert answer.status == 200, answer.text
    folder = tmp_path / "backup"
    done = backup(workspace, [package["id"]], folder, files=True)
    assert (done.written, done.files, done.failed) == (1, 1, [])
    dump = folder / "datasets.jsonl"
    assert ckanapi("dump", "datasets", package["id"]) == dump.read_bytes()
    before = workspace.catalogue.package(package["id"])
    ckan.ask("package_patch", id=package["id"], notes="Spoilt.")
    ckanapi("load", "datasets", "-I", dump)
    assert workspace.catalogue.package(package["id"])["notes"] == before["notes"]
    ckan.ask("package_patch", id=package["id"], notes="Spoilt.", resources=[])
    with BackupSource(folder, terms_of(workspace)) as source:
        plan = plan_copy(source, workspace, source.ids, files=True, update=True)
        (restored,) = run_copy(source, workspace, plan).records
    assert restored.state is CopyState.UPDATED, restored.message
    after = workspace.catalogue.package(package["id"])
    assert (after["notes"], [r["id"] for r in after["resources"]]) == (
        before["notes"], [r["id"] for r in before["resources"]],
    )  # fmt: skip
    assert b"".join(workspace.catalogue.read_file(after["resources"][-1]["url"])) == BODY
